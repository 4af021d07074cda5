#!/usr/bin/python3
"""How good are the answers? Used by hand, on calls whose right answers are known.

    gong-sim --truth --count 600 --seed 3 >truth
    gong-sim --dump --count 600 --seed 3 | cm-analyze --questions pricing >answered
    tests/truth.py truth answered                         a line for each question, and all of them
    tests/truth.py truth answered --values                a line for each value too
    tests/truth.py truth answered --false price_reaction  the quotes of answers that should be silence

A value is right (tp), wrong or not to be given (fp), or missed (fn); each value of a multi_enum counts, a text is right
when one of its quotes holds or is held by what was planted. Specificity is the share of the silent calls, for a
question, in which the answer is silence. --false shows no sentence in which another planted answer was missed, so
that cues are not written after the sentences they are measured on.
"""
import argparse, collections, json

TEXT = ("short", "para")


def positive(value):
    return value is not None and value is not False and value != []


def values(answer_type, value):
    if not positive(value):
        return set()
    return set(value) if isinstance(value, list) else {value if answer_type in ("bool", "enum", "multi_enum", "date") else float(value)}


def touches(evidence, quotes):
    texts = [e["text"] for e in evidence]
    return any(q in t or t in q for q in quotes for t in texts)


class Count(collections.Counter):
    def row(self, name):
        tp, fp, fn = self["tp"], self["fp"], self["fn"]
        p, r = tp / (tp + fp or 1), tp / (tp + fn or 1)
        f1, spec = 2 * p * r / (p + r or 1), self["tn"] / (self["tn"] + self["spoke"] or 1)
        return f"{name:42} tp {tp:5} fp {fp:4} fn {fn:5}  P {p:.3f} R {r:.3f} F1 {f1:.3f}  specificity {spec:.4f}"


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("truth")
    parse.add_argument("answered")
    parse.add_argument("--values", action="store_true")
    parse.add_argument("--false", metavar="QUESTION", dest="show")
    a = parse.parse_args()
    truth = collections.defaultdict(dict)
    for line in open(a.truth, encoding="utf-8"):
        t = json.loads(line)
        truth[t["call"]][t["set"], t["question"]] = t
    by_question, by_value, total, texts = collections.defaultdict(Count), collections.defaultdict(Count), Count(), Count()
    shown = set()
    for line in open(a.answered, encoding="utf-8"):
        call = json.loads(line)
        gold = truth.get(str(call["metaData"]["id"]), {})
        missed, wrong = [], []
        for x in call["callmine"]["analysis"]["answers"]:
            g = gold.get((x["set"], x["question"]))
            if not g:
                continue
            quotes = [e["quote"] for e in x["evidence"]]
            given = x["value"] if x["status"] == "answered" else None
            c = Count()
            if x["type"] in TEXT:
                right = positive(given) and touches(g["evidence"], quotes)
                c.update(tp=int(right), fp=int(positive(given) and not right), fn=int(positive(g["value"]) and not right))
                texts.update(c)
            else:
                want, got = values(x["type"], g["value"]), values(x["type"], given)
                c.update(tp=len(want & got), fp=len(got - want), fn=len(want - got))
                for kind, some in (("tp", want & got), ("fp", got - want), ("fn", want - got)):
                    for v in some:
                        by_value[x["question"], str(v)][kind] += 1
            if not positive(g["value"]):
                c["spoke" if positive(given) else "tn"] += 1
                if positive(given) and x["question"] == a.show:
                    wrong += [(x["question"], str(e.get("value") or given), e["quote"]) for e in x["evidence"]]
            if c["fn"]:
                missed += g["evidence"]
            by_question[x["set"], x["question"], x["type"]].update(c)
            if x["type"] not in TEXT:
                total.update(c)
        shown |= {w for w in wrong if not touches(missed, [w[2]])}
    for (where, question, kind), c in by_question.items():
        print(c.row(f"{where} {question}" + ("*" if kind in TEXT else "")))
        for (q, v), n in sorted(by_value.items()):
            if a.values and q == question and kind not in ("bool", "number", "date"):
                print(f"    {v:38} tp {n['tp']:5} fp {n['fp']:4} fn {n['fn']:5}")
    print(texts.row("* all texts"))
    print(total.row("all others"))
    for w in sorted(shown):
        print(" | ".join(w))


main()
