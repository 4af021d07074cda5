# gong-crm-integration: what is deleted at Gong, only by whom it may be, and never in doubt (crm_stub.py, gong-sim).
load env
load gong

ID=6174920038851177463
NAME='Brightwater "homegrown" CRM'

setup() { printf 'sim-key\nsim-secret\n' >"$T/key"; }

teardown() {
    sim_stop
    [[ -z ${STUB:-} ]] || kill "$STUB" || true
}

connect() { gong-auth connect --key --key-from "$T/key" --base-url "$BASE" --any-host "$@" >/dev/null; }

# stub: a Gong that can lose answers, with the profile crm connected to delete, and nothing in the audit log
stub() {
    mkdir -p "$T/gong"
    /usr/bin/python3 "$ROOT/tests/crm_stub.py" "$T/gong" >"$T/gong/out" 2>&1 3>&- &
    STUB=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/gong/port ]] && break; sleep 0.02; done
    BASE=http://127.0.0.1:$(<"$T/gong/port")
    connect --profile crm --crm-delete
    rm "$T/gong/log" "$XDG_STATE_HOME/callmine/audit."{log,head}
}

crm() { gong-crm-integration "$@" --profile crm --clock simulated; }
delete() { crm delete --integration $ID --confirm "$NAME" "$@"; }
answers() { printf '%s\n' "${@:2}" >"$T/gong/$1"; } # answers delete lost 500: of the next such requests
sent() { jq -s 'map(select(.method == "DELETE")) | length' "$T/gong/log"; }
sent_ids() { jq -r 'select(.method == "DELETE") | .query.clientRequestId' "$T/gong/log" | sort -u; }
files() { find "$XDG_STATE_HOME/callmine/crm-requests" -name '*.json' 2>/dev/null || true; }
state() { files | xargs -r jq -r .state; }
audit() { jq -r '.what | select(startswith("crm-"))' "$XDG_STATE_HOME/callmine/audit.log" | paste -sd ' '; }
terminal() { /usr/bin/python3 "$ROOT/tests/terminal.py" "$@"; }

@test "list shows id, owner and name, aligned; --json gives Gong's bytes, an id of 64 bits unharmed" {
    stub
    run -0 --separate-stderr crm list
    [[ $output == "$ID  revops@brightwater.example  $NAME" && -z $stderr ]]
    crm list --json >"$T/list"
    validate crm-integration "$T/list"
    grep -q "\"integrationId\": $ID," "$T/list"
    connect # the default profile, which only reads, can list too
    run -0 gong-crm-integration list
    [[ $output == "$ID "* ]]
}

@test "delete, then status --wait: the request is on disk and in the audit log before Gong hears of it; done is proved by the list" {
    sim --clock fixed --no-limit --crm-integration "$NAME" --delete-takes 100
    connect --profile crm --crm-delete
    id=$(crm list --json | grep -o '[0-9]\{10,\}')
    run -0 --separate-stderr crm delete --integration "$id" --confirm "$NAME"
    [[ $output == "integration $id"*"name   $NAME"*"owner  "*"  integration $id  registered" && $stderr == *"status --wait --profile crm"* ]]
    [[ $(audit) == "crm-delete-asked crm-delete-registered" && $(state) == registered ]]
    run -0 --separate-stderr crm status
    [[ $output == *"  integration $id  PENDING" && -z $stderr ]]
    sim_do "clock?advance=50"
    run -0 --separate-stderr crm status --json
    [[ $(jq -r .gong <<<"$output") == IN_PROGRESS ]]
    sim_do "clock?advance=60"
    run -0 --separate-stderr crm status --wait
    [[ $output == *"  integration $id  done" && -z $stderr && $(state) == "done" ]]
    run -0 --separate-stderr crm status
    [[ $output == *" done" ]]
    run -0 --separate-stderr crm list
    [[ -z $output && -z $stderr ]]
    run -0 --separate-stderr crm delete --integration "$id" --confirm "$NAME" # is gone, and that is that
    [[ $output == *" done" ]]
    [[ $(audit) == "crm-delete-asked crm-delete-registered crm-delete-done" ]]
    [[ $(requests_all | grep -c '"method":"DELETE"') == 1 ]]
    validate audit "$XDG_STATE_HOME/callmine/audit.log"
    validate crm-request "$(files)"
    ! grep -rqF -e sim-key -e sim-secret "$XDG_STATE_HOME/callmine/audit.log" "$(files)"
}

@test "what is on disk when the request arrives: the request, asked, and the audit log's line" {
    stub
    run -0 delete
    [[ $(jq -c 'select(.method == "DELETE") | .files' "$T/gong/log") == '["asked","crm-delete-asked"]' ]]
    [[ $(jq -r 'select(.method == "DELETE") | .query.integrationId' "$T/gong/log") == "$ID" ]]
    [[ $(sent_ids) =~ ^callmine-[0-9a-f]{32}$ ]]
}

@test "nothing is sent by the default profile, nor by any that is connected to read" {
    stub
    connect
    connect --profile reader
    rm -f "$T/gong/log"
    for profile in default reader; do
        run -78 --separate-stderr gong-crm-integration delete --integration $ID --confirm "$NAME" --profile $profile
        [[ -z $output && $stderr == *"profile $profile is connected to read, and nothing was sent"*"--crm-delete"* ]]
    done
    [[ -z $(files) ]]
    run -78 --separate-stderr gong-crm-integration delete --integration $ID --confirm "$NAME" --profile nobody
    [[ ! -e $T/gong/log && -z $(audit) ]]
}

@test "nothing is sent unless the integration's name is given exactly" {
    stub
    for name in '' brightwater "$NAME " "${NAME% CRM}" $ID; do
        run -64 --separate-stderr crm delete --integration $ID --confirm "$name"
        [[ $stderr == *"--confirm is not the integration's name: nothing was sent" && $output == *"name   $NAME"* ]]
    done
    run -64 --separate-stderr setsid -w gong-crm-integration delete --integration $ID --profile crm </dev/null
    [[ $stderr == *"there is no terminal to ask at, and nothing was sent: give --confirm"* ]]
    run -64 --separate-stderr crm delete --integration 1234 --confirm "$NAME"
    [[ -z $output && $stderr == *"Gong lists no integration with this id, and nothing was sent"* ]]
    [[ $(sent) == 0 && -z $(files) && ! -e $XDG_STATE_HOME/callmine/audit.log ]]
}

@test "at a terminal it shows the integration, says what is lost, and takes the name for a yes and nothing else" {
    stub
    run -64 terminal "integration's name: " yes -- gong-crm-integration delete --integration $ID --profile crm
    [[ $output == *"name   $NAME"*"owner  revops@"*"cannot be undone"*"not the integration's name: nothing was sent"* ]]
    [[ $(sent) == 0 ]]
    run -0 terminal "integration's name: " "$NAME" -- gong-crm-integration delete --integration $ID --profile crm
    [[ $output == *registered* && $(sent) == 1 ]]
}

@test "each answer to a deletion: what it means, what is kept, what to do" {
    stub
    # answer, exit status, state, audit log, words
    while IFS='|' read -r answer status state audit words; do
        rm -rf "$XDG_STATE_HOME/callmine/crm-requests" "$XDG_STATE_HOME/callmine/audit."* "$T/gong/log"
        rm -rf "$XDG_STATE_HOME/callmine/budget" # the pause of the 429
        connect --profile crm --crm-delete # the 401 wants it
        answers delete "$answer"
        run "-$status" --separate-stderr delete --tries 2
        [[ $stderr == *$words* ]] || { echo "$answer: $stderr"; false; }
        [[ $(state) == "$state" && $(audit) == "crm-delete-asked $audit" ]] || { echo "$answer: $(state), $(audit)"; false; }
        jq -s -e --argjson status "$status" 'last.detail.status == $status' "$XDG_STATE_HOME/callmine/audit.log"
    done <<'EOF'
201|0|registered|crm-delete-registered|Gong takes a day at most
400|76|refused|crm-delete-refused|not registered, and nothing was deleted: Gong does not understand the request
401|77|refused|crm-delete-refused|nothing was deleted: Gong no longer accepts the credential of profile crm: it needs reconnect
scope|77|refused|crm-delete-refused|nothing was deleted: the connection lacks the scope api:crm:integration:delete
403|69|refused|crm-delete-refused|nothing was deleted: Gong refuses this machine (403): its address must be on the trusted IPs
409|69|refused|crm-delete-refused|not registered: Gong has had another request with the id
429|75|waiting|crm-delete-not-sent|not registered yet; the same command again goes on with request
500|75|asked|crm-delete-unsure|it is not known whether the deletion is registered; the same command again
503|75|asked|crm-delete-unsure|it is not known whether the deletion is registered; the same command again
lost|0|registered|crm-delete-registered|Gong has request
drop|75|asked|crm-delete-unsure|it is not known whether the deletion is registered
EOF
}

@test "a given id: checked, sent, and never used for a second request" {
    stub
    for bad in '' 'a b' 'a/b' ../x 'ä' "$(printf '%065d' 1)"; do
        run -64 --separate-stderr delete --client-request-id "$bad"
        [[ $stderr == *"--client-request-id wants 1 to 64 letters"* ]]
    done
    [[ ! -e $T/gong/log ]]
    answers delete 409
    run -69 --separate-stderr delete --client-request-id del-1
    [[ $stderr == *"another request with the id del-1 (409): give another"* ]]
    rm "$T/gong/delete"
    run -64 --separate-stderr delete --client-request-id del-1
    [[ $stderr == *"request del-1 was made before, and nothing was sent"* && $(sent) == 1 ]]
    run -0 delete --client-request-id del-2
    [[ $(jq -r .state "$(files | grep del-2)") == registered ]]
    run -64 --separate-stderr delete --client-request-id del-3
    [[ $stderr == *"request del-2 for this integration is open, and nothing was sent"* && $(sent) == 2 ]]
}

@test "an answer that was lost: the same id is sent again, and 409 reads as registered" {
    stub
    for kind in lost 500+ 503+; do
        answers delete $kind none
        run -0 --separate-stderr delete
        [[ $stderr == *"has request $(sent_ids) already: it is registered"* && $(sent) == 2 && $(state) == registered ]]
        kill "$STUB"
        rm -r "$T/gong" "$(files)"
        stub
    done
}

@test "a request whose answer nobody knows is gone on with by the next delete, whatever was answered since" {
    stub
    answers delete lost drop
    run -75 --separate-stderr delete --tries 2
    id=$(sent_ids)
    [[ $(state) == asked && $stderr == *"the same command again asks with the same request, $id: "* ]]
    answers delete scope
    run -77 --separate-stderr delete
    [[ $(state) == asked && $stderr == *"still not known whether request $id is registered: the connection lacks the scope"* ]]
    answers delete 429
    run -75 --separate-stderr delete --tries 1
    rm -r "$T/gong/delete" "$XDG_STATE_HOME/callmine/budget"
    run -0 --separate-stderr delete
    [[ $stderr == *"going on with request $id"*"Gong has request $id already"* && $(sent_ids) == "$id" && $(state) == registered ]]
    n=$(sent)
    run -0 --separate-stderr delete # and once it is registered nothing more is sent
    [[ $stderr == *"request $id is registered already: nothing was sent"* && $(sent) == "$n" ]]
}

# A sample; every system call: tests/prove/sweep.py
@test "killed at any fsync or message to Gong: what was sent is on disk, and the next delete goes on with it" {
    stub
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    local home=$XDG_STATE_HOME/callmine call n status killed=0 sends=0
    cp -r "$home" "$T/fresh"
    for call in fsync sendto rename; do
        for ((n = 1; n < 50; n++)); do
            rm -rf "$home" "$T/gong/log"
            cp -r "$T/fresh" "$home"
            status=0
            ASAN_OPTIONS=detect_leaks=0 strace -f -o /dev/null -e "trace=$call" -e "inject=$call:signal=KILL:when=$n" \
                gong-crm-integration delete --profile crm --clock simulated --integration $ID --confirm "$NAME" >/dev/null 2>&1 || status=$?
            ((status == 137)) || break
            killed=$((killed + 1))
            for id in $(sent_ids); do
                [[ -s $home/crm-requests/$id.json && $(audit) == "crm-delete-asked"* ]] || { echo "$call $n: $id is lost"; false; }
                sends=$((sends + 1))
            done
            run -0 delete
            [[ $(state) == registered && $(sent_ids) == "$(jq -r .client_request_id "$(files)")" ]] || { echo "$call $n"; false; }
        done
        ((status == 0))
    done
    ((killed > 12 && sends > 3)) || { echo "$killed kills, $sends after it was sent"; false; }
}

@test "whatever the clock says, there is no second request while Gong is at the first, nor while that cannot be asked" {
    stub
    run -0 delete --now 2026-11-01T00:00:00Z
    # what Gong says how far it is, exit status, words
    while IFS='|' read -r answer status words; do
        answers status "$answer"
        for time in 2026-11-01T00:01:00Z 2027-11-01T00:00:00Z 2020-01-01T00:00:00Z; do
            rm -rf "$XDG_STATE_HOME/callmine/budget"
            run "-$status" --separate-stderr delete --tries 1 --now $time
            [[ $stderr == *$words* && $(sent) == 1 && $(state) == registered ]] || { echo "$answer $time: $stderr"; false; }
        done
    done <<'EOF'
PENDING|0|is registered already: nothing was sent
IN_PROGRESS|0|is registered already: nothing was sent
scope|77|cannot be asked without the scope api:crm:upload; list shows in a day whether it was done; --client-request-id
NEWWORD|76|nothing was sent, for how far request
503|75|nothing was sent, for how far request
429|75|nothing was sent, for how far request
EOF
}

@test "what Gong is not at any more, or does not know, is asked for anew after 25 hours, and before that by a given id only" {
    stub
    local kept=$XDG_STATE_HOME/callmine/crm-requests
    run -0 delete --now 2026-11-01T00:00:00Z --client-request-id first
    cp "$(files)" "$T/first"
    for answer in DONE 400 404; do
        answers status $answer
        rm "$kept/"*.json "$T/gong/log"
        cp "$T/first" "$kept/first.json"
        for time in 2026-11-02T00:59:00Z 2020-01-01T00:00:00Z; do
            run -75 --separate-stderr delete --now $time
            [[ $stderr == *"nothing was sent, for request first is registered, and Gong "*"--client-request-id with another id deletes anew" ]]
            run -75 delete --now $time --client-request-id first # is no other
        done
        [[ $(sent) == 0 ]]
        run -0 --separate-stderr delete --now 2026-11-01T00:01:00Z --client-request-id by-hand-$answer
        [[ $stderr == *"going on, for --client-request-id was given"* && $(sent_ids) == by-hand-$answer ]]
        rm "$kept/by-hand-$answer.json" "$T/gong/log"
        run -0 --separate-stderr delete --now 2026-11-02T01:01:00Z
        [[ $stderr == *"request first "*"is "* && $(sent) == 1 && $(sent_ids) == callmine-* ]]
        [[ $(jq -r .state "$kept/first.json") == failed ]]
    done
}

@test "beside a request that Gong is at, an older one in doubt is no matter" {
    stub
    run -0 delete --client-request-id second
    sed 's/second/first/' "$(files)" >"$XDG_STATE_HOME/callmine/crm-requests/first.json" # of which the stub does not know
    run -0 --separate-stderr delete
    [[ $stderr == *"request second is registered already: nothing was sent"* && $(sent) == 1 ]]
}

@test "without the scope to ask how far it is, another request is made for a given id only" {
    stub
    run -0 delete --client-request-id first
    answers status scope
    run -77 delete --client-request-id first
    [[ $(sent) == 1 ]]
    run -0 --separate-stderr delete --client-request-id second
    [[ $stderr == *"request first is registered, and how far it is cannot be asked"*"going on, for --client-request-id was given"* ]]
    [[ $(sent_ids | paste -sd ' ') == "first second" ]]
}

@test "profiles share their requests: what one has asked for, another goes on with" {
    stub
    connect --profile other --crm-delete
    other() { gong-crm-integration "$@" --profile other --clock simulated; }
    answers delete lost drop
    run -75 delete --tries 2
    rm "$T/gong/delete"
    run -0 --separate-stderr other delete --integration $ID --confirm "$NAME"
    [[ $stderr == *"going on with request $(sent_ids)"* && $(state) == registered ]]
    run -0 --separate-stderr other status
    [[ $output == "$(sent_ids)  integration $ID  PENDING" ]]
    n=$(sent)
    run -0 --separate-stderr delete
    [[ $stderr == *"is registered already: nothing was sent"* && $(sent) == "$n" && $(files | wc -l) == 1 ]]
}

@test "a company under another base URL is asked about the same integration before there is a second request" {
    stub
    run -0 delete
    sed -i 's/"company":"[^"]*"/"company":"us-1.api.gong.io:443"/' "$(files)"
    run -0 --separate-stderr delete --now 2030-01-01T00:00:00Z
    [[ $stderr == *"is registered already: nothing was sent"* && $(sent) == 1 ]]
}

@test "a request to another company is not asked about by status, and not taken for done" {
    stub
    run -0 delete
    company=$(jq -r .company "$(files)")
    [[ $company == "${BASE#http://}" ]]
    sed -i 's/"company":"[^"]*"/"company":"us-1.api.gong.io:443"/; s/"integration_id":"[0-9]*"/"integration_id":"1234"/' "$(files)"
    run -66 --separate-stderr crm status
    [[ $stderr == *"no deletion was asked for here of $company" && $(grep -c request-status "$T/gong/log") == 0 ]]
    run -64 --separate-stderr crm delete --integration 1234 --confirm "$NAME"
    [[ $stderr == *"Gong lists no integration with this id"* && $(state) == registered ]]
}

@test "a limit is no answer that got lost: a 409 to the same id after it is about somebody else's request" {
    stub
    answers delete 429
    run -75 --separate-stderr delete --client-request-id nightly --tries 1
    [[ $stderr == *"not registered yet"* && $(state) == waiting ]]
    validate crm-request "$(files)"
    run -75 --separate-stderr crm status
    [[ $output == "nightly  integration $ID  waiting" && $stderr == *"Gong has not taken request nightly"* ]]
    [[ $(grep -c request-status "$T/gong/log") == 0 ]]
    rm -r "$XDG_STATE_HOME/callmine/budget"
    answers delete 409
    run -69 --separate-stderr delete --client-request-id nightly
    [[ $output != *registered* && $stderr == *"going on with request nightly, which Gong has not taken"* ]]
    [[ $stderr == *"not registered: Gong has had another request with the id nightly (409)"* && $(state) == refused ]]
    [[ $(audit) == "crm-delete-asked crm-delete-not-sent crm-delete-asked crm-delete-refused" ]]
}

@test "a request that Gong has not taken is sent by the next delete, unless that gives another id" {
    stub
    answers delete 429
    run -75 --separate-stderr delete --client-request-id nightly --tries 1
    rm -r "$T/gong/delete" "$XDG_STATE_HOME/callmine/budget" "$T/gong/log"
    cp -r "$XDG_STATE_HOME" "$T/waiting"
    run -0 delete
    [[ $(sent_ids) == nightly && $(state) == registered ]]
    rm -r "$XDG_STATE_HOME" "$T/gong/log"
    cp -r "$T/waiting" "$XDG_STATE_HOME"
    run -0 delete --client-request-id weekly
    [[ $(sent_ids) == weekly && $(state | sort | paste -sd ' ') == "registered waiting" ]]
    run -0 --separate-stderr delete # goes on with the one that Gong has
    [[ $stderr == *"request weekly is registered already"* && $(sent) == 1 ]]
}

@test "two deletions at once: one waits its turn to be run again" {
    stub
    mkdir -p "$XDG_STATE_HOME/callmine/crm-requests"
    exec 9>"$XDG_STATE_HOME/callmine/crm-requests/lock"
    flock 9
    run -75 --separate-stderr delete
    [[ $stderr == *"is held by another run"* && $(sent) == 0 ]]
    exec 9>&-
}

@test "each answer to the question how far it is" {
    stub
    run -0 delete
    cp "$(files)" "$T/registered"
    # answer, exit status, state kept, output, words
    while IFS='|' read -r answer want state shows words; do
        cp "$T/registered" "$(files)"
        rm -rf "$XDG_STATE_HOME/callmine/budget"
        connect --profile crm --crm-delete
        answers status "$answer"
        run "-$want" --separate-stderr crm status --tries 1
        [[ $stderr == *$words* && $output == *$shows* && $(state) == "$state" ]] || { echo "$answer: $(state) $output $stderr"; false; }
    done <<'EOF'
PENDING|0|registered|PENDING|
IN_PROGRESS|0|registered|IN_PROGRESS|
DONE|75|registered||Gong says that it is done, and still lists the integration: it is not gone yet
FAILED|69|failed|could not be removed?x1b?2J|Gong could not delete the integration
NEWWORD|75|registered||still lists the integration
400|75|registered||Gong does not know the request, and still lists the integration
404|75|registered||Gong does not know the request, and still lists the integration
401|77|registered||the deletion is registered, its status is unknown: Gong no longer accepts
scope|77|registered||the deletion is registered, its status is unknown: the connection lacks the scope api:crm:upload
429|75|registered||run again later
500|75|registered||run again later
GONE|0|done|done|
404|0|done|done|
EOF
    [[ $(audit) == *"crm-delete-failed crm-delete-done"* ]]
}

@test "a failed deletion is asked for anew, with a new id" {
    stub
    run -0 delete
    answers status FAILED
    run -69 crm status
    run -69 --separate-stderr crm status # as recorded; Gong is not asked
    [[ $stderr == *"failed: deleting again makes a new one"* && $(grep -c request-status "$T/gong/log") == 1 ]]
    run -0 delete
    [[ $(sent_ids | wc -l) == 2 ]]
}

@test "--wait asks after 1, 2, 4, 8, 16 minutes and then every 30, through failures, and gives up after 25 hours" {
    stub
    run -0 delete --now 2026-11-26T00:00:00Z
    answers status PENDING 503 IN_PROGRESS DONE GONE
    run -0 --separate-stderr crm status --wait --tries 1 --now 2026-11-26T00:00:00Z
    [[ ${#lines[@]} == 3 && ${lines[0]} == *PENDING && ${lines[1]} == *IN_PROGRESS && ${lines[2]} == *done ]]
    [[ $(grep -c request-status "$T/gong/log") == 5 ]]
    kill "$STUB"
    rm -r "$T/gong" "$(files)"
    stub
    run -0 delete --now 2026-11-26T00:00:00Z
    answers status IN_PROGRESS
    run -75 --separate-stderr crm status --wait --now 2026-11-26T00:00:00Z
    [[ $stderr == *"not done in 25 hours"* && ${#lines[@]} == 1 && $(state) == registered ]]
    # At 0, 1, 2, 4, 8, 16 and 32 minutes, and then every 30 up to 25 hours
    [[ $(grep -c request-status "$T/gong/log") == 56 ]]
}

@test "--wait that is killed is gone on with" {
    stub
    run -0 delete
    answers status IN_PROGRESS
    gong-crm-integration status --wait --profile crm >"$T/out" 2>&1 3>&- & # by the clock: a minute to the next question
    pid=$!
    for ((i = 0; i < 400; i++)); do grep -q IN_PROGRESS "$T/out" && break; sleep 0.02; done
    kill -9 $pid
    wait $pid || true
    answers status GONE
    run -0 --separate-stderr crm status --wait
    [[ $output == *" done" && $(state) == "done" ]]
}

@test "status without a request is 66, and --client-request-id chooses one" {
    stub
    run -66 --separate-stderr crm status
    [[ $stderr == *"no deletion was asked for here of 127.0.0.1:"* ]]
    run -0 delete --client-request-id del-1
    run -66 --separate-stderr crm status --client-request-id del-2
    [[ $stderr == *"no request with this id was made here to 127.0.0.1:"* ]]
    run -0 crm status --client-request-id del-1
    [[ $output == "del-1  integration $ID  PENDING" ]]
}

# An audit log of six lines, and a request that Gong has not taken
audited() {
    answers delete 429
    for _ in 1 2 3; do
        rm -rf "$XDG_STATE_HOME/callmine/budget"
        run -75 delete --tries 1
    done
    rm -r "$XDG_STATE_HOME/callmine/budget" "$T/gong/delete" "$T/gong/log"
}

@test "an audit log that was tampered with, wherever, stops the deletion before anything is sent" {
    stub
    audited
    local log=$XDG_STATE_HOME/callmine/audit.log
    cp "$log" "$T/audit"
    # how it is tampered with, what is said of it
    while IFS='|' read -r edit words; do
        cp "$T/audit" "$log"
        sed -i "$edit" "$log"
        run -78 --separate-stderr delete
        [[ $stderr == *"$words; nothing was sent: look into it, then move audit.log and audit.head away to begin a new log" ]] ||
            { echo "$edit: $stderr"; false; }
        [[ -z $output && ! -e $T/gong/log && $(state) == waiting ]]
    done <<'EOF'
1d|audit.log:1: the line does not follow the one before: 1 to 1 were taken out
3d|audit.log:3: the line does not follow the one before: 3 to 3 were taken out
2s/not-sent/not-bent/|audit.log:2: the line was changed: its hash is another
6s/not-sent/not-bent/|audit.log:6: the line was changed: its hash is another
6d|audit.log: it ends with line 5 and had 6 (audit.head): its end was cut off
1,6d|audit.log: it ends with line 0 and had 6 (audit.head): its end was cut off
EOF
    rm "$log"
    run -78 delete
    rm "$XDG_STATE_HOME/callmine/audit.head"
    run -0 delete
    [[ $(sent) == 1 && $(audit) == "crm-delete-asked crm-delete-registered" ]]
}

@test "an audit log that is tampered with while the person thinks stops the deletion too" {
    stub
    audited
    {
        for ((i = 0; i < 400; i++)); do grep -q crm/integrations "$T/gong/log" 2>/dev/null && break; sleep 0.02; done
        sed -i 1d "$XDG_STATE_HOME/callmine/audit.log"
        echo "$NAME"
    } | { run -78 script -qec "gong-crm-integration delete --integration $ID --profile crm" /dev/null; echo "$output" >"$T/shown"; }
    grep -q 'audit.log:1: the line does not follow .*nothing was sent' "$T/shown"
    [[ $(sent) == 0 && $(state) == waiting ]]
}

@test "a request that cannot be written down is not sent" {
    stub
    local home=$XDG_STATE_HOME/callmine
    : >"$home/crm-requests"
    run -73 --separate-stderr delete
    [[ $stderr == *"crm-requests"* ]]
    rm "$home/crm-requests"
    mkdir "$home/audit.log"
    run -74 --separate-stderr delete
    [[ $stderr == *"audit.log: Is a directory" && ! -e $home/crm-requests && $(sent) == 0 ]]
    rmdir "$home/audit.log"
    run -0 delete
    [[ $(sent) == 1 && $(state) == registered ]]
}

@test "a disk that fails before the request is sent leaves one that is known not to be sent" {
    stub
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    local home=$XDG_STATE_HOME/callmine n states=
    cp -r "$home" "$T/fresh"
    for ((n = 1; n < 50; n++)); do
        rm -rf "$home" "$T/gong/log"
        cp -r "$T/fresh" "$home"
        ASAN_OPTIONS=detect_leaks=0 strace -f -o /dev/null -e trace=fsync -e inject=fsync:error=EIO:when=$n \
            gong-crm-integration delete --profile crm --clock simulated --integration $ID --confirm "$NAME" >/dev/null 2>&1 || true
        (($(sent) == 0)) || break
        states+=" $(state)"
        answers delete 409
        run -69 --separate-stderr delete
        rm "$T/gong/delete"
        [[ $stderr == *"not registered: Gong has had another request"* ]] || { echo "$n: $stderr"; false; }
    done
    [[ $states == *waiting*waiting* ]]
}

@test "no other program is linked with the deletion, or knows the method" {
    for p in "$BUILD"/bin/*; do
        name=$(basename "$p")
        symbols=$(nm "$p" | grep -cE ' T (gong_delete|crm_delete)$' || true)
        methods=$(strings -n 3 "$p" | grep -cxE 'DELETE|PATCH' || true)
        case $name in
        gong-crm-integration) [[ $symbols == 2 && $methods == 1 ]] ;;
        gong-sim) [[ $symbols == 0 ]] ;; # it answers them
        *) [[ $symbols == 0 && $methods == 0 ]] || { echo "$name: $symbols $methods"; false; } ;;
        esac
    done
}

@test "every other program that speaks to Gong sends only reads, even with the profile that may delete" {
    sim --clock fixed --no-limit --count 3
    connect --profile crm --crm-delete
    calls 2 >"$T/calls"
    for p in "$BUILD"/bin/gong-*; do
        name=$(basename "$p")
        common=(--profile crm --tries 1 --now 2026-11-16T08:00:00Z)
        case $name in
        gong-sim) continue ;;
        gong-auth) gong-auth test --profile crm >/dev/null; gong-auth scopes --profile crm >/dev/null || true ;;
        gong-crm-integration) gong-crm-integration list --profile crm >/dev/null ;;
        gong-list-calls) "$p" "${common[@]}" --from 2026-11-01 --to 2026-11-11 >"$T/listed" ;;
        gong-crm-objects)
            echo 1 >"$T/ids"
            "$p" "${common[@]}" --type deals --integration auto --ids "$T/ids" >/dev/null
            ;;
        gong-user-stats)
            for kind in aggregate by-period day-by-day interaction; do
                "$p" "${common[@]}" --kind $kind >/dev/null
            done
            ;;
        gong-extensive | gong-transcripts) "$p" "${common[@]}" "$T/calls" >/dev/null ;;
        *) "$p" "${common[@]}" >/dev/null 2>"$T/err" || { cat "$T/err"; false; } ;;
        esac
    done
    run -0 bash -c "jq -r '.method + \" \" + .path' '$T/requests' | sort -u"
    for line in "${lines[@]}"; do
        case $line in
        "GET /v2/"* | "POST /v2/calls/extensive" | "POST /v2/calls/transcript" | "POST /v2/stats/"*) ;;
        *) echo "$line"; false ;;
        esac
    done
    [[ $output == *"POST /v2/calls/extensive"*"POST /v2/calls/transcript"*"POST /v2/stats/"* ]]
}

@test "a full disk is status 74, and wrong usage 64" {
    stub
    run -74 --separate-stderr bash -c "gong-crm-integration list --profile crm >/dev/full"
    [[ $stderr == "gong-crm-integration: stdout: No space left on device" ]]
    run -74 bash -c "gong-crm-integration delete --profile crm --integration $ID --confirm '$NAME' >/dev/full"
    [[ $(sent) == 0 ]] # it could not show what it would delete
    for args in 'delete' 'delete --integration x' 'delete --integration 01' "delete --integration -1" 'delete --integration 123 --wait' \
        "list --integration $ID" 'list --confirm x' 'list --client-request-id x' 'list file' 'status --confirm x' 'remove'; do
        run -64 --separate-stderr gong-crm-integration $args --profile crm
        [[ -z $output && $stderr == "gong-crm-integration: "* ]] || { echo "$args"; false; }
    done
}

@test "disconnect deletes the credential, and leaves the requests and what the audit log has" {
    stub
    run -0 delete
    cp "$(files)" "$T/request"
    cp "$XDG_STATE_HOME/callmine/audit.log" "$T/audit"
    gong-auth disconnect --yes --profile crm >/dev/null
    cmp "$(files)" "$T/request"
    cmp -n "$(stat -c %s "$T/audit")" "$XDG_STATE_HOME/callmine/audit.log" "$T/audit"
    [[ $(tail -1 "$XDG_STATE_HOME/callmine/audit.log" | jq -r .what) == disconnect ]]
    run -78 --separate-stderr crm status
    run -78 --separate-stderr delete
    [[ $(sent) == 1 ]]
}
