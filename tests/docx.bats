#!/usr/bin/env bats
# cm-render --format docx: a document that is whole, says what the roll-up says, and in which nothing that was said is more than text.

load env

GOLDEN=$ROOT/tests/golden

calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }
tongues() { /usr/bin/python3 "$ROOT/tests/tongues.py" "$@"; }
hostile() { /usr/bin/python3 "$ROOT/tests/hostile_calls.py" "$@"; }
docx() { /usr/bin/python3 "$ROOT/tests/docx.py" "$@"; }

# edit IN OUT NAME PYTHON: the package again, with text, what NAME holds, changed; a NAME of None: without the part
edit() { /usr/bin/python3 -c 'import sys, zipfile
a, z = zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2], "w")
for i in a.infolist():
    text = a.read(i)
    if i.filename == sys.argv[3]: exec(sys.argv[4])
    if text is not None: z.writestr(zipfile.ZipInfo(i.filename), text)
z.close()' "$@"; }

@test "the package is whole: parts, relationships, places, pictures and contents fit together, for few calls, many and none" {
    cm-render --ledger "$GOLDEN/ledger.ndjson" -o "$T/r.docx" "$GOLDEN/calls.ndjson"
    run -0 docx check "$T/r.docx"
    [[ $output =~ ^1[0-9]\ parts,\ [1-9][0-9]\ links,\ [1-9][0-9]*\ pictures,\ [1-9][0-9]*\ places$ ]]
    cm-render -o "$T/r.docx" </dev/null
    run -0 docx check "$T/r.docx"
    [[ $output == *" 0 links, 0 pictures,"* ]]
    for y in 2023 2024 2025; do calls 40 "$y" | sed "s/2026-/$y-/g" | cm-summarize >"$T/$y"; done
    calls 60 >"$T/calls"
    cm-render --against "$T/2023" --against "$T/2024" --against "$T/2025" -o "$T/r.docx" "$T/calls"
    docx check "$T/r.docx"
    docx text "$T/r.docx" | grep -q '^Price discussed: answered.*, [0-9]*%, [0-9]*%'
}

@test "every number of the questions, themes, metrics and the summary is the roll-up's, with its denominator and interval" {
    calls 60 >"$T/calls"
    for n in 5 12; do
        cm-summarize --min-calls "$n" "$T/calls" >"$T/rollup"
        cm-render --min-calls "$n" -o "$T/r.docx" "$T/calls"
        run -0 docx numbers "$T/r.docx" "$T/rollup"
        ((${output%% *} > 80))
    done
}

@test "every quote is in its call's transcript, also in scripts of the whole world, and none is missing" {
    for of in 'calls 40' tongues; do
        $of >"$T/calls"
        all=$(jq -s 'map(.callmine.analysis.answers[].evidence | length) | add' "$T/calls")
        cm-render -o "$T/r.docx" "$T/calls"
        run -0 docx quotes "$T/r.docx" "$T/calls"
        ((${output%% *} > all && all > 15))
        docx check "$T/r.docx"
    done
    cm-render -o "$T/r.docx" </dev/null
    docx quotes "$T/r.docx" /dev/null --none
}

@test "the checks find a changed letter, a changed number, a lost part, a lost link and a way that leads nowhere" {
    calls 20 >"$T/calls"
    cm-summarize "$T/calls" >"$T/rollup"
    cm-render -o "$T/r.docx" "$T/calls"
    edit "$T/r.docx" "$T/same" none ''
    docx check "$T/same"
    docx quotes "$T/same" "$T/calls"
    docx numbers "$T/same" "$T/rollup"
    edit "$T/r.docx" "$T/x" word/document.xml 'text = text.replace(b"Shall we talk", b"Shall WE talk")'
    run ! docx quotes "$T/x" "$T/calls"
    edit "$T/r.docx" "$T/x" word/document.xml 'text = text.replace(b" of 20, ", b" of 21, ").replace(b" of 20 (", b" of 21 (")'
    run ! docx numbers "$T/x" "$T/rollup"
    edit "$T/r.docx" "$T/x" word/footer.xml 'text = None'
    run ! docx check "$T/x"
    edit "$T/r.docx" "$T/x" word/_rels/document.xml.rels 'text = text.replace(b"rId1\"", b"rId0\"")'
    run ! docx check "$T/x"
    edit "$T/r.docx" "$T/x" word/document.xml 'text = text.replace(b"anchor=\"q_1\"", b"anchor=\"q_0\"")'
    run ! docx check "$T/x"
}

@test "what somebody said is text and nothing else: no markup, field, link or relationship more than of plain words" {
    hostile benign >"$T/benign"
    hostile nasty >"$T/nasty"
    for f in benign nasty; do
        cm-render --title '"/><w:p> & ]]> \u{1}' -o "$T/$f.docx" "$T/$f"
        docx check "$T/$f.docx"
        docx quotes "$T/$f.docx" "$T/$f"
    done
    run -0 docx skeleton "$T/benign.docx" "$T/nasty.docx"
    ((${output%% *} > 5000))
    docx text "$T/nasty.docx" | grep -qF '<script>alert(1)</script>'
    docx text "$T/nasty.docx" | grep -qF 'gnp.exe'
    bsdtar -xOf "$T/nasty.docx" word/_rels/document.xml.rels >"$T/links"
    run ! grep -q evil "$T/links"
    edit "$T/nasty.docx" "$T/x" word/document.xml 'text = text.replace(b"&lt;script&gt;", b"<w:tab/>", 1)'
    run ! docx skeleton "$T/benign.docx" "$T/x"
}

@test "a quote that is not in the transcript is not in the document" {
    calls 9 | jq -c '.callmine.analysis.answers |= map(.evidence |= map(.quote = "Zwetschgendatschi, they said."))' >"$T/calls"
    cm-render -o "$T/r.docx" "$T/calls"
    docx text "$T/r.docx" | grep -q 'unverified quotes dropped: [1-9]'
    bsdtar -xOf "$T/r.docx" >"$T/all"
    run ! grep -q Zwetschgendatschi "$T/all"
    docx quotes "$T/r.docx" "$T/calls" --none
}

@test "Arabic and Hebrew read from the right, and a name of theirs leaves the line around it as it is" {
    tongues >"$T/calls"
    cm-render -o "$T/r.docx" "$T/calls"
    bsdtar -xOf "$T/r.docx" word/document.xml >"$T/xml"
    grep -qP '<w:pStyle w:val="Quote"/><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">“' "$T/xml"
    grep -qP '<w:rtl/></w:rPr><w:t xml:space="preserve">המחיר של ?</w:t>' "$T/xml"
    grep -qP '<w:pStyle w:val="Byline"/></w:pPr>' "$T/xml"
    run ! grep -qP '<w:pStyle w:val="(Byline|CallHeading|Heading2)"/>(<w:pBdr>.{0,60}</w:pBdr>)?<w:bidi/>' "$T/xml"
    grep -qP 'w:eastAsia="ja-JP"/></w:rPr><w:t xml:space="preserve">株式会社サンプル' "$T/xml"
}

@test "the same bytes in any zone, language, directory and temporary directory" {
    calls 20 >"$T/calls"
    cm-render --format docx "$T/calls" >"$T/one"
    mkdir "$T/elsewhere"
    cd "$T/elsewhere"
    TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 LANG=tr_TR TMPDIR=$T/elsewhere HOME=/nowhere cm-render --format docx <"$T/calls" | cmp - "$T/one"
    TZ=America/St_Johns cm-render -o x.docx "$T/calls"
    cmp x.docx "$T/one"
}
