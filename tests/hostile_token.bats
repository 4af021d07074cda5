# Before anything is asked of Gong, and at the token endpoint, where somebody means harm: no spelling of an address leads
# astray, and nothing that comes is kept or told.
load env
load hostile_gong

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
    for ((at = 0; at < 78; at += cut_step)); do
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
