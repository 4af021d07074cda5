# gong-libraries: the folders of Gong's library, with what is in them.
load env
load gong

teardown() { sim_stop; }

WORKSPACES='{"workspaces": [{"id": "71", "name": "First"}, {"id": "72", "name": "Second"}]}'
folder() { says /v2/library/folder-content "{\"requestId\": \"1abc\", \"id\": \"$1\", \"name\": \"F$1\", \"calls\": []}" 200 "{\"folderId\": \"$1\"}"; }

@test "lists each folder once, with its calls, its workspace and its way from the top" {
    sim
    sim_connect
    run -0 --separate-stderr bash -c "gong-libraries >$T/out"
    [[ -z $stderr && $(wc -l <"$T/out") == 5 ]]
    validate library-folder "$T/out"
    [[ $(requests | jq -r .path | sort | uniq -c | awk '{ print $1, $2 }') == '5 /v2/library/folder-content
1 /v2/library/folders
1 /v2/workspaces' ]]
    [[ $(jq -c '[.name, .callmine.path]' "$T/out" | sed -n 1,2p) == '["Public Folders",["Public Folders"]]
["Best discovery",["Public Folders","Best discovery"]]' ]]
    [[ $(sed -n 1p "$T/out" | jq -c .parentFolderId) == null ]]
    [[ $(sed -n 2p "$T/out" | jq -r .parentFolderId) == $(sed -n 1p "$T/out" | jq -r .id) ]]
    (($(sed -n 2p "$T/out" | jq '.calls | length') > 0 && $(sed -n 5p "$T/out" | jq '.calls | length') == 0))
    [[ $(jq -r .callmine.workspace.name "$T/out" | sort -u) == "Initial workspace" ]]
}

@test "each workspace is asked for its folders; a folder that two of them list goes out once" {
    stub
    says /v2/workspaces "$WORKSPACES"
    says /v2/library/folders '{"folders": [{"id": "1", "name": "A"}, {"id": "2", "name": "B", "parentFolderId": "1"}]}' 200 '{"workspaceId": "71"}'
    says /v2/library/folders '{"folders": [{"id": "2", "name": "B", "parentFolderId": "1"}, {"id": "3", "name": "C"}]}' 200 '{"workspaceId": "72"}'
    for n in 1 2 3; do folder $n; done
    run -0 --separate-stderr gong-libraries
    [[ -z $stderr ]]
    validate library-folder <(echo "$output")
    [[ $(jq -c '[.id, .parentFolderId, .callmine.workspace.id, .callmine.path]' <<<"$output") == '["1",null,"71",["A"]]
["2","1","71",["A","B"]]
["3",null,"72",["C"]]' ]]
    [[ $(stub_asked .path | wc -l) == 6 ]]
}

@test "--workspace asks for the folders of one; one that Gong does not have is status 69" {
    stub
    says /v2/workspaces "$WORKSPACES"
    says /v2/library/folders '{"folders": [{"id": "3", "name": "C"}]}' 200 '{"workspaceId": "72"}'
    folder 3
    run -0 --separate-stderr gong-libraries --workspace 72
    [[ -z $stderr && $(jq -c .callmine.workspace <<<"$output") == '{"id":"72","name":"Second"}' ]]
    [[ $(stub_asked 'select(.path == "/v2/library/folders") | .query') == '{"workspaceId":"72"}' ]]
    run -69 --separate-stderr gong-libraries --workspace 73
    [[ -z $output && $stderr == "gong-libraries: Gong has no workspace 73: "* ]]
}

@test "without the scope for workspaces the folders come all the same, and it is said" {
    sim --scopes "api:users:read api:library:read"
    sim_connect
    run -0 --separate-stderr bash -c "gong-libraries >$T/out"
    [[ ${#stderr_lines[@]} == 1 && $stderr == *"lacks the scope api:workspaces:read: the folders are asked for without a workspace" ]]
    validate library-folder "$T/out"
    [[ $(wc -l <"$T/out") == 5 && $(jq -c .callmine.workspace "$T/out" | sort -u) == null ]]
}

@test "several workspaces and no scope for them: status 77 says what to do; --workspace does it" {
    sim --workspaces 2
    sim_connect
    id=$(gong-libraries --limit 1 | jq -r .callmine.workspace.id)
    sim_do "scopes?set=api:library:read"
    run -77 --separate-stderr gong-libraries
    [[ -z $output && ${stderr_lines[1]} == *"lacks the scope api:workspaces:read, which"*"--workspace"* ]]
    run -0 --separate-stderr bash -c "gong-libraries --workspace $id >$T/out"
    [[ $stderr == *"lacks the scope api:workspaces:read: the workspace's name is not known" ]]
    validate library-folder "$T/out"
    [[ $(jq -c .callmine.workspace "$T/out" | sort -u) == "{\"id\":\"$id\",\"name\":null}" ]]
    run -69 --separate-stderr gong-libraries --workspace 12345
    [[ -z $output && ${stderr_lines[1]} == *"Gong has no workspace 12345" ]]
}

@test "a credential that is refused is no missing scope: status 77, and nothing else is asked" {
    stub
    echo revoked >"$T/gong/mode"
    run -77 --separate-stderr gong-libraries
    [[ -z $output && $stderr == *"gong-auth connect"* && $(stub_asked .path | sort -u) == '"/v2/workspaces"' ]]
}

@test "a folder that is gone when it is asked for is left out and counted; the others come" {
    stub
    says /v2/workspaces '{"workspaces": [{"id": "71", "name": "First"}]}'
    says /v2/library/folders '{"folders": [{"id": "1", "name": "A"}, {"id": "2", "name": "B"}, {"id": "3", "name": "C"}, {"id": "4", "name": "D"}]}'
    folder 1
    says /v2/library/folder-content '{"errors": ["Folder not found"]}' 404 '{"folderId": "2"}'
    says /v2/library/folder-content '{"errors": ["No folders found"]}' 404 '{"folderId": "3"}'
    folder 4
    run -0 --separate-stderr gong-libraries
    [[ $(jq -r .id <<<"$output" | tr '\n' ' ') == "1 4 " ]]
    [[ $stderr == "gong-libraries: 2 folders were gone between the list and the request for what is in them" ]]
}

@test "that all folders are gone at once is not believed: status 69" {
    stub
    says /v2/workspaces '{"workspaces": []}'
    says /v2/library/folders '{"folders": [{"id": "1", "name": "A"}, {"id": "2", "name": "B"}]}'
    says /v2/library/folder-content '{"errors": ["Not Found"]}' 404
    run -69 --separate-stderr gong-libraries
    [[ -z $output && $stderr == "gong-libraries: Gong lists 2 folders and has none of them"* ]]
}

@test "parents that lead round in a circle, or nowhere, do not hang it" {
    stub
    says /v2/workspaces '{"workspaces": []}'
    says /v2/library/folders '{"folders": [{"id": "1", "name": "A", "parentFolderId": "2"}, {"id": "2", "name": "B", "parentFolderId": "1"}, {"id": "3", "name": "C", "parentFolderId": "99"}, {"id": "4", "name": "D", "parentFolderId": "4"}]}'
    for n in 1 2 3 4; do folder $n; done
    run -0 --separate-stderr timeout 60 gong-libraries
    [[ -z $stderr && $(jq -c .callmine.path <<<"$output") == $'["B","A"]\n["A","B"]\n["C"]\n["D"]' ]]
    [[ $(jq -r .parentFolderId <<<"$output" | tr '\n' ' ') == "2 1 99 4 " ]]
}

@test "more than 50 folders: it says beforehand what they cost" {
    stub
    says /v2/workspaces '{"workspaces": [{"id": "71", "name": "First"}]}'
    says /v2/library/folders "$(jq -nc '{folders: [range(51) | {id: tostring, name: "F\(.)"}]}')"
    folder 0
    says /v2/library/folder-content '{"errors": ["bad"]}' 410 '{"folderId": "1"}'
    run -69 --separate-stderr gong-libraries
    [[ ${stderr_lines[0]} == "gong-libraries: 51 folders: what is in them costs 51 requests of the day's budget" ]]
    [[ $(jq -r .id <<<"$output") == 0 ]]
    run -0 --separate-stderr gong-libraries --limit 1
    [[ -z $stderr ]]
}

@test "ids are text whatever Gong sends; requestId is not in the record" {
    stub
    cat >"$T/gong/says" <<'S'
{"path":"/v2/workspaces","status":200,"answer":{"workspaces":[{"id":6401173920557281935,"name":"First"}]}}
{"path":"/v2/library/folders","query":{"workspaceId":"6401173920557281935"},"status":200,"answer":{"folders":[{"id":5510938827746610093,"name":"A","parentFolderId":null},{"id":5510938827746610095,"name":"B","parentFolderId":5510938827746610093}]}}
{"path":"/v2/library/folder-content","query":{"folderId":"5510938827746610093"},"status":200,"answer":{"requestId":"1","id":5510938827746610093,"calls":[]}}
{"path":"/v2/library/folder-content","query":{"folderId":"5510938827746610095"},"status":200,"answer":{"id":5510938827746610095,"createdBy":1994420786630157709,"requestId":"1","calls":[{"id":4417730925618840039,"addedBy":31,"snippet":{"fromSec":402,"toSec":822.5}}]}}
S
    run -0 --separate-stderr gong-libraries
    validate library-folder <(echo "$output")
    [[ -z $stderr && $(sed -n 2p <<<"$output") == '{"id":"5510938827746610095","createdBy":"1994420786630157709","calls":[{"id": "4417730925618840039", "addedBy": "31", "snippet": {"fromSec": 402, "toSec": 822.5}}],"parentFolderId":"5510938827746610093","callmine":{"v":1,"workspace":{"id":"6401173920557281935","name":"First"},"path":["A","B"]}}' ]]
}

@test "an answer for another folder is status 76, and does not go out" {
    stub
    says /v2/workspaces '{"workspaces": []}'
    says /v2/library/folders '{"folders": [{"id": "1", "name": "A"}]}'
    says /v2/library/folder-content '{"id": "2", "name": "B", "calls": []}'
    run -76 --separate-stderr gong-libraries
    [[ -z $output && $stderr == *"another folder"* ]]
}

@test "a library without folders is no lines and status 0, in both of Gong's ways to say so" {
    stub
    says /v2/workspaces '{"workspaces": [{"id": "71", "name": "First"}]}'
    says /v2/library/folders '{"folders": []}'
    says /v2/library/folders '{"errors": ["No folders found"]}' 404
    for n in 1 2; do
        run -0 --separate-stderr gong-libraries
        [[ -z $output && -z $stderr ]]
    done
}

@test "--limit stops after so many records, and asks for no folder more than that" {
    sim
    sim_connect
    run -0 --separate-stderr gong-libraries --limit 2
    [[ ${#lines[@]} == 2 && -z $stderr && $(requests | grep -c folder-content) == 2 ]]
}

@test "without the scope: status 77, and the scope is named" {
    sim --scopes "api:users:read api:workspaces:read"
    sim_connect
    run -77 --separate-stderr gong-libraries
    [[ -z $output && $stderr == *"lacks the scope api:library:read, which folders need"* ]]
}

@test "a full disk is status 74" {
    sim
    sim_connect
    run -74 --separate-stderr bash -c "gong-libraries >/dev/full"
    [[ $stderr == "gong-libraries: stdout: No space left on device" ]]
}

@test "wrong usage is status 64" {
    for args in file '--workspace one' '--limit -1' '--no-such'; do
        run -64 --separate-stderr gong-libraries $args
        [[ -z $output && $stderr == "gong-libraries: "* ]]
    done
}
