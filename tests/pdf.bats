#!/usr/bin/env bats
# cm-render --format pdf: pages that say what the other formats say, in any script, and do nothing.

load env

calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }
hostile() { /usr/bin/python3 "$ROOT/tests/hostile_calls.py" "$@"; }
tongues() { /usr/bin/python3 "$ROOT/tests/tongues.py" "$@"; }
reads() { /usr/bin/python3 "$ROOT/tests/pdf_read.py" "$@"; }
pdf() { cm-render --format pdf "$@"; }

# installed PACKAGE...: else the test is skipped, and says what for
installed() {
    local p
    for p; do
        dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed' || skip "the package $p is not installed"
    done
}


@test "pages of A4, tagged, with a title and the time of the newest call, and in fonts that are in the file" {
    calls 12 >"$T/calls"
    run -0 --separate-stderr pdf -o "$T/report.pdf" "$T/calls"
    [[ -z $output$stderr ]]
    run -0 --separate-stderr pdfinfo "$T/report.pdf"
    [[ -z $stderr && $output == *"Pricing, Competitors and Next steps"* && $output == *"Tagged:          yes"* && $output == *"JavaScript:      no"* ]]
    [[ $output == *"(A4)"* && $output == *"Creator:         callmine "* ]]
    newest=$(jq -rs 'map(.metaData.started | select(.)) | max | sub("[+]02:00"; "Z") | fromdate - 7200 | strftime("%b %e %H:%M:%S %Y")' "$T/calls")
    [[ $output =~ CreationDate:\ +[A-Z][a-z]+\ $newest\ UTC ]]
    [[ $output =~ ModDate:\ +[A-Z][a-z]+\ $newest\ UTC ]]
    run -0 pdffonts "$T/report.pdf"
    ((${#lines[@]} > 3))
    for line in "${lines[@]:2}"; do [[ $line =~ \ yes\ yes\ yes\ +[0-9]+\ +0$ ]]; done # embedded, a subset, with its letters
    run -0 pdfinfo -struct "$T/report.pdf"
    for tag in Document H1 H2 H3 P TOC TOCI L LI Figure Table TR TH TD BlockQuote Link; do grep -qE "^ *$tag( |$)" <<<"$output"; done
}

@test "every number is the roll-up's, every quote its transcript's, and none is missing" {
    calls 40 >"$T/calls"
    cm-summarize "$T/calls" >"$T/rollup"
    pdf -o "$T/report.pdf" "$T/calls"
    run -0 reads numbers "$T/report.pdf" "$T/rollup"
    ((${output%% *} > 100))
    run -0 reads quotes "$T/report.pdf" "$T/calls"
    ((${output%% *} >= $(jq -s 'map(.callmine.analysis.answers[].evidence | length) | add' "$T/calls")))
}

@test "the checks of numbers and quotes find what is changed" {
    calls 9 >"$T/calls"
    cm-summarize "$T/calls" >"$T/rollup"
    pdf -o "$T/report.pdf" "$T/calls"
    reads numbers "$T/report.pdf" "$T/rollup"
    jq -c '.questions[0].values[0].calls += 1' "$T/rollup" >"$T/changed"
    run ! reads numbers "$T/report.pdf" "$T/changed"
    sed 's/Shall we talk/Shall WE talk/g' "$T/calls" >"$T/changed"
    run ! reads quotes "$T/report.pdf" "$T/changed"
    calls 16 >"$T/more"
    run ! reads quotes "$T/report.pdf" "$T/more"
}

@test "the contents and the bookmarks lead to the pages where the headings stand" {
    calls 40 >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    run -0 reads contents "$T/report.pdf"
    ((${#lines[@]} > 15))
    [[ $output != *"NOT THERE"* && $output == *"Was the price discussed? "* && $output == *"Fonts "* ]]
    pages=$(pdfinfo "$T/report.pdf" | sed -n 's/^Pages: *//p')
    run -0 reads bookmarks "$T/report.pdf"
    [[ $(grep -c ' answered [0-9]*$' <<<"$output") == 40 && $output == *"
  Which competitors were named? "* ]]
    while read -r line; do
        page=${line##* } heading=${line% *}
        ((page >= 1 && page <= pages))
        [[ $heading != *"?" ]] || pdftotext -f "$page" -l "$page" "$T/report.pdf" - | grep -qF "$heading"
    done <<<"$output"
    pdftotext "$T/report.pdf" - | grep -qx "Page $pages of $pages"
}

@test "pages lead to the addresses of the records and to no other; the file does nothing else" {
    for kind in benign nasty; do
        hostile $kind >"$T/calls"
        pdf -o "$T/$kind.pdf" "$T/calls"
        run -0 reads links "$T/$kind.pdf" "$T/calls"
        [[ $output == "79 of 79 addresses" ]]
    done
    calls 5 | jq -c '.metaData.url = "javascript:alert(1)" | .callmine.analysis.answers[].evidence[].link = "file:///etc/passwd"' >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    [[ $(pdfinfo -url "$T/report.pdf" | wc -l) == 1 ]]
    run ! grep -aq 'javascript:\|file:///' "$T/report.pdf"
}

@test "an address with apostrophes and brackets is one address" {
    url="https://app.gong.io/call?id=1''uri='x(1)dest='calls'"
    calls 1 | jq -c --arg url "$url" '.callmine.analysis.answers[].evidence = [] | .metaData.url = $url' >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    run -0 pdfinfo -url "$T/report.pdf"
    for line in "${lines[@]:1}"; do [[ $line == *" $url" ]]; done
    ((${#lines[@]} > 1))
}

@test "the same records give the same bytes whatever the zone, the languages, the home, the directory and fontconfig's settings" {
    tongues >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    pdf "$T/calls" | cmp - "$T/report.pdf"
    shuf "$T/calls" | pdf | cmp - "$T/report.pdf"
    mkdir "$T/home"
    echo '<?xml version="1.0"?><fontconfig><match target="pattern"><edit name="family" mode="assign" binding="strong"><string>DejaVu Serif</string></edit></match></fontconfig>' >"$T/home/fonts.conf"
    for language in ja_JP.UTF-8 tr_TR.UTF-8 ar_EG.UTF-8; do
        (cd / && exec 2>"$T/err" && TZ=Asia/Kolkata LANG=$language LC_ALL=$language LANGUAGE=${language%_*} PANGO_LANGUAGE=${language%_*} FC_LANG=${language%_*} HOME=$T/home XDG_CONFIG_HOME=$T/home \
            FONTCONFIG_FILE=$T/home/fonts.conf SOURCE_DATE_EPOCH=1 cm-render --format pdf "$T/calls") | cmp - "$T/report.pdf"
        [[ ! -s $T/err ]]
    done
    [[ $(ls -A "$T/home") == fonts.conf ]]
}

@test "names and quotes of other scripts can be read back" {
    installed fonts-noto-core fonts-dejavu-core
    tongues Arabic Hebrew Hindi Tamil Thai Combining Greek Russian Georgian Amharic Mixed >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    run -0 reads words "$T/report.pdf" "$T/calls"
    run ! grep -q 'no font' <(pdftotext "$T/report.pdf" -)
}

@test "so can Chinese, Japanese and Korean, each in its own letters" {
    installed fonts-noto-core fonts-noto-cjk
    tongues Chinese Japanese Korean >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    run -0 reads words "$T/report.pdf" "$T/calls"
    run -0 pdffonts "$T/report.pdf"
    for letters in sc jp kr; do [[ $output == *"NotoSansCJK$letters-"* ]]; done
}

@test "so can emoji" {
    installed fonts-noto-core fonts-symbola
    tongues Emoji >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    reads words "$T/report.pdf" "$T/calls"
    run ! grep -q 'no font' <(pdftotext "$T/report.pdf" -)
    for emoji in 😀 🎉 🚀 💰 😬 👍 👩 💻; do pdftotext "$T/report.pdf" - | grep -q $emoji; done
}

@test "characters that no font has are counted on the first page" {
    calls 2 >"$T/calls"
    pdf "$T/calls" | pdftotext -l 1 - - >"$T/without"
    run ! grep -q 'no font' "$T/without"
    sed '1s/"title": *"[^"]*"/"title":"\\ue000\\ue001 a plan"/' "$T/calls" >"$T/odd"
    run ! cmp -s "$T/calls" "$T/odd"
    run -0 --separate-stderr pdf -o "$T/report.pdf" "$T/odd"
    [[ -z $stderr ]]
    [[ $(pdftotext -l 1 "$T/report.pdf" - | tr '\n' ' ') =~ ([0-9]+)\ characters\ have\ no\ font\ here ]]
    ((BASH_REMATCH[1] >= 4)) # in the table, on the card
}

@test "the files of fonts are named with their version and sha256" {
    calls 1 >"$T/calls"
    pdf "$T/calls" | pdftotext -raw - - >"$T/text"
    n=0
    while read -r sum; do
        file=$(grep -B2 -F "$sum" "$T/text" | grep -oE '[A-Za-z0-9_-]+\.(ttf|ttc)' | tail -1)
        [[ $(find /usr/share/fonts -name "$file" -exec sha256sum {} + | cut -c1-64) == "$sum" ]]
        n=$((n + 1))
    done < <(grep -A99 -x Fonts "$T/text" | grep -oE '\b[0-9a-f]{64}\b')
    ((n >= 3))
}

@test "a name longer than a page, and a report of no calls, are pages too" {
    calls 2 | jq -c '.callmine.company.name = "Acme " * 2000 | .metaData.title = "x" * 9000' >"$T/calls"
    pdf -o "$T/report.pdf" "$T/calls"
    n=$(pdftotext "$T/report.pdf" - | tr -cd x | wc -c)
    ((n >= 18400 && n < 18600)) # whole on the card, and two hundred letters in the table
    (($(pdftotext "$T/report.pdf" - | grep -cx '…') == 2))
    pdf -o "$T/report.pdf" </dev/null
    pdftotext "$T/report.pdf" - | grep -q 'Page 1 of 2'
}

@test "marks without end on one letter are shown by their codes, and cost no more than other letters" {
    calls 1 | jq -c '.metaData.title = "e" + "\u0301" * 20000' >"$T/calls"
    run -0 --separate-stderr timeout 20 cm-render --format pdf -o "$T/report.pdf" "$T/calls"
    [[ -z $output$stderr ]]
    n=$(pdftotext "$T/report.pdf" - | tr -d '\n\f' | grep -oF '\u{301}' | wc -l)
    ((n >= 19500)) # the edges of pages may stand between the letters of a code
    calls 1 | jq -c '.metaData.title = "e" + "\u0301" * 8' >"$T/calls"
    pdf "$T/calls" | pdftotext - "$T/text"
    run ! grep -F '\u{301}' "$T/text"
}

@test "a full disk is status 74, and no file is made" {
    calls 3 >"$T/calls"
    run -74 --separate-stderr bash -c "cm-render --format pdf '$T/calls' >/dev/full"
    [[ $stderr == "cm-render: stdout: "* && ${#stderr_lines[@]} == 1 ]]
}
