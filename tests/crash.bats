#!/usr/bin/env bats
# What a program had acknowledged before it was killed, or before the power failed, is there afterwards. A small share of
# the campaigns of make prove.

load env

setup() {
    export CALLMINE_BUILD=$BUILD
    tool() { [[ -e $ROOT/build/prove/$1 ]] || { echo "make check-build makes build/prove/$1" && false; }; }
    tool faultat && tool nosync.so && tool state
}

# power ARG...: cut the power; what it printed is in $output. Skips where there can be no file system of its own.
power() {
    run --separate-stderr "$ROOT/tests/prove/powercut.py" "$@"
    ((status != 77)) || skip "${output#power cut: left out, for }"
}

@test "killed at any system call the state is old or new, and the next run leaves nothing temporary" {
    run -0 --separate-stderr "$ROOT/tests/prove/sweep.py" --only kill --brief 4
    [ "$(grep -c '^ok kill ' <<<"$output")" -ge 4 ]
    [ -z "$stderr" ]
}

@test "the power fails: what was acknowledged is there" {
    power --cuts 9
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [ "$(grep -c ' 0 cuts lost something' <<<"$output")" -ge 4 ]
    ! grep -v ' 0 cuts lost something' <<<"$output"
}

@test "the power fails where nothing waits for the disk to have files, or directories: what is lost is noticed" {
    power --cuts 9 --without files
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    power --cuts 9 --without directories
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
}

@test "sixteen processes at once, some of them killed: the chain is whole, nothing is lost or there twice" {
    run -0 --separate-stderr "$ROOT/tests/prove/crowd.py" 3
    [[ $output == "ok crowd: 16 processes for 3 s, "* ]]
    [ -z "$stderr" ]
}
