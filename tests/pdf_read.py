#!/usr/bin/python3
"""pdf_read.py numbers|quotes|links|words|bookmarks|contents REPORT.pdf [CALLS.ndjson|ROLLUP.json]
Reads a report's pages with poppler, and with nothing of callmine's own.
numbers: every value of every question stands in its question's part with the roll-up's numbers; and every share with an
interval is Wilson's. quotes: every quote is in a transcript, and every quote of the records is there. links: the
addresses that the pages lead to are those of the records; nothing in the file acts. words: what each call's first
sentence and its people's names are made of is in the text. bookmarks: prints them. contents: prints entry, page and
the page that has that heading."""
import collections, json, math, re, subprocess, sys, unicodedata
IGNORED = re.compile("[\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+")

ACTS = [b"JavaScript", b"JS", b"Launch", b"OpenAction", b"AA", b"SubmitForm", b"ImportData", b"GoToR", b"GoToE", b"EmbeddedFile", b"RichMedia",
        b"XFA", b"AcroForm", b"Filespec", b"Named", b"Rendition", b"Movie", b"Sound"]

def text(pdf, *options): return subprocess.run(["pdftotext", *options, pdf, "-"], check=True, capture_output=True).stdout.decode()
def bare(s): return IGNORED.sub("", unicodedata.normalize("NFC", s))

def body(pages):
    """Without the first line of each page but the first, and the last: what stands at the edges."""
    out = []
    for n, page in enumerate(pages.split("\f")):
        lines = [x for x in page.split("\n") if x.strip()]
        if lines: out += lines[1 if n else 0:-1]
    return out

def wilson(k, n):
    z, p = 1.959963984540054, k / n
    mid, half, d = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)), 1 + z * z / n
    return max(0, (mid - half) / d), min(1, (mid + half) / d)

def percent(k, n):
    p = (200 * k + n) // (2 * n)
    return "<1%" if k and not p else ">99%" if k < n and p == 100 else f"{p}%"

def whole(x): return math.floor(round(x, 4) * 100 + .5)
def share(k, n):
    low, high = wilson(k, n)
    return f"{k:,} of {n:,} ({percent(k, n)}, {whole(low)}–{whole(high)}%)"

def numbers(pdf, path):
    lines, roll, seen = body(text(pdf, "-layout")), json.load(open(path)), 0
    for m in re.finditer(r"([\d,]+) of ([\d,]+) \(([<>]?\d+%), (\d+–\d+%)\)", "\n".join(lines)):
        k, n = (int(m[i].replace(",", "")) for i in (1, 2))
        if m[0] != share(k, n): sys.exit(f"not what is counted: {m[0]}")
        seen += 1
    starts = [i for i, x in enumerate(lines) if x.strip() == roll["questions"][0]["text"]]
    at = starts[-1] if len(starts) < 2 else starts[0]
    for q in roll["questions"]:
        while at < len(lines) and not lines[at].startswith(q["text"]): at += 1
        part = lines[at:at + 40]
        if not any(x.startswith(f"Answered {q['answered']} of {q['asked']}") for x in part): sys.exit(f"{q['question']}: not its answers")
        for v in q.get("values", []) if q["answered"] else []:
            want = share(v["calls"], v["of"]) if not q["insufficient"] else f"{v['calls']} of {v['of']}"
            if not any(x.startswith(v["label"] + " ") and want in x for x in part): sys.exit(f"{q['question']} {v['value']}: not {want}")
            seen += 1
    print(f"{seen} numbers")

def quotes(pdf, path):
    said, all_ = {}, []
    records = [json.loads(x) for x in open(path)]
    for r in records:
        said[r["metaData"]["id"]] = [bare(" ".join(s["text"] for s in m["sentences"])) for m in r["transcript"]]
        all_ += [bare(e["quote"]) for a in r["callmine"]["analysis"]["answers"] for e in a["evidence"]]
    lines, found, open_ = body(text(pdf, "-raw")), [], None
    for x in lines:
        if x.startswith("“") and not x.startswith("“Not discussed”"): open_ = ""
        if open_ is None: continue
        open_ += x
        if x.endswith("”"): found.append(bare(open_)[1:-1]); open_ = None
    for q in found:
        if not any(q in m for ms in said.values() for m in ms): sys.exit("a quote is in no transcript")
    less = collections.Counter(all_) - collections.Counter(found)
    if less or not found: sys.exit(f"{sum(less.values())} quotes are missing of {len(all_)}")
    print(f"{len(found)} quotes")

def links(pdf, path):
    allowed = set()
    for r in map(json.loads, open(path)):
        allowed.add(r["metaData"].get("url"))
        allowed |= {e["link"] for a in r["callmine"]["analysis"]["answers"] for e in a["evidence"]}
    # What the file does stands in its objects, outside of strings and streams.
    raw = re.sub(rb"stream\r?\n.*?endstream", b"", open(pdf, "rb").read(), flags=re.S)
    raw = re.sub(rb"\((?:\\.|[^\\()])*\)|<[0-9a-fA-F\s]*>", b"", raw, flags=re.S)
    if b"/URI" not in raw or b"/Outlines" not in raw: sys.exit("what the file does is not read")
    for name in ACTS:
        if re.search(rb"/" + name + rb"(?![A-Za-z])", raw): sys.exit(f"/{name.decode()} is in the file")
    out = subprocess.run(["pdfinfo", "-url", pdf], check=True, capture_output=True).stdout.decode().splitlines()[1:]
    found = {x.split()[-1] for x in out}
    if found - allowed: sys.exit(f"{len(found - allowed)} addresses of nobody's")
    print(f"{len(found)} of {len(allowed - {None})} addresses")

def words(pdf, path):
    page = bare(text(pdf, "-raw"))
    for r in map(json.loads, open(path)):
        for s in [r["transcript"][0]["sentences"][0]["text"]] + [p["name"] for p in r["parties"]]:
            for w in map(bare, s.split()):
                for w in re.findall(r"[^\W\d_]+|\d+", w):
                    turned = w.replace("لا", "ال").replace("لى", "ىل")  # poppler reads a ligature's letters from the left
                    if w not in page and turned not in page: sys.exit(f"{r['metaData']['language']}: a word is not there: {ascii(w)}")
    print("all words")

def bookmarks(pdf):
    x = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", pdf], check=True, capture_output=True).stdout.decode()
    depth = 0
    for m in re.finditer(r'<(/?)outline>|<item page="(\d+)">(.*?)</item>', x):
        if m[2]: print(f"{'  ' * (depth - 1)}{m[3]} {m[2]}")
        else: depth += -1 if m[1] else 1

def contents(pdf):
    pages = text(pdf, "-layout").split("\f")
    entries = re.findall(r"(\S(?:[^\n]*?\S)?)\s{2,}(\d+)(?=\s|$)", pages[0].rsplit("What was counted", 1)[0])
    for entry, page in entries:
        has = any(x.strip() == entry or x.strip().startswith(entry + " version") for x in pages[int(page) - 1].split("\n"))
        print(entry, page, "there" if has else "NOT THERE")

globals()[sys.argv[1]](*sys.argv[2:])
