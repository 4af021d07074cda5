# A model's server on loopback that behaves as the model's name says (llm_server.py --list). Load after env.

# llm_start [OPTION...]: start it, with its log in $LLM/log and the requests' bodies in $LLM/bodies; for a whole file from
# setup_file (with a directory of its own), or for one test
llm_start() {
    LLM=${BATS_TEST_TMPDIR:-$BATS_FILE_TMPDIR}/llm
    mkdir -p "$LLM"
    rm -f "$LLM"/*
    LLM_KEY=test-key-$RANDOM$RANDOM
    (umask 077 && printf '%s\n' "$LLM_KEY" >"$LLM/key")
    /usr/bin/python3 -B "$ROOT/tests/llm_server.py" --port 0 --key "$LLM_KEY" --log "$LLM/log" \
        --bodies "$LLM/bodies" "$@" >"$LLM/port" 2>"$LLM/err" 3>&- &
    LLM_PID=$!
    for ((i = 0; i < 400; i++)); do [[ -s $LLM/port ]] && break; sleep 0.05; done
    [[ -s $LLM/port ]] || { cat "$LLM/err"; return 1; }
    LLM_URL=http://127.0.0.1:$(<"$LLM/port")
    export LLM LLM_KEY LLM_URL LLM_PID
}

llm_stop() {
    [[ -z ${LLM_PID:-} ]] || { kill "$LLM_PID"; wait "$LLM_PID" || true; } 2>/dev/null
    LLM_PID=
}

# llm_stats [JQ]: what it was asked since llm_forget
llm_stats() { curl -sSf "$LLM_URL/stats" | jq -c "${1:-.}"; }
llm_forget() { curl -sSf -X POST "$LLM_URL/stats/reset" >/dev/null; }

# llm_hold N: what comes after N further requests waits until llm_release
llm_hold() { curl -sSf -X POST "$LLM_URL/hold?after=$1" >/dev/null; }
llm_release() { curl -sSf -X POST "$LLM_URL/release" >/dev/null; }

# llm_log JQ: its log, a line a request, up to the last answer that a client has
llm_log() {
    llm_stats . >/dev/null
    jq -c "$1" "$LLM/log"
}
