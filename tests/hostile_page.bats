# A Gong that means harm, or a wire that breaks: nothing of an answer that is cut or has another shape goes out, and what
# is whole goes out once. Each promise is held by every fetcher.
load env
load hostile_gong

@test "a cursor that comes again, or is too long to be one, ends the list" {
    while read -r program; do
        for attack in circle cursor; do
            gong "/v2 $attack"
            meets $program
            fails 76
            (($(wc -l <"$T/out") <= 1))
        done
    done < <(paged)
}

@test "an answer cut at any byte, in any way, lets nothing out; what is whole goes out once" {
    while read -r program; do
        for how in length chunked close; do
            gong "/v2 cut $how $cut_step"
            meets $program --tries 5000 --max-wait 100000000
            [[ $status == 0 && $(wc -l <"$T/out") == 1 ]] || { cat "$T/err"; false; }
            ! grep -v ': waiting [0-9]* s before the next request$' "$T/err"
            jq -e . "$T/out" >/dev/null
            ((times > 200 / cut_step)) # the last of them was whole
            gong "/v2 cut $how $cut_step" # from the start again
            meets $program --tries 2
            fails 75 76
            [[ $times == 2 && ! -s $T/out ]]
        done
    done < <(programs)
}

@test "a second page cut at any byte leaves the first, and the next run completes the file" {
    program=gong-list-calls
    for ((at = 0; ; at += cut_step)); do
        gong "/v2/calls second close $at"
        meets gong-list-calls --last 7d --append "$T/file" --tries 1
        ((status != 0)) || break
        sed -i '/: going on with the list of /d' "$T/err"
        fails 76
        [[ $(jq -r .metaData.id "$T/file") == 7782342274025937895 ]]
    done
    ((at > 30))
    [[ $(jq -r .metaData.id "$T/file") == $'7782342274025937895\n5550001' ]]
}

@test "what is not JSON lets nothing out, and is asked for again" {
    while read -r program; do
        gong well
        meets $program
        well=$times # some ask for more than one thing
        gong "/v2 shapes"
        meets $program --tries 50 --max-wait 100000000
        [[ $status == 0 && $(wc -l <"$T/out") == 1 && $times == $((well + 15)) ]] || { echo "$program: $status $times"; cat "$T/err"; false; }
    done < <(programs)
    for name in html nul gzip-lie; do each "shape $name" 75 76; done
}

@test "a page of another shape lets nothing out" {
    for name in no-list list-null list-object list-text item-null item-text item-list item-empty list null text deep; do
        each "shape $name" 76
    done
    for name in cursor-number cursor-list; do among=paged each "shape $name" 76; done
}

@test "an item whose id is none lets nothing out" {
    for name in id-object id-list id-true id-null id-empty id-float id-exponent id-negative id-long id-long-number; do
        each "shape $name" 76
    done
}
