#!/bin/bash
# names: no two files of the library give one name to a function: a program would get whichever comes first.
set -euo pipefail
cd "${1:-.}"
library=${CALLMINE_BUILD:-build}/libcallmine.a
[[ -e $library ]] || exit 0
found=0
while read -r name; do
    files=$(nm -A "$library" | awk -v n="$name" '$3 == n && $2 == "T" { split($1, part, ":"); print part[2] }' | paste -sd' ')
    echo "lib:1: $name is a function of each of these: $files"
    found=1
done < <(nm "$library" 2>/dev/null | awk '$2 == "T" { print $3 }' | sort | uniq -d)
exit $found
