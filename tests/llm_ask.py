#!/usr/bin/python3
"""A request to a model as a test needs one: llm_ask.py openai|anthropic MODEL [CALL [SENTENCES [FAILED]]]. The call is a
number that changes what was said; of SENTENCES sentences (8); FAILED are words that the prompt says were not found."""

import hashlib
import json
import sys

SAID = ("Thanks for joining the call today everyone", "We pay 4200 dollars a month to the other vendor",
        "It is simply not what we wanted, and the price is the reason", "I can offer you ten percent if you sign in June",
        "The security review is the thing that keeps us waiting", "I will send you the report by Friday morning",
        "We looked at two other vendors before the summer", "Our team has 35 people who would use it every day")


def strict(properties):
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def words(*enum, null=False):
    return {"type": ["string", "null"] if null else "string", "enum": list(enum) + [None] * null}


def evidence(**more):
    text = {"type": "string"}
    return {"type": "array", "items": strict({"from": text, "to": text, "quote": text, **more})}


def question(**members):
    return strict({**members, "confidence": words("high", "medium", "low"), "note": {"type": "string"}})


STATUS = words("answered", "not_discussed", "unclear")
SCHEMA = strict({
    "first": {"type": "string"},
    "q1": question(evidence=evidence(), status=STATUS, value={"type": ["boolean", "null"]}),
    "q2": question(evidence=evidence(value=words("price", "time")), status=STATUS,
                   value={"type": "array", "items": words("price", "time")}),
    "q3": question(items={"type": "array", "items": strict({
        "evidence": evidence(), "what": {"type": ["string", "null"]}, "due": {"type": ["string", "null"]}})},
                   status=STATUS),
    "q4": question(evidence=evidence(), status=STATUS, value={"type": ["number", "null"]}),
    "seal": {"type": "string"}})
ASKED = """The questions:
q1: Did the price come up?
    value: true or false; said by the customer; at most 3 quotes
q2: What worries them?
    value: some of its values; said by either side; at most 3 quotes
    - price: the price
    - time: the time it takes
q3: What was promised?
    value: a list of objects; said by our own side (rep); at most 3 objects, each with one or two quotes
    what: What was promised? (at most 20 words, or null)
    due: When is it due? (a date, or null)
q4: How many people would use it?
    value: a number; said by the customer; at most 3 quotes
"""


def prompt(call, sentences, failed):
    people = ("rep Ana Ruiz", "customer Jane Doe", "customer Omar Haddad", "rep Ana Ruiz")
    lines = "".join(f"[S{i} {i // 6:02d}:{i % 6}0 {people[i % 4]}] {SAID[i % 8]}, on call {call} at {i}\n"
                    for i in range(sentences))
    digest = hashlib.sha256(lines.encode()).hexdigest()
    fence, seal = "transcript-" + digest[:32], digest[40:48]
    asked = ASKED
    if failed:
        asked += f"    An earlier reply claimed these quotes, which are not in the transcript: {json.dumps([failed])}\n"
    return (f"<<<{fence}\n{lines}{fence}>>>\n\n{asked}\nThe reply's JSON Schema:\n{json.dumps(SCHEMA)}\n\n"
            f"\"first\" is the number of the first sentence of the transcript, as S0; \"seal\" is the word {seal}.\n")


def request(vendor, model, call="1", sentences="8", failed=""):
    user = {"role": "user", "content": prompt(call, int(sentences), failed)}
    if vendor == "openai":
        return {"model": model, "messages": [{"role": "system", "content": "You read a transcript."}, user],
                "response_format": {"type": "json_schema", "json_schema": {
                    "name": "answers", "strict": True, "schema": SCHEMA}}, "max_completion_tokens": 4000}
    return {"model": model, "max_tokens": 4000, "system": "You read a transcript.", "messages": [user],
            "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}}


if __name__ == "__main__":
    print(json.dumps(request(*sys.argv[1:])))
