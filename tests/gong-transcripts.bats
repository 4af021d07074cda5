# gong-transcripts: calls with their transcripts.
load env
load gong

teardown() { sim_stop; }

begin() {
    calls "$@" >"$T/all"
    jq -c 'del(.transcript)' "$T/all" >"$T/in"
    sim --calls "$T/all"
    sim_connect
}

@test "adds the transcripts, in the order of the input, 100 calls a request" {
    begin 230
    sort -R "$T/in" >"$T/mixed"
    run -0 --separate-stderr bash -c "gong-transcripts <$T/mixed >$T/out"
    [[ -z $stderr && $(asked) == 3 ]]
    diff <(ids "$T/mixed") <(ids "$T/out")
    diff <(jq -c '[.metaData.id, .transcript]' "$T/all" | sort) <(jq -c '[.metaData.id, .transcript]' "$T/out" | sort)
    diff <(jq -c 'del(.transcript)' "$T/mixed") <(jq -c 'del(.transcript)' "$T/out")
}

@test "what else is in a record stays as it came, byte for byte" {
    begin 1
    printf '{ "metaData":{"id":"%s"}, "odd" : [1E400,12345678901234567890,"\\u00e4\\/"] }\n' "$(ids "$T/in")" >"$T/odd"
    gong-transcripts "$T/odd" >"$T/out"
    grep -qF '"odd" : [1E400,12345678901234567890,"\u00e4\/"]' "$T/out"
    [[ $(jq -c '.transcript | length' "$T/out") == 1 ]]
}

@test "a call without a transcript goes on as it came and is counted" {
    begin 4 'if $i % 2 == 0 then del(.transcript) else . end'
    run -0 --separate-stderr bash -c "gong-transcripts $T/in >$T/out"
    [[ $stderr == "gong-transcripts: 2 calls without a transcript yet" ]]
    diff <(sed -n '1p;3p' "$T/in") <(sed -n '1p;3p' "$T/out")
    [[ $(jq -c 'select(.transcript)' "$T/out" | wc -l) == 2 ]]
}

@test "an empty transcript is one" {
    begin 1 '.transcript = []'
    run -0 --separate-stderr gong-transcripts "$T/in"
    [[ $(jq -c .transcript <<<"$output") == '[]' && -z $stderr ]]
}

@test "without records no request is made" {
    begin 1
    run -0 --separate-stderr gong-transcripts </dev/null
    [[ -z $output && -z $stderr && $(asked) == 0 ]]
}

@test "a bad record stops the run with its line, not its content; what came before is out" {
    begin 2
    printf '%s\nZwetschgendatschi\n%s\n' "$(sed -n 1p "$T/in")" "$(sed -n 2p "$T/in")" >"$T/bad"
    run -65 --separate-stderr gong-transcripts "$T/bad"
    [[ ${#lines[@]} == 1 && $stderr == "gong-transcripts: $T/bad:2: not one JSON object"* && $stderr != *Zwetsch* ]]
}

@test "--reject sets bad records aside and goes on" {
    begin 2
    printf '%s\nnonsense\n%s\n' "$(sed -n 1p "$T/in")" "$(sed -n 2p "$T/in")" >"$T/bad"
    run -0 --separate-stderr gong-transcripts --reject "$T/rejected" "$T/bad"
    [[ ${#lines[@]} == 2 && $stderr == *"1 bad record set aside"* && $(cat "$T/rejected") == nonsense ]]
}

@test "--append goes on where a run was killed" {
    begin 130
    gong-transcripts "$T/in" >"$T/whole"
    { sed -n 1,70p "$T/whole"; sed -n 71p "$T/whole" | head -c 300; } >"$T/part"
    sim_forget
    gong-transcripts "$T/in" --append "$T/part"
    cmp "$T/part" "$T/whole"
    [[ $(asked) == 1 ]]
}

@test "a full disk is status 74" {
    begin 1
    run -74 --separate-stderr bash -c "gong-transcripts $T/in >/dev/full"
    [[ $stderr == "gong-transcripts: stdout: No space left on device" ]]
}

@test "wrong usage is status 64, a missing file 66" {
    run -64 --separate-stderr gong-transcripts --max-wait soon </dev/null
    [[ -z $output && $stderr == "gong-transcripts: "* ]]
    begin 1
    run -66 --separate-stderr gong-transcripts "$T/missing"
    [[ $stderr == "gong-transcripts: $T/missing: No such file or directory" ]]
}

@test "--known: transcripts that an earlier run has are not asked for, and go with today's records, in their order" {
    begin 250
    jq -c '.metaData.title = "as it was"' "$T/all" | head -220 | sort -R | zstd -q >"$T/earlier.zst"
    sort -R "$T/in" >"$T/mixed"
    run -0 --separate-stderr bash -c "gong-transcripts --known $T/earlier.zst $T/mixed >$T/out"
    [[ -z $stderr && $(asked) == 1 ]]
    diff <(ids "$T/mixed") <(ids "$T/out")
    diff <(jq -c . "$T/all" | sort) <(jq -c . "$T/out" | sort)
    run -0 --separate-stderr bash -c "gong-transcripts --known $T/all $T/mixed >$T/out"
    [[ $(asked) == 1 ]]
    diff <(jq -c . "$T/all" | sort) <(jq -c . "$T/out" | sort)
    run -66 --separate-stderr gong-transcripts --known "$T/none" "$T/in"
    [[ -z $output && $stderr == *"$T/none"* ]]
    echo '{"transcript":[]}' >"$T/bad"
    run -65 --separate-stderr gong-transcripts --known "$T/bad" "$T/in"
    [[ -z $output && $stderr == "gong-transcripts: $T/bad:1: no call: it has no metaData.id" ]]
}

@test "--waiting: calls without a transcript go there, and a run that goes on asks for none of them again" {
    begin 230 'if $i % 10 == 3 then del(.transcript) else . end'
    run -0 --separate-stderr bash -c "gong-transcripts --waiting $T/waiting --ledger $T/ledger $T/in >$T/out"
    [[ $(wc -l <"$T/waiting") == 23 && $(wc -l <"$T/out") == 207 && $(wc -l <"$T/ledger") == 23 ]]
    diff <(sort "$T/in") <(sort "$T/waiting" <(jq -c 'del(.transcript)' "$T/out"))
    validate ledger "$T/ledger"
    run -73 --separate-stderr gong-transcripts --waiting "$T/waiting" "$T/in"
    [[ -z $output && $stderr == *"$T/waiting is there already"* && $(wc -l <"$T/waiting") == 23 ]]
    for other in "--waiting $T/in" "--requests $T/in" "--waiting $T/in --append $T/more"; do
        run -64 --separate-stderr gong-transcripts $other "$T/in"
        [[ -z $output && $(wc -l <"$T/in") == 230 ]]
    done
    rm "$T/waiting"
    sim_forget
    gong-transcripts --waiting "$T/waiting" --append "$T/more" <(head -130 "$T/in") 2>/dev/null
    run -0 --separate-stderr gong-transcripts --waiting "$T/waiting" --append "$T/more" --ledger "$T/ledger" "$T/in"
    [[ $(asked) == 3 && $(wc -l <"$T/waiting") == 23 && $(wc -l <"$T/more") == 207 && $(wc -l <"$T/ledger") == 23 ]]
    run -64 --separate-stderr gong-transcripts --ledger "$T/ledger" "$T/in"
    [[ $stderr == *"--waiting"* ]]
}
