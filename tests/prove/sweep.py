#!/usr/bin/python3
"""sweep.py [--stride K] [--only WORD] [--brief N] [--whole]: every Kth place where a program can be killed, a system call or an
allocation can fail. After a kill the state is the old or the new one, and the next run ends as if nothing had
been; nobody ends with 0 and other output than without the fault. A line a campaign: ok or FAILED, and its figures.
--brief: of those only that change the state, and at N places each. --whole: also where a case says how many of its
places are enough, all of them.

Needs a build, build/prove/faultat and build/prove/nomem.so."""

import argparse
import concurrent.futures
import os
import pathlib
import shutil
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from cases import CASES
from cases_run import RUN_CASES
from cases_schedule import SCHEDULE_CASES
from cases_state import STATE_CASES
from scene import PROVE, Deleting, Gong, run, under_fault

NOMEM = PROVE / "nomem.so"
ENOSPC, EIO, EINTR = 28, 5, 4
WRITING = "write,writev,pwrite64,fsync,fdatasync,close,rename,renameat2,ftruncate,unlink,unlinkat,mkdir,openat"
HALVES = "write,pwrite64,read,pread64"


class Campaign:
    def __init__(self, stride, most, whole):
        self.stride, self.most, self.whole, self.work = stride, most, whole, pathlib.Path(tempfile.mkdtemp(prefix="prove-", dir="/tmp"))
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
        ran = under_fault(home, case.command, case.at, case.stdin)
        assert ran.status == 0, f"{case.name}: {ran.err}"
        case.new, case.out, case.calls = case.state(home), ran.out, ran.counted
        shutil.rmtree(home)

    def places(self, case, n):
        most = min(filter(None, (not self.whole and case.most, self.most)), default=n)
        return range(1, n + 1, max(self.stride, -(-n // most)))

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
                ran = under_fault(home, case.command, ["-n", n, "-k", *case.at], case.stdin)
                problem = case.torn(home, case.old, case.new)
                if not problem:
                    ran = run(home, case.command, stdin=case.stdin)
                    if ran.status in case.done_before and case.state(home) == case.new:
                        problem = case.unfinished(home, case.new)
                    elif ran.status != 0:
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
            step = max(self.stride, -(-n // 60) if case.slow and not self.whole else 1)
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
    parser.add_argument("--brief", type=int, default=0)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    campaign = Campaign(max(1, given.stride), given.brief, given.whole)
    try:
        for kind in ("kill", "errno", "memory"):
            for case in [*CASES, *STATE_CASES, *SCHEDULE_CASES, *RUN_CASES]:
                wanted = {"kill": case.kills, "errno": case.errnos, "memory": case.memory}[kind]
                if not wanted or (given.brief and not case.brief) or given.only not in f"{kind} {case.name}":
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
