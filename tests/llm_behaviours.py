"""What a model does, by its name: NAME[:NUMBER][-forever], several joined by +, and after @ a label of no meaning
("429-date:3+invented@cheap": three times 429, then invented quotes). How it quotes is in llm_quotes; here is the shape of
what it says, where it stops, and what goes wrong on the way."""

import email.utils
import json
import math
import re
import time
from dataclasses import dataclass, field

from llm_prompt import Answer, one_quote
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


def tokens(size, ratio=4.2):
    return math.ceil(size / ratio)


# The shape of what it says: kind "answer" changes the object, kind "text" makes the text of it.

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


@answers("repairs", "wrong types and a status that there is not, until the error is sent back; then right")
def repairs(ask, made, n):
    return made if ask.prompt.rounds or ask.known else wrong_types(ask, bad_enum(ask, made, n), n)


@answers("answered-null", "says answered, and gives no value")
def answered_null(ask, made, n):
    return {name: dict(v, value=None) if isinstance(v, dict) and "value" in v else v for name, v in made.items()}


@answers("silent-but", "says not_discussed, and gives a value and quotes all the same")
def silent_but(ask, made, n):
    return {name: dict(v, status="not_discussed") if isinstance(v, dict) else v for name, v in made.items()}


@answers("unclear", "every answer is unclear")
def unclear(ask, made, n):
    return {name: dict(v, status="unclear", **({"value": None} if "value" in v else {})) if isinstance(v, dict) else v
            for name, v in made.items()}


@answers("long-note", "a note of a million words")
def long_note(ask, made, n):
    return {name: dict(v, note="word " * 1000000) if isinstance(v, dict) and "note" in v else v
            for name, v in made.items()}


def texts(name, doc, number=None):
    return does("text", name, doc, number)


def plain(made):
    return json.dumps(made, ensure_ascii=False)


def decoy(ask):
    """An object of the right shape with nothing true in it."""
    return plain(Answer(ask.prompt, lambda p, name, salt: one_quote(p.sentences[0], "The zeppelin decoy was said")).reply())


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


# Where it stops.

def replies(name, doc, number=None):
    return does("reply", name, doc, number)


@replies("length", "stops at the limit with half of the text; with a NUMBER: only if it may say less tokens", 0)
def length(ask, reply, n):
    if not n or not ask.most or ask.most < n:
        reply.text, reply.finish = reply.text[:len(reply.text) // 2], "length"


@replies("refusal", "refuses")
def refusal(ask, reply, n):
    reply.text, reply.finish = "I'm sorry, I can't assist with that request.", "refusal"


@replies("content-filter", "is stopped by a filter with half of the text")
def content_filter(ask, reply, n):
    reply.text, reply.finish = reply.text[:len(reply.text) // 2], "content_filter"


@replies("tool-call", "calls a tool that it has not got")
def tool_call(ask, reply, n):
    reply.text, reply.finish = "", "tool_calls"


@replies("pause", "stops for a reason that nobody expects, with the whole text")
def pause(ask, reply, n):
    reply.finish = "pause"


@replies("context-stop", "stops because the window is full, if the prompt has more than NUMBER tokens", 4000)
def context_stop(ask, reply, n):
    if tokens(ask.prompt.bytes) > n:
        reply.text, reply.finish = reply.text[:len(reply.text) // 2], "context"


@replies("null-usage", "says nothing of its usage")
def null_usage(ask, reply, n):
    reply.said_usage = False


@replies("odd-usage", "usage that is negative, a string and null")
def odd_usage(ask, reply, n):
    reply.usage = {"prompt_tokens": -5, "completion_tokens": "many", "total_tokens": None,
                   "input_tokens": -5, "output_tokens": "many", "cache_read_input_tokens": None}


@replies("tokens", "counts a token for every NUMBER bytes, not for 4.2", 3)
def other_tokens(ask, reply, n):
    reply.usage = {"ratio": n}


@does("cut", "silent-cut", "loses the beginning of a prompt of more than NUMBER tokens, and says 200: the first is "
      "wrong", 4096)
def silent_cut(prompt, n):
    kept, size = list(prompt.sentences), prompt.bytes
    while len(kept) > 1 and tokens(size) > n:
        lost = kept.pop(0)
        size -= len((lost.label() + lost.text).encode()) + 1
    prompt.sentences, prompt.first = kept, kept[0].id


@does("cut", "silent-cut-tail", "loses the end of a prompt of more than NUMBER tokens: it has no seal", 4096)
def silent_cut_tail(prompt, n):
    prompt.sentences, prompt.seal = prompt.sentences[:max(1, len(prompt.sentences) // 2)], "unknown"


@does("cut", "silent-cut-usage", "loses the middle of a prompt of more than NUMBER tokens: only the usage tells", 4096)
def silent_cut_usage(prompt, n):
    prompt.sentences = prompt.sentences[:max(1, len(prompt.sentences) // 3)]


# What goes wrong on the way: NUMBER times (2) for the same request, or forever.

def faults(name, doc):
    return does("fault", name, doc, 2)


def fail(reply, status, message, code=None, kind=None, headers=None, wait=0):
    reply.status, reply.error, reply.wait = status, (message, code, None, kind), wait
    reply.headers.update(headers or {})


LIMIT = ("Rate limit reached for requests", "rate_limit_exceeded")
RETRY = {"429-seconds": ("1", 1), "429-float": ("0.3", 0.3), "429-none": (None, 0), "429-huge": ("3600", 3600),
         "429-negative": ("-5", 0), "429-words": ("soon", 0)}
for named, (value, told) in RETRY.items():
    @faults(named, f"429 with retry-after: {value}" if value else "429 without retry-after")
    def limited(ask, reply, n, value=value, told=told):
        fail(reply, 429, *LIMIT, headers={"retry-after": value} if value else {}, wait=told)


@faults("429-ms", "429 with retry-after-ms: 200 (and retry-after: 3600, which it overrides)")
def limited_ms(ask, reply, n):
    fail(reply, 429, *LIMIT, headers={"retry-after-ms": "200", "retry-after": "3600"}, wait=0.2)


@faults("429-date", "429 with retry-after as an HTTP date, 2 seconds on")
def limited_date(ask, reply, n):
    at = math.ceil(time.time()) + 1
    fail(reply, 429, *LIMIT, headers={"retry-after": email.utils.formatdate(at, usegmt=True)}, wait=at - time.time())


FAULTS = {
    "insufficient-quota": (429, "You exceeded your current quota, please check your plan and billing details.",
                           "insufficient_quota", "insufficient_quota", {}),
    "529": (529, "Overloaded", None, "overloaded_error", {}),
    "503": (503, "The engine is currently overloaded, please try again later", None, None, {}),
    "500": (500, "The server had an error while processing your request", None, None, {}),
    "504": (504, "Gateway timeout", None, None, {}),
    "408": (408, "Request timed out", None, None, {}),
    "409": (409, "Conflict, try again", None, None, {}),
    "401": (401, "Incorrect API key provided", "invalid_api_key", "authentication_error", {}),
    "402": (402, "Your credit balance is too low", "billing", "billing_error", {}),
    "403": (403, "Your key may not use this model", "permission_denied", "permission_error", {}),
    "404-model": (404, "The model does not exist or you do not have access to it", "model_not_found",
                  "not_found_error", {}),
    "413": (413, "Request exceeds the maximum size", None, "request_too_large", {}),
    "422": (422, "Unprocessable", None, None, {}),
    "400-bad": (400, "Something in the request is wrong", "invalid_value", None, {}),
    "400-schema": (400, "Invalid schema for response_format: too complex", "invalid_json_schema", None, {}),
    "x-should-retry-false": (500, "The server had an error", None, None, {"x-should-retry": "false"}),
    "x-should-retry-true": (400, "Odd, but try again", None, None, {"x-should-retry": "true"}),
}
# What another try does not mend is so forever.
LASTING = {"insufficient-quota", "401", "402", "403", "404-model", "413", "422", "400-bad", "400-schema",
           "x-should-retry-false"}
for named, (status, message, code, kind, extra) in FAULTS.items():
    @faults(named, f"{status}: {message}" + "".join(f" ({k}: {v})" for k, v in extra.items())
            + (" (forever)" if named in LASTING else ""))
    def failed(ask, reply, n, status=status, message=message, code=code, kind=kind, extra=extra):
        if code == "insufficient_quota" and ask.vendor == "anthropic":
            status, kind = 400, "invalid_request_error"
            message = "Your credit balance is too low to access the Anthropic API."
        if kind in ("not_found_error", "request_too_large", "permission_error", "overloaded_error", "billing_error") \
                and ask.vendor == "openai":
            kind = None
        fail(reply, status, message, code, kind, extra)


@faults("502-html", "502 with a page of HTML")
def bad_gateway(ask, reply, n):
    fail(reply, 502, "")
    reply.raw, reply.headers["content-type"] = b"<html><h1>502 Bad Gateway</h1></html>", "text/html"


@faults("200-html", "200 with a page of HTML (a proxy's login)")
def captive(ask, reply, n):
    reply.raw, reply.headers["content-type"] = b"<html><h1>Sign in</h1></html>", "text/html"


@faults("200-error", "200 with an error in its body")
def error_in_200(ask, reply, n):
    reply.raw = b'{"error":{"message":"upstream failed","type":"server_error","param":null,"code":null}}'


@faults("empty-body", "200 with an empty body")
def empty_body(ask, reply, n):
    reply.raw = b""


@faults("redirect", "307 to another host")
def redirect(ask, reply, n):
    fail(reply, 307, "moved", headers={"location": "http://127.0.0.1:9/elsewhere"})


for named, about in (("reset", "the connection is reset before any answer"),
                     ("cut-body", "the connection is closed in the middle of the body")):
    @faults(named, about)
    def broken(ask, reply, n, named=named):
        reply.transport = named


@replies("context-400", "400, the prompt is too long, if it has more than NUMBER tokens: a shorter one helps", 4000)
def context_400(ask, reply, n):
    size = tokens(ask.prompt.bytes)
    if size <= n:
        return
    if ask.vendor == "anthropic":
        fail(reply, 400, f"prompt is too long: {size} tokens > {n:g} maximum", None, "invalid_request_error")
    else:
        fail(reply, 400, f"This model's maximum context length is {n:g} tokens. However, your messages resulted in "
             f"{size} tokens. Please reduce the length of the messages.", "context_length_exceeded")
        reply.error = reply.error[:2] + ("messages", None)


for named, about, default in (("huge", "a body of NUMBER MB", 100), ("huge-chunked", "NUMBER MB in chunks", 100),
                              ("slow-body", "the body takes NUMBER seconds to arrive", 3),
                              ("stall", "no answer for NUMBER seconds", 30)):
    @replies(named, about, default)
    def carried(ask, reply, n, named=named):
        reply.transport, reply.seconds = named, n


@does("batch", "batch-errors", "of a batch: every third request fails, each in another way")
@does("batch", "batch-expired", "of a batch: it expires with half of it done")
@does("batch", "batch-cancelled", "of a batch: it is cancelled with half of it done")
@does("batch", "batch-failed", "of a batch: nothing of it is done, it fails as a whole")
@does("batch", "batch-missing", "of a batch: every third result is missing")
@does("batch", "batch-strange", "of a batch: a result twice, and one that nobody asked for")
def of_a_batch():
    """What these do is in llm_batch."""


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
    made = Answer(ask.prompt, lambda p, name, salt: quote(ask, p, name, salt)).reply()
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
