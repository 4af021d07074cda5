# callmine's units in a real systemd: PID 1 of a container over a throw-away copy of this machine. Where that cannot be,
# the tests are skipped and say why. They are one story, told in order.
load env
load systemd/boot

SECRETS=(key openai.key anthropic.key pseudonyms.key slack.webhook slack-failures.webhook smtp.password forget.key)

setup_file() {
    export BOOT=$BATS_FILE_TMPDIR/root
    mkdir "$BOOT"
    WHY=$(boot_possible "$BOOT") || { export WHY; return 0; }
    boot "$BOOT"
    inside "$ROOT/tests/systemd/world" "$ROOT" "$BUILD"
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
    probed "$1" | awk '/^credential .*CANARY/ { c = c " " $2 } /^secret .*CANARY/ { s = s " " $2 } END { print c " |" s }'
}

# apart SECONDS: what takes so long does not meet the minute at which the timers fire
apart() {
    there '(($(date +%s) + $1 < $(</var/tmp/at))) || { until_ fired; settled; }' "$1"
}

# readme WORDS: the commands of the first block of README.md after a line that begins with WORDS, Gong being ours
readme() {
    sed -n "/^$1/,/^\`\`\`\$/p" "$ROOT/README.md" | sed -e '1,/^```sh/d' -e '/^```/d' -e 's/ *# .*//' \
        -e 's|https://us-12345.api.gong.io|http://127.0.0.1:8402 --any-host|'
}

# ---- from nothing to a schedule ----------------------------------------------------------------------------------------

@test "on a server README leads from nothing to an active schedule, in under ten commands" {
    readme 'On a server' >"$T/commands"
    (($(wc -l <"$T/commands") < 10))
    run -0 inside sh -c 'cd "$1" && "$1/tests/systemd/typed" sim-key sim-secret -- bash -euc "$2"' sh "$ROOT" "$(<"$T/commands")"
    [[ $output != *sim-secret* ]]
    run -0 inside systemctl list-timers --no-legend 'callmine*'
    [[ $output == *callmine@weekly.timer*callmine-fetch@weekly.service* && $output == *callmine-retain.timer* ]]
    [[ $(inside systemctl is-enabled callmine@weekly.timer) == enabled ]]
}

# ---- what is installed -------------------------------------------------------------------------------------------------

@test "the user callmine and its configuration directory are there when the machine is up" {
    run -0 inside stat -c '%U:%G %a %n' /etc/callmine /etc/credstore.encrypted
    [[ $output == $'callmine:callmine 700 /etc/callmine\nroot:root 700 /etc/credstore.encrypted' ]]
    run -0 inside getent passwd callmine
    [[ $output == callmine:*:/var/lib/callmine:*nologin ]]
}

@test "systemd-analyze verify says nothing of any unit, the system's and a person's" {
    for manager in system user; do
        dir=lib/systemd/system
        [[ $manager == system ]] || dir=share/systemd/user
        run -0 --separate-stderr there 'mkdir /tmp/verify; cp -r /usr/local/$2/callmine* /tmp/verify; cd /tmp/verify
            mkdir callmine@x.timer.d
            printf "[Timer]\nOnCalendar=daily\nUnit=callmine-fetch@x.service\n" >callmine@x.timer.d/schedule.conf
            for u in callmine*@.*; do set -- "$@" "${u/@/@x}"; done
            XDG_RUNTIME_DIR=/run systemd-analyze --"$1" verify --man=no callmine-retain.{service,timer} "${@:3}"
            rm -r /tmp/verify' "$manager" "$dir"
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

# ---- a minute is agreed on: what is asked until the timers fire comes before it ----------------------------------------

@test "the key of the connection is sealed, as callmine(7) says, and works" {
    page=$(sed -n '/^sudo systemd-creds encrypt --name=callmine.key/,/&& sudo rm/p' "$ROOT/bin/callmine.7" | sed 's/\\e$/\\/')
    [[ -n $page ]]
    inside bash -euc "$page" 2>/dev/null
    run -1 inside test -e /etc/callmine/key
    [[ $(inside callmine gong-auth test) == 'connected: Gong answers' ]]
    inside sh -c 'echo http://127.0.0.1:8500/services/T0/B0/CANARYHOOK | systemd-creds encrypt --name=slack.webhook - /etc/credstore.encrypted/slack.webhook 2>/dev/null'
}

@test "two schedules are activated for the same minute, and one is paused before it" {
    there 'echo at_once = 1 | callmine sh -c "cat >/etc/callmine/run.conf"
        at=$((($(date +%s) + 70) / 60 * 60))
        for s in one two paused; do schedule $s title="Of $s" "cadence=daily $(date -u -d @$at +%H:%M)"; done
        cm-schedule pause paused
        echo $at >/var/tmp/at; (($(date +%s) < at))'
}

# ---- what a unit can see and do ----------------------------------------------------------------------------------------

@test "each unit starts, with all its secrets in place" {
    apart 10
    there 'mkdir /var/tmp/own /var/tmp/own-sealed; install -d -o anna ~anna/.config
        mv /etc/callmine/* /var/tmp/own; mv /etc/credstore.encrypted/* /var/tmp/own-sealed
        for s; do echo "CANARY-file-$s" >"/etc/callmine/$s"; done
        chown callmine: /etc/callmine/*; chmod 600 /etc/callmine/*
        for s in callmine.key "${@:2}"; do
            echo "CANARY-sealed-$s" | systemd-creds encrypt --name="$s" - "/etc/credstore.encrypted/$s" 2>/dev/null; done
        units=(callmine-{fetch,analyze,ask,report,deliver,sync,alert,refresh}@probe.service callmine-retain.service)
        for u in "${units[@]}"; do instead "$u" "ExecStart=/usr/local/bin/probe $u 8402"; done
        systemctl daemon-reload
        systemctl start "${units[@]}"; settled
        mv /etc/credstore.encrypted /var/tmp/sealed; rm /etc/callmine/*
        mv /var/tmp/own-sealed /etc/credstore.encrypted; mv /var/tmp/own/* /etc/callmine' "${SECRETS[@]}"
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

@test "what answers on this machine and reports can read no secret; what deletes, the key of the marks" {
    for u in callmine-{analyze,report}@probe.service; do [[ $(secrets $u) == ' |' ]]; done
    [[ $(secrets callmine-retain.service) == ' | forget.key' ]]
}

@test "what it can read is the secret, as it was sealed" {
    [[ $(probed callmine-fetch@probe.service | grep ^credential) == 'credential callmine.key CANARY-sealed-callmine.key' ]]
}

@test "no secret is in any unit's environment" {
    run -0 there 'grep -h ^env /var/lib/callmine/probe/*'
    [[ $output == *STATE_DIRECTORY=* && $output != *CANARY* ]]
}

@test "no secret lies in the clear where it was sealed" {
    run -1 inside grep -rl CANARY /var/tmp/sealed
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
    apart 10
    there 'mv /etc/credstore.encrypted /etc/credstore.away; mv /etc/callmine/* /var/tmp/own
        systemctl start callmine-fetch@probe.service
        mv /etc/credstore.away /etc/credstore.encrypted; mv /var/tmp/own/* /etc/callmine'
    run -0 probed callmine-fetch@probe.service
    [[ $output == user* && $output != *CANARY* ]]
}

@test "callmine runs a program as the user callmine over its directories, for root only" {
    run -0 inside callmine sh -c 'id -un; umask; echo "$STATE_DIRECTORY $CONFIGURATION_DIRECTORY $CACHE_DIRECTORY"; cat' <<<"what comes in"
    [[ $output == $'callmine\n0077\n/var/lib/callmine /etc/callmine /var/cache/callmine\nwhat comes in' ]]
    run -0 inside callmine printf '<%s>' '$HOME' '${HOME}' 'a$$b' $'$\n' ''
    [[ $output == $'<$HOME><${HOME}><a$$b><$\n><>' ]]
    run -77 inside callmine sh -c 'exit 77'
    run -64 --separate-stderr inside callmine
    [[ $stderr == 'callmine: say which program: '* ]]
    run -64 --separate-stderr inside callmine no-such
    [[ $stderr == 'callmine: there is no program no-such: '* ]]
    run -64 --separate-stderr inside setpriv --reuid anna --regid anna --clear-groups callmine gong-auth status
    [[ $stderr == 'callmine: only root can act as the user callmine: '* ]]
}

# ---- how they follow each other ----------------------------------------------------------------------------------------

# statuses STATUS...: how often fetch@sSTATUS, which ends with that, was tried, and somebody told
statuses() {
    there 'for s; do echo "$s" $(uniq -c "/var/lib/callmine/s$s"); done' "$@"
}

# All that is tried in the tests of this part is tried at the same time, and again after 10 ms if at all.
@test "what a person must act on is tried once and told once" {
    there 'for s; do
            instead "callmine-fetch@s$s.service" "ExecStart=/bin/sh -c '\''echo try >>/var/lib/callmine/s$s; exit $s'\''" RestartSec=10ms
            instead "callmine-alert@callmine-fetch@s$s.service.service" "ExecStart=/bin/sh -c '\''echo alert >>/var/lib/callmine/s$s'\''"
        done
        for part in fetch analyze report deliver; do
            instead "callmine-$part@chain.service" RestartSec=10ms "ExecStart=/bin/sh -c '\''echo $part >>/var/lib/callmine/chain; [ \$\$(grep -c $part /var/lib/callmine/chain) -gt 2 ] || exit 75'\''"
        done
        next() { mkdir -p "/run/systemd/system/callmine-$1@chain.service.d"; printf "[Service]\nExecStartPost=+systemctl \$MANAGER start --no-block callmine-%s@chain.service\n" "$2" >"/run/systemd/system/callmine-$1@chain.service.d/schedule.conf"; }
        next fetch analyze; next report deliver
        instead callmine-fetch@killed.service RestartSec=10ms "ExecStart=/bin/sh -c '\''echo try >>/var/lib/callmine/killed; [ \$\$(wc -l </var/lib/callmine/killed) -gt 1 ] || kill -9 \$\$\$\$'\''"
        instead callmine-fetch@mute.service "ExecStart=/bin/sh -c '\''exit 77'\''"
        instead callmine-alert@callmine-fetch@mute.service.service "ExecStart=/bin/sh -c '\''echo alert >>/var/lib/callmine/mute; exit 78'\''"
        systemctl daemon-reload
        systemctl start --no-block "${@/#/callmine-fetch@s}" callmine-fetch@{chain,killed,mute}; settled' 0 3 4 5 64 65 66 69 70 73 74 75 76 77 78
    run -0 statuses 4 5 64 65 66 69 70 73 74 76 77 78
    [[ ${#lines[@]} == 12 ]]
    for line in "${lines[@]}"; do [[ $line == [0-9]*' 1 try 1 alert' ]]; done
}

@test "75 is tried ten times and then told once; by hand it starts again after reset-failed" {
    run -0 statuses 75
    [[ $output == '75 10 try 1 alert' ]]
    run -0 there 'tries() { grep -c try /var/lib/callmine/s75; }
        more() { (($(tries) > 10)); }
        systemctl start callmine-fetch@s75.service 2>/dev/null || tries
        systemctl reset-failed callmine-fetch@s75.service; systemctl start --no-block callmine-fetch@s75.service
        until_ more; systemctl stop callmine-fetch@s75.service; settled'
    [[ $output == 10 ]]
}

@test "done, and done in part, are tried once and told to nobody" {
    run -0 statuses 0 3
    [[ $output == $'0 1 try\n3 1 try' ]]
    [[ $(inside systemctl is-failed callmine-fetch@s{0,3}.service) == $'inactive\ninactive' ]]
}

@test "what is killed is tried again" {
    [[ $(inside cat /var/lib/callmine/killed) == $'try\ntry' ]]
}

@test "an alert that fails raises no alert" {
    [[ $(inside cat /var/lib/callmine/mute) == alert ]]
}

@test "the parts follow each other, also after a try that ended 75" {
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

# ---- a person's own ----------------------------------------------------------------------------------------------------

# as COMMAND...: as anna, who is logged in
as() {
    inside setpriv --reuid anna --regid anna --init-groups env "HOME=$(inside sh -c 'echo ~anna')" USER=anna SHELL=/bin/bash \
        XDG_RUNTIME_DIR="/run/user/$(inside id -u anna)" "$@"
}

@test "on a laptop README leads to an active schedule too, as oneself" {
    there 'rm -f /etc/systemd/system/systemd-logind.service; systemctl daemon-reload; loginctl enable-linger anna
        up() { [[ -S /run/user/$(id -u anna)/systemd/private ]]; }; until_ up'
    readme 'On a laptop' | grep -v '^sudo ' >"$T/commands"
    (($(wc -l <"$T/commands") > 3))
    run -0 as "$ROOT/tests/systemd/typed" sim-key sim-secret -- bash -euc "$(<"$T/commands")"
    run -0 as systemctl --user list-timers --no-legend 'callmine*'
    [[ $output == *callmine@weekly.timer* && $output == *callmine-retain.timer* ]]
}

@test "its run completes, over the person's own directories" {
    run -0 as bash -euc '. "$1/tests/systemd/there.bash"
        mkdir -p ~/.config/callmine; (umask 077; echo http://127.0.0.1:8500/services/T0/B0/CANARYHOOK >~/.config/callmine/slack.webhook)
        soon ~/.config/systemd/user/callmine@mine.timer.d
        schedule mine --now "$(ago "20 hours")" "cadence=daily $(ago "1 hour" %H:%M)"
        over() { [[ $(cm-run list --schedule mine --json | jq -r .state) == completed ]]; }
        until_ over; find ~/.local/state/callmine ! -user anna -o -perm /077; ls ~/.local/state/callmine/archive' bash "$ROOT"
    [[ $output == *mine-*.tar.zst* ]]
}

@test "a person's parts see no secret that is not theirs, and no network where they need none" {
    run -0 as bash -euc '. "$1/tests/systemd/there.bash"
        for s in "${@:2}"; do echo "CANARY-file-$s" >~/.config/callmine/$s; done
        for u in callmine-{fetch,analyze,ask,report,deliver,alert}@probe.service; do
            d=$XDG_RUNTIME_DIR/systemd/user/$u.d; mkdir -p $d
            printf "[Service]\nExecStart=\nExecStart=/usr/local/bin/probe $u 8402\n" >$d/instead.conf; done
        systemctl --user daemon-reload; systemctl --user start callmine-{fetch,analyze,ask,report,deliver,alert}@probe.service
        cd ~/.local/state/callmine/probe
        for u in callmine-{fetch,analyze,ask,report,deliver,alert}@probe.service; do
            echo "$u" $(sed -n "s/^secret \([^ ]*\) CANARY.*/\1/p; s/^can connect/net/p; s/^can write.*config.*/config/p" $u); done' bash "$ROOT" "${SECRETS[@]:1}"
    [[ $output == "callmine-fetch@probe.service net
callmine-analyze@probe.service
callmine-ask@probe.service anthropic.key openai.key pseudonyms.key net
callmine-report@probe.service
callmine-deliver@probe.service slack.webhook smtp.password net
callmine-alert@probe.service slack-failures.webhook slack.webhook smtp.password net" ]]
}

# ---- what was missed, and what there is nothing of ---------------------------------------------------------------------

@test "firings that were missed are made good when the timer is back: a run for each, oldest first" {
    run -0 there 'mkdir -p /etc/systemd/system/callmine@missed.timer.d
        printf "[Timer]\nOnStartupSec=\n" >/etc/systemd/system/callmine@missed.timer.d/aaa.conf # the stamp is to do it
        touch -d "3 days ago" /var/lib/systemd/timers/stamp-callmine@missed.timer
        schedule missed --now "$(ago "40 hours")" "cadence=daily $(ago "1 hour" %H:%M)"
        settled; runs missed "[.slot, .state]"'
    [[ ${#lines[@]} == 2 && ${lines[0]} == '["20'*',"completed"]' && ${lines[1]} == '["20'*',"completed"]' ]]
    [[ ${lines[0]} < ${lines[1]} ]]
}

@test "a run of which nothing is left is told too, and asks nothing" {
    run -0 there 'schedule nothing --now "$(ago "20 hours")" "cadence=daily $(ago "1 hour" %H:%M)" filter="--title no-such-title"
        settled; runs nothing .state; told no_match'
    [[ $output == $'"no_match"\n1' ]]
}

@test "a sync writes to the folder outside that its schedule names, and no other sync does" {
    run -0 there 'data() { cm-schedule "$@" 2>&1 | grep -E "^note|out:" || :; }
        cm-schedule create data kind=sync window=2d types=users "cadence=daily $(ago "1 hour" %H:%M)" zone=UTC out=/srv/data/set 2>/dev/null
        data review data --offline
        install -d /srv/data/set
        data review data --offline
        install -d -m 700 -o callmine -g callmine /srv/data /srv/data/set
        instead callmine-sync@probe.service "ExecStart=/bin/sh -c \"! touch /srv/data/set/x\""
        data activate data --now "$(ago "20 hours")"; systemctl start callmine-sync@probe.service; settled
        runs data "[.state, .status]"; ls /srv/data/set; stat -c %U /srv/data/set/*'
    [[ $output =~ ^"note      there is no /srv/data/set, and the unit cannot make it: sudo install -d -m 700 -o callmine -g callmine /srv/data/set
note      the user callmine cannot write to /srv/data/set: sudo chown callmine:callmine /srv/data/set
[\"completed\",0]
gong_users_"[0-9_]+.txt[[:space:]]callmine$ ]]
}

# ---- what fires, and what comes of it ----------------------------------------------------------------------------------

@test "the timers fire on time, and each schedule has one run, for the minute it was planned for" {
    run -0 there 'until_ fired; settled
        for s in one two; do runs $s .id; done'
    stamp=$(date -u -d "@$(inside cat /var/tmp/at)" +%Y%m%dT%H%M%SZ)
    [[ $output == "\"one-$stamp\"
\"two-$stamp\"" ]]
}

@test "they ran in turn, because one was to run at a time" {
    there 'callmine cm-run list --json' | jq -se 'map(select(.schedule == "one" or .schedule == "two") | .id as $id | .history
        | [., .[1:]] | transpose[] | select(.[0].state == "running") | [.[0].time, .[1].time, $id]) | sort
        | . as $t | length > 4 and all(range(1; length); $t[.][0] >= $t[. - 1][1])'
}

@test "they are completed, archived, and told in Slack" {
    run -0 there 'for s in one two; do runs $s "[.state, .status]"; done; callmine cm-retain list | grep -cE "^(one|two)-"; told "Of one"; told "Of two"'
    [[ $output == '["completed",0]
["completed",0]
2
1
1' ]]
}

@test "what is paused does not fire" {
    run -0 there 'runs paused; systemctl is-enabled callmine@paused.timer || :; systemctl is-active callmine@paused.timer || :'
    [[ $output == $'disabled\ninactive' ]]
}

@test "a unit that is started again makes no second run and tells nobody twice" {
    run -0 there 'systemctl start callmine-fetch@one.service; settled; runs one | wc -l; told "Of one"'
    [[ $output == $'1\n1' ]]
}

# ---- when something goes wrong -----------------------------------------------------------------------------------------

@test "while Gong asks for patience a run is tried again; then it goes on, and nobody is alarmed" {
    run -0 there 'sim "faults?clear=1&add=limit=100000:*@/v2"
        mkdir -p /etc/systemd/system/callmine-fetch@busy.service.d
        printf "[Service]\nRestartSec=300ms\n" >/etc/systemd/system/callmine-fetch@busy.service.d/soon.conf
        before=$(told)
        schedule busy --now "$(ago "20 hours")" "cadence=daily $(ago "1 hour" %H:%M)"
        again() { (($(one NRestarts callmine-fetch@busy.service) > 1)); }
        until_ again
        runs busy .status
        sim "faults?clear=1"; rm -f /var/lib/callmine/budget/*; settled
        runs busy "[.state, .status]"; echo $(($(told) - before))'
    [[ $output == $'75\n["completed",0]\n1' ]]
}

@test "a connection that was revoked: the firing fails with 77, one alert, no second try" {
    run -0 there 'sim revoke; before=$(told)
        schedule revoked --now "$(ago "20 hours")" "cadence=daily $(ago "1 hour" %H:%M)"
        settled; runs revoked "[.state, .status]"; one NRestarts callmine-fetch@revoked.service
        echo $(($(told) - before)); told "needs a person\|77"; one ExecMainStatus callmine-fetch@revoked.service'
    [[ ${lines[0]} == '["failed",77]' && ${lines[1]} == 0 && ${lines[2]} == 1 && ${lines[4]} == 77 ]]
}

@test "the next firing fails too, with an alert of its own, and asks Gong nothing" {
    run -0 there 'before=$(told) asked=$(asked)
        instead callmine-fetch@revoked.service "ExecStart=/usr/local/bin/cm-run fetch revoked --now $(date -u -d "1 day" +%FT%TZ)"
        systemctl daemon-reload; systemctl start callmine-fetch@revoked.service 2>/dev/null || settled
        runs revoked "[.state, .status]"; echo $(($(told) - before)) $(($(asked) - asked))'
    [[ $output == '["failed",77]
["failed",77]
1 0' ]]
}

@test "connected again, it goes on" {
    run -0 there 'sim restore
        printf "%s\n" sim-key sim-secret | callmine gong-auth connect --key --key-from - --any-host --base-url http://127.0.0.1:8402
        schedule after --now "$(ago "20 hours")" "cadence=daily $(ago "1 hour" %H:%M)"; settled; runs after "[.state, .status]"'
    [[ ${lines[-1]} == '["completed",0]' ]]
}

@test "the power goes in the middle of a run: after the next start it goes on, is told once, and nothing runs twice" {
    there 'touch /var/tmp/told; journalctl --no-pager -o cat >/var/tmp/journal; runs one | wc -l >/var/tmp/one
        soon /etc/systemd/system/callmine@cut.timer.d
        schedule cut --now "$(ago "20 hours")" "cadence=daily $(ago "1 hour" %H:%M)"
        begun() { [[ -n $(find /var/lib/callmine/runs -path "*/cut-*/*" -name "calls.ndjson*" 2>/dev/null) ]]; }
        until_ begun'
    boot_again
    run -0 there 'done_() { [[ $(runs cut .state) == \"completed\" ]]; }
        until_ done_; settled
        runs cut "[.id, .state]" | wc -l; find /var/slack -name "*.json" -newer /var/tmp/told | wc -l; runs one | wc -l | diff - /var/tmp/one && echo same'
    [[ $output == $'1\n1\nsame' ]]
}

@test "after that start the user, the timers and the secrets are there as before" {
    run -0 inside systemctl is-active callmine@{weekly,one,two}.timer callmine-retain.timer
    [[ $(inside callmine gong-auth test) == 'connected: Gong answers' ]]
}

@test "what is removed leaves no timer, no stamp of it and no file of a unit; its runs stay" {
    run -0 there 'ls /var/lib/systemd/timers/stamp-callmine@two.timer >/dev/null
        cm-schedule remove two >/tmp/said 2>&1; find /etc/systemd /var/lib/systemd -name "*@two*"
        systemctl list-timers --all --no-legend "callmine@two*"; runs two | wc -l'
    [[ $output == 1 ]]
}

# ---- what is left behind -----------------------------------------------------------------------------------------------

@test "all state is the user callmine's, and nobody else can read it" {
    run -0 there 'find /var/lib/callmine /var/cache/callmine /etc/callmine \( ! -user callmine -o -perm /077 \)'
    [[ -z $output ]]
}

@test "no secret is in the journal, the state or the process list, and nothing that was said is in journal, logs or audit" {
    there 'callmine cm-retain cat "$(runs one .id | tr -d \")" answers.ndjson.zst | zstd -dc |
            jq -r ".transcript[].sentences[].text" | awk "length > 40" | sort -u >/tmp/said
        (($(wc -l </tmp/said) > 100))
        # What was before the power went, and since.
        { cat /var/tmp/journal; journalctl --no-pager -o cat; } >/tmp/journal
        grep -q callmine-fetch@one /tmp/journal && grep -q callmine-fetch@cut /tmp/journal
        nowhere -Ff /tmp/said /tmp/journal
        nowhere -Ff /tmp/said /var/lib/callmine/audit.log /var/lib/callmine/runs/*.log
        nowhere -E "sim-secret|CANARY" /tmp/journal
        nowhere -rE "sim-secret|CANARYHOOK" /var/lib/callmine /var/cache/callmine /etc/callmine /etc/credstore.encrypted'
}

@test "the audit log tells of it all, and is whole" {
    run -0 inside callmine cm-audit verify
    run -0 there 'callmine cm-audit list --json | jq -r .what | sort -u'
    for what in schedule-created schedule-activated schedule-paused run-started run-ended report-exported report-delivered connect needs-reconnect; do
        grep -qx "$what" <<<"$output"
    done
}

@test "nightly, what is past its retention is deleted" {
    run -0 there 'instead callmine-retain.service "ExecStart=/usr/local/bin/cm-retain prune --allow-empty --force-clock --now $(date -u -d "91 days" +%FT%TZ)"
        systemctl daemon-reload; systemctl start callmine-retain.service; callmine cm-retain list | wc -l'
    [[ $output -le 1 ]]
}
