# Input that nobody meant well: every program that reads records names the line and ends with 65, or passes;
# it never crashes and never repeats what was in the record.
load env

setup() {
    canary=Zwetschgendatschi
    good='{"metaData":{"id":"12345678901","title":"'$canary'"},"transcript":[{"speakerId":"1","sentences":[{"start":0,"end":900,"text":"The '$canary' is too expensive."}]}]}'
    good=$(cm-analyze --questions pricing <<<"$good")
}

# each PROGRAM ARGS of the programs that read records without a network
each() {
    cat <<EOF
cm-filter --phrase x
cm-filter --jq .metaData.title
cm-filter --preview
cm-filter --fields
cm-analyze --questions pricing
cm-summarize
cm-render --format html
cm-render --format csv
EOF
}

@test "a truncated record is status 65 with its line, not its content" {
    while read -r program; do
        printf '%s\n%s\n' "$good" "${good:0:60}" >"$T/in"
        run -65 --separate-stderr $program "$T/in"
        [[ $stderr == "${program%% *}: $T/in:2: "* && $stderr != *$canary* && ${#stderr_lines[@]} -eq 1 ]]
    done < <(each)
}

@test "a stream of random bytes is status 65 and no crash" {
    head -c 100000 /dev/urandom >"$T/in"
    while read -r program; do
        run -65 --separate-stderr $program "$T/in"
        [[ $stderr == "${program%% *}: $T/in:"* ]]
    done < <(each)
}

@test "NUL bytes, a byte order mark, two values on a line, and a bare value are bad records" {
    printf '{"metaData":{"id":"1"}}\0\n' >"$T/1"
    printf '\xef\xbb\xbf{"metaData":{"id":"1"}}\n' >"$T/2"
    printf '{"metaData":{"id":"1"}} {"metaData":{"id":"2"}}\n' >"$T/3"
    printf '[1]\n' >"$T/4"
    printf '{"metaData":{"id":"1","x":NaN}}\n' >"$T/5"
    while read -r program; do
        for n in 1 2 3 4 5; do
            run -65 --separate-stderr $program "$T/$n"
            [[ $stderr == *":1: not one JSON object"* ]]
        done
    done < <(each)
}

@test "an empty stream and blank lines pass" {
    printf '\n  \n\r\n' >"$T/in"
    while read -r program; do
        run -0 --separate-stderr $program "$T/in"
        [[ -z $stderr ]]
    done < <(each)
}

@test "members of the wrong type are a named line or a clean pass, never a crash" {
    for value in null true 7 -1.5e300 '"x"' '""' '[]' '{}' '[null]' '[[]]' '[{}]' '[{"sentences":7}]' '[{"speakerId":{},"sentences":[null,{"start":"a","end":[],"text":{}}]}]'; do
        for member in metaData parties context transcript callmine content interaction; do
            echo "{\"metaData\":{\"id\":\"1\"},\"$member\":$value}"
        done
        for member in title url started duration primaryUserId isPrivate language scope; do
            echo "{\"metaData\":{\"id\":\"1\",\"$member\":$value}}"
        done
        echo "{\"metaData\":{\"id\":\"1\"},\"callmine\":{\"analysis\":$value,\"deals\":$value,\"companies\":$value,\"host\":$value}}"
        echo "{\"metaData\":{\"id\":\"1\"},\"callmine\":{\"analysis\":{\"sets\":$value,\"answers\":$value,\"metrics\":$value}}}"
    done >"$T/in"
    while read -r program; do
        while read -r line; do
            status=0
            echo "$line" | $program >/dev/null 2>"$T/err" || status=$?
            [[ $status == 0 || $status == 65 || $status == 3 ]] || { echo "$program $status $line"; cat "$T/err"; false; }
        done < <(sort -u "$T/in" | awk -v step="$([[ $BUILD == *san ]] && echo 9 || echo 3)" 'NR % step == 1')
        $program --reject "$T/rejected" "$T/in" >/dev/null 2>"$T/err" || [[ $? == 3 ]]
    done < <(each)
}

@test "a line of 60 MB and a nesting of 100,000 are read or named" {
    { printf '{"metaData":{"id":"1"},"x":"'; head -c 60000000 /dev/zero | tr '\0' a; printf '"}\n'; } >"$T/long"
    { head -c 100000 /dev/zero | tr '\0' '['; echo; } >"$T/deep"
    run -0 --separate-stderr bash -c "cm-filter <$T/long | cmp - $T/long"
    run -65 --separate-stderr cm-filter "$T/deep"
    [[ $stderr == *"nested too deeply" ]]
}
