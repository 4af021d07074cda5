#!/usr/bin/python3
"""bench: ask every contender the questions of rows.py; first see that all give the same answer, then time them.

A contender is a whole process. They are timed in turn, A B C A B C ..., so that whatever else the machine does
befalls all of them alike; medians are given. The table goes to stdout, and one line for each question and contender
to build/bench/result.ndjson (schemas/bench.json)."""

import argparse
import csv
import hashlib
import io
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys

import count
from data import Data
from rows import BARS, QUESTIONS

ID = re.compile(rb'"metaData"\s*:\s*\{\s*"id"\s*:\s*"(\d+)"')
PATIENCE = {"full": 30, "small": 2}  # seconds for all rounds of a slow contender


def id_of(line):
    """Most write members in the order they came in; not all."""
    match = ID.search(line)
    return int(match[1] if match else json.loads(line)["metaData"]["id"])


def visible(cell):
    """Control characters and line separators as cm-render writes them, which lets none into a table."""
    cell = re.sub(r"[\x00-\x1f\x7f]", lambda control: f"\\x{ord(control[0]):02x}", cell)
    return re.sub("[\u2028\u2029]", lambda line: f"\\u{{{ord(line[0]):x}}}", cell)


def difference(answer, expected):
    """The data are invented: what differs may be shown."""
    found, wanted = next(((a, b) for a, b in zip(answer, expected) if a != b), ("", ""))
    return f"{len(answer)} against {len(expected)}" + (f"; {found!r:.120} for {wanted!r:.120}" if found else "")


class Bench:
    def __init__(self, build, size, rounds):
        self.build, self.tools, self.rounds = build, build / "bench", rounds
        self.patience = PATIENCE[size]
        self.data = Data(build, size)
        self.output = self.data.folder / "output"
        modules = self.tools / "npm" / "node_modules"
        self.places = {"tools": str(self.tools), "threads": str(min(2, len(os.sched_getaffinity(0))))}
        for name, pattern in (("libduckdb", "@duckdb/*/libduckdb.so"), ("libchdb", "@chdb/*/libchdb.so")):
            found = next(modules.glob(pattern), None) if modules.exists() else None
            self.places[name] = str(found) if found else ""
        self.results = []

    # ---- one contender ----

    def command(self, row):
        """Its argv; a text instead: why it cannot be asked."""
        why = ""

        def put(match):
            nonlocal why
            name = match.group(1)
            value = self.places.get(name)
            if value is None:
                value = str(self.data[name])
                why = why or self.data.missing.get(name, "")
            elif not value:
                why = why or f"{name}.so is not here: npm did not bring it"
            return value

        names = "|".join([*self.places, r"(?:calls|transcripts|hundred|users|answers|archive|talks)(?:_zst|_framed)?"])
        words = row.command if isinstance(row.command, list) else ["sh", "-c", row.command]
        words = [re.sub(r"\{(" + names + r")\}", put, word) for word in words]
        ours = self.build / "bin" / words[0]
        if ours.exists():
            words[0] = str(ours)
        program = words[0] if isinstance(row.command, list) else row.command.split()[0]
        if not shutil.which(program):
            why = why or f"{pathlib.Path(program).name} is not installed"
        return why or words

    def measure(self, command):
        said = subprocess.run([self.tools / "measure", self.output, *command], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, env=self.data.env)
        if said.returncode != 0:
            sys.exit(f"bench: measure: {said.stderr}")
        return json.loads(said.stdout.splitlines()[-1]), said.stderr.strip().splitlines()

    # ---- answers ----

    def answer(self, kind):
        """What was answered, in a form that does not depend on who answered."""
        if kind == "ids":
            with open(self.output, "rb") as lines:
                return sorted(id_of(line) for line in lines)
        text = self.output.read_text()
        if kind == "csv":
            rows = sorted(tuple(map(visible, row)) for row in csv.reader(io.StringIO(text, newline="")))
            return [row for row in rows if row and row[0].isdigit()]
        try:
            counts = json.loads(text)
            if "stage" in counts:
                counts = {group["key"] or "none": group["calls"] for group in counts["stage"]}
        except ValueError:
            counts = dict(line.rsplit(" ", 1) for line in text.splitlines())
        return sorted((stage, int(n)) for stage, n in counts.items())

    def check(self, question, rows):
        """Ask each once. Gives (row, command, seconds) of those who know the answer; notes the others."""
        good, expected = [], None
        for row in sorted(rows, key=lambda row: row.contender != question.reference):
            command = self.command(row)
            if isinstance(command, str):
                self.note(question, row, "skipped", command)
                continue
            took, told = self.measure(command)
            if took["status"] == 64 and command[0].startswith(str(self.build)):
                self.note(question, row, "skipped", f"refuses its options: {told[0] if told else ''}")
            elif took["status"] != 0:
                self.note(question, row, "failed", f"status {took['status']}: {told[-1][:100] if told else ''}")
            else:
                answer = None
                if question.answer and not row.floor:
                    answer = self.answer(question.answer)
                    expected = answer if expected is None else expected
                if answer is not None and answer != expected:
                    self.note(question, row, "disagrees", difference(answer, expected))
                else:
                    good.append((row, command, took))
        order = {id(row): n for n, row in enumerate(rows)}
        n = len(expected or [])
        digest = hashlib.sha256(repr(expected).encode()).hexdigest()[:12] if expected is not None else "not compared"
        return sorted(good, key=lambda one: order[id(one[0])]), n, digest

    # ---- times ----

    def time(self, question, good):
        """In turn. Who is slow takes part in as many rounds as its patience allows, perhaps in none: then what it
        took when it was checked stands."""
        rounds = self.rounds * question.rounds
        taken = {row.contender: [] for row, _, _ in good}
        for number in range(rounds):
            for row, command, first in good:
                if number < row.least or first["wall"] * (number + 1) <= self.patience:
                    taken[row.contender].append(self.measure(command)[0])
        for row, _, first in good:
            taken[row.contender] = taken[row.contender] or [first]
        return taken

    def note(self, question, row, status, why, runs=()):
        line = {"v": 1, "question": question.name, "contender": row.contender, "status": status}
        if why:
            line["why"] = why
        if runs:
            seconds = statistics.median(run["wall"] for run in runs)
            size = self.data.plain(question.data)
            line |= {"seconds": round(seconds, 6), "cpu": round(statistics.median(run["cpu"] for run in runs), 6),
                     "rss": max(run["rss"] for run in runs), "bytes": size, "mb_s": round(size / seconds / 1e6, 2),
                     "all": [run["wall"] for run in runs], "floor": row.floor}
        self.results.append(line)

    def ask(self, question, only):
        rows = [row for row in question.rows if not only or row.contender in only]
        print(f"\n{question.name}: {question.about}", flush=True)
        good, n, digest = self.check(question, rows)
        if not good:
            return print_left_out(self.results, question)
        taken = self.time(question, good)
        for row, _, _ in good:
            self.note(question, row, "ok", "", taken[row.contender])
        mine = [line for line in self.results if line["question"] == question.name and line["status"] == "ok"]
        size = self.data.plain(question.data)
        found = f"; {n} {question.answer}, {digest}" if question.answer else ""
        print(f"  {size / 1e6:,.1f} MB{found}")
        print_table(mine, question.reference)
        print_left_out(self.results, question)
        return None


# ---- the page ----

def print_table(lines, reference):
    by = {line["contender"]: line for line in lines}
    base = by.get(reference)
    print(f"  {'':18} {'median s':>10} {'MB/s':>9} {'x ' + reference:>8} {'cpu s':>9} {'x cpu':>7} {'RSS MB':>8}  rounds, slowest/fastest")
    for line in lines:
        line["x"] = round(base["seconds"] / line["seconds"], 3) if base else None
        line["x_cpu"] = round(base["cpu"] / line["cpu"], 3) if base and line["cpu"] else None
        x, x_cpu = (f"{ratio:.2f}" if ratio else "" for ratio in (line["x"], line["x_cpu"]))
        print(f"  {line['contender']:18} {line['seconds']:10.4f} {line['mb_s']:9.1f} {x:>8} {line['cpu']:9.4f} "
              f"{x_cpu:>7} {line['rss'] / 1e6:8.1f}  {len(line['all'])}, {max(line['all']) / min(line['all']):.2f}"
              f"{', a floor' if line['floor'] else ''}")
    ours = next((line for line in lines if line["contender"].startswith(("cm-", "gong-"))), None)
    others = [line for line in lines if not line["contender"].startswith(("cm-", "gong-", "plain"))]
    if ours and others:
        print(f"  {ours['contender']} is " + ", ".join(
            f"{line['seconds'] / ours['seconds']:.2f} x {line['contender']}" for line in others))


def print_left_out(results, question):
    for line in results:
        if line["question"] == question.name and line["status"] != "ok":
            print(f"  {line['contender']}: {line['status']}: {line['why']}")


def best(results, question, name):
    """The contender of that name, or the fastest of its variants (simdjson: of 1 and 2 threads)."""
    rows = [line for line in results if line["question"] == question and line["status"] == "ok"
            and (line["contender"] == name or name == "simdjson" and line["contender"].startswith(name))]
    return min(rows, key=lambda line: line["seconds"], default=None)


def print_bars(results, machine, counted):
    print("\nbars")
    asked = {line["question"] for line in results}
    for bar in (bar for bar in BARS if bar.question in asked):
        ours, rival = best(results, bar.question, bar.contender), best(results, bar.question, bar.rival)
        must = bar.avx512 if bar.avx512 and "avx512vbmi2" in machine["flags"] else bar.must
        name = f"  {bar.question:12} {bar.contender:18} / {bar.rival:10} must {must:6.2f}"
        name += f"  aim {bar.aim:5.1f}" if bar.aim else " " * 11
        if ours and rival:
            ratio = rival["seconds"] / ours["seconds"]
            print(f"{name}  is {ratio:7.2f}  {'ok' if ratio >= must else 'short'}")
        else:
            print(f"{name}  not measured")
    for line in counted:
        if (line["question"], line["contender"]) != ("deal", "cm-filter") or "per_byte" not in line:
            continue
        per_byte = line["per_byte"]
        print(f"  {'deal':12} instructions per byte         at most 9.0{'':13}is {per_byte:7.2f}  "
              f"{'ok' if per_byte <= 9 else 'short'}")


# ---- the machine ----

def first_line(*command):
    try:
        said = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        return (said.stdout or said.stderr).strip().splitlines()[0][:80]
    except (OSError, IndexError):
        return None


def machine_facts(bench):
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    flags = set((re.search(r"^(?:flags|Features)\s*: (.*)", info, re.M) or [""] * 2)[1].split())
    places = bench.places
    versions = {
        "cm-filter": first_line(bench.build / "bin" / "cm-filter", "--version"),
        "jq": first_line("jq", "--version"), "jaq": first_line("jaq", "--version"),
        "gojq": first_line("gojq", "--version"), "miller": first_line("mlr", "--version"),
        "rg": first_line("rg", "--version"), "zstd": first_line("zstd", "--version"),
        "simdjson": first_line(bench.tools / "simdjson", "--version"),
        "duckdb": places["libduckdb"] and first_line(bench.tools / "duckdb", places["libduckdb"], "1", "-"),
        "clickhouse": places["libchdb"] and first_line(bench.tools / "clickhouse", places["libchdb"], "1", "SELECT version()"),
    }
    return {"cpu": model[1] if model else platform.machine(), "cores": len(os.sched_getaffinity(0)),
            "flags": sorted(flags & {"avx2", "avx512bw", "avx512vbmi2", "pclmulqdq", "vpclmulqdq"}),
            "kernel": platform.release(), "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), "load": round(os.getloadavg()[0], 2),
            "versions": {name: version for name, version in versions.items() if version}}


def main():
    said = argparse.ArgumentParser(description="time callmine against what else there is")
    said.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"))
    said.add_argument("--size", choices=("full", "small"), default="full")
    said.add_argument("--rounds", type=int)
    said.add_argument("--rows", default="", help="only these questions")
    said.add_argument("--result", type=pathlib.Path, help="instead of BUILD/bench/result.ndjson")
    said.add_argument("--only", default="", help="only these contenders")
    said = said.parse_args()
    asked, only = said.rows.split(), set(said.only.split())
    unknown = set(asked) - {q.name for q in QUESTIONS} | only - {r.contender for q in QUESTIONS for r in q.rows}
    if unknown:
        sys.exit(f"bench: there is no {' and no '.join(sorted(unknown))}")
    bench = Bench(said.build.resolve(), said.size, said.rounds or (5 if said.size == "full" else 2))
    machine = machine_facts(bench)
    print(f"{machine['cpu']}, {machine['cores']} cores, {' '.join(machine['flags'])}; load {machine['load']:.2f}")
    print("; ".join(machine["versions"].values()))
    print(f"data in {bench.data.folder}; {bench.rounds} rounds; x: how many times as fast as")
    for question in QUESTIONS:
        if not asked or question.name in asked:
            bench.ask(question, only)
    counted = []
    if said.size == "full" and not asked and not only and shutil.which("valgrind"):
        counted, _ = count.report(bench.build, bench.data, bench.tools)
    print_bars(bench.results, machine, counted)
    bench.output.unlink(missing_ok=True)
    result = said.result or said.build / "bench" / "result.ndjson"
    with open(result, "w") as out:
        for line in bench.results + counted:
            out.write(json.dumps(line | {"machine": machine}) + "\n")
    print(f"\nline by line in {result}; the data stay in {bench.data.folder.parent}: make bench-clean")


if __name__ == "__main__":
    main()
