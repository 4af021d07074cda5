# gong-scorecards: the scorecards that reviews are made with.
load env
load gong

teardown() { sim_stop; }

@test "lists every scorecard once, in one request, its guides as plain text" {
    sim
    sim_connect
    run -0 --separate-stderr bash -c "gong-scorecards >$T/out"
    [[ -z $stderr && $(asked) == 1 && $(wc -l <"$T/out") == 3 ]]
    validate scorecard "$T/out"
    [[ $(jq -r '.questions[].answerGuide' "$T/out" | sort -u) == $'\nName the moment.\nWeighted mean of the rated questions.' ]]
}

@test "ids and ranges are text whatever Gong sends, to the last digit; other numbers stay numbers" {
    stub
    # Not by way of jq, which would make other numbers of these.
    cat >"$T/gong/says" <<'S'
{"path":"/v2/settings/scorecards","status":200,"answer":{"requestId":"1","scorecards":[{"scorecardId":9067118520937746613,"scorecardName":"Ü","updaterUserId":-1,"enabled":true,"new":{"score":1.5,"list":[9067118520937746613]},"questions":[{"questionId":1177340928815560275,"questionRevisionId":"22","questionText":"Why?","minRange":1,"maxRange":5,"answerGuide":"<div>Ask &amp; listen</div><div>then <b>wait</b></div>","answerOptions":[{"id":3,"text":"x"}]}]}]}}
S
    run -0 --separate-stderr gong-scorecards
    printf '%s\n' "$output" >"$T/out"
    validate scorecard "$T/out"
    [[ $output == *'"scorecardId": "9067118520937746613"'* && $output == *'"updaterUserId": "-1"'* ]]
    [[ $output == *'"questionId": "1177340928815560275", "questionRevisionId": "22"'* ]]
    [[ $output == *'"minRange": "1", "maxRange": "5"'* && $output == *'{"id": "3", "text": "x"}'* ]]
    [[ $output == *'"new": {"score": 1.5, "list": [9067118520937746613]}'* ]]
    [[ $output == *'"answerGuide": "Ask & listen\nthen wait"'* ]]
}

@test "a company without scorecards is no lines and status 0, in both of Gong's ways to say so" {
    stub
    says /v2/settings/scorecards '{"requestId": "1", "scorecards": []}'
    says /v2/settings/scorecards '{"requestId": "1", "errors": ["Scorecards not found"]}' 404
    for n in 1 2; do
        run -0 --separate-stderr gong-scorecards
        [[ -z $output && -z $stderr ]]
    done
    [[ $(stub_asked .path | wc -l) == 2 ]]
}

@test "--limit stops after so many records" {
    sim
    sim_connect
    run -0 --separate-stderr gong-scorecards --limit 2
    [[ ${#lines[@]} == 2 && -z $stderr ]]
}

@test "a scorecard without an id is status 76, and nothing of the answer goes out" {
    stub
    says /v2/settings/scorecards '{"scorecards": [{"scorecardId": "1"}, {"scorecardName": "Zwetschgendatschi"}]}'
    run -76 --separate-stderr gong-scorecards
    [[ -z $output && $stderr == "gong-scorecards: item 2 of the answer to /v2/settings/scorecards has no scorecardId" ]]
}

@test "without the scope: status 77, and the scope and the place to add it are named" {
    sim --scopes api:users:read
    sim_connect
    run -77 --separate-stderr gong-scorecards
    [[ -z $output && $stderr == *"lacks the scope api:settings:scorecards:read, which scorecards need"*"Admin center"* ]]
}

@test "a full disk is status 74" {
    sim
    sim_connect
    run -74 --separate-stderr bash -c "gong-scorecards >/dev/full"
    [[ $stderr == "gong-scorecards: stdout: No space left on device" ]]
}

@test "wrong usage is status 64" {
    for args in file '--limit many' '--no-such'; do
        run -64 --separate-stderr gong-scorecards $args
        [[ -z $output && $stderr == "gong-scorecards: "* ]]
    done
}
