#!/usr/bin/env bats
# cm-summarize: every number can be recounted.

load env

GOLDEN=$ROOT/tests/golden
calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }
modelled() { /usr/bin/python3 "$ROOT/tests/modelled.py" "$@"; } # what a model answered

@test "one line, as its schema says" {
    calls 40 >"$T/calls"
    cm-summarize --ledger "$GOLDEN/ledger.ndjson" "$T/calls" >"$T/rollup" 2>/dev/null
    [ "$(wc -l <"$T/rollup")" = 1 ]
    validate rollup "$T/rollup"
    cm-summarize </dev/null >"$T/rollup"
    validate rollup "$T/rollup"
    modelled 30 >"$T/modelled"
    validate call-analyzed "$T/modelled"
    cm-summarize "$T/modelled" >"$T/then"
    modelled 40 9 | cm-summarize --against "$T/then" --against "$T/rollup" >"$T/rollup.2"
    validate rollup "$T/then"
    validate rollup "$T/rollup.2"
}

@test "the roll-up is what it was (UPDATE=1 makes the golden file anew)" {
    cm-summarize --ledger "$GOLDEN/ledger.ndjson" "$GOLDEN/calls.ndjson" | command jq . >"$T/rollup"
    [[ -z ${UPDATE:-} ]] || cp "$T/rollup" "$GOLDEN/rollup.json"
    diff -u "$GOLDEN/rollup.json" "$T/rollup"
}

@test "every count, share, interval, group and amount is the one counted anew" {
    calls 60 11 >"$T/analysed"
    modelled 70 5 >"$T/modelled"
    for calls in analysed modelled; do
        cm-summarize --min-calls 1 "$T/$calls" >"$T/rollup"
        /usr/bin/python3 - "$T/$calls" "$T/rollup" <<'PY'
import json, math, re, statistics, sys
calls = [json.loads(l) for l in open(sys.argv[1])]; u = json.loads(open(sys.argv[2]).read())
STATUSES = ["answered", "not_discussed", "unclear", "unsupported", "refused", "error"]
def wilson(k, n, z=1.959963984540054):
    p = k / n; m = p + z*z/(2*n); s = z * math.sqrt((p*(1-p) + z*z/(4*n)) / n); d = 1 + z*z/n
    return p, 0 if k == 0 else (m-s)/d, 1 if k == n else (m+s)/d
def same(x, k, n):
    assert all(abs(a - b) < 6e-5 for a, b in zip((x["share"], x["low"], x["high"]), wilson(k, n))), (x, k, n)
def account(c): return (c["callmine"]["company"] or {}).get("id")
def key(c, by):
    deal = c["callmine"]["deal"] or {}; size = (c["callmine"]["company"] or {}).get("size"); stage = deal.get("stage")
    if by == "stage": return stage
    if by == "owner": return deal.get("owner") or c["callmine"]["host"]["name"]
    if by == "host": return c["callmine"]["host"]["name"]
    if by == "outcome":
        ends = [w for w in ("won", "lost") if re.search(r"(?i)(\b|closed)%s(?![a-z])" % w, stage or "")]
        return None if not stage else (ends or ["open"])[0]
    return None if not size else "1–50" if size <= 50 else "51–200" if size <= 200 else "201–1000" if size <= 1000 else "1001–5000" if size <= 5000 else "over 5000"
def texts(v): return [] if v is None else [{True: "true", False: "false"}[v]] if isinstance(v, bool) else v if isinstance(v, list) else [v]
def objects(a): return a["value"] if a["status"] == "answered" and a["type"] == "list" else []
def gives(a):
    if a["status"] != "answered": return set()
    if a["type"] == "list": return {(f, t) for o in a["value"] for f, v in o.items() if f not in ("amount", "due", "stated") for t in texts(v)}
    return {(None, t) for t in texts(a["value"])}
def has(a, v): return (v.get("field"), v["value"]) in gives(a)
assert u["calls"] == len(calls) and u["accounts"] == len({account(c) for c in calls} - {None})
seen = 0
for q in u["questions"]:
    A = [(c, a) for c in calls for a in c["callmine"]["analysis"]["answers"] if (a["set"], a["question"]) == (q["set"], q["question"])]
    st = [a["status"] for _, a in A]
    assert [q["asked"]] + [q[s] for s in STATUSES] == [len(A)] + [st.count(s) for s in STATUSES]
    assert q["asked"] == sum(q[s] for s in STATUSES) and q["not_asked"] == len(calls) - len(A)
    assert q["corrected"] == sum("override" in a for _, a in A)
    again = [a["stability"] for _, a in A if "stability" in a]
    assert not again or (q["stability"]["answers"] == len(again) and abs(q["stability"]["mean"] - statistics.mean(again)) < 1e-4)
    assert q["evidence"] == sum(len(a["evidence"]) for _, a in A); same(q, q["answered"], q["asked"])
    assert q.get("objects", 0) == sum(len(objects(a)) for _, a in A)
    for v in q["values"]:
        hit = [c for c, a in A if has(a, v)]
        assert v["calls"] == len(hit) and v["of"] == len(A) and v["accounts"] == len({account(c) for c in hit} - {None}); same(v, len(hit), len(A)); seen += len(hit)
        if q["type"] == "list": assert v["objects"] == sum(v["value"] in texts(o.get(v["field"])) for _, a in A for o in objects(a))
    for by, groups in q["by"].items():
        asked = {key(c, by) for c, _ in A}
        assert sorted((g["key"] or "", g["asked"], g["answered"]) for g in groups) == sorted((k or "", sum(key(c, by) == k for c, _ in A), sum(key(c, by) == k and a["status"] == "answered" for c, a in A)) for k in asked), (by, groups)
        for g in groups:
            same(g, g["answered"], g["asked"])
            for v in g["values"]:
                k = sum(has(a, v) for c, a in A if key(c, by) == g["key"]); assert v["calls"] == k > 0; same(v, k, g["asked"])
    numbers = [a["value"] for _, a in A if q["type"] == "number" and a["status"] == "answered"]
    if numbers: assert q["numbers"] == {"lowest": min(numbers), "median": statistics.median(numbers), "highest": max(numbers)}
    dates = [a["value"] for _, a in A if q["type"] == "date" and a["status"] == "answered"]
    if dates: assert q["dates"] == {"earliest": min(dates), "latest": max(dates)}
    who = [x["account"] or x["call"] for x in q["quotes"]]; assert len(who) == len(set(who)) <= 5
assert seen > 60
for t in u["themes"]:
    hit = [c for c in calls for a in c["callmine"]["analysis"]["answers"] if (a["set"], a["question"]) == (t["set"], t["question"]) and has(a, t)]
    deals = {c["callmine"]["deal"]["id"]: c["callmine"]["deal"] for c in hit if c["callmine"]["deal"]}
    by = {}
    for d in deals.values(): by.setdefault(d["currency"], []).append(d["amount"])
    assert t["calls"] == len(hit) >= 2 and {a["currency"]: (a["amount"], a["deals"]) for a in t["amounts"]} == {k: (sum(v), len(v)) for k, v in by.items()}
assert [t["calls"] for t in u["themes"]] == sorted((t["calls"] for t in u["themes"]), reverse=True) and u["themes"]
for name, m in u["metrics"].items():
    values = [c["callmine"]["analysis"]["metrics"][name] for c in calls]
    assert m["calls"] == len(calls) and abs(m["median"] - statistics.median(values)) < 1e-9
for s in u["summary"]:
    assert s["calls"] is None or str(s["calls"]) in s["text"] or s["calls"] == 0
A = [a for c in calls for a in c["callmine"]["analysis"]["answers"]]; E = [e for a in A for e in a["evidence"]]; e = u["evidence"]
assert (e["checked"], e["unverified"], e["claimed"]) == (len(E), sum(a.get("unverified", 0) for a in A), len(E) + sum(a.get("unverified", 0) for a in A))
assert e["tiers"] == {t: sum(x["match"] == t for x in E) for t in ("exact", "normalized", "stitched", "fuzzy", "unknown")} and abs(e["grounding"] - len(E) / e["claimed"]) < 6e-5
spent = [a for a in A if "usage" in a]; priced = [a["cost"] for a in spent if a["cost"] is not None]
if not spent: assert u["usage"] is None
else: assert {k: v for k, v in u["usage"].items() if k != "cost"} == {"answers": len(spent), "unpriced": len(spent) - len(priced), **{k: sum(a["usage"][k] for a in spent) for k in ("input", "cached", "output")}} and abs(u["usage"]["cost"] - sum(priced)) < 1e-9
assert u["engines"] == ([{"engine": "openai", "model": "small-1"}] if spent else [{"engine": "offline", "model": None}])
PY
    done
}

@test "the summary's numbers are the roll-up's, in right English" {
    calls 1 >"$T/one"
    run -0 cm-summarize --min-calls 1 "$T/one"
    [[ $(jq -r '.summary[0].text' <<<"$output") == "1 call was analysed, with 1 account." ]]
    calls 40 >"$T/calls"
    run -0 cm-summarize "$T/calls"
    text=$(jq -r '.summary[] | select(.question == "competitors_named") | .text' <<<"$output")
    n=$(jq '.questions[] | select(.question == "competitors_named") | [.values[].calls] | max' <<<"$output")
    [[ $text == "Which competitors were named? "*" most often, on $n of 40 calls ("*"%, 95% interval "*"–"*"%)"*"; not discussed on "*", unclear on "*. ]]
    jq -r '.summary[-1].text' <<<"$output" | grep -qx '1 question was asked and answered on no call: Legal hold\.'
    run -0 cm-summarize </dev/null
    [[ $(jq -r '.summary[0].text' <<<"$output") == "no_match: no call was analysed." ]]
}

@test "under --min-calls there is no share, only: insufficient signal" {
    calls 4 >"$T/calls"
    run -0 cm-summarize "$T/calls"
    [ "$(jq -c '[.questions[] | .insufficient, .share] | unique' <<<"$output")" = '[null,true]' ]
    jq -r '.summary[1].text' <<<"$output" | grep -q 'Insufficient signal: asked on only 4 calls'
    run -0 cm-summarize --min-calls 4 "$T/calls"
    [ "$(jq -c '[.questions[].insufficient] | unique' <<<"$output")" = '[false]' ]
}

@test "the ledgers of all stages make the balance, and one that does not close is said" {
    head -2 "$GOLDEN/ledger.ndjson" >"$T/a"
    tail -n +3 "$GOLDEN/ledger.ndjson" >"$T/b"
    run -0 --separate-stderr cm-summarize --ledger "$T/a" --ledger "$T/b" "$GOLDEN/calls.ndjson"
    [ -z "$stderr" ]
    [ "$(command jq -c .ledger <<<"$output")" = '{"listed":13,"answered":7,"reasons":[{"reason":"filtered:stage","calls":2},{"reason":"no_transcript_yet","calls":1},{"reason":"private","calls":1},{"reason":"too_short","calls":2}],"closes":true}' ]
    run -0 --separate-stderr cm-summarize --ledger "$T/a" "$GOLDEN/calls.ndjson"
    [ "$stderr" = "cm-summarize: the ledger does not close: listed 13, analysed 7, left 1" ]
    [ "$(jq .ledger.closes <<<"$output")" = false ]
    run -0 cm-summarize "$GOLDEN/calls.ndjson"
    [ "$(jq .ledger <<<"$output")" = null ]
    echo 'Zwetschgendatschi' >"$T/bad"
    run -65 --separate-stderr cm-summarize --ledger "$T/bad" "$GOLDEN/calls.ndjson"
    [[ $stderr == "cm-summarize: $T/bad:1: "* && $stderr != *Zwetschgendatschi* ]]
}

@test "the order of the calls does not show" {
    calls 30 >"$T/calls"
    cm-summarize "$T/calls" | cmp - <(sort "$T/calls" | TZ=Asia/Tokyo cm-summarize)
    modelled 30 >"$T/calls"
    cm-summarize "$T/calls" | cmp - <(sort "$T/calls" | cm-summarize)
}

@test "a bad record stops, its line is named and not its content" {
    { calls 2; echo '{"metaData":{"id":"1","title":"Zwetschgendatschi"}}'; } >"$T/in"
    run -65 --separate-stderr cm-summarize "$T/in"
    [ -z "$output" ]
    [ "$stderr" = "cm-summarize: $T/in:3: not analysed: run cm-analyze first" ]
}

@test "--reject sets bad records aside, and the rest is counted" {
    calls 6 >"$T/calls"
    { echo 'no json'; cat "$T/calls"; echo '{"metaData":{"id":"1"}}'; } >"$T/in"
    run -0 --separate-stderr cm-summarize --reject "$T/rejected" "$T/in"
    [ "$stderr" = "cm-summarize: 2 bad records set aside in $T/rejected" ]
    cmp "$T/rejected" <(echo 'no json'; echo '{"metaData":{"id":"1"}}')
    [ "$output" = "$(cm-summarize "$T/calls")" ]
}

@test "/dev/full is status 74" {
    calls 6 >"$T/calls"
    run -74 --separate-stderr bash -c "cm-summarize '$T/calls' >/dev/full"
    [ "$stderr" = "cm-summarize: stdout: No space left on device" ]
}

@test "wrong usage is status 64" {
    run -64 --separate-stderr cm-summarize --min-calls many </dev/null
    [[ $stderr == *--min-calls* ]]
    run -64 --separate-stderr cm-summarize --zone Mars/Phobos </dev/null
    run -66 --separate-stderr cm-summarize "$T/none"
}

@test "an owner of whom the CRM gives only an id is the call's host" {
    calls 3 >"$T/calls"
    for id in 72700506 0055e00000mQbsNpAA 5f0c9a3e-77aa-41c7-9d2e-000000000001; do
        jq -c ".callmine.deal = {id: \"1\", owner: \"$id\"} | .callmine.host.name = \"Ada Ferreira\"" "$T/calls" >"$T/changed"
        [ "$(cm-summarize "$T/changed" | jq -c '[.questions[0].by.owner[].key]')" = '["Ada Ferreira"]' ]
        cm-summarize < <(jq -c 'del(.callmine.host, .parties)' "$T/changed") | jq -e ".questions[0].by.owner[0].key == \"$id\""
    done
    jq -c '.callmine.deal = {id: "1", owner: "R2 Sales Team"}' "$T/calls" >"$T/changed"
    [ "$(cm-summarize "$T/changed" | jq -c '[.questions[0].by.owner[].key]')" = '["R2 Sales Team"]' ]
}

# ---- earlier runs

# then_and_now: an earlier run in which few named Acmeware, and one in which many do
then_and_now() {
    modelled 60 3 .1 >"$T/then"
    modelled 80 5 .8 | sed 's/2026-09-/2026-10-/g' >"$T/now"
    cm-summarize "$T/then" >"$T/then.json"
}
# asked JQ: the record's questions changed
asked() { jq -c ".callmine.analysis.sets[].questions[] |= ($1)"; }
moves() { jq -r '.trend.questions[] | .question as $q | .rows[] | select(.move != "steady") | "\($q) \(.value) \(.move)"' "$@"; }

@test "--against: shares then and now, and their difference with Newcombe's interval, are those counted anew" {
    then_and_now
    cm-summarize --against "$T/then.json" "$T/now" >"$T/now.json"
    /usr/bin/python3 - "$T/then.json" "$T/now.json" <<'PY'
import json, math, sys
then, now = (json.load(open(p)) for p in sys.argv[1:])
def wilson(k, n, z=1.959963984540054):
    p = k / n; m = p + z*z/(2*n); s = z * math.sqrt((p*(1-p) + z*z/(4*n)) / n); d = 1 + z*z/n
    return p, 0 if k == 0 else (m-s)/d, 1 if k == n else (m+s)/d
def newcombe(a, m, b, n):
    p, l, u = wilson(a, m); q, l2, u2 = wilson(b, n)
    return p - q, p - q - math.hypot(p - l, u2 - q), p - q + math.hypot(u - p, q - l2)
assert now["trend"]["runs"] == [{"from": then["window"]["from"], "to": then["window"]["to"], "calls": 60, "enough": 5}]
n = moved = 0
for t, q, was in zip(now["trend"]["questions"], now["questions"], then["questions"]):
    assert (t["question"], t["match"], t["against"]) == (q["question"], "sha256", 0)
    counts = lambda x: {(None, None): x["answered"], **{(v.get("field"), v["value"]): v["calls"] for v in x["values"]}}
    a, b = counts(q), counts(was)
    assert [(r.get("field"), r["value"]) for r in t["rows"]] == list(a)
    for r in t["rows"]:
        k = r.get("field"), r["value"]
        assert (r["calls"], r["of"]) == (a[k], q["asked"]) and (r["then"][0]["calls"], r["then"][0]["of"]) == (b[k], was["asked"])
        d = newcombe(r["calls"], r["of"], b[k], was["asked"])
        assert all(abs(x - y) < 6e-5 for x, y in zip((r["difference"], r["low"], r["high"]), d)), (r, d)
        sure = r["low"] > 0 or r["high"] < 0
        assert r["move"] in (("rising", "new") if r["low"] > 0 else ("falling", "gone") if sure else ("steady", "new", "gone"))
        moved += sure; n += 1
assert moved and n > 15
PY
    [ "$(moves "$T/now.json" | grep acmeware)" = "competitors_named acmeware rising" ]
    jq -r '.summary[].text' "$T/now.json" | grep -q '^Which competitors were named? Acmeware most often, on 40 of 80 calls (50%, 95% interval 39–61%), up from .% (. of 60); not discussed'
    jq -r '.summary[].text' "$T/now.json" | grep -q '^Which competitors were named? Since 1 Sep 2026 to 28 Sep 2026: rising Acmeware (40 of 80, from . of 60); falling Brightpath ('
}

@test "--against: what came up on two calls or more in one run and on none in the other is new or gone" {
    then_and_now
    edit='.callmine.analysis.answers[] |= if .question == "competitors_named" and .status == "answered" then .value = (.value | map(select(. != $v)) | if . == [] then ["brightpath"] else . end) else . end'
    jq -c --arg v dataloom "$edit" "$T/then" | cm-summarize >"$T/without"
    moves <(cm-summarize --against "$T/without" "$T/now") | grep -qx 'competitors_named dataloom new'
    moves <(jq -c --arg v dataloom "$edit" "$T/now" | cm-summarize --against <(jq '.questions[].values[]? |= if .value == "dataloom" then .calls = 2 else . end' "$T/then.json")) | grep -qx 'competitors_named dataloom gone'
    run -0 moves <(jq -c --arg v dataloom "$edit" "$T/now" | cm-summarize --against <(jq '.questions[].values[]? |= if .value == "dataloom" then .calls = 1 else . end' "$T/then.json"))
    [[ $output != *dataloom* ]]
}

@test "--against: nothing moves where either run asked too few calls" {
    then_and_now
    run -0 moves <(cm-summarize --min-calls 61 --against "$T/then.json" "$T/now")
    [ -z "$output" ]
    run -0 moves <(cm-summarize --against <(jq '.enough = 61' "$T/then.json") "$T/now")
    [ -z "$output" ]
    run -0 moves <(head -4 "$T/now" | cm-summarize --against "$T/then.json")
    [ -z "$output" ]
    [ "$(jq '[.trend.questions[].rows[].difference] | unique' <(head -4 "$T/now" | cm-summarize --against "$T/then.json") -c)" = '[null]' ]
}

@test "--against: a question in other words is named and not compared, one that is new is not asked before" {
    then_and_now
    asked 'if .id == "budget_amount" then .sha256 = "f" * 64 else . end' <"$T/now" >"$T/changed"
    cm-summarize --against "$T/then.json" "$T/changed" >"$T/rollup"
    [ "$(jq -c '[.trend.questions[] | .match]' "$T/rollup")" = '["sha256","changed","sha256","sha256"]' ]
    [ "$(jq -c '.trend.questions[1].rows' "$T/rollup")" = '[]' ]
    jq -r '.summary[].text' "$T/rollup" | grep -qx 'Asked in other words than before, and so not compared: Budget amount\.'
    jq 'del(.questions[1])' "$T/then.json" >"$T/fewer"
    [ "$(cm-summarize --against "$T/fewer" "$T/now" | jq -r '.trend.questions[1].match')" = absent ]
    # renamed, but the same words: the hash knows it
    jq '.questions[1].set = "old" | .questions[1].question = "budget"' "$T/then.json" >"$T/renamed"
    [ "$(cm-summarize --against "$T/renamed" "$T/now" | jq -r '.trend.questions[1].match')" = sha256 ]
}

@test "--against: without a hash a question is known by set, id and version, and that is said" {
    then_and_now
    jq 'del(.questions[].sha256)' "$T/then.json" >"$T/old"
    cm-summarize --against "$T/old" "$T/now" >"$T/rollup"
    [ "$(jq -c '[.trend.questions[].match] | unique' "$T/rollup")" = '["version"]' ]
    cm-render --format txt --against "$T/old" "$T/now" | tr '\n' ' ' | grep -q '4 questions were known again by name and version only: the words may have changed'
    jq '.questions[].version += 1' "$T/old" >"$T/older"
    [ "$(cm-summarize --against "$T/older" "$T/now" | jq -c '[.trend.questions[].match] | unique')" = '["changed"]' ]
    asked 'del(.sha256)' <"$T/now" >"$T/unhashed"
    [ "$(cm-summarize --against "$T/then.json" "$T/unhashed" | jq -c '[.trend.questions[].match] | unique')" = '["version"]' ]
}

@test "--against: of several runs the latest that asked is compared with, whatever their order; - is none" {
    then_and_now
    sed 's/2026-09-/2026-08-/g' "$T/then" | head -40 | cm-summarize >"$T/earlier.json"
    jq 'del(.questions[0])' "$T/then.json" >"$T/later.json"
    cm-summarize --against "$T/later.json" --against "$T/earlier.json" "$T/now" >"$T/a"
    cm-summarize --against - --against "$T/earlier.json" --against "$T/later.json" "$T/now" >"$T/b"
    cmp "$T/a" "$T/b"
    [ "$(jq -c '[.trend.runs[].calls], [.trend.questions[].against], [.trend.questions[0].rows[0].then[] | . != null]' "$T/a" | paste -sd' ')" = '[40,60] [0,1,1,1] [true,false]' ]
    cm-summarize --against - "$T/now" | cmp - <(cm-summarize "$T/now")
}

@test "--against: what is no roll-up is refused by its name, and a roll-up with a trend is an earlier run later" {
    then_and_now
    echo 'Zwetschgendatschi' >"$T/bad"
    run -65 --separate-stderr cm-summarize --against "$T/bad" "$T/now"
    [[ $stderr == "cm-summarize: $T/bad: "* && $stderr != *Zwetschgen* && -z $output ]]
    run -65 --separate-stderr cm-summarize --against <(echo '{"kind":"report"}') "$T/now"
    [[ $stderr == *": not a roll-up: give what cm-summarize wrote" ]]
    run -66 cm-summarize --against "$T/none" "$T/now"
    cm-summarize --against "$T/then.json" "$T/now" >"$T/now.json"
    cm-summarize --against "$T/now.json" "$T/then" >"$T/rollup"
    validate rollup "$T/rollup"
    moves "$T/rollup" | grep -qx 'competitors_named acmeware falling'
}

# ---- a summary that somebody wrote

# refuses SENTENCE WHY
refuses() {
    printf 'A line without any number.\n%s\n' "$1" >"$T/text"
    run -65 --separate-stderr cm-summarize --against "$T/then.json" --check-summary "$T/text" "$T/now"
    [[ -z $output && $stderr == "cm-summarize: $T/text:2: byte "*"$2"* && ${#stderr_lines[@]} -eq 1 ]] || { echo "$1: $stderr"; false; }
}
accepts() {
    printf '%s\n' "$1" >"$T/text"
    run -0 --separate-stderr cm-summarize --against "$T/then.json" --check-summary "$T/text" "$T/now"
    [[ -z $output$stderr ]]
}

@test "--check-summary: the summary that is counted here passes, with ledger, trend, lists and all states" {
    then_and_now
    for calls in "$T/now" "$T/then" "$GOLDEN/calls.ndjson" <(calls 40); do
        cat "$calls" >"$T/calls"
        cm-summarize --ledger "$GOLDEN/ledger.ndjson" --against "$T/then.json" "$T/calls" 2>/dev/null >"$T/rollup"
        jq '[.summary[] | {text, question: (if .question then .set + "." + .question else null end)}]' "$T/rollup" >"$T/own"
        [ "$(jq length "$T/own")" -gt 3 ]
        run -0 cm-summarize --ledger "$GOLDEN/ledger.ndjson" --against "$T/then.json" --check-summary "$T/own" "$T/calls" 2>/dev/null
    done
}

@test "--check-summary: what is so passes, and nothing is written" {
    then_and_now
    accepts '80 calls were analysed at 9 accounts.'
    accepts 'Price was discussed on 55 of 80 calls (69%, 95% interval 58–78%) [pricing.price_discussed].'
    accepts 'Fifty-five of eighty calls [price_discussed], and a budget on 42 of 80 [budget_amount].'
    accepts 'Acmeware is at 50%, up from 5% [market.competitors_named].'
    accepts 'As a buyer said: “We have been running Acmeware for about three years now.” [market.competitors_named]'
}

@test "--check-summary: a planted wrong number is refused, in digits and in words" {
    then_and_now
    refuses '81 calls were analysed.' '"81": the roll-up holds no such number'
    refuses 'Price was discussed on 56 of 80 calls [pricing.price_discussed].' '"56 of 80": the roll-up holds no such count'
    refuses 'Price was discussed on 55 of 80 calls (70%) [pricing.price_discussed].' '"70%": not the share of the count in front of it'
    refuses 'Price was discussed on 55 of 80 calls (69%, 58–79%) [pricing.price_discussed].' '"58–79%": not the interval'
    for words in 'fifty-six calls' 'half of the calls' 'a third of calls' 'two thirds of calls' 'a hundred calls' 'a dozen calls'; do
        refuses "Price was discussed on $words [pricing.price_discussed]." 'the roll-up holds no such'
    done
    refuses 'Price was discussed twice as often [pricing.price_discussed].' '"twice": the roll-up holds no such number'
    refuses 'Price is up 30 points [pricing.price_discussed].' '"30 points": the roll-up holds no such difference'
    refuses 'The median budget is $50,000 [pricing.budget_amount].' 'none in that currency'
}

@test "--check-summary: a swapped denominator is refused, however it is put" {
    then_and_now
    refuses 'Price was discussed on 80 of 55 calls [pricing.price_discussed].' '"80 of 55"'
    refuses 'Price was discussed on 55 of 60 calls [pricing.price_discussed].' '"55 of 60"'
    refuses 'Price was discussed on 55 of 69 calls [pricing.price_discussed].' '"55 of 69"'
    refuses 'Of 55 calls, 80 discussed the price [pricing.price_discussed].' '"55"'
    refuses '55/69 [pricing.price_discussed]' '"55/69"'
    refuses '69% of the 69 calls [pricing.price_discussed]' '"69%"'
}

@test "--check-summary: a number of another question, value, state, group or run is refused" {
    then_and_now
    refuses 'Price was discussed on 42 of 80 calls [pricing.price_discussed].' '"42 of 80"'
    refuses 'Price was discussed on 8 of 80 calls [pricing.price_discussed].' '"8 of 80"'
    refuses 'Price was discussed on 37 of 60 calls [pricing.price_discussed].' '"37 of 60"'
    refuses 'Brightpath was named on 40 of 80 calls [market.competitors_named].' '"40 of 80"'
    refuses 'Price was discussed on 55 of 80 calls.' '"55 of 80"'
    refuses 'It was 55 of 80 [pricing.nothing].' 'what stands in brackets is not the one question'
    refuses 'Acmeware was not named on 40 of 80 calls [market.competitors_named].' 'a number with a "not" beside it'
    refuses 'Acmeware is at 50% (40 of 80), down from 5% [market.competitors_named].' '"5%": it went the other way'
}

@test "--check-summary: a quote that is not in evidence, byte for byte, is refused, and its words are not repeated" {
    then_and_now
    # shellcheck disable=SC1112 # every kind of quote mark
    for quote in '“Zwetschgendatschi”' '"Zwetschgendatschi"' '‘Zwetschgendatschi’' "'Zwetschgendatschi'" '«Zwetschgendatschi»' \
        '“We have been running Acmeware for about three years now”' '“we have been running Acmeware for about three years now.”' '“We have been running Acmeware'; do
        refuses "A buyer said $quote [market.competitors_named]." 'what stands in quote marks is, byte for byte, no whole quote of the evidence'
        [[ $stderr != *Zwetschgen* && $stderr != *running* ]]
    done
    refuses 'A buyer said “We have been running Acmeware for about three years now.” [pricing.price_discussed]' 'the quote is evidence for another question'
}

@test "--check-summary: JSON is a list of strings and of objects with text and question, and its line is named" {
    then_and_now
    printf '[\n  "80 calls.",\n  {"text": "55 of 80 calls.", "question": "pricing.price_discussed"}\n]\n' >"$T/text"
    run -0 --separate-stderr cm-summarize --check-summary "$T/text" "$T/now"
    printf '[\n  "80 calls.",\n  {"text": "55 of 81 calls.", "question": "pricing.price_discussed"}\n]\n' >"$T/text"
    run -65 --separate-stderr cm-summarize --check-summary "$T/text" "$T/now"
    [ "$stderr" = "cm-summarize: $T/text:3: byte 1: \"55 of 81\": the roll-up holds no such count of what is named here" ]
    for text in '["80 calls.", 5]' '[{"txt": "80 calls."}]' '["80 calls."' '[]' ''; do
        printf '%s' "$text" >"$T/text"
        run -65 --separate-stderr cm-summarize --check-summary "$T/text" "$T/now"
        [[ $stderr == "cm-summarize: $T/text"* && -z $output ]]
    done
    printf '8\xe2\x80\x8b0 calls.\n' >"$T/text"
    run -65 --separate-stderr cm-summarize --check-summary "$T/text" "$T/now"
    [[ $stderr == *"a character that is not UTF-8, or that nobody sees" ]]
    run -66 cm-summarize --check-summary "$T/none" "$T/now"
}

@test "--summary: sentences that pass take the place of the summary; one that does not leaves nothing written" {
    then_and_now
    printf '%s\n' 'We looked at 80 calls.' '' 'Price was discussed on 55 of 80 calls (69%%) [pricing.price_discussed].' | sed 's/%%/%/' >"$T/text"
    cm-summarize --summary "$T/text" "$T/now" >"$T/rollup"
    validate rollup "$T/rollup"
    [ "$(jq -c '[.summary[] | [.text, .question, .calls, .of]]' "$T/rollup")" = '[["We looked at 80 calls.",null,null,null],["Price was discussed on 55 of 80 calls (69%).","price_discussed",55,80]]' ]
    jq 'del(.summary)' "$T/rollup" | cmp - <(cm-summarize "$T/now" | jq 'del(.summary)')
    echo 'We looked at 81 calls.' >>"$T/text"
    run -65 --separate-stderr cm-summarize --summary "$T/text" "$T/now"
    [[ -z $output && $stderr == "cm-summarize: $T/text:4: byte 14: \"81\": "* ]]
}

# reasons: 12 calls that were asked what decided them, with the CRM's own reason
reasons() {
    /usr/bin/python3 - <<'P'
import json
VALUES = [("price", "Price"), ("product_gap", "Product gap"), ("competitor", "A competitor")]
question = {"id": "primary_driver", "text": "What decided it?", "type": "enum", "side": "customer", "silence": "Not said.",
            "values": [{"id": i, "label": l} for i, l in VALUES]}
met = {"id": "met", "text": "Was a meeting set?", "type": "bool", "side": "any", "silence": "None.", "values": []}
CRM = ["Price"] * 4 + ["Lost to COMPETITOR"] * 3 + ["Budget cut"] * 2 + [None] * 3
HEARD = ["price", "price", "product_gap", None, "competitor", "price", "competitor", "price", None, "price", "price", None]
SIDES = ["rep", "customer", "both", "none"] * 3
for i, (crm, heard, side) in enumerate(zip(CRM, HEARD, SIDES)):
    said = [("c", "It came down to that."), ("r", "Tuesday then."), ("c", "Tuesday is fine.")]
    def quote(at, who): return {"quote": said[at][1], "sentences": [at, at], "speaker_id": said[at][0], "speaker": who, "title": None,
        "side": "customer" if said[at][0] == "c" else "rep", "start_ms": at * 1000, "end_ms": at * 1000 + 900, "link": None, "match": "exact", "value": None}
    quotes = {"rep": [quote(1, "R")], "customer": [quote(2, "C")], "both": [quote(1, "R"), quote(2, "C")], "none": []}[side]
    answers = [{"set": "win-loss", "question": "primary_driver", "type": "enum", "side": "customer", "status": "answered" if heard else "not_discussed",
                "value": heard, "confidence": "high" if heard else None, "evidence": [quote(0, "C")] if heard else [], "stability": .5 if i % 2 else .75},
               {"set": "win-loss", "question": "met", "type": "bool", "side": "any", "status": "answered" if quotes else "not_discussed", "value": bool(quotes),
                "confidence": "high" if quotes else None, "evidence": quotes}]
    print(json.dumps({"metaData": {"id": str(900 + i), "title": "Call", "started": f"2026-10-{i + 1:02}T09:00:00Z", "duration": 60}, "parties": [],
        "transcript": [{"speakerId": w, "topic": None, "sentences": [{"start": k * 1000, "end": k * 1000 + 900, "text": t}]} for k, (w, t) in enumerate(said)],
        "callmine": {"v": 1, "deal": {"id": "D", "name": "D", "stage": "Closed lost", "reason": crm},
                     "analysis": {"v": 1, "engine": "offline", "sets": [{"id": "win-loss", "version": 1, "title": "Win and loss", "questions": [question, met]}],
                                  "transcript_sha256": "%064d" % i, "metrics": {}, "answers": answers}}}))
P
}

@test "the CRM's reason stands beside what was said: the same, another, or not to be told" {
    reasons | cm-summarize >"$T/rollup"
    validate rollup "$T/rollup"
    jq -c '.disagreements.crm_reason' "$T/rollup" | cmp - <(jq -nc '{question: "primary_driver", calls: 9, agree: 4, differ: 2, open: 3, reasons: [
        {reason: "Price", calls: 4, agree: 2, differ: 1, open: 1, values: [{value: "price", calls: 2}, {value: "product_gap", calls: 1}]},
        {reason: "Lost to COMPETITOR", calls: 3, agree: 2, differ: 1, open: 0, values: [{value: "price", calls: 1}, {value: "competitor", calls: 2}]},
        {reason: "Budget cut", calls: 2, agree: 0, differ: 0, open: 2, values: [{value: "price", calls: 1}]}]}')
}

@test "what our side alone said is told apart from what the customer said, and answers that change are named" {
    reasons | cm-summarize >"$T/rollup"
    jq -c '.disagreements | [.voices, .unstable]' "$T/rollup" |
        cmp - <(jq -nc '[[{question: "met", value: "true", calls: 9, customer: 6, ours_alone: 3}], ["primary_driver"]]')
    analysed 30 | cm-summarize >"$T/other" # no such question, no repeats
    jq -e '.disagreements | .crm_reason == null and .unstable == []' "$T/other"
}

@test "disagreements are in html, md and txt, number for number" {
    reasons >"$T/calls"
    for f in html md txt; do cm-render --format $f "$T/calls" | tr -s ' \n' ' ' >"$T/$f"; done
    for f in md txt; do
        grep -q 'of 9 calls with a reason, the same in the call on 4, another on 2, not to be told on 3\.' "$T/$f"
        grep -q 'Price: 4 calls; the same in the call on 2, another on 1, not to be told on 1; most often heard: Price (2)' "$T/$f"
        grep -q "Met: Yes: in the customer's words on 6 of 9 calls, in ours alone on 3" "$T/$f"
        grep -Eq 'Primary driver: repeats agree on 6[23]%, over 12 answers' "$T/$f"
    done
    grep -q '<th scope="row"><bdi>Lost to COMPETITOR</bdi> <span class="muted small">most often heard: <bdi>A competitor</bdi> (2)</span></th><td class="n">3</td><td class="n">2</td><td class="n">1</td><td class="n">0</td>' "$T/html"
    grep -q '<td class="n">9</td><td class="n">6</td><td class="n">3</td>' "$T/html"
}

@test "--amends: what surfaced late is counted, named and marked; what changed and what is gone too" {
    reasons >"$T/all"
    sed -e 2,3d -e '5s/"transcript_sha256": "0/"transcript_sha256": "f/' "$T/all" >"$T/early"
    zstd -q "$T/early" -o "$T/early.zst"
    head -11 "$T/all" >"$T/late" # the twelfth is gone
    for early in "$T/early" "$T/early.zst"; do
        cm-summarize --amends "$early" "$T/late" >"$T/rollup"
        validate rollup "$T/rollup"
        jq -e '.amends == {calls: 10, added: 2, changed: 1, gone: 1, added_calls: ["902", "901"]}' "$T/rollup"
    done
    for f in html md txt; do
        cm-render --format $f --amends "$T/early" --rollup "$T/rollup" "$T/late" | tr -s ' \n' ' ' >"$T/$f"
        grep -q 'Amended: the earlier report has 10 calls; since then 2 calls were added, 1 call has another transcript, 1 call is here no more\.' "$T/$f"
    done
    for f in md txt; do
        [ "$(grep -o 'added since the earlier report' "$T/$f" | wc -l)" -eq 2 ]
        [ "$(grep -o 'another transcript than in the earlier report' "$T/$f" | wc -l)" -eq 1 ]
    done
    cm-summarize "$T/late" | jq -e '.amends == null'
    jq -c 'del(.callmine.analysis)' "$T/early" >"$T/bare"
    run -65 --separate-stderr cm-summarize --amends "$T/bare" "$T/late"
    [[ $stderr == "cm-summarize: $T/bare:1: "* && -z $output ]]
    run -66 --separate-stderr cm-summarize --amends "$T/none" "$T/late"
}
