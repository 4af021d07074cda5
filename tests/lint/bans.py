#!/usr/bin/python3
"""bans: what must not stand in the tree.

Functions that overrun, forget their errors or start a shell; in lib anything that prints or ends the process;
words that put work off; names that say nothing; paths of one machine."""

import pathlib
import re
import subprocess
import sys

ANYWHERE = {
    "strcpy": "memcpy with a length, or a struct buf", "strcat": "a struct buf", "stpcpy": "a struct buf",
    "sprintf": "snprintf, or buf_format", "vsprintf": "vsnprintf", "gets": "getline", "atoi": "strtoll, checked",
    "atol": "strtoll, checked", "atoll": "strtoll, checked", "atof": "json_number, or strtod, checked",
    "strtok": "a struct span", "strtok_r": "a struct span", "system": "posix_spawn", "popen": "posix_spawn",
    "alloca": "a struct buf", "mktemp": "file_begin", "tmpnam": "file_begin", "tempnam": "file_begin",
    "setjmp": "a fault", "longjmp": "a fault",
}
IN_LIB = {
    word: "lib never prints"
    for word in ("printf", "fprintf", "vprintf", "vfprintf", "dprintf", "puts", "putchar", "fputs", "fputc", "putc",
                 "perror", "psignal", "warn", "warnx", "fwrite")
} | {
    word: "lib never ends the process: return a fault"
    for word in ("exit", "_exit", "_Exit", "quick_exit", "abort", "err", "errx", "assert", "raise")
}
# Where one of them is right, and why.
EXCEPT = {
    ("lib/json/cell.c", "_exit"): "the child of a fork ends there",
    ("lib/run/child.c", "_exit"): "the children of a fork end there",
}
STREAMS = re.compile(r"\b(stdout|stderr)\b")

# In pieces, so that this file does not find itself.
WORDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b|(?<!take )\bfor" r" now\b|\bplace" r"holder\b")
HOSTS = re.compile(r"\b(pypi\.o" r"rg|registry\.npmjs\.o" r"rg|crates\.i" r"o|proxy\.golang\.o" r"rg)\b")
PATHS = re.compile(r"(?<![\w.$}/~-])/(wo" r"rk|ro" r"ot|ho" r"me)(/|\b)")
NAMES = re.compile(r"(^|[_-])(util|utils|common|misc|helper|helpers|stuff)([_.-]|$)")

CODE = {".c", ".h"}
NOT_OURS = ("tests/data/", "tests/golden/", "build/", "runs/")


def files(root):
    listed = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    names = listed.stdout.splitlines() if listed.returncode == 0 else [
        p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()]
    return sorted(n for n in names if not n.startswith(NOT_OURS) and "/." not in n and (root / n).is_file())


def bare(text):
    """C without comments and strings, line by line the same."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return token.sub(lambda m: "\n" * m.group().count("\n") + " ", text)


def quiet(text):
    """C without the words in its strings: what an invented speaker says is no comment of ours."""
    return re.sub(r'"(?:\\.|[^"\\\n])*"', lambda m: m.group() if PATHS.search(m.group()) else '""', text)


def findings(root):
    for name in files(root):
        if any(NAMES.search(part) for part in name.split("/")):
            yield f"{name}:1: a name that says nothing; name the thing"
        try:
            text = (root / name).read_text()
        except UnicodeDecodeError:
            continue
        c = pathlib.PurePath(name).suffix in CODE
        for number, line in enumerate((quiet(text) if c else text).splitlines(), 1):
            for pattern, why in ((WORDS, "say it in an issue, or do it"), (PATHS, "a path of one machine"),
                                 (HOSTS, "a registry; what is needed comes from Debian")):
                found = pattern.search(line)
                if found:
                    yield f"{name}:{number}: \"{found.group()}\": {why}"
        if not c:
            continue
        lib = name.startswith("lib/")
        for number, line in enumerate(bare(text).splitlines(), 1):
            for call in re.findall(r"(?<![\w.>])(\w+)\s*\(", line):
                if (name, call) in EXCEPT:
                    continue
                better = ANYWHERE.get(call) or (lib and IN_LIB.get(call))
                if better:
                    yield f"{name}:{number}: {call}(): {better}"
            if lib and STREAMS.search(line):
                yield f"{name}:{number}: {STREAMS.search(line).group()}: lib never prints"


if __name__ == "__main__":
    found = list(findings(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))
