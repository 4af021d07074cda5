# cm-audit: the log that all programs write, listed and proved.
# shellcheck disable=SC2155 # what is assigned is looked at
load env
load gong

setup() {
    log=$T/state/callmine/audit.log
    head=$T/state/callmine/audit.head
}

teardown() {
    [[ -z ${P:-} ]] || { chmod -R u+w "$P" && rm -r "$P"; }
}

# entries N: that many changes of the quota
entries() { for ((i = 1; i <= $1; i++)); do cm-quota grant 1 --now "2026-11-$((10 + i))T08:00:00Z" >"$T/said"; done; }
whats() { jq -r .what "$log" | xargs; }

@test "list: an aligned row each, with who, program, what and the detail in words; --json as they are; all kinds of wishes" {
    run -0 --separate-stderr cm-audit list
    [[ -z $output && -z $stderr ]]
    entries 2
    cm-quota set --plan Growth --calls 500 --now 2026-11-20T08:00:00Z >"$T/said"
    run -0 --separate-stderr cm-audit list
    [[ ${#lines[@]} == 4 && -z $stderr ]]
    me="$(id -un) ($(id -u))"
    [[ ${lines[0]} == "2026-11-11T08:00:00Z  $me"*"  cm-quota "*"  quota-changed       anchor none -> 1, zone none -> UTC, addon 0 -> 1" ]]
    [[ ${lines[2]} == "2026-11-20T08:00:00Z  "*"  plan-changed        plan none -> Growth" ]]
    [[ ${lines[3]} == *"  quota-changed       limit none -> 500" ]]
    for line in "${lines[@]}"; do [[ ${line%%  quota-changed*} != "$line" ]] && echo "${line%%  quota-changed*}" | wc -c; done | sort -u >"$T/widths"
    [[ $(wc -l <"$T/widths") == 1 ]]
    cm-audit list --json >"$T/list"
    validate audit "$T/list"
    cmp "$T/list" "$log"
    for row in "4 --since 2026-11-11" "3 --since 2026-11-12T08:00:00Z" "1 --until 2026-11-12" "1 --since 2026-11-12 --until 2026-11-13" \
        "1 --type plan-changed" "4 --type plan-changed --type quota-changed" "0 --type connect" "4 --actor $(id -un)" \
        "4 --actor $(id -u)" "0 --actor nobody-here" "0 --profile default" "2 --type quota-changed --until 2026-11-19"; do
        run -0 --separate-stderr cm-audit list ${row#* }
        [[ ${#lines[@]} == "${row%% *}" && -z $stderr ]] || { echo "$row: ${#lines[@]}"; false; }
    done
    run -0 cm-audit list --actor "$me"
    [[ ${#lines[@]} == 4 ]]
}

@test "list: what changed of a schedule stands there in words, key by key" {
    mkdir -p "$T/units"
    cm-schedule create w cadence='weekly Mon 08:00' zone=UTC questions=pricing --units "$T/units" --now 2026-11-21T08:00:00Z 2>/dev/null
    cm-schedule edit w cadence='daily 08:00' window=1d --units "$T/units" --now 2026-11-21T08:00:00Z 2>/dev/null
    run -0 --separate-stderr cm-audit list --type schedule-edited
    [[ $output == *", schedule w, cadence weekly Mon 08:00 -> daily 08:00, window last-week -> 1d" ]]
}

# spoil SED: the log with that done to it, made from the good one
spoil() { sed "$@" "$T/good" >"$log"; }

@test "verify: a changed, dropped, moved, put in or cut off entry is named, several too, and none of a sound log" {
    run -0 --separate-stderr cm-audit verify
    [[ $output == "0 entries, head $(printf '0%.0s' {1..64})" ]]
    entries 6
    run -0 --separate-stderr cm-audit verify
    [[ $output == "6 entries, head $(cut -d' ' -f2 "$head")" && -z $stderr ]]
    cp "$log" "$T/good"
    while IFS='|' read -r how found; do
        spoil "$how"
        run -65 --separate-stderr cm-audit verify
        [[ $output == "$log:"$found && $stderr == "cm-audit: the audit log is not as it was written: "*finding* ]] || { echo "$how: $output"; false; }
        [[ ${#lines[@]} == 1 ]] || { echo "$how: $output"; false; }
        run -65 --separate-stderr cm-audit list # what there is, and that it is not to be relied on
        [[ -n $output && $stderr == *"not to be relied on"*"$log:"* ]]
    done <<'ROWS'
2s/"addon":{"from":1/"addon":{"from":7/|2: the line was changed*
2s/"time":"2026-11-12/"time":"2026-11-10/|2: the line was changed*
6s/"to":6/"to":5/|6: the line was changed*
3d|3: *3 to 3 were taken out
3,4d|3: *3 to 4 were taken out
1d|1: *1 to 1 were taken out
4p|5: *number 4, and was moved or put in
5,6d| it ends with line 4 and had 6 (audit.head): its end was cut off
2s/.*/{"v":1}/|2: the line was changed: it is no line of the log
3s/.*/nothing/|3: the line was changed: it is no line of the log
3i\\|3: something stands between its lines: an empty one
ROWS
    spoil -n '1p; 3p; 4p; 5s/"to":5/"to":9/p; 6p' # several
    run -65 --separate-stderr cm-audit verify
    [[ ${lines[0]} == "$log:2: "*"2 to 2 were taken out" && ${lines[1]} == "$log:4: the line was changed"* && ${#lines[@]} == 2 ]]
    [[ $stderr == *"2 findings" ]]
    sed -n '1p; 2p; 4p' "$T/good" >"$T/part"
    { cat "$T/part"; sed -n '3p; 5,6p' "$T/good"; } >"$log" # two that changed places
    run -65 --separate-stderr cm-audit verify
    [[ ${lines[0]} == "$log:3: "*"3 to 3 were taken out" && ${lines[1]} == "$log:4: "*"number 3, and was moved or put in" ]]
    # An entry that was changed and hashed anew: the next one knows the old hash.
    body=$(sed -n 3p "$T/good" | sed 's/"to":3/"to":8/; s/,"hash":.*//')
    { sed -n 1,2p "$T/good"; printf '%s,"hash":"%s"}\n' "$body" "$(printf %s "$body" | sha256sum | cut -c1-64)"; sed -n 4,6p "$T/good"; } >"$log"
    run -65 --separate-stderr cm-audit verify
    [[ $output == "$log:4: "*"that one was changed, or put in its place" ]]
    : >"$log"
    run -65 --separate-stderr cm-audit verify
    [[ $output == *"its end was cut off" ]]
    rm "$log"
    run -65 --separate-stderr cm-audit verify
    [[ $output == *"its end was cut off" ]]
    cp "$T/good" "$log"
    run -0 cm-audit verify
}

@test "a head that was noted is found for ever, and tells of a log that was made anew up to its end" {
    entries 3
    noted=$(cm-audit verify | sed 's/.*head //')
    run -0 cm-audit verify --head "$noted"
    cp "$log" "$T/old"
    entries 2
    run -0 --separate-stderr cm-audit verify --head "$noted"
    [[ $output == "5 entries, "* && -z $stderr ]]
    # Both files made anew: sound in itself, but it is not the one.
    rm "$log" "$head"
    entries 5
    run -0 cm-audit verify
    run -65 --separate-stderr cm-audit verify --head "$noted"
    [[ $stderr == "cm-audit: no entry has the head that was noted: "* ]]
    rm "$head"
    cp "$T/old" "$log"
    run -65 cm-audit verify --head "$noted"
    [[ $output == *"is not the one that audit.head knows"* ]]
}

@test "16 processes at once, some of them killed: the chain is whole, and what was said to be done is in it" {
    cm-quota set --calls 1 --now 2026-11-01T00:00:00Z >"$T/said"
    worker() {
        for n in 1 2 3 4 5; do
            cm-quota grant 1 --now "2026-11-$((10 + $1))T00:0$n:00Z" >"$T/worker$1.out" && echo "2026-11-$((10 + $1))T00:0$n:00Z" >>"$T/worker$1"
        done
    }
    for ((i = 0; i < 16; i++)); do
        worker $i 3>&- &
        pids[i]=$!
    done
    for i in 2 5 9 12; do
        for ((n = 0; n < 500; n++)); do [[ -s $T/worker$i ]] && break; sleep 0.005; done
        pkill -KILL -P "${pids[i]}" || true
        kill -KILL "${pids[i]}" || true
    done
    wait "${pids[@]}" 2>/dev/null || true
    run -0 --separate-stderr cm-audit verify
    cat "$T"/worker{?,??} | sort >"$T/told"
    (($(wc -l <"$T/told") >= 60))
    [[ $(comm -23 "$T/told" <(jq -r .time "$log" | sort) | wc -l) == 0 ]]
    # A grant that was made is in the log, which has at most those more whose processes were killed.
    made=$(cm-quota show --json --now 2026-11-20T00:00:00Z | jq .addon) logged=$(($(wc -l <"$log") - 1))
    logged=$((logged - $(grep -c '"audit-repaired"' "$log" || true)))
    ((made <= logged && made >= logged - 4))
    entries 1
    run -0 cm-audit verify
    [[ -z $(find "$T/state" -name '*.tmp.*') ]]
}

@test "a line whose process was killed before it was on the disk is there before the head names it" {
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    traced() { ASAN_OPTIONS=detect_leaks=0 strace -f -y -o "$T/calls" -e trace=fsync "$@" >"$T/said"; }
    cm-quota set --calls 1
    run -137 traced -e inject=fsync:signal=KILL:when=2 cm-quota grant 1
    [[ $(wc -l <"$log") == 2 && $(<"${log%.log}.head") == "1 "* ]]
    traced cm-quota grant 1
    [[ $(grep -m1 'fsync(.*audit' "$T/calls") == *"/audit.log>)"* ]]
    run -0 cm-audit verify
    [[ $output == "3 entries, "* ]]
}

gong() { echo "$*" >"$T/gong/mode"; }
connect_key() { gong-auth connect --key --key-from "$T/key" --base-url "http://127.0.0.1:$(<"$T/gong/port")" --any-host "$@" >"$T/said" 2>&1; }
detail() { command jq -c "select(.what == \"$1\") | .detail" "$log"; }

@test "connections: connect, rotate, needs-reconnect once for all who meet it, disconnect; the log outlives it, without a secret" {
    stub
    printf 'KEYCANARY\nSECRETCANARY\n' >"$T/key"
    url=http://127.0.0.1:$(<"$T/gong/port")
    [[ $(detail connect) == '{"kind":{"from":null,"to":"key"},"base_url":{"from":null,"to":"'"$url"'"},"may_delete":{"from":null,"to":false}}' ]]
    gong key=KEYCANARY:SECRETCANARY key=NEWKEY:NEWCANARY
    gong-auth rotate --key-from - <<<NEWKEY:NEWCANARY >"$T/said"
    [[ $(detail rotate) == '{"kind":"key"}' ]]
    gong revoked
    for i in 1 2 3 4 5 6 7 8; do
        gong-users --now 2026-11-20T08:00:00Z >"$T/out$i" 2>&1 3>&- &
        pids[i]=$!
    done
    for pid in "${pids[@]}"; do status=0; wait "$pid" || status=$?; [[ $status == 77 ]]; done
    run -77 gong-users
    [[ $(detail needs-reconnect) == '{"why":"Gong refused the credential"}' ]]
    [[ $(command jq -r 'select(.what == "needs-reconnect") | .program, .profile, .time' "$log" | xargs) == "gong-users default 2026-11-20T08:00:00Z" ]]
    gong well
    connect_key
    gong-auth disconnect --yes --now 2026-11-21T08:00:00Z >"$T/said"
    gong-auth disconnect --yes >"$T/said" # there is nothing to disconnect
    [[ $(whats) == "connect rotate needs-reconnect connect disconnect" && $(detail disconnect) == '{"state":"connected"}' ]]
    validate audit "$log"
    run -0 --separate-stderr cm-audit list --type disconnect
    [[ $output == "2026-11-21T08:00:00Z  "*"  gong-auth "*"  disconnect          profile default, state connected" ]]
    run -0 cm-audit verify
    run -1 grep -aE 'CANARY|NEWKEY' "$log"
    run -0 cm-audit list --profile default
    [[ ${#lines[@]} == 5 ]]
}

@test "scopes that Gong grants otherwise than before, when it connects and when a token is renewed" {
    stub
    gong-auth disconnect --yes >"$T/said"
    rm "$log" "$head"
    gong well
    connect_oauth
    [[ $(detail connect | jq -r '.kind.to, (.scopes.to | split(" ") | length)' | xargs) == "oauth 4" ]]
    connect_oauth # the same again
    [[ $(whats) == "connect connect" ]]
    gong otherscopes
    connect_oauth || true
    [[ $(whats) == "connect connect connect scopes-changed" ]]
    [[ $(detail scopes-changed | jq -r '.scopes | .from, .to' | tr '\n' '|') == *"api:users:read|"*"api:crm:upload"* ]]
    gong well
    connect_oauth
    [[ $(whats) == *" scopes-changed connect scopes-changed" ]]
    gong otherscopes
    for i in 1 2; do gong-auth refresh --now "$(date -u -d '+20 hours' +%FT%TZ)" >"$T/said"; done
    [[ $(whats) == *" connect scopes-changed scopes-changed" && $(tail -1 "$log" | jq -r .program) == gong-auth ]]
    sim_stop
}

@test "a damaged log takes nothing more, and it is said what to do: what was done is said to be missing there" {
    stub
    entries 3
    sed -i '$s/"n":/"n": /' "$log"
    run -65 --separate-stderr cm-quota grant 5
    [[ $stderr == "cm-quota: the quota is not changed, for the audit log could not say so: $log: its last line was changed; see cm-audit verify, then put back a copy of"* ]]
    [[ $stderr == *"or move both away: a new log begins" ]]
    run -65 --separate-stderr gong-auth disconnect --yes
    [[ $stderr == *"the credential is deleted, which the audit log does not say"* && $output == "not connected: "* ]]
    run -78 gong-auth status
    sim_stop
    mkdir "$T/away" && mv "$log" "$head" "$T/away"
    entries 1
    [[ $(jq -r .n "$log") == 1 && $(jq -r .prev "$log") == $(printf '0%.0s' {1..64}) ]]
}

@test "more behind the last line than a process leaves of one: verify names it, and nothing is added" {
    entries 2
    cp "$log" "$T/good"
    tail_of() { { cat "$T/good"; printf "%$1s" '' | tr ' ' x; } >"$log"; }
    for bytes in 8192 20000 70000; do
        tail_of $bytes
        run -65 --separate-stderr cm-audit verify
        [[ $output == "$log: what stands behind its last line is none of ours" ]]
        run -65 --separate-stderr cm-quota grant 1
        [[ $stderr == *"$log: what stands behind its last line is none of ours; see cm-audit verify"* ]]
        [[ $(wc -l <"$log") == 2 ]]
    done
    tail_of 8191
    run -0 --separate-stderr cm-audit verify
    [[ $output == *"behind it a line that was never finished" ]]
    entries 1
    [[ $(whats) == "quota-changed quota-changed audit-repaired quota-changed" ]]
}

@test "who may not write there reads without the lock, and nothing is made" {
    entries 2
    P=$(mktemp -d /tmp/callmine-audit.XXXXXX) # where another user can read, too
    cp -r "$T/state/callmine" "$P/callmine"
    cp "$BUILD/bin/cm-audit" "$P"
    rm "$P/callmine/audit.lock"
    chmod -R a+rX,a-w "$P"
    other=()
    (($(id -u))) || other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    for words in verify "list --json"; do
        run -0 --separate-stderr "${other[@]}" env XDG_STATE_HOME="$P" "$P/cm-audit" $words
        [[ -n $output && -z $stderr && ! -e $P/callmine/audit.lock ]]
    done
    XDG_STATE_HOME=$T/nowhere run -0 --separate-stderr cm-audit verify
    [[ ! -e $T/nowhere ]]
}

@test "wrong usage is 64, a full disk is 74" {
    for words in "list x" "list --type quota-change" "list --since noon" "list --head $(printf '0%.0s' {1..64})" "verify --head 12" \
        "verify --since 2026-11-01" "verify --json" "frobnicate"; do
        run -64 --separate-stderr cm-audit $words
        [[ -z $output && $stderr == "cm-audit: "* ]]
    done
    run -0 cm-audit
    [[ $output == *"cm-audit verify"* ]]
    entries 1
    for words in list verify; do
        run -74 --separate-stderr bash -c "cm-audit $words >/dev/full"
        [[ $stderr == "cm-audit: stdout: No space left on device" ]]
    done
}
