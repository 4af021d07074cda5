#!/usr/bin/python3
"""modelled.py [N] [SEED] [P]: N invented calls as cm-analyze writes them when a model answered, one a line. Deterministic.
All statuses, all tiers, a list of objects with fields of every type, notes that would like to be quotes, corrections,
costs with and without a price, a question that some calls were not asked. P: how likely Acmeware is named.
Every quote is cut from the call's own transcript."""
import hashlib, json, random, sys, urllib.parse
n = int(sys.argv[1]) if len(sys.argv) > 1 else 40
rnd = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 3)
likely = float(sys.argv[3]) if len(sys.argv) > 3 else .4

def sha(*what): return hashlib.sha256(json.dumps(what).encode()).hexdigest()
def val(*pairs): return [{"id": a, "label": b} for a, b in pairs]
def ask(id, text, type, side="any", **more):
    q = {"id": id, "text": text, "type": type, "side": side, "silence": None, "values": [], **more}
    return {**q, "sha256": sha(text, type, side, q["values"], q.get("fields"))}
RIVALS = val(("acmeware", "Acmeware"), ("brightpath", "Brightpath"), ("dataloom", "Dataloom 365"))
SETS = [
 {"id": "pricing", "version": 3, "title": "Pricing", "questions": [
  ask("price_discussed", "Was the price discussed?", "bool"),
  ask("budget_amount", "Which budget did the customer name?", "number", "customer")]},
 {"id": "market", "version": 1, "title": "Market", "questions": [
  ask("competitors_named", "Which competitors were named?", "multi_enum", values=RIVALS),
  ask("objections", "Which objections were raised?", "list", "customer", fields=[
   {"id": "kind", "text": "What is it about?", "type": "enum", "values": val(("price", "Price"), ("timing", "Timing"), ("security", "Security review"))},
   {"id": "stated", "text": "How is it put?", "type": "short", "values": []},
   {"id": "resolved", "text": "Was it resolved?", "type": "bool", "values": []},
   {"id": "areas", "text": "Which area does it touch?", "type": "enum", "values": val(("it", "IT"), ("legal", "Legal"))},
   {"id": "amount", "text": "How much is at stake?", "type": "number", "values": []},
   {"id": "due", "text": "By when?", "type": "date", "values": []}])]},
]
SAY = {"price_discussed": ["Shall we talk about the price for a minute?", "So what would this cost us in the end?"],
       "budget_amount": ["We have about 35,000 dollars set aside for this year.", "Fifty thousand is what finance gave us."],
       "acmeware": ["We have been running Acmeware for about three years now."], "brightpath": ["Brightpath showed us something very similar last week."],
       "dataloom": ["Our data team likes Dataloom, mostly because of its connectors."],
       "price": ["That is well above what we pay today.", "It is \"the expensive one\" on my desk."], "timing": ["This quarter is not going to happen for us."],
       "security": ["Our security people will want to look at it first.", "Sécurité d’abord, says our auditor."]}
METRICS = {"sentences": 9, "monologues": 1, "words": 0, "speakers": 1, "talk_ratio": 0.25, "longest_monologue_ms": 0, "longest_customer_story_ms": 65000,
           "rep_questions": 0, "customer_questions": 2, "unknown_questions": 0, "interactivity": None}
TIERS = ["exact", "exact", "exact", "normalized", "stitched", "fuzzy"]
STAGES = ["Discovery", "Negotiation", "Closed Won", "closedlost", "Wonderful trial", None]

class Call:
    def __init__(self, i):
        self.i, self.id, self.sentences = i, str(6000000000000000000 + i * 104729), ["Thanks for making the time today."]
        self.url = "https://us-1.app.gong.io/call?id=" + self.id
    def quote(self, key, item=None, value=None):
        text, at = rnd.choice(SAY[key]), len(self.sentences)
        self.sentences.append(text)
        e = {"quote": text, "sentences": [at, at], "speaker_id": "1", "speaker": "Jane Doe", "title": "VP Sales", "side": "customer",
             "start_ms": at * 5000, "end_ms": at * 5000 + 4000, "link": self.url + "&highlights=" + urllib.parse.quote('[{"type":"SHARE","from":%d,"to":%d}]' % (at * 5, at * 5 + 4), safe=""), "match": rnd.choice(TIERS), "value": value}
        return e if item is None else {**e, "item": item}
    def value(self, q):
        if q == "price_discussed": return True, [self.quote(q)]
        if q == "budget_amount":
            e = self.quote(q); return 35000 if "35" in e["quote"] else 50000, [e]
        if q == "competitors_named":
            found = [v for v, p in (("acmeware", likely), ("brightpath", .3), ("dataloom", .1)) if rnd.random() < p] or ["brightpath"]
            return found, [self.quote(v, value=v) for v in found]
        items, quotes = [], []
        for k in range(rnd.randrange(1, 4)):
            kind = rnd.choice(["price", "price", "timing", "security"])
            items.append({"kind": kind, "stated": kind + " is in the way", "resolved": rnd.choice([True, False, None]), "areas": rnd.choice([None, "it", "legal"]),
                          "amount": rnd.choice([None, 1200.5, 9000]), "due": rnd.choice([None, "2026-12-01"])})
            quotes.append(self.quote(kind, item=k))
        return items, quotes
    def answer(self, s, q):
        status = rnd.choices(["answered", "not_discussed", "unclear", "unsupported", "refused", "error"], [60, 15, 5, 10, 5, 5])[0]
        a = {"set": s, "question": q["id"], "type": q["type"], "side": q["side"], "status": status, "value": None, "confidence": None, "evidence": []}
        if status == "answered":
            a["value"], a["evidence"] = self.value(q["id"]); a["confidence"] = rnd.choice(["high", "medium", "low"])
            a["note"] = rnd.choice(["The buyer's words were “%s more or less”." % q["id"], "He said \"yes\" and meant 'no'."])
        if status in ("refused", "error"): a["reason"] = {"refused": "content_filter", "error": "invalid_output"}[status]
        if status == "unsupported" or rnd.random() < .1: a["unverified"] = rnd.randrange(1, 3)
        a["usage"] = {"input": 1000 + self.i, "cached": 200, "output": 90}; a["cost"] = None if self.i % 5 == 2 else .0125
        if rnd.random() < .3: a["stability"] = rnd.choice([1, .6667])
        if rnd.random() < .05: a["override"] = {"by": "Ada", "when": "2026-10-09", "why": "I was there", "was": {"status": "unclear", "value": None}}
        return a
    def record(self):
        answers = [self.answer(s["id"], q) for s in SETS for q in s["questions"] if not (q["id"] == "objections" and self.i % 7 == 3)]
        day, at = self.i % 28 + 1, self.i % 9
        return {"metaData": {"id": self.id, "url": self.url, "title": "Call %d" % self.i, "started": "2026-09-%02dT09:00:00Z" % day, "duration": 1800},
                "parties": [{"id": "1", "name": "Jane Doe", "title": "VP Sales", "affiliation": "External", "speakerId": "1"}],
                "transcript": [{"speakerId": "1", "topic": None, "sentences": [{"start": k * 5000, "end": k * 5000 + 4000, "text": t} for k, t in enumerate(self.sentences)]}],
                "callmine": {"v": 1, "deal": {"id": "D%d" % at, "name": "Deal %d" % at, "stage": STAGES[at % 6], "amount": 1000 * at, "currency": "USD", "owner": "Ada"},
                             "company": {"id": "C%d" % at, "name": "Account %d" % at, "size": 40 * at}, "host": {"name": ["Bram", "Chloë"][self.i % 2]},
                             "analysis": {"v": 1, "engine": "openai", "model": "small-1", "sets": SETS, "transcript_sha256": "0" * 64, "metrics": {**METRICS, "words": 100 + self.i}, "answers": answers}}}
for i in range(n): print(json.dumps(Call(i).record(), ensure_ascii=False))
