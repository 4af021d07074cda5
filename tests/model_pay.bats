# cm-analyze with a model: what was paid for once is not asked again, what it will cost is known before, and no ceiling
# is passed.
# shellcheck disable=SC2155 # what is assigned is looked at
load env
load llm
load model

setup_file() {
    load env
    load llm
    load model
    model_setup_file
    /usr/bin/python3 -B "$ROOT/tests/model_calls.py" 12 100 >"$KEPT/dozen"
    # A million tokens cost a million, so that a token costs one.
    printf '%s\t2020-01-01\t1000000\t1000000\t1000000\tEUR\n' 'right*' 'cheap' >"$KEPT/prices.tsv"
}
teardown_file() {
    load llm
    llm_stop
}
setup() {
    llm_forget
    export SET=four CALLS=$KEPT/dozen
}

requests() { llm_stats .requests; }

# fresh: nothing is kept
fresh() {
    rm -rf "$XDG_CACHE_HOME"
    llm_forget
}

@test "the same run again asks nothing and writes the same bytes, with one job or eight, for both vendors" {
    for engine in openai anthropic; do
        fresh
        run -0 --separate-stderr asks $engine right --jobs 8 -o "$T/eight"
        [[ $stderr == "cm-analyze: 12 requests, 48 answers; 100.0 % of the quotes found" ]]
        run -0 --separate-stderr asks $engine right --jobs 8 -o "$T/again"
        [[ -z $stderr && $(requests) == 12 ]]
        cmp "$T/eight" "$T/again"
        fresh
        asks $engine right --jobs 1 -o "$T/one" 2>>"$T/err"
        cmp "$T/eight" "$T/one"
        [[ $(jq -r .callmine.analysis.engine "$T/one" | sort -u) == "$engine" ]]
    done
}

@test "with one question changed only that one is asked, and another model is asked everything" {
    asks openai right -o "$T/first" 2>>"$T/err"
    SET=other asks openai right -o "$T/second" 2>>"$T/err"
    [[ $(llm_log .questions | tail -12 | sort -u) == 1 && $(requests) == 24 ]]
    # The other three are as they were, and what one costs is the question's own.
    for i in first second; do jq -c '.callmine.analysis.answers[] | select(.question != "mood")' "$T/$i" >"$T/$i.rest"; done
    cmp "$T/first.rest" "$T/second.rest"
    asks openai exact -o "$T/third" 2>>"$T/err"
    [[ $(requests) == 36 ]]
    # A call that was corrected by a word is another one.
    sed '1s/spring/summer/' "$KEPT/dozen" >"$T/corrected"
    CALLS=$T/corrected asks openai right -o "$T/fourth" 2>>"$T/err"
    [[ $(requests) == 37 ]]
}

@test "killed at any request and run again, at most what was on its way is asked again, and the output is the same" {
    asks openai some-invented --jobs 3 -o "$T/whole" 2>>"$T/err"
    local all=$(requests)
    ((all > 12))
    for k in 0 7 $((all - 1)); do
        fresh
        llm_hold "$k"
        asks openai some-invented --jobs 3 -o "$T/out" 2>>"$T/err" 3>&- &
        local pid=$! want=$((all - k < 3 ? all - k : 3))
        for ((i = 0; i < 100; i++)); do (($(llm_stats .in_flight.now) < want)) || break; sleep 0.02; done
        # The program itself, a child of the function's shell
        pkill -KILL -P $pid
        wait $pid || true
        llm_release
        [[ ! -e $T/out ]]
        asks openai some-invented --jobs 3 -o "$T/out" 2>>"$T/err"
        cmp "$T/whole" "$T/out"
        (($(requests) >= all && $(requests) <= all + 3))
        rm "$T/out"
    done
}

@test "two runs at once over one cache ask nothing twice" {
    asks openai some-invented -o "$T/whole" 2>>"$T/err"
    local all=$(requests)
    fresh
    asks openai some-invented -o "$T/one" 2>>"$T/err" 3>&- &
    local one=$!
    asks openai some-invented -o "$T/two" 2>>"$T/err" 3>&- &
    wait $one $!
    cmp "$T/whole" "$T/one"
    cmp "$T/whole" "$T/two"
    [[ $(llm_stats '[.requests, .duplicates]') == "[$all,0]" ]]
}

@test "what was refused or failed is kept too, until --ask-failed" {
    for model in refusal wrong-types; do
        fresh
        run -3 --separate-stderr asks openai $model -o "$T/first"
        [[ $stderr == *"48 answers could not be had"*"--ask-failed asks again" ]]
        local all=$(requests)
        run -3 --separate-stderr asks openai $model -o "$T/second"
        [[ $(requests) == "$all" ]]
        cmp "$T/first" "$T/second"
        run -3 --separate-stderr asks openai $model --ask-failed -o "$T/third"
        [[ $(requests) == $((2 * all)) ]]
    done
}

kept() { find "$XDG_CACHE_HOME" -name '*.ndjson' -path '*/answers/*' | wc -l; }

@test "--cache-size 0 forgets everything, a small one the oldest, and the run is the same" {
    asks openai right -o "$T/first" 2>>"$T/err"
    [[ $(kept) == 12 ]]
    asks openai right --cache-size 0 -o "$T/second" 2>>"$T/err"
    [[ $(requests) == 12 && $(kept) == 0 ]]
    asks openai right --cache-size 0 -o "$T/third" 2>>"$T/err"
    [[ $(requests) == 24 && $(kept) == 0 ]]
    # Twelve entries of long ago, half a megabyte each, and one of now
    asks openai right --cache-size 1 -o "$T/fourth" 2>>"$T/err"
    find "$XDG_CACHE_HOME" -name '*.ndjson' -path '*/answers/*' | while read -r entry; do
        printf '[{"k":"padding","v":"%0500000d"}]\n' 0 >>"$entry"
        touch -d '2 hours ago' "$entry"
    done
    head -1 "$KEPT/dozen" >"$T/one"
    CALLS=$T/one asks openai right --cache-size 1 2>>"$T/err" | cmp - <(head -1 "$T/first")
    [[ $(requests) == 36 && $(kept) == 2 ]]
    CALLS=$T/one asks openai right --cache-size 1 -o "$T/fifth" 2>>"$T/err"
    [[ $(requests) == 36 ]]
    cmp "$T/first" "$T/fourth"
}

@test "a torn last line of a kept file is asked again, and what is no answer in it is none" {
    head -1 "$KEPT/dozen" >"$T/one"
    CALLS=$T/one
    asks openai right -o "$T/first" 2>>"$T/err"
    local entry=$(find "$XDG_CACHE_HOME" -name '*.ndjson' -path '*/answers/*')
    truncate -s -20 "$entry"
    asks openai right -o "$T/second" 2>>"$T/err"
    # What was asked together is there or not, so the same is asked and costs the same.
    cmp "$T/first" "$T/second"
    [[ $(requests) == 2 && $(llm_log .questions | tail -1) == 4 ]]
    # Rubbish between the lines
    { head -c 4000 /dev/urandom | tr -d '\n' && printf '\n{"k":1}\n[]\n\n'; cat "$entry"; } >"$T/mixed"
    cp "$T/mixed" "$entry"
    asks openai right -o "$T/third" 2>>"$T/err"
    cmp "$T/second" "$T/third"
    [[ $(requests) == 2 ]]
    # Words that nobody said, a value of another type, a member too many: checked as if a server had sent them.
    local invented='.v.said.evidence[0].quote = "We moved to the zeppelin plan last year"'
    for change in "$invented" '.v.said.value = 7' '.v.said.link = "https://evil.example"' '.v = "x"' '.v = {said: null}' '.v = {status: "answered", value: true}'; do
        grep -a '^\[{"k":"q:' "$T/mixed" | jq -c "map($change)" >"$entry"
        run --separate-stderr asks openai right -o "$T/third"
        ((status == 0 || status == 3))
        [[ $(jq -r '.callmine.analysis.answers[] | select(.status == "answered") | .question' "$T/third") == "" || $change == "$invented" ]]
        run -1 grep -E 'zeppelin|evil' "$T/third"
        [[ $(/usr/bin/python3 -B "$ROOT/tests/proved.py" "$T/third") =~ ^[04]$ ]]
    done
}

@test "a cache that cannot be written is status 73 with its path, and no answer is lost on the way" {
    : >"$T/file"
    XDG_CACHE_HOME=$T/file run -73 --separate-stderr asks openai right
    [[ -z $output && $stderr == "cm-analyze: "*"$T/file"* && $(requests) == 0 ]]
    mkdir -p "$XDG_CACHE_HOME/callmine/answers/lock"
    run -73 --separate-stderr asks openai right
    [[ -z $output && $stderr == "cm-analyze: "*"answers/lock"* && $(requests) == 0 ]]
}

# tokens FILE: what was used in all
tokens() { jq -s '[.[].callmine.analysis.answers[].usage // {} | .input + .output] | add' "$1"; }

@test "--plan sends nothing, and is within 40 % of what is used for a model not seen before, 15 % then" {
    for model in right tokens:3 tokens:6 some-invented; do
        CALLS=$KEPT/long
        for bound in 40 15; do
            # Of a model that often has to be asked twice nothing can be known before.
            [[ $bound.$model == 40.some-invented ]] && bound=60
            llm_forget
            run -0 --separate-stderr asks openai $model --plan
            [[ $(requests) == 0 && -z $stderr ]]
            local planned=$(awk '$1 == "all" { print $3 + $4 }' <<<"$output")
            [[ $output == *"tokens by "* && $output == *"no price of $model is known: put a row for it into prices.tsv" ]]
            asks openai $model -o "$T/out" 2>>"$T/err"
            local used=$(tokens "$T/out")
            ((100 * (planned > used ? planned - used : used - planned) <= bound * used)) || { echo "$model: $planned planned, $used used"; false; }
            CALLS=$KEPT/dozen
        done
    done
}

@test "--plan counts each question's calls, tokens and money, and only what is not answered yet" {
    head -4 "$KEPT/dozen" >"$T/some"
    CALLS=$T/some asks openai right -o "$T/out" 2>>"$T/err"
    llm_forget
    run -0 --separate-stderr asks openai right --plan --prices "$KEPT/prices.tsv"
    [[ ${lines[0]} == "openai, right" && $(requests) == 0 && -z $stderr ]]
    awk '/^four\./ { calls += $2; tokens += $3 + $4; money += $5; rows++ } /^all / { ok = $2 == 8 && $3 + $4 == tokens && $5 == $3 + $4 && money == tokens }
        /^8 requests; tokens by what this model/ { learned = 1 } END { exit !(rows == 4 && calls == 32 && ok && learned) }' <<<"$output"
    asks openai right -o "$T/out" 2>>"$T/err"
    run -0 --separate-stderr asks openai right --plan
    [[ $output == *"0 requests;"* ]]
}

@test "--plan with a gate sends nothing to either model, and is the most that both may cost" {
    SET=four CALLS=$KEPT/dozen
    fresh
    llm_forget
    run -0 --separate-stderr asks openai right@gated --gate some@gated --plan
    [[ $(requests) == 0 && -z $stderr && $output == *"at most so much: what the gate calls silent is not asked again"* ]]
    [[ $(awk '$1 == "all" || $1 == "gate.some@gated" { print $1, $2 }' <<<"$output") == "all 12
gate.some@gated 12" && $output == *"24 requests;"* ]]
    local most=$(awk '$1 == "all" || $1 == "gate.some@gated" { n += $3 + $4 } END { print n }' <<<"$output")
    asks openai right@gated --gate some@gated -o "$T/out" 2>>"$T/err"
    (($(tokens "$T/out") * 10 < most * 15))
    # What the gate said is known now: the plan is exact.
    run -0 --separate-stderr asks openai right@gated --gate some@gated --plan
    [[ $output == *"0 requests;"* && $(requests) -le 24 ]]
}

@test "--max-cost stops with status 5, passed by about one request however many jobs there are, and the next run goes on from there" {
    asks openai right --prices "$KEPT/prices.tsv" -o "$T/whole" 2>>"$T/err"
    local whole=$(tokens "$T/whole") most=$(jq '[.callmine.analysis.answers[].cost] | add' "$T/whole" | sort -n | tail -1)
    [[ $(jq -s '[.[].callmine.analysis.answers[].cost] | add | round' "$T/whole") == "$whole" ]]
    for jobs in 1 4; do
        fresh
        local limit=$((whole / 3)) spent=0 runs=0
        while run --separate-stderr asks openai right --prices "$KEPT/prices.tsv" --max-cost "$limit" --jobs $jobs --ledger "$T/ledger" -o "$T/out"; ((status == 5)); do
            [[ $stderr == *"the ceiling is reached: "*" left; run again with a higher one, what was answered is not asked again" ]]
            (($(wc -l <"$T/out") + $(wc -l <"$T/ledger") == 12))
            [[ $(jq -r .reason "$T/ledger" | sort -u) == over_budget ]]
            head -"$(wc -l <"$T/out")" "$T/whole" | cmp - "$T/out"
            awk -v now="$(tokens "$T/out")" -v before=$spent -v limit=$limit -v most="$most" -v jobs=$jobs \
                'BEGIN { exit !(now - before >= limit - most * (jobs - 1) && now - before <= limit + most * (jobs == 1 ? 1 : 2)) }'
            spent=$(tokens "$T/out")
            rm "$T/ledger" "$T/out"
            ((++runs < 5))
        done
        [[ $status == 0 && $(requests) == 12 ]]
        ((runs >= (jobs == 1 ? 2 : 1))) # what is on its way at once may be most of it
        cmp "$T/whole" "$T/out"
    done
}

@test "--max-calls asks about so many calls, and then about the rest" {
    asks openai right -o "$T/whole" 2>>"$T/err"
    fresh
    run -5 --separate-stderr asks openai right --max-calls 5 -o "$T/out"
    [[ $stderr == *"the ceiling is reached: 7 calls are left"* && $(wc -l <"$T/out") == 5 && $(requests) == 5 ]]
    run -5 --separate-stderr asks openai right --max-calls 5 -o "$T/out"
    [[ $(wc -l <"$T/out") == 10 && $(requests) == 10 ]]
    run -0 --separate-stderr asks openai right --max-calls 5 -o "$T/out"
    [[ $(requests) == 12 ]]
    cmp "$T/whole" "$T/out"
    run -0 --separate-stderr asks openai right --max-calls 0 -o "$T/out"
}

@test "without a price there is no --max-cost, and a broken table is named by line" {
    run -78 --separate-stderr asks openai right --max-cost 1
    [[ -z $output && $stderr == "cm-analyze: --max-cost needs the price of right: put a row for it into prices.tsv, or name a table with --prices" ]]
    for row in 'right\t2020-01-01\t1\t1\t1' 'right\t2020\t1\t1\t1\tEUR' 'right\t2020-01-01\tone\t1\t1\tEUR' 'right\t2020-01-01\t-1\t1\t1\tEUR' \
        'right\t2020-01-01\t1\tnan\t1\tEUR' 'right\t2020-01-01\t1\t1\t1\t' 'right 2020-01-01 1 1 1 EUR'; do
        printf '# prices\n\n%b\n' "$row" >"$T/prices"
        run --separate-stderr asks openai right --prices "$T/prices"
        [[ $status == 78 && -z $output && $stderr == "cm-analyze: $T/prices:3: expected model, day, three prices and a currency, with tabs between" ]] || { echo "$row: $stderr"; false; }
    done
    run -66 --separate-stderr asks openai right --prices "$T/none"
    [[ $(requests) == 0 && $stderr == *"$T/none"* ]]
    # The row that names the model best, and of two the later one that is already in force
    printf '%b\n' 'r*\t2020-01-01\t9\t9\t9\tEUR' 'right\t2020-01-01\t7\t7\t7\tEUR' 'right\t2021-01-01\t1\t1\t1\tCHF' 'right\t2999-01-01\t5\t5\t5\tEUR' >"$T/prices"
    run -0 --separate-stderr asks openai right --prices "$T/prices" --plan
    [[ $output == *" CHF"* && $output != *EUR* ]]
}

@test "--record keeps what was said without the key, and --replay says it again without a server" {
    export SET=every
    for model in some-invented flips; do
        fresh
        asks openai $model --repeat 2 --record "$T/$model" -o "$T/first" 2>"$T/said"
        [[ $(stat -c %a "$T/$model") == 700 && $(stat -c %a "$T/$model"/* | sort -u) == 600 ]]
        [[ $(find "$T/$model" -type f | wc -l) == $(requests) ]]
        run -1 grep -rF -- "$LLM_KEY" "$T/$model"
        fresh
        run -0 --separate-stderr cm-analyze -q "$KEPT/every.json" --engine openai --model $model --model-url http://127.0.0.1:9/v1 \
            --replay "$T/$model" --repeat 2 -o "$T/second" "$CALLS"
        [[ $stderr == "$(<"$T/said")" && $(requests) == 0 ]]
        cmp "$T/first" "$T/second"
    done
    fresh
    rm "$(find "$T/flips" -type f | head -1)"
    run -66 --separate-stderr asks openai flips --repeat 2 --replay "$T/flips"
    [[ $stderr == "cm-analyze: $T/flips: this request was not recorded there" && $(requests) == 0 ]]
    echo broken >"$(find "$T/some-invented" -type f | head -1)"
    fresh
    run -78 --separate-stderr asks openai some-invented --repeat 2 --replay "$T/some-invented"
    [[ $stderr == "cm-analyze: $T/some-invented/"*".json: is no recorded exchange" ]]
}

@test "--repeat tells how stable each answer is, and asks as often" {
    export SET=every CALLS=$KEPT/calls
    asks openai right --repeat 3 -o "$T/out" 2>>"$T/err"
    [[ $(requests) == 6 && $(jq -c '.callmine.analysis.answers[].stability' "$T/out" | sort -u) == 1 ]]
    asks openai flips --repeat 3 -o "$T/out" 2>>"$T/err"
    [[ $(requests) == 12 && $(jq -s '[.[].callmine.analysis.answers[].stability] | min < 0.7 and max <= 1 and min > 0.3' "$T/out") == true ]]
    asks openai flips --repeat 3 -o "$T/again" 2>>"$T/err"
    cmp "$T/out" "$T/again"
    [[ $(requests) == 12 ]]
    run -64 --separate-stderr asks openai right --repeat 21
}

@test "a gate asks the strong model only what was discussed, and a sample of the rest" {
    export SET=four
    asks openai right --gate silent --audit 0 -o "$T/out" 2>"$T/err"
    [[ $(llm_stats .models) == '{"silent":12}' ]]
    [[ $(jq -r '.callmine.analysis.answers[] | "\(.status) \(.gate)"' "$T/out" | sort -u) == "not_discussed no" ]]
    [[ $(jq -r .callmine.analysis.model "$T/out" | sort -u) == right ]]
    fresh
    asks openai right --gate silent --audit 1 -o "$T/out" 2>"$T/err"
    [[ $(llm_stats .models) == '{"right":12,"silent":12}' ]]
    grep -qx "cm-analyze: the gate missed 48 of 48 silent answers that were asked again" "$T/err"
    [[ $(jq -r '.callmine.analysis.answers[] | "\(.status) \(.gate)"' "$T/out" | sort -u) == "answered audited" ]]
    # The same sample another time, and only those
    fresh
    asks openai right --gate some --audit 0.5 -o "$T/out" 2>"$T/err"
    fresh
    asks openai right --gate some --audit 0.5 --jobs 1 -o "$T/again" 2>>"$T/err"
    cmp "$T/out" "$T/again"
    jq -r '.callmine.analysis.answers[] | .gate' "$T/out" | sort | uniq -c >"$T/gates"
    [[ $(wc -l <"$T/gates") == 3 && $(llm_log 'select(.model == "right") | .questions' | tail -12 | paste -sd+ | bc) -lt 48 ]]
    # offline: what it hears nothing of is not asked, and only that
    fresh
    asks anthropic right --gate offline --audit 0 -o "$T/out" 2>"$T/err"
    jq -c '.callmine.analysis.answers[] | [.question, .gate == "no"]' "$T/out" >"$T/gates"
    cm-analyze -q "$KEPT/four.json" "$CALLS" | jq -c '.callmine.analysis.answers[] | [.question, .status == "not_discussed"]' | diff - "$T/gates"
    grep -q true "$T/gates"
    fresh
    cm-analyze -q pricing --engine anthropic --model right --model-url "$LLM_URL" --model-key "$LLM/key" --gate offline --audit 0 "$CALLS" >"$T/out" 2>"$T/err"
    [[ $(jq -r '.callmine.analysis.answers[] | select(.question == "price_discussed") | "\(.status) \(.gate)"' "$T/out" | sort -u) == "answered yes" ]]
    (($(requests) == 12 && $(llm_log .questions | tail -1) < 5))
}

@test "--min-grounding ends with status 4 when too few quotes were found, after everything was written" {
    run -4 --separate-stderr asks openai some-invented --min-grounding 0.95 -o "$T/out"
    [[ $stderr == *" % of the quotes were found, fewer than --min-grounding 0.95" && $(wc -l <"$T/out") == 12 ]]
    run -0 --separate-stderr asks openai some-invented --min-grounding 0.3 -o "$T/out"
    run -0 --separate-stderr asks openai right --min-grounding 1 -o "$T/out"
}

@test "what does not go together is wrong usage, before anything is sent" {
    while IFS='|' read -r words options; do
        run -64 --separate-stderr cm-analyze -q pricing --model-url "$LLM_URL/v1" $options "$CALLS"
        [[ -z $output && $stderr == "cm-analyze: "*"$words"* ]] || { echo "$options: $stderr"; false; }
    done <<'T'
which model? give --model NAME with --engine openai|--engine openai
which model?|--engine anthropic --plan
--engine|--engine oracle --model right
--audit is a share from 0 to 1, and goes with --gate|--engine openai --model right --audit 0.5
--audit is a share|--engine openai --model right --gate silent --audit 1.5
--record and --replay do not go together|--engine openai --model right --record a --replay b
--context must leave|--engine openai --model right --context 1000
--max-cost must be 0 or more|--engine openai --model right --max-cost -1
--temperature must be between 0 and 2|--engine openai --model right --temperature 3
--plan needs a model|--plan
T
    [[ $(requests) == 0 ]]
}

@test "a call that the server refuses while it answers others goes without; the next run asks it again" {
    CALLS=$KEPT/dozen run -3 --separate-stderr asks openai 403-some:5 --jobs 1 -o "$T/out"
    [[ $(wc -l <"$T/out") == 12 ]]
    jq -r '.callmine.analysis.answers[0] | .reason // .status' "$T/out" | sort | uniq -c | tr -s ' ' >"$T/ends"
    local failed=$(sed -n 's/^ \(.*\) server_error$/\1/p' "$T/ends")
    ((failed > 0 && failed < 6)) && grep -q answered "$T/ends"
    llm_forget
    CALLS=$KEPT/dozen run -3 --separate-stderr asks openai 403-some:5 --jobs 1 -o "$T/out" || true
    (($(requests) <= failed))
    # Of every call: then it is the key that has to be seen to
    CALLS=$KEPT/dozen run -77 --separate-stderr asks openai 403-some:1 -o "$T/none"
    [[ ! -e $T/none && $stderr == *"does not accept the key (403)"* ]]
}

@test "what one server answered is not taken for another's" {
    asks openai right -o "$T/one" 2>>"$T/err"
    llm_forget
    cm-analyze -q "$KEPT/four.json" --engine openai --model right --model-url "${LLM_URL/127.0.0.1/localhost}/v1" --model-key "$LLM/key" \
        -o "$T/two" "$CALLS" 2>>"$T/err"
    [[ $(requests) == "$(wc -l <"$T/two")" ]]
}
