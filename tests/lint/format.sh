#!/bin/bash
# format: every C file is as clang-format writes it.
set -euo pipefail
cd "${1:-.}"
find bin lib tests -name '*.[ch]' -not -path 'tests/data/*' -print0 | sort -z | xargs -0 -r clang-format --dry-run -Werror 2>&1 |
    grep -E '^[^ ]+:[0-9]+:' | sed -E 's/^([^:]+:[0-9]+):[0-9]+: (error|warning): /\1: /' && exit 1
exit 0
