#!/usr/bin/env bats
# cm-retain: bundles, retention, proof.

load env

A=$BATS_TEST_TMPDIR/archive

# A run directory: calls, ledgers, a report, and a manifest that says when it was.
make_run() { # NAME [CREATED [CLASS]]
    local r=$T/$1
    mkdir -p "$r/ledger" "$r/status"
    for i in $(seq 1 400); do printf '{"metaData":{"id":"%s%d"},"text":"canary %d"}\n' "$1" "$i" $((i * i)); done >"$r/calls.ndjson"
    printf '<p>report of %s</p>\n' "$1" >"$r/report.html"
    printf '{"v":1,"stage":"gong-list-calls","listed":400}\n' >"$r/ledger/gong-list-calls.ndjson"
    printf '0\n' >"$r/status/gong-list-calls"
    : >"$r/empty.txt"
    [[ -z ${2:-} ]] || printf '{"v":1,"id":"%s","created":"%s","class":"%s"}\n' "$1" "$2" "${3:-90d}" >"$r/manifest.json"
}

retain() { cm-retain "$@" --archive "$A"; }

# No file but bundles, index and the archive's own: nothing half written stays behind.
no_leftovers() {
    local f
    for f in "$A"/*; do
        case ${f##*/} in
        *.tar.zst | index.ndjson | pruned | lock) ;;
        *) echo "left behind: $f" && return 1 ;;
        esac
    done
}

@test "a run comes back byte for byte, file by file" {
    make_run one 2026-01-01T00:00:00Z
    run -0 --separate-stderr retain add "$T/one"
    [ "$output" = one ]
    [ -z "$stderr" ]
    for f in calls.ndjson report.html ledger/gong-list-calls.ndjson status/gong-list-calls empty.txt manifest.json; do
        retain cat one "$f" >"$T/back"
        cmp "$T/back" "$T/one/$f"
    done
    run -0 --separate-stderr retain verify
    [ "$output" = "sound  one: 6 files, $(cat "$T"/one/*.* "$T"/one/*/* | wc -c) bytes" ]
    run -0 retain cat one report.html empty.txt status/gong-list-calls
    [ "$output" = "<p>report of one</p>
0" ]
}

@test "what a killed process left half written is not archived" {
    make_run one 2026-01-01T00:00:00Z
    printf half >"$T/one/report.html.tmp.4711"
    printf whole >"$T/one/notes.tmp.4711x"
    run -0 --separate-stderr retain add "$T/one"
    run -0 retain show one
    [[ $output == *report.html* && $output == *notes.tmp.4711x* && $output != *"tmp.4711 "* && $output != *$'tmp.4711\n'* ]]
}

@test "list and show say what there is, as tables and as JSON" {
    make_run one 2026-01-01T00:00:00Z
    make_run two 2026-02-01T00:00:00Z unlimited
    retain add "$T/two" "$T/one"
    run -0 --separate-stderr retain list
    [ "${lines[0]%% *}" = ID ]
    [[ ${lines[1]} == "one  90d        2026-01-01T00:00:00Z  2026-04-01T00:00:00Z      6  "* ]]
    [[ ${lines[2]} == "two  unlimited  2026-02-01T00:00:00Z  never                     6  "* ]]
    retain list --json >"$T/list"
    validate retain-list "$T/list"
    validate retain-list "$A/index.ndjson"
    [ "$(sha256sum <"$A/one.tar.zst" | cut -d' ' -f1)" = "$(head -1 "$T/list" | sed 's/.*"sha256":"\([^"]*\).*/\1/')" ]
    retain show one --json >"$T/show"
    validate bundle "$T/show"
    run -0 --separate-stderr retain show one
    [[ $output == *"class     90d"*"created   2026-01-01T00:00:00Z"*"expires   2026-04-01T00:00:00Z"*"calls.ndjson"* ]]
    [[ $output == *"report.html"*"$(sha256sum <"$T/one/report.html" | cut -d' ' -f1)"* ]]
    validate manifest "$T/one/manifest.json"
}

@test "the archive is in STATE/archive unless told otherwise" {
    make_run one
    cm-retain add "$T/one"
    [ -f "$XDG_STATE_HOME/callmine/archive/one.tar.zst" ]
    [ "$(stat -c %a "$XDG_STATE_HOME/callmine/archive")" = 700 ]
    [ "$(stat -c %a "$XDG_STATE_HOME/callmine/archive/one.tar.zst")" = 600 ]
    run -0 cm-retain list
    [[ ${lines[1]} == one* ]]
}

@test "the same run gives the same bytes, wherever, whenever and by whomever it is added" {
    make_run one 2026-01-01T00:00:00Z
    mkdir "$T/other"
    cp -r "$T/one" "$T/other/one"
    find "$T/other" -exec touch -d 2020-02-02 {} +
    chmod -R u=rwX,go= "$T/other"
    retain add "$T/one"
    TZ=Asia/Tokyo LC_ALL=C cm-retain add "$T/other/one" --archive "$T/b"
    cmp "$A/one.tar.zst" "$T/b/one.tar.zst"
    cmp "$A/index.ndjson" "$T/b/index.ndjson"
}

@test "a run added twice is there once; another under its name is refused, or replaces it when told to" {
    make_run one 2026-01-01T00:00:00Z
    retain add "$T/one"
    cp "$A/one.tar.zst" "$T/first"
    run -0 --separate-stderr retain add "$T/one"
    [ "$output" = one ]
    echo more >>"$T/one/report.html"
    run -73 --separate-stderr retain add "$T/one"
    [ -z "$output" ]
    [[ $stderr == "cm-retain: $T/one: there is another bundle one; "* ]]
    cmp "$A/one.tar.zst" "$T/first"
    no_leftovers
    retain add "$T/one" --id one-more
    [ -f "$A/one-more.tar.zst" ]
    retain add "$T/one" --replace
    run -0 retain cat one report.html
    [ "${lines[1]}" = more ]
    retain verify
    no_leftovers
}

@test "id, class and time come from the options, else the manifest, else the directory and the clock of its files" {
    make_run one 2026-01-01T00:00:00Z 1y
    make_run two
    find "$T/two" -exec touch -d 2026-03-04T05:06:07Z {} +
    retain add "$T/one" --id three --class 30d --now 2026-02-01T00:00:00Z
    retain add "$T/one" "$T/two"
    SOURCE_DATE_EPOCH=1000000000 cm-retain add --archive "$A" --id four "$T/two"
    run -0 retain list
    [[ ${lines[1]} == "four   90d    2001-09-09T01:46:40Z  2001-12-08T01:46:40Z"* ]]
    [[ ${lines[2]} == "one    1y     2026-01-01T00:00:00Z  2027-01-01T00:00:00Z"* ]]
    [[ ${lines[3]} == "three  30d    2026-02-01T00:00:00Z  2026-03-03T00:00:00Z"* ]]
    [[ ${lines[4]} == "two    90d    2026-03-04T05:06:07Z  2026-06-02T05:06:07Z"* ]]
}

@test "zstd, tar and Python read a bundle as they read any other, and see just the run's files" {
    make_run one 2026-01-01T00:00:00Z
    long=$(printf 'x%.0s' {1..200})
    echo long >"$T/one/$long"
    seq 300000 >"$T/one/large.ndjson"
    retain add "$T/one"
    z=$A/one.tar.zst
    (cd "$T/one" && find . -type f -printf '%P\n' | sort) >"$T/names"
    if command -v zstd; then
        zstd -tq "$z"
        mkdir "$T/gnu"
        tar -C "$T/gnu" --zstd -xf "$z"
        diff -r "$T/one" "$T/gnu"
        tar --zstd -tf "$z" | sort | diff - "$T/names"
        zstd -dcq "$z" | /usr/bin/python3 -c '
import sys, tarfile
for m in tarfile.open(fileobj=sys.stdin.buffer, mode="r|"):
    assert m.isreg() and (m.uid, m.gid, m.uname, m.gname, m.mode, m.mtime) == (0, 0, "", "", 0o600, 1767225600), m
    print(m.name)' | sort | diff - "$T/names"
    fi
    if command -v bsdtar; then bsdtar -tf "$z" | sort | diff - "$T/names"; fi
    retain cat one large.ndjson | cmp - "$T/one/large.ndjson"
}

@test "lines are cut into frames at their ends, and one report is read without the rest" {
    make_run one 2026-01-01T00:00:00Z
    /usr/bin/python3 - "$T/one" <<'PY'
import random, sys
random.seed(7)
with open(sys.argv[1] + "/calls.ndjson", "w") as f:
    while f.tell() < 5 << 20: f.write('{"text":"%s"}\n' % ("%x" % random.getrandbits(random.randint(1, 40000))))
with open(sys.argv[1] + "/aaa", "w") as f: f.write("%x" % random.getrandbits(4000000))
PY
    retain add "$T/one"
    /usr/bin/python3 - "$A/one.tar.zst" "$T/one" <<'PY'
import ctypes.util, json, struct, subprocess, sys
z = open(sys.argv[1], "rb").read()
n, flags, magic = struct.unpack("<IBI", z[-9:])
assert magic == 0x8F92EAB1 and flags == 0
table = z[-9 - 8 * n:-9]
frames = [struct.unpack_from("<II", table, 8 * i) for i in range(n)]
assert sum(f[0] for f in frames) + 8 + 8 * n + 9 == len(z)
assert frames[-1][1] == 0
at = sum(f[0] for f in frames[:-1])
assert struct.unpack_from("<II", z, at) == (0x184D2A5C, frames[-1][0] - 8)
lines = [json.loads(l) for l in z[at + 8:at + frames[-1][0]].splitlines()]
calls = next(l for l in lines if l.get("name") == "calls.ndjson")
data = open(sys.argv[2] + "/calls.ndjson", "rb").read()
end = frames[calls["frame"]][1] - calls["offset"]
for f in frames[calls["frame"] + 1:]:
    if end >= len(data): break
    assert data[end - 1:end] == b"\n", end
    assert f[1] <= 1 << 20, f
    end += f[1]
assert end >= len(data)
at = 0
for f in frames[:-1]: # each with its checksum and its content size in its head, and of no other
    assert z[at:at + 4] == b"\x28\xb5\x2f\xfd" and z[at + 4] & 0x04 and z[at + 4] & 0xe0 and not z[at + 4] & 0x03, z[at + 4]
    at += f[0]
# Damage in every frame of calls.ndjson does not keep the others from being read.
b = bytearray(z)
at = 0
for i, f in enumerate(frames):
    if i > calls["frame"] and f[1] >= 900000: b[at + f[0] // 2] ^= 1
    at += f[0]
open(sys.argv[1], "wb").write(b)
PY
    retain cat one aaa | cmp - "$T/one/aaa"
    retain cat one report.html | cmp - "$T/one/report.html"
    run -65 --separate-stderr retain cat one calls.ndjson
    [[ $stderr == "cm-retain: $A/one.tar.zst: member calls.ndjson is damaged" ]]
    run -65 --separate-stderr retain verify
    [ "$output" = "damaged  one: member calls.ndjson: damaged on disk" ]
}

@test "any of three thousand reports is found by its name, and none that is not there" {
    mkdir -p "$T/many"
    /usr/bin/python3 -c 'import sys
for i in range(3000): open(f"{sys.argv[1]}/r{i * 7:06}.md", "w").write(f"report {i * 7} " * 30)' "$T/many"
    retain add "$T/many"
    for i in 000000 000007 010500 013999 020986 020993; do
        [[ ! -e $T/many/r$i.md ]] || retain cat many "r$i.md" | cmp - "$T/many/r$i.md"
    done
    for i in r000001.md r a z r020993.mda; do
        run -66 --separate-stderr retain cat many "$i"
    done
    retain verify
}

@test "every flipped bit and every cut is found, and names the file that is hurt" {
    make_run one 2026-01-01T00:00:00Z
    retain add "$T/one"
    rm "$A/index.ndjson" # the bundle must tell by itself
    /usr/bin/python3 - "$A" "$([[ $BUILD == */san ]] && echo 40 || echo 300)" <<'PY'
import random, struct, subprocess, sys
folder, flips = sys.argv[1], int(sys.argv[2])
path = folder + "/one.tar.zst"
z = open(path, "rb").read()
n = struct.unpack("<I", z[-9:-5])[0]
data = sum(struct.unpack_from("<I", z, len(z) - 9 - 8 * (n - i))[0] for i in range(n - 1))
random.seed(42)
def verify(b, named, what):
    open(path, "wb").write(b)
    p = subprocess.run(["cm-retain", "verify", "one", "--archive", folder], capture_output=True, text=True)
    assert p.returncode == 65, (what, p)
    assert p.stdout.startswith("damaged  one: "), (what, p)
    assert not named or "member calls.ndjson" in p.stdout, (what, p)
    assert "canary" not in p.stdout + p.stderr, (what, p)
# the first bytes of each part, and many in between
for at in sorted({0, 4, 5, 6, data, data + 4, data + 8, len(z) - 1, len(z) - 5, len(z) - 9, len(z) - 17}
                 | {random.randrange(data) for _ in range(flips // 2)} | {random.randrange(len(z)) for _ in range(flips // 2)}):
    b = bytearray(z); b[at] ^= 1 << random.randrange(8)
    verify(b, at < data, at)
for cut in sorted({0, 1, 8, 16, 17, data, len(z) - 1} | {random.randrange(len(z)) for _ in range(20)}): verify(z[:cut], False, cut)
verify(z + b"\0", False, "one more")
open(path, "wb").write(z)
PY
    run -0 retain verify
}

@test "a bundle that is missing, unknown, renamed or another is told" {
    make_run one 2026-01-01T00:00:00Z
    make_run two 2026-01-02T00:00:00Z
    make_run three 2026-01-03T00:00:00Z
    retain add "$T/one" "$T/two" "$T/three"
    mv "$A/one.tar.zst" "$A/uno.tar.zst"
    cm-retain add "$T/two" --archive "$T/b" --class 30d
    cp "$T/b/two.tar.zst" "$A/two.tar.zst"
    run -65 --separate-stderr retain verify
    [[ ${lines[0]} == "missing  one: no such bundle"* ]]
    [[ ${lines[1]} == "sound  three: "* ]]
    [[ ${lines[2]} == "damaged  two: "* ]]
    [[ $output == *"damaged  uno: the bundle in it is one; give it that name"* ]]
    [ "$stderr" = "cm-retain: 3 of 4 bundles are not as they should be" ]
}

@test "the index is found again in the bundles, to the byte" {
    for i in 1 2 3; do make_run "r$i" "2026-01-0${i}T00:00:00Z"; done
    retain add "$T/r2" "$T/r1" "$T/r3"
    cp "$A/index.ndjson" "$T/index"
    rm "$A/index.ndjson"
    run -0 --separate-stderr retain list --json
    diff "$T/index" - <<<"$output"
    retain reindex
    cmp "$A/index.ndjson" "$T/index"
    echo '{"v":1' >"$A/index.ndjson"
    run -65 --separate-stderr retain list
    [ "$stderr" = "cm-retain: $A/index.ndjson:1: damaged; cm-retain reindex builds it anew" ]
    retain reindex
    cmp "$A/index.ndjson" "$T/index"
}

@test "each class keeps a bundle to its last second and not longer" {
    while read -r class created last; do
        rm -rf "$A"
        make_run old "$created" "$class"
        make_run new "$created" unlimited
        retain add "$T/old" "$T/new"
        end=$(date -u -d "$last" +%s)
        for at in $((end - 1)) $end $((end + 1)); do
            now=$(date -u -d "@$at" +%Y-%m-%dT%H:%M:%SZ)
            cp -r "$A" "$T/copy"
            run -0 --separate-stderr cm-retain prune --now "$now" --archive "$T/copy"
            if ((at < end)); then
                [ -z "$output" ]
                [ -f "$T/copy/old.tar.zst" ]
            else
                [[ $output == "old  $class, expired $last, "*" bytes" ]]
                [ ! -e "$T/copy/old.tar.zst" ]
            fi
            [ -f "$T/copy/new.tar.zst" ]
            rm -rf "$T/copy"
        done
    done <<'EOF'
30d 2026-01-31T12:00:00Z 2026-03-02T12:00:00Z
30d 2024-02-01T00:00:00Z 2024-03-02T00:00:00Z
90d 2026-02-28T23:59:59Z 2026-05-29T23:59:59Z
1y 2026-03-29T01:30:00Z 2027-03-29T01:30:00Z
1y 2024-02-29T06:00:00Z 2025-03-01T06:00:00Z
1y 2023-03-01T00:00:00Z 2024-03-01T00:00:00Z
EOF
}

@test "unlimited is kept when all else has gone" {
    make_run a 2020-01-01T00:00:00Z unlimited
    make_run b 2026-01-01T00:00:00Z 1y
    retain add "$T/a" "$T/b"
    run -0 retain prune --now 2027-01-01T00:00:00Z
    run -0 retain prune --now 2400-01-01 --force-clock
    run -0 retain list
    [[ ${lines[1]} == a* ]]
    [ "${#lines[@]}" = 2 ]
}

@test "--dry-run prints what the real run prints, and changes nothing" {
    for i in 1 2 3 4; do make_run "r$i" "2026-01-0${i}T00:00:00Z" 30d; done
    retain add "$T"/r[1-4]
    for json in "" --json; do
        rm -rf "$T/copy" && cp -r "$A" "$T/copy"
        (cd "$A" && sha256sum -- *) >"$T/before"
        # shellcheck disable=SC2086 # none or one option
        retain prune --dry-run $json --now 2026-02-02T12:00:00Z >"$T/dry"
        (cd "$A" && sha256sum -- *) | diff "$T/before" -
        # shellcheck disable=SC2086
        cm-retain prune $json --now 2026-02-02T12:00:00Z --archive "$T/copy" >"$T/real"
        cmp "$T/dry" "$T/real"
        [ "$(wc -l <"$T/real")" = 3 ]
        [ -z "$json" ] || validate retain-list "$T/real"
        [ "$(ls "$T/copy")" = "index.ndjson
lock
pruned
r4.tar.zst" ]
    done
}

@test "what is pruned is gone: no byte of it is left in the archive" {
    make_run old 2026-01-01T00:00:00Z 30d
    make_run new 2026-01-02T00:00:00Z
    retain add "$T/old" "$T/new"
    retain prune --now 2026-02-01T00:00:00Z
    run ! grep -rq '"old' "$A"
    run -66 --separate-stderr retain cat old report.html
    [[ $stderr == "cm-retain: $A/old.tar.zst: no such bundle; see cm-retain list" ]]
    retain verify
}

@test "a run dated ahead of the clock is not archived, for prune would wait for it, unless a person says it is" {
    make_run ahead
    run -78 --separate-stderr env SOURCE_DATE_EPOCH=4100000000 cm-retain add --archive "$A" "$T/ahead"
    [[ $stderr == *"/ahead: it is of 2099-12-03T"*"not archived"*"--force-clock" && -z $output && ! -e $A/ahead.tar.zst ]]
    make_run said 2099-01-01T00:00:00Z
    run -78 --separate-stderr retain add "$T/said"
    run -0 retain add --force-clock "$T/said"
    run -78 --separate-stderr retain prune
    [[ $stderr == *"before the newest bundle, said (2099-01-01T00:00:00Z)"* ]]
}

@test "a clock that cannot be right deletes nothing, unless a person says it is" {
    make_run old 2026-01-01T00:00:00Z 30d
    make_run new 2026-06-01T00:00:00Z unlimited
    retain add "$T/old" "$T/new"
    # more than a day before the newest bundle
    run -78 --separate-stderr retain prune --now 2026-05-30T23:59:59Z
    [[ $stderr == *"before the newest bundle, new (2026-06-01T00:00:00Z): nothing deleted; set the clock right, or say --force-clock"* ]]
    run -78 --separate-stderr retain prune --now 2026-05-30T23:59:59Z --dry-run
    # far beyond anything known
    run -78 --separate-stderr retain prune --now 2028-01-01T00:00:00Z
    [ -f "$A/old.tar.zst" ]
    # an hour back is how clocks are
    make_run older 2025-12-01T00:00:00Z 30d
    run -0 retain prune --now 2026-05-31T23:00:00Z
    retain add "$T/older"
    # a year after the last prune
    run -78 --separate-stderr retain prune --now 2027-06-01T00:00:00Z
    # two days before the last prune
    run -78 --separate-stderr retain prune --now 2026-05-29T00:00:00Z
    [ -f "$A/older.tar.zst" ]
    run -0 retain prune --now 2027-06-01T00:00:00Z --force-clock
    [ ! -e "$A/older.tar.zst" ]
}

@test "prune does not empty the archive unless told that this is meant" {
    make_run a 2026-01-01T00:00:00Z 30d
    make_run b 2026-01-02T00:00:00Z 30d
    retain add "$T/a" "$T/b"
    run -78 --separate-stderr retain prune --now 2026-03-01T00:00:00Z
    [[ $stderr == "cm-retain: every bundle would go, all 2: nothing deleted"* ]]
    [ -f "$A/a.tar.zst" ]
    run -0 retain prune --now 2026-03-01T00:00:00Z --allow-empty
    [ ! -e "$A/a.tar.zst" ]
    run -0 --separate-stderr retain list
    [ -z "$output" ]
    run -0 retain prune --now 2026-03-01T00:00:00Z
}

@test "a class nobody knows is refused, and found in the index deletes nothing" {
    make_run a 2026-01-01T00:00:00Z 30d
    make_run b 2026-01-02T00:00:00Z
    run -64 --separate-stderr retain add "$T/a" --class forever
    make_run c 2026-01-02T00:00:00Z weekly
    run -78 --separate-stderr retain add "$T/c"
    retain add "$T/a" "$T/b"
    sed -i 's/"class":"90d"/"class":"10y"/' "$A/index.ndjson"
    run -78 --separate-stderr retain prune --now 2026-03-01T00:00:00Z
    [ "$stderr" = 'cm-retain: bundle b: nothing deleted: "10y" is no retention class; there are 30d, 90d, 1y, unlimited and plan' ]
    [ -f "$A/a.tar.zst" ]
    run -0 retain list
    [[ $output == *"unknown class"* ]]
}

# Kill CMD at the N-th call of each system call that matters, from a fresh copy of the archive each time; then
# the next change must put it right, and `check` must hold. A call is where it is in every build: a sanitizer's, which
# takes long, is killed at every fourth.
killed_everywhere() { # CMD...
    command -v strace >/dev/null || skip "strace is not here"
    strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
    local call n status points=0 step=1
    [[ $BUILD != *san ]] || step=4
    cp -r "$A" "$T/fresh"
    for call in openat write fsync '/^rename' '/^unlink' close; do
        for ((n = 1; n < 200; n += step)); do
            rm -rf "$A" && cp -r "$T/fresh" "$A"
            status=0
            ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null -e "trace=$call" -e "inject=$call:signal=KILL:when=$n" \
                "$@" >/dev/null 2>&1 || status=$?
            points=$((points + 1))
            check "$call $n" || { echo "killed at $call $n: not right"; return 1; }
            ((status == 137)) || break
        done
    done
    echo "$points points"
    ((points * step > 30))
}

@test "killed at any point, add leaves the old archive or the new one, and the next change cleans up" {
    make_run old 2026-01-01T00:00:00Z
    make_run new 2026-01-02T00:00:00Z
    make_run next 2026-01-03T00:00:00Z
    retain add "$T/old"
    check() {
        local n
        retain list >/dev/null || return 1
        n=$(find "$A" -name '*.tar.zst' | wc -l)
        retain verify --quick >/dev/null || ((n == 2)) || return 1
        retain add "$T/next" >/dev/null || return 1
        retain verify >/dev/null || return 1
        no_leftovers || return 1
        [[ $(wc -l <"$A/index.ndjson") == $((n + 1)) ]]
    }
    killed_everywhere cm-retain add "$T/new" --archive "$A"
}

@test "killed at any point, prune is ended by the next one; what is to stay stays" {
    for i in 1 2 3; do make_run "r$i" "2026-01-0${i}T00:00:00Z" 30d; done
    make_run stay 2026-01-04T00:00:00Z 90d
    retain add "$T"/r[1-3] "$T/stay"
    check() {
        retain list >/dev/null || return 1
        retain prune --now 2026-03-01T00:00:00Z >/dev/null || return 1
        no_leftovers || return 1
        retain verify >/dev/null || return 1
        [[ $(echo "$A"/*.tar.zst) == "$A/stay.tar.zst" && $(wc -l <"$A/index.ndjson") == 1 ]]
    }
    killed_everywhere cm-retain prune --now 2026-03-01T00:00:00Z --archive "$A"
}

@test "prune works on a full disk; add on one says so and leaves what was" {
    mkdir "$T/disk"
    mount -t tmpfs -o size=400k tmpfs "$T/disk" 2>/dev/null || skip "no small disk can be made here"
    A=$T/disk/archive
    for i in 1 2; do make_run "r$i" "2026-01-0${i}T00:00:00Z" 30d; done
    make_run stay 2026-01-04T00:00:00Z
    retain add "$T"/r[12] "$T/stay"
    make_run more
    head -c 1000000 /dev/urandom >"$T/more/noise"
    status=0
    retain add "$T/more" 2>"$T/said" || status=$?
    { [ $status = 74 ] && grep -q 'No space left' "$T/said" && no_leftovers && retain verify; } || { umount "$T/disk"; false; }
    cat /dev/zero >"$T/disk/fill" 2>/dev/null || true
    status=0
    retain prune --now 2026-03-01T00:00:00Z >"$T/went" 2>"$T/said" || status=$?
    retain verify || status=99
    no_leftovers || status=98
    left=$(echo "$A"/*.tar.zst)
    umount "$T/disk"
    cat "$T/said"
    [ $status = 0 ]
    [ "$left" = "$A/stay.tar.zst" ]
    [ "$(wc -l <"$T/went")" = 2 ]
}

@test "ten at once: every run is in the archive and in the index" {
    for i in {0..9}; do make_run "r$i" "2026-01-01T00:00:0${i}Z"; done
    for i in {0..9}; do retain add "$T/r$i" & done
    wait
    retain verify
    [ "$(wc -l <"$A/index.ndjson")" = 10 ]
    no_leftovers
}

@test "links, devices, pipes and hostile names refuse the run, and nothing is made" {
    refused() {
        run -65 --separate-stderr retain add "$T/bad"
        [[ $stderr == "cm-retain: $T/bad/"* ]]
        [[ $stderr != *$'\033'* ]]
        [ -z "$(find "$A" -name '*.tar.zst*')" ]
        rm -rf "$T/bad"
        make_run bad
    }
    make_run bad
    ln -s /etc/passwd "$T/bad/link"
    refused
    ln -s /etc "$T/bad/ledger/dir"
    refused
    mkfifo "$T/bad/pipe"
    refused
    for name in 'a b' $'a\nb' $'\033[31mred' '-rf' 'a;b' "a'b" 'é' 'a:b' 'a\b' 'a*' '-d/x'; do
        mkdir -p "$(dirname -- "$T/bad/$name")"
        echo x >"$T/bad/$name"
        refused
    done
}

@test "a manifest that lists files is held to it" {
    make_run one
    manifest() { printf '{"v":1,"id":"one","created":"2026-01-01T00:00:00Z","files":[{"name":"%s","sha256":"%s"}]}\n' "$@" >"$T/one/manifest.json"; }
    manifest report.html "$(sha256sum <"$T/one/report.html" | cut -d' ' -f1)"
    retain add "$T/one" --id good
    manifest report.html "$(sha256sum <"$T/one/calls.ndjson" | cut -d' ' -f1)"
    run -65 --separate-stderr retain add "$T/one"
    [ "$stderr" = "cm-retain: $T/one/report.html: not what the run's manifest.json says; run it again" ]
    manifest gone.html "$(sha256sum <"$T/one/calls.ndjson" | cut -d' ' -f1)"
    run -65 --separate-stderr retain add "$T/one"
    [ "$stderr" = "cm-retain: $T/one/gone.html: missing, but the run's manifest.json lists it" ]
    for text in '' '[]' '{"id":7}' '{"id":"a/b"}' '{"created":"yesterday"}' '{"class":""}' '{"id":"canary' $'\xff'; do
        printf '%s' "$text" >"$T/one/manifest.json"
        status=0
        retain add "$T/one" >"$T/said" 2>&1 || status=$?
        [ $status = 65 ] || [ $status = 64 ]
        run ! grep -q canary "$T/said"
    done
    [ "$(ls "$A")" = "good.tar.zst
index.ndjson
lock" ]
}

@test "missing and empty runs are 66, and so are bundles and files that are not there" {
    run -66 --separate-stderr retain add "$T/none"
    [ ! -e "$A" ]
    run -66 --separate-stderr retain list
    [[ $stderr == "cm-retain: $A: no archive there; "* ]]
    mkdir "$T/void"
    run -66 --separate-stderr retain add "$T/void"
    [ "$stderr" = "cm-retain: $T/void: there are no files in it" ]
    echo x >"$T/file"
    run -66 --separate-stderr retain add "$T/file"
    make_run one
    retain add "$T/one"
    run -66 --separate-stderr retain cat one none.html
    [[ $stderr == "cm-retain: $A/one.tar.zst: no member none.html; see cm-retain show one" ]]
    run -66 --separate-stderr retain cat two report.html
    run -66 --separate-stderr retain show two
    run -65 --separate-stderr retain verify two
    [[ $output == "missing  two: "* ]]
}

@test "a file that is no bundle is told, never trusted" {
    make_run one 2026-01-01T00:00:00Z
    retain add "$T/one"
    : >"$A/zero.tar.zst"
    head -c 100000 /dev/urandom >"$A/noise.tar.zst"
    printf '\x50\x2a\x4d\x18\xff\xff\xff\xff\xff\xff\xff\xff\x00\xb1\xea\x92\x8f' >"$A/claims.tar.zst"
    for id in zero noise claims; do
        for verb in "show $id" "cat $id x" "verify $id"; do
            # shellcheck disable=SC2086 # words
            run -65 --separate-stderr retain $verb
        done
    done
    run -0 --separate-stderr retain reindex
    [[ $stderr == *"left out of the index: $A/claims.tar.zst: its seek table is damaged or cut off"* ]]
    run -0 retain list
    [ "${#lines[@]}" = 2 ]
}

@test "a full output gives 74" {
    make_run one 2026-01-01T00:00:00Z
    make_run two 2026-02-01T00:00:00Z
    make_talk talk answers.ndjson
    retain add "$T/one" "$T/two"
    retain add --now 2026-03-01T00:00:00Z "$T/talk"
    for verb in "search expensive" "search expensive talk --json" "list" "list --json" "show one" "show one --json" "cat one report.html" "cat one calls.ndjson" "verify" \
        "prune --dry-run --now 2026-04-15T00:00:00Z"; do
        status=0
        # shellcheck disable=SC2086 # words
        retain $verb >/dev/full 2>"$T/said" || status=$?
        [ $status = 74 ]
        grep -q "^cm-retain: stdout: No space left on device$" "$T/said"
    done
}

# A run with transcripts: call 1 speaks of the price, call 2 does not, call 3 in other cases and across sentences.
make_talk() { # NAME FILE...
    local r=$T/$1 f
    mkdir -p "$r/ledger"
    shift
    cat >"$r/calls" <<'EOF'
{"metaData":{"id":"1","title":"Acme: pricing","started":"2026-10-01T23:30:00-05:00"},"parties":[{"speakerId":"s1","name":"Dana Ruiz","affiliation":"External"},{"speakerId":"s2","name":"Bob","affiliation":"Internal"}],"transcript":[{"speakerId":"s2","sentences":[{"start":1000,"end":2000,"text":"So, what do you say?"}]},{"speakerId":"s1","sentences":[{"start":3723000,"end":3725000,"text":"It is TOO"},{"start":3725000,"end":3729000,"text":" \u0065xpensive, canary."}]}]}
{"metaData":{"id":"2","title":"too expensive"},"transcript":[{"speakerId":"s1","sentences":[{"start":0,"end":9,"text":"Too"}]},{"speakerId":"s1","sentences":[{"start":10,"end":19,"text":"expensive"}]}]}
{"metaData":{"id":"3","title":"\u001b[31mred","scheduled":"2026-10-03T09:00:00Z"},"transcript":[{"speakerId":"s9","sentences":[{"text":"Not too   expensive."},{"text":"\u001b[1mToo\nexpensive!"}]}]}
{"metaData":{"id":"4","title":"too expensive"},"transcript":null}
EOF
    for f; do
        case $f in
        *.zst) zstd -qc "$r/calls" >"$r/$f" ;;
        *) cp "$r/calls" "$r/$f" ;;
        esac
    done
    rm "$r/calls"
    printf '{"v":1,"id":"1","stage":"too expensive"}\n' >"$r/ledger/filter.ndjson"
    echo 'too expensive' >"$r/report.txt"
}

@test "search tells who says it, when, and in which sentences; a call of several files once" {
    make_talk one answers.ndjson transcripts.ndjson
    make_talk two x.ndjson.zst
    retain add "$T/two" "$T/one"
    run -0 --separate-stderr retain search "too expensive"
    [ -z "$stderr" ]
    for id in one two; do
        cat <<EOF
$id  1  2026-10-02  Acme: pricing
  1:02:03  Dana Ruiz (customer): It is TOO  expensive, canary.
$id  3  2026-10-03  \\x1b[31mred
  -  somebody: Not too   expensive.
  -  somebody: \\x1b[1mToo expensive!
EOF
    done | diff - <(printf '%s\n' "$output")
    run -0 --separate-stderr retain search "TOO  Expensive" two --json
    printf '%s\n' "$output" >"$T/found"
    validate retain-search "$T/found"
    [ "$(jq -rc '[.bundle, .member, .call, .monologue, .sentences, .speaker, .side, .start_ms]' "$T/found")" = '["two","x.ndjson.zst","1",1,[1,2],"Dana Ruiz","customer",3723000]
["two","x.ndjson.zst","3",0,[0,0],null,"unknown",null]
["two","x.ndjson.zst","3",0,[1,1],null,"unknown",null]' ]
    run -0 --separate-stderr retain search "nobody says this"
    [ -z "$output$stderr" ]
}

@test "search finds what cm-filter --phrase finds, whatever made the frames and however many threads" {
    mkdir "$T/big"
    /usr/bin/python3 - "$T/big/transcripts.ndjson" <<'PY'
import json, random, sys
random.seed(11)
words = "we need a price that is fair and the Kosten SIND zu hoch or maybe\u00a0not today \u212aein Weg".split(" ")
with open(sys.argv[1], "w", encoding="utf-8") as f:
    for i in range(400):
        talk = [{"speakerId": str(m % 3), "sentences": [{"start": s, "text": "".join(random.choice(["", " ", "\n"]) + random.choice(words) + " "
            for _ in range(random.randrange(9)))} for s in range(random.randrange(8))]} for m in range(random.randrange(60))]
        f.write(json.dumps({"metaData": {"id": str(i)}, "transcript": talk}, ensure_ascii=random.random() < .3) + "\n" * random.choice([1, 1, 2]))
    f.write(json.dumps({"metaData": {"id": "long"}, "transcript": [{"sentences": [{"text": "x" * (17 << 20)}, {"text": "a price that"}]}]})) # no newline
PY
    mkdir "$T/cli" "$T/pipe"
    zstd -q "$T/big/transcripts.ndjson" -o "$T/cli/a.ndjson.zst"
    split -b 300000 --filter='zstd -qc' "$T/big/transcripts.ndjson" >"$T/pipe/a.ndjson.zst" # cut anywhere, sizes unknown
    printf '\x53\x2a\x4d\x18\x02\0\0\0xx' >>"$T/pipe/a.ndjson.zst"
    retain add "$T/big" "$T/cli" "$T/pipe"
    for phrase in "a price that" "kosten sind" "kein weg" "weg a" "maybe not" "NEED a"; do
        cm-filter --phrase "$phrase" "$T/big/transcripts.ndjson" | jq -r .metaData.id | sort -u >"$T/want"
        [ -s "$T/want" ]
        for b in big cli pipe; do
            for n in 1 2 5; do
                retain search "$phrase" $b --json --threads $n | jq -r .call | sort -u | diff "$T/want" -
            done
        done
    done
}

@test "search names a bundle that is damaged and searches the others; the status is 65" {
    make_talk one answers.ndjson
    make_talk two answers.ndjson broken.ndjson.zst
    make_talk three answers.ndjson
    truncate -s -3 "$T/two/broken.ndjson.zst"
    printf 'no record, but too expensive, canary\n' >>"$T/three/answers.ndjson"
    retain add "$T/one" "$T/two" "$T/three"
    run -65 --separate-stderr retain search "too expensive"
    [ "$(grep -c '^[a-z]' <<<"$output")" = 6 ]
    [ "$stderr" = "cm-retain: $A/three.tar.zst: member answers.ndjson: a line is no record; not all of it was searched
cm-retain: $A/two.tar.zst: member broken.ndjson.zst: the zstd data is cut short; not all of it was searched
cm-retain: 2 of 3 bundles could not be searched as a whole" ]
    printf 'x' | dd of="$A/one.tar.zst" bs=1 seek=60 conv=notrunc status=none
    echo x >"$A/two.tar.zst"
    rm "$A/three.tar.zst"
    run -65 --separate-stderr retain search "too expensive"
    [ -z "$output" ]
    [[ $stderr == *"one.tar.zst: member answers.ndjson: the zstd data is damaged"*"not searched: $A/three.tar.zst: no such bundle"*"not searched: $A/two.tar.zst: its seek table"*"3 of 3"* ]]
    [[ $stderr != *canary* ]]
}

@test "what was pruned stays pruned when its list cannot be printed" {
    make_run one 2026-01-01T00:00:00Z
    make_run two 2026-02-01T00:00:00Z
    retain add "$T/one" "$T/two"
    status=0
    retain prune --now 2026-04-15T00:00:00Z >/dev/full 2>/dev/null || status=$?
    [ $status = 74 ]
    [ ! -e "$A/one.tar.zst" ]
    retain verify
}

@test "wrong usage is 64 and says what to do" {
    make_run one
    for args in "" "frob" "add" "list x" "show" "show a b" "cat one" "prune x" "reindex x" "add --class 7d $T/one" \
        "add --level 0 $T/one" "add --level 20 $T/one" "add --id a/b $T/one" "add --id x $T/one $T/one" "list --frob" \
        "prune --now yesterday" "cat ../one x" "show -- -one" "verify a/b" "search" "search x a/b"; do
        # shellcheck disable=SC2086 # words
        run -64 --separate-stderr cm-retain --archive "$A" $args
        [ -z "$output" ]
        [[ $stderr == "cm-retain: "* ]]
    done
    [ ! -e "$A" ]
}

@test "a pipe, a directory or a link among the bundles is a finding, not a wait and not the end of the proof" {
    mkdir -p "$T/run"
    echo x >"$T/run/report.md"
    run -0 cm-retain add "$T/run"
    cd "$XDG_STATE_HOME/callmine/archive"
    mkfifo aa.tar.zst
    mkdir ab.tar.zst
    ln -s /etc/passwd ac.tar.zst
    run -65 timeout 20 cm-retain verify
    [[ $output == *"sound  run: "* ]]
    for id in aa ab ac; do
        [[ $output == *"damaged  $id: not a regular file"* ]]
        run -65 timeout 20 cm-retain show $id
        run -65 timeout 20 cm-retain verify
    done
}

@test "a manifest of a version that is not known is refused, not misread" {
    make_run one
    printf '{"v":2,"id":"one"}\n' >"$T/one/manifest.json"
    run -65 --separate-stderr cm-retain add "$T/one"
    [[ $stderr == "cm-retain: $T/one/manifest.json: not of version 1"* ]]
}
