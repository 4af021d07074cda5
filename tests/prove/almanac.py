"""What must come of a quarter, worked out anew: when schedules fire, which calls Gong shows by then, what the quota has
left, which bundles are kept. Nothing here asks callmine; Gong's truth is asked of gong-sim."""

import datetime
import json
import subprocess
import zoneinfo

from scene import BIN

UTC, DAY = datetime.timezone.utc, datetime.timedelta(days=1)
CLASSES = {"Trial": "30d", "Free": "30d", "Starter": "90d", "Growth": "1y", "Scale": "unlimited"}


def company(seed):
    return ["--seed", str(seed), "--calls-per-year", "1500", "--late-calls", "8", "--late-transcripts", "8"]


def stamp(t):
    return t.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def run_id(name, slot):
    return f"{name}-{slot.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def civil(zone, *fields):
    """The first instant at which the clocks there show that time or, where they pass it over, a later one."""
    zone, shown = zoneinfo.ZoneInfo(zone), datetime.datetime(*fields)
    for _ in range(24 * 60):
        t = shown.replace(tzinfo=zone).astimezone(UTC)
        if t.astimezone(zone).replace(tzinfo=None) == shown:
            return t
        shown += datetime.timedelta(minutes=1)
    raise ValueError(fields)


def slots(zone, weekday, hour, minute, since, until):
    """The slots after since and up to until; weekday None: every day, else 0 is Monday."""
    day = since.astimezone(zoneinfo.ZoneInfo(zone)).date()
    while day <= until.astimezone(zoneinfo.ZoneInfo(zone)).date():
        if weekday in (None, day.weekday()):
            slot = civil(zone, day.year, day.month, day.day, hour, minute)
            if since < slot <= until:
                yield slot
        day += DAY


def window(last, zone, slot):
    """Of an analysis at that slot: from a day before, by the clocks there, or the week before this one. Where a gap ends
    with the slot, it begins with the earliest time that was passed over."""
    day = slot.astimezone(zoneinfo.ZoneInfo(zone))
    if last == "1d":
        just = (slot - datetime.timedelta(seconds=1)).astimezone(day.tzinfo)
        before = day.replace(tzinfo=None) - max(day.utcoffset() - just.utcoffset(), datetime.timedelta(0)) - DAY
        return civil(zone, *before.timetuple()[:6]), slot
    monday = day.date() - datetime.timedelta(days=day.weekday())
    before = monday - 7 * DAY
    return civil(zone, before.year, before.month, before.day), civil(zone, monday.year, monday.month, monday.day)


class Truth:
    """What Gong shows of a window at a time: the ids of calls that are not private, of those that are, of those whose
    transcript has come and says something, and of those whose transcript has come and is empty: it will not be another
    one, so that callmine leaves such a call as empty_transcript, takes no unit for it and does not wait for it."""

    def __init__(self, whose):
        self.company, self.known = whose, {}

    def lines(self, kind, start, end, now):
        done = subprocess.run([BIN / "gong-sim", "--truth", "--type", kind, "--from", stamp(start), "--to", stamp(end),
                               "--now", stamp(now), *self.company], capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def at(self, start, end, now):
        if (start, end, now) not in self.known:
            calls = self.lines("calls", start, end, now)
            come = {one["id"]: one["sentences"] for one in self.lines("transcripts", start, end, now)}
            shown = {one["id"] for one in calls if not one["private"]}
            told, empty = ({one for one in shown & come.keys() if bool(come[one]) is says} for says in (True, False))
            self.known[start, end, now] = shown, {one["id"] for one in calls} - shown, told, empty
        return self.known[start, end, now]


class Quota:
    """A unit a call and month; the same call again is free until the month ends. The plan's first, then the add-on. Of a
    run that finds too few, the calls that had a unit are not known one by one, only how many."""

    def __init__(self, zone, anchor, limit):
        self.zone, self.anchor, self.limit, self.addon = zone, anchor, limit, 0
        self.period, self.keys, self.ahead, self.of_addon, self.past = None, set(), 0, 0, []

    def begin_of(self, t):
        day = t.astimezone(zoneinfo.ZoneInfo(self.zone))
        begin = civil(self.zone, day.year, day.month, self.anchor)
        if t < begin:
            year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
            begin = civil(self.zone, year, month, self.anchor)
        return begin

    def turn(self, now):
        if self.begin_of(now) != self.period:
            if self.used():
                self.past.append(self.used())
            self.period, self.keys, self.ahead, self.of_addon = self.begin_of(now), set(), 0, 0

    def used(self):
        return len(self.keys) + self.ahead

    def left(self, now):
        self.turn(now)
        return max(0, self.limit - (self.used() - self.of_addon)) + self.addon

    def take(self, calls, now):
        """For each of these calls, as far as there is any; whether that was for all."""
        need, left = len(calls - self.keys) - self.ahead, self.left(now)
        n = min(need, left)
        of_plan = min(n, max(0, self.limit - (self.used() - self.of_addon)))
        self.of_addon += n - of_plan
        self.addon -= n - of_plan
        if n < need:
            self.ahead += n
        else:
            self.keys |= calls
            self.ahead = 0
        return n == need

    def counts(self, now):
        self.turn(now)
        return [*self.past, self.used()]


def expiry(kept, created):
    if kept == "1y":
        return created.replace(year=created.year + 1)
    return created + int(kept[:-1]) * DAY if kept != "unlimited" else None


class Shelf:
    """Which bundles there are: those that were added and are not over at a night's prune, or are on hold."""

    def __init__(self):
        self.bundles, self.held = {}, set()

    def add(self, bundle, kept, created):
        self.bundles[bundle] = kept, created

    def prune(self, plan, now):
        """Those that go, and those that would if they were not on hold."""
        over = set()
        for bundle, (kept, created) in self.bundles.items():
            ends = expiry(CLASSES[plan] if kept == "plan" else kept, created)
            if ends and ends <= now:
                over.add(bundle)
        for bundle in over - self.held:
            del self.bundles[bundle]
        return over - self.held, over & self.held
