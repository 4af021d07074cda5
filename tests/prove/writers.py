"""Who writes the state, for powercut.py: what each writes step by step, and what of it is lost."""

import json
import shutil

from scene import NOW, PROVE, Gong, audited, run


class Writer:
    """step(n) is a command that acknowledges step n; lost() is told how many were, and which one more may have been
    begun. It may write: it is the next run."""

    name = ""
    again = (0,)  # how a step ends that was killed, and is run again

    def prepare(self, home):
        pass

    def step(self, n):
        raise NotImplementedError

    def lost(self, home, done, begun):
        raise NotImplementedError

    def next(self, home, command, stdin=b""):
        """The next run, which ends as ever and leaves nothing temporary behind."""
        ran = run(home, command, stdin=stdin)
        if ran.status:
            return f"the next run ended with {ran.status}: {ran.err}"
        left = [p.name for p in home.rglob("*") if ".tmp." in p.name]
        return f"left behind: {left[0]}" if left else None


def run_folder(folder, name, created):
    """A small run, as the archive takes it."""
    folder.mkdir(parents=True)
    (folder / "calls.ndjson").write_text("".join(f'{{"metaData":{{"id":"{i}"}}}}\n' for i in range(40)))
    (folder / "report.html").write_text(f"<p>{name}</p>\n")
    (folder / "manifest.json").write_text(json.dumps({"v": 1, "id": name, "created": created, "class": "90d"}))


class Archive(Writer):
    name = "cm-retain add"

    def prepare(self, home):
        for n in range(6):
            run_folder(home / f"run-{n}", f"run-{n}", f"2026-11-1{n}T00:00:00Z")

    def step(self, n):
        return ["cm-retain", "add", "--archive", "archive", f"run-{n}"], b""

    def lost(self, home, done, begun):
        wrong = self.next(home, self.step(5)[0])
        if wrong:
            return wrong
        listed = [json.loads(line)["id"] for line in run(home, ["cm-retain", "list", "--json", "--archive", "archive"]).out.splitlines()]
        sound = run(home, ["cm-retain", "verify", "--archive", "archive"])
        if sound.status:
            return sound.out.decode() + sound.err
        wanted = [f"run-{n}" for n in range(done)]
        more = [f"run-{begun}"] if begun is not None else []
        if listed not in (wanted + ["run-5"], wanted + more + ["run-5"]):
            return f"the archive has {listed}, and {wanted} were acknowledged"
        return None



class Audit(Writer):
    name = "the audit log"

    def step(self, n):
        return [PROVE / "state", "audit", f"step-{'abcdef'[n]}"], b""

    def lost(self, home, done, begun):
        wrong = self.next(home, self.step(5)[0])
        if wrong:
            return wrong
        found = [what for what in audited(home) if what != "audit-repaired"]
        wanted = [self.step(n)[0][2] for n in range(done)]
        known = wanted + ([self.step(begun)[0][2]] if begun is not None else []) + [self.step(5)[0][2]]
        if sorted(set(found)) != found and sorted(found) != found or not set(wanted) <= set(found) <= set(known):
            return f"the log has {found}, and {wanted} were acknowledged"
        return None


class Held(Writer):
    name = "cm-held add"

    def prepare(self, home):
        for n in range(6):
            lines = [{"metaData": {"id": f"77{n}{i}", "started": NOW}, "transcript": []} for i in range(20)]
            (home / f"calls-{n}.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines))

    def step(self, n):
        return ["cm-held", "add", "crm", "--now", NOW, f"calls-{n}.ndjson"], b""

    def lost(self, home, done, begun):
        wrong = self.next(home, self.step(5)[0])
        if wrong:
            return wrong
        told = run(home, ["cm-held", "list", "crm", "--now", NOW, "--state", "held"])
        found = {json.loads(line)["id"] for line in told.out.splitlines()}
        ids = lambda numbers: {f"77{n}{i}" for n in numbers for i in range(20)}
        if not ids(range(done)) <= found or found - ids([*range(done), 5]) not in (set(), ids([begun])):
            return f"{len(found)} calls are held, and {20 * done} were acknowledged"
        return None


class Credential(Writer):
    """Connected and disconnected in turn."""
    name = "gong-auth connect and disconnect"

    def prepare(self, home):
        self.base = Gong.up()

    def step(self, n):
        if n % 2:
            return ["gong-auth", "disconnect", "--yes"], b""
        return ["gong-auth", "connect", "--key", "--key-from", "-", "--base-url", self.base, "--any-host"], b"sim-key\nsim-secret\n"

    def lost(self, home, done, begun):
        told = run(home, ["gong-auth", "status", "--json"])
        state = json.loads(told.out or b"{}").get("state")
        connected = state == "connected"
        if connected != bool(done % 2) and begun is None:
            return f"after {done} steps it is {state}"
        if told.status not in (0, 78):
            return f"status ended with {told.status}: {told.err}"
        if not connected:
            left = [p.name for p in home.rglob("credentials*")]
            if left and begun is None:
                return f"disconnected, and {left[0]} is there"
        for n in (0, 1):
            wrong = self.next(home, *self.step(n))
            if wrong:
                return wrong
        left = [p.name for p in home.rglob("credentials*")]
        return f"left behind: {left[0]}" if left else None


class Quota(Writer):
    """A unit for each call."""
    name = "the quota"

    def prepare(self, home):
        done = run(home, ["cm-quota", "set", "--plan", "Growth", "--calls", "50", "--now", NOW])
        assert done.status == 0, done.err

    def step(self, n):
        return [PROVE / "state", "quota", f"call-{n}", NOW], b""

    def lost(self, home, done, begun):
        wrong = self.next(home, self.step(5)[0])
        if wrong:
            return wrong
        used = json.loads(run(home, ["cm-quota", "show", "--json", "--now", NOW]).out)["used"]
        if used - 1 not in (done, done + (begun is not None)):
            return f"{used - 1} units are used, {done} were acknowledged"
        for n in range(done):  # whose units they are: the same calls take nothing
            wrong = self.next(home, self.step(n)[0])
            if wrong:
                return wrong
        again = json.loads(run(home, ["cm-quota", "show", "--json", "--now", NOW]).out)["used"]
        return f"{again - used} units were of calls that had one" if again != used else None


class Grant(Writer):
    name = "cm-quota grant"

    def prepare(self, home):
        done = run(home, ["cm-quota", "set", "--plan", "Growth", "--calls", "50", "--now", NOW])
        assert done.status == 0, done.err

    def step(self, n):
        return ["cm-quota", "set", "--add-on", str(10 * (n + 1)), "--now", NOW], b""

    def lost(self, home, done, begun):
        addon = json.loads(run(home, ["cm-quota", "show", "--json", "--now", NOW]).out)["addon"]
        if addon not in (10 * done, 10 * (done + (begun is not None))):
            return f"the add-on is {addon}, {10 * done} was acknowledged"
        told = audited(home).count("quota-changed") - 1
        if told < addon // 10:
            return f"the audit log has {told} changes, {addon // 10} were made"
        return self.next(home, self.step(5)[0])


class Trash(Writer):
    """Bundles are put into the trash, one after the other, and on hold."""
    name = "cm-retain remove and hold"
    again = (0, 66)  # it was removed before the kill
    at = "state/callmine/archive"

    def prepare(self, home):
        for n in range(6):
            run_folder(home / f"run-{n}", f"run-{n}", f"2026-11-1{n}T00:00:00Z")
            done = run(home, ["cm-retain", "add", f"run-{n}"])
            assert done.status == 0, done.err

    def step(self, n):
        if n % 2:
            return ["cm-retain", "hold", f"run-{n}", "--why", "case 7", "--now", NOW], b""
        return ["cm-retain", "remove", f"run-{n}", "--now", NOW], b""

    def lost(self, home, done, begun):
        wrong = self.next(home, self.step(5)[0])
        if wrong:
            return wrong
        there = {p.name[:-8] for p in (home / self.at).glob("*.tar.zst")}
        trash = {p.name.split(".")[0] for p in (home / self.at / "trash").glob("*")}
        holds = {json.loads(line)["id"] for line in (home / self.at / "holds.ndjson").read_text().splitlines()} - {"run-5"}
        removed, held = {f"run-{n}" for n in range(0, done, 2)}, {f"run-{n}" for n in range(1, done, 2)}
        more = {f"run-{begun}"} if begun is not None else set()
        if there | trash != {f"run-{n}" for n in range(6)} or there & trash:
            return f"there are {sorted(there)}, and in the trash {sorted(trash)}"
        if trash not in (removed, removed | more) or holds not in (held, held | more):
            return f"the trash has {sorted(trash)}, on hold are {sorted(holds)}, after {done} steps"
        sound = run(home, ["cm-retain", "verify"])
        return sound.out.decode() + sound.err if sound.status else None


class Schedule(Writer):
    name, states = "cm-schedule", ("draft", "active", "paused", "active")
    again = (0, 64)  # it was created before the kill

    def prepare(self, home):
        (home / "units").mkdir()

    def step(self, n):
        verbs = (("create", "weekly", "cadence=weekly Mon 08:00", "zone=UTC", "questions=pricing"), ("activate", "weekly", "--yes"),
                 ("pause", "weekly"), ("resume", "weekly", "--yes"))
        return ["cm-schedule", *verbs[n], "--units", "units", "--now", NOW], b""

    def lost(self, home, done, begun):
        told = run(home, ["cm-schedule", "list", "--json", "--units", "units", "--now", NOW])
        found = [json.loads(line)["state"] for line in told.out.splitlines()]
        if found not in ([self.states[done - 1]], [self.states[begun]] if begun is not None else None):
            return f"after {done} steps the schedule is {found}: {told.err}"
        whats = ["schedule-created", "schedule-activated", "schedule-paused", "schedule-resumed"]
        if not set(whats[:done]) <= set(audited(home)):
            return f"the audit log lacks some of {whats[:done]}"
        if begun is None and b"!" in run(home, ["cm-schedule", "list", "--units", "units", "--now", NOW]).out:
            return f"after {done} steps file and drop-ins do not agree"
        return self.next(home, ["cm-schedule", "remove", "weekly", "--units", "units", "--now", NOW])


class Run(Writer):
    """Runs that failed for want of a connection are cancelled, one after the other."""
    name = "the record of a run"

    def prepare(self, home):
        for n in range(6):
            run(home, ["cm-run", "start", "WINDOW=--last 7d", "--now", f"2026-11-16T08:00:0{n}Z"])

    def step(self, n):
        return ["cm-run", "cancel", f"analyze-20261116T08000{n}Z", "--now", NOW], b""

    def lost(self, home, done, begun):
        wrong = self.next(home, self.step(done if begun is not None else 5)[0])  # a record is put right by who changes it
        if wrong:
            return wrong
        found = [json.loads(line) for line in run(home, ["cm-run", "list", "--json"]).out.splitlines()]
        over = sorted(int(one["id"][-2]) for one in found if one["state"] == "cancelled")
        if len(found) != 6 or over != [*range(done), done if begun is not None else 5]:
            return f"there are {len(found)} runs, and {over} are cancelled, after {done} steps"
        if audited(home).count("run-ended") < 6 + len(over):
            return "the audit log lacks the end of a run"
        return None


WRITERS = [kind() for kind in (Archive, Trash, Audit, Quota, Grant, Run, Schedule, Held, Credential)]
