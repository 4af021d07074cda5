"""The places of the sweep where the state is changed: the audit log, what is held."""

import json

from cases import Case
from scene import NOW, PROVE, audited, run


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


STATE_CASES = [kind() for kind in (AuditAdd, HeldAdd)]
