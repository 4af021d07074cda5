# gong-user-stats: what Gong counts of its users.
load env
load gong

teardown() { sim_stop; }

NOW=(--now 2026-11-16T20:00:00Z --zone US/Pacific)
SIM=(--now 2026-11-16T20:00:00Z --clock fixed)
NO_STATS='{"requestId": "1abc", "errors": ["No stats found corresponding to the provided filters"]}'
TOO_LATE='{"requestId": "1abc", "errors": ["The date(s) should not exceed the current day."]}'
declare -gA PATHS=([aggregate]=/v2/stats/activity/aggregate [by-period]=/v2/stats/activity/aggregate-by-period
    [day-by-day]=/v2/stats/activity/day-by-day [interaction]=/v2/stats/interaction)

body() { jq -r .body "$T/gong/log" | jq -c "$1"; }

@test "each kind asks its own endpoint and gives each user once" {
    sim "${SIM[@]}"
    sim_connect
    for kind in aggregate by-period day-by-day interaction; do
        sim_forget
        run -0 --separate-stderr bash -c "gong-user-stats --kind $kind ${NOW[*]} >$T/$kind"
        [[ -z $stderr && $(requests | jq -r .path | sort -u) == "${PATHS[$kind]}" ]]
        validate user-stats "$T/$kind"
        [[ $(jq -r .callmine.kind "$T/$kind" | sort -u) == "$kind" ]]
        [[ $(jq -r .userId "$T/$kind" | sort -u | wc -l) == $(wc -l <"$T/$kind") ]]
    done
    # who hosted calls, and how many, is the same in all
    diff <(jq -c '[.userId, .userAggregateActivityStats.callsAsHost]' "$T/aggregate") \
        <(jq -c '[.userId, ([.userDailyActivityStats[].callsAsHost | length] | add)]' "$T/day-by-day")
    diff <(jq -c '[.userId, .userAggregateActivityStats.callsAsHost]' "$T/aggregate") \
        <(jq -c '[.userId, ([.userAggregateActivity[].callsAsHost] | add)]' "$T/by-period")
    diff <(jq -r .userId "$T/aggregate") <(jq -r .userId "$T/interaction")
}

@test "the last 30 days by default, today not among them, and callmine says which, with Gong's zone where it tells it" {
    sim "${SIM[@]}"
    sim_connect
    run -0 bash -c "gong-user-stats ${NOW[*]} | jq -c .callmine | sort -u"
    [[ $output == '{"v":1,"zone":"US/Pacific","kind":"aggregate","from":"2026-10-17","to":"2026-11-16"}' ]]
    run -0 bash -c "gong-user-stats --kind day-by-day ${NOW[*]} | jq -c '[.callmine, (.userDailyActivityStats | length)]' | sort -u"
    [[ $output == '[{"v":1,"zone":null,"kind":"day-by-day","from":"2026-10-17","to":"2026-11-16"},30]' ]]
}

@test "more than 100 users come in pages, each once" {
    sim --users 250 --calls-per-year 12000 "${SIM[@]}"
    sim_connect
    run -0 --separate-stderr bash -c "gong-user-stats ${NOW[*]} >$T/out"
    n=$(wc -l <"$T/out")
    ((n > 100))
    [[ -z $stderr && $(asked) == $(((n + 99) / 100)) && $(jq -r .userId "$T/out" | sort -u | wc -l) == "$n" ]]
    run -0 --separate-stderr bash -c "gong-user-stats ${NOW[*]} --limit 101 >$T/limited"
    cmp "$T/limited" <(head -101 "$T/out")
    sim_forget
    run -0 --separate-stderr bash -c "gong-user-stats ${NOW[*]} --limit 100 >$T/limited"
    [[ -z $stderr && $(asked) == 1 && $(wc -l <"$T/limited") == 100 ]]
}

@test "the request says dates, users and, beside the filter, the period" {
    stub
    for path in "${PATHS[@]}"; do says "$path" "$NO_STATS" 404; done
    gong-user-stats "${NOW[@]}" --user 31 --user 3107446120958830211
    gong-user-stats "${NOW[@]}" --kind by-period --from 2026-01-01 --to 2026-04-01
    gong-user-stats "${NOW[@]}" --kind by-period --period quarter --last last-month
    gong-user-stats "${NOW[@]}" --kind interaction --last 7d
    [[ $(body .) == '{"filter":{"fromDate":"2026-10-17","toDate":"2026-11-16","userIds":["31","3107446120958830211"]}}
{"aggregationPeriod":"WEEK","filter":{"fromDate":"2026-01-01","toDate":"2026-04-01"}}
{"aggregationPeriod":"QUARTER","filter":{"fromDate":"2026-10-01","toDate":"2026-11-01"}}
{"filter":{"fromDate":"2026-11-09","toDate":"2026-11-16"}}' ]]
    [[ $(stub_asked .method | sort -u) == '"POST"' && $(stub_asked .query | sort -u) == '{}' ]]
}

@test "--period is the period, and callmine says it" {
    sim "${SIM[@]}"
    sim_connect
    run -0 --separate-stderr bash -c "gong-user-stats ${NOW[*]} --kind by-period --period month --from 2026-09-15 >$T/out"
    [[ -z $stderr ]]
    validate user-stats "$T/out"
    [[ $(jq -c '[.callmine.period, (.userAggregateActivity | map(.fromDate[:10]))]' "$T/out" | sort -u) == '["month",["2026-09-15","2026-10-01","2026-11-01"]]' ]]
}

@test "never a day to come: --to is brought back to today, which is said" {
    stub
    says "${PATHS[aggregate]}" "$NO_STATS" 404
    run -0 --separate-stderr gong-user-stats "${NOW[@]}" --from 2026-11-01 --to 2026-12-24
    [[ -z $output && ${#stderr_lines[@]} == 1 && $stderr == *"the window ends before today, 2026-11-16" ]]
    [[ $(body .filter) == '{"fromDate":"2026-11-01","toDate":"2026-11-16"}' ]]
    run -64 --separate-stderr gong-user-stats "${NOW[@]}" --from 2026-11-16 --to 2026-12-24
    [[ $stderr == *"no day in the window that is over"* ]]
}

@test "where today has not come yet, Gong is asked once more with a day less" {
    # It is the 17th in Auckland, and the 16th where the company is.
    sim "${SIM[@]}"
    sim_connect
    run -0 --separate-stderr bash -c "gong-user-stats --last 7d --now 2026-11-16T20:00:00Z --zone Pacific/Auckland >$T/out"
    [[ $stderr == *"asking for a day less" && $(asked) == 2 ]]
    [[ $(jq -c '.callmine | [.from, .to]' "$T/out" | sort -u) == '["2026-11-10","2026-11-16"]' ]]
    # nothing is left of a single day
    run -0 --separate-stderr gong-user-stats --last 1d --now 2026-11-16T20:00:00Z --zone Pacific/Auckland
    [[ -z $output && $stderr == *"asking for a day less" ]]
}

@test "once more is once: a second refusal is status 76" {
    stub
    says "${PATHS[aggregate]}" "$TOO_LATE" 400
    run -76 --separate-stderr gong-user-stats "${NOW[@]}"
    [[ -z $output && $stderr == *"should not exceed the current day"* && $(stub_asked .path | wc -l) == 2 ]]
}

@test "only the users that were asked for; one that Gong does not know is no lines and status 0" {
    sim "${SIM[@]}"
    sim_connect
    gong-user-stats "${NOW[@]}" >"$T/all"
    user=$(sed -n 2p "$T/all" | jq -r .userId)
    run -0 --separate-stderr gong-user-stats "${NOW[@]}" --user "$user"
    [[ $output == "$(sed -n 2p "$T/all")" && -z $stderr ]]
    run -0 --separate-stderr gong-user-stats "${NOW[@]}" --user 12345
    [[ -z $output && -z $stderr ]]
}

@test "no activity is no lines and status 0, in each of Gong's ways to say so" {
    stub
    says "${PATHS[aggregate]}" "$NO_STATS" 404
    says "${PATHS[aggregate]}" '{"errors": ["User not found"]}' 404
    says "${PATHS[aggregate]}" '{"records": {"totalRecords": 0}, "usersAggregateActivityStats": []}'
    for n in 1 2 3; do
        run -0 --separate-stderr gong-user-stats "${NOW[@]}"
        [[ -z $output && -z $stderr ]]
    done
}

@test "a 404 of another kind is no empty answer: status 69" {
    stub
    says "${PATHS[aggregate]}" '{"errors": ["Not Found"]}' 404
    run -69 --separate-stderr gong-user-stats "${NOW[@]}"
    [[ -z $output && $stderr == *"(404)"* ]]
}

@test "ids of users and calls are text whatever Gong sends; counts stay numbers" {
    stub
    cat >"$T/gong/says" <<'S'
{"path":"/v2/stats/activity/aggregate","status":200,"answer":{"records":{},"usersAggregateActivityStats":[{"userId":3107446120958830213,"userAggregateActivityStats":{"callsAsHost":9,"ownCallsListenedTo":2}}]}}
{"path":"/v2/stats/activity/day-by-day","status":200,"answer":{"records":{},"usersDetailedActivities":[{"userId":"31","userDailyActivityStats":[{"callsAsHost":[4417730925618840039],"othersCallsListenedTo":["5",4417730925618840041]}]}]}}
S
    run -0 --separate-stderr gong-user-stats "${NOW[@]}"
    [[ $output == '{"userId": "3107446120958830213", "userAggregateActivityStats": {"callsAsHost": 9, "ownCallsListenedTo": 2},'* ]]
    validate user-stats <(echo "$output")
    run -0 --separate-stderr gong-user-stats --kind day-by-day "${NOW[@]}"
    [[ $output == *'{"callsAsHost": ["4417730925618840039"], "othersCallsListenedTo": ["5", "4417730925618840041"]}'* ]]
    validate user-stats <(echo "$output")
}

@test "each kind names the scope that it lacks: status 77" {
    sim --scopes "api:users:read api:stats:user-actions" "${SIM[@]}"
    sim_connect
    run -0 --separate-stderr bash -c "gong-user-stats ${NOW[*]} >/dev/null"
    run -77 --separate-stderr gong-user-stats --kind day-by-day "${NOW[@]}"
    [[ -z $output && $stderr == *"lacks the scope api:stats:user-actions:detailed, which users need"* ]]
    run -77 --separate-stderr gong-user-stats --kind interaction "${NOW[@]}"
    [[ -z $output && $stderr == *"lacks the scope api:stats:interaction, which users need"* ]]
    sim_do scopes?set=api:users:read
    for kind in aggregate by-period; do
        run -77 --separate-stderr gong-user-stats --kind $kind "${NOW[@]}"
        [[ -z $output && $stderr == *"lacks the scope api:stats:user-actions, which users need"* ]]
    done
}

@test "a full disk is status 74" {
    sim "${SIM[@]}"
    sim_connect
    run -74 --separate-stderr bash -c "gong-user-stats ${NOW[*]} >/dev/full"
    [[ $stderr == "gong-user-stats: stdout: No space left on device" ]]
}

@test "wrong usage is status 64" {
    for args in file '--kind all' '--period week' '--kind by-period --period WEEK' '--user bob' \
        '--from 2026-09-02 --to 2026-09-02' '--last 7d --to 2026-09-02' '--to 2026-9-2' '--now noon' '--no-such'; do
        run -64 --separate-stderr gong-user-stats $args
        [[ -z $output && $stderr == "gong-user-stats: "* ]]
    done
}
