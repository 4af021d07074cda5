#!/usr/bin/python3
"""layers: the table of who may see whom, and the one home of each outside library.

An include may point down the table only, siblings do not see each other, and every include of ours is written
from the root. A library of somebody else's is included in its home and nowhere else."""

import pathlib
import re
import sys

TABLE = [["base"], ["pack"], ["json"], ["http", "state"], ["gong", "analyze", "report", "archive", "sim", "run"]]
RANK = {folder: rank for rank, row in enumerate(TABLE) for folder in row}

HOMES = [  # (header, where it may be included)
    (r"jq\.h|jv\.h|oniguruma\.h", "lib/json/"),
    (r"archive\.h|archive_entry\.h|zstd\.h|zstd_errors\.h|zdict\.h", "lib/pack/"),
    (r"curl/.*", "lib/http/"),
    (r"sodium\.h|sodium/.*", "lib/state/"),
    (r"libstemmer\.h|utf8proc\.h|libfyaml\.h", "lib/analyze/"),
    (r"cairo.*|pango.*|hb.*|xlsxwriter.*|minizip/.*", "lib/report/"),
    (r"microhttpd\.h", "lib/sim/"),
    (r"getopt\.h", "lib/base/option.c"),
]
HOMES = [(re.compile(header), home) for header, home in HOMES]

# What the C library has. Anything else is a dependency, and gets a home first.
SYSTEM = re.compile(
    r"(sys|netinet|arpa|linux|net)/[a-z0-9_]+\.h|(assert|complex|ctype|dirent|dlfcn|errno|fcntl|fenv|float|fnmatch|ftw|glob|"
    r"immintrin|inttypes|iso646|langinfo|libgen|limits|locale|math|malloc|netdb|poll|pthread|pwd|sched|search|setjmp|signal|spawn|"
    r"elf|execinfo|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|strings|syslog|termios|tgmath|"
    r"threads|time|uchar|ucontext|unistd|wchar|wctype|grp|getopt|regex|cpuid)\.h")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')


def findings(root):
    for path in sorted(p for folder in ("lib", "bin", "tests") for p in (root / folder).rglob("*.[ch]")):
        name = path.relative_to(root).as_posix()
        folder = name.split("/")[1] if name.startswith("lib/") else None
        if folder is not None and folder not in RANK:
            yield f"{name}:1: lib/{folder} has no place in the table of layers"
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            bracket, what = found.groups()
            problem = ours(name, folder, what) if bracket == '"' else theirs(name, what)
            if problem:
                yield f"{name}:{number}: {problem}"


def ours(name, folder, what):
    if not re.match(r"(lib/[a-z]+|bin|tests(/[a-z]+)?)/[a-z0-9_]+\.h$", what):
        return f'"{what}" is not written from the root of the tree'
    if folder is None:
        return None
    if not what.startswith("lib/"):
        return f'lib does not see {what.split("/")[0]}/'
    seen = what.split("/")[1]
    if seen not in RANK:
        return f"lib/{seen} has no place in the table of layers"
    if seen != folder and RANK[seen] >= RANK[folder]:
        return f"lib/{folder} may not see lib/{seen}"
    return None


def theirs(name, what):
    for header, home in HOMES:
        if header.fullmatch(what):
            return None if name.startswith((home, "tests/")) else f"<{what}> is at home in {home}"
    return None if SYSTEM.fullmatch(what) else f"<{what}> has no home; name one in tests/lint/layers.py"


if __name__ == "__main__":
    found = list(findings(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))
