#!/usr/bin/python3
"""canary: a run's fetched records with people in them who can be told from everybody else.

canary.py RUN puts them there, and prints what is to be known of them as JSON:
  customer  somebody outside, with quotes of theirs; on some calls
  rep       a user, the host of many calls
  namesake  somebody else with the customer's given name, on other calls
The customer and the namesake say that it is too expensive. Each ends every sentence with a word that nobody else says.
canary.py --hits PLACE... -- WORD... looks for words (else lines of stdin) in everything that can be read there: files,
bundles, packed records, documents, sheets, and the text of pages. A line each.
canary.py --marks BEFORE AFTER: one file is the other but for what marks stand for, in each of which at most 900 bytes
were. How text is broken into lines does not count, and a title goes with the name before it."""

import collections
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile

FILES = ["calls.ndjson.zst", "extensive.ndjson.zst", "filtered.ndjson.zst", "transcripts.ndjson.zst", "users.ndjson"]


def unpack(data):
    return subprocess.run(["zstd", "-dcq"], input=data, capture_output=True, check=True).stdout


def read(path):
    data = path.read_bytes()
    return (unpack(data) if path.suffix == ".zst" else data).decode()


def write(path, text):
    st = path.stat()
    data = text.encode()
    if path.suffix == ".zst":
        data = subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout
    path.write_bytes(data)
    os.utime(path, ns=(st.st_atime_ns, st.st_mtime_ns))  # what is made from it is newer


def party(call, mail):
    return next((p for p in call.get("parties") or [] if p.get("emailAddress") == mail), None)


def pick(calls, side):
    """The one of that side who says most."""
    said = collections.Counter()
    for call in calls:
        voices = {p.get("speakerId"): p for p in call["parties"]}
        for m in call.get("transcript") or []:
            p = voices.get(m["speakerId"])
            if p and p.get("affiliation") == side and p.get("emailAddress") and " " in (p.get("name") or ""):
                said[p["emailAddress"], p["name"]] += len(m["sentences"])
    return [who for who, n in said.most_common()]


def rename(text, mail, name, new_mail, new_name):
    """One call's line, or a user's: they are called otherwise."""
    (first, last), (new_first, new_last) = name.rsplit(" ", 1), new_name.split(" ")
    text = text.replace(mail, new_mail).replace(name, new_name)
    text = text.replace(f'"firstName":"{first}"', f'"firstName":"{new_first}"')
    text = text.replace(f'"lastName":"{last}"', f'"lastName":"{new_last}"')
    for word, new in ((first, new_first), (last, new_last)):
        text = re.sub(rf"(?<![\w.@-]){re.escape(word)}(?![\w.@-])", new, text)
    return text


def put(run):
    calls = [json.loads(line) for line in read(run / "transcripts.ndjson.zst").splitlines()]
    customers, reps = pick(calls, "External"), pick(calls, "Internal")
    (mail, name), (rep_mail, rep_name) = customers[0], reps[0]
    theirs = {c["metaData"]["id"] for c in calls if party(c, mail)}
    other_mail, other_name = next(w for w in customers[1:] if not any(
        party(c, w[0]) for c in calls if c["metaData"]["id"] in theirs))
    others = {c["metaData"]["id"] for c in calls if party(c, other_mail)}
    reps_calls = {c["metaData"]["id"] for c in calls if party(c, rep_mail)}
    elsewhere = next(c["metaData"]["id"] for c in calls if c["metaData"]["id"] not in theirs | others | reps_calls)
    new = {
        "customer": {"name": "Zephyrine Quillfeather", "mail": "zephyrine.quillfeather@canary.example",
                     "word": "xylomarimba"},
        "rep": {"name": "Théodulf Brambleshaw", "mail": "theodulf.brambleshaw@larkfield.example",
                "word": "brontofluke"},
        "namesake": {"name": "Zephyrine Umberly", "mail": "z.umberly@elsewhere.example", "word": "quinquireme"},
    }
    for file in FILES:
        lines = []
        for line in read(run / file).splitlines():
            record = json.loads(line)
            id = record.get("metaData", {}).get("id")
            if id in theirs:
                line = rename(line, mail, name, new["customer"]["mail"], new["customer"]["name"])
            if id in others:
                line = rename(line, other_mail, other_name, new["namesake"]["mail"], new["namesake"]["name"])
            if id in reps_calls or record.get("emailAddress") == rep_mail:
                line = rename(line, rep_mail, rep_name, new["rep"]["mail"], new["rep"]["name"])
            record = json.loads(line)
            for who in new.values() if record.get("transcript") else ():
                p = party(record, who["mail"])
                for m in record["transcript"] if p else ():
                    for i, s in enumerate(m["sentences"] if m["speakerId"] == p["speakerId"] else ()):
                        if i == 0 and p["affiliation"] == "External":
                            s["text"] = "Honestly, it is too expensive for our budget this year."
                        s["text"] = f"{s['text'][:-1]}, {who['word']}{s['text'][-1:]}"
                if p:
                    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            if record.get("transcript") and id in theirs:
                # somebody else names them, in several ways
                p = party(record, new["customer"]["mail"])
                p["phoneNumber"] = "+1 (555) 010-4477"
                m = next(m for m in record["transcript"] if m["speakerId"] != p["speakerId"])
                m["sentences"][0]["text"] += " Thanks, zephyrine. Was it QUILLFEATHER, at 555 010 4477?"
                record["metaData"]["title"] = "Zephyrine / " + record["metaData"]["title"]
                line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            if record.get("transcript") and id == elsewhere:
                record["transcript"][0]["sentences"][0]["text"] += " Zéphyrine Quillfeather told me, and Zephyrine too."
                line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            lines.append(line + "\n")
        write(run / file, "".join(lines))
    for who in new:
        new[who]["ids"], new[who]["calls"] = [], []
        for line in read(run / "transcripts.ndjson.zst").splitlines():
            call = json.loads(line)
            p = party(call, new[who]["mail"])
            if p:
                new[who]["calls"].append(call["metaData"]["id"])
                new[who]["ids"] += [p["userId"]] if p.get("userId") and p["userId"] not in new[who]["ids"] else []
    new["elsewhere"] = elsewhere
    print(json.dumps(new, ensure_ascii=False))


# ---- looking for them ----

def texts(name, data):
    """Everything that is in it, as text."""
    if name.endswith(".tar.zst"):
        with tarfile.open(fileobj=io.BytesIO(unpack(data))) as tar:
            for m in tar:
                yield from texts(f"{name}:{m.name}", tar.extractfile(m).read())
        yield name, data.decode("latin-1")  # its list of contents, too
    elif name.endswith(".zst"):
        yield name, unpack(data).decode(errors="replace")
    elif name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for m in z.namelist():
                yield f"{name}:{m}", re.sub(r"<[^>]*>", "", z.read(m).decode(errors="replace"))
    elif name.endswith(".pdf"):
        out = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout
        yield name, out.decode(errors="replace")
        yield name, data.decode("latin-1")
    else:
        yield name, data.decode(errors="replace")


def plain(text):
    """As a reader reads it: without escapes, and however it is broken into lines."""
    for old, new in (("&#39;", "'"), ("&#x27;", "'"), ("&quot;", '"'), ("&amp;", "&"), ('\\"', '"'), ('""', '"'), ("\\", "")):
        text = text.replace(old, new)
    return " ".join(text.split()).casefold()


def hits(places, words):
    words = [plain(w) for w in words]
    for place in map(pathlib.Path, places):
        for path in sorted(p for p in (place.rglob("*") if place.is_dir() else [place]) if p.is_file()):
            for name, text in texts(str(path), path.read_bytes()):
                text = plain(text)
                for word in words:
                    if word in text:
                        print(f"{name}: {word[:60]}")


def only_marks(before, after):
    # a line below a title is as long as it
    before, after = (re.sub("={3,}", "===", " ".join(pathlib.Path(p).read_text().split())) for p in (before, after))
    pieces = re.split(r'\\?\[erased[^\]\\]*\\?\](?:","title":null)?', after)
    if len(pieces) == 1:
        return "nothing was erased"
    at = 0
    for i, piece in enumerate(pieces):
        found = before.find(piece, at) if i + 1 < len(pieces) else len(before) - len(piece)
        if not at <= found <= at + (900 if i else 0) or not before.startswith(piece, found):
            return f"after {after.count('[erased')} marks: byte {at} is not what stands there now: {piece[:80]!r}"
        at = found + len(piece)
    return None


if __name__ == "__main__":
    if sys.argv[1] == "--marks":
        sys.exit(only_marks(*sys.argv[2:]))
    elif sys.argv[1] == "--hits":
        at = sys.argv.index("--", 2)
        words = sys.argv[at + 1:] or [line.rstrip("\n") for line in sys.stdin]
        hits(sys.argv[2:at], words)
    else:
        put(pathlib.Path(sys.argv[1]))
