#!/usr/bin/env bats
# The workbook: what is in it is what the csv reports and the roll-up say, and text is text.

load env

calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }
modelled() { /usr/bin/python3 "$ROOT/tests/modelled.py" "$@"; }
tongues() { /usr/bin/python3 "$ROOT/tests/tongues.py" "$@"; }
hostile() { /usr/bin/python3 "$ROOT/tests/hostile_calls.py" "$@"; }
book() { /usr/bin/python3 "$ROOT/tests/workbook.py" "$@"; }

# edit PYTHON: calls on stdin, each as r with its place i; what is left of r goes out
edit() { /usr/bin/python3 -c 'import json, sys
for i, line in enumerate(sys.stdin):
    r = json.loads(line)
    a = r["callmine"]["analysis"]["answers"]
    exec(sys.argv[1])
    print(json.dumps(r))' "$1"; }

# reports CALLS [OPTIONS]: the workbook and what it must agree with
reports() {
    local in=$1
    shift
    cm-render --format xlsx -o "$T/report.xlsx" "$@" "$in"
    cm-render --format csv -o "$T/calls.csv" "$@" "$in"
    cm-render --format evidence-csv -o "$T/evidence.csv" "$@" "$in"
}

@test "a workbook is a sound zip of well-formed parts, each declared and there, with the sheets in order" {
    calls 20 >"$T/calls"
    cm-summarize "$T/calls" >"$T/earlier"
    cm-render -o "$T/report.xlsx" "$T/calls"
    run -0 book whole "$T/report.xlsx"
    [ "$output" = $'Summary\nCalls\nEvidence\nThemes\nBreakdowns\nNot counted\nMethod' ]
    cm-render --format xlsx --against "$T/earlier" "$T/calls" >"$T/report.xlsx"
    run -0 book whole "$T/report.xlsx"
    [ "$output" = $'Summary\nCalls\nEvidence\nThemes\nTrend\nBreakdowns\nNot counted\nMethod' ]
    run -0 --separate-stderr cm-render --format xlsx -o "$T/report.xlsx" </dev/null
    [ -z "$output$stderr" ]
    book whole "$T/report.xlsx"
}

@test "Calls and Evidence are the csv reports: ids text, dates dates in the zone, amounts numbers, links links" {
    for made in calls modelled; do
        $made 40 >"$T/calls"
        for zone in UTC America/New_York Asia/Kolkata; do
            reports "$T/calls" --zone "$zone"
            run -0 book tables "$T/report.xlsx" "$T/calls.csv" "$T/evidence.csv" "$zone"
            [[ $output == "40 calls, "*" quotes" && $output != *" 0 quotes" ]]
        done
    done
    sed -i '5s/[0-9]/&1/' "$T/calls.csv"
    run -1 book tables "$T/report.xlsx" "$T/calls.csv" "$T/evidence.csv" Asia/Kolkata
}

@test "every number is the roll-up's, and none of the roll-up's is missing" {
    for made in calls modelled; do
        $made 60 >"$T/calls"
        cm-summarize "$T/calls" >"$T/rollup"
        cm-render -o "$T/report.xlsx" "$T/calls"
        run -0 book numbers "$T/report.xlsx" "$T/rollup"
        ((${output% rows} > 100))
    done
    sed -i 's/"answered":\([0-9]\)/"answered":1\1/' "$T/rollup"
    run -1 book numbers "$T/report.xlsx" "$T/rollup"
}

@test "links lead to the records' own addresses and to cells that are there" {
    calls 40 >"$T/calls"
    cm-render -o "$T/report.xlsx" "$T/calls"
    run -0 book links "$T/report.xlsx" "$T/calls"
    [[ $output =~ ^([0-9]+)\ links\ out,\ ([0-9]+)\ inside$ ]]
    ((BASH_REMATCH[1] > 80 && BASH_REMATCH[2] >= 10))
    edit 'r["metaData"]["url"] = ["javascript:alert(1)", "file:///etc/passwd", "https://x.example/?q=internal:Calls!A1",
        "https://x.example/external:y", "https://x.example/" + "%5B" * 800, "https://x.example/a#b#c", "https://x.example/[1]?%zz&a=%22"][i % 7]
for e in a: e["evidence"] = []' <"$T/calls" >"$T/odd"
    cm-render -o "$T/report.xlsx" "$T/odd"
    book whole "$T/report.xlsx"
    book links "$T/report.xlsx" "$T/odd"
    book text "$T/report.xlsx" Method | grep -q '^Calls: 18 addresses are text here, and no link'
    [ "$(book text "$T/report.xlsx" Calls | grep -c 'internal:Calls!A1')" = 6 ]
    bsdtar -xOf "$T/report.xlsx" 'xl/worksheets/_rels/*' >"$T/rels"
    grep -q 'https://x.example/a' "$T/rels"
    run ! grep -E 'javascript|file:|internal|external:y' "$T/rels"
}

@test "what means harm is text: no formula, no other skeleton, nothing that XML or a spreadsheet reads otherwise" {
    for kind in benign nasty; do
        hostile $kind >"$T/calls"
        reports "$T/calls"
        book whole "$T/report.xlsx"
        run -0 book tables "$T/report.xlsx" "$T/calls.csv" "$T/evidence.csv" UTC
        for part in xl/workbook.xml xl/styles.xml '\[Content_Types\].xml' xl/_rels/workbook.xml.rels; do
            bsdtar -xOf "$T/report.xlsx" "$part"
        done >"$T/$kind"
    done
    cmp "$T/benign" "$T/nasty"
    calls 3 | edit 'r["metaData"]["title"] = ["_x003D_1+1", "_x005F_x0041_", "=HYPERLINK(\"https://evil.example\")"][i]' >"$T/calls"
    reports "$T/calls"
    book tables "$T/report.xlsx" "$T/calls.csv" "$T/evidence.csv" UTC
    bsdtar -xOf "$T/report.xlsx" xl/worksheets/sheet2.xml | grep -q '_x005F_x003D_1+1'
}

@test "names, titles, companies and quotes of every script come back from the workbook" {
    tongues >"$T/calls"
    reports "$T/calls"
    book tables "$T/report.xlsx" "$T/calls.csv" "$T/evidence.csv" UTC
    jq -r '.metaData.title, .callmine.company.name, (.callmine.analysis.answers[].evidence[] | .speaker, .quote)' "$T/calls" | LC_ALL=C sort -u >"$T/said"
    (($(wc -l <"$T/said") == 4 * $(wc -l <"$T/calls")))
    for sheet in Calls Evidence; do book text "$T/report.xlsx" $sheet; done | tr '\t' '\n' | LC_ALL=C sort -u >"$T/cells"
    run -0 env LC_ALL=C comm -23 "$T/said" "$T/cells"
    [ -z "$output" ]
    jq -r '.callmine.company.name as $of | .callmine.analysis.answers[].evidence[] | "— \(.speaker), \(.title), \($of)"' "$T/calls" >"$T/bylines"
    run -0 grep -cFf "$T/bylines" <(book text "$T/report.xlsx" Summary)
    ((output >= 6))
}

@test "the same calls give the same bytes, whatever the order, the zone, the locale, the directory and the clock" {
    calls 25 >"$T/calls"
    cm-render -o "$T/report.xlsx" "$T/calls"
    mkdir "$T/elsewhere" "$T/tmp"
    tac "$T/calls" | (cd "$T/elsewhere" && umask 077 && TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 TMPDIR=$T/tmp \
        cm-render --format xlsx) | cmp - "$T/report.xlsx"
    bsdtar -xOf "$T/report.xlsx" docProps/core.xml | grep -q '>2026-10-03T[0-9:]*Z</dcterms:created>'
    cm-render --format xlsx "$T/calls" | cmp - "$T/report.xlsx"
}

@test "what Excel cannot hold is named: a text that is too long, and the places where it was cut" {
    calls 3 | edit 'if i == 1:
    r["metaData"]["title"] = "A" * 32767
if i == 2:
    r["metaData"]["title"] = "\U0001f600" * 20000' >"$T/calls"
    cm-render -o "$T/report.xlsx" "$T/calls"
    book whole "$T/report.xlsx"
    book text "$T/report.xlsx" Calls | cut -f3 >"$T/titles"
    grep -qx 'A\{32767\}' "$T/titles"
    grep -q '😀 \[cut\]$' "$T/titles"
    [ "$(tail -n +2 "$T/titles" | /usr/bin/python3 -c 'import sys; print(max(len(l.rstrip("\n").encode("utf-16-le")) // 2 for l in sys.stdin))')" = 32767 ]
    book text "$T/report.xlsx" Method | grep -q '^Calls!C2: 40,000 characters, cut'
    calls 3 | cm-render --format xlsx >"$T/report.xlsx"
    book text "$T/report.xlsx" Method | grep -q '^Nothing was cut or left out'
}

@test "beyond 65,530 links of a sheet an address is text, and Method says so" {
    calls 1 | /usr/bin/python3 -c 'import json, sys
r = json.loads(sys.stdin.readline()); q = [a for a in r["callmine"]["analysis"]["answers"] if a["evidence"]][0]
m = r["transcript"][0]["sentences"][0]
e = q["evidence"][0] | {"quote": m["text"], "sentences": [0, 0], "speaker_id": r["transcript"][0]["speakerId"]}
q["evidence"] = [e] * 65600
print(json.dumps(r))' >"$T/calls"
    cm-render -o "$T/report.xlsx" "$T/calls"
    run -0 bash -c "bsdtar -xOf '$T/report.xlsx' xl/worksheets/sheet3.xml | grep -o '<hyperlink ' | wc -l"
    [ "$output" = 65530 ]
    bsdtar -xOf "$T/report.xlsx" xl/worksheets/sheet7.xml | grep -q 'Evidence: [0-9]* addresses are text here, and no link'
}

@test "nothing of it is left in files with a name, not even while it is written" {
    calls 20 >"$T/calls"
    mkdir "$T/tmp"
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    TMPDIR=$T/tmp ASAN_OPTIONS=detect_leaks=0 strace -f -o "$T/trace" -e trace=open,openat,creat,unlink,unlinkat,rename,renameat,renameat2 \
        cm-render --format xlsx "$T/calls" >"$T/report.xlsx"
    book whole "$T/report.xlsx"
    (($(grep -c 'tmp", .*O_TMPFILE' "$T/trace") > 10))
    run ! grep -E 'O_CREAT|O_WRONLY|O_RDWR\||unlink|rename' <(grep -v O_TMPFILE "$T/trace")
}

@test "a full disk is status 74, here and where it is made, and nothing comes out that looks whole" {
    calls 60 >"$T/calls"
    run -74 --separate-stderr bash -c "cm-render --format xlsx '$T/calls' >/dev/full"
    [ "$stderr" = "cm-render: stdout: No space left on device" ]
    for kilobytes in 1 8 30 60; do
        run -74 --separate-stderr bash -c "trap '' XFSZ; ulimit -f $kilobytes; cm-render --format xlsx -o '$T/report.xlsx' '$T/calls'"
        [ "$stderr" = "cm-render: the temporary file of the workbook: File too large" ]
        [ ! -e "$T/report.xlsx" ]
    done
    run -73 --separate-stderr env TMPDIR="$T/no/such" cm-render --format xlsx "$T/calls"
    [[ -z $output && $stderr == "cm-render: $T/no/such: "* ]]
}
