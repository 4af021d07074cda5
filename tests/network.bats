# What the fetchers promise of the network together, against a Gong that behaves and one that does not.
load env
load gong

teardown() { sim_stop; }

begin() {
    calls "${1:-250}" >"$T/all"
    jq -c '{metaData: {id: .metaData.id}}' "$T/all" >"$T/in"
    shift || true
    sim --calls "$T/all" "$@"
    sim_connect
}

# At most three requests in any one second
three_a_second() {
    requests | jq -s -e 'map(.ms) | sort | . as $t | all(range(3; length); $t[.] - $t[. - 3] >= 1000)' >/dev/null
}

@test "1,000 calls cost at most 3 x 10 requests and the users' pages, at three a second" {
    begin 1000
    gong-list-calls "${WINDOW[@]}" | gong-extensive | gong-transcripts | gong-users --enrich >"$T/out"
    diff <(ids "$T/all" | sort) <(ids "$T/out" | sort)
    validate call-people <(head -50 "$T/out")
    users=$(requests | jq -c 'select(.path == "/v2/users")' | wc -l)
    (($(asked) <= 30 + users + 1 && users == 1))
    three_a_second
    [[ -z $(requests | jq -c 'select(.status != 200)') ]]
}

@test "four runs at once keep to three requests a second between them" {
    begin 250
    for n in 1 2 3 4; do gong-list-calls "${WINDOW[@]}" >"$T/out$n" 3>&- & pids+=($!); done
    for p in "${pids[@]}"; do wait "$p"; done
    for n in 1 2 3 4; do [[ $(wc -l <"$T/out$n") == 250 ]]; done
    [[ $(asked) == 12 && -z $(requests | jq -c 'select(.status != 200)') ]]
    three_a_second
}

@test "a pause that Gong asks for is kept by every run" {
    begin 250 --fault limit=2:3@/v2/calls
    for n in 1 2 3; do gong-list-calls "${WINDOW[@]}" >"$T/out$n" 3>&- & pids+=($!); done
    for p in "${pids[@]}"; do wait "$p"; done
    for n in 1 2 3; do [[ $(wc -l <"$T/out$n") == 250 ]]; done
    [[ $(requests | jq -c 'select(.status == 429)' | wc -l) == 1 ]]
    requests | jq -s -e '(map(select(.status == 429)) | .[0].ms) as $told |
        all(.[]; .ms <= $told or .ms >= $told + 2000)' >/dev/null
}

@test "a pause longer than --max-wait is status 75, and nobody asks before it is over" {
    begin 250 --fault limit=3600:2@/v2/calls
    run -75 --separate-stderr bash -c "gong-list-calls ${WINDOW[*]} >$T/out"
    [[ $(wc -l <"$T/out") == 100 && $stderr == *"3600 s"*"run again later" ]]
    run -75 --separate-stderr gong-list-calls "${WINDOW[@]}"
    [[ -z $output && $(asked) == 2 ]]
}

# kill_at N COMMAND...: run it, and kill it as soon as N requests were asked
kill_at() {
    local n=$1 pid
    shift
    sim_forget
    "$@" 3>&- &
    pid=$!
    until_asked "$n"
    kill -KILL $pid 2>/dev/null || true
    wait $pid || true
}

@test "killed at any page and run again, a fetcher has every call once" {
    begin 250
    for program in "gong-list-calls ${WINDOW[*]}" "gong-extensive $T/in" "gong-transcripts $T/in"; do
        for page in 1 2 3; do
            rm -f "$T/part"
            kill_at $page $program --append "$T/part"
            ((page == 3 || $(wc -l <"$T/part") < 250))
            run -0 --separate-stderr $program --append "$T/part"
            diff <(ids "$T/part" | sort) <(ids "$T/all" | sort)
        done
    done
}

@test "killed again and again, a fetcher gets on, and a listing asks for no page that it has" {
    begin 550
    sim_forget; first=$seen
    for n in 1 2; do kill_at 2 gong-list-calls "${WINDOW[@]}" --append "$T/part"; done
    gong-list-calls "${WINDOW[@]}" --append "$T/part"
    seen=$first
    (($(asked) >= 6 && $(asked) <= 6 + 4)) # a page may be on its way when it is killed
    [[ ! -e $T/part.cursor ]]
    for n in 1 2 3; do kill_at 1 gong-extensive "$T/in" --append "$T/more"; done
    gong-extensive "$T/in" --append "$T/more"
    diff <(ids "$T/part" | sort) <(ids "$T/all" | sort)
    diff <(ids "$T/more" | sort) <(ids "$T/all" | sort)
}

@test "a file that lost what it had is not gone on with: every call is there in the end" {
    begin 350
    for loss in "rm $T/part" "truncate -s 0 $T/part" "truncate -s 20000 $T/part"; do
        rm -f "$T"/part*
        kill_at 3 gong-list-calls "${WINDOW[@]}" --append "$T/part"
        [[ -e $T/part.cursor ]]
        $loss
        kill_at 1 gong-list-calls "${WINDOW[@]}" --append "$T/part"
        gong-list-calls "${WINDOW[@]}" --append "$T/part"
        diff <(ids "$T/part" | sort) <(ids "$T/all" | sort)
        [[ ! -e $T/part.cursor ]]
    done
}

@test "a list that ends before Gong has shown what it counts is 75; the bookmark stays, and nothing is lost" {
    begin 250 --no-limit
    N=(--clock simulated --now 2026-11-12T00:00:00Z)
    sim_do "faults?add=empty:2@/v2/calls"
    run -75 --separate-stderr gong-list-calls "${WINDOW[@]}" --held x "${N[@]}"
    [[ $(wc -l <<<"$output") == 100 && $stderr == *"early, with 100 of 250: run again"* ]]
    run -0 --separate-stderr gong-list-calls "${WINDOW[@]}" --held x "${N[@]}"
    [[ $(wc -l <<<"$output") == 250 ]]
    # one that goes on with an earlier one starts again
    kill_at 2 gong-list-calls "${WINDOW[@]}" --append "$T/part"
    if [[ -e $T/part.cursor ]]; then sim_do "faults?clear=1&add=empty:1@/v2/calls"; fi
    run -0 --separate-stderr gong-list-calls "${WINDOW[@]}" --append "$T/part"
    diff <(ids "$T/part" | sort) <(ids "$T/all" | sort)
}

@test "a key that was revoked: 77 and what to do; the next program makes no request" {
    begin 250
    sim_do revoke
    run -77 --separate-stderr gong-extensive "$T/in"
    [[ -z $output && $stderr == *"needs reconnect"*"gong-auth connect"* && $(asked) == 1 ]]
    for program in "gong-list-calls --last 7d" gong-users "gong-extensive $T/in" "gong-transcripts $T/in"; do
        run -77 --separate-stderr $program
        [[ -z $output && $stderr == *"needs reconnect"* && $(asked) == 1 ]]
    done
    sim_do restore
    sim_connect
    run -0 gong-users
}

@test "a scope that is missing: 77 and its name, and the other types go on" {
    begin 10 --scopes 'api:calls:read:basic api:calls:read:extensive api:users:read'
    run -77 --separate-stderr gong-transcripts "$T/in"
    [[ -z $output && $stderr == *"lacks the scope api:calls:read:transcript"* ]]
    run -0 gong-extensive "$T/in"
    [[ ${#lines[@]} == 10 ]]
}

@test "a profile that was never connected is 78 and says how to connect" {
    echo '{"metaData":{"id":"1"}}' >"$T/in"
    for program in "gong-list-calls --last 7d" gong-users "gong-extensive $T/in" "gong-transcripts $T/in"; do
        run -78 --separate-stderr $program --profile never
        [[ -z $output && $stderr == *"gong-auth connect"* ]]
    done
}

# fails FAULT STATUS: on the second page; the first is out, whole, and nothing of the second
fails() {
    sim_do "faults?clear=1&add=$1:2@/v2/calls"
    status=0
    gong-list-calls "${WINDOW[@]}" --tries 1 >"$T/out" 2>"$T/err" || status=$?
    [[ $status == "$2" && $(wc -l <"$T/out") == 100 ]] || { echo "$1: $status"; cat "$T/err"; return 1; }
    [[ $(wc -l <"$T/err") == 1 && $(<"$T/err") == "gong-list-calls: "* ]]
    [[ $(ids "$T/out" | wc -l) == 100 ]]
}

@test "a server or network that fails is status 75, with nothing half written" {
    begin 250
    for fault in status=500 html=502 reset reset=2000 truncate; do fails $fault 75; done
}

@test "an answer that no schema knows is status 76, with nothing half written" {
    begin 350
    for fault in badjson cut bomb=200 headers repeat-cursor; do fails $fault 76; done
}

@test "what Gong refuses for good is status 69, with nothing half written" {
    begin 250
    for fault in status=403 status=404 status=410 redirect; do fails $fault 69; done
}

@test "nothing of a faulty answer goes on to the next stage" {
    begin 250
    for fault in badjson cut truncate endless; do
        sim_do "faults?clear=1&add=$fault:2@/v2/calls/extensive&add=$fault:2@/v2/calls/transcript"
        for program in gong-extensive gong-transcripts; do
            run --separate-stderr $program --tries 1 "$T/in"
            ((status == 75 || status == 76)) && ((${#lines[@]} == 100))
        done
    done
}

@test "what fails once is tried again" {
    begin 250 --fault status=503:2@/v2/calls --fault reset:4@/v2/calls
    run -0 --separate-stderr bash -c "gong-list-calls ${WINDOW[*]} | wc -l"
    [[ $output == 250 ]]
}
