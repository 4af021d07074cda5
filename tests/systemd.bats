# callmine's units in a real systemd: PID 1 of a container over a throw-away copy of this machine. Where that cannot be,
# the tests are skipped and say why.
load env
load systemd/boot

SECRETS=(key openai.key anthropic.key pseudonyms.key slack.webhook slack-failures.webhook smtp.password)

setup_file() {
    mkdir "$BATS_FILE_TMPDIR/root"
    BOOT=$BATS_FILE_TMPDIR/root
    WHY=$(boot_possible "$BOOT") || { export WHY; return 0; }
    export BOOT
    boot "$BOOT"
    inside install "$ROOT/tests/systemd/probe" /usr/local/bin/probe
}

teardown_file() {
    [[ -n ${WHY:-} ]] || boot_off
}

setup() {
    [[ -z ${WHY:-} ]] || skip "$WHY"
}

# probed UNIT: what a unit could see and do
probed() { inside cat "/var/lib/callmine/probe/$1"; }

# secrets UNIT: the names of the secrets it could read, from both places
secrets() {
    probed "$1" | awk '/^credential / { c = c " " $2 } /^secret / { s = s " " $2 } END { print c " |" s }'
}

# ---- what is installed ------------------------------------------------------------------------------------------------

@test "the user callmine and its configuration directory are there when the machine is up" {
    run -0 inside stat -c '%U:%G %a %n' /etc/callmine /etc/credstore.encrypted
    [[ $output == $'callmine:callmine 700 /etc/callmine\nroot:root 700 /etc/credstore.encrypted' ]]
    run -0 inside getent passwd callmine
    [[ $output == callmine:*:/var/lib/callmine:*nologin ]]
}

@test "systemd-analyze verify says nothing of any unit, the system's and a person's" {
    for manager in system user; do
        run -0 --separate-stderr there 'cd "/usr/local/$2"; mkdir -p /tmp/verify; cp -r callmine* /tmp/verify; cd /tmp/verify
            mkdir callmine@x.timer.d
            printf "[Timer]\nOnCalendar=daily\nUnit=callmine-fetch@x.service\n" >callmine@x.timer.d/schedule.conf
            for u in callmine*@.*; do set -- "$@" "${u/@/@x}"; done
            systemd-analyze --"$1" verify --man=no callmine-retain.{service,timer} "${@:3}"; rm -r /tmp/verify' \
            $manager $([[ $manager == system ]] && echo lib/systemd/system || echo share/systemd/user)
        [[ -z $output && -z $stderr ]]
    done
}

@test "exposure: units that speak to somebody at most 1.2, all others at most 0.5" {
    run -0 there 'for u in /usr/local/lib/systemd/system/callmine-*.service; do
        most=12; ! grep -q ^PrivateNetwork=yes "$u" || most=5
        systemd-analyze security --offline=yes --threshold=$most "$u" >/tmp/out || { tail -1 /tmp/out; exit 1; }
        echo "${u##*/} $most"; done'
    [[ $output == "callmine-alert@.service 12
callmine-analyze@.service 5
callmine-ask@.service 12
callmine-deliver@.service 12
callmine-fetch@.service 12
callmine-refresh@.service 12
callmine-report@.service 5
callmine-retain.service 5
callmine-sync@.service 12" ]]
}

# ---- what a unit can see and do ---------------------------------------------------------------------------------------

@test "each unit starts, with all its secrets in place" {
    there 'for s in "$@"; do echo "CANARY-file-$s" >"/etc/callmine/$s"; done
        chown callmine: /etc/callmine/*; chmod 600 /etc/callmine/*
        for s in callmine.key "${@:2}"; do
            echo "CANARY-sealed-$s" | systemd-creds encrypt --name="$s" - "/etc/credstore.encrypted/$s" 2>/dev/null; done
        useradd --create-home anna; mkdir -p /home/anna/.config
        systemd-run --quiet --unit=listener python3 -m http.server --bind 127.0.0.1 8400
        until_ curl -s -o /tmp/got http://127.0.0.1:8400/
        units=(callmine-{fetch,analyze,ask,report,deliver,sync,alert,refresh}@probe.service callmine-retain.service)
        for u in "${units[@]}"; do instead "$u" "ExecStart=/usr/local/bin/probe $u 8400"; done
        systemctl daemon-reload
        systemctl start "${units[@]}"; settled' "${SECRETS[@]}"
    run -0 inside ls /var/lib/callmine/probe
    [[ ${#lines[@]} == 9 ]]
}

@test "what speaks to Gong can read the key of the connection and no other secret" {
    for u in callmine-{fetch,sync,refresh}@probe.service; do [[ $(secrets $u) == ' callmine.key | key' ]]; done
}

@test "what asks a model can read the models' keys, the key of the pseudonyms and no other secret" {
    [[ $(secrets callmine-ask@probe.service) == ' anthropic.key openai.key pseudonyms.key | anthropic.key openai.key pseudonyms.key' ]]
}

@test "what delivers can read what it delivers with and no other secret; so can what tells of failures" {
    [[ $(secrets callmine-deliver@probe.service) == ' slack.webhook smtp.password | slack.webhook smtp.password' ]]
    [[ $(secrets callmine-alert@probe.service) == ' slack-failures.webhook slack.webhook smtp.password | slack-failures.webhook slack.webhook smtp.password' ]]
}

@test "what answers on this machine, reports and deletes can read no secret" {
    for u in callmine-{analyze,report}@probe.service callmine-retain.service; do [[ $(secrets $u) == ' |' ]]; done
}

@test "what it can read is the secret, as it was sealed" {
    [[ $(probed callmine-fetch@probe.service | grep ^credential) == 'credential callmine.key CANARY-sealed-callmine.key' ]]
}

@test "no secret is in any unit's environment" {
    run -0 there 'grep -h ^env /var/lib/callmine/probe/*'
    [[ $output == *STATE_DIRECTORY=* && $output != *CANARY* ]]
}

@test "no secret lies in the clear where it was sealed" {
    run -1 inside grep -rl CANARY /etc/credstore.encrypted
}

@test "what needs no network has none: not even this machine" {
    for u in callmine-{fetch,ask,deliver,sync,alert,refresh}@probe.service; do [[ $(probed $u) == *'can connect'* ]]; done
    for u in callmine-{analyze,report}@probe.service callmine-retain.service; do
        run -0 probed $u
        [[ $output != *'can connect'* && $(grep ^interface <<<"$output") == 'interface lo' ]]
    done
}

@test "state and cache are all that a unit can write" {
    for u in callmine-{fetch,analyze,ask,report,deliver,sync,alert,refresh}@probe.service callmine-retain.service; do
        [[ $(probed $u | grep '^can write') == "can write /var/lib/callmine
can write /var/cache/callmine
can write /tmp
can write /var/tmp" ]]
    done
    run -0 inside find /tmp /var/tmp -name 'probe.*' # theirs are their own
    [[ -z $output ]]
}

@test "a unit is the user callmine without a capability, and makes files for itself alone" {
    for u in callmine-{fetch,analyze,ask,report,deliver,sync,alert,refresh}@probe.service callmine-retain.service; do
        run -0 probed $u
        [[ $output == 'user callmine:callmine umask 0077'* && $output == *'capabilities 0000000000000000'* ]]
    done
    run -0 there 'find /var/lib/callmine /var/cache/callmine ! -user callmine -o -perm /077'
    [[ -z $output ]]
}

@test "homes, other processes, the kernel log and namespaces are out of a unit's sight" {
    for u in callmine-{fetch,analyze,ask,report,deliver,sync,alert,refresh}@probe.service callmine-retain.service; do
        run -0 probed $u
        [[ $output != *'can see'* && $output != *'can use'* && $output != *'can make'* && $output != *'can gain'* && $output != *'can run'* ]]
    done
}

@test "a reader that goes away ends a unit's programs, as on a terminal" {
    [[ $(probed callmine-fetch@probe.service) == *'SIGPIPE ends it'* ]]
}

@test "a secret that is not there is no failure of the unit" {
    there 'rm /etc/credstore.encrypted/* /etc/callmine/*; systemctl start callmine-fetch@probe.service'
    [[ $(secrets callmine-fetch@probe.service) == ' |' ]]
}

# ---- how they follow each other ----------------------------------------------------------------------------------------

# statuses STATUS...: fetch@sSTATUS ends with that, and is tried again after 10 ms if at all
statuses() {
    there 'for s; do
            instead "callmine-fetch@s$s.service" "ExecStart=/bin/sh -c '\''echo try >>/var/lib/callmine/s$s; exit $s'\''" RestartSec=10ms
            instead "callmine-alert@callmine-fetch@s$s.service.service" "ExecStart=/bin/sh -c '\''echo alert >>/var/lib/callmine/s$s'\''"
        done
        systemctl daemon-reload
        for s; do systemctl start --no-block "callmine-fetch@s$s.service"; done; settled
        for s; do echo "$s" $(uniq -c "/var/lib/callmine/s$s"); done' "$@"
}

@test "what a person must act on is tried once and told once" {
    run -0 statuses 4 5 64 65 66 69 70 73 74 76 77 78
    [[ ${#lines[@]} == 12 ]]
    for line in "${lines[@]}"; do [[ $line == [0-9]*' 1 try 1 alert' ]]; done
}

@test "75 is tried ten times and then told once" {
    run -0 statuses 75
    [[ $output == '75 10 try 1 alert' ]]
}

@test "done, and done in part, are tried once and told to nobody" {
    run -0 statuses 0 3
    [[ $output == $'0 1 try\n3 1 try' ]]
    [[ $(inside systemctl is-failed callmine-fetch@s{0,3}.service) == $'inactive\ninactive' ]]
}

@test "the parts follow each other, also after a try that ended 75" {
    there 'for part in fetch analyze report deliver; do
            instead "callmine-$part@chain.service" RestartSec=10ms "ExecStart=/bin/sh -c '\''echo $part >>/var/lib/callmine/chain; [ \$\$(grep -c $part /var/lib/callmine/chain) -gt 2 ] || exit 75'\''"
        done
        next() { mkdir -p "/run/systemd/system/callmine-$1@chain.service.d"; printf "[Service]\nExecStartPost=+systemctl \$MANAGER start --no-block callmine-%s@chain.service\n" "$2" >"/run/systemd/system/callmine-$1@chain.service.d/schedule.conf"; }
        next fetch analyze; next report deliver
        systemctl daemon-reload
        systemctl start --no-block callmine-fetch@chain.service; settled'
    [[ $(inside uniq -c /var/lib/callmine/chain) == *'3 fetch'*'3 analyze'*'3 report'*'3 deliver' ]]
}

@test "a part that fails ends the chain" {
    there 'instead callmine-analyze@chain.service "ExecStart=/bin/sh -c '\''exit 77'\''"
        instead callmine-alert@callmine-analyze@chain.service.service "ExecStart=/bin/sh -c '\''echo alert >>/var/lib/callmine/chain'\''"
        systemctl daemon-reload; rm /var/lib/callmine/chain
        instead callmine-fetch@chain.service "ExecStart=/bin/true"; systemctl daemon-reload
        systemctl start callmine-fetch@chain.service; settled'
    [[ $(inside cat /var/lib/callmine/chain) == alert ]]
}

@test "what is killed is tried again" {
    there 'instead callmine-fetch@killed.service RestartSec=10ms "ExecStart=/bin/sh -c '\''echo try >>/var/lib/callmine/killed; [ \$\$(wc -l </var/lib/callmine/killed) -gt 1 ] || kill -9 \$\$\$\$'\''"
        systemctl daemon-reload; systemctl start --no-block callmine-fetch@killed.service; settled'
    [[ $(inside cat /var/lib/callmine/killed) == $'try\ntry' ]]
}

@test "an alert that fails raises no alert" {
    there 'instead callmine-fetch@mute.service "ExecStart=/bin/sh -c '\''exit 77'\''"
        instead callmine-alert@callmine-fetch@mute.service.service "ExecStart=/bin/sh -c '\''echo alert >>/var/lib/callmine/mute; exit 78'\''"
        systemctl daemon-reload; ! systemctl start callmine-fetch@mute.service; settled'
    [[ $(inside cat /var/lib/callmine/mute) == alert ]]
}
