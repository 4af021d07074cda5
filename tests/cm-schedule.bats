#!/usr/bin/env bats
# cm-schedule: schedules made, reviewed, set going and stopped; their files, their timers, and where they do not agree.

load env
load gong

NOW=2026-11-16T12:00:00Z

setup() {
    CONF=$T/config/callmine/schedules
    UNITS=$T/units
    AUDIT=$T/state/callmine/audit.log
    unset VISUAL EDITOR
}

teardown() { sim_stop; }

# cms WORD...: cm-schedule, whose units go to a directory
cms() { cm-schedule "$@" --units "$UNITS" --now "${AT:-$NOW}"; }
make_weekly() { cms create weekly cadence='weekly Mon 08:00' zone=Europe/Paris questions=pricing "$@" 2>/dev/null; }

# active NAME KEY=VALUE...: made, and set going; with one question set, for each is looked at
active() {
    local few=questions=pricing
    [[ $* != *kind=sync* ]] || few=
    cms create "$@" $few 2>/dev/null && cms activate "$1" --yes 2>/dev/null
}

timer() { cat "$UNITS/callmine@$1.timer.d/schedule.conf"; }

# number TEXT: the line of weekly's file that begins with it
number() { grep -n "^$1" "$CONF/weekly.conf" | cut -d: -f1; }

# told WHAT JQ: of the last such event in the audit log
told() { jq -c "select(.what == \"$1\") | .detail | $2" "$AUDIT" | tail -n1; }

# manager: a systemctl that notes what it is told; $T/fails makes it fail, $T/kills ends who called it
manager() {
    mkdir -p "$T/bin"
    cat >"$T/bin/systemctl" <<'SH'
#!/bin/bash
here=$(dirname "$0")/..
echo "$*" >>"$here/systemctl"
[[ ! -e $here/kills ]] || { kill -9 "$(<"$here/kills")"; sleep 5; }
[[ ! -e $here/fails ]] || { echo "Failed to connect to bus" >&2; exit 1; }
for last; do :; done
case $* in
*enable*) touch "$here/on-$last" ;;&
*disable*) rm -f "$here/on-$last" ;;
*show*) for u in "${@:4}"; do
    case $u in *.timer) [[ -e $here/on-$u ]] && printf 'active\nenabled\n\n' || printf 'inactive\ndisabled\n\n' ;; esac
done ;;
esac
SH
    chmod +x "$T/bin/systemctl"
    PATH=$T/bin:$PATH
    UNITS=$T/config/systemd/user
}
own() { cm-schedule --user --now "$NOW" "$@"; }

@test "create makes a draft, a line for every key and a comment above it, and no unit" {
    run -0 --separate-stderr cms create weekly cadence='weekly Mon 08:00' zone=Europe/Paris filter='--stage Negotiation' \
        'questions=competitors pricing' deliver=slack
    [[ -z $output ]]
    [[ $stderr == "cm-schedule: weekly is a draft in $CONF/weekly.conf; cm-schedule review weekly" ]]
    [[ $(stat -c %a "$CONF/weekly.conf") == 600 ]]
    grep -qx 'state = draft' "$CONF/weekly.conf"
    grep -qx 'window = last-week' "$CONF/weekly.conf"
    grep -qx 'filter = --stage Negotiation' "$CONF/weekly.conf"
    grep -qx '#engine = .*' "$CONF/weekly.conf"
    for key in state since kind cadence zone catch_up profile window filter questions engine corrections title formats \
        min_calls against class deliver link attach; do
        grep -Eq "^#?$key = " "$CONF/weekly.conf" || { echo "no $key"; false; }
        grep -q "\b$key\b" "$ROOT/bin/callmine-schedule.5"
    done
    [[ ! -e $UNITS ]]
    [[ $(told schedule-created .keys.filter.to) == '"set"' ]]
}

@test "a schedule that syncs has the keys of a sync and no others" {
    run -0 --separate-stderr cms create data kind=sync cadence='daily 05:00' out=/srv/data types='calls users'
    grep -qx 'window = 1d' "$CONF/data.conf"
    run -1 grep -E '^#?(filter|questions|deliver) = ' "$CONF/data.conf"
    run -78 --separate-stderr cms create more kind=sync cadence='daily 05:00' out=/srv/data deliver=slack
    [[ $stderr == *"deliver: a schedule of the kind sync has none" ]]
    run -78 --separate-stderr cms create more kind=sync cadence='daily 05:00'
    [[ $stderr == *"it does not say its out: out = "* ]]
    [[ ! -e $CONF/more.conf ]]
}

@test "the zone is the machine's own where none is said, and the window follows from the cadence" {
    TZ=America/New_York cms create a cadence='daily 06:00' 2>/dev/null
    grep -qx 'zone = America/New_York' "$CONF/a.conf"
    grep -qx 'window = 1d' "$CONF/a.conf"
    TZ=nowhere cms create b cadence='weekdays 06:00' 2>/dev/null
    grep -qx 'zone = UTC' "$CONF/b.conf"
    grep -qx 'window = last-1-weekdays' "$CONF/b.conf"
}

@test "what does not hold is refused with what to do, and nothing is made" {
    while IFS='|' read -r pair said; do
        run -78 --separate-stderr cms create weekly cadence='weekly Mon 08:00' questions=pricing "$pair"
        [[ $stderr == "cm-schedule: ${pair%%=*}: $said"* ]] || { echo "$pair: $stderr"; false; }
        [[ ! -e $CONF/weekly.conf ]]
    done <<'EOF'
cadence=monthly 08:00|"monthly 08:00" is no cadence; write daily 08:00, weekdays 08:00 or weekly Mon 08:00
cadence=daily 8:00|"daily 8:00" is no cadence
zone=Europe/Pariss|"Europe/Pariss" is no time zone
zone=local|"local" is no zone for a schedule
window=2026-10-01|"2026-10-01" is no window that moves with the firings; write 1d (any number of days), last-week
window=--from 2026-10-01|"--from 2026-10-01" is no window that moves
filter=--stag x --frum|--frum is no option
filter=--stage x --from 2026-10-01|--from is of one date: which calls is for the window, which moves
filter=--jq '.a ='|--jq: the expression does not compile
filter=--title $(id)|the shell would do something with its $; put what it belongs to in 'single quotes'
filter=--title x; id|the shell would do something with its ;
filter=--title "x`id`"|the shell would do something with its `
filter=--title *|the shell would do something with its *
filter=--title 'x|a quote (') is not closed
filter=Negotiation|options are wanted: --stage
filter=--title x --out /tmp/x|--out is not for a schedule, or a name cut short
filter=--title x -o/tmp/x|-o/tmp/x is not for a schedule
filter=--preview|--preview is not for a schedule
questions=pricing nonsense|no question set is called nonsense
questions=../pricing.yaml|names of question sets are wanted, or whole paths
engine=--engine telepathy|--engine is one of
engine=--engine openai|
engine=--engine openai --model x --plan|--plan is not for a schedule
engine=--batch submit|--batch is not for a schedule
corrections=fixes.ndjson|the whole path is wanted
corrections=/nowhere/fixes.ndjson|/nowhere/fixes.ndjson
formats=html doc|"doc" is none of html|md|
class=2y|"2y" is none of plan|30d|
min_calls=few|a whole number from 0
catch_up=367|a whole number from 0 to 366
against=yesterday|"yesterday" is none of last-run|none
deliver=slack pigeon|"pigeon" is none of slack|mail
attach=../report.pdf|names of files of the run are wanted
profile=a b|a profile's name
kind=report|"report" is none of analyze|sync
EOF
    [[ ! -e $AUDIT ]]
}

@test "wrong usage is named: names, keys, verbs, a schedule that is not there or is there already" {
    for name in analyze sync -x _x a/b "a b" aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX ''; do
        run -64 --separate-stderr cm-schedule create --units "$UNITS" -- "$name" cadence='daily 08:00'
    done
    run -64 --separate-stderr cms create x cadence='daily 08:00' colour=red
    [[ $stderr == 'cm-schedule: a schedule has no "colour"; callmine-schedule(5) says what it has' ]]
    run -64 --separate-stderr cms create x cadence='daily 08:00' state=active
    [[ $stderr == 'cm-schedule: state is set by activate, pause and resume' ]]
    run -64 --separate-stderr cms create x 'daily 08:00'
    run -64 --separate-stderr cms create x cadence='daily 08:00' title=$'a\nstate = active'
    [[ $stderr == *"title: there is a control character in it" ]]
    run -78 --separate-stderr cms create x
    [[ $stderr == *"it does not say its cadence: cadence = weekly Mon 08:00" ]]
    run -64 --separate-stderr cms review
    run -64 --separate-stderr cms list x
    run -64 --separate-stderr cm-schedule list --user --units "$UNITS"
    run -66 --separate-stderr cms activate nobody
    [[ $stderr == "cm-schedule: there is no schedule nobody ($CONF/nobody.conf); cm-schedule list shows those that there are" ]]
    for verb in review pause resume remove; do run -66 --separate-stderr cms $verb nobody; done
    run -66 --separate-stderr cms edit nobody title=x
    make_weekly
    run -64 --separate-stderr cms create weekly cadence='daily 08:00'
    [[ $stderr == "cm-schedule: there is a schedule weekly already ($CONF/weekly.conf); cm-schedule edit weekly changes it" ]]
    run -74 --separate-stderr bash -c "cm-schedule list --units '$UNITS' >/dev/full"
}

@test "edit changes a line and leaves comments, their order, and what a person wrote" {
    make_weekly
    sed -i '1i # ours, ask Ana' "$CONF/weekly.conf"
    cp "$CONF/weekly.conf" "$T/before"
    run -0 --separate-stderr cms edit weekly formats='html pdf' filter="--jq '.metaData.duration > 600'"
    run -1 diff "$T/before" "$CONF/weekly.conf"
    [[ $(grep -c '^[<>]' <<<"$output") == 4 ]]
    grep -qx "filter = --jq '.metaData.duration > 600'" "$CONF/weekly.conf"
    [[ $(told schedule-edited .keys) == '{"filter":{"from":null,"to":"set"},"formats":{"from":"html md csv evidence","to":"html pdf"}}' ]]
    run -0 --separate-stderr cms edit weekly filter=
    grep -qx "#filter = --jq '.metaData.duration > 600'" "$CONF/weekly.conf"
    [[ $(told schedule-edited .keys.filter.to) == null ]]
    run -78 --separate-stderr cms edit weekly window=2026-10-01
    [[ $stderr == "cm-schedule: $CONF/weekly.conf:$(number window): window: "* ]]
    grep -qx 'window = last-week' "$CONF/weekly.conf"
}

@test "a file that is kept elsewhere, with a link to it, is written there, and the link stays" {
    make_weekly
    mkdir "$T/git"
    mv "$CONF/weekly.conf" "$T/git/w.conf"
    ln -s ../../../git/w.conf "$CONF/weekly.conf"
    run -0 --separate-stderr cms edit weekly title=Other
    run -0 --separate-stderr cms activate weekly --yes
    [[ -L $CONF/weekly.conf && $(grep -cx -e 'title = Other' -e 'state = active' "$T/git/w.conf") == 2 ]]
    cms remove weekly
    [[ ! -L $CONF/weekly.conf && -e $T/git/w.conf ]]
}

@test "a file written by hand is read, and what is wrong in it is named by file and line" {
    mkdir -p "$CONF"
    printf '%s\n' '# mine' '' 'cadence = daily 07:30' 'window=1d' >"$CONF/weekly.conf"
    run -0 --separate-stderr cms review weekly --offline
    [[ $output == *"every day at 07:30, UTC"* && $output == *"competitors"* ]]
    echo 'window = 2d' >>"$CONF/weekly.conf"
    run -78 --separate-stderr cms review weekly --offline
    [[ $stderr == "cm-schedule: $CONF/weekly.conf:5: window is said a second time" ]]
    sed -i '5s/.*/colour = red/' "$CONF/weekly.conf"
    run -78 --separate-stderr cms review weekly --offline
    [[ $stderr == "cm-schedule: $CONF/weekly.conf:5: no setting is called so" ]]
    sed -i '5s/.*/state = active/' "$CONF/weekly.conf"
    run -78 --separate-stderr cms review weekly --offline
    [[ $stderr == "cm-schedule: $CONF/weekly.conf:5: state: it does not say since when: cm-schedule activate weekly" ]]
}

@test "review shows the firings across a change of the clock, the gap, the window and the filter" {
    make_weekly cadence='daily 02:30' window=last-week filter='--stage Negotiation --amount-min 50000' 'engine=--engine openai --model x'
    AT=2026-03-27T12:00:00Z run -0 --separate-stderr cms review weekly --offline
    [[ $output == *"fires     every day at 02:30, Europe/Paris
          2026-03-28T02:30:00+01:00
          2026-03-29T03:00:00+02:00
          2026-03-30T02:30:00+02:00"* ]]
    [[ $output == *"note      there is no 02:30 on 2026-03-29, where the clock is put forward: it fires once, at 2026-03-29T03:00:00+02:00"* ]]
    [[ $output == *"window    now: 2026-03-16T00:00:00+01:00 to 2026-03-23T00:00:00+01:00"* ]]
    [[ $output == *"filter    deal stage is Negotiation
          deal amount is at least 50000"* ]]
    [[ $output == *"engine    --engine openai --model x"* ]]
    AT=2026-10-24T12:00:00Z run -0 --separate-stderr cms review weekly --offline
    [[ $output == *"2026-10-25T02:30:00+02:00
          2026-10-26T02:30:00+01:00"* ]]
}

@test "review asks Gong what a run would find and leaves nothing behind; with a model also what it would cost" {
    sim --now "$NOW" --clock fixed --no-limit --count 12 --days 4
    sim_connect
    cm-quota set --plan Growth --calls 500 --now "$NOW" >/dev/null
    make_weekly window=7d filter='--duration-min 1s'
    mkdir "$T/tmp"
    TMPDIR=$T/tmp run -0 --separate-stderr cms review weekly --clock simulated
    [[ $output == *"quota     500 calls left until "* ]]
    [[ $output == *"What a run would find now:"*"11 of 11 calls match"* ]] || { echo "$output"; false; }
    [[ -z $(ls "$T/tmp") && $(asked) == 2 ]]
    run -0 --separate-stderr cms edit weekly 'engine=--engine openai --model gpt-4.1-mini' questions=pricing
    run -0 --separate-stderr cms review weekly --clock simulated
    [[ $output == *"What a model would be asked about the first 10 of them, and the cost:"*"openai, gpt-4.1-mini"*"pricing.price_discussed"* ]]
    sim_forget
    run -0 --separate-stderr cms review weekly --offline
    [[ $(asked) == 0 ]]
    run -0 --separate-stderr cms create data kind=sync cadence='daily 05:00' out="$T/data" types='calls users' window=7d
    run -0 --separate-stderr cms review data --clock simulated
    [[ $output == *"What a sync would bring now:"*"calls "*"users "* ]]
    sim_do revoke
    run -77 --separate-stderr cms review weekly --clock simulated
    [[ $stderr == "cm-schedule: gong-list-calls: "* ]]
    sim_forget
    run -0 --separate-stderr cms review weekly --clock simulated
    [[ $stderr == *"the connection needs reconnecting: gong-auth connect --profile default; until then firings fail with 77"* ]]
    [[ $(asked) == 0 ]]
}

@test "review and activate say that there is no way to whom it delivers: no webhook, no server, nobody to write to" {
    make_weekly 'deliver=slack mail'
    echo 'from = a@example.com' >"$T/config/callmine/notify.conf"
    for verb in 'review --offline' activate; do
        # shellcheck disable=SC2086 # words
        run -0 --separate-stderr cms $verb weekly
        [[ $stderr == *"cm-schedule: deliver: slack: there is no slack.webhook: keep its URL, alone, in a file of that name"*"; until then nobody is told there"* ]]
        [[ $stderr == *"cm-schedule: deliver: mail: notify.conf in the configuration directory does not say smtp, to, see cm-notify(1); until then"* ]]
    done
    printf '%s\n' 'smtp = smtps://mail.example.com' 'to = b@example.com' >>"$T/config/callmine/notify.conf"
    mkdir -m 700 "$T/credentials"
    (umask 077; echo https://hooks.example.com/CANARY | tee "$T/credentials/slack.webhook" >"$T/config/callmine/slack.webhook")
    for from in none "$T/credentials"; do
        CREDENTIALS_DIRECTORY=$from run -0 --separate-stderr cms review weekly --offline
        [[ $stderr != *deliver* && $output$stderr != *CANARY* ]]
        rm "$T/config/callmine/slack.webhook" 2>/dev/null || true
    done
    run -0 --separate-stderr cms edit weekly title=Other
    [[ $stderr == *"there is no slack.webhook"*"weekly is active"* ]]
}

@test "activate wants a review of what there is now, or --yes" {
    make_weekly
    run -64 --separate-stderr cms activate weekly
    [[ $stderr == "cm-schedule: weekly was not reviewed as it is now: cm-schedule review weekly, or say --yes" ]]
    [[ ! -e $UNITS ]]
    cms review weekly --offline >/dev/null 2>&1
    sed -i 's/^title = .*/title = Another/' "$CONF/weekly.conf"
    run -64 --separate-stderr cms activate weekly
    sed -i 's/^title = .*/title = Call analysis/; 1i # a comment says nothing' "$CONF/weekly.conf"
    run -0 --separate-stderr cms activate weekly
    [[ $stderr == *"weekly is active; it fires next at 2026-11-23T08:00:00+01:00" ]]
    grep -qx 'state = active' "$CONF/weekly.conf"
    grep -qx "since = $NOW" "$CONF/weekly.conf"
    [[ $(told schedule-activated .keys.state.to) == '"active"' ]]
    cms create other cadence='daily 08:00' 2>/dev/null
    run -0 --separate-stderr cms activate other --yes
}

@test "the drop-ins say when it fires, who answers, and whether it is delivered" {
    active weekly cadence='weekly Mon 08:00' zone=Europe/Paris
    [[ $(timer weekly) == *"[Timer]
OnCalendar=Mon *-*-* 08:00:00 Europe/Paris
Unit=callmine-fetch@weekly.service" ]]
    grep -q 'start --no-block callmine-analyze@weekly.service$' "$UNITS/callmine-fetch@weekly.service.d/schedule.conf"
    [[ ! -e $UNITS/callmine-report@weekly.service.d ]]
    [[ $(stat -c %a "$UNITS/callmine@weekly.timer.d/schedule.conf") == 644 ]]
    run -0 --separate-stderr cms edit weekly 'engine=--engine openai --model x' deliver=mail cadence='daily 02:30'
    [[ $(timer weekly) == *"
OnCalendar=*-*-* 02:30:00 Europe/Paris
OnCalendar=2027-03-28 01:00:00 UTC
OnCalendar=2028-03-26 01:00:00 UTC
"* ]]
    grep -q 'callmine-ask@weekly.service$' "$UNITS/callmine-fetch@weekly.service.d/schedule.conf"
    grep -q 'callmine-deliver@weekly.service$' "$UNITS/callmine-report@weekly.service.d/schedule.conf"
    run -0 --separate-stderr cms edit weekly deliver=
    [[ ! -e $UNITS/callmine-report@weekly.service.d ]]
    active data kind=sync cadence='weekdays 05:00' out=/srv/data
    [[ $(timer data) == *"OnCalendar=Mon..Fri *-*-* 05:00:00 UTC
Unit=callmine-sync@data.service" ]]
    [[ ! -e $UNITS/callmine-fetch@data.service.d ]]
    run -0 --separate-stderr cms remove weekly
    run -0 ls "$UNITS"
    [[ $output == $'callmine-sync@data.service.d\ncallmine@data.timer.d' ]]
}

@test "the folder of a sync is opened to its unit, another when it changes, none when it is removed" {
    opened() { cat "$UNITS/callmine-sync@data.service.d/schedule.conf"; }
    active data kind=sync cadence='daily 05:00' out=/srv/callmine-data/Wörter
    [[ $(opened) == *$'\n[Service]\nReadWritePaths=-/srv/callmine-data/Wörter' ]]
    [[ $(stat -c %a "$UNITS/callmine-sync@data.service.d/schedule.conf") == 644 ]]
    run -0 --separate-stderr cms edit data out=/srv/other
    [[ $(opened) == *'ReadWritePaths=-/srv/other' ]]
    sed -i s/other/more/ "$UNITS/callmine-sync@data.service.d/schedule.conf"
    run -0 cms list
    [[ $output == *"! its timer is not what its file says: cm-schedule activate data"* ]]
    run -0 --separate-stderr cms remove data
    [[ -z $(ls "$UNITS") ]]
}

@test "a folder that cannot be said to systemd and the shell is refused" {
    for out in data ./data ../data / // /srv/../etc /srv/. '/srv/a b' '/srv/%i' '/srv/a\b' '/srv/"a"' "/srv/'a'" '/srv/$a' \
        '/srv/a:b' $'/srv/\xff'; do
        run -78 --separate-stderr cms create data kind=sync cadence='daily 05:00' "out=$out"
        [[ $stderr == "cm-schedule: out: "* && ! -e $CONF/data.conf ]] || { echo "$out: $stderr"; false; }
    done
}

@test "two that are active do not write to one folder, by whatever path: review marks it, activate, edit and resume refuse" {
    mkdir "$T/set" && ln -s set "$T/link"
    active data kind=sync cadence='daily 05:00' out="$T/set/new"
    cms create more kind=sync cadence='daily 06:00' out="$T/link//new/" 2>/dev/null
    said="the schedule data, which is active, writes to this folder too, and each would replace the other's files: cm-schedule edit more out=ANOTHER"
    run -0 --separate-stderr cms review more --offline
    [[ $(grep '^!' <<<"$output") == "!         $said" ]]
    run -64 --separate-stderr cms activate more
    [[ $stderr == "cm-schedule: out: $said" && ! -e $UNITS/callmine@more.timer.d ]]
    grep -qx 'state = draft' "$CONF/more.conf"
    run -0 --separate-stderr cms edit more out="$T/set"
    run -0 --separate-stderr cms activate more --yes
    run -64 --separate-stderr cms edit more out="$T/set/new"
    grep -qx "out = $T/set" "$CONF/more.conf"
    run -0 --separate-stderr cms pause data
    run -0 --separate-stderr cms edit more out="$T/set/new"
    run -64 --separate-stderr cms resume data --yes
    [[ $stderr == *"the schedule more, which is active"* ]]
}

@test "review and activate say what keeps a unit from its folder, and what to do" {
    while IFS='|' read -r out said; do
        rm -f "$CONF/data.conf"
        cms create data kind=sync cadence='daily 05:00' out="$out" 2>/dev/null
        run -0 --separate-stderr cms review data --offline
        [[ $(grep '^note' <<<"$output") == "${said:+note      $said}" ]] || { echo "$out: $output"; false; }
        run -0 --separate-stderr cms activate data
        [[ $(grep 'out:' <<<"$stderr") == "${said:+cm-schedule: out: $said}" ]] || { echo "$out: $stderr"; false; }
    done <<EOF
/srv/no-such|there is no /srv/no-such, and the unit cannot make it: sudo install -d -m 700 -o callmine -g callmine /srv/no-such
//run/user/1000/data|the units see nobody's home and no /run/user (ProtectHome=yes): give another folder, below /srv for one
/var/tmp/data|the units have a /tmp and a /var/tmp of their own, which go when they end: give another folder
/etc/passwd|/etc/passwd is no folder: give another
$T/state/callmine/data|
EOF
}

@test "another cadence of an active schedule holds from now on, and what was missed is entered; another title leaves since as it was" {
    active weekly cadence='daily 08:00'
    AT=2026-11-20T12:00:00Z cms edit weekly title=Other 2>/dev/null
    grep -qx "since = $NOW" "$CONF/weekly.conf"
    AT=2026-11-20T12:00:00Z cms edit weekly cadence='daily 09:00' 2>/dev/null
    grep -qx "since = 2026-11-20T12:00:00Z" "$CONF/weekly.conf"
    cm-run fetch weekly --now 2026-11-20T12:00:01Z
    cms history weekly --json >"$T/history"
    [[ $(jq -r '[.id, .state, .history[].cause] | join(" ")' "$T/history") == \
        "weekly-20261120T080000Z cancelled 4 firings were missed, the first at 2026-11-17T08:00:00Z, before it was edited" ]]
    [[ $(told run-skipped .id) == '"weekly-20261120T080000Z"' ]]
}

@test "pause and resume: nothing fires meanwhile, and nothing of it is caught up" {
    active weekly cadence='daily 08:00'
    AT=2026-11-17T12:00:00Z run -0 --separate-stderr cms pause weekly
    grep -qx 'state = paused' "$CONF/weekly.conf"
    [[ $stderr == *"weekly is paused; what is running comes to its end" ]]
    cm-run fetch weekly --now 2026-11-19T08:00:00Z 2>/dev/null
    AT=2026-11-20T12:00:00Z run -0 --separate-stderr cms resume weekly
    [[ $stderr == *"weekly is active; it fires next at 2026-11-21T08:00:00+00:00" ]]
    grep -qx 'since = 2026-11-20T12:00:00Z' "$CONF/weekly.conf"
    cm-run fetch weekly --now 2026-11-20T13:00:00Z 2>/dev/null
    [[ $(cms history weekly --json | jq -r '.id + " " + .history[0].cause') == "weekly-20261117T080000Z missed, before it was paused" ]]
    run -0 jq -r .what "$AUDIT"
    [[ ${output//$'\n'/ } == "schedule-created schedule-activated run-skipped schedule-paused schedule-resumed" ]]
    cms create draft cadence='daily 08:00' 2>/dev/null
    run -64 --separate-stderr cms pause draft
    run -64 --separate-stderr cms resume draft
    [[ $stderr == "cm-schedule: draft is a draft: cm-schedule activate draft" ]]
}

@test "history shows its runs and no others" {
    active weekly cadence='daily 08:00'
    active other cadence='daily 09:00'
    run -78 cm-run fetch weekly --now 2026-11-18T12:00:00Z
    run -78 cm-run fetch other --now 2026-11-18T12:00:00Z
    run -0 --separate-stderr cms history weekly
    [[ $output == *weekly-20261117T080000Z*weekly-20261118T080000Z* && $output != *other* ]]
    run -0 --separate-stderr cms history weekly --last 1 --json
    [[ $(jq -r .id <<<"$output") == weekly-20261118T080000Z ]]
    run -0 --separate-stderr cms remove weekly
    run -0 --separate-stderr cms history weekly --last 1
    [[ $output == *weekly-20261118T080000Z* ]]
}

@test "list marks what does not agree and the command that makes it agree" {
    run -0 --separate-stderr cms list
    [[ -z $output && $stderr == *"there are no schedules; cm-schedule create makes one" ]]
    active good cadence='daily 08:00'
    for name in bare other left draft; do active $name cadence='daily 08:00'; done
    AT=2027-03-01T00:00:00Z active ahead cadence='daily 08:00'
    cms create plain cadence='daily 08:00' 2>/dev/null
    rm -r "$UNITS"/callmine*@bare.*
    sed -i 's/08:00/09:00/' "$UNITS/callmine@other.timer.d/schedule.conf"
    rm "$CONF/left.conf"
    sed -i 's/^state = .*/state = draft/' "$CONF/draft.conf"
    printf 'cadence = never\n' >"$CONF/broken.conf"
    run -0 --separate-stderr cms list
    [[ $output == *"good      active  2026-11-17T08:00:00+00:00 every day at 08:00, UTC
left "* ]] || { echo "$output"; false; }
    [[ $output == *"! active in its file, and there is no timer: cm-schedule activate bare"* ]]
    still="its since is still to come, and nothing fires until then: cm-schedule activate ahead"
    [[ $output == *"! $still"* && $(cms review ahead --offline 2>/dev/null) == *"!         $still"* ]]
    run -78 --separate-stderr cm-run fetch ahead --now "$NOW"
    [[ $stderr == *": since: still to come (it is $NOW), and nothing fires until then: set the clock right, or say cm-schedule activate ahead" ]]
    run -0 --separate-stderr cms list
    [[ $output == *"! its timer is not what its file says: cm-schedule activate other"* ]]
    [[ $output == *"left      removed -"*"! there is no file any more, but a timer: cm-schedule remove left"* ]]
    [[ $output == *"! a draft in its file, and there is a timer: cm-schedule activate draft"* ]]
    [[ $output == *'broken    broken  -'*"! $CONF/broken.conf:1: cadence: \"never\" is no cadence"* ]]
    cms list --json >"$T/list"
    validate schedule "$T/list"
    [[ $(jq -r 'select(.problem == null) | .name' "$T/list" | tr '\n' ' ') == "good plain " ]]
    for name in ahead bare other draft; do cms activate $name --yes 2>/dev/null; done
    cms remove left 2>/dev/null
    cms remove broken 2>/dev/null
    run -0 --separate-stderr cms list
    [[ $output != *!* ]]
}

@test "systemd is told in the right order; without it one hears what to run" {
    manager
    own create weekly cadence='daily 08:00' questions=pricing 2>/dev/null
    [[ ! -e $T/systemctl ]]
    own activate weekly --yes 2>/dev/null
    [[ -s $UNITS/callmine@weekly.timer.d/schedule.conf ]]
    own pause weekly 2>/dev/null
    own resume weekly 2>/dev/null
    own remove weekly 2>/dev/null
    diff "$T/systemctl" - <<'EOF'
--user daemon-reload
--user enable --now callmine@weekly.timer
--user daemon-reload
--user disable --now callmine@weekly.timer
--user daemon-reload
--user enable --now callmine@weekly.timer
--user disable --now callmine@weekly.timer
--user clean --what=state callmine@weekly.timer
--user daemon-reload
EOF
    [[ -z $(ls "$UNITS") ]]
    rm "$T/bin/systemctl"
    mkdir "$T/few"
    ln -s "$BUILD"/bin/* "$T/few/"
    run -0 --separate-stderr env PATH="$T/few" "$T/few/cm-schedule" --user create a cadence='daily 08:00'
    run -0 --separate-stderr env PATH="$T/few" "$T/few/cm-schedule" --user activate a --yes
    [[ $stderr == *"systemd was not told; where it runs: systemctl --user enable --now callmine@a.timer"* ]]
}

@test "list asks systemd of each of many" {
    manager
    mkdir -p "$CONF"
    for ((i = 100; i < 700; i++)); do printf '%s\n' 'state = paused' 'cadence = daily 08:00' 'window = 1d' >"$CONF/s$i.conf"; done
    touch "$T/on-callmine@s699.timer"
    run -0 own list
    [[ $(grep -c '!' <<<"$output") == 1 && $output == *"paused in its file, and its timer is active: cm-schedule pause s699" ]]
}

@test "what systemd refuses ends with 75, the files stand, and the same command makes it good" {
    manager
    own create weekly cadence='daily 08:00' questions=pricing 2>/dev/null
    touch "$T/fails"
    run -75 --separate-stderr own activate weekly --yes
    [[ $stderr == "Failed to connect to bus
cm-schedule: systemctl daemon-reload ended with 1: the schedule's files are as they should be; give the same command again when systemd can be told" ]]
    grep -qx 'state = active' "$CONF/weekly.conf"
    rm "$T/fails"
    run -0 own list
    [[ $output == *"! active in its file, and its timer is not: cm-schedule activate weekly"* ]]
    run -0 own activate weekly
    run -0 own list
    [[ $output != *!* ]]
    touch "$T/fails"
    run -75 own pause weekly
    rm "$T/fails"
    run -0 own list
    [[ $output == *"! paused in its file, and its timer is active: cm-schedule pause weekly"* ]]
    run -0 own pause weekly
    run -0 own list
    [[ $output != *!* ]]
}

@test "remove goes on where systemd cannot clean up after a timer, and says what is left" {
    manager
    sed -i 's/^for last.*/[[ $* != *clean* ]] || { echo "Failed to clean unit" >\&2; exit 1; }\n&/' "$T/bin/systemctl"
    own create weekly cadence='daily 08:00' questions=pricing 2>/dev/null
    own activate weekly --yes 2>/dev/null
    run -0 --separate-stderr own remove weekly
    [[ $stderr == "Failed to clean unit
cm-schedule: systemd still keeps when it fired last: systemctl --user clean --what=state callmine@weekly.timer" ]]
    [[ ! -e $CONF/weekly.conf && -z $(ls "$UNITS") && $(tail -n1 "$T/systemctl") == '--user daemon-reload' ]]
}

@test "killed on the way, the same command comes to the same end" {
    manager
    own create weekly cadence='daily 08:00' questions=pricing deliver=slack 2>/dev/null
    own review weekly --offline >/dev/null 2>&1
    for verb in activate pause resume remove; do
        ( echo $BASHPID >"$T/kills"; exec cm-schedule --user --now "$NOW" $verb weekly ) 2>/dev/null && false
        rm "$T/kills"
        own list >"$T/list" 2>&1
        grep -q '!' "$T/list" || [[ $verb == remove ]]
        run -0 --separate-stderr own $verb weekly
        run -0 --separate-stderr own list
        [[ $output != *!* ]]
    done
    [[ -z $output && -z $(ls "$UNITS") ]]
    [[ -z $(find "$T/state" "$T/config" -name '*.tmp.*') ]]
    run -0 cm-audit verify
}

@test "edit in an editor: what holds takes its place, what does not is kept to go on with" {
    make_weekly
    terminal() { /usr/bin/python3 "$ROOT/tests/terminal.py" -- "$@"; }
    run -64 --separate-stderr cms edit weekly </dev/null
    [[ $stderr == "cm-schedule: say KEY=VALUE, or edit it at a terminal" ]]
    EDITOR='sed -i s/^title.*/title=Mine/' run -0 terminal cm-schedule edit weekly --units "$UNITS" --now "$NOW"
    grep -qx 'title=Mine' "$CONF/weekly.conf"
    [[ ! -e $CONF/weekly.conf.edit && $(told schedule-edited .keys.title.to) == '"changed"' ]]
    run ! grep -F Mine "$XDG_STATE_HOME/callmine/audit.log"
    EDITOR='sed -i s/^window.*/window=2026-10-01/;s/^state.*/state=active/' run -78 terminal cm-schedule edit weekly --units "$UNITS"
    [[ $output == *"kept in $CONF/weekly.conf.edit, to go on with: $CONF/weekly.conf:"*"window: "* ]]
    grep -qx 'window = last-week' "$CONF/weekly.conf"
    EDITOR='sed -i s/^window.*/window=7d/' run -0 terminal cm-schedule edit weekly --units "$UNITS"
    grep -qx 'window=7d' "$CONF/weekly.conf"
    grep -qx 'state = draft' "$CONF/weekly.conf"
    EDITOR=false run -64 terminal cm-schedule edit weekly --units "$UNITS"
    [[ $output == *"the editor failed: nothing was changed"* ]]
}

@test "root touches a schedule as the user whose it is" {
    ((EUID == 0)) || skip "not root"
    setpriv --reuid nobody --clear-groups test -x "$(command -v cm-schedule)" || skip "nobody else may come to where this is"
    export ASAN_OPTIONS=detect_leaks=0 # which cannot be of a process that changed its user
    W=$(mktemp -d /tmp/callmine-owner-XXXXXX)
    mkdir -m 700 "$W/config"
    chown nobody "$W" "$W/config"
    CONFIGURATION_DIRECTORY=$W/config STATE_DIRECTORY=$W/state CACHE_DIRECTORY=$W/cache \
        run -0 --separate-stderr cm-schedule create weekly cadence='daily 08:00'
    run -0 find "$W" -not -user nobody
    [[ -z $output && -s $W/config/schedules/weekly.conf ]]
    ln -s /etc/passwd "$W/config/schedules/passwd.conf"
    chmod 600 "$W/config/schedules/weekly.conf"
    CONFIGURATION_DIRECTORY=$W/config STATE_DIRECTORY=$W/state CACHE_DIRECTORY=$W/cache \
        run -0 --separate-stderr cm-schedule edit weekly title=Other
    run -0 find "$W" -not -type l -not -user nobody
    [[ -z $output ]]
    rm -rf "$W"
}

@test "a slot is systemd's firing, but on the day of a gap, which a line of its own makes good" {
    command -v systemd-analyze >/dev/null || skip "there is no systemd-analyze"
    while read -r zone spring autumn; do
        for cadence in 'daily 02:15' 'daily 01:45' 'weekdays 08:00' 'weekly Sun 02:15'; do
            rm -rf "$CONF" "$UNITS" "$T/state"
            AT=2026-01-01T00:00:00Z active x cadence="$cadence" zone=$zone
            readarray -t lines < <(timer x | sed -n 's/^OnCalendar=//p')
            for from in $spring $autumn; do
                systemd-analyze calendar --base-time "$from 12:00:00 UTC" --iterations 4 "${lines[@]}" 2>/dev/null |
                    sed -En 's/.*(Next elapse|Iter\. #[0-9]+|\(in UTC\)): ... (.*) UTC$/\2/p' | sort -u | head -n3 >"$T/systemd"
                AT=${from}T12:00:00Z cms review x --offline 2>/dev/null |
                    sed -n 's/^          \(20[-0-9T:+]*\)$/\1/p' | head -n3 | date -u -f - '+%F %T' >"$T/ours"
                diff "$T/systemd" "$T/ours" || { echo "$zone, $cadence, from $from"; false; }
                [[ $(wc -l <"$T/ours") == 3 ]]
            done
        done
    done <<'EOF'
Europe/Paris 2026-03-27 2026-10-23
America/New_York 2026-03-06 2026-10-30
Australia/Lord_Howe 2026-04-03 2026-10-02
EOF
}
