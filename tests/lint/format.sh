#!/bin/bash
# format: every C file is as clang-format writes it.
set -euo pipefail
cd "${1:-.}"

said=$(find bin lib tests -name '*.[ch]' -not -path 'tests/data/*' -print0 | sort -z |
    xargs -0 -r clang-format --dry-run -Werror 2>&1) && exit 0
sed -nE 's/^([^ :]+:[0-9]+):[0-9]+: (error|warning): /\1: /p' <<<"$said" | sort -u
exit 1
