# A systemd of our own, PID 1 in a container over a throw-away copy of this machine. Nothing that is done in it stays, and
# it has a network of its own: loopback only. For a bats file.

# ROOT is the tree, as tests/env.bash says.
# shellcheck disable=SC2153

# boot_possible DIR: true, or says on stdout why not. DIR is empty.
boot_possible() {
    local tool
    (($(id -u) == 0)) || { echo "only root can start a container"; return 1; }
    for tool in systemd-nspawn dbus-daemon unshare nsenter; do
        command -v "$tool" >/dev/null || { echo "there is no $tool"; return 1; }
    done
    unshare --mount "$ROOT/tests/systemd/root" "$1" true >/dev/null 2>&1 ||
        { echo "nothing can be mounted over / here"; return 1; }
}

# boot DIR: start it, and wait until it is up. DIR is empty and holds its root while it runs.
boot() {
    BOOT=$1
    unshare --mount "$ROOT/tests/systemd/root" "$BOOT" systemd-nspawn --quiet --directory="$BOOT/root" \
        --machine="callmine-$$" --register=no --keep-unit --private-network --bind-ro="$ROOT" --boot \
        systemd.unit=boot.target systemd.show_status=0 </dev/null >"$BOOT.console" 2>&1 3>&- &
    echo $! >"$BOOT.root"
    boot_wait
}

boot_wait() {
    local i
    for ((i = 0; i < 600; i++)); do
        if pgrep -P "$(<"$BOOT.root")" >"$BOOT.nspawn" && pgrep -P "$(<"$BOOT.nspawn")" >"$BOOT.leader" &&
            [[ $(inside systemctl is-active boot.target 2>/dev/null) == active ]]; then return; fi
        sleep 0.05
    done
    cat "$BOOT.console"
    return 1
}

# inside COMMAND...: run it there, as root
inside() {
    nsenter --target "$(<"$BOOT.leader")" --mount --uts --ipc --net --pid --cgroup env -i LC_ALL=C.UTF-8 HOME=/ \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" 3>&-
}

# there SCRIPT ARGUMENT...: run a script there, with the words of there.bash
there() {
    inside bash -euo pipefail -c ". '$ROOT/tests/systemd/there.bash'; $1" there "${@:2}"
}

# boot_again: the power goes, and comes back
boot_again() {
    touch "$BOOT.again"
    kill -KILL "$(<"$BOOT.leader")"
    until_gone "$(<"$BOOT.leader")"
    boot_wait
}

boot_off() {
    kill "$(<"$BOOT.nspawn")" 2>/dev/null || true
    until_gone "$(<"$BOOT.root")" || kill -KILL "$(<"$BOOT.leader")"
}

until_gone() { # PID
    local i
    for ((i = 0; i < 400; i++)); do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.05
    done
    return 1
}
