#!/usr/bin/python3
"""workbook.py COMMAND BOOK.xlsx [FILE...]: an independent reader of a workbook, with nothing but zipfile and an XML
parser. It fails when a promise is broken, and says where.

whole BOOK                       a sound zip whose parts are well-formed, all declared and all there; no formula;
                                 prints the sheets' names
tables BOOK CALLS.csv EVIDENCE.csv ZONE    Calls and Evidence are the csv reports, with types
numbers BOOK ROLLUP.json         every number of Summary, Themes, Trend and Breakdowns is the roll-up's, and none of
                                 the roll-up's values is missing
links BOOK CALLS.ndjson          what leads out is the records' own, what leads inside is there; prints how many
text BOOK SHEET                  the cells, a row a line, with tabs between"""
import csv, datetime, json, posixpath, re, sys, urllib.parse, zipfile, zoneinfo
import xml.etree.ElementTree as ET

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
T = "{http://schemas.openxmlformats.org/package/2006/content-types}"
DOC = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

def place(ref):
    letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", ref).groups()
    column = 0
    for letter in letters: column = 26 * column + ord(letter) - 64
    return int(row), column

def unread(text):
    """_x0041_ is A (ISO/IEC 29500-1, ST_Xstring)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)

class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        if self.zip.testzip(): sys.exit("a damaged member")
        names = self.zip.namelist()
        if len(set(names)) != len(names): sys.exit("a name twice")
        self.xml = {n: ET.fromstring(self.zip.read(n)) for n in names}
        book, rels = self.xml["xl/workbook.xml"], self.rels("xl/workbook.xml")
        self.parts = {s.get("name"): rels[s.get(DOC + "id")][0] for s in book.iter(M + "sheet")}
        self.styles = len(list(self.xml["xl/styles.xml"].find(M + "cellXfs")))

    def rels(self, part):
        folder, name = posixpath.split(part)
        tree = self.xml.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found = {}
        for r in tree.iter(R + "Relationship") if tree is not None else []:
            out, target = r.get("TargetMode") == "External", r.get("Target")
            if not out:
                target = posixpath.normpath(posixpath.join(folder, target))
                if target not in self.xml: sys.exit(f"{part}: {target} is not there")
            found[r.get("Id")] = (target, out)
        return found

    def cells(self, sheet):
        """{(row, column): value}: text, a number, True or False."""
        found = {}
        for c in self.xml[self.parts[sheet]].iter(M + "c"):
            if int(c.get("s") or 0) >= self.styles: sys.exit(f"{sheet}!{c.get('r')}: no such style")
            if c.find(M + "f") is not None: sys.exit(f"{sheet}!{c.get('r')}: a formula")
            v = c.find(M + "v")
            if c.get("t") == "inlineStr": found[place(c.get("r"))] = unread(c.find(f"{M}is/{M}t").text or "")
            elif c.get("t") == "b": found[place(c.get("r"))] = v.text == "1"
            elif c.get("t"): sys.exit(f"{sheet}!{c.get('r')}: a cell of type {c.get('t')}")
            elif v is not None: found[place(c.get("r"))] = float(v.text)
        return found

    def rows(self, sheet):
        cells = self.cells(sheet)
        height, width = max((r for r, _ in cells), default=0), max((c for _, c in cells), default=0)
        return [[cells.get((r, c)) for c in range(1, width + 1)] for r in range(1, height + 1)]

    def links(self, sheet):
        """{(row, column): (address, None) or (None, "Sheet!A1")}"""
        part = self.parts[sheet]
        rels, found = self.rels(part), {}
        for h in self.xml[part].iter(M + "hyperlink"):
            if h.get(DOC + "id"):
                target, out = rels[h.get(DOC + "id")]
                if not out: sys.exit(f"{sheet}!{h.get('ref')}: no address outside")
                found[place(h.get("ref"))] = (target + ("#" + h.get("location") if h.get("location") else ""), None)
            else: found[place(h.get("ref"))] = (None, h.get("location"))
        return found

def whole(book):
    types = book.xml["[Content_Types].xml"]
    ends = {d.get("Extension") for d in types.iter(T + "Default")}
    declared = {o.get("PartName").lstrip("/") for o in types.iter(T + "Override")}
    for name in declared:
        if name not in book.xml: sys.exit(f"{name} is declared and not there")
    for info in book.zip.infolist():
        name = info.filename
        if name != "[Content_Types].xml" and name not in declared and name.rsplit(".", 1)[-1] not in ends:
            sys.exit(f"{name} has no type")
        if info.date_time != (1980, 1, 1, 0, 0, 0): sys.exit(f"{name}: a time, {info.date_time}")
        if "/_rels/" in "/" + name:
            folder, rel = posixpath.split(name)
            book.rels(posixpath.join(posixpath.dirname(folder), rel[:-len(".rels")]))
    for part, tree in book.xml.items():
        for e in tree.iter():
            if e.tag == M + "f": sys.exit(f"{part}: a formula")
    for sheet in book.parts: book.cells(sheet); book.links(sheet)
    print(*book.parts, sep="\n")

def date(number):
    return (datetime.datetime(1899, 12, 30) + datetime.timedelta(seconds=round(number * 86400)))

def same(cell, field, zone):
    """A cell and a csv field say the same."""
    if cell is None: return field == ""
    if isinstance(cell, bool): return field == str(cell).lower()
    for c in "\ufffe\uffff": field = field.replace(c, "\\u{%x}" % ord(c)) # XML has no such characters
    if isinstance(cell, str): return field == cell or field == "'" + cell
    if re.fullmatch(r"\d{4}-\d\d-\d\d", field): return date(cell).strftime("%Y-%m-%d") == field
    if re.match(r"\d{4}-\d\d-\d\dT", field):
        then = datetime.datetime.fromisoformat(field.replace("Z", "+00:00")).astimezone(zone)
        return date(cell) == then.replace(tzinfo=None, microsecond=0)
    return float(field) == cell

def table(book, sheet, path, zone, linked):
    rows, links = book.rows(sheet), book.links(sheet)
    fields = list(csv.reader(open(path, encoding="utf-8", newline="")))
    if len(rows) != len(fields): sys.exit(f"{sheet}: {len(rows)} rows, and {len(fields)} in {path}")
    for n, (row, want) in enumerate(zip(rows, fields), 1):
        for c, field in enumerate(want):
            if n > 1 and fields[0][c] == linked:
                if links.get((n, c + 1), ("", None))[0] != field: sys.exit(f"{sheet}: row {n}: another link")
            elif not same(row[c] if c < len(row) else None, field, zone):
                sys.exit(f"{sheet}: row {n}, {fields[0][c]}: {row[c]!r}, and {field!r} in {path}")
    return len(rows) - 1

def tables(book, calls, evidence, zone):
    zone = zoneinfo.ZoneInfo(zone)
    print(table(book, "Calls", calls, zone, "url"), "calls,", table(book, "Evidence", evidence, zone, "link"), "quotes")

SCANT = "insufficient signal"
def share(part, of, insufficient, x):
    return [part, of] + ([SCANT, None, None] if insufficient else [x["share"], x["low"], x["high"]])

def expect(found, want, where):
    if found != want: sys.exit(f"{where}: {found}, and the roll-up says {want}")

def numbers(book, path):
    u = json.load(open(path)); n = 0
    rows = iter(book.rows("Summary"))
    for q in u["questions"]:
        for row in rows:
            if row[0] == q["text"]: break
        else: sys.exit(f"{q['text']}: not in Summary")
        next(rows)
        expect(next(rows)[:7], ["Answer", "Calls", "Asked", "Share", "95% from", "95% to", "Accounts"], q["question"])
        expect(next(rows)[:6], ["Answered"] + share(q["answered"], q["asked"], q["insufficient"], q), q["question"])
        n += 1
        if not q["answered"] or q["type"] == "list": continue
        values = sorted(q["values"], key=lambda v: -v["calls"] if q["type"] != "bool" else 0)
        for v in values:
            expect(next(rows)[:7], [v["label"]] + share(v["calls"], v["of"], q["insufficient"], v) + [v["accounts"]], q["question"])
            n += 1
    themes = book.rows("Themes")[1:]
    expect(len(themes), len(u["themes"]), "Themes")
    for row, t in zip(themes, u["themes"]):
        expect([row[0]] + row[2:4] + [row[7]], [t["label"], t["calls"], t["of"], t["accounts"]], "Themes")
        expect(sorted(x for x in row[8:] if x is not None), sorted(x for a in t["amounts"] for x in (a["deals"], a["amount"])), "Themes")
        n += 1
    by = {}
    for row in book.rows("Breakdowns")[1:]: by.setdefault(tuple(row[i] for i in (0, 2, 3)), []).append(row[4:])
    labels = {"stage": "Deal stage", "owner": "Owner", "company_size": "Company size", "host": "Host", "outcome": "Outcome"}
    for q in u["questions"]:
        for kind, groups in q["by"].items():
            if all(g["key"] is None for g in groups): continue
            for g in groups:
                if not g["asked"]: continue
                found = by.pop((q["question"], labels[kind], g["key"] or "not known"))
                expect(found[0], ["answered"] + share(g["answered"], g["asked"], g["insufficient"], g), "Breakdowns")
                if q["type"] != "list":
                    expect([r[1:] for r in found[1:]], [share(v["calls"], g["asked"], g["insufficient"], v) for v in g["values"] if v["calls"]], "Breakdowns")
                n += len(found)
    if by: sys.exit(f"Breakdowns: {next(iter(by))} is not in the roll-up")
    summary = [r[0] for r in book.rows("Summary")]
    for line in u["summary"]:
        if line["text"] not in summary: sys.exit(f"not in Summary: {line['text']}")
    print(n, "rows")

def links(book, path):
    urls, out, inside = set(), 0, 0
    cells = {sheet: book.cells(sheet) for sheet in book.parts}
    for line in open(path, encoding="utf-8"):
        r = json.loads(line)
        urls.add(urllib.parse.unquote(r["metaData"].get("url") or ""))
        urls |= {urllib.parse.unquote(e.get("link") or "") for a in r["callmine"]["analysis"]["answers"] for e in a["evidence"]}
    for sheet in book.parts:
        for at, (address, within) in book.links(sheet).items():
            if address is not None:
                if urllib.parse.unquote(address) not in urls or not re.match("https?://", address): sys.exit(f"{sheet}: {at} leads to {address}")
                out += 1
            else:
                name, cell = within.rsplit("!", 1)
                if not cells[name.strip("'")].get(place(cell)): sys.exit(f"{sheet}: {at} leads to an empty cell, {within}")
                inside += 1
    print(out, "links out,", inside, "inside")

def text(book, sheet):
    for row in book.rows(sheet): print(*("" if v is None else v for v in row), sep="\t")

if __name__ == "__main__":
    command, path, *rest = sys.argv[1:]
    {"whole": whole, "tables": tables, "numbers": numbers, "links": links, "text": text}[command](Book(path), *rest)
