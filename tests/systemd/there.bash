# Words for what runs inside the container.

# until_ COMMAND...: wait until it is true, for a minute at most
until_() {
    local end=$((SECONDS + 60))
    while ((SECONDS < end)); do
        if "$@"; then return; fi
        sleep 0.05
    done
    echo "not so after a minute: $*" >&2
    return 1
}

# nowhere GREP'S OPTIONS...: it finds nothing
nowhere() {
    local found
    if found=$(grep -l "$@"); then
        echo "found in $found" >&2
        return 1
    fi
}

still() {
    [[ -z $(systemctl list-jobs --no-legend) && -z $(systemctl list-units --no-legend --plain \
        --state=activating,deactivating 'callmine-*.service') ]]
}

# settled: whatever was started has come to its end, and so has what that started
settled() { until_ still; }

# instead UNIT LINE...: that unit, with these lines in its file; ExecStart= is cleared first
instead() {
    local unit=$1 d
    d=/run/systemd/system/$unit.d
    shift
    mkdir -p "$d"
    printf '[Service]\nExecStart=\n' >"$d/zz-instead.conf"
    printf '%s\n' "$@" >>"$d/zz-instead.conf"
}

# soon DIR: the timer of that drop-in directory fires a second after the start, and not ten
soon() {
    mkdir -p "$1"
    printf '[Timer]\nOnStartupSec=1s\n' >"$1/soon.conf"
}

# schedule NAME [--now TIME] KEY=VALUE...: one that is active, of the calls of two days, told in Slack
schedule() {
    local name=$1 now=() said
    shift
    [[ $1 != --now ]] || { now=("${@:1:2}"); shift 2; }
    said=$(cm-schedule create "$name" zone=UTC window=2d questions=competitors formats=md deliver=slack "$@" 2>&1 &&
        cm-schedule activate "$name" --yes "${now[@]}" 2>&1) || {
        echo "$said" >&2
        return 1
    }
}

# fired: the two that were to fire at the minute in /var/tmp/at have
fired() {
    local s
    for s in one two; do
        [[ $(one LastTriggerUSec "callmine@$s.timer") == *"$(date -u -d "@$(</var/tmp/at)" +%T)"* ]] || return
    done
}

# ago DURATION [FORMAT]: that long before now
ago() { date -u -d "$1 ago" "+${2:-%FT%TZ}"; }

# runs SCHEDULE [JQ]: the records of its runs
runs() { callmine cm-run list --schedule "$1" --json | jq -c "${2:-.}"; }

# told [TEXT]: how many messages Slack got, with that text in them
told() { find /var/slack -name '*.json' -exec grep -l "${1:-}" {} + | wc -l; }

# sim WHAT: steer the Gong that is played: revoke, faults?clear=1&add=FAULT
sim() { curl -sSf -o /dev/null -X POST "http://127.0.0.1:8402/sim/$1"; }

# asked: how many requests Gong got
asked() { grep -cF '"path":"/v2' /var/tmp/requests || true; }

# one PROPERTY UNIT: its value
one() { systemctl show --value -p "$1" "$2"; }
