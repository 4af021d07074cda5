# gong-trackers: the keyword trackers.
load env
load gong

teardown() { sim_stop; }

@test "lists every tracker once, in one request, as Gong has it" {
    sim
    sim_connect
    run -0 --separate-stderr bash -c "gong-trackers >$T/out"
    [[ -z $stderr && $(asked) == 1 && $(wc -l <"$T/out") == 2 ]]
    validate tracker "$T/out"
    [[ $(jq -r '.filterQuery | fromjson | .type' "$T/out" | sort -u) == And ]]
    [[ $(requests | jq -c .query) == '{}' ]]
}

@test "--workspace asks for one workspace only" {
    sim --workspaces 2
    sim_connect
    id=$(gong-trackers --limit 1 | jq -r .workspaceId)
    sim_forget
    run -0 --separate-stderr gong-trackers --workspace "$id"
    [[ ${#lines[@]} == 2 && -z $stderr && $(requests | jq -r .query.workspaceId) == "$id" ]]
}

@test "a workspace that Gong does not have is status 69, and the message says so" {
    sim
    sim_connect
    run -69 --separate-stderr gong-trackers --workspace 12345
    [[ -z $output && $stderr == "gong-trackers: Gong has no workspace 12345: "* ]]
}

@test "a 404 without --workspace is a wrong base URL, not a missing workspace" {
    stub
    says /v2/settings/trackers '{"errors": ["Not Found"]}' 404
    run -69 --separate-stderr gong-trackers
    [[ -z $output && $stderr == *"at this base URL (404)"* ]]
}

@test "ids are text whatever Gong sends, to the last digit; other numbers stay numbers" {
    stub
    cat >"$T/gong/says" <<'S'
{"path":"/v2/settings/trackers","status":200,"answer":{"keywordTrackers":[{"trackerId":3344190287751100927,"workspaceId":6401173920557281935,"creatorUserId":null,"updaterUserId":1994420786630157709,"saidAtInterval":10}]}}
S
    run -0 --separate-stderr gong-trackers
    [[ $output == '{"trackerId": "3344190287751100927", "workspaceId": "6401173920557281935", "creatorUserId": null, "updaterUserId": "1994420786630157709", "saidAtInterval": 10}' ]]
    validate tracker <(echo "$output")
}

@test "a company without trackers is no lines and status 0" {
    stub
    says /v2/settings/trackers '{"requestId": "1", "keywordTrackers": []}'
    run -0 --separate-stderr gong-trackers
    [[ -z $output && -z $stderr ]]
}

@test "a tracker that is listed twice goes out once" {
    stub
    says /v2/settings/trackers '{"keywordTrackers": [{"trackerId": "1"}, {"trackerId": "2"}, {"trackerId": 1}]}'
    run -0 --separate-stderr gong-trackers
    [[ $(jq -r .trackerId <<<"$output" | tr '\n' ' ') == "1 2 " ]]
}

@test "--limit stops after so many records; 0 is no limit" {
    sim
    sim_connect
    run -0 --separate-stderr gong-trackers --limit 1
    [[ ${#lines[@]} == 1 && -z $stderr ]]
    run -0 --separate-stderr gong-trackers --limit 0
    [[ ${#lines[@]} == 2 && -z $stderr ]]
}

@test "without the scope: status 77, and the scope is named" {
    sim --scopes api:users:read
    sim_connect
    run -77 --separate-stderr gong-trackers
    [[ -z $output && $stderr == *"lacks the scope api:settings:trackers:read, which trackers need"* ]]
}

@test "a full disk is status 74" {
    sim
    sim_connect
    run -74 --separate-stderr bash -c "gong-trackers >/dev/full"
    [[ $stderr == "gong-trackers: stdout: No space left on device" ]]
}

@test "wrong usage is status 64" {
    for args in file '--workspace one' '--workspace 123456789012345678901' '--no-such'; do
        run -64 --separate-stderr gong-trackers $args
        [[ -z $output && $stderr == "gong-trackers: "* ]]
    done
}
