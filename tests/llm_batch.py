"""The vendors' batches: files and batches of one, message batches of the other. A batch moves on with each look at it and
ends at the look --batch-polls; results come in another order than the requests.

Sources: openai-python (types/file_create_params, types/batch_create_params, types/batch, types/batch_error) and the batch
guide's lines {custom_id, method, url, body} and {id, custom_id, response, error}; anthropic-sdk-python
(types/messages/batch_create_params, message_batch, message_batch_result)."""

import hashlib
import json
import re
import threading
import time
import urllib.parse

import llm_behaviours
import llm_protocol
import llm_reply
from llm_protocol import Refused, fields, is_string, labels, one_of

NOW = int(time.time())
VARIANTS = ("batch-errors", "batch-expired", "batch-cancelled", "batch-failed", "batch-missing", "batch-strange")
PURPOSES = ("assistants", "batch", "fine-tune", "vision", "user_data", "evals")


def instant(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def listing(path):
    return path in ("/v1/files", "/v1/batches", "/v1/messages/batches", "/v1/models")


def multipart(media, raw):
    """{field: (file name or None, bytes)} of a form."""
    found = re.search(r"boundary=\"?([^\";]+)\"?", media or "")
    if not found:
        raise Refused(400, "Could not parse multipart form: no boundary")
    mark, parts = b"--" + found[1].encode(), {}
    pieces = (b"\r\n" + raw).split(b"\r\n" + mark)
    if len(pieces) < 2 or pieces[0].strip() or not pieces[-1].startswith(b"--"):
        raise Refused(400, "Could not parse multipart form")
    for piece in pieces[1:-1]:
        head, _, content = piece.partition(b"\r\n\r\n")
        name = re.search(rb'content-disposition: *form-data;.*?\bname="([^"]*)"', head, re.I)
        file = re.search(rb'\bfilename="([^"]*)"', head)
        if not name or name[1].decode() in parts:
            raise Refused(400, "Could not parse multipart form: a part without a name of its own")
        parts[name[1].decode()] = (file and file[1].decode(), content)
    return parts


class Batches:
    def __init__(self, polls, base):
        self.polls, self.base, self.lock = max(1, polls), base, threading.RLock()
        self.files, self.batches, self.count = {}, {}, 0

    def id(self, kind):
        self.count += 1
        return f"{kind}{self.count:08d}"

    def serve(self, handler, vendor, url, given, raw):
        """(status, what to say, headers), or None: there is no such path."""
        way = (handler.command, re.sub(r"(?<=/)(file-|batch_|msgbatch_)[\w-]+", "ID", url.path))
        routes = {
            ("POST", "/v1/files"): self.upload, ("GET", "/v1/files/ID"): self.file,
            ("GET", "/v1/files/ID/content"): self.content, ("DELETE", "/v1/files/ID"): self.forget,
            ("GET", "/v1/files"): self.list_files,
            ("POST", "/v1/batches"): self.create, ("GET", "/v1/batches/ID"): self.look,
            ("GET", "/v1/batches"): self.list_batches, ("POST", "/v1/batches/ID/cancel"): self.cancel,
            ("POST", "/v1/messages/batches"): self.create_messages,
            ("GET", "/v1/messages/batches/ID"): self.look_messages,
            ("GET", "/v1/messages/batches"): self.list_messages,
            ("GET", "/v1/messages/batches/ID/results"): self.results,
            ("POST", "/v1/messages/batches/ID/cancel"): self.cancel_messages,
            ("DELETE", "/v1/messages/batches/ID"): self.forget_messages,
        }
        if way not in routes:
            if any(path == way[1] for _, path in routes):
                raise Refused(405, "method not allowed")
            return None
        found = re.search(r"/((?:file-|batch_|msgbatch_)[\w-]+)", url.path)
        with self.lock:
            said = routes[way](handler, found and found[1], given, raw)
        return said if isinstance(said, tuple) else (200, said, {})

    def held(self, kind, id):
        if id not in kind:
            raise Refused(404, f"No such object: {id}", "not_found", "id", kind=None)
        return kind[id]

    # Files

    def upload(self, handler, id, given, raw):
        form = multipart(given.get("content-type"), raw)
        strange = set(form) - {"file", "purpose", "expires_after[anchor]", "expires_after[seconds]"}
        if strange:
            raise Refused(400, f"Unrecognized request argument supplied: {min(strange)}")
        if "file" not in form or not form["file"][0]:
            raise Refused(400, "'file' is a required property, with a file name", param="file")
        purpose = form.get("purpose", (None, b""))[1].decode()
        if purpose not in PURPOSES:
            raise Refused(400, "'purpose' is a required property", param="purpose")
        name, content = form["file"]
        if purpose == "batch" and not name.endswith(".jsonl"):
            raise Refused(400, "a file for a batch is .jsonl", "invalid_file_format", "file")
        return self.keep(content, name, purpose)

    def keep(self, content, name, purpose):
        made = {"id": self.id("file-"), "object": "file", "bytes": len(content), "created_at": NOW, "filename": name,
                "purpose": purpose, "status": "processed"}
        self.files[made["id"]] = (made, content)
        return made

    def file(self, handler, id, given, raw):
        return self.held(self.files, id)[0]

    def content(self, handler, id, given, raw):
        return 200, self.held(self.files, id)[1], {"content-type": "application/octet-stream"}

    def forget(self, handler, id, given, raw):
        self.held(self.files, id)
        del self.files[id]
        return {"id": id, "object": "file", "deleted": True}

    def list_files(self, handler, id, given, raw):
        return {"object": "list", "data": [made for made, _ in self.files.values()], "has_more": False}

    # What becomes of one request of a batch

    def answer(self, handler, vendor, body):
        """(status, body of the answer) of a request in a batch."""
        try:
            digest = hashlib.sha256(json.dumps(body).encode()).hexdigest()
            ask = handler.read_ask(vendor, body, digest, {})
        except Refused as refused:
            if refused.violation:
                handler.line["violation"] = str(refused)
            return refused.status, llm_protocol.error(vendor, refused.status, str(refused), refused.code,
                                                      refused.param, refused.kind)
        reply = llm_behaviours.answer(ask)
        if reply.raw is not None or reply.transport == "reset":
            reply.status, reply.error = 500, ("The server had an error", None, None, None)
        return reply.status, llm_reply.body(ask, reply, ask.turn)

    def variant(self, bodies):
        """The one behaviour of a batch that its first model names."""
        try:
            return next((v for v in VARIANTS if bodies and llm_behaviours.has(bodies[0].get("model") or "", v)), None)
        except llm_behaviours.Unknown:
            return None

    def scrambled(self, lines):
        return sorted(lines, key=lambda line: hashlib.sha256(line["custom_id"].encode()).digest())

    # Batches of files

    def create(self, handler, id, given, raw):
        body = llm_protocol.parse(raw)
        fields(body, {"input_file_id": is_string, "endpoint": one_of("/v1/chat/completions"),
                      "completion_window": one_of("24h"), "metadata": lambda v: v is None or labels(v),
                      "output_expires_after": lambda v: isinstance(v, dict)}, "",
               ("input_file_id", "endpoint", "completion_window"))
        made, content = self.held(self.files, body["input_file_id"])
        if made["purpose"] != "batch":
            raise Refused(400, "the file has another purpose than batch", param="input_file_id")
        batch = {"id": self.id("batch_"), "object": "batch", "endpoint": body["endpoint"], "errors": None,
                 "input_file_id": body["input_file_id"], "completion_window": "24h", "status": "validating",
                 "output_file_id": None, "error_file_id": None, "created_at": NOW, "in_progress_at": None,
                 "expires_at": NOW + 86400, "finalizing_at": None, "completed_at": None, "failed_at": None,
                 "expired_at": None, "cancelling_at": None, "cancelled_at": None,
                 "request_counts": {"total": 0, "completed": 0, "failed": 0}, "metadata": body.get("metadata")}
        requests, errors = self.lines(content)
        kept = {"batch": batch, "looks": 0, "requests": requests, "variant": self.variant([r["body"] for r in requests])}
        if errors:
            handler.line["violation"] = errors[0]["message"]
        if errors or kept["variant"] == "batch-failed":
            kept["errors"] = errors or [{"code": "token_limit_exceeded", "message": "Enqueued token limit reached",
                                         "param": None, "line": None}]
        else:
            kept["answers"] = [self.answer(handler, "openai", r["body"]) for r in requests]
            batch["request_counts"]["total"] = len(requests)
        self.batches[batch["id"]] = kept
        return batch

    def lines(self, content):
        """The requests of a file, and what is wrong with it."""
        requests, errors, seen, models = [], [], set(), set()
        for number, line in enumerate(content.split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                request = llm_protocol.parse(line)
                fields(request, {"custom_id": is_string, "method": one_of("POST"),
                                 "url": one_of("/v1/chat/completions"), "body": lambda v: isinstance(v, dict)}, "",
                       ("custom_id", "method", "url", "body"))
                if request["custom_id"] in seen:
                    raise Refused(400, "The custom_id is a duplicate", "duplicate_custom_id")
                models.add(request["body"].get("model"))
                if len(models) > 1:
                    raise Refused(400, "A batch is of one model", "mismatched_model")
            except Refused as wrong:
                errors.append({"code": wrong.code, "message": str(wrong), "param": wrong.param, "line": number})
                continue
            seen.add(request["custom_id"])
            requests.append(request)
        if not requests and not errors or len(requests) > 50000:
            errors.append({"code": "invalid_batch", "message": "1 to 50,000 requests make a batch", "param": None,
                           "line": None})
        return requests, errors

    def look(self, handler, id, given, raw):
        kept = self.held(self.batches, id)
        batch = kept["batch"]
        kept["looks"] += 1
        if batch["status"] in ("completed", "failed", "expired", "cancelled"):
            return batch
        if "errors" in kept:
            batch.update(status="failed", failed_at=NOW, errors={"object": "list", "data": kept["errors"]})
        elif kept["looks"] >= self.polls:
            self.finish(kept)
        elif kept["looks"] == self.polls - 1 and self.polls > 2:
            batch.update(status="finalizing", finalizing_at=NOW)
        else:
            batch.update(status="in_progress", in_progress_at=NOW)
        return batch

    def finish(self, kept):
        batch, end, good, bad = kept["batch"], {"batch-expired": "expired", "batch-cancelled": "cancelled"}.get(
            kept["variant"], "completed"), [], []
        for i, (request, (status, body)) in enumerate(zip(kept["requests"], kept["answers"])):
            line = {"id": f"batch_req_{i:06d}", "custom_id": request["custom_id"],
                    "response": {"status_code": status, "request_id": f"req_{i:06d}", "body": body}, "error": None}
            if end != "completed" and i >= len(kept["answers"]) // 2:
                line.update(response=None, error={"code": "batch_" + end, "message": "This request could not be "
                                                  "executed before the completion window expired."})
            elif kept["variant"] == "batch-errors" and i % 3 == 0:
                status = (429, 500, 400)[i // 3 % 3]
                line["response"].update(status_code=status, body=llm_protocol.error("openai", status, "It failed"))
            if kept["variant"] == "batch-missing" and i % 3 == 0:
                continue
            (good if line["error"] is None and line["response"]["status_code"] == 200 else bad).append(line)
        if kept["variant"] == "batch-strange":
            good += [dict(line) for line in good[:1]] + [dict(good[0], custom_id="nobody-asked")]
        for name, lines in (("output_file_id", good), ("error_file_id", bad)):
            if lines:
                content = b"".join(llm_reply.raw(line) + b"\n" for line in self.scrambled(lines))
                batch[name] = self.keep(content, batch["id"] + ".jsonl", "batch_output")["id"]
        batch.update(status=end, finalizing_at=NOW, **{end + "_at": NOW})
        batch["request_counts"].update(completed=len(good), failed=len(bad))

    def list_batches(self, handler, id, given, raw):
        data = [kept["batch"] for kept in reversed(self.batches.values()) if kept["batch"].get("object") == "batch"]
        page, more = self.page(handler, data, "after")
        return {"object": "list", "data": page, "has_more": more}

    def page(self, handler, data, after):
        """The newest `limit` (20) that are older than the one named, and whether there are more."""
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(handler.path).query))
        if set(query) - {"limit", after} or not 1 <= int(query.get("limit", 20)) <= 100:
            raise Refused(400, "unknown query parameters")
        begin = next((i + 1 for i, one in enumerate(data) if one["id"] == query.get(after)), 0)
        end = begin + int(query.get("limit", 20))
        return data[begin:end], end < len(data)

    def cancel(self, handler, id, given, raw):
        kept = self.held(self.batches, id)
        kept["variant"] = "batch-cancelled"
        kept["batch"].update(status="cancelling", cancelling_at=NOW)
        return kept["batch"]

    # Message batches

    def create_messages(self, handler, id, given, raw):
        body = llm_protocol.parse(raw)
        fields(body, {"requests": lambda v: isinstance(v, list) and 1 <= len(v) <= 100000}, "", ("requests",))
        seen = set()
        for i, request in enumerate(body["requests"]):
            fields(request, {"custom_id": lambda v: is_string(v) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", v),
                             "params": lambda v: isinstance(v, dict)}, f"requests.{i}.", ("custom_id", "params"))
            if request["custom_id"] in seen:
                raise Refused(400, f"requests.{i}.custom_id: must be unique in a batch")
            seen.add(request["custom_id"])
        bodies = [request["params"] for request in body["requests"]]
        variant = self.variant(bodies)
        if variant == "batch-failed":
            raise Refused(400, "the batch is refused as a whole", violation=False)
        counts = {"processing": len(bodies), "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0}
        batch = {"id": self.id("msgbatch_"), "type": "message_batch", "processing_status": "in_progress",
                 "request_counts": counts, "ended_at": None, "created_at": instant(NOW),
                 "expires_at": instant(NOW + 86400), "archived_at": None, "cancel_initiated_at": None,
                 "results_url": None}
        self.batches[batch["id"]] = {"batch": batch, "looks": 0, "variant": variant, "requests": body["requests"],
                                     "answers": [self.answer(handler, "anthropic", b) for b in bodies]}
        return batch

    def look_messages(self, handler, id, given, raw):
        kept = self.held(self.batches, id)
        kept["looks"] += 1
        if kept["looks"] >= self.polls and not kept["batch"]["ended_at"]:
            self.finish_messages(kept)
        return kept["batch"]

    def finish_messages(self, kept):
        lines, batch, half = [], kept["batch"], len(kept["answers"]) // 2
        stopped = {"batch-expired": "expired", "batch-cancelled": "canceled"}.get(kept["variant"])
        for i, (request, (status, body)) in enumerate(zip(kept["requests"], kept["answers"])):
            result = {"type": "succeeded", "message": body} if status == 200 else {"type": "errored", "error": body}
            if stopped and i >= half:
                result = {"type": stopped}
            elif kept["variant"] == "batch-errors" and i % 3 == 0:
                result = {"type": "errored", "error": llm_protocol.error("anthropic", (529, 500, 400)[i // 3 % 3],
                                                                         "It failed")}
            if kept["variant"] == "batch-missing" and i % 3 == 0:
                continue
            lines.append({"custom_id": request["custom_id"], "result": result})
        if kept["variant"] == "batch-strange":
            lines += [lines[0], dict(lines[0], custom_id="nobody-asked")]
        for line in lines:
            batch["request_counts"][line["result"]["type"]] += 1
        batch["request_counts"]["processing"] = 0
        batch.update(processing_status="ended", ended_at="2026-11-26T06:30:00Z",
                     results_url=f"{self.base}/v1/messages/batches/{batch['id']}/results")
        kept["results"] = b"".join(llm_reply.raw(line) + b"\n" for line in self.scrambled(lines))

    def results(self, handler, id, given, raw):
        kept = self.held(self.batches, id)
        if "results" not in kept:
            raise Refused(400, f"Batch {id} has no available results.", kind="invalid_request_error")
        return 200, kept["results"], {"content-type": "application/x-jsonl"}

    def list_messages(self, handler, id, given, raw):
        data = [self.look_messages(handler, name, given, raw) for name, kept in reversed(self.batches.items())
                if kept["batch"].get("type") == "message_batch"]
        page, more = self.page(handler, data, "after_id")
        return {"data": page, "has_more": more, "first_id": page[0]["id"] if page else None,
                "last_id": page[-1]["id"] if page else None}

    def cancel_messages(self, handler, id, given, raw):
        kept = self.held(self.batches, id)
        if not kept["batch"]["ended_at"]:
            kept["variant"] = "batch-cancelled"
            kept["batch"].update(processing_status="canceling", cancel_initiated_at="2026-11-26T06:10:00Z")
        return kept["batch"]

    def forget_messages(self, handler, id, given, raw):
        if not self.held(self.batches, id)["batch"]["ended_at"]:
            raise Refused(400, "a batch in progress cannot be deleted", kind="invalid_request_error")
        del self.batches[id]
        return {"id": id, "type": "message_batch_deleted"}
