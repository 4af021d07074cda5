"""A Gong that means harm, for the tests of hostile_gong.bash. Usage: hostile_gong.py DIR; writes DIR/port, appends each request to
DIR/log as a line of JSON, and reads DIR/mode before each answer: "PATH ATTACK [WORD...]", for paths that begin so;
all others get a good answer. A connection to the place that redirects lead to leaves a line in DIR/elsewhere."""
import base64, functools, gzip, json, os, socket, subprocess, sys, threading, urllib.parse, zlib

DIR = sys.argv[1]
WORD = "Zwetschgendatschi"
ID = "7782342274025937895"
LOCK = threading.Lock()
STATE = {"written": 0, "n": 0, "on": False}

# What each path answers: where its items are, and one of them, its id first. A fetcher more is a line more.
PAGES = {
    "/v2/calls": ("calls", {"id": ID, "title": WORD, "scheduled": "2026-11-19T09:00:00Z", "started": "2026-11-19T09:00:01Z",
                            "duration": 600, "primaryUserId": "31", "direction": "Conference", "isPrivate": False}),
    "/v2/calls/extensive": ("calls", {"metaData": {"id": ID, "title": WORD, "started": "2026-11-19T09:00:01Z", "duration": 600},
                                      "parties": [{"id": "1", "speakerId": "1", "name": WORD, "affiliation": "Internal"}], "context": []}),
    "/v2/calls/transcript": ("callTranscripts", {"callId": ID, "transcript": [
        {"speakerId": "1", "topic": None, "sentences": [{"start": 0, "end": 900, "text": WORD}]}]}),
    "/v2/users": ("users", {"id": ID, "emailAddress": "ana@x.example", "firstName": WORD, "lastName": "Ruiz", "active": True}),
    "/v2/stats/activity/aggregate": ("usersAggregateActivityStats", {
        "userId": ID, "userEmailAddress": WORD, "userAggregateActivityStats": {"callsAsHost": 3}}),
    "/v2/stats/interaction": ("peopleInteractionStats", {"userId": ID, "userEmailAddress": WORD, "personInteractionStats": []}),
    "/v2/stats/activity/day-by-day": ("usersDetailedActivities", {
        "userId": ID, "userEmailAddress": WORD, "userDailyActivityStats": []}),
    "/v2/stats/activity/scorecards": ("answeredScorecards", {
        "answeredScorecardId": ID, "scorecardId": "5", "scorecardName": WORD, "callId": "7", "answers": []}),
    "/v2/settings/scorecards": ("scorecards", {"scorecardId": ID, "scorecardName": WORD, "enabled": True, "questions": []}),
    "/v2/workspaces": ("workspaces", {"id": ID, "name": WORD, "description": None}),
    "/v2/library/folders": ("folders", {"id": ID, "name": WORD, "parentFolderId": None, "updated": None}),
    "/v2/library/folder-content": ("calls", {"id": ID, "title": WORD}),
    "/v2/crm/integrations": ("integrations", {"integrationId": int(ID), "ownerEmail": WORD, "name": WORD}),
    "/v2/settings/trackers": ("keywordTrackers", {"trackerId": ID, "trackerName": WORD, "languageKeywords": []}),
}
# 120 MB of blanks, by brotli: Python has none.
BROTLI = base64.b64decode(
    "z///f/glQOKxQCD3/p/////wSwDEYQGA7v0/////4ZcAiMMiAN37f/7//8MvARCHBQC69//8//+HXwIgDgsAdO//+f//D78EQBwWAOje//P//x9+"
    "CYA4LADQvf/P//8//BIAcVgAoHv/Bw==")


def page(path, cursor=None, items=1, change=None):
    name, item = PAGES[path]
    body = {"requestId": "1abc", "records": {"totalRecords": items, "currentPageSize": items, "currentPageNumber": 0}}
    if cursor is not None:
        body["records"]["cursor"] = cursor
    body[name] = [item] * items
    if path.endswith("folder-content"):  # one thing and no list
        body.update(id=ID, name=WORD)
    return json.dumps(change(body, name) if change else body).encode()


def token():
    STATE["tokens"] = STATE.get("tokens", 0) + 1
    return {"access_token": "ACCESSCANARY%d" % STATE["tokens"], "refresh_token": "REFRESHCANARY%d" % STATE["tokens"],
            "scope": "api:calls:read:basic api:calls:read:extensive api:calls:read:transcript api:users:read",
            "token_type": "bearer", "expires_in": 0, "api_base_url_for_customer": "http://127.0.0.1:%d" % PORT}


def head(status, *lines):
    return ("HTTP/1.1 %d x\r\n" % status + "".join(line + "\r\n" for line in lines) + "\r\n").encode()


def whole(body, status=200, *lines):
    return head(status, "Content-Type: application/json", "Content-Length: %d" % len(body), *lines) + body


def forever(start, more):
    yield start
    while True:
        yield more


def blanks(pack):
    """120 MB of blanks before a page, packed."""
    out = pack.compress(b"")
    for _ in range(120):
        out += pack.compress(b" " * (1 << 20))
    return out + pack.flush()


@functools.cache
def bomb(how):
    if how.endswith("br"):
        body = BROTLI
    elif how == "zstd":
        body = subprocess.run("head -c 120M /dev/zero | tr '\\0' ' ' | zstd -cq", shell=True, capture_output=True, check=True).stdout
    else:
        body = blanks(zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + (16 if "gzip" in how else 0)))
        body = gzip.compress(body) if how == "gzip,gzip" else body
    if how.startswith("te-"):
        return head(200, "Transfer-Encoding: %s, chunked" % how[3:]) + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    return whole(body, 200, "Content-Encoding: " + how.replace(",", ", "))


# Answers that are whole, and of no shape that is known.
def first(item):
    return lambda body, name: dict(body, **{name: [dict(body[name][0], **item)]})


SHAPES = {
    "no-list": lambda b, n: {k: v for k, v in b.items() if k != n}, "list-null": lambda b, n: dict(b, **{n: None}),
    "list-object": lambda b, n: dict(b, **{n: {"0": b[n][0]}}), "list-text": lambda b, n: dict(b, **{n: "[]"}),
    "item-null": lambda b, n: dict(b, **{n: [None]}), "item-text": lambda b, n: dict(b, **{n: [b[n][0], "x"]}),
    "item-list": lambda b, n: dict(b, **{n: [b[n]]}), "item-empty": lambda b, n: dict(b, **{n: [b[n][0], {}]}),
    "cursor-number": lambda b, n: dict(b, records={"cursor": 7}), "cursor-list": lambda b, n: dict(b, records={"cursor": ["a"]}),
    "list": lambda b, n: [b], "null": lambda b, n: None, "text": lambda b, n: WORD, "deep": lambda b, n: dict(b, x=json.loads("[" * 300 + "]" * 300)),
}
IDS = {"id-object": {"id": 1}, "id-list": [ID], "id-true": True, "id-null": None, "id-empty": "", "id-float": 7.5,
       "id-exponent": 1e300, "id-negative": -7, "id-long": "7" * 300, "id-long-number": int("7" * 300)}
RAW = {
    "html": b"<!doctype html><html><body>" + WORD.encode() + b"</body></html>", "empty": b"", "bom": b"\xef\xbb\xbf%s", "nul": b"%s\0", "two": b"%s%s", "nul-within": b'{"x":"\0",%s',
    "surrogate": b'{"x":"\xed\xa0\x80",%s', "latin": b'{"x":"\xe9",%s', "overlong": b'{"x":"\xc0\xaf",%s', "nan": b'{"x":NaN,%s',
    "comma": b'{"x":1,,%s', "quotes": b"{'x':1,%s", "comment": b'{/* */"x":1,%s', "utf-16": b"\xff\xfe{\0}\0", "gzip-lie": b"%s",
}


def shape(path, name):
    good = page(path)
    if name in SHAPES:
        return whole(page(path, change=SHAPES[name]))
    if name in IDS:
        key = next(iter(PAGES[path][1]))
        return whole(page(path, change=first({key: {"id": IDS[name]} if key == "metaData" else IDS[name]})))
    return raw(good, name)


def large(path, how):
    """Megabytes of brackets or of one text; a million items."""
    if how == "items":
        name, item = PAGES[path]
        key = next(iter(item))
        one = json.dumps({key: {"id": ID} if key == "metaData" else ID}).encode()
        return whole(b'{"records":{},"%s":[' % name.encode() + b",".join([one] * 1000000) + b"]}")
    kind, _, size = how.partition("-")
    start, more = (b"", b"[" * 65536) if kind == "nest" else (b'{"x":"', b"a" * 65536)
    return until(head(200, "Content-Type: application/json", "Connection: close") + start, more, int(size) << 4)


def until(start, more, n):
    yield start
    for _ in range(n):
        yield more


def raw(good, name):
    text = RAW[name]
    text = text.replace(b"%s", good[1:] if b"{" in text else good)
    return whole(text, 200, *(["Content-Encoding: gzip"] if name == "gzip-lie" else []))


def cut(body, n, how):
    """The first n bytes of a body; all of it from its length on."""
    if n >= len(body):
        return whole(body, 200, "Connection: close")
    if how == "length":
        return whole(body, 200, "Connection: close")[:n - len(body)]
    if how == "chunked":
        chunk = b"%x\r\n%s\r\n" % (n, body[:n]) if n else b""
        return head(200, "Transfer-Encoding: chunked", "Connection: close") + chunk
    return head(200, "Connection: close") + body[:n]


def redirect(code, where, path):
    to = {"elsewhere": "http://127.0.0.1:%d%s" % (ELSEWHERE, path), "same": "http://127.0.0.1:%d/v2/other" % PORT, "path": "/v2/other",
          "https": "https://127.0.0.1:%d%s" % (ELSEWHERE, path), "file": "file:///etc/passwd", "user": "http://u:p@127.0.0.1:%d/" % ELSEWHERE,
          "gopher": "gopher://127.0.0.1:%d/_x" % ELSEWHERE, "protocol": "//127.0.0.1:%d/" % ELSEWHERE}[where]
    return whole(page("/v2/users"), int(code), "Location: " + to, "Refresh: 0; url=" + to, "Alt-Svc: h2=\"127.0.0.1:%d\"" % ELSEWHERE)


def attack(path, kind, words, n):
    good = page(path) if path in PAGES else json.dumps(token()).encode()
    if kind == "redirect":
        return redirect(*words, path)
    if kind == "bomb":
        return bomb(*words)
    if kind == "large":
        return large(path, *words)
    if kind == "cut":  # each time a few bytes further on
        return cut(good, n * int(words[1]), words[0])
    if kind == "cutat":  # of a short one
        good = good if path in PAGES else b'{"access_token":"ACCESSCANARY","refresh_token":"REFRESHCANARY","expires_in":0}'
        return cut(good, int(words[0]), words[1])
    if kind == "shape" and path in PAGES:
        return shape(path, *words)
    if kind == "shape":
        return raw(good, *words)
    if kind == "shapes":  # one after the other; then a good one
        return raw(good, list(RAW)[n]) if n < len(RAW) else whole(good)
    if kind == "token":  # a member of the answer, as JSON
        return whole(json.dumps(dict(token(), **{words[0]: json.loads(" ".join(words[1:]))})).encode())
    return {
        "endless": lambda: forever(head(200, "Connection: close"), b" " * 65536),
        "chunks": lambda: forever(head(200, "Transfer-Encoding: chunked"), b"10000\r\n" + b" " * 65536 + b"\r\n"),
        "headers": lambda: forever(b"HTTP/1.1 200 x\r\n", b"X: " + b"x" * 4093 + b"\r\n"),
        "header": lambda: forever(b"HTTP/1.1 200 x\r\nX: ", b"x" * 4096),
        "continue": lambda: forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        "trailers": lambda: forever(head(200, "Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n", b"X: " + b"x" * 4093 + b"\r\n"),
        "again": lambda: whole(page(path, "c%d" % min(n, int(words[0])))),
        "empty": lambda: whole(page(path, "c%d" % n, 0)),
        "circle": lambda: whole(page(path, "c%d" % (n % 3))),
        "cursor": lambda: whole(page(path, "c" * (1 << 20))),
        "second": lambda: whole(page(path, "next")) if not STATE["on"] else cut(
            b'{"records":{},"calls":[{"id":"5550001"}]}', int(words[1]), words[0]),
        "well": lambda: whole(good),
    }[kind]()


def answer(method, target, body):
    path, _, query = target.partition("?")
    if path == "/oauth2/authorize":
        query = dict(urllib.parse.parse_qsl(query))
        return whole(b"", 302, "Location: %s?code=code&state=%s" % (query["redirect_uri"], query["state"]))
    with LOCK:
        words = []
        if os.path.exists(DIR + "/mode"):
            words = open(DIR + "/mode").read().split()
            written = os.stat(DIR + "/mode").st_mtime_ns
            if written != STATE["written"]:
                STATE.update(written=written, n=0)
        if words and path.startswith(words[0]) and (path in PAGES or path.startswith("/oauth2/")):
            STATE["on"] = "cursor=" in query or b'"cursor"' in body  # beyond the first page
            n = STATE["n"]
            STATE["n"] += 1
            return attack(path, words[1], words[2:], n)
    if path in PAGES:
        return whole(page(path))
    if path.startswith("/oauth2/"):
        return whole(json.dumps(token()).encode())
    return whole(b'{"errors":["Not Found"]}', 404)


def serve(conn):
    conn.settimeout(20)
    with conn, conn.makefile("rb") as lines:
        try:
            while first := lines.readline():
                method, target = first.decode().split()[:2]
                headers = {}
                while (line := lines.readline()).strip():
                    name, _, value = line.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = lines.read(int(headers.get("content-length", 0)))
                with LOCK, open(DIR + "/log", "a") as log:
                    log.write(json.dumps({"method": method, "path": target.partition("?")[0], "auth": headers.get("authorization")}) + "\n")
                said = answer(method, target, body)
                if isinstance(said, bytes):
                    conn.sendall(said)
                    if b"Connection: close" in said[:200]:
                        return
                else:
                    for piece in said:
                        conn.sendall(piece)
                    return
        except OSError:
            pass  # the client had enough


def elsewhere(listener):
    while True:
        conn, _ = listener.accept()
        with conn, open(DIR + "/elsewhere", "a") as f:
            f.write("somebody came\n")


def listen():
    s = socket.create_server(("127.0.0.1", 0), backlog=64)
    return s, s.getsockname()[1]


server, PORT = listen()
other, ELSEWHERE = listen()
threading.Thread(target=elsewhere, args=(other,), daemon=True).start()
with open(DIR + "/port.new", "w") as f:
    f.write(str(PORT))
os.rename(DIR + "/port.new", DIR + "/port")
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
