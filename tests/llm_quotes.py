"""How a model quotes: from the words themselves to words that nobody said. Each takes (ask, prompt, name, salt) and gives
the evidence of one question: [{from, to, quote}], or None for silence."""

import re
import unicodedata

from llm_prompt import draw, one_quote

QUOTES = {}
SOMEONE = "We would sign the contract on the spot if the zeppelin module shipped before Candlemas"
INVENTED = ("zeppelin", "We moved the whole team onto the zeppelin plan and never looked back at the old one",
            "Honestly the zeppelin price list made our finance people laugh out loud last spring",
            "My director signed the zeppelin order before anybody had asked for a second offer")
FLIP = re.compile(r"\b(is|are|was|were|will|can|could|would|should|do|does|did|has|have)\b", re.I)
NUMBER = re.compile(r"\d")


def quotes(name, doc):
    def keep(run):
        QUOTES[name] = (doc, run)
        return run
    return keep


@quotes("right", "a real sentence of the right side, word for word; the question's words decide which")
def right(ask, prompt, name, salt):
    sentence = prompt.pick(name, salt=salt)
    return sentence and one_quote(sentence)


QUOTES["exact"] = ("the same as right", right)


@quotes("silent", "nothing was said about anything")
def silent(ask, prompt, name, salt):
    return None


@quotes("some", "right, but about half of the questions of a call are not discussed")
def some(ask, prompt, name, salt):
    return right(ask, prompt, name, salt) if draw(prompt.questions[name], prompt.hint or "") % 2 else None


@quotes("flips", "right, but every time another sentence and another value")
def flips(ask, prompt, name, salt):
    return right(ask, prompt, name, salt + str(ask.turn))


@quotes("clipped", "a sentence without its first and its last two words")
def clipped(ask, prompt, name, salt):
    sentence = prompt.pick(name, salt=salt)
    return sentence and one_quote(sentence, " ".join(sentence.text.split()[2:-2]) or sentence.text)


def picked(change, test=lambda s: True):
    """A quote made from the picked sentence, if one fits."""
    def run(ask, prompt, name, salt):
        sentence = prompt.pick(name, test, salt)
        return sentence and one_quote(sentence, change(sentence))
    return run


def curled(sentence):
    text = sentence.text.replace("'", "\u2019").replace("...", "\u2026").replace("-", "\u2013")
    return "\u201c" + re.sub(r" (?=\S+$)", "\u00a0", text) + "\u201d"


DENIAL = re.compile(r"n't\b|\b(?:not|no|never|nobody|nothing|without)\b", re.I)


def light(word):
    """A word that can be spared: no figure and no denial."""
    return not re.search(r"\d", word) and not DENIAL.search(word)


def kept_mostly(sentence):
    """Every seventh word that can be spared is another, and one is put in: more than three quarters stay, in order."""
    return " ".join("whatever" if i % 7 == 3 and light(w) else w for i, w in enumerate(sentence.text.split())) \
        + " basically"


def ends(sentence):
    words = sentence.text.split()
    return " ".join(words[:3]) + " ... " + " ".join(words[-4:])


def stitch(first, second):
    return " ".join(first.text.split()[:6]) + " ... " + " ".join(second.text.split()[-6:])


def negate(sentence):
    text = sentence.text
    if re.search(r"\bnot\b", text):
        return re.sub(r"\bnot\b ?", "", text, count=1)
    return FLIP.sub(lambda m: m[0] + " not", text, count=1)


def middle(test):
    """A sentence long enough to be stitched, whose middle passes the test."""
    def run(sentence):
        words = sentence.text.split()
        return len(words) >= 8 and len(" ".join(words[:3])) >= 8 and test(words[3:-4])
    return run


for label, doc, change, test in (
        ("recased", "in capitals, without its punctuation (normalized)",
         lambda s: re.sub(r"[.,;:!?]", "", s.text.upper()), lambda s: True),
        ("spaced", "with other white space and markdown marks (normalized)",
         lambda s: "**" + "  ".join(s.text.split()) + "**\n", lambda s: True),
        ("curly", "in typographic quotes, dashes and spaces (normalized)", curled, lambda s: True),
        ("decomposed", "in the other Unicode form (normalized)",
         lambda s: unicodedata.normalize("NFD", s.text), lambda s: True),
        ("stitched", "the beginning and the end of a sentence, with ... between (stitched)", ends,
         middle(lambda words: all(map(light, words)))),
        ("hollowed", "stitched so that a not is left out", ends, middle(lambda words: DENIAL.search(" ".join(words)))),
        ("paraphrased", "most words kept, in order (fuzzy)", kept_mostly, lambda s: len(s.text.split()) >= 8),
        ("altered-number", "a sentence with a figure, which is another", lambda s: NUMBER.sub(
            lambda m: str((int(m[0]) + 4) % 10), s.text, count=1), lambda s: NUMBER.search(s.text)),
        ("negated", "a sentence that says the opposite", negate,
         lambda s: FLIP.search(s.text) or re.search(r"\bnot\b", s.text)),
        ("echo-labels", "the line as it was shown, label and all", lambda s: s.label() + s.text, lambda s: True),
        ("short-quote", "two words: they prove nothing", lambda s: " ".join(s.text.split()[:2]), lambda s: True),
        ("blank-quote", "an empty quote", lambda s: "", lambda s: True)):
    QUOTES[label] = (doc, picked(change, test))


@quotes("invented", "words that nobody said; each has the word zeppelin in it")
def invented(ask, prompt, name, salt):
    sentence = prompt.pick(name, salt=salt)
    return sentence and one_quote(sentence, INVENTED[1 + draw(prompt.questions[name], salt) % 3])


@quotes("mends", "invented, until the prompt names what it had invented; then right")
def mends(ask, prompt, name, salt):
    return (right if INVENTED[0] in prompt.around else invented)(ask, prompt, name, salt)


@quotes("some-invented", "right, but about every third question has an invented quote")
def some_invented(ask, prompt, name, salt):
    lies = draw(prompt.questions[name], prompt.hint or "", "lie") % 3 == 0
    return (invented if lies else right)(ask, prompt, name, salt)


@quotes("mixed", "one real quote and one invented for the same question")
def mixed(ask, prompt, name, salt):
    found = right(ask, prompt, name, salt)
    return found and invented(ask, prompt, name, salt) + found


@quotes("foreign", "a sentence of another call that this server has seen (of none, if this is the first)")
def foreign(ask, prompt, name, salt):
    sentence = prompt.pick(name, salt=salt)
    here = {s.text for s in prompt.sentences}
    others = [text for text in ask.elsewhere if text not in here] or [SOMEONE]
    return sentence and one_quote(sentence, others[draw(prompt.questions[name], salt) % len(others)])


@quotes("swapped", "what the other side said, where one side was asked (silence where any was)")
def swapped(ask, prompt, name, salt):
    other = {"customer": "rep", "rep": "customer"}.get(prompt.side(name))
    fit = prompt.by(other) if other else []
    return one_quote(fit[draw(prompt.questions[name], salt) % len(fit)]) if fit else None


@quotes("cross-speaker", "two people's words stitched into one quote")
def cross_speaker(ask, prompt, name, salt):
    pairs = [(a, b) for a, b in zip(prompt.sentences, prompt.sentences[1:]) if a.name != b.name
             and len(a.text.split()) >= 4 and len(b.text.split()) >= 4]
    if not pairs:
        return None
    first, second = pairs[draw(prompt.questions[name], salt) % len(pairs)]
    return one_quote(first, stitch(first, second), second)


def placed(where):
    """The right quote with other ids."""
    def run(ask, prompt, name, salt):
        found = right(ask, prompt, name, salt)
        return found and [dict(found[0], **where(prompt, found[0]["from"]))]
    return run


def elsewhere(prompt, id):
    far = prompt.sentences[(int(id[1:]) - int(prompt.first[1:]) + len(prompt.sentences) // 2) % len(prompt.sentences)]
    return {"from": far.id, "to": far.id}


for label, doc, where in (
        ("wrong-ids", "a right quote, said to be far from where it is", elsewhere),
        ("unknown-ids", "a right quote with ids that no sentence has", lambda p, id: {"from": "S99998", "to": "S99999"}),
        ("odd-ids", "a right quote with ids that are none", lambda p, id: {"from": "12:31", "to": ""}),
        ("huge-ids", "a right quote with ids beyond every integer",
         lambda p, id: {"from": "S18446744073709551617", "to": "S-1"}),
        ("reversed-ids", "a right quote, from after to", lambda p, id: {
            "from": p.sentences[-1].id, "to": p.sentences[0].id}),
        ("wide-ids", "a right quote, somewhere in the whole call", lambda p, id: {
            "from": p.sentences[0].id, "to": p.sentences[-1].id})):
    QUOTES[label] = (doc, placed(where))


@quotes("empty-evidence", "answers without any evidence")
def empty(ask, prompt, name, salt):
    return []


@quotes("whole-call", "everything that was said as one quote")
def whole_call(ask, prompt, name, salt):
    first, last = prompt.sentences[0], prompt.sentences[-1]
    return one_quote(first, " ".join(s.text for s in prompt.sentences), last)


@quotes("many", "two hundred quotes for every question")
def many(ask, prompt, name, salt):
    return [one_quote(s)[0] for s in (prompt.by(prompt.side(name)) * 200)[:200]] or None
