#!/usr/bin/env bats
# cm-notify: what the roll-up says, in short, to Slack or by mail; once, or never.

load env

GOLDEN=$ROOT/tests/golden
NOW=2026-10-05T06:00:00Z

setup_file() {
    # A certificate of our own for the servers of this file, made once.
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout "$BATS_FILE_TMPDIR/key.pem" \
        -out "$BATS_FILE_TMPDIR/cert.pem" 2>/dev/null
}

setup() {
    CERT=$BATS_FILE_TMPDIR/cert.pem
    KEY=$BATS_FILE_TMPDIR/key.pem
    SERVERS=()
    MAIL=(--from 'Call reports <reports@example.com>' --to 'vp@example.com, Ana <ana@example.com>' --now "$NOW")
}

teardown() {
    for p in "${SERVERS[@]}"; do { kill "$p" && wait "$p" || true; } 2>/dev/null; done
}

# the roll-up of the golden calls, and one of none
rollup() { cm-summarize --ledger "$GOLDEN/ledger.ndjson" "$GOLDEN/calls.ndjson" >"$T/rollup" 2>/dev/null; }
empty() {
    echo '{"v":1,"stage":"gong-list-calls","listed":212}' >"$T/ledger"
    seq 200 | sed 's/.*/{"v":1,"stage":"cm-filter","reason":"filtered:stage","id":"&"}/' >>"$T/ledger"
    seq 201 212 | sed 's/.*/{"v":1,"stage":"cm-filter","reason":"filtered:owner","id":"&"}/' >>"$T/ledger"
    cm-summarize --ledger "$T/ledger" </dev/null >"$T/empty" 2>/dev/null
}

# start NAME PROGRAM ARG...: a server with the directory $T/NAME; its port in $PORT
start() {
    mkdir -p "$T/$1"
    rm -f "$T/$1/port"
    /usr/bin/python3 -B "$ROOT/tests/$2" "$T/$1" "${@:3}" 2>"$T/$1/err" 3>&- &
    SERVERS+=($!)
    for ((i = 0; i < 400; i++)); do [[ -s $T/$1/port ]] && break; sleep 0.02; done
    PORT=$(<"$T/$1/port")
}

# hook [OPTION...]: a webhook, its URL in $T/config/callmine/slack.webhook
hook() {
    SECRET=/services/T0$RANDOM/B0/CANARY$RANDOM$RANDOM
    start hook hook_server.py "$SECRET" "$@"
    secret slack.webhook "http${1:+s}://127.0.0.1:$PORT$SECRET"
}
smtp() {
    start smtp smtp_server.py --cert "$CERT" --key "$KEY" "$@"
    SMTP=(--smtp "smtp://127.0.0.1:$PORT" --ca "$CERT")
}
secret() { mkdir -p "$T/config/callmine" && (umask 077 && printf '%s\n' "$2" >"$T/config/callmine/$1"); }
behave() { echo "${*:2}" >"$T/$1/behave"; }
taken() { find "$T/$1" -name '*.json' | wc -l; }
came() { wc -l <"$T/$1/log"; }

# parsed MAIL: headers, bodies and attachments as Python's email package reads them, as JSON
parsed() {
    /usr/bin/python3 - "$1" <<'PY'
import email, email.policy, json, sys
raw = open(sys.argv[1], "rb").read()
m = email.message_from_bytes(raw, policy=email.policy.default)
lines = raw.split(b"\r\n")
assert all(len(l) <= 78 and l.isascii() and b"\n" not in l and b"\r" not in l for l in lines), max(lines, key=len)
assert not [d for part in m.walk() for d in part.defects]
files = [{"name": a.get_filename(), "type": a.get_content_type(), "size": len(a.get_payload(decode=True))} for a in m.iter_attachments()]
print(json.dumps({"subject": m["subject"], "from": str(m["from"]), "to": str(m["to"]), "date": str(m["date"].datetime), "id": m["message-id"],
    "auto": m["auto-submitted"], "headers": sorted(m.keys()), "text": m.get_body(("plain",)).get_content().replace("\r\n", "\n"), "html": m.get_body(("html",)).get_content(), "files": files}))
PY
}

@test "Slack: a number and its change, three sentences, two quotes with links, the trust line, the report; as the schema says" {
    rollup
    cm-notify slack --to-file "$T/slack.json" --title Weekly --link https://r.example/42 "$T/rollup"
    validate slack "$T/slack.json"
    jq -r '.blocks[] | .. | objects | select(.type == "text" or .type == "link" or .type == "plain_text") | .text' "$T/slack.json" |
        diff "$GOLDEN/slack.txt" -
    jq -r '.. | objects | select(.type == "link") | .url' "$T/slack.json" >"$T/links"
    [[ $(wc -l <"$T/links") == 3 && $(tail -1 "$T/links") == https://r.example/42 ]]
    jq -r '.quotes[].link' "$T/rollup" | grep -qxF "$(head -1 "$T/links")"
    # The same again, from stdin, is the same bytes.
    TZ=Asia/Tokyo LC_ALL=C cm-notify slack --to-file "$T/again.json" --title Weekly --link https://r.example/42 <"$T/rollup"
    cmp "$T/slack.json" "$T/again.json"
}

@test "every number of the headline, its change and the trust line is the roll-up's" {
    modelled() { /usr/bin/python3 "$ROOT/tests/modelled.py" "$@"; }
    modelled 60 3 | cm-summarize >"$T/then"
    for how in '90 9 0.75' '70 5 0.1' '3 5'; do
        modelled $how | cm-summarize --against "$T/then" >"$T/rollup"
        cm-notify slack --to-file "$T/slack.json" "$T/rollup"
        cat "$T/slack.json" >>"$T/all"
        /usr/bin/python3 - "$T/rollup" "$T/slack.json" <<'PY'
import json, re, sys
u, s = (json.load(open(p)) for p in sys.argv[1:])
line = next(l for l in u["summary"] if l["question"] and l["calls"] is not None)
q = next(q for q in u["questions"] if (q["set"], q["question"]) == (line["set"], line["question"]))
head = s["blocks"][0]["text"]["text"]
lede = "".join(e["text"] for e in s["blocks"][1]["elements"][0]["elements"])
if q["insufficient"]:
    assert head == f"{line['calls']} of {q['asked']} calls" and f"asked on only {q['asked']} calls" in lede, (head, lede)
else:
    part = line["calls"] / q["asked"]
    assert head == f"{int((200 * line['calls'] + q['asked']) // (2 * q['asked']))}% of {q['asked']} calls", head
    assert f"{line['calls']} of {q['asked']} calls, 95% interval " in lede
t = next(t for t in u["trend"]["questions"] if (t["set"], t["question"]) == (q["set"], q["question"]))
rows = [r for r in t["rows"] if r["calls"] == line["calls"] and r["of"] == q["asked"]]
then = re.search(r"(\d+) of (\d+)\)? on ", lede)
assert any((r["then"][t["against"]]["calls"], r["then"][t["against"]]["of"]) == tuple(map(int, then.groups())) for r in rows), lede
for r in rows:
    if r["difference"] is not None and f"{abs(round(r['difference'] * 100))} points (" in lede: break
else: assert "insufficient signal" in lede, lede
trust = s["blocks"][-1]["elements"][0]["text"]
held = u["evidence"]["checked"] + u["evidence"]["unchecked"]
assert f"{held} of {u['evidence']['claimed']} quote" in trust and f"{u['evidence']['checked']} of them" in trust, trust
quotes = [q["quote"] for q in u["quotes"] if q["checked"]]
shown = ["".join(e["text"] for e in part["elements"]).split("”\n")[0][1:] for part in s["blocks"][1]["elements"] if part["type"] == "rich_text_quote"]
assert len(shown) == min(2, len(quotes)) and all(x in quotes for x in shown), (shown, quotes)
PY
    done
    validate slack "$T/all"
}

@test "mail: two bodies and the files, parsed back equal; the same bytes for the same --now, whoever makes it" {
    rollup
    printf 'a,b\r\n' >"$T/calls.csv"
    head -c 100000 /dev/urandom >"$T/r.pdf"
    cm-notify mail "${MAIL[@]}" --to-file "$T/mail.eml" --link https://r.example/42 --attach "$T/calls.csv" --attach "$T/r.pdf" "$T/rollup"
    parsed "$T/mail.eml" >"$T/parsed"
    jq -r .text "$T/parsed" | diff "$GOLDEN/mail.txt" -
    [[ $(jq -r .subject "$T/parsed") == "Call analysis, 28–29 Sep 2026: 57% of 7 calls" ]]
    [[ $(jq -r .from "$T/parsed") == "Call reports <reports@example.com>" ]]
    [[ $(jq -r .to "$T/parsed") == "vp@example.com, Ana <ana@example.com>" ]]
    [[ $(jq -r .date "$T/parsed") == "2026-10-05 06:00:00+00:00" && $(jq -r .auto "$T/parsed") == auto-generated ]]
    [[ $(jq -r .id "$T/parsed") =~ ^\<[0-9a-f]{40}@example.com\>$ ]]
    [[ $(command jq -c .files "$T/parsed") == '[{"name":"calls.csv","type":"text/csv","size":5},{"name":"r.pdf","type":"application/pdf","size":100000}]' ]]
    jq -r .html "$T/parsed" >"$T/html"
    run ! grep -qiE '<(script|img|link|iframe|form)|url\(|@import' "$T/html"
    (cd / && TZ=Asia/Tokyo LC_ALL=C USER=other cm-notify mail "${MAIL[@]}" --to-file "$T/again.eml" --link https://r.example/42 \
        --attach "$T/calls.csv" --attach "$T/r.pdf" "$T/rollup")
    cmp "$T/mail.eml" "$T/again.eml"
    cm-notify mail "${MAIL[@]}" --now 2026-10-05T06:00:01Z --to-file "$T/later.eml" "$T/rollup"
    [[ $(parsed "$T/later.eml" | jq -r .id) != $(jq -r .id "$T/parsed") ]]
}

@test "of an amended report it is said first what was added" {
    rollup
    jq -c '.amends = {calls: 5, added: 2, changed: 1, gone: 0, added_calls: ["1", "2"]}' "$T/rollup" >"$T/amended"
    cm-notify mail "${MAIL[@]}" --to-file "$T/mail.eml" "$T/amended"
    parsed "$T/mail.eml" | jq -r .text | grep -m1 '^- ' >"$T/first"
    [[ $(<"$T/first") == "- Amended: the earlier report has 5 calls; since then 2 calls were added, 1 call has another transcript." ]]
}

@test "no call at all is said, with what became of them; so is a run that failed" {
    empty
    cm-notify slack --to-file "$T/slack.json" "$T/empty"
    jq -r '.. | .text? | strings' "$T/slack.json" >"$T/said"
    grep -qx 'no_match: filters matched 0 of 212 calls' "$T/said"
    grep -qx '200 calls:' "$T/said"
    grep -qx ' filtered out by stage' "$T/said"
    cm-summarize </dev/null | cm-notify slack --to-file "$T/slack2.json"
    [[ $(jq -r '.blocks[0].text.text' "$T/slack2.json") == 'no_match: no call was analysed' ]]
    cat "$T/slack.json" "$T/slack2.json" >"$T/none"
    validate slack "$T/none"
    cm-notify mail "${MAIL[@]}" --to-file "$T/mail.eml" --failed 75 --stage list --run week-42
    parsed "$T/mail.eml" >"$T/parsed"
    [[ $(jq -r .subject "$T/parsed") == "Call analysis: failed: list ended with 75" ]]
    jq -r .text "$T/parsed" | grep -qx -- '- Run: week-42'
    for status in 3 5 65 77 78 137 200; do cm-notify slack --to-file /dev/stdout --failed $status; done >"$T/failed"
    validate slack "$T/failed"
    [[ $(jq -r '.blocks[0].text.text' "$T/failed" | tail -1) == "failed: the run ended with 200" ]]
    run -64 --separate-stderr cm-notify slack --to-file "$T/x" --failed 0
    [[ $stderr == "cm-notify: --failed is the status that the run ended with, 1 to 255" ]]
}

@test "nothing that was said becomes mark-up, a mention, a link, an emoji, a header or a file name; all of it stands there" {
    hostile='[a](http://e.example) *b* _c_ ~d~ `e` <!channel> <@U1> <https://e.example|x> :tada: &amp; </p><script>x</script>'$'\r\nBcc: x@e.example\r\n\r\n.\r\n'"=?utf-8?q?x?= http://e.example/ "$'\e]52;c;\a\u202e'
    rollup
    jq -c --arg h "$hostile" '.quotes[0] += {quote: $h, speaker: $h, title: $h, account: $h, date: $h} | .quotes[1].link = "javascript:alert(1)" |
        .quotes[0].link = "https://app.gong.io/call?id=1" | .summary[1].text = $h | .summary[2].text = $h | .questions[0].text = $h' "$T/rollup" >"$T/hostile"
    cm-notify slack --title "$hostile" --to-file "$T/slack.json" "$T/hostile"
    validate slack "$T/slack.json"
    cm-notify mail "${MAIL[@]}" --title "$hostile" --from "$hostile <r@example.com>" --to-file "$T/mail.eml" "$T/hostile"
    parsed "$T/mail.eml" >"$T/parsed"
    /usr/bin/python3 - "$hostile" "$T/slack.json" "$T/parsed" <<'PY'
import html.parser, json, re, sys
hostile, s, m = sys.argv[1], json.load(open(sys.argv[2])), json.load(open(sys.argv[3]))
shown = hostile.replace("\r", "\\x0d").replace("\n", "\\x0a").replace("\x1b", "\\x1b").replace("\x07", "\\x07").replace("\u202e", "\\u{202e}")
assert not re.search("[<>]", s["text"])
rich = s["blocks"][1]["elements"]
quote = next(p for p in rich if p["type"] == "rich_text_quote")["elements"]
assert "".join(e["text"] for e in quote).startswith("“" + shown + "”\n"), quote
assert [e["url"] for p in rich for e in p["elements"] if e["type"] == "link"] == ["https://app.gong.io/call?id=1"]
for part in rich:
    for e in [x for p in (part["elements"] if part["type"] == "rich_text_list" else [part]) for x in p["elements"]]:
        assert e["type"] in ("text", "link") and ":" not in e["text"][:-1] or e["type"] == "link", e
assert m["headers"] == sorted(["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Type"])
assert shown in m["text"] and m["text"].count(shown) >= 2 and "\x1b" not in m["text"] and "Bcc" not in m["headers"]
class P(html.parser.HTMLParser):
    def __init__(self): super().__init__(); self.tags, self.links, self.text = set(), [], ""
    def handle_starttag(self, tag, attrs): self.tags.add(tag); self.links += [v for k, v in attrs if k in ("href", "src") or k.startswith("on")]
    def handle_data(self, data): self.text += data
p = P(); p.feed(m["html"])
assert p.tags <= {"html", "head", "meta", "title", "body", "table", "tr", "td", "p", "h1", "ul", "li", "a"}, p.tags
assert p.links == ["https://app.gong.io/call?id=1"] and "“" + shown + "”" in p.text, p.links
PY
    name=$'a\r\nBcc: x@e.example "q" \u202egpj.ü.html'
    echo x >"$T/$name"
    cm-notify mail "${MAIL[@]}" --attach "$T/$name" --to-file "$T/mail.eml" "$T/rollup"
    [[ $(parsed "$T/mail.eml" | jq -r '.files[0].name') == 'a  Bcc: x@e.example "q" \u{202e}gpj.ü.html' ]]
}

@test "what is too long is cut between characters, and how much is left out is said" {
    rollup
    long=$(printf '€%.0s' {1..5000})
    jq -c --arg h "$long" '.quotes[0] += {quote: $h, speaker: $h, link: null} | .quotes |= .[:1] | .summary[2].text = $h | .questions[0].text = $h' "$T/rollup" >"$T/long"
    cm-notify slack --title "$long" --to-file "$T/slack.json" "$T/long"
    validate slack "$T/slack.json"
    [[ $(wc -c <"$T/slack.json") -lt 12000 ]]
    jq -r '.. | .text? | strings' "$T/slack.json" >"$T/said"
    for left in 4,880 4,500; do grep -q "€ … and $left more characters" "$T/said"; done
    grep -q '€” … and 4,300 more characters' "$T/said"
    cm-notify mail "${MAIL[@]}" --title "$long" --to-file "$T/mail.eml" "$T/long"
    parsed "$T/mail.eml" | jq -r .html | grep -q '€” … and 4,300 more characters'
}

@test "a webhook takes it once: the same again sends nothing and says so, --again does" {
    rollup
    hook
    run -0 --separate-stderr cm-notify slack "$T/rollup"
    [[ -z $output$stderr && $(cat "$T/hook/log") == "POST right application/json; charset=utf-8 200" ]]
    cm-notify slack --to-file "$T/slack.json" "$T/rollup"
    cmp "$T/slack.json" "$T/hook/1.json"
    run -0 --separate-stderr cm-notify slack "$T/rollup"
    [[ -z $output && $stderr == "cm-notify: it was sent at "*"; --again sends it once more" && $(came hook) == 1 ]]
    cm-notify slack --again "$T/rollup"
    [[ $(taken hook) == 2 ]]
    cm-notify slack --title Other "$T/rollup" # another message
    cm-notify slack --run 43 "$T/rollup"      # another run
    [[ $(taken hook) == 4 ]]
    validate sent "$T/state/callmine/sent.ndjson"
    [[ $(stat -c %a "$T/state/callmine/sent.ndjson") == 600 && $(wc -l <"$T/state/callmine/sent.ndjson") == 3 ]]
    # What cannot be read is no leave to send.
    echo '{"v":1,"key":"CANARY' >"$T/state/callmine/sent.ndjson"
    run -78 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == "cm-notify: $T/state/callmine/sent.ndjson:1: not a line of what was sent: move the file away" && $(taken hook) == 4 ]]
    rm "$T/state/callmine/sent.ndjson"
    # Runs of nothing are alike: each day, or each run, is told.
    empty
    for when in 05T06 05T07 06T06; do cm-notify slack --now 2026-10-${when}:00:00Z "$T/empty" 2>>"$T/err"; done
    [[ $(taken hook) == 6 && $(wc -l <"$T/err") == 1 ]]
}

@test "a webhook over TLS, whose certificate must be good" {
    rollup
    hook --cert "$CERT" --key "$KEY"
    run -78 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: TLS: "*certificate* && ! -e $T/hook/log ]]
    cm-notify slack --ca "$CERT" "$T/rollup"
    [[ $(taken hook) == 1 ]]
    secret slack.webhook "http://192.0.2.1/services/x"
    run -78 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == "cm-notify: 192.0.2.1: http without TLS is for this machine only; use https" ]]
}

@test "a webhook that is dead, or has no time, did not take it: 75, and given again it is sent" {
    rollup
    hook
    url=$(<"$T/config/callmine/slack.webhook")
    kill "${SERVERS[0]}"
    wait "${SERVERS[0]}" || true
    run -75 --separate-stderr cm-notify slack --retries 0 "$T/rollup"
    [[ -z $output && $stderr == "cm-notify: 127.0.0.1: "* && $stderr != *services* ]]
    hook
    behave hook 503 429:9999
    run -75 --separate-stderr cm-notify slack --retries 0 "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: the webhook answered 503" ]]
    run -75 --separate-stderr cm-notify slack "$T/rollup" # longer than is waited for
    [[ $stderr == "cm-notify: 127.0.0.1: the webhook answered 429" && $(came hook) == 2 ]]
    behave hook 429:0 200
    run -0 --separate-stderr cm-notify slack --retries 1 "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: the webhook answered 429: trying again in 0.0 s" && $(taken hook) == 1 ]]
    [[ $(jq -r .state "$T/state/callmine/sent.ndjson") == sent ]]
}

@test "a webhook that dies after it got it is not sent a second copy: 3, until --again" {
    rollup
    hook
    for word in dies 500 502; do
        rm -f "$T/state/callmine/sent.ndjson" "$T/hook/log"
        behave hook $word
        run -3 --separate-stderr cm-notify slack "$T/rollup"
        [[ -z $output && $stderr == "cm-notify: 127.0.0.1: "*": whether it arrived is not known, and it is not sent again: look there, then --again sends it once more" ]]
        run -3 --separate-stderr cm-notify slack "$T/rollup"
        [[ $stderr == "cm-notify: it was begun at "*", and whether it arrived is not known: look there, then --again sends it once more" ]]
        [[ $(came hook) == 1 && $(jq -r .state "$T/state/callmine/sent.ndjson") == begun ]]
    done
    behave hook 503 200
    run -75 cm-notify slack --retries 0 --again "$T/rollup" # which changes nothing of what is not known
    run -3 cm-notify slack "$T/rollup"
    cm-notify slack --again "$T/rollup"
    run -0 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == *"it was sent at "* && $(taken hook) == 1 ]]
}

@test "killed on the way, it is not known whether it arrived, and not sent again" {
    rollup
    hook
    behave hook holds
    cm-notify slack "$T/rollup" 3>&- &
    pid=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/hook/log ]] && break; sleep 0.02; done
    kill -9 $pid
    wait $pid || true
    touch "$T/hook/go"
    run -3 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == *"it was begun at "* && $(came hook) == 1 ]]
}

@test "a webhook that is gone is 69 with its word; failures go to a webhook of their own" {
    rollup
    hook
    behave hook 404::no_service 403::'<b>secret</b>' 302
    run -69 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: the webhook refuses it: 404 (no_service)" ]]
    run -69 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: the webhook refuses it: 403" ]]
    run -69 cm-notify slack "$T/rollup" # moved: the secret is not taken elsewhere
    [[ $(came hook) == 3 ]]
    behave hook 200
    cm-notify slack --failed 77 --stage list --run 1
    [[ $(taken hook) == 1 ]]
    start other hook_server.py /other
    secret slack-failures.webhook "http://127.0.0.1:$PORT/other"
    cm-notify slack --failed 77 --stage list --run 2
    cm-notify slack "$T/rollup"
    [[ $(taken hook) == 2 && $(taken other) == 1 ]]
    (umask 077 && echo "http://127.0.0.1:$PORT/other" >"$T/mine")
    cm-notify slack --webhook "$T/mine" "$T/rollup" # another destination
    [[ $(taken other) == 2 ]]
}

@test "mail over STARTTLS and over TLS from the first byte, with a user: taken, and parsed back equal" {
    rollup
    secret smtp.password "pass-word-CANARY"
    echo hello >"$T/a.txt"
    for how in '' --implicit; do
        rm -rf "$T/smtp" "$T/state"
        smtp --user ana --password pass-word-CANARY $how
        run -0 --separate-stderr cm-notify mail --smtp "smtp${how:+s}://127.0.0.1:$PORT" --ca "$CERT" --user ana "${MAIL[@]}" --attach "$T/a.txt" "$T/rollup"
        [[ -z $output$stderr ]]
        cm-notify mail "${MAIL[@]}" --attach "$T/a.txt" --to-file "$T/mail.eml" "$T/rollup"
        cmp "$T/mail.eml" "$T/smtp/1.eml"
        [[ $(command jq -c . "$T/smtp/1.json") == '{"from":"reports@example.com","to":["vp@example.com","ana@example.com"],"tls":true,"user":"ana"}' ]]
        [[ $(parsed "$T/smtp/1.eml" | jq -r '.files[0].name') == a.txt ]]
    done
    run -0 --separate-stderr cm-notify mail --smtp "smtps://localhost:$PORT" --ca "$CERT" --user ana "${MAIL[@]}" --attach "$T/a.txt" "$T/rollup"
    [[ $stderr == "cm-notify: it was sent at "* && $(taken smtp) == 1 ]]
    secret smtp.password wrong
    run -77 --separate-stderr cm-notify mail --smtp "smtps://127.0.0.1:$PORT" --ca "$CERT" --user ana "${MAIL[@]}" --run 2 "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: does not accept the user or the password"* && $stderr != *wrong* ]]
}

@test "without TLS a mail goes nowhere, but to this machine when that is asked for" {
    rollup
    smtp
    behave smtp bare
    run -78 --separate-stderr cm-notify mail "${SMTP[@]}" "${MAIL[@]}" "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: offers no STARTTLS, and a mail goes over TLS only"* && $(taken smtp) == 0 ]]
    run ! grep -q '^mail' "$T/smtp/log"
    run -0 cm-notify mail --plain "${SMTP[@]}" "${MAIL[@]}" "$T/rollup"
    [[ $(jq .tls "$T/smtp/1.json") == false ]]
    run -78 --separate-stderr cm-notify mail --plain --smtp smtp://192.0.2.1 "${MAIL[@]}" --run 3 "$T/rollup"
    [[ $stderr == "cm-notify: 192.0.2.1: a mail without TLS goes to this machine only" ]]
    behave smtp take
    run -78 --separate-stderr cm-notify mail --smtp "smtp://127.0.0.1:$PORT" "${MAIL[@]}" --run 2 "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: TLS: "*certificate* && $(taken smtp) == 1 ]]
    run -78 --separate-stderr cm-notify mail --smtp "https://x" "${MAIL[@]}" --run 4 "$T/rollup"
    [[ $stderr == "cm-notify: not a URL: it must begin with smtps://" ]]
}

@test "a mail server that is dead, or dies before it has all, did not take it: 75, and given again it is sent" {
    rollup
    head -c 3000000 /dev/zero >"$T/big.bin" # more than fits on the way
    smtp
    for word in hushed grey busy breaks; do
        behave smtp $word
        run -75 --separate-stderr cm-notify mail "${SMTP[@]}" --retries 0 "${MAIL[@]}" --attach "$T/big.bin" "$T/rollup"
        [[ -z $output && $stderr == "cm-notify: 127.0.0.1: "* ]]
        [[ ! -s $T/state/callmine/sent.ndjson ]]
    done
    behave smtp hushed take
    run -0 --separate-stderr cm-notify mail "${SMTP[@]}" --retries 1 "${MAIL[@]}" --attach "$T/big.bin" "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: "*": trying again in 1."*" s" && $(taken smtp) == 1 ]]
    kill "${SERVERS[0]}"
    wait "${SERVERS[0]}" || true
    run -75 cm-notify mail "${SMTP[@]}" --retries 0 "${MAIL[@]}" --run 2 "$T/rollup"
}

@test "a mail server that dies after it got it is not sent a second copy: 3, until --again" {
    rollup
    smtp
    behave smtp dies
    run -3 --separate-stderr cm-notify mail "${SMTP[@]}" "${MAIL[@]}" "$T/rollup"
    [[ -z $output && $stderr == "cm-notify: 127.0.0.1: "*": whether it arrived is not known, and it is not sent again"* ]]
    run -3 --separate-stderr cm-notify mail "${SMTP[@]}" "${MAIL[@]}" "$T/rollup"
    [[ $stderr == *"it was begun at 2026-10-05T06:00:00Z"* && $(grep -c '^data\.' "$T/smtp/log") == 1 ]]
    behave smtp takes # says that it took it, and dies then: that is taken
    run -0 cm-notify mail "${SMTP[@]}" --again "${MAIL[@]}" "$T/rollup"
    run -0 --separate-stderr cm-notify mail "${SMTP[@]}" "${MAIL[@]}" "$T/rollup"
    [[ $stderr == *"it was sent at "* && $(taken smtp) == 1 ]]
}

@test "a mail is for all or for nobody: 69 where one address, or the mail, is refused" {
    rollup
    smtp
    behave smtp nobody never
    run -69 --separate-stderr cm-notify mail "${SMTP[@]}" "${MAIL[@]}" "$T/rollup"
    [[ $stderr == "cm-notify: 127.0.0.1: refuses the mail, or one of those it is for (550)" ]]
    run -69 --separate-stderr cm-notify mail "${SMTP[@]}" "${MAIL[@]}" "$T/rollup"
    [[ $stderr == *"(554)" && $(taken smtp) == 0 && ! -s $T/state/callmine/sent.ndjson ]]
}

@test "notify.conf says who tells whom, an option wins, and failures go elsewhere" {
    rollup
    smtp
    mkdir -p "$T/config/callmine"
    printf '%s\n' '# who tells whom' "smtp = smtp://127.0.0.1:$PORT" '' 'from=r@example.com' ' to = a@example.com, b@example.com ' \
        'failures-to = it@example.com' "ca = $CERT" >"$T/config/callmine/notify.conf"
    cm-notify mail "$T/rollup"
    cm-notify mail --failed 70 --stage analyze
    cm-notify mail --to c@example.com "$T/rollup"
    [[ $(jq -c .to "$T/smtp/"{1,2,3}.json) == $'["a@example.com","b@example.com"]\n["it@example.com"]\n["c@example.com"]' ]]
    for line in 'pasword = x' 'from' 'to ='; do
        printf '%s\n' '# x' "$line" >"$T/config/callmine/notify.conf"
        run -78 --separate-stderr cm-notify mail "$T/rollup"
        [[ -z $output && $stderr == "cm-notify: $T/config/callmine/notify.conf:2: "* ]]
    done
}

@test "the secrets are nowhere: not in an argument, the environment, a message, the state, a core" {
    rollup
    hook
    secret smtp.password "CANARY-password"
    smtp --user ana --password CANARY-password
    behave hook holds
    ulimit -c unlimited
    cd "$T"
    cm-notify slack "$T/rollup" 2>"$T/err" 3>&- &
    pid=$!
    for ((i = 0; i < 400; i++)); do [[ -s $T/hook/log ]] && break; sleep 0.02; done
    [[ $(tr '\0' ' ' <"/proc/$pid/cmdline") == "cm-notify slack $T/rollup " ]]
    run ! grep -qa CANARY "/proc/$pid/environ"
    kill -ABRT $pid
    wait $pid || true
    touch "$T/hook/go"
    for word in dies 404::no_service 503; do
        behave hook $word
        run ! cm-notify slack --retries 0 --again "$T/rollup" 2>>"$T/err"
    done
    for word in hushed grey busy breaks dies never take; do
        behave smtp $word
        cm-notify mail "${SMTP[@]}" --user ana --retries 0 --again "${MAIL[@]}" "$T/rollup" 2>>"$T/err" || true
    done
    [[ -s $T/err && $(taken smtp) == 1 ]]
    run -1 grep -raF -e CANARY -e "${SECRET##*/}" "$T/err" "$T/state" "$T/hook"/*.json "$T/smtp"/*.eml
    [[ -z $(find "$T" . -maxdepth 1 -name 'core*' -newer "$T/rollup") ]]
    # A file that others may read is no place for one.
    chmod 644 "$T/config/callmine/slack.webhook"
    run -78 --separate-stderr cm-notify slack --run 2 "$T/rollup"
    [[ $stderr == "cm-notify: others may use "*"slack.webhook (mode 0644); chmod 600 it" ]]
}

@test "what is missing is said, with what to do" {
    rollup
    run -78 --separate-stderr cm-notify slack "$T/rollup"
    [[ $stderr == "cm-notify: there is no slack.webhook: put it, alone, into a file of mode 0600 and name it with --webhook, "* ]]
    run -78 --separate-stderr cm-notify mail --to-file "$T/x" "$T/rollup"
    [[ $stderr == "cm-notify: who sends it, and who gets it? "* ]]
    run -78 --separate-stderr cm-notify mail "${MAIL[@]}" "$T/rollup"
    [[ $stderr == "cm-notify: which server takes mail? "* ]]
    run -78 --separate-stderr cm-notify mail "${MAIL[@]}" --smtp smtps://127.0.0.1 --user ana "$T/rollup"
    [[ $stderr == "cm-notify: there is no smtp.password: "* ]]
    for address in 'a' 'a@' '@b' 'a b@c' 'a@b,' 'a@b..c' '<a@b' $'a@b\nBcc: c@d' 'a@b>'; do
        run -78 --separate-stderr cm-notify mail --to-file "$T/x" "${MAIL[@]}" --to "$address" "$T/rollup"
        [[ $stderr == "cm-notify: to: not an address: "* && ! -e $T/x ]]
    done
    head -c 20000000 /dev/zero >"$T/big"
    run -69 --separate-stderr cm-notify mail --to-file "$T/x" "${MAIL[@]}" --attach "$T/big" "$T/rollup"
    [[ $stderr == "cm-notify: the mail would be larger than 25 MB"* && ! -e $T/x ]]
    run -66 --separate-stderr cm-notify mail --to-file "$T/x" "${MAIL[@]}" --attach "$T/none" "$T/rollup"
    [[ $stderr == "cm-notify: $T/none: No such file or directory" && ! -e $T/x ]]
}

@test "what is no roll-up is 65, and named, not quoted" {
    for text in 'SECRET' '{"kind":"SECRET"}' '[]' ''; do
        printf '%s' "$text" >"$T/bad"
        run -65 --separate-stderr cm-notify slack --to-file "$T/x" "$T/bad"
        [[ -z $output && $stderr == "cm-notify: $T/bad: "* && $stderr != *SECRET* && ! -e $T/x ]]
    done
}

@test "a roll-up that is not as it was made is 65, its member is named, and nothing is sent" {
    cm-summarize "$GOLDEN/calls.ndjson" >"$T/then"
    cm-summarize --against "$T/then" --ledger "$GOLDEN/ledger.ndjson" "$GOLDEN/calls.ndjson" >"$T/rollup" 2>/dev/null
    hook
    while IFS='|' read -r change member; do
        jq -c "$change" "$T/rollup" | sed 's/"HUGE"/1e999/; s/"TENTHS"/13.0/' >"$T/bad"
        run --separate-stderr cm-notify slack --run week-1 "$T/bad"
        [[ $status -eq 65 && -z $output && $stderr == "cm-notify: $T/bad: not a roll-up as it was made: \"$member\" "*": make it anew with cm-summarize" ]] ||
            { echo "$change: $stderr"; false; }
        run -65 cm-notify mail "${MAIL[@]}" --to-file "$T/x" "$T/bad"
        [ ! -e "$T/x" ]
    done <<'END'
del(.calls)|calls
.calls = "120"|calls
.calls = -1|calls
.calls = 7.5|calls
.calls = "HUGE"|calls
.calls = 8|ledger.answered
.ledger.listed = "TENTHS"|ledger.listed
.ledger.listed = 14|ledger.closes
.ledger.closes = false|ledger.closes
.ledger.reasons[0].calls += 1|ledger.closes
.ledger.reasons[1].reason = 1|ledger.reasons[1].reason
.ledger = 1|ledger
del(.ledger)|ledger
.v = 2|v
del(.v)|v
del(.window)|window
.window.from = "yesterday"|window.from
del(.evidence)|evidence
.evidence.checked = null|evidence.checked
.evidence.checked = 1|evidence.claimed
.amends = {calls: 1, added: 9, changed: 0, gone: 0}|amends.added
del(.amends)|amends
.questions = 1|questions
.questions[0] = 1|questions[0]
.questions[1].asked = 3|questions[1].asked
.questions[0].answered = 99|questions[0].answered
.questions[0].values[0].calls = 8|questions[0].values
del(.questions[0].values[1].label)|questions[0].values[1].label
.quotes[1].checked = "true"|quotes[1].checked
.quotes[0].quote = null|quotes[0].quote
del(.quotes)|quotes
.summary = {}|summary
.summary[1].text = null|summary[1].text
.summary[1].question = "nobody_asked"|summary[1].question
.summary[1].of = null|summary[1].of
del(.trend)|trend
.trend.questions[0].against = 9|trend.questions[0].against
.trend.runs = []|trend.questions[0].rows[0].then
.trend.questions[0].rows[1].then[0].calls = 999|trend.questions[0].rows[1].then[0].calls
END
    [ "$(taken hook)" -eq 0 ]
    cm-notify slack --run week-1 "$T/rollup"
    [ "$(taken hook)" -eq 1 ]
}

@test "a tie is said where the number is, as in the report; an empty title is as none" {
    rollup
    # the question that leads is the one with a tie
    jq -c '.summary |= [.[0], (.[] | select(.text | contains("level with")))]' "$T/rollup" >"$T/tie"
    cm-notify slack --title '' --to-file "$T/slack.json" "$T/tie"
    jq -r '.blocks[1].elements[0].elements[].text' "$T/slack.json" | grep -qx 'Which competitors were named? Acmeware most often, level with Brightpath'
    cm-notify slack --to-file "$T/untitled.json" "$T/tie"
    cmp "$T/slack.json" "$T/untitled.json"
    cm-notify mail --title '' "${MAIL[@]}" --to-file "$T/mail.eml" "$T/tie"
    parsed "$T/mail.eml" >"$T/parsed"
    [[ $(jq -r .subject "$T/parsed") == "Call analysis, 28–29 Sep 2026: 29% of 7 calls" ]]
    jq -r .text "$T/parsed" | grep -qx 'Which competitors were named? Acmeware most often, level with Brightpath'
}

@test "a full disk is 74, and a file is whole or not there" {
    rollup
    run -74 --separate-stderr cm-notify slack --to-file /dev/full "$T/rollup"
    [[ -z $output && $stderr == "cm-notify: /dev/full: No space left on device" ]]
    run -73 cm-notify slack --to-file "$T/none/x" "$T/rollup"
    run -64 --separate-stderr cm-notify slack --to-file "$T/rollup" "$T/rollup"
    [[ $stderr == *"is a file that is read here"* ]]
}

@test "wrong usage is 64, and says what" {
    rollup
    while IFS='|' read -r args says; do
        run -64 --separate-stderr cm-notify $args </dev/null
        [[ -z $output && $stderr == "cm-notify: $says"* ]] || { echo "$args: $stderr"; false; }
    done <<END
telegram|there is no command "telegram"
slack a b|one roll-up at a time
slack --failed 75 a|--failed takes no roll-up
slack --stage list|--stage goes with --failed
slack --to a@example.com|a mail's options do not go with slack
mail --webhook x|--webhook goes with slack
slack --now yesterday|--now wants a time as 2026-10-06T09:00:00Z
slack --zone Nowhere/City --to-file $T/x $T/rollup|$T/rollup: 
END
}
