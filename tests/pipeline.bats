# The whole way, from a Gong account to an archived report.
load env

setup_file() {
    load env
    T=$BATS_FILE_TMPDIR
    export XDG_STATE_HOME=$T/state XDG_CONFIG_HOME=$T/config XDG_CACHE_HOME=$T/cache
    gong-sim --port 0 --port-file "$T/port" --now "$NOW" --log "$T/requests" --no-limit 3>&- &
    echo $! >"$T/pid"
    for ((i = 0; i < 400; i++)); do [[ -s $T/port ]] && break; sleep 0.05; done
    printf 'sim-key\nsim-secret\n' |
        gong-auth connect --key --key-from - --base-url "http://127.0.0.1:$(<"$T/port")" --any-host
    mkdir "$T/stub"
    printf '#!/bin/bash\necho "${@##*/}" >>%q\nexec /usr/bin/sync "$@"\n' "$T/synced" >"$T/stub/sync"
    chmod +x "$T/stub/sync"
    PATH=$T/stub:$PATH analyze RUN="$T/run" >"$T/made" 2>&1
}

teardown_file() {
    kill "$(<"$BATS_FILE_TMPDIR/pid")"
}

NOW=2026-11-16T08:00:00Z
analyze() {
    make -s -f "$ROOT/pipelines/analyze.mk" NOW=$NOW WINDOW='--last 7d' FORMATS='html md csv txt json' "$@"
}

setup() {
    W=$BATS_FILE_TMPDIR
    export XDG_STATE_HOME=$W/state XDG_CONFIG_HOME=$W/config XDG_CACHE_HOME=$W/cache
    run=$W/run
}

@test "a run ends with a report in each format, and in the archive" {
    for f in report.{html,md,txt,json} calls.csv; do [[ -s $run/$f ]]; done
    for s in "$run"/status/*; do [[ $(<"$s") == 0 ]]; done
    run -0 cm-retain list --json
    [[ $(jq -r .id <<<"$output") == run-20261116T080000Z ]]
    # a week of at most 100 calls: a page each of calls, extensive, transcripts and users
    [[ $(<"$run/requests") == "GET /v2/calls
POST /v2/calls/extensive
POST /v2/calls/transcript
GET /v2/users" ]]
}

@test "what a program prints is on the disk before it is a file of the run" {
    [[ $(sort "$W/synced") == $'about.json.part\nbegan.part\nrollup.json.part\nusers.ndjson.part' ]]
}

@test "the ledger closes: listed = answered + every reason" {
    listed=$(jq -s 'map(.listed // 0) | add' "$run"/ledger/*.ndjson)
    gone=$(jq -s 'map(select(.reason)) | length' "$run"/ledger/*.ndjson)
    answered=$(zstd -dc "$run/answers.ndjson.zst" | wc -l)
    ((listed > 20 && answered > 10 && listed == gone + answered))
    [[ $(jq .ledger.closes "$run/rollup.json") == true ]]
    for l in "$run"/ledger/*.ndjson; do [[ ! -s $l ]] || validate ledger "$l"; done
}

@test "every quote in every format is in the transcript, byte for byte" {
    for f in report.{html,md,txt,json} calls.csv; do
        run -0 /usr/bin/python3 "$ROOT/tests/quotes.py" "${f##*.}" "$run/$f" <(zstd -dc "$run/transcripts.ndjson.zst")
    done
}

@test "the numbers in the roll-up can be recounted from the answers" {
    jq -c '.questions[] | {set, question, asked, answered, not_discussed, unclear}' "$run/rollup.json" >"$T/said"
    jq -s -c 'map(.callmine.analysis.answers[]) | group_by([.set, .question])[] | {set: .[0].set, question: .[0].question,
        asked: length, answered: map(select(.status == "answered")) | length,
        not_discussed: map(select(.status == "not_discussed")) | length,
        unclear: map(select(.status == "unclear")) | length}' <(zstd -dc "$run/answers.ndjson.zst") >"$T/counted"
    diff <(sort "$T/said") <(sort "$T/counted")
    [[ -s $T/said ]]
}

@test "Gong's bytes are the same at the end as at the start" {
    while read -r line; do
        id=$(jq -r .metaData.id <<<"$line")
        zstd -dc "$run/extensive.ndjson.zst" | grep -m1 -F "\"$id\"" >"$T/then"
        /usr/bin/python3 - "$T/then" <(printf '%s\n' "$line") <<'PY'
import sys, json
then, now = (open(p, encoding="utf-8").read().rstrip("\n") for p in sys.argv[1:])
# what stood before callmine's own members is a prefix, byte for byte
cut = then.index('"callmine"')
assert now.startswith(then[:cut]), "bytes changed on the way"
PY
    done < <(zstd -dc "$run/answers.ndjson.zst" | head -3)
}

@test "the archived report is the report" {
    cm-retain cat run-20261116T080000Z report.html | cmp - "$run/report.html"
    run -0 cm-retain verify
}

@test "the manifest lists every file of the run by its digest" {
    validate manifest "$run/manifest.json"
    (cd "$run" && jq -r '.files[] | .sha256 + "  " + .name' manifest.json | sha256sum --quiet -c -)
    [[ $(jq '.files | length' "$run/manifest.json") == $(find "$run" -type f ! -name manifest.json ! -path '*/status/archive' | wc -l) ]]
}

@test "calls are kept as zstd in frames of whole records, which filter, archive and search read" {
    for s in calls extensive filtered transcripts answers; do
        zstd -tq "$run/$s.ndjson.zst"
        [[ ! -e $run/$s.ndjson && ! -e $run/$s.ndjson.part ]]
    done
    /usr/bin/python3 - "$run/transcripts.ndjson.zst" <<'PY'
import struct, subprocess, sys
z = open(sys.argv[1], "rb").read()
n, _, magic = struct.unpack("<IBI", z[-9:])
assert magic == 0x8F92EAB1 and n > 1
at = 0
for packed, plain in (struct.unpack_from("<II", z, len(z) - 9 - 8 * (n - i)) for i in range(n)):
    frame = z[at:at + packed]
    assert frame[4] & 4, "no checksum"
    out = subprocess.run(["zstd", "-dcq"], input=frame, capture_output=True, check=True).stdout
    assert len(out) == plain <= 1 << 20 and out[:1] == b"{" and out[-1:] == b"\n"
    at += packed
PY
    run -0 cm-retain cat run-20261116T080000Z answers.ndjson.zst
    cm-retain cat run-20261116T080000Z answers.ndjson.zst | cm-filter --scope external | cmp - <(cm-filter --scope external "$run/answers.ndjson.zst")
    # The archive finds in them what a filter does.
    cm-filter --phrase price "$run/answers.ndjson.zst" "$run/transcripts.ndjson.zst" | jq -r .metaData.id | sort -u >"$T/want"
    cm-retain search price --json | jq -r .call | sort -u | diff "$T/want" -
    [[ -s $T/want ]]
}

@test "a stage that ends in part (3) is kept, and the run goes on to say so" {
    mkdir "$T/bin"
    printf '#!/bin/bash\n%s "$@" || exit\nexit 3\n' "$(command -v gong-extensive)" >"$T/bin/gong-extensive"
    chmod +x "$T/bin/gong-extensive"
    PATH=$T/bin:$PATH run ! analyze RUN="$T/part"
    [[ $output == *"not archived: extensive (3)"* && -s $T/part/report.html ]]
    [[ $(zstd -dc "$T/part/extensive.ndjson.zst" | wc -l) == $(zstd -dc "$run/extensive.ndjson.zst" | wc -l) ]]
}

@test "a fetch that was killed goes on from the lines it has" {
    cp -a "$run" "$T/killed"
    rm "$T"/killed/{transcripts,answers}.ndjson.zst
    zstd -dc "$run/transcripts.ndjson.zst" | head -5 >"$T/killed/transcripts.ndjson.part"
    before=$(wc -l <"$W/requests")
    run -0 analyze RUN="$T/killed" report
    (($(wc -l <"$W/requests") > before))
    cmp <(zstd -dc "$T/killed/transcripts.ndjson.zst" | sort) <(zstd -dc "$run/transcripts.ndjson.zst" | sort)
    [[ $(zstd -dc "$T/killed/transcripts.ndjson.zst" | head -5) == "$(zstd -dc "$run/transcripts.ndjson.zst" | head -5)" ]]
    [[ ! -e $T/killed/transcripts.ndjson.part ]]
}

@test "running again does nothing and asks Gong nothing" {
    before=$(wc -l <"$W/requests")
    run -0 analyze RUN="$run" report
    [[ $(wc -l <"$W/requests") == "$before" ]]
}

@test "other questions ask Gong nothing again; the rest is made anew" {
    before=$(wc -l <"$W/requests")
    cp -a "$run" "$T/again"
    run -0 analyze RUN="$T/again" QUESTIONS=pricing report
    [[ $(wc -l <"$W/requests") == "$before" ]]
    [[ $(jq -c '[.sets[].id]' "$T/again/rollup.json") == '["pricing"]' ]]
}

@test "corrections are applied after the analysis; wrong ones are found before Gong is asked anything" {
    before=$(wc -l <"$W/requests")
    cp -a "$run" "$T/corrected"
    id=$(zstd -dc "$run/answers.ndjson.zst" | jq -r 'select(.callmine.analysis.answers[] | .question == "price_discussed" and .value) | .metaData.id' | head -1)
    printf 'call\tquestion\tvalue\tby\twhen\twhy\n%s\tpricing.price_discussed\tfalse\tana\t2026-11-20\tmeant the trial\n' "$id" >"$T/fixes.tsv"
    run -0 analyze RUN="$T/corrected" CORRECTIONS="$T/fixes.tsv" report
    [[ $(wc -l <"$W/requests") == "$before" ]]
    [[ $(zstd -dc "$T/corrected/answers.ndjson.zst" | jq -c '.callmine.analysis.answers[] | select(.override) | [.question, .value, .override.was.value]') == '["price_discussed",false,true]' ]]
    count() { jq '.questions[] | select(.question == "price_discussed").values[] | select(.value == "true").calls' "$1/rollup.json"; }
    (($(count "$T/corrected") == $(count "$run") - 1))
    run -0 analyze RUN="$T/corrected" report
    [[ -z $(zstd -dc "$T/corrected/answers.ndjson.zst" | jq -c '.callmine.analysis.answers[] | select(.override)') ]]
    echo nothing >"$T/fixes.tsv"
    run ! analyze RUN="$T/wrong" CORRECTIONS="$T/fixes.tsv"
    [[ $(<"$T/wrong/status/check") == 78 && $output == *"fixes.tsv:1:1: the first line names the columns"* ]]
    run ! analyze RUN="$T/wrong" CORRECTIONS="$T/no-such.tsv"
    [[ $(<"$T/wrong/status/check") == 66 ]]
    [[ $(wc -l <"$W/requests") == "$before" ]]
}

@test "a filter that nothing matches still ends in a report that says so" {
    run -0 analyze RUN="$T/none" FILTER='--stage "No Such Stage"'
    [[ $(zstd -dc "$T/none/answers.ndjson.zst" | wc -l) == 0 && $(jq .ledger.closes "$T/none/rollup.json") == true ]]
    grep -q 'filtered:stage' "$T/none/ledger/filter.ndjson"
}

# forge NAME JQ: the run as another one that says of itself what the manifest says after JQ
forge() {
    rm -rf "${T:?}/$1"
    cp -a "$run" "$T/$1"
    jq -c --arg id "$1" ".id = \$id | $2" "$run/manifest.json" >"$T/$1/manifest.json"
}

@test "verify --rerender makes the archived reports again, byte for byte" {
    mkdir "$T/tmp"
    run -0 --separate-stderr env -C / TZ=Asia/Kathmandu LC_ALL=C TMPDIR="$T/tmp" cm-retain verify --rerender run-20261116T080000Z
    [[ ${lines[0]} == "sound  run-20261116T080000Z: "* && ${#lines[@]} == 6 ]]
    for f in report.html report.md report.txt report.json calls.csv; do
        [[ $output == *"same  run-20261116T080000Z: member $f: made again, byte for byte"* ]]
    done
    [[ -z $(ls -A "$T/tmp") ]]
}

@test "verify --rerender: a byte that was changed, another version, a file too many, no recipe: each is said" {
    set_sum() { sum=$(sha256sum <"$T/$1/$2" | cut -d' ' -f1) && jq -c --arg f "$2" --arg s "$sum" '(.files[] | select(.name == $f)).sha256 = $s' "$T/$1/manifest.json" >"$T/m" && mv "$T/m" "$T/$1/manifest.json"; }
    forge byte .
    sed -i '0,/calls/s//Calls/' "$T/byte/report.txt"
    set_sum byte report.txt
    cm-retain add "$T/byte"
    run -65 --separate-stderr cm-retain verify --rerender byte
    [[ $output == *"sound  byte: "*"differs  byte: member report.txt: made again it is another"* && $(grep -c '^same' <<<"$output") == 4 ]]
    [[ $stderr == "cm-retain: 1 of 1 bundles are not as they should be" ]]
    run -0 cm-retain verify byte

    forge elder '.render.callmine = "0.0.9" | .render.title = "Another"'
    cm-retain add "$T/elder"
    run -65 cm-retain verify --rerender elder
    [[ $output == *"differs  elder: member report.html: made again it is another: callmine 0.0.9 made it, and this is "[0-9]* ]]
    [[ $output == *"same  elder: member calls.csv"* ]]

    forge more '.render.formats += ["evidence-csv"]'
    cm-retain add "$T/more"
    run -65 cm-retain verify --rerender more
    [[ $output == *"differs  more: member evidence.csv: made again, but it is not in the bundle"* ]]

    forge silent 'del(.render)'
    cm-retain add "$T/silent"
    run -0 cm-retain verify --rerender silent
    [[ $output == *"untold  silent: its manifest does not say how its reports were made" ]]

    for wrong in '.render.formats = ["pptx"]' '.render.answers = "none"' '.render.answers = null' '.render.formats = null' '.render.zone = "Mars/Phobos"' '.render.ledgers = ["about.json"]' '.render.callmine = 7'; do
        forge wrong "$wrong"
        cm-retain add --replace "$T/wrong"
        run -65 cm-retain verify --rerender wrong
        [[ $output == *"differs  wrong: its reports cannot be made again: "* ]]
    done
}

@test "what is said of the run is in the reports: its window, its filters, who began it; the manifest says how they were made" {
    run -0 analyze RUN="$T/said" FILTER="--scope external --not" ZONE=Europe/Berlin SCHEDULE='each Monday, 9:00' FORMATS='txt json evidence' \
        TRIGGERED_BY=$'Bob\'s "cron" \\n $HOME\t%s' TITLE='"T" \ 100%' MIN_CALLS=3 WINDOW='--from 2026-11-09 --to 2026-11-16 --zone Europe/Berlin'
    validate about "$T/said/about.json"
    validate manifest "$T/said/manifest.json"
    validate report "$T/said/report.json"
    [[ $(command jq -c 'del(.v, .kind)' "$T/said/about.json") == '{"id":"said-20261116T080000Z","triggered_by":"Bob'\''s \"cron\" \\n $HOME %s","schedule":"each Monday, 9:00","window":{"from":"2026-11-08T23:00:00Z","to":"2026-11-15T23:00:00Z","zone":"Europe/Berlin"},"filters":["not the case: scope is external"]}' ]]
    cmp <(jq .about "$T/said/report.json") <(jq . "$T/said/about.json")
    tr '\n' ' ' <"$T/said/report.txt" | grep -qF 'Window: 9–15 Nov 2026 (Europe/Berlin) Filters: not the case: scope is external Triggered by: Bob'\''s "cron" \n $HOME %s, each Monday, 9:00 Run: said-20261116T080000Z'
    [[ $(command jq -c .render "$T/said/manifest.json") == '{"callmine":"'"$(cm-render --version | grep -o '[0-9.]*')"'","title":"\"T\" \\ 100%","zone":"Europe/Berlin","min_calls":3,"formats":["txt","json","evidence-csv"],"answers":"answers.ndjson.zst","rollup":"rollup.json","about":"about.json","ledgers":["ledger/list.ndjson","ledger/extensive.ndjson","ledger/filter.ndjson","ledger/analyze.ndjson"],"against":[],"amends":[]}' ]]
    [[ $(jq .enough "$T/said/rollup.json") == 3 ]]
    run ! analyze RUN="$T/zone" ZONE=Mars/Phobos
    [[ $(<"$T/zone/status/check") == 64 && ! -e $T/zone/status/list ]]
    for wrong in 05 -1 x '1 2'; do
        run ! analyze RUN="$T/few" MIN_CALLS="$wrong"
        [[ $output == *"MIN_CALLS is a whole number"* ]]
    done
}

@test "a report of a format that is not asked for any more is gone: it would say what was so before" {
    cp -a "$run" "$T/fewer"
    touch "$T/fewer/report.pdf" "$T/fewer/report-calls.html" "$T/fewer/notes.html"
    run -0 analyze RUN="$T/fewer" FORMATS='md csv'
    [[ $(cd "$T/fewer" && echo report* *.csv *.html) == 'report.md calls.csv notes.html' ]]
    run -0 cm-retain verify --rerender fewer-20261116T080000Z
    [[ $output != *differs* ]]
}

@test "AGAINST earlier runs: the reports say what changed, and what was compared with is kept" {
    before=$(wc -l <"$W/requests")
    cp -a "$run" "$T/now"
    cp "$run/rollup.json" "$T/older.json"
    run -0 analyze RUN="$T/now" AGAINST="$T/older.json $run/"
    [[ $(wc -l <"$W/requests") == "$before" ]]
    cmp "$T/now/against/1.json" "$T/older.json"
    cmp "$T/now/against/2.json" "$run/rollup.json"
    grep -q '^## Since earlier runs' "$T/now/report.md"
    [[ $(jq '.trend | length' "$T/now/rollup.json") -gt 0 && $(jq -c .render.against "$T/now/manifest.json") == '["against/1.json","against/2.json"]' ]]
    [[ $(cm-retain show now-20261116T080000Z) == *"against/2.json"* ]]
    run -0 cm-retain verify --rerender now-20261116T080000Z
    run -0 analyze RUN="$T/now" report
    [[ ! -e $T/now/against && $(jq .trend "$T/now/rollup.json") == null ]]
    for wrong in "$T/none" "$T/now/rollup.json" "$T/now" 'a$b'; do
        run ! analyze RUN="$T/now" AGAINST="$wrong" report
        [[ $output == *"AGAINST are "* ]]
    done
}

@test "AMENDS a run of the same window: the report says what came late, and can be made again" {
    cp -a "$run" "$T/late"
    mkdir "$T/first"
    zstd -dc "$run/answers.ndjson.zst" | tail -n +4 >"$T/first/answers.ndjson"
    run -0 analyze RUN="$T/late" AMENDS="$T/first/answers.ndjson"
    cmp <(zstd -dc "$T/late/amends/1.ndjson.zst") "$T/first/answers.ndjson"
    [[ $(jq .amends.added "$T/late/rollup.json") == 3 ]]
    tr '\n' ' ' <"$T/late/report.txt" | grep -q 'mended'
    run -0 cm-retain verify --rerender late-20261116T080000Z
    [[ $output == *"same  late-20261116T080000Z: member report.html: "* && $(jq -c .render.amends "$T/late/manifest.json") == '["amends/1.ndjson.zst"]' ]]
    run -0 analyze RUN="$T/late" report
    [[ ! -e $T/late/amends ]]
    run ! analyze RUN="$T/late" AMENDS="$T/first" report
    [[ $output == *"AMENDS are other runs"* ]]
}

@test "a stage that fails stops the run and says which one and how" {
    run ! analyze RUN="$T/fails" FILTER='--no-such-flag'
    [[ $(<"$T/fails/status/check") == 64 && $output == *"check: ended with 64"* ]]
    [[ ! -e $T/fails/report.html ]]
}

@test "a misspelt question set, class or format is found before Gong is asked anything" {
    before=$(wc -l <"$W/requests")
    run ! analyze RUN="$T/typo" QUESTIONS=competitor
    [[ $(<"$T/typo/status/check") == 66 && $output == *"--list-questions"* ]]
    run ! analyze RUN="$T/typo" CLASS=9d
    [[ $output == *"CLASS is one of"* ]]
    run ! analyze RUN="$T/typo" FORMATS='html pptx'
    [[ $output == *"no format pptx"* ]]
    [[ $(wc -l <"$W/requests") == "$before" ]]
}

@test "a second run in the same directory is refused, and the first one comes to its end" {
    mkdir "$T/held"
    exec 9<"$T/held"
    flock -n 9
    run ! analyze RUN="$T/held"
    [[ $output == *"another run works in $T/held"* && ! -e $T/held/began ]]
    exec 9<&-
    run -0 analyze RUN="$T/held" report
}

@test "a run that is gone on with says of which time it is; another NOW is asked anew" {
    cp -a "$run" "$T/old"
    run -0 analyze RUN="$T/old" report
    [[ $output == *"goes on with the run begun at $NOW"* ]]
    before=$(wc -l <"$W/requests")
    run -0 analyze RUN="$T/old" NOW=2026-11-15T08:00:00Z report
    [[ $output != *"goes on"* && $(<"$T/old/began") == 2026-11-15T08:00:00Z ]]
    (($(wc -l <"$W/requests") > before))
}

@test "dollar signs and quotes of TITLE and FILTER arrive as they were given" {
    run -0 analyze RUN="$T/sign" TITLE="Bob's \$HOME \"q\" & \`id\`, (y" report \
        FILTER="--jq '.metaData.duration as \$d | \$d > 100000'"
    [[ $(jq -r .title "$T/sign/report.json") == "Bob's \$HOME \"q\" & \`id\`, (y" ]]
    [[ $(wc -l <"$T/sign/ledger/filter.ndjson") -gt 5 && $output != *"ended with"* ]]
}

@test "a TITLE is what was typed, on the command line and in the environment" {
    title='Cost: $5 $(shell touch p) $$x `touch p`'
    cd "$T"
    for how in typed exported; do
        cp -a "$run" "$how"
        if [[ $how == typed ]]; then run -0 analyze RUN="$how" TITLE="$title" report; else TITLE=$title run -0 analyze RUN="$how" report; fi
        [[ $(jq -r .title "$how/report.json") == "$title" && ! -e p ]]
    done
}

@test "no variable runs a command, whichever it is: neither make nor the shell reads it so" {
    mkdir "$T/runs"
    cd "$T/runs"
    of=(analyze RUN=r matched sync OUT=o sync eval "GOLD=g CALLS=c QUESTIONS=pricing" eval)
    for ((i = 0; i < 9; i += 3)); do
        for v in WINDOW FILTER QUESTIONS ENGINE FORMATS TITLE CLASS PROFILE ZONE MIN_CALLS AGAINST AMENDS CORRECTIONS SCHEDULE \
            TRIGGERED_BY NOW CLOCK ID PHASE RUN OUT TYPES LIMIT KEEP FRESH RESULT GOLD CALLS LEAST JSON HOME; do
            # shellcheck disable=SC2086 # words
            XDG_STATE_HOME=$PWD/s make -n -s -f "$ROOT/pipelines/${of[i]}.mk" ${of[i + 1]} "$v=\$(shell touch p)" ${of[i + 2]} >out 2>&1 || true
            # shellcheck disable=SC2086 # words
            env XDG_STATE_HOME="$PWD/s" "$v=\$(shell touch p)" make -n -s -f "$ROOT/pipelines/${of[i]}.mk" ${of[i + 1]} ${of[i + 2]} >out 2>&1 || true
            [[ ! -e p ]] || { echo "${of[i]}.mk: $v"; false; }
        done
    done
    for v in 'WINDOW=--last $(touch p)' 'FILTER=--jq x;touch p' 'ENGINE=--engine `touch p`' 'NOW=$(touch p)' 'QUESTIONS=`touch<p`' 'PHASE=x'; do
        run ! analyze RUN=r WINDOW='--last 7d' "$v"
        [[ ! -e p && ! -e r/calls.ndjson.zst ]]
    done
    for v in 'FRESH=$(touch p)' 'KEEP=$(touch p)' 'WINDOW=`touch p`' 'LIMIT=$(touch p)' 'PROFILE=$(touch p)'; do
        XDG_STATE_HOME=$PWD/s make -s -f "$ROOT/pipelines/sync.mk" OUT=o TYPES=transcripts NOW=$NOW "$v" >out 2>&1 || true
        [[ ! -e p ]]
    done
}

@test "a RUN that make or the shell would take apart is refused, and nothing is made" {
    mkdir "$T/odd"
    cd "$T/odd"
    for odd in 'a b' "a'b" 'a"b' 'a$b' 'a$$b' 'a;b' 'a#b' 'a:b' 'a%b' -x 'a(b' 'a]b' $'a\nb'; do
        run ! analyze RUN="$odd"
        [[ $output == *"RUN is one directory"* && -z $(ls -A) ]]
    done
}

@test "a run whose name begins with other than a letter is archived all the same; one archived again is the same" {
    cp -a "$run" "$T/ünï"
    run -0 analyze RUN="$T/ünï/"
    [[ $output == *n---20261116T080000Z ]]
    run -0 cm-retain add --class 90d "$T/ünï"
    [[ $output == n---20261116T080000Z ]]
}

@test "a format that failed, and is no longer asked for, does not keep a run from the archive" {
    cp -a "$run" "$T/mended"
    echo 64 >"$T/mended/status/render"
    rm "$T/mended/calls.csv"
    run -0 analyze RUN="$T/mended" FORMATS=md
    echo 3 >"$T/mended/status/extensive"
    run ! analyze RUN="$T/mended" FORMATS=md
    [[ $output == *"not archived: extensive (3)"* ]]
}

@test "a revoked key: the run directory says which stage ended so, and the next run asks nothing" {
    port=$(<"$W/port")
    curl -sf -X POST "http://127.0.0.1:$port/sim/revoke"
    run ! analyze RUN="$T/revoked"
    [[ $(<"$T/revoked/status/list") == 77 && $output == *"needs reconnect"* ]]
    before=$(wc -l <"$W/requests")
    run ! analyze RUN="$T/after"
    [[ $(<"$T/after/status/list") == 77 && $(wc -l <"$W/requests") == "$before" ]]
    # The reports of before are as they were.
    run -0 cm-retain verify
}
