#!/usr/bin/env bats
# All formats at once: cm-render --out, and what holds for every row of the table of formats.

load env

GOLDEN=$ROOT/tests/golden

calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }

# The table of formats, as the program has it.
setup() {
    local said
    said=$(cm-render --format , 2>&1 </dev/null) || true
    IFS='|' read -ra NAMES <<<"${said##* }"
    ((${#NAMES[@]} >= 6))
}

file_of() {
    case $1 in
    csv) echo calls.csv ;;
    evidence-csv) echo evidence.csv ;;
    *) echo "report.$1" ;;
    esac
}

@test "--out: a file for each format there is, from one reading, and the bytes of each alone" {
    run -0 --separate-stderr cm-render --out "$T/new/reports" --ledger "$GOLDEN/ledger.ndjson" --title 'A week' - <"$GOLDEN/calls.ndjson"
    [[ -z $output$stderr && $(stat -c %a "$T/new/reports") == 700 ]]
    for f in "${NAMES[@]}"; do
        cm-render --format "$f" --ledger "$GOLDEN/ledger.ndjson" --title 'A week' "$GOLDEN/calls.ndjson" | cmp - "$T/new/reports/$(file_of "$f")"
    done
    [[ $(find "$T/new/reports" -type f | wc -l) == "${#NAMES[@]}" ]]
}

@test "--out with --format: those, each once, in whatever order they are named" {
    calls 3 >"$T/calls"
    run -0 cm-render --out "$T/out" --format json,csv,json "$T/calls"
    [[ $(ls "$T/out") == "calls.csv
report.json" ]]
    for wrong in json,pptx 'json,' ,json '' 'json csv' jso jsonx; do
        run -64 --separate-stderr cm-render --out "$T/none" --format "$wrong" "$T/calls"
        [[ $stderr == *"is no format; they are html|md|txt|csv|evidence-csv|json|docx"* && ! -e $T/none ]]
    done
    run -64 --separate-stderr cm-render --format html,json "$T/calls"
    [[ $stderr == *"say --out DIR" ]]
    for more in "-o $T/x" "--columns id" --long; do
        run -64 --separate-stderr cm-render --out "$T/none" $more "$T/calls"
        [[ $stderr == *"do not go with it" && ! -e $T/none ]]
    done
}

@test "--out: where one file cannot be made, those of before stand, and nothing is left beside them" {
    calls 3 >"$T/calls"
    mkdir -p "$T/out/report.json"
    echo before >"$T/out/report.html"
    run -73 --separate-stderr cm-render --out "$T/out" "$T/calls"
    [[ $stderr == "cm-render: $T/out/report.json: not a regular file, so it is not replaced" ]]
    [[ $(<"$T/out/report.html") == before && $(ls -A "$T/out") == "report.html
report.json" ]]
    rmdir "$T/out/report.json"
    echo '{"no":"call"}' >>"$T/calls"
    run -65 cm-render --out "$T/out" "$T/calls"
    [[ $(<"$T/out/report.html") == before && $(ls -A "$T/out") == report.html ]]
    run -73 --separate-stderr cm-render --out "$T/calls" /dev/null
    [[ $stderr == "cm-render: $T/calls: "* ]]
}

@test "--out: a file that is read, or set aside into, is not written over" {
    mkdir "$T/out"
    calls 3 >"$T/out/report.json"
    run -64 --separate-stderr cm-render --out "$T/out" "$T/out/report.json"
    [[ $stderr == *"$T/out/report.json is a file that is used here and would be lost"* ]]
    cmp "$T/out/report.json" <(calls 3)
    run -64 --separate-stderr cm-render --out "$T/out" --reject "$T/out/calls.csv" /dev/null
    [[ $stderr == *"$T/out/calls.csv is a file that is used here"* && $(ls "$T/out") == report.json ]]
    run -0 cm-render --out "$T/out" --format html "$T/out/report.json"
}

@test "/dev/full is status 74 in every format" {
    calls 30 >"$T/calls"
    for f in "${NAMES[@]}"; do
        run -74 --separate-stderr bash -c "cm-render --format $f '$T/calls' >/dev/full"
        [[ $stderr == "cm-render: stdout: No space left on device" ]]
    done
}
