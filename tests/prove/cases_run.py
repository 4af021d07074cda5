"""The places of the sweep where a run goes through its states, and where schedules are made and changed."""

import json

from cases import Connection
from scene import NOW, audited, run

SCHEDULE = "daily"
SETTINGS = {"state": "active", "since": "2026-11-15T00:00:00Z", "kind": "analyze", "cadence": "daily 08:00", "zone": "UTC",
            "window": "1d", "questions": "pricing", "formats": "csv"}


class Run(Connection):
    """A firing: its record is whole at any time and goes forward only, and the next run brings it to its end."""
    states, now, most, ends_as = ("queued", "running"), NOW, 100, "no_match"
    at = ("-c", "write,fsync,fdatasync,rename,renameat2,unlink,unlinkat,mkdir,ftruncate")
    phases = ("fetch",)

    def prepare(self, home):
        self.connect(home)
        folder = home / "config/callmine/schedules"
        folder.mkdir(mode=0o700)
        (folder / f"{SCHEDULE}.conf").write_text("".join(f"{k} = {v}\n" for k, v in SETTINGS.items()))
        self.id = f"{SCHEDULE}-{self.now.replace('-', '').replace(':', '')}"
        one = " && ".join(f"cm-run {phase} {SCHEDULE} --now {self.now} --clock simulated" for phase in self.phases)
        self.command = ["sh", "-c", one]

    def record(self, home):
        path = home / f"state/callmine/runs/{self.id}.json"
        return json.loads(path.read_text()) if path.exists() else None

    def state(self, home):
        record = self.record(home)
        kept = sorted(p.name for p in (home / "state/callmine/archive").glob("*.tar.zst"))
        return {"state": record and record["state"], "archive": kept}

    def torn(self, home, old, new):
        plain = super().torn(home, self.state(home), new)  # only that nothing holds the secret
        record, told = self.record(home), audited(home)
        if plain or record is None:
            return plain
        if record["state"] not in (*self.states, self.ends_as) or record["history"][-1]["state"] != record["state"]:
            return f"the run is {record['state']}"
        if record["state"] == self.ends_as and record["phase"] is None and "run-ended" not in told:
            return "the run has ended, and the audit log does not say so"
        return None

    def unfinished(self, home, new):
        told = audited(home)
        if not {"run-started", "run-ended"} <= set(told):
            return f"the audit log has only {told}"
        left = [p.name for p in (home / "state").rglob("*") if ".tmp." in p.name]
        if left:
            return f"left behind: {left[0]}"
        now = self.state(home)
        return None if now == new else f"the end is {now}"


class NoMatch(Run):
    name, now = "cm-run fetch, no call", "2026-08-01T08:00:00Z"
    states = ("queued", "running")

    def prepare(self, home):
        super().prepare(home)
        path = home / f"config/callmine/schedules/{SCHEDULE}.conf"
        path.write_text(path.read_text().replace("2026-11-15", "2026-07-31"))


class Whole(Run):
    name, ends_as, most, phases, errnos = "cm-run, all of it", "completed", 40, ("fetch", "analyze", "report"), False

    def unfinished(self, home, new):
        sound = run(home, ["cm-retain", "verify"])
        return sound.out.decode() + sound.err if sound.status else super().unfinished(home, new)


class Cancel(Run):
    """Of a run that waits for its next phase."""
    name, ends_as, errnos = "cm-run cancel", "cancelled", True

    def prepare(self, home):
        super().prepare(home)
        done = run(home, self.command)
        assert done.status == 0, done.err
        self.command = ["cm-run", "cancel", self.id, "--now", self.now]


RUN_CASES = [kind() for kind in (NoMatch, Whole, Cancel)]
