# gong-answered-scorecards: the reviews of calls.
load env
load gong

teardown() { sim_stop; }

NOW=(--now 2026-11-16T20:00:00Z --zone US/Pacific)
MANY=(--now 2026-11-16T20:00:00Z --count 3000 --clock fixed)

# body JQ: of what the stand-in was asked, the bodies
body() { jq -r .body "$T/gong/log" | command jq -c "$1"; }

@test "lists every review of the last 30 days and today once, by people and by Gong's AI, 100 a page" {
    sim "${MANY[@]}"
    sim_connect
    run -0 --separate-stderr bash -c "gong-answered-scorecards ${NOW[*]} >$T/out"
    n=$(wc -l <"$T/out")
    ((n > 100))
    [[ -z $stderr && $(asked) == $(((n + 99) / 100)) ]]
    validate answered-scorecard "$T/out"
    [[ $(jq -r .answeredScorecardId "$T/out" | sort -u | wc -l) == "$n" ]]
    [[ $(jq -r .reviewMethod "$T/out" | sort -u | tr '\n' ' ') == "AUTOMATIC MANUAL " ]]
    # the first day and today are in it
    [[ $(jq -r '.reviewTime[:10]' "$T/out" | sort | sed -n '1p;$p' | tr '\n' ' ') == "2026-10-17 2026-11-16 " ]]
}

@test "a review of today is missed by a window that ends today, and found by one that ends tomorrow" {
    sim "${MANY[@]}"
    sim_connect
    run -0 bash -c "gong-answered-scorecards ${NOW[*]} --from 2026-11-16 | wc -l"
    ((output > 0))
    today=$output
    run -0 bash -c "gong-answered-scorecards ${NOW[*]} --from 2026-11-15 --to 2026-11-16 | jq -r '.reviewTime[:10]' | sort -u"
    [[ $output == 2026-11-15 ]]
    run -0 bash -c "gong-answered-scorecards ${NOW[*]} --from 2026-11-16 --to 2026-11-17 | wc -l"
    [[ $output == "$today" ]]
}

@test "the request says both methods, and whole days by the review's date" {
    stub
    says /v2/stats/activity/scorecards "$NONE_FOUND" 404
    gong-answered-scorecards "${NOW[@]}"
    gong-answered-scorecards "${NOW[@]}" --last 7d --by call --method manual --user 31 --user 32 --scorecard 60
    gong-answered-scorecards "${NOW[@]}" --last last-week --method automatic
    gong-answered-scorecards "${NOW[@]}" --to 2026-03-31
    [[ $(body .) == '{"filter":{"reviewFromDate":"2026-10-17","reviewToDate":"2026-11-17","reviewMethod":"BOTH"}}
{"filter":{"callFromDate":"2026-11-09","callToDate":"2026-11-17","reviewMethod":"MANUAL","reviewedUserIds":["31","32"],"scorecardIds":["60"]}}
{"filter":{"reviewFromDate":"2026-11-09","reviewToDate":"2026-11-16","reviewMethod":"AUTOMATIC"}}
{"filter":{"reviewFromDate":"2026-03-01","reviewToDate":"2026-03-31","reviewMethod":"BOTH"}}' ]]
}

@test "the day is the zone's" {
    stub
    says /v2/stats/activity/scorecards "$NONE_FOUND" 404
    gong-answered-scorecards --last 1d --now 2026-11-16T20:00:00Z --zone Pacific/Auckland
    gong-answered-scorecards --last 1d --now 2026-11-16T04:00:00Z --zone US/Pacific
    [[ $(body '[.filter.reviewFromDate, .filter.reviewToDate]') == '["2026-11-16","2026-11-18"]
["2026-11-14","2026-11-16"]' ]]
}

@test "--user and --method restrict" {
    sim "${MANY[@]}"
    sim_connect
    gong-answered-scorecards "${NOW[@]}" >"$T/all"
    user=$(jq -r .reviewedUserId "$T/all" | sort | uniq -c | sort -n | awk 'END { print $2 }')
    run -0 --separate-stderr gong-answered-scorecards "${NOW[@]}" --user "$user" --method automatic
    [[ -n $output && -z $stderr ]]
    diff <(echo "$output") <(command jq -c --arg u "$user" 'select(.reviewedUserId == $u and .reviewMethod == "AUTOMATIC")' "$T/all")
}

@test "ids are text whatever Gong sends, to the last digit; a score stays a number" {
    stub
    cat >"$T/gong/says" <<'S'
{"path":"/v2/stats/activity/scorecards","status":200,"answer":{"records":{"totalRecords":2},"answeredScorecards":[{"answeredScorecardId":7401185520937746613,"scorecardId":6002914477381150939,"reviewerUserId":null,"callId":4417730925618840039,"answers":[{"questionId":1177340928815560277,"score":4,"selectedOptions":[1,"3"]}]},{"answeredScorecardId":7401185520937746612,"scorecardId":6002914477381150939}]}}
S
    run -0 --separate-stderr gong-answered-scorecards "${NOW[@]}"
    [[ $output == '{"answeredScorecardId": "7401185520937746613", "scorecardId": "6002914477381150939", "reviewerUserId": null, "callId": "4417730925618840039", "answers": [{"questionId": "1177340928815560277", "score": 4, "selectedOptions": ["1", "3"]}]}
{"answeredScorecardId": "7401185520937746612", "scorecardId": "6002914477381150939"}' ]]
    validate answered-scorecard <(echo "$output")
}

@test "a chain that starts again because its cursor expired gives each review once" {
    stub
    one='{"records": {"cursor": "a"}, "answeredScorecards": [{"answeredScorecardId": "1"}, {"answeredScorecardId": "2"}]}'
    says /v2/stats/activity/scorecards "$one"
    says /v2/stats/activity/scorecards '{"errors": ["The cursor has expired"]}' 400
    says /v2/stats/activity/scorecards "$one"
    says /v2/stats/activity/scorecards '{"records": {}, "answeredScorecards": [{"answeredScorecardId": "3"}]}'
    run -0 --separate-stderr gong-answered-scorecards "${NOW[@]}"
    [[ $(jq -r .answeredScorecardId <<<"$output" | tr '\n' ' ') == "1 2 3 " && $stderr == *"starts again" ]]
    [[ $(body .cursor) == $'null\n"a"\nnull\n"a"' ]]
}

@test "a window without reviews is no lines and status 0" {
    sim "${MANY[@]}"
    sim_connect
    run -0 --separate-stderr gong-answered-scorecards --from 2020-01-01 --to 2020-02-01
    [[ -z $output && -z $stderr && $(asked) == 1 ]]
}

@test "--limit stops after so many records, and asks for no page more than that" {
    sim "${MANY[@]}"
    sim_connect
    for n in 7 100; do
        sim_forget
        run -0 --separate-stderr gong-answered-scorecards "${NOW[@]}" --limit $n
        [[ ${#lines[@]} == "$n" && -z $stderr && $(asked) == 1 ]]
    done
}

@test "without the scope: status 77, and the scope is named" {
    sim --scopes api:users:read
    sim_connect
    run -77 --separate-stderr gong-answered-scorecards "${NOW[@]}"
    [[ -z $output && $stderr == *"lacks the scope api:stats:scorecards, which answered scorecards need"* ]]
}

@test "a full disk is status 74" {
    sim "${MANY[@]}"
    sim_connect
    run -74 --separate-stderr bash -c "gong-answered-scorecards ${NOW[*]} >/dev/full"
    [[ $stderr == "gong-answered-scorecards: stdout: No space left on device" ]]
}

@test "wrong usage is status 64" {
    for args in file '--by me' '--method NONE' '--user bob' '--scorecard x' '--from 2026-09-02 --to 2026-09-02' \
        '--from 2026-09-03 --to 2026-09-02' '--last 7d --from 2026-09-02' '--from 2026-09-31' '--from 2026-09-02T00:00:00Z' \
        '--from now' '--last week' '--zone Mars/Olympus' '--no-such'; do
        run -64 --separate-stderr gong-answered-scorecards $args
        [[ -z $output && $stderr == "gong-answered-scorecards: "* ]]
    done
}
