#!/usr/bin/env bats
# cm-retain forget: a person, or a call, out of everything.
load env

NOW=2026-11-16T08:00:00Z
analyze() {
    make -s -f "$ROOT/pipelines/analyze.mk" NOW=$NOW WINDOW='--last 4d' QUESTIONS='competitors objections' "$@"
}

# A week of the simulator's, with people in it whom nobody can be mistaken for, one of them in the title; archived, left over as a run that was
# not, exported, and in the cache.
setup_file() {
    load env
    T=$BATS_FILE_TMPDIR
    export XDG_STATE_HOME=$T/state XDG_CONFIG_HOME=$T/config XDG_CACHE_HOME=$T/cache
    local state=$T/state/callmine cache=$T/cache/callmine/answers quote
    gong-sim --port 0 --port-file "$T/port" --now "$NOW" --no-limit 3>&- &
    for ((i = 0; i < 400; i++)); do [[ -s $T/port ]] && break; sleep 0.05; done
    printf 'sim-key\nsim-secret\n' |
        gong-auth connect --key --key-from - --base-url "http://127.0.0.1:$(<"$T/port")" --any-host
    {
        analyze RUN="$T/run" fetch
        kill $!
        /usr/bin/python3 "$ROOT/tests/canary.py" "$T/run" >"$T/who"
        analyze RUN="$T/run" FORMATS='html md csv evidence txt json xlsx docx pdf' TITLE='The week of Zephyrine Quillfeather'
    } >"$T/made" 2>&1
    mkdir -p "$state/runs" "$state/sync/set-1" "$cache"/{aa,bb}
    cp -a "$T/run" "$state/runs/left"
    echo "gong-users: Zephyrine Quillfeather" >"$state/runs/left.log"
    echo '{"settings":{"TITLE":"The week of Zephyrine Quillfeather"}}' >"$state/runs/left.json"
    cm-export --type calls --out "$T/set" --now $NOW "$T/run/extensive.ndjson.zst"
    cm-export --type transcripts --out "$T/set" --now $NOW "$T/run/transcripts.ndjson.zst"
    cm-export --type users --out "$T/set" --now $NOW "$T/run/users.ndjson"
    quote=$(zstd -dc "$T/run/answers.ndjson.zst" | jq -r '.callmine.analysis.answers[].evidence[].quote | select(test("xylomarimba"))' | head -n1)
    jq -nc --arg q "$quote" '[{k: "a", v: {quote: $q}}]' >"$cache/aa/$(printf 'a%.0s' {1..64}).ndjson"
    echo '[{"k":"a","v":{"quote":"Nobody whom we know has ever said that here."}}]' >"$cache/bb/$(printf 'b%.0s' {1..64}).ndjson"
}

# Each test has a copy of its own, but for the first two, which look at what one forgetting has left.
setup() {
    W=$BATS_FILE_TMPDIR
    if [[ $BATS_TEST_DESCRIPTION == "a person is nowhere"* || $BATS_TEST_DESCRIPTION == "every other byte"* ]]; then
        T=$W/forgotten
        export XDG_STATE_HOME=$T/state XDG_CONFIG_HOME=$T/config XDG_CACHE_HOME=$T/cache
        mkdir -p "$T"
    fi
    if [[ ! -e $T/state ]]; then
        cp -a "$W"/{state,config,cache,set} "$T"
        echo "$T/set" >"$T/state/callmine/sync/set-1/out"
    fi
    STATE=$T/state/callmine
    BUNDLE=$STATE/archive/run-20261116T080000Z.tar.zst
}

who() { jq -r "$1" "$W/who"; }
forget() { cm-retain forget --now 2026-11-20T00:00:00Z "$@"; }
unpack() { mkdir -p "$T/bundle" && zstd -dcq "$BUNDLE" | tar -C "$T/bundle" -x; }
hits() { /usr/bin/python3 "$ROOT/tests/canary.py" --hits "$T"/{state,cache,set} -- "$@"; }

# The reports of before and after are the same but for the marks.
only_marks() {
    local f
    for f in report.html report.md report.txt report.json calls.csv evidence.csv; do
        /usr/bin/python3 "$ROOT/tests/canary.py" --marks "$W/run/$f" "$T/bundle/$f" || { echo "$f is another"; return 1; }
    done
}

@test "a person is nowhere any more: records, reports, runs, exports, cache, logs; others are as they were" {
    [[ $(hits xylomarimba quillfeather | wc -l) -gt 20 ]]
    run -0 --separate-stderr forget zephyrine.quillfeather@canary.example
    [[ ${lines[0]} == "taken for an e-mail address; names 1, addresses 1, "* && ${lines[-1]} == "hits left: 0" ]]
    [[ $output == *"forgot  run-20261116T080000Z: "*"; reports made again"* && $output != *[Qq]uillfeather* && -z $stderr ]]
    run -0 hits xylomarimba quillfeather zephyrine.quillfeather "010 4477" "010-4477" "$(who .customer.calls[0] | sed 's/.*/Thanks, zephyrine/')"
    [[ -z $output ]]
    # The namesake, in other calls, and whoever else has that given name, stay.
    unpack
    zstd -dcq "$T/bundle/transcripts.ndjson.zst" | jq -c 'select(.metaData.id == "'"$(who '.namesake.calls[0]')"'")' >"$T/now"
    zstd -dcq "$W/run/transcripts.ndjson.zst" | jq -c 'select(.metaData.id == "'"$(who '.namesake.calls[0]')"'")' | cmp - "$T/now"
    grep -q 'Zephyrine Umberly' "$T/now"
    grep -qF 'Zephyrine Umberly (customer): ' "$T"/set/gong_transcripts_*.txt
    zstd -dcq "$T/bundle/transcripts.ndjson.zst" | grep -F "$(who .elsewhere)" | grep -q 'erased ....\] told me, and Zephyrine too'
    # Of the cache the one entry, of the run its reports, which it makes again.
    [[ $(find "$T/cache" -name '*.ndjson') == */bbbb*.ndjson ]]
    [[ -s $STATE/runs/left/answers.ndjson.zst && ! -e $STATE/runs/left/report.md && ! -e $STATE/archive/forget.json ]]
}

@test "every other byte of the reports stays, the numbers add up, and all of it can be made again" {
    [[ -e $T/bundle ]] || { forget zephyrine.quillfeather@canary.example && unpack; }
    only_marks
    run -0 --separate-stderr cm-retain verify --rerender
    [[ $output == "sound "* && $output != *differs* && $output == *report.pdf* ]]
    counts='del(.. | .quote?, .speaker?, .speaker_id?, .title?) | del(.. | .key? | strings)'
    diff <(jq -S "$counts" "$W/run/rollup.json") <(jq -S "$counts" "$T/bundle/rollup.json")
    [[ $(jq .ledger.closes "$T/bundle/rollup.json") == true ]]
    zstd -dcq "$T/bundle/answers.ndjson.zst" >"$T/answers"
    validate call-analyzed "$T/answers"
    validate tombstone "$T/bundle/tombstone.ndjson"
    validate manifest "$T/bundle/manifest.json"
    (cd "$T/bundle" && jq -r '.files[] | .sha256 + "  " + .name' manifest.json | sha256sum --quiet -c -)
    [[ $(jq -r .was "$T/bundle/tombstone.ndjson") == $(sha256sum <"$W/state/callmine/archive/${BUNDLE##*/}" | cut -d' ' -f1) ]]
    [[ $(cm-retain list --json | jq -c '[.id, .class, .created]') == "$(XDG_STATE_HOME=$W/state cm-retain list --json | jq -c '[.id, .class, .created]')" ]]
    grep -F '"what":"forget"' "$STATE/audit.log" | tail -n1 >"$T/line"
    validate audit "$T/line"
    [[ $(jq -c '[.what, .detail.kind, .detail.bundles]' "$T/line") == '["forget","person",1]' ]]
    # Again there is nothing to forget, and nothing changes.
    cp "$BUNDLE" "$T/then"
    run -0 forget zephyrine.quillfeather@canary.example
    [[ $output == *"found  bundles 0, other files 0, entries of the cache 0: "*"hits left: 0" ]]
    cmp "$BUNDLE" "$T/then"
}

@test "one of us by the user's id: the host's calls keep their numbers under a mark" {
    id=$(who '.rep.ids[0]')
    run -0 --separate-stderr forget "$id"
    [[ ${lines[0]} == "taken for an id; "* && ${lines[-1]} == "hits left: 0" ]]
    run -0 hits brontofluke brambleshaw theodulf "$id"
    [[ -z $output ]]
    unpack
    hosts='[.questions[0].by.host[].asked] | sort'
    [[ $(jq -c "$hosts" "$T/bundle/rollup.json") == "$(jq -c "$hosts" "$W/run/rollup.json")" ]]
    jq -r '.questions[0].by.host[].key' "$T/bundle/rollup.json" | grep -q '^\[erased ....\]$'
    run -0 cm-retain verify --rerender
    [[ $(wc -l <"$T/bundle/users.ndjson") == $(($(wc -l <"$W/run/users.ndjson") - 1)) ]]
}

@test "a dry run says what it would find, and changes nothing" {
    before=$(find "$T"/{state,cache,set} -type f ! -name '*lock' -exec sha256sum {} + | sort)
    run -0 --separate-stderr forget --dry-run 'zéphyrine  QUILLFEATHER'
    [[ ${lines[0]} == "taken for a name; "* && ${lines[1]} == "would forget  bundles 1, "*", entries of the cache 1: "* ]]
    [[ ${#lines[@]} == 2 && $(find "$T"/{state,cache,set} -type f ! -name '*lock' -exec sha256sum {} + | sort) == "$before" ]]
    # An entry of the cache that goes while it is looked for holds nothing.
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    ASAN_OPTIONS=detect_leaks=0 run -0 strace -o /dev/null -P "$(find "$T/cache" -name 'aaaa*')" -e trace=openat,/access -e inject=openat,/access:error=ENOENT \
        cm-retain forget --dry-run zephyrine.quillfeather@canary.example
    [[ $output == *", entries of the cache 0: "* ]]
}

@test "whom a text stands for is found out, or asked for" {
    mkdir "$T/two"
    jq -c '.parties |= map(if .emailAddress == "z.umberly@elsewhere.example" then .name = "Zephyrine Quillfeather" else . end)' \
        <(zstd -dcq "$W/run/extensive.ndjson.zst") >"$T/two/calls.ndjson"
    cm-retain add "$T/two"
    run -64 --separate-stderr forget 'Zephyrine Quillfeather'
    [[ $stderr == "cm-retain: that stands for 2 people: give an address or an id of the one, or --all-of-that-name" && -z $output ]]
    [[ ! -e $STATE/archive/forget.json ]]
    run -0 --separate-stderr forget 'Zephyrine Quillfeather' --all-of-that-name
    run -0 hits quillfeather z.umberly@elsewhere.example quinquireme
    [[ -z $output ]]
    run -64 --separate-stderr forget Nobody
    [[ $stderr == *"one word is too little to go by"* ]]
    run -64 --separate-stderr forget
    [[ $stderr == "cm-retain: whom? "* ]]
    run -64 --separate-stderr forget Zephyrine Quillfeather
    [[ $stderr == "cm-retain: forget takes one operand at most; see "* ]]
    run -64 --separate-stderr forget --as color x
    run -64 --separate-stderr forget somebody@else.example --call 12
    [[ $stderr == "cm-retain: a person, or calls"* ]]
    run -0 --separate-stderr forget nobody@nowhere.example
    [[ $output == *"found  bundles 0"* ]]
}

@test "a call goes from every file, the rest is added up again, and the ledger closes" {
    id=$(who '.customer.calls[0]')
    printf '{"v":1,"id":"%s","change":"vanished","state":"held"}\n{"v":1,"id":"%s","change":"appeared","state":"seen"}\n' \
        "$id" "$(who '.namesake.calls[0]')" >"$T/gone"
    run -0 --separate-stderr forget --calls "$T/gone"
    [[ ${lines[-1]} == "hits left: 0" && -z $stderr ]]
    run -0 hits xylomarimba quillfeather@canary
    [[ -z $output ]]
    unpack
    for f in calls extensive filtered transcripts answers; do
        [[ $(zstd -dcq "$T/bundle/$f.ndjson.zst" | wc -l) == $(($(zstd -dcq "$W/run/$f.ndjson.zst" | wc -l) - 1)) ]]
        zstd -dcq "$W/run/$f.ndjson.zst" | grep -vF "\"id\":\"$id\"" | cmp - <(zstd -dcq "$T/bundle/$f.ndjson.zst")
    done
    [[ $(jq -c '[.ledger.closes, (.ledger.reasons[] | select(.reason == "forgotten") | .calls)]' "$T/bundle/rollup.json") == '[true,1]' ]]
    # only where it is said of what was not counted why
    [[ $(cd "$T/bundle" && grep -rlF "$id" . | sort) == $'./ledger/analyze.ndjson\n./report.html\n./report.json' ]]
    run ! grep -F "$id" "$T"/set/*.txt
    run -0 cm-retain verify --rerender
    run -0 --separate-stderr forget --call "$(who '.namesake.calls[0]')" --call 1
    run -0 hits quinquireme
    [[ -z $output ]]
    [[ $(cm-retain cat run-20261116T080000Z tombstone.ndjson | jq -c '[.forgot, .calls]') == $'["calls",1]\n["calls",1]' ]]
}

@test "a bundle on hold is left as it is, and named, in the trash too: 3" {
    mkdir "$T/plain"
    echo "asked by Zephyrine Quillfeather" >"$T/plain/note.txt"
    cm-retain add "$T/plain"
    cm-retain remove plain
    cm-retain hold run-20261116T080000Z plain left --why court
    cp "$BUNDLE" "$T/then"
    cp -a "$STATE/archive/trash" "$T/trash"
    run -3 --separate-stderr forget zephyrine.quillfeather@canary.example
    [[ $output == *"held  run-20261116T080000Z: left as it is"*"held  plain."*": left as it is"* ]]
    [[ $stderr == "cm-retain: on hold: bundles 2, files of runs "[1-9]* ]]
    cmp "$BUNDLE" "$T/then"
    diff -r "$STATE/archive/trash" "$T/trash"
    diff -r "$STATE/runs/left" "$W/state/callmine/runs/left"
    [[ ! -e $STATE/archive/forget.json && $(stat -c %a "$STATE"/archive/forget-*.json) == 600 ]]
    # One that had begun is no answer to what a dry run asks.
    mv "$STATE"/archive/forget-*.json "$STATE/archive/forget.json"
    run -3 forget --dry-run somebody@else.example
    [[ $output == *"taken for an e-mail address; names 0, "* && $output != *"ended first"* ]]
    cm-retain release run-20261116T080000Z plain left
    run -0 forget
    run -0 hits xylomarimba quillfeather
    [[ -z $output && -z $(compgen -G "$STATE/archive/forget*") ]]
}

@test "where only a sync's folder knows who it is, an address, a name or an id takes all of them out of it" {
    rm -rf "$STATE"/{archive,runs} "$T/cache"
    cp -a "$T/set" "$T/then"
    for who in zephyrine.quillfeather@canary.example 'Zephyrine Quillfeather'; do
        rm -rf "$T/set"
        cp -a "$T/then" "$T/set"
        run -0 --separate-stderr forget "$who"
        [[ ${lines[0]} == "taken for "*"; names 1, addresses 1, "* && ${lines[-1]} == "hits left: 0" ]]
        run -0 hits xylomarimba quillfeather
        [[ -z $output ]]
        grep -qF 'Zephyrine Umberly (customer): ' "$T"/set/gong_transcripts_*.txt
    done
    id=$(who '.rep.ids[0]')
    run -0 forget "$id"
    [[ ${lines[0]} == "taken for an id; names "[1-9]*", addresses "[1-9]*", "* ]]
    run -0 hits brontofluke brambleshaw theodulf "$id"
    [[ -z $output ]]
}

@test "a folder of a sync that is away is named, 3, and what is in it is forgotten when it is back" {
    mv "$T/set" "$T/away"
    run -3 --separate-stderr forget zephyrine.quillfeather@canary.example
    [[ $stderr == "cm-retain: $T/set: what a sync wrote there is not to be had; "*"remove $STATE/sync/set-1/out"*"folders that are away 1; "* ]]
    mkdir "$T/set"
    touch "$STATE/sync/set-1/made"
    run -3 forget
    [[ -n $(compgen -G "$STATE/archive/forget-*.json") ]]
    rmdir "$T/set"
    mv "$T/away" "$T/set"
    run -0 cm-retain prune --allow-empty --force-clock
    run -0 hits xylomarimba quillfeather
    [[ -z $output && -z $(compgen -G "$STATE/archive/forget*") ]]
}

@test "directories that are links to another disk are looked through; a link further below is named, 3" {
    mkdir "$T/disk"
    mv "$STATE/runs" "$STATE/archive" "$T/cache/callmine/answers" "$T/disk"
    ln -s "$T/disk/runs" "$T/disk/archive" "$STATE"
    ln -s "$T/disk/answers" "$T/cache/callmine"
    ln -s "$T/set" "$STATE/sync/set-1/more"
    run -3 --separate-stderr forget zephyrine.quillfeather@canary.example
    [[ $stderr == "cm-retain: $STATE/sync/set-1/more: a link, which is not followed: "*"; links 1: see above" ]]
    run -0 /usr/bin/python3 "$ROOT/tests/canary.py" --hits "$T/disk/runs" "$T/disk/answers" "$T/set" -- xylomarimba quillfeather
    [[ -z $output ]]
    [[ $(find "$T/disk/answers" -name '*.ndjson') == */bbbb*.ndjson && -n $(compgen -G "$STATE/archive/forget-*.json") ]]
    rm "$STATE/sync/set-1/more"
    # A disk that is away.
    mv "$T/disk/runs" "$T/disk/away"
    run -3 --separate-stderr forget
    [[ $stderr == *"$STATE/runs: a link, which is not followed: "* ]]
    mv "$T/disk/away" "$T/disk/runs"
    run -0 forget
    run -0 /usr/bin/python3 "$ROOT/tests/canary.py" --hits "$T/disk" -- xylomarimba quillfeather
    [[ -z $output ]]
}

@test "what is left need not say who it is: all they are known by is kept until it is gone" {
    mkdir "$T/plain"
    echo "asked by Zephyrine Quillfeather" >"$T/plain/note.txt"
    cm-retain add "$T/plain"
    cm-retain hold plain --why court
    run -3 --separate-stderr forget zephyrine.quillfeather@canary.example
    [[ $output == *"held  plain: "* ]]
    # No prune waits for it, and nobody else.
    run -0 cm-retain prune --allow-empty --force-clock
    run -3 --separate-stderr forget somebody@else.example
    [[ $output == *"taken for an e-mail address"*"hits left: 0" && $stderr == *"on hold: bundles 1"* ]]
    cm-retain release plain
    run -0 forget zephyrine.quillfeather@canary.example
    [[ $output == *"forgot  plain: "* && -z $(compgen -G "$STATE/archive/forget*.json") ]]
    run -0 hits quillfeather
    [[ -z $output ]]
}

@test "what killed processes left goes too; a folder that cannot be read waits; links to other disks are followed" {
    local name="Zephyrine Quillfeather" f
    mv "$STATE" "$T/disk"
    mv "$T/disk/runs" "$T/runs"
    ln -s "$T/disk" "$STATE"
    ln -s "$T/runs" "$STATE/runs"
    mkdir -p "$STATE"/archive/{trash,forget.work}
    for f in "$T/runs/left/answers.ndjson.zst.tmp.9" "$T/cache/callmine/answers/aa/x.ndjson.tmp.9" "$T/set/gong_calls_20261116_080000.txt.tmp.9" \
        "$STATE/archive/trash/one.20270101T000000Z.tar.zst.tmp.9" "$STATE/archive/forget.work/x" "$T/set/gong_notes.txt"; do
        echo "$name" >"$f"
    done
    printf '{"id":"1"}\n{"id":"2","name":"%s","cut' "$name" >"$T/runs/left/more.ndjson.part"
    ln -s loop "$T/loop"
    mkdir "$STATE/sync/set-2"
    echo "$T/loop" >"$STATE/sync/set-2/out"
    # A run at work keeps its log and its record; whoever keeps the record has it locked.
    exec 5<"$T/runs/left.log"
    flock 5
    cp -a "$T/runs" "$T/then"
    run -75 --separate-stderr forget zephyrine.quillfeather@canary.example 5<&-
    exec 5<&-
    [[ $stderr == *"$STATE/runs/left: somebody works there"* ]]
    diff -r -x '*.tmp.*' "$T/runs" "$T/then"
    rm -r "$T/then"
    mkdir -p "$T/runs/locks"
    exec 5>"$T/runs/locks/records"
    flock 5
    run -65 --separate-stderr forget 5<&-
    exec 5<&-
    [[ $stderr == *"$STATE/runs/left.json: somebody works there"* ]]
    run -75 --separate-stderr forget
    [[ $output == *"hits left: 0" && $stderr == *"$T/loop: Too many levels"*"cm-retain: 1 places could not be looked into"* ]]
    run -0 hits xylomarimba quillfeather
    [[ $output == *gong_notes.txt* && $(wc -l <<<"$output") == "$(grep -c -e gong_notes -e 'forget-.*json' <<<"$output")" ]]
    [[ -L $STATE && -L $STATE/runs && ! -e $STATE/archive/forget.work ]]
    rm "$STATE/sync/set-2/out"
    run -0 forget
    [[ -z $(compgen -G "$STATE/archive/forget*") ]]
}

@test "a bundle that does not say how its reports were made loses those that say it again" {
    mkdir "$T/plain"
    cp "$W"/run/{transcripts.ndjson.zst,report.md,report.pdf,calls.csv} "$T/plain"
    echo "asked by Zephyrine Quillfeather" >"$T/plain/note.txt"
    cm-retain add "$T/plain"
    run -0 forget zephyrine.quillfeather@canary.example
    [[ $output == *"forgot  plain: "*"; taken out: calls.csv, report.md, report.pdf"* ]]
    run -0 cm-retain cat plain note.txt
    [[ $output =~ ^"asked by [erased "....]$ ]]
    run -0 cm-retain verify
    run -0 hits xylomarimba quillfeather
    [[ -z $output ]]
}

@test "what cannot be looked into stays where nothing else is found, and is named" {
    mkdir -p "$T/paper/more"
    cp "$W/run/report.pdf" "$T/paper"
    cp "$W/run/report.docx" "$T/paper/more/notes.docx"
    echo "nobody" >"$T/paper/note.txt"
    cm-retain add "$T/paper"
    run -0 forget --dry-run zephyrine.quillfeather@canary.example
    [[ ${#lines[@]} == 3 && ${lines[2]} == "not looked into  paper: "* && ${lines[2]} == *report.pdf* && ${lines[2]} == *more/notes.docx* ]]
    run -0 forget zephyrine.quillfeather@canary.example
    [[ $output == *"not looked into  paper: "*"hits left: 0" && $output != *"forgot  paper"* ]]
    cm-retain cat paper report.pdf | cmp - "$W/run/report.pdf"
}

@test "killed at any rename, removal or new directory, the next prune or forget ends it" {
    rm -rf "$STATE/archive" "$T/set"/*
    mkdir "$T/small"
    zstd -dcq "$W/run/transcripts.ndjson.zst" | grep -F -e "$(who '.customer.calls[0]')" -e "$(who .elsewhere)" >"$T/small/calls.ndjson"
    cm-retain add "$T/small"
    cp -a "$T/state" "$T/state.then"
    cp -a "$T/cache" "$T/cache.then"
    ended=0
    for at in rename:{1,2,4,5,6,7} unlinkat:{1,4} mkdir:1 unlink:1; do
        rm -rf "$T/state" "$T/cache"
        cp -a "$T/state.then" "$T/state"
        cp -a "$T/cache.then" "$T/cache"
        ASAN_OPTIONS=detect_leaks=0 run ! strace -f -o /dev/null -e trace="${at%:*}" -e inject="${at%:*}:signal=KILL:when=${at#*:}" \
            cm-retain forget zephyrine.quillfeather@canary.example
        begun=0
        [[ ! -e $STATE/archive/forget.json ]] || begun=1
        if [[ $at == *[02468] ]]; then cm-retain prune --allow-empty --force-clock; else cm-retain forget || (($? == 64)); fi >"$T/out" 2>&1
        [[ -z $(compgen -G "$STATE/archive/forget*") && -z $(find "$T/state" -name '*.tmp.*') ]]
        cm-retain verify
        ((begun)) || continue
        ended=$((ended + 1))
        [[ $(jq -s 'map(select(.what == "forget") | .detail.bundles + .detail.cache) | max' "$STATE/audit.log") -ge 1 ]]
        run -0 hits xylomarimba quillfeather
        [[ -z $output ]]
    done
    ((ended > 4))
}
