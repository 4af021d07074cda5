# A Gong on loopback: its manners, its limits, its faults, and the truth of what it invents.
load env
load gong

setup() { KEY=(-u sim-key:sim-secret); }
teardown() { sim_stop; }

# get PATH [CURL...], post PATH BODY [CURL...]: the body, and the status in $T/status
get() { curl -sS "${KEY[@]}" -o "$T/body" -D "$T/headers" -w '%{http_code}' "${@:2}" "$BASE$1" >"$T/status" && cat "$T/body"; }
post() { get "$1" -d "$2" -H 'Content-Type: application/json' "${@:3}"; }
status() { [[ $(<"$T/status") == "$1" ]]; }
control() { curl -sS -X POST "$BASE/sim/$1"; }
errors() { jq -r '.errors[0]' "$T/body"; }
field() { jq -r "$1" "$T/body"; }
LAST30='fromDateTime=2026-10-17T08:00:00Z&toDateTime=2026-11-16T08:00:00Z'
EVERYTHING='{"context": "Extended", "contextTiming": ["Now", "TimeOfCall"], "exposedFields": {"parties": true,
    "content": {"structure": true, "topics": true, "trackers": true, "trackerOccurrences": true, "brief": true, "outline": true,
        "highlights": true, "callOutcome": true, "keyPoints": true},
    "interaction": {"speakers": true, "video": true, "personInteractionStats": true, "questions": true},
    "collaboration": {"publicComments": true}}}'

# ---- what it serves ----

@test "lists the calls of a window, a hundred a page, oldest first, with every key" {
    sim --clock fixed
    get "/v2/calls?$LAST30" >/dev/null
    status 200
    [[ $(field '.calls | length') == 100 && $(field .records.currentPageNumber) == 0 ]]
    [[ $(field '[.calls[] | length] | unique | join(" ")') == 20 ]]
    get "/v2/calls?$LAST30&cursor=$(field .records.cursor)" >/dev/null
    [[ $(field .records.currentPageNumber) == 1 && $(field .records.cursor) == null ]]
    n=$(field '.calls | length')
    ((100 + n >= 110 && 100 + n <= 150))
}

@test "answers as Gong does: chunked, its content types, the request id as x-traceid" {
    sim
    get /v2/users >/dev/null
    grep -qi '^transfer-encoding: chunked' "$T/headers"
    grep -qi '^content-type: application/json;charset=UTF-8' "$T/headers"
    grep -qi "^x-traceid: $(field .requestId)" "$T/headers"
    get /v2/users/1 >/dev/null
    grep -qi '^content-type: application/json; charset=utf-8' "$T/headers"
}

@test "compresses when asked, and the bytes unpack to the same" {
    sim --clock fixed --count 40
    get /v2/calls | jq -c .calls >"$T/plain"
    get /v2/calls --compressed | jq -c .calls >"$T/packed"
    grep -qi '^content-encoding: gzip' "$T/headers"
    cmp "$T/plain" "$T/packed"
    post /v2/calls/transcript '{"filter": {}}' -H 'Accept-Encoding: gzip' | gzip -dc | jq -e '.callTranscripts | length > 20' >/dev/null
}

@test "the same seed gives the same company, whatever the time" {
    some() { gong-sim --dump --calls-per-year 120 "$@" | jq -c '[.metaData.id, .metaData.title, .transcript]' | sort; }
    some --now 2026-11-16T08:00:00Z >"$T/a"
    some --now 2026-11-17T08:00:00Z >"$T/b"
    some --seed 2 >"$T/other"
    (($(wc -l <"$T/a") > 80 && $(comm -12 "$T/a" "$T/b" | wc -l) > $(wc -l <"$T/a") - 5))
    [[ -z $(comm -12 "$T/a" "$T/other") ]]
}

@test "puts exactly so many calls in the window when told" {
    sim --count 250 --days 7 --no-limit --clock fixed
    W='fromDateTime=2026-11-09T08:00:00Z&toDateTime=2026-11-16T08:00:00Z'
    get "/v2/calls?$W" >"$T/1"
    get "/v2/calls?$W&cursor=$(field .records.cursor)" >"$T/2"
    get "/v2/calls?$W&cursor=$(field .records.cursor)" >"$T/3"
    [[ $(field .records.cursor) == null ]]
    [[ $(jq -r '.calls[].id' "$T"/[123] | sort -u | wc -l) == 250 ]]
}

@test "has the mix of a real company" {
    gong-sim --dump --calls-per-year 800 | jq -r '
        {private: .metaData.isPrivate, internal: (.metaData.scope == "Internal"), dialer: (.metaData.system == "Outreach"),
         untitled: (.metaData.title == null), emoji: (.metaData.title // "" | test("🚀")), japanese: (.metaData.language == "jpn"),
         french: (.metaData.language == "fre"), "no transcript yet": (.transcript == null), "empty transcript": (.transcript == []),
         "no parties": (has("parties") | not), "a party that did not speak": ([.parties[]?.speakerId] | index(null) != null),
         "a null voice": ([.transcript[]?.speakerId] | index(null) != null),
         "a voice without a party": ([.transcript[]?.speakerId] - [.parties[]?.speakerId] - [null] | length > 0),
         accounts: ([.context[].objects[] | select(.objectType == "Account")] | length > 1),
         deals: ([.context[].objects[] | select(.objectType == "Opportunity") | .objectId] | unique | length > 1),
         HubSpot: (.context[0].system == "HubSpot"), Salesforce: (.context[0].system == "Salesforce"), "no context": (.context == []),
         "amounts as numbers": ([.context[].objects[].fields[] | select(.name == "Amount") | .value | type] | index("number") != null),
         "amounts as text": ([.context[].objects[].fields[] | select(.name == "amount") | .value | type] | index("string") != null),
         ("id of \(.metaData.id | length)"): true} | to_entries[] | select(.value) | .key' | sort | uniq -c | sed 's/^ *//' >"$T/mix"
    cat "$T/mix"
    [[ $(wc -l <"$T/mix") == 23 ]]
    private=$(sed -n 's/ private//p' "$T/mix")
    ((private > 15 && private < 60))
}

@test "neighbouring monologues of one speaker differ in their topic" {
    gong-sim --dump --count 20 | jq -e '[.transcript // [] | . as $t | range(1; length) as $i | select($t[$i].speakerId == $t[$i - 1].speakerId) |
        $t[$i].topic != $t[$i - 1].topic] | all' >"$T/each"
    [[ $(<"$T/each") == true* && $(<"$T/each") != *false* ]]
}

@test "shows only the blocks that are asked for" {
    sim --count 5 --clock fixed
    post /v2/calls/extensive '{"filter": {}}' >/dev/null
    [[ $(field '[.calls[] | keys[]] | unique | join(" ")') == metaData ]]
    post /v2/calls/extensive '{"filter": {}, "contentSelector": {"exposedFields": {"parties": true, "content": {"brief": true}}}}' >/dev/null
    [[ $(field '[.calls[] | keys[]] | unique | join(" ")') == "content metaData parties" ]]
    [[ $(field '[.calls[].content // {} | keys[]] | unique | join(" ")') == brief ]]
    [[ $(field '[.calls[].parties[]? | has("context")] | any') == false ]]
}

@test "context is none, ids or fields, at the times asked for" {
    sim --count 60 --no-limit --clock fixed
    all() { post /v2/calls/extensive "{\"filter\": {}, \"contentSelector\": {$1}}" | jq -r "[.calls[].context[].objects[] | $2] | unique | join(\" \")"; }
    [[ $(all '"context": "Basic"' 'has("fields")') == false ]]
    [[ $(all '"context": "Extended"' '.timing // empty') == Now ]]
    [[ $(all '"context": "Extended", "contextTiming": ["TimeOfCall"]' '.timing // empty') == TimeOfCall ]]
    [[ $(all '"context": "Extended", "contextTiming": ["Now", "TimeOfCall"]' '.timing // empty') == "Now TimeOfCall" ]]
}

@test "users are a list that holds inactive ones, one wrapped, and a history" {
    sim --users 120 --no-limit
    get /v2/users >/dev/null
    [[ $(field '.users | length') == 100 && $(field '[.users[].active] | unique | join(" ")') == "false true" ]]
    id=$(field '.users[3].id')
    get "/v2/users?cursor=$(field .records.cursor)" >/dev/null
    [[ $(field '.users | length') == 20 ]]
    get "/v2/users/$id" >/dev/null && [[ $(field .user.id) == "$id" ]]
    get "/v2/users/$id/settings-history" >/dev/null && [[ $(field '.userSettingsHistory | length') == 3 ]]
    post /v2/users/extensive "{\"filter\": {\"userIds\": [\"$id\"]}}" >/dev/null && [[ $(field '.users[0].id') == "$id" ]]
    get /v2/users/17 >/dev/null && status 404 && [[ $(errors) == "User not found" ]]
}

@test "statistics count the calls a user hosted, by day and by week alike" {
    sim --no-limit
    F='"filter": {"fromDate": "2026-10-05", "toDate": "2026-11-02"}'
    sum() { post "/v2/stats/activity/$1" "{$2$F}" | jq "[$3] | add"; }
    a=$(sum aggregate '' '.usersAggregateActivityStats[].userAggregateActivityStats.callsAsHost')
    w=$(sum aggregate-by-period '"aggregationPeriod": "WEEK", ' '.usersAggregateActivity[].userAggregateActivity[].callsAsHost')
    d=$(sum day-by-day '' '.usersDetailedActivities[].userDailyActivityStats[].callsAsHost | length')
    [[ $a -gt 50 && $a == "$w" && $a == "$d" ]]
    post /v2/stats/interaction "{$F}" >/dev/null && [[ $(field .timeZone) == US/Pacific ]]
}

@test "statistics refuse tomorrow and a missing date in Gong's words" {
    sim --no-limit
    post /v2/stats/activity/aggregate '{"filter": {"fromDate": "2026-11-01", "toDate": "2026-11-20"}}' >/dev/null
    status 400 && [[ $(errors) == "The date(s) should not exceed the current day." ]]
    post /v2/stats/activity/aggregate '{"filter": {"fromDateTime": "2026-11-01T00:00:00Z"}}' >/dev/null
    status 400 && [[ $(errors) == "filter.fromDate: may not be null" ]]
}

@test "reviews are manual ones unless BOTH is said" {
    sim --no-limit
    [[ $(post /v2/stats/activity/scorecards '{"filter": {}}' | jq -r '[.answeredScorecards[].reviewMethod] | unique | join(" ")') == MANUAL ]]
    [[ $(post /v2/stats/activity/scorecards '{"filter": {"reviewMethod": "BOTH"}}' | jq -r '[.answeredScorecards[].reviewMethod] | unique | join(" ")') == "AUTOMATIC MANUAL" ]]
    post /v2/stats/activity/scorecards '{"filter": {"callFromDate": "2020-01-01", "callToDate": "2020-01-01"}}' >/dev/null
    status 404 && [[ $(errors) == "No answered scorecards found corresponding to the provided filters." ]]
}

@test "settings, library and workspaces answer; several workspaces must be named" {
    sim --no-limit --workspaces 2
    [[ $(get /v2/settings/scorecards | jq -r '.scorecards[0].scorecardId | type') == string ]]
    [[ $(get /v2/settings/trackers | jq -r '.keywordTrackers[0].filterQuery | fromjson | .type') == And ]]
    [[ $(get /v2/call-outcomes | jq '.outcomes | length') == 4 ]]
    get /v2/library/folders >/dev/null && status 400
    id=$(get /v2/workspaces | jq -r '.workspaces[1].id')
    folder=$(get "/v2/library/folders?workspaceId=$id" | jq -r '.folders[1].id')
    (($(get "/v2/library/folder-content?folderId=$folder" | jq '.calls | length') > 0))
}

# ---- time ----

@test "a call surfaces late, behind the watermark, and totalRecords runs ahead of it" {
    sim --no-limit --clock fixed --now 2026-11-12T23:00:00Z
    W='fromDateTime=2026-11-11T08:00:00Z&toDateTime=2026-11-13T08:00:00Z'
    get "/v2/calls?$W" >"$T/before"
    jq -e '.records.totalRecords > (.calls | length)' "$T/before" >/dev/null
    control 'clock?advance=864000' >/dev/null
    get "/v2/calls?$W" >"$T/after"
    jq -s -e '(.[0].calls - .[1].calls == []) and ((.[1].calls | length) > (.[0].calls | length))' "$T/before" "$T/after" >/dev/null
    jq -e '.records.totalRecords == (.calls | length)' "$T/after" >/dev/null
}

@test "a transcript comes later than its call and is silently missing until then" {
    sim --no-limit --clock fixed --count 90
    get /v2/calls | jq -c '{filter: {callIds: [.calls[].id]}}' >"$T/ask"
    n=$(post /v2/calls/transcript "@$T/ask" | jq '.callTranscripts | length')
    ((n > 70 && n < 90))
    control 'clock?advance=864000' >/dev/null
    (($(post /v2/calls/transcript "@$T/ask" | jq '.callTranscripts | length') > n))
}

@test "lateness by the percent: all calls are there after 72 hours, all transcripts 144 later, and the share is as said" {
    late() { gong-sim --truth --type "$1" --calls-per-year 1500 --late-calls "$2" --late-transcripts "$3" "${@:4}" | jq -r .id; }
    N=(--now 2026-10-31T00:00:00Z --from 2026-02-01)
    late calls 0 0 "${N[@]}" --to 2026-10-27T23:00:00Z >"$T/all"
    cmp "$T/all" <(late calls 30 60 "${N[@]}" --to 2026-10-27T23:00:00Z)
    cmp "$T/all" <(late transcripts 0 0 "${N[@]}" --to 2026-10-27T23:00:00Z)
    cmp <(late calls 0 0 "${N[@]}" --to 2026-10-21T23:00:00Z) <(late transcripts 30 60 "${N[@]}" --to 2026-10-21T23:00:00Z)
    run -1 cmp -s "$T/all" <(late transcripts 30 60 "${N[@]}" --to 2026-10-27T23:00:00Z)
    # On the evening of a day a call of that day is there or is late.
    for ((i = 1; i <= 30; i++)); do
        DAY=(--from "$(date -d "2026-09-01 $i days" +%F)" --now "$(date -d "2026-09-02 $i days" +%FT03:15:00Z)")
        late calls 0 0 "${DAY[@]}" >>"$T/soon"
        late calls 30 0 "${DAY[@]}" >>"$T/some"
        late calls 100 0 "${DAY[@]}" >>"$T/none"
    done
    ((all = $(wc -l <"$T/soon"), some = $(wc -l <"$T/some"), none = $(wc -l <"$T/none")))
    ((all > 80 && some * 100 / all > 62 && some * 100 / all < 90 && none * 100 / all < 25))
    [[ -z $(comm -13 <(sort "$T/soon") <(sort "$T/some")) ]]
}

@test "a chain of cursors dies one hour after its first page, however fresh the last" {
    sim --no-limit --clock fixed --count 350
    c=$(get /v2/calls | jq -r .records.cursor)
    control 'clock?advance=3500' >/dev/null
    c=$(get "/v2/calls?cursor=$c" | jq -r .records.cursor)
    [[ $c == eyJ*.*.* ]]
    control 'clock?advance=200' >/dev/null
    get "/v2/calls?cursor=$c" >/dev/null
    status 400 && [[ $(errors) == "cursor has expired" ]]
}

@test "the life of a chain of cursors can be set, for those that begin from then on" {
    sim --no-limit --clock fixed --count 350
    old=$(get /v2/calls | jq -r .records.cursor)
    control 'cursors?life=10' >/dev/null
    new=$(get /v2/calls | jq -r .records.cursor)
    control 'clock?advance=9' >/dev/null
    new=$(get "/v2/calls?cursor=$new" | jq -r .records.cursor)
    control 'clock?advance=1' >/dev/null
    get "/v2/calls?cursor=$new" >/dev/null && status 400 && [[ $(errors) == "cursor has expired" ]]
    get "/v2/calls?cursor=$old" >/dev/null && status 200
    control 'cursors?life=x' >/dev/null
    [[ $(control 'cursors?life=x' | jq -r '.errors[0]') == "life: "* && $(control cursors | jq -r '.errors[0]') == "life: "* ]]
}

@test "a cursor expires when a fault says so, a first page never" {
    sim --no-limit --clock fixed --count 350 --fault 'expired-cursor:1-2@/v2/calls'
    c=$(get /v2/calls | jq -r .records.cursor)
    get "/v2/calls?cursor=$c" >/dev/null && status 400 && [[ $(errors) == "cursor has expired" ]]
    get "/v2/calls?cursor=$c" >/dev/null && status 200
}

@test "a year of simulated days runs without waiting when there is no limit" {
    sim --no-limit --clock fixed --calls-per-year 300 --now 2026-01-01T08:00:00Z
    begun=$SECONDS
    for ((i = 0; i < 73; i++)); do
        echo "url = \"$BASE/v2/workspaces?day=$i\""
        printf 'output = "%s/year"\nnext\nurl = "%s/sim/clock?advance=432000"\nrequest = POST\noutput = "%s/clock"\n' "$T" "$BASE" "$T"
        ((i == 72)) || printf 'next\nuser = "sim-key:sim-secret"\n'
    done >"$T/script"
    curl -sS -u sim-key:sim-secret -K "$T/script"
    [[ $(jq -r .now "$T/clock") == 2027-01-01T* && $(requests | jq .status | sort | uniq -c | tr -s ' ') == " 73 200" ]]
    ((SECONDS - begun < 20))
}

@test "a cursor of another question, or one that was touched, is refused" {
    sim --no-limit --clock fixed --count 250
    c=$(get /v2/calls | jq -r .records.cursor)
    get "/v2/calls?fromDateTime=2026-10-20T00:00:00Z&cursor=$c" >/dev/null && status 400
    get "/v2/users?cursor=$c" >/dev/null && status 400
    get "/v2/calls?cursor=${c}x" >/dev/null && status 400 && [[ $(errors) == "Failed to verify cursor" ]]
}

@test "of a POST the cursor counts at the top level, not in the filter" {
    sim --no-limit --clock fixed --count 150
    c=$(post /v2/calls/extensive '{"filter": {}}' | jq -r .records.cursor)
    [[ $(post /v2/calls/extensive "{\"filter\": {}, \"cursor\": \"$c\"}" | jq .records.currentPageNumber) == 1 ]]
    [[ $(post /v2/calls/extensive "{\"filter\": {\"cursor\": \"$c\"}}" | jq .records.currentPageNumber) == 0 ]]
}

# ---- refusals ----

@test "nothing found is 404 in Gong's words; an unknown call is another 404" {
    sim
    get '/v2/calls?fromDateTime=2020-01-01T00:00:00Z&toDateTime=2020-01-02T00:00:00Z' >/dev/null
    status 404 && [[ $(errors) == "No calls found corresponding to the provided filters" ]]
    post /v2/calls/transcript '{"filter": {"callIds": ["12"]}}' >/dev/null
    status 404 && [[ $(errors) == "No calls found corresponding to the provided filters" ]]
    get /v2/calls/2960418827735519406 >/dev/null
    status 404 && [[ $(errors) == "Call ID 2960418827735519406 was not found" ]]
}

@test "an empty body, a missing filter, ids that are none and an empty list are 400" {
    sim --no-limit --count 3
    for body in '' '{}' '[]' '{"filter": null}' '{"filter": {"callIds": []}}' '{"filter": {"callIds": ["abc"]}}' '{"filter": {"callIds": "1"}}' \
        '{"filter": {"fromDateTime": "yesterday"}}' '{"filter": {}, "contentSelector": {"context": "extended"}}' '{"filter": {}'; do
        post /v2/calls/extensive "$body" >/dev/null
        status 400 || { echo "$body"; false; }
    done
    post /v2/calls/extensive '{"filter": {}}' >/dev/null && status 200
}

@test "a wrong method is 405, a wrong path 404, and every write but one fails" {
    sim --no-limit
    get /v2/calls/extensive >/dev/null && status 404
    get /v2/users -X DELETE >/dev/null && status 405 && [[ $(errors) == "Method Not Allowed" ]]
    get /v2/crm/integrations -X PUT >/dev/null && status 405
    get /v2/crm/integrations -X POST >/dev/null && status 405
    get /v2/crm/request-status -X DELETE >/dev/null && status 405
    get /v2/crm/entities -X POST >/dev/null && status 405
    get /v2/calls -X POST >/dev/null && status 405
    [[ $(requests | jq -c 'select(.method == "DELETE") | .path' | wc -l) == 2 ]]
}

@test "without a good credential everything under /v2 is 401, even nonsense" {
    sim
    KEY=(-u sim-key:wrong)
    get /v2/users >/dev/null && status 401
    get /v2/no/such/thing >/dev/null && status 401
    KEY=()
    get /v2/users >/dev/null && status 401
}

@test "a key from a file is the only one accepted, and no line of the log holds it" {
    printf 'canary-id:canary-secret\n' >"$T/key"
    sim --key-file "$T/key"
    get /v2/users >/dev/null && status 401
    KEY=(-u canary-id:canary-secret)
    get '/v2/users?refresh_token=canary-refresh&code=canary-code' >/dev/null && status 200
    run -1 grep -h canary "$T/requests" "$T/sim.out"
}

@test "a missing scope is 401 and names the scope" {
    sim --scopes 'api:calls:read:basic api:users:read'
    get /v2/users >/dev/null && status 200
    post /v2/calls/transcript '{"filter": {}}' >/dev/null
    status 401 && [[ $(errors) == "You don't have permission to use 'api:calls:read:transcript' in your app." ]]
}

@test "media addresses want a scope of their own and change with every answer" {
    sim --count 3 --no-limit
    M='{"filter": {}, "contentSelector": {"exposedFields": {"media": true}}}'
    a=$(post /v2/calls/extensive "$M" | jq -r '.calls[0].media.audioUrl')
    b=$(post /v2/calls/extensive "$M" | jq -r '.calls[0].media.audioUrl')
    [[ $a == https://* && $a != "$b" ]]
    control 'scopes?set=api:calls:read:extensive' >/dev/null
    post /v2/calls/extensive "$M" >/dev/null && status 401 && [[ $(errors) == *media-url* ]]
}

@test "a revoked credential is 401 from then on, until it is restored" {
    sim --no-limit --revoke-after 2
    get /v2/users >/dev/null && status 200
    get /v2/users >/dev/null && status 200
    get /v2/users >/dev/null && status 401
    control restore >/dev/null
    control revoke >/dev/null
    get /v2/users >/dev/null && status 401
}

# ---- the Generic CRM ----

crm_id() { get /v2/crm/integrations | grep -o '"integrationId":[0-9]*' | cut -d: -f2; }
crm_delete() { get "/v2/crm/integrations?integrationId=$1&clientRequestId=$2" -X DELETE "${@:3}"; }
crm_state() { get "/v2/crm/request-status?integrationId=$1&clientRequestId=$2" | jq -r .status; }

@test "the CRM integration is one, its id a number that no double holds, its name what was said; or there is none" {
    sim --no-limit
    id=$(crm_id)
    ((id > 9007199254740992 && id % 2 == 1))
    [[ $(field '.integrations | length') == 1 && $(field '.integrations[0].name') == "Larkfield homegrown CRM" ]]
    [[ $(field '.integrations[0].ownerEmail') == *@larkfield.example ]]
    sim_stop
    sim --no-limit --crm-integration 'Ours & theirs'
    [[ $(get /v2/crm/integrations | jq -r '.integrations[0].name') == 'Ours & theirs' && $(crm_id) == "$id" ]]
    sim_stop
    sim --no-limit --no-crm-integration
    [[ $(get /v2/crm/integrations | jq -c .integrations) == '[]' ]] && status 200
    crm_delete "$id" r1 >/dev/null && status 400
}

@test "a deletion is 201, PENDING, IN_PROGRESS, DONE after its time, and only then is the integration gone" {
    sim --no-limit --clock fixed --delete-takes 1000
    id=$(crm_id)
    crm_delete "$id" del-2026_A >/dev/null
    status 201 && [[ $(field 'del(.requestId)' | jq -c .) == '{"clientRequestId":"del-2026_A"}' && $(field .requestId) != null ]]
    [[ $(crm_state "$id" del-2026_A) == PENDING && $(field '.errors | length') == 0 ]]
    control 'clock?advance=199' >/dev/null
    [[ $(crm_state "$id" del-2026_A) == PENDING ]]
    control 'clock?advance=1' >/dev/null
    [[ $(crm_state "$id" del-2026_A) == IN_PROGRESS ]]
    control 'clock?advance=799' >/dev/null
    [[ $(crm_state "$id" del-2026_A) == IN_PROGRESS && $(crm_id) == "$id" ]]
    control 'clock?advance=1' >/dev/null
    [[ $(crm_state "$id" del-2026_A) == DONE && $(command jq -c 'del(.requestId)' "$T/body") == '{"status":"DONE","errors":[],"totalErrorCount":0,"totalSuccessCount":0}' ]]
    [[ -z $(crm_id) ]] && status 200
    crm_delete "$id" del-2 >/dev/null && status 400
}

@test "a deletion that fails says so at line 0, and the integration stays" {
    sim --no-limit --clock fixed --delete-takes 10 --delete-fails
    id=$(crm_id)
    crm_delete "$id" r1 >/dev/null && status 201
    control 'clock?advance=10' >/dev/null
    [[ $(crm_state "$id" r1) == FAILED && $(field '.errors[0].line') == 0 && $(field .totalErrorCount) == 1 ]]
    [[ $(field '.errors[0].description') == "Integration could not be removed, try again later" ]]
    [[ $(crm_id) == "$id" ]]
    crm_delete "$id" r2 >/dev/null && status 201
}

@test "a deletion is refused: 400 without an id or with a bad or unknown one, 409 for a request id that was used" {
    sim --no-limit --clock fixed
    id=$(crm_id)
    for query in '' "integrationId=$id" clientRequestId=a "integrationId=&clientRequestId=a" "integrationId=${id}x&clientRequestId=a" \
        "integrationId=$((id + 1))&clientRequestId=a" "integrationId=99999999999999999999&clientRequestId=a" "integrationId=$id&clientRequestId=" \
        "integrationId=$id&clientRequestId=a%20b" "integrationId=$id&clientRequestId=a.b" "integrationId=$id&clientRequestId=%C3%A4"; do
        get "/v2/crm/integrations?$query" -X DELETE >/dev/null
        status 400 || { echo "$query"; false; }
    done
    crm_delete "$id" a >/dev/null && status 201
    crm_delete "$id" a >/dev/null && status 409 && [[ $(errors) == "Client request id has already been used" ]]
    control 'clock?advance=300' >/dev/null
    [[ $(crm_state "$id" a) == DONE ]]
    crm_delete "$id" a >/dev/null && status 409
    get "/v2/crm/request-status?integrationId=$id&clientRequestId=b" >/dev/null && status 400
    get "/v2/crm/request-status?integrationId=$id" >/dev/null && status 400
    get "/v2/crm/request-status?integrationId=$((id + 1))&clientRequestId=a" >/dev/null && status 400
}

@test "a lost answer: the deletion has been registered; a refusal in its place: it has not" {
    sim --no-limit --clock fixed
    id=$(crm_id)
    for fault in reset reset=0 reset=20 truncate=5; do
        control "faults?clear=1&add=$fault@/v2/crm/integrations" >/dev/null
        run ! crm_delete "$id" "lost-${fault/=/-}"
        [[ $(crm_state "$id" "lost-${fault/=/-}") == PENDING ]]
        crm_delete "$id" "lost-${fault/=/-}" >/dev/null && status 409
    done
    control 'faults?clear=1&add=stall@/v2/crm/integrations' >/dev/null
    run -28 crm_delete "$id" stalled --max-time 0.2
    [[ $(crm_state "$id" stalled) == PENDING ]]
    for fault in status=500 limit=1 html=502; do
        control "faults?clear=1&add=$fault@/v2/crm/integrations" >/dev/null
        crm_delete "$id" "not-${fault/=/-}" >/dev/null
        [[ $(<"$T/status") == [45]* ]]
        get "/v2/crm/request-status?integrationId=$id&clientRequestId=not-${fault/=/-}" >/dev/null && status 400
    done
}

@test "each CRM endpoint wants its own scope and names it" {
    sim --no-limit
    id=$(crm_id)
    while read -r scope method path; do
        control "scopes?set=api:users:read" >/dev/null
        get "/v2/crm/$path" -X "$method" -H 'Content-Type: application/json' -d '["deal-1"]' >/dev/null
        status 401 && [[ $(errors) == "You don't have permission to use '$scope' in your app." ]]
        control "scopes?set=$scope" >/dev/null
        get "/v2/crm/$path" -X "$method" -H 'Content-Type: application/json' -d '["deal-1"]' >/dev/null
        [[ $(<"$T/status") == 20? ]]
    done <<S
api:crm:integrations:read GET integrations
api:crm:integration:delete DELETE integrations?integrationId=$id&clientRequestId=a
api:crm:upload GET request-status?integrationId=$id&clientRequestId=a
api:crm:get-objects GET entities?integrationId=$id&objectType=DEAL
S
}

@test "CRM objects come by the ids in the body of a GET, null where there is none, a hundred at most" {
    sim --no-limit --clock fixed
    id=$(crm_id)
    objects() { get "/v2/crm/entities?integrationId=$id&objectType=$1" -X GET -H 'Content-Type: application/json' -d "$2"; }
    objects DEAL '["deal-7", "deal-999999", "account-1", "x", ""]' >/dev/null
    status 200 && [[ $(command jq -r '.crmObjectsMap | keys_unsorted | join("|")' "$T/body") == "deal-7|deal-999999|account-1|x|" ]]
    [[ $(command jq -r '.crmObjectsMap["deal-7"] | keys_unsorted | join(" ")' "$T/body") == "name stage status amount ownerId closeDate createdDate modifiedDate accountId" ]]
    [[ $(field '[.crmObjectsMap["deal-7"].accountId, .crmObjectsMap["deal-999999"], .crmObjectsMap["account-1"]] | join(" ")') == "account-2  " ]]
    name=$(objects ACCOUNT '["account-2"]' | jq -r '.crmObjectsMap["account-2"].name')
    [[ $(objects DEAL '["deal-7"]' | jq -r '.crmObjectsMap["deal-7"].name') == "$name - "* ]]
    [[ $(objects CONTACT '["contact-16"]' | jq -r '.crmObjectsMap["contact-16"] | .accountId, .emailAddress' | tr '\n' ' ') == "account-2 "*"@"*.example" " ]]
    [[ $(objects LEAD '["lead-1"]' | jq -c .crmObjectsMap) == '{"lead-1":null}' ]]
    objects DEAL "$(jq -nc '[range(140) | "deal-\(.)"]')" >/dev/null
    [[ $(field '.crmObjectsMap | length') == 100 && $(field '.crmObjectsMap | has("deal-99")') == true ]]
    [[ $(requests | tail -1 | jq .items) == 100 ]]
}

@test "CRM objects are 415 without a JSON body, 400 for a bad one, an unknown type or integration" {
    sim --no-limit
    id=$(crm_id)
    E="/v2/crm/entities?integrationId=$id&objectType=DEAL" J='Content-Type: application/json'
    get "$E" >/dev/null && status 415
    get "$E" -X GET -d '["deal-1"]' >/dev/null && status 415
    for body in '{}' '"deal-1"' '[1]' '[' '["deal-1"] x'; do
        get "$E" -X GET -H "$J" -d "$body" >/dev/null
        status 400 || { echo "$body"; false; }
    done
    get "${E/DEAL/deal}" -X GET -H "$J" -d '["deal-1"]' >/dev/null && status 400
    get "/v2/crm/entities?integrationId=12&objectType=DEAL" -X GET -H "$J" -d '["deal-1"]' >/dev/null && status 400
    get "$E" -X GET -H "$J" -d '["deal-1"]' >/dev/null && status 200
}

# ---- limits ----

@test "a fourth request within a second is 429 and says how long to wait" {
    sim --clock fixed
    curl -sS "${KEY[@]}" -o /dev/null -w '%{http_code}\n' "$BASE/v2/workspaces?[1-5]" >"$T/statuses"
    [[ $(head -3 "$T/statuses" | sort -u) == 200 && $(tail -1 "$T/statuses") == 429 ]]
    requests | jq -s -e 'map(.ms) | .[4] - .[0] < 1000' >/dev/null
    get /v2/workspaces >/dev/null
    status 429 && grep -qi '^retry-after: 1' "$T/headers"
}

@test "the day's requests run out, for hours, and the next day brings new ones" {
    sim --per-second 0 --per-day 2 --clock fixed
    get /v2/users >/dev/null
    get /v2/users >/dev/null && status 200
    get /v2/users >/dev/null && status 429
    [[ $(grep -i '^retry-after' "$T/headers" | tr -dc 0-9) == 57601 ]]
    control 'clock?advance=57601' >/dev/null
    get /v2/users >/dev/null && status 200
}

# ---- OAuth ----

AUTHORIZE='/oauth2/authorize?response_type=code&client_id=sim-client&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb&state=s%26t&scope=api%3Ausers%3Aread%20api%3Acalls%3Aread%3Abasic'
location() { grep -i '^location:' "$T/headers" | tr -d '\r' | cut -d' ' -f2; }
code() { get "$AUTHORIZE&decision=allow$1" >/dev/null; location | sed 's/.*code=\([^&]*\).*/\1/'; }
token() {
    local KEY=(-u sim-client:sim-client-secret)
    get "/oauth2/generate-customer-token?$1" -X POST
}
EXCHANGE='grant_type=authorization_code&client_id=sim-client&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcb'

@test "OAuth: a page asks, the answer goes back with code and state, the code buys tokens that open the API" {
    sim
    get "$AUTHORIZE" >"$T/page" && status 200
    grep -q 'api:users:read' "$T/page" && grep -q '<button name="decision" value="allow">' "$T/page"
    c=$(code)
    [[ $(location) == "http://127.0.0.1:9/cb?code=$c&state=s%26t" ]]
    token "$EXCHANGE&code=$c" >/dev/null && status 200
    [[ $(field .token_type) == bearer && $(field .expires_in) == 86400 && $(field .api_base_url_for_customer) == "$BASE" ]]
    [[ $(field .scope) == "api:users:read api:calls:read:basic" ]]
    KEY=(-H "Authorization: Bearer $(field .access_token)")
    get /v2/users >/dev/null && status 200
    get /v2/workspaces >/dev/null && status 401 && [[ $(errors) == *"'api:workspaces:read'"* ]]
    [[ $(requests | jq -r 'select(.path == "/v2/users") | .credential') == oauth ]]
}

@test "OAuth: the page can be answered with a form, and saying no is access_denied" {
    sim
    get /oauth2/authorize -d 'response_type=code&client_id=sim-client&redirect_uri=http%3A%2F%2Flocalhost%3A9%2F&scope=api:users:read&state=x&decision=deny' >/dev/null
    status 302 && [[ $(location) == 'http://localhost:9/?error=access_denied&state=x' ]]
}

@test "OAuth: only to loopback, only the known client" {
    sim
    get "/oauth2/authorize?response_type=code&client_id=sim-client&scope=a&redirect_uri=https%3A%2F%2Fevil.example%2F&decision=allow" >/dev/null && status 400
    get "/oauth2/authorize?response_type=code&client_id=other&scope=a&redirect_uri=http%3A%2F%2F127.0.0.1%2F&decision=allow" >/dev/null && status 400
}

@test "OAuth: a code works once and lives ten minutes" {
    sim --clock fixed
    c=$(code)
    token "$EXCHANGE&code=$c" >/dev/null && status 200
    token "$EXCHANGE&code=$c" >/dev/null && status 400 && [[ $(field .error) == invalid_grant ]]
    c=$(code)
    control 'clock?advance=601' >/dev/null
    token "$EXCHANGE&code=$c" >/dev/null && status 400
}

@test "OAuth: with PKCE only the one who asked can exchange the code" {
    sim
    P='&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256'
    token "$EXCHANGE&code=$(code "$P")" >/dev/null && status 400
    token "$EXCHANGE&code=$(code "$P")&code_verifier=wrong" >/dev/null && status 400
    token "$EXCHANGE&code=$(code "$P")&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" >/dev/null && status 200
}

@test "OAuth: the token endpoint takes a form as well, and wants the client's secret" {
    sim
    KEY=(-u sim-client:sim-client-secret)
    get /oauth2/generate-customer-token -d "$EXCHANGE&code=$(code)" >/dev/null && status 200
    KEY=(-u sim-client:no)
    get /oauth2/generate-customer-token -d "$EXCHANGE&code=$(code)" >/dev/null && status 401
}

@test "OAuth: a refresh token works once; one that comes twice ends everything of its consent, and nothing else" {
    sim
    other=$(token "$EXCHANGE&code=$(code)" | jq -r .refresh_token)
    r=$(token "$EXCHANGE&code=$(code)" | jq -r .refresh_token)
    new=$(token "grant_type=refresh_token&refresh_token=$r" | jq -r .refresh_token)
    [[ $new != null && $new != "$r" ]]
    token "grant_type=refresh_token&refresh_token=$r" >/dev/null
    status 400 && [[ $(field .error) == invalid_grant && $(field .error_description) == "Token has been expired or revoked." ]]
    token "grant_type=refresh_token&refresh_token=$new" >/dev/null && status 400
    token "grant_type=refresh_token&refresh_token=$other" >/dev/null && status 200
}

@test "OAuth: an access token expires while its refresh token works; a revoked one says so" {
    sim --clock fixed --token-life 100 --no-limit
    token "$EXCHANGE&code=$(code)" >/dev/null
    cp "$T/body" "$T/grant"
    bearer() {
        local KEY=(-H "Authorization: Bearer $(jq -r .access_token "$T/grant")")
        get /v2/users >/dev/null
    }
    bearer && status 200
    control 'clock?advance=101' >/dev/null
    bearer && status 401
    token "grant_type=refresh_token&refresh_token=$(jq -r .refresh_token "$T/grant")" >"$T/grant.new"
    mv "$T/grant.new" "$T/grant"
    bearer && status 200
    control revoke >/dev/null
    bearer && status 401 && [[ $(errors) == "access token has been revoked" ]]
    token "grant_type=refresh_token&refresh_token=$(jq -r .refresh_token "$T/grant")" >/dev/null && status 400
}

# ---- files ----

page() { # a page in Gong's own printing
    cat >"$T/calls.json" <<'P'
{
  "requestId": "1",
  "records": {"totalRecords": 1, "currentPageSize": 1, "currentPageNumber": 0},
  "calls": [
    {
      "metaData": {"id": "9007199254740993123", "title": "T\u00e9st  \"x\"", "duration": 1.50, "scheduled": null,
        "started": "2026-01-12T05:33:17.875-08:00", "isPrivate": false, "primaryUserId": "77", "unknown": 12345678901234567890},
      "context": [{"system": "CRM", "objects": [{"objectType": "Account", "objectId": null, "fields": []}]}],
      "parties": [{"id": "1", "userId": "77", "name": "Ana María Ruiz", "affiliation": "Internal", "speakerId": "5"},
        {"id": "2", "userId": "78", "name": "Ana", "affiliation": "External"}]
    }
  ]
}
P
    echo '{"requestId": "2", "callTranscripts": [{"callId": "9007199254740993123", "transcript": [ {"speakerId": "5"} ]}, {"callId": "1", "transcript": []}]}' >"$T/transcripts.json"
}

@test "files: members are served byte for byte, calls joined with their transcripts" {
    page
    sim --calls "$T/calls.json" "$T/transcripts.json" --no-limit
    get '/v2/calls?fromDateTime=2026-01-01T00:00:00Z' >"$T/list" && status 200
    grep -qF '"T\u00e9st  \"x\""' "$T/list" && grep -qF '"duration": 1.50' "$T/list" && grep -qF '12345678901234567890' "$T/list"
    post /v2/calls/extensive "{\"filter\": {}, \"contentSelector\": $EVERYTHING}" >"$T/all"
    grep -qF '"context":[{"system": "CRM", "objects": [{"objectType": "Account", "objectId": null, "fields": []}]}]' "$T/all"
    post /v2/calls/transcript '{"filter": {"callIds": ["9007199254740993123"]}}' >"$T/spoken"
    grep -qF '"transcript":[ {"speakerId": "5"} ]' "$T/spoken"
}

@test "files: users are made from the internal parties" {
    page
    sim --calls "$T/calls.json"
    [[ $(get /v2/users | jq -c '[.users[] | [.id, .firstName, .lastName]]') == '[["77","Ana María","Ruiz"]]' ]]
}

@test "files: of a call that is there twice the fuller record wins and the other fills in" {
    echo '{"metaData": {"id": "5", "started": "2026-01-01T00:00:00Z", "title": "full"}, "parties": [], "content": {"brief": "x"}}' >"$T/a.ndjson"
    echo '{"metaData": {"id": "5", "started": "2026-01-01T00:00:00Z", "title": "bare"}, "transcript": []}' >"$T/b.ndjson"
    for order in "a b" "b a"; do
        read -r x y <<<"$order"
        run -0 gong-sim --dump --calls "$T/$x.ndjson" "$T/$y.ndjson"
        [[ $(jq -r '.metaData.title' <<<"$output") == full && $(jq -c '.transcript' <<<"$output") == '[]' && ${#lines[@]} == 1 ]]
    done
}

@test "files: a folder serves every .json and .ndjson in it" {
    page
    mkdir "$T/in" && mv "$T/calls.json" "$T/transcripts.json" "$T/in"
    calls 3 >"$T/in/more.ndjson" && echo nonsense >"$T/in/readme.txt"
    run -0 gong-sim --dump --calls "$T/in"
    [[ ${#lines[@]} == 4 ]]
}

@test "files: a bad record is named by file and line, not by its content" {
    { calls 2; echo '{"Zwetschgendatschi": nan}'; } >"$T/bad.ndjson"
    run -65 --separate-stderr gong-sim --calls "$T/bad.ndjson" --port 0
    [[ $stderr == "gong-sim: $T/bad.ndjson:3: "* && $stderr != *Zwetsch* ]]
    echo '{"calls": [{"metaData": {"id": "1"}}, 7]}' >"$T/bad.json"
    run -65 --separate-stderr gong-sim --calls "$T/bad.json" --port 0
    [[ $stderr == "gong-sim: $T/bad.json: calls, item 2: "* ]]
    run -66 gong-sim --calls "$T/nowhere" --port 0
}

# ---- faults ----

@test "faults: a status at the second request, and the third is fine again" {
    sim --fault status=503:2@/v2/users --no-limit
    get /v2/users >/dev/null && status 200
    get /v2/users >/dev/null && status 503
    get /v2/users >/dev/null && status 200
    [[ $(requests | jq -r '.fault // "-"' | paste -sd ' ') == "- status -" ]]
}

@test "faults: a proxy's page, JSON that stops, a redirect, an empty 404, a storm with each kind of Retry-After" {
    sim --no-limit --fault html:1 --fault badjson:2 --fault redirect:3 --fault empty:4 --fault limit=17:5 --fault limit=date-90:6 --fault limit=none:7
    get /v2/users >/dev/null && status 502 && grep -q '<html>' "$T/body" && grep -qi '^content-type: text/html' "$T/headers"
    get /v2/users >/dev/null && status 200 && run ! jq . "$T/body"
    get /v2/users >/dev/null && status 302 && [[ $(location) == "http://localhost:"*/v2/users ]]
    get /v2/users >/dev/null && status 404
    get /v2/users >/dev/null && status 429 && grep -qi '^retry-after: 17' "$T/headers"
    get /v2/users >/dev/null && status 429 && grep -qiE '^retry-after: [A-Z][a-z]{2}, [0-9]{2} .* GMT' "$T/headers"
    get /v2/users >/dev/null && status 429 && run -1 grep -i '^retry-after' "$T/headers"
}

@test "faults: bodies that end early, chunked or not, and connections that are reset" {
    sim --no-limit --fault truncate:1 --fault cut:2 --fault reset:3 --fault reset=500:4
    run -18 get /v2/users
    get /v2/users >/dev/null || true
    run ! jq . "$T/body"
    run get /v2/users
    [[ $status == 56 || $status == 52 ]]
    run -56 get /v2/users
    get /v2/users >/dev/null && status 200
}

@test "faults: silence before and in the answer, a slow drip, and it still ends cleanly" {
    sim --no-limit --fault stall:1 --fault stall=100:2 --fault drip=4000:3
    run -28 get /v2/users --max-time 0.4
    run -28 get /v2/users --max-time 0.4
    get /v2/users >/dev/null && status 200 && jq -e '.users | length == 40' "$T/body" >/dev/null
    kill "$SIM"
    wait "$SIM"
    SIM=
}

@test "faults: an endless body, a bomb, headers beyond reason, a cursor that repeats" {
    sim --no-limit --count 250 --fault endless:1 --fault bomb=64:2 --fault headers=400:3 --fault 'repeat-cursor:*'
    curl -sS "${KEY[@]}" --max-time 20 "$BASE/v2/users" 2>"$T/curl" | head -c 3000000 >"$T/body" || true
    [[ $(stat -c %s "$T/body") == 3000000 ]]
    get /v2/users -H 'Accept-Encoding: gzip' >/dev/null
    (($(stat -c %s "$T/body") < 1000000))
    (($(gzip -dc "$T/body" 2>/dev/null | head -c 70000000 | wc -c) > 60000000))
    run get /v2/users
    (($(stat -c %s "$T/headers") > 300000)) || [[ $status == 56 || $status == 27 ]]
    c=$(get /v2/calls | jq -r .records.cursor)
    [[ $(get "/v2/calls?cursor=$c" | jq -r .records.cursor) == "$c" ]]
}

@test "faults can be added and cleared while it runs" {
    sim --no-limit
    control 'faults?add=status=500:*' >/dev/null
    get /v2/users >/dev/null && status 500
    control 'faults?clear=1' >/dev/null
    get /v2/users >/dev/null && status 200
    [[ $(control 'faults?add=nonsense' | jq -r '.errors[0]') == *"gong-sim(1)" ]]
}

# ---- truth ----

@test "the truth has every question of every call, and its evidence stands in the transcript" {
    gong-sim --truth --count 60 >"$T/truth"
    gong-sim --dump --count 60 >"$T/calls"
    validate sim-truth "$T/truth"
    /usr/bin/python3 - "$T/truth" "$T/calls" <<'P'
import json, sys
calls = {}
for line in open(sys.argv[2]):
    r = json.loads(line)
    calls[r["metaData"]["id"]] = {(m["speakerId"], s["start"], s["end"], s["text"]) for m in r.get("transcript", []) for s in m["sentences"]}
answered, asked = set(), {}
for line in open(sys.argv[1]):
    t = json.loads(line)
    asked.setdefault(t["call"], set()).add((t["set"], t["question"]))
    silent = t["value"] in (None, False)
    assert silent == (not t["evidence"]), t
    if not silent: answered.add((t["set"], t["question"]))
    for e in t["evidence"]:
        assert (e["speaker_id"], e["start"], e["end"], e["text"]) in calls[t["call"]], t
assert {len(v) for v in asked.values()} == {41}, "every question of every call"
assert len(answered) > 35 and len(asked) > 40, (len(answered), len(asked))
P
}

@test "the truth does not depend on what was served before" {
    cmp <(gong-sim --truth --seed 5 --count 20) <(gong-sim --truth --seed 5 --count 20)
    run -1 cmp -s <(gong-sim --truth --seed 5 --count 20) <(gong-sim --truth --seed 6 --count 20)
}

@test "phrasings: without the option it speaks as ever, with the others otherwise, of the same company and calls" {
    for what in --truth --dump; do
        gong-sim $what --count 60 >"$T/plain"
        cmp "$T/plain" <(gong-sim $what --count 60 --phrasings ours)
        for other in known apart both all; do
            gong-sim $what --count 60 --phrasings "$other" >"$T/$other"
        done
        [[ $(md5sum "$T"/{plain,known,apart,both,all} | cut -d ' ' -f 1 | sort -u | wc -l) == 5 ]]
    done
    about() { jq -c '[.metaData, .parties, .context]' "$@"; }
    about "$T/plain" | cmp - <(gong-sim --dump --count 60 --phrasings apart | about)
    sim --clock fixed --count 60 --phrasings apart
    get /v2/calls | jq -c '{filter: {callIds: [.calls[].id]}}' >"$T/ask"
    post /v2/calls/transcript "@$T/ask" | jq -c '.callTranscripts[] | [.callId, .transcript]' | sort >"$T/served"
    gong-sim --dump --count 60 --phrasings apart | jq -c 'select(.transcript) | [.metaData.id, .transcript]' | sort | cmp - "$T/served"
    (($(wc -l <"$T/served") > 40))
}

@test "phrasings: ours, known and apart answer the same questions with the same values, and share no sentence that does" {
    for which in ours known apart both all; do
        gong-sim --truth --calls-per-year 6000 --phrasings "$which" >"$T/$which"
    done
    head -n 2000 "$T/apart" >"$T/some"
    validate sim-truth "$T/some"
    /usr/bin/python3 - "$T" <<'P'
import json, sys
def read(which):
    texts, values = set(), set()
    for line in open(f"{sys.argv[1]}/{which}"):
        t = json.loads(line)
        said = {e["text"] for e in t["evidence"]}
        texts |= said
        for v in t["value"] if isinstance(t["value"], list) else [t["value"]]:
            if said: # a word, or that there is a text, a date, a number, a yes
                values.add((t["set"], t["question"], v if isinstance(v, str) and v not in said and not v[0].isdigit() else "*"))
    return texts, values
names = ("ours", "known", "apart", "both", "all")
texts, values = zip(*map(read, names))
for name, can in zip(names, values):
    assert can == values[0] and len({v[:2] for v in can}) == 41, (name, can ^ values[0])
ours, known, apart, both, every = texts
assert len(known) > 3000 and len(apart) > 3000
for one, other in (ours, known), (ours, apart), (known, apart):
    assert not one & other, one & other
assert both & ours and both & apart and not both & known
assert every & ours and every & known and every & apart
P
}

@test "phrasings: in known and in apart no sentence answers here and is silent there, and who is not named is not in the words" {
    for which in known apart; do
        gong-sim --truth --count 300 --phrasings "$which" >"$T/truth"
        gong-sim --dump --count 300 --phrasings "$which" >"$T/calls"
        /usr/bin/python3 - "$T/truth" "$T/calls" <<'P'
import collections, json, sys
truth, planted, silent, quiet = collections.defaultdict(dict), set(), set(), 0
for line in open(sys.argv[1]):
    t = json.loads(line)
    truth[t["call"]][t["question"]] = t
for line in open(sys.argv[2]):
    call = json.loads(line)
    t = truth.get(call["metaData"]["id"])
    if not t: continue
    marked = {(e["start"], e["text"]) for q in t.values() for e in q["evidence"]}
    said = [s for m in call["transcript"] for s in m["sentences"]]
    for s in said:
        (planted if (s["start"], s["text"]) in marked else silent).add(s["text"])
    named = {n for n in ("Acmeware", "Brightpath", "Corvid", "Dataloom") if any(n in s["text"] for s in said)}
    assert named == {n.capitalize() for n in t["competitors_named"]["value"] or []}, call["metaData"]["id"]
    quiet += not named
assert len(planted) > 500 and len(silent) > 2000 and quiet > 100
assert not planted & silent, planted & silent
P
    done
}

# Of every type: what the endpoints give is what the truth says. records TYPE ARG...: the truth of it
records() { gong-sim --truth --type "$@" >"$T/truth" && validate sim-truth "$T/truth" && jq -c 'del(.type)' "$T/truth"; }
# pages KIND PATH LIST [BODY]: every item of a list, by its cursors
pages() {
    local c='' body
    while :; do
        if [[ $1 == get ]]; then
            get "$2${c:+&cursor=$c}" >/dev/null
        else
            body=$(jq -c --arg c "$c" 'if $c == "" then . else .cursor = $c end' <<<"$4")
            post "$2" "$body" >/dev/null
        fi
        status 200 || return 1
        sed -i -E 's/:([0-9]{17,19})([,}])/:"\1"\2/g' "$T/body" # jq 1.6 has no such numbers
        field ".$3[] | tojson"
        c=$(field '.records.cursor // ""')
        [[ -n $c ]] || return 0
    done
}

@test "the truth of calls and transcripts is what the endpoints give, with what they hold, in a window and without one" {
    O=(--calls-per-year 400 --late-calls 10 --late-transcripts 20)
    sim --no-limit --clock fixed "${O[@]}"
    for window in '' 2026-10-01/2026-11-16; do
        W=${window:+--from ${window%/*} --to ${window#*/}}
        Q=${window:+fromDateTime=${window%/*}T00:00:00Z&toDateTime=${window#*/}T00:00:00Z}
        pages get "/v2/calls?$Q" calls | jq -c '{id, name: .title, started, private: .isPrivate}' >"$T/fetched"
        # shellcheck disable=SC2086  # two options or none
        records calls "${O[@]}" $W | cmp - "$T/fetched"
        jq -r .id "$T/fetched" | jq -Rnc '[inputs]' >"$T/ids"
        pages post /v2/calls/transcript callTranscripts "$(jq -c '{filter: {callIds: .}}' "$T/ids")" | jq -c '{id: .callId,
            sentences: ([.transcript[].sentences[]] | length), monologues: (.transcript | length)}' >"$T/transcripts"
        # shellcheck disable=SC2086
        records transcripts "${O[@]}" $W | jq -c '{id, sentences, monologues}' | cmp - "$T/transcripts"
        ((n = $(wc -l <"$T/fetched"), t = $(wc -l <"$T/transcripts"), t > 30 && t < n))
    done
    ((n < 80))
}

@test "the truth at a later time is what a simulator has when its clock comes there" {
    O=(--calls-per-year 400 --late-calls 10 --late-transcripts 20 --now)
    sim --no-limit --clock fixed "${O[@]}" 2026-06-01T00:00:00Z
    control 'clock?now=2026-11-16T08:00:00Z' >/dev/null
    pages get '/v2/calls?fromDateTime=2026-06-01T00:00:00Z' calls | jq -c .id >"$T/fetched"
    records calls "${O[@]}" 2026-11-16T08:00:00Z --from 2026-06-01 | jq -c .id | cmp - "$T/fetched"
    (($(wc -l <"$T/fetched") > 150))
}

@test "the truth of users, their statistics and reviews is what the endpoints give" {
    sim --no-limit --clock fixed --users 130
    pages get '/v2/users?' users | jq -c '{id, name: "\(.firstName) \(.lastName)"}' >"$T/fetched"
    records users --users 130 | cmp - "$T/fetched"
    pages post /v2/stats/activity/aggregate usersAggregateActivityStats '{"filter": {"fromDate": "2026-11-05", "toDate": "2026-11-08"}}' |
        jq -c '{id: .userId, name: .userEmailAddress}' >"$T/fetched"
    records user-stats --users 130 --from 2026-11-05 --to 2026-11-08 | cmp - "$T/fetched"
    (($(wc -l <"$T/fetched") > 3 && $(wc -l <"$T/fetched") < 30))
    pages post /v2/stats/activity/aggregate usersAggregateActivityStats '{"filter": {"fromDate": "2025-11-01", "toDate": "2026-11-16"}}' |
        jq -c '{id: .userId, name: .userEmailAddress}' >"$T/fetched"
    records user-stats --users 130 | cmp - "$T/fetched"
    for window in '"callFromDate": "2026-09-01", "callToDate": "2026-11-01"' ''; do
        pages post /v2/stats/activity/scorecards answeredScorecards "{\"filter\": {\"reviewMethod\": \"BOTH\"${window:+, $window}}}" |
            jq -c '{id: .answeredScorecardId, name: .scorecardName, call: .callId}' >"$T/fetched"
        # shellcheck disable=SC2046  # two options or none
        records answered-scorecards --users 130 $([[ -z $window ]] || echo --from 2026-09-01 --to 2026-11-01) | cmp - "$T/fetched"
        (($(wc -l <"$T/fetched") > 10))
    done
}

@test "the truth of scorecards, trackers and libraries is what the endpoints give, in all workspaces" {
    sim --no-limit --clock fixed --workspaces 3
    pages get /v2/settings/scorecards scorecards | jq -c '{id: .scorecardId, name: .scorecardName}' >"$T/fetched"
    records scorecards --workspaces 3 | cmp - "$T/fetched"
    get /v2/workspaces | jq -r '.workspaces[].id' >"$T/workspaces"
    while read -r w; do
        get "/v2/settings/trackers?workspaceId=$w" | jq -c '.keywordTrackers[] | {id: .trackerId, name: .trackerName}' >&4
        for folder in $(get "/v2/library/folders?workspaceId=$w" | jq -r '.folders[].id'); do
            get "/v2/library/folder-content?folderId=$folder" | jq -c '{id, name, calls: (.calls | length)}' >&5
        done
    done <"$T/workspaces" 4>"$T/trackers" 5>"$T/folders"
    records trackers --workspaces 3 | cmp - "$T/trackers"
    records libraries --workspaces 3 | cmp - "$T/folders"
    [[ $(wc -l <"$T/folders") == 15 && $(jq -r .id "$T/folders" | sort -u | wc -l) == 15 ]]
}

@test "the truth of CRM objects is what stands in the calls and their parties, once each, with the calls they are on" {
    sim --no-limit --clock fixed --calls-per-year 600
    pages post /v2/calls/extensive calls "{\"filter\": {\"fromDateTime\": \"2026-10-01T12:00:00Z\", \"toDateTime\": \"2026-11-10T12:00:00Z\"},
        \"contentSelector\": {\"context\": \"Extended\", \"contextTiming\": [\"Now\", \"TimeOfCall\"], \"exposedFields\": {\"parties\": true}}}" >"$T/calls"
    for type in deals:Opportunity contacts:Contact accounts:Account; do
        jq -sc --arg type "${type#*:}" '[.[] | .metaData as $m | (.context + [.parties[]?.context[]?])[] | .system as $s | .objects[] | select(.objectType == $type) |
            {call: $m.id, private: $m.isPrivate, system: $s, id: .objectId, name: ([.fields[] | select((.name | ascii_downcase) as $n |
                $n == "name" or $n == "dealname" or $n == "email") | .value] | first)}] | group_by([.system, .id])[] | {id: .[0].id,
                name: ([.[].name | select(. != null)] | first), system: .[0].system, calls: ([.[].call] | unique | length),
                privateCalls: ([.[] | select(.private) | .call] | unique | length)}' "$T/calls" >"$T/fetched"
        records "crm-${type%:*}" --calls-per-year 600 --from 2026-10-01T12:00:00Z --to 2026-11-10T12:00:00Z | cmp - "$T/fetched"
        (($(wc -l <"$T/fetched") > 20))
    done
    jq -se 'map(.calls) | max > 1' "$T/fetched" >/dev/null
}

# ---- as a program ----

@test "the log has a line for each request, as its schema says, with the ids that were asked for" {
    sim --no-limit --count 5
    ids=$(get /v2/calls | jq -c '[.calls[].id]')
    post /v2/calls/transcript "{\"filter\": {\"callIds\": $ids}}" >/dev/null
    get /v2/nonsense >/dev/null
    get "$AUTHORIZE" >/dev/null
    validate sim-log "$T/requests"
    [[ $(wc -l <"$T/requests") == 4 && $(requests | jq -c 'select(.path == "/v2/calls/transcript") | .ids') == "$ids" ]]
    [[ $(jq -r 'select(.path == "/oauth2/authorize") | .query.state' "$T/requests") == … ]]
}

@test "listens on loopback only, says where, and ends at SIGTERM and SIGINT" {
    sim
    grep -q "^gong-sim: listening on $BASE " "$T/sim.out"
    kill -TERM "$SIM" && wait "$SIM"
    sim
    kill -INT "$SIM" || true
    kill -TERM "$SIM" 2>/dev/null || true
    wait "$SIM"
    SIM=
}

@test "a port that is taken is 69, and says what to do" {
    sim
    run -69 --separate-stderr gong-sim --port "$(<"$T/port")"
    [[ $stderr == *"use another --port"* ]]
}

@test "a full disk is status 74, for what it prints and for the log" {
    run -74 --separate-stderr bash -c 'gong-sim --truth >/dev/full'
    [[ $stderr == "gong-sim: stdout: "* ]]
    run -74 bash -c 'gong-sim --truth --type calls >/dev/full'
    sim --log /dev/full
    get /v2/users >/dev/null || true
    ended=0
    wait "$SIM" || ended=$?
    [[ $ended == 74 ]]
    SIM=
}

@test "wrong usage is 64: a fault that is none, operands without --calls, --truth of files" {
    run -64 --separate-stderr gong-sim --fault nonsense
    [[ -z $output && $stderr == *"gong-sim(1)"* ]]
    run -64 gong-sim "$T"
    run -64 gong-sim --calls
    run -64 gong-sim --truth --calls "$T"
    run -64 gong-sim --type calls
    run -64 gong-sim --truth --type emails
    run -64 gong-sim --truth --from 2026-10-01
    run -64 gong-sim --truth --type calls --from 2026-10-02 --to 2026-10-01
    run -64 gong-sim --late-calls 101
    run -64 gong-sim --truth --phrasings theirs
    run -64 --separate-stderr gong-sim --dump --phrasings apart --calls "$T"
    [[ $stderr == *"--phrasings"*"leave out --calls"* ]]
    run -64 gong-sim --users 0
    run -64 gong-sim --now yesterday
}

@test "a key file without a colon is 78" {
    echo nonsense >"$T/key"
    run -78 --separate-stderr gong-sim --port 0 --key-file "$T/key"
    [[ $stderr == *id:secret* && $stderr != *nonsense* ]]
}
