"""The places of the sweep: a program, what it begins with, and what holds of the state after a kill or a failure."""

import json
import re
import shutil

from scene import NOW, ROOT, Deleting, Gong, audited, files, run


class Case:
    """A program's run: in a copy of the directory that prepare() makes, `command` is run. The state is what
    state() tells of the directory; it has to be that from before or that from after, and after the next run
    that from after, with nothing else left there."""

    name, command, stdin, slow, stdout_counts = "", [], b"", False, True
    kills, errnos, memory = True, True, False
    template = None
    at = ()  # which system calls it is killed at; (): all
    most = 0  # places at most, spread evenly; 0: all
    brief = False  # it changes the state and is quick
    done_before = ()  # how the next run may end where there is nothing left to do

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
    memory, where = True, "archive"

    def archive(self, home, name, created, kept="90d"):
        folder = home / name
        (folder / "ledger").mkdir(parents=True)
        (folder / "calls.ndjson").write_text("".join(f'{{"metaData":{{"id":"{i}"}}}}\n' for i in range(300)))
        (folder / "report.html").write_text(f"<p>{name}</p>\n")
        (folder / "ledger/list.ndjson").write_text('{"v":1,"stage":"gong-list-calls","listed":300}\n')
        (folder / "manifest.json").write_text(json.dumps({"v": 1, "id": name, "created": created, "class": kept}))

    def retain(self, home, *words):
        return run(home, ["cm-retain", words[0], "--archive", self.where, *words[1:]])

    def add(self, home, *names):
        done = self.retain(home, "add", *names)
        assert done.status == 0, done.err

    def torn(self, home, old, new):
        for bundle in sorted((home / self.where).glob("*.tar.zst")):
            done = self.retain(home, "verify", bundle.name[:-8])
            if done.status != 0 and "unlisted" not in done.out.decode():
                return f"{bundle.name}: {done.out.decode()}{done.err}"
        return super().torn(home, old, new)

    def state(self, home):
        return {k: v for k, v in super().state(home).items() if not k.endswith("journal.ndjson")}

    def unfinished(self, home, new):
        if (home / self.where / "journal.ndjson").exists():
            return "the journal was left"
        done = self.retain(home, "verify")
        return super().unfinished(home, new) or (done.out.decode() + done.err if done.status else None)


class Add(Retain):
    name, brief = "cm-retain add", True
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
    name, brief, stdout_counts = "cm-retain prune", True, False  # the next run finds less to prune, and says so
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
