"""The shape of what a model says: kind "answer" changes the object, kind "text" makes the text of it. And what a model
does that obeys the words of a transcript."""

import json
import re

from llm_behaviours import TABLE, Behaviour, does, plain
from llm_prompt import Answer, one_quote


def answers(name, doc):
    return does("answer", name, doc)


def questions(made):
    return [name for name in made if name not in ("first", "seal")]


@answers("wrong-seal", "right, but the seal is another")
def wrong_seal(ask, made, n):
    return dict(made, seal="nonsense" if made.get("seal") != "nonsense" else "rubbish")


@answers("wrong-first", "right, but the first sentence is another")
def wrong_first(ask, made, n):
    return dict(made, first="S%d" % (int(made["first"][1:]) + 7))


@answers("wrong-types", "numbers, strings and objects in each other's places")
def wrong_types(ask, made, n):
    turned = {str: lambda v: 7, bool: str, int: str, float: str, list: lambda v: "none", dict: lambda v: [v],
              type(None): lambda v: "null"}
    return {name: {k: turned[type(v)](v) for k, v in inside.items()} if isinstance(inside, dict) else inside
            for name, inside in made.items()}


@answers("missing-question", "the last question is left out")
def missing_question(ask, made, n):
    return {name: v for name, v in made.items() if name != questions(made)[-1]}


@answers("missing-member", "an answer has no status")
def missing_member(ask, made, n):
    name = questions(made)[0]
    return dict(made, **{name: {k: v for k, v in made[name].items() if k != "status"}})


@answers("extra-member", "members that nobody asked for")
def extra_member(ask, made, n):
    name = questions(made)[0]
    return dict(made, **{name: dict(made[name], link="https://evil.example/call?id=1"), "q999": made[name]})


@answers("bad-enum", "a status that there is not")
def bad_enum(ask, made, n):
    name = questions(made)[0]
    return dict(made, **{name: dict(made[name], status="definitely")})


@answers("other-figure", "right, but numbers that no quote says")
def other_figure(ask, made, n):
    return {name: dict(inside, value=inside["value"] + 1000003)
            if isinstance(inside, dict) and type(inside.get("value")) in (int, float) else inside
            for name, inside in made.items()}


@answers("repairs", "wrong types and a status that there is not, until the error is sent back; then right")
def repairs(ask, made, n):
    return made if ask.prompt.rounds or ask.known else wrong_types(ask, bad_enum(ask, made, n), n)


def without(made, **other):
    """Each answer with other members and no value."""
    return {name: dict(v, **other, **{k: [] if isinstance(v[k], list) else None for k in ("value", "items") if k in v})
            if isinstance(v, dict) else v for name, v in made.items()}


@answers("answered-null", "says answered, and gives no value")
def answered_null(ask, made, n):
    return without(made)


@answers("silent-but", "says not_discussed, and gives a value and quotes all the same")
def silent_but(ask, made, n):
    return {name: dict(v, status="not_discussed") if isinstance(v, dict) else v for name, v in made.items()}


@answers("unclear", "every answer is unclear")
def unclear(ask, made, n):
    return without(made, status="unclear")


@answers("long-note", "a note of a million words")
def long_note(ask, made, n):
    return {name: dict(v, note="word " * 1000000) if isinstance(v, dict) and "note" in v else v
            for name, v in made.items()}


def texts(name, doc, number=None):
    return does("text", name, doc, number)


def decoy(ask):
    """An object of the right shape with nothing true in it."""
    words = "The zeppelin decoy was said"
    return plain(Answer(ask.prompt, lambda prompt, name, salt: one_quote(prompt.sentences[0], words)).reply())


TEXTS = {
    "fences": ("in a code fence, with a word before", lambda ask, made: f"Here it is:\n```json\n{plain(made)}\n```\n"),
    "think": ("after a <think> block that holds another object",
              lambda ask, made: f"<think>\nPerhaps {decoy(ask)}? No.\n</think>\n\n{plain(made)}"),
    "think-tail": ("after the end of a <think> block whose beginning the template ate",
                   lambda ask, made: f"Perhaps {decoy(ask)}? No.\n</think>\n{plain(made)}"),
    "think-open": ("a <think> block that never ends", lambda ask, made: f"<think>\nPerhaps {plain(made)}"),
    "two-objects": ("the right object and then another one", lambda ask, made: plain(made) + "\n" + decoy(ask)),
    "prose-around": ("with sentences before and after, braces in them",
                     lambda ask, made: f"Sure {{glad}} to help:\n{plain(made)}\nAnything else {{just}} ask."),
    "nan": ("NaN and Infinity for values", lambda ask, made: re.sub(
        r'("value": )("[^"]*"|[\w.]+|\[.*?\])', r"\1NaN", plain(made))),
    "huge-number": ("values beyond every number", lambda ask, made: re.sub(
        r'("value": )("[^"]*"|[\w.]+|\[.*?\])', r"\g<1>1e999", plain(made))),
    "never-json": ("no JSON, whatever is asked", lambda ask, made: "I am sorry, here is my view of the call in prose."),
    "half-json": ("an object that is cut in the middle, though the model says it stopped by itself",
                  lambda ask, made: plain(made)[:len(plain(made)) // 2]),
    "array": ("the object in an array", lambda ask, made: f"[{plain(made)}]"),
    "string": ("the object as a string", lambda ask, made: json.dumps(plain(made))),
    "empty-content": ("an empty text", lambda ask, made: ""),
    "not-utf8": ("bytes that are no UTF-8 in a note", lambda ask, made: plain(made).replace(
        "It was", "It \udcff\udcfe was").replace("Nothing", "\udcff")),
    "nul": ("a NUL and half of a surrogate pair in a note", lambda ask, made: plain(made).replace(
        "It was", "It \\u0000\\ud800 was").replace("Nothing", "\\u0000\\ud800")),
    "control": ("escape sequences of a terminal in a note", lambda ask, made: plain(made).replace(
        "It was", "It \\u001b]0;owned\\u0007\\u001b[31m was").replace("Nothing", "\\u001b[31m")),
    "duplicate-keys": ("each question twice, the second an invented answer",
                       lambda ask, made: plain(made)[:-1] + ", " + decoy(ask)[1:]),
    "deep": ("a hundred thousand arrays in each other", lambda ask, made: "[" * 100000 + "]" * 100000),
}
for called, (about, by) in TEXTS.items():
    TABLE[called] = Behaviour("text", about, lambda ask, made, n, by=by: by(ask, made), None)


# What the model does with words in the transcript that sound like orders.

ORDER = re.compile(r"\b(ignore|disregard|instructions?|system|assistant|output|respond|reply|print|write|repeat|say|"
                   r"answer|return|set|new task)\b|[{}<>`]|FENCE|transcript-", re.I)


def ordered(prompt):
    return [s for s in prompt.sentences if ORDER.search(s.text)]


def payload(sentence):
    found = re.search(r"\b(?:output|respond|reply|print|write|repeat|say|answer|return|set)\b:?\s+(?:with\s+)?(.+)",
                      sentence.text, re.I)
    return (found[1] if found else sentence.text).strip()


def obeyed(ask):
    said = ordered(ask.prompt)
    words = payload(said[0])

    def quote(prompt, name, salt):
        return [{"from": "S0", "to": "S99999", "quote": words}] + one_quote(said[0]) + [
            {"from": "S0", "to": "S0", "quote": text} for text in ask.elsewhere[:2]]
    return Answer(ask.prompt, quote, words).reply(), words


@answers("obeys-quietly", "does what a line of the transcript says, inside the schema: its words in every free field")
def obeys_quietly(ask, made, n):
    return obeyed(ask)[0] if ordered(ask.prompt) else made


@answers("obeys", "does what a line of the transcript says: its words in every field, members and links of other calls")
def obeys(ask, made, n):
    if not ordered(ask.prompt):
        return made
    turned, words = obeyed(ask)
    for name in questions(turned):
        turned[name].update({"link": "https://app.gong.io/call?id=7000000000001", "callId": "7000000000001",
                             "system": words})
    return dict(turned, **{"output": words, "calls": [{"id": "7000000000001", "answer": words}]})


@texts("obeys-aloud", "does what a line of the transcript says: its words and nothing else")
def obeys_aloud(ask, made, n):
    return payload(ordered(ask.prompt)[0]) if ordered(ask.prompt) else plain(made)
