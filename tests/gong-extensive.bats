# gong-extensive: calls with people, CRM context and content.
load env
load gong

teardown() { sim_stop; }

# A Gong with N calls, and as many records that name them
begin() {
    calls "$@" >"$T/all"
    jq -c '{metaData: {id: .metaData.id}}' "$T/all" >"$T/in"
    sim --calls "$T/all"
    sim_connect
}

@test "adds what Gong knows, in the order of the input, 100 calls a request" {
    begin 230
    sort -R "$T/in" >"$T/mixed"
    run -0 --separate-stderr bash -c "gong-extensive $T/mixed >$T/out"
    [[ -z $stderr && $(asked) == 3 ]]
    diff <(ids "$T/mixed") <(ids "$T/out")
    validate call-extensive "$T/out"
    for m in metaData parties context content; do
        diff <(jq -c ".$m" "$T/all" | sort) <(jq -c ".$m" "$T/out" | sort)
    done
    [[ $(jq -c 'select(.transcript or .media)' "$T/out" | wc -l) == 0 ]]
}

@test "what else is in a record stays as it came, byte for byte" {
    begin 1
    printf '{ "metaData":{"id":"%s"}, "odd" : [1E400,12345678901234567890,"\\u00e4\\/"] ,"callmine":{"mine":1}}\n' "$(ids "$T/in")" >"$T/odd"
    gong-extensive "$T/odd" >"$T/out"
    grep -qF '"odd" : [1E400,12345678901234567890,"\u00e4\/"]' "$T/out"
    [[ $(jq -c .callmine.mine "$T/out") == 1 && $(jq -r .metaData.title "$T/out") == "Call 0" ]]
}

@test "a call that comes twice is asked for once and goes out twice" {
    begin 3
    cat "$T/in" "$T/in" | gong-extensive >"$T/out"
    diff <(cat "$T/in" "$T/in" | jq -r .metaData.id) <(ids "$T/out")
    [[ $(asked) == 1 && $(requests | jq -c '.ids | length') == 3 ]]
}

@test "calls that Gong does not return leave, named in the ledger" {
    begin 3
    echo '{"metaData":{"id":"8000000000000000001"}}' >>"$T/in"
    run -0 --separate-stderr bash -c "gong-extensive --ledger $T/ledger $T/in >$T/out"
    [[ $(wc -l <"$T/out") == 3 && $stderr == "gong-extensive: 1 call not returned"* ]]
    [[ $(jq -c '[.stage, .reason, .id]' "$T/ledger") == '["gong-extensive","not_returned","8000000000000000001"]' ]]
    validate ledger "$T/ledger"
    echo '{"metaData":{"id":"8000000000000000001"}}' >"$T/unknown"
    run -0 --separate-stderr gong-extensive "$T/unknown"
    [[ -z $output && $stderr == "gong-extensive: 1 call not returned"* ]]
}

@test "a call that became private since it was listed leaves; one listed as private stays" {
    begin 4 '.metaData.isPrivate = ($i < 2)'
    { sed -n 1p "$T/all"; sed -n '2,4p' "$T/in"; } | gong-extensive --ledger "$T/ledger" >"$T/out"
    diff <(sed -n '1p;3,4p' "$T/in" | jq -r .metaData.id) <(ids "$T/out")
    [[ $(jq -c .reason "$T/ledger") == '"private"' ]]
    run -0 bash -c "gong-extensive --private $T/in | wc -l"
    [[ $output == 4 ]]
}

@test "without records no request is made" {
    begin 1
    run -0 --separate-stderr gong-extensive </dev/null
    [[ -z $output && -z $stderr && $(asked) == 0 ]]
}

@test "a bad record stops the run with its line, not its content; what came before is out" {
    begin 2
    printf '%s\nZwetschgendatschi\n%s\n' "$(sed -n 1p "$T/in")" "$(sed -n 2p "$T/in")" >"$T/bad"
    run -65 --separate-stderr gong-extensive "$T/bad"
    [[ ${#lines[@]} == 1 && $stderr == "gong-extensive: $T/bad:2: not one JSON object"* && $stderr != *Zwetsch* ]]
    for id in '"x"' 7 null '"123456789012345678901"' '""'; do
        echo "{\"metaData\":{\"id\":$id}}" >"$T/bad"
        run -65 --separate-stderr gong-extensive "$T/bad"
        [[ $stderr == "gong-extensive: $T/bad:1: "* && -z $output ]]
    done
}

@test "--reject sets bad records aside and goes on" {
    begin 2
    printf '%s\nnonsense\n{"metaData":{"id":"x"}}\n%s\n' "$(sed -n 1p "$T/in")" "$(sed -n 2p "$T/in")" >"$T/bad"
    run -0 --separate-stderr gong-extensive --reject "$T/rejected" "$T/bad"
    [[ ${#lines[@]} == 2 && $stderr == *"2 bad records set aside"* ]]
    [[ $(cat "$T/rejected") == $'nonsense\n{"metaData":{"id":"x"}}' ]]
}

@test "--append goes on where a run was killed" {
    begin 130
    gong-extensive "$T/in" >"$T/whole"
    { sed -n 1,70p "$T/whole"; sed -n 71p "$T/whole" | head -c 300; } >"$T/part"
    sim_forget
    gong-extensive "$T/in" --append "$T/part"
    cmp "$T/part" "$T/whole"
    [[ $(asked) == 1 ]]
    gong-extensive "$T/in" --append "$T/part"
    [[ $(asked) == 1 ]]
}

@test "a full disk is status 74" {
    begin 1
    run -74 --separate-stderr bash -c "gong-extensive $T/in >/dev/full"
    [[ $stderr == "gong-extensive: stdout: No space left on device" ]]
}

@test "wrong usage is status 64" {
    for args in '--context some' '--timing never' '--tries x'; do
        run -64 --separate-stderr gong-extensive $args </dev/null
        [[ -z $output && $stderr == "gong-extensive: "* ]]
    done
}
