# cm-export: records of one type as a text that a person reads.
load env
load gong

NOW=(--now 2026-11-11T08:00:00Z)

# export TYPE ARG...: at a fixed time
export_() { cm-export --type "$1" "${NOW[@]}" "${@:2}"; }
# body: stdin without the header
body() { sed '1,/^$/d;' | sed '1,/^$/d'; }
# is FILE: stdin is just what is in the test
is() { diff "$T/want" -; }
files() { (cd "$1" && find . -mindepth 1 -printf '%P\n' | sort); }
user() { printf '{"id":"%s","firstName":"%s","lastName":"%s","emailAddress":"%s@x.example","active":true,"managerId":%s}\n' "$@"; }

a_call() {
    jq -c . <<'EOF'
{"metaData":{"id":"4417730925618840037","url":"https://us-1.app.gong.io/call?id=4417730925618840037","title":"Helio <> Brightwater: pricing",
"started":"2026-10-06T09:01:12.48-07:00","duration":1984,"primaryUserId":"31","direction":"Conference","system":"Zoom","scope":"External","language":"eng","isPrivate":false,"purpose":null},
"parties":[
 {"id":"1","emailAddress":"dana@x.example","name":"Dana Ruiz","title":"Account Executive","userId":"31","speakerId":"71","affiliation":"Internal","methods":["Invitee","Attendee"]},
 {"id":"2","name":"Omar Haddad","title":"VP Operations","speakerId":"72","affiliation":"External","methods":["Attendee"]},
 {"id":"3","name":"Room 4B","speakerId":"73","affiliation":"Unknown"},
 {"id":"4","emailAddress":"legal@y.example","title":"Counsel","speakerId":null,"affiliation":"External","methods":["Invitee"]},
 {"id":"5","speakerId":"75","affiliation":"External","phoneNumber":"+1 555-0199"}],
"content":{"trackers":[{"name":"Competitors","count":2,"phrases":[{"phrase":"Acmeware","count":2}]},{"name":"Budget","count":0}],
 "topics":[{"name":"Pricing","duration":420},{"name":"Wrap-Up","duration":0}],"brief":"Omar compared two tiers.","keyPoints":[{"text":"Budget is approved."},{"text":"Legal takes two weeks."}],
 "highlights":[{"title":"Next steps","items":[{"text":"Dana sends the quote."}]}],"callOutcome":null},
"callmine":{"v":1,"deals":[{"id":"9","name":"Platform 2026","stage":"Negotiation","amount":1248000.50,"currency":"USD","owner":"O1","close":"2026-11-30","timing":"Now"},
 {"id":"9","name":"Platform 2026","stage":"Discovery","amount":null,"currency":null,"timing":"TimeOfCall"}],
 "companies":[{"id":"8","name":"Helio Freight","size":1340,"industry":"Logistics","domain":"helio.example"}],"host":{"id":"31","name":"Dana Ruiz"}}}
EOF
}

# ---- the header ----

@test "the header says what, whence, which window, how many and when" {
    a_call >"$T/in"
    cat >"$T/want" <<'EOF'
Gong calls
==========

Source:   Gong, https://us-1.app.gong.io
Window:   from 1 Oct 2026, 00:00 until 8 Oct 2026, 12:30 (America/Los_Angeles)
Records:  1 call
Made:     11 Nov 2026, 00:00 (America/Los_Angeles), as all times here, by callmine 0.1.0

EOF
    run -0 --separate-stderr export_ calls --zone America/Los_Angeles --from 2026-10-01 --to 2026-10-08T19:30:00Z "$T/in"
    [[ -z $stderr ]]
    head -8 <<<"$output" | is
    run -0 export_ calls --source "our Gong" "$T/in"
    [[ $output == *$'\nSource:   our Gong\n'* && $output != *Window:* ]]
    run -0 export_ calls --to 2026-10-08 "$T/in"
    [[ $output == *$'\nWindow:   until 8 Oct 2026, 00:00 (UTC)\n'* ]]
}

@test "without records there is a header of its own for each type" {
    for type in calls transcripts users user-stats scorecards answered-scorecards libraries trackers crm-deals crm-contacts crm-accounts; do
        run -0 --separate-stderr export_ $type </dev/null
        [[ -z $stderr && ${#lines[@]} == 5 && ${lines[3]} == "Records:  0 "* ]]
        echo "${lines[0]}" >>"$T/titles"
    done
    [[ $(sort -u "$T/titles" | wc -l) == 11 ]]
}

@test "--limit writes the first records and counts them all" {
    calls 5 >"$T/in"
    run -0 export_ calls --limit 2 "$T/in"
    [[ $output == *$'\nRecords:  the first 2 of 5 calls\n'* && $output == *$'\n2. Call 1\n'* && $output != *"Call 2"* ]]
    run -0 export_ calls --limit 5 "$T/in"
    [[ $output == *$'\nRecords:  5 calls\n'* && $output == *$'\n5. Call 4\n'* ]]
    echo nonsense >>"$T/in"
    run -65 --separate-stderr export_ calls --limit 2 "$T/in"
    [[ -z $output && $stderr == "cm-export: $T/in:6: "* ]]
}

# ---- each type ----

@test "calls: who, when, about what, in which deals" {
    cat >"$T/want" <<'EOF'
1. Helio <> Brightwater: pricing
   Date:        6 Oct 2026, 16:01
   Duration:    33 min 4 s
   Direction:   Conference
   Scope:       External
   System:      Zoom
   Language:    eng
   Host:        Dana Ruiz
   Attendees:   Dana Ruiz, Account Executive, dana@x.example (our side)
                Omar Haddad, VP Operations (customer)
                Room 4B
                legal@y.example, Counsel (customer), invited only
                +1 555-0199 (customer)
   Companies:   Helio Freight, Logistics, 1,340 employees, helio.example
   Deals:       Platform 2026, stage Negotiation, USD 1,248,000.50, closes 30 Nov 2026, owner O1
                Platform 2026, stage Discovery (as it was at the time of the call)
   Brief:       Omar compared two tiers.
   Key points:  Budget is approved.
                Legal takes two weeks.
   Next steps:  Dana sends the quote.
   Topics:      Pricing, 7 min
   Trackers:    Competitors, 2 times: Acmeware (2)
   Call id:     4417730925618840037
   Link:        https://us-1.app.gong.io/call?id=4417730925618840037

2. Call 77
   Call id:     77
EOF
    { a_call | sed 's/1248000.5,/1248000.50,/'; echo '{"metaData":{"id":"77","title":null}}'; } >"$T/in"
    run -0 --separate-stderr export_ calls "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" | is
}

@test "transcripts: a line a turn with time, name and side; unknown voices are told apart" {
    cat >"$T/want" <<'EOF'
1. Helio <> Brightwater: pricing
   Date:        6 Oct 2026, 16:01
   Duration:    33 min 4 s
   Call id:     4417730925618840037
   Link:        https://us-1.app.gong.io/call?id=4417730925618840037

[00:00:00] Dana Ruiz (rep): Hi Omar. I have the tiers. On screen. See?
[00:06:42] Omar Haddad (customer): What drives the price?
[00:06:50] Speaker 1: Mhm.
[00:07:00] Speaker 2: Yes.
[01:00:01] Speaker 1: Mhm. Again.
[01:00:02] Room 4B: Hello.
[01:00:03] +1 555-0199 (customer): Bye.
[--:--:--] Speaker 3: Who am I?
EOF
    a_call | jq -c '.transcript = [
        {speakerId: "71", topic: null, sentences: [{start: 160, end: 1740, text: "Hi Omar."}, {start: 1740, end: 2000, text: "I have the tiers."}]},
        {speakerId: "71", topic: "Pricing", sentences: [{start: 2100, end: 2200, text: "On screen."}]},
        {speakerId: "83", sentences: [{start: 5, text: " "}]},
        {speakerId: "84", sentences: []},
        {speakerId: "71", sentences: [{start: 2300, text: "See?"}]},
        {speakerId: "72", sentences: [{start: 402890, end: 407310, text: "What drives the price?"}]},
        {speakerId: "81", sentences: [{start: 410000, end: 411000, text: "Mhm."}]},
        {speakerId: "82", sentences: [{start: 420000, end: 421000, text: "Yes."}]},
        {speakerId: "81", sentences: [{start: 3601000, end: 3601500, text: "Mhm."}]},
        {speakerId: "81", sentences: [{start: 3601600, end: 3601900, text: "Again."}]},
        {speakerId: "73", sentences: [{start: 3602000, end: 3602100, text: "Hello."}]},
        {speakerId: "75", sentences: [{start: 3603000, end: 3603100, text: "Bye."}]},
        {speakerId: null, sentences: [{start: null, text: "Who am I?"}]}]' >"$T/in"
    run -0 --separate-stderr export_ transcripts "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" | is
}

@test "transcripts: a call without one says so; voices are numbered anew in each call" {
    calls 3 'if $i == 0 then del(.transcript) elif $i == 1 then .transcript = [] else .transcript[0].speakerId = "9" end' >"$T/in"
    calls 1 '.transcript[0].speakerId = "8" | .metaData.id = "5"' >>"$T/in"
    run -0 export_ transcripts "$T/in"
    [[ $(grep -c '^No transcript yet.$' <<<"$output") == 1 && $(grep -c '^The transcript is empty.$' <<<"$output") == 1 ]]
    [[ $(grep -c '^\[00:00:00\] Speaker 1: Zwetschgendatschi' <<<"$output") == 2 ]]
}

@test "users: a manager has a name wherever he stands among the records, else his id" {
    cat >"$T/want" <<'EOF'
1. Dana Ruiz
   Email:       dana@x.example
   Manager:     Priya Okafor (user 33)
   Active:      yes
   User id:     31

2. lee@x.example
   Email:       lee@x.example
   Manager:     user 99
   Active:      yes
   User id:     32

3. Priya Okafor
   Email:       priya@x.example
   Active:      yes
   User id:     33
EOF
    { user 31 Dana Ruiz dana '"33"'; user 32 "" "" lee '"99"'; user 33 Priya Okafor priya null; } >"$T/in"
    run -0 --separate-stderr export_ users "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" | is
    long=$(printf '%0100d' 7)
    run -0 export_ users - < <(user 31 Dana Ruiz dana "\"$long\"")
    [[ $output == *"   Manager:     user $long"$'\n'* ]]
}

@test "user-stats: all four kinds, what is not zero, sums over days" {
    cat >"$T/want" <<'EOF'
1. dana@x.example
   User id:     31
   What:        activity in all
   Days:        from 5 Oct 2026 until 7 Oct 2026
   Calls hosted                              9
   Comments given                            2

2. dana@x.example
   User id:     31
   What:        activity by period
   Calls hosted                             13
   By period:
      28 Sep 2026 until 5 Oct 2026  calls hosted 9
      5 Oct 2026 until 12 Oct 2026  calls hosted 4

3. dana@x.example
   User id:     31
   What:        activity day by day
   Calls hosted                              3
   Calls attended                            1
   By day:
      5 Oct 2026     calls hosted 2
      7 Oct 2026     calls hosted 1, calls attended 1

4. dana@x.example
   User id:     31
   What:        how they talk
   Longest Monologue                       133
   Question Rate                          14.0

5. Dana Ruiz
   Email:       dana@x.example
   User id:     31
   What:        activity day by day
   No activity.
EOF
    cat >"$T/in" <<'EOF'
{"userId":"31","userEmailAddress":"dana@x.example","userAggregateActivityStats":{"callsAsHost":9,"callsAttended":0,"callsCommentsGiven":2,"new":7},"callmine":{"v":1,"kind":"aggregate","from":"2026-10-05","to":"2026-10-07"}}
{"userId":"31","userEmailAddress":"dana@x.example","userAggregateActivity":[{"callsAsHost":9,"fromDate":"2026-09-28T00:00:00-07:00","toDate":"2026-10-05T000:00:00-07:00"},{"callsAsHost":4,"fromDate":"2026-10-05T00:00:00-07:00","toDate":"2026-10-12T00:00:00-07:00"}],"callmine":{"kind":"by-period"}}
{"userId":"31","userEmailAddress":"dana@x.example","userDailyActivityStats":[{"callsAsHost":["1","2"],"fromDate":"2026-10-05T00:00:00-07:00"},{"callsAsHost":[],"fromDate":"2026-10-06T00:00:00-07:00"},{"callsAsHost":[7],"callsAttended":["3"],"fromDate":"2026-10-07T00:00:00-07:00"}],"callmine":{"kind":"day-by-day"}}
{"userId":"31","userEmailAddress":"dana@x.example","personInteractionStats":[{"name":"Longest Monologue","value":133},{"name":"Question Rate","value":14.0},{"name":"Patience","value":null}],"callmine":{"kind":"interaction"}}
EOF
    run -0 --separate-stderr export_ user-stats "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" >"$T/out"
    user 31 Dana Ruiz dana null >"$T/users"
    run -0 export_ user-stats --names "$T/users" - <<<'{"userId":"31","userEmailAddress":"dana@x.example","userDailyActivityStats":[{"callsAsHost":[]}],"callmine":{"kind":"day-by-day"}}'
    { cat "$T/out"; echo; body <<<"$output" | sed 's/^1\. /5. /'; } | is
}

@test "scorecards: questions with what they ask for, range and guide" {
    cat >"$T/want" <<'EOF'
1. Discovery quality
   Enabled:     yes
   Review:      automatic
   Updated:     2 Sep 2026, 08:45
   Card id:     6002914477381150938

   1) Overall? (the overall score)
      Asks for:    a score
      Range:       1 to 5
      Guide:       The mean.

   2) Which?
      Asks for:    a text

   3) What kind?
      Asks for:    SELECT
      Answers:     1: Small
                   2: Large
EOF
    echo '{"scorecardId":"6002914477381150938","scorecardName":"Discovery quality","enabled":true,"updaterUserId":"-1","updated":"2026-09-02T01:45:29-07:00","reviewMethod":"AUTOMATIC","questions":[{"questionId":"1","questionText":"Overall?","isOverall":true,"questionType":"RANGE","answerGuide":"The mean.","minRange":"1","maxRange":"5","answerOptions":[]},{"questionId":"2","questionText":"Which?","isOverall":false,"questionType":"OPEN","answerGuide":"","minRange":null,"maxRange":null},{"questionId":"3","questionText":"What kind?","questionType":"SELECT","answerOptions":[{"id":"1","text":"Small"},{"id":"2","text":"Large"}]}]}' >"$T/in"
    run -0 --separate-stderr export_ scorecards "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" | is
}

@test "answered-scorecards: score, call, people and answers; --names says what the ids are" {
    cat >"$T/want" <<'EOF'
1. Discovery quality
   Overall:     4
   Call:        Call 0, call 7700000000001000000, 6 Oct 2026, 16:01
   Person:      Dana Ruiz (user 31)
   Review:      by a person
   Reviewer:    user 99
   Reviewed:    6 Oct 2026, 18:40
   Seen by:     everybody
   Card id:     6
   Answers id:  7401185520937746612

   1) Overall? (the overall score)
      Score:       4

   2) Question 8
      Answer:      The approval path.

   3) Question 10
      Chosen:      1, 3
EOF
    user 31 Dana Ruiz dana null >"$T/users"
    calls 1 >"$T/calls"
    echo '{"scorecardId":"6","scorecardName":"Discovery quality","questions":[{"questionId":"7","questionText":"Overall?"}]}' >"$T/cards"
    echo '{"answeredScorecardId":"7401185520937746612","scorecardId":"6","scorecardName":"Discovery quality","callId":"7700000000001000000","callStartTime":"2026-10-06T09:01:12.48-07:00","reviewedUserId":"31","reviewerUserId":"99","reviewMethod":"MANUAL","editorUserId":null,"reviewTime":"2026-10-06T11:40:09-07:00","visibilityType":"PUBLIC","answers":[{"questionId":"7","isOverall":true,"score":4,"answerText":null},{"questionId":"8","score":null,"answerText":"The approval path.","notApplicable":false,"selectedOptions":null},{"questionId":"10","selectedOptions":["1","3"]}]}' >"$T/in"
    run -0 --separate-stderr export_ answered-scorecards --names "$T/users" --names "$T/cards" --names "$T/calls" "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" | is
    run -0 export_ answered-scorecards "$T/in"
    [[ $output == *$'\n   Person:      user 31\n'* && $output == *"   1) Question 7 (the overall score)"* && $output == *"Call:        call 7700000000001000000, 6"* ]]
}

@test "libraries: the folder's path, its calls, notes and snippets" {
    cat >"$T/want" <<'EOF'
1. Public Folders / Best discovery
   Workspace:   Initial
   Updated:     1 Oct 2026, 15:00
   Created by:  user 33
   Folder id:   5510938827746610094

   1) Pricing review
      Note:        Listen from here
      Listen:      from 00:06:42 to 01:13:42
      Added:       6 Oct 2026, 23:20
      Call id:     44
      Link:        https://g.example/call?id=44

   2) Call 45
      Call id:     45

2. Empty
   Folder id:   2
   Calls:       none
EOF
    cat >"$T/in" <<'EOF'
{"id":"5510938827746610094","name":"Best discovery","createdBy":"33","updated":"2026-10-01T08:00:00-07:00","calls":[{"id":"44","title":"Pricing review","note":"Listen from here","addedBy":null,"created":"2026-10-06T16:20:00-07:00","url":"https://g.example/call?id=44","snippet":{"fromSec":402,"toSec":4422}},{"id":"45"}],"parentFolderId":"1","callmine":{"v":1,"workspace":{"id":"1","name":"Initial"},"path":["Public Folders","Best discovery"]}}
{"id":"2","name":"Empty","calls":[],"parentFolderId":null,"callmine":{"v":1}}
EOF
    run -0 --separate-stderr export_ libraries "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" | is
}

@test "trackers: keywords by language, and where they are listened for" {
    cat >"$T/want" <<'EOF'
1. Competitors
   Keywords:    eng: Acmeware, Acme ware
                any language: ACMW (related forms too)
   Said by:     the customer
   When:        in the first 10 minutes of the call
   In topics:   Pricing, Wrap-Up
   In:          questions only
   Created:     3 Feb 2025, 18:11
   Tracker id:  3344190287751100926

2. Any
   Said by:     anyone
   When:        at any time
   Tracker id:  2
EOF
    cat >"$T/in" <<'EOF'
{"trackerId":"3344190287751100926","trackerName":"Competitors","languageKeywords":[{"language":"eng","keywords":["Acmeware","Acme ware"],"includeRelatedForms":false},{"language":"mul","keywords":["ACMW"],"includeRelatedForms":true}],"affiliation":"NonCompany","partOfQuestion":true,"saidAt":"First","saidAtInterval":10,"saidAtUnit":"minutes","saidInTopics":["Pricing","Wrap-Up"],"created":"2025-02-03T10:11:12.816562-08:00","creatorUserId":null}
{"trackerId":"2","trackerName":"Any","languageKeywords":[],"affiliation":"Anyone","saidAt":"Anytime","saidAtInterval":null}
EOF
    run -0 --separate-stderr export_ trackers "$T/in"
    [[ -z $stderr ]]
    body <<<"$output" | is
}

@test "crm: the object's fields as they came, in one column; each type takes its own kind only" {
    cat >"$T/want" <<'EOF'
1. Helio Freight - Platform 2026
   CRM:              HubSpot
   Object:           Opportunity
   Object id:        15530288146
   As it was:        at the time of the call
   Calls:            call 44
                     call 45

   dealname:         Helio Freight - Platform 2026
   amount:           48000.00
   big:              12345678901234567890
   when:             1753285123.0
   hubspot_owner_id: 71120938
   open:             yes
   tags:             a, b
   more:             {"a":[1]}
EOF
    echo '{"system":"HubSpot","objectType":"Opportunity","objectId":"15530288146","fields":[{"name":"dealname","value":"Helio Freight - Platform 2026"},{"name":"amount","value":48000.00},{"name":"big","value":12345678901234567890},{"name":"when","value":1753285123.0},{"name":"hubspot_owner_id","value":"71120938"},{"name":"open","value":true},{"name":"gone","value":null},{"name":"empty","value":" "},{"name":"tags","value":["a","b"]},{"name":"more","value":{"a":[1]}}],"timing":"TimeOfCall","callmine":{"v":1,"kind":"deal","name":"Helio Freight - Platform 2026","calls":["44","45"]}}' >"$T/deal"
    for kind in deal contact account; do
        sed "s/\"kind\":\"deal\"/\"kind\":\"$kind\"/" "$T/deal" >"$T/in"
        run -0 --separate-stderr export_ crm-${kind}s "$T/in"
        [[ -z $stderr ]]
        body <<<"$output" | is
    done
    for type in crm-deals crm-contacts; do
        run -65 --separate-stderr export_ $type "$T/in"
        [[ -z $output && $stderr == "cm-export: $T/in:1: callmine.kind is not "* ]]
    done
    run -0 export_ crm-deals - <<<'{"system":null,"objectType":"Opportunity","objectId":null,"fields":null,"callmine":{"kind":"deal","name":null,"calls":null}}'
    [[ $output == *$'\n1. A deal without a name\n   Object:      Opportunity' ]]
}

@test "numbers are the digits that came" {
    echo '{"metaData":{"id":"1"},"callmine":{"deals":[{"name":"a","amount":9007199254740993},{"name":"b","amount":-1234.10},{"name":"c","amount":1e400},{"name":"d","amount":999}]}}' >"$T/in"
    run -0 export_ calls "$T/in"
    [[ $output == *"a, amount 9,007,199,254,740,993"* && $output == *"b, amount -1,234.10"* && $output == *"c, amount 1e400"* && $output == *"d, amount 999"* ]]
}

@test "what a record says stays on its line and moves no cursor" {
    jq -nc '{metaData: {id: "1", title: "a\u001b[31m\u009b\u202eb\u2028c\nd\u0001"}, parties: [{name: "x\n[00:00:09] Dana Ruiz (rep)", speakerId: "1"}],
        transcript: [{speakerId: "1", sentences: [{start: 0, text: "one\r\n[00:00:01] Omar Haddad (customer): two\u0007"}]}]}' >"$T/in"
    for type in calls transcripts; do
        run -0 export_ $type "$T/in"
        [[ $output == *$'\n1. a\\x1b[31m\\x9b\\u{202e}b\\u{2028}c d\\x01\n'* ]]
        [[ $(LC_ALL=C grep -cP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xa8\xae]|\xc2\x9b' <<<"$output") == 0 ]]
    done
    [[ $(grep -c '^\[' <<<"$output") == 1 && $output == *'[00:00:00] x [00:00:09] Dana Ruiz (rep): one  [00:00:01] Omar Haddad (customer): two\x07' ]]
    jq -nc '{system: "s", objectType: "t", objectId: "o", fields: [{name: "a\u001b\nb", value: "v\u001b"}, {name: "n", value: {k: "\u202e"}}], callmine: {kind: "deal"}}' >"$T/in"
    run -0 export_ crm-deals "$T/in"
    [[ $output == *'a\x1b b:'* && $output == *'v\x1b'* && $output == *'{"k":"\u{202e}"}'* ]]
}

@test "members of any type are a named line or a clean pass, never a crash" {
    for value in null true 7 -1.5e300 '"x"' '""' '[]' '{}' '[null]' '[[]]' '[{}]' '[{"name":{},"value":[],"duration":"x","count":{},"sentences":7,"keywords":{},"text":[]}]' '[{"speakerId":{},"sentences":[null,{"start":"a","text":{}}]}]'; do
        for m in metaData parties content transcript callmine calls fields questions answers languageKeywords saidInTopics managerId userAggregateActivityStats userAggregateActivity userDailyActivityStats personInteractionStats updated title created; do
            echo "{\"metaData\":{\"id\":\"1\"},\"id\":\"1\",\"userId\":\"1\",\"scorecardId\":1,\"answeredScorecardId\":\"1\",\"trackerId\":\"1\",\"objectType\":\"t\",\"callmine\":{\"kind\":\"deal\"},\"$m\":$value}"
        done
        echo "{\"metaData\":{\"id\":\"1\",\"title\":$value,\"url\":$value,\"started\":$value,\"duration\":$value},\"content\":{\"topics\":$value,\"trackers\":$value,\"brief\":$value,\"keyPoints\":$value,\"highlights\":$value},\"callmine\":{\"deals\":$value,\"companies\":$value,\"host\":$value}}"
    done >"$T/in"
    for type in calls transcripts users user-stats scorecards answered-scorecards libraries trackers crm-deals; do
        run -0 --separate-stderr export_ $type --reject "$T/rejected" "$T/in"
        [[ $output == *"Records:  $(($(wc -l <"$T/in") - $(wc -l <"$T/rejected"))) "* ]]
    done
}

@test "a call is public only where it is said to be: whatever else isPrivate is, it is private" {
    for value in true '"true"' 1 '"false"' '{}'; do
        run -0 export_ calls - <<<'{"metaData":{"id":"1","isPrivate":'"$value"'}}'
        [[ $output == *$'\n   Private:     yes\n'* ]]
    done
    for value in false null; do
        run -0 export_ calls - <<<'{"metaData":{"id":"1","isPrivate":'$value'}}'
        [[ $output == *"1. "* && $output != *Private* ]]
    done
}

# ---- the file ----

@test "--out makes gong_TYPE_DATE_TIME.txt in the zone, for its owner only" {
    calls 2 >"$T/in"
    run -0 --separate-stderr export_ calls --zone Europe/Paris --out "$T/new/data" "$T/in"
    [[ -z $output && -z $stderr && $(files "$T/new/data") == gong_calls_20261111_090000.txt ]]
    [[ $(stat -c %a "$T/new/data/gong_calls_20261111_090000.txt" "$T/new/data") == $'600\n700' ]]
    export_ calls --zone Europe/Paris "$T/in" | cmp - "$T/new/data/gong_calls_20261111_090000.txt"
}

@test "--out replaces the older files of its type and touches nothing else" {
    mkdir -p "$T/d/gong_users_20250101_000002.txt" "$T/d/sub"
    user 31 Dana Ruiz dana null >"$T/in"
    for f in gong_users_20250101_000000.txt gong_users_20261111_075959.txt gong_users_20261111_080001.txt gong_users_29990101_000000.txt \
        gong_users_20260230_000000.txt gong_users_20250101_240000.txt gong_users_20269999_999999.txt gong_users_20250101_000000.txt.bak gong_users_2025010_000000.txt gong_users_20250101_00000x.txt \
        xgong_users_20250101_000000.txt gong_users_20250101_000000_txt gong_user-stats_20250101_000000.txt gong_calls_20250101_000000.txt notes.txt sub/gong_users_20250101_000000.txt; do
        echo old >"$T/d/$f"
    done
    ln -s notes.txt "$T/d/gong_users_20250101_000003.txt"
    export_ users --out "$T/d" "$T/in"
    files "$T/d" >"$T/left"
    sort >"$T/want" <<'EOF'
gong_users_20261111_080000.txt
gong_users_20261111_080001.txt
gong_users_29990101_000000.txt
gong_users_20260230_000000.txt
gong_users_20250101_240000.txt
gong_users_20269999_999999.txt
gong_users_20250101_000002.txt
gong_users_20250101_000003.txt
gong_users_20250101_000000.txt.bak
gong_users_2025010_000000.txt
gong_users_20250101_00000x.txt
xgong_users_20250101_000000.txt
gong_users_20250101_000000_txt
gong_user-stats_20250101_000000.txt
gong_calls_20250101_000000.txt
notes.txt
sub
sub/gong_users_20250101_000000.txt
EOF
    is <"$T/left"
    [[ $(<"$T/d/notes.txt") == old ]]
    export_ users --out "$T/d" "$T/in"
    files "$T/d" | is
}

@test "a link or a directory in the file's place is neither followed nor replaced" {
    mkdir "$T/d"
    calls 1 >"$T/in"
    echo precious >"$T/other"
    for make in 'ln -s ../other' 'ln -s ../nowhere' 'mkdir' 'mkfifo'; do
        (cd "$T/d" && $make gong_calls_20261111_080000.txt)
        run -73 --separate-stderr export_ calls --out "$T/d" "$T/in"
        [[ $stderr == "cm-export: $T/d/gong_calls_20261111_080000.txt: not a regular file, so it is not replaced" ]]
        [[ $(<"$T/other") == precious && ! -e $T/nowhere && $(files "$T/d") == gong_calls_20261111_080000.txt ]]
        rm -r "$T/d/gong_calls_20261111_080000.txt"
    done
}

@test "what a killed run left is swept, what a running one writes is not" {
    mkdir "$T/d"
    calls 1 >"$T/in"
    mkfifo "$T/pipe"
    cm-export --type calls --now 2026-11-10T08:00:00Z --out "$T/d" "$T/pipe" 3>&- &
    exec 9>"$T/pipe"
    for ((i = 0; i < 400; i++)); do [[ -n $(files "$T/d") ]] && break; sleep 0.01; done
    busy=$(files "$T/d")
    [[ $busy == gong_calls_20261110_080000.txt.tmp.* ]]
    echo half >"$T/d/gong_calls_20261109_080000.txt.tmp.99"
    export_ calls --out "$T/d" "$T/in"
    [[ $(files "$T/d") == "$busy"$'\n'gong_calls_20261111_080000.txt ]]
    kill -KILL $!
    exec 9>&-
    wait $! || true
    export_ calls --out "$T/d" "$T/in"
    [[ $(files "$T/d") == gong_calls_20261111_080000.txt ]]
}

@test "--out never removes nor replaces what it reads" {
    calls 2 | tee "$T/calls" >"$T/want"
    mkdir "$T/d"
    cp "$T/calls" "$T/d/gong_calls_20250101_000000.txt"
    ln "$T/d/gong_calls_20250101_000000.txt" "$T/d/gong_calls_20250101_000001.txt"
    cp "$T/calls" "$T/d/gong_calls_20250101_000002.txt"
    cp "$T/calls" "$T/d/gong_calls_20250101_000003.txt"
    echo old >"$T/d/gong_calls_20250101_000004.txt"
    export_ calls --out "$T/d" --names "$T/d/gong_calls_20250101_000002.txt" "$T/d/gong_calls_20250101_000000.txt" - <"$T/d/gong_calls_20250101_000003.txt"
    [[ $(files "$T/d" | tr '\n' ' ') == "gong_calls_20250101_000000.txt gong_calls_20250101_000001.txt gong_calls_20250101_000002.txt gong_calls_20250101_000003.txt gong_calls_20261111_080000.txt " ]]
    cp "$T/calls" "$T/d/gong_calls_20261111_080000.txt"
    run -64 --separate-stderr export_ calls --out "$T/d" "$T/d/gong_calls_20261111_080000.txt"
    [[ -z $output && $stderr == "cm-export: $T/d/gong_calls_20261111_080000.txt is a file that is read here and would be lost: name another directory" ]]
    is <"$T/d/gong_calls_20261111_080000.txt"
}

@test "of runs that end together the latest stays whole, and the next run leaves one file" {
    calls 3 >"$T/in"
    for round in 1 2 3 4 5; do
        for s in 01 02 03 04 05 06; do
            cm-export --type calls --now "2026-11-11T08:00:${s}Z" --out "$T/d" "$T/in" 3>&- &
        done
        wait
        [[ -e $T/d/gong_calls_20261111_080006.txt ]]
        for f in "$T"/d/*; do [[ $f == */gong_calls_20261111_08000?.txt && $(grep -c '^[0-9]*\. Call' "$f") == 3 ]]; done
    done
    export_ calls --now 2026-11-11T08:00:07Z --out "$T/d" "$T/in"
    [[ $(files "$T/d") == gong_calls_20261111_080007.txt ]]
}

@test "a bad record is status 65 with its line, not its content; nothing is replaced or left" {
    mkdir "$T/d"
    echo old >"$T/d/gong_calls_20250101_000000.txt"
    { calls 2; echo '{"metaData":{"title":"Zwetschgendatschi"}}'; } >"$T/in"
    run -65 --separate-stderr export_ calls --out "$T/d" "$T/in"
    [[ -z $output && ${#stderr_lines[@]} == 1 && $stderr == "cm-export: $T/in:3: no call id"* && $stderr != *Zwetsch* ]]
    [[ $(files "$T/d") == gong_calls_20250101_000000.txt && $(<"$T/d/gong_calls_20250101_000000.txt") == old ]]
    run -65 --separate-stderr export_ calls "$T/in"
    [[ -z $output ]]
    echo nonsense >"$T/names"
    run -65 --separate-stderr export_ calls --names "$T/names" /dev/null
    [[ -z $output && $stderr == "cm-export: $T/names:1: not one JSON object"* ]]
    TMPDIR=$T/d run -65 export_ calls "$T/in"
    [[ $(files "$T/d") == gong_calls_20250101_000000.txt ]]
}

@test "records of another type are bad records" {
    user 31 Dana Ruiz dana null >"$T/users"
    calls 1 >"$T/calls"
    for type in calls transcripts user-stats scorecards answered-scorecards trackers crm-deals; do
        f=users
        [[ $type == calls || $type == transcripts ]] && echo '{"userId":"1"}' >"$T/users2" && f=users2
        run -65 --separate-stderr export_ $type "$T/$f"
        [[ -z $output && $stderr == "cm-export: $T/$f:1: no "*": "* ]]
    done
    run -65 --separate-stderr export_ users "$T/calls"
    [[ $stderr == "cm-export: $T/calls:1: no id: this is no record of users" ]]
}

@test "--reject sets bad records aside and goes on" {
    { calls 1; echo nonsense; echo '{"metaData":{}}'; calls 1; } >"$T/in"
    run -0 --separate-stderr export_ calls --reject "$T/rejected" "$T/in"
    [[ $output == *"Records:  2 calls"* && $output == *$'\n2. Call 0\n'* && $stderr == *"2 bad records set aside"* ]]
    [[ $(<"$T/rejected") == $'nonsense\n{"metaData":{}}' ]]
}

@test "a full disk is status 74 and leaves what was there" {
    calls 300 >"$T/in"
    run -74 --separate-stderr bash -c "cm-export --type calls $T/in >/dev/full"
    [[ $stderr == "cm-export: stdout: No space left on device" ]]
    mkdir "$T/d"
    echo old >"$T/d/gong_calls_20250101_000000.txt"
    run -74 --separate-stderr bash -c "trap '' XFSZ; ulimit -f 16; cm-export --type calls --out $T/d $T/in"
    [[ -z $output && $stderr == "cm-export: $T/d"*": File too large" && $(files "$T/d") == gong_calls_20250101_000000.txt ]]
    TMPDIR=$T/nowhere run -73 --separate-stderr export_ calls "$T/in"
    [[ -z $output && $stderr == "cm-export: $T/nowhere: no temporary file can be made there: "* ]]
}

@test "-o writes a file whole or not at all, .zst packed" {
    calls 2 >"$T/in"
    export_ calls -o "$T/out.txt" "$T/in"
    export_ calls -o "$T/out.zst" "$T/in"
    export_ calls "$T/in" | tee "$T/want" | cmp - "$T/out.txt"
    zstd -dqc "$T/out.zst" | is
    echo nonsense >>"$T/in"
    run -65 export_ calls -o "$T/out.txt" "$T/in"
    is <"$T/out.txt"
}

@test "memory does not grow with the records" {
    [[ $BUILD != */*san ]] || skip "a sanitizer needs memory of its own"
    calls 400 >"$T/some"
    for ((i = 0; i < 150; i++)); do cat "$T/some"; done >"$T/many"
    (($(stat -c %s "$T/many") > 30000000))
    jq -nc 'range(60000) | {id: (. + 1000000 | tostring), firstName: "Dana", lastName: "Ruiz\(.)", emailAddress: "dana\(.)@x.example", title: "Account Executive",
        created: "2024-03-11T10:22:41.383-07:00", active: true, emailAliases: [], personalMeetingUrls: ["https://zoom.example/j/8805512"], managerId: "1000001"}' >"$T/users"
    most=$(/usr/bin/python3 - "$T" <<'PY'
import resource, subprocess, sys
t = sys.argv[1]
for type, file in (("calls", "many"), ("transcripts", "many"), ("users", "users")):
    subprocess.run(["cm-export", "--type", type, "-o", f"{t}/{type}.txt", f"{t}/{file}"], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PY
)
    ((most < 32768))
    grep -q '^Records:  60,000 calls$' "$T/transcripts.txt"
    grep -q '^Names:    the first 50,000 are known here; others are ids$' "$T/users.txt"
    [[ $(grep -c '   Manager:     Dana Ruiz1 (user 1000001)' "$T/users.txt") == 60000 ]]
}

@test "wrong usage is status 64" {
    for args in '' '--type people' '--type calls --limit -1' '--type calls --zone Nowhere/Land' '--type calls --from 2026-10-02 --to 2026-10-01' '--type calls --from soon' \
        '--type calls --now never' '--type calls --out d -o f'; do
        run -64 --separate-stderr cm-export $args </dev/null
        [[ -z $output && $stderr == "cm-export: "* ]]
    done
    run -66 --separate-stderr cm-export --type calls "$T/missing"
    [[ $stderr == "cm-export: $T/missing: "* ]]
    run -66 --separate-stderr cm-export --type users --names "$T/missing" </dev/null
    [[ $stderr == "cm-export: $T/missing: "* ]]
}
