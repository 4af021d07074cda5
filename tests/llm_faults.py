"""Where a model stops, what it says of its usage, what it loses of a prompt (kinds "reply" and "cut"), and what goes
wrong on the way (kind "fault"): NUMBER times (2) for the same request, or forever."""

import email.utils
import math
import time

from llm_behaviours import LASTING, does, tokens


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


@replies("403-some", "403 for about every NUMBERth call, always, and right for the others", 3)
def some_refused(ask, reply, n):
    if int((ask.prompt.hint or "0")[:8], 16) % int(n) == 0:
        fail(reply, 403, "Blocked by policy", "permission_denied", "permission_error")


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
