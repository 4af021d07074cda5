"""A stand-in for Gong's token endpoint and a few others, for gong-auth's tests: it can do what a healthy Gong
never would; and for the fetchers' a Gong that answers what it is told. Usage: gong_stub.py DIR; writes DIR/port,
appends each request to DIR/log as a line of JSON, and reads DIR/mode (words) before each answer. DIR/says holds a
line of JSON for each answer: {"path", "query" (if it matters), "status", "answer": text}; the n-th request in DIR/log
for a path and query gets the n-th line that fits it, and the last one when there are no more."""
import base64, hashlib, http.server, json, os, sys, threading, urllib.parse

DIR = sys.argv[1]
LOCK = threading.Lock()
CODES, REFRESH, ACCESS, GRANTED = {}, set(), set(), {}
COUNT = [0]


def told(mode, what, usual):  # who is known: "key=A:B" and "client=A:B" in the mode replace the usual pair
    return [basic(word.removeprefix(what)) for word in mode if word.startswith(what)] or [basic(usual)]


def basic(pair):
    return "Basic " + base64.b64encode(pair.encode()).decode()


class Stub(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def say(self, status, body, **headers):
        raw = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        mode = open(f"{DIR}/mode").read().split() if os.path.exists(f"{DIR}/mode") else []
        auth = self.headers.get("Authorization", "")
        with LOCK:
            with open(f"{DIR}/log", "a") as log:
                log.write(json.dumps({"method": self.command, "path": url.path, "query": query, "body": body,
                                      "auth": auth}) + "\n")
            if url.path == "/oauth2/authorize":
                return self.authorize(query, mode)
            if url.path == "/oauth2/generate-customer-token":
                return self.token(query or dict(urllib.parse.parse_qsl(body)), auth, mode)
            return self.api(url.path, query, auth, mode)

    do_GET = do_POST = do

    def authorize(self, query, mode):
        if "declined" in mode:
            answer = {"error": "access_denied", "state": query["state"]}
        else:
            COUNT[0] += 1
            code = f"code-{COUNT[0]}"
            CODES[code] = query
            answer = {"code": code, "state": query["state"]}
        self.send_response(302)
        self.send_header("Location", query["redirect_uri"] + "?" + urllib.parse.urlencode(answer))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def token(self, given, auth, mode):
        if "token500" in mode:
            return self.say(500, {"errors": ["Internal server error occurred"]})
        if "token403" in mode:
            return self.say(403, {"errors": ["Forbidden"]})
        if auth not in told(mode, "client=", "CLIENT:CLIENTSECRET"):
            return self.say(401, {"error": "invalid_client"})
        bad = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        if given["grant_type"] == "authorization_code":
            asked = CODES.pop(given["code"], None)
            proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest())
            if not asked or asked["code_challenge"] != proof.decode().rstrip("=") \
                    or asked["redirect_uri"] != given["redirect_uri"]:
                return self.say(400, bad)
            scopes = asked["scope"]
        else:
            if given["refresh_token"] not in REFRESH or "revoked" in mode:
                return self.say(400, bad)
            REFRESH.discard(given["refresh_token"])
            scopes = GRANTED[given["refresh_token"]]
        if "lostanswer" in mode:
            self.close_connection = True
            return None
        if "otherscopes" in mode:
            scopes = "api:calls:read:basic api:calls:read:extensive api:calls:read:transcript api:crm:upload"
        COUNT[0] += 1
        access, refresh = f"ACCESSCANARY{COUNT[0]}", f"REFRESHCANARY{COUNT[0]}"
        if "oldtokensdie" in mode:
            ACCESS.clear()
        ACCESS.add(access)
        REFRESH.add(refresh)
        GRANTED[refresh] = scopes
        base = f"http://127.0.0.1:{PORT}"
        if "evilbase" in mode:
            base = "https://evil.example"
        if "httpbase" in mode:
            base = "http://evil.example"
        return self.say(200, {"access_token": access, "refresh_token": refresh, "scope": scopes,
                              "token_type": "bearer", "expires_in": 0 if "short" in mode else 86400,
                              "api_base_url_for_customer": base})

    def said(self, path, query):
        if not os.path.exists(f"{DIR}/says"):
            return None
        lines = [json.loads(line) for line in open(f"{DIR}/says")]
        fits = [a for a in lines if a["path"] == path and a.get("query", query) == query]
        asked = [json.loads(line) for line in open(f"{DIR}/log")]
        n = sum(a["path"] == path and a["query"] == query for a in asked)
        return fits[min(n, len(fits)) - 1] if fits else None

    def api(self, path, query, auth, mode):
        known = auth in told(mode, "key=", "KEYCANARY:SECRETCANARY") or auth.removeprefix("Bearer ") in ACCESS
        if "revoked" in mode or "dead-" + auth.removeprefix("Bearer ") in mode or not known:
            return self.say(401, {"requestId": "1abc", "errors": ["access token has been revoked"]})
        if "no" + path in mode:
            return self.say(401, {"requestId": "1abc", "errors": [
                "You don't have permission to use 'api:users:read' in your app."]})
        if "api403" in mode:
            return self.say(403, {"requestId": "1abc", "errors": ["Forbidden"]})
        if "limit" in mode:
            return self.say(429, {"requestId": "1abc", "errors": ["API request limit exceeded"]},
                            Retry_After="1000000000")
        said = self.said(path, query)
        if said:
            return self.say(said["status"], said["answer"])
        if path == "/v2/users":
            return self.say(200, {"requestId": "1abc", "users": [{"id": "1"}],
                                  "records": {"totalRecords": 1, "currentPageSize": 1, "currentPageNumber": 0}})
        if path == "/v2/crm/integrations":
            return self.say(200, {"requestId": "1abc", "integrations": []})
        return self.say(404, {"requestId": "1abc",
                              "errors": ["No calls found corresponding to the provided filters"]})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
PORT = server.server_address[1]
with open(f"{DIR}/port.new", "w") as f:
    f.write(str(PORT))
os.rename(f"{DIR}/port.new", f"{DIR}/port")
server.serve_forever()
