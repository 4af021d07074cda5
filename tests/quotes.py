#!/usr/bin/python3
"""quotes.py FORMAT REPORT TRANSCRIPTS.ndjson [--none]
An independent check of promise 2: every quote in a report is, with the format's own escaping undone, byte for byte
part of the sentences of one monologue (joined by one space) in its call's transcript. The report is read here with
nothing of callmine's own: html by Python's HTML parser, csv by Python's csv, Markdown and text by the rules below. The csv
of a row a call has no quotes; the one of a row a quote has.
FORMAT: html md txt csv json. Prints the number of quotes; fails when there are none
(--none: when there are any), when a call is not in TRANSCRIPTS, when a quote is not found, or when something that
looks like a quote cannot be read."""
import csv, io, json, re, sys
from html.parser import HTMLParser

def shown(text):
    r"""Undo how characters are shown that a page cannot hold: \\ is \, \xNN and \u{N} are that code point."""
    def one(m):
        s = m[0]
        if s == "\\\\": return "\\"
        return chr(int(s[2:] if s[1] == "x" else s[3:-1], 16))
    return re.sub(r"\\\\|\\x[0-9a-f]{2}|\\u\{[0-9a-f]{1,6}\}", one, text)

class Html(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True); self.found = []; self.call = None; self.text = None
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if self.text is not None: sys.exit(f"an element <{tag}> inside a quote")
        if tag == "script": sys.exit("a script in the report")
        if tag == "q" or (tag == "blockquote" and "quote" in (a.get("class") or "").split()):
            self.call, self.text = a["data-call"], ""
        elif tag == "blockquote": sys.exit("a blockquote that is no quote")
    def handle_endtag(self, tag):
        if tag in ("q", "blockquote"):
            self.found.append((shown(self.call), shown(self.text))); self.text = None
    def handle_data(self, data):
        if self.text is not None: self.text += data

def html(text):
    p = Html(); p.feed(text); p.close(); return p.found

def md(text):
    found, lines = [], text.split("\n")
    for i, line in enumerate(lines):
        if not line.startswith("> “"): continue
        if not line.endswith("”\\"): sys.exit(f"line {i + 1}: a quote that does not end")
        call = re.search(r"\]\(#call-([A-Za-z0-9_-]+)\)$", lines[i + 1])
        if not lines[i + 1].startswith("> — ") or not call: sys.exit(f"line {i + 2}: a quote without its call")
        quote = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line[3:-2])
        found.append((call[1], shown(quote)))
    return found

def txt(text):
    found, lines = [], text.split("\n")
    for i, line in enumerate(lines):
        if not line.startswith("    “"): continue
        if not line.endswith("”"): sys.exit(f"line {i + 1}: a quote that does not end")
        call = re.search(r" of call (\S+)$", lines[i + 1])
        if not call: sys.exit(f"line {i + 2}: a quote without its call")
        found.append((call[1], shown(line[5:-1])))
    return found

GUARD = re.compile("''*[ \u00a0\u3000\ufeff\u2000-\u200f']*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
def cell(text):
    """Undo the guard against formulas: one ' in front of what would be one."""
    return shown(text[1:] if GUARD.match(text) else text)

def csv_(text):
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True))
    at = {name: i for i, name in enumerate(rows[0])}
    if "quote" not in at: return None           # a row a call: no quotes in it
    if any(len(r) != len(rows[0]) for r in rows): sys.exit("rows of different widths")
    return [(cell(r[at["call_id"]]), cell(r[at["quote"]])) for r in rows[1:]]

def json_(text):
    found, report = [], json.loads(text)
    for c in report["calls"]:
        found += [(c["id"], e["quote"]) for a in c["answers"] for e in a["evidence"]]
    for q in report["rollup"]["questions"]: found += [(x["call"], x["quote"]) for x in q["quotes"]]
    return found + [(x["call"], x["quote"]) for x in report["rollup"]["quotes"]]

def main():
    fmt, report, transcripts = sys.argv[1:4]
    text = open(report, "rb").read().decode("utf-8")
    found = {"html": html, "md": md, "txt": txt, "csv": csv_, "json": json_}[fmt](text)
    if found is None: print("a table without quotes"); return
    said = {}
    for line in open(transcripts, "rb"):
        if not line.strip(): continue
        r = json.loads(line)
        said[r["metaData"]["id"]] = [" ".join(s.get("text") or "" for s in m["sentences"]) for m in r.get("transcript") or []]
    lone = re.compile("[\ud800-\udfff]")           # a lone surrogate is U+FFFD in what callmine writes
    for n, (call, quote) in enumerate(found, 1):
        if call not in said: sys.exit(f"quote {n}: its call is not in the transcripts")
        if not any(quote and quote in lone.sub("\ufffd", m) for m in said[call]): sys.exit(f"quote {n}, of call {call}: not in the transcript")
    if bool(found) == ("--none" in sys.argv): sys.exit(f"{len(found)} quotes")
    print(f"{len(found)} quotes, all found")
main()
