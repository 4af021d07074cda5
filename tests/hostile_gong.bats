# A Gong, or somebody in its place, that means harm (hostile_gong.py): nothing is sent where it must not go, nothing
# of a broken page goes out, and memory stays bounded. Each promise is held by every fetcher.
load env

# Every fetcher of one endpoint, with what it needs for one page of answers; $T/in holds one call. Those whose lists have
# pages, and all.
paged() {
    cat <<EOF
gong-list-calls --last 7d
gong-extensive $T/in
gong-transcripts $T/in
gong-users
gong-user-stats
gong-user-stats --kind interaction
gong-user-stats --kind day-by-day
gong-answered-scorecards
EOF
}
programs() {
    paged
    printf '%s\n' gong-scorecards gong-trackers gong-libraries "gong-crm-integration list --json"
}

setup() {
    mkdir -p "$T/gong"
    /usr/bin/python3 "$ROOT/tests/hostile_gong.py" "$T/gong" >"$T/gong/out" 2>&1 3>&- &
    server=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/gong/port ]] && break; sleep 0.02; done
    url=http://127.0.0.1:$(<"$T/gong/port")
    echo '{"metaData":{"id":"7782342274025937895"}}' >"$T/in"
    printf 'KEYCANARY\nSECRETCANARY\n' >"$T/key"
    printf 'CLIENT:CLIENTSECRET' >"$T/client"
    gong-auth connect --key --key-from "$T/key" --base-url "$url" --any-host >/dev/null 2>&1
    clock=(--clock simulated --now 2026-11-20T00:00:00Z)
    most=0
}

teardown() { kill "$server" || true; }

gong() { echo "$*" >"$T/gong/mode"; } # from here on: PATH ATTACK...; everything else is well
asked() { wc -l <"$T/gong/log"; }

# meets ARG...: run a fetcher. Leaves its status, its memory, $T/out, $T/err and how often it asked.
meets() {
    local before took
    rm -rf "$T/state/callmine/budget"
    before=$(asked)
    took=$("$BUILD/bench/measure" "$T/out" "$@" "${clock[@]}" 2>"$T/err")
    [[ $took =~ \"rss\":([0-9]+),\"status\":([0-9]+) ]]
    rss=${BASH_REMATCH[1]} status=${BASH_REMATCH[2]} times=$(($(asked) - before))
    ((rss <= most)) || most=$rss
}

# fails STATUS...: what was met ended in one of these, said so in a line without a word of the answer or a secret, sent
# nothing elsewhere and took less than 64 MB
fails() {
    local one good=
    for one; do [[ $status != "$one" ]] || good=1; done
    if [[ -n $good && $(wc -l <"$T/err") == 1 && $(<"$T/err") == gong-*": "* && ! -e $T/gong/elsewhere ]] &&
        ! grep -qE 'Zwetsch|CANARY|CLIENTSECRET|evil' "$T/err" && { [[ $BUILD == *san ]] || ((rss < 64 << 20)); }; then
        return
    fi
    echo "$program: $(<"$T/gong/mode"): status $status, wanted $*; $rss bytes; $(<"$T/err")"
    return 1
}

# each ATTACK STATUS...: every fetcher meets it, ends so, and lets nothing out
each() {
    local attack=$1
    shift
    gong "/v2 $attack"
    while read -r program; do
        meets $program --tries 2
        fails "$@"
        [[ ! -s $T/out ]]
    done < <("${among:-programs}")
}

@test "a Gong that is well is read by every fetcher (so that what follows says something)" {
    while read -r program; do
        meets $program
        [[ $status == 0 && $(wc -l <"$T/out") == 1 && ! -s $T/err && $times -ge 1 ]] || { cat "$T/err"; false; }
        grep -q Zwetsch "$T/out"
    done < <(programs)
}

@test "no redirect is followed, wherever it leads, and the credential is sent once" {
    for to in "300 same" "301 elsewhere" "302 same" "302 elsewhere" "303 elsewhere" "304 elsewhere" "305 elsewhere" \
        "307 elsewhere" "307 same" "308 elsewhere" "302 path" "302 https" "302 file" "302 user" "302 gopher" "302 protocol"; do
        gong "/v2 redirect $to"
        while read -r program; do
            meets $program --tries 3
            fails 69
            [[ $times == 1 && ! -s $T/out ]]
        done < <(programs)
    done
    ! grep -q '/v2/other' "$T/gong/log"
}

@test "a reply that unpacks to 120 MB stops at the limit, however it is packed" {
    for how in gzip deflate br zstd gzip,gzip te-br te-gzip; do each "bomb $how" 76; done
    echo "# most memory: $most" >&3
}

@test "bodies, chunks, headers and trailers without end stop at the limit" {
    for attack in endless chunks headers header continue; do each "$attack" 76; done
    each trailers 75 76
    echo "# most memory: $most" >&3
}

@test "200 MB of brackets, a text of 60 MB and a million items are refused" {
    for attack in "large nest-200" "large nest-1" "large string-60" "large items"; do each "$attack" 76; done
    echo "# most memory: $most" >&3
}

@test "a cursor that comes again, or is too long to be one, ends the list" {
    while read -r program; do
        for attack in circle cursor; do
            gong "/v2 $attack"
            meets $program
            fails 76
            (($(wc -l <"$T/out") <= 1))
        done
    done < <(paged)
}

@test "pages without end end, and a record that comes with each of them goes out once" {
    while read -r program; do
        gong "/v2 again 300"
        meets $program
        fails 76
        (($(wc -l <"$T/out") <= 1 && times == 302))
    done < <(paged)
    for program in "gong-list-calls --last 7d" "gong-extensive $T/in"; do
        gong "/v2 again 1000000"
        meets $program
        fails 75 # the day's requests are used up
        (($(wc -l <"$T/out") <= 1 && times == 10000))
    done
    gong "/v2 empty"
    meets gong-users
    fails 75
    [[ ! -s $T/out ]]
    echo "# most memory: $most" >&3
}

@test "an answer cut at any byte, in any way, lets nothing out; what is whole goes out once" {
    while read -r program; do
        for how in length chunked close; do
            gong "/v2 cut $how"
            meets $program --tries 5000 --max-wait 100000000
            [[ $status == 0 && $(wc -l <"$T/out") == 1 ]] || { cat "$T/err"; false; }
            ! grep -v ': waiting [0-9]* s before the next request$' "$T/err"
            jq -e . "$T/out" >/dev/null
            ((times > 200)) # the last of them was whole
            gong "/v2 cut $how" # from the start again
            meets $program --tries 2
            fails 75 76
            [[ $times == 2 && ! -s $T/out ]]
        done
    done < <(programs)
}

@test "a second page cut at any byte leaves the first, and the next run completes the file" {
    program=gong-list-calls
    for ((at = 0; ; at++)); do
        gong "/v2/calls second close $at"
        meets gong-list-calls --last 7d --append "$T/file" --tries 1
        ((status != 0)) || break
        sed -i '/: going on with the list of /d' "$T/err"
        fails 76
        [[ $(jq -r .metaData.id "$T/file") == 7782342274025937895 ]]
    done
    ((at > 30))
    [[ $(jq -r .metaData.id "$T/file") == $'7782342274025937895\n5550001' ]]
}

@test "what is not JSON lets nothing out, and is asked for again" {
    while read -r program; do
        gong "/v2 shapes"
        meets $program --tries 50 --max-wait 100000000
        [[ $status == 0 && $(wc -l <"$T/out") == 1 && $times == 16 ]] || { echo "$program: $status $times"; cat "$T/err"; false; }
    done < <(programs)
    for name in html nul gzip-lie; do each "shape $name" 75 76; done
}

@test "a page of another shape lets nothing out" {
    for name in no-list list-null list-object list-text item-null item-text item-list item-empty list null text deep; do
        each "shape $name" 76
    done
    for name in cursor-number cursor-list; do among=paged each "shape $name" 76; done
}

@test "an item whose id is none lets nothing out" {
    for name in id-object id-list id-true id-null id-empty id-float id-exponent id-negative id-long id-long-number; do
        each "shape $name" 76
    done
}

# ---- before anything is asked, and at the token endpoint ------------------------------------------------------------

@test "a base URL in any spelling that is not Gong's is refused, and no connection is tried" {
    export ASAN_OPTIONS=detect_leaks=0 # which cannot be under strace
    before=$(asked)
    while IFS= read -r bad; do
        bad=$(printf '%b' "$bad")
        for how in "--key --key-from $T/key" "--oauth --client-id-from $T/client"; do
            status=0
            strace -f -qq -o "$T/trace" -e trace=connect,sendto,sendmsg gong-auth connect $how --port 0 --base-url "$bad" \
                </dev/null >"$T/out" 2>"$T/err" || status=$?
            [[ $status == 64 && ! -s $T/out && $(wc -l <"$T/err") == 1 ]] && ! grep -q 'connect(\|send' "$T/trace" ||
                { echo "$bad: $status"; cat "$T/err" "$T/trace"; false; }
        done
    done <<'EOF'
us-1.api.gong.io
http://us-1.api.gong.io
HTTP://US-1.API.GONG.IO
ws://us-1.api.gong.io
wss://us-1.api.gong.io
ftp://us-1.api.gong.io
file:///etc/passwd
gopher://127.0.0.1:11211/_x
https:us-1.api.gong.io
https:///us-1.api.gong.io
https://
https://gong.io
https://.gong.io
https://us-1..gong.io
https://us-1.api.gong.io.
https://us-1.api.gong.io.evil.example
https://evilgong.io
https://us-1-api-gong.io
https://app.gong.io
https://us-1.api.gong.io:8443
https://us-1.api.gong.io:
https://us-1.api.gong.io:443@evil.example
https://us-1.api.gong.io@evil.example
https://u:p@us-1.api.gong.io
https://evil.example/us-1.api.gong.io
https://evil.example?.gong.io
https://evil.example#.gong.io
https://evil.example\\\\.gong.io
https://evil.example%2egong.io
https://evil.example%00.gong.io
https://evil.example\t.gong.io
https://evil.example\n.gong.io
https://us-1.api.gong.io\r\nHost: evil.example
 https://us-1.api.gong.io
https://us-1.api.g\xce\xbfng.io
https://us-1.api.gong\xef\xbc\x8eio
https://us-1.api.gong.io\xe3\x80\x82evil.example
https://xn--gng-1ia.io
https://127.0.0.1
https://127.1
https://2130706433
https://0x7f000001
https://0177.0.0.1
https://169.254.169.254
https://[::1]
https://[::ffff:127.0.0.1]
https://[fe80::1%25lo]
https://[::1].gong.io
https://localhost
https://us-1.api.gong.io/../x
https://us-1.api.gong.io/v3
https://us-1.api.gong.io/?x
EOF
    [[ $(asked) == "$before" ]]
}

# connect_oauth: with hostile_gong.py as Gong and as the browser's end; its tokens are stale at once
connect_oauth() {
    rm -f "$T/err"
    timeout 60 gong-auth connect --oauth --port 0 --client-id-from "$T/client" --any-host \
        --authorize-url "$url/oauth2/authorize" --token-url "$url/oauth2/generate-customer-token" >"$T/out" 2>"$T/err" 3>&- &
    auth=$!
    for ((i = 0; i < 400; i++)); do address=$(grep -s '^http' "$T/err") && break; sleep 0.02; done
    curl -sL -o "$T/page" "$address"
    wait $auth
}

# redeems STATUS...: a fetcher refreshes its token and meets what gong said: it ends so, nothing is kept, no other
# request is made. Then the store is as it was.
redeems() {
    program=gong-users
    meets gong-users --tries 3
    fails "$@"
    [[ ! -s $T/out && $times == 1 ]]
    cmp "$store" "$T/store"
    rm -f "$T"/state/callmine/profiles/default/{refresh.pending,needs-reconnect}
}

@test "the token endpoint: redirects, bombs, bodies without end, cuts and pages keep nothing, and tell nothing" {
    connect_oauth
    store=$T/state/callmine/profiles/default/credentials
    cp "$store" "$T/store"
    for code in 301 302 303 307 308; do
        for where in elsewhere same; do gong "/oauth2/g redirect $code $where"; redeems 69; done
    done
    for where in path https file user gopher protocol; do gong "/oauth2/g redirect 302 $where"; redeems 69; done
    for how in gzip deflate br zstd gzip,gzip te-br te-gzip; do gong "/oauth2/g bomb $how"; redeems 76; done
    for attack in endless chunks headers header continue trailers "large nest-200" "large string-60"; do
        gong "/oauth2/g $attack"
        redeems 75 76
    done
    ((most < 20 << 20)) || [[ $BUILD == *san ]]
    for name in html empty bom nul two nul-within surrogate overlong nan comma quotes comment utf-16; do
        gong "/oauth2/g shape $name"
        redeems 76
    done
    for member in 'access_token ""' 'access_token null' 'access_token 7' 'access_token "a\r\nX-Evil: 1"' \
        'access_token "a b"' 'access_token "\u0000"' 'access_token "\u20ac"' 'refresh_token ""' 'refresh_token "a\nb"'; do
        gong "/oauth2/g token $member"
        redeems 76
    done
    gong well
    echo "# most memory: $most" >&3
}

@test "the token endpoint: an answer cut at any byte, in any way, keeps nothing" {
    connect_oauth
    store=$T/state/callmine/profiles/default/credentials
    cp "$store" "$T/store"
    for ((at = 0; at < 78; at++)); do
        gong "/oauth2/g cutat $at close"
        redeems 76
        ((at % 11 == 0)) || continue
        for how in length chunked; do
            gong "/oauth2/g cutat $at $how"
            redeems 75
        done
    done
    gong "/oauth2/g cutat 78 close" # whole
    meets gong-users
    [[ $status == 0 && $(wc -l <"$T/out") == 1 ]]
    ! cmp -s "$store" "$T/store"
}

@test "the token endpoint: while one meets it on connect nothing is kept at all" {
    gong-auth disconnect --yes
    for attack in "redirect 302 elsewhere" "bomb gzip" endless "cutat 100 close" "shape html" \
        'token access_token "a\nb"' 'token access_token ""'; do
        gong "/oauth2/g $attack"
        status=0
        connect_oauth || status=$?
        [[ $status == 69 || $status == 75 || $status == 76 ]]
        [[ ! -e $T/state/callmine/profiles/default/credentials && ! -e $T/gong/elsewhere ]]
        ! grep -E 'CANARY|SECRET' "$T/err"
    done
}

@test "api_base_url_for_customer: no spelling leads a token astray" {
    connect_oauth
    store=$T/state/callmine/profiles/default/credentials
    cp "$store" "$T/store"
    export ASAN_OPTIONS=detect_leaks=0
    while IFS= read -r bad; do
        gong "/oauth2/g token api_base_url_for_customer \"$bad\""
        for run in refresh kept; do # and again with what the first one kept
            status=0
            rm -rf "$T/state/callmine/budget"
            strace -f -qq -o "$T/trace" -e trace=connect gong-users "${clock[@]}" >"$T/out" 2>"$T/err" || status=$?
            # Either it is an error, or it goes on with the address that was known before.
            [[ $status == 0 || $status == 75 || $status == 76 ]] || { echo "$run $bad: $status"; cat "$T/err"; false; }
            ! grep 'connect(' "$T/trace" | grep -v "htons(${url##*:}).*127\.0\.0\.1" || { echo "$bad"; false; }
            ! grep -E 'CANARY|evil' "$T/err"
            rm -f "$T"/state/callmine/profiles/default/{refresh.pending,needs-reconnect}
        done
        jq -e -s 'all(.[]; .path == "/v2/users" or (.path | startswith("/oauth2")))' "$T/gong/log" >/dev/null
        cp "$T/store" "$store"
        rm -f "$T"/state/callmine/profiles/default/{refresh.pending,needs-reconnect}
    done <<'EOF'
http://evil.example
http://us-1.api.gong.io
http://10.0.0.1
http://169.254.169.254
http://127.0.0.1.evil.example
http://127evil.example
http://2130706433
http://0x7f.1
http://127.1@evil.example
http://[::ffff:127.0.0.1]
http://[::]
http://0.0.0.0
//evil.example
ws://127.0.0.1
file:///etc/passwd
gopher://127.0.0.1
https://u:p@evil.example
https://us-1.api.gong.io@evil.example
https://us-1.api.gong.io#@evil.example
https://us-1.api.gong.io\\@evil.example
https://us-1.api.gong.io%00.evil.example
https://us-1.api.gong.io\u0000.evil.example
https://us-1.api.gong.io\n.evil.example
https://us-1.api.gong.io evil.example
https://us-1.api.g\u03bfng.io
https://evil.example?x
https://evil.example:0
https://evil.example:99999
https://
https:evil.example
EOF
}
