#!/bin/bash
# shell: shellcheck has nothing to say about any shell script or bats file.
set -euo pipefail
cd "${1:-.}"

scripts=() tests=()
while IFS= read -r -d '' f; do
    case $f in
    *.bats) tests+=("$f") ;;
    *.sh | *.bash) scripts+=("$f") ;;
    *)
        # The first line says what it is; a binary's is no text.
        read -r -n 64 first <"$f" 2>/dev/null || true
        [[ ${first:-} =~ ^'#!'.*[/\ ](ba|da)?sh($|\ ) ]] && scripts+=("$f")
        ;;
    esac
done < <(find . -path ./build -prune -o -path ./.git -prune -o -path ./runs -prune -o -path ./tests/data -prune -o \
    -type f \( -name '*.bats' -o -name '*.sh' -o -name '*.bash' -o ! -name '*.*' \) -print0 2>/dev/null | sort -z)

found=0
check() { # DIALECT SEVERITY FILE...
    local dialect=$1 severity=$2
    shift 2
    (($#)) || return 0
    # A sourced file is linted by itself: what it takes from its loader, or makes for it, is no finding.
    shellcheck -s "$dialect" -S "$severity" -f gcc -e SC1091,SC2034,SC2120,SC2154 "$@" | sed -E 's|^(\./)?([^:]+:[0-9]+):[0-9]+: |\2: |' || found=1
}
check bash info "${scripts[@]}"
check bats warning "${tests[@]}"
exit $found
