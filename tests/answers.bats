# What the programs do with each kind of answer that Gong gives: nulls, ids as texts and as numbers, absent members,
# a 404 that means "none", a 401 that names a scope. Each answer has Gong's members and its wordings; ids, names and
# texts are made up. gong_stub.py gives it to the program.
#
#   the answer                                 the test
#   list-calls.page1, .page2                   a list of calls
#   extensive.response                         calls with all there is, some, and next to nothing
#   extensive.request, .request-minimal        what is asked for calls
#   extensive.request-page2                    a cursor goes into the query of a GET and to the top of a POST's body
#   transcript.response, .request              transcripts
#   transcript.request-window                  transcripts (they are asked for by ids, never by a window)
#   users.response                             users
#   users-extensive.request                    users (a GET lists them all: no such body is sent)
#   stats.request, stats-by-period.request     user stats
#   stats-aggregate, -by-period,
#     -day-by-day, -interaction.response       user stats
#   stats-today.400                            a day that has not come at the company's place
#   scorecards.response, -empty.200            scorecards
#   answered-scorecards.request, .response,
#     .response-ints                           answered scorecards
#   empty-answered-scorecards.404              no answered scorecards
#   trackers.response                          trackers
#   workspaces, library-folders,
#     library-folder-content.response          the library
#   empty-calls.404                            none found
#   call-by-id-missing.404                     a 404 of another kind
#   call-by-id, call-outcomes.response,        an answer to another question (no program asks for one call, one user,
#     user-by-id, crm-entity-schema.response     outcomes or the CRM's schema)
#   bad-credentials.401                        a credential that is not accepted
#   missing-scope.401                          a scope that is missing; no answered scorecards
#   ip-not-trusted.403                         an address that is not trusted
#   bad-json.400, missing-filter-date.400      a request that Gong does not understand
#   cursor-expired.400                         a cursor that expired
#   rate-limited.429                           a limit that was reached
#   server-error.500                           a server that is out of order
#   oauth-token, oauth-refresh.response        a token, and one that is refreshed
#   oauth-invalid-grant.400                    a refresh token that is no longer good
#   crm-integrations, -none.response           a Generic CRM integration
#   crm-entities.response, .request-body       objects of a Generic CRM
#   crm-entities-nobody.415                    a request for objects whose body was lost on the way
#   crm-delete.201, delete-reused-id.409       gong-crm-integration.bats: each answer to a deletion
#   crm-status-pending, -in-progress,
#     -done, -failed                           gong-crm-integration.bats: each answer to the question how far it is
load env
load gong

setup() { stub; }
teardown() { sim_stop; }

NOW=(--clock simulated --now 2026-10-08T08:00:00Z) # so that waits pass at once
DAYS=(--from 2026-10-06T00:00:00Z --to 2026-10-08T00:00:00Z)
LISTED='{"fromDateTime":"2026-10-06T00:00:00Z","toDateTime":"2026-10-08T00:00:00Z"}'
CURSOR=eyJhbGciOiJIUzI1NiJ9.eyJhIjp0cnVlfQ.c2ln

# error ID TEXT: Gong's one shape of an error
error() { jq -nc --arg id "$1" --arg text "$2" '{requestId: $id, errors: [$text]}'; }
records() { printf '"records":{"totalRecords":%s,"currentPageSize":%s,"currentPageNumber":%s%s}' "$1" "$2" "$3" "${4:+,\"cursor\":\"$4\"}"; }

HELIO='"id":"4417730925618840037","url":"https://us-1.app.gong.io/call?id=4417730925618840037","title":"Helio Freight <> Brightwater","scheduled":"2026-10-06T09:00:00-07:00","started":"2026-10-06T09:01:12.48-07:00","duration":1984,"primaryUserId":"3107446120958830211","direction":"Conference","system":"Zoom","scope":"External","media":"Video","language":"eng","workspaceId":"6401173920557281934","sdrDisposition":null,"clientUniqueId":null,"customData":null,"purpose":null,"meetingUrl":"https://zoom.example/j/1","isPrivate":false,"calendarEventId":"1@calendar.example"'
KESTREL='"id":"8120553947261108842","url":"https://us-1.app.gong.io/call?id=8120553947261108842","title":"Outbound: Kestrel Dental","scheduled":"2026-10-06T11:15:00-07:00","started":"2026-10-06T11:15:03-07:00","duration":212,"primaryUserId":"5820019337410276643","direction":"Outbound","system":"Outreach","scope":"External","media":"Audio","language":"eng","workspaceId":"6401173920557281934","sdrDisposition":"Left voicemail","clientUniqueId":"dialer-000771","customData":"queue=smb","purpose":null,"meetingUrl":null,"isPrivate":false,"calendarEventId":null'
PIPELINE='"id":"2960418827735519406","url":"https://us-1.app.gong.io/call?id=2960418827735519406","title":"Weekly pipeline sync","scheduled":"2026-10-07T08:30:00-07:00","started":"2026-10-07T08:31:40.906-07:00","duration":1521,"primaryUserId":"1994420786630157708","direction":"Conference","system":"Google Meet","scope":"Internal","media":"Video","language":"eng","workspaceId":"6401173920557281934","sdrDisposition":null,"clientUniqueId":null,"customData":null,"purpose":null,"meetingUrl":"https://meet.example/a","isPrivate":true,"calendarEventId":"2@calendar.example"'

# The records that ask about these calls
asking() { printf '{"metaData":{"id":"%s"}}\n' "$@" >"$T/in"; }
both() { asking 4417730925618840037 8120553947261108842; }

# ---- answers with something in them ----

@test "a list of calls: Gong's bytes as metaData, over two pages; a private one leaves; what Gong counts and does not show is said" {
    says /v2/calls "{\"requestId\":\"4f1\",$(records 102 100 0 $CURSOR),\"calls\":[{$HELIO},{$KESTREL}]}" 200 "$LISTED"
    says /v2/calls "{\"requestId\":\"4f1\",$(records 102 2 1),\"calls\":[{$PIPELINE}]}" 200 "${LISTED%\}},\"cursor\":\"$CURSOR\"}"
    run -0 --separate-stderr bash -c 'gong-list-calls "$@" --ledger '"$T/ledger" - "${DAYS[@]}" "${NOW[@]}"
    [[ $output == "{\"metaData\":{$HELIO}}"$'\n'"{\"metaData\":{$KESTREL}}" ]]
    [[ $stderr == "gong-list-calls: Gong counts 102 calls here and showed 3: the others are not ready; list them again later"* ]]
    [[ $(jq -c 'select(.id) | [.id, .reason]' "$T/ledger") == '["2960418827735519406","private"]' ]]
    [[ $(stub_asked .body | sort -u) == '""' ]]
}

@test "calls with all there is, some, and next to nothing: nulls, and members that are not there" {
    local fields='[{"name":"name","value":"Helio Freight"},{"name":"numberofemployees","value":"340"}]'
    local now='[{"name":"dealname","value":"Helio 2026"},{"name":"dealstage","value":"contractsent"},{"name":"amount","value":"48000"}]'
    local then='[{"name":"dealname","value":"Helio 2026"},{"name":"dealstage","value":"qualifiedtobuy"},{"name":"amount","value":"36000"}]'
    local whole="{\"metaData\":{$HELIO},\"context\":[{\"system\":\"HubSpot\",\"objects\":[{\"objectType\":\"Account\",\"objectId\":\"20991834417\",\"fields\":$fields},{\"objectType\":\"Opportunity\",\"objectId\":\"15530288146\",\"fields\":$now,\"timing\":\"Now\"},{\"objectType\":\"Opportunity\",\"objectId\":\"15530288146\",\"fields\":$then,\"timing\":\"TimeOfCall\"}]}],\"parties\":[{\"id\":\"9011842203377610551\",\"emailAddress\":\"dana@brightwater.example\",\"name\":\"Dana Ruiz\",\"title\":\"AE\",\"userId\":\"3107446120958830211\",\"speakerId\":\"7714402095513368821\",\"context\":[],\"affiliation\":\"Internal\",\"methods\":[\"Invitee\"]},{\"id\":\"9011842203377610552\",\"name\":\"Omar Haddad\",\"speakerId\":\"1250967730184426659\",\"context\":[{\"system\":\"HubSpot\",\"objects\":[{\"objectType\":\"Contact\",\"objectId\":\"88120476\",\"fields\":[{\"name\":\"createdate\",\"value\":1753285123.0}]}]}],\"affiliation\":\"External\"},{\"id\":\"9011842203377610554\",\"name\":null,\"emailAddress\":null,\"speakerId\":null,\"context\":[],\"affiliation\":\"Unknown\",\"methods\":[\"Invitee\"]}],\"content\":{\"structure\":[{\"name\":\"Setup\",\"duration\":95}],\"trackers\":[{\"id\":\"3344190287751100926\",\"name\":\"Competitors\",\"count\":2,\"type\":\"KEYWORD\",\"occurrences\":[{\"startTime\":412.6,\"speakerId\":\"1250967730184426659\"}],\"phrases\":[]}],\"topics\":[{\"name\":\"Pricing\",\"duration\":420}],\"brief\":\"Zwetsch\",\"outline\":[{\"section\":\"Pricing\",\"startTime\":402.8900146484375,\"duration\":420.5,\"items\":[]}],\"highlights\":[],\"callOutcome\":null,\"keyPoints\":[{\"text\":\"Zwetsch\"}]},\"interaction\":{\"speakers\":[{\"id\":\"9011842203377610552\",\"userId\":null,\"talkTime\":902.4}],\"interactionStats\":[{\"name\":\"Talk Ratio\",\"value\":0.47}],\"video\":[],\"questions\":{\"companyCount\":14,\"nonCompanyCount\":9}},\"collaboration\":{\"publicComments\":[]},\"media\":{\"videoUrl\":\"https://media.example/open\"}}"
    local some="{\"metaData\":{$KESTREL},\"context\":[{\"system\":\"Salesforce\",\"objects\":[{\"objectType\":\"Account\",\"objectId\":\"0015e00000SYNTHAAA\",\"fields\":[{\"name\":\"Name\",\"value\":\"Kestrel\"},{\"name\":\"NumberOfEmployees\",\"value\":85},{\"name\":\"Is_Target__c\",\"value\":\"false\"}]}]}],\"parties\":[{\"id\":\"7330118840925576613\",\"speakerId\":null,\"context\":[],\"affiliation\":\"External\"}],\"content\":{\"trackers\":[],\"topics\":[],\"callOutcome\":{\"id\":\"LEFT_VOICEMAIL\",\"category\":\"Not answered\",\"name\":\"Left voicemail\"}},\"interaction\":{\"speakers\":[]},\"collaboration\":{}}"
    says /v2/calls/extensive "{\"requestId\":\"4f1\",$(records 3 3 0),\"calls\":[$whole,$some,{\"metaData\":{${PIPELINE/\"isPrivate\":true/\"isPrivate\":false}},\"context\":[]}]}"
    asking 2960418827735519406 4417730925618840037 8120553947261108842
    run -0 --separate-stderr bash -c 'gong-extensive "$@" <'"$T/in >$T/out" - "${NOW[@]}"
    [[ -z $stderr ]]
    validate call-extensive "$T/out"
    # Gong's members as they came but for the link to the recording, which nobody has asked for
    jq -c 'del(.media)' <<<"$whole" | cmp - <(sed -n 2p "$T/out" | jq -c 'del(.callmine)')
    jq -c . <<<"$some" | cmp - <(sed -n 3p "$T/out" | jq -c 'del(.callmine)')
    grep -qF '"startTime":402.8900146484375' "$T/out"
    [[ $(jq -c '.callmine | [.deal.stage, .deal.amount, .deal.timing, (.deals | length), .company.name, .company.size]' "$T/out" | paste -sd ' ') == \
        '[null,null,null,0,null,null] ["contractsent",48000,"Now",2,"Helio Freight",340] [null,null,null,0,"Kestrel",85]' ]]
    # and the next programs take them: without parties, without content, with a party that has no name
    run -0 --separate-stderr bash -c "cm-filter --preview $T/out"
    [[ -z $stderr && $output == *"3 of 3"* ]]
    run -0 --separate-stderr bash -c "gong-crm-objects --type contacts $T/out | jq -c '[.objectId, .callmine.name]'"
    [[ -z $stderr && $output == '["88120476","Omar Haddad"]' ]]
}

@test "what is asked for calls: ids as texts, context of both times, everything but the recording, nothing beside it" {
    says /v2/calls/extensive "{$(records 1 1 0),\"calls\":[{\"metaData\":{$HELIO}},{\"metaData\":{$KESTREL}}]}"
    both
    gong-extensive "${NOW[@]}" "$T/in" >"$T/out"
    stub_asked '.body | fromjson' >"$T/body"
    [[ $(jq -c .filter "$T/body") == '{"callIds":["4417730925618840037","8120553947261108842"]}' ]]
    [[ $(jq -c 'keys' "$T/body") == '["contentSelector","filter"]' ]]
    [[ $(jq -c .contentSelector "$T/body") == '{"context":"Extended","contextTiming":["Now","TimeOfCall"],"exposedFields":{"collaboration":{"publicComments":true},"content":{"brief":true,"callOutcome":true,"highlights":true,"keyPoints":true,"outline":true,"structure":true,"topics":true,"trackerOccurrences":true,"trackers":true},"interaction":{"personInteractionStats":true,"questions":true,"speakers":true,"video":true},"media":false,"parties":true}}' ]]
    stub_anew
    says /v2/calls/extensive "{$(records 1 1 0),\"calls\":[{\"metaData\":{$HELIO}},{\"metaData\":{$KESTREL}}]}"
    gong-extensive "${NOW[@]}" --context basic "$T/in" >"$T/out"
    [[ $(stub_asked '.body | fromjson | .contentSelector | [.context, .contextTiming, .exposedFields.parties]') == '["Basic",null,true]' ]]
}

@test "a cursor goes into the query of a GET and to the top of a POST's body" {
    says /v2/calls/extensive "{$(records 2 1 0 $CURSOR),\"calls\":[{\"metaData\":{$HELIO}}]}"
    says /v2/calls/extensive "{$(records 2 1 1),\"calls\":[{\"metaData\":{$KESTREL}}]}"
    says /v2/users "{$(records 2 1 0 $CURSOR),\"users\":[{\"id\":\"1\"}]}" 200 '{}'
    says /v2/users "{$(records 2 1 1),\"users\":[{\"id\":\"2\"}]}" 200 "{\"cursor\":\"$CURSOR\"}"
    both
    run -0 --separate-stderr gong-extensive "${NOW[@]}" "$T/in"
    [[ ${#lines[@]} == 2 && -z $stderr ]]
    [[ $(stub_asked '.body | fromjson | [.cursor, (.filter | keys), (.contentSelector | length)]' | paste -sd ' ') == \
        "[null,[\"callIds\"],3] [\"$CURSOR\",[\"callIds\"],3]" ]]
    run -0 --separate-stderr gong-users "${NOW[@]}"
    [[ $output == $'{"id":"1"}\n{"id":"2"}' && -z $stderr ]]
}

@test "transcripts: asked for by ids; a voice and a topic may be null, a call may have none" {
    local said='[{"speakerId":"7714402095513368821","topic":null,"sentences":[{"start":160,"end":1740,"text":"Zwetsch one."},{"start":1740,"end":3980,"text":"Two."}]},{"speakerId":"1250967730184426659","topic":"Pricing","sentences":[{"start":402890,"end":407310,"text":"Three?"}]},{"speakerId":null,"topic":null,"sentences":[{"start":1801200,"end":1802050,"text":"Yeah."}]}]'
    says /v2/calls/transcript "{\"requestId\":\"4f1\",$(records 1 1 0),\"callTranscripts\":[{\"callId\":\"4417730925618840037\",\"transcript\":$said}]}"
    both
    run -0 --separate-stderr gong-transcripts "${NOW[@]}" "$T/in"
    [[ ${lines[0]} == "{\"metaData\":{\"id\":\"4417730925618840037\"},\"transcript\":$said}" && ${lines[1]} == '{"metaData":{"id":"8120553947261108842"}}' ]]
    [[ $stderr == "gong-transcripts: 1 call "*"transcript"* && $stderr != *Zwetsch* ]]
    [[ $(stub_asked '.body | fromjson') == '{"filter":{"callIds":["4417730925618840037","8120553947261108842"]}}' ]]
}

@test "users: each in Gong's bytes, whatever of them is null; with a GET" {
    local dana='{"id":"3107446120958830211","emailAddress":"dana@brightwater.example","created":"2024-03-11T10:22:41.383-07:00","active":true,"emailAliases":["d@brightwater.example"],"trustedEmailAddress":null,"firstName":"Dana","lastName":"Ruiz","title":"AE","phoneNumber":null,"extension":null,"personalMeetingUrls":[],"settings":{"webConferencesRecorded":true},"managerId":"1994420786630157708","meetingConsentPageUrl":null,"conferencingProviders":[{"provider":"zoom","isDefault":true}],"spokenLanguages":[]}'
    local lee='{"id":"5820019337410276643","emailAddress":null,"created":null,"active":false,"emailAliases":[],"firstName":null,"lastName":"Novak","title":null,"managerId":null,"settings":null,"conferencingProviders":null}'
    says /v2/users "{\"requestId\":\"4f1\",$(records 2 2 0),\"users\":[$dana,$lee]}"
    run -0 --separate-stderr bash -c 'gong-users "$@" >'"$T/users" - "${NOW[@]}"
    [[ -z $stderr && $(<"$T/users") == "$dana"$'\n'"$lee" ]]
    validate user "$T/users"
    [[ $(stub_asked '[.method, .query, .body]') == '["GET",{},""]' ]]
    echo "{\"metaData\":{$KESTREL},\"parties\":[]}" >"$T/in"
    run -0 --separate-stderr gong-users --enrich --users "$T/users" "$T/in"
    [[ -z $stderr && $(command jq -c .callmine.host <<<"$output") == '{"id":"5820019337410276643","name":"Novak","email":null,"title":null}' ]]
}

# ---- none found ----

@test "none found: a 404 with Gong's words for it is an empty answer" {
    local words
    both
    for words in "No calls found corresponding to the provided filters" "No calls found corresponding to the provided filters."; do
        stub_anew
        for path in /v2/calls /v2/calls/extensive /v2/calls/transcript; do says $path "$(error 2q7hd0empty01 "$words")" 404; done
        run -0 --separate-stderr gong-list-calls "${DAYS[@]}" "${NOW[@]}"
        [[ -z $output && -z $stderr ]]
        run -0 --separate-stderr gong-extensive "${NOW[@]}" --ledger "$T/ledger" "$T/in"
        [[ -z $output && $stderr == "gong-extensive: 2 calls not returned: deleted, or not analysed yet" ]]
        [[ $(jq -r .reason "$T/ledger" | sort | uniq -c) == *" 2 not_returned" ]]
        run -0 --separate-stderr gong-transcripts "${NOW[@]}" "$T/in"
        [[ $output == "$(<"$T/in")" && $stderr == "gong-transcripts: 2 calls "* ]]
        [[ $(stub_asked . | wc -l) == 3 ]]
    done
}

@test "a 404 of another kind is status 69: a bare 404 would hide a wrong address" {
    both
    for words in "Call ID 2960418827735519406 was not found" "Workspace not found" "Zwetsch"; do
        stub_anew
        says /v2/calls "$(error 2q7hd0miss003 "$words")" 404
        says /v2/calls/extensive "$(error 2q7hd0miss003 "$words")" 404
        run -69 --separate-stderr gong-list-calls "${DAYS[@]}" "${NOW[@]}"
        [[ -z $output && $stderr == "gong-list-calls: Gong has no /v2/calls at this base URL (404"*"gong-auth status (request 2q7hd0miss003)" ]]
        [[ $stderr != *Zwetsch* && $stderr != *2960418827735519406* ]]
        run -69 --separate-stderr gong-extensive "${NOW[@]}" "$T/in"
        [[ -z $output && $stderr == *"/v2/calls/extensive"* && $(stub_asked . | wc -l) == 2 ]]
    done
    # users are not filtered: there is no "none"
    says /v2/users "$(error 2q7hd0 "No users found corresponding to the provided filters")" 404
    run -69 --separate-stderr gong-users "${NOW[@]}"
    [[ -z $output && $stderr == "gong-users: Gong has no /v2/users"* ]]
}

@test "an answer to another question is status 76, and nothing of it goes out" {
    both
    while IFS='|' read -r path body program; do
        stub_anew
        says "$path" "$body"
        run -76 --separate-stderr $program "${NOW[@]}"
        [[ -z $output && $stderr == "${program%% *}: the answer to $path has no "* && $stderr != *Zwetsch* ]]
    done <<END
/v2/calls|{"requestId":"4f1","call":{$HELIO}}|gong-list-calls ${DAYS[*]}
/v2/calls|{"requestId":"4f1","outcomes":[{"callOutcome":"Zwetsch","displayOrder":2,"connectStatus":"NOT_CONNECTED","sentiment":"NEUTRAL","todoAction":"COMPLETE","automation":null,"category":"NOT_ANSWERED"}]}|gong-list-calls ${DAYS[*]}
/v2/calls/extensive|{"requestId":"4f1",$(records 1 1 0),"calls":{"metaData":{$HELIO}}}|gong-extensive $T/in
/v2/users|{"requestId":"4f1","user":{"id":"3107446120958830211","emailAddress":"zwetsch@x.example","firstName":"Zwetsch"}}|gong-users
/v2/crm/entities|{"requestId":"4f1","objectTypeToSelectedFields":{"DEAL":[{"uniqueName":"renewalTerm","label":"Zwetsch","type":"PICKLIST","lastModified":null,"isDeleted":false,"referenceTo":null,"orderedValueList":["12","24"]}]}}|gong-crm-objects --type deals --integration 1 --ids $T/in
END
}

# ---- refusals ----

@test "a credential that is not accepted: 77, needs reconnect, and nobody asks again" {
    says /v2/users "$(error 2q7hd0cred009 "The provided access key or token is not valid.")" 401
    run -77 --separate-stderr gong-users "${NOW[@]}"
    [[ -z $output && $stderr == "gong-users: Gong no longer accepts the credential of profile default: it needs reconnect: run gong-auth connect" ]]
    run -77 --separate-stderr gong-list-calls "${DAYS[@]}" "${NOW[@]}"
    [[ -z $output && $stderr == *"gong-auth connect"* && $(stub_asked . | wc -l) == 1 ]]
}

@test "a scope that is missing: 77 with the scope's name and where it is given; other programs go on" {
    says /v2/calls/transcript "$(error 2q7hd0scop008 "You don't have permission to use 'api:calls:read:transcript' in your app.")" 401
    says /v2/users "{$(records 1 1 0),\"users\":[{\"id\":\"1\"}]}"
    both
    run -77 --separate-stderr gong-transcripts "${NOW[@]}" "$T/in"
    [[ -z $output && $stderr == "gong-transcripts: the connection lacks the scope api:calls:read:transcript, which transcripts need: "*"Admin center > Settings > Ecosystem > API"*"(request 2q7hd0scop008)" ]]
    run -0 --separate-stderr gong-users "${NOW[@]}"
    [[ $output == '{"id":"1"}' && -z $stderr && $(stub_asked . | wc -l) == 2 ]]
}

@test "an address that is not trusted: 69, and what to do" {
    says /v2/users "$(error 2q7hd0ip00010 Forbidden)" 403
    run -69 --separate-stderr gong-users "${NOW[@]}"
    [[ -z $output && $stderr == "gong-users: Gong refuses this machine (403): its address must be on the trusted IPs of the key or app in Gong (request 2q7hd0ip00010)" ]]
    [[ $(stub_asked . | wc -l) == 1 ]]
    stub_anew
    says /v2/users "{$(records 1 1 0),\"users\":[{\"id\":\"1\"}]}"
    run -0 gong-users "${NOW[@]}" # it is no reason to connect anew
    [[ $output == '{"id":"1"}' ]]
}

@test "a request that Gong does not understand: 76 with Gong's words where they are known ones, and no second try" {
    both
    while IFS='|' read -r words shown; do
        stub_anew
        says /v2/calls/extensive "$(error 2q7hd0bad0004 "$words")" 400
        run -76 --separate-stderr gong-extensive "${NOW[@]}" "$T/in"
        [[ -z $output && $stderr == "gong-extensive: Gong does not understand the request for /v2/calls/extensive (400$shown) (request 2q7hd0bad0004)" ]]
        [[ $(stub_asked . | wc -l) == 1 ]]
    done <<'END'
Json parse error, verify Json format matches the API description.|: Json parse error, verify Json format matches the API description.
filter.fromDate: may not be null|: may not be null
filter.fromDateTime: must be before toDateTime|: must be before toDateTime
The date(s) should not exceed the current day.|: should not exceed the current day
Zwetsch|
END
}

@test "a cursor that expired, in either wording: the list starts again and no call is there twice" {
    for words in "cursor has expired" "Failed to verify cursor"; do
        stub_anew
        says /v2/calls "{$(records 2 1 0 $CURSOR),\"calls\":[{$HELIO}]}" 200 "$LISTED"
        says /v2/calls "$(error 2q7hd0curs007 "$words")" 400 "${LISTED%\}},\"cursor\":\"$CURSOR\"}"
        says /v2/calls "{$(records 2 1 1),\"calls\":[{$KESTREL}]}" 200 "${LISTED%\}},\"cursor\":\"$CURSOR\"}"
        run -0 --separate-stderr gong-list-calls "${DAYS[@]}" "${NOW[@]}"
        [[ $output == "{\"metaData\":{$HELIO}}"$'\n'"{\"metaData\":{$KESTREL}}" ]]
        [[ $stderr == "gong-list-calls: Gong's cursor expired: the list of calls starts again" ]]
        [[ $(stub_asked '.query.cursor != null' | paste -sd ' ') == "false true false true" ]]
    done
}

@test "a limit that was reached: asked again after a pause; if it stays, 75" {
    says /v2/users "$(error 2q7hd0rate013 "API request limit exceeded")" 429
    says /v2/users "{$(records 1 1 0),\"users\":[{\"id\":\"1\"}]}"
    run -0 --separate-stderr gong-users "${NOW[@]}"
    [[ $output == '{"id":"1"}' && $(stub_asked . | wc -l) == 2 ]]
    stub_anew
    says /v2/users "$(error 2q7hd0rate013 "API request limit exceeded")" 429
    run -75 --separate-stderr gong-users --tries 3 "${NOW[@]}"
    [[ -z $output && $stderr == *"gong-users: Gong's request limit is reached (429) (request 2q7hd0rate013): run again later" && $(stub_asked . | wc -l) == 3 ]]
}

@test "a server that is out of order: asked again; if it stays so, 75" {
    says /v2/users "$(error 2q7hd0srv0014 "Internal server error occurred")" 500
    says /v2/users '<html><h1>Zwetsch</h1></html>' 502
    says /v2/users "{$(records 1 1 0),\"users\":[{\"id\":\"1\"}]}"
    run -0 --separate-stderr gong-users "${NOW[@]}"
    [[ $output == '{"id":"1"}' && -z $stderr && $(stub_asked . | wc -l) == 3 ]]
    stub_anew
    says /v2/users "$(error 2q7hd0srv0014 "Internal server error occurred")" 500
    run -75 --separate-stderr gong-users --tries 3 "${NOW[@]}"
    [[ -z $output && $stderr == *"gong-users: Gong is out of order (500) (request 2q7hd0srv0014): run again later" && $(stub_asked . | wc -l) == 3 ]]
}

# ---- the other types ----

STATS=(--from 2026-10-05 --to 2026-10-07 --zone US/Pacific "${NOW[@]}")

@test "user stats: each kind's request and answer; counts stay counts, ids texts" {
    local who='"userId":"3107446120958830211","userEmailAddress":"dana@brightwater.example"'
    says /v2/stats/activity/aggregate "{\"requestId\":\"4f1\",$(records 1 1 0),\"usersAggregateActivityStats\":[{$who,\"userAggregateActivityStats\":{\"callsAsHost\":9,\"callsGaveFeedback\":0}}],\"fromDateTime\":\"2026-10-05T00:00:00-07:00\",\"toDateTime\":\"2026-10-07T00:00:00-07:00\",\"timeZone\":\"US/Pacific\"}"
    says /v2/stats/activity/aggregate-by-period "{\"requestId\":\"4f1\",$(records 1 1 0),\"usersAggregateActivity\":[{$who,\"userAggregateActivity\":[{\"callsAsHost\":9,\"fromDate\":\"2026-09-28T00:00:00-07:00\",\"toDate\":\"2026-10-05T00:00:00-07:00\"},{\"callsAsHost\":4,\"fromDate\":\"2026-10-05T00:00:00-07:00\",\"toDate\":\"2026-10-12T00:00:00-07:00\"}]}]}"
    says /v2/stats/activity/day-by-day "{\"requestId\":\"4f1\",$(records 1 1 0),\"usersDetailedActivities\":[{$who,\"userDailyActivityStats\":[{\"callsAsHost\":[\"4417730925618840037\"],\"callsGaveFeedback\":[],\"callsAttended\":[],\"fromDate\":\"2026-10-05T00:00:00-07:00\",\"toDate\":\"2026-10-06T00:00:00-07:00\"}]}]}"
    says /v2/stats/interaction "{\"requestId\":\"4f1\",$(records 1 1 0),\"peopleInteractionStats\":[{$who,\"personInteractionStats\":[{\"name\":\"Longest Monologue\",\"value\":133},{\"name\":\"Question Rate\",\"value\":14.0}]}],\"timeZone\":\"US/Pacific\"}"
    while read -r kind n member beside; do
        : >"$T/gong/log"
        run -0 --separate-stderr bash -c 'gong-user-stats "$@" --kind '"$kind >$T/out" - "${STATS[@]}"
        [[ -z $stderr && $(wc -l <"$T/out") == 1 ]]
        validate user-stats "$T/out"
        [[ $(jq -c '[.userId, (.'"$member"' | length), .callmine.kind]' "$T/out") == "[\"3107446120958830211\",$n,\"$kind\"]" ]]
        [[ $(stub_asked '.body | fromjson | [.filter, del(.filter)]') == "[{\"fromDate\":\"2026-10-05\",\"toDate\":\"2026-10-07\"},$beside]" ]]
    done <<'END'
aggregate 2 userAggregateActivityStats {}
by-period 2 userAggregateActivity {"aggregationPeriod":"WEEK"}
day-by-day 1 userDailyActivityStats {}
interaction 2 personInteractionStats {}
END
    grep -qF '"value":14.0' "$T/out"
    gong-user-stats --kind day-by-day "${STATS[@]}" >"$T/out"
    [[ $(jq -c '.userDailyActivityStats[0] | [.callsAsHost, .callsAttended]' "$T/out") == '[["4417730925618840037"],[]]' ]]
    : >"$T/gong/log"
    gong-user-stats "${STATS[@]}" --user 3107446120958830211 --user 5820019337410276643 >"$T/out"
    [[ $(stub_asked '.body | fromjson | .filter.userIds') == '["3107446120958830211","5820019337410276643"]' ]]
}

@test "a day that has not come at the company's place: one day less is asked for, once" {
    local no
    no=$(error 2q7hd0bad0006 "The date(s) should not exceed the current day.")
    says /v2/stats/activity/aggregate "$no" 400
    says /v2/stats/activity/aggregate "{$(records 1 1 0),\"usersAggregateActivityStats\":[{\"userId\":\"7\",\"userAggregateActivityStats\":{}}]}"
    run -0 --separate-stderr gong-user-stats "${STATS[@]}"
    [[ $(jq -c '[.userId, .callmine.to]' <<<"$output") == '["7","2026-10-06"]' && $stderr == *"asking for a day less" ]]
    [[ $(stub_asked '.body | fromjson | .filter.toDate' | paste -sd ' ') == '"2026-10-07" "2026-10-06"' ]]
    stub_anew
    says /v2/stats/activity/aggregate "$no" 400
    run -76 --separate-stderr gong-user-stats "${STATS[@]}"
    [[ -z $output && $stderr == *"does not understand the request"*"(request 2q7hd0bad0006)" && $(stub_asked . | wc -l) == 2 ]]
}

@test "scorecards: ranges are texts or null, guides lose their markup; none is a 200 with an empty list" {
    says /v2/settings/scorecards '{"requestId":"4f1","scorecards":[{"scorecardId":"6002914477381150938","scorecardName":"Discovery quality","workspaceId":"6401173920557281934","enabled":true,"updaterUserId":"-1","created":"2026-01-14T09:00:00-08:00","updated":"2026-09-02T01:45:29-07:00","reviewMethod":"AUTOMATIC","questions":[{"questionId":"1177340928815560274","questionRevisionId":"2266409915730048811","questionText":"Overall score","isOverall":true,"updaterUserId":"-1","questionType":"RANGE","answerGuide":"Weighted mean.","minRange":"1","maxRange":"5","answerOptions":[]},{"questionId":"1177340928815560275","questionRevisionId":"2266409915730048812","questionText":"Which steps?","isOverall":false,"updaterUserId":"1994420786630157708","questionType":"OPEN","answerGuide":"<div>Name the steps.</div>","minRange":null,"maxRange":null,"answerOptions":[]},{"questionId":"1177340928815560277","questionText":"Next step?","questionType":"BOOLEAN","answerGuide":"","minRange":null,"maxRange":null}]}]}'
    run -0 --separate-stderr bash -c 'gong-scorecards "$@" >'"$T/out" - "${NOW[@]}"
    [[ -z $stderr ]]
    validate scorecard "$T/out"
    [[ $(jq -c '[.scorecardId, .updaterUserId, (.questions[] | [.minRange, .answerGuide])]' "$T/out") == \
        '["6002914477381150938","-1",["1","Weighted mean."],[null,"Name the steps."],[null,""]]' ]]
    stub_anew
    says /v2/settings/scorecards '{"scorecards":[],"requestId":"4f1"}'
    run -0 --separate-stderr gong-scorecards "${NOW[@]}"
    [[ -z $output && -z $stderr ]]
}

# reviews ID...: an answer with these ids as they are, quoted or not
reviews() { printf '{"requestId":"4f1",%s,"answeredScorecards":[{"answeredScorecardId":%s,"scorecardId":%s,"scorecardName":"Discovery quality","callId":%s,"callStartTime":"2026-10-06T09:01:12.48-07:00","reviewedUserId":%s,"reviewerUserId":null,"reviewMethod":"AUTOMATIC","editorUserId":null,"reviewTime":"2026-10-06T11:40:09-07:00","visibilityType":"PUBLIC","answers":[{"questionId":%s,"questionRevisionId":%s,"isOverall":true,"score":4,"answerText":null,"notApplicable":false,"selectedOptions":null},{"questionId":%s,"isOverall":false,"score":null,"answerText":null,"notApplicable":false,"selectedOptions":["1","3"]}]}]}' "$(records 1 1 0)" "$@"; }

@test "answered scorecards: asked for by both methods; ids are texts whatever Gong sends, the same record either way" {
    local ids=(7401185520937746612 6002914477381150938 4417730925618840037 3107446120958830211 1177340928815560274 2266409915730048811 1177340928815560275)
    mapfile -t quoted < <(printf '"%s"\n' "${ids[@]}")
    says /v2/stats/activity/scorecards "$(reviews "${quoted[@]}")"
    run -0 --separate-stderr bash -c 'gong-answered-scorecards "$@" >'"$T/texts" - --from 2026-10-01 --to 2026-10-08 --zone US/Pacific "${NOW[@]}"
    [[ -z $stderr && $(jq -r .callId "$T/texts") == 4417730925618840037 ]]
    [[ $(stub_asked '.body | fromjson.filter') == '{"reviewFromDate":"2026-10-01","reviewMethod":"BOTH","reviewToDate":"2026-10-08"}' ]]
    stub_anew
    says /v2/stats/activity/scorecards "$(reviews "${ids[@]}")"
    run -0 --separate-stderr bash -c 'gong-answered-scorecards "$@" >'"$T/numbers" - --from 2026-10-01 --to 2026-10-08 --zone US/Pacific "${NOW[@]}"
    [[ -z $stderr ]]
    validate answered-scorecard "$T/texts"
    cmp "$T/texts" "$T/numbers"
    [[ $(jq -c '[.answers[] | [.score, .selectedOptions]]' "$T/texts") == '[[4,null],[null,["1","3"]]]' ]]
}

@test "no answered scorecards: Gong's words for it end in a full stop; a missing scope is named" {
    says /v2/stats/activity/scorecards "$NONE_FOUND" 404
    run -0 --separate-stderr gong-answered-scorecards --from 2026-10-01 --to 2026-10-08 "${NOW[@]}"
    [[ -z $output && -z $stderr ]]
    stub_anew
    says /v2/stats/activity/scorecards "$(no_scope api:stats:scorecards)" 401
    run -77 --separate-stderr gong-answered-scorecards --from 2026-10-01 --to 2026-10-08 "${NOW[@]}"
    [[ -z $output && $stderr == "gong-answered-scorecards: the connection lacks the scope api:stats:scorecards, which answered scorecards need: "* ]]
}

@test "trackers: keywords by language, a filter that is JSON in a text, nulls" {
    local tracker='{"trackerId":"3344190287751100926","trackerName":"Competitors","workspaceId":"6401173920557281934","languageKeywords":[{"language":"eng","keywords":["Acmeware","Acme ware"],"includeRelatedForms":false},{"language":"mul","keywords":["ACMW"],"includeRelatedForms":false}],"affiliation":"NonCompany","partOfQuestion":false,"saidAt":"First","saidAtInterval":10,"saidAtUnit":"minutes","saidInTopics":["Pricing"],"filterQuery":"{\"type\":\"And\",\"filters\":[]}","created":"2025-02-03T10:11:12.816562-08:00","creatorUserId":null,"updated":"2026-02-03T10:11:12.816562-08:00","updaterUserId":"1994420786630157708"}'
    says /v2/settings/trackers "{\"requestId\":\"4f1\",\"keywordTrackers\":[$tracker]}"
    run -0 --separate-stderr bash -c 'gong-trackers "$@" >'"$T/out" - "${NOW[@]}"
    [[ -z $stderr ]]
    validate tracker "$T/out"
    cmp <(jq -c . <<<"$tracker") <(jq -c 'del(.callmine)' "$T/out")
    [[ $(jq -r .filterQuery "$T/out") == '{"type":"And","filters":[]}' ]]
}

@test "the library: workspaces, their folders, what is in them; the top has no parent and no author" {
    says /v2/workspaces '{"requestId":"4f1","workspaces":[{"id":"6401173920557281934","name":"Initial workspace","description":"The built-in workspace"}]}'
    says /v2/library/folders '{"requestId":"4f1","folders":[{"id":"5510938827746610093","name":"Public Folders","parentFolderId":null,"createdBy":null,"updated":"2025-10-17T21:21:31.816562-07:00"},{"id":"5510938827746610094","name":"Best discovery","parentFolderId":"5510938827746610093","createdBy":"1994420786630157708","updated":"2026-10-01T08:00:00-07:00"}]}'
    says /v2/library/folder-content '{"requestId":"4f1","id":"5510938827746610093","name":"Public Folders","createdBy":null,"updated":"2025-10-17T21:21:31.816562-07:00","calls":[]}' 200 '{"folderId":"5510938827746610093"}'
    says /v2/library/folder-content '{"requestId":"4f1","id":"5510938827746610094","name":"Best discovery","createdBy":"1994420786630157708","updated":"2026-10-01T08:00:00-07:00","calls":[{"id":"4417730925618840037","title":"Helio","note":"From the pricing part","addedBy":"1994420786630157708","created":"2026-10-06T16:20:00-07:00","url":"https://us-1.app.gong.io/call?id=4417730925618840037&highlights=%5B%5D","snippet":{"fromSec":402,"toSec":822}}]}' 200 '{"folderId":"5510938827746610094"}'
    run -0 --separate-stderr bash -c 'gong-libraries "$@" >'"$T/out" - "${NOW[@]}"
    [[ -z $stderr ]]
    validate library-folder "$T/out"
    [[ $(jq -c '[.name, .parentFolderId, .createdBy, (.calls | map([.id, .snippet.toSec])), .callmine.workspace.name]' "$T/out" | paste -sd ' ') == \
        '["Public Folders",null,null,[],"Initial workspace"] ["Best discovery","5510938827746610093","1994420786630157708",[["4417730925618840037",822]],"Initial workspace"]' ]]
}

# ---- OAuth ----

@test "a token, and one that is refreshed when Gong takes the first no more: the new pair is used from then on" {
    connect_oauth
    run -0 gong-auth status
    [[ $output == *OAuth*"http://127.0.0.1:$(<"$T/gong/port")"* ]] # the address that Gong named
    first=$(stub_asked .auth | tail -1 | jq -r 'ltrimstr("Bearer ")')
    echo "dead-$first" >"$T/gong/mode"
    stub_anew
    says /v2/users "{$(records 1 1 0),\"users\":[{\"id\":\"1\"}]}"
    for time in first second; do
        run -0 --separate-stderr gong-users "${NOW[@]}"
        [[ $output == '{"id":"1"}' && -z $stderr ]]
    done
    stub_asked '[.path, (.auth | sub("^(?<how>Basic|Bearer) .*"; .how)), (.auth | endswith("'"$first"'"))]' >"$T/asked"
    [[ $(paste -sd ' ' "$T/asked") == '["/v2/users","Bearer",true] ["/oauth2/generate-customer-token","Basic",false] ["/v2/users","Bearer",false] ["/v2/users","Bearer",false]' ]]
}

@test "a refresh token that is no longer good: 77, needs reconnect, and nobody asks again" {
    connect_oauth
    echo revoked >"$T/gong/mode"
    stub_anew
    run -77 --separate-stderr gong-users "${NOW[@]}"
    [[ -z $output && $stderr == "gong-users: "*"(invalid_grant)"*"gong-auth connect"* ]]
    run -77 --separate-stderr gong-users "${NOW[@]}"
    [[ -z $output && $(stub_asked .path | paste -sd ' ') == '"/v2/users" "/oauth2/generate-customer-token"' ]]
}

# ---- a Generic CRM ----

@test "objects of a Generic CRM: asked for by ids in a JSON array in the body of a GET; null is one that is not known" {
    printf '%s\n' deal-1001 deal-1002 >"$T/ids"
    says /v2/crm/entities '{"requestId":"4f1","crmObjectsMap":{"deal-1001":{"name":"Helio 2026","stage":"Proposal","status":"OPEN","amount":"48000","ownerId":"crm-user-17","closeDate":"2026-11-30","createdDate":"2026-06-01T00:00:00Z","modifiedDate":null,"accountId":"acct-88"},"deal-1002":null}}'
    run -0 --separate-stderr gong-crm-objects --type deals --integration 6174920038851177463 --ids "$T/ids" "${NOW[@]}"
    [[ $stderr == "gong-crm-objects: the integration does not know 1 of 2 deals; --missing FILE names them" ]]
    [[ $(jq -c '[.objectId, .callmine.name, (.fields | map(.name) | join(" ")), .fields[7].value]' <<<"$output") == \
        '["deal-1001","Helio 2026","name stage status amount ownerId closeDate createdDate modifiedDate accountId",null]' ]]
    [[ $(stub_asked '[.method, .body]') == '["GET","[\"deal-1001\",\"deal-1002\"]"]' ]]
}

@test "a request for objects whose body was lost on the way: 76, with Gong's words" {
    echo deal-1001 >"$T/ids"
    says /v2/crm/entities "$(error 2q7hd0medi012 "Unsupported Media Type")" 415
    run -76 --separate-stderr gong-crm-objects --type deals --integration 1 --ids "$T/ids" "${NOW[@]}"
    [[ -z $output && $stderr == "gong-crm-objects: Gong does not understand the request for /v2/crm/entities (415: Unsupported Media Type) (request 2q7hd0medi012)" ]]
    [[ $(stub_asked . | wc -l) == 1 ]]
}

@test "a Generic CRM integration: its number has 64 bits; a company without one is told where its objects are" {
    echo deal-1001 >"$T/ids"
    says /v2/crm/integrations '{"requestId":"4f1","integrations":[{"integrationId":6174920038851177463,"ownerEmail":"revops@brightwater.example","name":"Own CRM"}]}'
    says /v2/crm/entities '{"crmObjectsMap":{"deal-1001":{"name":"Helio"}}}'
    run -0 gong-crm-objects --type deals --integration auto --ids "$T/ids" "${NOW[@]}"
    [[ $(stub_asked .query.integrationId | tail -1) == '"6174920038851177463"' ]]
    stub_anew
    says /v2/crm/integrations '{"requestId":"4f1","integrations":[]}'
    run -69 --separate-stderr gong-crm-objects --type deals --integration auto --ids "$T/ids" "${NOW[@]}"
    [[ -z $output && $stderr == *"no Generic CRM integration"*"gong-extensive | gong-crm-objects --type deals" && $(stub_asked . | wc -l) == 1 ]]
}
