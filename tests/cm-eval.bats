#!/usr/bin/env bats
# cm-eval: how far answers agree with what people say is right, before and after a change.

load env

# call ID ANSWERS: an analysed call. Of ANSWERS (JSON) a value is an answer, null says not discussed, an object
# is laid over it.
call() {
    jq -cn --arg id "$1" --argjson answers "$2" '{metaData: {id: $id, title: "CANARY"}, callmine: {v: 1, analysis: {v: 1, engine: "offline",
        sets: [{id: "s", version: 1, title: "S", questions: [
            {id: "b", text: "CANARY?", type: "bool", side: "any", values: []},
            {id: "e", text: "CANARY?", type: "enum", side: "any", values: [{id: "x", label: "CANARY"}, {id: "y", label: "Y"}]},
            {id: "m", text: "CANARY?", type: "multi_enum", side: "any", values: [{id: "x", label: "X"}, {id: "y", label: "Y"}, {id: "null", label: "N"}]},
            {id: "n", text: "CANARY?", type: "number", side: "any", values: []},
            {id: "t", text: "CANARY?", type: "short", side: "any", values: []}]}],
        answers: [$answers | to_entries[] | .key as $q | .value as $v | {set: "s", question: $q, evidence: []} +
            if $v == null then {status: "not_discussed", value: null} elif ($v | type) == "object" then {value: null} + $v
            else {status: "answered", value: $v} end]}}}'
}

# gold <<lines of CALL|QUESTION|VALUE: makes $T/gold.tsv of them
gold() {
    printf 'call\tquestion\tvalue\n' >"$T/gold.tsv"
    tr '|' '\t' >>"$T/gold.tsv"
}

setup() {
    {
        call 1 '{"b": true, "e": "x", "m": ["x", "y"], "n": 40000, "t": "CANARY"}'
        call 2 '{"b": false, "e": "y", "m": ["x"], "n": 1, "t": null}'
        call 3 '{"b": true, "e": null, "m": null, "n": null, "t": "CANARY"}'
        call 9 '{"b": true}'
    } >"$T/one"
    gold <<E
1|s.b|true
2|s.b|true
3|s.b|not_discussed
4|s.b|true
1|s.e|x
2|s.e|x
3|s.e|y
1|s.m|y,x
2|s.m|y
1|s.n|4e4
2|s.n|2
1|s.t|other words
2|s.t|not_discussed
3|s.t|unclear
E
}

@test "for each question: how many agree, with their interval, what is missing, invented and missed" {
    run -0 --separate-stderr cm-eval "$T/gold.tsv" "$T/one"
    [[ -z $stderr ]]
    diff - <<'E' <(sed -n '2,9p' <<<"$output")

question       agrees     share  95 % interval   missing  invented  missed
s.b           1 of 3      0.333  0.061 to 0.792        1         1       0
s.e           1 of 3      0.333  0.061 to 0.792        0         0       1
s.m           1 of 2      0.500  0.095 to 0.905        0         0       0
s.n           1 of 2      0.500  0.095 to 0.905        0         0       0
s.t           2 of 3      0.667  0.208 to 0.939        0         1       0
all           6 of 13     0.462  0.232 to 0.709        1         2       1
E
    [[ ${lines[0]} == "run: $T/one, 4 calls" ]]
}

@test "for true, false and each id: precision and recall" {
    cm-eval "$T/gold.tsv" "$T/one" | sed -n '/^question  *value/,/^$/p' >"$T/values"
    diff - <<'E' "$T/values"
question  value   gold   said   both  precision     recall
s.b       true       2      2      1      0.500      0.500
s.b       false      0      1      0      0.000          -
s.e       x          2      1      1      1.000      0.500
s.e       y          1      1      0      0.000      0.000
s.m       x          1      2      1      0.500      1.000
s.m       y          2      1      1      1.000      0.500

E
}

@test "quotes by how they were found, grounding, statuses, tokens and cost are of all answers" {
    {
        call 1 '{"b": {"status": "answered", "value": true, "evidence": [{"match": "exact"}, {"match": "fuzzy"}], "unverified": 1, "usage": {"input": 100, "cached": 40, "output": 7}, "cost": 0.1}}'
        call 2 '{"b": {"status": "unsupported", "unverified": 1, "usage": {"input": 100, "cached": 0, "output": 3}, "cost": 0.2}, "e": {"status": "refused", "reason": "CANARY"}}'
        call 7 '{"b": {"status": "error"}, "t": {"status": "answered", "value": "CANARY", "evidence": [{"match": "stitched"}, {"match": "normalized"}]}}'
    } >"$T/model"
    run -0 cm-eval "$T/gold.tsv" "$T/model"
    [[ $output == *'
quotes exact 1, normalized 1, stitched 1, fuzzy 1; not found 2; grounding 0.667
answers 5: answered 2, not_discussed 0, unclear 0, unsupported 1, refused 1, error 1
tokens 200 in (40 cached), 10 out; cost 0.3000' ]]
    [[ $output != *CANARY* ]]
    cm-eval --json "$T/gold.tsv" "$T/model" >"$T/json"
    [[ $(jq -c '.runs[0] | [.grounding, .cost, .usage.cached, .quotes.unverified, .statuses.unsupported]' "$T/json") == '[0.6667,0.3,40,2,1]' ]]
    sed 's/"cost":0.2/"cost":null/' "$T/model" >"$T/unpriced"
    run -0 cm-eval "$T/gold.tsv" "$T/unpriced"
    [[ $output == *'cost not known of 1 answers' ]]
    [[ $(cm-eval --json "$T/gold.tsv" "$T/unpriced" | jq .runs[0].cost) == null ]]
}

@test "two runs: both, their difference, and the ids of the calls that flipped; nothing that was said" {
    {
        call 3 '{"b": null, "e": "y", "m": null, "n": null, "t": {"status": "unclear"}}'
        call 2 '{"b": true, "e": "y", "m": ["y"], "n": 1, "t": "CANARY"}'
        call 1 '{"b": true, "e": "y", "m": ["x", "y"], "n": 40000, "t": "CANARY"}'
    } >"$T/two"
    run -0 --separate-stderr cm-eval "$T/gold.tsv" "$T/one" "$T/two"
    [[ $output != *CANARY* && $output == "before: $T/one, 4 calls"*"after: $T/two, 3 calls"* ]]
    sed -n '/^change/,$p' <<<"$output" >"$T/change"
    diff - <<'E' "$T/change"
change       before      after  difference
s.b           0.333      1.000      +0.667
s.e           0.333      0.333      +0.000
s.m           0.500      1.000      +0.500
s.n           0.500      0.500      +0.000
s.t           0.667      0.667      +0.000
all           0.462      0.692      +0.231
right now s.b: 2 3
right now s.e: 3
right now s.m: 2
right now s.t: 3
wrong now s.e: 1
wrong now s.t: 2
E
}

@test "--json says the same, as the schema has it" {
    cm-eval --json "$T/gold.tsv" "$T/one" >"$T/json"
    validate eval "$T/json"
    [[ $(jq -c '[.gold, .calls, .change, (.runs[0].agreement | [.compared, .agreed, .share, .low, .high])]' "$T/json") == '[14,4,null,[13,6,0.4615,0.2321,0.7086]]' ]]
    { tail -3 "$T/one"; call 1 '{"b": false}'; } >"$T/two"
    cm-eval --json "$T/gold.tsv" "$T/one" "$T/two" >"$T/json"
    validate eval "$T/json"
    [[ $(command jq -c '.change.questions[0]' "$T/json") == '{"question":"s.b","difference":-0.3333,"right":[],"wrong":["1"]}' ]]
    run ! grep -q CANARY "$T/json"
}

@test "a file of corrections is a gold, and of a corrected answer the first counts" {
    printf 'call\tquestion\tvalue\tby\twhen\twhy\n1\ts.e\ty\tana\t2026-11-26\theard it\n' >"$T/gold.tsv"
    cm-correct -c "$T/gold.tsv" "$T/one" >"$T/corrected"
    [[ $(head -1 "$T/corrected" | jq -r '.callmine.analysis.answers[1].value') == y ]]
    for file in "$T/one" "$T/corrected"; do
        [[ $(cm-eval --json "$T/gold.tsv" "$file" | jq -c '.runs[0].agreement | [.compared, .agreed]') == '[1,0]' ]]
    done
}

@test "a question that no run asked is missing, and so is a call that is not there" {
    gold <<E
1|other.q|anything
7|s.b|true
1|s.b|true
E
    [[ $(cm-eval --json "$T/gold.tsv" "$T/one" | jq -c '.runs[0].questions | map([.question, .type, .agreement.missing, .agreement.share])') == '[["other.q",null,1,null],["s.b","bool",1,1]]' ]]
    cm-eval --json "$T/gold.tsv" "$T/one" >"$T/json"
    validate eval "$T/json"
    run -0 cm-eval "$T/gold.tsv" "$T/one"
    [[ ${lines[2]} =~ ^other\.q\ +0\ of\ 0\ +-\ +-\ +1\ +0\ +0$ ]]
}

@test "what only the new wording can say does not agree in the old one; in the last run it is an error" {
    gold <<<"1|s.e|z"
    sed 's/"id":"y","label":"Y"}]/"id":"y","label":"Y"},{"id":"z","label":"Z"}]/; s/"value":"x"/"value":"z"/' "$T/one" >"$T/new"
    run -0 --separate-stderr cm-eval "$T/gold.tsv" "$T/one" "$T/new"
    [[ -z $stderr && $output == *'right now s.e: 1' ]]
    run -78 --separate-stderr cm-eval "$T/gold.tsv" "$T/new" "$T/one"
    [[ -z $output && $stderr == "cm-eval: $T/gold.tsv:2:7: no such value; it takes x, y, not_discussed or unclear" ]]
}

@test "--min-agreement: status 4 below it, with the result printed; what is missing does not agree" {
    gold <<E
1|s.b|true
2|s.b|false
3|s.b|false
4|s.b|true
E
    run -0 --separate-stderr cm-eval --min-agreement 0.5 "$T/gold.tsv" "$T/one"
    [[ -z $stderr ]]
    run -4 --separate-stderr cm-eval --min-agreement 0.51 "$T/gold.tsv" "$T/one"
    [[ $output == *'s.b '*'2 of 3'* && $stderr == 'cm-eval: agrees with 2 of 4 golden answers, less than 0.51' ]]
    # it is the last run that counts
    run -4 --separate-stderr cm-eval --min-agreement 0.5 "$T/gold.tsv" "$T/one" <(call 1 '{"b": true}')
    run -0 --separate-stderr cm-eval --min-agreement 0.5 "$T/gold.tsv" <(call 1 '{"b": true}') "$T/one"
    for share in 1.1 -0.1; do
        run -64 --separate-stderr cm-eval --min-agreement=$share "$T/gold.tsv" "$T/one"
        [[ -z $output ]]
    done
}

@test "a bad record, one not analysed, or a golden call that comes twice is status 65, by file and line" {
    run -65 --separate-stderr cm-eval "$T/gold.tsv" <(cat "$T/one"; echo '{"metaData":{"id":"2"},"x":"CANARY"}')
    [[ -z $output && $stderr == *":5: not analysed: run cm-analyze first" ]]
    cat "$T/one" "$T/one" >"$T/twice"
    run -65 --separate-stderr cm-eval "$T/gold.tsv" "$T/twice"
    [[ -z $output && $stderr == "cm-eval: $T/twice:5: a call that was here before" ]]
    jq -c '.callmine.analysis.answers += .callmine.analysis.answers' "$T/one" >"$T/doubled"
    run -65 --separate-stderr cm-eval "$T/gold.tsv" "$T/doubled"
    [[ $stderr == "cm-eval: $T/doubled:1: a question is answered twice" ]]
    echo '{"CANARY' >"$T/bad"
    run -65 --separate-stderr cm-eval "$T/gold.tsv" "$T/bad"
    [[ $stderr == "cm-eval: $T/bad:1: "* && $stderr != *CANARY* ]]
}

@test "a gold that is wrong or empty is 78, a missing file 66, wrong usage 64, a full disk 74" {
    printf 'call\tquestion\tvalue\n' >"$T/empty"
    run -78 --separate-stderr cm-eval "$T/empty" "$T/one"
    [[ $stderr == "cm-eval: $T/empty: no line but the names of the columns"* ]]
    printf 'call\tquestion\n1\ts.b\n' >"$T/short"
    run -78 --separate-stderr cm-eval "$T/short" "$T/one"
    [[ $stderr == "cm-eval: $T/short:1:14: there is no column value" ]]
    run -66 --separate-stderr cm-eval "$T/gold.tsv" "$T/missing"
    [[ -z $output ]]
    for operands in "" "$T/gold.tsv" "$T/gold.tsv $T/one $T/one $T/one"; do
        run -64 --separate-stderr cm-eval $operands
        [[ -z $output && $stderr == 'cm-eval: name the gold, and one or two files of analysed calls: see --help' ]]
    done
    run -74 bash -c 'cm-eval "$1" "$2" >/dev/full' _ "$T/gold.tsv" "$T/one"
}

@test "pipelines/eval.mk asks the golden calls in both wordings and compares" {
    jq -cn '{metaData: {id: "1", language: "eng", started: "2026-11-16T09:00:00Z"},
        parties: [{id: "1", name: "A", affiliation: "External", speakerId: "c"}],
        transcript: [{speakerId: "c", sentences: [{start: 0, end: 1, text: "Could you knock a bit off the tariff for us?"}]}]}' >"$T/calls"
    cat >"$T/new.yaml" <<'E'
id: deal
version: 2
title: Deal
questions:
  - id: discount_asked
    text: Did the customer ask for a discount?
    type: bool
    side: customer
    cues: ["knock a bit off"]
E
    sed 's/knock a bit off/discount/; s/version: 2/version: 1/' "$T/new.yaml" >"$T/old's.yaml"
    gold <<<"1|deal.discount_asked|true"
    run -0 --separate-stderr make -s -f "$ROOT/pipelines/eval.mk" GOLD="$T/gold.tsv" CALLS="$T/calls" QUESTIONS="$T/new.yaml" QUESTIONS_WAS="$T/old's.yaml"
    [[ -z $stderr && ${lines[0]} == "before: before, 1 call" && $output == *"right now deal.discount_asked: 1" ]]
    run -0 make -s -f "$ROOT/pipelines/eval.mk" GOLD="$T/gold.tsv" CALLS="$T/calls" QUESTIONS="$T/new.yaml" JSON=1 LEAST=1
    [[ $(jq -c '[.change, .runs[0].agreement.share]' <<<"$output") == '[null,1]' ]]
    run ! make -s -f "$ROOT/pipelines/eval.mk" GOLD="$T/gold.tsv" CALLS="$T/calls" QUESTIONS="$T/old's.yaml" LEAST=1
    [[ $output == *'cm-eval: agrees with 0 of 1 golden answers, less than 1'* ]]
    run ! make -s -f "$ROOT/pipelines/eval.mk" GOLD="$T/gold.tsv" QUESTIONS=pricing
    [[ $output == *'say CALLS=...'* ]]
    run -0 make -n -C "$ROOT" eval GOLD="$T/gold.tsv" CALLS="$T/calls" QUESTIONS=pricing
    [[ $output == *'cm-eval'* ]]
}
