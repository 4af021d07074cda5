#!/usr/bin/env bats
# bench: that what the benchmark measures on is what it says; the times themselves are make bench's.

load env

generate=$BUILD/bench/generate

@test "the generator gives the same bytes each time, and others for another seed" {
    "$generate" calls 40 >"$T/one"
    "$generate" calls 20 7 >"$T/other"
    "$generate" transcripts 3 >"$T/talk"
    [ "$(sha256sum <"$T/one")" = "ed4bf65ee26496dae07af7980d09e1681745ebad94f51172ccedacb569264c7e  -" ]
    [ "$(sha256sum <"$T/talk")" = "2a3c3e5baafbf9e4e03c0ccfa1473eef39d1be5a4c4354e364e94ba8170ac094  -" ]
    [ "$(head -20 "$T/one" | sha256sum)" = "$("$generate" calls 20 1 | sha256sum)" ]
    ! cmp -s "$T/other" <(head -20 "$T/one")
}

# What Gong gives; what gong-extensive adds to it under callmine stands aside.
@test "a generated call is one that Gong might give, a generated user too" {
    "$generate" calls 60 >"$T/calls"
    "$generate" transcripts 3 | jq -c '.callmine = {v: 1, deal: null, company: null, deals: [], companies: []}' >"$T/talk"
    "$generate" users >"$T/users"
    jq -c '.callmine = {v: 1, deal: null, company: null, deals: [], companies: []}' "$T/calls" >"$T/more"
    validate call-extensive "$T/more"
    validate call-transcribed "$T/talk"
    validate user "$T/users"
    run -0 --separate-stderr cm-filter --jq '.metaData.duration > 0' "$T/calls"
    [ "${#lines[@]}" -eq 60 ]
}

@test "generated calls have what makes a reader's work hard" {
    "$generate" calls 2000 >"$T/calls"
    for text in '\\"' '\\u0001' '\\n' '\\\\' '\\/' '\\u00e9' '\\ud83d\\ude00' '日本語' '👍🏽' 'עברית' '"amount","value":null' '"amount","value":[0-9]*}' \
        '"amount","value":[0-9]*\.[0-9]'; do
        grep -qe "$text" "$T/calls" || { echo "none has $text" && false; }
    done
    each=$(($(wc -c <"$T/calls") / 2000))
    ((each > 5000 && each < 5500))
    # 0.8 % of them are asked for: 16, and the spread of a small number
    n=$(cm-filter --stage negotiation --amount-min 100000.01 --duration-min 1801 "$T/calls" | wc -l)
    ((n >= 8 && n <= 28))
}

@test "wrong usage is 64, a full disk 74" {
    run -64 --separate-stderr "$generate"
    [[ $stderr == usage:* ]]
    run -64 --separate-stderr "$generate" poems 3
    run -74 --separate-stderr bash -c '"$1" calls 10 >/dev/full' _ "$generate"
    [ "$stderr" = "generate: stdout: No space left on device" ]
}

@test "the table of questions is whole: each row has its reference, each bar its rows, each line its schema" {
    /usr/bin/python3 - "$ROOT/tests/bench" <<'PY'
import sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
from rows import BARS, QUESTIONS
names = {}
for q in QUESTIONS:
    rows = [row.contender for row in q.rows]
    assert len(rows) == len(set(rows)), q.name
    assert q.reference in rows, q.name
    names[q.name] = rows
for bar in BARS:
    assert bar.contender in names[bar.question], bar
    assert any(row.startswith(bar.rival) for row in names[bar.question]), bar
PY
}

@test "who gives another answer is named and not timed, who is missing or lacks an option is passed over" {
    mkdir "$T/bin"
    printf '#!/bin/sh\necho "{}"\n' >"$T/bin/gojq"
    chmod +x "$T/bin/gojq"
    PATH=$T/bin:$PATH BENCH_DIR=$T/data run -0 --separate-stderr "$ROOT/tests/bench/bench.py" --build "$BUILD" --size small \
        --rounds 1 --rows 'count csv' --only 'jq gojq cm-filter cm-render duckdb' --result "$T/result"
    [[ $output == *"  gojq: disagrees: 0 against 9"* ]]
    validate bench "$T/result"
    status_of() { jq -r --arg q "$1" --arg c "$2" 'select(.question == $q and .contender == $c).status' "$T/result"; }
    [ "$(status_of count jq)" = ok ]
    [ "$(status_of count cm-filter)" = ok ]
    [ "$(status_of count gojq)" = disagrees ]
    [ "$(jq -s 'map(select(.question == "count" and .contender == "jq"))[0].x' "$T/result")" = 1 ]
    run -1 --separate-stderr "$ROOT/tests/bench/bench.py" --build "$BUILD" --rows riddles
    [ "$stderr" = "bench: there is no riddles" ]
}
