# cm-quota, and what cm-analyze takes of the quota.
# shellcheck disable=SC2155 # what is assigned is looked at
load env
load gong
load llm
load model

setup_file() {
    load env
    load llm
    load model
    model_setup_file
    /usr/bin/python3 -B "$ROOT/tests/model_calls.py" 6 40 >"$KEPT/six"
}
teardown_file() {
    load llm
    llm_stop
}

NOV=2026-11-26T08:00:00Z
DEC=2026-12-15T00:00:00Z

quota() { cm-quota show --json --now "${2:-$NOV}" | jq -c "$1"; }
used() { quota '[.used, .used_addon, .left]' "${1:-$NOV}"; }
# offline N [OPTION...]: N calls asked by the offline engine
offline() { calls "$1" | cm-analyze -q "$KEPT/one.json" --now "$NOV" "${@:2}"; }

@test "where none was ever set nothing is counted and no file written, also where none could be" {
    run -0 --separate-stderr cm-quota show
    [[ $output == "no quota is set: calls are neither limited nor counted" && -z $stderr ]]
    cm-quota show --json >"$T/quota"
    validate quota "$T/quota"
    [[ $(quota '[.set, .plan, .limit, .left, .from]') == '[false,null,null,null,null]' ]]
    run -0 offline 3 -o "$T/out"
    [[ $(wc -l <"$T/out") == 3 && ! -e $T/state ]]
    XDG_STATE_HOME=/proc/none run -0 --separate-stderr offline 3 -o "$T/out"
    [[ -z $stderr ]]
}

@test "set and show: plan, calls, anchor and zone; files and JSON are what the schema says" {
    run -0 --separate-stderr cm-quota set --plan Growth --calls 500 --anchor 31 --zone Europe/Paris --now "$NOV"
    [[ -z $stderr && $output == *"plan       Growth (reports are kept: 1y)"*"calls      0 used of 500"*"left       500"* ]]
    [[ $output == *"period     2026-10-30T23:00:00Z to 2026-11-29T23:00:00Z (day 31 of the month, Europe/Paris)"* ]]
    run -0 cm-quota grant 100 --now "$NOV"
    [[ $output == *"add-on     0 used, 100 left"*"left       600"* ]]
    run -0 offline 2 -o "$T/out"
    cm-quota show --json --now "$NOV" >"$T/show"
    validate quota "$T/show"
    validate quota "$T/state/callmine/quota.json"
    validate quota "$T/state/callmine/quota/20261030T230000Z.ndjson"
    [[ $(stat -c %a "$T"/state/callmine/{quota.json,quota/*,quota.lock} | sort -u) == 600 && $(stat -c %a "$T/state/callmine/quota") == 700 ]]
    [[ $(quota '[.plan, .class, .limit, .used, .left, .addon, .anchor, .zone]') == '["Growth","1y",500,2,598,100,31,"Europe/Paris"]' ]]
    run -0 cm-quota set --calls unlimited --plan none --add-on 7 --now "$NOV"
    [[ $(quota '[.plan, .limit, .left, .used, .addon]') == '[null,null,null,2,7]' ]]
    for plan in Trial:30d Free:30d Starter:90d Growth:1y Scale:unlimited; do
        run -0 cm-quota set --plan "${plan%:*}"
        [[ $(quota .class) == "\"${plan#*:}\"" ]]
    done
    (cd "$T/state/callmine" && ls -A . quota) >"$T/files"
    run -1 grep tmp "$T/files"
}

@test "a call takes one unit; the same again takes none, another question, engine or model does" {
    cm-quota set --calls 100 --now "$NOV" >"$T/said"
    offline 4 -o "$T/out"
    [[ $(used) == '[4,0,96]' ]]
    offline 4 -o "$T/again" --jobs 1
    cmp "$T/out" "$T/again"
    [[ $(used) == '[4,0,96]' ]]
    offline 5 -o "$T/out"
    [[ $(used) == '[5,0,95]' ]]
    calls 5 | cm-analyze -q "$KEPT/one.json" -q "$KEPT/words.json" --now "$NOV" -o "$T/out"
    calls 5 | cm-analyze -q "$KEPT/words.json" -q "$KEPT/one.json" --now "$NOV" -o "$T/out" # in any order
    [[ $(used) == '[10,0,90]' ]]
    calls 2 '.transcript = null' | cm-analyze -q "$KEPT/words.json" --now "$NOV" -o "$T/out" # not analysed
    calls 2 | cm-analyze -q "$KEPT/words.json" --min-words 50 --now "$NOV" -o "$T/out"
    cm-analyze -q "$KEPT/words.json" --engine-debug --now "$NOV" "$KEPT/calls" -o "$T/out" # nor is a ranking
    [[ $(used) == '[10,0,90]' ]]
    calls 2 '.' >"$T/two"
    CALLS=$T/two SET=one asks openai right --now "$NOV" -o "$T/out" 2>"$T/err"
    CALLS=$T/two SET=one asks openai exact --now "$NOV" -o "$T/out" 2>"$T/err"
    CALLS=$T/two SET=one asks anthropic right --now "$NOV" -o "$T/out" 2>"$T/err"
    CALLS=$T/two SET=one asks openai right --now "$NOV" -o "$T/out" 2>"$T/err"
    [[ $(used) == '[16,0,84]' ]]
    calls 2 | jq -c '.metaData.id += "1" * 5000' | cm-analyze -q "$KEPT/one.json" --now "$NOV" -o "$T/out" # a long id is one, too
    [[ $(used) == '[18,0,82]' ]]
}

@test "which period it is, is on the disk before a unit of it is taken" {
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    cm-quota set --calls 5 --now "$NOV"
    calls 1 >"$T/in"
    ASAN_OPTIONS=detect_leaks=0 strace -f -y -o "$T/calls" -e trace=fsync,fdatasync cm-analyze -q "$KEPT/one.json" --now "$NOV" "$T/in" >"$T/out"
    grep -F '/state/callmine' "$T/calls" | head -n1 | grep -F '/state/callmine>)'
    [[ $(used) == '[1,0,4]' ]]
}

@test "out of quota: who had a unit is written, who had none is named, 75 says what to do; a grant goes on" {
    cm-quota set --plan Starter --calls 3 --anchor 15 --now "$NOV" >"$T/said"
    for jobs in 1 16; do
        run -75 --separate-stderr offline 10 --jobs $jobs -o "$T/out$jobs" --ledger "$T/ledger"
        [[ $stderr == "cm-analyze: quota_exceeded: the 3 calls of plan Starter are used until 2026-12-15T00:00:00Z, and no add-on is left: cm-quota grant N gives N more; or run again then; 7 calls are not analysed yet" ]]
        [[ $(wc -l <"$T/out$jobs") == 3 && $(jq -r .reason "$T/ledger" | sort | uniq -c | xargs) == "7 quota_exceeded" ]]
        validate ledger "$T/ledger"
        [[ $(used) == '[3,0,0]' ]]
    done
    # Reports and everything else work on.
    run -0 cm-render --format csv "$T/out1" -o "$T/report.csv"
    cm-quota grant 5 --now "$NOV" >"$T/said"
    run -75 --separate-stderr offline 10 -o "$T/out" --ledger "$T/ledger"
    [[ $stderr == *"2 calls are not analysed yet" && $(wc -l <"$T/out") == 8 && $(used) == '[8,5,0]' ]]
    cm-quota grant 2 --now "$NOV" >"$T/said"
    run -0 --separate-stderr offline 10 -o "$T/out" --ledger "$T/ledger"
    [[ -z $stderr && $(wc -l <"$T/out") == 10 && ! -s $T/ledger && $(used) == '[10,7,0]' ]]
    # The plan's calls come back with the period; the add-on's are used up.
    [[ $(used $DEC) == '[0,0,3]' && $(quota .past[].used $DEC) == 10 ]]
    run -75 offline 4 --now $DEC -o "$T/out"
    [[ $(used $DEC) == '[3,0,0]' ]]
    # A clock that was set back opens no period again.
    run -75 offline 4 --now "$NOV" -o "$T/out"
    [[ $(wc -l <"$T/out") == 3 && $(used "$NOV") == '[3,0,0]' ]]
    run -0 cm-quota show --now "$NOV"
    [[ $output == *"it lies ahead: the clock was wrong"* ]]
}

@test "a model is not asked about a call without a unit, and --plan says what a run would take" {
    export CALLS=$KEPT/six SET=one
    llm_forget
    cm-quota set --calls 4 --now "$NOV" >"$T/said"
    run -0 --separate-stderr asks openai right --plan --now "$NOV"
    [[ $output == *$'\nof the quota: 6 calls of 4 left: too few, see cm-quota grant' && $(used) == '[0,0,4]' ]]
    run -75 --separate-stderr asks openai right --jobs 8 --now "$NOV" -o "$T/out"
    [[ $(llm_stats .requests) == 4 && $(wc -l <"$T/out") == 4 && $(used) == '[4,0,0]' ]]
    run -75 --separate-stderr asks openai right --now "$NOV" -o "$T/out"
    [[ $(llm_stats .requests) == 4 && $(wc -l <"$T/out") == 4 ]]
    cm-quota grant 10 --now "$NOV" >"$T/said"
    run -0 asks openai right --plan --now "$NOV"
    [[ $output == *$'\nof the quota: 2 calls of 10 left' ]]
    run -0 asks openai right --now "$NOV" -o "$T/out"
    [[ $(llm_stats .requests) == 6 && $(used) == '[6,2,8]' ]]
    # Calls about which nothing could be had take nothing, and neither do those beyond a ceiling.
    run -3 asks openai wrong-types --now "$NOV" -o "$T/out"
    run -5 asks openai exact --max-calls 2 --now "$NOV" -o "$T/out"
    [[ $(used) == '[8,4,6]' ]]
}

@test "a batch: handed over within the quota, taken when it is collected" {
    export CALLS=$KEPT/six SET=one
    cm-quota set --calls 4 --now "$NOV" >"$T/said"
    run -75 --separate-stderr asks openai right --batch submit --now "$NOV"
    [[ $stderr == *"quota_exceeded: "*"2 calls are not analysed yet"* && $(used) == '[0,0,4]' ]]
    status=75
    for ((i = 0; i < 200; i++)); do
        asks openai right --batch collect --now "$NOV" -o "$T/out" 2>"$T/err" || status=$?
        [[ -e $T/out ]] && break
        sleep 0.05
    done
    [[ $(wc -l <"$T/out") == 4 && $(used) == '[4,0,0]' ]]
    grep -q '2 calls are not analysed yet' "$T/err"
}

@test "disconnecting gives nothing back, and connecting again finds the same counter" {
    stub
    cm-quota set --calls 5 --now "$NOV" >"$T/said"
    offline 3 -o "$T/out"
    sum=$(sha256sum "$T"/state/callmine/quota.json "$T"/state/callmine/quota/*)
    run -0 gong-auth disconnect --yes
    [[ $output == *"the quota's counter stay"*"given back"* && $(used) == '[3,0,2]' ]]
    printf '%s\n' KEYCANARY SECRETCANARY |
        gong-auth connect --key --key-from - --base-url "http://127.0.0.1:$(<"$T/gong/port")" --any-host >"$T/said"
    [[ $(sha256sum "$T"/state/callmine/quota.json "$T"/state/callmine/quota/*) == "$sum" && $(used) == '[3,0,2]' ]]
    sim_stop
}

@test "16 runs at once, some of them killed: no unit is lost, none is taken twice, no more than there are" {
    cm-quota set --calls 60 --now "$NOV" >"$T/said"
    calls 20 >"$T/twenty"
    for ((i = 0; i < 16; i++)); do
        # eight sets of calls, each in two runs
        jq -c --arg i $((i / 2)) '.metaData.id += $i' "$T/twenty" >"$T/calls$i"
        cm-analyze -q "$KEPT/one.json" --jobs 1 --now "$NOV" "$T/calls$i" >"$T/out$i" 2>"$T/err$i" 3>&- &
        pids[i]=$!
    done
    for i in 3 8 11 14; do
        for ((n = 0; n < 500; n++)); do [[ -s $T/out$i || ! -e /proc/${pids[i]} ]] && break; sleep 0.002; done
        kill -KILL "${pids[i]}" || true
    done
    ended=
    for pid in "${pids[@]}"; do
        status=0
        wait "$pid" || status=$?
        ended+=" $status"
    done 2>/dev/null
    [[ $ended != *" 7[0468]"* ]]
    [[ $(used) == '[60,0,0]' ]]
    sort "$T/state/callmine/quota/20261101T000000Z.ndjson" | jq -r .key | uniq -d >"$T/twice"
    [[ ! -s $T/twice ]]
    # Every call that was written has its unit: asked again, none is refused, and none is taken.
    cat "$T"/out* | grep -a '}$' | jq -c 'del(.callmine)' | sort -u >"$T/written"
    run -0 --separate-stderr cm-analyze -q "$KEPT/one.json" --now "$NOV" -o "$T/again" "$T/written"
    [[ $(wc -l <"$T/again") -ge 20 && $(used) == '[60,0,0]' ]]
}

@test "each change stands in the audit log with what differs; a change of nothing does not" {
    cm-quota set --plan Free --calls 10 --now "$NOV" >"$T/said"
    cm-quota set --plan Growth --calls 500 --anchor 15 --now "$NOV" >"$T/said"
    cm-quota grant 100 --now "$NOV" >"$T/said"
    cm-quota set --calls 500 --now "$NOV" >"$T/said"
    validate audit "$T/state/callmine/audit.log"
    run -0 command jq -c '[.program, .what, .detail]' "$T/state/callmine/audit.log"
    [[ $output == '["cm-quota","plan-changed",{"plan":{"from":null,"to":"Free"}}]
["cm-quota","quota-changed",{"limit":{"from":null,"to":10},"anchor":{"from":null,"to":1},"zone":{"from":null,"to":"UTC"}}]
["cm-quota","plan-changed",{"plan":{"from":"Free","to":"Growth"}}]
["cm-quota","quota-changed",{"limit":{"from":10,"to":500},"anchor":{"from":1,"to":15}}]
["cm-quota","quota-changed",{"addon":{"from":0,"to":100}}]' ]]
}

@test "wrong usage is 64 and changes nothing; a full disk is 74; damage is 78, named, with what to do" {
    for words in "set" "set --anchor 32" "set --calls -1" "set --calls many" "set --calls 9999999999" "set --plan Platinum" \
        "set --zone Mars/Olympus" "set 5" "grant" "grant 0" "grant -5" "grant x" "grant 1 2" "grant 1 --calls 5" "show --calls 5" \
        "show x" "frobnicate" "show --now noon"; do
        run -64 --separate-stderr cm-quota $words
        [[ -z $output && $stderr == "cm-quota: "* ]]
    done
    [[ ! -e $T/state/callmine/quota.json ]]
    run -0 cm-quota
    [[ $output == *"cm-quota set"* ]]
    cm-quota set --calls 5 --now "$NOV" >"$T/said"
    run -74 --separate-stderr bash -c 'cm-quota show >/dev/full'
    [[ $stderr == "cm-quota: stdout: No space left on device" ]]
    offline 2 -o "$T/out"
    file=$(echo "$T"/state/callmine/quota/*.ndjson)
    cp "$file" "$T/good"
    sed -i '2s/"of":"plan"/"of":"nobody"/' "$file"
    run -78 --separate-stderr cm-quota show --now "$NOV"
    [[ $stderr == "cm-quota: $file:2: "*"put a copy back"* ]]
    run -78 --separate-stderr offline 3 -o "$T/out"
    rm "$file" # not taken for a new one
    run -78 --separate-stderr offline 3 -o "$T/out"
    cp "$T/good" "$file"
    run -0 offline 3 -o "$T/out"
    [[ $(used) == '[3,0,2]' ]]
    echo '{' >"$T/state/callmine/quota.json"
    run -78 --separate-stderr cm-quota grant 1
    [[ $stderr == "cm-quota: $T/state/callmine/quota.json: "*"put a copy back"* ]]
    rm "$T/state/callmine/quota.json" # what was taken says that there was one
    for words in "cm-quota show" "cm-quota set --calls 9" "offline 4 -o $T/out"; do
        run -78 --separate-stderr $words
        [[ $stderr == *": $T/state/callmine/quota.json: it is gone, and $file counts what was taken: put a copy back; or move the directory"* ]]
    done
    [[ ! -e $T/state/callmine/quota.json ]]
    mv "$T/state/callmine/quota" "$T/away"
    run -0 cm-quota set --calls 9 --now "$NOV"
}
