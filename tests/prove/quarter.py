#!/usr/bin/python3
"""quarter.py [DAYS [SEED]]: a quarter of a year, whose time is an argument. A schedule of every day, one of every week
and one that syncs fire at a Gong where calls and transcripts come late; the week is asked again when all of it is
there; the key is revoked and another connected; the quota runs out and more is granted; the plan changes twice; a bundle
is on hold; a schedule is paused; each night is pruned. What comes of it is compared, firing by firing and night by
night, with what almanac.py works out without callmine: runs, ledgers, quota, archive, and the audit log from its first
line to its last.

SEED is of the company that calls and of the seconds by which a firing is late. Needs a build. A line: ok or FAILED, and
its figures."""

import collections
import datetime
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import almanac
from almanac import DAY, UTC, run_id, stamp
from scene import BIN, audit_lines, run

BEGIN = datetime.datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
ZONE = "Europe/Berlin"
# On which day what happens, at noon.
PLANS = [(62, "Free"), (76, "Growth")]
OUTAGE, PAUSE, HOLD = (19, 22), (47, 50), (10, 70)
GRANTED, UNLIMITED = 41, 43
LIMIT, GRANT, ANCHOR = 100, 40, 15
NAMED = {"run-started", "run-skipped", "report-exported", "hold", "release", "schedule-created", "schedule-activated",
         "schedule-paused", "schedule-resumed"}
# What a whole quarter has to have met, or it shows nothing of it.
MET = ("completed", "no match", "out of quota", "skipped", "without a connection", "synced", "late", "empty transcripts",
       "pruned")
KEY = b"sim-key\nsim-secret\n"


class Schedule:
    def __init__(self, name, weekday, hour, minute, last, kept, settings):
        self.name, self.weekday, self.hour, self.minute, self.last, self.kept = name, weekday, hour, minute, last, kept
        self.settings = settings

    def cadence(self):
        days = "daily" if self.weekday is None else f"weekly {'Mon Tue Wed Thu Fri Sat Sun'.split()[self.weekday]}"
        return f"{days} {self.hour:02}:{self.minute:02}"


DAILY = Schedule("daily", None, 2, 30, "1d", "plan", {"window": "1d", "questions": "pricing", "formats": "html csv"})
WEEKLY = Schedule("weekly", 0, 7, 0, "last-week", "1y",
                  {"window": "last-week", "questions": "pricing", "formats": "html", "class": "1y", "against": "last-run"})
SYNC = Schedule("bring", 6, 5, 0, None, None, {"kind": "sync", "window": "7d", "types": "calls transcripts users"})


BY_HAND = Schedule("analyze", None, 0, 0, None, "1y", {})


class Expected:
    """What a run is to be."""

    def __init__(self, name, schedule, slot):
        self.id, self.schedule, self.slot, self.state, self.status = name, schedule, slot, None, None
        self.window, self.shown, self.private, self.told, self.empty = None, set(), set(), set(), set()


class Wrong(Exception):
    pass


def must(holds, words):
    if not holds:
        raise Wrong(words)


class Quarter:
    def __init__(self, home, days, seed):
        self.home, self.days, self.end, self.company = home, days, BEGIN + days * DAY, almanac.company(seed)
        self.truth, self.shelf = almanac.Truth(self.company), almanac.Shelf()
        self.quota = almanac.Quota(ZONE, ANCHOR, LIMIT)
        self.plan, self.connected, self.noticed, self.paused = "Starter", True, False, False
        self.audit, self.counts = collections.Counter(), collections.Counter()
        self.open, self.answered, self.sim = [], {}, None

    # ---- doing ----

    def up(self):
        port = self.home / "port"
        self.sim = subprocess.Popen(
            [BIN / "gong-sim", "--port", "0", "--port-file", port, "--clock", "fixed", "--no-limit", "--now", stamp(BEGIN),
             *self.company], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (port.exists() and port.read_text()):
            must(self.sim.poll() is None, "gong-sim did not start")
            time.sleep(0.02)
        self.base = "http://127.0.0.1:" + port.read_text().strip()

    def down(self):
        if self.sim:
            self.sim.kill()
            self.sim.wait()

    def steer(self, what):
        subprocess.run(["curl", "-sSf", "-X", "POST", f"{self.base}/sim/{what}"], check=True, stdout=subprocess.DEVNULL)

    def do(self, now, *words, ends=(0,), stdin=b""):
        ran = run(self.home, [*words, "--now", stamp(now)], stdin=stdin)
        must(ran.status in ends, f"{stamp(now)} {' '.join(words)}: ended with {ran.status}: {ran.err}")
        return ran

    def told(self, what, *detail):
        """What the audit log must have."""
        self.audit[what, *detail] += 1

    def connect(self, now):
        self.do(now, "gong-auth", "connect", "--key", "--key-from", "-", "--base-url", self.base, "--any-host", stdin=KEY)
        self.told("connect")

    def scheduled(self, now, verb, s, *settings):
        self.do(now, "cm-schedule", verb, s.name, *settings, "--units", "units")

    def create(self, now, s):
        settings = {"cadence": s.cadence(), "zone": ZONE, **s.settings}
        if s is SYNC:
            settings["out"] = self.home / "dataset"
        self.scheduled(now, "create", s, *(f"{k}={v}" for k, v in settings.items()))
        self.scheduled(now, "activate", s, "--yes")
        self.told("schedule-created", s.name)
        self.told("schedule-activated", s.name)

    def begin(self):
        self.up()
        self.connect(BEGIN)
        self.do(BEGIN, "cm-quota", "set", "--plan", self.plan, "--calls", str(LIMIT), "--anchor", str(ANCHOR), "--zone", ZONE)
        self.told("plan-changed")
        self.told("quota-changed")
        for s in (DAILY, WEEKLY, SYNC):
            self.create(BEGIN, s)

    # ---- what happens once ----

    def revoke(self, now):
        self.steer("revoke")
        self.connected = False

    def reconnect(self, now):
        self.steer("restore")
        self.do(now, "gong-auth", "disconnect", "--yes")
        self.told("disconnect")
        self.connect(now)
        self.connected, self.noticed = True, False

    def pause(self, now):
        self.scheduled(now, "pause", DAILY)
        self.told("schedule-paused", DAILY.name)
        self.paused = True

    def resume(self, now):
        self.scheduled(now, "resume", DAILY, "--yes")
        self.told("schedule-resumed", DAILY.name)
        self.paused = False

    def grant(self, now):
        self.do(now, "cm-quota", "grant", str(GRANT))
        self.told("quota-changed")
        self.quota.turn(now)
        self.quota.addon += GRANT

    def more(self, now):
        self.do(now, "cm-quota", "set", "--calls", "unlimited")
        self.told("quota-changed")
        self.quota.turn(now)
        self.quota.limit = 10 ** 9

    def change_plan(self, plan):
        def change(now):
            self.do(now, "cm-quota", "set", "--plan", plan)
            self.told("plan-changed")
            self.plan = plan
        return change

    def hold(self, now):
        held = min(b for b in self.shelf.bundles if b.startswith("daily"))
        self.do(now, "cm-retain", "hold", held, "--why", "case 7")
        self.told("hold", held)
        self.shelf.held.add(held)

    def release(self, now):
        held = self.shelf.held.pop()
        self.do(now, "cm-retain", "release", held)
        self.told("release", held)

    def prune(self, now):
        self.do(now, "cm-retain", "prune")
        gone, held = self.shelf.prune(self.plan, now)
        self.counts["pruned"] += len(gone)
        there = {json.loads(line)["id"] for line in run(self.home, ["cm-retain", "list", "--json"]).out.splitlines()}
        must(there == set(self.shelf.bundles), f"{stamp(now)}: the archive has {sorted(there ^ set(self.shelf.bundles))} "
             "too many or too few")
        self.told("retention-run", len(gone), len(held))

    # ---- a firing ----

    def fire(self, s, slot):
        """As the units do it, some seconds late, each after the one before if that ended well."""
        if s is DAILY and self.paused:
            return
        now = slot + datetime.timedelta(seconds=random.randint(1, 59))
        self.steer(f"clock?now={stamp(now)}")
        expected = self.expect(s, slot, now)
        for phase in ("sync",) if s is SYNC else ("fetch", "analyze", "report"):
            ran = self.do(now, "cm-run", phase, s.name, "--clock", "simulated", ends=(0, 75, 77))
            if ran.status:
                break
        for one in expected:
            self.compare(one)

    def expect(self, s, slot, now):
        """What becomes of the runs of the schedule that are open, and of this one."""
        one = Expected(run_id(s.name, slot), s, slot)
        again, self.open = [was for was in self.open if was.schedule is s], [
            was for was in self.open if was.schedule is not s]
        if s is not SYNC and self.quota.left(now) == 0:
            one.state, one.status = "cancelled", None
            self.told("run-skipped", one.id)
            self.counts["skipped"] += 1
        elif not self.connected:
            self.told("run-started", one.id)
            one.state, one.status = "failed", 77
            self.told("run-ended", one.id, "failed")
            self.counts["without a connection"] += 1
            if not self.noticed:
                self.told("needs-reconnect")
            self.noticed = True
        else:
            self.told("run-started", one.id)
            if s is SYNC:
                one.state, one.status = "completed", 0
                self.told("run-ended", one.id, "completed")
                self.counts["synced"] += 1
            else:
                one.window = almanac.window(s.last, ZONE, slot)
                one.shown, one.private, one.told, one.empty = self.truth.at(*one.window, now)
                again.append(one)
        for was in again:
            self.analysed(was, now)
        return [*again, *([] if one in again else [one])]

    def analysed(self, one, now):
        """What the quota lets a run have."""
        if not one.shown:
            one.state, one.status = "no_match", 0
            self.counts["no match"] += 1
        elif self.quota.take(one.told, now):
            one.state, one.status = "completed", 0
            self.told("report-exported", one.id)
            self.shelf.add(one.id, one.schedule.kept, one.slot)
            self.counts["completed"] += 1
        else:
            one.state, one.status = "failed", 75
            self.counts["out of quota"] += 1
            self.open.append(one)
        self.told("run-ended", one.id, one.state)

    # ---- what came of it ----

    def compare(self, one):
        record = json.loads((self.home / f"state/callmine/runs/{one.id}.json").read_text())
        must((record["state"], record["status"]) == (one.state, one.status),
             f"{one.id} is {record['state']} ({record['status']}), and not {one.state} ({one.status})")
        must(record["history"][-1]["state"] == one.state and record["slot"] == stamp(one.slot), f"{one.id}: its history")
        if one.schedule is SYNC or one.state in ("cancelled", "failed"):
            return
        listed = len(one.shown) + len(one.private)
        must(record["counts"]["listed"] in (listed, None if one.state == "no_match" else listed),
             f"{one.id}: {record['counts']['listed']} calls were listed of {listed}")
        if one.state == "completed":
            self.counts["answers"] += len(self.recount(one))

    def member(self, bundle, *names):
        ran = run(self.home, ["cm-retain", "cat", bundle, *names])
        must(ran.status == 0, f"{bundle}: {ran.err}")
        return ran.out

    def recount(self, one):
        """The ledger closes, call by call; the answers are of the calls whose transcript there was. Their ids."""
        lines = [json.loads(line) for stage in ("list", "extensive", "filter", "analyze")
                 for line in self.member(one.id, f"ledger/{stage}.ndjson").splitlines()]
        listed = sum(line["listed"] for line in lines if line.get("stage") == "gong-list-calls" and "listed" in line)
        left = collections.defaultdict(set)
        for line in lines:
            if "reason" in line:
                left[line["reason"]].add(line["id"])
        packed = self.member(one.id, "answers.ndjson.zst")
        answers = subprocess.run(["zstd", "-dc"], input=packed, capture_output=True, check=True).stdout.splitlines()
        answered = [json.loads(line)["metaData"]["id"] for line in answers]
        about = json.loads(self.member(one.id, "about.json"))["window"]
        must((about["from"], about["to"]) == tuple(map(stamp, one.window)), f"{one.id}: its window is {about}")
        must(len(answered) == len(set(answered)), f"{one.id}: a call is answered twice")
        must(listed == len(answered) + sum(map(len, left.values())), f"{one.id}: its ledger does not close")
        must(set(answered) == one.told, f"{one.id}: {len(answered)} calls are answered, {len(one.told)} could be")
        must(left == {k: v for k, v in (("private", one.private), ("empty_transcript", one.empty),
                                        ("no_transcript_yet", one.shown - one.told - one.empty)) if v},
             f"{one.id}: calls left for {sorted(left)}")
        self.counts["empty transcripts"] += len(one.empty)
        self.answered[one.id] = set(answered)
        return answered

    # ---- the week, asked again ----

    def amend(self, slot):
        """When all of it is there: a run by hand, which says what came late."""
        def again(now):
            week = run_id("weekly", slot)
            if week not in self.answered:
                return
            self.steer(f"clock?now={stamp(now)}")
            (self.home / "was.ndjson.zst").write_bytes(self.member(week, "answers.ndjson.zst"))
            window = almanac.window("last-week", ZONE, slot)
            one = Expected(run_id("analyze", now), BY_HAND, now)
            one.window = window
            one.shown, one.private, one.told, one.empty = self.truth.at(*window, now)
            must(one.shown == one.told | one.empty, f"{one.id}: a transcript is not there yet")
            refused = self.quota.left(now) == 0
            if not refused:
                self.told("run-started", one.id)
                self.analysed(one, now)
            self.do(now, "cm-run", "start", "--clock", "simulated", f"WINDOW=--from {stamp(window[0])} --to {stamp(window[1])}",
                    "QUESTIONS=pricing", "FORMATS=html", "CLASS=1y", "AMENDS=was.ndjson.zst",
                    ends=(75 if refused else one.status,))
            if refused:
                must(not (self.home / f"state/callmine/runs/{one.id}.json").exists(), f"{one.id}: there is a run without quota")
                self.counts["refused by hand"] += 1
                return
            self.compare(one)
            if one.state != "completed":
                return
            late = one.told - self.answered[week]
            self.counts["late"] += len(late)
            said = json.loads(self.member(one.id, "rollup.json"))["amends"]
            must(set(said["added_calls"]) == late and (said["calls"], said["gone"]) == (len(self.answered[week]), 0),
                 f"{one.id}: it amends {said['calls']} calls by {said['added']}, and {len(late)} are late")
        return again

    # ---- from day to day ----

    def events(self):
        yield from ((slot, lambda _, s=s, slot=slot: self.fire(s, slot)) for s in (DAILY, WEEKLY, SYNC)
                    for slot in almanac.slots(ZONE, s.weekday, s.hour, s.minute, BEGIN, self.end))
        yield from ((slot + 10 * DAY, self.amend(slot)) for slot in almanac.slots(ZONE, 0, 7, 0, BEGIN, self.end - 10 * DAY))
        for day in range(self.days):
            yield BEGIN + day * DAY + datetime.timedelta(hours=22, minutes=30), self.prune
        once = [(OUTAGE[0], self.revoke), (OUTAGE[1], self.reconnect), (HOLD[0], self.hold), (HOLD[1], self.release),
                (PAUSE[0], self.pause), (PAUSE[1], self.resume), (GRANTED, self.grant), (UNLIMITED, self.more),
                *((day, self.change_plan(plan)) for day, plan in PLANS)]
        yield from ((BEGIN + day * DAY + datetime.timedelta(hours=12), what) for day, what in once if day < self.days)

    def whole(self):
        self.begin()
        for at, what in sorted(self.events(), key=lambda event: event[0]):
            what(at)
        lines = audit_lines(self.home)
        found = collections.Counter((one["what"], *self.key(one)) for one in lines)
        must(found == self.audit, f"the audit log has {sorted((found - self.audit).items())[:3]} too many and "
             f"{sorted((self.audit - found).items())[:3]} too few")
        must(run(self.home, ["cm-audit", "verify"]).status == 0, "cm-audit verify finds something")
        shown = json.loads(run(self.home, ["cm-quota", "show", "--json", "--now", stamp(self.end)]).out)
        counts = [past["used"] for past in shown["past"]] + [shown["used"]]
        must(counts == self.quota.counts(self.end), f"the quota's months are {counts}, and not {self.quota.counts(self.end)}")
        must(run(self.home, ["cm-retain", "verify"]).status == 0, "cm-retain verify finds something")
        left = [p.name for p in self.home.rglob("*") if ".tmp." in p.name]
        must(not left, f"left behind: {left[:1]}")
        unmet = [what for what in MET if not self.counts[what]]
        must(self.days < 92 or not unmet, f"nothing in this quarter is {unmet}")
        self.counts["lines in the audit log"] = len(lines)
        self.counts["bundles left"] = len(self.shelf.bundles)

    @staticmethod
    def key(one):
        detail, what = one["detail"], one["what"]
        if what == "retention-run":
            return detail["bundles"], detail["held"]
        named = next((detail[name] for name in ("id", "schedule", "bundle") if name in detail), None)
        return (named, detail["state"]) if what == "run-ended" else (named,) if what in NAMED else ()


def main():
    days, seed = (*map(int, sys.argv[1:]), *(92, 3)[len(sys.argv) - 1:])
    random.seed(seed)
    home, began = pathlib.Path(tempfile.mkdtemp(prefix="quarter-", dir="/tmp")), time.monotonic()
    quarter, wrong = Quarter(home, days, seed), None
    try:
        quarter.whole()
    except Wrong as problem:
        wrong = str(problem).replace("\n", " ")
    finally:
        quarter.down()
        if not wrong:
            shutil.rmtree(home)
    figures = ", ".join(f"{n} {what}" for what, n in sorted(quarter.counts.items()))
    took = time.monotonic() - began
    print(f"FAILED quarter: {wrong}; {home} is left to look at" if wrong else f"ok quarter: {days} days, seed {seed}: {figures} ({took:.0f} s)")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
