"""What a prompt shows and asks: the sentences between the fences, the questions, the seal; and the answer that an
honest model would give, made by rule: the same question of the same sentences gets the same answer."""

import hashlib
import json
import re
from typing import NamedTuple

import llm_schema

FENCED = re.compile(r"<<<(\S+-[0-9a-f]{32})\n(.*?)\n?\1>>>", re.S)
LABEL = re.compile(r"\[S(\d+) (\S+) (customer|rep|unknown) (.*?)\] ?(.*)")
HEX = re.compile(r"transcript-[0-9a-f]{32}")
SEAL = re.compile(r"\bseal\b[\"']? is (?:the word )?[\"']?([A-Za-z0-9_-]{3,40})", re.I)
VALUE = re.compile(r"^\s*value: ([^;\n]*); said by ([^;\n]*)", re.M)
FIELD = r"^\s*{}: .*\((.*), or null\)$"
RESERVED = ("first", "seal")


class Sentence(NamedTuple):
    id: str
    at: str
    side: str
    name: str
    text: str

    def label(self):
        return f"[{self.id} {self.at} {self.side} {self.name}] "


def draw(*words):
    """A number that the words decide."""
    return int.from_bytes(hashlib.sha256("\x1f".join(words).encode()).digest()[:6], "big")


class Prompt:
    """said: [(role, text)]; schema: of the reply. sentences, questions {id: text of it}, first, seal, hint (the hash
    of what was said on the call, whatever the fence), ask (the hash of all that is asked, fence and seal apart)."""

    def __init__(self, said, schema):
        text = "\n".join(words for _, words in said)
        found = FENCED.search(text)
        self.fenced = found is not None
        shown = found[2] if found else ""
        # What is not the call's: the questions, and in a second round what was wrong with the first reply.
        self.around = (text[:found.start()] + "\n" + text[found.end():]) if found else text
        self.rounds = sum(role == "assistant" for role, _ in said)
        self.bytes = len(text.encode())
        self.sentences = [Sentence("S" + m[1], *m.group(2, 3, 4, 5)) for m in map(LABEL.fullmatch, shown.split("\n"))
                          if m]
        self.hint = hashlib.sha256(shown.encode()).hexdigest() if found else None
        self.schema = schema or self.told_schema()
        self.questions = {name: self.block(name) for name in (self.schema or {}).get("properties", {})
                          if name not in RESERVED}
        self.first = self.sentences[0].id if self.sentences else "S0"
        self.seal = self.told_seal()
        plain = HEX.sub("FENCE", text)
        plain = plain.replace(self.seal, "SEAL") if self.seal else plain
        self.ask = hashlib.sha256((plain + json.dumps(self.schema)).encode()).hexdigest()

    def told_schema(self):
        """The schema that stands in the prompt, where no field holds it."""
        for found in re.finditer(r"\{", self.around):
            try:
                value, _ = json.JSONDecoder().raw_decode(self.around, found.start())
            except ValueError:
                continue
            if isinstance(value, dict) and value.get("type") == "object" and isinstance(value.get("properties"), dict):
                return value
        return None

    def told_seal(self):
        inside = (self.schema or {}).get("properties", {}).get("seal", {})
        if "const" in inside or len(inside.get("enum", [])) == 1:
            return inside.get("const") or inside["enum"][0]
        told = SEAL.findall(self.around) or re.findall(r"[A-Za-z0-9_-]+", self.around)
        return told[-1] if told else ""

    def block(self, name):
        """The lines that ask a question, without its number, which may be another the next time, and without what was
        wrong with the answer before."""
        start = re.search(rf"^[ \t]*{re.escape(name)}\b[.:) ]*", self.around, re.M)
        if not start:
            return name
        rest = self.around[start.end():]
        end = re.search(r"\n[ \t]*\n|^[ \t]*q\d+\b|^\{", rest, re.M)
        lines = (rest[:end.start()] if end else rest).strip().split("\n")
        return "\n".join(line for line in lines if "earlier reply" not in line)

    def shape(self, name, member):
        """What a member of an answer is, in the prompt's words."""
        block = self.questions[name]
        found = re.search(FIELD.format(re.escape(member)), block, re.M) or VALUE.search(block)
        return found[1] if found else block

    def side(self, name):
        """Whose words a question wants: customer, rep or any."""
        block = self.questions[name]
        told = VALUE.search(block)
        words = set(re.findall(r"\b(?:customer|rep|either|any)\b", (told[2] if told else block).lower()))
        return words.pop() if len(words) == 1 and not words & {"either", "any"} else "any"

    def by(self, side):
        """What that side said and that is long enough to prove something."""
        return [s for s in self.sentences
                if (side == "any" or s.side == side) and len(s.text) >= 20 and len(s.text.split()) >= 4]

    def pick(self, name, test=lambda s: True, salt=""):
        """The sentence for a question: the question's words decide, whatever else is asked; None: none fits."""
        fit = [s for s in self.by(self.side(name)) if test(s)]
        if "number" in self.shape(name, ""):
            fit = [s for s in fit if re.search(r"\d", s.text)] or fit
        return fit[draw(self.questions[name], salt) % len(fit)] if fit else None


def one_quote(sentence, quote=None, last=None):
    return [{"from": sentence.id, "to": (last or sentence).id, "quote": sentence.text if quote is None else quote}]


class Answer:
    """The reply to a prompt as an object. quote(prompt, name, salt) gives the evidence: a list, or None for silence.
    said: words that stand in every free text field, else made up from the quoted sentence. mood: with another one the
    values are others."""

    def __init__(self, prompt, quote, said=None, mood=""):
        self.prompt, self.quote, self.said, self.mood = prompt, quote, said, mood

    def reply(self):
        root = self.prompt.schema or {"properties": {}}
        made = {}
        for name, schema in root["properties"].items():
            if name == "first":
                made[name] = self.prompt.first
            elif name == "seal":
                made[name] = self.prompt.seal
            else:
                made[name] = self.question(name, llm_schema.inner(schema, root))
        return made

    def question(self, name, schema):
        evidence = self.quote(self.prompt, name, "") if self.prompt.sentences else None
        if "items" in schema.get("properties", {}) and "value" not in schema["properties"]:
            items = [] if evidence is None else [self.item(name, schema, salt, evidence) for salt in ("", "2")]
            return self.members(name, schema, evidence, {"items": [i for i in items if i]})
        return self.members(name, schema, evidence, {"evidence": evidence or []})

    def item(self, name, schema, salt, evidence):
        if salt:
            more = self.quote(self.prompt, name, salt)
            if not more or more == evidence:
                return None
            evidence = more
        root = self.prompt.schema
        inside = llm_schema.inner(llm_schema.inner(schema["properties"]["items"], root)["items"], root)
        return self.members(name, inside, evidence, {"evidence": evidence}, salt)

    def members(self, name, schema, evidence, known, salt=""):
        made = {}
        silent = evidence is None
        for member, inside in schema.get("properties", {}).items():
            if member == "evidence" and member in known:
                made[member] = [self.proof(name, inside, one, salt) for one in known[member]]
            elif member in known:
                made[member] = known[member]
            elif member == "status":
                made[member] = "not_discussed" if silent else "answered"
            elif member == "confidence":
                made[member] = "high"
            elif member == "note":
                made[member] = self.said or ("Nothing was said." if silent else "It was said once.")
            elif silent:
                made[member] = llm_schema.minimal(inside, self.prompt.schema)
            else:
                proven = {one["value"]: None for one in made.get("evidence", []) if "value" in one}
                made[member] = list(proven) if proven else self.value(name, member, inside, evidence, salt)
        return made

    def proof(self, name, schema, one, salt):
        """One piece of evidence, with the value that it proves where there are several."""
        inside = llm_schema.inner(llm_schema.inner(schema, self.prompt.schema).get("items", {}), self.prompt.schema)
        more = [member for member in inside.get("properties", {}) if member not in ("from", "to", "quote")]
        return dict(one, **{member: self.value(name, member, inside["properties"][member], [one], salt)
                            for member in more})

    def value(self, name, member, schema, evidence, salt):
        """What a value may be by its schema; it is read from the quote where it can be."""
        root = self.prompt.schema
        schema, kind = llm_schema.inner(schema, root), llm_schema.kind(schema, root)
        quote = evidence[0]["quote"] if evidence else ""
        luck = draw(self.prompt.questions[name], member, salt + self.mood)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            values = [v for v in schema["enum"] if v is not None]
            return values[luck % len(values)]
        if kind == "boolean":
            return luck % 4 != 0
        if kind in ("number", "integer"):
            figures = re.findall(r"\d+", quote)
            return int(figures[0][:9]) if figures else 1 + luck % 90
        if kind == "array":
            return [self.value(name, member, schema["items"], evidence, salt)]
        if kind == "object":
            return {inside: self.value(name, inside, s, evidence, salt) for inside, s in schema["properties"].items()}
        if self.said:
            return self.said
        if "date" in self.prompt.shape(name, member):
            return "2026-11-%02d" % (1 + luck % 28)
        return " ".join(quote.split()[:8])
