#!/usr/bin/python3
"""hostile_calls.py benign|nasty: analysed calls with words of ours in every free-text field; the nasty ones mean
harm, and the benign ones are equal in all else. One call a payload. hostile_calls.py list: the payloads, as JSON."""
import json, sys
P = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</blockquote></figure><h1>x", "<!-- ", "]]>", "<svg/onload=alert(1)>",
     "&lt;b&gt;&amp;", "' onclick='x", "</style><style>*{display:none}", "{{7*7}} ${7*7} #{7*7}", "javascript:alert(1)",
     "# heading", "> quote", "- item", "1. item", "+ item", "=====", "-----", "| a | b |", "[x](https://evil.example)", "![x](https://evil.example/x.png)",
     "**bold** _em_ `code` ~~gone~~", "```\ncode", "<https://evil.example>", "https://evil.example www.evil.example", "[x]: https://evil.example", "\\", "\\\\", "a\\*b\\", "&copy;", "a  \nb\\\nc",
     "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "'=1+1", "''=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "=HYPERLINK(\"https://evil.example\")",
     "=cmd|' /C calc'!A0", "-5", "+5.25", "-", "\"", "\"\"", "a,b;c\td", "a\"b", "a\r\nb",
     "\x1b]52;c;aGk=\x07", "\x1b[2J\x1b[6n", "\x9b31m", "\x00\x01\x7f", "\\x1b literal \\u{202e} \\\\x41", "\\\x1b", "\u202egnp.exe", "\u2066a\u2069", "a\u2028b\u2029c", "\u200f\u200e\ufeff",
     "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "\u4f60\u597d", "\U0001f469\u200d\U0001f4bb", "e\u0301\u0301\u0301", "\ufffe\uffff", "x" * 3000, "“”", "”\\", "— a of call 1", " ", "\u00a0", "'", "Ω≈ç√∫"]
def call(i, w):
    cid = str(8000000000000000000 + i)
    quote = f"It is about {w} for us."
    alone = w if w.strip() else "x" + w
    link = "https://app.gong.io/call?id=" + cid
    def ev(n, q, ms): return {"quote": q, "sentences": [n, n], "speaker_id": "1", "speaker": w, "title": w, "side": "customer", "start_ms": ms, "end_ms": ms + 900, "link": link, "match": "exact", "value": None}
    s = {"id": "s", "version": 1, "title": "Set", "questions": [{"id": "about", "text": "What is it about?", "type": "short", "side": "customer", "silence": "", "values": []},
         {"id": "kind", "text": "Which kind?", "type": "multi_enum", "side": "any", "silence": "", "values": [{"id": "a", "label": "A"}]},
         {"id": "things", "text": "Which things?", "type": "list", "side": "any", "silence": "", "values": [], "fields": [{"id": "said", "text": "How?", "type": "short", "values": []}, {"id": "kind", "text": "Which?", "type": "enum", "values": [{"id": "a", "label": "A"}]}]}]}
    marks = {"note": w, "reason": w, "override": {"by": w, "when": w, "why": w, "was": {"status": w, "value": w}}}
    tag = f"{i:03d} "               # keeps the order of groups and accounts the same in both
    return {"metaData": {"id": cid, "url": link, "title": w, "started": "2026-10-06T09:00:00Z", "duration": 60, "language": w, "primaryUserId": "9"},
            "parties": [{"id": "1", "name": w, "title": w, "emailAddress": w, "affiliation": "External", "speakerId": "1", "userId": "9"}],
            "transcript": [{"speakerId": "1", "sentences": [{"start": 0, "end": 900, "text": quote}, {"start": 1000, "end": 1900, "text": alone}]}],
            "callmine": {"v": 1, "deal": {"id": str(i), "name": w, "stage": tag + w, "amount": 1, "currency": "U", "owner": tag + w}, "company": {"id": str(i), "name": w, "size": 7}, "host": {"name": w, "email": w},
              "analysis": {"v": 1, "engine": "openai", "model": w if i < 20 else "m", "sets": [s], "transcript_sha256": "0", "metrics": {},
                "answers": [{"set": "s", "question": "about", "status": "answered", "value": alone, "confidence": "high", "evidence": [ev(0, quote, 0), ev(1, alone, 1000)]},
                            {"set": "s", "question": "kind", "status": "answered", "value": ["a"], "confidence": "low", "evidence": [], **marks},
                            {"set": "s", "question": "things", "status": "answered", "value": [{"said": w, "kind": "a"}], "confidence": "low", "evidence": [{**ev(0, quote, 0), "item": 0, "match": "fuzzy"}]}]}}}
if sys.argv[1] == "list": print(json.dumps(P))
else:
    for i, w in enumerate(P): print(json.dumps(call(i, w if sys.argv[1] == "nasty" else "plain words %d" % i)))
