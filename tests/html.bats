# The HTML report: its numbers, its links, the page of cards beside it. What it shares with the other formats is in
# cm-render.bats; how a browser has it, in prove/page.
load env

calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }
modelled() { /usr/bin/python3 "$ROOT/tests/modelled.py" "$@"; } # what a model answered
numbers() { /usr/bin/python3 "$ROOT/tests/html_numbers.py" "$@"; }
quotes() { /usr/bin/python3 "$ROOT/tests/quotes.py" "$@"; }
tongues() { /usr/bin/python3 "$ROOT/tests/tongues.py" "$@"; }
skeleton() { /usr/bin/python3 "$ROOT/tests/skeleton.py" "$@"; }
GOLDEN=$ROOT/tests/golden

# whole FILE...: every link from one file into itself or another has its place, every id is there once
whole() {
    /usr/bin/python3 - "$@" <<'PY'
import os, sys
from html.parser import HTMLParser
ids, links = {}, []
class P(HTMLParser):
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if "id" in a: assert a["id"] not in ids[self.name], a["id"]; ids[self.name].add(a["id"])
        h = a.get("href") or ""
        if h and "://" not in h: f, _, i = h.partition("#"); links.append((f or self.name, i))
for path in sys.argv[1:]:
    p = P(); p.name = os.path.basename(path); ids[p.name] = set(); p.feed(open(path, encoding="utf-8").read()); p.close()
for f, i in links: assert f in ids and (not i or i in ids[f]), (f, i)
print(sum(map(len, ids.values())), "places,", len(links), "links")
PY
}

@test "every number is the roll-up's, in words and in pictures, and there is no other" {
    modelled 60 3 .1 | cm-summarize >"$T/then"
    modelled 50 4 .3 | cm-summarize >"$T/later"
    modelled 80 5 .8 | jq -c '.callmine.analysis.sets[0].questions[1].sha256 = "f" * 64' >"$T/calls"
    cm-summarize --against "$T/then" --against "$T/later" "$T/calls" >"$T/rollup"
    cm-render --against "$T/then" --against "$T/later" -o "$T/report.html" "$T/calls"
    run -0 numbers "$T/report.html" "$T/rollup"
    [[ ${output% numbers,*} -gt 800 ]]
    quotes html "$T/report.html" "$T/calls"
    calls 60 | cm-summarize --ledger "$GOLDEN/ledger.ndjson" >"$T/rollup" || [ $? = 3 ]
    calls 60 | cm-render --ledger "$GOLDEN/ledger.ndjson" >"$T/report.html" || [ $? = 3 ]
    numbers "$T/report.html" "$T/rollup"
    calls 7 | cm-summarize >"$T/rollup"
    calls 7 | cm-render >"$T/few.html"
    numbers "$T/few.html" "$T/rollup"
    cm-summarize </dev/null >"$T/rollup"
    cm-render </dev/null >"$T/none.html"
    numbers "$T/none.html" "$T/rollup"
}

@test "a number that is changed anywhere is seen" {
    modelled 60 3 .1 | cm-summarize >"$T/then"
    modelled 80 5 .8 >"$T/calls"
    cm-summarize --against "$T/then" "$T/calls" >"$T/rollup"
    cm-render --against "$T/then" -o "$T/report.html" "$T/calls"
    numbers "$T/report.html" "$T/rollup"
    while read -r change; do
        sed -E "$change" "$T/report.html" >"$T/changed"
        run ! cmp -s "$T/report.html" "$T/changed"
        run ! numbers "$T/changed" "$T/rollup"
    done <<'SED'
0,/<dd>80</s//<dd>81</
s/(<b class="big" aria-hidden="true">)5/\16/
s/aria-label="answered [0-9]+/&0/
0,/(<rect class="v" y="4" width=")[0-9]/s//\199/
0,/ of 80 <span>/s// of 81 <span>/
0,/([0-9]+–[0-9]+)%<\/span><\/td>/s//\11%<\/span><\/td>/
0,/(<circle class="v" cx="[0-9.]*" cy=")/s//\19/
0,/ → /s// → 1/
s/(<caption>Company size.*)/\1<tr><th>9<\/th><\/tr>/
0,/Median /s//Median 1/
s/ points \(/ points (1/
SED
}

@test "won and lost stand side by side where enough of both were asked, else not" {
    calls 120 >"$T/calls"
    cm-render -o "$T/report.html" "$T/calls"
    [ "$(grep -c '<caption>Won and lost deals</caption>' "$T/report.html")" -ge 3 ]
    calls 8 | cm-render -o "$T/report.html"
    [ "$(grep -c '<caption>Won and lost deals</caption>' "$T/report.html")" = 0 ]
}

@test "many calls: a table in pieces that has them all, and a place in the page for each" {
    calls 503 >"$T/calls"
    cm-render -o "$T/report.html" "$T/calls"
    [ "$(grep -c '<summary>Calls [0-9,]*–[0-9,]*' "$T/report.html")" = 3 ]
    [ "$(grep -c '<tr id="call-' "$T/report.html")" = 3 ]
    run -0 whole "$T/report.html"
    calls 250 | cm-render -o "$T/report.html"
    run ! grep -q '<summary>Calls ' "$T/report.html"
}

@test "with --out the cards of many calls are on a page of their own, and every link finds its place there and back" {
    calls 503 >"$T/calls"
    cm-render --out "$T/out" --format html "$T/calls"
    [ "$(ls "$T/out")" = $'report-calls.html\nreport.html' ]
    [ "$(grep -c '<details class="card"' "$T/out/report.html")" = 0 ]
    [ "$(grep -c '<details class="card"' "$T/out/report-calls.html")" = 503 ]
    grep -q 'All 503 cards, with every answer and quote, are in <a href="report-calls.html">' "$T/out/report.html"
    run -0 whole "$T/out/report.html" "$T/out/report-calls.html"
    cm-summarize "$T/calls" >"$T/rollup"
    numbers "$T/out/report.html" "$T/rollup"
    quotes html "$T/out/report-calls.html" "$T/calls"
    run ! grep -qiE '<script|<link|<iframe|<img|@import|url\(|src=|javascript:| on[a-z]+=' "$T/out/report-calls.html"
}

@test "hostile words cannot change the structure of the page of cards" {
    for words in benign nasty; do
        /usr/bin/python3 "$ROOT/tests/hostile_calls.py" $words | cm-render --format html-cards -o "$T/$words"
    done
    skeleton html "$T/benign" "$T/nasty"
}

@test "a name or quote of any script stands in a direction of its own" {
    tongues >"$T/calls"
    cm-render -o "$T/report.html" "$T/calls"
    quotes html "$T/report.html" "$T/calls"
    run ! grep -q '<blockquote class="quote" data' "$T/report.html"
    # right-to-left letters are in nothing but such an element, the page's title, and what is read out
    /usr/bin/python3 - "$T/report.html" <<'PY'
import re, sys
from html.parser import HTMLParser
class P(HTMLParser):
    stack, bare, own = [], [], 0
    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "col", "rect", "path", "circle", "br"): self.stack.append(tag == "bdi" or tag == "title" or dict(attrs).get("dir") == "auto")
    def handle_startendtag(self, tag, attrs): pass
    def handle_endtag(self, tag): self.stack.pop()
    def handle_data(self, data):
        if re.search("[\u0590-\u08ff]", data):
            self.own += any(self.stack)
            if not any(self.stack): self.bare.append(data[:40])
p = P(); p.feed(open(sys.argv[1], encoding="utf-8").read())
assert p.own > 20 and not p.bare, p.bare
PY
}
