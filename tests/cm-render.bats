#!/usr/bin/env bats
# cm-render: reports in five formats, of which nothing is made up.

load env

GOLDEN=$ROOT/tests/golden
FORMATS='html md txt csv evidence-csv json'

calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }
modelled() { /usr/bin/python3 "$ROOT/tests/modelled.py" "$@"; } # what a model answered
quotes() { /usr/bin/python3 "$ROOT/tests/quotes.py" "$@"; }
skeleton() { /usr/bin/python3 "$ROOT/tests/skeleton.py" "$@"; }
hostile() { /usr/bin/python3 "$ROOT/tests/hostile_calls.py" "$@"; }

# edit PYTHON: calls on stdin, each as r; what is left of r goes out
edit() { /usr/bin/python3 -c 'import json, sys
for line in sys.stdin:
    r = json.loads(line)
    for a in r["callmine"]["analysis"]["answers"]:
        if a["evidence"]: break
    exec(sys.argv[1])
    print(json.dumps(r))' "$1"; }

@test "every format comes out whole, on stdout and into a file alike" {
    calls 12 >"$T/calls"
    for f in $FORMATS; do
        run -0 --separate-stderr cm-render --format "$f" -o "$T/report" "$T/calls"
        [ -z "$output$stderr" ]
        cm-render --format "$f" <"$T/calls" | cmp - "$T/report"
    done
}

@test "the reports are what they were (UPDATE=1 makes the golden files anew)" {
    for f in html md txt csv evidence-csv json; do
        cm-render --format "$f" --ledger "$GOLDEN/ledger.ndjson" "$GOLDEN/calls.ndjson" |
            sed -E 's/(callmine"?:? ?"?)[0-9]+\.[0-9]+\.[0-9]+/\1VERSION/g' >"$T/report.$f"
        [[ -z ${UPDATE:-} ]] || cp "$T/report.$f" "$GOLDEN/report.$f"
        diff -u "$GOLDEN/report.$f" "$T/report.$f" | head -40
        cmp "$GOLDEN/report.$f" "$T/report.$f"
    done
}

@test "every quote in every format is in the transcript, byte for byte, and none is missing" {
    calls 40 >"$T/calls"
    all=$(jq -s 'map(.callmine.analysis.answers[].evidence | length) | add' "$T/calls")
    ((all > 50))
    for f in html md txt json; do
        cm-render --format "$f" -o "$T/report" "$T/calls"
        run -0 quotes "$f" "$T/report" "$T/calls"
        ((${output%% *} >= all))
    done
    cm-render --format evidence-csv -o "$T/report" "$T/calls"
    run -0 quotes csv "$T/report" "$T/calls"
    [ "$output" = "$all quotes, all found" ]
}

@test "the check of quotes finds a changed letter, a changed call and a report without quotes" {
    calls 5 >"$T/calls"
    for f in html md txt json; do
        cm-render --format "$f" "$T/calls" >"$T/report"
        quotes "$f" "$T/report" "$T/calls"
        sed 's/Shall we talk/Shall WE talk/g' "$T/report" >"$T/changed"
        ! cmp -s "$T/report" "$T/changed"
        run ! quotes "$f" "$T/changed" "$T/calls"
        run ! quotes "$f" "$T/report" <(head -1 "$T/calls")
        cm-render --format "$f" </dev/null >"$T/empty"
        run ! quotes "$f" "$T/empty" "$T/calls"
        quotes "$f" "$T/empty" "$T/calls" --none
    done
}

@test "a quote that is not in the transcript is dropped and counted, never printed" {
    calls 9 | edit 'e = a["evidence"]
if e: e[0]["quote"] = "Zwetschgendatschi, they said."' >"$T/calls"
    bad=$(grep -c Zwetschgendatschi "$T/calls")
    ((bad > 3))
    for f in $FORMATS; do
        cm-render --format "$f" "$T/calls" >"$T/report"
        run ! grep -q Zwetschgendatschi "$T/report"
    done
    [ "$(jq .rollup.evidence.dropped "$T/report")" = "$bad" ]
    cm-render --format txt "$T/calls" | tr '\n' ' ' | grep -q "unverified quotes dropped: $bad"
    cm-render "$T/calls" | grep -q "unverified quotes dropped: $bad"
}

@test "a quote over two turns, in other sentences than it says, or with another space is dropped" {
    calls 6 >"$T/calls"
    for change in 'e["sentences"] = [0, 99]' 'e["sentences"] = [e["sentences"][0] + 1] * 2' 'e["sentences"] = None' \
        'e["quote"] = e["quote"].replace(" ", "  ", 1)' 'e["quote"] = e["quote"].upper()' 'e["quote"] = ""' \
        'm = r["transcript"]; n = len(m[0]["sentences"]); e["sentences"] = [n - 1, n]; e["quote"] = m[0]["sentences"][-1]["text"] + " " + m[1]["sentences"][0]["text"]'; do
        edit "if a['evidence']: e = a['evidence'][0]; $change" <"$T/calls" >"$T/changed"
        touched=$(jq -s 'map(select([.callmine.analysis.answers[].evidence[]] != [])) | length' "$T/calls")
        [ "$(cm-render --format json "$T/changed" | jq .rollup.evidence.dropped)" = "$touched" ]
    done
}

@test "without a transcript the report says that its quotes were not checked here" {
    calls 4 | jq -c 'del(.transcript)' >"$T/calls"
    run -0 cm-render --format md "$T/calls"
    [[ $output == *"0 quotes were found in the transcripts"*"for want of a transcript: "[1-9]* ]]
}

@test "a bad record stops the run, its line is named and not its content, and no file is made" {
    calls 3 >"$T/calls"
    echo 'before' >"$T/report"
    for bad in '{"metaData":{"id":"1","title":"Zwetschgendatschi"}}' '{"metaData":{"title":"Zwetschgendatschi"},"callmine":{}}' 'Zwetschgendatschi' \
        '{"metaData":{"id":"1"},"callmine":{"analysis":{"v":2,"x":"Zwetschgendatschi"}}}' \
        '{"metaData":{"id":"1"},"callmine":{"analysis":{"v":1,"sets":[],"answers":[{"set":"Zwetschgendatschi","question":"q","status":"answered"}]}}}' \
        '{"metaData":{"id":"1"},"callmine":{"analysis":{"v":1,"sets":[{"id":"Zwetschgendatschi","version":1}],"answers":[]}}}'; do
        { cat "$T/calls"; printf '%s\n' "$bad"; } >"$T/in"
        run -65 --separate-stderr cm-render -o "$T/report" "$T/in"
        [[ $stderr == "cm-render: $T/in:4: "* && $stderr != *Zwetschgendatschi* && ${#stderr_lines[@]} -eq 1 ]]
    done
    [ "$(<"$T/report")" = before ]
    [ -z "$(find "$T" -name 'report.tmp*')" ]
}

@test "a call that comes twice is a bad record" {
    calls 3 >"$T/calls"
    run -65 --separate-stderr cm-render "$T/calls" "$T/calls"
    [ "$stderr" = "cm-render: $T/calls:1: this call was here before" ]
}

@test "--reject sets bad records aside, and the rest is as if they had not been there" {
    calls 5 >"$T/calls"
    { head -2 "$T/calls"; echo '{"metaData":{"id":"1"}}'; echo 'no json'; tail -3 "$T/calls"; head -1 "$T/calls"; } >"$T/in"
    run -0 --separate-stderr cm-render --reject "$T/rejected" -o "$T/report" "$T/in"
    [ "$stderr" = "cm-render: 3 bad records set aside in $T/rejected" ]
    [ "$(wc -l <"$T/rejected")" = 3 ]
    cm-render "$T/calls" | cmp - "$T/report"
}

@test "/dev/full is status 74 in every format, and a file that cannot be made 73" {
    calls 30 >"$T/calls"
    for f in $FORMATS; do
        run -74 --separate-stderr bash -c "cm-render --format $f '$T/calls' >/dev/full"
        [[ $stderr == "cm-render: stdout: No space left on device" ]]
    done
    run -73 --separate-stderr cm-render -o "$T/no/such/report.html" "$T/calls"
    [[ $stderr == "cm-render: $T/no/such/report.html"* ]]
}

@test "wrong usage is status 64 and says what is right" {
    run -64 --separate-stderr cm-render --format pptx </dev/null
    [[ $stderr == *html* ]]
    run -64 --separate-stderr cm-render --zone Mars/Phobos </dev/null
    [[ $stderr == *Mars/Phobos* ]]
    run -64 --separate-stderr cm-render --now yesterday-ish </dev/null
    [ -n "$stderr" ]
    run -66 --separate-stderr cm-render --ledger "$T/none" </dev/null
    run -66 --separate-stderr cm-render --rollup "$T/none" </dev/null
}

@test "a ledger that does not close ends with 3, after the report that says so" {
    head -6 "$GOLDEN/ledger.ndjson" >"$T/ledger"
    for f in html md txt json; do
        run -3 --separate-stderr cm-render --format $f --ledger "$T/ledger" -o "$T/report.$f" "$GOLDEN/calls.ndjson"
        [[ $stderr == "cm-render: the ledger does not close: listed 13, but analysed 7 + pending 1 + not counted 4"* ]]
    done
    grep -q 'class="verdict bad".*The ledger does not close: 13 listed, but 7 analysed + 1 pending + 4 not counted = 12; 1 call is unaccounted for' "$T/report.html"
    grep -q '^\*\*✗ The ledger does not close' "$T/report.md"
    tr '\n' ' ' <"$T/report.txt" | grep -q 'The ledger does not close'
    [ "$(jq .rollup.ledger.closes "$T/report.json")" = false ]
    run -0 --separate-stderr cm-render --ledger "$GOLDEN/ledger.ndjson" -o "$T/report.html" "$GOLDEN/calls.ndjson"
    grep -q 'class="verdict ok".*The ledger closes: 13 listed = 7 analysed + 1 pending + 5 not counted' "$T/report.html"
}

@test "the same calls give the same bytes, whatever the zone, the locale, the directory and their order" {
    calls 25 >"$T/calls"
    sort -r "$T/calls" >"$T/other"
    for f in $FORMATS; do
        cm-render --format "$f" --ledger "$GOLDEN/ledger.ndjson" "$T/calls" >"$T/one" || [ $? = 3 ]
        (cd / && TZ=Asia/Kathmandu LC_ALL=C LANG=tr_TR.UTF-8 cm-render --format "$f" --ledger "$GOLDEN/ledger.ndjson" "$T/other" >"$T/two") || [ $? = 3 ]
        cmp "$T/one" "$T/two"
    done
}

@test "the json report is what its schema says" {
    calls 25 >"$T/calls"
    cm-render --format json --ledger "$GOLDEN/ledger.ndjson" "$GOLDEN/calls.ndjson" >"$T/report"
    validate report "$T/report"
    cm-render --format json --now 2026-10-07T00:00:00Z "$T/calls" >"$T/report"
    validate report "$T/report"
    hostile nasty | cm-render --format json >"$T/report"
    validate report "$T/report"
    modelled 30 4 | cm-summarize >"$T/then"
    modelled 40 | cm-render --format json --against "$T/then" >"$T/report"
    validate report "$T/report"
}

@test "the roll-up of other calls is refused, the right one is taken with what it says is enough" {
    calls 12 >"$T/calls"
    cm-summarize --min-calls 3 "$T/calls" >"$T/rollup"
    run -0 cm-render --format json --rollup "$T/rollup" "$T/calls"
    [ "$(jq .rollup.enough <<<"$output")" = 3 ]
    run -65 --separate-stderr cm-render --rollup "$T/rollup" -o "$T/report" <(head -11 "$T/calls")
    [[ $stderr == "cm-render: $T/rollup: \"calls\" is not what these calls add up to"* && ! -e $T/report ]]
    sed 's/"answered":[0-9]*/"answered":99/' "$T/rollup" >"$T/forged"
    run -65 --separate-stderr cm-render --rollup "$T/forged" "$T/calls"
    [ -z "$output" ]
    run -65 --separate-stderr cm-render --rollup "$T/calls" "$T/calls"
}

@test "an empty title is as none" {
    calls 6 >"$T/calls"
    for f in txt md html json; do cm-render --format $f --title '' "$T/calls" | cmp - <(cm-render --format $f "$T/calls"); done
    run ! cmp -s <(cm-render --format txt --title Weekly "$T/calls") <(cm-render --format txt "$T/calls")
}

@test "html: one file, nothing fetched, no script, a policy that says so" {
    calls 12 | cm-render -o "$T/report.html"
    grep -q "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:" "$T/report.html"
    run ! grep -qiE '<script|<link|<iframe|<img|@import|url\(|src=|javascript:| on[a-z]+=' "$T/report.html"
    grep -oE 'href="[a-z]+:[^"]*' "$T/report.html" >"$T/links"
    run ! grep -v '^href="https://us-12345.app.gong.io/call?id=[0-9]*' "$T/links"
}

@test "html: every link inside the page has its place, every id is there once, every element is closed" {
    calls 12 | cm-render --ledger "$GOLDEN/ledger.ndjson" >"$T/report.html" || [ $? = 3 ]
    /usr/bin/python3 - "$T/report.html" <<'PY'
import sys
from html.parser import HTMLParser
void = {"meta", "link", "br", "img", "hr", "input", "path", "rect", "col"}
class P(HTMLParser):
    ids, links, stack, heads = [], [], [], []
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if "id" in a: self.ids.append(a["id"])
        for k in ("aria-labelledby",):
            if k in a: self.links.append(a[k])
        if a.get("href", "").startswith("#"): self.links.append(a["href"][1:])
        if tag in ("h1", "h2", "h3"): self.heads.append(int(tag[1]))
        if tag == "th": assert "scope" in a
        if tag == "svg": assert a.get("role") == "img" and a.get("aria-label")
        if tag not in void: self.stack.append(tag)
    def handle_startendtag(self, tag, attrs): pass
    def handle_endtag(self, tag): assert self.stack.pop() == tag, tag
p = P(); p.feed(open(sys.argv[1], encoding="utf-8").read()); p.close()
assert not p.stack and len(set(p.ids)) == len(p.ids)
assert not set(p.links) - set(p.ids), set(p.links) - set(p.ids)
assert p.heads[0] == 1 and p.heads.count(1) == 1 and all(b - a <= 1 for a, b in zip(p.heads, p.heads[1:]))
PY
}

@test "csv: the columns, RFC 4180 lines, ids as they are, several values joined by '; '" {
    calls 40 >"$T/calls"
    cm-render --format csv "$T/calls" >"$T/csv"
    [[ $(head -1 "$T/csv") == call_id,started,title,account,deal_name,stage,amount,owner,company_size,rep_name,rep_email,duration_s,language,url,price_discussed,price_discussed_status,price_discussed_confidence,* ]]
    [ "$(head -1 "$T/csv" | tail -c2 | od -An -tx1 | tr -d ' ')" = 0d0a ]
    /usr/bin/python3 - "$T/calls" "$T/csv" <<'PY'
import csv, json, sys
calls = {c["metaData"]["id"]: c for c in map(json.loads, open(sys.argv[1]))}
rows = list(csv.DictReader(open(sys.argv[2], newline="", encoding="utf-8"), strict=True))
assert len(rows) == len(calls) and all(None not in r and None not in r.values() for r in rows)
many = 0
for r in rows:
    c = calls[r["call_id"]]; d = c["callmine"]["deal"] or {}; m = c["metaData"]
    assert (r["started"], r["title"], r["url"]) == (m["started"] or "", m["title"], m["url"] or "")
    assert (r["deal_name"], r["stage"]) == (d.get("name") or "", d.get("stage") or "")
    assert float(r["amount"] or 0) == (d.get("amount") or 0) and int(r["duration_s"]) == m["duration"]
    for a in c["callmine"]["analysis"]["answers"]:
        v = a["value"] if a["status"] == "answered" else None
        v = "" if v is None else "; ".join(v) if isinstance(v, list) else {True: "true", False: "false"}.get(v, v) if isinstance(v, bool) else str(v)
        assert r[a["question"]] == v and r[a["question"] + "_status"] == a["status"] and r[a["question"] + "_confidence"] == (a["confidence"] or "")
        many += "; " in v
assert many
PY
}

@test "csv: --bom begins with a byte order mark; --long is evidence-csv; two sets with one question id tell them apart" {
    calls 6 >"$T/calls"
    [ "$(cm-render --format csv --bom "$T/calls" | head -c3 | od -An -tx1 | tr -d ' ')" = efbbbf ]
    cm-render --format csv --long "$T/calls" | cmp - <(cm-render --format evidence-csv "$T/calls")
    [ "$(cm-render --format csv --long "$T/calls" | head -1)" = $'call_id,set,question_id,value,quote,speaker,side,start_s,end_s,link,match,item\r' ]
    edit 's = r["callmine"]["analysis"]["sets"]; s[1]["questions"][0]["id"] = "price_discussed"
for x in r["callmine"]["analysis"]["answers"]:
    if x["question"] == "competitors_named": x["question"] = "price_discussed"' <"$T/calls" >"$T/same"
    [[ $(cm-render --format csv "$T/same" | head -1) == *,pricing.price_discussed,*,competitors.price_discussed,* ]]
}

# Records of any kind whose members are as awkward as JSON allows, and some calls.
awkward() {
    cat <<'END'
{"metaData":{"id":"7782342274025937895","title":"A, \"b\"; c","duration":1e3,"started":null,"isPrivate":false},"parties":[{"name":"x"},{"name":"y"}]}
{"metaData":{"id":"gone","title":"gone","duration":1},"metaData":{"\u0069\u0064":"2","title":"l\u00e4ter\/on","id":"3","duration":-1.50E+2,"duration":12345678901234567890.10}}

{ "metaData" : { "id" : "" , "title" : "  " , "isPrivate" : true } , "id" : "top" }
{}
{"metaData":[],"parties":{"0":{"name":"member"}},"callmine":{"deal":{"stage":"Négociation"}}}
{"metaData":{"id":"4","title":"Zoë \ud83d\ude00 'n","duration":"90"},"parties":[null,[],{"name":["deep",{"a":"\"\\\u202e"}]}]}
END
}

@test "--columns: a row a record, as jq's @csv has it" {
    { awkward; calls 20; } >"$T/records"
    run -0 --separate-stderr cm-render --format csv --columns id,title,duration,started,private=metaData.isPrivate,stage,parties.0.name,.id -o "$T/csv" "$T/records"
    [ -z "$output$stderr" ]
    [ "$(head -1 "$T/csv")" = $'id,title,duration,started,private,stage,parties.0.name,.id\r' ]
    jq -r 'def at(f): (try f catch null); [at(.metaData.id), at(.metaData.title), at(.metaData.duration), at(.metaData.started),
        at(.metaData.isPrivate), at(.callmine.deal.stage), (.parties | if type == "array" then at(.[0].name) else at(.["0"].name) end), .id] | @csv' \
        <"$T/records" >"$T/jq"
    /usr/bin/python3 - "$T/csv" "$T/jq" <<'PY'
import csv, sys
ours, theirs = ([r for r in csv.reader(open(p, newline="", encoding="utf-8"), strict=True)] for p in sys.argv[1:])
ours = ours[1:]
assert len(ours) == len(theirs) == 26
for i, (a, b) in enumerate(zip(ours, theirs)):
    if a[2] != b[2]: # jq 1.6 prints numbers anew
        assert float(a[2]) == float(b[2]), (a, b)
        a[2] = b[2]
    assert a == b, (i, a, b)
PY
}

@test "--columns: numbers are the bytes that came in, true and false words, arrays and objects JSON, null and nothing empty" {
    awkward >"$T/records"
    [ "$(cm-render --format csv --columns duration,private=metaData.isPrivate,metaData.started,x "$T/records" | tr -d '\r')" = "duration,private,metaData.started,x
1e3,false,,
12345678901234567890.10,,,
,true,,
,,,
,,,
90,,," ]
    cm-render --format csv --columns id,parties "$T/records" | /usr/bin/python3 -c 'import csv, json, sys
rows = list(csv.reader(sys.stdin, strict=True))[1:]
want = [json.loads(line).get("parties") for line in open(sys.argv[1]) if line.strip()]
assert [json.loads(r[1]) if r[1] else None for r in rows] == want
assert "\u202e" not in str(rows)' "$T/records"
    [ "$(cm-render --format csv --columns id "$T/records" | tail -4 | tr -d '\r' | paste -sd' ')" = '"" "" "" 4' ]
    [ "$(cm-render --format csv --columns id --bom /dev/null | od -An -tx1 | tr -d ' ')" = efbbbf69640d0a ]
}

@test "--columns: hostile words are no formulas and no controls, and the same as in every csv" {
    hostile nasty >"$T/nasty"
    cm-render --format csv --columns id,title,account,stage,url "$T/nasty" >"$T/table"
    cm-render --format csv "$T/nasty" >"$T/report"
    /usr/bin/python3 - "$T/table" "$T/report" <<'PY'
import csv, re, sys
table, report = ({r[0]: r for r in csv.reader(open(p, newline="", encoding="utf-8"), strict=True)} for p in sys.argv[1:])
assert len(table) == len(report) > 50
for i, r in table.items():
    assert len(r) == 5 and (i == "id" or r[1:4] == [report[i][2], report[i][3], report[i][5]]), (r, report[i])
    for c in r:
        assert re.fullmatch(r"[+-]?\d+(\.\d+)?", c) or not re.match("[\\s\u00a0]*[=+\\-@\uff1d\uff0b\uff0d\uff20]", c), c
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", c), c
PY
}

@test "--columns: threads change nothing, and the order is the input's" {
    awkward >"$T/few"
    for i in {1..300}; do sed "s/7782342274025937895/$i/" "$T/few"; done >"$T/records"
    for n in 1 2 4; do
        cm-render --format csv --threads $n --columns id,title,parties <"$T/records" >"$T/$n"
        cm-render --format csv --threads $n --columns id,title,parties -o "$T/$n.csv" "$T/few" "$T/records"
        cmp "$T/1" "$T/$n"
        cmp "$T/1.csv" "$T/$n.csv"
    done
    [ "$(wc -l <"$T/1")" = 1801 ]
    [ "$(grep -E '^[0-9]+,"A' "$T/1" | cut -d, -f1 | paste -sd,)" = "$(seq -s, 300)" ]
}

@test "--columns: what came before a bad record is out, its line is named and not its content" {
    { awkward | head -2; echo 'Zwetschgendatschi'; awkward; } >"$T/records"
    for n in 1 4; do
        run -65 --separate-stderr cm-render --format csv --threads $n --columns id,title "$T/records"
        [[ $stderr == "cm-render: $T/records:3: not one JSON object"* && $stderr != *Zwetschgen* ]]
        [ "$output" = "$(awkward | head -2 | cm-render --format csv --columns id,title)" ]
        run -65 cm-render --format csv --threads $n --columns id,title -o "$T/csv" "$T/records"
        [ ! -e "$T/csv" ]
        run -0 --separate-stderr cm-render --format csv --threads $n --columns id,title --reject "$T/rejected" "$T/records"
        [ "$(<"$T/rejected")" = Zwetschgendatschi ]
        [ "$output" = "$({ awkward | head -2; awkward; } | cm-render --format csv --columns id,title)" ]
    done
    run -74 --separate-stderr bash -c "cm-render --format csv --columns id /dev/null >/dev/full"
    [ "$stderr" = "cm-render: stdout: No space left on device" ]
    awkward >"$T/records"
    for i in {1..999}; do cat "$T/records"; done >"$T/many"
    run -74 --separate-stderr bash -c "cm-render --format csv --columns parties,metaData '$T/many' >/dev/full"
    [ "$stderr" = "cm-render: stdout: No space left on device" ]
}

@test "--columns: wrong usage is status 64 and says what is right" {
    for list in '' 'id,' 'a..b' 'x=' . 'a\b' "$(seq -s, 300)"; do
        run -64 --separate-stderr cm-render --format csv --columns "$list" /dev/null
        [[ $stderr == "cm-render: "*column* && ${#stderr_lines[@]} -eq 1 ]]
    done
    for more in '--format html' '--format evidence-csv' '-o report.md' ''; do
        # shellcheck disable=SC2086
        run -64 --separate-stderr cm-render $more --columns id /dev/null
        [ "$stderr" = "cm-render: --columns is for --format csv" ]
    done
    for more in '--ledger x' '--rollup x' '--title x' '--zone UTC' '--min-calls 0' '--now 2026-10-07T00:00:00Z'; do
        # shellcheck disable=SC2086
        run -64 --separate-stderr cm-render --format csv $more --columns id /dev/null
        [[ $stderr == "cm-render: --columns makes a table"* ]]
    done
    run -64 cm-render --format csv --long --columns id /dev/null
}

@test "two versions of a question set are counted apart" {
    calls 6 | edit 'import zlib
if zlib.crc32(r["metaData"]["id"].encode()) % 2: r["callmine"]["analysis"]["sets"][0]["version"] = 9' >"$T/calls"
    cm-render --format json "$T/calls" >"$T/report"
    [ "$(jq -c '[.sets[] | select(.id == "pricing") | .version] | sort' "$T/report")" = '[1,9]' ]
    [ "$(jq '[.rollup.questions[] | select(.question == "price_discussed") | .asked] | add' "$T/report")" = 6 ]
    [[ $(cm-render --format csv "$T/calls" | head -1) == *pricing@1.price_discussed* ]]
}

@test "hostile words cannot change the structure of html and md" {
    hostile benign >"$T/benign"
    hostile nasty >"$T/nasty"
    for f in html md; do
        cm-render --format $f -o "$T/b.$f" "$T/benign"
        cm-render --format $f -o "$T/n.$f" "$T/nasty"
        skeleton $f "$T/b.$f" "$T/n.$f"
    done
    # and the check would see it
    sed 's/&lt;script&gt;/<script>/' "$T/n.html" >"$T/x.html"
    run ! skeleton html "$T/b.html" "$T/x.html"
    sed 's/\\\*\\\*bold/**bold/' "$T/n.md" >"$T/x.md"
    run ! skeleton md "$T/b.md" "$T/x.md"
}

@test "hostile words come back from every format as they were said" {
    hostile nasty >"$T/nasty"
    for f in html md txt json; do
        cm-render --format $f -o "$T/n" "$T/nasty"
        quotes $f "$T/n" "$T/nasty"
    done
    cm-render --format evidence-csv -o "$T/n" "$T/nasty"
    run -0 quotes csv "$T/n" "$T/nasty"
    [ "$output" = "$(($(wc -l <"$T/nasty") * 3)) quotes, all found" ]
}

@test "csv: no cell is a formula, no cell holds a control character, every row is as wide" {
    hostile nasty >"$T/nasty"
    for f in csv evidence-csv; do
        cm-render --format $f -o "$T/csv" "$T/nasty"
        /usr/bin/python3 - "$T/csv" <<'PY'
import csv, re, sys
rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8"), strict=True))
assert len(rows) > 50 and len({len(r) for r in rows}) == 1
for r in rows:
    for c in r:
        assert re.fullmatch(r"[+-]?\d+(\.\d+)?", c) or not re.match("[\\s\u00a0]*[=+\\-@\uff1d\uff0b\uff0d\uff20]", c), c
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", c), c
assert any("-5" in r for r in rows) or "evidence" not in sys.argv[1]
PY
    done
}

@test "txt and md hold nothing that moves a cursor" {
    hostile nasty >"$T/nasty"
    for f in txt md html; do
        cm-render --format $f -o "$T/n" "$T/nasty"
        run ! grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]' "$T/n"
    done
}

@test "an address that is no address of the web is no link" {
    calls 3 | edit 'r["metaData"]["url"] = "javascript:alert(1)"
for x in r["callmine"]["analysis"]["answers"]:
    for e in x["evidence"]: e["link"] = "https://app.gong.io/x\" onclick=\"y"' >"$T/calls"
    for f in html md txt; do
        cm-render --format $f -o "$T/r" "$T/calls"
        run ! grep -qE 'javascript|onclick' "$T/r"
    done
}

@test "--zone says in which zone the dates are" {
    calls 1 | edit 'r["metaData"]["started"] = "2026-10-06T23:30:00Z"' >"$T/calls"
    [ "$(cm-render --format json "$T/calls" | jq -r '.calls[0].date')" = 2026-10-06 ]
    [ "$(cm-render --format json --zone Europe/Berlin "$T/calls" | jq -r '.calls[0].date')" = 2026-10-07 ]
    cm-render --format txt --zone Europe/Berlin "$T/calls" | grep -q '7 Oct 2026 (Europe/Berlin)'
}

@test "csv has the start as it was recorded, with its own offset, whatever --zone says" {
    calls 1 | edit 'r["metaData"]["started"] = "2026-10-06T23:30:00-05:00"' >"$T/calls"
    cm-render --format csv --zone Europe/Berlin "$T/calls" | grep -qF ',2026-10-06T23:30:00-05:00,'
}

@test "a number stands whole or rounded to two places, and as it came where it is beyond numbers" {
    while read -r came shown; do
        calls 1 | edit '
for a in r["callmine"]["analysis"]["answers"]:
    if a["question"] == "budget_amount": a.update(status="answered", value="NUMBER", confidence="high", evidence=[])' |
            sed "s/\"NUMBER\"/$came/" >"$T/calls"
        cm-render --format csv "$T/calls" | grep -qF -- ",$came,"
        for f in html md txt; do cm-render --format $f "$T/calls" | tr -d '\\' | grep -qE -- "(^|[^0-9.,])$shown([^0-9.,]|$)"; done
        cm-render --format pdf "$T/calls" | pdftotext - - | grep -qE -- "(^|[^0-9.,])$shown([^0-9.,]|$)"
        cm-render --format docx -o "$T/r.docx" "$T/calls"
        unzip -p "$T/r.docx" word/document.xml | grep -qF -- ">$shown<"
    done <<'ROWS'
1e999 1e999
9007199254740993 9,007,199,254,740,993
2500000.005 2,500,000.01
0.30000000000000004 0.3
ROWS
}

@test "a date among the answers is written as the other dates are" {
    calls 1 | edit '
for a in r["callmine"]["analysis"]["answers"]:
    if a["question"] == "due_date": a.update(status="answered", value="2031-11-16", confidence="high", evidence=[])' >"$T/calls"
    for f in html md txt; do
        cm-render --format $f "$T/calls" >"$T/report"
        grep -qF '16 Nov 2031' "$T/report"
        run ! grep -F '2031-11-16' "$T/report"
    done
    cm-render --format pdf "$T/calls" | pdftotext - "$T/report"
    grep -qF '16 Nov 2031' "$T/report"
    run ! grep -F '2031-11-16' "$T/report"
}

@test "what was not counted, what was not found and the method stand in this order in every format" {
    calls 3 >"$T/calls"
    cm-render --out "$T/reports" --format html,md,txt,pdf,docx --ledger <(printf '{"v":1,"stage":"gong-list-calls","listed":3}\n') "$T/calls"
    pdftotext "$T/reports/report.pdf" - >"$T/reports/report.pdf.txt"
    unzip -p "$T/reports/report.docx" word/document.xml | sed 's/<[^>]*>/\n/g' >"$T/reports/report.docx.txt"
    for f in html md txt pdf.txt docx.txt; do
        order=$(grep -oE '(^|[ >])(Not counted|Asked and not found|Method)(<|$)' "$T/reports/report.$f" | grep -oE '[A-Z][a-z ]+' | tail -3 | tr '\n' ';')
        [[ $order == "Not counted;Asked and not found;Method;" ]]
    done
    order=$(grep -oE 'href="#(not-counted|absent|method)"' "$T/reports/report.html" | head -4 | tr -d '\n')
    [[ $order == 'href="#not-counted"href="#absent"href="#method"'* ]]
}

@test "no calls at all is a report that says so" {
    for f in $FORMATS; do run -0 --separate-stderr cm-render --format $f -o "$T/report.$f" </dev/null; done
    grep -q 'no_match: no call was analysed' "$T/report.html"
    [ "$(wc -l <"$T/report.csv")" = 1 ]
    validate report "$T/report.json"
    printf '{"v":1,"stage":"gong-list-calls","listed":1}\n{"v":1,"stage":"cm-filter","reason":"filtered:stage","id":"1"}\n' >"$T/ledger"
    run -0 cm-render --format txt --ledger "$T/ledger" </dev/null
    [[ $output == *"no_match: no call was analysed, of 1 listed."* && $output == *"filtered out by stage"* ]]
}

@test "beyond 500 calls the html has cards for the newest 500 and says so; the table and the csv have all" {
    calls 503 >"$T/calls"
    cm-render -o "$T/report.html" "$T/calls"
    [ "$(grep -c '<details class="card"' "$T/report.html")" = 500 ]
    grep -q 'Cards for the newest 500 calls of 503' "$T/report.html"
    [ "$(sed -n '/id="calls"/,/id="cards"/p' "$T/report.html" | grep -cE "^<tr( id=\"call-[0-9]*\")?><th scope=\"row\"")" = 503 ]
    [ "$(cm-render --format csv "$T/calls" | wc -l)" = 504 ]
}

@test "without --format the name of the file decides, and html if it says nothing" {
    calls 2 >"$T/calls"
    for f in html md txt csv json; do
        cm-render -o "$T/report.$f" "$T/calls"
        cm-render --format $f "$T/calls" | cmp - "$T/report.$f"
    done
    cm-render "$T/calls" | cmp - "$T/report.html"
    cm-render -o "$T/report" "$T/calls"
    cmp "$T/report" "$T/report.html"
}

@test "a file whose name ends like no format is refused, and not made" {
    for name in report.pptx report.xls report.HTM; do
        run -64 --separate-stderr cm-render -o "$T/$name" /dev/null
        [[ $stderr == *"$name: no format is called so; say --format" && ! -e $T/$name ]]
    done
    run -0 cm-render --format html -o "$T/report.pdf" /dev/null
    mkdir "$T/v1.2"
    run -0 cm-render -o "$T/v1.2/report" /dev/null
    grep -q '<html' "$T/v1.2/report"
}

# ---- what a model answered: lists, tiers, notes, corrections, costs, earlier runs, a summary

@test "every quote of every tier and every object is in the transcript, and none is missing" {
    modelled 40 >"$T/calls"
    all=$(jq -s 'map(.callmine.analysis.answers[].evidence | length) | add' "$T/calls")
    ((all > 100))
    for f in html md txt json; do
        cm-render --format "$f" -o "$T/report" "$T/calls"
        run -0 quotes "$f" "$T/report" "$T/calls"
        ((${output%% *} >= all))
    done
    cm-render --format evidence-csv -o "$T/report" "$T/calls"
    run -0 quotes csv "$T/report" "$T/calls"
    [ "$output" = "$all quotes, all found" ]
}

@test "a quote that was not found byte for byte says how it was found" {
    modelled 1 | edit 'for a in r["callmine"]["analysis"]["answers"]:
    for e in a["evidence"]: e["match"] = "fuzzy"' >"$T/calls"
    n=$(jq '[.callmine.analysis.answers[].evidence[]] | length' "$T/calls")
    ((n > 2))
    [ "$(cm-render "$T/calls" | sed -n '/id="cards"/,$p' | grep -c '<span class="tier">fuzzy match</span></figcaption>')" = "$n" ]
    [ "$(cm-render --format txt "$T/calls" | sed -n '/^Calls$/,$p' | grep -c '(customer, fuzzy match), at ')" = "$n" ]
    [ "$(cm-render --format md "$T/calls" | sed -n '/^## Call by call/,$p' | grep -c ' · fuzzy match · \[')" = "$n" ]
    sed 's/"fuzzy"/"exact"/g' "$T/calls" >"$T/exact"
    for f in html md txt; do run ! grep -q 'fuzzy\( \|<\)' <(cm-render --format $f "$T/exact" | sed -n '/[Cc]all by call\|^Calls$/,$p'); done
}

@test "a note is the model's words, named so, and never between quote marks; nor is a correction or a reason" {
    modelled 40 >"$T/calls"
    cm-render --format txt "$T/calls" >"$T/txt"
    tr -s ' \n' ' ' <"$T/txt" | grep -q 'note of the model, not a quote: He said yes and meant no\. '
    tr -s ' \n' ' ' <"$T/txt" | grep -q "note of the model, not a quote: The buyer's words were price_discussed more or less\. "
    tr -s ' \n' ' ' <"$T/txt" | grep -q 'corrected by Ada, 2026-10-09; it was unclear; why: I was there '
    tr -s ' \n' ' ' <"$T/txt" | grep -q 'why there is no answer: invalid_output '
    cm-render "$T/calls" >"$T/html"
    [ "$(grep -c '<p class="mark"><bdi>note of the model' "$T/html")" = "$(jq -s '[.[].callmine.analysis.answers[] | select(.note)] | length' "$T/calls")" ]
    # shellcheck disable=SC1112 # they are what is looked for
    run ! grep -qP '<p class="mark"><bdi>[^<]*(["“”«»‘`]|&quot;)' "$T/html"
    # shellcheck disable=SC1112
    run ! grep -qP '^  (note of|corrected by|why there).*["“”«»‘`]' <(cm-render --format md "$T/calls")
    [ "$(cm-render --format json "$T/calls" | jq -c '[.calls[].answers[].note // empty] | sort')" = "$(jq -sc '[.[].callmine.analysis.answers[].note // empty] | sort' "$T/calls")" ]
}

@test "an answer's own words are printed without quote marks; the quotes beside them have theirs" {
    modelled 3 | jq -c '.callmine.analysis.sets[0].questions[0].type = "short"
        | (.callmine.analysis.answers[] | select(.question == "price_discussed")) |= (.status = "answered" | .value = "They said “we love it” and \"more\"")
        | (.callmine.analysis.answers[] | select(.question == "objections" and .status == "answered") | .value[].stated) = "He said \"no way\""' >"$T/calls"
    for f in html md txt; do
        cm-render --format $f "$T/calls" | tr '\n' ' ' >"$T/$f"
        grep -q 'They said we love it and more' "$T/$f"
        grep -q 'He said no way' "$T/$f"
        run ! grep -qE '[“"]we love|[“"]no way|&quot;no way' "$T/$f"
    done
    cm-render --format csv "$T/calls" | grep -q 'They said “we love it” and ""more""'
}

@test "md: blanks at the ends of a note change nothing but the words" {
    modelled 20 >"$T/calls"
    edit 'for a in r["callmine"]["analysis"]["answers"]:
        if a.get("note"): a["note"] = "\u3000" + a["note"] + " \u2003"' <"$T/calls" >"$T/odd"
    for name in calls odd; do
        cm-render --format md "$T/$name" | cmark --unsafe >"$T/$name.html"
        grep -o '<[^>]*>' "$T/$name.html" >"$T/$name.tags"
    done
    grep -q 'note of the model' "$T/odd.html"
    cmp "$T/calls.tags" "$T/odd.tags"
}

@test "an object of a list stands with its fields and its own quotes" {
    modelled 1 | jq -c '.callmine.analysis.answers |= map(select(.question == "objections"))
        | .callmine.analysis.answers[0] as $a | .callmine.analysis.answers = [$a | .status = "answered" | .note = null
        | .value = [{"kind": "price", "stated": "too much", "resolved": true, "areas": "legal", "amount": 9000, "due": "2026-12-01"}, {"kind": "timing", "stated": null, "resolved": null, "areas": null, "amount": null, "due": null}]
        | .evidence = [{"quote": "Thanks for making the time today.", "sentences": [0, 0], "speaker": "Jane Doe", "side": "customer", "start_ms": 0, "end_ms": 9, "match": "exact", "item": 1},
                       {"quote": "Thanks", "sentences": [0, 0], "speaker": "Jane Doe", "side": "customer", "start_ms": 0, "end_ms": 9, "match": "exact", "item": 0}]]' >"$T/calls"
    # shellcheck disable=SC1112 # they are what is looked for
    want='1. Kind: Price; Stated: too much; Resolved: Yes; Areas: Legal; Amount: 9000; Due: 1 Dec 2026 “Thanks” — Jane Doe, VP Sales.*2. Kind: Timing “Thanks for making the time today.”'
    jq -c '.callmine.analysis.answers[0].evidence[].title = "VP Sales"' "$T/calls" >"$T/titled"
    cm-render --format txt "$T/titled" | sed -n '/^Calls$/,$p' | tr -s ' \n' ' ' | grep -q "$want"
    cm-render --format md "$T/titled" | sed -n '/^## Call by call/,$p' | tr -s ' \n' ' ' | grep -q '(1) Kind: Price; Stated: too much; .* > “Thanks”.* (2) Kind: Timing > “Thanks for making the time today\.”'
    cm-render "$T/calls" | tr -d '\n' | grep -qP '<ol class="items"><li><dl class="facts"><div><dt><bdi>Kind</bdi></dt><dd><bdi>Price</bdi></dd></div>.*?<blockquote[^>]*>Thanks</blockquote>.*?</li><li><dl class="facts"><div><dt><bdi>Kind</bdi></dt><dd><bdi>Timing</bdi></dd></div></dl><figure.*?>Thanks for making the time today.</blockquote>'
    /usr/bin/python3 - "$T/calls" <(cm-render --format csv "$T/calls") <(cm-render --format evidence-csv "$T/calls") <<'PY'
import csv, io, json, sys
calls, wide, long = (open(p, newline="", encoding="utf-8").read() for p in sys.argv[1:])
value = json.loads(calls)["callmine"]["analysis"]["answers"][0]["value"]
row = next(csv.DictReader(io.StringIO(wide), strict=True))
assert json.loads(row["objections"]) == value and row["objections_status"] == "answered"
assert row["objections"] == json.dumps(value, separators=(",", ":")), row["objections"]
rows = list(csv.DictReader(io.StringIO(long), strict=True))
assert [(r["item"], json.loads(r["value"]), r["quote"]) for r in rows] == [("1", value[1], "Thanks for making the time today."), ("0", value[0], "Thanks")]
PY
}

@test "a list with a value of another type, a field of no known type or none at all is a bad record" {
    modelled 4 >"$T/calls"
    for change in '.answers[] |= if .question == "objections" then .status = "answered" | .value = "x" else . end' \
        '.answers[] |= if .question == "objections" then .status = "answered" | .value = ["x"] else . end' \
        '.answers[] |= if .question == "objections" then .status = "answered" | .value = [{"amount": "much"}] else . end' \
        '.answers[] |= if .question == "objections" then .status = "answered" | .value = [{"kind": {}}] else . end' \
        '.sets[1].questions[1].fields[0].type = "list"' '.sets[1].questions[1].fields = []' 'del(.sets[1].questions[1].fields)' \
        '.answers[0].status = "maybe"'; do
        { head -1 "$T/calls"; sed -n 2p "$T/calls" | jq -c ".callmine.analysis |= ($change)"; } >"$T/in"
        run -65 --separate-stderr cm-render "$T/in"
        [[ $stderr == "cm-render: $T/in:2: "* && ${#stderr_lines[@]} -eq 1 ]]
    done
}

@test "what is no answer is counted apart and shown apart in every format" {
    modelled 60 >"$T/calls"
    read -r a n u x r e <<<"$(jq -s '[.[].callmine.analysis.answers[] | select(.question == "budget_amount") | .status] | [("answered", "not_discussed", "unclear", "unsupported", "refused", "error") as $s | map(select(. == $s)) | length] | map(tostring) | join(" ")' -r "$T/calls")"
    [[ $((a + n + u + x + r + e)) = 60 && $x -gt 0 && $r -gt 0 && $e -gt 0 ]]
    said="answered $a of 60 (.*), unclear $u, not discussed $n, unsupported $x, refused by the model $r, in error $e"
    cm-render --format txt "$T/calls" | grep -q "  $said; median"
    cm-render --format md "$T/calls" | grep -q "^A${said#a}; looked for"
    cm-render "$T/calls" >"$T/html"
    grep -q "aria-label=\"$said\"" "$T/html"
    grep -q "Unsupported $x</li><li><i class=\"k4\"></i>Refused by the model $r</li><li><i class=\"k4\"></i>In error $e</li>" "$T/html"
    grep -q "Not asked 9</li>" "$T/html"
    cm-render --format txt "$T/calls" | tr '\n' ' ' | grep -q "unsupported answers, in no count: $(jq -s '[.[].callmine.analysis.answers[] | select(.status == "unsupported")] | length' "$T/calls")\."
    [ "$(cm-render --format csv "$T/calls" | grep -c ',unsupported,')" -gt 0 ]
}

@test "the head names engine and model, the grounding by tier, and what asking cost" {
    modelled 60 >"$T/calls"
    for f in html md txt; do cm-render --format $f "$T/calls" | tr '\n' ' ' >"$T/$f"; done
    grep -q 'Engine: openai (small-1)' "$T/txt"
    grep -q '<dt>Engine</dt><dd><bdi>openai (small-1)</bdi></dd>' "$T/html"
    for f in html md txt; do
        grep -q 'Grounding: 202 of 265 quotes that were claimed are held (76%, exact 116, normalized 28, stitched 27, fuzzy 31); not found: 63; unsupported answers, in no count: 27\.' "$T/$f"
        grep -q 'Asking took 237,801 tokens in (46,200 cached), 20,790 out, and cost 2\.31 in the currency of the table of prices; answers without a price: 46\. 10 answers were corrected by hand\.' "$T/$f"
    done
}

@test "--against: what changed since an earlier run is in html, md and txt, and the html is whole" {
    modelled 60 3 .1 | cm-summarize >"$T/then"
    modelled 80 5 .8 | jq -c '.callmine.analysis.sets[0].questions[1].sha256 = "f" * 64' >"$T/calls"
    for f in html md txt; do cm-render --format $f --against "$T/then" -o "$T/report.$f" "$T/calls"; done
    tr -s ' \n' ' ' <"$T/report.txt" | grep -q 'Competitors named: Acmeware: rising, 40 of 80 (50%, 39–61%) now, 3 of 60 (5%, 2–14%) then; +45 points (+31 to +56)'
    grep -q '^| Competitors named: Acmeware | rising | 3 of 60 (5%, 2–14%) | 40 of 80 (50%, 39–61%) | \\+45 points (+31 to +56) |$' "$T/report.md"
    grep -q '<span class="move rising">rising</span>' "$T/report.html"
    for f in html md txt; do tr '\n' ' ' <"$T/report.$f" | grep -q 'Asked in other words before, and so not compared: Budget amount\.'; done
    /usr/bin/python3 - "$T/report.html" <<'PY'
import sys
from html.parser import HTMLParser
void = {"meta", "rect", "path", "col", "br", "hr"}
class P(HTMLParser):
    def __init__(self): super().__init__(); self.stack, self.ids, self.links = [], [], []
    def handle_starttag(self, tag, attrs):
        a = dict(attrs); self.ids += [a["id"]] if "id" in a else []; self.links += [a["href"][1:]] if (a.get("href") or "").startswith("#") else []
        if tag not in void: self.stack.append(tag)
    def handle_startendtag(self, tag, attrs): pass
    def handle_endtag(self, tag): assert self.stack.pop() == tag, tag
p = P(); p.feed(open(sys.argv[1], encoding="utf-8").read()); p.close()
assert not p.stack and len(set(p.ids)) == len(p.ids) and not set(p.links) - set(p.ids)
assert "trend" in p.ids and "trend" in p.links
PY
    for f in html md txt; do cm-render --format $f --against - "$T/calls" | cmp - <(cm-render --format $f "$T/calls"); done
    run -65 --separate-stderr cm-render --against "$T/calls" "$T/calls"
    [[ $stderr == "cm-render: $T/calls: "* ]]
}

@test "--rollup: a summary that somebody wrote is taken once it passes here too, and a forged one is refused" {
    modelled 80 5 .8 >"$T/calls"
    echo 'Price was discussed on 55 of 80 calls (69%) [pricing.price_discussed].' >"$T/text"
    cm-summarize --summary "$T/text" "$T/calls" >"$T/rollup"
    for f in html md txt json; do
        cm-render --format $f --rollup "$T/rollup" "$T/calls" >"$T/report"
        grep -q 'Price was discussed on 55 of 80 calls (69%)\.' "$T/report"
        run ! grep -q 'Was the price discussed? Yes on' "$T/report"
    done
    sed 's/55 of 80 calls (69%) \[/56 of 80 calls (70%) [/' "$T/rollup" >"$T/forged"
    run -1 cmp -s "$T/rollup" "$T/forged"
    run -65 --separate-stderr cm-render --rollup "$T/forged" "$T/calls"
    [[ -z $output && $stderr == "cm-render: $T/forged: \"summary\", sentence 1: byte 24: \"56 of 80\": "* ]]
    cm-render --format txt --rollup <(cat "$T/rollup") "$T/calls" | cmp - <(cm-render --format txt --rollup "$T/rollup" "$T/calls")
    # what is shown is made from what was checked, and what is sent of it is no other
    jq -c '.summary[0].text = "Zwetschgendatschi 99"' "$T/rollup" >"$T/forged"
    run -65 --separate-stderr cm-render --format txt --rollup "$T/forged" "$T/calls"
    [[ -z $output && $stderr == "cm-render: $T/forged: \"summary\" is not what these calls add up to: make it anew with cm-summarize" ]]
}

@test "--rollup: every member is compared, by its value: what was edited is refused, what was only written anew is taken" {
    modelled 30 4 >"$T/early"
    cm-summarize "$T/early" >"$T/then"
    modelled 40 >"$T/calls"
    seq 45 | sed '1s/.*/{"v":1,"stage":"gong-list-calls","listed":45}/; 2,6s/.*/{"v":1,"stage":"cm-filter","reason":"filtered:stage","id":"&"}/; 7,$d' >"$T/ledger"
    given=(--against "$T/then" --ledger "$T/ledger" --amends "$T/early")
    cm-summarize "${given[@]}" "$T/calls" >"$T/rollup"
    while IFS='|' read -r change member; do
        jq -c "$change" "$T/rollup" >"$T/forged"
        run --separate-stderr cm-render --rollup "$T/forged" "${given[@]}" -o "$T/report" "$T/calls"
        [[ $status -eq 65 && ! -e $T/report && $stderr == "cm-render: $T/forged: \"$member\" is not what these calls add up to: make it anew with cm-summarize" ]] ||
            { echo "$change: $stderr"; false; }
    done <<'END'
.summary[2].text = "Nobody named a rival."|summary
.summary = []|summary
.summary = .summary[1:] + .summary[:1]|summary
del(.summary[1].of)|summary
.quotes[0].quote = "We love it."|quotes
.quotes[0].link = "https://example.com/"|quotes
.quotes = []|quotes
.ledger.listed = 46|ledger
.ledger.closes = false|ledger
.window.to = "2030-01-01T00:00:00Z"|window
.sets[0].title = "Zwetschgendatschi"|sets
.engines = []|engines
.corrected = 99|corrected
.metrics = {}|metrics
.disagreements.unstable = ["x"]|disagreements
.amends.added = 0|amends
.trend.questions[0].rows[0].then[0].calls = 0|trend
.questions[0].quotes = []|questions
.evidence.checked = 1|evidence
.accounts = 1|accounts
.v = 2|v
del(.usage)|usage
del(.trend)|trend
END
    jq -c '.more = 1' "$T/rollup" >"$T/forged"
    run -65 --separate-stderr cm-render --rollup "$T/forged" "${given[@]}" "$T/calls"
    [[ $stderr == *"it has members that no roll-up has"* ]]
    cm-render --rollup "$T/rollup" "${given[@]}" "$T/calls" >"$T/report"
    for how in . '-S .'; do
        command jq $how "$T/rollup" >"$T/written"
        cm-render --rollup "$T/written" "${given[@]}" "$T/calls" | cmp - "$T/report"
    done
    # Made without a ledger, earlier runs or an earlier report, it is none the worse for them.
    cm-summarize "$T/calls" >"$T/bare"
    cm-render --rollup "$T/bare" "${given[@]}" "$T/calls" | cmp - "$T/report"
    jq -c '.summary[0].text = "We won them all."' "$T/bare" >"$T/forged"
    run -65 --separate-stderr cm-render --rollup "$T/forged" "${given[@]}" "$T/calls"
    [[ $stderr == *": \"summary\" is not what these calls add up to"* ]]
    # The other way round it says what cannot be counted.
    for one in ledger amends against; do
        case $one in ledger) file=$T/ledger ;; amends) file=$T/early ;; against) file=$T/then ;; esac
        cm-summarize --$one "$file" "$T/calls" >"$T/with" 2>/dev/null
        run -65 --separate-stderr cm-render --rollup "$T/with" "$T/calls"
        [[ $stderr == *" is not what these calls add up to: give the --$one that it was made with" ]]
    done
}
