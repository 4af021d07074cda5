#!/usr/bin/env bats
# cm-summarize: every number can be recounted.

load env

GOLDEN=$ROOT/tests/golden
calls() { /usr/bin/python3 "$ROOT/tests/analysed.py" "$@"; }

@test "one line, as its schema says" {
    calls 40 >"$T/calls"
    cm-summarize --ledger "$GOLDEN/ledger.ndjson" "$T/calls" >"$T/rollup" 2>/dev/null
    [ "$(wc -l <"$T/rollup")" = 1 ]
    validate rollup "$T/rollup"
    cm-summarize </dev/null >"$T/rollup"
    validate rollup "$T/rollup"
}

@test "the roll-up is what it was (UPDATE=1 makes the golden file anew)" {
    cm-summarize --ledger "$GOLDEN/ledger.ndjson" "$GOLDEN/calls.ndjson" | jq . >"$T/rollup"
    [[ -z ${UPDATE:-} ]] || cp "$T/rollup" "$GOLDEN/rollup.json"
    diff -u "$GOLDEN/rollup.json" "$T/rollup"
}

@test "every count, share, interval, group and amount is the one counted anew" {
    calls 60 11 >"$T/calls"
    cm-summarize --min-calls 1 "$T/calls" >"$T/rollup"
    /usr/bin/python3 - "$T/calls" "$T/rollup" <<'PY'
import json, math, statistics, sys
calls = [json.loads(l) for l in open(sys.argv[1])]; u = json.loads(open(sys.argv[2]).read())
def wilson(k, n, z=1.959963984540054):
    p = k / n; m = p + z*z/(2*n); s = z * math.sqrt((p*(1-p) + z*z/(4*n)) / n); d = 1 + z*z/n
    return p, 0 if k == 0 else (m-s)/d, 1 if k == n else (m+s)/d
def same(x, k, n):
    assert all(abs(a - b) < 6e-5 for a, b in zip((x["share"], x["low"], x["high"]), wilson(k, n))), (x, k, n)
def account(c): return (c["callmine"]["company"] or {}).get("id")
def key(c, by):
    deal = c["callmine"]["deal"] or {}; size = (c["callmine"]["company"] or {}).get("size")
    if by == "stage": return deal.get("stage")
    if by == "owner": return deal.get("owner") or c["callmine"]["host"]["name"]
    return None if size is None else "1–50" if size <= 50 else "51–200" if size <= 200 else "201–1000" if size <= 1000 else "1001–5000" if size <= 5000 else "over 5000"
def text(v): return {True: ["true"], False: ["false"]}[v] if isinstance(v, bool) else v if isinstance(v, list) else [v]
def gives(a): return text(a["value"]) if a["status"] == "answered" else []
assert u["calls"] == 60 and u["accounts"] == len({account(c) for c in calls} - {None})
seen = 0
for q in u["questions"]:
    A = [(c, a) for c in calls for a in c["callmine"]["analysis"]["answers"] if (a["set"], a["question"]) == (q["set"], q["question"])]
    st = [a["status"] for _, a in A]
    assert [q["asked"], q["answered"], q["not_discussed"], q["unclear"]] == [len(A), st.count("answered"), st.count("not_discussed"), st.count("unclear")]
    assert q["evidence"] == sum(len(a["evidence"]) for _, a in A); same(q, q["answered"], q["asked"])
    for v in q["values"]:
        hit = [c for c, a in A if v["value"] in gives(a)]
        assert v["calls"] == len(hit) and v["of"] == len(A) and v["accounts"] == len({account(c) for c in hit} - {None}); same(v, len(hit), len(A)); seen += len(hit)
    for by, groups in q["by"].items():
        assert sorted((g["key"] or "", g["asked"], g["answered"]) for g in groups) == sorted((k or "", sum(key(c, by) == k for c, _ in A), sum(key(c, by) == k and a["status"] == "answered" for c, a in A)) for k in {key(c, by) for c in calls})
        for g in groups:
            same(g, g["answered"], g["asked"])
            for v in g["values"]:
                k = sum(v["value"] in gives(a) for c, a in A if key(c, by) == g["key"]); assert v["calls"] == k > 0; same(v, k, g["asked"])
    numbers = [a["value"] for _, a in A if q["type"] == "number" and a["status"] == "answered"]
    if numbers: assert q["numbers"] == {"lowest": min(numbers), "median": statistics.median(numbers), "highest": max(numbers)}
    dates = [a["value"] for _, a in A if q["type"] == "date" and a["status"] == "answered"]
    if dates: assert q["dates"] == {"earliest": min(dates), "latest": max(dates)}
    who = [x["account"] or x["call"] for x in q["quotes"]]; assert len(who) == len(set(who)) <= 5
assert seen > 60
for t in u["themes"]:
    hit = [c for c in calls for a in c["callmine"]["analysis"]["answers"] if (a["set"], a["question"]) == (t["set"], t["question"]) and t["value"] in gives(a)]
    deals = {c["callmine"]["deal"]["id"]: c["callmine"]["deal"] for c in hit if c["callmine"]["deal"]}
    by = {}
    for d in deals.values(): by.setdefault(d["currency"], []).append(d["amount"])
    assert t["calls"] == len(hit) >= 2 and {a["currency"]: (a["amount"], a["deals"]) for a in t["amounts"]} == {k: (sum(v), len(v)) for k, v in by.items()}
assert [t["calls"] for t in u["themes"]] == sorted((t["calls"] for t in u["themes"]), reverse=True) and u["themes"]
for name, m in u["metrics"].items():
    values = [c["callmine"]["analysis"]["metrics"][name] for c in calls]
    assert m["calls"] == 60 and abs(m["median"] - statistics.median(values)) < 1e-9
for s in u["summary"]:
    assert str(s["calls"]) in s["text"] or s["calls"] == 0
PY
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
    [ "$(jq -c .ledger <<<"$output")" = '{"listed":13,"answered":7,"reasons":[{"reason":"filtered:stage","calls":2},{"reason":"no_transcript_yet","calls":1},{"reason":"private","calls":1},{"reason":"too_short","calls":2}],"closes":true}' ]
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
