# A Gong on loopback for a test, and a connection to it. Load after env.

# sim ARG...: start gong-sim for this test, with whatever state it has; its requests are in $T/requests
sim() {
    rm -f "$T/port"
    gong-sim --port 0 --port-file "$T/port" --log "$T/requests" "$@" >"$T/sim.out" 2>&1 3>&- &
    SIM=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/port ]] && break; sleep 0.05; done
    [[ -s $T/port ]] || { cat "$T/sim.out"; return 1; }
    BASE=http://127.0.0.1:$(<"$T/port")
}

# The default profile, connected to it
sim_connect() {
    printf '%s\n' sim-key sim-secret | gong-auth connect --key --key-from - --base-url "$BASE" --any-host >/dev/null 2>&1
    sim_forget
}

# From here on count requests anew
sim_forget() { seen=$(requests_all | wc -l); }

sim_stop() {
    [[ -z ${SIM:-} ]] || { kill "$SIM"; wait "$SIM" || true; } 2>/dev/null
    SIM=
}

# The requests that the simulator got since sim_forget, a line of JSON each
requests_all() { grep -F '"path":"/v2' "$T/requests" 2>/dev/null || true; }
requests() { requests_all | tail -n +$((${seen:-0} + 1)); }
asked() { requests | wc -l; }

# sim_do WHAT: steer it while it runs: revoke, restore, faults?clear=1&add=FAULT
sim_do() { curl -sSf -X POST "$BASE/sim/$1" >/dev/null; }

# stub: instead of the simulator a Gong that answers what it is told, connected to; its requests are in $T/gong/log
stub() {
    mkdir -p "$T/gong"
    /usr/bin/python3 "$ROOT/tests/gong_stub.py" "$T/gong" >"$T/gong/out" 2>&1 3>&- &
    SIM=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/gong/port ]] && break; sleep 0.02; done
    printf '%s\n' KEYCANARY SECRETCANARY |
        gong-auth connect --key --key-from - --base-url "http://127.0.0.1:$(<"$T/gong/port")" --any-host >/dev/null 2>&1
    : >"$T/gong/log"
}

# says PATH ANSWER [STATUS [QUERY]]: what it answers, byte for byte
says() {
    jq -nc --arg path "$1" --arg answer "$2" --argjson status "${3:-200}" --argjson query "${4:-null}" \
        '{$path, $answer, $status} + if $query then {$query} else {} end' >>"$T/gong/says"
}

# stub_anew: it was told nothing and asked nothing
stub_anew() { rm -f "$T/gong/says"; : >"$T/gong/log"; }

# stub_asked JQ: what it was asked, a line each
stub_asked() { jq -c "$1" "$T/gong/log"; }

NONE_FOUND='{"requestId": "1abc", "errors": ["No answered scorecards found corresponding to the provided filters."]}'
no_scope() { echo "{\"requestId\": \"1abc\", \"errors\": [\"You don't have permission to use '$1' in your app.\"]}"; }

# Connect to gong_stub.py by OAuth, curl being the browser. Leaves output in $T/out, messages in $T/err, the page in
# $T/page.
connect_oauth() {
    local url
    url=http://127.0.0.1:$(<"$T/gong/port")
    [[ -s $T/client ]] || printf 'CLIENT:CLIENTSECRET' >"$T/client"
    rm -f "$T/err"
    timeout 60 gong-auth connect --oauth --port 0 --client-id-from "$T/client" --any-host \
        --authorize-url "$url/oauth2/authorize" --token-url "$url/oauth2/generate-customer-token" "$@" \
        >"$T/out" 2>"$T/err" 3>&- &
    auth=$!
    for ((i = 0; i < 400; i++)); do address=$(grep -s '^http' "$T/err") && break; sleep 0.02; done
    curl -sL "$address" >"$T/page"
    wait $auth
}

# Wait until N requests were asked
until_asked() {
    for ((i = 0; i < 1000; i++)); do
        (($(grep -cF '"path":"/v2' "$T/requests" 2>/dev/null || :) - ${seen:-0} >= $1)) && return
        sleep 0.005
    done
    return 1
}

# calls N [JQ]: N records on stdout, made up; JQ may change each (. is the record, $i its number)
calls() {
    jq -nc --argjson n "$1" 'range($n) as $i | ("770000000000" + (1000000 + $i | tostring)) as $id |
        ("2026-11-0" + (1 + $i % 9 | tostring) + "T09:" + (10 + $i % 50 | tostring) + ":00Z") as $t |
        {metaData: {id: $id, url: ("https://example.app.gong.io/call?id=" + $id), title: "Call \($i)", scheduled: $t,
            started: $t, duration: 1800, primaryUserId: "31", direction: "Conference", system: "Zoom",
            scope: "External", media: "Video", language: "eng", workspaceId: "1", isPrivate: false},
         context: [], parties: [
            {id: ($id + "1"), userId: "31", speakerId: "1", name: "Ana Ruiz", affiliation: "Internal"},
            {id: ($id + "2"), speakerId: "2", name: "Omar Haddad", affiliation: "External"}],
         content: {brief: "Zwetschgendatschi"}, interaction: {}, collaboration: {},
         transcript: [{speakerId: "1", topic: null, sentences: [{start: 160, end: 1740, text: "Zwetschgendatschi \($i)."}]}]} |
        '"${2:-.}"
}

ids() { jq -r .metaData.id "$@"; }
WINDOW=(--from 2026-11-01 --to 2026-11-11)
