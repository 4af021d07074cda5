# cm-filter: passes the bytes that came in, or does not pass them.
load env

# Three calls: Negotiation 48000 (Helio, 340 people, HubSpot's names, once as of now and once as of the call),
# Discovery 12500 (Kestrel, 85, Salesforce's names, an empty transcript), and one with neither context nor
# transcript, whose bytes are as odd as JSON allows.
setup() {
    cat >"$T/calls.ndjson" <<'E'
{"metaData":{"id":"101","title":"Helio Freight: pricing review","started":"2026-10-06T09:01:12.48-07:00","duration":1984,"primaryUserId":"310","direction":"Conference","scope":"External","language":"eng"},"context":[{"system":"HubSpot","objects":[{"objectType":"Account","objectId":"209","fields":[{"name":"name","value":"Helio Freight"},{"name":"numberofemployees","value":"340"}]},{"objectType":"Opportunity","objectId":"155","timing":"Now","fields":[{"name":"dealstage","value":"Negotiation"},{"name":"amount","value":"48,000"},{"name":"hubspot_owner_id","value":"71120938"}]},{"objectType":"Opportunity","objectId":"155","timing":"TimeOfCall","fields":[{"name":"dealstage","value":"Qualified"},{"name":"amount","value":"36000"}]}]}],"parties":[{"id":"1","userId":"310","name":"Dana Ruiz","emailAddress":"dana@ours.example","affiliation":"Internal"},{"id":"2","name":"Omar Haddad","affiliation":"External"}],"transcript":[{"speakerId":"9","sentences":[{"start":1,"end":2,"text":"That is more than"},{"start":2,"end":3,"text":"we planned."}]}]}
{"metaData":{"id":"102","title":"Kestrel Dental","started":"2026-10-07T11:15:03-07:00","duration":212,"primaryUserId":"582","direction":"Outbound","scope":"External","language":"deu"},"context":[{"system":"Salesforce","objects":[{"objectType":"Account","objectId":"001","fields":[{"name":"Name","value":"Kestrel Dental"},{"name":"NumberOfEmployees","value":85}]},{"objectType":"Opportunity","objectId":"006","fields":[{"name":"StageName","value":"Discovery"},{"name":"Amount","value":12500},{"name":"OwnerId","value":"0055e"}]}]}],"parties":[],"transcript":[]}
{ "unknown" : [1.50, -0, 1e2,1E+2, 7782342274025937895 ] ,"metaData":{"id":"7782342274025937895","n":9007199254740993,"title":"\u00e9\ud83d\ude00\/","title":"CANARY st\u0061ndup"}, "x":{"a":{},"b":[ ]}	}
E
}

ids() { jq -r .metaData.id | paste -sd' '; }
times() { awk -v n="$1" '{ all = all $0 "\n" } END { for (i = 0; i < n; i++) printf "%s", all }' "$T/calls.ndjson"; }
passes() { # EXPECTED-IDS OPTIONS...
    local want=$1
    shift
    run -0 --separate-stderr cm-filter "$@" "$T/calls.ndjson"
    [[ -z $stderr ]]
    [[ $(ids <<<"$output") == "$want" ]] || {
        echo "$*: $(ids <<<"$output")"
        false
    }
}

@test "passes a record byte for byte: 19 digits, odd spacing, escapes, doubled and unknown members" {
    cm-filter <"$T/calls.ndjson" | cmp - "$T/calls.ndjson"
    cm-filter --jq . <"$T/calls.ndjson" | cmp - "$T/calls.ndjson"
    cm-filter --title standup "$T/calls.ndjson" | cmp - <(tail -1 "$T/calls.ndjson")
    cm-filter --not --title review "$T/calls.ndjson" | cmp - <(tail -2 "$T/calls.ndjson")
    cm-filter --jq '.metaData.id == "7782342274025937895"' "$T/calls.ndjson" | cmp - <(tail -1 "$T/calls.ndjson")
}

@test "each flag matches what it says" {
    passes 101 --stage negotiation
    passes "101 102" --stage NEGOTIATION --stage discovery
    passes 101 --amount-min 12501
    passes 102 --amount-max 12500
    passes 101 --owner 71120938
    passes 102 --owner 0055E
    passes 101 --company-size-min 100
    passes 102 --company-size-max 100
    passes 102 --company kestrel
    passes 101 --host 310
    passes 101 --host ruiz
    passes 101 --participant haddad
    passes 102 --direction outbound
    passes "101 102" --scope external
    passes 102 --language deu
    passes 101 --duration-min 10m
    passes 102 --duration-max 212
    passes 102 --from 2026-10-07 --zone UTC
    passes 101 --to 2026-10-07 --zone America/Los_Angeles
    passes 101 --title PRICING
    passes 101 --phrase "more than we"
    passes 102 --jq '.metaData.duration | . != null and . < 300'
    passes 101 --jq .transcript --jq '.transcript | length > 0'
    passes "102 7782342274025937895" --not --stage negotiation
}

@test "the deal's flags hold on one deal, the company's on one company" {
    passes 101 --stage Qualified
    passes "" --stage Qualified --amount-min 40000
    passes 101 --stage Negotiation --amount-min 40000 --owner 71120938
    passes "" --stage Qualified --timing now
    passes 101 --stage Qualified --timing call
    passes "" --company kestrel --company-size-min 100
}

@test "a call leaves with one reason, the first in the order of the page" {
    cm-filter --title pricing --stage Negotiation --duration-min 1000 --ledger "$T/ledger" "$T/calls.ndjson" >"$T/out"
    [[ $(ids <"$T/out") == 101 ]]
    diff "$T/ledger" - <<'E'
{"v":1,"stage":"cm-filter","reason":"filtered:stage","id":"102"}
{"v":1,"stage":"cm-filter","reason":"filtered:stage","id":"7782342274025937895"}
E
    validate ledger "$T/ledger"
    cm-filter --phrase planned --ledger "$T/ledger" "$T/calls.ndjson" >"$T/out"
    [[ $(jq -r '.reason' "$T/ledger" | paste -sd' ') == "filtered:phrase no_transcript_yet" ]]
    cm-filter --not --scope external --ledger "$T/ledger" "$T/calls.ndjson" >"$T/out"
    [[ $(jq -r '.reason' "$T/ledger" | paste -sd' ') == "filtered:not filtered:not" ]]
    cm-filter --jq false --ledger "$T/ledger" "$T/calls.ndjson" >"$T/out"
    [[ ! -s $T/out && $(jq -r '.reason' "$T/ledger" | uniq -c) == *"3 filtered:jq" ]]
    validate ledger "$T/ledger"
}

@test "what came in is out or in the ledger" {
    for flags in "--stage Discovery" "--not --phrase x" "--jq .transcript" "--amount-min 1" "--company-size-max 99 --host 5"; do
        # shellcheck disable=SC2086
        cm-filter $flags --ledger "$T/ledger" "$T/calls.ndjson" >"$T/out"
        cat <(jq -r .metaData.id "$T/out") <(jq -r .id "$T/ledger") | sort | cmp - <(jq -r .metaData.id "$T/calls.ndjson" | sort)
    done
}

@test "stops at a bad record and names its line, not its content; what matched before it is out" {
    {
        head -1 "$T/calls.ndjson"
        echo '{"a":"CANARY",}'
        tail -1 "$T/calls.ndjson"
    } >"$T/in"
    run -65 --separate-stderr cm-filter "$T/in"
    [[ $output == "$(head -1 "$T/calls.ndjson")" ]]
    [[ $stderr == "cm-filter: $T/in:2: not one JSON object: "* && $stderr != *CANARY* ]]
    for bad in '[1]' '"CANARY"' nul NaN '{"a":01}' $'{"a":"\x01"}' $'{"a":"\xff"}' '{}{}' '{"CANARY":1'; do
        run -65 --separate-stderr cm-filter --jq . <<<"$bad"
        [[ -z $output && $stderr == "cm-filter: stdin:1: not one JSON object"* && $stderr != *CANARY* ]]
    done
}

@test "--reject sets bad records aside, as they came, and goes on" {
    {
        head -1 "$T/calls.ndjson"
        printf '  {"a":"CANARY",}\r\n'
        tail -1 "$T/calls.ndjson"
    } >"$T/in"
    run -0 --separate-stderr cm-filter --reject "$T/bad" "$T/in"
    [[ $(ids <<<"$output") == "101 7782342274025937895" ]]
    [[ $stderr == "cm-filter: 1 bad record set aside in $T/bad" ]]
    cmp "$T/bad" <(printf '  {"a":"CANARY",}\r\n')
}

@test "a record on which the expression fails is a bad record, named by its line alone" {
    fails='.metaData.title | if test("CANARY") then error else true end'
    run -65 --separate-stderr cm-filter --jq "$fails" "$T/calls.ndjson"
    [[ $(ids <<<"$output") == "101 102" ]]
    [[ $stderr == "cm-filter: $T/calls.ndjson:3: the jq expression fails on it" ]]
    run -0 --separate-stderr cm-filter --reject "$T/bad" --jq "$fails" "$T/calls.ndjson"
    [[ $(ids <<<"$output") == "101 102" && $stderr != *CANARY* ]]
    cmp "$T/bad" <(tail -1 "$T/calls.ndjson")
}

@test "an expression that never ends, on one record, is that record's fault" {
    run -0 --separate-stderr cm-filter --reject "$T/bad" --jq 'if .metaData.id == "102" then last(range(1e12)) else true end' "$T/calls.ndjson"
    [[ $(ids <<<"$output") == "101 7782342274025937895" ]]
    [[ $(ids <"$T/bad") == 102 ]]
}

@test "an expression reaches nothing but the record" {
    export CANARY=CANARY
    for e in '$ENV.CANARY' 'env' '"\(env.CANARY)"' '$ ENV' 'input' '[inputs]' 'stderr' 'input_filename' 'import "a" as a; .' \
        'include "a"; .' 'def env: 1; env' '{a: env}' '1e5input' 'halt_error' '"a" | modulemeta' 'get_search_list'; do
        run -64 --separate-stderr cm-filter --jq "$e" "$T/calls.ndjson"
        [[ -z $output && $stderr == "cm-filter: --jq: the expression uses "* && $stderr != *CANARY* ]]
    done
    passes "101 102 7782342274025937895" --jq 'debug | .env?, ("env" | length)'
    passes 102 --now 2026-10-07T18:15:04Z --jq '(.metaData.started // "" | startswith("2026-10-07")) and now == 1791396904'
}

@test "a full disk is status 74" {
    run -74 --separate-stderr bash -c "cm-filter '$T/calls.ndjson' >/dev/full"
    [[ $stderr == "cm-filter: stdout: No space left on device" ]]
    run -74 --separate-stderr bash -c "cm-filter --preview '$T/calls.ndjson' >/dev/full"
}

@test "with stdout closed no other file gets what was meant for it" {
    { head -1 "$T/calls.ndjson"; echo bad; } >"$T/two"
    run -74 --separate-stderr bash -c "cm-filter --reject '$T/bad' '$T/two' >&-"
    [[ $stderr == *"stdout: Bad file descriptor"* && $(<"$T/bad") == bad ]]
    run -74 --separate-stderr bash -c "cm-render --format csv --columns id --reject '$T/bad' '$T/two' >&-"
    [[ -z $(<"$T/bad") || $(<"$T/bad") == bad ]]
    run -74 --separate-stderr bash -c "head -1 '$T/two' | cm-filter --ledger '$T/ledger' >&-"
    [[ ! -e $T/ledger ]]
    run -74 --separate-stderr bash -c "cm-filter <&-"
    [[ $stderr == "cm-filter: stdin: Bad file descriptor" ]]
}

@test "an id written with escapes is shown as it reads" {
    run --separate-stderr cm-filter --preview --json <<<'{"metaData":{"id":"\u0031000","title":"x"}}'
    [[ $output == *'"first":[{"id":"1000",'* ]]
}

@test "wrong usage is status 64 and says what is right" {
    run -64 --separate-stderr cm-filter --amount-min lots "$T/calls.ndjson"
    [[ $stderr == *"--amount-min takes a number"* ]]
    run -64 --separate-stderr cm-filter --amount-min 2 --amount-max 1 "$T/calls.ndjson"
    [[ $stderr == *"nothing could match"* ]]
    run -64 --separate-stderr cm-filter --duration-min soon "$T/calls.ndjson"
    [[ $stderr == *"write 600, 10m or 1h30m"* ]]
    run -64 --separate-stderr cm-filter --from tomorrow "$T/calls.ndjson"
    [[ $stderr == *"2026-10-06"* ]]
    run -64 --separate-stderr cm-filter --jq '.a ==' "$T/calls.ndjson"
    [[ $stderr == *"does not compile: syntax error"* ]]
    run -64 --separate-stderr cm-filter --stage '' "$T/calls.ndjson"
    run -64 --separate-stderr cm-filter --not "$T/calls.ndjson"
    run -64 --separate-stderr cm-filter --preview --fields "$T/calls.ndjson"
    run -64 --separate-stderr cm-filter --json "$T/calls.ndjson"
    run -64 --separate-stderr cm-filter --preview --ledger "$T/l" "$T/calls.ndjson"
    [[ -z $output && ! -e $T/l ]]
}

@test "--preview counts what matches, in how many minutes, by what, and why the rest does not" {
    run -0 --separate-stderr cm-filter --scope external --preview "$T/calls.ndjson"
    [[ ${lines[0]} == "2 of 3 calls match, 37 minutes" ]]
    for line in "      1  filtered:scope" "      1  Negotiation" "      1  71120938" "      1  201–1000" \
        "  2026-10-06    33 min  Helio Freight: pricing review | Helio Freight | Negotiation | 48000" \
        "An analysis would read 2 calls"; do
        [[ $output == *"$line"* ]] || {
            echo "$line"
            false
        }
    done
    run -0 --separate-stderr cm-filter --stage Qualified --preview "$T/calls.ndjson"
    [[ $output == *"1  Qualified"* && $output == *"| Qualified | 36000"* ]] # the deal that matched
    cm-filter --preview --json "$T/calls.ndjson" >"$T/preview.json"
    validate preview "$T/preview.json"
    jq -e '.calls_in == 3 and .calls == 3 and .cost == {"calls":3,"without_transcript":1,"requests":1} and (.stage|length) == 3' "$T/preview.json"
}

@test "--preview lets no title move the cursor" {
    echo '{"metaData":{"id":"1","title":"a\u001b[2Jb\u202ec\nd"}}' >"$T/in"
    run -0 --separate-stderr cm-filter --preview "$T/in"
    [[ $output == *'a\x1b[2Jb\u{202e}c d'* ]]
}

@test "--fields lists what the CRM has and what it is used as" {
    run -0 --separate-stderr cm-filter --fields "$T/calls.ndjson"
    [[ $output == *"      2  HubSpot / Opportunity / dealstage = deal.stage"* ]]
    [[ $output == *"      1  Salesforce / Account / NumberOfEmployees = company.size"* ]]
    cm-filter --fields --json --stage Discovery "$T/calls.ndjson" >"$T/fields.json"
    validate fields "$T/fields.json"
    jq -e '[.fields[].system] | unique == ["Salesforce"]' "$T/fields.json"
}

@test "other CRM names come from a file, and people behind owner ids" {
    echo '{"deal":{"stage":["Phase"]},"owners":{"0055e":"Lee Novak"}}' >"$T/crm.json"
    validate crm "$T/crm.json"
    sed 's/StageName/phase/' "$T/calls.ndjson" >"$T/in"
    run -0 cm-filter --stage discovery "$T/in"
    [[ -z $output ]]
    run -0 cm-filter --crm "$T/crm.json" --stage discovery --owner "lee novak" "$T/in"
    [[ $(ids <<<"$output") == 102 ]]
    mkdir -p "$XDG_CONFIG_HOME/callmine" && cp "$T/crm.json" "$XDG_CONFIG_HOME/callmine/"
    run -0 cm-filter --stage discovery "$T/in"
    [[ $(ids <<<"$output") == 102 ]]
    echo '{"deal":{"phase":[]}}' >"$T/crm.json"
    run -78 --separate-stderr cm-filter --crm "$T/crm.json" "$T/in"
    [[ $stderr == "cm-filter: $T/crm.json: "*'"phase"'* ]]
    run -66 --separate-stderr cm-filter --crm "$T/none.json" "$T/in"
}

@test "a record that is no call passes an expression, and is bad where a call is needed" {
    run -0 --separate-stderr cm-filter --jq .a <<<'{"a": 1}'
    [[ $output == '{"a": 1}' ]]
    run -65 --separate-stderr cm-filter --stage x <<<'{"a": 1}'
    run -65 --separate-stderr cm-filter --jq false --ledger "$T/l" <<<'{"a": 1}'
    [[ $stderr == "cm-filter: stdin:1: no call id"* && ! -e $T/l ]]
}

@test "an empty, a blank, a torn and a binary stream" {
    run -0 --separate-stderr cm-filter </dev/null
    [[ -z $output$stderr ]]
    run -0 --separate-stderr cm-filter <<<$'\n \n'
    [[ -z $output$stderr ]]
    head -c 300 "$T/calls.ndjson" >"$T/torn"
    run -65 --separate-stderr cm-filter "$T/torn"
    [[ $stderr == "cm-filter: $T/torn:1: "* ]]
    head -c 100000 /dev/zero >"$T/binary"
    run -65 --separate-stderr cm-filter "$T/binary"
    printf '%s' "$(head -1 "$T/calls.ndjson")" | cm-filter --stage negotiation | cmp - <(head -1 "$T/calls.ndjson")
}

@test "a reader that goes away ends it, and its jq processes with it" {
    times 3000 >"$T/many"
    run bash -c 'cm-filter --jq . "$1" | head -1 >/dev/null; echo "${PIPESTATUS[0]}"' _ "$T/many"
    [[ $output == 141 ]]
    for _ in {1..50}; do
        pgrep -f "cm-filter --jq . $T/many" >/dev/null || return 0
        sleep 0.1
    done
    false
}

@test "an expression that stops short is refused in a line that ends" {
    run -64 --separate-stderr cm-filter --jq '.a >' /dev/null
    [[ $stderr == *"does not compile: "* && $stderr != *: ]]
}

@test "--engine: the answers are the same, and native refuses what only libjq knows" {
    local e
    for e in auto jq; do
        passes "101 7782342274025937895" --engine $e --jq '.metaData.duration > 1000 or .unknown[4] == 7782342274025937900'
        passes 101 --engine $e --jq 'any(.context[]?.objects[]; any(.fields[]; .name == "amount" and (.value | tojson | length) > 3))'
        passes "101 102" --engine $e --jq 'select(.metaData.scope == "External") | paths | length > 4'
        run -65 --separate-stderr cm-filter --engine $e --jq '.metaData.title | tonumber' "$T/calls.ndjson"
        [[ $stderr == "cm-filter: $T/calls.ndjson:1: the jq expression fails on it" ]]
    done
    passes 101 --engine native --jq '.metaData.duration > 1000'
    run -64 --separate-stderr cm-filter --engine native --jq '.metaData | tojson == "{}"' "$T/calls.ndjson"
    [[ -z $output ]]
    [[ $stderr == 'cm-filter: --jq: the native engine does not know "tojson"' ]]
    run -64 --separate-stderr cm-filter --engine native --jq '.a ==' "$T/calls.ndjson"
    [[ $stderr == "cm-filter: --jq: the native engine cannot read the expression" ]]
    run -64 --separate-stderr cm-filter --engine fast --jq .a "$T/calls.ndjson"
}

@test "libjq gets memory as cheaply from a thread's process as from the first one's" {
    export ASAN_OPTIONS=detect_leaks=0 # which cannot be under strace
    times 4000 >"$T/many"
    strace -f -e trace=mprotect -o "$T/traced" cm-filter --threads 2 --jq '[paths] | length > 1000' "$T/many"
    run ! grep -q EPERM "$T/traced"
}

@test "a native expression starts no process for jq" {
    export ASAN_OPTIONS=detect_leaks=0 # which cannot be under strace
    strace -f -c -o "$T/calls" cm-filter --threads 1 --jq '.metaData.duration > 1000' "$T/calls.ndjson" >"$T/out"
    [[ $(ids <"$T/out") == 101 ]]
    run ! grep -Eq ' (clone|clone3|fork|vfork|socketpair)$' "$T/calls"
    strace -f -c -o "$T/calls" cm-filter --jq '.metaData | tojson | length > 3' "$T/calls.ndjson" >"$T/out"
    grep -Eq ' socketpair$' "$T/calls"
}

@test "--explain says what runs where, and reads nothing" {
    run -0 --separate-stderr cm-filter --explain --jq '.metaData.duration > 1000 and (.metaData.title | @base64 == "x")' /nowhere
    [[ $output == 'native   .metaData.duration > 1000
libjq    .metaData.duration > 1000 and (.metaData.title | @base64 == "x")
  given  .metaData.duration, .metaData.title' ]]
    run -0 --separate-stderr cm-filter --explain --jq 'any(.parties[]; .title == "VP")'
    [[ $output == 'native   any(.parties[]; .title == "VP")
literal  "VP"' ]]
    run -0 --separate-stderr cm-filter --explain --jq 'tojson | length > 3'
    [[ $output == 'libjq    tojson | length > 3
  given  the whole record' ]]
}

# Many calls of many kinds, and every 50th line bad: enough for several threads to have work.
many() { # LINES
    awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) {
        if (i % 50 == 49) { print "{\"metaData\":{\"id\":\"" i "\"},}"; continue }
        printf "{\"metaData\":{\"id\":\"%d\",\"title\":\"%s %d\",\"duration\":%d,\"scope\":\"%s\"},", i,
            i % 3 ? "Renewal" : "Kick\\u002doff", i % 7, i % 3000, i % 4 ? "External" : "Internal"
        printf "\"context\":[{\"system\":\"HubSpot\",\"objects\":[{\"objectType\":\"Deal\",\"objectId\":\"%d\",\"fields\":[", i
        printf "{\"name\":\"dealstage\",\"value\":\"%s\"},{\"name\":\"amount\",\"value\":%s}]}]}],", i % 5 ? "won" : "Negoti\\u0061tion",
            i % 2 ? i : "\"" i ",000\""
        printf "\"transcript\":[{\"sentences\":[{\"text\":\"so %s it is\"},{\"text\":\"%d agreed\"}]}]}\n", i % 11 ? "what" : "be\\u0020", i % 6
    } }'
}

@test "any number of threads gives the same bytes: records, ledger, preview, fields, bad lines" {
    many 20000 >"$T/many"
    for flags in "--stage negotiation" "--phrase be --ledger $T/ledger" "--title kick-off --amount-min 9000 --ledger $T/ledger" \
        "--scope internal --preview" "--preview --json" "--stage won --fields" "--jq .metaData.duration>1500" \
        "--not --jq .metaData|tojson|length>90 --ledger $T/ledger" "--jq .metaData|tojson|length>90 --stage won --preview"; do
        for n in 1 4; do
            rm -f "$T/ledger"
            # shellcheck disable=SC2086
            cm-filter --threads $n --reject "$T/bad.$n" $flags "$T/many" >"$T/out.$n" 2>"$T/err.$n"
            [[ ! -e $T/ledger ]] || mv "$T/ledger" "$T/ledger.$n"
            sed -i "s/bad.$n/bad/" "$T/err.$n"
        done
        [[ -s $T/out.1 && $(wc -l <"$T/bad.1") == 400 ]]
        cmp "$T/out.1" "$T/out.4"
        cmp "$T/err.1" "$T/err.4"
        cmp "$T/bad.1" "$T/bad.4"
        [[ $flags != *ledger* ]] || cmp "$T/ledger.1" "$T/ledger.4"
    done
}

@test "with threads too, a bad record ends it where it stands" {
    many 9000 >"$T/many"
    sed -i '8001,$!{s/},}$/}}/}' "$T/many"
    for n in 1 4; do
        run -65 --separate-stderr cm-filter --threads $n --stage won "$T/many"
        [[ $stderr == "cm-filter: $T/many:8050: not one JSON object: "* ]]
        [[ $(ids <<<"$output" | md5sum) == $(head -8049 "$T/many" | cm-filter --stage won | ids | md5sum) ]]
        ((${#lines[@]} > 6000))
    done
}

@test "--trusted passes the same records, and passes over what cannot match" {
    many 3000 >"$T/many"
    while IFS=' ' read -r -a flags; do
        cm-filter --reject "$T/bad" "${flags[@]}" "$T/many" >"$T/out.1" 2>/dev/null
        cm-filter --reject "$T/bad" --trusted "${flags[@]}" "$T/many" >"$T/out.2" 2>"$T/err"
        cmp "$T/out.1" "$T/out.2"
    done <<'E'
--stage negotiation
--title kick-off
--phrase be
--scope internal --stage WON
--title x
--jq .metaData.id=="77"
--owner 5 --stage won
--stage won --stage negotiation
--not --stage won
E
    run -0 --separate-stderr cm-filter --trusted --title absent "$T/many"
    [[ -z $output$stderr ]]
    run -65 --separate-stderr cm-filter --trusted --title absent --ledger "$T/ledger" "$T/many"
    run -65 --separate-stderr cm-filter --trusted --title absent --preview "$T/many"
    run -65 --separate-stderr cm-filter --trusted --not --title absent "$T/many"
    run -65 --separate-stderr cm-filter --trusted --duration-min 1 "$T/many"
    [[ $stderr == "cm-filter: $T/many:50: "* ]] # nothing is known that must be in a line
}

@test "amounts as texts count, and what is none fits no bound; ids are texts" {
    call() { # AMOUNT OBJECT-ID OWNER
        echo '{"metaData":{"id":"1"},"context":[{"objects":[{"objectType":"Deal","objectId":'"$2"',"fields":[{"name":"Amount","value":'"$1"'},{"name":"OwnerId","value":'"$3"'}]},{"objectType":"Account","objectId":'"$2"'}]}]}'
    }
    for amount in 500 '"500"' '"$1,000.00"' '"\u0035e2"' 9007199254740993; do
        [[ $(call "$amount" 1 1 | cm-filter --amount-min 500 | wc -l) == 1 ]]
    done
    for amount in null '""' '"n/a"' true '[500]' '{"a":500}' '"499"' 1e999; do
        [[ $(call "$amount" 1 1 | cm-filter --amount-min 500 | wc -l) == 0 ]]
        [[ $(call "$amount" 1 1 | cm-filter --amount-max 498 --amount-min -1e300 | wc -l) == 0 ]]
    done
    echo '{"metaData":{"id":"1"},"callmine":{"v":1,"deals":[{"amount":"500","stage":7}]}}' >"$T/added"
    [[ -z $(cm-filter --amount-min 1 "$T/added")$(cm-filter --stage 7 "$T/added") ]]
    [[ $(call 1 7782342274025937895 1 | cm-filter --company 7782342274025937895 | wc -l) == 1 ]]
    [[ $(call 1 7782342274025937895 1 | cm-filter --company 7782342274025937896 | wc -l) == 0 ]]
    [[ $(call 1 1 7 | cm-filter --owner 7 | wc -l) == 1 && $(call 1 1 '"7"' | cm-filter --owner 7 | wc -l) == 1 ]]
    [[ -z $(call 1 1 7 | cm-filter --owner 007)$(call 1 1 7.0 | cm-filter --owner 7)$(call 1 1 '"007"' | cm-filter --owner 7) ]]
}

@test "--preview shows a title whole, also behind a NUL, and writes to --output" {
    echo '{"metaData":{"id":"1","title":"a\u0000b"}}' >"$T/in"
    run -0 --separate-stderr cm-filter --preview "$T/in"
    [[ $output == *'a\x00b'* ]]
    cm-filter --output "$T/out.zst" "$T/calls.ndjson"
    zstd -dqc "$T/out.zst" | cmp - "$T/calls.ndjson"
}

@test "--say: the criteria in words, a line or a JSON string each, and nothing is read" {
    run -0 --separate-stderr cm-filter --say --stage Negotiation --stage 'Closed won' --amount-min 50000 --amount-max 9e6 --owner dana --timing call \
        --company acme --company-size-min 10 --company-size-max 99 --host ruiz --participant a --participant b --participant c \
        --direction Inbound --scope External --language eng --duration-min 10m --duration-max 1h --from 2026-10-01 --to 2026-11-01 --zone Europe/Berlin \
        --title $'a\tb' --phrase 'too "dear"' --jq '.a' --jq $'.b\n| .c' "$T/none"
    [[ -z $stderr && $output == 'deal stage is Negotiation or Closed won
deal amount is at least 50000
deal amount is at most 9e6
deal owner is dana
deals as of the time of the call
company'\''s name or domain has "acme" in it
company has at least 10 employees
company has at most 99 employees
host is ruiz
somebody on the call is a, b or c
direction is Inbound
scope is External
language is eng
the call took at least 10m
the call took at most 1h
started at or after 2026-10-01 (Europe/Berlin)
started before 2026-11-01 (Europe/Berlin)
title has "a b" in it
somebody says "too "dear""
jq: .a
jq: .b | .c' ]]
    [[ $(cm-filter --say --json --title $'a\tb' --stage x | jq -c .) == '["deal stage is x","title has \"a\tb\" in it"]' ]]
    [[ $(cm-filter --say --json) == '[]' && -z $(cm-filter --say) ]]
    [[ $(cm-filter --say --not --stage x --jq .y) == 'not the case: deal stage is x; jq: .y' ]]
    run -64 --separate-stderr cm-filter --say --stage ''
    run -64 --separate-stderr cm-filter --say --jq '.['
    run -74 --separate-stderr bash -c 'cm-filter --say --stage x >/dev/full'
    [[ $stderr == "cm-filter: stdout: No space left on device" ]]
}
