#!/usr/bin/env bats
# cm-correct: a person's corrections applied to answered calls, and nothing else in them changed.

load env

ID=7782342274025937895

# A call of which the offline engine answers several questions, its bytes as odd as JSON allows.
setup() {
    cat >"$T/calls" <<'CALL'
{ "n" : 9007199254740993, "metaData":{"id":"7782342274025937895","url":"https://us-1.app.gong.io/call?id=7782342274025937895","started":"2026-11-16T09:00:00-08:00","language":"eng"},"parties":[{"id":"1","name":"Ruth Abel","affiliation":"Internal","speakerId":"r"},{"id":"2","name":"Omar Haddad","title":"CFO","affiliation":"External","speakerId":"c"}],"transcript":[{"speakerId":"r","sentences":[{"start":0,"end":900,"text":"The pr\u0069ce is $48,000 a year."},{"start":1000,"end":1900,"text":"Does that fit what you had in mind?"}]},{"speakerId":"c","sentences":[{"start":2000,"end":2900,"text":"That is more than we budgeted."},{"start":3000,"end":3900,"text":"We have about forty thousand dollars set aside for this."},{"start":4000,"end":4900,"text":"Can you do a discount?"},{"start":5000,"end":5100,"text":"CANARY."}]},{"speakerId":"r","sentences":[{"start":5000,"end":5900,"text":"Let me see what I can do."}]},{"speakerId":"c","sentences":[{"start":6000,"end":6900,"text":"We are currently using Brightpath."},{"start":7000,"end":7900,"text":"We also looked at Acmeware last week."}]}],"x":[ ] }
CALL
    cm-analyze -q pricing -q competitors -q next-steps "$T/calls" >"$T/in"
}

# fixes <<lines of CALL|QUESTION|VALUE|EVIDENCE: makes $T/fixes.tsv of them
fixes() {
    printf 'call\tquestion\tvalue\tby\twhen\twhy\tevidence\n' >"$T/fixes.tsv"
    while IFS='|' read -r call question value evidence; do
        printf '%s\t%s\t%s\tana\t2026-11-26\theard it\t%s\n' "$call" "$question" "$value" "$evidence"
    done >>"$T/fixes.tsv"
}

correct() { cm-correct --corrections "$T/fixes.tsv" "${@:-$T/in}"; }

# answer QUESTION FILTER <record
answer() { command jq -c --arg q "$1" ".callmine.analysis.answers[] | select(.question == \$q) | $2"; }

# refuses PLACE TEXT: the corrections are refused with status 78, with nothing of a call in what is said
refuses() {
    run -78 --separate-stderr correct
    [[ $stderr == "cm-correct: $T/fixes.tsv:$1: "*"$2"* && $stderr != *CANARY* ]] || {
        echo "$stderr"
        false
    }
}

@test "a corrected answer has the new value, by whom, when and why, and what it was" {
    fixes <<<"$ID|pricing.discount_asked|false|"
    run -0 --separate-stderr correct
    [[ -z $stderr ]]
    [[ $(answer discount_asked '[.status, .value, .confidence, .evidence, .override]' <<<"$output") == '["answered",false,"high",[],{"by":"ana","when":"2026-11-26","why":"heard it","was":{"status":"answered","value":true}}]' ]]
}

@test "every other byte of the record stays" {
    fixes <<<"$ID|pricing.discount_asked|false|"
    correct >"$T/out"
    /usr/bin/python3 - "$T/in" "$T/out" <<'PY'
import sys
was, now = (open(p, "rb").read() for p in sys.argv[1:])
first = was.index(b'{"set":"pricing","question":"discount_asked"')
last = was.index(b',{"set":"competitors"', first)
assert now.startswith(was[:first]) and now.endswith(was[last - 1:])
assert was[:first].startswith(b'{ "n" : 9007199254740993, ') and b'pr\\u0069ce' in was[:first]
PY
}

@test "a call without a correction passes as the bytes that it was" {
    sed 's/7782342274025937895/31/g' "$T/in" >"$T/other"
    fixes <<<"$ID|pricing.discount_asked|false|"
    run -0 --separate-stderr bash -c 'cm-correct -c "$1" "$2" | cmp - "$2"' _ "$T/fixes.tsv" "$T/other"
    [[ -z $output && -z $stderr ]]
}

@test "each type takes its value, and what it writes is what the schema says" {
    fixes <<E
$ID|pricing.discount_asked|false|
$ID|pricing.price_reaction|compares|
$ID|pricing.budget_amount|41500.5|
$ID|competitors.competitors_named|dataloom, brightpath|
$ID|next-steps.next_step|a demo for Omar's "board"|
$ID|next-steps.due_date|2026-12-01|
$ID|next-steps.next_meeting_set|unclear|
$ID|competitors.competitor_context|not_discussed|
E
    correct >"$T/out"
    validate call-analyzed "$T/out"
    jq -c '.callmine.analysis.answers[] | select(.override) | [.question, .status, .value, .confidence]' "$T/out" | sort >"$T/said"
    sort <<'E' | diff "$T/said" -
["price_reaction","answered","compares","high"]
["budget_amount","answered",41500.5,"high"]
["discount_asked","answered",false,"high"]
["competitors_named","answered",["brightpath","dataloom"],"high"]
["competitor_context","not_discussed",null,null]
["next_meeting_set","unclear",null,null]
["next_step","answered","a demo for Omar's \"board\"","high"]
["due_date","answered","2026-12-01","high"]
E
}

@test "quotes stay where they fit: a value confirmed, an id that stays; else there are none" {
    fixes <<E
$ID|pricing.budget_amount|4e4|
$ID|pricing.price_reaction|accepts|
$ID|competitors.competitors_named|brightpath,corvid|
E
    correct >"$T/out"
    diff <(answer budget_amount .evidence <"$T/in") <(answer budget_amount .evidence <"$T/out")
    [[ $(answer budget_amount '.evidence | length' <"$T/out") == 1 ]]
    [[ $(answer price_reaction .evidence <"$T/out") == '[]' ]]
    [[ $(answer competitors_named '[.value, [.evidence[].value]]' <"$T/in") == '[["acmeware","brightpath"],["brightpath","acmeware"]]' ]]
    [[ $(answer competitors_named '[.value, [.evidence[].value]]' <"$T/out") == '[["brightpath","corvid"],["brightpath"]]' ]]
}

@test "sentences that a correction names are quoted from the transcript" {
    fixes <<E
$ID|pricing.price_reaction|surprised|S2-S3, S7
$ID|competitors.competitors_named|brightpath,acmeware|S7,S8
$ID|next-steps.next_step|see about the discount|S6
E
    correct >"$T/out"
    validate call-analyzed "$T/out"
    [[ $(answer price_reaction '[.evidence[] | [.quote, .sentences, .speaker, .side, .start_ms, .end_ms, .match, .value]]' <"$T/out") == '[["That is more than we budgeted. We have about forty thousand dollars set aside for this.",[2,3],"Omar Haddad","customer",2000,3900,"exact",null],["We are currently using Brightpath.",[7,7],"Omar Haddad","customer",6000,6900,"exact",null]]' ]]
    [[ $(answer price_reaction '.evidence[0].link' <"$T/out") == *'%22from%22%3A2%2C%22to%22%3A4%7D%5D"' ]]
    # as many sentences as there are ids: the n-th shows the n-th that was named
    [[ $(answer competitors_named '[.value, [.evidence[] | [.sentences[0], .value]]]' <"$T/out") == '[["acmeware","brightpath"],[[7,"brightpath"],[8,"acmeware"]]]' ]]
    [[ $(answer next_step '.evidence[0].quote' <"$T/out") == '"Let me see what I can do."' ]]
}

@test "applied twice it gives the same bytes, and what it was stays the first answer" {
    fixes <<E
$ID|pricing.discount_asked|false|
$ID|pricing.price_reaction|surprised|S2-S3
$ID|pricing.budget_amount|40000|
$ID|competitors.competitors_named|brightpath,corvid|
$ID|next-steps.due_date|2026-12-01|
E
    correct >"$T/once"
    correct "$T/once" | cmp - "$T/once"
    fixes <<<"$ID|pricing.price_reaction|compares|"
    [[ $(correct "$T/once" | answer price_reaction '[.value, .evidence, .override.was.value]') == '["compares",[],"pushes_back"]' ]]
}

@test "the model's note and reason go with its value, and what it cost stays" {
    jq -c '(.callmine.analysis.answers[] | select(.question == "due_date")) |= (.status = "refused" | . + {note: "CANARY", reason: "policy", usage: {input: 9, cached: 0, output: 1}, cost: 0.5})
        | (.callmine.analysis.answers[] | select(.question == "price_reaction")).note = "stays"' "$T/in" >"$T/model"
    fixes <<E
$ID|next-steps.due_date|2026-12-01|
$ID|pricing.price_reaction|pushes_back|
E
    correct "$T/model" >"$T/out"
    [[ $(answer due_date '[has("note"), has("reason"), .usage.input, .cost, .override.was]' <"$T/out") == '[false,false,9,0.5,{"status":"refused","value":null}]' ]]
    [[ $(answer price_reaction .note <"$T/out") == '"stays"' ]]
}

@test "a list is corrected as JSON, each object with its sentences" {
    jq -c '.callmine.analysis.sets[0].questions += [{id: "numbers", text: "?", type: "list", side: "any", silence: null, values: [],
            fields: [{id: "amount", text: "?", type: "number", values: []}, {id: "who", text: "?", type: "enum", values: [{id: "us", label: "Us"}]},
                {id: "due", text: "?", type: "date", values: []}]}]
        | .callmine.analysis.answers += [{set: "pricing", question: "numbers", type: "list", side: "any", status: "not_discussed", value: null, confidence: null, evidence: []}]' "$T/in" >"$T/list"
    fixes <<<"$ID|pricing.numbers|[{\"who\":\"us\",\"amount\":48000},{\"amount\":4e4,\"due\":\"2026-12-01\"}]|S0,S3"
    [[ $(correct "$T/list" | answer numbers '[.status, .value, [.evidence[].sentences[0]]]') == '["answered",[{"amount":48000,"who":"us","due":null},{"amount":40000,"who":null,"due":"2026-12-01"}],[0,3]]' ]]
    correct "$T/list" >"$T/once"
    correct "$T/once" | cmp - "$T/once"
    for bad in '[]' '{}' '[{"amount":"x"}]' '[{"who":"them"}]' '[{"due":"2026-02-30"}]' '[{"price":1}]' '[1]' '[{}' 'text'; do
        fixes <<<"$ID|pricing.numbers|$bad|"
        run -78 --separate-stderr correct "$T/list"
        [[ $stderr == *"fixes.tsv:2:37: it takes a list as JSON"* ]]
    done
    fixes <<<"$ID|pricing.numbers|[{\"amount\":1}]|S0,S3"
    run -78 --separate-stderr correct "$T/list"
    [[ $stderr == *"each object needs its own sentences"* ]]
}

@test "of two lines for the same call and question the later one counts" {
    fixes <<E
$ID|pricing.discount_asked|no value of it|
$ID|pricing.budget_amount|1|
$ID|pricing.discount_asked|false|
$ID|pricing.budget_amount|2|
E
    correct >"$T/out"
    [[ $(answer discount_asked .value <"$T/out") == false && $(answer budget_amount .value <"$T/out") == 2 ]]
}

@test "columns in any order, a byte order mark, comments, empty lines, CRLF and blanks are fine" {
    printf '\xef\xbb\xbf# ours\r\n\r\n value \twhy\tby\twhen\tquestion\tcall\r\n\t\t\r\n# more\r\n false \twhy\tana\t2026-11-26T09:00:00Z\t pricing.discount_asked\t%s\r\n' $ID >"$T/fixes.tsv"
    [[ $(correct | answer discount_asked '[.value, .override.when]') == '[false,"2026-11-26T09:00:00Z"]' ]]
}

@test "a wrong file is refused before any call is read, by line and column" {
    wrong() { # PLACE TEXT LINES...
        printf '%b\n' "${@:3}" >"$T/fixes.tsv"
        run -78 --separate-stderr cm-correct --corrections "$T/fixes.tsv" "$T/no-such-file"
        [[ -z $output && $stderr == "cm-correct: $T/fixes.tsv$1: $2"* && $stderr != *CANARY* ]] || {
            echo "$stderr"
            false
        }
    }
    local head='call\tquestion\tvalue\tby\twhen\twhy\tevidence'
    wrong '' 'no line' '' '# nothing'
    wrong :1:1 'the first line names the columns' 'CANARY\tquestion\tvalue'
    wrong :1:15 'the first line names the columns' 'call\tquestion\tcall'
    wrong :2:28 'there is no column why' '# x' 'call\tquestion\tvalue\tby\twhen'
    wrong :2:1 'a call is named by its whole id' "$head" '7.78E+18\tpricing.x\t1\ta\t2026-11-26\tCANARY'
    wrong :2:3 'a question is named with its set' "$head" '1\tpricing\t1\ta\t2026-11-26\tCANARY'
    wrong :2:3 'a question is named with its set' "$head" '1\tpricing.a.b\t1\ta\t2026-11-26\tCANARY'
    wrong :3:15 'value is empty' "$head" '' '1\tpricing.ab\t \ta\t2026-11-26\tCANARY'
    wrong :2:15 'by is empty' "$head" '1\tpricing.\u00e9\t1\t\t2026-11-26\tCANARY'
    wrong :2:18 'when is a date' "$head" '1\tpricing.a\tCA\tx\t26.11.2026\tCANARY'
    wrong :2:18 'when is a date' "$head" '1\tpricing.a\t\u00e9A\tx\t2026-02-30\tCANARY'
    wrong :2:28 'why is empty' "$head" '1\tpricing.a\tCA\tx\t2026-11-26'
    wrong :2:34 'more cells' "$head" '1\tpricing.a\tCA\tx\t2026-11-26\twhy\t\tCANARY'
    wrong :2:32 'not UTF-8' "$head" '1\tpricing.a\tCA\tx\t2026-11-26\twhy\xff'
    wrong :2:32 'a character that cannot be seen' "$head" '1\tpricing.a\tCA\tx\t2026-11-26\twhy\u202e'
}

@test "a value that is not of its question is refused by line and column, with what it takes" {
    fixes <<<"$ID|pricing.discount_asked|CANARY|"
    refuses 2:44 'it takes true or false, not_discussed or unclear'
    fixes <<<"$ID|pricing.price_reaction|CANARY|"
    refuses 2:44 'it takes accepts, pushes_back, surprised, compares, not_discussed or unclear'
    fixes <<<"$ID|competitors.competitors_named|brightpath, CANARY|"
    refuses 2:51 'it takes some of acmeware, brightpath, corvid, dataloom, not_discussed or unclear'
    for bad in CANARY '48,000' '$1' 1e999 '"1"' NaN 0x1; do
        fixes <<<"$ID|pricing.budget_amount|$bad|"
        refuses 2:43 'it takes a number as 48000 or 12.5'
    done
    for bad in CANARY 2026-02-30 2026-12-1 2026-12-01T00:00:00Z; do
        fixes <<<"$ID|next-steps.due_date|$bad|"
        refuses 2:41 'it takes a date as 2026-11-26'
    done
}

@test "a question that its set does not have is refused; a set that was not asked is told, a call that is not here with --verbose" {
    fixes <<<"$ID|pricing.discount_askd|true|"
    refuses 2:21 'the call was asked the set, which has no such question'
    fixes <<E
$ID|objections.objection_type|price|
99|pricing.no_such|true|
$ID|pricing.discount_asked|false|
E
    run -0 --separate-stderr correct
    [[ $stderr == "cm-correct: $T/fixes.tsv:2: not applied: call $ID was not asked the set objections" ]]
    run -0 --separate-stderr correct --verbose "$T/in"
    [[ ${stderr_lines[1]} == "cm-correct: $T/fixes.tsv:3: not applied: call 99 did not come by" ]]
    [[ ${stderr_lines[2]} == "cm-correct: 1 answer corrected in 1 call" && ${#stderr_lines[@]} == 3 ]]
}

@test "evidence that is not there, is of the other side or of two speakers is refused" {
    no() { # VALUE EVIDENCE TEXT
        fixes <<<"$ID|pricing.price_reaction|$1|$2"
        run -78 --separate-stderr correct
        [[ $stderr == "cm-correct: $T/fixes.tsv:2:"*": $3"* && $stderr != *CANARY* ]] || {
            echo "$stderr"
            false
        }
    }
    no accepts S9 'there is no sentence S9: the call has 9, counted from S0'
    no accepts S99999999999 'evidence is sentences'
    no accepts S0 'S0 was said by the side rep, and the question asks the customer'
    no accepts S1-S2 'S1-S2 is no quote'
    no accepts S2-S5 'S2-S5 is no quote'
    no not_discussed S2 'what was not discussed has no evidence'
    for bad in 12 s2 S S2- S3-S2 'S2 S3' 'S2,' ',S2' S2--S3 CANARY; do
        no accepts "$bad" 'evidence is sentences of the call as S12 or S12-S13'
    done
    sed 's/"transcript":\[.*\],"x"/"transcript":null,"x"/' "$T/in" >"$T/bare"
    fixes <<<"$ID|pricing.price_reaction|accepts|S2"
    run -78 --separate-stderr correct "$T/bare"
    [[ $stderr == *"there is no sentence S2: the call has 0"* ]]
}

@test "a bad record stops the run, named by line and not by its content; --reject sets it aside" {
    fixes <<<"$ID|pricing.discount_asked|false|"
    {
        cat "$T/in"
        echo '{"metaData":{"id":"2"},"x":"CANARY"}'
        sed "s/$ID/3/" "$T/in"
    } >"$T/mixed"
    run -65 --separate-stderr correct "$T/mixed"
    [[ ${#lines[@]} == 1 && $stderr == "cm-correct: $T/mixed:2: not analysed: run cm-analyze first" ]]
    run -0 --separate-stderr correct --reject "$T/bad" "$T/mixed"
    [[ ${#lines[@]} == 2 && $stderr == "cm-correct: 1 bad record set aside in $T/bad" && $(jq -r .metaData.id "$T/bad") == 2 ]]
    jq -c 'del(.callmine.analysis.answers[0].status)' "$T/in" >"$T/odd"
    run -65 --separate-stderr correct "$T/odd"
    [[ -z $output && $stderr == *":1: an answer without its question, value, or a status known here" ]]
    jq -c 'del(.callmine.analysis.answers[] | select(.question == "discount_asked"))' "$T/in" >"$T/odd"
    run -65 --separate-stderr correct "$T/odd"
    [[ -z $output && $stderr == *":1: an analysis without one answer to each question" ]]
}

@test "a full disk is 74; no corrections, or a missing file of them, is 64 or 66" {
    fixes <<<"$ID|pricing.discount_asked|false|"
    run -74 --separate-stderr bash -c 'cm-correct -c "$1" "$2" >/dev/full' _ "$T/fixes.tsv" "$T/in"
    run -64 --separate-stderr cm-correct "$T/in"
    [[ -z $output && $stderr == "cm-correct: which corrections?"* ]]
    run -66 --separate-stderr cm-correct -c "$T/none" "$T/in"
    [[ $stderr == "cm-correct: $T/none: No such file or directory" ]]
}

@test "what is corrected is what the roll-up counts" {
    fixes <<<"$ID|pricing.discount_asked|false|"
    correct | cm-summarize >"$T/rollup"
    [[ $(jq -c '.questions[] | select(.question == "discount_asked") | [.values[] | [.value, .calls]]' "$T/rollup") == '[["true",0],["false",1]]' ]] || {
        jq -c '.questions[] | select(.question == "discount_asked")' "$T/rollup"
        false
    }
}
