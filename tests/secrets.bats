# A canary for a key: it must not turn up in an argument, an environment, a log, a report, an archive or a core.
load env

@test "the key is nowhere but in the encrypted store, on the whole way" {
    key=CANARYKEY$RANDOM$RANDOM secret=CANARYsecret/+$RANDOM$RANDOM
    mkdir -p "$T/in"
    (umask 077; printf '%s:%s' "$key" "$secret" >"$T/in/key"; printf '%s\n%s\n' "$key" "$secret" >"$T/in/connect")
    cd "$T"
    ulimit -c unlimited
    # Looks at everything that runs while we do, as often as can be.
    cat >"$T/in/watch.py" <<'PY'
import os, sys, time
words = [w.encode() for w in open(sys.argv[1]).read().split()]
stop = sys.argv[2]
found, looks = set(), 0
while not os.path.exists(stop):
    for pid in filter(str.isdigit, os.listdir("/proc")):
        for what in ("cmdline", "environ"):
            try: text = open(f"/proc/{pid}/{what}", "rb").read()
            except OSError: continue
            if any(w in text for w in words): found.add((pid, what))
    looks += 1
    time.sleep(0.001)
print(looks, sorted(found))
sys.exit(bool(found) or looks < 20)
PY
    /usr/bin/python3 "$T/in/watch.py" "$T/in/connect" "$T/in/stop" >"$T/in/watched" 3>&- &
    watch=$!
    gong-sim --port 0 --port-file "$T/port" --key-file "$T/in/key" --log "$T/requests" --no-limit >"$T/sim.log" 2>&1 3>&- &
    sim=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/port ]] && break; sleep 0.05; done
    gong-auth connect --key --key-from "$T/in/connect" --base-url "http://127.0.0.1:$(<"$T/port")" --any-host >"$T/log" 2>&1
    { gong-auth status; gong-auth status --json; gong-auth test; gong-auth scopes; } >>"$T/log" 2>&1
    make -s -f "$ROOT/pipelines/analyze.mk" RUN="$T/run" NOW=2026-11-16T08:00:00Z WINDOW='--last 2d' >>"$T/log" 2>&1
    # A fetcher that crashes in the middle of its work leaves no core that could hold the key.
    gong-list-calls --last 365d --now 2026-11-16T08:00:00Z >"$T/calls" 2>>"$T/log" 3>&- &
    fetcher=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/calls ]] && break; sleep 0.05; done
    kill -ABRT $fetcher
    status=0
    wait $fetcher || status=$?
    [[ $status == 134 && -s $T/calls && -z $(find "$T" -name 'core*') ]]
    kill $sim
    wait $sim || true
    touch "$T/in/stop"
    wait $watch || { cat "$T/in/watched"; false; }
    # Raw, base64 of the header, URL-encoded; in plain files and in the unpacked archive.
    basic=$(printf '%s:%s' "$key" "$secret" | base64 -w0)
    url=$(printf '%s' "$secret" | jq -sRr @uri)
    for z in "$T"/state/callmine/archive/*.zst "$T"/run/*.zst; do zstd -dcq "$z" >"$T/unpacked-$(basename "$z")"; done
    [[ $(ls "$T"/unpacked-* | wc -l) -ge 6 ]]
    for word in "$key" "$secret" "$basic" "${basic:0:24}" "$url"; do
        run -1 grep -rlF --exclude-dir=in -- "$word" "$T"
    done
}
