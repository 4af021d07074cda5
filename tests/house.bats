# What holds for every program alike.
load env

programs() { basename -s .c "$ROOT"/bin/*.c; }

@test "--help teaches on stdout: usage, every option, where to read on" {
    for p in $(programs); do
        run -0 --separate-stderr "$p" --help
        [[ $output == "$p: "* && $output == *"usage: $p"* && $output == *"callmine(7)"* ]]
        [[ -z $stderr ]]
    done
}

@test "--version names the program and the suite" {
    for p in $(programs); do
        run -0 "$p" --version
        [[ $output =~ ^$p\ \(callmine\)\ [0-9.]+$ ]]
    done
}

@test "an unknown option is status 64 and says where help is" {
    for p in $(programs); do
        run -64 --separate-stderr "$p" --no-such-option
        [[ -z $output && $stderr == "$p: "*"--help"* ]]
    done
}

@test "a full disk under stdout is status 74, named" {
    for p in $(programs); do
        run -74 --separate-stderr bash -c "$p --help >/dev/full"
        [[ $stderr == "$p: stdout: No space left on device" ]]
    done
}

# written PROGRAM: its options that write a file, each with the command that it needs in front
written() {
    local option command
    command=$("$1" --help | sed -nE "s/^usage: $1 ([a-z]+) .*/\1/p")
    for option in reject ledger output missing requests; do
        [[ $option != ledger || ($1 != cm-render && $1 != cm-summarize) ]] || continue # which read it
        if "$1" --help | grep -q -- "--$option FILE"; then echo "$1 $command --$option"; fi
    done
}

@test "a file that is read is never what is written, by whatever name: status 64, and it is as it was" {
    mkdir "$T/d"
    echo '{"metaData":{"id":"1"}}' | tee "$T/d/in" >"$T/want"
    ln -s in "$T/d/soft"
    ln "$T/d/in" "$T/d/hard"
    n=0
    for p in $(programs); do
        while read -r line; do
            for name in in soft hard ../d/in; do
                run -64 --separate-stderr $line "$T/d/$name" "$T/d/in" </dev/null
                [[ -z $output && $stderr == "$p: ${line##* } $T/d/$name is a file that is read here and would be lost: name another file" ]]
            done
            run -64 --separate-stderr $line "$T/d/in" <"$T/d/in"
            [[ $stderr == "$p: ${line##* } $T/d/in is a file that is read here"* ]]
            cmp "$T/d/in" "$T/want"
            n=$((n + 1))
        done < <(written "$p")
    done
    ((n > 25))
    [[ $(ls "$T/d") == $'hard\nin\nsoft' ]]
}

@test "a file that another option reads is not written either" {
    echo '{"id":"31"}' | tee "$T/in" >"$T/want"
    while read -r line; do
        run -64 --separate-stderr $line </dev/null
        [[ -z $output && $stderr == *" $T/in is a file that is read here"* ]]
        cmp "$T/in" "$T/want"
    done <<EOF
gong-users --enrich --users $T/in --reject $T/in
gong-crm-objects --type deals --integration 1 --ids $T/in --missing $T/in
cm-export --type users --names /dev/null --names $T/in --output $T/in
cm-render --ledger $T/in --output $T/in
cm-analyze --questions $T/in --ledger $T/in
cm-correct --corrections $T/in --output $T/in
gong-extensive --append $T/in --reject $T/in
EOF
}

@test "two outputs are two files, also where there is none yet" {
    echo '{"metaData":{"id":"1"}}' >"$T/in"
    for there in no yes; do
        run -64 --separate-stderr cm-filter --reject "$T/x" --ledger "$T/../${T##*/}/x" "$T/in"
        [[ -z $output && $stderr == "cm-filter: --reject and --ledger are both to write $T/../${T##*/}/x: give each a file of its own" ]]
        run -64 --separate-stderr cm-filter -o "$T/x" --reject "$T/x" "$T/in"
        [[ $stderr == "cm-filter: --reject and --output are both to write $T/x: "* ]]
        [[ ($there == no && ! -e $T/x) || $(<"$T/x") == old ]]
        echo old >"$T/x"
    done
    run -64 --separate-stderr bash -c 'cm-filter --reject "$1" "$2" >>"$1"' _ "$T/x" "$T/in"
    [[ $stderr == "cm-filter: --reject $T/x is where stdout goes: name another file" && $(<"$T/x") == old ]]
}

@test "what is no regular file is written to and stays what it is; so is what stderr goes to" {
    printf '{"metaData":{"id":"1"}}\nbad\n' >"$T/in"
    ln -s /dev/null "$T/null" # what goes wrong here replaces the link, not the device
    ln -s /proc/self/fd/2 "$T/stderr"
    mkfifo "$T/fifo"
    run -0 --separate-stderr cm-filter --title x --reject "$T/null" --ledger "$T/null" -o "$T/null" "$T/in"
    [[ -z $output && $(readlink "$T/null") == /dev/null ]]
    cat "$T/fifo" >"$T/read" 3>&- &
    cm-filter --title x --reject "$T/null" --ledger "$T/fifo" "$T/in" 2>/dev/null
    wait $!
    [[ -p $T/fifo && $(jq -r .id "$T/read") == 1 ]]
    echo before >"$T/err"
    cm-filter --title x --reject "$T/null" --ledger "$T/stderr" "$T/in" 2>>"$T/err"
    [[ -L $T/stderr && $(wc -l <"$T/err") == 3 && $(sed -n 1p "$T/err") == before ]]
    grep -q '"id":"1"' "$T/err"
    grep -q 'bad record set aside' "$T/err"
    run -74 cm-filter --title x --reject "$T/null" --ledger /dev/full "$T/in"
    run -73 --separate-stderr cm-filter --ledger "$T" "$T/in"
    [[ $stderr == "cm-filter: $T: Is a directory" ]]
}

@test "the page lists every option that the program takes" {
    for p in $(programs); do
        for option in $("$p" --help | grep -oE -- '^ +(-., )?--[a-z0-9-]+' | grep -oE -- '--[a-z0-9-]+'); do
            grep -qE -- "Fl \\\\-${option#--}( |\$)" "$BUILD/man/$p.1" || { echo "$p $option"; false; }
        done
    done
}

@test "bash completes every program's options" {
    for p in $(programs); do
        run -0 bash -c "source '$BUILD/completion/$p'; COMP_WORDS=($p --he); COMP_CWORD=1; _$p; echo \"\${COMPREPLY[*]}\""
        [[ $output == *--help* ]]
    done
}

@test "callmine(7) names every program; no page has a quotation in a quotation" {
    for p in $(programs); do grep -qx ".It Xr $p 1" "$ROOT/bin/callmine.7" || { echo "$p"; false; }; done
    run ! grep -nE '^\.Ql .+ , .|^\.(Pq|Po) .*Ql .* (No|, Ql) ' "$ROOT"/bin/*.[157]
}

@test "every exit status that a page names is in callmine(7)" {
    for p in $(programs); do
        for status in $(sed -n '/^\.Sh EXIT STATUS/,/^\.Sh/p' "$BUILD/man/$p.1" | grep -oE '^\.It [0-9]+' | grep -oE '[0-9]+'); do
            grep -qx ".It $status" "$ROOT/bin/callmine.7" || { echo "$p $status"; false; }
        done
    done
}

@test "programs that read records start at once and pass an empty stream" {
    printf 'call\tquestion\tvalue\tby\twhen\twhy\n' >"$T/none.tsv"
    for p in cm-filter cm-analyze cm-correct cm-summarize; do
        case $p in
        cm-analyze) args=(--questions pricing) ;;
        cm-correct) args=(--corrections "$T/none.tsv") ;;
        *) args=() ;;
        esac
        run -0 --separate-stderr "$p" "${args[@]}" </dev/null
        [[ -z $stderr ]]
    done
}

@test "a program that fails says who it is, on one line" {
    for p in cm-filter cm-summarize; do
        run -66 --separate-stderr "$p" "$T/missing.ndjson"
        [[ $stderr == "$p: $T/missing.ndjson: No such file or directory" ]]
    done
}

@test "--now that is no time is status 64 in every program that asks Gong, before it looks for a connection" {
    echo '{"metaData":{"id":"1"}}' >"$T/in"
    while read -r program; do
        for time in x 2026-10-06 ''; do
            run -64 --separate-stderr $program --now "$time" </dev/null
            [[ -z $output && $stderr == "${program%% *}: --now wants a time as 2026-10-06T09:00:00Z" ]]
        done
    done <<END
gong-users
gong-users --enrich
gong-user-stats
gong-scorecards
gong-answered-scorecards
gong-libraries
gong-trackers
gong-extensive $T/in
gong-transcripts $T/in
gong-crm-objects --type deals --integration 1 --ids $T/in
gong-crm-integration list
END
}
