"""Who writes the state, for powercut.py: what each writes step by step, and what of it is lost."""

import json
import shutil

from scene import NOW, PROVE, Gong, audited, run


class Writer:
    """step(n) is a command that acknowledges step n; lost() is told how many were, and which one more may have been
    begun. It may write: it is the next run."""

    name = ""

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


class Keep(Archive):
    """Put on hold and removed in turn."""
    name = "cm-retain hold and remove"

    def prepare(self, home):
        super().prepare(home)
        for n in range(6):
            run(home, ["cm-retain", "add", f"run-{n}"])

    def step(self, n):
        if n % 2 == 0:
            return ["cm-retain", "hold", "--why", "x", f"run-{n}"], b""
        # A process that was killed may have done it: then it is not there to be removed.
        return ["sh", "-c", f"cm-retain remove run-{n} || cm-retain list --trash | grep -qw run-{n}"], b""

    def lost(self, home, done, begun):
        wrong = self.next(home, self.step(5)[0])
        sound = run(home, ["cm-retain", "verify"])
        if wrong or sound.status:
            return wrong or sound.out.decode() + sound.err
        listed = [json.loads(line) for line in run(home, ["cm-retain", "list", "--json"]).out.splitlines()]
        trash = [json.loads(line)["id"] for line in run(home, ["cm-retain", "list", "--json", "--trash"]).out.splitlines()]
        for n in range(6):
            kept = [one for one in listed if one["id"] == f"run-{n}"]
            if len(kept) + trash.count(f"run-{n}") != 1:
                return f"run-{n} is {len(kept)} times in the archive, and {trash.count(f'run-{n}')} times in the trash"
            if n != begun and (bool(kept and "held" in kept[0]) or not kept) != (n < done or n == 5):
                return f"run-{n} is not as it was acknowledged, after {done}"
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


WRITERS = [kind() for kind in (Archive, Keep, Audit, Held, Credential)]
