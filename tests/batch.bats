#!/usr/bin/env bats
# cm-analyze --batch: the same answers at half the price, in two steps that are hours apart.

load env
load llm

setup_file() {
    load env
    load llm
    llm_start --batch-polls 2
    gong-sim --dump --count 40 --seed 5 | jq -c 'select(.transcript)' |
        jq -nc '[inputs | {n: (tostring | length), c: .}] | sort_by(.n) | limit(6; .[].c)' >"$BATS_FILE_TMPDIR/calls"
}
teardown_file() { load llm; llm_stop; }
setup() {
    FILE_PID=$LLM_PID CALLS=$BATS_FILE_TMPDIR/calls
    llm_forget
    printf '*\t2026-01-01\t2\t2\t8\tUSD\n' >"$T/prices.tsv"
}
teardown() {
    llm_release || true
    [[ $LLM_PID == "$FILE_PID" ]] || llm_stop
}

# batch VENDOR MODEL [OPTION...]: of the calls in $CALLS; a function that becomes the program, for what is killed
batch() {
    exec cm-analyze -q pricing -q objections --engine "$1" --model "$2" --prices "$T/prices.tsv" --retries 0 \
        --model-url "$LLM_URL$([[ $1 == anthropic ]] || echo /v1)" --model-key "$LLM/key" "${@:3}" "$CALLS"
}
ask() { (batch "$@"); }
submit() { ask "$1" "$2" --batch submit "${@:3}"; }
collect() { ask "$1" "$2" --batch collect "${@:3}"; }

# all VENDOR MODEL [OPTION...] >OUT: collect until the batches have ended
all() {
    local status
    for ((i = 0; i < 9; i++)); do
        status=0
        collect "$@" >"$T/all" || status=$?
        ((status == 75)) || break
        [[ ! -s $T/all ]]
    done
    cat "$T/all"
    return $status
}

# direct VENDOR MODEL: what a run without a batch says is in $T/direct, and nothing of it is kept
direct() {
    ask "$1" "$2" >"$T/direct"
    rm -rf "$XDG_CACHE_HOME"
    llm_forget
}

# but for what was paid for it
unpriced() { jq -c 'del(.callmine.analysis.answers[] | .cost)' "$1"; }
cost() { jq -s '[.[].callmine.analysis.answers[].cost] | add' "$1"; }
open_batches() { find "$XDG_STATE_HOME/callmine/batches" -name '*.json' | wc -l; }
# made VENDOR: how many batches the vendor has made, and how many requests were asked outside of them
made() { llm_log "select(.path == \"$([[ $1 == anthropic ]] && echo /v1/messages/batches || echo /v1/batches)\" and
    .method == \"POST\" and .status == 200)" | wc -l; }
asked() { llm_stats '[.models | to_entries[] | select(.key != "-") | .value] | add // 0'; }
# what is logged from here on
own_log() { : >"$LLM/log"; }

not() { if "$@"; then return 1; fi; }

@test "submit and collect bring what a direct run brings, at half the cost" {
    for vendor in openai anthropic; do
        direct $vendor right
        own_log
        run -0 --separate-stderr submit $vendor right
        [[ -z $output ]]
        [[ $stderr =~ cm-analyze:\ ([0-9]+)\ requests\ of\ right\ wait\ in\ the\ batch\ (msg)?batch_[0-9]+ ]]
        n=${BASH_REMATCH[1]}
        [[ $stderr == *"they will cost about "*" USD"* ]]
        (($(open_batches) == 1))
        validate batch "$(find "$XDG_STATE_HOME/callmine/batches" -name '*.json')"
        [[ $(stat -c %a "$XDG_STATE_HOME"/callmine/batches/*.json | sort -u) == 600 ]]
        run -75 --separate-stderr collect $vendor right
        [[ -z $output && $stderr == "cm-analyze: 0 of $n requests are done; run again later" ]]
        run -0 --separate-stderr collect $vendor right -o "$T/out"
        [[ $stderr == *"has ended: $n of $n requests answered"* ]]
        cmp <(unpriced "$T/direct") <(unpriced "$T/out")
        jq -en --argjson a "$(cost "$T/direct")" --argjson b "$(cost "$T/out")" '$b > 0 and ($b * 2 - $a | fabs) < 1e-9'
        (($(open_batches) == 0 && $(made $vendor) == 1 && $(asked) == 0))
        [[ $(llm_stats '[.violations, .duplicates]') == '[0,0]' ]]
        cp "$T/out" "$T/first"
        collect $vendor right >"$T/out"
        cmp "$T/first" "$T/out"
        rm -rf "$XDG_CACHE_HOME"
    done
}

@test "submit writes no records, no ledger and no output, and collect none of them before its batch has ended" {
    submit openai right -o "$T/out" --ledger "$T/ledger"
    [[ ! -e $T/out && ! -e $T/ledger ]]
    echo before >"$T/out"
    run -75 collect openai right -o "$T/out" --ledger "$T/ledger"
    [[ $(<"$T/out") == before && ! -e $T/ledger ]]
    collect openai right -o "$T/out" --ledger "$T/ledger"
    validate call-analyzed "$T/out"
    validate ledger "$T/ledger"
    [[ $(($(wc -l <"$T/out") + $(wc -l <"$T/ledger"))) == "$(wc -l <"$CALLS")" ]]
}

@test "a second submit while one is open hands over nothing twice, and a further question only that" {
    for vendor in openai anthropic; do
        own_log
        submit $vendor right
        run -0 --separate-stderr submit $vendor right
        [[ $stderr =~ ^cm-analyze:\ [0-9]+\ requests\ wait\ since\ an\ earlier\ run ]]
        (($(made $vendor) == 1))
        all $vendor right >"$T/out"
        run -0 --separate-stderr submit $vendor right
        [[ $stderr == "cm-analyze: there is nothing to ask: --batch collect writes the answers" ]]
        submit $vendor right -q next-steps
        all $vendor right -q next-steps >"$T/more"
        (($(made $vendor) == 2 && $(asked) == 0))
        [[ $(llm_stats '[.violations, .duplicates]') == '[0,0]' ]]
        cmp <(jq -c '.callmine.analysis.answers[] | select(.set != "next-steps")' "$T/more") \
            <(jq -c '.callmine.analysis.answers[]' "$T/out")
        llm_forget
        rm -rf "$XDG_CACHE_HOME"
    done
}

@test "what a batch has no answer to is asked at once, and what it says besides is passed over" {
    for vendor in openai anthropic; do
        for how in errors expired cancelled missing strange; do
            direct $vendor "right+batch-$how"
            submit $vendor "right+batch-$how" 2>"$T/said"
            n=$(grep -o '[0-9]* requests\? of' "$T/said" | cut -d' ' -f1)
            all $vendor "right+batch-$how" >"$T/out" 2>"$T/said"
            cmp <(unpriced "$T/direct") <(unpriced "$T/out")
            answered=$(grep -o 'ended: [0-9]*' "$T/said" | cut -d' ' -f2)
            [[ $how == strange ]] && ((answered == n)) || ((answered < n && answered >= n / 2))
            (($(asked) == n - answered && $(open_batches) == 0))
            [[ $(llm_stats .violations) == 0 ]]
            rm -rf "$XDG_CACHE_HOME"
        done
    done
}

@test "what needs a second reply gets it at once, at the whole price" {
    for vendor in openai anthropic; do
        direct $vendor some-invented
        submit $vendor some-invented
        all $vendor some-invented >"$T/out"
        cmp <(unpriced "$T/direct") <(unpriced "$T/out")
        (($(asked) > 0))
        jq -en --argjson a "$(cost "$T/direct")" --argjson b "$(cost "$T/out")" '$b < $a and $b > $a / 2'
        rm -rf "$XDG_CACHE_HOME"
    done
}

@test "a batch that fails as a whole is told with the vendor's word, or refused and not held for open" {
    direct openai right+batch-failed
    submit openai right+batch-failed
    run -0 --separate-stderr collect openai right+batch-failed -o "$T/out"
    [[ $stderr == *"has ended with token_limit_exceeded: 0 of "*" answered; the others are asked again"* ]]
    cmp "$T/direct" "$T/out"
    run -78 --separate-stderr submit anthropic right+batch-failed
    [[ $stderr == "cm-analyze: the model's server does not take a batch (400"*"without --batch everything is asked at once" ]]
    (($(open_batches) == 0))
}

@test "more requests than a batch takes go in several, each collected when it has ended" {
    direct openai right
    own_log
    submit openai right --batch-size 2 2>"$T/said"
    n=$(($(wc -l <"$CALLS") - $(jq -c 'select([.transcript[].sentences[]] | length == 0)' "$CALLS" | wc -l)))
    (($(made openai) == $(grep -c 'wait.* in the batch' "$T/said") && $(made openai) >= 2))
    [[ $(jq -s 'map(.requests | length) | max' "$XDG_STATE_HOME"/callmine/batches/*.json) == 2 ]]
    run -75 collect openai right
    collect openai right >"$T/out"
    cmp <(unpriced "$T/direct") <(unpriced "$T/out")
    (($(asked) == 0 && $(open_batches) == 0))
}

@test "with a gate two submits hand over first what is cheap, then what is left" {
    ask openai right --gate silent >"$T/direct"
    rm -rf "$XDG_CACHE_HOME"
    llm_forget
    submit openai right --gate silent
    [[ $(jq -r .model "$XDG_STATE_HOME"/callmine/batches/*.json) == silent ]]
    run -0 --separate-stderr submit openai right --gate silent
    [[ $stderr != *"in the batch"* ]]
    run -0 --separate-stderr submit openai right --gate silent
    [[ $stderr =~ requests?\ of\ right\ waits?\ in\ the\ batch ]]
    all openai right --gate silent >"$T/out"
    cmp <(unpriced "$T/direct") <(unpriced "$T/out")
    (($(asked) == 0))
}

@test "each repeat is a request of its own, and what is hidden stays hidden" {
    : >"$LLM/bodies"
    submit openai flips --repeat 3 --pseudonyms 2>"$T/said"
    calls=$(jq -c 'select([.transcript[].sentences[]] | length > 0)' "$CALLS" | wc -l)
    (($(jq '.requests | unique | length' "$XDG_STATE_HOME"/callmine/batches/*.json) == 3 * calls))
    all openai flips --repeat 3 --pseudonyms >"$T/out"
    jq -es '[.[].callmine.analysis.answers[].stability] | any(. < 1)' "$T/out"
    (($(asked) == 0))
    jq -r '.parties[].name // empty' "$CALLS" | sort -u >"$T/names"
    grep -qF -f "$T/names" "$CALLS"
    not grep -qF -f "$T/names" "$LLM/bodies"
}

@test "two submits at once hand over each request once" {
    llm_start --batch-polls 2
    own_log
    batch openai right --batch submit 2>"$T/one" &
    pid=$!
    submit openai right 2>"$T/two"
    wait $pid
    (($(made openai) == 1 && $(open_batches) == 1))
    cat "$T/one" "$T/two" | grep -c 'in the batch' | grep -qx 1
    cat "$T/one" "$T/two" | grep -c 'since an earlier run' | grep -qx 1
}

# killed K VENDOR STEP: a run of a step of several batches ends while the vendor has its request K (from 0) in hands, which
# the vendor then answers to nobody
killed() {
    llm_forget
    llm_hold "$1"
    batch "$2" right --batch "$3" --batch-size 4 >"$T/killed" 2>/dev/null &
    local pid=$! i
    for ((i = 0; i < 400; i++)); do (($(llm_stats .in_flight.now) == 1)) && break; sleep 0.02; done
    ((i < 400))
    kill -KILL $pid
    wait $pid || true
    llm_release
    for ((i = 0; i < 400; i++)); do (($(llm_stats .in_flight.now) == 0)) && break; sleep 0.02; done
    ((i < 400))
    [[ ! -s $T/killed ]]
}

# paid_once VENDOR: everything was asked in batches, each once, and is what a direct run says
paid_once() {
    all "$1" right >"$T/out"
    cmp <(unpriced "$T/direct") <(unpriced "$T/out")
    (($(asked) == 0 && $(open_batches) == 0))
    [[ $(llm_stats '[.violations, .duplicates]') == '[0,0]' ]]
}

@test "killed at any request of submit, later runs hand over no request twice and bring the same" {
    for vendor in openai anthropic; do
        llm_start --batch-polls 2
        direct $vendor right
        submit $vendor right --batch-size 4
        steps=$(llm_stats .requests)
        ((steps >= 3))
        for ((k = 0; k < steps; k++)); do
            rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
            llm_stop
            llm_start --batch-polls 2
            killed $k $vendor submit
            submit $vendor right --batch-size 4
            submit $vendor right --batch-size 4
            paid_once $vendor
        done
        llm_stop
        rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
    done
}

@test "killed at any request of collect, the next brings the same and asks for nothing that was paid for" {
    for vendor in openai anthropic; do
        direct $vendor right
        steps=1
        for ((k = 0; k < steps; k++)); do
            rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
            submit $vendor right --batch-size 4
            run -75 collect $vendor right
            steps=$((2 * $(open_batches))) # a look and the results of each
            ((steps >= 4))
            killed $k $vendor collect
            paid_once $vendor
        done
    done
}

@test "a batch whose making was not answered is not made again but looked for, also behind others" {
    llm_start --batch-polls 2
    for vendor in openai anthropic; do
        rm -rf "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
        own_log
        made=1
        if [[ $vendor == openai ]]; then llm_hold 1; else llm_hold 0; fi
        run -75 --separate-stderr submit $vendor right --timeout 1 --retries 3
        (($(open_batches) == 1))
        [[ $(jq .id "$XDG_STATE_HOME"/callmine/batches/*.json) == null ]]
        llm_release
        for ((i = 0; i < 400; i++)); do (($(llm_stats .in_flight.now) == 0)) && break; sleep 0.02; done
        if [[ $vendor == openai ]]; then
            file=$(curl -sSf -H "Authorization: Bearer $LLM_KEY" "$LLM_URL/v1/files" | jq -r '.data[-1].id')
            for ((i = 0; i < 101; i++)); do
                printf '%s\n' "url = \"$LLM_URL/v1/batches\"" 'output = /dev/null' "header = \"Authorization: Bearer $LLM_KEY\"" \
                    'header = "Content-Type: application/json"' \
                    "data = \"{\\\"input_file_id\\\": \\\"$file\\\", \\\"endpoint\\\": \\\"/v1/chat/completions\\\", \\\"completion_window\\\": \\\"24h\\\"}\"" next
            done | sed '$d' | curl -sSf -K -
            made=102
            (($(made openai) == made))
        fi
        run -0 --separate-stderr submit $vendor right
        [[ $stderr == *"requests wait since an earlier run"* ]]
        all $vendor right >"$T/out"
        (($(made $vendor) == made && $(asked) == 0 && $(open_batches) == 0))
    done
}

@test "a batch that never came to the vendor is handed over by the next submit" {
    run -75 --separate-stderr submit openai right --model-url http://127.0.0.1:9/v1
    (($(open_batches) == 0))
    # as a run leaves it that is killed before it has sent anything
    submit anthropic right
    file=$(find "$XDG_STATE_HOME/callmine/batches" -name '*.json')
    all anthropic right >/dev/null
    jq -nc --arg url "$LLM_URL" --arg token "$(basename "$file" .json)" --arg now "$(date -u +%FT%TZ)" '{v: 1, token: $token,
        engine: "anthropic", url: $url, model: "right", id: null, submitted: $now, requests: ["\("ab" * 32)"]}' >"$file"
    rm -rf "$XDG_CACHE_HOME"
    run -0 --separate-stderr submit anthropic right
    [[ $stderr == *"a batch of 1 request has never come to the vendor"* && $stderr == *"wait in the batch"* ]]
    (($(open_batches) == 1))
}

@test "a batch that the vendor has not got, and a file that is none, are named and nothing is asked" {
    submit openai right
    file=$(find "$XDG_STATE_HOME/callmine/batches" -name '*.json')
    jq -c '.id = "batch_99999999"' "$file" >"$T/changed"
    cp "$T/changed" "$file"
    llm_forget
    run -69 --separate-stderr collect openai right
    [[ -z $output && $stderr == "cm-analyze: the batch batch_99999999: the model's server has not got the batch (404)"*"remove $file" ]]
    for wrong in '.id = "../files"' '.requests[0] = "x"' '.v = 2' 'del(.url)' '.token = 7' 'empty'; do
        jq -c "$wrong" "$T/changed" >"$file"
        run -78 --separate-stderr submit openai right
        [[ -z $output && $stderr == *"$file: is not what an open batch's file holds" ]]
    done
    (($(llm_stats .requests) == 1))
    rm "$file"
    submit openai right 2>"$T/said"
    file=$(find "$XDG_STATE_HOME/callmine/batches" -name '*.json')
    for i in 1 2; do curl -sSf -H "Authorization: Bearer $LLM_KEY" "$LLM_URL/v1/batches/$(jq -r .id "$file")" >"$T/batch"; done
    curl -sSf -X DELETE -H "Authorization: Bearer $LLM_KEY" "$LLM_URL/v1/files/$(jq -r .output_file_id "$T/batch")"
    run -69 --separate-stderr collect openai right
    [[ -z $output && $stderr == *"has not got the results of a batch (404)"*"remove $file" ]]
    rm "$file"
    collect openai right | cmp - <(ask openai right)
}

@test "ceilings hold for what is handed over: the calls left are counted, and a later submit goes on" {
    run -5 --separate-stderr submit openai right --max-calls 2
    [[ $stderr == *"2 requests of right wait in the batch"*"the ceiling is reached"* ]]
    run -5 --separate-stderr submit openai right --max-calls 2
    [[ $stderr == *"2 requests of right wait in the batch"* ]]
    run -5 --separate-stderr submit openai right --max-cost 0
    [[ $stderr != *"wait in the batch"* ]]
}

@test "the key is in no argument, no environment, no file and no message; nor is what was said" {
    llm_hold 0
    batch openai right --batch submit 2>"$T/said" &
    pid=$!
    for ((i = 0; i < 400; i++)); do (($(llm_stats .in_flight.now) == 1)) && break; sleep 0.02; done
    not grep -aqF "$LLM_KEY" "/proc/$pid/cmdline"
    llm_release
    wait $pid
    all openai right >"$T/out" 2>>"$T/said"
    not grep -rqF "$LLM_KEY" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" "$T/said" "$T/out" "$LLM/bodies"
    jq -r '.transcript[].sentences[].text' "$CALLS" >"$T/texts"
    not grep -qF -f "$T/texts" "$T/said"
}

@test "what does not go together is wrong usage" {
    run -64 --separate-stderr cm-analyze -q pricing --batch submit "$CALLS"
    [[ $stderr == "cm-analyze: --batch needs a model"* ]]
    for with in "--record $T/r" "--replay $T/r" --plan --ask-failed; do
        # shellcheck disable=SC2086  # an option and its value
        run -64 --separate-stderr submit openai right $with
        [[ $stderr == "cm-analyze: --batch does not go together with"* ]]
    done
    run -64 --separate-stderr submit openai right --batch-size 0
    [[ $stderr == "cm-analyze: --batch-size is from 1 to 50000" ]]
    run -64 --separate-stderr ask openai right --batch later
    [[ $stderr == *submit* ]]
    run -74 --separate-stderr bash -c 'exec "$@" >/dev/full' - cm-analyze --help
}
