# A Gong, or somebody in its place, that means harm: nothing is sent where it must not go, nothing of what it sends goes
# out, and memory stays bounded. Each promise is held by every fetcher.
load env
load hostile_gong

@test "a Gong that is well is read by every fetcher (so that what follows says something)" {
    while read -r program; do
        meets $program
        [[ $status == 0 && $(wc -l <"$T/out") == 1 && ! -s $T/err && $times -ge 1 ]] || { cat "$T/err"; false; }
        grep -q Zwetsch "$T/out"
    done < <(programs)
}

@test "no redirect is followed, wherever it leads, and the credential is sent once" {
    for to in "300 same" "301 elsewhere" "302 same" "302 elsewhere" "303 elsewhere" "304 elsewhere" "305 elsewhere" \
        "307 elsewhere" "307 same" "308 elsewhere" "302 path" "302 https" "302 file" "302 user" "302 gopher" "302 protocol"; do
        gong "/v2 redirect $to"
        while read -r program; do
            meets $program --tries 3
            fails 69
            [[ $times == 1 && ! -s $T/out ]]
        done < <(some)
    done
    ! grep -q '/v2/other' "$T/gong/log"
}

@test "a reply that unpacks to 120 MB stops at the limit, however it is packed" {
    for how in gzip deflate br zstd gzip,gzip te-br te-gzip; do among=some each "bomb $how" 76; done
    echo "# most memory: $most" >&3
}

@test "bodies, chunks, headers and trailers without end stop at the limit" {
    for attack in endless chunks headers header continue; do among=some each "$attack" 76; done
    among=some each trailers 75 76
    echo "# most memory: $most" >&3
}

@test "200 MB of brackets, a text of 60 MB and a million items are refused" {
    for attack in "large nest-200" "large nest-1" "large string-60" "large items"; do among=some each "$attack" 76; done
    echo "# most memory: $most" >&3
}

@test "pages without end end, and a record that comes with each of them goes out once" {
    while read -r program; do
        gong "/v2 again 300"
        meets $program
        fails 76
        (($(wc -l <"$T/out") <= 1 && times == 302))
    done < <(paged)
    for program in "gong-list-calls --last 7d" "gong-extensive $T/in"; do
        gong "/v2 again 1000000"
        meets $program
        fails 75 # the day's requests are used up
        (($(wc -l <"$T/out") <= 1 && times == 10000))
    done
    gong "/v2 empty"
    meets gong-users
    fails 75
    [[ ! -s $T/out ]]
    echo "# most memory: $most" >&3
}
