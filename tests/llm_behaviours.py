"""What a model does, by its name: NAME[:NUMBER][-forever], several joined by +, and after @ a label of no meaning
("429-date:3+invented@cheap": three times 429, then invented quotes). How it quotes is in llm_quotes, the shape of what it
says in llm_shapes, where it stops and what goes wrong on the way in llm_faults; here is how they go together."""

import json
import math
import re
from dataclasses import dataclass, field

from llm_prompt import Answer
from llm_quotes import QUOTES, right

TABLE = {}


@dataclass
class Reply:
    """One answer on its way: text, and why it stops; or a status with an error. wait: seconds the client was told."""
    text: str = ""
    finish: str = "stop"
    status: int = 200
    error: tuple = ()
    raw: bytes = None
    headers: dict = field(default_factory=dict)
    usage: dict = None
    said_usage: bool = True
    transport: str = ""
    seconds: float = 0
    wait: float = 0


@dataclass
class Ask:
    """One request to a model. turn: how often the server was asked anything; times: how often this, this one counted;
    known: whether the same call and schema were asked before in other words; elsewhere: what was said on other calls."""
    prompt: object
    vendor: str
    model: str
    most: int = None
    turn: int = 0
    times: int = 1
    known: bool = False
    elsewhere: list = field(default_factory=list)


class Behaviour:
    def __init__(self, kind, doc, run, number):
        self.kind, self.doc, self.run, self.number = kind, doc, run, number


def does(kind, name, doc, number=None):
    def keep(run):
        TABLE[name] = Behaviour(kind, doc, run, number)
        return run
    return keep


for quoting, (about, by) in QUOTES.items():
    TABLE[quoting] = Behaviour("quote", about, by, None)


# What another try does not mend is so forever.
LASTING = {"insufficient-quota", "401", "402", "403", "404-model", "413", "422", "400-bad", "400-schema",
           "x-should-retry-false"}


def tokens(size, ratio=4.2):
    return math.ceil(size / ratio)


class Unknown(Exception):
    pass


def parts(model):
    """[(name, behaviour, number, forever)] of a model's name."""
    found = []
    for part in model.split("@")[0].split("+"):
        shape = re.fullmatch(r"(.*?)(?::([0-9.]+))?(-forever)?", part)
        behaviour = TABLE.get(shape[1])
        if not behaviour or (shape[2] or shape[3]) and behaviour.number is None:
            raise Unknown(model)
        found.append((shape[1], behaviour, float(shape[2]) if shape[2] else behaviour.number,
                      bool(shape[3]) or shape[1] in LASTING))
    return found


def has(model, name):
    return any(called == name for called, *_ in parts(model))


def plain(made):
    """The text of an answer, as a model writes it."""
    return json.dumps(made, ensure_ascii=False)


def of(steps, kind):
    return [(behaviour.run, number) for _, behaviour, number, _ in steps if behaviour.kind == kind]


def answer(ask):
    """What the model named in the ask says to it."""
    steps, reply, gone = parts(ask.model), Reply(), 0
    for _, behaviour, number, forever in steps:
        if behaviour.kind == "fault":
            if forever or ask.times <= gone + number:
                behaviour.run(ask, reply, number)
                if reply.transport != "cut-body":
                    return reply
                break
            gone += number
    cut = None
    for run, number in of(steps, "cut"):
        if tokens(ask.prompt.bytes) > number:
            run(ask.prompt, number)
            cut = number or 4096
    quote = (of(steps, "quote") or [(right, None)])[-1][0]
    mood = str(ask.turn) if has(ask.model, "flips") else ""
    made = Answer(ask.prompt, lambda p, name, salt: quote(ask, p, name, salt), mood=mood).reply()
    for run, number in of(steps, "answer"):
        made = run(ask, made, number)
    write = of(steps, "text")
    reply.text = write[-1][0](ask, made, write[-1][1]) if write else plain(made)
    if ask.most and tokens(len(reply.text)) > ask.most:
        reply.text, reply.finish = reply.text[:int(ask.most * 4.2)], "length"
    if cut:
        reply.usage = {"limit": int(cut)}
    for run, number in of(steps, "reply"):
        run(ask, reply, number)
    return reply
