#!/usr/bin/env bats
# cm-analyze: the same questions of every call, each answer with the transcript's own words.

load env

# call ID [LANGUAGE] <lines "rep TEXT" and "cust TEXT", a monologue each; sentences end with |
call() {
    jq -Rcn --arg id "$1" --arg language "${2:-eng}" '
        [inputs] as $lines |
        {metaData: {id: $id, url: "https://us-1.app.gong.io/call?id=\($id)", title: "a call", language: $language,
                    started: "2026-11-16T09:00:00-08:00"},
         parties: [{id: "1", name: "Ruth Abel", title: "AE", affiliation: "Internal", speakerId: "r"},
                   {id: "2", name: "Omar Haddad", title: "VP Finance", affiliation: "External", speakerId: "c"}],
         transcript: [$lines | to_entries[] | .key as $n | .value as $line |
            {speakerId: ($line | if startswith("rep ") then "r" elif startswith("cust ") then "c" else "x" end), topic: null,
             sentences: [$line | sub("^[a-z]+ "; "") | split(" | ") | to_entries[] |
                {start: ($n * 10000 + .key * 2000), end: ($n * 10000 + .key * 2000 + 1500), text: .value}]}]}'
}

# ask SET QUESTION FILTER: what the answer to a question says, of the calls in $T/calls
ask() {
    cm-analyze --questions "$1" "$T/calls" | jq -c --arg q "$2" ".callmine.analysis.answers[] | select(.question == \$q) | $3"
}

# says SET QUESTION VALUE <call: the question's value is VALUE (JSON)
says() {
    call 1 >"$T/calls"
    local got
    got=$(ask "$1" "$2" .value)
    [[ $got == "$3" ]] || {
        echo "$1 $2: $got, not $3"
        cat "$T/calls"
        false
    }
}

# Every quote, sought in the transcript by something that shares nothing with the program: how many there are.
quotes_are_true() { /usr/bin/python3 -B "$ROOT/tests/proved.py" "$1"; }

five=(--questions win-loss --questions competitors --questions objections --questions pricing --questions next-steps)
all=("${five[@]}" --questions feature-requests --questions qualification --questions churn-risk --questions discovery-coaching
    --questions voice-of-customer --questions message-pull-through --questions compliance-check --questions blank)

sales_call() {
    call "$1" <<'E'
rep Thanks for joining today. | What does your team use right now?
cust We are currently using Brightpath. | It is clunky, and we spend ten hours a week on manual exports.
rep The price is $48,000 a year. | Does that fit what you had in mind?
cust That is more than we budgeted. | We have about forty thousand dollars set aside for this. | Can you do a discount?
rep Let me see what I can do. | I'll send you the revised proposal by Friday.
cust Great, I need to run it by our CFO. | Let's talk again next Tuesday.
E
}

@test "a record passes with callmine.analysis added and nothing else changed" {
    local transcript='[{"speakerId":"1","sentences":[{"start":0,"end":900,"text":"What is the pr\u0069ce?"}]}]'
    printf '%s\n' '{ "n" : 9007199254740993, "metaData":{"id":"7782342274025937895"},"callmine":{"v":1,"deal":null} ,"transcript":'"$transcript"',"x":[ ] }' >"$T/calls"
    run -0 --separate-stderr cm-analyze --questions pricing "$T/calls"
    [[ -z $stderr && ${#lines[@]} -eq 1 ]]
    [[ $output == '{ "n" : 9007199254740993, "metaData":{"id":"7782342274025937895"},"callmine":{"v":1,"deal":null,"analysis":{"v":1,'* ]]
    [[ $output == *'}} ,"transcript":'"$transcript"',"x":[ ] }' ]]
    [[ $(jq -r .callmine.analysis.transcript_sha256 <<<"$output") == $(printf %s "$transcript" | sha256sum | cut -d' ' -f1) ]]
    [[ $(jq -c '.callmine.analysis.answers[0] | [.value, .evidence[0].quote]' <<<"$output") == '[true,"What is the price?"]' ]]
}

@test "what it writes is what the schemas say, for all shipped sets" {
    sales_call 1 >"$T/calls"
    call 2 >>"$T/calls" <<<"rep Hello. | Good morning."
    cm-analyze "${all[@]}" "$T/calls" >"$T/out"
    validate call-analyzed "$T/out"
    cm-analyze --engine-debug "${all[@]}" "$T/calls" >"$T/debug"
    validate engine-debug "$T/debug"
}

@test "every quote is in the transcript, of the side that was asked, with its time and link" {
    for i in 1 2 3; do sales_call "$i"; done >"$T/calls"
    cm-analyze "${all[@]}" "$T/calls" >"$T/out"
    (($(quotes_are_true "$T/out") >= 30))
}

@test "the answers of a sales call are what was said" {
    sales_call 1 >"$T/calls"
    [[ $(ask competitors competitors_named .value) == '["brightpath"]' ]]
    [[ $(ask competitors competitor_context .value) == '"incumbent"' ]]
    [[ $(ask pricing budget_amount .value) == 40000 ]]
    [[ $(ask pricing price_reaction .value) == '"pushes_back"' ]]
    [[ $(ask pricing discount_asked .value) == true ]]
    [[ $(ask next-steps due_date .value) == '"2026-11-24"' ]]
    [[ $(ask next-steps next_meeting_set .value) == true ]]
    [[ $(ask objections objection_type .value) == '["price","authority"]' ]]
    [[ $(ask next-steps next_step '.evidence[0].quote') == *"I'll send you the revised proposal by Friday."* ]]
}

@test "a call that is silent is not discussed, with no value and no evidence" {
    call 1 >"$T/calls" <<'E'
rep Good morning, how was your weekend?
cust Lovely, we went hiking. | The weather was great.
rep Glad you had fun. | Did the kids come along?
cust They did, and the dog too.
E
    cm-analyze "${all[@]}" "$T/calls" | jq -c '.callmine.analysis.answers[] | [.status, .value, .confidence, .evidence]' | sort -u >"$T/said"
    [[ $(<"$T/said") == '["not_discussed",null,null,[]]' ]]
}

@test "the side that is asked is the side that is heard" {
    says pricing budget_amount null <<<"rep You have a budget of fifty thousand dollars."
    says pricing budget_amount 50000 <<<"cust We have a budget of fifty thousand dollars."
    says pricing budget_amount null <<<"other We have a budget of fifty thousand dollars."
    says pricing price_discussed true <<<"other The price came up."
    says discovery-coaching discovery_summary_given null <<<"cust Let me summarize."
    says discovery-coaching discovery_summary_given true <<<"rep Let me summarize."
}

@test "what is denied is not said" {
    says pricing discount_asked false <<<"cust About the price: we are not asking for a discount."
    says competitors competitor_context null <<<"cust We are not evaluating Corvid."
    says competitors competitors_named '["corvid"]' <<<"cust We are not evaluating Corvid."
    says win-loss competitor_involved false <<<"cust We are not talking to any other vendor."
    says competitors competitor_context '"evaluating"' <<<"cust We are not only evaluating Corvid."
    says pricing price_reaction null <<<"cust It is not that the price is too high."
}

@test "numbers are read as people say them" {
    while IFS='|' read -r value text; do
        says pricing budget_amount "$value" <<<"cust Our budget is $text."
    done <<'E'
48000|$48,000
48000|48k
50000|fifty thousand
1200000|$1.2 million
250000|a quarter million euros
125000|one hundred and twenty five thousand dollars
75500|75,500 dollars
null|ten percent of the seats
null|not decided
E
}

@test "dates are read from the day of the call" {
    while IFS='|' read -r value text; do
        says next-steps due_date "$value" <<<"rep I will send you the contract $text."
    done <<'E'
"2026-11-20"|by Friday
"2026-11-24"|next Tuesday
"2026-11-17"|tomorrow
"2027-03-03"|by March 3rd
"2026-11-30"|in two weeks
"2026-12-01"|on 2026-12-01
"2026-11-30"|by the end of the month
null|soon
null|as I did last Friday
E
}

@test "a bool, an enum, several values, a text: each type answers in its form" {
    says win-loss primary_driver '"price"' <<<"cust Honestly, it came down to price."
    says competitors competitors_named '["acmeware","dataloom"]' <<<"cust We saw Dataloom and Acmeware."
    says win-loss what_would_have_changed_it '"A shorter contract would have changed our minds."' <<<"cust A shorter contract would have changed our minds."
    call 1 >"$T/calls" <<<"cust We saw Dataloom. | And we have seen Acmeware too."
    [[ $(ask competitors competitors_named '[.evidence[] | .value] | sort') == '["acmeware","dataloom"]' ]]
}

@test "talk that is aside is no answer: family, another company, what stands on the screen" {
    says pricing discount_asked null <<<"cust My dentist would give me a discount for that."
    says qualification budget null <<<"cust Our kitchen went way over budget."
    says qualification budget null <<<"cust At my last company we had a budget for such things."
    says qualification budget null <<<"rep In this column you see the budget."
    says qualification budget true <<<"cust We have a budget for this."
    says competitors competitor_context '"past_use"' <<<"cust At my last company we used Dataloom."
}

@test "what happens next is looked for in the last third of a long call" {
    for where in 2 30; do
        for i in {1..40}; do
            ((i == where)) && printf "cust Let's meet again on Thursday.\n"
            printf 'rep The plant is in Ohio.\n'
        done | call 1 >"$T/calls"
        ask next-steps next_meeting_set .value
    done >"$T/said"
    [[ $(<"$T/said") == $'null\ntrue' ]]
}

@test "an answer to a question counts where it is given" {
    call 1 >"$T/calls" <<'E'
rep What budget have you set aside for this?
cust Roughly sixty thousand dollars.
E
    [[ $(ask pricing budget_amount '[.value, .evidence[0].side]') == '[60000,"customer"]' ]]
}

@test "a set of one's own: cues, a list, a veto, a reply, hints" {
    cat >"$T/own.yaml" <<'E'
id: own
title: Own
lists: {fruit: [apple, blood orange]}
questions:
  - {id: plain, text: P?, type: bool, cues: ["red|green @fruit"]}
  - {id: veto, text: V?, type: bool, cues: ["@fruit - pie"]}
  - {id: reply, text: R?, type: bool, side: customer, cues: ["like @fruit >> ^yes"]}
  - {id: exact, text: E?, type: bool, cues: ["=apples"]}
  - {id: hint, text: H?, type: bool, hints: [apple]}
  - {id: open, text: "What about the zeppelin maintenance?", type: short}
E
    own() {
        call 1 >"$T/calls"
        ask "$T/own.yaml" "$1" '.status + " " + (.value | tostring)'
    }
    [[ $(own plain <<<"rep Two green apples.") == '"answered true"' ]]
    [[ $(own plain <<<"rep A red blood orange.") == '"answered true"' ]]
    [[ $(own plain <<<"rep An apple that is red.") == '"not_discussed null"' ]]
    [[ $(own veto <<<"rep An apple pie.") == '"not_discussed null"' ]]
    [[ $(own veto <<<"rep An apple. | And a pie.") == '"answered true"' ]]
    [[ $(own reply <<<$'rep Do you like apples?\ncust Yes.') == '"answered true"' ]]
    [[ $(own reply <<<$'rep Do you like pears?\ncust Yes.') == '"not_discussed null"' ]]
    [[ $(own exact <<<"rep An apple.") == '"not_discussed null"' ]]
    [[ $(own hint <<<"rep An apple.") == '"unclear null"' ]]
    [[ $(own open <<<$'rep Hello.\ncust The zeppelin maintenance is expensive.') == '"unclear null"' ]]
    [[ $(own open <<<"rep Hello.") == '"not_discussed null"' ]]
}

@test "a cue may lean on a question, or on what was said lately by anybody" {
    cat >"$T/own.yaml" <<'E'
id: own
title: Own
questions:
  - {id: asks, text: A?, type: bool, side: customer, cues: ["apple ?>> ^yes"]}
  - {id: reply, text: R?, type: bool, side: customer, cues: ["apple >> green"]}
  - {id: lately, text: L?, type: bool, side: customer, cues: ["too dear ~ apple"]}
E
    own() {
        call 1 >"$T/calls" && [[ $(ask "$T/own.yaml" "$1" .value) == "$2" ]]
    }
    own asks true <<<$'rep An apple?\ncust Yes.'
    own asks null <<<$'rep An apple.\ncust Yes.'
    own reply true <<<$'rep Which apple?\ncust The apple? | The green one.'
    own lately true <<<$'rep This apple. | Look.\ncust Nice. | Too dear.'
    own lately null <<<$'rep An apple.\ncust 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | Too dear.'
    own lately null <<<$'cust Too dear.\nrep An apple.'
}

@test "a call in another language is unclear where no cue is found, not silent" {
    call 1 ger >"$T/calls" <<<"cust Wir sprechen auch mit Corvid."
    [[ $(ask competitors competitors_named '[.status, .value[0]]') == '["answered","corvid"]' ]]
    [[ $(ask competitors competitor_stance '[.status, .value]') == '["unclear",null]' ]]
}

@test "calls without a transcript leave to the ledger, each with its reason" {
    sales_call 1 >"$T/calls"
    printf '%s\n' '{"metaData":{"id":"2"}}' '{"metaData":{"id":"3"},"transcript":null}' '{"metaData":{"id":"4"},"transcript":[]}' \
        '{"metaData":{"id":"5"},"transcript":[{"sentences":[{"text":"one two three"}]}]}' >>"$T/calls"
    cm-analyze --questions pricing --min-words 4 --ledger "$T/ledger" "$T/calls" >"$T/out"
    [[ $(jq -r .metaData.id "$T/out") == 1 ]]
    validate ledger "$T/ledger"
    [[ $(jq -r '"\(.id) \(.reason)"' "$T/ledger" | paste -sd,) == "2 no_transcript_yet,3 no_transcript_yet,4 empty_transcript,5 too_short" ]]
}

@test "nulls, absences and wrong types are borne" {
    cat >"$T/calls" <<'E'
{"metaData":{"id":"1","url":null,"started":7,"language":null},"parties":null,"transcript":[null,7,{},{"speakerId":null,"sentences":null},{"speakerId":{"a":1},"sentences":[null,[],{"text":null},{"text":5},{"start":"x","end":null,"text":"The price is high."},{"start":-1,"end":1e300,"text":"Our budget is 5k."},{"start":9,"end":3,"text":""}]}]}
{"metaData":{"id":"2","url":"javascript:alert(1)"},"parties":[null,{"speakerId":"1","name":5,"title":[]}],"transcript":[{"speakerId":"1","sentences":[{"start":0,"end":1,"text":"The price \ud800 is broken."},{"start":1,"end":2,"text":"The price is whole."}]}]}
E
    cm-analyze "${all[@]}" "$T/calls" >"$T/out"
    validate call-analyzed "$T/out"
    # jq refuses a lone surrogate
    [[ $(sed 's/\\ud800//' "$T/out" | jq -c '.callmine.analysis.answers[] | select(.question == "price_discussed") | .evidence[0] | [.quote, .sentences, .start_ms, .link]' | paste -sd' ') == \
        '["The price is high. Our budget is 5k.",[4,5],null,null] ["The price is whole.",[1,1],1,null]' ]]
}

@test "a transcript that is no array is a bad record" {
    printf '%s\n' '{"metaData":{"id":"1"},"transcript":"CANARY"}' >"$T/calls"
    run -65 --separate-stderr cm-analyze --questions pricing "$T/calls"
    [[ $stderr == "cm-analyze: $T/calls:1: transcript is not an array" && -z $output ]]
}

@test "a bad record stops: what came before is out, its line is named, its content is not" {
    {
        sales_call 1
        echo '{"metaData":CANARY'
        sales_call 3
    } >"$T/calls"
    run -65 --separate-stderr cm-analyze --questions pricing "$T/calls"
    [[ $stderr == "cm-analyze: $T/calls:2: "* && $stderr != *CANARY* ]]
    [[ $(jq -r .metaData.id <<<"$output") == 1 ]]
}

@test "--reject sets bad records aside and goes on" {
    {
        sales_call 1
        echo '{"metaData":CANARY'
        sales_call 3
    } >"$T/calls"
    run -0 --separate-stderr cm-analyze --questions pricing --reject "$T/bad" "$T/calls"
    [[ $(jq -r .metaData.id <<<"$output" | paste -sd' ') == "1 3" ]]
    [[ $(<"$T/bad") == '{"metaData":CANARY' && $stderr == *"1 bad record"* && $stderr != *CANARY* ]]
}

@test "--output has what the output would have, packed if it is named so, and whole or not at all" {
    { sales_call 1; sales_call 2; } >"$T/calls"
    cm-analyze --questions pricing "$T/calls" >"$T/want"
    cm-analyze --questions pricing -o "$T/answers.ndjson" "$T/calls"
    zstd -q "$T/calls" -o "$T/calls.zst"
    cm-analyze --questions pricing -o "$T/answers.ndjson.zst" "$T/calls.zst"
    cmp "$T/want" "$T/answers.ndjson"
    zstd -dcq "$T/answers.ndjson.zst" | cmp "$T/want" -
    echo bad >>"$T/calls"
    run -65 --separate-stderr cm-analyze --questions pricing -o "$T/answers.ndjson.zst" "$T/calls"
    [[ -z $output ]]
    zstd -dcq "$T/answers.ndjson.zst" | cmp "$T/want" -
}

@test "/dev/full is status 74" {
    sales_call 1 >"$T/calls"
    run -74 --separate-stderr bash -c "cm-analyze --questions pricing '$T/calls' >/dev/full"
    [[ $stderr == "cm-analyze: stdout: No space left on device" ]]
}

@test "wrong usage is 64: no questions, a set named twice, --ask alone" {
    run -64 --separate-stderr cm-analyze </dev/null
    [[ $stderr == *"--questions"* ]]
    run -64 --separate-stderr cm-analyze --questions pricing --questions pricing </dev/null
    run -64 --separate-stderr cm-analyze --questions pricing --ask /dev/null </dev/null
}

@test "a missing set is 66, a wrong one 78 with line, column and what was expected" {
    run -66 --separate-stderr cm-analyze --questions no-such-set </dev/null
    run -66 --separate-stderr cm-analyze --questions "$T/none.yaml" </dev/null
    # line:column|what is said|the set
    while IFS='~' read -r place said text; do
        printf '%b' "$text" >"$T/set.yaml"
        run -78 --separate-stderr cm-analyze --check "$T/set.yaml"
        [[ $stderr == "cm-analyze: $T/set.yaml:$place"*"$said"* ]] || {
            echo "$text: $stderr"
            false
        }
    done <<'E'
1:1:~expected the member "title"~id: x\nquestions: []\n
3:1:~expected 1 to 200 questions~id: x\ntitle: X\nquestions:     []\n
4:11:~expected one of bool~id: x\ntitle: X\nquestions:\n  - type: maybe\n
4:5:~no member "colour"~id: x\ntitle: X\nquestions:\n  - colour: red\n
1:5:~expected an id~id: X Y\ntitle: X\n
5:32:~expected a word~id: x\ntitle: X\nquestions:\n  - {id: a, text: A, type: bool,\n     cues: [good, "a|b",      "?"]}\n
4:48:~expected the name of one~id: x\ntitle: X\nquestions:\n  - {id: a, text: A, type: bool, cues:       ["@none here"]}\n
4:5:~expected values~id: x\ntitle: X\nquestions:\n  - id: a\n    text: A\n    type: enum\n
~expected YAML or JSON~id: x\ntitle: X\nquestions: [\n
E
}

@test "a set may be JSON, and lies where CALLMINE_QUESTIONS says" {
    mkdir "$T/sets"
    printf '{"id":"mine","title":"Mine","questions":[{"id":"a","text":"A?","type":"bool","cues":["apple"]}]}\n' >"$T/sets/mine.json"
    validate questions "$T/sets/mine.json"
    call 1 >"$T/calls" <<<"rep An apple."
    export CALLMINE_QUESTIONS=$T/sets
    [[ $(ask mine a .value) == true ]]
    run -0 cm-analyze --list-questions
    [[ ${lines[0]} == "mine "*"Mine"* ]]
}

@test "--check says what each question will ask for; the shipped sets are all sound" {
    run -0 --separate-stderr cm-analyze --check pricing
    [[ $output == "pricing, version 1: Pricing"* && $output == *"price_reaction: How did the customer react"* && $output == *"pushes_back"* ]]
    for set in "$ROOT"/pipelines/questions/*.yaml; do
        cm-analyze --check "$set" >"$T/said"
    done
}

@test "the same calls give the same bytes, in any order and company" {
    for i in 1 2 3 4; do sales_call "$i"; done >"$T/calls"
    cm-analyze "${all[@]}" "$T/calls" >"$T/once"
    cm-analyze "${all[@]}" "$T/calls" | cmp - "$T/once"
    {
        call 9 ger <<<"cust Ja."
        tac "$T/calls"
    } >"$T/turned"
    cm-analyze "${all[@]}" "$T/turned" | tail -4 | tac | cmp - "$T/once"
}

@test "--engine-debug ranks every monologue, best first, for the sets or for questions of one's own" {
    sales_call 1 >"$T/calls"
    printf '%s\n' '{"qid":"q1","callId":"1","question":"What did they say about the discount?"}' '{"qid":"q2","callId":"2","question":"?"}' >"$T/ask"
    cm-analyze --engine-debug --ask "$T/ask" "$T/calls" >"$T/debug"
    validate engine-debug "$T/debug"
    [[ $(jq -c '[.qid, .ranking[0], (.ranking | sort)]' "$T/debug") == '["q1",3,[0,1,2,3,4,5]]' ]]
    echo '{"qid":1}' >"$T/ask"
    run -64 --separate-stderr cm-analyze --engine-debug --ask "$T/ask" "$T/calls"
    [[ $stderr == "cm-analyze: $T/ask:1: "* ]]
}

@test "evidence is the stretch where the question's words meet; of an act of speech, whoever does it; of neither, none" {
    {
        for i in {1..40}; do echo "rep We will see about that, day $i."; done
        echo "cust How does the data migration work?"
        for i in {1..5}; do printf '%s\n' "rep The migration moves your data at night, step $i." "cust And is the data safe while you migrate?"; done
        for i in {1..40}; do echo "cust Another story, number $i, of a migration."; done
    } | call 1 >"$T/calls"
    printf '%s\n' '{"qid":"place","callId":"1","question":"What did they say about the data migration?"}' \
        '{"qid":"none","callId":"1","question":"What did they say about zeppelins?"}' >"$T/ask"
    cm-analyze --engine-debug --ask "$T/ask" "$T/calls" >"$T/debug"
    validate engine-debug "$T/debug"
    [[ $(jq -s -c '[.[0].evidence == [range(.[0].evidence[0]; .[0].evidence[-1] + 1)], (.[0].evidence | .[0] > 35 and .[0] < 43 and .[-1] > 47 and .[-1] < 60), .[1].evidence]' "$T/debug") == '[true,true,[]]' ]]
    call 2 >"$T/calls" <<'E'
rep Hello, how are you?
cust The lake has fish.
rep I will send it over by Friday.
cust That does not sound fair to me.
E
    printf '%s\n' '{"qid":"talk","callId":"2","question":"Where do they make small talk?"}' \
        '{"qid":"promise","callId":"2","question":"Which commitments were made?"}' \
        '{"qid":"fair","callId":"2","question":"Where does someone appeal to fairness?"}' >"$T/ask"
    got=$(cm-analyze --engine-debug --ask "$T/ask" "$T/calls" | jq -c '[.qid, .evidence, .ranking[0]]')
    [[ $got == $'["talk",[0],0]\n["promise",[2],2]\n["fair",[3],3]' ]] || {
        echo "$got"
        false
    }
}

@test "metrics are computed from the sentences' times" {
    call 1 >"$T/calls" <<'E'
rep One. | Two. | What?
rep More.
cust Why? | Because.
E
    # rep: 3 x 1500 ms and 1500 ms; customer: 2 x 1500 ms. The rep's two monologues are one turn, 0 to 11500 ms.
    got=$(cm-analyze --questions pricing "$T/calls" | command jq -c '.callmine.analysis.metrics')
    want='{"sentences":6,"monologues":3,"words":6,"speakers":2,"talk_ratio":0.667,"longest_monologue_ms":11500,"longest_customer_story_ms":3500'
    [[ $got == "$want"',"rep_questions":1,"customer_questions":1,"unknown_questions":0,"interactivity":2.553}' ]] || {
        echo "$got"
        false
    }
}

@test "a long sentence is cut at words around what matters; a short one takes its neighbour along" {
    words=$(printf 'word%s ' $(seq 200))
    call 1 >"$T/calls" <<<"cust ${words}our budget is fifty thousand dollars ${words}end."
    cm-analyze --questions pricing "$T/calls" >"$T/out"
    (($(quotes_are_true "$T/out") >= 1))
    [[ $(ask pricing budget_amount '.evidence[0].quote | [length <= 400, test("budget"), test("^word[0-9]+ "), test(" word[0-9]+$")]') == '[true,true,true,true]' ]]
    call 1 >"$T/calls" <<<"cust We looked into it. | Too expensive. | Sorry."
    [[ $(ask objections objection_type '.evidence[0].quote') == '"We looked into it. Too expensive."' ]]
}

@test "looking up a question set makes no directories" {
    run -66 cm-analyze --questions no-such-set </dev/null
    run -0 cm-analyze --list-questions
    [[ ! -e $XDG_CONFIG_HOME ]]
}

@test "calls that are passed over are counted aloud, unless a ledger names them" {
    printf '{"metaData":{"id":"%s"}}\n' 1 2 >"$T/bare"
    run -0 --separate-stderr cm-analyze -q pricing "$T/bare"
    [[ -z $output && $stderr == "cm-analyze: 2 calls passed over"*"gong-transcripts"* ]]
    run -0 --separate-stderr cm-analyze -q pricing --ledger "$T/ledger" "$T/bare"
    [[ -z $stderr && $(wc -l <"$T/ledger") == 2 ]]
}

@test "a file with more than one YAML document is refused, not read in part" {
    cp "$ROOT/pipelines/questions/pricing.yaml" "$T/two.yaml"
    run -0 cm-analyze --check "$T/two.yaml"
    printf -- '---\nid: second\n' >>"$T/two.yaml"
    run -78 --separate-stderr cm-analyze --check "$T/two.yaml"
    [[ $stderr == *"more than one YAML document"* && -z $output ]]
}

@test "a question set that is not UTF-8, or has YAML directives, is refused at its line" {
    printf 'id: x\n%%YAML 1.2\n' >"$T/directive.yaml"
    run -78 --separate-stderr timeout 10 cm-analyze --check "$T/directive.yaml"
    [[ $stderr == "cm-analyze: $T/directive.yaml:2: "*directive* ]]
    printf '%% \xd0:\xd5\xdd`\xda\n' >"$T/bytes.yaml"
    run -78 --separate-stderr timeout 10 cm-analyze --check "$T/bytes.yaml"
    [[ $stderr == "cm-analyze: $T/bytes.yaml:1: "* ]]
    printf 'id: caf\xe9\n' >"$T/latin.yaml"
    run -78 --separate-stderr timeout 10 cm-analyze --check "$T/latin.yaml"
    [[ $stderr == *"latin.yaml:1: not UTF-8 text" ]]
}

@test "an id of a voice that two parties have tells nobody who speaks: their words prove nothing for either side" {
    call 1 <<<'cust The price is too high for us.' |
        jq -c '.parties[0].speakerId = "c"' >"$T/calls"
    [[ $(ask objections objection_raised .status) == '"not_discussed"' ]]
    call 1 <<<'cust The price is too high for us.' >"$T/calls"
    [[ $(ask objections objection_raised .status) == '"answered"' ]]
}
