#!/usr/bin/python3
"""A model's server on loopback that speaks both vendors' protocols strictly and behaves as the model's name says.

    llm_server.py --port 0 --key KEY [--delay SECONDS] [--log FILE] [--bodies FILE] [--batch-polls N]
    llm_server.py --list

Prints its port. POST /v1/chat/completions, /v1/messages; GET /v1/models[/ID]; files and batches of both vendors
(llm_batch.py). For the test itself, without a key: GET /stats, POST /stats/reset, POST /hold?after=N (what comes after
N requests from here on waits), POST /release.

--log FILE: a line of JSON per request {n,t0,t1,vendor,model,path,method,status,violation,body (SHA-256 of the bytes),
ask (of what is asked, fence and seal apart),hint (of what was said on the call),prompt_bytes,questions,waited,early,
gone}.
waited: seconds since the same was answered last; early: sooner than the client was told; gone: nobody read the answer.
--bodies FILE: each body as it came, a line each."""

import argparse
import hashlib
import http.server
import json
import socket
import struct
import sys
import threading
import time
import urllib.parse

import llm_batch
import llm_behaviours
import llm_faults  # noqa: F401  what they define is in the table
import llm_protocol
import llm_reply
import llm_shapes  # noqa: F401
from llm_prompt import Prompt
from llm_protocol import Refused

MODELS = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}


class Books:
    """What was asked so far; every member under the lock."""

    def __init__(self, log, bodies):
        self.lock, self.log, self.bodies = threading.Lock(), log, bodies
        self.sending, self.sent = set(), threading.Condition(self.lock)
        self.number, self.asked, self.told, self.calls, self.shapes = 0, {}, {}, {}, {}
        self.open, self.held = threading.Event(), None
        self.open.set()
        self.reset()

    def reset(self):
        self.requests, self.models, self.violations, self.reasons, self.early = 0, {}, 0, [], 0
        self.bodies_seen, self.asks_seen, self.duplicates, self.repeats = set(), set(), 0, 0
        self.flying, self.most, self.area, self.since, self.last, self.statuses = 0, 0, 0.0, None, None, {}

    def fly(self, step):
        now = time.monotonic()
        if self.last is not None:
            self.area += self.flying * (now - self.last)
        self.since = now if self.since is None else self.since
        self.last, self.flying = now, max(0, self.flying + step)
        self.most = max(self.most, self.flying)

    def stats(self):
        span = (self.last or 0) - (self.since or 0)
        return {"requests": self.requests, "models": self.models, "statuses": self.statuses,
                "in_flight": {"max": self.most, "average": round(self.area / span, 3) if span > 0 else 0,
                              "seconds": round(span, 3), "now": self.flying},
                "violations": self.violations, "reasons": self.reasons, "duplicates": self.duplicates,
                "repeats": self.repeats, "early": self.early}

    def see(self, ask, body, schema):
        """How often this was asked, and what else is known; the ask is filled in."""
        prompt = ask.prompt
        with self.lock:
            self.number += 1
            key = (ask.vendor, ask.model, prompt.ask)
            self.asked[key] = ask.times = self.asked.get(key, 0) + 1
            ask.turn = self.number
            shape = (ask.vendor, ask.model, prompt.hint, json.dumps(schema))
            ask.known = self.shapes.setdefault(shape, prompt.ask) != prompt.ask
            ask.elsewhere = [text for hint, text in self.calls.items() if hint != prompt.hint]
            longest = max(prompt.sentences, key=lambda s: len(s.text), default=None)
            if longest and prompt.hint:
                self.calls[prompt.hint] = longest.text
            self.duplicates += body in self.bodies_seen
            self.repeats += key in self.asks_seen
            self.bodies_seen.add(body)
            self.asks_seen.add(key)
            due = self.told.get(key)
        return due

    def waited(self, ask, reply):
        """After an answer: when the same may come again."""
        with self.lock:
            self.told[(ask.vendor, ask.model, ask.prompt.ask)] = (time.monotonic(), reply.wait)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size, allow_reuse_address = True, 256, True

    def __init__(self, options):
        super().__init__(("127.0.0.1", options.port), Handler)
        self.options = options
        self.books = Books(options.log and open(options.log, "a", buffering=1), options.bodies and
                           open(options.bodies, "ab", buffering=0))
        self.batches = llm_batch.Batches(options.batch_polls, f"http://127.0.0.1:{self.server_address[1]}")

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version, disable_nagle_algorithm, timeout = "HTTP/1.1", True, 600

    def log_message(self, *args):
        pass

    def do(self):
        books, url = self.server.books, urllib.parse.urlsplit(self.path)
        if url.path.startswith(("/stats", "/hold", "/release")):
            return self.steer(url)
        self.line = {"t0": time.time(), "method": self.command, "path": url.path, "vendor": None, "model": None,
                     "status": None}
        with books.lock:
            books.requests += 1
            number = self.line["n"] = books.requests
            books.fly(1)
        try:
            books.open.wait() if books.held is not None and number > books.held else None
            self.serve(url)
        except OSError:
            self.line["gone"] = self.close_connection = True
        finally:
            with books.lock:
                books.fly(-1)
                self.write_line(books)
                books.sending.discard(self)
                books.sent.notify_all()
        return None

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = do_HEAD = do

    def write_line(self, books):
        line = self.line
        line["t1"] = time.time()
        model, status = line["model"] or "-", str(line["status"])
        books.models[model] = books.models.get(model, 0) + 1
        books.statuses[status] = books.statuses.get(status, 0) + 1
        if line.get("violation"):
            books.violations += 1
            books.reasons = (books.reasons + [line["violation"]])[-20:]
        books.early += bool(line.get("early"))
        if books.log:
            books.log.write(json.dumps(line) + "\n")

    def steer(self, url):
        books, query = self.server.books, dict(urllib.parse.parse_qsl(url.query))
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.line = None
        with books.lock:
            # Whoever has an answer in hands finds it in the books.
            books.sent.wait_for(lambda: not books.sending, 2)
            if url.path == "/stats/reset":
                books.reset()
            elif url.path == "/hold":
                books.held = books.requests + int(query.get("after", 0))
                books.open.clear()
            elif url.path == "/release":
                books.held = None
                books.open.set()
            said = books.stats()
        self.send(200, llm_reply.raw(said), {"content-type": "application/json"})

    def serve(self, url):
        given = {}
        vendor = "anthropic" if url.path.startswith("/v1/messages") or "anthropic-version" in self.headers else "openai"
        self.line["vendor"] = vendor
        try:
            for name, value in self.headers.items():
                if given.setdefault(name.lower(), value) != value or len(self.headers.get_all(name)) > 1:
                    raise self.unread(Refused(400, f"the header {name} stands twice"))
            raw = self.body(given)
            self.check_url(url, given)
            media = None if self.command in ("GET", "DELETE") else \
                "multipart/form-data" if url.path == "/v1/files" else \
                "application/json" if raw or not url.path.endswith("/cancel") else None
            llm_protocol.headers(vendor, given, self.server.options.key, media)
            if url.path == MODELS[vendor]:
                return self.ask(vendor, raw)
            status, whole, extra = self.rest(vendor, url, given, raw)
        except Refused as refused:
            if refused.violation:
                self.line["violation"] = str(refused)
            status, extra = refused.status, {}
            whole = llm_protocol.error(vendor, status, str(refused), refused.code, refused.param, refused.kind, "req_0")
        whole = whole if isinstance(whole, bytes) else llm_reply.raw(whole)
        return self.send(status, whole, {"content-type": "application/json", **extra})

    def body(self, given):
        size = given.get("content-length")
        if "transfer-encoding" in given or "content-encoding" in given:
            raise self.unread(Refused(411, "a body with Content-Length and no encoding is expected"))
        if size is not None and (not size.isdigit() or int(size) > 256 << 20):
            raise self.unread(Refused(413, "Request exceeds the maximum size"))
        raw = self.rfile.read(int(size or 0))
        self.line["body"] = hashlib.sha256(raw).hexdigest()
        if raw and self.server.books.bodies:
            self.server.books.bodies.write(raw.replace(b"\n", b" ") + b"\n")
        return raw

    def unread(self, refused):
        self.close_connection = True
        return refused

    def check_url(self, url, given):
        secret = self.server.options.key
        if secret and secret in urllib.parse.unquote(self.path):
            self.line["path"] = "(a secret)"
            raise Refused(400, "a secret in the URL")
        if url.query and not llm_batch.listing(url.path):
            raise Refused(400, f"unknown query parameters in {url.path}")
        if self.command in ("GET", "DELETE") and (self.line.get("body") != hashlib.sha256().hexdigest()):
            raise Refused(400, f"{self.command} with a body")

    def rest(self, vendor, url, given, raw):
        """Models, files, batches: (status, object or bytes, headers)."""
        if url.path.rstrip("/") == "/v1/models" or url.path.startswith("/v1/models/"):
            if self.command != "GET":
                raise Refused(405, "method not allowed")
            return 200, self.models(vendor, url.path[len("/v1/models"):].strip("/")), {}
        found = self.server.batches.serve(self, vendor, url, given, raw)
        if found is None:
            raise Refused(404, f"Unknown request URL: {self.command} {url.path}", "unknown_url",
                          kind="not_found_error")
        return found

    def models(self, vendor, name):
        def one(id):
            if vendor == "anthropic":
                return {"type": "model", "id": id, "display_name": id, "created_at": "2026-01-01T00:00:00Z"}
            return {"id": id, "object": "model", "created": 1790000000, "owned_by": "test"}
        if name:
            self.known(vendor, urllib.parse.unquote(name))
            return one(urllib.parse.unquote(name))
        data = [one(id) for id in llm_behaviours.TABLE]
        return {"object": "list", "data": data} if vendor == "openai" else {
            "data": data, "has_more": False, "first_id": data[0]["id"], "last_id": data[-1]["id"]}

    def known(self, vendor, model):
        try:
            return llm_behaviours.parts(model)
        except llm_behaviours.Unknown:
            raise Refused(404, f"model: {model} (llm_server.py --list)", "model_not_found", violation=False,
                          kind="not_found_error" if vendor == "anthropic" else None) from None

    def ask(self, vendor, raw):
        if self.command != "POST":
            raise Refused(405, "method not allowed")
        parsed = llm_protocol.parse(raw)
        self.line["model"] = parsed.get("model") if isinstance(parsed, dict) else None
        ask = self.read_ask(vendor, parsed, self.line["body"], self.line)
        if self.server.options.delay:
            time.sleep(self.server.options.delay)
        reply = llm_behaviours.answer(ask)
        self.server.books.waited(ask, reply)
        whole = llm_reply.raw(llm_reply.body(ask, reply, self.server.books.number)) if reply.raw is None else reply.raw
        self.carry(reply, whole, {"content-type": "application/json", **llm_reply.headers(vendor, ask.turn),
                                  **reply.headers})

    def read_ask(self, vendor, parsed, body, line):
        """What a request asks; used for a line of a batch too."""
        said, schema, most = llm_protocol.READ[vendor](parsed)
        self.known(vendor, parsed["model"])
        prompt = Prompt(said, schema)
        ask = llm_behaviours.Ask(prompt, vendor, parsed["model"], most)
        ask.said = said
        due = self.server.books.see(ask, body, schema)
        line.update(ask=prompt.ask, hint=prompt.hint, prompt_bytes=prompt.bytes, questions=len(prompt.questions))
        if due:
            line["waited"] = round(time.monotonic() - due[0], 3)
            # A client's clock and ours are not one: a hundredth of a second is no haste.
            line["early"] = line["waited"] < min(due[1], 60) - 0.01
        return ask

    def head(self, status, headers, size):
        self.line_status(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header(*(("content-length", str(size)) if size is not None else ("transfer-encoding", "chunked")))
        if self.close_connection:
            self.send_header("connection", "close")

    def line_status(self, status):
        if self.line is not None:
            self.line["status"] = status
            with self.server.books.lock:
                self.server.books.sending.add(self)

    def send(self, status, whole, headers):
        self.head(status, headers, len(whole))
        self._headers_buffer.append(b"\r\n")
        self.wfile.write(b"".join(self._headers_buffer) + (b"" if self.command == "HEAD" else whole))
        self._headers_buffer = []

    def carry(self, reply, whole, headers):
        """Send it the way the behaviour says."""
        if reply.transport == "reset":
            self.line_status("reset")
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return self.connection.close()
        if reply.transport == "stall":
            time.sleep(reply.seconds)
        if reply.transport in ("huge", "huge-chunked"):
            return self.flood(reply, whole, headers)
        if reply.transport in ("cut-body", "slow-body"):
            self.head(reply.status, headers, len(whole))
            self.end_headers()
            if reply.transport == "cut-body":
                self.close_connection = True
                return self.wfile.write(whole[:len(whole) // 2])
            for i in range(0, len(whole), max(1, len(whole) // 20)):
                self.wfile.write(whole[i:i + max(1, len(whole) // 20)])
                time.sleep(reply.seconds / 20)
            return None
        return self.send(reply.status, whole, headers)

    def flood(self, reply, whole, headers):
        """The reply with a string of many megabytes before its other members."""
        begin, end = b'{"padding":"', b'",' + whole[1:]
        block, times = b"z" * (1 << 20), int(reply.seconds)
        chunked = reply.transport == "huge-chunked"
        self.head(reply.status, headers, None if chunked else len(begin) + len(end) + len(block) * times)
        self.end_headers()
        for piece in (begin, *(block for _ in range(times)), end, *((b"",) if chunked else ())):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)


def main():
    said = argparse.ArgumentParser()
    said.add_argument("--port", type=int, default=0)
    said.add_argument("--key", default="test-key")
    said.add_argument("--delay", type=float, default=0)
    said.add_argument("--log")
    said.add_argument("--bodies")
    said.add_argument("--batch-polls", type=int, default=2)
    said.add_argument("--list", action="store_true")
    options = said.parse_args()
    if options.list:
        for name, behaviour in llm_behaviours.TABLE.items():
            number = "" if behaviour.number is None else f":{behaviour.number:g}"
            print(f"{behaviour.kind:7} {name + number:24} {behaviour.doc}")
        return
    server = Server(options)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
