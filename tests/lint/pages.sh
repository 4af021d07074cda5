#!/bin/bash
# pages: each program has its man page and its tests, and mandoc has nothing to say about any page.
# Pages are linted as they are installed, options filled in: from $CALLMINE_BUILD/man (build/man) after a build.
set -euo pipefail
cd "${1:-.}"
build=${CALLMINE_BUILD:-build}
found=0

tell() {
    printf '%s\n' "$1"
    found=1
}

for c in bin/*.c; do
    [[ -e $c ]] || continue
    name=$(basename "$c" .c)
    [[ -e tests/$name.bats ]] || tell "$c:1: no tests/$name.bats"
    if [[ ! -e bin/$name.1 ]]; then
        tell "$c:1: no man page bin/$name.1"
        continue
    fi
    grep -qx '\.\\" OPTIONS' "bin/$name.1" || tell "bin/$name.1:1: no line .\\\" OPTIONS, where its options go"
    grep -qx "\.Nm $name" "bin/$name.1" || tell "bin/$name.1:1: its name is not $name"
    [[ -e $build/man/$name.1 ]] || tell "bin/$name.1:1: not built into $build/man; run make first"
done

for page in "$build"/man/*.[157]; do
    [[ -e $page ]] || continue
    source=bin/$(basename "$page")
    [[ -e $source ]] || continue
    # mandoc: FILE:LINE:COLUMN: WHAT
    if ! said=$(mandoc -T lint -W warning "$page" 2>&1); then
        tell "$(sed -E "s|^mandoc: [^:]*:([0-9]+)(:[0-9]+)?: |$source:\1: |" <<<"$said")"
    fi
done
exit $found
