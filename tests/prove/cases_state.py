"""The places of the sweep where the state is changed: the audit log, what is held, the archive that it tells of."""

import json
import re
import shutil

from cases import Case, Retain
from scene import NOW, PROVE, audited, files, run


class AuditAdd(Case):
    """A line that a killed process added is there once more when it is run again, for nobody was told of it."""
    name, brief, memory = "the audit log", True, False
    command = [PROVE / "state", "audit", "second"]

    def prepare(self, home):
        done = run(home, [PROVE / "state", "audit", "first"])
        assert done.status == 0, done.err

    def state(self, home):
        return [what for what in audited(home) if what != "audit-repaired"]

    def torn(self, home, old, new):
        now = self.state(home)
        return None if now in (old, new) else f"the log has {now}"

    def unfinished(self, home, new):
        now = self.state(home)
        left = [p.name for p in home.rglob("*") if ".tmp." in p.name]
        return f"left behind: {left[0]}" if left else None if now in (new, [*new, new[-1]]) else f"the log has {now}"


class HeldAdd(Case):
    name, brief, memory = "cm-held add", True, True
    command = ["cm-held", "add", "crm", "--now", NOW, "calls.ndjson"]

    def prepare(self, home):
        for name, ids in (("before", range(20)), ("calls", range(10, 30))):
            (home / f"{name}.ndjson").write_text("".join(
                json.dumps({"metaData": {"id": f"77{i}", "started": NOW}, "transcript": []}) + "\n" for i in ids))
        done = run(home, ["cm-held", "add", "crm", "--now", NOW, "before.ndjson"])
        assert done.status == 0, done.err


class Kept(Retain):
    """The archive that has an audit log. What is done stands there, if only once the next run has ended it."""
    brief, memory, stdout_counts, where, told, verb = True, False, False, "state/callmine/archive", "", ()
    before = ()  # verbs, so that there is something to do

    def prepare(self, home):
        self.archive(home, "a", "2026-06-01T00:00:00Z", "30d")
        self.archive(home, "b", "2026-10-01T00:00:00Z")
        self.archive(home, "c", "2026-11-01T00:00:00Z", "1y")
        self.add(home, "a", "b", "c")
        for words in self.before:
            done = self.retain(home, *words, "--now", "2026-11-16T07:00:00Z")
            assert done.status == 0, done.err

    @property
    def command(self):
        return ["cm-retain", self.verb[0], "--archive", self.where, "--now", NOW, *self.verb[1:]]

    def state(self, home):
        return {k: v for k, v in super().state(home).items() if "/audit." not in k}

    def torn(self, home, old, new):
        audited(home)  # its chain is whole
        there = {name: len(list(home.glob(f"{self.where}/**/{name}.*zst"))) for name in "abc"}
        for name in "abc":
            kept = any(f"/{name}." in path for path in new)
            if there[name] > 1 or (kept and not there[name]):
                return f"bundle {name} is there {there[name]} times"
        return super().torn(home, old, new)

    def unfinished(self, home, new):
        if self.told not in audited(home):
            return f"the audit log lacks {self.told}"
        return super().unfinished(home, new)


class Hold(Kept):
    name, verb, told = "cm-retain hold", ("hold", "b", "--why", "case 7"), "hold"


class Release(Kept):
    name, done_before, verb, told, before = "cm-retain release", (66,), ("release", "b"), "release", [("hold", "b", "c", "--why", "case 7")]


class Remove(Kept):
    name, verb, told, done_before = "cm-retain remove", ("remove", "b"), "bundle-removed", (66,)


class Restore(Kept):
    name, verb, told, done_before, before = "cm-retain restore", ("restore", "b"), "bundle-restored", (66,), [("remove", "b")]


class PruneAll(Kept):
    """One bundle is over, one was removed and its grace is over, one is on hold."""
    name, verb, told = "cm-retain prune, with trash", ("prune",), "retention-run"
    before = [("hold", "c", "--why", "case 7"), ("remove", "b", "--grace", "0")]


class Purge(Kept):
    """It is confirmed with the number of bundles; done, another word would have to be said."""
    name, verb, told, done_before = "cm-retain purge", ("purge", "--confirm", "purge-3"), "purge", (64,)
    command = ["cm-retain", "purge", "--confirm", "purge-3", "--now", NOW]

    def prepare(self, home):
        super().prepare(home)
        for folder in ("cache/callmine/answers", "state/callmine/sync/raw", "state/callmine/profiles/default/held"):
            (home / folder).mkdir(parents=True)
            (home / folder / "canary").write_text("Zwetschgendatschi\n")

    def state(self, home):
        return {k: v for k, v in super().state(home).items() if not k.endswith("/purging")}

    def torn(self, home, old, new):
        """Until all is gone, the index is of the bundles that are left; the time of the purge comes last."""
        if not (home / "state/callmine/purging").exists():
            return super().torn(home, old, new)
        audited(home)
        changed = [k for k, v in self.state(home).items() if v != old.get(k) and not k.endswith(("index.ndjson", "/purged"))]
        return f"{changed[0]} is neither old nor gone" if changed else None

    def unfinished(self, home, new):
        left = [k for k, v in files(home).items() if b"Zwetschgendatschi" in v or k.endswith("/purging")]
        return f"left behind: {left[0]}" if left else super().unfinished(home, new)


class Forget(Kept):
    """A person out of bundles, a run that was not archived and the cache; who it is, is in the journal until then."""
    name, told, most, slow = "cm-retain forget", "forget", 120, True
    command = ["cm-retain", "forget", "zwetschge.datschi@canary.example", "--now", NOW]
    party = {"speakerId": "7", "name": "Zwetschge Datschi", "emailAddress": "zwetschge.datschi@canary.example"}

    def archive(self, home, name, created, kept="90d"):
        super().archive(home, name, created, kept)
        call = {"metaData": {"id": name, "title": "Zwetschge / Larkfield"}, "parties": [self.party],
                "transcript": [{"speakerId": "7", "sentences": [{"start": 1, "end": 2, "text": f"Zwetschgen, {name}."}]}]}
        if name != "c":
            (home / name / "calls.ndjson").write_text(json.dumps(call) + "\n")

    def prepare(self, home):
        super().prepare(home)
        left, cache = home / "state/callmine/runs/left", home / "cache/callmine/answers/aa"
        left.mkdir(parents=True), cache.mkdir(parents=True)
        (left / "calls.ndjson").write_bytes((home / "a/calls.ndjson").read_bytes())
        (left.parent / "left.log").write_text("of Zwetschge Datschi\n")
        (cache / ("a" * 64 + ".ndjson")).write_text('[{"k":"a","v":"asked of zwetschge.datschi@canary.example"}]\n')
        for name in "abc":
            shutil.rmtree(home / name)
        done = self.retain(home, "forget", "nobody@canary.example", "--now", NOW)  # makes the key
        assert done.status == 0, done.err

    def torn(self, home, old, new):
        """The index goes along, a bundle at a time: whose bundle is being put in its place is not on it."""
        index = f"{self.where}/index.ndjson"
        now = files(home).get(index, b"")
        odd = set(now.splitlines()) - set(old[index].splitlines()) - set(new[index].splitlines())
        if odd or len(now.splitlines()) < len(old[index].splitlines()) - 1:
            return "the index is neither old nor new"
        return super().torn(home, old | {index: now}, new)

    def state(self, home):
        return {k: v for k, v in super().state(home).items() if not re.search("/forget[.-]", k.replace("config/", "")) and "lock" not in k}

    def unfinished(self, home, new):
        left = [k for k, v in files(home).items() if b"wetschge" in v.lower() or "/forget.work" in k or re.search("/forget[^/]*[.]json$", k)]
        return f"left behind: {left[0]}" if left else super().unfinished(home, new)


class QuotaTake(Case):
    """The same key again takes nothing again."""
    name, brief = "the quota", True
    command = [PROVE / "state", "quota", "second", NOW]

    def prepare(self, home):
        for command in (["cm-quota", "set", "--plan", "Growth", "--calls", "5", "--now", NOW],
                        [PROVE / "state", "quota", "first", NOW]):
            done = run(home, command)
            assert done.status == 0, done.err

    def unfinished(self, home, new):
        shown = json.loads(run(home, ["cm-quota", "show", "--json", "--now", NOW]).out)
        return f"{shown['used']} are used" if shown["used"] != 2 else super().unfinished(home, new)


class QuotaChange(Case):
    """What is set again is as it was; the audit log has what was changed."""
    name, brief, stdout_counts = "cm-quota set", True, False
    command = ["cm-quota", "set", "--plan", "Starter", "--calls", "7", "--now", NOW]

    def prepare(self, home):
        done = run(home, ["cm-quota", "set", "--plan", "Growth", "--calls", "5", "--now", NOW])
        assert done.status == 0, done.err

    def state(self, home):
        return {k: v for k, v in super().state(home).items() if "/audit." not in k}

    def torn(self, home, old, new):
        audited(home)
        return super().torn(home, old, new)

    def unfinished(self, home, new):
        lacks = [what for what in ("plan-changed", "quota-changed") if audited(home).count(what) < 2]
        return f"the audit log lacks {lacks[0]}" if lacks else super().unfinished(home, new)


class QuotaPeriod(QuotaTake):
    """The first unit of a month ends the one before."""
    name = "the quota, another month"
    command = [PROVE / "state", "quota", "second", "2026-12-16T08:00:00Z"]

    def torn(self, home, old, new):
        """Between the two the month has begun, and nothing was taken of it."""
        now = self.state(home)
        wrong = [k for k in now.keys() | old.keys() | new.keys() if now.get(k) not in (old.get(k), new.get(k))
                 and not ("/quota/" in k and now.get(k) == b"")]
        return f"{wrong[0]} is neither old nor new" if wrong else None

    def unfinished(self, home, new):
        shown = json.loads(run(home, ["cm-quota", "show", "--json", "--now", "2026-12-16T08:00:00Z"]).out)
        counts = [shown["used"], *(past["used"] for past in shown["past"])]
        return f"{counts} are used" if counts != [1, 1] else Case.unfinished(self, home, new)


STATE_CASES = [kind() for kind in (AuditAdd, HeldAdd, Hold, Release, Remove, Restore, PruneAll, Purge, QuotaTake, QuotaChange,
                                        QuotaPeriod, Forget)]
