#!/usr/bin/env bats
# Question sets: lists of objects, codebooks, descriptions; what a wrong one is told; what is the same question.

load env

# A set with everything in it, to be changed by tests.
whole() {
    cat <<'E'
id: own
version: 1
title: Own
codebook:
  - id: speed
    label: Speed
    definition: How fast it is.
    include: waiting for it
    exclude: outages
    example: it takes ages
    since: 2026-01-31
    cues: [slow, takes ages]
  - id: cost
    label: Cost
    definition: What it costs.
    parent: speed
    cues: [expensive]
questions:
  - id: kind
    text: Which food?
    type: enum
    values:
      - {id: fruit, label: Fruit, description: It grows on trees., cues: [apple, pear]}
      - {id: meat, cues: [steak]}
  - id: theme
    text: Which themes?
    type: multi_enum
    values_of: codebook
  - id: foods
    text: Which foods came up?
    type: list
    side: customer
    cues_of: kind
    fields:
      - {id: kind, text: Which?, type: enum, values_of: kind}
      - {id: words, text: How?, type: short}
      - {id: who, text: Who?, type: enum, values_of: side}
      - {id: good, text: Good?, type: bool, cues: [tasty|great], denials: [awful]}
      - {id: price, text: Price?, type: number, unit: money}
      - {id: due, text: Due?, type: date}
      - {id: reply, text: Reply?, type: short, side: rep, cues: [we can]}
      - {id: unknown, text: Unknown?, type: bool}
E
}

# said: a call on stdin, lines "rep TEXT" and "cust TEXT", sentences end with |
said() {
    jq -Rcn '[inputs] as $lines |
        {metaData: {id: "1", language: "eng", started: "2026-11-16T09:00:00Z"},
         parties: [{speakerId: "r", affiliation: "Internal"}, {speakerId: "c", affiliation: "External"}],
         transcript: [$lines[] | {speakerId: (if startswith("rep ") then "r" else "c" end),
            sentences: [sub("^[a-z]+ "; "") | split(" | ")[] | {start: 0, end: 1, text: .}]}]}'
}

# listed SET QUESTION <call: the objects of a list, each with its quotes
listed() {
    said | cm-analyze --questions "$1" | command jq -c --arg q "$2" '.callmine.analysis.answers[] | select(.question == $q) |
        if .value then . as $a | .value | to_entries[] | .key as $k | .value + {quotes: [$a.evidence[] | select(.item == $k) | .quote]}
        else [.status, .evidence[].quote] end'
}

# sha SED-SCRIPT QUESTION: the hash of a question of the changed set
sha() {
    whole | sed "$1" >"$T/changed.yaml"
    said <<<"rep Hello." | cm-analyze --questions "$T/changed.yaml" | jq -er --arg q "$2" '.callmine.analysis.sets[0].questions[] | select(.id == $q) | .sha256'
}

@test "a set with a codebook, descriptions and a list of objects reads" {
    whole >"$T/own.yaml"
    run -0 --separate-stderr cm-analyze --check "$T/own.yaml"
    [[ -z $stderr && $output == "own, version 1: Own"* ]]
}

@test "a JSON set with all of it is what the schema says, and reads" {
    jq -cn '{id: "own", title: "Own",
        codebook: [{id: "a", label: "A", definition: "D.", include: "i", exclude: "e", example: "x", since: "2026-01-31", cues: ["apple"]},
                   {id: "b", label: "B", definition: "D.", parent: "a", hints: ["pear"]}],
        questions: [{id: "t", text: "T?", type: "enum", values_of: "codebook"},
                    {id: "k", text: "K?", type: "enum", values: [{id: "v", description: "d", cues_of: "y"}]},
                    {id: "y", text: "Y?", type: "bool", cues: ["yes"]},
                    {id: "l", text: "L?", type: "list", each: "sentence", cues_of: "k", max_items: 9, fields: [
                        {id: "k", text: "K?", type: "enum", values_of: "k", pick: "last"}, {id: "n", text: "N?", type: "number", unit: "money"},
                        {id: "w", text: "W?", type: "short", side: "rep"}, {id: "d", text: "D?", type: "date", hints: ["due"]},
                        {id: "b", text: "B?", type: "bool", cues: ["good"], denials: ["bad"]}]}]}' >"$T/own.json"
    validate questions "$T/own.json"
    run -0 --separate-stderr cm-analyze --check "$T/own.json"
    [[ -z $stderr && $output == *"field d: D?"* ]]
}

@test "--check shows types, sides, limits, values and what they mean, fields, themes, and what is without cues" {
    whole >"$T/own.yaml"
    run -0 cm-analyze --check "$T/own.yaml"
    for part in "codebook, 2 themes:" "Speed, since 2026-01-31" "is: How fast it is." "include: waiting for it" "exclude: outages" \
        "example: it takes ages" "Cost, below speed" "It grows on trees." "the values of codebook:" \
        "list, said by the customer, at most 3 objects" "those of kind" "field kind: Which?" "the values of kind:" \
        "field price: Price?" "number, said by the customer" "short, said by the rep" "bool, said by the customer; offline: null, it has no cues"; do
        [[ $output == *"$part"* ]] || {
            echo "not shown: $part"
            false
        }
    done
    [[ $(grep -c 'it has no cues' <<<"$output") == 1 ]]
}

@test "what is wrong in a list, a field, a value or a theme is named by line and column" {
    local n=0
    while IFS='~' read -r place said change; do
        whole | sed "$change" >"$T/set.yaml"
        run -78 --separate-stderr cm-analyze --check "$T/set.yaml"
        [[ $stderr == "cm-analyze: $T/set.yaml:$place: "*"$said"* && -z $output ]] || {
            echo "$change: $stderr"
            false
        }
        n=$((n + 1))
    done <<'E'
5:5~expected the member "definition" in a theme~7d
13:5~expected another id: the theme speed is there already~s/- id: cost/- id: speed/
13:5~expected another theme of the codebook for parent of cost~s/parent: speed/parent: nothing/
13:5~expected another theme of the codebook for parent of cost~s/parent: speed/parent: cost/
5:5~expected a day such as 2026-01-31 for since of the theme speed~s/2026-01-31/2026-02-30/
5:5~expected a day such as 2026-01-31 for since of the theme speed~s/2026-01-31/spring/
8:5~a theme has no member "includes"~s/include:/includes:/
4:11~expected a list for codebook~5,17d;s/^codebook:/codebook: all/
4:1~expected 1 to 200 themes~5,17d;s/^codebook:/codebook: []/
23:49~expected a text for description~s/It grows on trees./[it]/
23:35~a value has no member "describes"~s/description:/describes:/
19:5~expected another question of the set for cues_of of a value of kind~s/cues: \[steak\]/cues_of: nothing/
29:5~expected fields for the list foods~34,$d
25:5~expected values for the question theme~/values_of: codebook/d
25:5~expected codebook (with themes in the set), side, or a question that has values of its own, for values_of of theme~s/values_of: codebook/values_of: foods/
11:5~for values_of of theme~4,17d
19:5~expected values or values_of for kind, not both~s/type: enum$/type: enum\n    values_of: codebook/
35:10~expected codebook (with themes in the set), side, or a question~s/values_of: kind}/values_of: theme}/
35:10~expected values for the question kind~s/, values_of: kind}/}/
36:39~expected one of bool|enum|short|number|date for type~s/id: words, text: How?, type: short/id: words, text: How?, type: para/
36:46~a field has no member "max_items"~s/How?, type: short}/How?, type: short, max_items: 2}/
37:10~expected another id: the field words is there already~s/id: who/id: words/
36:10~expected the member "text" in a field~s/ text: How?,//
39:55~expected one of any|money|percent|count for unit~s/unit: money/unit: dollars/
36:56~expected denials in a bool question only~s/id: words, text: How?, type: short/&, denials: [no]/
41:54~expected one of customer|rep|any for side~s/side: rep/side: seller/
29:15~expected fields in a list only, which theme is not~s/^    values_of: codebook/&\n    fields: [{id: a}]/
33:11~expected one of passage|sentence for each~s/cues_of: kind/each: word/
29:5~expected 1 to 100 for max_items~s/cues_of: kind/max_items: 0/
E
    ((n == 29))
}

@test "a question keeps its hash whatever it is called and whatever its cues are; another wording is another question" {
    foods=$(sha "" foods) kind=$(sha "" kind) theme=$(sha "" theme)
    [[ $foods =~ ^[0-9a-f]{64}$ && $foods != "$kind" && $kind != "$theme" ]]
    [[ $(sha 's/cues: \[apple, pear\]/hints: [pear]/' kind) == "$kind" ]]
    [[ $(sha 's/version: 1/version: 2/; s/title: Own/title: Other/' kind) == "$kind" ]]
    [[ $(sha 's/^  - id: kind/  - id: sort/; s/_of: kind/_of: sort/' sort) == "$kind" ]]
    [[ $(sha 's/Which themes?/Themes?/' kind) == "$kind" ]]
    [[ $(sha 's/cues: \[tasty|great\]/cues: [nice]/' foods) == "$foods" ]]
    for change in 's/Which food?/What food?/' 's/label: Fruit/label: Fruits/' 's/on trees/on bushes/' 's/{id: meat/{id: beef/' \
        's/- {id: meat/- {id: eggs}\n      &/' 's/text: Which food?/&\n    side: rep/' 's/text: Which food?/&\n    max_items: 4/' \
        's/text: Which food?/&\n    pick: last/'; do
        [[ $(sha "$change" kind) != "$kind" ]] || {
            echo "the same: $change"
            false
        }
    done
    for change in 's/on trees/on bushes/' 's/text: Good?/text: Nice?/' 's/, unit: money/, unit: count/' 's/type: short, side: rep/type: short/' '$d' 's/id: due/id: until/'; do
        [[ $(sha "$change" foods) != "$foods" ]] || {
            echo "the same: $change"
            false
        }
    done
    [[ $(sha 's/How fast it is./How slow it is./' theme) != "$theme" ]]
    [[ $(sha 's/exclude: outages/exclude: crashes/' theme) != "$theme" ]]
}

@test "what is written of a set with a list is what the schema says" {
    whole >"$T/own.yaml"
    said <<<$'cust The apple was $3, and slow.\nrep We can give you another.' | cm-analyze --questions "$T/own.yaml" >"$T/out"
    validate call-analyzed "$T/out"
    got=$(jq -c '.callmine.analysis.sets[0].questions | [.[0].values[0].description, .[0].values[1].description, .[1].values[0].description, .[2].fields[0].id, .[2].fields[0].values[0].id, (.[0] | has("fields"))]' "$T/out")
    [[ $got == '["It grows on trees.",null,"How fast it is. Include: waiting for it Exclude: outages Example: it takes ages","kind","fruit",false]' ]]
    got=$(jq -c '.callmine.analysis | [.engine, has("model"), ([.answers[] | has("note", "usage", "cost", "stability", "unverified", "reason")] | any)]' "$T/out")
    [[ $got == '["offline",false,false]' ]]
}

@test "the first field tells the objects apart; each other field is answered near them" {
    whole >"$T/own.yaml"
    listed "$T/own.yaml" foods >"$T/got" <<'E'
rep Shall we talk about apples?
cust The apple is awful. | It was $3.
rep We can replace it tomorrow. | It is our fault.
cust Okay. | One. | Two. | Three. | Four. | Five. | Six.
rep Anything else?
cust The steak is tasty.
rep Good.
cust A pear is what I had too.
E
    cat >"$T/want" <<'E'
{"kind":"fruit","words":"The apple is awful.","who":"customer","good":false,"price":3,"due":null,"reply":"We can replace it tomorrow.","unknown":null,"quotes":["The apple is awful.","A pear is what I had too."]}
{"kind":"meat","words":"The steak is tasty.","who":"customer","good":true,"price":null,"due":null,"reply":null,"unknown":null,"quotes":["The steak is tasty."]}
E
    diff "$T/want" "$T/got"
}

@test "two objects of one sentence are told apart by what stands next to each" {
    whole >"$T/own.yaml"
    listed "$T/own.yaml" foods >"$T/got" <<<"cust The apple was awful but honestly the steak was really great."
    [[ $(jq -c '[.kind, .good]' "$T/got" | paste -sd' ') == '["fruit",false] ["meat",true]' ]]
}

@test "a list has at most max_items objects, those with the most evidence, in the order of the call" {
    whole | sed 's/cues_of: kind/&\n    max_items: 1/' >"$T/own.yaml"
    listed "$T/own.yaml" foods >"$T/got" <<<"cust An apple we had. | We saw a steak. | Our steak is good. | This steak was better."
    [[ $(jq -c '[.kind, (.quotes | length)]' "$T/got") == '["meat",1]' || $(jq -c '[.kind, (.quotes | length)]' "$T/got") == '["meat",2]' ]]
    whole >"$T/own.yaml"
    listed "$T/own.yaml" foods >"$T/got" <<<"cust An apple we had. | We saw a steak. | Our steak is good. | This steak was better."
    [[ $(jq -r .kind "$T/got" | paste -sd,) == fruit,meat ]]
}

@test "without a cue of its side a list is not discussed; by hints alone it is unclear" {
    whole | sed 's/cues_of: kind/cues: [apple]\n    hints: [orchard]/' >"$T/own.yaml"
    [[ $(listed "$T/own.yaml" foods <<<"rep An apple.") == '["not_discussed"]' ]]
    [[ $(listed "$T/own.yaml" foods <<<"cust We wonder what an apple costs.") == '{'* ]]
    [[ $(listed "$T/own.yaml" foods <<<"cust We saw the orchard.") == '["unclear","We saw the orchard."]' ]]
}

@test "an amount as the first field: an object for each amount; a date where it stands; each: sentence" {
    cat >"$T/own.yaml" <<'E'
id: own
title: Own
questions:
  - id: sums
    text: Which sums?
    type: list
    max_items: 5
    cues: [price|budget]
    fields:
      - {id: sum, text: Sum?, type: number, unit: money}
      - {id: who, text: Who?, type: enum, values_of: side}
      - {id: per, text: Per?, type: enum, values: [{id: year, cues: [a year]}, {id: month, cues: [a month]}]}
  - id: tasks
    text: Which tasks?
    type: list
    each: sentence
    cues: [i will]
    fields:
      - {id: what, text: What?, type: short}
      - {id: who, text: Who?, type: enum, values_of: side}
      - {id: due, text: When?, type: date}
E
    call=$'rep The price is $40,000 a year or $4,000 a month.\ncust Our budget is thirty thousand dollars. | I will ask Ann by Friday. | I will call you.'
    listed "$T/own.yaml" sums >"$T/got" <<<"$call"
    [[ $(jq -c '[.sum, .who, .per]' "$T/got" | paste -sd' ') == '[40000,"rep","year"] [4000,"rep","month"] [30000,"customer",null]' ]]
    listed "$T/own.yaml" tasks >"$T/got" <<<"$call"
    [[ $(jq -c '[.what, .who, .due]' "$T/got" | paste -sd' ') == '["I will ask Ann by Friday.","customer","2026-11-20"] ["I will call you.","customer",null]' ]]
}

@test "the objects' quotes are the transcript's, of the side that the list asks" {
    whole >"$T/own.yaml"
    said <<<$'rep An apple is great.\ncust The apple? | It was really tasty.\nrep A steak.\ncust A steak for $12 would be great too.' |
        cm-analyze --questions "$T/own.yaml" >"$T/out"
    got=$(jq -c '[.transcript[].sentences[].text] as $s | .callmine.analysis.answers[2] | [.evidence[] | .side == "customer" and
        (.quote as $q | .sentences as [$from, $to] | $s[$from:$to + 1] | join(" ") | contains($q))] | [length > 1, all]' "$T/out")
    [[ $got == '[true,true]' ]]
}

@test "the shipped lists: sums, objections, requests and actions of a sales call" {
    call='rep The price is $48,000 a year for fifty seats.
cust That is too expensive for us. | We have about forty thousand dollars set aside for this.
rep I understand your concern. | Many customers find it pays back in six months.
cust That helps. | We also need single sign on, otherwise we can not sign.
rep Single sign on will be released next quarter. | I will send you the revised proposal by Friday.
cust Could you send me the security questionnaire by Wednesday?'
    listed pricing numbers_said <<<"$call" | jq -c '[.amount, .period, .for_what, .said_by]' >"$T/got"
    listed objections objections <<<"$call" | jq -c '[.kind, .stated, .severity, .response != null, .resolved]' >>"$T/got"
    listed feature-requests requests <<<"$call" | jq -c '[.what, .area, .priority, .promise_made]' >>"$T/got"
    listed next-steps actions <<<"$call" | jq -c '[.what, .owner, .due_date, .firmness]' >>"$T/got"
    cat >"$T/want" <<'E'
[48000,"year","price","rep"]
[40000,null,"budget","customer"]
["price","That is too expensive for us.","concern",true,"yes"]
["We also need single sign on, otherwise we can not sign.","access","deal_blocker",true]
["I will send you the revised proposal by Friday.","rep","2026-11-20","firm"]
["Could you send me the security questionnaire by Wednesday?","rep","2026-11-18","firm"]
E
    diff "$T/want" "$T/got"
}

@test "the shipped lists: competitors, signs of risk, voices, coaching, pillars and forbidden claims" {
    call='rep What do you use today?
cust We are currently using Brightpath. | We lost two deals over it.
rep Anyway, let me show you the product. | Most teams are live within three weeks.
cust Dataloom is cheaper, but your reporting is better than theirs. | Support is slow, nobody answers. | I love how easy the dashboard is.
rep How much does it cost you when an order is late? | I guarantee you will double your revenue.'
    listed competitors mentions <<<"$call" | jq -c '[.competitor, .raised_by, .context]' >"$T/got"
    listed churn-risk signals <<<"$call" | jq -c '[.kind, .severity]' >>"$T/got"
    listed voice-of-customer voices <<<"$call" | jq -c '[.words_they_use, .theme, .polarity]' >>"$T/got"
    listed discovery-coaching missed_opening <<<"$call" | jq -c '[.what, .suggestion]' >>"$T/got"
    listed discovery-coaching good_moment <<<"$call" | jq -c '[.kind]' >>"$T/got"
    listed message-pull-through moments <<<"$call" | jq -c '[.pillar, .said_by]' >>"$T/got"
    listed compliance-check forbidden_claims <<<"$call" | jq -c '[.kind, .words]' >>"$T/got"
    cat >"$T/want" <<'E'
["brightpath","customer","incumbent"]
["dataloom","customer",null]
["support_pain","high"]
["Support is slow, nobody answers.","support","complaint"]
["I love how easy the dashboard is.","ease","praise"]
["Anyway, let me show you the product.",null]
["impact_question"]
["time_to_value","rep"]
["result_guarantee","I guarantee you will double your revenue."]
E
    diff "$T/want" "$T/got"
}

@test "what stands beside a cue is sought in the whole sentence, before it and behind it, and only there" {
    cat >"$T/own.yaml" <<'E'
id: own
version: 1
title: Own
questions:
  - {id: both, text: Both?, type: bool, cues: [apple + pear]}
  - {id: without, text: Without?, type: bool, cues: [apple - pear]}
E
    answers=""
    while IFS= read -r line; do
        answers+=$(said <<<"cust $line" | cm-analyze --questions "$T/own.yaml" | jq -r '[.callmine.analysis.answers[] | .value == true | tostring] | join(",")')" "
    done <<'E'
An apple next to a pear.
A pear next to an apple.
A pear was there. | An apple is here.
An apple for everybody.
A pear for everybody.
E
    [[ $answers == "true,false true,false false,true false,true false,false " ]]
}

@test "talk of the line and the room is no answer; the same words about the subject are one" {
    depth='.callmine.analysis.answers[] | select(.question == "pain_depth")'
    said <<<"cust Somebody is waiting for the room, it is a nightmare, every day." | cm-analyze -q discovery-coaching | jq -e "$depth | .status == \"not_discussed\""
    said <<<"cust Our month end is a nightmare, every time." | cm-analyze -q discovery-coaching | jq -e "$depth | .value == \"symptom\""
}

@test "the shipped lists invent nothing: on invented calls what they tell is true, and silent calls stay silent" {
    gong-sim --truth --count 150 >"$T/truth"
    gong-sim --dump --count 150 | cm-analyze -q competitors -q objections -q feature-requests -q churn-risk -q next-steps --ledger "$T/ledger" >"$T/out"
    /usr/bin/python3 - "$T/truth" "$T/out" <<'P'
import json, sys
truth = {}
for line in open(sys.argv[1]):
    t = json.loads(line)
    truth[t["call"], t["question"]] = t["value"]
true = {"mentions": ("competitor", "competitors_named"), "actions": ("due_date", "due_date"), "objections": ("kind", "objection_type"),
        "requests": ("kind", "request_kind"), "signals": ("kind", "risk_signals")}
told = {q: [0, 0] for q in true}
silent = {q: [0, 0] for q in true}
for line in open(sys.argv[2]):
    call = json.loads(line)
    for a in call["callmine"]["analysis"]["answers"]:
        if a["question"] not in true or a["status"] == "unclear":
            continue
        field, asked = true[a["question"]]
        if (call["metaData"]["id"], asked) not in truth:
            continue
        want = truth[call["metaData"]["id"], asked]
        want = want if isinstance(want, list) else [want]
        got = [x[field] for x in a["value"] or [] if x[field] is not None]
        if want == [None]:
            silent[a["question"]][bool(got)] += 1
        else:
            for value in got:
                told[a["question"]][value in want] += 1
for q in true:
    assert sum(told[q]) >= 5 and told[q][1] / sum(told[q]) >= 0.8, (q, "told", told[q])
    assert sum(silent[q]) >= 40 and silent[q][1] / sum(silent[q]) <= 0.05, (q, "silent", silent[q])
P
}
