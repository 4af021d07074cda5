#!/usr/bin/python3
"""count: how many instructions a byte takes, by callgrind, on 1,000 records of metadata (of what was said: 50) and
one thread: the same on a busy machine as on a quiet one. What a start takes, seen on an empty input, is taken off.

counts.ndjson beside this file says what is expected; more than 5 % above it is a fault. --update writes it anew."""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

from data import Data
from rows import COLUMNS, JQ, PHRASE

EXPECTED = pathlib.Path(__file__).with_name("counts.ndjson")
SLACK = 1.05
COUNTED = [  # question, program, input, arguments
    ("deal", "cm-filter", "thousand", ["--threads", "1", "--jq", JQ["deal"]]),
    ("flat", "cm-filter", "thousand", ["--threads", "1", "--jq", JQ["flat"]]),
    ("phrase", "cm-filter", "fifty", ["--threads", "1", "--jq", JQ["phrase"]]),
    ("spoken", "cm-filter", "fifty", ["--threads", "1", "--phrase", PHRASE]),
    ("preview", "cm-filter", "thousand", ["--threads", "1", "--preview", "--json"]),
    ("csv", "cm-render", "thousand", ["--format", "csv", "--columns", COLUMNS]),
    ("deal", "jq", "thousand", ["-c", f"select({JQ['deal']})"]),
]


def callgrind(command, profile):
    """Instructions in all; None and why, when the program did not end well."""
    said = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *command],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if said.returncode != 0:
        told = [line for line in said.stderr.decode(errors="replace").splitlines() if not line.startswith("==")]
        return None, f"status {said.returncode}: {told[-1] if told else ''}"
    total = re.search(r"^(?:totals|summary): (\d+)", profile.read_text(errors="replace"), re.M)
    return (int(total[1]), None) if total else (None, "callgrind wrote no total")


def hottest(profile, most=3):
    """The functions in which most instructions were, by themselves."""
    names, own, function, inclusive = {}, {}, None, False
    for line in profile.read_text(errors="replace").splitlines():
        if match := re.match(r"fn=\((\d+)\)(?: (.*))?", line):
            if match[2]:
                names[match[1]] = match[2]
            function = match[1]
        elif match := re.match(r"c?fn=\((\d+)\) (.*)", line):
            names[match[1]] = match[2]
        elif line.startswith("calls="):
            inclusive = True
        elif line[:1].isdigit() or line[:1] in "+-*":
            numbers = line.split()
            if not inclusive and function and len(numbers) > 1:
                own[function] = own.get(function, 0) + int(numbers[1])
            inclusive = False
    total = sum(own.values()) or 1
    return [(names.get(f, "?"), round(n / total, 4)) for f, n in sorted(own.items(), key=lambda one: -one[1])[:most]]


def measure(build, data, tools, question, program, name, arguments):
    """A line of schemas/bench.json."""
    line = {"v": 1, "question": question, "contender": program, "status": "skipped"}
    path, profile = build / "bin" / program, tools / f"callgrind.{program}.{question}"
    command = [str(path) if path.exists() else program, *arguments]
    if not shutil.which(command[0]):
        return line | {"why": "not installed"}
    if program == "cm-filter" and not takes_threads(command[0]):
        command = [word for word in command if word not in ("--threads", "1")]
    start, why = callgrind([*command, data["empty"]], profile)
    total, why = callgrind([*command, data[name]], profile) if not why else (None, why)
    if why:
        return line | {"why": why}
    per_byte = round((total - start) / data.plain(name), 2)
    return line | {"status": "counted", "per_byte": per_byte, "start": start, "hottest": hottest(profile)}


def takes_threads(program):
    return "--threads" in subprocess.run([program, "--help"], capture_output=True, text=True).stdout


def report(build, data, tools):
    """Print all counts, and give them; the last says which are too high."""
    expected = {}
    if EXPECTED.exists():
        for line in map(json.loads, EXPECTED.read_text().splitlines()):
            expected[line["question"], line["program"]] = line["per_byte"]
    print("\ninstructions per byte (callgrind, one thread, AVX2)", flush=True)
    lines, high = [], []
    for row in COUNTED:
        line = measure(build, data, tools, *row)
        lines.append(line)
        key = line["question"], line["contender"]
        if "why" in line:
            print(f"  {key[0]:8} {key[1]:10} skipped: {line['why']}")
            continue
        most = expected.get(key)
        if most and line["per_byte"] > most * SLACK:
            high.append(f"{key[1]} {key[0]}: {line['per_byte']} instructions per byte, expected {most}")
        print(f"  {key[0]:8} {key[1]:10} {line['per_byte']:8.2f}  expected {most or '-':>7}  "
              f"start {line['start'] / 1e6:.1f} M", flush=True)
        for name, share in line["hottest"]:
            print(f"  {'':21}{share:6.1%}  {name}")
    return lines, high


def main():
    said = argparse.ArgumentParser(description="instructions per byte against what is expected")
    said.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"))
    said.add_argument("--update", action="store_true")
    said = said.parse_args()
    build = said.build.resolve()
    lines, high = report(build, Data(build, "small"), build / "bench")
    if said.update:
        EXPECTED.write_text("".join(
            json.dumps({"question": line["question"], "program": line["contender"], "per_byte": line["per_byte"]}) + "\n"
            for line in lines if "per_byte" in line))
        return
    print("\n".join(high), file=sys.stderr, end="\n" if high else "")
    sys.exit(bool(high))


if __name__ == "__main__":
    main()
