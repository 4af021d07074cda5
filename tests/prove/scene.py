"""Where the campaigns take place: a directory with a state of its own, programs that are run in it, what is found in
it afterwards, and one simulator for all that ask Gong."""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN, PROVE = pathlib.Path(os.environ.get("CALLMINE_BUILD", ROOT / "build")) / "bin", ROOT / "build/prove"
FAULTAT = PROVE / "faultat"
NOW = "2026-11-16T08:00:00Z"


def environment(home):
    keep = {k: v for k, v in os.environ.items() if k in ("LC_ALL", "TERM")}
    return keep | {
        "PATH": f"{BIN}:/usr/bin:/bin", "HOME": str(home), "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"), "CALLMINE_QUESTIONS": str(ROOT / "pipelines/questions"),
        "CALLMINE_PIPELINES": str(ROOT / "pipelines"),
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


def audit_lines(home):
    """The lines of the audit log, its chain walked from the first on; a torn last line counts for nothing."""
    path, prev, done = home / "state/callmine/audit.log", "0" * 64, []
    whole = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    for n, line in enumerate(whole, 1):
        one = json.loads(line)
        mine = hashlib.sha256(line[:line.rindex(b',"hash":')]).hexdigest()
        assert (one["n"], one["prev"], one["hash"]) == (n, prev, mine), f"line {n} of the audit log does not fit"
        prev = mine
        done.append(one)
    return done


def audited(home):
    """What the audit log says was done."""
    return [one["what"] for one in audit_lines(home)]


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
