#!/usr/bin/python3
"""leaks.py CALLS.ndjson BODIES: whether any request's body, a line each, has in it, as whole words, a name, an address, a
phone number or a company of the parties of the call that it asks about. A request is known by the times of its lines.
Prints how many requests, and how many spellings were sought in them."""

import json
import re
import sys

LABEL = re.compile(r"^\[S(\d+) (\S+) ", re.M)


def times(call):
    found, n = [], 0
    for monologue in call["transcript"]:
        for sentence in monologue["sentences"]:
            at = sentence["start"] // 1000
            found.append((str(n), f"{at // 60:02d}:{at % 60:02d}"))
            n += 1
    return tuple(found)


def secrets(call):
    """What may not leave, by its kind."""
    for party in call.get("parties") or []:
        name, mail, phone = (party.get(member) or "" for member in ("name", "emailAddress", "phoneNumber"))
        yield from [name, mail, phone, *[part for part in re.split(r"[\s]+", name) if len(part) > 2]]
        yield mail.partition("@")[2]
    for system in call.get("context") or []:
        for thing in system["objects"]:
            fields = {field["name"]: field.get("value") for field in thing.get("fields") or []}
            if thing["objectType"].lower() in ("account", "company"):
                yield fields.get("Name") or fields.get("name") or ""


def main():
    calls = {}
    for line in open(sys.argv[1], encoding="utf-8"):
        call = json.loads(line)
        sought = {word.casefold() for word in secrets(call) if word}
        pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(sought, key=len, reverse=True)))
        calls.setdefault(times(call), []).append((call["metaData"]["id"], pattern, len(sought)))
    requests = spellings = 0
    for line in open(sys.argv[2], encoding="utf-8"):
        body = json.loads(line)
        text = "\n".join(message["content"] for message in body["messages"])
        of = calls[tuple(LABEL.findall(text))]
        requests += 1
        # Where two calls have the same times, it is one of them.
        leaks = [(id, pattern.search(text.casefold())) for id, pattern, n in of]
        spellings += of[0][2]
        if all(found for _, found in leaks):
            sys.exit(f"call {leaks[0][0]}: {leaks[0][1][0]!r} is in a request")
    print(f"{requests} requests, {spellings} spellings")


if __name__ == "__main__":
    main()
