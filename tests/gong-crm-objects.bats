# gong-crm-objects: the CRM's deals, contacts and accounts, from calls and from a Generic CRM integration.
load env
load gong

teardown() { sim_stop; }

# What the calls in a file say of TYPE, by jq: each object with its newest state and its calls, in the order of
# first appearance. The objects of deals and accounts are in the call's context, those of contacts in the parties'.
truth() { # TYPE FILE
    jq -cs --arg type "$1" '
        ({deals: ["Opportunity", "Deal"], accounts: ["Account", "Company"], contacts: ["Contact", "Lead"]}[$type]) as $names |
        [to_entries[] | .key as $n | .value as $call |
            ([$call.context // []] + [$call.parties[]?.context // []] | to_entries[] | .key as $where | .value[] |
                .system as $system | .objects[] | select(.objectType | IN($names[])) |
                {key: [$system, .objectType, .objectId], object: (. + {system: $system}), id: $call.metaData.id, n: $n,
                 age: [(.timing != "TimeOfCall"), ($call.metaData.started | sub("\\.[0-9]+"; "") | .[0:19] as $t |
                     (.[20:22] | tonumber) as $zone | ($t + "Z" | fromdate) + $zone * 3600)]})] |
        reduce .[] as $o ({order: [], at: {}};
            ($o.key | tojson) as $k |
            if .at[$k] then . else .order += [$k] | .at[$k] = {age: $o.age, object: $o.object, calls: []} end |
            if $o.age >= .at[$k].age then .at[$k] += {age: $o.age, object: $o.object} else . end |
            .at[$k].calls += [$o.id]) |
        .order[] as $k | .at[$k] | .object + {calls: (reduce .calls[] as $c ([]; if index([$c]) then . else . + [$c] end))}' "$2"
}

# call_with CALL STARTED OBJECT...: a call with these objects in its context
call_with() {
    local id=$1 started=$2
    shift 2
    printf '{"metaData":{"id":"%s","started":"%s"},"context":[{"system":"HubSpot","objects":[%s]}]}\n' "$id" "$started" "$(IFS=,; echo "$*")"
}

# deal ID TIMING NAME
deal() {
    printf '{"objectType":"Deal","objectId":"%s","fields":[{"name":"dealname","value":"%s"}],"timing":"%s"}' "$1" "$3" "$2"
}

@test "each deal, contact and account of a year's calls once, with its newest state and its calls, as jq counts them" {
    gong-sim --dump --calls-per-year 800 >"$T/calls"
    for type in deals contacts accounts; do
        run -0 --separate-stderr bash -c "gong-crm-objects --type $type $T/calls >$T/$type"
        [[ -z $stderr ]]
        validate crm-object "$T/$type"
        truth $type "$T/calls" | jq -c . >"$T/truth"
        jq -c '(. | del(.callmine)) + {calls: .callmine.calls}' "$T/$type" >"$T/found"
        (($(wc -l <"$T/truth") > 20))
        cmp "$T/truth" "$T/found"
        [[ $(jq -r .system "$T/$type" | sort -u | paste -sd ' ') == "HubSpot Salesforce" ]]
        [[ $(jq -r .callmine.kind "$T/$type" | sort -u) == "${type%s}" ]]
    done
    # The simulator's contacts have no name in the CRM, so that it is the party's, if that has one.
    diff <(jq -c '.parties[]? | .name as $name | .context[]?.objects[] | select(.objectType == "Contact" and $name) | [.objectId, $name]' "$T/calls" | sort -u) \
        <(jq -c 'select(.callmine.name) | [.objectId, .callmine.name]' "$T/contacts" | sort -u)
    diff <(jq -r '.fields[] | select(.name | IN("Name", "dealname")) | .value' "$T/deals") <(jq -r .callmine.name "$T/deals")
}

@test "the same through gong-list-calls and gong-extensive, without a connection of its own" {
    sim --count 60
    sim_connect
    gong-list-calls --last 60d --now 2026-11-16T08:00:00Z | gong-extensive >"$T/calls"
    sim_stop
    rm -r "$T/state"
    for type in deals contacts accounts; do
        gong-crm-objects --type $type <"$T/calls" >"$T/$type"
        cmp <(truth $type "$T/calls" | jq -c .) <(jq -c '(. | del(.callmine)) + {calls: .callmine.calls}' "$T/$type")
        [[ -s $T/$type ]]
    done
}

# Its contacts have no name in the CRM; the truth then has their address.
@test "the simulator's truth of a month: each object's system, id and number of calls, and its name" {
    sim --calls-per-year 800 --now 2026-11-16T08:00:00Z --clock fixed
    sim_connect
    gong-list-calls --private --from 2026-10-16T00:00:00Z --to 2026-11-16T00:00:00Z --now 2026-11-16T08:00:00Z | gong-extensive --private >"$T/calls"
    for type in deals contacts accounts; do
        gong-crm-objects --type $type "$T/calls" | jq -c '[.system, .objectId, (.callmine | .name, (.calls | length))]' | sort >"$T/found"
        gong-sim --truth --type crm-$type --calls-per-year 800 --now 2026-11-16T08:00:00Z --from 2026-10-16T00:00:00Z --to 2026-11-16T00:00:00Z |
            jq -c '[.system, .id, .name, .calls]' | sort >"$T/truth"
        (($(wc -l <"$T/truth") > 20))
        [[ $type != contacts ]] || sed -i -E 's/,(null|"[^"]*"),([0-9]+)\]$/,\2]/' "$T/truth" "$T/found"
        diff "$T/truth" "$T/found"
    done
}

@test "as of now is newer than as of the time of a call; then the later call; then what came last" {
    call_with 1 2026-11-01T10:00:00Z "$(deal 7 Now first)" "$(deal 7 TimeOfCall past)" >"$T/calls"
    call_with 2 2026-11-03T10:00:00Z "$(deal 7 TimeOfCall late)" >>"$T/calls"
    run -0 --separate-stderr gong-crm-objects --type deals "$T/calls"
    [[ ${#lines[@]} == 1 && $(jq -c '[.timing, .callmine.name, .callmine.calls]' <<<"$output") == '["Now","first",["1","2"]]' ]]
    # 09:30 at +00:00 is after 10:00 at +01:00
    call_with 3 2026-11-05T09:30:00Z "$(deal 7 Now newest)" >>"$T/calls"
    call_with 4 2026-11-05T10:00:00+01:00 "$(deal 7 Now older)" >>"$T/calls"
    run -0 gong-crm-objects --type deals "$T/calls"
    [[ $(jq -c '[.callmine.name, .callmine.calls]' <<<"$output") == '["newest",["1","2","3","4"]]' ]]
    call_with 3 2026-11-05T09:30:00Z "$(deal 7 Now again)" >>"$T/calls"
    run -0 gong-crm-objects --type deals "$T/calls"
    [[ $(jq -c '[.callmine.name, .callmine.calls]' <<<"$output") == '["again",["1","2","3","4"]]' ]]
    # a state without fields says nothing, and one without a time is of now
    call_with 5 2026-11-09T10:00:00Z '{"objectType":"Deal","objectId":"7"}' >>"$T/calls"
    run -0 gong-crm-objects --type deals "$T/calls"
    [[ $(jq -c '[.callmine.name, .callmine.calls]' <<<"$output") == '["again",["1","2","3","4","5"]]' ]]
}

@test "objects are the same only by system, type and id together; an id may be a number, or missing" {
    { call_with 1 2026-11-01T10:00:00Z "$(deal 7 Now a)" '{"objectType":"Opportunity","objectId":"7"}' '{"objectType":"Deal","objectId":null}'
      call_with 2 2026-11-01T10:00:00Z '{"objectType":"Deal","objectId":7,"fields":[]}' '{"objectType":"Deal","objectId":""}' '"odd"' |
          sed 's/HubSpot/Salesforce/'
      call_with 3 2026-11-01T10:00:00Z '{"objectType":"Deal","objectId":"\u0037"}'; } >"$T/calls"
    run -0 --separate-stderr bash -c "gong-crm-objects --type deals $T/calls >$T/out"
    [[ $stderr == "gong-crm-objects: left out 2 mentions of deals without an id" ]]
    validate crm-object "$T/out"
    [[ $(jq -c '[.system, .objectType, .objectId, .callmine.calls]' "$T/out" | paste -sd ' ') == \
        '["HubSpot","Deal","7",["1","3"]] ["HubSpot","Opportunity","7",["1"]] ["Salesforce","Deal",7,["2"]]' ]]
}

@test "Gong's bytes stay: 64-bit ids, numbers, unknown members, escapes" {
    object='{ "objectId":"9007199254740993", "objectType" :"Account","odd":[1E400,12345678901234567890,"\u00e4\/"],"fields":[{"name":"Name","value":"Z\u00fcrich"}] }'
    call_with 1 2026-11-01T10:00:00Z "$object" >"$T/calls"
    run -0 --separate-stderr gong-crm-objects --type accounts "$T/calls"
    [[ $output == "${object%\}}"',"system":"HubSpot","callmine":{"v":1,"kind":"account","name":"Zürich","calls":["1"]}}' ]]
}

@test "a contact is named by its name, its first and last name, or the party it is; leads are contacts" {
    party() { printf '{"name":%s,"context":[{"system":"HubSpot","objects":[{"objectType":"%s","objectId":"%s","fields":[%s]}]}]}' "$@"; }
    printf '{"metaData":{"id":"1"},"parties":[%s,%s,%s,%s,%s,%s]}\n' \
        "$(party '"Party"' Contact 1 '{"name":"FirstName","value":"Omar"},{"name":"LastName","value":"Haddad"}')" \
        "$(party '"Party"' Contact 2 '{"name":"Name","value":"Lee Novak"},{"name":"FirstName","value":"L"}')" \
        "$(party '"Party"' Contact 3 '{"name":"Name","value":null}')" \
        "$(party null Lead 3 '{"name":"lastname","value":"Sato"}')" \
        "$(party '"Ana Ruiz"' User 9 '')" "$(party null Contact 4 '')" >"$T/calls"
    run -0 --separate-stderr gong-crm-objects --type contacts "$T/calls"
    [[ $(jq -c '[.objectType, .objectId, .callmine.name]' <<<"$output" | paste -sd ' ') == \
        '["Contact","1","Omar Haddad"] ["Contact","2","Lee Novak"] ["Contact","3","Party"] ["Lead","3","Sato"] ["Contact","4",null]' ]]
}

@test "--crm says which objects and fields mean what" {
    call_with 1 2026-11-01T10:00:00Z '{"objectType":"Projekt","objectId":"1","fields":[{"name":"Titel","value":"Werk 2"}]}' \
        '{"objectType":"Person","objectId":"2","fields":[{"name":"Vorname","value":"Eva"},{"name":"Nachname","value":8}]}' >"$T/calls"
    echo '{"deal":{"objects":["Projekt"],"name":["Titel"]},"contact":{"objects":["Person"],"first":["Vorname"],"last":["Nachname"]}}' >"$T/crm.json"
    validate crm "$T/crm.json"
    run -0 gong-crm-objects --type deals "$T/calls"
    [[ -z $output ]]
    run -0 gong-crm-objects --type deals --crm "$T/crm.json" "$T/calls"
    [[ $(jq -r .callmine.name <<<"$output") == "Werk 2" ]]
    run -0 gong-crm-objects --type contacts --crm "$T/crm.json" "$T/calls"
    [[ $(jq -r .callmine.name <<<"$output") == "Eva 8" ]]
    echo '{"contact":{"age":[]}}' >"$T/crm.json"
    run -78 --separate-stderr gong-crm-objects --type contacts --crm "$T/crm.json" "$T/calls"
    [[ $stderr == "gong-crm-objects: $T/crm.json: \"contact\" knows no member \"age\"; see cm-filter(1)" ]]
}

@test "memory grows with the objects, not with the calls" {
    calls 1 '.context = [{system: "HubSpot", objects: [{objectType: "Deal", objectId: "7", fields: [range(200) | {name: "f\(.)", value: "x"}]}]}]' >"$T/one"
    peak() { for ((i = 0; i < $1; i++)); do sed "s/\"id\":\"77/\"id\":\"88$i/" "$T/one"; done >"$T/many"
        /usr/bin/python3 -c 'import resource, subprocess, sys
subprocess.run(["gong-crm-objects", "--type", "deals", sys.argv[1]], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$T/many"; }
    few=$(peak 1500) many=$(peak 4500) # 9 and 27 MB
    echo "$few $many"
    ((many < few + 4096))
}

@test "no calls, and calls without a CRM, are no objects" {
    run -0 --separate-stderr gong-crm-objects --type deals </dev/null
    [[ -z $output && -z $stderr ]]
    calls 3 >"$T/calls"
    run -0 --separate-stderr gong-crm-objects --type contacts "$T/calls"
    [[ -z $output && -z $stderr ]]
}

@test "a context that is no list is counted on stderr, a call once" {
    printf '%s\n' '{"metaData":{"id":"1"},"context":{"system":"x"},"parties":[{"id":"1","context":"Zwetsch"}]}' \
        '{"metaData":{"id":"2"},"context":null}' '{"metaData":{"id":"3"},"context":[]}' >"$T/in"
    run -0 --separate-stderr gong-crm-objects --type deals "$T/in"
    [[ -z $output && $stderr == "gong-crm-objects: 1 call whose CRM context is no list: what it mentions is not here" ]]
    echo '{"metaData":{"id":"4"},"parties":[{"id":"1","context":7}]}' >>"$T/in"
    run -0 --separate-stderr gong-crm-objects --type contacts "$T/in"
    [[ -z $output && $stderr == "gong-crm-objects: 2 calls whose CRM context is no list: what it mentions is not here" ]]
}

@test "a bad record stops the run with its line, not its content, and nothing is out" {
    { call_with 1 2026-11-01T10:00:00Z "$(deal 7 Now a)"; echo Zwetschgendatschi; } >"$T/bad"
    run -65 --separate-stderr gong-crm-objects --type deals "$T/bad"
    [[ -z $output && $stderr == "gong-crm-objects: $T/bad:2: not one JSON object"* && $stderr != *Zwetsch* ]]
    echo '{"context":[],"title":"Zwetschgendatschi"}' >"$T/bad"
    run -65 --separate-stderr gong-crm-objects --type deals "$T/bad"
    [[ -z $output && $stderr == "gong-crm-objects: $T/bad:1: no call id"* && $stderr != *Zwetsch* ]]
}

@test "--reject sets bad records aside and goes on" {
    { echo nonsense; call_with 1 2026-11-01T10:00:00Z "$(deal 7 Now a)"; } >"$T/bad"
    run -0 --separate-stderr gong-crm-objects --type deals --reject "$T/rejected" "$T/bad"
    [[ ${#lines[@]} == 1 && $stderr == "gong-crm-objects: 1 bad record set aside in $T/rejected" && $(cat "$T/rejected") == nonsense ]]
}

@test "a full disk is status 74" {
    call_with 1 2026-11-01T10:00:00Z "$(deal 7 Now a)" >"$T/calls"
    run -74 --separate-stderr bash -c "gong-crm-objects --type deals $T/calls >/dev/full"
    [[ $stderr == "gong-crm-objects: stdout: No space left on device" ]]
}

@test "wrong usage is status 64 and says what to do" {
    while IFS='|' read -r args says; do
        run -64 --separate-stderr gong-crm-objects $args </dev/null
        [[ -z $output && $stderr == "gong-crm-objects: "*"$says"* ]]
    done <<'END'
|--type deals, contacts or accounts
--type leads|deals|contacts|accounts
--type deals --integration 1|--integration and --ids go together
--type deals --ids x|--integration and --ids go together
--type deals --missing x|--missing goes with --integration
--type deals --integration 1 --ids x file|leave out the files
--type deals --integration 1 --ids x --reject r|leave out --reject
--type deals --integration one --ids x|wants a number
--type deals --integration 1.5e18 --ids x|wants a number
END
}

# ---- a Generic CRM integration ----

# entities N...: an answer with these deals
entities() { printf '%s\n' "$@" | command jq -Rnc '{requestId: "4f1", crmObjectsMap: ([inputs | {(.): {name: "Deal \(.)", amount: "48000"}}] | add)}'; }

@test "--integration asks for ids, 100 a request, the ids in the body; unknown ones are counted and named" {
    stub
    seq -f 'deal-%g' 150 >"$T/ids"
    mapfile -t all <"$T/ids"
    one=$(entities "${all[@]:0:100}") two=$(entities "${all[@]:100:50}" | command jq -c '.crmObjectsMap["deal-120"] = null | del(.crmObjectsMap["deal-150"])')
    says /v2/crm/entities "$one"
    says /v2/crm/entities "$two"
    { cat "$T/ids"; printf '\ndeal-1\r\n'; } >"$T/twice"
    run -0 --separate-stderr bash -c "gong-crm-objects --type deals --integration 6174920038851177463 --ids $T/twice --missing $T/missing >$T/out"
    [[ $stderr == "gong-crm-objects: the integration does not know 2 of 150 deals: their ids are in $T/missing" ]]
    [[ $(<"$T/missing") == $'deal-120\ndeal-150' ]]
    diff <(grep -vxE 'deal-1[25]0' "$T/ids") <(jq -r .objectId "$T/out")
    validate crm-object "$T/out"
    [[ $(head -1 "$T/out") == '{"objectType":"DEAL","objectId":"deal-1","fields":[{"name":"name","value":"Deal deal-1"},{"name":"amount","value":"48000"}],"system":"Generic","callmine":{"v":1,"kind":"deal","name":"Deal deal-1","calls":[]}}' ]]
    [[ $(stub_asked '[.method, .path, .query]' | sort -u) == '["GET","/v2/crm/entities",{"integrationId":"6174920038851177463","objectType":"DEAL"}]' ]]
    diff <(stub_asked '.body | fromjson[]' | jq -r .) "$T/ids"
    [[ $(stub_asked '.body | fromjson | length' | paste -sd ' ') == "100 50" ]]
    # nothing is missing: an empty file
    stub_anew
    says /v2/crm/entities "$one"
    run -0 --separate-stderr bash -c "head -100 $T/ids | gong-crm-objects --type deals --integration 1 --ids - --missing $T/missing | wc -l"
    [[ $output == 100 && -z $stderr && -e $T/missing && ! -s $T/missing ]]
}

@test "gong-sim's Generic CRM: deals, contacts and accounts by their ids; without the scope 77 and its name" {
    sim
    sim_connect
    for type in deals contacts accounts; do
        printf '%s\n' "${type%s}-"{1..130} nobody >"$T/ids"
        sim_forget
        run -0 --separate-stderr bash -c "gong-crm-objects --type $type --integration auto --ids $T/ids --missing $T/missing >$T/$type"
        validate crm-object "$T/$type"
        cat "$T/missing" <(jq -r .objectId "$T/$type") | sort | cmp - <(sort "$T/ids")
        [[ $stderr == "gong-crm-objects: the integration does not know $(wc -l <"$T/missing") of 131 $type: their ids are in $T/missing" ]]
        grep -qx nobody "$T/missing"
        [[ $(asked) == 3 && $(jq -r '.system, .callmine.kind' "$T/$type" | sort -u | paste -sd ' ') == "Generic ${type%s}" ]]
        [[ $(jq -c 'select(.callmine.name == null)' "$T/$type" | wc -l) == 0 ]]
    done
    sim_stop
    sim --scopes 'api:users:read api:crm:integrations:read'
    sim_connect
    run -77 --separate-stderr gong-crm-objects --type deals --integration auto --ids "$T/ids"
    [[ -z $output && $stderr == "gong-crm-objects: the connection lacks the scope api:crm:get-objects, which CRM objects need: "* ]]
}

@test "auto takes the one integration there is, its 64-bit number unharmed" {
    stub
    echo acct-1 >"$T/ids"
    says /v2/crm/integrations '{"integrations":[{"integrationId":9223372036854775807,"ownerEmail":"r@x.example","name":"Own"}]}'
    says /v2/crm/entities '{"crmObjectsMap":{"acct-1":{"name":"Helio"}}}'
    run -0 --separate-stderr gong-crm-objects --type accounts --integration auto --ids "$T/ids"
    [[ -z $stderr && $(jq -c '[.objectType, .callmine.kind, .callmine.name]' <<<"$output") == '["ACCOUNT","account","Helio"]' ]]
    [[ $(stub_asked '[.path, .query]' | paste -sd ' ') == \
        '["/v2/crm/integrations",{}] ["/v2/crm/entities",{"integrationId":"9223372036854775807","objectType":"ACCOUNT"}]' ]]
    stub_anew
    says /v2/crm/integrations '{"integrations":[]}'
    run -69 --separate-stderr gong-crm-objects --type accounts --integration auto --ids "$T/ids"
    [[ -z $output && $stderr == "gong-crm-objects: this company has no Generic CRM integration; "*"gong-extensive | gong-crm-objects --type accounts" ]]
    stub_anew
    says /v2/crm/integrations '{"integrations":[{"integrationId":1},{"integrationId":2}]}'
    run -64 --separate-stderr gong-crm-objects --type accounts --integration auto --ids "$T/ids"
    [[ -z $output && $stderr == "gong-crm-objects: this company has 2 CRM integrations: say which"* ]]
    stub_anew
    says /v2/crm/integrations '{"integrations":[{"integrationId":"1&objectType=LEAD"}]}'
    run -76 --separate-stderr gong-crm-objects --type accounts --integration auto --ids "$T/ids"
    [[ -z $output && $stderr == *"/v2/crm/integrations has an integrationId that is none" && $(stub_asked . | wc -l) == 1 ]]
}

@test "ids are texts: quotes, backslashes and other scripts arrive as they are" {
    stub
    printf '%s\n' 'a"b\c' 'Zürich/1' '{"x":1}' >"$T/ids"
    says /v2/crm/entities "$(jq -Rnc '{crmObjectsMap: ([inputs | {(.): {firstName: "Omar", lastName: "Haddad"}}] | add)}' "$T/ids")"
    run -0 --separate-stderr bash -c "gong-crm-objects --type contacts --integration 1 --ids $T/ids >$T/out"
    [[ -z $stderr && $(jq -r .callmine.name "$T/out" | sort -u) == "Omar Haddad" ]]
    diff "$T/ids" <(jq -r .objectId "$T/out")
    diff "$T/ids" <(stub_asked '.body | fromjson[]' | jq -r .)
}

@test "a line that is no id is named, not shown, and nothing is asked" {
    stub
    says /v2/crm/entities '{}' 500
    for bad in $'Zwetsch\e[2J' $'Zwetsch\tx' $'Zwetsch\x7f' $'Zwetsch\xff' "Zwetsch$(printf '%0600d' 0)" $'Zwetsch\xc2\x9b'; do
        printf 'deal-1\n%s\n' "$bad" >"$T/ids"
        run -65 --separate-stderr gong-crm-objects --type deals --integration 1 --ids "$T/ids"
        [[ -z $output && $stderr == "gong-crm-objects: $T/ids:2: no id of a CRM object"* && $stderr != *Zwetsch* ]]
    done
    run -66 --separate-stderr gong-crm-objects --type deals --integration 1 --ids "$T/nowhere"
    [[ -z $output && $stderr == "gong-crm-objects: $T/nowhere: "* ]]
    : >"$T/ids"
    run -0 --separate-stderr gong-crm-objects --type deals --integration auto --ids "$T/ids"
    [[ -z $output && -z $stderr && -z $(stub_asked .) ]]
}

@test "an answer that no schema knows is status 76, and nothing of it goes out" {
    stub
    echo deal-1 >"$T/ids"
    for body in '{"crmObjectsMap":[]}' '{"crmObjectsMap":null}' '{"requestId":"1"}' '[]' '{"crmObjectsMap":{"deal-1":7}}' \
        '{"crmObjectsMap":{"deal-1":{"name":"Zwetsch"},"deal-9":{"name":"Zwetsch"}}}'; do
        stub_anew
        says /v2/crm/entities "$body"
        run -76 --separate-stderr gong-crm-objects --type deals --integration 1 --ids "$T/ids"
        [[ -z $output && $stderr == "gong-crm-objects: "*"/v2/crm/entities"* && $stderr != *Zwetsch* && $stderr != *deal-9* ]]
    done
}

@test "without a connection --integration is status 78" {
    echo deal-1 >"$T/ids"
    run -78 --separate-stderr gong-crm-objects --type deals --integration 1 --ids "$T/ids"
    [[ -z $output && $stderr == "gong-crm-objects: "*"gong-auth connect"* ]]
}
