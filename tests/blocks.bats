# The record loop in blocks and threads: whatever way the input comes, what is put out, where it is cut and what is
# named are those of one thread and one line after the other.
load env

# Lines of all lengths, some longer than a block, blank ones among them, the last one without its newline.
setup_file() {
    export LINES_FILE=$BATS_FILE_TMPDIR/lines
    /usr/bin/python3 - "$LINES_FILE" <<'PY'
import json, random, sys
R = random.Random(7)
with open(sys.argv[1], "w") as f:
    for i in range(3000):
        n = R.choice((0, 1, 50, 400, 3000, 3000, 9000)) if i % 500 != 250 else R.choice((300_000, 700_000))
        line = json.dumps({"n": i, "keep": R.random() < .3, "s": R.choice(("x", "é", "\\\"", "日本")) * n}, ensure_ascii=R.random() < .1)
        f.write(("\n" if i % 97 == 0 else "") + line + ("\r\n" if i % 13 == 0 else "\n" if i < 2999 else ""))
PY
    cd "$BATS_FILE_TMPDIR" || return 1
    PATH=$BUILD/bin:$PATH
    zstd -q -3 lines -o one.zst
    split -b 333333 -a 3 lines piece. && for p in piece.*; do zstd -q -c "$p"; done >cut.zst
    for p in piece.*; do zstd -q -c --no-content-size <"$p"; done >unsized.zst
    { cat cut.zst; printf '\x50\x2a\x4d\x18\x04\x00\x00\x00skip'; zstd -q -c lines; } >mixed.zst
    rm piece.*
    cm-filter -o framed.zst lines
}

@test "files, pipes and packed files, by one thread or four, come out as they went in" {
    cd "$BATS_FILE_TMPDIR"
    tr -d '\r' <lines | grep . >"$T/want"
    for n in 1 2 4; do
        cm-filter --threads $n lines | cmp - "$T/want"
        cm-filter --threads $n <lines | cmp - "$T/want"
        cat lines | cm-filter --threads $n | cmp - "$T/want"
        for z in one framed cut unsized; do
            cm-filter --threads $n $z.zst | cmp - "$T/want"
            cat $z.zst | cm-filter --threads $n - | cmp - "$T/want"
        done
        cm-filter --threads $n framed.zst lines one.zst lines cut.zst | cmp - <(cat "$T"/want{,,,,})
        cm-filter --threads $n mixed.zst | cmp - <({ cat lines lines; } | tr -d '\r' | grep .)
    done
    zstd -qt framed.zst
    zstd -dc framed.zst | cmp - "$T/want"
}

@test "a bad line anywhere: what was kept before it is out and nothing else, and its number is named" {
    cd "$BATS_FILE_TMPDIR"
    for at in 1 2 3 250 251 252 1000 1751 2999 3000; do
        # The at-th record is spoilt, by its last brace.
        /usr/bin/python3 - lines "$at" "$T/bad" "$T/want" "$T/number" <<'PY'
import json, sys
source, at, bad, want, number = sys.argv[1:]
lines = open(source, newline="").read().split("\n")
kept, seen = [], 0
for i, line in enumerate(lines):
    if not line.strip(): continue
    seen += 1
    if seen == int(at):
        lines[i] = line.rstrip("\r")[:-1]
        open(number, "w").write(str(i + 1))
        break
    if json.loads(line)["keep"]: kept.append(line.strip("\r") + "\n")
open(bad, "w", newline="").write("\n".join(lines))
open(want, "w").write("".join(kept))
PY
        zstd -q -f "$T/bad" -o "$T/bad.zst"
        cm-filter -o "$T/framed.zst" --reject /dev/null "$T/bad" 2>/dev/null || true
        for n in 1 4; do
            for in in "$T/bad" "$T/bad.zst" -; do
                status=0
                cm-filter --threads $n --jq .keep "$in" <"$T/bad" >"$T/out" 2>"$T/said" || status=$?
                name=$in
                [[ $in != - ]] || name=stdin
                [[ $status == 65 ]]
                cmp "$T/out" "$T/want"
                [[ $(<"$T/said") == "cm-filter: $name:$(<"$T/number"): not one JSON object: "* ]]
            done
        done
    done
}

@test "and that at every single line, four threads, file and pipe (under a sanitizer at every ninth)" {
    /usr/bin/python3 - "$T/lines" "$([[ $BUILD == *san ]] && echo 9 || echo 1)" <<'PY'
import json, os, random, subprocess, sys
R = random.Random(11)
# Some 1.5 MB, six pieces of the input.
lines = [json.dumps({"n": i, "keep": R.random() < .5, "s": "x" * R.choice((0, 40, 4000, 12000))}) for i in range(300)]
good = [line + "\n" for line in lines]
ways = [["cm-filter", "--threads", "4", "--jq", ".keep", sys.argv[1]], ["cm-filter", "--threads", "4", "--jq", ".keep"]]
for at in range(0, len(lines), int(sys.argv[2])):
    spoilt = good[:at] + [lines[at][:-1] + "\n"] + good[at + 1:]
    text = "".join(spoilt).encode()
    open(sys.argv[1], "wb").write(text)
    want = "".join(g for g in good[:at] if json.loads(g)["keep"]).encode()
    for way in ways:
        name = way[5] if len(way) > 5 else "stdin"
        got = subprocess.run(way, input=text, capture_output=True)
        said = f"cm-filter: {name}:{at + 1}: not one JSON object: ".encode()
        if got.returncode != 65 or got.stdout != want or not got.stderr.startswith(said):
            sys.exit(f"line {at + 1} by {way}: {got.returncode} {got.stderr!r}")
PY
}

@test "--reject: four threads set the same lines aside as one, and keep the same" {
    cd "$BATS_FILE_TMPDIR"
    awk 'NR % 29 == 0 { $0 = $0 "x" } NR % 31 == 0 { sub(/"keep"/, "keep") } { print }' lines >"$T/bad"
    zstd -q "$T/bad" -o "$T/bad.zst"
    for engine in auto jq; do
        for n in 1 4; do
            for in in bad bad.zst; do
                cm-filter --engine $engine --threads $n --reject "$T/aside" --jq 'if .n % 100 == 7 then error else .keep end' "$T/$in" \
                    >"$T/$n.$in.$engine" 2>"$T/$n.$in.$engine.said"
                mv "$T/aside" "$T/$n.$in.$engine.aside"
            done
        done
    done
    for one in "$T"/{1,4}.bad{,.zst}.{auto,jq}; do
        cmp "$one" "$T/1.bad.auto"
        cmp "$one.aside" "$T/1.bad.auto.aside"
        cmp "$one.said" "$T/1.bad.auto.said"
    done
    [[ -s $T/1.bad.auto && $(wc -l <"$T/1.bad.auto.aside") -gt 100 ]]
}

@test "a packed file that is cut short or damaged: what came whole before it is out, and the file is named" {
    cd "$BATS_FILE_TMPDIR"
    for z in one framed cut unsized; do
        head -c "$(($(stat -c %s $z.zst) * 2 / 3))" $z.zst >"$T/short.zst"
        for n in 1 4; do
            run -65 --separate-stderr bash -c "cm-filter --threads $n '$T/short.zst' >'$T/out'"
            [[ $stderr == "cm-filter: $T/short.zst: "* ]]
            [[ -s $T/out ]] && cmp -n "$(stat -c %s "$T/out")" "$T/out" <(tr -d '\r' <lines | grep .)
            tail -c1 "$T/out" | cmp - <(echo)
        done
        # Also of a file so small that it would be unpacked at once, were it whole.
        head -c 3000000 lines | zstd -q -c >"$T/small.zst"
        head -c "$(($(stat -c %s "$T/small.zst") * 2 / 3))" "$T/small.zst" >"$T/short.zst"
        run -65 --separate-stderr bash -c "cm-filter '$T/short.zst' >'$T/out'"
        [[ -s $T/out ]] && cmp -n "$(stat -c %s "$T/out")" "$T/out" <(tr -d '\r' <lines | grep .)
        # One byte in the middle of the file, in a frame's content.
        cp $z.zst "$T/damaged.zst"
        printf '\xff\xff\xff' | dd of="$T/damaged.zst" bs=1 seek="$(($(stat -c %s $z.zst) / 2))" conv=notrunc 2>/dev/null
        run -65 --separate-stderr bash -c "cm-filter --threads 4 '$T/damaged.zst' >'$T/out'"
        [[ $stderr == "cm-filter: $T/damaged.zst: "* ]]
        cmp -n "$(stat -c %s "$T/out")" "$T/out" <(tr -d '\r' <lines | grep .)
    done
}

@test "a file that is not there ends the run after what came before it" {
    cd "$BATS_FILE_TMPDIR"
    for n in 1 4; do
        run -66 --separate-stderr bash -c "cm-filter --threads $n lines none one.zst >'$T/out'"
        [[ $stderr == "cm-filter: none: No such file or directory" ]]
        cmp "$T/out" <(tr -d '\r' <lines | grep .)
    done
}

@test "--output is whole or not at all" {
    cd "$BATS_FILE_TMPDIR"
    cm-filter --jq .keep lines >"$T/want"
    for f in out out.zst; do
        cm-filter --threads 4 --jq .keep -o "$T/$f" lines
        cm-filter "$T/$f" | cmp - "$T/want"
        before=$(sha256sum <"$T/$f")
        run -65 cm-filter --threads 4 -o "$T/$f" lines <(echo '{')
        [[ $(sha256sum <"$T/$f") == "$before" && -z $(compgen -G "$T/$f.tmp*") ]]
    done
}

@test "each line goes on as it comes when somebody types" {
    mkfifo "$T/in"
    cm-filter <"$T/in" >"$T/out" &
    exec 7>"$T/in"
    for i in 1 2 3; do
        echo "{\"n\":$i}" >&7
        for _ in {1..100}; do
            [[ $(wc -l <"$T/out") == "$i" ]] && break
            sleep 0.05
        done
        [[ $(wc -l <"$T/out") == "$i" ]]
    done
    exec 7>&-
    wait
}

@test "every kernel that the processor has gives the same" {
    cd "$BATS_FILE_TMPDIR"
    awk 'NR % 29 == 0 { $0 = $0 "x" } { print }' lines >"$T/bad"
    for kernel in plain avx2 avx512; do
        CALLMINE_SIMD=$kernel cm-filter --reject "$T/aside" --jq '.s | length > 100' "$T/bad" >"$T/$kernel" 2>"$T/$kernel.said"
        mv "$T/aside" "$T/$kernel.aside"
        cmp "$T/$kernel" "$T/plain"
        cmp "$T/$kernel.aside" "$T/plain.aside"
    done
}

@test "many short records take no more memory than few long ones" {
    [[ $BUILD != *san ]] || skip "sanitizers take memory of their own"
    seq 200000 | sed 's/.*/{"trackerId":"&","trackerName":"x"}/' >"$T/short"
    run -0 "$BUILD/bench/measure" /dev/null cm-export --type trackers --limit 1 "$T/short"
    [[ $output =~ \"rss\":([0-9]+), ]] && ((BASH_REMATCH[1] < 24 << 20))
}
