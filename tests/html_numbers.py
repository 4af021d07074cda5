#!/usr/bin/python3
"""html_numbers.py REPORT.html ROLLUP.json
Every number in the HTML report, with what it is of, is the roll-up's (cm-summarize's output), in words and in pictures:
shares with their denominators and intervals (counted here again, by Wilson's formula), bars by their width, points of a
line by their height. In the sections that have numbers there is none that was not looked at. Prints how many were."""
import json, math, re, sys
from html.parser import HTMLParser

VOID = {"meta", "col", "br", "hr", "rect", "path", "circle"}
class Node:
    def __init__(self, tag, attrs, up): self.tag, self.at, self.up, self.kids, self.done = tag, dict(attrs), up, [], False
    def all(self, tag=None, cls=None):
        for k in self.kids:
            if isinstance(k, Node):
                if (not tag or k.tag == tag) and (not cls or cls in k.at.get("class", "").split()): yield k
                yield from k.all(tag, cls)
    def one(self, tag=None, cls=None): return next(self.all(tag, cls), None)
    def raw(self): return "".join(k if isinstance(k, str) else k.raw() for k in self.kids)
    def text(self): return re.sub(r"\s+", " ", self.raw()).strip()
    def by_id(self, i): return next(n for n in self.all() if n.at.get("id") == i)
class Page(HTMLParser):
    def __init__(self): super().__init__(convert_charrefs=True); self.top = self.now = Node("", [], None)
    def handle_starttag(self, tag, attrs):
        n = Node(tag, attrs, self.now); self.now.kids.append(n)
        if tag not in VOID: self.now = n
    def handle_startendtag(self, tag, attrs): self.now.kids.append(Node(tag, attrs, self.now))
    def handle_endtag(self, tag): assert self.now.tag == tag; self.now = self.now.up
    def handle_data(self, data): self.now.kids.append(data)

page = Page(); page.feed(open(sys.argv[1], encoding="utf-8").read()); page.close()
page, r = page.top, json.load(open(sys.argv[2], encoding="utf-8"))
enough, seen = r["enough"], 0

def same(node, want, what):
    global seen
    got = node if isinstance(node, str) else node.text()
    if isinstance(node, Node): node.done = True
    if got != want: sys.exit(f"{what}: {got!r}, not {want!r}")
    seen += len(re.findall(r"\d[\d,.]*", want))
def near(got, want, what):
    global seen
    if abs(float(got) - want) > .051: sys.exit(f"{what}: drawn at {got}, not at {want}")
    seen += 1
def wilson(part, of):
    z, p = 1.959963984540054, part / of
    mid, wide, scale = p + z * z / (2 * of), z * math.sqrt((p * (1 - p) + z * z / (4 * of)) / of), 1 + z * z / of
    return tuple(round(x, 4) for x in (p, 0 if part == 0 else (mid - wide) / scale, 1 if part == of else (mid + wide) / scale))
def percent(part, of):
    if of <= 0: return "–"
    n = (200 * part + of) // (2 * of)
    return "<1%" if part > 0 and n == 0 else ">99%" if part < of and n == 100 else f"{n}%"
def interval(part, of): _, a, b = wilson(part, of); return f"{math.floor(a * 100 + .5)}–{math.floor(b * 100 + .5)}%"
def share(part, of): return f"{part:,} of {of:,}" + (f" ({percent(part, of)}, {interval(part, of)})" if of else "")
def cell(part, of): return f"{part:,} of {of:,} " + ("insufficient signal" if of < enough else f"{percent(part, of)} · {interval(part, of)}")
def real(n):
    h = round(abs(n) * 100 + 1e-9); whole, rest = divmod(h, 100)
    return ("−" if n < 0 and h else "") + f"{whole:,}" + (f".{rest:02d}" if rest % 10 else f".{rest // 10}" if rest else "")
def clock(ms): s = int(ms) // 1000; return f"{s // 3600}:{s // 60 % 60:02d}:{s % 60:02d}" if s >= 3600 else f"{s // 60}:{s % 60:02d}"
def date(iso):
    y, m, d = iso[:10].split("-"); return f"{int(d)} {'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[int(m) - 1]} {y}"
def points(x): n = math.floor(abs(x) * 100 + .5); return ("" if n == 0 else "−" if x < 0 else "+") + str(n)

def bar(svg, part, of, scale, what):
    same(svg.at["aria-label"], share(part, of), what); svg.done = True
    near(svg.one("rect").at["width"], min((wilson(part, of)[0] if of else 0) / scale, 1) * 100, what)
    assert svg.one("rect").at["class"] == ("u" if of < enough else "v"), what
    if of >= enough:
        x = re.findall(r"[\d.]+", svg.one("path", "ci").at["d"]); near(x[0], wilson(part, of)[1] / scale * 100, what); near(x[2], min(wilson(part, of)[2] / scale, 1) * 100, what)
def axis(node):
    a = node.one("span", "axis"); a.done = True; return float(a.text()[1:-1]) / 100
def rows(table): return list(table.one("tbody").all("tr"))
def label(v): return v["label"] or v["value"] or "Answered"

# the trust strip
for div in page.by_id("trust").up.one("dl", "tiles").all("div"):
    what, l, e = div.one("dt").text(), r["ledger"], r["evidence"]
    pending = sum(x["calls"] for x in l["reasons"] if x["reason"] == "no_transcript_yet") if l else 0
    n = {"Listed": l and l["listed"], "Analysed": r["calls"], "Pending: no transcript yet": l and pending, "Quotes checked": e["checked"], "Quotes dropped": e["dropped"],
         "Not counted, with reasons": l and sum(x["calls"] for x in l["reasons"]) - pending}[what]
    same(div.one("dd"), "–" if n is None else f"{n:,}", what)

# the summary
lines = list(page.by_id("summary").up.one("ol", "lines").all("li"))
assert len(lines) == len(r["summary"])
for li, l in zip(lines, r["summary"]):
    part, of = l["calls"], l["of"]
    same(li.one("b", "big"), ("Change" if l["question"] and of is None and "said" not in l else "") if not of else f"{part:,}" if not l["question"] else f"{part}/{of}" if of < enough else percent(part, of), "the figure of a sentence")
    for more in list(li.all("span", "more")): more.kids = []
    same(li.one("p"), re.sub(r"\s+", " ", l["text"]).strip(), "a sentence")

# the questions
def quotes(node, want, what):
    figures = list(node.all("figure"))
    assert len(figures) == min(3, len(want)), what
    for f, q in zip(figures, want):
        same(f.one("blockquote"), re.sub(r"\s+", " ", q["quote"]).strip(), what + ": a quote")
        assert f.one("blockquote").at["data-call"] == q["call"]
        got = f.text().replace("Open in Gong at ", "")
        if f" · {clock(q['start_ms'])}" not in got or q["date"] and date(q["date"]) not in got: sys.exit(f"{what}: {got!r} is not of {q['start_ms']}, {q['date']}")
        f.done = True

def trend_row(tr_or_li, row, runs, scale, what):
    svg = tr_or_li.one("svg", "line"); svg.done = True
    at = (row["then"] + [{"calls": row["calls"], "of": row["of"]}])[-8:]
    have = [t for t in at if t]
    same(svg.at["aria-label"], (row["label"] or "Answered") + ": " + ", then ".join(share(t["calls"], t["of"]) for t in have), what)
    drawn = [t for t in at if t and t["of"]]
    circles = list(svg.all("circle"))
    assert len(circles) == len(drawn), what
    for c, t in zip(circles, drawn): near(c.at["cy"], 54 - wilson(t["calls"], t["of"])[0] / scale * 48, what)
def highest(row): return max([wilson(t["calls"], t["of"])[2] for t in (row["then"] + [row])[-8:] if t and t["of"]] or [0])
def scale_of(high): return next((s for s in (.1, .25, .5, .75) if high <= s), 1)

articles = [n for n in page.all("article", "q")]
assert len(articles) == len(r["questions"])
for i, (a, q) in enumerate(zip(articles, r["questions"])):
    name, asked = q["question"], q["asked"]
    same(a.one("h3"), q["text"], name); a.one("p", "meta").done = True
    words = [f"answered {share(q['answered'], asked)}", f"unclear {q['unclear']:,}", f"not discussed {q['not_discussed']:,}"]
    words += [f"{w} {q[k]:,}" for k, w in (("unsupported", "unsupported"), ("refused", "refused by the model"), ("error", "in error")) if q[k]]
    cov = a.one("svg", "cov"); cov.done = True
    same(cov.at["aria-label"], ", ".join(words) + (f"; not asked of {q['not_asked']:,} call{'s' * (q['not_asked'] != 1)}" if q["not_asked"] else ""), name)
    for rect, n in zip(cov.all("rect"), (q["answered"], q["unclear"], q["unsupported"] + q["refused"] + q["error"], q["not_discussed"])): near(rect.at["width"], n / asked * 100 if asked else 0, name)
    for li in a.one("ul", "legend").all("li"):
        m = re.fullmatch(r"(Answered|Unclear|Unsupported|Refused by the model|In error|Not discussed|Not asked|Asked again:) (.*)", li.text())
        k = {"Refused by the model": "refused", "In error": "error", "Asked again:": "stability"}.get(m[1], m[1].lower().replace(" ", "_"))
        want = share(q["answered"], asked) if k == "answered" else f"{math.floor(q['stability']['mean'] * 100 + .5)}% agree" if k == "stability" else f"{q[k]:,}"
        same(li, f"{m[1]} {want}", name)
    if asked < enough:
        p = next(x for x in a.all("p", "muted") if x.text().startswith("Insufficient signal"))
        same(p, f"Insufficient signal: asked on {asked:,} call{'s' * (asked != 1)}, fewer than the {enough} that a share is given for.", name)
    fields = list(dict.fromkeys(v.get("field") for v in q["values"])) if q["answered"] else []
    charts = [t for t in a.all("table", "bars") if "pair" not in t.at["class"]]
    assert len(charts) == len(fields), name
    for t, field in zip(charts, fields):
        scale, values = axis(t), [v for v in q["values"] if v.get("field") == field]
        head = t.one("thead"); same(head.one("th", "c3"), f"of {asked:,} call{'s' * (asked != 1)} asked, 95% interval", name); head.done = True
        assert len(rows(t)) == len(values), name
        for tr in rows(t):
            v = next(v for v in values if label(v) == tr.one("th").text()); tr.one("th").done = True
            bar(tr.one("svg"), v["calls"], asked, scale, name); same(tr.one("td", "num"), cell(v["calls"], asked), f"{name}: {label(v)}")
            if "objects" in v: same(tr.one("td", "n"), f"{v['objects']:,}", name)
    for p in [k for k in a.kids if isinstance(k, Node) and k.tag == "p" and not k.at.get("class")]:
        n, d = q.get("numbers"), q.get("dates")
        same(p, f"Median {real(n['median'])}, lowest {real(n['lowest'])}, highest {real(n['highest'])}." if n else f"From {date(d['earliest'])} to {date(d['latest'])}.", name)
    quotes(a, q["quotes"], name)
    if a.one("div", "runs"):
        known, got = r["trend"]["questions"][i]["rows"], list(a.one("div", "runs").all("li"))
        drawn = [next(x for x in known if (x["label"] or "Answered") == li.one("bdi").text() and f"{x['label'] or 'Answered'}: " + ", then ".join(share(t["calls"], t["of"]) for t in (x["then"] + [x])[-8:] if t) == li.one("svg").at["aria-label"]) for li in got]
        scale = scale_of(max(map(highest, drawn))); same(a.one("div", "runs").one("small"), f"from 0 to {scale * 100:.4g}%", name)
        for li, row in zip(got, drawn):
            then = row["then"][r["trend"]["questions"][i]["against"]]
            trend_row(li, row, r["trend"]["runs"], scale, name); li.one("bdi").done = True
            same(li.one("b"), f"{row['calls']:,} of {row['of']:,}, insufficient signal" if row["difference"] is None else f"{percent(then['calls'], then['of'])} → {percent(row['calls'], row['of'])}", name)
    def group(kind, key): return next(g for g in q["by"][kind] if (g["key"] or "not known") == key)
    def value(g, name): return sum(v["calls"] for v in g["values"] if next(x for x in q["values"] if (x["value"], x.get("field")) == (v["value"], v.get("field")))["label"] == name and v.get("field") == (fields[0] if fields else None)) if fields else g["answered"]
    for t in a.all("table", "pair"):
        scale = axis(t); t.one("thead").done = True
        for s in t.one("thead").all("span", "axis"): assert s.text() == f"0{scale * 100:.4g}%"
        for tr in rows(t):
            tr.one("th").done = True
            for side in "won", "lost":
                g, td = group("outcome", side), tr.one("td", side); n = value(g, tr.one("th").text()); svg = td.one("svg")
                bar(svg, n, g["asked"], scale, name); svg.kids = []; same(td, cell(n, g["asked"]), f"{name}: {side}")
    kinds = {"Deal stage": "stage", "Owner": "owner", "Company size": "company_size", "Host": "host", "Outcome": "outcome"}
    shown = [(t, g, [value(g, x.text()) for x in t.one("thead").all("th")]) for t in a.all("table", "matrix") for g in q["by"][kinds[t.one("caption").text()]]]
    scale = scale_of(max([wilson(n, g["asked"])[0] for _, g, values in shown for n in values if g["asked"] >= enough] or [0]))
    if q["answered"]: same(a.one("details", "by").one("p"), f"Calls of those asked; bars from 0 to {scale * 100:.4g}%, with 95% intervals.", name)
    for t in a.all("table", "matrix"):
        kind, names = kinds[t.one("caption").text()], [x.text() for x in t.one("thead").all("th")]; t.one("thead").done = True
        for tr in rows(t):
            th = tr.one("th"); g = group(kind, th.one("bdi").text())
            same(th, f"{g['key'] or 'not known'} of {g['asked']:,}" + (", few calls" if g["asked"] < enough else ""), name)
            for td, n in zip(tr.all("td"), (value(g, x) for x in names)):
                bar(td.one("svg"), n, g["asked"], scale, name); same(td, f"{n:,}" + (f" {percent(n, g['asked'])}" if n and g["asked"] >= enough else ""), f"{name} by {kind}")
        more = len(q["by"][kind]) - len(rows(t))
        assert more == 0 or len(rows(t)) == 8
        if more: same(t.one("tfoot"), f"and {more:,} more, in the json and xlsx reports", name)

quotes(page.by_id("summary").up, r["quotes"], "summary")
section = lambda i: page.by_id(i).up
def money(t):
    return "; ".join((f"{m['currency']} " if m["currency"] else "") + real(float(math.floor(m["amount"] + .5)) if abs(m["amount"]) >= 1000 else m["amount"]) + (" (no currency)" if len(t["amounts"]) > 1 and not m["currency"] else "") for m in t["amounts"])
if r["calls"]:
    t = section("themes").one("table"); assert bool(t) == bool(r["themes"])
    if t:
        scale = axis(t); t.one("thead").done = True
        assert len(rows(t)) == len(r["themes"])
        for tr, m in zip(rows(t), r["themes"]):
            what = "theme " + m["label"]; tr.one("th").done = True
            bar(tr.one("svg"), m["calls"], m["of"], scale, what); same(tr.one("td", "num"), cell(m["calls"], m["of"]), what)
            same(list(tr.all("td", "n"))[0], f"{m['accounts']:,}", what); same(tr.one("td", "w"), money(m), what)
    if r["trend"]:
        t = section("trend").one("table"); t.one("thead").done = True
        known = {x["question"]: (n, x) for n, x in enumerate(r["trend"]["questions"])}
        for tr in rows(t):
            q = known[tr.one("a").at["href"][3:].split(".")[-1]][1]; name = tr.one("a").text()
            row = q["rows"][0] if tr.one("th").text().endswith(" answered") else next(x for x in q["rows"] if x["label"] == name and x["move"] != "steady")
            then = row["then"][q["against"]]; tr.one("th").done = True
            trend_row(tr, row, r["trend"]["runs"], scale_of(highest(row)), "trend")
            same(tr.one("span", "move"), row["move"], "trend")
            for td, x in zip(tr.all("td", "num"), (then, row)): same(td, cell(x["calls"], x["of"]), "trend")
            same(tr.one("td", "n"), "insufficient signal" if row["difference"] is None else f"{points(row['difference'])} points ({points(row['low'])} to {points(row['high'])})", "trend")
        for p in section("trend").all("p"): p.done = True
    m = section("metrics") if any(n.at.get("id") == "metrics" for n in page.all()) else None
    assert bool(m) == bool(r["metrics"])
    for tr, (k, x) in zip(rows(m.one("table")), r["metrics"].items()) if m else ():
        v = x["median"]; want = f"{math.floor(v * 100 + .5)}%" if k == "talk_ratio" else clock(v) if k.endswith("_ms") else real(v)
        for td, w in zip(tr.all("td", "n"), (want, f"{x['calls']:,}")): same(td, w, k)
    t = section("absent").one("table")
    for tr, q in zip(rows(t), r["questions"]):
        tr.one("th").done = True; same(tr.one("td", "num"), cell(q["not_discussed"], q["asked"]), "absent")
        for td, n in zip(tr.all("td", "n"), (q["unclear"], q["unsupported"], q["refused"] + q["error"], q["not_asked"])): same(td, f"{n:,}", "absent")
    # what the calls' own rows and cards say adds up to the roll-up
    tables = list(section("calls").all("table"))
    every = [tr for t in tables for tr in rows(t)]
    links = [th.one("a").at["href"][1:] if th.one("a") else None for th in tables[0].one("thead").all("th")]
    ids = {a.at["id"]: q for a, q in zip(articles, r["questions"])}
    assert len(every) == r["calls"]
    for n, link in enumerate(links):
        if link: same(str(sum(bool(tr.kids[n].text()) and tr.kids[n].at.get("class") != "nd" for tr in every)), str(ids[link]["answered"]), "column " + link)
    told = [n for n, th in enumerate(tables[0].one("thead").all("th")) if th.text() == "Answered"]
    if told: same(str(sum(int(tr.kids[told[0]].text().split()[0]) for tr in every)), str(sum(q["answered"] for q in r["questions"])), "the answers in the table")
    got = [re.fullmatch(r"(\d+) of (\d+) answered", s.text()) for s in page.all("span", "got")]
    if len(got) == r["calls"]: same(str(sum(int(g[1]) for g in got)), str(sum(q["answered"] for q in r["questions"])), "the cards")
d = r["disagreements"]
if any(n.at.get("id") == "disagreements" for n in page.all()):
    tables = list(section("disagreements").all("table"))
    assert len(tables) == bool(d["crm_reason"]) + bool(d["voices"])
    if d["crm_reason"]:
        want = {x["reason"]: x for x in d["crm_reason"]["reasons"]}
        for tr in rows(tables.pop(0)):
            x = want.pop(tr.one("bdi").text()); most = re.search(r"\((\d+)\)$", tr.one("th").text())
            if most: same(most[1], str(max(v["calls"] for v in x["values"])), "what is most often heard")
            for td, k in zip(tr.all("td", "n"), ("calls", "agree", "differ", "open")): same(td, f"{x[k]:,}", "a reason")
        assert not want
    for t in tables:
        assert len(rows(t)) == len(d["voices"])
        for tr, x in zip(rows(t), d["voices"]):
            for td, k in zip(tr.all("td", "n"), ("calls", "customer", "ours_alone")): same(td, f"{x[k]:,}", "a voice")
else: assert not (d["crm_reason"] or d["voices"] or d["unstable"])
reasons = {x["reason"]: x["calls"] for x in r["ledger"]["reasons"]} if r["ledger"] else {}
t = section("not-counted").one("table")
assert bool(t) == bool(reasons)
for tr in rows(t) if t else (): same(tr.one("td", "n"), f"{reasons[tr.one('code').text()]:,}", "not counted")

# nothing with a digit that was not looked at
def left(node):
    for k in node.kids:
        if isinstance(k, Node):
            if not k.done: yield from left(k)
            elif k.tag == "svg": continue
        elif re.search(r"\d", k): yield k.strip()
for n in [*articles, *(section(i) for i in ("themes", "trend", "metrics", "absent") if any(x.at.get("id") == i for x in page.all()))]:
    for text in left(n): sys.exit(f"a number that nothing vouches for: {text[:60]!r}")
print(seen, "numbers, all the roll-up's")
