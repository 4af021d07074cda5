#!/usr/bin/python3
"""memory: the most memory that cm-filter has while many gigabytes of calls with transcripts go through it in a pipe."""

import argparse
import json
import os
import pathlib
import subprocess
import sys

from data import SEED
from rows import JQ

RECORD = 97_000  # bytes, about
MOST = 16e6


def main():
    said = argparse.ArgumentParser(description="the most memory of cm-filter in a pipe")
    said.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build"))
    said.add_argument("--gigabytes", type=float, default=10)
    said = said.parse_args()
    tools, program = said.build.resolve() / "bench", said.build.resolve() / "bin" / "cm-filter"
    options = subprocess.run([program, "--help"], capture_output=True, text=True).stdout
    threads = ["--threads", "2"] if "--threads" in options else []
    records = str(max(1, round(said.gigabytes * 1e9 / RECORD)))
    with subprocess.Popen([tools / "generate", "transcripts", records, str(SEED)], stdout=subprocess.PIPE) as calls:
        took = subprocess.run([tools / "measure", os.devnull, program, *threads, "--jq", JQ["deal"]],
                              stdin=calls.stdout, capture_output=True, text=True, check=True)
        calls.stdout.close()
    took = json.loads(took.stdout)
    if took["status"] != 0 or calls.returncode != 0:
        sys.exit(f"memory: cm-filter ended with {took['status']}, the generator with {calls.returncode}")
    print(f"{records} records, about {said.gigabytes:g} GB, cm-filter {' '.join(threads) or 'as it is'}: "
          f"{took['wall']:.1f} s, at most {took['rss'] / 1e6:.1f} MB  {'ok' if took['rss'] <= MOST else 'short: 16 MB'}")


if __name__ == "__main__":
    main()
