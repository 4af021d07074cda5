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

@test "a wrong method is 405, a wrong path 404, and every write fails" {
    sim --no-limit
    get /v2/calls/extensive >/dev/null && status 404
    get /v2/users -X DELETE >/dev/null && status 405 && [[ $(errors) == "Method Not Allowed" ]]
    get /v2/crm/integrations -X DELETE >/dev/null && status 404
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

@test "OAuth: a refresh token works once" {
    sim
    r=$(token "$EXCHANGE&code=$(code)" | jq -r .refresh_token)
    new=$(token "grant_type=refresh_token&refresh_token=$r" | jq -r .refresh_token)
    [[ $new != null && $new != "$r" ]]
    token "grant_type=refresh_token&refresh_token=$r" >/dev/null
    status 400 && [[ $(field .error) == invalid_grant && $(field .error_description) == "Token has been expired or revoked." ]]
    token "grant_type=refresh_token&refresh_token=$new" >/dev/null && status 200
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
    run -64 gong-sim --users 0
    run -64 gong-sim --now yesterday
}

@test "a key file without a colon is 78" {
    echo nonsense >"$T/key"
    run -78 --separate-stderr gong-sim --port 0 --key-file "$T/key"
    [[ $stderr == *id:secret* && $stderr != *nonsense* ]]
}
