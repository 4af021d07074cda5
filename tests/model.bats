# cm-analyze with a model: whatever the model says and however its server behaves, an answer is proved or there is none.
load env
load llm
load model

setup_file() {
    load env
    load llm
    load model
    model_setup_file
}
teardown_file() {
    load llm
    llm_stop
}

# What models do to quotes, and what is left of it: proved.py looks at each that is printed.
quoting() {
    table "$1" <<'T'
right | 0 | 18 answered exact
recased | 0 | 18 answered normalized
spaced | 0 | 18 answered normalized
curly | 0 | 18 answered normalized
stitched | 0 | 18 answered stitched
paraphrased | 0 | 18 answered fuzzy
echo-labels | 0 | 18 answered exact
mixed | 0 | 18 answered exact
mends | 0 | 18 answered exact
many | 0 | 18 answered exact
wrong-ids | 0 | 18 answered exact
unknown-ids | 0 | 18 answered exact
odd-ids | 0 | 18 answered exact
huge-ids | 0 | 18 answered exact
reversed-ids | 0 | 18 answered exact
wide-ids | 0 | 18 answered exact
hollowed | 0 | 6 not_discussed, 12 unsupported
altered-number | 0 | 18 unsupported
negated | 0 | 18 unsupported
short-quote | 0 | 18 unsupported
other-figure | 0 | 16 answered exact, 2 unsupported
invented | 0 | 18 unsupported
some-invented | 0 | 17 answered exact, 1 unsupported
foreign | 0 | 18 unsupported
swapped | 0 | 6 not_discussed, 12 unsupported
cross-speaker | 0 | 18 unsupported
whole-call | 0 | 18 unsupported
silent | 0 | 18 not_discussed
T
    # Words without accents are the same in both Unicode forms.
    table "$1" <<<'decomposed | 0 | 14 answered exact, 4 answered normalized'
    SET=strict table "$1" <<'T'
empty-evidence | 0 | 14 unsupported
blank-quote | 0 | 14 unsupported
T
}

@test "openai: every quote is the transcript's own and found by its tier, or there is none" { quoting openai; }
@test "anthropic: every quote is the transcript's own and found by its tier, or there is none" { quoting anthropic; }

@test "a quote that was invented is named to the model once, and not a second time" {
    asks openai invented@once -o "$T/out" 2>>"$KEPT/said"
    [[ $(llm_log 'select(.model == "invented@once") | .questions' | paste -sd ' ') == "9 9 9 9" ]]
    jq -c '.callmine.analysis.answers[] | [.unverified, .evidence]' "$T/out" | sort | uniq -c | tr -s ' ' >"$T/counts"
    [[ $(<"$T/counts") == ' 18 [1,[]]' ]]
    jq -r '.messages[1].content' <(grep -F invented@once "$LLM/bodies" | tail -1) | grep -q 'An earlier reply claimed these quotes.*zeppelin'
}

@test "what is printed are whole sentences, however little of them was claimed" {
    asks openai clipped -o "$T/out" 2>>"$KEPT/said"
    jq -c '[.transcript[].sentences[].text] as $s | .callmine.analysis.answers[].evidence[] | .sentences as [$from, $to] |
        .quote == ($s[$from:$to + 1] | join(" "))' "$T/out" | sort | uniq -c >"$T/whole"
    [[ $(wc -l <"$T/whole") == 1 && $(<"$T/whole") == *true ]]
}

# The shape of a reply, and where it stops.
replying() {
    table "$1" <<'T'
fences | 0 | 18 answered exact
think | 0 | 18 answered exact
think-tail | 0 | 18 answered exact
two-objects | 0 | 18 answered exact
prose-around | 0 | 18 answered exact
array | 0 | 18 answered exact
repairs | 0 | 18 answered exact
pause | 0 | 18 answered exact
null-usage | 0 | 18 answered exact
odd-usage | 0 | 18 answered exact
nul | 0 | 18 answered exact
control | 0 | 18 answered exact
huge:1 | 0 | 18 answered exact
huge-chunked:1 | 0 | 18 answered exact
slow-body:0.3 | 0 | 18 answered exact
silent-but | 0 | 18 not_discussed
unclear | 0 | 4 unclear, 14 unclear exact
refusal | 3 | 18 refused llm_refused
tool-call | 3 | 18 error no_output
empty-content | 3 | 18 error no_output
think-open | 3 | 18 error invalid_output
wrong-seal | 3 | 18 error invalid_output
wrong-first | 3 | 18 error invalid_output
wrong-types | 3 | 18 error invalid_output
missing-question | 3 | 18 error invalid_output
missing-member | 3 | 16 answered exact, 2 error invalid_output
extra-member | 3 | 18 error invalid_output
bad-enum | 3 | 16 answered exact, 2 error invalid_output
answered-null | 3 | 16 error invalid_output, 2 not_discussed
nan | 3 | 18 error invalid_output
huge-number | 3 | 2 answered exact, 16 error invalid_output
never-json | 3 | 18 error invalid_output
half-json | 3 | 18 error invalid_output
string | 3 | 18 error invalid_output
duplicate-keys | 3 | 18 error invalid_output
length | 3 | 18 error context_truncated
413 | 3 | 18 error context_truncated
T
    SET=one table "$1" <<'T'
long-note | 3 | 2 error reply_too_long
deep | 3 | 2 error reply_too_long
T
    # A reply that does not fit is asked for in halves, and a single answer with more room.
    table "$1" --max-output 500 <<<'right@narrow | 0 | 18 answered exact'
    SET=one table "$1" --max-output 101 <<<'right@one | 0 | 2 answered exact'
}

@test "openai: a reply in any shape ends in the right status, never in a wrong answer" {
    replying openai
    table openai <<<'content-filter | 3 | 18 refused llm_refused'
}
@test "anthropic: a reply in any shape ends in the right status, never in a wrong answer" { replying anthropic; }

@test "a lone quotation mark in a quote does not end a reply" {
    head -1 "$KEPT/calls" | jq -c '.transcript |= [.[5]]' >"$T/inch"
    SET=one CALLS=$T/inch run -0 --separate-stderr asks openai right@inch
    [[ $(jq -r '.callmine.analysis.answers[].evidence[].quote' <<<"$output") == 'Our naïve 24" plan was to roll it out to site 0 by the end of March.' ]]
}

@test "what a model notes is one line without escape sequences or links, in at most 25 words" {
    asks openai control@note -o "$T/out" 2>>"$KEPT/said"
    [[ $(jq -r '.callmine.analysis.answers[].note' "$T/out" | sort -u) == "It ]0;owned [31m was said once." ]]
}

# stops ENGINE [--anthropic STATUS] <lines "MODEL | STATUS | part of what is said"
stops() {
    local model status words said
    while IFS='|' read -r model status words; do
        run "-${status// /}" --separate-stderr asks "$1" "${model// /}" --retries 1
        printf '%s\n' "$stderr" >>"$KEPT/said"
        [[ -z $output && $stderr == *"cm-analyze: "*"${words# }"* ]] || { echo "$model: $output$stderr"; return 1; }
    done
}

# What no asking again mends, and what it would; each run ends at once.
refusing() {
    local key=openai.key path=/chat/completions code=429
    [[ $1 == openai ]] || key=anthropic.key path=/v1/messages code=400
    CALLS=$T/one
    head -1 "$KEPT/calls" >"$T/one"
    stops "$1" <<T
insufficient-quota | 75 | answered $code (request req_
insufficient-quota@2 | 75 | the account has no credit left: top it up, then run again
402 | 75 | the account has no credit left: top it up, then run again
401 | 77 | the model's server does not accept the key (401): check --model-key or the credential $key
403 | 77 | the model's server does not accept the key (403): check --model-key or the credential $key
404-model | 78 | the model's server knows no model "404-model" or no $path (404): check --model and --model-url
422 | 78 | the model's server does not take such a request (422, request req_
400-bad | 78 | check --model and --model-url
400-schema | 78 | an older server may want --output-limit-as max_tokens or --no-schema
redirect-forever | 78 | the model's server does not take such a request (307
429-huge | 75 | the model's server answered 429 (request req_
x-should-retry-false | 75 | answered 500 and asks not to be asked again soon; run again later, nothing is asked twice
huge:33 | 76 | the answer's body is larger than the limit of 33554432 bytes
T
    # These were sent once and not again.
    [[ $(llm_log "select(.vendor == \"$1\" and (.model | test(\"^(insuff|40[1-4]|422|400|redirect|429-huge|x-|huge:33)\"))) | .model" |
        sort | uniq -c | awk '$1 != 1') == "" ]]
}

@test "openai: no credit, a bad key, no such model and what a server does not take stop the run with what to do" { refusing openai; }
@test "anthropic: no credit, a bad key, no such model and what a server does not take stop the run with what to do" { refusing anthropic; }

# What passes when it is tried again.
passing() {
    CALLS=$T/one
    head -1 "$KEPT/calls" >"$T/one"
    table "$1" --retries 2 <<'T'
429-seconds:1 | 0 | 9 answered exact
429-float | 0 | 9 answered exact
429-none:1 | 0 | 9 answered exact
429-negative:1 | 0 | 9 answered exact
429-words:1 | 0 | 9 answered exact
429-ms:1 | 0 | 9 answered exact
429-date:1 | 0 | 9 answered exact
529:1 | 0 | 9 answered exact
503:1 | 0 | 9 answered exact
500:1 | 0 | 9 answered exact
504:1 | 0 | 9 answered exact
408:1 | 0 | 9 answered exact
409:1 | 0 | 9 answered exact
x-should-retry-true:1 | 0 | 9 answered exact
502-html:1 | 0 | 9 answered exact
200-html:1 | 0 | 9 answered exact
200-error:1 | 0 | 9 answered exact
empty-body:1 | 0 | 9 answered exact
reset:1 | 0 | 9 answered exact
cut-body:1 | 0 | 9 answered exact
T
    table "$1" --retries 0 <<'T'
503-forever | 75 | nothing
reset-forever | 75 | nothing
200-error-forever | 75 | nothing
not-utf8 | 75 | nothing
T
    table "$1" --retries 0 --timeout 1 <<<'stall:3 | 75 | nothing'
}

@test "openai: a busy or broken server is asked again, as late as it says, and then answers" { passing openai; }
@test "anthropic: a busy or broken server is asked again, as late as it says, and then answers" { passing anthropic; }

# A call that does not fit: long ones, in parts.
cutting() {
    CALLS=$KEPT/long
    SET=four table "$1" <<'T'
silent-cut:3000 | 0 | 8 answered exact
silent-cut:4096 | 0 | 8 answered exact
silent-cut-tail:4096 | 0 | 8 answered exact
silent-cut-usage:4096 | 0 | 8 answered exact
null-usage+silent-cut-tail:3000 | 0 | 8 answered exact
context-400:3000 | 0 | 8 answered exact
context-stop:3000 | 0 | 8 answered exact
context-400:900 | 3 | 8 error context_truncated
T
    # With the context told, no prompt is longer: nothing is lost on the way.
    SET=four table "$1" --context 5000 --max-output 2000 <<<'silent-cut:3000@told | 0 | 8 answered exact'
    [[ $(llm_log 'select(.model == "silent-cut:3000@told" and .prompt_bytes > 12600) | .n') == "" ]]
}

@test "openai: what a server cuts off, with a word or silently, is asked in parts" { cutting openai; }
@test "anthropic: what a server cuts off, with a word or silently, is asked in parts" { cutting anthropic; }

@test "a key comes from a file of mode 0600 and stands in no argument, environment or file" {
    CALLS=$T/one
    head -1 "$KEPT/calls" >"$T/one"
    cp "$LLM/key" "$T/open"
    chmod 644 "$T/open"
    run -78 --separate-stderr cm-analyze -q pricing --engine openai --model right --model-url "$LLM_URL/v1" --model-key "$T/open" "$T/one"
    [[ -z $output && $stderr == *"$T/open"* && $stderr != *"$LLM_KEY"* ]]
    run -78 --separate-stderr cm-analyze -q pricing --engine openai --model right --model-url "$LLM_URL/v1" --model-key "$T/none" "$T/one"
    [[ -z $output && $stderr == "cm-analyze: there is no key file $T/none"* ]]
    run -78 --separate-stderr cm-analyze -q pricing --engine anthropic --model right "$T/one"
    [[ -z $output && $stderr == "cm-analyze: there is no key for anthropic: put it into a file of mode 0600"* ]]
    llm_hold 0
    cm-analyze -q "$KEPT/one.json" --engine openai --model right@held --model-url "$LLM_URL/v1" --model-key "$LLM/key" --record "$T/record" \
        "$T/one" >"$T/out" 2>"$T/err" 3>&- &
    local pid=$!
    until (($(llm_stats .in_flight.now) == 1)); do sleep 0.02; done
    tr '\0' '\n' <"/proc/$pid/cmdline" >"$T/argv"
    tr '\0' '\n' <"/proc/$pid/environ" >"$T/environ"
    llm_release
    wait $pid
    grep -q -- --model-key "$T/argv"
    # The tests' own LLM_KEY is in the environment: it is the only place.
    grep -v '^LLM_KEY=' "$T/environ" >"$T/rest"
    run -1 grep -rlF -- "$LLM_KEY" "$T/argv" "$T/rest" "$T/out" "$T/err" "$T/record" "$XDG_CACHE_HOME"
}

@test "in all of this nothing was sent that the vendors do not document, and nobody came back too early" {
    llm_stats >"$T/stats"
    jq -e '.requests > 500 and .violations == 0 and .early == 0' "$T/stats"
}

@test "in all of this nothing that was said on a call, no name and no key reached stderr" {
    (($(wc -l <"$KEPT/said") > 100))
    # Every four words in a row, of all calls.
    cat "$KEPT/calls" "$KEPT/long" | jq -r '(.parties[].name), (.transcript[].sentences[].text |
        split(" ") as $w | range(0; [1, ($w | length) - 3] | max) | $w[.:. + 4] | join(" ") | select(length > 8))' | sort -u >"$T/words"
    (($(wc -l <"$T/words") > 500))
    printf '%s\nzeppelin\n' "$LLM_KEY" >>"$T/words"
    run -1 grep -F -f "$T/words" "$KEPT/said"
}
