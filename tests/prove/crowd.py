#!/usr/bin/python3
"""crowd.py [SECONDS [PROCESSES]]: so many processes at once take of the quota, add to the audit log and to the archive,
and every few milliseconds one of them is killed and another comes in its place. At the end each thing that was
acknowledged is there once, nothing is there that nobody tried, the quota's counts are exact, the chain is whole, and
every bundle is sound.

Needs a build and build/prove/state."""

import hashlib
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from scene import NOW, PROVE, audit_lines, environment, run
from writers import run_folder

EVERY = 0.03  # seconds between two kills
PLAN, ADDON = 90, 40  # calls; more are wanted


class Crowd:
    def __init__(self, home, size):
        self.home, self.size, self.begun, self.kills = home, size, 0, 0
        self.said = home / "said"
        self.said.mkdir()
        self.going = [self.another() for _ in range(size)]

    def another(self):
        self.begun += 1
        name = f"p{self.begun}"
        with open(self.said / name, "wb") as said:
            return subprocess.Popen([PROVE / "state", "crowd", name, "archive", "run", NOW], cwd=self.home,
                                    env=environment(self.home), stdout=said, stderr=subprocess.PIPE)

    def end_of(self, at):
        """Kill one; what it says for itself, if it had ended by itself."""
        process = self.going[at]
        if process.stderr.closed:
            return None
        ended = process.poll()
        process.kill()
        why = process.stderr.read().decode()
        process.stderr.close()
        process.wait()
        self.kills += ended is None
        return None if ended is None else f"one of them ended with {ended}: {why}"

    def work(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(EVERY)
            at = random.randrange(self.size)
            wrong = self.end_of(at)
            if wrong:
                return wrong
            self.going[at] = self.another()
        return None

    def stop(self):
        wrong = [self.end_of(at) for at in range(self.size)]
        return next(filter(None, wrong), None)

    def told(self, verb, what):
        """The ids of what they said they try, or did."""
        lines = [line.split() for path in self.said.iterdir() for line in path.read_text().splitlines()]
        return {words[2] for words in lines if words[:2] == [verb, what]}


def compare(what, found, crowd):
    tried, did = crowd.told("try", what), crowd.told("did", what)
    if len(found) != len(set(found)):
        return f"{what}: something is there twice"
    if did - set(found):
        return f"{what}: {len(did - set(found))} of {len(did)} that were acknowledged are not there"
    if set(found) - tried:
        return f"{what}: {len(set(found) - tried)} are there that nobody tried"
    return None


def wrong_quota(home, crowd):
    """Counted anew from the lines, whose keys are the hashes of the calls, against what cm-quota says."""
    lines = [json.loads(line) for path in (home / "state/callmine/quota").glob("*.ndjson") for line in path.read_text().splitlines()]
    keys = {hashlib.sha256(i.encode()).hexdigest(): i for i in crowd.told("try", "quota")}
    strange = [line for line in lines if line["key"] not in keys]
    if strange:
        return f"quota: {len(strange)} units are of calls that nobody tried"
    shown = json.loads(run(home, ["cm-quota", "show", "--json", "--now", NOW]).out)
    of_addon = sum(line["of"] == "addon" for line in lines)
    counts = (shown["used"], shown["used_addon"], shown["addon"])
    if counts != (len(lines), of_addon, ADDON - of_addon):
        return f"quota: {counts} are told, {len(lines)} units are there"
    refused = crowd.told("out", "quota")
    if refused and (len(lines), of_addon) != (PLAN + ADDON, ADDON):
        return f"quota: {len(refused)} were refused, and {len(lines)} of {PLAN + ADDON} taken"
    return compare("quota", [keys[line["key"]] for line in lines], crowd)


def wrong_at_end(home, crowd):
    # The next change puts right what the killed ones left.
    for command in ([PROVE / "state", "audit", "the-end"], ["cm-retain", "add", "--archive", "archive", "--id", "the-end", "run"]):
        ran = run(home, command)
        if ran.status:
            return f"the next run ended with {ran.status}: {ran.err}"
    lines = [one for one in audit_lines(home) if one["what"] == "run-started"]
    listed = [json.loads(line)["id"] for line in run(home, ["cm-retain", "list", "--json", "--archive", "archive"]).out.splitlines()]
    there = sorted(p.name[:-8] for p in (home / "archive").glob("*.tar.zst"))
    if sorted(listed) != there:
        return f"the index names {len(listed)} bundles, and {len(there)} are there"
    sound = run(home, ["cm-retain", "verify", "--archive", "archive"])
    if sound.status:
        return sound.out.decode()[-300:] + sound.err
    left = [p.name for p in home.rglob("*") if ".tmp." in p.name]
    if left:
        return f"left behind: {left[0]}"
    return wrong_quota(home, crowd) or compare("audit", [one["detail"]["id"] for one in lines], crowd) or compare(
        "archive", [i for i in listed if i != "the-end"], crowd)


def main():
    seconds, size = float(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 16
    home = pathlib.Path(tempfile.mkdtemp(prefix="crowd-", dir="/tmp"))
    try:
        run_folder(home / "run", "run", NOW)
        (home / "run/manifest.json").unlink()
        for words in (["set", "--plan", "Growth", "--calls", PLAN], ["grant", ADDON]):
            ran = run(home, ["cm-quota", *words, "--now", NOW])
            assert ran.status == 0, ran.err
        crowd = Crowd(home, size)
        wrong = crowd.work(seconds)
        wrong = crowd.stop() or wrong or wrong_at_end(home, crowd)
        figures = ", ".join(f"{len(crowd.told('did', what))} {what}" for what in ("audit", "quota", "archive"))
        print(f"{'FAILED' if wrong else 'ok'} crowd: {size} processes for {seconds:g} s, {crowd.kills} killed: {figures}"
              + (f"; {wrong}".replace("\n", " ") if wrong else ""))
        return bool(wrong)
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    sys.exit(main())
