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

teardown() {
    [[ -z ${P:-} ]] || rm -rf "$P"
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
        [[ $stderr == *"is no format; they are html|md|txt|"* && ! -e $T/none ]]
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

# ---- what is said of the run

@test "--about: what is said of the run stands in the head, and can be nothing but text there" {
    calls 3 >"$T/calls"
    said() { jq -cn --arg t "$1" '{v: 1, kind: "about", id: $t, triggered_by: $t, schedule: $t, filters: [$t, $t]}' >"$T/about"; }
    said benign
    cm-render --out "$T/benign" --format html,md,json,txt --about "$T/about" "$T/calls"
    said $'<script>x</script> "\'> | [a](b) **b** \u202e \e[2J'
    cm-render --out "$T/nasty" --format html,md,json,txt --about "$T/about" "$T/calls"
    for f in html md; do
        run -0 /usr/bin/python3 "$ROOT/tests/skeleton.py" "$f" "$T/benign/report.$f" "$T/nasty/report.$f"
    done
    run ! grep -qP '\x1b|\x{202e}' "$T/nasty/report.html" "$T/nasty/report.md" "$T/nasty/report.txt"
    validate report "$T/nasty/report.json"
    cmp <(jq .about "$T/nasty/report.json") <(jq '.' "$T/about")
    sed 's/<[^>]*>/ /g' "$T/benign/report.html" | tr -s ' \n' ' ' | grep -q ' Filters benign; benign Triggered by benign, benign Run benign '
    # Nothing said, nothing told; no filter is something said.
    cm-render --format txt "$T/calls" >"$T/silent"
    run ! grep -qE '^(Window|Filters|Triggered by|Run|Rendered):' "$T/silent"
    echo '{"v":1,"kind":"about"}' | cm-render --format txt --about /dev/stdin "$T/calls" | cmp - "$T/silent"
    echo '{"v":1,"kind":"about","filters":[]}' | cm-render --format txt --about /dev/stdin "$T/calls" | grep -q '^Filters: none: every call of the window$'
}

@test "--about: a window of whole days in its zone is told by its days, another by its ends" {
    told() { jq -cn --arg f "$1" --arg t "$2" --arg z "$3" '{v: 1, kind: "about", window: {from: $f, to: $t, zone: $z}}' | cm-render --format txt --about /dev/stdin /dev/null | grep ^Window; }
    [[ $(told 2026-10-24T22:00:00Z 2026-10-31T23:00:00Z Europe/Berlin) == "Window: 25–31 Oct 2026 (Europe/Berlin)" ]]
    [[ $(told 2026-10-24T22:00:00Z 2026-10-31T23:00:00Z UTC) == "Window: 24 Oct 2026 22:00 to 31 Oct 2026 23:00 (UTC)" ]]
    [[ $(told 2026-01-01T00:00:00Z 2026-01-02T00:00:00Z UTC) == "Window: 1 Jan 2026 (UTC)" ]]
    [[ $(told 2025-12-29T00:00:00+01:00 2026-01-05T00:00:00+01:00 Africa/Algiers) == "Window: 29 Dec 2025 – 4 Jan 2026 (Africa/Algiers)" ]]
}

@test "--about: a file that is not what it must be is 65 and named, one that is not there 66" {
    wrong=(7 '{}' '{"v":2,"kind":"about"}' '{"v":1,"kind":"rollup"}' '{"v":1,"kind":"about","id":7}' '{"v":1,"kind":"about","filters":"all"}'
        '{"v":1,"kind":"about","filters":["a",null]}' '{"v":1,"kind":"about","filters":[7]}' '{"v":1,"kind":"about","window":{}}' '{"v":1,"kind":"about",'
        '{"v":1,"kind":"about","window":{"from":"2026-10-02T00:00:00Z","to":"2026-10-01T00:00:00Z","zone":"UTC"}}'
        '{"v":1,"kind":"about","window":{"from":"2026-10-01T00:00:00Z","to":"2026-10-02T00:00:00Z","zone":"local"}}'
        '{"v":1,"kind":"about","window":{"from":"2026-10-01T00:00:00Z","to":"2026-10-02T00:00:00Z","zone":"Mars/Phobos"}}')
    for w in "${wrong[@]}"; do
        echo "$w" >"$T/about"
        run -65 --separate-stderr cm-render --about "$T/about" -o "$T/report" /dev/null
        [[ $stderr == "cm-render: $T/about: "* && ! -e $T/report ]]
    done
    run -66 --separate-stderr cm-render --about "$T/none" /dev/null
    run -64 cm-render --about "$T/about" --format csv --columns id /dev/null
}

# ---- the same bytes, whoever makes them, wherever and whenever

# reports NAME COMMAND...: of the same run, made by COMMAND cm-render in $P/NAME
reports() {
    local name=$1
    shift
    mkdir -m 777 "$P/$name"
    (umask "${MASK:-022}" && cd "${IN:-/}" && "$@" "$P/cm-render" --out "$P/$name/out" --ledger "$P/ledger" --about "$P/about" \
        --against "$P/then" --title 'Zwölf Anrufe – 十二' --zone Europe/Berlin "$P/${CALLS:-calls}")
    (cd "$P/$name/out" && sha256sum ./*) >"$P/$name.sums"
}

@test "every format has the same bytes under another zone, locale, directory, mask, user, time and order of the calls" {
    P=$(mktemp -d /tmp/callmine-formats.XXXXXX) # where another user can read, too
    chmod 755 "$P"
    install -m 755 "$BUILD/bin/cm-render" "$P/cm-render"
    { /usr/bin/python3 "$ROOT/tests/modelled.py" 14 && /usr/bin/python3 "$ROOT/tests/hostile_calls.py" nasty; } >"$P/calls"
    /usr/bin/python3 "$ROOT/tests/modelled.py" 20 3 .1 | cm-summarize >"$P/then"
    printf '{"v":1,"stage":"gong-list-calls","listed":%d}\n' "$(wc -l <"$P/calls")" >"$P/ledger"
    echo '{"v":1,"kind":"about","id":"x","triggered_by":"Zoë","window":{"from":"2026-09-01T00:00:00Z","to":"2026-10-01T00:00:00Z","zone":"Asia/Tokyo"},"filters":["title has \"é\" in it"]}' >"$P/about"
    chmod 644 "$P"/{calls,then,ledger,about}

    reports plain env
    (($(wc -l <"$P/plain.sums") >= ${#NAMES[@]}))
    TZ=Pacific/Chatham reports zone env
    reports locale env LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=tr
    reports bare env -i LSAN_OPTIONS="$LSAN_OPTIONS"
    IN=$T reports directory env
    MASK=077 reports mask env
    reports home env HOME="$T" TMPDIR="$T" XDG_CACHE_HOME="$T" XDG_CONFIG_HOME="$T" SOURCE_DATE_EPOCH=1
    (($(id -u))) || reports user setpriv --reuid=65534 --regid=65534 --clear-groups env -i LSAN_OPTIONS="$LSAN_OPTIONS"
    # A sanitizer wants to be loaded before it.
    if [[ $BUILD != */san && $BUILD != */tsan ]]; then reports clock faketime '2031-02-03 04:05:06'; fi
    for s in "$P"/*.sums; do diff "$P/plain.sums" "$s"; done
    # Of calls that were asked different sets, the first says which set comes first.
    /usr/bin/python3 "$ROOT/tests/hostile_calls.py" nasty | tee "$P/calls" | sort -r >"$P/backwards"
    printf '{"v":1,"stage":"gong-list-calls","listed":%d}\n' "$(wc -l <"$P/calls")" >"$P/ledger"
    reports forth env
    CALLS=backwards reports back env
    diff "$P/forth.sums" "$P/back.sums"
}
