"""data: the files of the benchmark: made by generate.c, packed, analysed and archived by our own programs; made
once, and anew when the generator or the seed is another."""

import hashlib
import os
import pathlib
import shutil
import struct
import subprocess
import sys

SIZES = {  # records of metadata, records with transcripts, answered calls
    "full": (200_000, 5_000, 1_000),
    "small": (2_000, 100, 50),
}
SEED = 1
FRAME = 1 << 20
HERE = pathlib.Path(__file__).parent
ROOM = {"full": 5 << 30, "small": 1 << 30}  # with what the contenders write


def memory_left():
    for line in pathlib.Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return 0


def place(build, size):
    """In memory if there is room for it twice over: a disk would be what is measured."""
    chosen = os.environ.get("BENCH_DIR")
    if chosen:
        return pathlib.Path(chosen)
    memory = pathlib.Path(f"/dev/shm/callmine-bench-{os.getuid()}")
    if memory.exists():
        return memory
    if os.access(memory.parent, os.W_OK) and min(shutil.disk_usage(memory.parent).free, memory_left()) > 2 * ROOM[size]:
        return memory
    return build / "bench" / "data"


class Data:
    """data["calls"] is the path of that file, made when it is first asked for; data.plain("calls_zst") the bytes that
    are in it unpacked."""

    def __init__(self, build, size):
        self.build, self.size = build, size
        self.generator = build / "bench" / "generate"
        digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in ("generate.c", "words.h")))
        digest.update(f"{SEED} {SIZES[size]}".encode())
        self.folder = place(build, size) / f"{size}-{digest.hexdigest()[:8]}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.missing = {}  # name: why it could not be made
        self.env = {**os.environ, "CALLMINE_QUESTIONS": str(HERE.parents[1] / "pipelines" / "questions")}

    def __getitem__(self, name):
        file = {"calls": "calls.ndjson", "transcripts": "transcripts.ndjson", "hundred": "hundred.ndjson",
                "thousand": "thousand.ndjson", "fifty": "fifty.ndjson", "answers": "answers.ndjson", "users": "users.ndjson",
                "empty": "empty.ndjson", "talks": "talks.ndjson", "archive": "archive"}.get(name)
        kind = name
        if not file:
            base, kind = name.split("_")
            file = f"{base}.{'one' if kind == 'zst' else kind}.zst"
        path = self.folder / file
        if kind == "framed" and path.exists() and self.outdated(path):
            path.unlink()
        if not path.exists() and name not in self.missing:
            print(f"  making {path.name}", file=sys.stderr)
            beside = path.with_name("new." + path.name)
            try:
                getattr(self, "make_" + kind)(beside, *([self[base]] if kind != name else []))
                beside.rename(path)
            except (OSError, subprocess.CalledProcessError) as error:
                self.missing[name] = f"{path.name} could not be made: {error}"
                shutil.rmtree(beside, ignore_errors=True)
        return path

    def plain(self, name):
        return self[name].stat().st_size

    def run(self, command, output=None, **more):
        with open(output or os.devnull, "wb") as to:
            subprocess.run(command, stdout=to, check=True, env=self.env, **more)

    def make_calls(self, to):
        self.run([self.generator, "calls", str(SIZES[self.size][0]), str(SEED)], to)

    def make_transcripts(self, to):
        self.run([self.generator, "transcripts", str(SIZES[self.size][1]), str(SEED)], to)

    def make_users(self, to):
        self.run([self.generator, "users"], to)

    def make_hundred(self, to):  # the second: the deal that is asked for is not in the first
        self.run(["sed", "-n", "101,200p;200q", self["calls"]], to)

    def make_thousand(self, to):
        self.run(["head", "-n", "1000", self["calls"]], to)

    def make_fifty(self, to):
        self.run(["head", "-n", "50", self["transcripts"]], to)

    def make_empty(self, to):
        self.run(["true"], to)

    def make_answers(self, to):
        some = subprocess.run(["head", "-n", str(SIZES[self.size][2]), self["transcripts"]], capture_output=True,
                              check=True)
        self.run([self.build / "bin" / "cm-analyze", "--questions", "competitors", "--questions", "pricing"], to,
                 input=some.stdout)

    def make_talks(self, to):
        self.run([self.build / "bin" / "gong-sim", "--dump", "--count", str(SIZES[self.size][2]), "--seed", str(SEED)], to)

    def make_archive(self, to):
        run = to.with_name("run")
        shutil.rmtree(run, ignore_errors=True)
        run.mkdir()
        os.link(self["transcripts"], run / "calls.ndjson")
        self.run([self.build / "bin" / "cm-retain", "add", "--archive", to, run])
        shutil.rmtree(run)

    def make_zst(self, to, plain):
        self.run(["zstd", "-3", "-q", "-c", plain], to)

    # Frames: by cm-filter; where it cannot yet, by zstd on pieces cut at the ends of records.

    def packs(self):
        said = subprocess.run([self.build / "bin" / "cm-filter", "--help"], capture_output=True, text=True).stdout
        return "--output" in said

    def outdated(self, path):
        return self.packs() and path.with_suffix(".pieces").exists()

    def make_framed(self, to, plain):
        mark = to.with_name(to.name.removeprefix("new.")).with_suffix(".pieces")
        mark.unlink(missing_ok=True)
        if self.packs():
            self.run([self.build / "bin" / "cm-filter", "-o", to, plain])
            return
        mark.touch()
        table = []
        with open(plain, "rb") as lines, open(to, "wb") as out:
            while piece := b"".join(lines.readlines(FRAME)):
                packed = subprocess.run(["zstd", "-3", "-q", "-c", f"--stream-size={len(piece)}"], input=piece,
                                        capture_output=True, check=True).stdout
                out.write(packed)
                table.append(struct.pack("<II", len(packed), len(piece)))
            table.append(struct.pack("<IBI", len(table), 0, 0x8F92EAB1))
            entries = b"".join(table)
            out.write(struct.pack("<II", 0x184D2A5E, len(entries)) + entries)
