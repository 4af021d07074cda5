#!/usr/bin/python3
"""proved.py ANALYZED.ndjson: an independent check of every quote that cm-analyze wrote, with nothing of callmine's own: it
is byte for byte a part of the cited sentences of one monologue, of the side that was asked, with its speaker, time and a
link built on the call's own url. Prints how many there are.
proved.py --summary ANALYZED.ndjson...: the same, and instead a line for each file: its name, and how many answers of
each status, tiers of quotes and reason it has."""

import collections
import json
import os
import sys
import urllib.parse

SIDES = {"Internal": "rep", "External": "customer"}


def sentences(call):
    return [(m, s) for m, said in enumerate(call["transcript"])
            for s in ((said.get("sentences") if isinstance(said, dict) else None) or [])]


def plain(text):
    """A lone surrogate is no character: what is written has U+FFFD for it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def check(call, answer, one, flat, sides):
    first, last = one["sentences"]
    assert first <= last and len({flat[i][0] for i in range(first, last + 1)}) == 1, "a quote over two monologues"
    run = " ".join(flat[i][1]["text"] for i in range(first, last + 1))
    assert one["quote"] and plain(one["quote"]) in plain(run), "a quote that is not there"
    assert one["quote"] in run or plain(run) != run, "a quote that is not there byte for byte"
    monologue = call["transcript"][flat[first][0]]
    assert one["speaker_id"] == monologue.get("speakerId"), "another speaker"
    assert one["side"] == sides.get(one["speaker_id"], "unknown"), "the speaker's side is another"
    assert answer["side"] in ("any", one["side"]), "the side that was not asked"
    assert (one["start_ms"], one["end_ms"]) == (flat[first][1].get("start"), flat[last][1].get("end")), "another time"
    if not one["link"]:
        return
    base, _, query = one["link"].partition("&highlights=")
    [share] = json.loads(urllib.parse.unquote(query))
    assert base == call["metaData"]["url"] and share["type"] == "SHARE", "a link elsewhere"
    assert share["from"] * 1000 <= one["start_ms"] and share["to"] * 1000 >= one["end_ms"], "a link to another time"


def read(path):
    """How many quotes, and how many answers of each kind."""
    count, kinds = 0, collections.Counter()
    for line in open(path, encoding="utf-8"):
        call = json.loads(line)
        flat = sentences(call)
        sides = {p.get("speakerId"): SIDES.get(p.get("affiliation"), "unknown") for p in call.get("parties") or []}
        for answer in call["callmine"]["analysis"]["answers"]:
            assert (answer["status"] == "answered") == (answer["value"] is not None), "a value that is no answer"
            for one in answer["evidence"]:
                check(call, answer, one, flat, sides)
                count += 1
            tiers = sorted({one["match"] for one in answer["evidence"]})
            kinds[" ".join([answer["status"], *tiers, *filter(None, [answer.get("reason")])])] += 1
    return count, kinds


def main():
    if sys.argv[1] != "--summary":
        print(read(sys.argv[1])[0])
        return
    for path in sys.argv[2:]:
        said = ", ".join(f"{n} {kind}" for kind, n in sorted(read(path)[1].items()))
        print(f"{os.path.basename(path)}: {said or 'nothing'}")


if __name__ == "__main__":
    main()
