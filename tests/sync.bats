# pipelines/sync.mk: what Gong has as a folder of text files.
load env
load gong

teardown() { sim_stop; }

NOW=2026-11-16T08:00:00Z
ALL=(calls transcripts users user-stats scorecards answered-scorecards libraries trackers crm-deals crm-contacts crm-accounts)

begin() {
    sim --now "$NOW" --clock fixed --no-limit "$@"
    sim_connect
}

sync() { make -s -f "$ROOT/pipelines/sync.mk" OUT="$T/set" NOW="$NOW" CLOCK=simulated WINDOW='--last 7d' "$@"; }

# Where the sync keeps what it knows
sync_run() { echo "$T"/state/callmine/sync/*; }

# truth TYPE: what the simulator has of it in the window, the lines of those that a sync brings
truth() {
    local window=(--from 2026-11-09T08:00:00Z --to "$NOW")
    case $1 in user-stats | answered-scorecards) window=(--from 2026-10-17T08:00:00Z --to "$NOW") ;; esac
    gong-sim --truth --type "$1" --now "$NOW" "${window[@]}"
}

# The number of records that the file of a type says it has
records() { sed -n 's/^Records: *\([0-9,]*\) .*/\1/p' "$T"/set/gong_"$1"_*.txt | tr -d ,; }

# A line of each name of the type's truth is in its file
names_there() {
    local name
    while IFS= read -r name; do
        grep -qF -- "$name" "$T"/set/gong_"$1"_*.txt || { echo "$1 lacks a name"; return 1; }
    done < <(jq -r "$2"' | .name // empty' <<<"$(truth "$1")")
}

@test "eleven files, each with what Gong has: counts and names; a file of somebody else's stays" {
    mkdir "$T/set"
    echo mine >"$T/set/notes.txt"
    echo mine >"$T/set/gong_calls_mine.txt"
    begin
    run -0 --separate-stderr sync
    [[ $(ls "$T/set" | wc -l) == 13 && $(<"$T/set/notes.txt") == mine && $(<"$T/set/gong_calls_mine.txt") == mine ]]
    rm "$T/set/gong_calls_mine.txt"
    for t in "${ALL[@]}"; do [[ -s $T/set/gong_${t}_20261116_080000.txt ]]; done
    public='select(.private | not)'
    for t in calls transcripts; do
        [[ $(records $t) == $(truth $t | jq -c "$public" | wc -l) ]]
        names_there $t "$public"
    done
    for t in users scorecards answered-scorecards libraries trackers; do
        [[ $(records $t) == $(truth $t | wc -l) ]]
        names_there $t .
    done
    for t in crm-deals crm-contacts crm-accounts; do
        [[ $(records $t) == $(truth $t | jq -c 'select(.calls > (.privateCalls // 0))' | wc -l) ]]
        names_there $t 'select(.calls > (.privateCalls // 0))'
    done
    # speaker turns with names: no more than there are monologues, and none without text
    (($(grep -c '^\[[0-9:]*\] [^:]*: .' "$T"/set/gong_transcripts_*.txt) > 100))
    (($(grep -c '^\[[0-9:]*\] ' "$T"/set/gong_transcripts_*.txt) <= $(truth transcripts | jq -s 'map(.monologues) | add')))
    # each user with activity, in each of the three kinds
    (($(records user-stats) == 2 * $(truth user-stats | wc -l) + $(grep -c 'how they talk' "$T"/set/gong_user-stats_*.txt)))
    # nothing raw is left
    [[ ! -e $(sync_run)/raw && $(<"$(sync_run)/status/sync") == 0 ]]
    [[ -z $(find "$T/set" -name '*.ndjson*' ! -path '*/ledger/*') ]]
}

@test "estimate: how much there is, from a page of each type, and nothing is written" {
    begin --count 250 --days 7
    run -0 --separate-stderr sync estimate
    for t in "${ALL[@]}"; do [[ $output == *"$t "* ]]; done
    [[ $(awk '$1 == "users" { print $2 }' <<<"$output") == 40 ]]
    n=$(awk '$1 == "transcripts" { print $2 }' <<<"$output")
    ((n > 230 && n <= 250))
    [[ $(asked) -lt 25 && -z $(ls "$T/set") ]]
    bytes=$(awk '$1 == "transcripts" { print $3 }' <<<"$output")
    run -0 --separate-stderr sync TYPES=transcripts
    true=$(stat -c %s "$T"/set/gong_transcripts_*.txt)
    ((bytes > true / 2 && bytes < true * 2))
    [[ $stderr == *"9 requests to Gong"* ]]
}

@test "without the scope of scorecards: ten files, a line that names scope and remedy, and partial" {
    begin --scopes 'api:calls:read:basic api:calls:read:extensive api:calls:read:transcript api:users:read api:stats:user-actions api:stats:user-actions:detailed api:stats:interaction api:stats:scorecards api:settings:trackers:read api:library:read api:workspaces:read'
    run -2 --separate-stderr sync
    [[ $(ls "$T/set" | wc -l) == 10 && ! -e $(echo "$T"/set/gong_scorecards_*) ]]
    [[ $stderr == *"lacks the scope api:settings:scorecards:read"*"Admin center > Settings > Ecosystem > API"* ]]
    [[ $stderr == *"scorecards           skipped: the connection lacks its scope"*"a partial sync"* ]]
    [[ $(<"$(sync_run)/status/sync") == 3 && $(<"$(sync_run)/status/scorecards") == 77 ]]
}

@test "types that were not asked for are neither fetched nor touched" {
    begin
    run -0 --separate-stderr sync TYPES='users trackers'
    [[ $(ls "$T/set" | wc -l) == 2 && $(requests | jq -r .path | sort -u | paste -sd' ') == "/v2/settings/trackers /v2/users" ]]
    run -0 --separate-stderr sync TYPES=users NOW=2026-11-17T08:00:00Z
    [[ $(ls "$T/set") == "gong_trackers_20261116_080000.txt
gong_users_20261117_080000.txt" ]]
}

@test "a second sync of the same calls asks for no transcript again, and a new call brings all" {
    begin
    sync TYPES=transcripts 2>/dev/null
    cp "$T"/set/gong_transcripts_*.txt "$T/first"
    sim_forget
    run -0 --separate-stderr sync TYPES=transcripts
    [[ -z $(requests | grep transcript) ]]
    cmp "$T"/set/gong_transcripts_*.txt "$T/first"
    sim_do "clock?now=2026-11-17T08:00:00Z"
    run -0 --separate-stderr sync TYPES=transcripts NOW=2026-11-17T08:00:00Z
    [[ $(requests | grep -c transcript) == 1 && -e $T/set/gong_transcripts_20261117_080000.txt && $(ls "$T/set" | wc -l) == 1 ]]
}

@test "a file of transcripts that is not what it was, or not as it was asked for, is made again" {
    begin
    args=(TYPES=transcripts)
    sync "${args[@]}" 2>/dev/null
    f=$(echo "$T"/set/gong_transcripts_*.txt)
    cp "$f" "$T/first"
    for harm in ": >$f" "rm $f" "mv $f $T/set/gong_transcripts_notes.txt"; do
        eval "$harm"
        run -0 --separate-stderr sync "${args[@]}"
        cmp "$f" "$T/first"
        rm -f "$T/set/gong_transcripts_notes.txt"
    done
    sync "${args[@]}" ZONE=Europe/Berlin 2>/dev/null
    [[ $(sha256sum <"$f") != $(sha256sum <"$T/first") ]]
    sync "${args[@]}" 2>/dev/null
    sim_forget
    run -0 --separate-stderr sync "${args[@]}" FRESH=1
    [[ $(requests | grep -c transcript) == 1 ]]
    # somebody else's sync into the same folder
    printf '%s\n' sim-key sim-secret | gong-auth connect --profile other --key --key-from - --base-url "$BASE" --any-host >/dev/null 2>&1
    sync "${args[@]}" PROFILE=other WINDOW='--last 2d' 2>/dev/null
    [[ $(sha256sum <"$f") != $(sha256sum <"$T/first") ]]
    sync "${args[@]}" 2>/dev/null
    cmp "$f" "$T/first"
}

@test "names in the folder are names and nothing else; estimate takes nothing away; a type that failed is tried anew" {
    begin
    mkdir "$T/set"
    touch "$T/set/gong_transcripts_1_\$(touch\${IFS}PWNED).txt" "$T/set/gong_users_1_\`touch PWNED\`.txt"
    cd "$T"
    run -0 --separate-stderr sync TYPES='transcripts users' KEEP=1
    run -0 --separate-stderr sync TYPES='transcripts users' KEEP=1 NOW=2026-11-16T09:00:00Z
    [[ -z $(find "$T" -name 'PWNED*') ]]
    find "$(sync_run)" -type f | sort >"$T/before"
    sync estimate TYPES=users >/dev/null
    diff "$T/before" <(find "$(sync_run)" -type f | sort)
    # a name that is taken, and a type to be tried later: both are tried again
    rm -r "$T/set"
    mkdir -p "$T/set/gong_users_20261116_080000.txt"
    sim_do 'faults?add=status=400:1@/v2/settings/trackers'
    run -2 --separate-stderr sync TYPES='users trackers'
    [[ $stderr == *"users                could not be had (73)"* && $(<"$(sync_run)/status/sync") != 0 ]]
    rmdir "$T/set/gong_users_20261116_080000.txt"
    run -0 --separate-stderr sync TYPES='users trackers'
    [[ -s $T/set/gong_users_20261116_080000.txt ]]
}

@test "calls that wait for their transcript are asked for by each sync, and the others are not" {
    calls 230 'if $i % 100 == 7 then del(.transcript) else . end' >"$T/calls.ndjson"
    sim --calls "$T/calls.ndjson" --no-limit
    sim_connect
    args=(TYPES=transcripts "WINDOW=--from 2026-11-01 --to 2026-11-12")
    sync "${args[@]}" 2>/dev/null
    [[ $(records transcripts) == 227 ]]
    sim_forget
    sync "${args[@]}" 2>/dev/null
    [[ $(requests | grep -c transcript) == 1 && $(requests | grep transcript | jq '.ids | length') == 3 && $(records transcripts) == 227 ]]
    sim_stop
    calls 230 'if $i % 100 == 7 and $i > 10 then del(.transcript) else . end' >"$T/calls.ndjson"
    sim --calls "$T/calls.ndjson" --no-limit --port "${BASE##*:}"
    run -0 --separate-stderr sync "${args[@]}" NOW=2026-11-17T08:00:00Z
    [[ $(records transcripts) == 228 ]]
}

@test "KEEP=1 keeps the raw records, and only the transcripts that are not kept are asked for" {
    begin
    sync TYPES=transcripts KEEP=1 2>/dev/null
    [[ -s $(sync_run)/raw/transcripts.ndjson.zst ]]
    zstdcat "$(sync_run)/kept.ndjson.zst" | jq -r .metaData.id | sort >"$T/kept"
    sim_do "clock?now=2026-11-17T08:00:00Z"
    sim_forget
    run -0 --separate-stderr sync TYPES=transcripts KEEP=1 NOW=2026-11-17T08:00:00Z
    requests | jq -r 'select(.path == "/v2/calls/transcript") | .ids[]?' | sort >"$T/asked"
    [[ -s $T/asked && -z $(comm -12 "$T/kept" "$T/asked") ]]
    sync TYPES=transcripts NOW=2026-11-17T08:00:00Z 2>/dev/null
    [[ ! -e $(sync_run)/kept.ndjson.zst && ! -e $(sync_run)/raw ]]
}

@test "a server that is out of order: that type is tried again by the next sync, and only that one" {
    begin --fault 'status=503:1-2@/v2/settings/trackers'
    cat >"$T/gong-trackers" <<EOF2
#!/bin/sh
exec $BUILD/bin/gong-trackers --tries 2 "\$@"
EOF2
    chmod +x "$T/gong-trackers"
    PATH=$T:$PATH run -2 --separate-stderr sync TYPES='users trackers scorecards'
    [[ $stderr == *"trackers             to be tried again later (75)"* && $(<"$(sync_run)/status/sync") == 3 ]]
    [[ -e $T/set/gong_users_20261116_080000.txt && -e $T/set/gong_scorecards_20261116_080000.txt ]]
    sim_forget
    run -0 --separate-stderr sync TYPES='users trackers scorecards'
    [[ $(requests | jq -r .path | sort -u) == /v2/settings/trackers && $(ls "$T/set" | wc -l) == 3 ]]
}

@test "killed in the middle, it goes on, and a file is whole or of the sync before" {
    begin --fault stall:6
    setsid make -s -f "$ROOT/pipelines/sync.mk" OUT="$T/set" NOW="$NOW" CLOCK=simulated WINDOW='--last 7d' >/dev/null 2>&1 3>&- & pid=$!
    until_asked 5
    sleep 0.3
    kill -KILL -- -$pid
    wait $pid || true
    first=$(asked)
    # RUN/out, by which a purge finds the folder, is replaced where it is torn, and else left alone.
    out=$(sync_run)/out
    [[ $(<"$out") == "$T/set" ]] && touch -d 2000-01-01 "$out"
    run -0 --separate-stderr sync
    [[ $(stat -c %y "$out") == 2000-01-01* ]]
    [[ $stderr == *"going on with the sync begun at $NOW"* ]]
    [[ $(ls "$T/set" | wc -l) == 11 && $(requests | jq -r .path | grep -cx /v2/calls) == 1 ]]
    for t in calls transcripts; do [[ $(records $t) == $(truth $t | jq -c 'select(.private | not)' | wc -l) ]]; done
}

@test "a connection that needs reconnecting is 77 and asks nothing; wrong usage stops before anything" {
    begin
    sim_do revoke
    run -2 --separate-stderr sync TYPES='users scorecards'
    [[ $(<"$(sync_run)/status/sync") == 77 && $(asked) == 1 ]]
    for args in "OUT=" "OUT=$T/set TYPES=odd" "OUT=$T/set TYPES=" "OUT=$T/a\$b TYPES=users" "OUT=$T/a=b" "OUT=-a" "OUT=$T/set LIMIT=1;x" \
        "OUT=$T/set CLOCK=odd"; do
        run -2 --separate-stderr make -s -f "$ROOT/pipelines/sync.mk" $args
        [[ $(asked) == 1 && ($stderr == *"say into which folder"* || $stderr == *"TYPES are some of"* || $stderr == *"LIMIT is a number"*) ]]
    done
    [[ ! -e $T/a ]]
}
