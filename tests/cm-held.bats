# cm-held and gong-list-calls --held: no call that comes late is lost, and none is handed on twice.
load env
load gong

teardown() { sim_stop; }

# at TIME: what time it is, for the simulator and for the programs
at() {
    curl -sSf -X POST "$BASE/sim/clock?now=$1" >/dev/null
    now=$1
    N=(--now "$now" --clock simulated)
}

begin() {
    sim --now 2026-11-16T08:00:00Z --clock fixed --no-limit "$@"
    sim_connect
    at 2026-11-16T08:00:00Z
}

# One day of a collection: $T/all grows by what has come
day() {
    gong-list-calls --held crm "${N[@]}" "$@" 2>/dev/null >"$T/new"
    rm -f "$T/waiting"
    gong-transcripts "${N[@]}" --waiting "$T/waiting" "$T/new" >"$T/today" 2>/dev/null
    cat "$T/today" >>"$T/all"
    cm-held add crm --now "$now" "$T/new" "$T/today"
}

held() { cm-held list crm --state "$1" | jq -r .id; }

@test "day by day: what is held is listed no more, what is late is, and says so" {
    begin --calls-per-year 4000 --late-calls 20 --late-transcripts 20
    day --last 10d
    validate held <(cm-held list crm)
    n=$(held held | wc -l)
    ((n > 60))
    [[ -z $(held seen) ]]
    run -0 --separate-stderr gong-list-calls --held crm "${N[@]}"
    [[ $stderr == *"gong-list-calls: 0 new, "* ]]
    diff <(held waiting | sort) <(jq -r .metaData.id <<<"$output" | sort)
    for d in 17 18 19 20; do at 2026-11-${d}T08:00:00Z; day; cat "$T/new" >>"$T/news"; done
    validate call-listed "$T/news"
    jq -se 'any(.callmine.late.what == "call") and any(.callmine.late.what == "transcript" and .callmine.late.through == "2026-11-16T08:00:00Z")' \
        "$T/news" >/dev/null
    # nothing twice, and all that the simulator shows with a transcript
    [[ -z $(ids "$T/all" | sort | uniq -d) ]]
    diff <(gong-sim --dump --calls-per-year 4000 --late-calls 20 --late-transcripts 20 --now 2026-11-20T08:00:00Z |
        jq -r 'select(.transcript and (.metaData.isPrivate | not) and .metaData.scheduled >= "2026-11-06T00:00:00-08:00") | .metaData.id' | sort) \
        <(ids "$T/all" | sort)
}

@test "what was listed and never held is listed again, however long ago" {
    begin
    gong-list-calls --held crm "${N[@]}" --last 20d >"$T/first" 2>/dev/null
    at 2026-12-10T08:00:00Z
    gong-list-calls --held crm "${N[@]}" --lookback 1 >"$T/second" 2>/dev/null
    [[ -s $T/first && -z $(comm -23 <(ids "$T/first" | sort) <(ids "$T/second" | sort)) ]]
    cm-held add crm --now 2026-12-10T08:00:00Z --final "$T/second" /dev/null
    [[ -z $(held seen) ]]
}

@test "a call waits for its transcript until --give-up, and the ledger says so" {
    calls 3 'if $i == 1 then del(.transcript) else . end' >"$T/calls.ndjson"
    sim --calls "$T/calls.ndjson" --no-limit
    sim_connect
    N=(--clock simulated --now 2026-11-11T00:00:00Z) now=2026-11-11T00:00:00Z
    day --from 2026-11-01
    [[ $(held waiting) == 7700000000001000001 && $(wc -l <"$T/all") == 2 ]]
    N=(--clock simulated --now 2026-11-24T23:00:00Z) now=2026-11-24T23:00:00Z
    day
    [[ $(command jq -c .callmine.late "$T/new") == '{"what":"transcript","seen":"2026-11-11T00:00:00Z","through":"2026-11-11T00:00:00Z"}' ]]
    N=(--clock simulated --now 2026-11-25T00:00:00Z)
    run -0 --separate-stderr gong-list-calls --held crm "${N[@]}" --ledger "$T/ledger"
    [[ -z $output ]]
    [[ $(<"$T/ledger") == *'"reason":"no_transcript","id":"7700000000001000001"'*'"listed":1'* ]]
    [[ $(held given_up) == 7700000000001000001 ]]
    run -0 --separate-stderr gong-list-calls --held crm --now 2026-12-25T00:00:00Z --clock simulated
    [[ -z $output ]]
}

@test "--reconcile: appeared, changed, vanished, became private" {
    calls 6 >"$T/calls.ndjson"
    sim --calls "$T/calls.ndjson" --no-limit
    sim_connect
    N=(--clock simulated --now 2026-11-12T00:00:00Z) now=2026-11-12T00:00:00Z
    day --from 2026-10-20
    sim_stop
    calls 7 'if $i == 2 then .metaData.title = "Zwetschgendatschi" elif $i == 3 then .metaData.isPrivate = true else . end' |
        grep -v '"7700000000001000004"' >"$T/calls.ndjson"
    sim --calls "$T/calls.ndjson" --no-limit --port "${BASE##*:}" || skip "the port is gone"
    run -0 --separate-stderr gong-list-calls --held crm --reconcile 30d --clock simulated --now 2026-11-13T00:00:00Z
    [[ $(jq -r '[.metaData.id[-1:], .callmine.change] | join(" ")' <<<"$output" | sort) == "2 changed
3 became_private
4 vanished
6 appeared" ]]
    [[ $stderr == *"1 appeared, 1 changed, 1 vanished, 1 became private, 0 public again; 3 are as they were"* ]]
    [[ $(grep '"became_private"' <<<"$output") == '{"metaData":{"id":"7700000000001000003","isPrivate":true},"callmine":{"v":1,"change":"became_private"}}' ]]
    validate call-listed <(echo "$output")
    run -0 --separate-stderr gong-list-calls --held crm --reconcile 30d --clock simulated --now 2026-11-13T00:00:00Z
    [[ -z $output ]]
    # what appeared is new to the next listing
    run -0 --separate-stderr gong-list-calls --held crm --clock simulated --now 2026-11-14T00:00:00Z
    [[ $(jq -r .metaData.id <<<"$output") == 7700000000001000006 ]]
}

@test "diff tells a listing from what is held and changes nothing; add --whole holds that listing and no more" {
    calls 4 >"$T/calls.ndjson"
    cm-held add crm <(head -3 "$T/calls.ndjson")
    cm-held list crm >"$T/before"
    run -0 --separate-stderr cm-held diff crm <(tail -3 "$T/calls.ndjson" | jq -c 'if .metaData.id[-1:] == "1" then .metaData.title = "new" else . end')
    validate held <(echo "$output")
    [[ $(jq -r '[.id[-1:], .change] | join(" ")' <<<"$output") == "1 changed
3 appeared
0 vanished" ]]
    run -0 --separate-stderr cm-held new crm <(tail -3 "$T/calls.ndjson")
    [[ $output == "$(tail -1 "$T/calls.ndjson")" ]]
    diff "$T/before" <(cm-held list crm)
    cm-held add crm --whole <(tail -3 "$T/calls.ndjson")
    run -0 cm-held diff crm <(tail -3 "$T/calls.ndjson")
    [[ -z $output ]]
}

@test "records of an earlier day change nothing of what a listing knows; a call without a transcript is not held" {
    calls 3 >"$T/old"
    jq -c 'if .metaData.id[-1:] == "1" then .metaData.title = "new" else . end' "$T/old" | head -2 >"$T/calls.ndjson"
    cm-held add crm --now 2026-11-10T00:00:00Z "$T/old"
    sim --calls "$T/calls.ndjson" --no-limit
    sim_connect
    N=(--clock simulated --now 2026-11-12T00:00:00Z)
    run -0 --separate-stderr gong-list-calls --held crm --reconcile 30d "${N[@]}"
    [[ $(jq -r .callmine.change <<<"$output" | sort | paste -sd' ') == "changed vanished" ]]
    cm-held add crm --now 2026-11-12T01:00:00Z "$T/old"
    run -0 --separate-stderr gong-list-calls --held crm --reconcile 30d "${N[@]}"
    [[ -z $output ]]
    # the transcripts of one could not be fetched: it is listed again
    calls 5 | tail -2 | jq -c 'del(.transcript)' >"$T/new"
    calls 4 | tail -1 >"$T/today"
    cm-held add crm "$T/new" "$T/today"
    [[ $(held waiting) == 7700000000001000004 ]]
    cm-held add crm "$T/new"
    [[ $(held waiting) == 7700000000001000004 ]]
    cm-held add crm --final <(calls 5 | tail -1) "$T/new"
    [[ -z $(held waiting) ]]
}

@test "an index that lost lines is not used: 78" {
    calls 4 | cm-held add crm
    index=$(find "$T/state" -name crm.ndjson)
    cp "$index" "$T/whole"
    for loss in ": >$index" "tail -n +2 $T/whole >$index" "head -3 $T/whole >$index" "sed s/crm/other/ $T/whole >$index"; do
        eval "$loss"
        run -78 --separate-stderr cm-held status crm
        [[ -z $output && ($stderr == "cm-held: $index"*"first line"* || $stderr == *"lines are missing"*) ]]
    done
    cp "$T/whole" "$index"
    cm-held status crm
}

@test "a clock that was ahead leaves no gap, and gives nothing up" {
    calls 6 'if $i == 1 then del(.transcript) else . end' >"$T/calls.ndjson"
    sim --calls "$T/calls.ndjson" --no-limit
    sim_connect
    N=(--clock simulated --now 2026-11-03T12:00:00Z) now=2026-11-03T12:00:00Z
    day --from 2026-11-01
    N=(--clock simulated --now 2027-11-03T12:00:00Z) now=2027-11-03T12:00:00Z
    gong-list-calls --held crm "${N[@]}" --last 1d >/dev/null 2>&1
    [[ -n $(cm-held list crm --now "$now" --state given_up) ]]
    N=(--clock simulated --now 2026-11-12T12:00:00Z) now=2026-11-12T12:00:00Z
    run -0 --separate-stderr gong-list-calls --held crm "${N[@]}" --lookback 1
    [[ $stderr == *"the clock was ahead when calls were listed for crm"* ]]
    # all but those that day held, and the one that waits
    diff <(jq -r .metaData.id <<<"$output" | sort) <(comm -23 <(ids "$T/calls.ndjson" | sort) <(ids "$T/all" | sort))
}

@test "an index is of one workspace, or of all" {
    calls 2 >"$T/calls.ndjson"
    sim --calls "$T/calls.ndjson" --no-limit
    sim_connect
    gong-list-calls --held crm --from 2026-11-01 --workspace 1 >/dev/null 2>&1
    run -64 --separate-stderr gong-list-calls --held crm --last 1d
    [[ $stderr == *"crm holds the calls of workspace 1: give the same --workspace, or another NAME"* ]]
}

@test "a bad record: 65, its line and not its content, and nothing has changed" {
    calls 2 >"$T/calls.ndjson"
    cm-held add crm "$T/calls.ndjson"
    cm-held list crm >"$T/before"
    calls 4 >"$T/more"
    echo '{"metaData":{"title":"Zwetschgendatschi"}}' >>"$T/more"
    run -65 --separate-stderr cm-held add crm "$T/more"
    [[ -z $output && $stderr == "cm-held: $T/more:5: no call: it has no metaData.id" ]]
    diff "$T/before" <(cm-held list crm)
}

@test "killed at any page, a listing with an index misses nothing and hands nothing on twice" {
    begin --calls-per-year 20000
    for n in 1 2 3 4; do
        rm -f "$T/part" "$T/part.cursor"
        cm-held forget crm --yes 2>/dev/null || true
        sim_forget
        gong-list-calls --held crm "${N[@]}" --last 12d --append "$T/part" 2>/dev/null 3>&- & pid=$!
        until_asked "$n"
        kill -KILL $pid || true
        wait $pid || true
        gong-list-calls --held crm --now 2026-11-16T08:01:00Z --clock simulated --last 12d --append "$T/part" 2>/dev/null
        [[ -z $(ids "$T/part" | sort | uniq -d) ]]
        diff <(ids "$T/part" | sort) <(held seen | sort)
        [[ ! -e $T/part.cursor ]]
        ids "$T/part" | sort >"$T/part$n"
    done
    (($(wc -l <"$T/part1") > 400))
    for n in 2 3 4; do diff "$T/part1" "$T/part$n"; done
}

@test "wrong usage is 64, a damaged index 78 with its line, a name in use 75" {
    for args in "" "add" "list" "list crm extra" "add a/b" "status ../x" "forget crm" "list crm --state odd" "shout crm"; do
        run -64 --separate-stderr cm-held $args </dev/null
        [[ -z $output && -n $stderr ]]
    done
    sim --no-limit
    sim_connect
    for args in "--reconcile 30d" "--held crm --reconcile 30d --last 3d" "--held crm" "--held a/b --last 1d" "--held crm --last 1d --lookback 9999"; do
        run -64 --separate-stderr gong-list-calls $args
        [[ -z $output && $(asked) == 0 ]]
    done
    calls 2 | cm-held add crm
    index=$(find "$T/state" -name crm.ndjson)
    run -75 --separate-stderr flock "${index%.ndjson}.lock" gong-list-calls --held crm --last 1d
    [[ $stderr == *"another run works on the calls held for crm"* ]]
    echo '{"v":1,"id":"9","state":"odd"}' >>"$index"
    run -78 --separate-stderr cm-held status crm
    [[ $stderr == "cm-held: $index:4: no line of an index of held calls" ]]
}

@test "status counts; /dev/full is 74; a name that nothing is held for is 66; an id as long as a book is 65" {
    for verb in "status none" "list none" "diff none" "new none" "forget none --yes"; do
        run -66 --separate-stderr cm-held $verb </dev/null
        [[ -z $output && $stderr == "cm-held: no calls are held for none over this connection" ]]
    done
    printf '{"metaData":{"id":"%0100000d"}}\n' 7 >"$T/book"
    run -65 --separate-stderr cm-held add crm "$T/book"
    [[ $stderr == "cm-held: $T/book:1: a call's id is at most 256 bytes" ]]
    calls 5 'if $i == 4 then del(.transcript) else . end' >"$T/calls.ndjson"
    cm-held add crm "$T/calls.ndjson"
    run -0 cm-held status crm
    [[ $output == *"held      4, 4 with a transcript"*"waiting   1 for a transcript"* ]]
    run -74 --separate-stderr bash -c 'cm-held list crm >/dev/full'
    [[ $stderr == *stdout* ]]
}
