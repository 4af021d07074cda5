# The pipeline with a model: what it would cost, a ceiling, a server that is out of order; and what the schemas say of
# a model's answers. Gong is the simulator, the model llm_server.py.
load env
load llm

NOW=2026-11-16T08:00:00Z

setup_file() {
    load env
    load llm
    T=$BATS_FILE_TMPDIR
    export XDG_STATE_HOME=$T/state XDG_CONFIG_HOME=$T/config XDG_CACHE_HOME=$T/cache
    gong-sim --port 0 --port-file "$T/port" --now "$NOW" --log "$T/requests" --no-limit 3>&- &
    echo $! >"$T/pid"
    for ((i = 0; i < 400; i++)); do [[ -s $T/port ]] && break; sleep 0.05; done
    printf 'sim-key\nsim-secret\n' |
        gong-auth connect --key --key-from - --base-url "http://127.0.0.1:$(<"$T/port")" --any-host
    llm_start
    printf 'right*\t2026-01-01\t1.00\t0.10\t4.00\tUSD\n' >"$T/config/callmine/prices.tsv"
    analyze RUN="$T/run" fetch >"$T/made" 2>&1
    gong-sim --dump --count 4 --seed 3 | jq -c 'select(.transcript)' | head -2 >"$T/calls"
}

teardown_file() {
    kill "$(<"$BATS_FILE_TMPDIR/pid")"
    llm_stop
}

setup() {
    W=$BATS_FILE_TMPDIR
    export XDG_STATE_HOME=$W/state XDG_CONFIG_HOME=$W/config XDG_CACHE_HOME=$T/cache
    llm_forget
    asked=$(wc -l <"$W/requests")
}

analyze() {
    make -s -f "$ROOT/pipelines/analyze.mk" NOW=$NOW WINDOW='--last 4d' FORMATS='md json' QUESTIONS=pricing "$@"
}

# model NAME [OPTION...]: ENGINE for it
model() { echo "--engine openai --model $1 --model-url $LLM_URL/v1 --model-key $LLM/key ${*:2}"; }

# mine RUN: a run of the calls that were fetched
mine() { cp -a "$W/run" "$T/$1"; }

# there are that many calls to be asked about
calls() { zstd -dc "$W/run/transcripts.ndjson.zst" | jq -c 'select(.transcript | length > 0)' | wc -l; }

@test "a model answers the whole way to an archived report, in which every quote is the transcript's" {
    mine whole
    run -0 analyze RUN="$T/whole" ENGINE="$(model right --pseudonyms)"
    for s in "$T"/whole/status/*; do [[ $(<"$s") == 0 ]]; done
    [[ $(zstd -dc "$T/whole/answers.ndjson.zst" | jq -r '.callmine.analysis | [.engine, .model] | join(" ")' | sort -u) == "openai right" ]]
    [[ $(jq .ledger.closes "$T/whole/rollup.json") == true ]]
    for f in md json; do
        run -0 /usr/bin/python3 "$ROOT/tests/quotes.py" "$f" "$T/whole/report.$f" <(zstd -dc "$W/run/transcripts.ndjson.zst")
        ((${output%% *} > 10))
    done
    cm-retain list --json | jq -r .id | grep -qx whole-20261116T080000Z
    [[ $(wc -l <"$W/requests") == "$asked" && $(llm_stats .violations) == 0 ]]
}

@test "a plan says what the calls that are there would cost, and neither Gong nor the model is asked" {
    run ! analyze RUN="$T/none" ENGINE="$(model right)" plan
    [[ $output == *"there are no calls in $T/none yet: make -f pipelines/analyze.mk RUN=$T/none fetch"* ]]
    run -0 --separate-stderr analyze RUN="$W/run" ENGINE="$(model right)" plan
    [[ $output == "openai, right"* && $output == *"pricing.price_discussed "*" USD"* ]]
    n=$(calls)
    ((n > 3))
    [[ $output =~ all\ +$n\ +[0-9]+ && $output == *"$n requests;"* ]]
    [[ $(wc -l <"$W/requests") == "$asked" && $(llm_stats .requests) == 0 && ! -e $W/run/answers.ndjson.zst ]]
    # The offline engine has nothing to plan.
    run ! analyze RUN="$W/run" plan
    [[ $output == *"--plan needs a model"* ]]
}

@test "a run stops at its ceiling with 5; given again it goes on, asks nothing twice, and ends as one without a ceiling" {
    mine capped
    run ! analyze RUN="$T/capped" ENGINE="$(model right --jobs 1 --max-cost 0.004)"
    [[ $(<"$T/capped/status/analyze") == 5 && $output == *"analyze: ended with 5"* && ! -e $T/capped/answers.ndjson.zst ]]
    first=$(llm_stats .requests) n=$(calls)
    ((first > 0 && first < n))
    run -0 analyze RUN="$T/capped" ENGINE="$(model right --max-cost 5)"
    [[ $(llm_stats '[.requests, .repeats]') == "[$n,0]" ]]
    mine free
    run -0 analyze RUN="$T/free" ENGINE="$(model right)" report
    cmp <(zstd -dc "$T/free/answers.ndjson.zst") <(zstd -dc "$T/capped/answers.ndjson.zst")
    [[ $(llm_stats .requests) == "$n" && $(wc -l <"$W/requests") == "$asked" ]]
}

@test "a server that is out of order ends the run with 75; given again it goes on" {
    mine down
    run ! analyze RUN="$T/down" ENGINE="$(model right+503:1@down --retries 0 --jobs 1)"
    [[ $(<"$T/down/status/analyze") == 75 && $output == *"run again later, nothing is asked twice"* ]]
    [[ $(llm_stats .requests) == 1 ]]
    run -0 analyze RUN="$T/down" ENGINE="$(model right+503:1@down --jobs 8)" report
    # Each call's request failed once, and was answered once.
    [[ -s $T/down/report.md && $(llm_stats .requests) == $((2 * $(calls))) ]]
}

@test "half the price in two goals: submit hands the requests over, and a run that collects goes on" {
    mine batch
    run -0 analyze RUN="$T/batch" ENGINE="$(model right@batch)" submit
    [[ ! -e $T/batch/answers.ndjson.zst ]]
    while run analyze RUN="$T/batch" ENGINE="$(model right@batch --batch collect)" report; ((status != 0)); do
        [[ $(<"$T/batch/status/check") == 75 ]]
    done
    [[ -s $T/batch/report.md && $(zstd -dc "$T/batch/answers.ndjson.zst" | jq -c .callmine.analysis.model | sort -u) == '"right@batch"' ]]
    # Nothing was asked outside the batch.
    [[ $(llm_log 'select(.path == "/v1/chat/completions" and .model == "right@batch")' | wc -l) == 0 ]]
}

@test "an engine without a key or a price, or that is none, is found before anything is asked" {
    for wrong in '78 --engine openai --model right' "78 $(model nobody --max-cost 5)" '64 --engine openai' "64 --engine paper" \
        "78 --engine anthropic --model right --model-key $T/none"; do
        run ! analyze RUN="$T/wrong" ENGINE="${wrong#* }"
        [[ $(<"$T/wrong/status/check") == "${wrong%% *}" && ! -e $T/wrong/calls.ndjson.zst ]]
    done
    for wrong in openai "$(model right --plan)"; do
        run ! analyze RUN="$T/wrong" ENGINE="$wrong"
        [[ $output == *"ENGINE are options of cm-analyze: ENGINE='--engine openai --model NAME'"* ]]
    done
    [[ $(wc -l <"$W/requests") == "$asked" && $(llm_stats .requests) == 0 ]]
}

# A question of each type, and a list of objects.
every() {
    cat >"$T/every.yaml" <<'Y'
id: every
title: A question of each type
questions:
  - {id: happy, text: Is the customer happy?, type: bool, side: customer}
  - {id: mood, text: What is the mood?, type: enum, values: [{id: good, label: Good}, {id: bad, label: Bad, description: somebody is cross}]}
  - {id: worries, text: What worries them?, type: multi_enum, values: [{id: price, label: The price}, {id: time, label: The time}]}
  - {id: budget, text: How much may it cost?, type: number}
  - {id: due, text: By when is it due?, type: date}
  - {id: why, text: Why do they look around?, type: short}
  - {id: story, text: What happened?, type: para}
  - id: steps
    text: What was promised?
    type: list
    fields: [{id: what, text: What?, type: short}, {id: when, text: When?, type: date}]
Y
}

# said ENGINE MODEL [OPTION...]: the statuses of all answers, once they are what the schema says
said() {
    cm-analyze -q "$T/every.yaml" --engine "$1" --model "$2" --model-url "$LLM_URL$([[ $1 == anthropic ]] || echo /v1)" \
        --model-key "$LLM/key" -o "$T/out" "${@:3}" "$W/calls" 2>"$T/err" || [[ $? == 3 ]] || { cat "$T/err"; return 1; }
    validate call-analyzed "$T/out"
    jq -r '.callmine.analysis.answers[].status' "$T/out" | sort -u | paste -sd' '
}

@test "a model's answers are what the schema says, of both protocols and in every status" {
    every
    for engine in openai anthropic; do
        [[ $(said $engine right) == "answered not_discussed" ]] # nobody names a sum
        [[ $(jq -c 'select(.callmine.analysis.answers | map(select(.usage and has("cost") and .note)) | length == 8)' "$T/out" | wc -l) == 2 ]]
        [[ $(said $engine stitched) == answered* ]]
        grep -q '"match":"stitched"' "$T/out"
        [[ $(said $engine paraphrased) == answered* ]]
        grep -q '"match":"fuzzy"' "$T/out"
        [[ $(said $engine silent) == not_discussed ]]
        [[ $(said $engine unclear) == unclear ]]
        [[ $(said $engine invented) == "not_discussed unsupported" ]]
        [[ $(said $engine mixed) == answered* ]]
        [[ $(jq '[.callmine.analysis.answers[].unverified] | add' "$T/out" | head -1) -gt 0 ]]
        [[ $(said $engine refusal) == refused ]]
        [[ $(said $engine never-json) == error ]]
        [[ $(said $engine flips --repeat 3) == answered* ]]
        [[ $(jq '[.callmine.analysis.answers[] | select(has("stability"))] | length' "$T/out" | head -1) == 8 ]]
        [[ $(said $engine right --gate some@gate --audit 0.5) == *answered* ]]
        [[ $(jq -s -c '[.[].callmine.analysis.answers[].gate] | unique' "$T/out") == '["audited","no","yes"]' ]]
        [[ $(said $engine right@tokens --pseudonyms) == answered* ]]
    done
    printf 'call\tquestion\tvalue\tby\twhen\twhy\n%s\tevery.happy\tnot_discussed\tana\t2026-11-20\tmeant the trial\n' \
        "$(jq -r .metaData.id "$W/calls" | head -1)" >"$T/fixes.tsv"
    cm-correct --corrections "$T/fixes.tsv" "$T/out" >"$T/corrected"
    validate call-analyzed "$T/corrected"
    grep -q '"override"' "$T/corrected"
    [[ $(llm_stats .violations) == 0 ]]
}

@test "what is recorded is what the schema says, and replayed gives the same answers with nothing sent" {
    every
    for engine in openai anthropic; do
        for m in right refusal context-400:200 400-bad x-should-retry-false; do
            cm-analyze -q "$T/every.yaml" --engine $engine --model "$m" --model-url "$LLM_URL$([[ $engine == anthropic ]] || echo /v1)" \
                --model-key "$LLM/key" --record "$T/kept" "$W/calls" >"$T/$engine-$m" 2>/dev/null || true
        done
    done
    cat "$T"/kept/*.json >"$T/all"
    validate exchange "$T/all"
    [[ $(jq -r '[.path, .status] | join(" ")' "$T/all" | sort -u) == "/chat/completions 200
/chat/completions 400
/chat/completions 500
/v1/messages 200
/v1/messages 400
/v1/messages 500" ]]
    llm_forget
    rm -r "$XDG_CACHE_HOME"
    cm-analyze -q "$T/every.yaml" --engine openai --model right --replay "$T/kept" "$W/calls" 2>/dev/null | cmp - "$T/openai-right"
    [[ $(llm_stats .requests) == 0 ]]
}
