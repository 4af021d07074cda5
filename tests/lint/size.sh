#!/bin/bash
# size: a program is a page (150 lines), a file of lib at most 400; when one grows, it holds two nouns.
set -euo pipefail
cd "${1:-.}"
found=0

limit() { # LINES FILE...
    local most=$1 f n
    shift
    for f; do
        [[ -e $f ]] || continue
        n=$(wc -l <"$f")
        if ((n > most)); then
            printf '%s:%d: %d lines; at most %d: it holds two nouns\n' "$f" "$most" "$n" "$most"
            found=1
        fi
    done
}

limit 150 bin/*.c
limit 400 lib/*/*.c lib/*/*.h bin/*.h
exit $found
