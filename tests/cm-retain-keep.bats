#!/usr/bin/env bats
# cm-retain: what is kept and what goes: classes by plan, legal holds, the trash, runs left behind, purge.

load env

S=$XDG_STATE_HOME/callmine
A=$S/archive

make_run() { # NAME CREATED [CLASS]
    mkdir -p "$T/$1"
    printf 'canary of %s\n' "$1" | tee "$T/$1/report.html" "$T/$1/calls.csv" >"$T/$1/notes.md"
    printf '{"v":1,"id":"%s","created":"%s","class":"%s"}\n' "$1" "$2" "${3:-90d}" >"$T/$1/manifest.json"
}

# Runs made and archived, each NAME CREATED CLASS.
archive() {
    while (($#)); do
        make_run "$1" "$2" "$3"
        cm-retain add "$T/$1" >/dev/null
        shift 3
    done
}

# The plan, as cm-quota set --plan leaves it.
plan() {
    mkdir -p "$S"
    printf '{"v":1,"kind":"quota-state","plan":%s,"limit":null,"anchor":1,"zone":"UTC","addon":0,"from":"2026-01-01T00:00:00Z",%s}\n' \
        "$([[ -z $1 ]] && echo null || echo "\"$1\"")" '"to":"2026-02-01T00:00:00Z","past":[]' >"$S/quota.json"
}

at() { date -u -d "@$(($(date -u -d "$1" +%s) + ${2:-0}))" +%Y-%m-%dT%H:%M:%SZ; }

ids() { cm-retain list --json | jq -r .id | paste -sd' '; }

# What the audit log says of the archive, a line each.
audited() { jq -c '[.what, .detail.bundle // .detail.bundles // null]' "$S/audit.log"; }

state() { (cd "$S" && find . -type f ! -name '*lock' -exec sha256sum {} + | sort); }

# A dry prune says what a real one says, and changes nothing; then the real one, whose output is in $output. 99: it is not so.
prune() {
    local before dry status=0 real=0
    before=$(state)
    dry=$(cm-retain prune --dry-run "$@" 2>&1) || status=$?
    [ "$before" = "$(state)" ] || return 99
    output=$(cm-retain prune "$@" 2>&1) || real=$?
    [ "$dry" = "$output" ] || return 99
    ((status == real)) || return 99
    return $real
}

# What it brings to the disk, and what it says, in $T/calls.
synced() {
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    ASAN_OPTIONS=detect_leaks=0 strace -f -y -s 80 -o "$T/calls" -e trace=fsync,write "$@" >"$T/said"
}

@test "the class plan keeps a bundle as long as the plan of the day has it, to the second" {
    while read -r name created last; do
        rm -rf "$S"
        plan "$name"
        archive old "$created" plan new "$created" unlimited
        for after in -1 0 1; do
            cp -r "$S" "$T/copy"
            run -0 env TZ=Europe/Paris STATE_DIRECTORY="$T/copy" cm-retain prune --now "$(at "$last" $after)"
            if ((after < 0)); then
                [ -z "$output" ]
                [ -f "$T/copy/archive/old.tar.zst" ]
            else
                [[ $output == "old  plan, expired $last, "*" bytes" ]]
                [ ! -e "$T/copy/archive/old.tar.zst" ]
            fi
            [ -f "$T/copy/archive/new.tar.zst" ]
            rm -rf "$T/copy"
        done
    done <<'END'
Trial 2026-01-31T12:00:00Z 2026-03-02T12:00:00Z
Free 2024-02-01T00:00:00Z 2024-03-02T00:00:00Z
Starter 2026-02-28T23:59:59Z 2026-05-29T23:59:59Z
Growth 2024-02-29T06:00:00Z 2025-03-01T06:00:00Z
Growth 2026-03-29T01:30:00Z 2027-03-29T01:30:00Z
END
}

@test "a bundle of the class plan follows a change of plan, and list says when it expires then" {
    archive old 2026-01-01T00:00:00Z plan
    [ "$(cm-retain list --json | jq -c .expires)" = null ]
    [[ $(cm-retain list) == *"unknown plan"* ]]
    plan Growth
    [ "$(cm-retain list --json | jq -r .expires)" = 2027-01-01T00:00:00Z ]
    plan Free
    [ "$(cm-retain list --json | jq -r .expires)" = 2026-01-31T00:00:00Z ]
    cm-retain list --json >"$T/list"
    validate retain-list "$T/list"
    plan Scale
    [[ $(cm-retain list) == *" never "* ]]
    prune --now 2026-12-31T00:00:00Z
    [ "$(ids)" = old ]
    [ "$(jq -c .expires "$A/index.ndjson")" = null ]
}

@test "an unknown plan, or none, deletes nothing, whatever else is due" {
    archive old 2026-01-01T00:00:00Z plan due 2026-01-01T00:00:00Z 30d new 2026-03-01T00:00:00Z unlimited
    for name in '' Enterprise; do
        plan "$name"
        status=0
        prune --now 2026-03-02T00:00:00Z || status=$?
        [ $status = 78 ]
        [[ $output == "cm-retain: bundle old: nothing deleted: it is kept as the plan has it, and "*"plan"*"; see cm-quota set --plan" ]]
        [ "$(ids)" = "due new old" ]
    done
    rm "$S/quota.json"
    run -78 cm-retain prune --now 2026-03-02T00:00:00Z
    plan Trial
    prune --now 2026-03-02T00:00:00Z
    [ "$(ids)" = new ]
}

@test "a clock an hour back is a clock; a day back or a year ahead deletes nothing, also of the trash and of runs" {
    archive old 2026-01-01T00:00:00Z 30d new 2026-03-01T00:00:00Z unlimited
    cm-retain remove new --now 2026-03-01T00:00:00Z
    archive stays 2026-03-01T00:00:00Z unlimited
    prune --now 2026-03-01T12:00:00Z
    [ "$(ids)" = stays ]
    ended gone failed 2026-03-01T00:00:00Z
    for odd in 2026-02-27T23:00:00Z 2027-03-01T12:00:00Z; do
        status=0
        prune --now $odd || status=$?
        [ $status = 78 ]
        [[ $output == *"nothing deleted; set the clock right"* ]]
    done
    [ -n "$(cm-retain list --trash)" ]
    [ -d "$S/runs/gone" ]
    prune --now 2026-03-01T11:00:00Z
    prune --now 2027-03-01T12:00:00Z --force-clock
    [ -z "$(cm-retain list --trash)" ]
    [ ! -e "$S/runs/gone" ]
    [ "$(jq -s 'last.detail.force_clock' "$S/audit.log")" = true ]
}

@test "a hold outlasts its class, reindexing and the trash; prune passes over it and says so" {
    archive old 2026-01-01T00:00:00Z 30d due 2026-01-01T00:00:00Z 30d new 2026-03-01T00:00:00Z unlimited
    run -0 --separate-stderr cm-retain hold old --why $'the matter\e[1m of Q1' --now 2026-03-01T10:00:00Z
    [ -z "$output$stderr" ]
    validate retain-hold "$A/holds.ndjson"
    [ "$(jq -r '[.id, .time, .who] | join(" ")' "$A/holds.ndjson")" = "old 2026-03-01T10:00:00Z $(id -un) ($(id -u))" ]
    [ "$(stat -c %a "$A/holds.ndjson")" = 600 ]
    rm "$A/index.ndjson"
    cm-retain reindex
    prune --now 2026-03-02T00:00:00Z
    [[ $output == "cm-retain: old: its time is over, but it is on hold: kept; see cm-retain release"*"due  30d, "* ]]
    [ "$(ids)" = "new old" ]
    [[ $(cm-retain list) == *"HELD"*"new "*" -"*"old "*'the matter\x1b[1m of Q1'* ]]
    cm-retain list --json >"$T/list"
    validate retain-list "$T/list"
    [ "$(jq -c 'select(.id == "old") | .held.why' "$T/list")" = '"the matter\u001b[1m of Q1"' ]
    run -69 --separate-stderr cm-retain remove new old
    [ "$stderr" = "cm-retain: old: it is on hold, nothing removed; see cm-retain release" ]
    echo more >>"$T/old/notes.md"
    run -69 --separate-stderr cm-retain add --replace "$T/old"
    [[ $stderr == *"bundle old is on hold and is not replaced"* ]]
    cm-retain verify
    cm-retain release old --now 2026-03-03T00:00:00Z
    prune --now 2026-03-03T00:00:00Z
    [ "$(ids)" = new ]
    [ ! -e "$A/holds.ndjson" ]
    run ! grep -q matter "$S/audit.log"
}

@test "a hold wants a reason and a bundle; the first one stays; what is held and missing is found" {
    archive old 2026-01-01T00:00:00Z 30d
    for args in "hold old" "hold --why x" "hold --why x a/b" "release" "restore old old" "remove" "remove --grace 4000 old" \
        "verify --quick --read-data" "purge x" "purge --archive $A"; do
        # shellcheck disable=SC2086 # words
        run -64 --separate-stderr cm-retain $args
        [ -z "$output" ]
    done
    run -64 --separate-stderr cm-retain hold old --why ' '
    run -64 --separate-stderr cm-retain hold old --why "$(printf 'x%.0s' {1..1001})"
    run -66 --separate-stderr cm-retain hold old none --why x
    [ "$stderr" = "cm-retain: none: no such bundle, nothing put on hold; see cm-retain list" ]
    [ ! -e "$A/holds.ndjson" ]
    run -66 --separate-stderr cm-retain release old
    cm-retain hold old --why first
    run -0 --separate-stderr cm-retain hold old --why second
    [ "$stderr" = "cm-retain: old: it is on hold already; that one stays" ]
    [ "$(jq -r .why "$A/holds.ndjson")" = first ]
    synced cm-retain hold old --why third && grep -qF "<$A>)" "$T/calls" # it may not have been on the disk
    rm "$A/old.tar.zst"
    cm-retain reindex
    run -65 --separate-stderr cm-retain verify
    [ "$output" = "missing  old: it is on hold, and there is no such bundle" ]
    echo '{"v":1' >"$A/holds.ndjson"
    run -65 --separate-stderr cm-retain prune
    [ "$stderr" = "cm-retain: $A/holds.ndjson:1: damaged; mend it by hand: it says what must not be deleted" ]
}

@test "what is removed can be restored until its grace is over, and is gone from then on" {
    archive one 2026-01-01T00:00:00Z unlimited two 2026-01-01T00:00:00Z unlimited
    cp "$A/index.ndjson" "$T/index"
    cm-retain remove one --now 2026-01-02T10:00:00.5Z
    [ "$(ids)" = two ]
    run -66 --separate-stderr cm-retain cat one notes.md
    [[ $(cm-retain list --trash) == *$'\none  unlimited  2026-01-09T10:00:01Z  '*"  -" ]]
    cm-retain list --trash --json >"$T/trash"
    validate retain-trash "$T/trash"
    cm-retain reindex
    cm-retain verify
    prune --now 2026-01-09T10:00:00Z
    [ -z "$output" ]
    cm-retain restore one
    cmp "$A/index.ndjson" "$T/index"
    cm-retain verify
    run -66 --separate-stderr cm-retain restore one
    [ "$stderr" = "cm-retain: one: not in the trash; see cm-retain list --trash" ]
    cm-retain remove one --now 2026-01-09T10:00:00Z --grace 0
    prune --now 2026-01-09T10:00:00Z
    [[ $output == "trash one  removed, its grace until 2026-01-09T10:00:00Z, "*" bytes" ]]
    [ -z "$(ls "$A/trash")" ]
    run -66 cm-retain restore one
}

@test "two removed of one id are two; none is restored over another; a hold and a class count in the trash too" {
    archive one 2026-01-01T00:00:00Z unlimited stays 2026-01-01T00:00:00Z unlimited
    cm-retain remove one --now 2026-01-02T00:00:00Z
    make_run one 2026-01-01T00:00:00Z 30d
    cm-retain add "$T/one"
    run -73 --separate-stderr cm-retain restore one
    [ "$stderr" = "cm-retain: one: there is another bundle of that id; remove it first" ]
    cm-retain remove one --now 2026-01-02T00:00:00Z
    [ "$(cm-retain list --trash --json | jq -r .until | paste -sd' ')" = "2026-01-09T00:00:00Z 2026-01-09T00:00:01Z" ]
    cm-retain restore one
    [ "$(cm-retain list --json | jq -r 'select(.id == "one").class')" = 30d ]
    cm-retain remove one --now 2026-01-02T00:00:00Z --grace 60
    prune --now 2026-01-30T23:59:59Z
    [[ $output == "trash one  removed, its grace until 2026-01-09T00:00:00Z, "* ]]
    cm-retain hold one --why kept
    prune --now 2026-01-31T00:00:00Z
    [[ $output == "cm-retain: one: its time is over, but it is on hold"* ]]
    cm-retain release one
    prune --now 2026-01-31T00:00:00Z --json
    printf '%s\n' "$output" >"$T/went"
    validate retain-trash "$T/went"
    [ -z "$(cm-retain list --trash)" ]
    [ "$(ids)" = stays ]
}

# A run of cm-run's, its record and what make left of it.
ended() { # ID STATE TIME
    mkdir -p "$S/runs/$1/ledger"
    echo canary | tee "$S/runs/$1/ledger/x" "$S/runs/$1.log" "$S/runs/$1.against.json" >"$S/runs/$1/calls"
    printf '{"v":1,"kind":"run","id":"%s","state":"%s","history":[{"time":"2026-01-01T00:00:00Z"},{"time":"%s","state":"%s"}]}\n' \
        "$1" "$2" "$3" "$2" >"$S/runs/$1.json"
}

@test "what runs left that ended is gone after 30 days, to the second; records, and runs that go on, stay" {
    archive stays 2026-02-01T00:00:00Z unlimited
    for s in completed partial failed cancelled no_match queued running; do ended $s $s 2026-01-10T00:00:00Z; done
    ended busy failed 2026-01-10T00:00:00Z
    ended make failed 2026-01-10T00:00:00Z
    ended later failed 2026-01-10T00:00:01Z
    ended held failed 2026-01-10T00:00:00Z
    mkdir -p "$S/runs/killed.gone/x" "$S/runs/unknown"
    echo '{"v":1' >"$S/runs/damaged.json"
    mkdir "$S/runs/damaged"
    cm-retain hold held --why 'never archived'
    prune --now 2026-02-08T23:59:59Z
    [[ $output == "cm-retain: run damaged: its record cannot be read, so it stays: byte "* && $output != *$'\n'* ]]
    exec 5<"$S/runs/busy.log" 6<"$S/runs/make"
    flock 5
    flock 6
    prune --now 2026-02-09T00:00:00Z
    [ "$(grep -c '^run ' <<<"$output")" = 5 ]
    [[ $output == *"run failed  failed 2026-01-10T00:00:00Z, 28 bytes"* ]]
    exec 5<&- 6<&-
    [ "$(cd "$S/runs" && find . -mindepth 1 -maxdepth 1 -type d | sort | paste -sd' ')" = \
        "./busy ./damaged ./held ./later ./make ./queued ./running ./unknown" ]
    [ "$(cd "$S/runs" && find . -name '*.log' | wc -l)" = 6 ]
    [ "$(find "$S/runs" -name '*.json' ! -name '*.against.json' | wc -l)" = 12 ]
    cm-retain prune --archive "$A/../../callmine/archive" --now 2026-02-09T00:00:01Z --json 2>/dev/null >"$T/went"
    validate retain-run "$T/went"
    [ "$(wc -l <"$T/went")" = 3 ]
    cm-retain add "$T/stays" --archive "$T/elsewhere" >/dev/null
    ended other failed 2026-01-10T00:00:00Z
    run -0 cm-retain prune --archive "$T/elsewhere" --now 2026-02-19T00:00:00Z
    [ -d "$S/runs/other" ]
}

@test "the audit log has each change of STATE/archive and each report read from it, and nothing of an archive elsewhere" {
    archive old 2026-01-01T00:00:00Z 30d new 2026-03-01T00:00:00Z unlimited
    cm-retain hold new --why x
    cm-retain release new
    cm-retain cat old notes.md report.html calls.csv >/dev/null
    run -66 cm-retain cat old report.docx
    cm-retain prune --dry-run --now 2026-03-01T00:00:00Z
    ln -s "$A" "$T/link"
    cm-retain remove new --archive "$T/link"
    cm-retain restore new
    cm-retain prune --now 2026-03-01T00:00:00Z
    diff - <(audited) <<'END'
["hold","new"]
["release","new"]
["report-exported","old"]
["report-exported","old"]
["bundle-removed","new"]
["bundle-restored","new"]
["retention-run",1]
END
    validate audit "$S/audit.log"
    [ "$(command jq -c 'select(.what == "retention-run").detail | del(.bytes)' "$S/audit.log")" = \
        '{"bundles":1,"classes":{"30d":1},"trash":0,"runs":0,"held":0,"force_clock":false,"allow_empty":false}' ]
    cp "$S/audit.log" "$T/before"
    cp -r "$A" "$T/elsewhere"
    for verb in "hold new --why x" "release new" "cat new report.html" "remove new" "restore new" "prune"; do
        # shellcheck disable=SC2086 # words
        cm-retain $verb --archive "$T/elsewhere" --now 2026-03-01T00:00:00Z >/dev/null
    done
    cmp "$S/audit.log" "$T/before"
    run ! grep -q canary "$S/audit.log"
}

@test "a report is not given, nor a hold placed, when the audit log cannot take it; what expired goes all the same" {
    archive old 2026-01-01T00:00:00Z 30d new 2026-03-01T00:00:00Z unlimited
    cm-retain hold new --why x
    sed -i 's/"hold"/"hole"/' "$S/audit.log"
    run -65 --separate-stderr cm-retain cat new report.html
    [ -z "$output" ]
    run -65 --separate-stderr cm-retain hold old --why x
    [ "$(wc -l <"$A/holds.ndjson")" = 1 ]
    run -65 --separate-stderr cm-retain prune --now 2026-03-01T00:00:00Z
    [[ $output == "old  30d, "* ]]
    [[ $stderr == "cm-retain: it is done, but not in the audit log: $S/audit.log: "* ]]
    [ "$(ids)" = new ]
    [ ! -e "$A/journal.ndjson" ]
}

# All that purge is about, and what it leaves.
fill() {
    archive one 2026-01-01T00:00:00Z unlimited two 2026-01-01T00:00:00Z 30d three 2026-01-01T00:00:00Z 30d
    cm-retain remove two
    ended run-1 failed 2026-01-10T00:00:00Z
    mkdir -p "$S"/{sync/a,batches,budget,quota,schedules,profiles/default/held,runs/locks} "$XDG_CACHE_HOME/callmine/answers/ab" \
        "$XDG_CONFIG_HOME/callmine/schedules"
    for f in sync/a/x batches/b sent.ndjson profiles/default/credentials profiles/default/held/weekly.ndjson; do echo canary >"$S/$f"; done
    for f in sync/a/lock profiles/default/lock profiles/default/held/weekly.lock runs/locks/records sent.lock audit.lock; do : >"$S/$f"; done
    for f in quota.json quota/2026-01-01.ndjson budget/acme schedules/weekly.reviewed strange; do echo number >"$S/$f"; done
    echo canary >"$XDG_CACHE_HOME/callmine/answers/ab/x"
    : >"$XDG_CACHE_HOME/callmine/answers/lock"
    echo key >"$XDG_CONFIG_HOME/callmine/key"
    echo weekly >"$XDG_CONFIG_HOME/callmine/schedules/weekly.conf"
}

@test "purge deletes all that came from calls once the word is given, and proves it" {
    fill
    run -0 --separate-stderr cm-retain purge --dry-run
    [[ $output == *"$S/profiles  "*" files, 14 bytes"*"$S/archive  "* ]]
    [ "${lines[-1]}" = "3 bundles would go, 0 are on hold; the word is purge-3" ]
    run -64 --separate-stderr setsid --wait cm-retain purge
    [[ $stderr == "cm-retain: there is no terminal to ask at, nothing deleted; "*" give --confirm purge-3" ]]
    run -64 --separate-stderr cm-retain purge --confirm purge-2
    run -64 /usr/bin/python3 "$ROOT/tests/terminal.py" "type purge-3: " "purge" -- cm-retain purge
    [[ $output == *"This deletes for good, in $S: 3 bundles, "*"cm-retain: that is not the word: nothing deleted" ]]
    [ "$(cm-retain verify | grep -c ^sound)" = 2 ]
    cp -r "$XDG_STATE_HOME" "$T/other"
    run -0 env XDG_STATE_HOME="$T/other" XDG_CACHE_HOME="$T/none" \
        /usr/bin/python3 "$ROOT/tests/terminal.py" "type purge-3: " "purge-3" -- cm-retain purge
    [[ $output == *"0 bundles left, 0 bytes" ]]
    run -0 --separate-stderr cm-retain purge --confirm purge-3 --now 2026-03-01T00:00:00Z
    [ -z "$stderr" ]
    [[ ${lines[0]} == "deleted  3 bundles, "*" bytes, and all else that came from calls" ]]
    [ "${lines[-1]}" = "0 bundles left, 0 bytes" ]
    for f in audit.log audit.head quota.json quota/2026-01-01.ndjson budget/acme purged strange archive/lock runs/locks/records; do
        grep -q "^left  $S/$f  [0-9]* bytes  " <<<"$output"
    done
    [ "$(<"$S/purged")" = 2026-03-01T00:00:00Z ]
    [[ $output == *"$S/strange  7 bytes  no file of callmine's: look at it yourself"* ]]
    [[ $output == *"$S/schedules/weekly.reviewed  7 bytes  what was reviewed of the schedules"* ]]
    [[ $output == *"left  $XDG_CONFIG_HOME/callmine  2 files  the configuration"* ]]
    [ "$(grep -c ^left <<<"$output")" = "$(($(find "$S" "$XDG_CACHE_HOME" -type f | wc -l) + 1))" ]
    run ! grep -rqE 'canary|run-1' "$S" "$XDG_CACHE_HOME"
    [ -z "$(find "$S" -name '*.zst*')" ]
    [ "$(find "$S/archive" "$S/profiles" "$S/runs" "$S/sync" "$XDG_CACHE_HOME" -type f -size +0)" = "" ]
    [ "$(jq -sc 'last | [.what, .detail.bundles, .detail.held]' "$S/audit.log")" = '["purge",3,0]' ]
    run -0 cm-retain list
    run -0 cm-retain purge --confirm purge-0
}

@test "purge deletes what syncs wrote into their folders, leaves what is not callmine's, and names what it cannot reach" {
    mkdir -p "$T/set" "$S"/sync/{a,b}
    touch "$T/set"/{gong_calls_20260101_000000.txt,gong_crm-deals_20260101_000000.txt,gong_calls_20260101_000000.txt.tmp.12}
    touch "$T/set"/{gong_notes.txt,gong_calls_20260101.txt,mine.txt}
    echo "$T/set" >"$S/sync/a/out"
    echo "$T/nowhere" >"$S/sync/b/out"
    run -0 cm-retain purge --dry-run
    [[ $output == *"exported  $T/set  3  files that a sync wrote"* && -e $T/set/gong_calls_20260101_000000.txt ]]
    ln -s loop "$T/loop"
    echo waits >"$A/forget-1.json"
    echo "$T/loop" >"$S/sync/b/out"
    run -3 --separate-stderr cm-retain purge --confirm purge-0
    [[ $output == *"deleted  $T/set  3  files that a sync wrote"* && $output == *"left  $T/set  3  files that are not callmine's"* ]]
    [[ $output == *"left  $T/loop  Too many levels"* && $stderr == "cm-retain: 1 files or folders that a sync wrote are left: "* ]]
    [ "$(ls "$T/set")" = $'gong_calls_20260101.txt\ngong_notes.txt\nmine.txt' ]
    touch "$T/set/gong_calls_20260102_000000.txt"
    if strace -o /dev/null true 2>/dev/null; then
        ASAN_OPTIONS=detect_leaks=0 run -74 --separate-stderr strace -o /dev/null -P "$T/set" -e trace=fsync -e inject=fsync:error=EIO \
            cm-retain purge --confirm purge-0
        [[ $stderr == "cm-retain: $T/set: Input/output error" && -e $S/sync/a/out ]]
    fi
    run -3 --separate-stderr cm-retain purge --confirm purge-0
    # Where it is stays known, until nothing is left there.
    [[ $output == *"left  $S/sync/b/out  "*"it says where a folder is"* && -s $S/sync/b/out ]]
    rm "$T/loop"
    [ -s "$A/forget-1.json" ]
    run -0 cm-retain purge --confirm purge-0
    [[ ! -e $S/sync/b/out && ! -e $A/forget-1.json ]]
}

@test "purge: what is said to be deleted is so on the disk; links to other disks stay, and what they lead to is emptied" {
    fill
    mv "$S/runs" "$T/disk"
    ln -s "$T/disk" "$S/runs"
    mv "$S" "$T/there"
    ln -s "$T/there" "$S"
    # What is on hold is asked about when that was not confirmed.
    echo confirmed >"$S/purging"
    run -64 --separate-stderr setsid --wait cm-retain purge --held-too
    [[ $stderr == *"give --confirm purge-3" && -e $S/profiles/default/credentials ]]
    rm "$S/purging"
    synced cm-retain purge --confirm purge-3
    [[ $(tail -n1 "$T/said") == "0 bundles left, 0 bytes" ]]
    grep -qF "left  $S/runs/locks/records  0 bytes  a lock" "$T/said"
    run ! grep -rqE 'canary|run-1' "$T/there" "$T/disk" "$XDG_CACHE_HOME"
    [[ -L $S && -L $S/runs && -d $S/runs/locks ]]
    sed '/write(1<.*deleted/,$d' "$T/calls" >"$T/before"
    for f in "$T/there" "$T/there/archive" "$T/there/profiles/default/held" "$T/disk" "$XDG_CACHE_HOME/callmine/answers"; do
        grep -F "fsync(" "$T/before" | grep -qF "<$f>)"
    done
}

@test "purge empties directories that are links to another disk, and names a link that it does not follow: 3" {
    fill
    mkdir "$T/disk"
    mv "$S"/{runs,archive} "$XDG_CACHE_HOME/callmine/answers" "$T/disk"
    ln -s "$T"/disk/{runs,archive} "$S"
    ln -s "$T/disk/answers" "$XDG_CACHE_HOME/callmine"
    ln -s "$T/one" "$S/runs/run-1/more"
    run -0 cm-retain purge --dry-run
    [[ $output == *"$S/runs  "*"$S/archive  "* ]]
    run -3 --separate-stderr cm-retain purge --confirm purge-3
    [[ $output == *"left  $S/runs/run-1/more  "*"a link, which is not followed"*"0 bundles left, 0 bytes" ]]
    [ "$stderr" = "cm-retain: 1 links are not followed, and left: look where they lead, remove them, and purge again" ]
    run ! grep -rqE canary "$T/disk"
    [[ -L $S/archive && -e $T/one/notes.md && -z $(find "$T/disk" -type f -size +0) ]]
    rm "$S/runs/run-1/more"
    run -0 cm-retain purge --confirm purge-0
    [ ! -e "$S/runs/run-1" ]
}

@test "purge passes over what is on hold, and says so, unless told --held-too; its grace it ignores" {
    fill
    cm-retain hold one two run-1 --why x
    echo '{}' >"$A/forget-0123456789abcdef.json" # what is to be forgotten in one of them
    sum=$(sha256sum <"$A/one.tar.zst")
    run -3 --separate-stderr cm-retain purge --confirm purge-1
    [ "$stderr" = "cm-retain: 3 on hold, and kept; see cm-retain list" ]
    [[ $output == *"left  $A/one.tar.zst  "*" bytes  on hold"* ]]
    [[ ${lines[-1]} == "2 bundles left, "* ]]
    [ "$sum" = "$(sha256sum <"$A/one.tar.zst")" ]
    cm-retain verify
    # The run that was never archived is in the list, too.
    [ "$(ids)" = "one run-1" ]
    [[ $(cm-retain list | tail -n1) =~ ^run-1\ +run\ +-\ .*\ x$ ]]
    cm-retain list --json | tail -n1 >"$T/held"
    validate retain-hold "$T/held"
    [ "$(cm-retain list --trash --json | jq -r .id)" = two ]
    [[ -f $S/runs/run-1/calls && -f $A/forget-0123456789abcdef.json ]]
    [ ! -e "$S/profiles/default/credentials" ]
    run -0 cm-retain purge --held-too --confirm purge-2
    [ "${lines[-1]}" = "0 bundles left, 0 bytes" ]
    [ -z "$(find "$A" -name '*.*')" ]
    [ ! -e "$S/runs/run-1" ]
}

@test "a purge that was broken off says so everywhere, and what came after its word wants another" {
    fill
    ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null -e trace=/^unlink -e inject=/^unlink:signal=KILL:when=3 \
        cm-retain purge --confirm purge-3 >/dev/null 2>&1 || [ $? = 137 ] || skip "tracing is not allowed here"
    for verb in "cm-retain list" "cm-retain prune --dry-run --force-clock --allow-empty" "cm-retain purge --dry-run"; do
        # shellcheck disable=SC2086 # words
        run -0 --separate-stderr $verb
        [[ $stderr == "cm-retain: a purge was begun and is not ended: cm-retain purge ends it"* ]]
    done
    run -78 --separate-stderr cm-run list # of such a record
    [[ ${stderr_lines[0]} == "cm-run: a purge was begun and is not ended: cm-retain purge ends it" ]]
    cp -r "$S" "$T/begun"
    archive new 2026-02-01T00:00:00Z unlimited
    run -64 --separate-stderr setsid --wait cm-retain purge
    [[ ${stderr_lines[0]} == "cm-retain: a purge was begun, but its word was not about all there is now: 1 bundles or runs" ]]
    [[ ${stderr_lines[1]} == *" give --confirm purge-4" ]]
    cm-retain verify new
    run -0 --separate-stderr cm-retain purge --confirm purge-4
    [ ! -e "$S/purging" ]
    # What a run of the same id has brought since is not what was meant either; with nothing new no word is wanted.
    rm -rf "$S"
    cp -rp "$T/begun" "$S"
    ended run-1 failed 2026-01-10T00:00:00Z
    touch -d '+1 minute' "$S/runs/run-1.json"
    run -64 setsid --wait cm-retain purge
    rm -rf "$S/runs/run-1"*
    touch -d '+1 minute' "$S/purging"
    run -0 --separate-stderr setsid --wait cm-retain purge
    [[ $stderr == "cm-retain: a purge had begun; it goes on" && ${lines[-1]} == "0 bundles left, 0 bytes" ]]
}

@test "purge deletes nothing while somebody works there" {
    fill
    for f in runs/run-1.log runs/run-1 sync/a profiles/default/held/weekly.lock; do
        exec 5<"$S/$f"
        flock 5
        run -75 --separate-stderr cm-retain purge --confirm purge-3 5<&-
        [[ $stderr == "cm-retain: $S/$f: somebody works there; "* ]]
        exec 5<&-
        cm-retain verify >/dev/null
        [ -f "$S/sent.ndjson" ]
    done
}

# Kill CMD at the N-th call of each system call that matters, from a fresh copy of STATE each time; then `check` must hold.
killed_everywhere() { # CMD...
    command -v strace >/dev/null || skip "strace is not here"
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    local call n status points=0
    rm -rf "$T/fresh"
    cp -r "$S" "$T/fresh"
    for call in fsync '/^rename' '/^unlink'; do
        for ((n = 1; n < 100; n++)); do
            rm -rf "$S" && cp -r "$T/fresh" "$S"
            status=0
            ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null -e "trace=$call" -e "inject=$call:signal=KILL:when=$n" \
                "$@" >/dev/null 2>&1 || status=$?
            points=$((points + 1))
            check || { echo "killed at $call $n: not right"; return 1; }
            ((status == 137)) || break
        done
    done
    rm -rf "$S" && cp -r "$T/fresh" "$S"
    echo "$points points: $*"
    ((points > 8))
}

no_leftovers() { [ -z "$(find "$S" -name '*.tmp.*' -o -name journal.ndjson)" ]; }

@test "killed at any point, remove, restore, hold and purge leave the old or the new, and the next one cleans up" {
    archive one 2026-01-01T00:00:00Z unlimited two 2026-01-01T00:00:00Z unlimited
    cm-retain hold two --why x
    check() {
        cm-retain prune --now 2026-01-02T00:00:00Z && cm-retain verify >/dev/null && no_leftovers &&
            [ "$(find "$A" -name 'one*' | wc -l)" = 1 ] && [ "$(wc -l <"$A/holds.ndjson")" -ge 1 ] &&
            [ "$(cm-retain list --json | wc -l)" = "$(find "$A" -maxdepth 1 -name '*.zst' | wc -l)" ]
    }
    killed_everywhere cm-retain remove one
    killed_everywhere cm-retain hold one --why y
    cm-retain remove one
    killed_everywhere cm-retain restore one
    check() {
        cm-retain purge --held-too --confirm "$(cm-retain purge --held-too --dry-run | sed -n '$s/.* //p')" >/dev/null &&
            no_leftovers && [ -z "$(find "$S" -name '*.zst' -o -name purging)" ] && [ "$(jq -s 'map(select(.what == "purge")) | length' "$S/audit.log")" -ge 1 ]
    }
    killed_everywhere cm-retain purge --held-too --confirm purge-2
}

@test "prune and purge work on a full disk, with the audit log on it" {
    mkdir "$T/disk"
    mount -t tmpfs -o size=1M tmpfs "$T/disk" 2>/dev/null || skip "no small disk can be made here"
    export STATE_DIRECTORY=$T/disk/state S=$T/disk/state A=$T/disk/state/archive
    status=0
    (
        for i in old new other; do
            make_run $i "$([[ $i == old ]] && echo 2026-01-01 || echo 2026-03-01)T00:00:00Z" "$([[ $i == old ]] && echo 30d || echo unlimited)"
            head -c 30000 /dev/urandom >"$T/$i/noise"
            cm-retain add "$T/$i" >/dev/null
        done
        cm-retain remove other --now 2026-03-01T00:00:00Z
        cat /dev/zero >"$T/disk/fill" 2>/dev/null || true
        cm-retain prune --now 2026-03-02T00:00:00Z >"$T/went" || exit 1
        [ "$(ids)" = new ] && cm-retain verify >/dev/null || exit 2
        jq -se 'last.what == "retention-run"' "$S/audit.log" >/dev/null || exit 3
        cat /dev/zero >>"$T/disk/fill" 2>/dev/null || true
        cm-retain purge --confirm purge-2 >"$T/went" || exit 4
        no_leftovers || exit 5
        jq -se 'last.what == "purge"' "$S/audit.log" >/dev/null || exit 6
    ) || status=$?
    umount "$T/disk"
    [ $status = 0 ]
    [ "$(tail -1 "$T/went")" = "0 bundles left, 0 bytes" ]
}

@test "16 at once that add, hold, remove, prune and verify, some killed: index, holds and bundles are exact" {
    archive base 2026-03-01T00:00:00Z unlimited
    for i in {0..15}; do make_run "r$i" 2026-03-01T00:00:00Z unlimited; done
    # Done, and then written down; or killed after some milliseconds.
    try() { # N WORD CMD...
        local n=$1 word=$2 pid
        shift 2
        "$@" >/dev/null 2>&1 &
        pid=$!
        if ((RANDOM % 3 == 0)); then
            read -rt "0.00$((RANDOM % 10))" <>"$T/never.$n" || true
            kill -KILL $pid 2>/dev/null || true
        fi
        if wait $pid 2>/dev/null; then echo "$word" >>"$T/done.$n"; fi
    }
    work() { # N
        local i
        try "$1" added cm-retain add "$T/r$1"
        for i in 1 2; do
            try "$1" held cm-retain hold "r$1" --why "$i"
            try "$1" pruned cm-retain prune --now 2026-03-02T00:00:00Z
        done
        (($1 % 4)) || try "$1" released cm-retain release "r$1"
        (($1 % 4)) || try "$1" removed cm-retain remove "r$1" --now 2026-03-02T00:00:00Z
    }
    for i in {0..15}; do mkfifo "$T/never.$i"; work "$i" & done
    wait
    cm-retain prune --now 2026-03-02T00:00:00Z
    cm-retain verify
    cp "$A/index.ndjson" "$T/index"
    cm-retain reindex
    cmp "$A/index.ndjson" "$T/index"
    no_leftovers
    [ "$(cat "$T"/done.* | wc -l)" -gt 20 ]
    for i in {0..15}; do
        there=$(find "$A" -name "r$i.*" | wc -l)
        held=$(grep -c "\"r$i\"" "$A/holds.ndjson" || true)
        if grep -qs added "$T/done.$i"; then [ "$there" = 1 ]; fi
        if grep -qs removed "$T/done.$i"; then [ -n "$(find "$A/trash" -name "r$i.*")" ]; fi
        if ((i % 4)) && grep -qs held "$T/done.$i"; then [ "$held" = 1 ]; fi
        if grep -qs released "$T/done.$i"; then [ "$held" = 0 ]; fi
    done
}
