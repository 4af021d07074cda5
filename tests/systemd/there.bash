# Words for what runs inside the container.

# until COMMAND...: wait until it is true, for half a minute at most
until_() {
    local i
    for ((i = 0; i < 600; i++)); do
        if "$@"; then return; fi
        sleep 0.05
    done
    echo "not so after half a minute: $*" >&2
    return 1
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

# one PROPERTY UNIT
one() { systemctl show --value -p "$1" "$2"; }
