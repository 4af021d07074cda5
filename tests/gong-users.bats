# gong-users: Gong's users, and their names in calls.
load env
load gong

teardown() { sim_stop; }

begin() {
    calls 5 >"$T/all"
    sim "$@"
    sim_connect
}

@test "lists every user once, inactive ones too, and asks a page of 100 at a time" {
    begin --users 130
    run -0 --separate-stderr bash -c "gong-users >$T/out"
    [[ -z $stderr && $(asked) == 2 ]]
    validate user "$T/out"
    [[ $(jq -r .id "$T/out" | sort -u | wc -l) == $(wc -l <"$T/out") ]]
    (($(wc -l <"$T/out") > 100))
}

@test "--enrich adds the host and the users to calls and changes nothing else" {
    begin --calls "$T/all"
    gong-users >"$T/users"
    sim_forget
    run -0 --separate-stderr bash -c "gong-users --enrich $T/all >$T/out"
    [[ -z $stderr && $(asked) == 1 ]]
    diff <(jq -c 'del(.callmine)' "$T/out") "$T/all"
    [[ $(jq -c '.callmine | [.v, .host.id, .host.name, (.users | map(.id))]' "$T/out" | sort -u) == '[1,"31","Ana Ruiz",["31"]]' ]]
    cut -c-400 "$T/all" | cmp - <(cut -c-400 "$T/out")
}

@test "--users takes them from a file and needs no connection" {
    calls 5 >"$T/all"
    echo '{"id":"31","firstName":"Ana","lastName":"Ruiz","emailAddress":"ana@x.example","title":"AE","active":false}' >"$T/users"
    run -0 --separate-stderr bash -c "gong-users --enrich --users $T/users $T/all >$T/out"
    [[ -z $stderr ]]
    [[ $(head -1 "$T/out" | command jq -c .callmine.host) == '{"id":"31","name":"Ana Ruiz","email":"ana@x.example","title":"AE"}' ]]
    [[ $(head -1 "$T/out" | jq -c .callmine.users[0].active) == false ]]
}

@test "threads change nothing: the same bytes in the same order, the same cut at a bad record" {
    begin --calls "$T/all"
    gong-users >"$T/users"
    for ((i = 0; i < 400; i++)); do sed "s/\"id\":\"/&$i/" "$T/all"; done >"$T/many"
    { cat "$T/many"; echo '{"metaData":{}}'; cat "$T/all"; } >"$T/bad"
    for n in 1 4; do
        gong-users --enrich --users "$T/users" --threads $n <"$T/many" >"$T/$n"
        run -65 --separate-stderr gong-users --enrich --users "$T/users" --threads $n "$T/bad"
        [[ $stderr == "gong-users: $T/bad:$(($(wc -l <"$T/many") + 1)): "* ]]
        cmp "$T/$n" <(printf '%s\n' "$output")
    done
    cmp "$T/1" "$T/4"
    [ "$(wc -l <"$T/1")" = "$(wc -l <"$T/many")" ]
}

@test "who is in no list of users is described by the call" {
    calls 1 >"$T/all"
    : >"$T/users"
    run -0 gong-users --enrich --users "$T/users" "$T/all"
    [[ $(command jq -c .callmine <<<"$output") == '{"v":1,"host":{"id":"31","name":"Ana Ruiz","email":null,"title":null},"users":[{"id":"31","name":"Ana Ruiz","email":null,"title":null,"active":null}]}' ]]
}

@test "without records no request is made" {
    begin --calls "$T/all"
    run -0 --separate-stderr gong-users --enrich </dev/null
    [[ -z $output && -z $stderr && $(asked) == 0 ]]
}

@test "a bad record stops the run with its line, not its content; what came before is out" {
    calls 2 >"$T/all"
    : >"$T/users"
    printf '%s\nZwetschgendatschi\n' "$(sed -n 1p "$T/all")" >"$T/bad"
    run -65 --separate-stderr gong-users --enrich --users "$T/users" "$T/bad"
    [[ ${#lines[@]} == 1 && $stderr == "gong-users: $T/bad:2: not one JSON object"* && $stderr != *Zwetsch* ]]
    echo '{"name":"Zwetschgendatschi"}' >"$T/users"
    run -65 --separate-stderr gong-users --enrich --users "$T/users" "$T/all"
    [[ -z $output && $stderr == "gong-users: $T/users:1: "* && $stderr != *Zwetsch* ]]
}

@test "--reject sets bad records aside and goes on" {
    calls 2 >"$T/all"
    : >"$T/users"
    printf '%s\nnonsense\n%s\n' "$(sed -n 1p "$T/all")" "$(sed -n 2p "$T/all")" >"$T/bad"
    run -0 --separate-stderr gong-users --enrich --users "$T/users" --reject "$T/rejected" "$T/bad"
    [[ ${#lines[@]} == 2 && $stderr == *"1 bad record set aside"* && $(cat "$T/rejected") == nonsense ]]
}

@test "a full disk is status 74" {
    begin --calls "$T/all"
    run -74 --separate-stderr bash -c "gong-users >/dev/full"
    [[ $stderr == "gong-users: stdout: No space left on device" ]]
    run -74 --separate-stderr bash -c "gong-users --enrich $T/all >/dev/full"
}

@test "wrong usage is status 64" {
    for args in 'file' '--users file' '--no-such'; do
        run -64 --separate-stderr gong-users $args
        [[ -z $output && $stderr == "gong-users: "* ]]
    done
}
