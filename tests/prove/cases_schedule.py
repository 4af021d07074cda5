"""The places of the sweep where schedules are made, changed, set going and stopped. A schedule is in two places, its file
and drop-ins of units; whichever is ahead after a kill, the same verb brings both to the same."""

from cases import Case
from scene import NOW, audited, run

NAME = "weekly"
CREATE = ("create", NAME, "cadence=weekly Mon 08:00", "zone=Europe/Paris", "questions=pricing")


class Schedule(Case):
    brief, stdout_counts, verb, told, before = True, False, (), "", [CREATE]
    memory = False

    @staticmethod
    def words(verb, now=NOW):
        return ["cm-schedule", *verb, "--units", "units", "--now", now]

    @property
    def command(self):
        return self.words(self.verb)

    def prepare(self, home):
        (home / "units").mkdir()
        for verb in self.before:
            done = run(home, self.words(verb, "2026-11-16T07:00:00Z"))
            assert done.status == 0, done.err

    def state(self, home):
        return {k: v for k, v in super().state(home).items() if "/audit." not in k}

    def torn(self, home, old, new):
        path = f"config/callmine/schedules/{NAME}.conf"
        told = audited(home)
        if self.state(home).get(path) != old.get(path) and self.told not in told:
            return f"the schedule changed, and the audit log lacks {self.told}"
        return super().torn(home, old, new)

    def unfinished(self, home, new):
        if self.told not in audited(home):
            return f"the audit log lacks {self.told}"
        return super().unfinished(home, new)


class Create(Schedule):
    name, verb, told, before, done_before = "cm-schedule create", CREATE, "schedule-created", [], (64,)


class Edit(Schedule):
    name, verb, told = "cm-schedule edit", ("edit", NAME, "cadence=weekly Tue 09:00"), "schedule-edited"
    before = [CREATE, ("activate", NAME, "--yes")]


class Activate(Schedule):
    name, verb, told = "cm-schedule activate", ("activate", NAME, "--yes"), "schedule-activated"


class Pause(Schedule):
    name, verb, told, before = "cm-schedule pause", ("pause", NAME), "schedule-paused", [CREATE, ("activate", NAME, "--yes")]


class Resume(Schedule):
    name, verb, told = "cm-schedule resume", ("resume", NAME, "--yes"), "schedule-resumed"
    before = [CREATE, ("activate", NAME, "--yes"), ("pause", NAME)]


class Remove(Schedule):
    name, verb, told, done_before = "cm-schedule remove", ("remove", NAME), "schedule-removed", (66,)
    before = [CREATE, ("activate", NAME, "--yes")]


SCHEDULE_CASES = [kind() for kind in (Create, Edit, Activate, Pause, Resume, Remove)]
