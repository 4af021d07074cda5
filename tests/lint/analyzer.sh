#!/bin/bash
# analyzer: gcc -fanalyzer follows the paths through each function (double frees, use after free, null and
# uninitialised values, streams left open) and finds nothing. It comes with the compiler and takes seconds; clang's
# takes minutes, and cppcheck sees less. Its check for leaks is off: gcc 12 takes a pointer that is stored in a row of
# an array for lost, and LeakSanitizer finds the real ones in every test under SAN=1. Where the rest of it is wrong,
# `#pragma GCC diagnostic ignored "-Wanalyzer-..."` stands in the code with a comment that says why.
set -euo pipefail
cd "${1:-.}"

export CC=${CC:-gcc}
# shellcheck disable=SC2016 # for the inner shell
analyze='read -ra pango < <(pkg-config --cflags pangocairo pangoft2 | sed "s/-I/-isystem /g")
for c; do
    told=(-include tests/lint/analyzer.h)
    [[ $c != lib/base/fault.c ]] || told=()
    "$CC" -std=gnu17 -I. -D_GNU_SOURCE -DVERSION="\"0\"" -DDATADIR="\"/\"" "${pango[@]}" -O0 -fanalyzer -Wno-analyzer-malloc-leak "${told[@]}" \
        -fdiagnostics-plain-output -c -o /dev/null "$c" 2>&1 || true
done'
# The kernels of SIMD are left out: they hold nothing but words and masks, and take minutes.
said=$(find bin lib -name '*.c' ! -name 'index_avx*.c' -print0 | sort -z | xargs -0 -r -n 4 -P "$(nproc)" bash -c "$analyze" analyze)
found=0
if [[ $said =~ (warning|error): ]]; then
    sed -nE 's/^([^ :]+:[0-9]+):[0-9]+: (warning|error|fatal error): /\1: /p' <<<"$said" | sort -u | grep . || cat <<<"$said"
    found=1
fi

# A suppression says why, on its line or the one above.
while IFS=: read -r f n _; do
    if ! sed -n "$((n > 1 ? n - 1 : 1)),${n}p" "$f" | grep -q '/\*\|\*/\|//'; then
        printf '%s:%d: a suppression without its reason\n' "$f" "$n"
        found=1
    fi
done < <(grep -rn --include='*.[ch]' 'diagnostic ignored' bin lib || true)
exit $found
