# gong-list-calls: the calls of a window of time.
load env
load gong

teardown() { sim_stop; }

@test "lists every call of the window once, as Gong has it, in the order of the schedule" {
    calls 230 >"$T/all"
    sim --calls "$T/all"
    sim_connect
    run -0 --separate-stderr bash -c "gong-list-calls ${WINDOW[*]} >$T/out"
    [[ -z $stderr && $(asked) == 3 ]]
    validate call-listed "$T/out"
    diff <(ids "$T/all" | sort) <(ids "$T/out" | sort)
    diff <(jq -r .metaData.scheduled "$T/out") <(jq -r .metaData.scheduled "$T/out" | sort)
    diff <(jq -c .metaData "$T/all" | sort) <(jq -c .metaData "$T/out" | sort)
}

@test "the window is half open, in the zone that was asked for, and the same on every page" {
    calls 250 '.metaData.scheduled = (if $i < 200 then "2026-11-03T23:00:00Z" else "2026-11-04T23:00:00Z" end)' >"$T/all"
    sim --calls "$T/all"
    sim_connect
    run -0 bash -c "gong-list-calls --from 2026-11-04 --to 2026-11-05 --zone Europe/Berlin | wc -l"
    [[ $output == 200 ]]
    [[ $(requests | jq -c .query.fromDateTime | sort -u) == '"2026-11-03T23:00:00Z"' ]]
    [[ $(requests | jq -c .query.toDateTime | sort -u) == '"2026-11-04T23:00:00Z"' ]]
}

@test "private calls leave, named in the ledger; --private keeps them" {
    calls 20 '.metaData.isPrivate = ($i % 5 == 0)' >"$T/all"
    sim --calls "$T/all"
    sim_connect
    gong-list-calls "${WINDOW[@]}" --ledger "$T/ledger" >"$T/out"
    [[ $(wc -l <"$T/out") == 16 ]]
    validate ledger "$T/ledger"
    [[ $(jq -s -c 'map(.listed // 0) | add' "$T/ledger") == 20 ]]
    diff <(jq -r 'select(.reason == "private") | .id' "$T/ledger" | sort) \
        <(jq -r 'select(.metaData.isPrivate) | .metaData.id' "$T/all" | sort)
    run -0 bash -c "gong-list-calls ${WINDOW[*]} --private | wc -l"
    [[ $output == 20 ]]
}

@test "what is not said to be public is private" {
    calls 6 '.metaData.isPrivate = [false, null, true, "true", 1, "false"][$i]' >"$T/all"
    sim --calls "$T/all"
    sim_connect
    run -0 --separate-stderr gong-list-calls "${WINDOW[@]}" --held x
    [[ $(jq -r '.metaData.id[-1:]' <<<"$output" | paste -sd' ') == "0 1" ]]
    run -0 --separate-stderr gong-list-calls "${WINDOW[@]}"
    [[ $(jq -r '.metaData.id[-1:]' <<<"$output" | paste -sd' ') == "0 1" ]]
}

@test "a window without calls is no lines and status 0" {
    calls 5 >"$T/all"
    sim --calls "$T/all"
    sim_connect
    run -0 --separate-stderr gong-list-calls --from 2020-01-01 --to 2020-01-02 --ledger "$T/ledger"
    [[ -z $output && -z $stderr ]]
    [[ $(jq -c .listed "$T/ledger") == 0 ]]
}

@test "--append adds what the file lacks, and accounts for all of it" {
    calls 120 '.metaData.isPrivate = ($i == 7)' >"$T/all"
    sim --calls "$T/all"
    sim_connect
    gong-list-calls "${WINDOW[@]}" >"$T/whole"
    head -n 50 "$T/whole" >"$T/part"
    head -c 40 <(sed -n 51p "$T/whole") >>"$T/part"
    run -0 --separate-stderr gong-list-calls "${WINDOW[@]}" --append "$T/part" --ledger "$T/ledger"
    [[ -z $output && -z $stderr ]]
    cmp "$T/part" "$T/whole"
    [[ $(jq -s -c 'map(.listed // 0) | add' "$T/ledger") == 120 && $(grep -c private "$T/ledger") == 1 ]]
}

@test "a file of something else is not added to: status 65 with its line, not its content" {
    calls 5 >"$T/all"
    sim --calls "$T/all"
    sim_connect
    printf '%s\nZwetschgendatschi\n' "$(head -1 "$T/all")" >"$T/part"
    cp "$T/part" "$T/before"
    run -65 --separate-stderr gong-list-calls "${WINDOW[@]}" --append "$T/part"
    [[ $stderr == "gong-list-calls: $T/part:2: not one JSON object"* && $stderr != *Zwetsch* && -z $output ]]
    cmp "$T/part" "$T/before"
    [[ $(asked) == 0 ]]
}

@test "a full disk is status 74" {
    calls 5 >"$T/all"
    sim --calls "$T/all"
    sim_connect
    run -74 --separate-stderr bash -c "gong-list-calls ${WINDOW[*]} >/dev/full"
    [[ $stderr == "gong-list-calls: stdout: No space left on device" ]]
}

@test "wrong usage is status 64 and asks nothing" {
    for args in '' '--last never' '--from 2026-11-02 --to 2026-11-01' '--from nonsense' '--last 7d --zone No/Where' \
        '--last 7d file' '--last 7d --now yesterday'; do
        run -64 --separate-stderr gong-list-calls $args
        [[ -z $output && $stderr == "gong-list-calls: "* && ${#stderr_lines[@]} == 1 ]]
    done
}

@test "calls that Gong counts and does not show are said aloud; the ones shown are out" {
    /usr/bin/python3 - "$T/port" 3>&- <<'PY' &
import http.server, json, os, sys
class Gong(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args): pass
    def do_GET(self):
        calls = [{"id": "1", "started": "2026-11-10T10:00:00Z", "isPrivate": False}]
        body = json.dumps({"requestId": "r", "records": {"totalRecords": 3, "currentPageSize": 1,
                           "currentPageNumber": 0}, "calls": calls, "users": []}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
server = http.server.HTTPServer(("127.0.0.1", 0), Gong)
with open(sys.argv[1] + ".tmp", "w") as f: f.write(str(server.server_port))
os.rename(sys.argv[1] + ".tmp", sys.argv[1])
server.serve_forever()
PY
    stand_in=$!
    until [[ -s $T/port ]]; do sleep 0.05; done
    BASE=http://127.0.0.1:$(<"$T/port")
    sim_connect
    run -0 --separate-stderr gong-list-calls "${WINDOW[@]}"
    kill "$stand_in"
    [[ ${#lines[@]} == 1 && $stderr == "gong-list-calls: Gong counts 3 calls here and showed 1: "* ]]
}

@test "--clock simulated: waits pass at once and the day's requests count from --now" {
    calls 300 >"$T/all"
    sim --calls "$T/all" --no-limit
    sim_connect
    ASAN_OPTIONS=detect_leaks=0 strace -f -o "$T/calls.made" -e trace=clock_nanosleep,nanosleep gong-list-calls "${WINDOW[@]}" --clock simulated \
        --now 2026-11-20T00:00:00Z >"$T/out"
    [[ $(wc -l <"$T/out") == 300 && $(asked) == 3 ]]
    [[ $(grep -c nanosleep "$T/calls.made") == 0 ]]
    ASAN_OPTIONS=detect_leaks=0 strace -f -o "$T/calls.made" -e trace=clock_nanosleep,nanosleep gong-list-calls "${WINDOW[@]}" >"$T/out"
    grep -q nanosleep "$T/calls.made"
    run -64 --separate-stderr gong-list-calls "${WINDOW[@]}" --now yesterday
    [[ $stderr == *"--now wants a time"* ]]
}
