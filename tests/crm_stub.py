"""A Gong with one Generic CRM integration, for gong-crm-integration's tests: it can lose answers and fail at will.
Usage: crm_stub.py DIR; writes DIR/port and appends each request to DIR/log as a line of JSON.

DIR/delete and DIR/status say how the next requests of that kind are answered, a word a line, the last one for good;
without them it does as Gong does: an id is taken once, and a deletion is done after DIR/polls (3) questions.

 delete: STATUS (refused)   lost (registered, no answer)   drop (neither)   STATUS+ (registered, yet that answer)
 status: PENDING IN_PROGRESS DONE (not gone) GONE (DONE, and gone) FAILED   STATUS   scope"""
import http.server, json, os, sys, threading, urllib.parse

DIR = sys.argv[1]
LOCK = threading.Lock()
SCOPE = {"delete": "api:crm:integration:delete", "status": "api:crm:upload"}
TEXTS = {400: "Bad request", 401: "access token has been revoked", 403: "Forbidden", 404: "Not found",
         409: "Client request id has already been used", 429: "API request limit exceeded",
         500: "Internal server error occurred", 503: "Service unavailable"}
INTEGRATION = {"integrationId": 6174920038851177463, "ownerEmail": "revops@brightwater.example",
               "name": "Brightwater \"homegrown\" CRM"}
listed, registered, polls = [INTEGRATION], {}, [0]


def script(kind):
    path = f"{DIR}/{kind}"
    if not os.path.exists(path):
        return None
    words = open(path).read().split()
    if len(words) > 1:
        with open(path, "w") as f:
            f.write("\n".join(words[1:]))
    return words[0]


class Stub(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def say(self, status, body):
        raw = json.dumps({"requestId": "4f1synth1", **body}).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "1000000")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def complain(self, status, text=None):
        self.say(status, {"errors": [text or TEXTS[status]]})

    def hang_up(self):
        self.close_connection = True

    def do(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        with LOCK:
            with open(f"{DIR}/log", "a") as log:
                log.write(json.dumps({"method": self.command, "path": url.path, "query": query,
                                      "files": self.on_disk(query)}) + "\n")
            what = f"{self.command} {url.path}"
            if what == "GET /v2/users":
                return self.say(200, {"users": [{"id": "1"}], "records": {"totalRecords": 1, "currentPageSize": 1,
                                                                          "currentPageNumber": 0}})
            if what == "GET /v2/crm/integrations":
                return self.say(200, {"integrations": listed})
            if what == "DELETE /v2/crm/integrations":
                return self.delete(query, script("delete"))
            if what == "GET /v2/crm/request-status":
                return self.status(query, script("status"))
            return self.complain(404)

    do_GET = do_POST = do_DELETE = do_PUT = do

    def on_disk(self, query):
        """What is on disk of this request while it is here: the state in its file, and the audit log's last word."""
        name = f"{DIR}/../state/callmine/crm-requests/{query.get('clientRequestId')}.json"
        log = f"{DIR}/../state/callmine/audit.log"
        return [json.load(open(name))["state"] if os.path.exists(name) else None,
                json.loads(open(log).read().splitlines()[-1])["what"] if os.path.isfile(log) else None]

    def delete(self, query, word):
        key = query["clientRequestId"]
        if word == "drop":
            return self.hang_up()
        if word == "scope":
            return self.complain(401, f"You don't have permission to use '{SCOPE['delete']}' in your app.")
        if word and word.isdigit() and word != "201":
            return self.complain(int(word))
        if key in registered:
            return self.complain(409)
        if not listed or query["integrationId"] != str(listed[0]["integrationId"]):
            return self.complain(400)
        registered[key] = query["integrationId"]
        if word == "lost":
            return self.hang_up()
        if word and word.endswith("+"):
            return self.complain(int(word[:-1]))
        return self.say(201, {"clientRequestId": key})

    def status(self, query, word):
        polls[0] += 1
        if word == "scope":
            return self.complain(401, f"You don't have permission to use '{SCOPE['status']}' in your app.")
        if word and word.isdigit():
            return self.complain(int(word))
        if not word:
            if registered.get(query["clientRequestId"]) != query["integrationId"]:
                return self.complain(400)
            takes = int(open(f"{DIR}/polls").read()) if os.path.exists(f"{DIR}/polls") else 3
            word = "GONE" if polls[0] > takes else "IN_PROGRESS" if polls[0] > 1 else "PENDING"
        if word == "GONE":
            listed.clear()
            word = "DONE"
        errors = [{"line": 0, "description": "could not be removed\u001b[2J"}] if word == "FAILED" else []
        return self.say(200, {"status": word, "errors": errors, "totalErrorCount": len(errors),
                              "totalSuccessCount": 0})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
with open(f"{DIR}/port.new", "w") as f:
    f.write(str(server.server_address[1]))
os.rename(f"{DIR}/port.new", f"{DIR}/port")
server.serve_forever()
