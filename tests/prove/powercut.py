#!/usr/bin/python3
"""powercut.py [--cuts N] [--only WORD] [--without files|directories|each] [--kills K] [--seed N]: the power fails while the state
is written. A program works on an ext4 file system of its own, whose shutdown ioctl then drops all that is not on the
disk, as when the power fails; after mounting it again, what was acknowledged (exit 0) is there, what was not is there
whole or not at all, and the next run ends as ever. A line a writer: ok or FAILED, and its figures.

--without: the calls of fsync for files, or those for directories, do nothing; the test has to notice, so it fails if
nothing is lost. each: every fsync of a writer is left out in turn, and a line says which of them the state hangs on.

--kills: instead, a step is killed at every Kth system call and run again, before the power fails: what the killed one
left in memory only is no ground to say that it is done.

Needs root and loop devices (else a line says so, and the status is 77), a build, and build/prove/{faultat,nosync.so,state}."""

import argparse
import contextlib
import fcntl
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from scene import PROVE, Gong, environment, run, under_fault
from writers import WRITERS

SHUTDOWN, NO_FLUSH = 0x8004587D, struct.pack("I", 2)  # _IOR('X', 125, __u32)
NOSYNC = PROVE / "nosync.so"
MOMENTS = ("acknowledged", "amid", "after a kill")
SKIPPED = 77


def alone():
    """In a mount namespace of our own: who else made a copy of the mounts would keep a file system that was cut off from
    going away, and the next mount would find it so. What is mounted goes with us."""
    if os.getuid() == 0 and "POWERCUT_ALONE" not in os.environ and shutil.which("unshare"):
        os.environ["POWERCUT_ALONE"] = "1"
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv])


class Disk:
    """An ext4 file system in a file. Without auto_da_alloc, by which ext4 covers up for some who forget an fsync."""

    def __init__(self, work):
        self.image, self.at = work / "image", work / "disk"
        self.at.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(40 << 20)
        self.do("mkfs.ext4", "-q", "-F", "-O", "has_journal", self.image)
        self.mount()

    @staticmethod
    def do(*command):
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
        if done.returncode:
            raise OSError(f"{command[0]}: {done.stderr.strip() or done.returncode}")

    def mount(self):
        self.do("mount", "-t", "ext4", "-o", "loop,noatime,noauto_da_alloc", self.image, self.at)

    def umount(self):
        for _ in range(100):
            with contextlib.suppress(OSError):
                return self.do("umount", self.at)
            time.sleep(0.02)
        self.do("umount", self.at)

    def cut(self):
        fd = os.open(self.at, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.ioctl(fd, SHUTDOWN, NO_FLUSH)
        os.close(fd)

    def again(self):
        self.umount()
        self.mount()

    def sync(self):
        fd = os.open(self.at, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(fd)
        os.close(fd)
        self.do("sync", "-f", self.at)


class Cuts:
    def __init__(self, disk, work, without):
        self.disk, self.work, self.without = disk, work, without
        self.templates = {}

    def shim(self, which=None):
        return {"LD_PRELOAD": str(NOSYNC), "NOSYNC": str(which)} if which else {}

    def fresh(self, writer):
        """The writer's beginning, on the disk."""
        if writer.name not in self.templates:
            self.templates[writer.name] = self.work / f"template-{len(self.templates)}"
            self.templates[writer.name].mkdir()
            writer.prepare(self.templates[writer.name])
        home = self.disk.at / "home"
        if home.exists():
            shutil.rmtree(home)
        shutil.copytree(self.templates[writer.name], home)
        self.disk.sync()
        return home

    def step(self, writer, home, n, extra, good=(0,)):
        command, stdin = writer.step(n)
        ran = run(home, command, extra=extra, stdin=stdin)
        if ran.status not in good:
            raise RuntimeError(f"{command}: {ran.status}: {ran.err}")

    def amid(self, writer, home, n, extra, took):
        """The step is on its way when the power fails; whether it was acknowledged before. What is after is no
        acknowledgement: Linux itself lets an fdatasync that is under way then succeed, and keeps nothing of it."""
        command, stdin = writer.step(n)
        going = subprocess.Popen([str(c) for c in command], cwd=home, env=environment(home) | extra,
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(BrokenPipeError):
            going.stdin.write(stdin)
            going.stdin.close()
        time.sleep(random.uniform(0, 1.3 * took))
        acknowledged = going.poll() == 0
        self.disk.cut()
        with contextlib.suppress(subprocess.TimeoutExpired):
            going.wait(20)
        going.kill()
        going.wait()
        return acknowledged

    def one(self, writer, moment, steps, which):
        """What was lost in one cut, or None; and how many steps were acknowledged."""
        home, extra, begun = self.fresh(writer), self.shim(which), None
        before = time.monotonic()
        for n in range(steps):
            self.step(writer, home, n, extra)
        took, done = (time.monotonic() - before) / steps, steps
        if moment == "amid":
            begun = steps
            done += self.amid(writer, home, steps, extra, took)
        elif moment == "after a kill":
            # What a killed process left in memory only is no ground for the next one to say that it is done.
            command, stdin = writer.step(steps)
            under_fault(home, command, ["-n", random.randint(1, writer.calls), "-k"], stdin)
            self.step(writer, home, steps, extra, writer.again)
            done += 1
        if moment != "amid":
            self.disk.cut()
        self.disk.again()
        try:
            return writer.lost(home, done, begun if done == steps else None), done
        except Exception as problem:  # what cannot even be read is lost
            return f"{type(problem).__name__}: {problem}", done

    def killed_at(self, writer, steps, n):
        """A step is killed at its nth system call and run again, until it is acknowledged; then the power fails."""
        home = self.fresh(writer)
        for before in range(steps):
            self.step(writer, home, before, {})
        command, stdin = writer.step(steps)
        ran = under_fault(home, command, ["-n", n, "-k"], stdin)
        if ran.hit:
            self.step(writer, home, steps, {}, writer.again)
        self.disk.cut()
        self.disk.again()
        return (writer.lost(home, steps + 1, None) if ran.hit else None), ran.hit

    def kills(self, writer, stride):
        """Each of two steps, killed at every strideth system call."""
        began, places, lost, first = time.monotonic(), 0, 0, ""
        for steps in (0, 1):
            n, hit = 1, True
            while hit:
                problem, hit = self.killed_at(writer, steps, n)
                places += hit
                if problem:
                    lost += 1
                    first = first or f", the first of step {steps} killed at {n}: {problem}"
                n += stride
        return lost, f"{writer.name}: {places} cuts, {lost} lost something{first} ({time.monotonic() - began:.0f} s)".replace("\n", " ")

    def count(self, writer):
        """The system calls of a step, and its fsyncs in their order."""
        home, report = self.fresh(writer), self.work / "syncs"
        command, stdin = writer.step(0)
        writer.calls = under_fault(home, command, [], stdin).counted
        home = self.fresh(writer)
        run(home, command, extra={"LD_PRELOAD": str(NOSYNC), "NOSYNC_REPORT": str(report)}, stdin=stdin)
        syncs = report.read_text().split() if report.exists() else []
        report.unlink(missing_ok=True)
        return syncs

    def many(self, writer, cuts):
        began, lost, first, acknowledged = time.monotonic(), 0, "", 0
        self.count(writer)
        for i in range(cuts):
            moment = MOMENTS[0] if self.without else MOMENTS[i % len(MOMENTS)]
            problem, done = self.one(writer, moment, random.randint(1, 3), self.without)
            acknowledged += done
            if problem:
                lost += 1
                first = first or f", the first {moment}: {problem}"
        figures = f"{cuts} cuts, {acknowledged} acknowledged, {lost} cuts lost something"
        return lost, f"{writer.name}: {figures}{first} ({time.monotonic() - began:.0f} s)".replace("\n", " ")

    def each(self, writer):
        """Which fsyncs of a step the state hangs on."""
        syncs = self.count(writer)
        needed = []
        for n, what in enumerate(syncs, 1):
            lost = any(self.one(writer, MOMENTS[0], 1, n)[0] for _ in range(3))
            needed.append(f"{n} ({what}): {'noticed' if lost else 'not noticed'}")
        return f"{writer.name}: " + ", ".join(needed)


def campaign(given, work):
    disk = Disk(work)
    failed = False
    try:
        without = given.without if given.without != "each" else None
        cuts = Cuts(disk, work, without)
        chosen = [w for w in WRITERS if given.only in w.name]
        share, noticed = -(-given.cuts // len(chosen)), 0
        for writer in chosen:
            if given.without == "each":
                print(f"ok power cut, an fsync left out: {cuts.each(writer)}", flush=True)
                continue
            if given.kills:
                lost, line = cuts.kills(writer, given.kills)
                failed |= bool(lost)
                print(f"{'FAILED' if lost else 'ok'} power cut after a kill, {line}", flush=True)
                continue
            lost, line = cuts.many(writer, share)
            noticed += lost
            failed |= bool(lost) and not without
            title = "power cut" + (f" without fsync of {without}" if without else "")
            print(f"{'FAILED' if lost and not without else 'ok'} {title}, {line}", flush=True)
        if without and not noticed:
            failed = True
            print(f"FAILED power cut without fsync of {without}: nothing was lost, so this test notices nothing")
    finally:
        with contextlib.suppress(OSError):
            disk.umount()
    return failed


def possible(work):
    """Why there can be no such disk here; None if there can."""
    if os.getuid() != 0:
        return "it needs root"
    for tool in ("mkfs.ext4", "mount"):
        if not shutil.which(tool, path="/usr/sbin:/usr/bin:/sbin:/bin"):
            return f"there is no {tool}"
    try:
        Disk(work).umount()
    except OSError as problem:
        return str(problem)
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--only", default="")
    parser.add_argument("--without", choices=("files", "directories", "each"))
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    alone()
    random.seed(given.seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="powercut-", dir="/tmp"))
    try:
        why = possible(pathlib.Path(tempfile.mkdtemp(dir=work)))
        if why:
            print(f"power cut: left out, for {why}", flush=True)
            return SKIPPED
        return campaign(given, work)
    finally:
        Gong.down()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
