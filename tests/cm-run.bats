#!/usr/bin/env bats
# cm-run: runs and what becomes of them, by hand and by a schedule, killed and gone on with.

load env
load gong

NOW=2026-11-16T08:00:05Z
SLOT=20261116T080000Z

# One simulator and one connection for all; each test has a state of its own that begins with it.
setup_file() {
    load env
    load gong
    T=$BATS_FILE_TMPDIR
    export XDG_STATE_HOME=$T/state XDG_CONFIG_HOME=$T/config XDG_CACHE_HOME=$T/cache
    sim --now "$NOW" --clock fixed --no-limit --count 12 --days 4
    echo "$SIM" >"$T/pid"
    sim_connect
}

teardown_file() { kill "$(<"$BATS_FILE_TMPDIR/pid")"; }

setup() {
    W=$BATS_FILE_TMPDIR
    BASE=http://127.0.0.1:$(<"$W/port")
    cp -r "$W/state" "$W/config" "$T/"
    S=$T/state/callmine/runs
    ln -s "$W/requests" "$T/requests"
    sim_forget
    FAST=(WINDOW='--last 3d' QUESTIONS=pricing FORMATS=md)
}

teardown() {
    for p in ${STARTED:-}; do { kill -9 "$p" && wait "$p" || true; } 2>/dev/null; done
}

run_at() { # NOW WORD...: cm-run at that time
    cm-run --now "$1" --clock simulated "${@:2}"
}
cmr() { run_at "$NOW" "$@"; }
AT=(--now "$NOW" --clock simulated)

# schedule NAME [LINE...]: one that is active
schedule() {
    mkdir -p "$T/config/callmine/schedules"
    printf '%s\n' 'state = active' 'since = 2026-11-15T09:00:00Z' 'cadence = daily 08:00' 'window = 3d' \
        'questions = pricing' 'formats = md' "${@:2}" | awk '{ of[$1] = $0 } END { for (k in of) print of[k] }' \
        >"$T/config/callmine/schedules/$1.conf"
}

# instead PROGRAM [LINE...]: a program of ours is a script of these lines; cm-run looks beside itself first
instead() {
    mkdir -p "$T/bin"
    [[ -e $T/bin/cm-run ]] || cp "$BUILD/bin/cm-run" "$T/bin"
    PATH=$T/bin:${PATH#"$T/bin:"}
    printf '%s\n' '#!/bin/bash' "REAL=$BUILD/bin/$1" "${@:2}" >"$T/bin/$1"
    chmod +x "$T/bin/$1"
    hash -r
}
not_instead() { rm "$T/bin/$1"; }

state() { jq -r '[.state, .phase // "-", .status // "-"] | join(" ")' "$S/$1.json"; }
cause() { jq -r '.history[-1].cause' "$S/$1.json"; }
audited() { jq -r "select(.what == \"$1\") | .detail.id" "$T/state/callmine/audit.log"; }
until_there() { for ((i = 0; i < 2000; i++)); do [[ -e $1 ]] && return; sleep 0.01; done; return 1; }
until_state() { for ((i = 0; i < 2000; i++)); do [[ $(state "$1" 2>/dev/null) == $2* ]] && return; sleep 0.02; done; return 1; }

@test "a run by hand: its id first, a record of each step, the bundle of that id, and nothing left beside the log" {
    # What the environment says of a pipeline's variables does not count.
    TITLE=other CLASS=9d WINDOW=--nonsense RUN=/nowhere MAKEFLAGS=-n FORMATS=pptx run -0 --separate-stderr cmr start "${FAST[@]}"
    [[ $output == analyze-20261116T080005Z ]]
    [[ $(state "$output") == "completed - 0" ]]
    validate run "$S/$output.json"
    [[ $(jq -r '[.history[] | .state + "/" + (.phase // "")] | join(" ")' "$S/$output.json") == \
        "queued/fetch running/fetch queued/analyze running/analyze queued/report running/report completed/" ]]
    [[ $(cm-retain list --json | jq -r .id) == "$output" && ! -e $S/$output && -s $S/$output.log ]]
    [[ $(stat -c %a "$S" "$S/$output.json" "$S/$output.log") == "700
600
600" ]]
    [[ $(jq '.counts | .listed >= .matched and .answered > 5 and .requests == 4' "$S/$output.json") == true ]]
    for what in run-started run-ended report-exported; do [[ $(audited $what) == "$output" ]]; done
    [[ $(jq -c 'select(.what == "run-ended").detail | [.state, .status, .answered > 5]' "$T/state/callmine/audit.log") == '["completed",0,true]' ]]
}

@test "nothing that was said and no secret is in records, logs or audit" {
    run -0 --separate-stderr cmr start "${FAST[@]}" FILTER="--jq '.metaData.title'"
    cm-retain cat "$output" transcripts.ndjson.zst | zstd -dcq | jq -r '.transcript[].sentences[].text' | grep '.\{30\}' >"$T/said"
    [[ -s $T/said ]]
    run -1 grep -rqFf "$T/said" "$S" "$T/state/callmine/audit.log"
    run -1 grep -rqe sim-secret "$S" "$T/state/callmine/audit.log"
}

@test "what the report says of the run; corrections stand in the audit log; with a plan it is kept as the plan says" {
    cm-quota set --plan Growth --now "$NOW" 2>/dev/null
    printf 'call\tquestion\tvalue\tby\twhen\twhy\n1\tpricing.price_discussed\tfalse\tana\t2026-11-20\tx\n' >"$T/fixes.tsv"
    schedule weekly 'title = Prices & "costs"' 'formats = json' "corrections = $T/fixes.tsv"
    run -0 --separate-stderr cmr start --schedule weekly
    id=$output
    [[ $id == weekly-20261116T080005Z ]]
    [[ $(cm-retain cat "$id" about.json | jq -c '[.id, .triggered_by, .schedule]') == \
        "[\"$id\",\"by hand\",\"weekly (every day at 08:00, UTC)\"]" ]]
    [[ $(cm-retain cat "$id" report.json | jq -r .title) == 'Prices & "costs"' ]]
    [[ $(jq -c 'select(.what == "override").detail | [.corrections, .sha256]' "$T/state/callmine/audit.log") == \
        "[1,\"$(sha256sum <"$T/fixes.tsv" | cut -c1-64)\"]" ]]
    [[ $(cm-retain list --json | jq -r .class) == plan ]]
    for p in fetch analyze report; do cmr $p weekly; done
    [[ $(cm-retain cat weekly-$SLOT about.json | jq -c '[.id, .triggered_by]') == "[\"weekly-$SLOT\",\"schedule\"]" ]]
}

@test "a schedule's phases are a process each; the slot is the run's time, whenever it fires" {
    schedule daily
    run -0 --separate-stderr run_at 2026-11-16T19:30:00Z fetch daily
    [[ -z $output && $(state daily-$SLOT) == "queued analyze -" ]]
    [[ $(jq -r .slot "$S/daily-$SLOT.json") == 2026-11-16T08:00:00Z && $(<"$S/daily-$SLOT/began") == 2026-11-16T08:00:00Z ]]
    run -0 --separate-stderr cmr report daily
    [[ $(state daily-$SLOT) == "queued analyze -" ]]
    run -0 --separate-stderr cmr analyze daily
    [[ $(state daily-$SLOT) == "queued report -" ]]
    run -0 --separate-stderr cmr report daily
    [[ $(state daily-$SLOT) == "completed - 0" && $(cm-retain list --json | jq -r .id) == daily-$SLOT ]]
}

@test "a firing that comes twice, a restart, a phase without work: nothing is run twice" {
    schedule daily
    cmr fetch daily
    sim_forget
    run -0 --separate-stderr cmr fetch daily
    [[ $(asked) == 0 && $(cm-run list --json | wc -l) == 1 ]]
    for p in analyze report report analyze fetch; do cmr $p daily; done
    before=$(wc -l <"$T/state/callmine/audit.log")
    for p in fetch analyze report deliver; do run -0 --separate-stderr cmr $p daily; done
    [[ $(asked) == 0 && $(cm-run list --json | wc -l) == 1 && $(wc -l <"$T/state/callmine/audit.log") == "$before" ]]
}

@test "no_match: no analysis, no report, no request for transcripts" {
    run -0 --separate-stderr cmr start "${FAST[@]}" FILTER='--stage NoSuchStage'
    [[ $(state "$output") == "no_match - 0" && $(cause "$output") == "no call matched" ]]
    [[ -z $(requests | grep -e transcript -e users) && -z $(cm-retain list 2>/dev/null) && ! -e $S/$output ]]
    [[ $(jq -c '[.counts.listed > 5, .counts.matched, .counts.answered]' "$S/$output.json") == '[true,0,null]' ]]
    run -0 --separate-stderr cmr start "${FAST[@]}" WINDOW='--from 2020-01-01 --to 2020-01-02'
    [[ $(state "$output") == "no_match - 0" && $(cause "$output") == "no call was listed" ]]
}

@test "a partial run (3) makes its report, is not archived, and keeps its directory" {
    instead gong-extensive '"$REAL" "$@" || exit' 'exit 3'
    run -3 --separate-stderr cmr start "${FAST[@]}"
    [[ $(state "$output") == "partial - 3" && $(cause "$output") == *"in part only: extensive"* ]]
    [[ -s $S/$output/report.md && ! -e $T/state/callmine/archive && $stderr == *"cm-run show $output"* ]]
    not_instead gong-extensive
    rm "$S/$output/extensive.ndjson.zst"
    run -0 --separate-stderr cmr resume "$output"
    [[ $(cm-retain list --json | wc -l) == 1 ]]
}

@test "a sync with a missing scope is partial: what could not be had is named" {
    schedule files 'kind = sync' "out = $T/set" 'types = users trackers'
    sed -i '/^questions/d; /^formats/d' "$T/config/callmine/schedules/files.conf"
    run -0 --separate-stderr cmr sync files
    [[ $(state files-$SLOT) == "completed - 0" && $(ls "$T/set" | wc -l) == 2 && ! -e $S/files-$SLOT ]]
    instead gong-trackers 'echo "gong-trackers: the connection lacks a scope" >&2' 'exit 77'
    run -3 --separate-stderr run_at 2026-11-17T08:00:00Z sync files
    [[ $(state files-20261117T080000Z) == "partial - 3" && $stderr == *"trackers"*"skipped"* ]]
    run -3 --separate-stderr cmr start --pipeline sync OUT="$T/other" TYPES='users trackers'
    [[ $output == sync-* && $(ls "$T/other" | wc -l) == 1 ]]
    run -64 --separate-stderr cmr fetch files
    [[ $stderr == *"cm-run sync"* ]]
    run -78 --separate-stderr cmr start --pipeline sync OUT="$T/none" TYPES='users trackers' PROFILE=nobody
    [[ $(cause "$output") == "sync ended with 78: gong-users: profile nobody is not connected to Gong; run gong-auth connect"* ]]
    run -1 grep bash: "$S/$output.log"
}

@test "the run's status is that of the stage that ended it, whatever make says" {
    instead cm-filter 'exit $END'
    for status in 4 5 64 65 66 69 70 71 73 74 75 76 77 78; do
        END=$status run -$status --separate-stderr cmr start "${FAST[@]}"
        [[ $(state "$output") == "failed fetch $status" && $stderr == *"check ended with $status"* ]]
    done
    instead cm-filter 'kill -9 $$'
    run -75 --separate-stderr cmr start "${FAST[@]}"
    [[ $(cause "$output") == "check was killed by signal 9" ]]
    [[ $(asked) == 0 ]]
}

@test "a wrong setting is refused by make's own words; a variable nobody knows, before there is a run" {
    run -64 --separate-stderr cmr start "${FAST[@]}" FORMATS=pptx
    [[ $stderr == *"there is no format pptx"* && $(state "$output") == "failed fetch 64" ]]
    run -64 --separate-stderr cmr start RUN=x
    [[ $stderr == *"RUN is no variable of analyze.mk"* && -z $output ]]
    run -64 --separate-stderr cmr start x
    [[ $stderr == *"not VARIABLE=VALUE"* ]]
    run -64 --separate-stderr cmr start "${FAST[@]}" WINDOW=last-week
    [[ $stderr == *"WINDOW is options of gong-list-calls: say WINDOW='--last last-week'"* && -z $output && $(cm-run list --json | wc -l) == 1 ]]
}

@test "a state directory that make cannot name is what is said to be wrong" {
    for odd in 'a b' "it's"; do
        mkdir "$T/$odd"
        XDG_STATE_HOME="$T/$odd" run -78 --separate-stderr cmr start "${FAST[@]}"
        [[ $stderr == *"the state directory $T/$odd/callmine (STATE_DIRECTORY, XDG_STATE_HOME): a name without blanks, quotes"* ]]
    done
}

@test "a locale that is not there is made good for: no shell complains of it" {
    run -0 --separate-stderr env LC_ALL=xx_XX.UTF-8 cm-run "${AT[@]}" start "${FAST[@]}" FILTER='--stage NoSuchStage'
    [[ $stderr != *setlocale* && -e $S/$output.log ]]
    run -1 grep setlocale "$S/$output.log"
    run -0 --separate-stderr env -u LC_ALL LANG=xx_XX.UTF-8 cm-run "${AT[@]}" start "${FAST[@]}" FILTER='--stage NoSuchStage'
    [[ $stderr != *setlocale* ]]
}

@test "a setting runs no commands: a title is what was typed, by hand and by a schedule; options that would are refused" {
    title='Cost: $5 $(shell touch p) $$x `touch p`'
    cd "$T"
    run -0 --separate-stderr cmr start "${FAST[@]}" FORMATS=json TITLE="$title"
    [[ $(cm-retain cat "$output" report.json | jq -r .title) == "$title" && ! -e p ]]
    schedule daily 'formats = json' "title = $title" "filter = --jq '\"\$(shell touch p)\" != \"\"'"
    for p in fetch analyze report; do run -0 --separate-stderr cmr $p daily; done
    [[ $(cm-retain cat daily-$SLOT report.json | jq -r .title) == "$title" && ! -e p ]]
    before=$(cm-run list --json | wc -l)
    for v in 'FILTER=--jq $(touch p)' 'ENGINE=--engine `touch p`' 'WINDOW=--last 3d;touch p' 'FILTER=--stage "$(touch p)"' 'ENGINE=--engine "x'; do
        run -64 --separate-stderr cmr start "${FAST[@]}" "$v"
        [[ $stderr == *"${v%%=*}: "* && -z $output && ! -e p && $(cm-run list --json | wc -l) == "$before" ]]
    done
}

@test "a wrong LINK, ATTACH or DELIVER is refused at once, as a schedule's are" {
    for v in LINK=reports.example.com/x LINK=javascript:alert LINK='https://' LINK='https://a b' ATTACH=../secret ATTACH=a/b DELIVER=pager; do
        run -64 --separate-stderr cmr start "${FAST[@]}" "$v"
        [[ $stderr == *"${v%%=*}: "* && -z $output ]]
        key=${v%%=*}
        schedule daily "${key,,} = ${v#*=}"
        run -78 --separate-stderr cmr fetch daily
        [[ $stderr == *"${key,,}: "* ]]
    done
    [[ ! -e $S ]]
}

@test "killed at work (-9) in any phase: it is shown as failed, and the next phase of its schedule goes on with it" {
    schedule daily
    for place in gong-transcripts:fetch cm-analyze:analyze cm-summarize:report; do
        program=${place%:*} phase=${place#*:}
        instead "$program" '[[ " $* " == *" --questions pricing "* && ! -p /dev/stdin ]] && exec "$REAL" "$@"' \
            "kill -9 \$(jq .holder $S/daily-$SLOT.json); exec sleep 60"
        run -137 --separate-stderr cmr $phase daily
        not_instead "$program"
        for ((i = 0; i < 500; i++)); do [[ $(cm-run list) == *"it died; cm-run resume"* ]] && break; sleep 0.02; done
        [[ $(cm-run list) == *"daily-$SLOT"*failed*"$phase"*"it died; cm-run resume daily-$SLOT goes on"* ]]
        seen=$(requests_all | grep -c -e transcript || true)
        run -0 --separate-stderr cmr $phase daily
        [[ $phase == fetch || $(requests_all | grep -c -e transcript || true) == "$seen" ]]
        [[ $(jq -r '.history[].cause // empty' "$S/daily-$SLOT.json" | grep -c 'its process died; it goes on') -ge 1 ]]
    done
    [[ $(state daily-$SLOT) == "completed - 0" && $(cm-retain list --json | wc -l) == 1 ]]
    [[ -z $(find "$S" -name '*.tmp.*') ]]
}

@test "75 stays open: the same phase again goes on with it; 77 and 65 end it" {
    schedule daily
    instead gong-list-calls '[[ " $* " == *" --window "* ]] && exec "$REAL" "$@"' 'echo "gong-list-calls: try later" >&2' 'exit 75'
    run -75 --separate-stderr cmr fetch daily
    [[ $(state daily-$SLOT) == "failed fetch 75" && $(cause daily-$SLOT) == "list ended with 75: gong-list-calls: try later" ]]
    not_instead gong-list-calls
    run -0 --separate-stderr cmr fetch daily
    [[ $(state daily-$SLOT) == "queued analyze -" ]]
    instead cm-analyze '[[ " $* " == *" -o "* ]] || exec "$REAL" "$@"' 'exit 65'
    run -65 --separate-stderr cmr analyze daily
    not_instead cm-analyze
    run -0 --separate-stderr cmr analyze daily
    [[ $(state daily-$SLOT) == "failed analyze 65" ]]
    run -0 --separate-stderr cmr resume daily-$SLOT
    [[ $(state daily-$SLOT) == "completed - 0" ]]
}

@test "a connection that needs reconnecting: each firing fails with 77, and asks nothing" {
    schedule daily
    : >"$T/state/callmine/profiles/default/needs-reconnect"
    for day in 16 17; do
        run -77 --separate-stderr run_at 2026-11-${day}T08:00:00Z fetch daily
        [[ $(state daily-202611${day}T080000Z) == "failed fetch 77" ]]
    done
    [[ $(asked) == 0 && $(audited run-ended | wc -l) == 2 && $stderr == *"gong-auth connect"* ]]
}

@test "a ledger that does not close fails the run, with both sums" {
    schedule daily
    cmr fetch daily
    cmr analyze daily
    sed -i 's/"listed":[0-9]*/"listed":99/' "$S/daily-$SLOT/ledger/list.ndjson"
    run -65 --separate-stderr cmr report daily
    [[ $(state daily-$SLOT) == "failed report 65" ]]
    [[ $stderr == *"the ledger does not close: 99 calls were listed, "*" answered and "*" left on the way"* ]]
    [[ ! -e $S/daily-$SLOT/report.md && ! -e $T/state/callmine/archive ]]
}

@test "cancelled at work: it stops, makes no report, keeps what it has, and can be gone on with" {
    instead cm-analyze '[[ " $* " == *" -o "* ]] || exec "$REAL" "$@"' "touch $T/at-it" 'exec sleep 60'
    cm-run "${AT[@]}" start "${FAST[@]}" >"$T/id" 2>"$T/err" 3>&- &
    STARTED=$!
    until_there "$T/at-it"
    id=$(<"$T/id")
    [[ $(cm-run list) == *"$id"*running*analyze* ]]
    run -75 --separate-stderr cmr resume "$id"
    touch "$S/analyze-20200101T000000Z.json.tmp.4242" # of a process that was killed while it wrote
    run -0 --separate-stderr cmr cancel "$id"
    [[ -z $(find "$S" -name '*.tmp.*') ]]
    ended=0
    wait $STARTED || ended=$?
    [[ $ended == 75 ]]
    [[ $(state "$id") == "cancelled analyze -" && $(<"$T/err") == *"was cancelled"* ]]
    [[ -s $S/$id/transcripts.ndjson.zst && ! -e $S/$id/rollup.json && ! -e $T/state/callmine/archive ]]
    [[ $(jq -r 'select(.what == "run-ended").detail.state' "$T/state/callmine/audit.log") == cancelled ]]
    run -0 --separate-stderr cmr cancel "$id"
    [[ $(state "$id") == "cancelled analyze -" ]]
    not_instead cm-analyze
    sim_forget
    run -0 --separate-stderr cmr resume "$id"
    [[ $(state "$id") == "completed - 0" && $(asked) == 0 ]]
    run -69 --separate-stderr cmr cancel "$id"
    run -69 --separate-stderr cmr resume "$id"
    [[ $(state "$id") == "completed - 0" ]]
}

@test "a cancelled run of a schedule is not gone on with by its next phase" {
    schedule daily
    cmr fetch daily
    run -0 --separate-stderr cmr cancel daily-$SLOT
    for p in fetch analyze report; do run -0 --separate-stderr cmr $p daily; done
    [[ $(state daily-$SLOT) == "cancelled analyze -" ]]
}

@test "told to stop (TERM): the run has failed, with 75, and goes on from there" {
    schedule daily
    instead gong-transcripts "touch $T/at-it" 'exec sleep 60'
    cm-run "${AT[@]}" fetch daily 2>"$T/err" 3>&- &
    STARTED=$!
    until_there "$T/at-it"
    kill $STARTED
    ended=0
    wait $STARTED || ended=$?
    [[ $ended == 75 ]]
    [[ $(state daily-$SLOT) == "failed fetch 75" && $(cause daily-$SLOT) == "it was stopped by signal 15" ]]
    not_instead gong-transcripts
    run -0 --separate-stderr cmr fetch daily
    [[ $(state daily-$SLOT) == "queued analyze -" ]]
}

@test "two at once of one schedule: one after the other, one run; the second says what it waits for" {
    schedule daily
    instead gong-transcripts "touch $T/at-it" "until [[ -e $T/go ]]; do sleep 0.02; done" 'exit 77'
    cm-run "${AT[@]}" fetch daily 3>&- &
    STARTED=$!
    until_there "$T/at-it"
    cm-run "${AT[@]}" start --schedule daily >"$T/id" 2>"$T/err" 3>&- &
    STARTED+=" $!"
    for ((i = 0; i < 1000; i++)); do grep -q 'waits for another run of its schedule' "$T/err" && break; sleep 0.02; done
    id=$(<"$T/id")
    [[ $(state "$id") == "queued fetch -" && $(cause "$id") == *"waits for another run of its schedule"* ]]
    touch "$T/go"
    for p in $STARTED; do wait "$p" || [[ $? == 77 ]]; done
    [[ $(state daily-$SLOT) == "failed fetch 77" && $(state "$id") == "failed fetch 77" ]]
}

# Of two runs whose ids are in $T/one and $T/two, and whose processes in STARTED, the second waits for a place.
one_works_one_waits() {
    echo 'at_once = 1' >"$T/config/callmine/run.conf"
    instead gong-transcripts "touch $T/at-it" "until [[ -e $T/go ]]; do sleep 0.02; done" 'exit 77'
    cm-run "${AT[@]}" start "${FAST[@]}" >"$T/one" 3>&- &
    STARTED=$!
    until_there "$T/at-it"
    cm-run "${AT[@]}" start "${FAST[@]}" >"$T/two" 2>"$T/err" 3>&- &
    STARTED+=" $!"
    for ((i = 0; i < 1000; i++)); do grep -q 'waits for one of 1 places' "$T/err" && break; sleep 0.02; done
}

@test "of all runs only at_once work at the same time; the others are queued until there is a place" {
    one_works_one_waits
    [[ $(<"$T/two") == analyze-20261116T080006Z && $(state "$(<"$T/two")") == "queued fetch -" ]]
    touch "$T/go"
    for p in $STARTED; do wait "$p" || [[ $? == 77 ]]; done
    [[ $(state "$(<"$T/one")") == "failed fetch 77" && $(state "$(<"$T/two")") == "failed fetch 77" ]]
    echo 'at_once = none' >"$T/config/callmine/run.conf"
    run -78 --separate-stderr cmr start "${FAST[@]}"
    [[ $stderr == *"at_once is a number"* && -z $output ]]
}

@test "cancelled while it waits for its turn: it waits no longer, and the one at work goes on" {
    local ended=0
    one_works_one_waits
    run -0 --separate-stderr cmr cancel "$(<"$T/two")"
    wait "${STARTED#* }" || ended=$?
    [[ $ended == 75 && $(state "$(<"$T/two")") == "cancelled fetch -" && $(state "$(<"$T/one")") == "running fetch -" ]]
    touch "$T/go"
    wait "${STARTED% *}" || [[ $? == 77 ]]
}

@test "firings that were missed: the latest is run, catch_up of those before it; older ones are entered as skipped, as one" {
    instead cm-filter 'exit 78'
    schedule daily 'catch_up = 1'
    run -78 --separate-stderr run_at 2026-11-20T09:00:00Z fetch daily
    [[ $(cm-run list --json | jq -r '[.id, .state] | join(" ")') == "daily-20261118T080000Z cancelled
daily-20261119T080000Z failed
daily-20261120T080000Z failed" ]]
    [[ $(audited run-skipped) == daily-20261118T080000Z ]]
    [[ $(cause daily-20261118T080000Z) == "3 firings were missed, the first at 2026-11-16T08:00:00Z, and 1 are caught up besides the latest (catch_up)" ]]
    schedule only 'catch_up = 0'
    for day in 17 18 20; do run -78 --separate-stderr run_at 2026-11-${day}T08:00:05Z fetch only; done
    [[ $(cm-run list --schedule only --json | jq -r .state | xargs) == "cancelled failed failed cancelled failed" ]]
    sed -i 's/^state.*/state = paused/' "$T/config/callmine/schedules/daily.conf"
    run -0 --separate-stderr run_at 2026-11-25T09:00:00Z fetch daily
    [[ $(cm-run list --schedule daily --json | wc -l) == 3 && $stderr == *"daily is not active"* ]]
}

@test "told to stop (TERM) while a year of firings is entered, it stops; the next time enters the rest, nothing twice" {
    schedule daily 'since = 2025-11-20T00:00:00Z' 'catch_up = 366'
    mkdir -p "$S/locks"
    exec 9>"$S/locks/records"
    flock 9
    cm-run "${AT[@]}" fetch daily 3>&- 9>&- 2>"$T/err" &
    STARTED=$!
    for ((i = 0; i < 1000; i++)); do grep -q "^[0-9]*: -> FLOCK .* $STARTED " /proc/locks && break; sleep 0.01; done
    kill -TERM "$STARTED"
    exec 9>&-
    wait "$STARTED" || [[ $? == 75 ]]
    [[ $(ls "$S"/*.json) == "$S/daily-20251120T080000Z.json" && $(<"$T/err") == *"it was stopped; the next time enters what is left"* ]]
    sed -i 's/^catch_up.*/catch_up = 0/' "$T/config/callmine/schedules/daily.conf"
    instead cm-filter 'exit 78'
    run -78 --separate-stderr cmr fetch daily
    [[ $(ls "$S"/*.json | wc -l) == 3 && $(cause daily-20261115T080000Z) == "360 firings were missed, the first at 2025-11-21T08:00:00Z"* ]]
}

@test "a clock that is years ahead enters nothing; one that was ahead holds nothing back; one set back runs nothing twice" {
    schedule daily
    instead cm-filter "echo x >>$T/filtered" 'exit 78'
    schedule old 'since = 1970-01-01T00:00:00Z'
    run -78 --separate-stderr cmr fetch old
    [[ $stderr == *"more than 400 days after its last firing (1970-01-01T00:00:00Z): nothing is entered"* ]]
    run -78 --separate-stderr run_at 2028-11-16T08:00:00Z fetch daily
    [[ $stderr == "cm-run: daily: it is 2028-11-16T08:00:00Z, more than 400 days after its last firing (2026-11-15T09:00:00Z): nothing is entered; set the clock right, or pause and resume the schedule" ]]
    [[ -z $(cm-run list) && ! -e $T/filtered ]]
    schedule daily 'catch_up = 0'
    run -78 run_at 2026-11-28T08:00:00Z fetch daily
    [[ $(cm-run list --json | jq -r .state | sort | uniq -c | xargs) == "1 cancelled 1 failed" ]]
    for day in 16 17 27; do
        run -78 --separate-stderr run_at 2026-11-${day}T08:00:05Z fetch daily
        [[ $(state daily-202611${day}T080000Z) == "failed fetch 78" ]]
    done
    [[ $(wc -l <"$T/filtered") == 4 && $(jq -r '.history[2].cause' "$S/daily-20261127T080000Z.json") == "it was skipped while the clock was ahead" ]]
    for at in 17T07:00:05 17T08:00:02 17T08:10:00 28T08:00:01; do run_at 2026-11-${at}Z fetch daily || [[ $at == 28* ]]; done
    [[ $(wc -l <"$T/filtered") == 4 && $(cm-run list --json | wc -l) == 5 ]]
}

@test "what matched nothing while the clock was ahead is run when its time comes, and told anew; by hand no slot is taken" {
    schedule daily 'filter = --stage NoSuchStage'
    id=daily-20261117T080000Z
    run_at 2026-11-17T08:00:00Z fetch daily
    [[ $(state $id) == "no_match - 0" ]]
    sed -i 's/"delivered":\[\]/"delivered":["slack"]/' "$S/$id.json"
    run_at 2026-11-16T12:00:00Z fetch daily
    [[ $(state $id) == "cancelled - -" && $(cause $id) == "the clock was ahead: its time is still to come"* ]]
    schedule daily
    run_at 2026-11-17T08:00:00Z fetch daily
    [[ $(state $id) == "queued analyze -" && $(jq -c .delivered "$S/$id.json") == '[]' && $(cm-run list --json | wc -l) == 2 ]]
    # ... once: what it is then it stays.
    jq -c '.state = "no_match" | .phase = null | .history[0].time = "2026-11-28T08:00:00Z"' "$S/$id.json" >"$T/record"
    cp "$T/record" "$S/$id.json"
    sim_forget
    run_at 2026-11-17T08:00:01Z fetch daily
    [[ $(state $id) == "no_match - -" && $(asked) == 0 ]]
    # What was due before a purge is due no more; a time of a clock that was ahead says nothing.
    rm "$S"/*.json
    echo 2026-11-17T09:00:00Z >"$T/state/callmine/purged"
    run_at 2026-11-17T12:00:00Z fetch daily
    [[ -z $(cm-run list 2>/dev/null) ]]
    instead cm-filter 'exit 78'
    run -78 --separate-stderr cmr start --schedule daily
    [[ $output == daily-20261116T080005Z ]]
    run -78 --separate-stderr run_at 2026-11-16T08:00:00Z start --schedule daily
    [[ $output == daily-20261116T080001Z ]]
    run -78 --separate-stderr run_at 2026-11-16T08:00:00Z fetch daily
    [[ $(state daily-$SLOT) == "failed fetch 78" ]]
}

@test "out of quota: a firing is skipped with an entry in its history; by hand it is refused (75)" {
    schedule daily
    cm-quota set --calls 0 --now "$NOW" >"$T/said"
    run -0 --separate-stderr cmr fetch daily
    [[ $(state daily-$SLOT) == "cancelled - -" && $(cause daily-$SLOT) == quota_exceeded* && $(audited run-skipped) == daily-$SLOT ]]
    run -75 --separate-stderr cmr start "${FAST[@]}"
    [[ $stderr == *quota_exceeded* && -z $output && $(asked) == 0 ]]
}

@test "the quota ends amid an analysis: 75, and after a grant the run goes on and pays only for what is left" {
    cm-quota set --calls 3 --now "$NOW" >"$T/set"
    run -75 --separate-stderr cmr start "${FAST[@]}"
    id=$output
    [[ $(state "$id") == "failed analyze 75" && $(cause "$id") == *quota_exceeded* ]]
    cm-quota grant 50 --now "$NOW" >>"$T/set"
    run -0 --separate-stderr cmr resume "$id"
    [[ $(state "$id") == "completed - 0" ]]
    [[ $(cm-quota show --json --now "$NOW" | jq .used) == $(jq .counts.answered "$S/$id.json") ]]
}

@test "against the last run: its roll-up comes out of the archive, and the report says what changed" {
    schedule daily 'against = last-run'
    for p in fetch analyze report; do cmr $p daily; done
    id=daily-20261117T080000Z
    instead cm-retain '[[ $1 == cat ]] || exec "$REAL" "$@"' 'exit 74'
    for p in fetch analyze; do run_at 2026-11-17T08:00:00Z $p daily; done
    run -74 --separate-stderr run_at 2026-11-17T08:00:00Z report daily
    [[ $(cause $id) == "cm-retain cat daily-$SLOT ended with 74" ]]
    not_instead cm-retain
    run_at 2026-11-17T08:00:00Z report daily
    [[ $(state $id) == "completed - 0" && ! -e $S/$id.against.json ]]
    cmp <(cm-retain cat $id against/1.json) <(cm-retain cat daily-$SLOT rollup.json)
    # Another account's is no run before it.
    sed -i 's/"PROFILE":"default"/"PROFILE":"emea"/' "$S"/daily-*.json
    for p in fetch analyze report; do run_at 2026-11-18T08:00:00Z $p daily; done
    run -66 cm-retain cat daily-20261118T080000Z against/1.json
    [[ $(cm-retain cat $id rollup.json | jq '.trend | length') -gt 0 ]]
}

# hook: a webhook that takes what is sent
hook() {
    mkdir -p "$T/hook"
    /usr/bin/python3 -B "$ROOT/tests/hook_server.py" "$T/hook" /services/T0/B0/CANARY 2>"$T/hook/err" 3>&- &
    STARTED+=" $!"
    until_there "$T/hook/port"
    (umask 077 && echo "http://127.0.0.1:$(<"$T/hook/port")/services/T0/B0/CANARY" >"$T/config/callmine/slack.webhook")
}
taken() { find "$T/hook" -name '*.json' | wc -l; }

@test "delivered once: by the deliver phase, with the run's link; nothing matched is told too, and a failure by alert" {
    hook
    schedule daily 'deliver = slack' 'link = https://reports.example.com/{id}/'
    for p in fetch analyze report; do cmr $p daily; done
    [[ $(state daily-$SLOT) == "queued deliver -" && -e $S/daily-$SLOT/rollup.json && $(taken) == 0 ]]
    run -0 --separate-stderr cmr deliver daily
    [[ $(state daily-$SLOT) == "completed - 0" && $(taken) == 1 && ! -e $S/daily-$SLOT && $(audited report-delivered) == daily-$SLOT ]]
    grep -qr "reports.example.com/daily-$SLOT/" "$T/hook"
    cmr deliver daily
    [[ $(taken) == 1 ]]
    schedule daily 'deliver = slack' 'filter = --stage NoSuchStage'
    run_at 2026-11-17T08:00:00Z fetch daily
    run_at 2026-11-17T08:00:00Z deliver daily
    [[ $(state daily-20261117T080000Z) == "no_match - 0" && $(taken) == 2 ]]
    grep -qr no_match "$T/hook"
    instead cm-filter 'exit 65'
    run -65 --separate-stderr run_at 2026-11-18T08:00:00Z fetch daily
    for ((i = 0; i < 2; i++)); do run -0 --separate-stderr run_at 2026-11-18T08:00:00Z alert callmine-fetch@daily.service; done
    [[ $(taken) == 3 ]]
    grep -qr 'daily-20261118T080000Z' "$T/hook"
    # A day later that run is not what the unit fails with.
    run -0 --separate-stderr run_at 2026-11-19T08:00:00Z alert callmine-fetch@daily.service
    [[ $(taken) == 4 ]]
    grep -qr 'callmine-fetch@daily.service 2026-11-19' "$T/hook"
    run -1 grep -r CANARY "$T/state" "$T/hook/err"
}

@test "of two ways the one that fails keeps the other not back, of a report and of a failure" {
    schedule daily 'deliver = slack mail'
    for p in fetch analyze report; do cmr $p daily; done
    instead cm-notify "echo \$1 >>$T/told" "[[ \$1 == mail || -e $T/up ]] || exit 75"
    run -75 --separate-stderr cmr deliver daily
    [[ $(state daily-$SLOT) == "failed deliver 75" && $(jq -c .delivered "$S/daily-$SLOT.json") == '["mail"]' ]]
    run -75 --separate-stderr cmr alert callmine-deliver@daily.service
    touch "$T/up"
    run -0 --separate-stderr cmr deliver daily
    [[ $(state daily-$SLOT) == "completed - 0" && $(tr '\n' ' ' <"$T/told") == "slack mail slack mail slack " ]]
}

@test "calls are forgotten between the phases: the ledger closes, and reports that went are made again before they are delivered" {
    hook
    schedule daily 'deliver = slack' "filter = --jq '.metaData.id | endswith(\"7\") | not'"
    cmr fetch daily
    readarray -t ids < <(zstd -dcq "$S/daily-$SLOT/transcripts.ndjson.zst" | jq -r 'select(.transcript[0]).metaData.id')
    gone=$(jq -r 'select(.reason).id' "$S/daily-$SLOT/ledger/filter.ndjson" | head -n1)
    [[ -n $gone && ${#ids[@]} -gt 3 ]]
    cm-retain forget --now "$NOW" --call "${ids[0]}" --call "$gone" >"$T/said"
    run ! grep -F "$gone" "$S/daily-$SLOT/ledger/filter.ndjson"
    cmr analyze daily
    cm-retain forget --now "$NOW" --call "${ids[1]}" >"$T/said"
    cmr report daily
    cm-retain forget --now "$NOW" --call "${ids[2]}" >"$T/said"
    [[ $(tail -n1 "$T/said") == "hits left: 0" && ! -e $S/daily-$SLOT/rollup.json && $(taken) == 0 ]]
    cp "$T"/state/callmine/archive/daily-*.zst "$T/bundle"
    run -0 --separate-stderr cmr deliver daily
    [[ $(state daily-$SLOT) == "completed - 0" && $(taken) == 1 && ! -e $S/daily-$SLOT ]]
    cmp "$T/bundle" "$T"/state/callmine/archive/daily-*.zst
    [[ $(cm-retain cat daily-$SLOT rollup.json | jq -c '[.ledger.closes, (.ledger.reasons[] | select(.reason == "forgotten").calls)]') == '[true,4]' ]]
}

@test "cancelled when its report is archived and its delivery failed: it is completed (69), and nothing is left beside the log" {
    schedule daily 'deliver = slack'
    for p in fetch analyze report; do cmr $p daily; done
    run -78 --separate-stderr cmr deliver daily
    [[ $(state daily-$SLOT) == "failed deliver 78" && -e $S/daily-$SLOT/rollup.json ]]
    run -69 --separate-stderr cmr cancel daily-$SLOT
    [[ $stderr == "cm-run: daily-$SLOT was archived before it could be cancelled" && ! -e $S/daily-$SLOT ]]
    [[ $(state daily-$SLOT) == "completed - 0" && $(cause daily-$SLOT) == "it was archived before it could be cancelled" ]]
    [[ $(jq -r 'select(.what == "run-ended").detail.state' "$T/state/callmine/audit.log" | tail -n1) == completed ]]
    # At work on the delivery, the same; without a report it is cancelled.
    instead cm-notify "touch $T/at-it" 'exec sleep 60'
    for p in fetch analyze report; do run_at 2026-11-17T08:00:00Z $p daily; done
    cm-run --now 2026-11-17T08:00:00Z --clock simulated deliver daily 2>"$T/err" 3>&- &
    STARTED=$!
    until_there "$T/at-it"
    run -69 --separate-stderr cmr cancel daily-20261117T080000Z
    [[ $(state daily-20261117T080000Z) == "completed - 0" && ! -e $S/daily-20261117T080000Z ]]
    not_instead cm-notify
    schedule daily 'deliver = slack' 'filter = --stage NoSuchStage'
    run_at 2026-11-18T08:00:00Z fetch daily
    run -0 --separate-stderr cmr cancel daily-20261118T080000Z
    [[ $(state daily-20261118T080000Z) == "cancelled deliver -" ]]
}

@test "completed by a cancel while another run of its schedule is at work: it stays so, and nobody is told of it" {
    schedule daily 'deliver = slack'
    for day in 16 17; do for p in fetch analyze report; do run_at 2026-11-${day}T08:00:05Z $p daily; done; done
    instead cm-notify "echo told >>$T/told" "until [[ -e $T/go ]]; do sleep 0.02; done"
    cm-run "${AT[@]}" deliver daily 2>"$T/err" 3>&- &
    STARTED=$!
    until_there "$T/told"
    run -69 --separate-stderr cmr cancel daily-20261117T080000Z
    touch "$T/go"
    wait $STARTED
    [[ $(state daily-$SLOT) == "completed - 0" && $(state daily-20261117T080000Z) == "completed - 0" && $(wc -l <"$T/told") == 1 ]]
    [[ ! -e $S/daily-20261117T080000Z ]]
}

@test "a damaged audit log: nothing begins, the runs say why they wait, the alert says what it is; mended, they go on" {
    hook
    schedule daily 'deliver = slack'
    log=$T/state/callmine/audit.log
    cp "$log" "$T/good"
    echo junk >>"$log"
    run -65 --separate-stderr cmr fetch daily
    [[ $stderr == *"$log: its last line was changed; see cm-audit verify, then put back"* ]]
    [[ $(state daily-$SLOT) == "queued fetch -" && $(cause daily-$SLOT) == *"$log: its last line was changed; see cm-audit verify"* ]]
    run -65 --separate-stderr cmr start "${FAST[@]}"
    [[ $(state "$output") == "failed fetch 65" && $(cause "$output") == *"$log: its last line was changed"* ]]
    MONITOR_EXIT_STATUS=65 run -0 --separate-stderr cmr alert callmine-fetch@daily.service
    [[ $(taken) == 1 ]]
    grep -qr 'the audit log ended with 65' "$T/hook"
    cp "$T/good" "$log"
    run -0 --separate-stderr cmr fetch daily
    [[ $(state daily-$SLOT) == "queued analyze -" && $(audited run-started) == daily-$SLOT ]]
}

@test "an alert of a unit without a run goes to where run.conf says, or says that nothing does" {
    run -78 --separate-stderr cmr alert callmine-retain.service
    [[ $stderr == *"alert = slack"* ]]
    hook
    echo 'alert = slack' >"$T/config/callmine/run.conf"
    MONITOR_EXIT_STATUS=74 run -0 --separate-stderr cmr alert callmine-retain.service
    grep -qr 'callmine-retain.service 2026-11-16' "$T/hook"
    for day in 16 17; do
        MONITOR_EXIT_STATUS=74 run -0 --separate-stderr run_at 2026-11-${day}T20:00:00Z alert callmine-retain.service
    done
    [[ $(taken) == 2 ]]
}

@test "the table, a run in full, and lines of JSON" {
    schedule daily
    cmr start "${FAST[@]}" >"$T/id" 2>/dev/null
    cmr fetch daily
    run -0 --separate-stderr cm-run list
    [[ ${lines[0]} == "run "*"state "*"phase "*"calls "*why && ${lines[1]} == daily-$SLOT*queued*analyze* && ${lines[2]} == "$(<"$T/id")"*completed* ]]
    run -0 --separate-stderr cm-run list --schedule daily --last 1
    [[ ${#lines[@]} == 2 && ${lines[1]} == daily-* ]]
    run -0 --separate-stderr cm-run show "$(<"$T/id")"
    [[ $output == *"triggered by hand"*"QUESTIONS    pricing"*"completed"* ]]
    sed -i 's/T08:00:05Z","state":"running"/T08:00:05.204Z","state":"running"/' "$S/$(<"$T/id").json"
    run -0 --separate-stderr cm-run show "$(<"$T/id")"
    [[ $(grep -c '^2026-11-16T08:00:05Z  running    [far]' <<<"$output") == 3 ]]
    cm-run list --json >"$T/lines"
    validate run "$T/lines"
    run -66 --separate-stderr cm-run show daily-20200101T000000Z
    run -64 --separate-stderr cm-run show ../daily
    run -74 --separate-stderr bash -c 'cm-run list >/dev/full'
}

@test "on a terminal one sees the stages; follow sees them from elsewhere, and ends as the run does" {
    schedule daily
    instead gong-transcripts "touch $T/at-it" "until [[ -e $T/go ]]; do sleep 0.02; done" 'exec "$REAL" "$@"'
    /usr/bin/python3 "$ROOT/tests/terminal.py" -- cm-run --now "$NOW" --clock simulated start "${FAST[@]}" >"$T/shown" 3>&- &
    STARTED=$!
    until_there "$T/at-it"
    id=analyze-20261116T080005Z
    (sleep 0.6; touch "$T/go") 3>&- &
    /usr/bin/python3 "$ROOT/tests/terminal.py" -- cm-run follow $id >"$T/followed"
    wait $STARTED
    for f in shown followed; do
        grep -q 'Gong fetch -> \* transcripts.* -> per-call analysis -> summary -> report' "$T/$f"
        grep -q completed "$T/$f"
    done
    run -0 --separate-stderr cm-run follow $id
    [[ -z $output && $stderr == *"completed"* ]]
}

@test "follow of a run that waits for its turn, and has no log yet, tells what its stages say then" {
    schedule daily
    cmr fetch daily
    rm "$S/daily-$SLOT.log"
    cm-run follow daily-$SLOT 2>"$T/followed" 3>&- &
    STARTED=$!
    for ((i = 0; i < 1000; i++)); do grep -q 'queued, analyze' "$T/followed" && break; sleep 0.02; done
    instead cm-analyze 'echo "so far so good" >&2' 'exit 65'
    run -65 cmr analyze daily
    wait $STARTED || [[ $? == 65 ]]
    grep -qx 'cm-run: so far so good' "$T/followed"
}

@test "wrong usage says what to do" {
    run -64 --separate-stderr cm-run show
    run -64 --separate-stderr cm-run start --schedule x --pipeline sync
    run -64 --separate-stderr cm-run fetch '../x'
    run -66 --separate-stderr cm-run fetch nobody
    CALLMINE_PIPELINES=/nowhere run -78 --separate-stderr cmr start "${FAST[@]}"
    [[ $stderr == *"make install"* ]]
    run -0 --separate-stderr cm-run
    [[ $output == *"usage: cm-run start"* ]]
}
