# gong-auth against a stand-in for Gong that can also do what a healthy Gong never would (gong_stub.py).
load env
load gong

setup() {
    mkdir -p "$T/gong"
    /usr/bin/python3 "$ROOT/tests/gong_stub.py" "$T/gong" >"$T/gong/out" 2>&1 3>&- &
    stub=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/gong/port ]] && break; sleep 0.02; done
    url=http://127.0.0.1:$(<"$T/gong/port")
    store=$T/state/callmine/profiles/default/credentials
    printf 'KEYCANARY\nSECRETCANARY\n' >"$T/key"
    printf 'CLIENT:CLIENTSECRET' >"$T/client"
}

teardown() { kill "$stub" || true; }

gong() { echo "$*" >"$T/gong/mode"; } # what the stand-in does from now on
requests() { jq -s "map(select(${1:-true})) | length" "$T/gong/log"; }
refreshes() { requests '(.query.grant_type // .body) | contains("refresh_token")'; }
connect_key() { gong-auth connect --key --key-from "$T/key" --base-url "$url" --any-host "$@"; }

terminal() { /usr/bin/python3 "$ROOT/tests/terminal.py" "$@"; }

@test "connects with a key from a file, after asking Gong once, and says how it stands" {
    run -0 --separate-stderr connect_key
    [[ $output == "connected: profile default, access key, $url" && -z $stderr ]]
    [[ $(requests) == 1 && $(requests '.path == "/v2/users"') == 1 ]]
    run -0 --separate-stderr gong-auth status
    [[ $output == *"state      connected"*"access key"*"$url"* ]]
    gong-auth status --json >"$T/status"
    validate connection "$T/status"
    run -0 jq -r '.state, .kind, .base_url, .scopes' "$T/status"
    [[ $output == $'connected\nkey\n'"$url"$'\nnull' ]]
    [[ $(requests) == 1 ]] # status asks nothing
    run -0 --separate-stderr gong-auth test
    [[ $output == "connected: Gong answers" && $(requests) == 2 ]]
}

@test "a key comes as two lines, with a colon or as JSON, from a file or stdin; the base URL with slash or /v2" {
    for text in $'KEYCANARY\r\nSECRETCANARY\r\n' 'KEYCANARY:SECRETCANARY' \
        '{"accessKey": "KEYCANARY", "accessKeySecret": "SECRETCANARY"}'; do
        run -0 --separate-stderr gong-auth connect --key --key-from - --base-url "$url/v2/" --any-host <<<"$text"
        [[ $output == *" $url" ]]
    done
}

@test "a key is asked for at the terminal, and the secret is not shown" {
    run -0 terminal 'Base URL' "$url/" 'Access key:' KEYCANARY 'secret (not shown)' SECRETCANARY -- \
        gong-auth connect --key --any-host
    [[ $output == *"connected: profile default"* && $output == *KEYCANARY* && $output != *SECRETCANARY* ]]
}

@test "a terminal is not left mute when the question is broken off" {
    run terminal 'Access key:' K 'secret (not shown)' $'\003' -- bash -c \
        "trap : INT; gong-auth connect --key --any-host --base-url $url; stty -a"
    [[ $output == *" echo "* && $output != *" -echo "* ]]
}

@test "a credential that Gong refuses is not kept, and what was there stays" {
    run -0 connect_key
    cp "$store" "$T/before"
    printf 'OTHER\nWRONG\n' >"$T/key"
    run -77 --separate-stderr connect_key
    [[ $stderr == "gong-auth: Gong does not accept this credential at $url (401); check it"* && -z $output ]]
    cmp "$store" "$T/before"
    run -0 gong-auth test
}

@test "a bad key file is named, its content is not" {
    for text in '' 'CANARYONLY' $'CANARY ONE\ntwo' $'CANARY\n\n' '{"CANARY": 1' '{"CANARY": "x"}'; do
        printf '%s' "$text" >"$T/key"
        run -64 --separate-stderr connect_key
        [[ $stderr == "gong-auth: $T/key: "* && $stderr != *CANARY* && -z $output ]]
    done
    run -66 --separate-stderr gong-auth connect --key --key-from "$T/none" --base-url "$url" --any-host
    [[ $stderr == "gong-auth: $T/none: No such file or directory" ]]
    [[ ! -e $T/gong/log && ! -e $store ]]
}

@test "a base URL that is not Gong's is refused before anything is asked" {
    for bad in http://us-1.api.gong.io https://evil.example https://us-1.api.gong.io.evil.example \
        https://us-1.app.gong.io https://gong.io https://a@us-1.api.gong.io https://169.254.169.254 "$url" \
        https://us-1.api.gong.io:444 us-1.api.gong.io; do
        run -64 --separate-stderr gong-auth connect --key --key-from "$T/key" --base-url "$bad"
        [[ $stderr == "gong-auth: "*[Uu]RL* || $stderr == *"Gong's web site"* || $stderr == *"user name"* ]]
    done
    run -64 --separate-stderr gong-auth connect --key --key-from "$T/key" --base-url http://192.0.2.1 --any-host
    [[ $stderr == *"use https"* && ! -e $T/gong/log ]]
}

@test "wrong usage is 64, without a command it is the help, and a full disk is 74" {
    run -0 gong-auth
    [[ $output == *"gong-auth connect"* ]]
    run -64 --separate-stderr gong-auth frobnicate
    run -64 --separate-stderr gong-auth connect
    [[ $stderr == *"--key"*"--oauth"* ]]
    run -64 --separate-stderr gong-auth connect --key --oauth
    run -64 --separate-stderr gong-auth status extra
    run -64 --separate-stderr gong-auth status --profile ../x
    run -64 --separate-stderr setsid -w gong-auth connect --key --base-url "$url" --any-host
    [[ $stderr == *"no terminal"*"--key-from"* ]]
    run -0 connect_key
    run -74 --separate-stderr bash -c 'gong-auth status >/dev/full'
    [[ $stderr == "gong-auth: stdout: No space left on device" ]]
}

@test "a profile that was never connected is 78, in every program and form" {
    run -78 --separate-stderr gong-auth status
    [[ $output == *"not connected"* && -z $stderr ]]
    run -78 --separate-stderr bash -c "gong-auth status --json >'$T/status'"
    validate connection "$T/status"
    [[ $(jq -r .state "$T/status") == not_connected ]]
    for command in "gong-auth test" "gong-auth scopes -p other" "gong-list-calls --last 1d"; do
        run -78 --separate-stderr $command
        [[ $stderr == *"not connected"*"gong-auth connect"* && -z $output ]]
    done
}

@test "a revoked key: 77 and needs reconnect; after that no program asks Gong; connect mends it" {
    run -0 connect_key
    gong revoked
    run -77 --separate-stderr gong-list-calls --last 1d
    [[ $stderr == *"needs reconnect"* ]]
    asked=$(requests)
    for command in "gong-auth test" "gong-auth scopes" "gong-users" "gong-list-calls --last 1d"; do
        run -77 --separate-stderr $command
        [[ $stderr == *"needs reconnect"*"gong-auth connect"* ]]
    done
    [[ $(requests) == "$asked" ]]
    run -77 --separate-stderr gong-auth status
    [[ $output == *"Needs reconnect"* && -z $stderr ]]
    mv "$T/config/callmine/key" "$T/aside" # it is said without the store's key, too
    run -77 gong-auth status
    run -77 gong-auth test
    mv "$T/aside" "$T/config/callmine/key"
    gong-auth status --json >"$T/status" || true
    validate connection "$T/status"
    [[ $(jq -r .state "$T/status") == needs_reconnect ]]
    run -77 connect_key
    gong well
    run -0 connect_key
    run -0 gong-auth test
}

@test "scopes: a key's endpoints are asked, and one that is refused is named" {
    run -0 connect_key
    run -0 --separate-stderr gong-auth scopes
    [[ $(grep -c '^works' <<<"$output") == 4 && $(requests) == 5 ]]
    gong no/v2/users
    run -77 --separate-stderr gong-auth scopes
    [[ $(grep -c '^works' <<<"$output") == 3 && $output == *"refused  api:users:read"* ]]
    [[ $stderr == *"lacks api:users:read;"* ]]
    run -0 gong-auth status # a missing scope is no reason to reconnect
    run -77 --separate-stderr gong-auth test
    run -0 gong-auth status
    run -0 --separate-stderr connect_key # nor not to connect
    [[ $stderr == *"lacks the scope api:users:read"* ]]
}

@test "connects by OAuth: four scopes, state, PKCE, parameters in the query, a closing page" {
    connect_oauth
    [[ $(<"$T/out") == "connected: profile default, OAuth, $url" ]]
    grep -q 'You can close this window' "$T/page"
    run -0 jq -r 'select(.path == "/oauth2/authorize").query | .scope, .response_type, .code_challenge_method' "$T/gong/log"
    [[ $output == "api:calls:read:basic api:calls:read:extensive api:calls:read:transcript api:users:read"$'\ncode\nS256' ]]
    run -0 jq -r 'select(.path | contains("token")) | .method, .query.client_id, .body' "$T/gong/log"
    [[ $output == $'POST\nCLIENT' ]]
    gong-auth status --json >"$T/status"
    validate connection "$T/status"
    [[ $(jq -r '.kind, (.scopes | (.asked | length), (.granted | length), .missing, .extra)' "$T/status" | xargs) == "oauth 4 4 [] []" ]]
    run -0 gong-auth scopes
    [[ $(grep -c '^granted' <<<"$output") == 4 ]]
    run -0 gong-auth test
}

@test "OAuth: the token request can be a form" {
    connect_oauth --form
    run -0 jq -r 'select(.path | contains("token")) | (.query | length), (.body | contains("grant_type=authorization_code"))' "$T/gong/log"
    [[ $output == $'0\ntrue' ]]
}

@test "OAuth: an answer with another state is not taken, and the right one still is" {
    timeout 60 gong-auth connect --oauth --port 0 --client-id-from "$T/client" --any-host \
        --authorize-url "$url/oauth2/authorize" --token-url "$url/oauth2/generate-customer-token" >"$T/out" 2>"$T/err" 3>&- &
    auth=$!
    for ((i = 0; i < 400; i++)); do address=$(grep -s '^http' "$T/err") && break; sleep 0.02; done
    back=$(grep -oE 'redirect_uri=[^&]*' <<<"$address" | sed 's/.*=//; s/%3A/:/g; s/%2F/\//g')
    [[ $(curl -s -o /dev/null -w '%{http_code}' "$back?code=evil&state=guess") == 400 ]]
    [[ $(curl -s -o /dev/null -w '%{http_code}' "$back?code=evil") == 400 ]]
    [[ $(curl -s -o /dev/null -w '%{http_code}' "$back?error=access_denied&state=guess") == 400 ]]
    [[ $(curl -s -o /dev/null -w '%{http_code}' "${back%/callback}/favicon.ico") == 404 ]]
    [[ $(curl -s -o /dev/null -w '%{http_code}' "$back") == 404 ]]
    [[ ! -e $T/gong/log ]]
    curl -sL "$address" >"$T/page"
    wait $auth
    [[ $(requests '.query.code == "evil"') == 0 ]]
}

@test "OAuth: what was declined, or leads to a host that is not Gong's, is not kept" {
    gong declined
    run -69 connect_oauth
    grep -q 'declined in Gong' "$T/err"
    grep -q 'Not connected' "$T/page"
    gong evilbase
    run -75 connect_oauth # --any-host may go anywhere by https; this host does not exist
    run -64 --separate-stderr gong-auth connect --oauth --client-id-from "$T/client" --token-url https://evil.example/token
    [[ $stderr == *"token URL must be https and below gong.io"* ]]
    [[ ! -e $store ]]
}

@test "OAuth: an app that Gong does not know is named as that" {
    printf 'CLIENT:WRONG' >"$T/client"
    run -77 connect_oauth
    grep -q 'client id and secret' "$T/err"
    [[ ! -e $store ]]
}

@test "OAuth: scopes granted beyond and short of what was asked are named" {
    gong otherscopes
    connect_oauth
    grep -q 'did not grant api:users:read (names' "$T/err"
    grep -q 'granted api:crm:upload, which was not asked for (.*it can change Gong' "$T/err"
    run -77 --separate-stderr gong-auth scopes
    [[ $output == *"missing  api:users:read"*"WRITES   api:crm:upload"* ]]
    gong-auth status --json >"$T/status"
    validate connection "$T/status"
    [[ $(jq -c '.scopes | .missing, .extra' "$T/status") == $'["api:users:read"]\n["api:crm:upload"]' ]]
}

@test "OAuth by hand: the address is pasted; another state is refused" {
    cat >"$T/paste.py" <<'PY'
import os, pty, re, subprocess, sys
state = sys.argv[1]
pid, fd = pty.fork()
if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
shown = b""
while b"Paste" not in shown: shown += os.read(fd, 4096)
address = re.search(rb"http\S+authorize\S+", shown).group().decode()
back = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{redirect_url}", address], capture_output=True, text=True).stdout
os.write(fd, (back if state == "same" else re.sub("state=[^&]*", "state=" + state, back)).encode() + b"\n")
try:
    while True:
        more = os.read(fd, 4096)
        if not more: break
        sys.stdout.write(more.decode())
except OSError: pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
    by_hand=(gong-auth connect --oauth --manual --client-id-from "$T/client" --any-host
        --authorize-url "$url/oauth2/authorize" --token-url "$url/oauth2/generate-customer-token")
    run -69 /usr/bin/python3 "$T/paste.py" guess "${by_hand[@]}"
    [[ $output == *"its state is not ours"* && ! -e $store ]]
    run -0 /usr/bin/python3 "$T/paste.py" same "${by_hand[@]}"
    [[ $output == *"connected: profile default, OAuth"* ]]
}

@test "a token near its end is refreshed once, however many programs need it" {
    gong short
    connect_oauth
    gong oldtokensdie
    for i in 1 2 3 4 5 6 7 8; do
        gong-auth test >"$T/out$i" 2>&1 3>&- &
        pids[i]=$!
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
    [[ $(refreshes) == 1 ]]
    run -0 gong-auth status
}

@test "a 401 with a living token is answered by one refresh for everybody, not by giving up" {
    connect_oauth
    cp -r "$T/state" "$T/copy"
    gong "dead-$(jq -r 'select(.path == "/v2/users").auth' "$T/gong/log" | sed 's/Bearer //')"
    for i in 1 2 3 4; do
        gong-auth test >"$T/out$i" 2>&1 3>&- &
        pids[i]=$!
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
    [[ $(refreshes) == 1 ]]
    # Elsewhere the same pair is used up: only a person can help.
    XDG_STATE_HOME=$T/copy run -77 --separate-stderr gong-auth test
    [[ $stderr == *"invalid_grant"* && $(refreshes) == 2 ]]
    run -0 gong-auth test
}

@test "a refresh whose answer was lost is not sent twice, and is named when Gong then refuses" {
    gong short
    connect_oauth
    gong lostanswer
    run -75 --separate-stderr gong-auth test
    [[ $(refreshes) == 1 ]]
    [[ -e $T/state/callmine/profiles/default/refresh.pending ]]
    run -0 gong-auth status
    gong well
    run -77 --separate-stderr gong-auth test
    [[ $stderr == *"a token refresh was interrupted at 20"*"gong-auth connect"* && $(refreshes) == 2 ]]
    run -77 --separate-stderr gong-auth test
    [[ $stderr == *"interrupted at"* && $(refreshes) == 2 ]]
    connect_oauth
    run -0 gong-auth test
    [[ ! -e $T/state/callmine/profiles/default/refresh.pending ]]
}

@test "a token endpoint that is out of order is tried again by the next run" {
    gong short
    connect_oauth
    gong token500
    run -75 --separate-stderr gong-auth test
    gong well
    run -0 gong-auth test
}

@test "an absurd Retry-After ends in 'later', for every program" {
    gong limit
    run -75 --separate-stderr connect_key
    rm -r "$T/state/callmine/budget"
    gong well
    run -0 connect_key
    gong limit
    run -75 --separate-stderr gong-auth test
    gong well
    asked=$(requests)
    run -75 --separate-stderr gong-auth test
    [[ $(requests) == "$asked" ]]
}

@test "disconnect asks, or wants --yes; leaves no byte of the credential, and all else as it was" {
    run -0 connect_key
    run -0 connect_key # a generation before it
    run -0 connect_key --profile other
    mkdir -p "$T/state/callmine/archive"
    echo report >"$T/state/callmine/archive/report"
    run -64 --separate-stderr setsid -w gong-auth disconnect
    [[ $stderr == *"--yes"* && -e $store ]]
    run -64 terminal 'Type yes' no -- gong-auth disconnect
    [[ $output == *"nothing was deleted"* && -e $store ]]
    sum=$(cd "$T" && find state config -type f ! -path '*/profiles/default/*' ! -name 'audit.*' -exec sha256sum {} + | sort)
    : >"$store.tmp.1"
    run -0 terminal 'Type yes' yes -- gong-auth disconnect
    [[ $output == *"Reports"*"stay"*"given back"*"go on firing, and fail"*"revoke it"*"Manage API access"*"Connected apps"*"is deleted"* ]]
    [[ $(ls "$T/state/callmine/profiles/default") == lock && ! -s $T/state/callmine/profiles/default/lock ]]
    [[ $(cd "$T" && find state config -type f ! -path '*/profiles/default/*' ! -name 'audit.*' -exec sha256sum {} + | sort) == "$sum" ]]
    run -78 gong-auth test
    run -0 gong-auth test -p other
    run -0 --separate-stderr gong-auth disconnect --yes
    [[ $output == "not connected: "* ]]
    run -0 --separate-stderr gong-auth disconnect --yes -p other
    [[ $output == *"is deleted"*"Reports"*"go on firing, and fail"*"Connected apps"* && -z $stderr ]]
    [[ ! -e $T/state/callmine/profiles/other/credentials ]]
}

@test "no secret in arguments, environment, messages, state or a core" {
    gong short
    mkdir "$T/cores"
    cd "$T/cores"
    ulimit -c unlimited
    connect_oauth >"$T/log" 2>&1
    gong well
    # While it waits for the browser it holds the client secret: look at it, then end it with a core, if it can.
    gong-auth connect --oauth --port 0 --client-id-from "$T/client" --any-host --authorize-url "$url/oauth2/authorize" \
        --token-url "$url/oauth2/generate-customer-token" >"$T/log2" 2>&1 3>&- &
    auth=$!
    for ((i = 0; i < 400; i++)); do grep -q '^http' "$T/log2" && break; sleep 0.02; done
    run --separate-stderr grep -aE 'CANARY|CLIENTSECRET' "/proc/$auth/cmdline" "/proc/$auth/environ"
    [[ $status != 0 && -z $output ]] # its environ is closed to all but root
    kill -ABRT $auth
    wait $auth || true
    [[ -z $(ls "$T/cores") ]]
    for verb in test status "status --json" scopes; do gong-auth $verb >>"$T/log" 2>&1; done
    connect_key >>"$T/log" 2>&1
    for verb in test status scopes; do gong-auth $verb >>"$T/log" 2>&1; done
    gong revoked
    run gong-auth test
    echo "$output" >>"$T/log"
    cat "$T/out" "$T/err" >>"$T/log"
    for word in KEYCANARY SECRETCANARY CLIENTSECRET ACCESSCANARY REFRESHCANARY \
        "$(printf KEYCANARY:SECRETCANARY | base64)" "$(printf CLIENT:CLIENTSECRET | base64)"; do
        run -1 grep -rlaF -- "$word" "$T/state" "$T/config" "$T/log" "$T/log2" "$T/page"
    done
    [[ $(stat -c %a "$store" "$T/config/callmine/key" | sort -u) == 600 ]]
    [[ $(find "$T/state" "$T/config" -mindepth 1 -type d -exec stat -c %a {} + | sort -u) == 700 ]]
}

@test "a store or a key that somebody touched is refused with 78, and the two are told apart" {
    run -0 connect_key
    cp "$store" "$T/good"
    printf '\001' | dd of="$store" bs=1 seek=60 conv=notrunc 2>/dev/null
    run -78 --separate-stderr gong-auth test
    [[ $stderr == *"is damaged"* ]]
    cp "$T/good" "$store"
    mv "$T/config/callmine/key" "$T/key1"
    run -78 --separate-stderr gong-auth test
    [[ $stderr == *"key of the credential store is missing"* ]]
    (umask 077; head -c 32 /dev/urandom >"$T/key2")
    run -78 --separate-stderr gong-auth test --key-file "$T/key2"
    [[ $stderr == *"another key"* ]]
    run -0 gong-auth test --key-file "$T/key1"
    chmod 640 "$T/key1"
    run -78 --separate-stderr gong-auth test --key-file "$T/key1"
    [[ $stderr == *"chmod 600"* ]]
}

# The same against gong-sim, which behaves as Gong does.
sim() {
    gong-sim --port 0 --port-file "$T/sim-port" --log "$T/sim-log" "$@" >"$T/sim-out" 2>&1 3>&- &
    sim=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/sim-port ]] && break; sleep 0.02; done
    url=http://127.0.0.1:$(<"$T/sim-port")
}

@test "gong-sim: a key connects, its endpoints answer, and revoking it makes the next program say so" {
    sim --revoke-after 6
    printf 'sim-key:sim-secret' >"$T/key"
    run -0 connect_key
    run -0 gong-auth scopes
    [[ $(grep -c '^works' <<<"$output") == 4 ]]
    run -0 gong-auth test
    run -77 --separate-stderr gong-auth test
    [[ $stderr == *"needs reconnect"* ]]
    run -77 gong-users
    [[ $(wc -l <"$T/sim-log") == 7 ]]
    kill "$sim"
}

@test "gong-sim: OAuth over its consent page, a token refreshed, a scope that was not granted" {
    sim --scopes 'api:calls:read:basic api:calls:read:extensive api:calls:read:transcript'
    printf 'sim-client:sim-client-secret' >"$T/client"
    timeout 60 gong-auth connect --oauth --port 0 --client-id-from "$T/client" --any-host \
        --authorize-url "$url/oauth2/authorize" --token-url "$url/oauth2/generate-customer-token" \
        >"$T/out" 2>"$T/err" 3>&- &
    auth=$!
    for ((i = 0; i < 400; i++)); do address=$(grep -s '^http' "$T/err") && break; sleep 0.02; done
    curl -m 20 -sL --data "${address#*\?}&decision=allow" "${address%%\?*}" >"$T/page"
    wait $auth
    grep -q 'You can close this window' "$T/page"
    grep -q 'did not grant api:users:read' "$T/err"
    curl -sSf -X POST "$url/sim/expire-tokens" >/dev/null
    run -77 --separate-stderr gong-auth test
    [[ $stderr == *"lacks the scope api:users:read"* ]]
    run -0 jq -s 'map(select(.path | endswith("generate-customer-token")) | .status)' -c "$T/sim-log"
    [[ $output == "[200,200]" ]]
    run -0 gong-auth status
    # A timer's refresh: when 80 % of the token's day are over, and then once however many ask.
    tokens() { jq -c 'select(.path | endswith("generate-customer-token"))' "$T/sim-log" | wc -l; }
    run -0 --separate-stderr gong-auth refresh
    [[ $output == "fresh: "* && -z $stderr && $(tokens) == 2 ]]
    run -0 gong-auth refresh --now "$(date -u -d '+19 hours' +%FT%TZ)"
    [[ $output == "fresh: "* && $(tokens) == 2 ]]
    run -0 --separate-stderr gong-auth refresh --now "$(date -u -d '+20 hours' +%FT%TZ)"
    [[ $output == "refreshed: profile default, good until 20"* && -z $stderr && $(tokens) == 3 ]]
    run -77 gong-auth test # with the new token; the scope is still not there
    [[ $(tokens) == 3 ]]
    curl -sSf -X POST "$url/sim/revoke" >/dev/null
    run -77 --separate-stderr gong-auth refresh --now "$(date -u -d '+20 hours' +%FT%TZ)"
    [[ $stderr == *"needs reconnect: "*"gong-auth connect"* && -z $output ]]
    run -77 --separate-stderr gong-auth refresh
    [[ $(tokens) == 4 ]]
    kill "$sim"
}

@test "refresh: a key has nothing to refresh, nobody is asked; what was never connected is 78" {
    run -0 connect_key
    asked=$(requests)
    run -0 --separate-stderr gong-auth refresh
    [[ $output == "nothing to refresh: profile default has an access key" && -z $stderr && $(requests) == "$asked" ]]
    run -78 --separate-stderr gong-auth refresh -p other
    run -64 --separate-stderr gong-auth refresh --now noon
    [[ $stderr == "gong-auth: --now: "* ]]
}

@test "refresh by several at once: one redeems, and all end well" {
    gong short
    connect_oauth
    gong oldtokensdie
    for i in 1 2 3 4; do
        gong-auth refresh >"$T/out$i" 2>&1 3>&- &
        pids[i]=$!
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
    [[ $(refreshes) == 1 ]]
    run -0 --separate-stderr gong-auth refresh
    [[ $output == "fresh: "* && $(refreshes) == 1 ]]
    run -0 gong-auth test
}

@test "http to this machine without --any-host says what is missing" {
    run -64 --separate-stderr gong-auth connect --key --base-url http://127.0.0.1:8402
    [[ $stderr == *"--any-host"* ]]
    run -64 --separate-stderr gong-auth connect --key --base-url http://us-12345.api.gong.io
    [[ $stderr == *"must begin with https://" ]]
}

@test "a connection that may delete has a profile of its own, is marked so, and asks for its three scopes only" {
    for profile in "" "--profile default"; do
        run -64 --separate-stderr gong-auth connect --key --key-from "$T/key" --base-url "$url" --any-host --crm-delete $profile
        [[ $stderr == *"--crm-delete wants a profile of its own"*"--profile NAME"* && ! -e $T/gong/log ]]
    done
    connect_oauth --crm-delete --profile crm
    run -0 jq -r 'select(.path == "/oauth2/authorize").query.scope' "$T/gong/log"
    [[ $output == "api:crm:integrations:read api:crm:integration:delete api:crm:upload" ]]
    run -1 grep -E 'not asked|lacks' "$T/err"
    run -0 gong-auth status --profile crm
    [[ $output == *"purpose    deleting a CRM integration (gong-crm-integration)"* ]]
    gong-auth status --json --profile crm >"$T/status"
    validate connection "$T/status"
    [[ $(jq .may_delete "$T/status") == true ]]
    run -0 connect_key --crm-delete --profile crm2
    [[ $(gong-auth status --json --profile crm2 | jq .may_delete) == true ]]
    run -0 connect_key --profile crm2 # connected to read: the mark is gone
    [[ $(gong-auth status --json --profile crm2 | jq .may_delete) == false ]]
}

scopes_asked() { jq -r 'select(.path == "/oauth2/authorize").query.scope' "$T/gong/log" | tail -1; }

@test "OAuth: --types asks for exactly the scopes of these types, each once" {
    connect_oauth --types "calls, crm-deals users"
    [[ $(scopes_asked) == "api:calls:read:basic api:calls:read:extensive api:users:read" ]]
    connect_oauth --types "user-stats"
    [[ $(scopes_asked) == "api:stats:user-actions api:stats:user-actions:detailed api:stats:interaction" ]]
    run -1 grep -E 'lacks|not asked' "$T/err" # that users cannot be read is as it was asked
    run -0 gong-auth test
    connect_oauth --types all
    run -0 jq -rRs 'split("\n")[0] | split(" ") | length, (unique | length)' < <(scopes_asked)
    [[ $output == $'12\n12' ]]
    [[ $(scopes_asked) != *crm* && $(scopes_asked) != *create* && $(scopes_asked) != *delete* ]]
    [[ $(gong-auth types | grep -v ^crm-generic | cut -c22- | tr ' ' '\n' | sort -u | xargs) == "$(scopes_asked | tr ' ' '\n' | sort | xargs)" ]]
}

@test "OAuth: an unknown type is 64 and names those that exist; --types is not for a key" {
    for types in "calls, nonsense" "" " " "CALLS" "api:calls:read:basic"; do
        run -64 --separate-stderr gong-auth connect --oauth --client-id-from "$T/client" --types "$types"
        [[ -z $output && $stderr == *"a type that there is not; there are calls, transcripts, users, user-stats, scorecards, answered-scorecards, libraries, trackers, crm-deals, crm-contacts, crm-accounts, crm-generic, and all" ]]
    done
    run -64 --separate-stderr connect_key --types users
    [[ $stderr == *"--types is for --oauth"* ]]
    run -64 --separate-stderr connect_key --types users --crm-delete --profile crm
    [[ $stderr == *"leave out --types"* && ! -e $T/gong/log && ! -e $store ]]
}

@test "the man page's table of types and scopes is the program's" {
    awk '/^\.Sh TYPES OF DATA/ { on = 1 } /^\.El/ { on = 0 }
        on && /^\.It Cm/ { printf "%s%s", sep, $3; sep = "\n" }
        on && /^\.Ql api:/ { printf " %s", $2 } END { print "" }' "$ROOT/bin/gong-auth.1" >"$T/page"
    [[ $(wc -l <"$T/page") == 12 ]]
    diff "$T/page" <(gong-auth types | tr -s ' ')
    run -1 grep -wE 'api:crm:read( |$)' "$T/page"
    grep -qF 'api:crm:read ,' "$ROOT/bin/gong-auth.1"
}

@test "scopes says what was asked for, granted and missing, and which types can be had" {
    connect_oauth --types "calls users"
    run -0 --separate-stderr gong-auth scopes
    [[ $(grep -c ^granted <<<"$output") == 3 && -z $stderr ]]
    for type in calls users crm-deals crm-contacts crm-accounts; do grep -qxE "$type +works" <<<"$output"; done
    grep -qxE 'transcripts +not asked for: api:calls:read:transcript' <<<"$output"
    grep -qxE 'libraries +not asked for: api:library:read api:workspaces:read' <<<"$output"
    gong-auth status --json >"$T/status"
    validate connection "$T/status"
    [[ $(jq -r '.scopes | .types | join(" ")' "$T/status") == "calls users crm-deals crm-contacts crm-accounts" ]]
    gong otherscopes
    connect_oauth --types "transcripts users user-stats"
    run -77 --separate-stderr gong-auth scopes
    grep -qxE 'transcripts +works' <<<"$output"
    grep -qxE 'users +lacks api:users:read' <<<"$output"
    grep -qxE 'user-stats +lacks api:stats:user-actions api:stats:user-actions:detailed api:stats:interaction' <<<"$output"
    grep -qE '^WRITES +api:crm:upload' <<<"$output"
    [[ $stderr == *"lacks api:users:read api:stats:user-actions api:stats:user-actions:detailed api:stats:interaction; an administrator"* ]]
}

@test "scopes of a key: a type works if all its endpoints do; what cannot be tried is said" {
    run -0 connect_key
    gong no/v2/users
    run -77 gong-auth scopes
    grep -qxE 'transcripts +works' <<<"$output"
    grep -qxE 'users +lacks api:users:read' <<<"$output"
    grep -qxE 'trackers +not tried: api:settings:trackers:read' <<<"$output"
    gong well
    asked=$(requests)
    run -0 gong-auth scopes --types "users crm-generic"
    [[ $(requests) == $((asked + 2)) ]]
    grep -qxE 'users +works' <<<"$output"
    grep -qxE 'crm-generic +not tried: api:crm:get-objects' <<<"$output"
    run -64 gong-auth scopes --types nonsense
    run -0 connect_key --crm-delete --profile crm
    asked=$(requests)
    run -0 --separate-stderr gong-auth scopes --profile crm
    [[ $(grep -c ^untried <<<"$output") == 2 && $output == "works    api:crm:integrations:read"* && $(requests) == $((asked + 1)) ]]
    run -0 jq -sr '.[-1] | .method, .path' "$T/gong/log"
    [[ $output == $'GET\n/v2/crm/integrations' ]]
}

@test "rotate: a new key over the old one, tried first; all else stays" {
    run -0 connect_key --profile work
    store=$T/state/callmine/profiles/work/credentials
    gong-auth status --json --profile work | jq 'del(.since, .age_s)' >"$T/before"
    gong key=KEYCANARY:SECRETCANARY key=NEWKEY:NEWCANARY # Gong takes both for a while
    run -0 --separate-stderr gong-auth rotate --profile work --key-from - <<<NEWKEY:NEWCANARY
    [[ $output == "rotated: profile work, access key, $url"$'\n'*"delete it there"* && -z $stderr ]]
    gong key=NEWKEY:NEWCANARY
    run -0 gong-auth test --profile work
    gong-auth status --json --profile work | jq 'del(.since, .age_s)' | diff "$T/before" -
    run -64 --separate-stderr gong-auth rotate --profile work --key-from - <<<NEWKEY:NEWCANARY
    [[ $stderr == *"has already"* ]]
}

@test "rotate: a key that Gong refuses, or cannot judge now, leaves the old one as it was" {
    run -0 connect_key
    cp "$store" "$T/before"
    run -77 --separate-stderr gong-auth rotate --key-from - <<<WRONG:CANARY
    [[ $stderr == "gong-auth: Gong does not accept this credential at $url (401)"* && $stderr != *CANARY* && -z $output ]]
    gong api403 key=NEW:CANARY
    run -69 --separate-stderr gong-auth rotate --key-from - <<<NEW:CANARY
    [[ $stderr == *"trusted IPs"* ]]
    gong limit key=NEW:CANARY
    run -75 --separate-stderr gong-auth rotate --key-from - <<<NEW:CANARY
    rm -r "$T/state/callmine/budget"
    gong well
    for text in NOCOLON '' 'A B:C'; do run -64 gong-auth rotate --key-from - <<<"$text"; done
    run -64 --separate-stderr setsid -w gong-auth rotate
    [[ $stderr == *"no terminal"*"--key-from"* ]]
    run -64 --separate-stderr gong-auth rotate --client-id-from "$T/client"
    [[ $stderr == *"is connected with an access key"*"--key-from"* ]]
    run -64 --separate-stderr gong-auth rotate --key-from "$T/key" --base-url https://us-1.api.gong.io
    [[ $stderr == *"changes the secret and nothing else"* ]]
    run -78 --separate-stderr gong-auth rotate --profile none --key-from "$T/key"
    cmp "$store" "$T/before"
    run -0 gong-auth test
}

@test "rotate mends a profile whose old key was deleted at Gong first" {
    run -0 connect_key
    gong key=NEWKEY:NEWSECRET
    run -77 gong-auth test
    run -77 gong-auth status
    run -0 gong-auth rotate --key-from - <<<NEWKEY:NEWSECRET
    run -0 gong-auth status
    run -0 gong-auth test
}

@test "rotate: a new client secret is proved by a refresh; a wrong one, and another app's, change nothing" {
    connect_oauth
    cp "$store" "$T/before"
    run -77 --separate-stderr gong-auth rotate --client-id-from - <<<CLIENT:WRONGCANARY
    [[ $stderr == *"does not accept this client secret; the one before it is kept" && $stderr != *CANARY* ]]
    [[ ! -e $T/state/callmine/profiles/default/refresh.pending ]]
    run -64 --separate-stderr gong-auth rotate --client-id-from - <<<OTHER:CLIENTSECRET
    [[ $stderr == *"another app"*"gong-auth connect --oauth" ]]
    run -64 --separate-stderr gong-auth rotate --key-from "$T/key"
    [[ $stderr == *"is connected by OAuth"*"--client-id-from"* ]]
    cmp "$store" "$T/before"
    gong client=CLIENT:NEWSECRET short
    run -0 --separate-stderr gong-auth rotate --client-id-from - <<<CLIENT:NEWSECRET
    [[ $output == "rotated: profile default, client secret, $url"* ]]
    run -0 gong-auth test # the token was short: refreshed with the new secret
    [[ $(refreshes) == 3 ]]
    gong client=CLIENT:NEWSECRET revoked
    run -77 --separate-stderr gong-auth rotate --client-id-from - <<<CLIENT:NEWSECRET
    [[ $stderr == *"invalid_grant"*"gong-auth connect --oauth; nothing was changed" ]]
}

@test "an address that is not trusted (403) is named as that, for tokens and for requests, and costs no grant" {
    gong token403
    run -69 connect_oauth
    grep -q 'trusted IPs, in both of their lists' "$T/err"
    [[ ! -e $store ]]
    gong short
    connect_oauth
    gong token403
    run -69 --separate-stderr gong-auth test
    [[ $stderr == *"trusted IPs, in both of their lists"* ]]
    [[ ! -e $T/state/callmine/profiles/default/refresh.pending ]]
    gong api403
    run -69 --separate-stderr gong-auth test
    [[ $stderr == *"must be on the trusted IPs of the key or app"* ]]
    run -0 gong-auth status
    gong well
    run -0 gong-auth test
}

@test "OAuth: a refresh that names a host which is not Gong's keeps the tokens and the host from before" {
    gong httpbase
    run -76 connect_oauth
    grep -q 'names a host that is not used' "$T/err"
    [[ ! -e $store ]]
    gong short
    connect_oauth
    gong httpbase
    run -76 --separate-stderr gong-auth test
    [[ $stderr == *"names a host that is not used"* ]]
    gong well
    run -0 gong-auth test
    [[ $(refreshes) == 1 && $(gong-auth status --json | jq -r .base_url) == "$url" ]]
}

@test "gong-sim: a refresh token that comes twice ends the grant, and many programs redeem one an expiry" {
    sim --no-limit --token-life 3600
    printf 'sim-client:sim-client-secret' >"$T/client"
    timeout 60 gong-auth connect --oauth --port 0 --client-id-from "$T/client" --any-host \
        --authorize-url "$url/oauth2/authorize" --token-url "$url/oauth2/generate-customer-token" \
        >"$T/out" 2>"$T/err" 3>&- &
    auth=$!
    for ((i = 0; i < 400; i++)); do address=$(grep -s '^http' "$T/err") && break; sleep 0.02; done
    curl -m 20 -sL --data "${address#*\?}&decision=allow" "${address%%\?*}" >"$T/page"
    wait $auth
    cp -r "$T/state" "$T/copy"
    for round in 1 2 3; do
        curl -sSf -X POST "$url/sim/expire-tokens" >/dev/null
        for i in 1 2 3 4; do
            gong-auth test >"$T/out$i" 2>&1 3>&- &
            pids[i]=$!
        done
        for pid in "${pids[@]}"; do wait "$pid"; done
        run -0 jq -s 'map(select(.query.grant_type == "refresh_token").status)' -c "$T/sim-log"
        [[ $output == "$(jq -nc "[range($round) | 200]")" ]]
    done
    XDG_STATE_HOME=$T/copy run -77 gong-auth test # its token was used long ago
    run -77 --separate-stderr gong-auth test
    [[ $stderr == *"invalid_grant"* ]]
    kill "$sim"
}

@test "gong-sim: a key's scopes of every type of data are tried, and the two that are missing are named" {
    all=$(gong-auth types | cut -c22- | tr ' ' '\n' | sort -u | grep -vE 'library|day|detailed' | xargs)
    sim --no-limit --now "$(date -u +%FT%TZ)" --scopes "$all" --workspaces 2
    printf 'sim-key:sim-secret' >"$T/key"
    run -0 connect_key
    run -77 --separate-stderr gong-auth scopes --types all
    [[ $(grep -c '^works' <<<"$output") == 10 && $(grep -c '^refused' <<<"$output") == 2 ]]
    [[ $stderr == *"lacks api:stats:user-actions:detailed api:library:read; "* ]]
    for type in calls transcripts users scorecards answered-scorecards trackers crm-deals; do
        grep -qxE "$type +works" <<<"$output"
    done
    grep -qxE 'libraries +lacks api:library:read' <<<"$output"
    curl -sSf -X POST "$url/sim/scopes" >/dev/null
    run -0 gong-auth scopes --types all # two workspaces, none of them named: 400 is answer enough
    [[ $(grep -cE '^[a-z-]+ +works$' <<<"$output") == 11 ]]
    kill "$sim"
}
