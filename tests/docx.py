#!/usr/bin/python3
"""docx.py check FILE                     the package is whole: zip, XML, parts, relationships, places, pictures, tables
docx.py text FILE                      its words, a paragraph a line
docx.py quotes FILE TRANSCRIPTS [--none]   every quote is in its call's transcript; prints how many there are
docx.py numbers FILE ROLLUP            what it says of every question is what the roll-up says; prints how many numbers
docx.py skeleton BENIGN NASTY          both have the same structure, whatever the words in them
Nothing of callmine's own reads the file: Python's zipfile and XML parser do."""
import json, math, posixpath, re, struct, sys, zipfile, zlib
import xml.etree.ElementTree as ET
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MARKS = re.compile("[\u200e\u200f\u202a-\u202c]")  # of direction: ours; those of others are shown

def opened(path):
    z = zipfile.ZipFile(path)
    return z, {n: ET.fromstring(z.read(n)) for n in z.namelist() if n.endswith((".xml", ".rels"))}

def words(e, marks=False):
    found = "".join(" " if t.tag == W + "tab" else t.text or "" for t in e.iter() if t.tag in (W + "t", W + "tab"))
    return found if marks else MARKS.sub("", found)

def style(p):
    s = p.find(f"{W}pPr/{W}pStyle")
    return s.get(W + "val") if s is not None else None

def shown(text):
    r"""Undo how characters are shown that a page cannot hold: \\ is \, \xNN and \u{N} are that code point."""
    def one(m):
        s = m[0]
        return "\\" if s == "\\\\" else chr(int(s[2:] if s[1] == "x" else s[3:-1], 16))
    return re.sub(r"\\\\|\\x[0-9a-f]{2}|\\u\{[0-9a-f]{1,6}\}", one, text)

def png(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, []
    while at < len(data):
        n, = struct.unpack(">I", data[at:at + 4])
        body = data[at + 4:at + 8 + n]
        assert struct.unpack(">I", data[at + 8 + n:at + 12 + n])[0] == zlib.crc32(body)
        chunks.append((body[:4], body[4:])); at += 12 + n
    assert [c for c, _ in chunks] == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"], chunks
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    pixels = zlib.decompress(chunks[3][1])
    assert (depth, kind) == (8, 3) and len(pixels) == (width + 1) * height and max(pixels) < len(chunks[1][1]) // 3

def check(path):
    z, parts = opened(path)
    names = z.namelist()
    assert z.testzip() is None and names[0] == "[Content_Types].xml" and len(set(names)) == len(names)
    for i in z.infolist():
        assert i.date_time == (1980, 1, 1, 0, 0, 0) and not i.flag_bits & 1 and "\\" not in i.filename, i
        assert i.header_offset == 0 or i.extract_version <= 20, i
    for n in parts: assert b"<!DOCTYPE" not in z.read(n) and b"<!ENTITY" not in z.read(n), n
    kinds = parts["[Content_Types].xml"]
    default = {e.get("Extension") for e in kinds if e.tag == TYPES + "Default"}
    override = {e.get("PartName") for e in kinds if e.tag == TYPES + "Override"}
    assert override == {"/" + n for n in names if n.endswith(".xml") and n != "[Content_Types].xml"}
    assert all(n.rsplit(".", 1)[1] in default for n in names)
    led, ids = {"[Content_Types].xml"}, {}
    for n in (n for n in names if n.endswith(".rels")):
        base = posixpath.dirname(posixpath.dirname(n)); led.add(n)
        for e in parts[n].iter(REL):
            assert e.get("Id") not in ids; ids[e.get("Id")] = e
            if e.get("TargetMode") == "External":
                assert e.get("Type").endswith("/hyperlink") and re.match(r"https?://[!-~]+$", e.get("Target")), e.attrib
            else: led.add(posixpath.normpath(posixpath.join(base, e.get("Target"))))
    assert led == set(names), led ^ set(names)
    targets = [e.get("Target") for e in ids.values() if e.get("TargetMode")]
    assert len(targets) == len(set(targets))
    d = parts["word/document.xml"]
    used = {v for e in d.iter() for k, v in e.attrib.items() if k.startswith(R)}
    assert used == {i for i in ids if re.match(r"rId\d+$", i) or i == "rIdFooter"}, used
    places = [e.get(W + "name") for e in d.iter(W + "bookmarkStart")]
    assert len(places) == len(set(places)) and all(re.match(r"[a-z][a-z0-9_]{0,39}$", p) for p in places), places
    starts, ends = ([e.get(W + "id") for e in d.iter(W + t)] for t in ("bookmarkStart", "bookmarkEnd"))
    assert starts == ends and len(set(starts)) == len(starts)
    assert {e.get(W + "anchor") for e in d.iter(W + "hyperlink")} - {None} <= set(places)
    styles = {s.get(W + "styleId") for s in parts["word/styles.xml"].iter(W + "style")}
    assert {e.get(W + "val") for p in parts.values() for e in p.iter() if e.tag in (W + "pStyle", W + "rStyle", W + "tblStyle", W + "basedOn", W + "next")} <= styles
    assert {e.get(W + "val") for e in d.iter(W + "numId")} == {e.get(W + "numId") for e in parts["word/numbering.xml"].iter(W + "num")}
    drawn = list(d.iter(WP + "docPr"))
    assert all(e.get("descr") for e in drawn) and len({e.get("id") for e in drawn}) == len(drawn)
    for n in names:
        if n.endswith(".png"): png(z.read(n))
    for t in d.iter(W + "tbl"):
        columns = len(t.find(W + "tblGrid"))
        assert t.find(f"{W}tblPr/{W}tblCaption").get(W + "val")
        assert all(len(r.findall(W + "tc")) == columns and all(c[-1].tag == W + "p" for c in r.findall(W + "tc")) for r in t.findall(W + "tr"))
        assert t.findall(W + "tr")
    fields = "".join(e.get(W + "fldCharType")[0] for e in d.iter(W + "fldChar"))
    assert fields == "bse" and [e.text.split()[0] for e in d.iter(W + "instrText")] == ["TOC"]
    contents = []
    for e in d.find(W + "body").iter():
        if e.tag == W + "sdtContent": contents += [(h.get(W + "anchor"), words(h)) for h in e.iter(W + "hyperlink")]
    headings = [(p.find(W + "bookmarkStart").get(W + "name"), words(p)) for p in d.iter(W + "p") if style(p) in ("Heading1", "Heading2")]
    assert contents == headings and len(headings) >= 4, (contents, headings)
    print(len(names), "parts,", len(targets), "links,", len(drawn), "pictures,", len(places), "places")

def blocks(path):
    """Paragraphs and rows in their order, with the place of the heading that they are under."""
    d = opened(path)[1]["word/document.xml"]
    where, cells = None, {c for t in d.iter(W + "tbl") for c in t.iter() if c.tag == W + "p"}
    for e in d.iter():
        if e.tag == W + "p" and e not in cells:
            b = e.find(W + "bookmarkStart")
            where = b.get(W + "name") if b is not None else where
            yield where, style(e), e, words(e)
        elif e.tag == W + "tr":
            yield where, "row", e, [words(c) for c in e.findall(W + "tc")]

def quotes(path, transcripts, none):
    said, calls, ids, of = {}, {}, {}, None
    for line in open(transcripts, encoding="utf-8"):
        r = json.loads(line)
        said[str(r["metaData"]["id"])] = [MARKS.sub("", " ".join(s["text"] for s in m["sentences"])) for m in r.get("transcript") or []]
    found = list(blocks(path))
    for where, kind, _, text in found:
        m = kind == "Fact" and re.search(r"Call id (\S+)", text)
        if m and where and where.startswith("call_"): ids[where] = m[1]
    n = 0
    for i, (where, kind, e, text) in enumerate(found):
        if kind != "Quote": continue
        if found[i + 1][1] != "Byline" or text[0] + text[-1] != "“”": sys.exit("a quote without its marks or its byline")
        anchors = [h.get(W + "anchor") for h in found[i + 1][2].iter(W + "hyperlink") if h.get(W + "anchor")]
        call = ids[where if where.startswith("call_") else anchors[-1]]
        quote = shown(text[1:-1])
        if not any(quote in m for m in said[call]): sys.exit(f"not in the transcript of {call}")
        n += 1
    if (n == 0) != none: sys.exit(f"{n} quotes")
    print(n, "quotes, all found")

def percent(part, of):
    p = (200 * part + of) // (2 * of)
    return "<1%" if part and not p else ">99%" if part < of and p == 100 else f"{p}%"

def share(part, of, low, high, enough):
    half = lambda x: math.floor(x * 100 + .5)
    if of < enough: return f"{part:,} of {of:,}, insufficient signal"
    return f"{part:,} of {of:,} ({percent(part, of)}, {half(low)}–{half(high)}%)"

def numbers(path, rollup):
    r, n = json.load(open(rollup, encoding="utf-8")), 0
    rows, lines, kind_of = {}, {}, {}
    for where, kind, e, text in blocks(path):
        (rows if kind == "row" else lines).setdefault(where, []).append(text)
    def expect(there, what):
        nonlocal n
        if there is not True: sys.exit(f"not in the report: {what}")
        n += 1
    tiles = next(t for t in rows["trust"])
    expect(tiles[1] == f"{r['calls']:,}Analysed", tiles)
    expect(tiles[4] == f"{r['evidence']['checked']:,}Quotes checked", tiles)
    for i, q in enumerate(r["questions"]):
        at, enough = f"q_{i + 1}", r["enough"]
        told = rows.get(at, [])
        line = next(t for t in lines[at] if t.startswith("Answered "))
        s = share(q["answered"], q["asked"], q["low"] or 0, q["high"] or 0, 0)
        expect(line.startswith(f"Answered {s}, unclear {q['unclear']:,}, not discussed {q['not_discussed']:,}"), (line, s))
        values = [v for v in q["values"]] if q["answered"] else []
        for v in values:
            s = share(v["calls"], v["of"], v["low"] or 0, v["high"] or 0, enough)
            expect(any(t[0] == v["label"] and t[2].startswith(s) for t in told if len(t) == 3), (q["question"], v["label"], s))
        labels = dict(zip(("stage", "owner", "company_size", "host", "outcome"), ("Deal stage", "Owner", "Company size", "Host", "Outcome")))
        for kind, groups in q["by"].items():
            if not q["answered"] or all(g["insufficient"] for g in groups): continue
            for g in groups[:8]:
                part = sum(v["calls"] for v in g["values"] if v["value"] == "true") if q["type"] == "bool" else g["answered"]
                row = [labels[kind], g["key"] or "not known"]
                expect(any(t[:2] == row and t[2].startswith(f"{part:,} of {g['asked']:,}") for t in told), (q["question"], row, part))
        absent = next(t for t in rows["absent"] if t[0].startswith(q["text"]))
        expect(absent[1].startswith(f"{q['not_discussed']:,} of {q['asked']:,}") and absent[2:] == [f"{x:,}" for x in (q["unclear"], q["unsupported"], q["refused"] + q["error"], q["not_asked"])], absent)
    for t in r["themes"]:
        expect(any(w[1] == share(t["calls"], t["of"], t["low"] or 0, t["high"] or 0, r["enough"]) and w[2] == f"{t['accounts']:,}" for w in rows["themes"] if len(w) == 4 and w[0].startswith(t["label"])), t)
    for m in r["metrics"].values():
        if m["calls"]: expect(any(w[2] == f"{m['calls']:,}" for w in rows["metrics"]), m)
    expect(len(rows["calls"]) == r["calls"] + 1, "a row for each call")
    for line in r["summary"]:
        expect(any(t.startswith(line["text"]) for t in lines["summary"]), line)
    print(n, "numbers, all the same")

def skeleton(*paths):
    """Without runs, which are cut where the script changes, and without what turns a paragraph round."""
    flat = {W + t for t in ("r", "rPr", "t", "rtl", "cs", "rFonts", "lang", "bidi", "rStyle")}
    both = []
    for path in paths:
        z, parts = opened(path)
        both.append([(n, e.tag) + tuple(sorted(e.attrib)) for n, p in sorted(parts.items()) for e in p.iter() if e.tag not in flat])
        both[-1] += [(e.get("Target"), e.get("TargetMode")) for e in parts["word/_rels/document.xml.rels"]]
    for i, (a, b) in enumerate(zip(*both)):
        if a != b: sys.exit(f"piece {i}: {a} became {b}")
    if len(both[0]) != len(both[1]): sys.exit(f"{len(both[0])} pieces became {len(both[1])}")
    print(len(both[0]), "pieces, the same")

what, path, *more = sys.argv[1:]
if what == "check": check(path)
elif what == "text": print("\n".join("\t".join(t) if isinstance(t, list) else t for *_, t in blocks(path)))
elif what == "quotes": quotes(path, more[0], "--none" in more)
elif what == "numbers": numbers(path, more[0])
elif what == "skeleton": skeleton(path, *more)
else: sys.exit(__doc__)
