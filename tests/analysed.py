#!/usr/bin/python3
"""analysed.py [N] [SEED]: N invented calls as cm-analyze writes them, one a line. Deterministic.
Every quote is cut from the call's own transcript. Odd things are in it on purpose: a call without deal or
company, one without a start, voices without a party, nulls, quotes with quote marks, amounts without currency."""
import json, math, random, sys, urllib.parse, datetime
n = int(sys.argv[1]) if len(sys.argv) > 1 else 40
rnd = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)

SETS = [
 {"id": "pricing", "version": 1, "title": "Pricing", "questions": [
  {"id": "price_discussed", "text": "Was the price discussed?", "type": "bool", "side": "any", "silence": "The price did not come up.", "values": []},
  {"id": "price_reaction", "text": "How did the customer react to the price?", "type": "enum", "side": "customer", "silence": "No reaction to a price was heard.",
   "values": [{"id": "accepts", "label": "Accepts"}, {"id": "pushes_back", "label": "Pushes back"}, {"id": "surprised", "label": "Is surprised"}, {"id": "compares", "label": "Compares"}]},
  {"id": "budget_amount", "text": "Which budget did the customer name?", "type": "number", "side": "customer", "silence": "No budget was named.", "values": []},
  {"id": "discount_asked", "text": "Did the customer ask for a discount?", "type": "bool", "side": "customer", "silence": "Nobody asked for a discount.", "values": []}]},
 {"id": "competitors", "version": 2, "title": "Competitors", "questions": [
  {"id": "competitors_named", "text": "Which competitors were named?", "type": "multi_enum", "side": "any", "silence": "No competitor was named.",
   "values": [{"id": "acmeware", "label": "Acmeware"}, {"id": "brightpath", "label": "Brightpath"}, {"id": "corvid", "label": "Corvid Systems"}, {"id": "dataloom", "label": "Dataloom"}]},
  {"id": "what_would_have_changed_it", "text": "What would have changed the decision?", "type": "short", "side": "customer", "silence": "Not said.", "values": []}]},
 {"id": "next-steps", "version": 1, "title": "Next steps", "questions": [
  {"id": "due_date", "text": "By when is the next step due?", "type": "date", "side": "any", "silence": "No date was given.", "values": []},
  {"id": "legal_hold", "text": "Is a legal hold in place?", "type": "bool", "side": "customer", "silence": "No legal hold was mentioned.", "values": []}]},
]
SAY = {
 "price_reaction": {"accepts": "Honestly the price works for us, and I can sign it this week.", "pushes_back": "I have to push back here: that is well above what we pay today.",
   "surprised": "Wow, I did not expect a number like that, to be frank.", "compares": "Compared with the other quote on my desk, yours is \"the expensive one\"."},
 "competitors_named": {"acmeware": "We have been running Acmeware for about three years now.", "brightpath": "Brightpath showed us something very similar last week.",
   "corvid": "My predecessor left us with a contract at Corvid Systems until spring.", "dataloom": "Our data team likes Dataloom, mostly because of its connectors."},
}
FILL = ["Thanks for making the time today.", "Let me share my screen for a second.", "Can everybody see the dashboard?", "We rolled it out to two teams in the spring.",
        "I will send a summary after the call.", "That makes sense to me.", "How do you measure that at the moment?", "Nous pouvons continuer en français, si vous préférez."]
ACCOUNTS = [("Northwind Traders", 340), ("Globex", 12000), ("Initech", 48), ("Müller & Söhne GmbH", 800), ("Hooli", 2500), ("Umbrella Health", 150), ("株式会社サンプル", 5200), ("Stark Fasteners", None)]
REPS = [("Ada Ferreira", "ada@ours.example"), ("Bram de Wit", "bram@ours.example"), ("Chloë Okafor", "chloe@ours.example")]
STAGES = ["Discovery", "Evaluation", "Negotiation", "Closed won", "Closed lost"]
BUYERS = [("Jane Doe", "VP Sales"), ("Omar Haddad", "Head of Operations"), ("Siobhán Kelly", None), ("李 伟", "采购经理")]

def link(url, a, b):
    if not url: return None
    h = json.dumps([{"type": "SHARE", "from": a // 1000, "to": math.ceil(b / 1000)}], separators=(",", ":"))
    return url + ("&" if "?" in url else "?") + "highlights=" + urllib.parse.quote(h, safe="")

def call(i):
    cid = str(7000000000000000000 + i * 7919)
    day = datetime.datetime(2026, 9, 28, 7, 0, 0) + datetime.timedelta(hours=5 * i, minutes=13 * (i % 4))
    at = rnd.randrange(len(ACCOUNTS)); account, size = ACCOUNTS[at]
    rep, mail = REPS[rnd.randrange(3)]; buyer, title = BUYERS[rnd.randrange(4)]
    url = None if i % 17 == 5 else "https://us-12345.app.gong.io/call?id=" + cid
    said = []                              # (speaker, [texts], [(question, value, index of text)])
    wants = []
    def plan(q, v, text, who): wants.append((q, v, text, who))
    if rnd.random() < .6:
        plan("price_discussed", True, "Shall we talk about the price for a minute?", "rep")
        if rnd.random() < .7:
            v = rnd.choices(list(SAY["price_reaction"]), [2, 5, 1, 3])[0]; plan("price_reaction", v, SAY["price_reaction"][v], "cus")
        if rnd.random() < .4:
            b = rnd.choice([20000, 35000, 50000, 120000]); plan("budget_amount", b, f"We have about {b:,} dollars set aside for this year.", "cus")
        if rnd.random() < .3: plan("discount_asked", True, "Is there any room for a discount if we sign before the quarter ends?", "cus")
    for v, p in (("acmeware", .3), ("brightpath", .2), ("dataloom", .12)):
        if rnd.random() < p: plan("competitors_named", v, SAY["competitors_named"][v], "cus")
    if rnd.random() < .15: plan("what_would_have_changed_it", "A connector for their data warehouse", "If you had a connector for our warehouse, we would not be having this conversation.", "cus")
    if rnd.random() < .35: plan("due_date", (day.date() + datetime.timedelta(days=7)).isoformat(), "Let us speak again this time next week then.", "rep")
    rnd.shuffle(wants)
    ms, transcript, found, index = 4000 + 1000 * (i % 9), [], [], 0
    for k in range(len(wants) + 3):
        who = wants[k][3] if k < len(wants) else ("rep" if k % 2 else "cus")
        texts = [rnd.choice(FILL)] + ([wants[k][2]] if k < len(wants) else []) + [rnd.choice(FILL)]
        sentences = []
        for t in texts:
            d = 300 * len(t.split()) + 200
            sentences.append({"start": ms, "end": ms + d, "text": t}); 
            if k < len(wants) and t == wants[k][2]:
                found.append((wants[k][0], wants[k][1], {"quote": t, "sentences": [index, index], "speaker_id": "5" + cid[1:] if who == "cus" else "4" + cid[1:],
                    "speaker": (None if i % 13 == 6 else buyer) if who == "cus" else rep, "title": title if who == "cus" else "Account Executive",
                    "side": "customer" if who == "cus" else "rep", "start_ms": ms, "end_ms": ms + d, "link": link(url, ms, ms + d), "match": "exact",
                    "value": wants[k][1] if wants[k][0] == "competitors_named" else None}))
            ms += d + 250; index += 1
        transcript.append({"speakerId": ("5" if who == "cus" else "4") + cid[1:], "topic": None, "sentences": sentences})
        ms += rnd.randrange(500, 4000)
    answers = []
    for s in SETS:
        for q in s["questions"]:
            hits = [f for f in found if f[0] == q["id"]]
            unclear = not hits and rnd.random() < .05
            value = False if q["type"] == "bool" and not unclear else None
            if hits: value = [h[1] for h in hits] if q["type"] == "multi_enum" else hits[0][1]
            answers.append({"set": s["id"], "question": q["id"], "type": q["type"], "side": q["side"],
                "status": "answered" if hits else "unclear" if unclear else "not_discussed", "value": value,
                "confidence": rnd.choice(["high", "high", "medium", "low"]) if hits else None, "evidence": [h[2] for h in hits]})
    deal = None if i % 11 == 3 else {"id": "D%d" % at, "name": account + " – renewal", "stage": STAGES[rnd.randrange(5)], "amount": [8000, 45000, 120000, 260000.5][at % 4],
        "currency": None if at == 2 else "USD", "owner": rep if i % 3 else None, "close": None, "system": "HubSpot", "timing": "Now"}
    company = None if i % 11 == 3 else {"id": "C%d" % at, "name": account, "size": size, "industry": None, "domain": None, "system": "HubSpot"}
    words = sum(len(x["text"].split()) for m in transcript for x in m["sentences"])
    return {"metaData": {"id": cid, "url": url, "title": f"{account} – {rnd.choice(['intro', 'demo', 'pricing', 'follow-up'])}", "scheduled": None,
              "started": None if i % 19 == 9 else day.strftime("%Y-%m-%dT%H:%M:%S+02:00"), "duration": ms // 1000 + 30, "primaryUserId": "3" + cid[1:], "direction": "Conference",
              "scope": "External", "language": "eng", "isPrivate": False},
            "parties": [{"id": "1", "emailAddress": mail, "name": rep, "title": "Account Executive", "userId": "3" + cid[1:], "speakerId": "4" + cid[1:], "affiliation": "Internal"},
                        {"id": "2", "emailAddress": None, "name": None if i % 13 == 6 else buyer, "title": title, "userId": None, "speakerId": "5" + cid[1:], "affiliation": "External"}],
            "context": [], "transcript": transcript,
            "callmine": {"v": 1, "deal": deal, "deals": [deal] if deal else [], "company": company, "companies": [company] if company else [],
              "host": {"id": "3" + cid[1:], "name": rep, "email": mail, "title": None},
              "analysis": {"v": 1, "engine": "offline", "sets": SETS, "transcript_sha256": "%064x" % (i * 7919), "metrics": {"sentences": index, "monologues": len(transcript),
                "words": words, "speakers": 2, "talk_ratio": round(rnd.uniform(.2, .8), 3), "longest_monologue_ms": rnd.randrange(9000, 140000), "longest_customer_story_ms": rnd.randrange(9000, 90000),
                "rep_questions": rnd.randrange(0, 14), "customer_questions": rnd.randrange(0, 9), "unknown_questions": 0, "interactivity": round(rnd.uniform(1, 9), 2)}, "answers": answers}}}

for i in range(n): print(json.dumps(call(i), ensure_ascii=bool(i % 2)))
