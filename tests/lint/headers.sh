#!/bin/bash
# headers: each header compiles alone and twice, and has a guard named after its path: BASE_BUF_H in lib/base/buf.h. So does
# what no test builds, but a long campaign or the benchmark.
set -euo pipefail
cd "${1:-.}"
found=0

tell() {
    printf '%s\n' "$1"
    found=1
}

# compiles FILE TEXT [OPTION]
compiles() {
    local said
    said=$(${CC:-gcc} -std=gnu17 -I. -D_GNU_SOURCE -DVERSION='"0"' -DDATADIR='"/"' "${pango[@]}" -Wall -Wextra -Werror "${@:3}" -fsyntax-only \
        -x c - <<<"$2" 2>&1) || tell "$1:1: does not compile alone: $(grep -m1 -E 'error|warning' <<<"$said" || head -1 <<<"$said")"
}

mapfile -t -d ' ' pango < <(pkg-config --cflags pangocairo pangoft2 | tr -d '\n')
for h in lib/*/*.h bin/*.h tests/unit/*.h; do
    [[ -e $h ]] || continue
    guard=${h#lib/}
    guard=${guard^^}
    guard=${guard//[^A-Z0-9]/_}
    short=$guard
    [[ $guard != "${guard%%_*}_${guard%%_*}_"* ]] || short=${guard#*_} # lib/sim/sim_page.h may be SIM_PAGE_H
    mapfile -t directives < <(grep -E '^#' "$h")
    name=${directives[0]:-}
    name=${name#\#ifndef }
    if [[ ($name != "$guard" && $name != "$short") || ${directives[1]:-} != "#define $name" || ${directives[-1]} != '#endif' ]]; then
        tell "$h:1: its guard is not $guard, from the first line to the last"
    fi
    # An inline function that the includer does not call is no finding.
    compiles "$h" "$(printf '#include "%s"\n#include "%s"\n' "$h" "$h")" -Wno-unused-function
done
for c in tests/{fuzz,prove,bench}/*.c; do
    [[ ! -e $c ]] || compiles "$c" "$(<"$c")"
done
exit $found
