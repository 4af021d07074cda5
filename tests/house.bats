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

@test "every exit status that a page names is in callmine(7)" {
    for p in $(programs); do
        for status in $(sed -n '/^\.Sh EXIT STATUS/,/^\.Sh/p' "$BUILD/man/$p.1" | grep -oE '^\.It [0-9]+' | grep -oE '[0-9]+'); do
            grep -qx ".It $status" "$ROOT/bin/callmine.7" || { echo "$p $status"; false; }
        done
    done
}

@test "programs that read records start at once and pass an empty stream" {
    for p in cm-filter cm-analyze cm-summarize; do
        case $p in
        cm-analyze) args=(--questions pricing) ;;
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

@test "install puts everything in place and uninstall leaves nothing behind" {
    san=$([[ $BUILD != */san ]] || echo 1)
    make -s -C "$ROOT" install SAN=$san DESTDIR="$T/dest" >/dev/null
    for p in $(basename -s .c "$ROOT"/bin/*.c); do
        [[ -x $T/dest/usr/local/bin/$p && -s $T/dest/usr/local/share/man/man1/$p.1 ]]
        [[ -s $T/dest/usr/local/share/bash-completion/completions/$p ]]
    done
    [[ -s $T/dest/usr/local/share/callmine/pipelines/analyze.mk && -s $T/dest/usr/local/share/callmine/questions/pricing.yaml ]]
    make -s -C "$ROOT" uninstall SAN=$san DESTDIR="$T/dest"
    [[ -z $(find "$T/dest" -type f) ]]
}
