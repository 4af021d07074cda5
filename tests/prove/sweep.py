#!/usr/bin/python3
"""sweep.py [--stride K] [--only WORD]: every Kth place where a program can be killed, a system call or an
allocation can fail. After a kill the state is the old or the new one, and the next run ends as if nothing had
been; nobody ends with 0 and other output than without the fault. A line a campaign: ok or FAILED, and its figures.

Needs a build, build/prove/faultat and build/prove/nomem.so."""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN, FAULTAT, NOMEM = ROOT / "build/bin", ROOT / "build/prove/faultat", ROOT / "build/prove/nomem.so"
ENOSPC, EIO, EINTR = 28, 5, 4
WRITING = "write,writev,pwrite64,fsync,fdatasync,close,rename,renameat2,ftruncate,unlink,unlinkat,mkdir,openat"
HALVES = "write,pwrite64,read,pread64"
NOW = "2026-11-16T08:00:00Z"


def environment(home):
    keep = {k: v for k, v in os.environ.items() if k in ("LC_ALL", "TERM")}
    return keep | {
        "PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(home), "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"), "CALLMINE_QUESTIONS": str(ROOT / "pipelines/questions"),
        "ASAN_OPTIONS": "detect_leaks=0",
    }


class Ran:
    def __init__(self, status, out, err, counted=0, hit=0):
        self.status, self.out, self.err, self.counted, self.hit = status, out, err, counted, hit


def run(home, command, before=(), extra=None, stdin=b""):
    done = subprocess.run([*map(str, before), *map(str, command)], cwd=home, input=stdin, capture_output=True,
                          env=environment(home) | (extra or {}), timeout=120)
    return Ran(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


def under_fault(home, command, options, stdin=b""):
    with tempfile.NamedTemporaryFile(dir="/tmp", prefix="faultat-") as report:
        ran = run(home, command, [FAULTAT, "-o", report.name, *options], stdin=stdin)
        words = report.read().split()
    if len(words) != 2:
        raise RuntimeError(f"faultat: {ran.err}")
    ran.counted, ran.hit = map(int, words)
    return ran


def files(home):
    return {str(p.relative_to(home)): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


class Case:
    """A program's run: in a copy of the directory that prepare() makes, `command` is run. The state is what
    state() tells of the directory; it has to be that from before or that from after, and after the next run
    that from after, with nothing else left there."""

    name, command, stdin, slow, stdout_counts = "", [], b"", False, True
    kills, errnos, memory = True, True, False
    template = None
    most = 0  # places at most, spread evenly; 0: all

    def prepare(self, home):
        pass

    def state(self, home):
        return {k: v for k, v in files(home).items() if ".tmp." not in k}

    def torn(self, home, old, new):
        """What is wrong after a kill or a failure; None if nothing is."""
        now = self.state(home)
        for name in now.keys() | old.keys() | new.keys():
            if now.get(name) not in (old.get(name), new.get(name)):
                return f"{name} is neither old nor new"
        return None

    def unfinished(self, home, new):
        """What is wrong after the next run."""
        if self.state(home) != new:
            return "the next run did not come to the same end"
        left = [k for k in files(home) if ".tmp." in k]
        return f"left behind: {left[0]}" if left else None

    def end(self):
        """What is wrong with all runs taken together, after a campaign."""


ANSWERS = ROOT / "tests/golden/calls.ndjson"


class Render(Case):
    name, memory = "cm-render -o", True
    command = ["cm-render", "--format", "html", "-o", "report.html", "answers.ndjson"]

    def prepare(self, home):
        shutil.copy(ANSWERS, home / "answers.ndjson")
        (home / "report.html").write_text("an old report\n")


class Formats(Render):
    """The other formats, to stdout."""
    kills = errnos = False

    def __init__(self, form):
        self.name, self.command = f"cm-render {form}", ["cm-render", "--format", form, "answers.ndjson"]


class Ledger(Case):
    name, memory = "cm-filter --ledger", True
    command = ["cm-filter", "--title", "follow", "--amount-min", "1", "--ledger", "ledger.ndjson", "--reject",
               "bad.ndjson", "calls.ndjson"]

    def prepare(self, home):
        (home / "calls.ndjson").write_bytes(ANSWERS.read_bytes() + b"no record\n")
        (home / "ledger.ndjson").write_text('{"v":1,"stage":"cm-filter","reason":"filtered:stage","id":"7"}\n')


    def torn(self, home, old, new):
        """What was set aside before a failure is kept, for it is nowhere else; so that file is another matter."""
        bad = (home / "bad.ndjson").read_bytes() if (home / "bad.ndjson").exists() else b""
        if not b"no record\n".startswith(bad):
            return "bad.ndjson is torn"
        hide = lambda state: {k: v for k, v in state.items() if k != "bad.ndjson"}
        now = hide(self.state(home))
        return None if now in (hide(old), hide(new)) else "the ledger is torn"


class Analyze(Case):
    name, memory, most = "cm-analyze", True, 1500
    command = ["cm-analyze", "--questions", "pricing", "--ledger", "ledger.ndjson", "calls.ndjson"]

    def prepare(self, home):
        lines = ANSWERS.read_text().splitlines()[:3]
        (home / "calls.ndjson").write_text("\n".join([*lines, '{"metaData":{"id":"5"}}', ""]))


class Summarize(Case):
    name, memory = "cm-summarize", True
    command = ["cm-summarize", "answers.ndjson"]

    def prepare(self, home):
        shutil.copy(ANSWERS, home / "answers.ndjson")


class Retain(Case):
    memory = True

    def archive(self, home, name, created, kept="90d"):
        folder = home / name
        (folder / "ledger").mkdir(parents=True)
        (folder / "calls.ndjson").write_text("".join(f'{{"metaData":{{"id":"{i}"}}}}\n' for i in range(300)))
        (folder / "report.html").write_text(f"<p>{name}</p>\n")
        (folder / "ledger/list.ndjson").write_text('{"v":1,"stage":"gong-list-calls","listed":300}\n')
        (folder / "manifest.json").write_text(json.dumps({"v": 1, "id": name, "created": created, "class": kept}))

    def add(self, home, *names):
        done = run(home, ["cm-retain", "add", "--archive", "archive", *names])
        assert done.status == 0, done.err

    def torn(self, home, old, new):
        for bundle in sorted((home / "archive").glob("*.tar.zst")):
            done = run(home, ["cm-retain", "verify", "--archive", "archive", bundle.name[:-8]])
            if done.status != 0 and "unlisted" not in done.out.decode():
                return f"{bundle.name}: {done.out.decode()}{done.err}"
        return super().torn(home, old, new)

    def state(self, home):
        return {k: v for k, v in super().state(home).items() if not k.endswith("journal.ndjson")}

    def unfinished(self, home, new):
        if (home / "archive/journal.ndjson").exists():
            return "the journal was left"
        done = run(home, ["cm-retain", "verify", "--archive", "archive"])
        return super().unfinished(home, new) or (done.out.decode() + done.err if done.status else None)


class Add(Retain):
    name = "cm-retain add"
    command = ["cm-retain", "add", "--archive", "archive", "two"]

    def prepare(self, home):
        self.archive(home, "one", "2026-10-01T00:00:00Z")
        self.archive(home, "two", "2026-11-01T00:00:00Z")
        self.add(home, "one")


class Search(Retain):
    name, kills = "cm-retain search", False
    command = ["cm-retain", "search", "--archive", "archive", "too expensive"]

    def prepare(self, home):
        self.archive(home, "one", "2026-10-01T00:00:00Z")
        talk = [{"speakerId": "1", "sentences": [{"start": 0, "text": "It is too"}, {"start": 9, "text": "expensive."}]}]
        (home / "one/transcripts.ndjson").write_text("".join(
            json.dumps({"metaData": {"id": str(i), "title": "a"}, "transcript": talk}) + "\n" for i in range(40)))
        self.add(home, "one")


class Prune(Retain):
    name, stdout_counts = "cm-retain prune", False  # the next run finds less to prune, and says so
    command = ["cm-retain", "prune", "--archive", "archive", "--now", NOW]

    def prepare(self, home):
        self.archive(home, "a", "2026-06-01T00:00:00Z", "30d")
        self.archive(home, "b", "2026-10-01T00:00:00Z")
        self.archive(home, "c", "2026-07-01T00:00:00Z", "30d")
        self.add(home, "a", "b", "c")

    def torn(self, home, old, new):
        if not (home / "archive/b.tar.zst").exists():
            return "a bundle that is kept is gone"
        return super().torn(home, old, new)


class Gong:
    """One simulator for all cases that ask Gong."""
    lock, sim, base, options = threading.Lock(), None, None, []

    @classmethod
    def up(cls):
        with cls.lock:
            if cls.base:
                return cls.base
            cls.home = pathlib.Path(tempfile.mkdtemp(prefix="prove-sim-", dir="/tmp"))
            port = cls.home / "port"
            cls.sim = subprocess.Popen(
                [BIN / "gong-sim", "--port", "0", "--port-file", port, "--no-limit", "--count", "130", "--days", "9",
                 "--now", NOW, "--clock", "fixed", "--log", cls.home / "log", *cls.options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for _ in range(400):
                if port.exists() and port.read_text():
                    break
                time.sleep(0.05)
            cls.base = "http://127.0.0.1:" + port.read_text().strip()
            return cls.base

    @classmethod
    def down(cls):
        if cls.sim:
            cls.sim.kill()
            cls.sim.wait()
            shutil.rmtree(cls.home)


class Deleting(Gong):
    """Where a deletion is done at once."""
    lock, sim, base, options = threading.Lock(), None, None, ["--delete-takes", "0"]


class Connection(Case):
    slow, stdout_counts = True, False
    secret = b"sim-secret"

    def connect(self, home):
        done = run(home, self.connecting(), stdin=b"sim-key\nsim-secret\n")
        assert done.status == 0, done.err

    def connecting(self):
        return ["gong-auth", "connect", "--key", "--key-from", "-", "--base-url", Gong.up(), "--any-host"]

    def state(self, home):
        """Sealed files differ from run to run; what they hold is asked for."""
        told = run(home, ["gong-auth", "status", "--json"])
        words = json.loads(told.out or b"{}")
        return {"status": told.status, "state": words.get("state"), "base": words.get("base_url")}

    def torn(self, home, old, new):
        now = self.state(home)
        plain = [k for k, v in files(home).items() if self.secret in v]
        if plain:
            return f"{plain[0]} holds the secret"
        return None if now in (old, new) else f"the connection is {now}"


class Connect(Connection):
    name, stdin = "gong-auth connect, the first", b"sim-key\nsim-secret\n"

    def prepare(self, home):
        self.command = self.connecting()


class Reconnect(Connect):
    name = "gong-auth connect, another"

    def prepare(self, home):
        super().prepare(home)
        self.connect(home)


class Disconnect(Connection):
    name, command = "gong-auth disconnect", ["gong-auth", "disconnect", "--yes"]

    def prepare(self, home):
        self.connect(home)
        self.connect(home)  # twice, so that there is a copy of the one before

    def unfinished(self, home, new):
        left = [k for k in files(home) if "credentials" in k]
        return f"left behind: {left[0]}" if left else super().unfinished(home, new)


class Append(Connection):
    """What was added before a kill stays; nothing is there twice; in the end all is there."""
    most, result = 300, "calls.part"

    def state(self, home):
        path = home / self.result
        lines = path.read_bytes().split(b"\n") if path.exists() else [b""]
        whole = lines[:-1]
        return {"lines": whole, "ledger": (home / "ledger.ndjson").read_bytes() if (home / "ledger.ndjson").exists() else None}

    def torn(self, home, old, new):
        now = self.state(home)
        if now["lines"] != new["lines"][:len(now["lines"])]:
            return "the lines are not a beginning of all lines"
        return None if now["ledger"] in (old["ledger"], new["ledger"]) else "the ledger is torn"


class List(Append):
    name = "gong-list-calls --append"

    def prepare(self, home):
        self.connect(home)
        self.command = ["gong-list-calls", "--from", "2026-11-01", "--to", "2026-11-17", "--append", "calls.part",
                        "--ledger", "ledger.ndjson", "--tries", "2"]


class Transcripts(Append):
    name, result = "gong-transcripts --append", "transcripts.part"

    def prepare(self, home):
        self.connect(home)
        done = run(home, ["gong-list-calls", "--from", "2026-11-01", "--to", "2026-11-17"])
        assert done.status == 0, done.err
        (home / "calls.ndjson").write_bytes(done.out)
        self.command = ["gong-transcripts", "--append", "transcripts.part", "--tries", "2", "calls.ndjson"]


def audited(home):
    """What the audit log says was done, its chain walked from the first line; a torn last line counts for nothing."""
    path, prev, done = home / "state/callmine/audit.log", "0" * 64, []
    whole = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    for n, line in enumerate(whole, 1):
        one = json.loads(line)
        mine = hashlib.sha256(line[:line.rindex(b',"hash":')]).hexdigest()
        assert (one["n"], one["prev"], one["hash"]) == (n, prev, mine), f"line {n} of the audit log does not fit"
        prev = mine
        done.append(one["what"])
    return done


class Deletion(Connection):
    """A request that the simulator has seen is on disk, whatever happened; and it is gone on with, not made anew."""
    name, gong, profile, before, after = "gong-crm-integration delete", Gong, "crm", [], ["registered"]

    def __init__(self):
        self.known = set()

    def prepare(self, home):
        done = run(home, ["gong-auth", "connect", "--key", "--key-from", "-", "--base-url", self.gong.up(), "--any-host",
                          "--profile", "crm", "--crm-delete"], stdin=b"sim-key\nsim-secret\n")
        assert done.status == 0, done.err
        listed = run(home, ["gong-crm-integration", "list", "--json", "--profile", "crm"]).out
        self.delete = ["gong-crm-integration", "delete", "--profile", "crm", "--clock", "simulated", "--integration",
                       re.search(rb'"integrationId":(\d+)', listed).group(1).decode(), "--confirm",
                       json.loads(listed)["name"]]
        self.command = self.delete

    def requests(self, home):
        found = [json.loads(p.read_text()) for p in home.glob("state/callmine/crm-requests/*.json")]
        self.known |= {r["client_request_id"] for r in found}
        return found

    def state(self, home):
        return [r["state"] for r in self.requests(home)]

    def torn(self, home, old, new):
        now, done = self.state(home), audited(home)
        if now not in (old, ["waiting"], ["asked"], ["registered"], new):
            return f"the requests are {now}"
        if new == now and "crm-delete-" + now[0] not in done:
            return f"it is {now[0]}, and the audit log has only {done}"
        return None

    def unfinished(self, home, new):
        if f"crm-delete-{new[0]}" not in audited(home):
            return "the audit log lacks the end"
        return super().unfinished(home, new)

    def end(self):
        """Every deletion that came to the simulator has its request on somebody's disk."""
        asked = [json.loads(line) for line in (self.gong.home / "log").read_text().splitlines()]
        ids = {q["query"]["clientRequestId"] for q in asked if q["method"] == "DELETE"}
        if not ids or ids - self.known:
            return f"{len(ids)} requests were sent and {len(ids - self.known)} are on no disk"
        print(f"ok {self.name}: {len(ids)} requests were sent, and all are on disk", flush=True)
        return None


class Status(Deletion):
    name, gong = "gong-crm-integration status", Deleting

    def prepare(self, home):
        super().prepare(home)
        done = run(home, self.delete)
        assert done.status == 0, done.err
        self.command = ["gong-crm-integration", "status", "--profile", "crm", "--clock", "simulated", "--wait"]

    def end(self):
        return None


CASES = [Render(), *map(Formats, ("md", "txt", "csv", "evidence-csv", "json")), *(kind() for kind in (
    Ledger, Analyze, Summarize, Add, Search, Prune, Connect, Reconnect, Disconnect, List, Transcripts, Deletion, Status))]


class Campaign:
    def __init__(self, stride):
        self.stride, self.work = stride, pathlib.Path(tempfile.mkdtemp(prefix="prove-", dir="/tmp"))
        self.failed = False

    def copy(self, case):
        home = pathlib.Path(tempfile.mkdtemp(prefix="run-", dir=self.work))
        shutil.copytree(case.template, home, dirs_exist_ok=True)
        return home

    def settle(self, case):
        """The state before and after, and the output, when nothing goes wrong."""
        if case.template:
            return
        case.template = self.work / case.name.replace(" ", "-")
        case.template.mkdir()
        case.prepare(case.template)
        case.old = case.state(case.template)
        home = self.copy(case)
        ran = under_fault(home, case.command, [], case.stdin)
        assert ran.status == 0, f"{case.name}: {ran.err}"
        case.new, case.out, case.calls = case.state(home), ran.out, ran.counted
        shutil.rmtree(home)

    def places(self, case, n):
        step = max(self.stride, -(-n // case.most) if case.most else 1)
        return range(1, n + 1, step)

    def each(self, title, case, points, do):
        """do(point) gives what is wrong, or None; figures and findings go on one line."""
        wrong, first = 0, None
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(8 if case.slow else max(2, os.cpu_count() or 2)) as pool:
            points = list(points)
            for point, problem in zip(points, pool.map(do, points)):
                if problem:
                    wrong += 1
                    first = first or f"{point}: {problem}"
        problem = case.end()
        if problem:
            wrong, first = wrong + 1, first or f"the end: {problem}"
        took = time.monotonic() - began
        self.failed |= wrong > 0
        line = f"{'FAILED' if wrong else 'ok'} {title} {case.name}: {len(points)} places"
        if wrong:
            line += f", {wrong} wrong, the first at {first}"
        print(f"{line} ({took:.0f} s)".replace("\n", " "), flush=True)

    # ---- kills ----

    def kill(self, case):
        def one(n):
            home = self.copy(case)
            try:
                ran = under_fault(home, case.command, ["-n", n, "-k"], case.stdin)
                problem = case.torn(home, case.old, case.new)
                if not problem:
                    ran = run(home, case.command, stdin=case.stdin)
                    if ran.status != 0:
                        problem = f"the next run ended with {ran.status}: {ran.err}"
                    elif case.stdout_counts and ran.out != case.out:
                        problem = "the next run wrote something else"
                    else:
                        problem = case.unfinished(home, case.new)
                return problem
            finally:
                shutil.rmtree(home)
        self.each("kill", case, self.places(case, case.calls), one)

    # ---- system calls that fail ----

    def judge(self, case, home, ran):
        if ran.status >= 128 and ran.status != 141 or ran.status < 0:
            return f"ended by signal {-ran.status if ran.status < 0 else ran.status - 128}"
        problem = case.torn(home, case.old, case.new)
        if problem:
            return f"status {ran.status}, {problem}"
        if ran.status == 0 and (ran.out != case.out if case.stdout_counts else False):
            return "status 0, other output"
        if ran.status == 0:
            if case.state(home) != case.new:
                return "status 0, but it is not done"
        elif not ran.err.strip() and ran.status != 71:
            return f"status {ran.status} without a word"
        return None

    def foreign(self, home, case, extra):
        """A crash inside libfyaml or libjq, which do not look whether they got memory, is theirs."""
        ran = run(home, case.command, extra=extra | {"NOMEM_TRACE": "1"}, stdin=case.stdin)
        return "libfyaml" in ran.err or "libjq" in ran.err

    def errno(self, case):
        kinds = [("ENOSPC", ["-e", ENOSPC], WRITING), ("EIO", ["-e", EIO], WRITING), ("EINTR", ["-e", EINTR], WRITING),
                 ("full disk", ["-f", "-e", ENOSPC], "write,writev,pwrite64,fsync,fdatasync,mkdir"),
                 ("EIO", ["-e", EIO], "read,pread64"), ("half", ["-s"], HALVES)]
        points = []
        for kind, options, calls in kinds:
            home = self.copy(case)
            n = under_fault(home, case.command, ["-c", calls], case.stdin).counted
            case.state(home)  # a run like the others, for end()
            shutil.rmtree(home)
            step = max(self.stride, -(-n // 60) if case.slow else 1)
            points += [(kind, i, [*options, "-c", calls, "-n", i]) for i in range(1, n + 1, step)]

        def one(point):
            home = self.copy(case)
            try:
                ran = under_fault(home, case.command, point[2], case.stdin)
                problem = self.judge(case, home, ran)
                if not problem and point[0] == "half" and ran.status != 0:
                    problem = f"half a read or write ended it with {ran.status}: {ran.err}"
                return problem
            finally:
                shutil.rmtree(home)
        self.each("errno", case, points, one)

    # ---- allocations that fail ----

    def memory(self, case):
        home = self.copy(case)
        report = home / "allocations"
        run(home, case.command, extra={"LD_PRELOAD": str(NOMEM), "NOMEM_REPORT": str(report)}, stdin=case.stdin)
        n = int(report.read_text())
        shutil.rmtree(home)

        def one(point):
            at, on = point
            home = self.copy(case)
            try:
                extra = {"LD_PRELOAD": str(NOMEM), "NOMEM_AT": str(at)} | ({"NOMEM_ON": "1"} if on else {})
                ran = run(home, case.command, extra=extra, stdin=case.stdin)
                if ran.status < 0 and self.foreign(home, case, extra):
                    return None
                return self.judge(case, home, ran)
            finally:
                shutil.rmtree(home)
        places = self.places(case, n)
        self.each("memory", case, [(i, on) for i in places for on in (False, True)], one)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    campaign = Campaign(max(1, given.stride))
    try:
        for kind in ("kill", "errno", "memory"):
            for case in CASES:
                wanted = {"kill": case.kills, "errno": case.errnos, "memory": case.memory}[kind]
                if not wanted or given.only not in f"{kind} {case.name}":
                    continue
                try:
                    campaign.settle(case)
                    getattr(campaign, kind)(case)
                except Exception as problem:  # a campaign that cannot be run has failed
                    campaign.failed = True
                    print(f"FAILED {kind} {case.name}: {type(problem).__name__}: {problem}", flush=True)
    finally:
        Gong.down()
        Deleting.down()
        shutil.rmtree(campaign.work, ignore_errors=True)
    return campaign.failed


if __name__ == "__main__":
    sys.exit(main())
