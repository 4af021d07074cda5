# A Gong, or somebody in its place, that means harm (hostile_gong.py), and the fetchers that meet it: what hostile_gong.bats,
# hostile_page.bats and hostile_token.bats share. Load after env.

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

# Those that meet what no fetcher sees for itself, because the client below them all ends it: a sanitizer's build takes so
# long that there three of them, for a list, for calls and for several lists, must do.
some() { if [[ $BUILD == *san ]]; then programs | grep -E '^gong-(list-calls|transcripts|libraries)'; else programs; fi; }

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
        # shellcheck disable=SC2086 # words of their own
        meets $program --tries 2
        fails "$@"
        [[ ! -s $T/out ]]
    done < <("${among:-programs}")
}

# From byte to byte where an answer is cut; a sanitizer's build takes so long that there every seventh must do.
cut_step=1
[[ $BUILD != *san ]] || cut_step=7
