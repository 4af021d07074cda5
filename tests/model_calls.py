#!/usr/bin/python3
"""model_calls.py [N [FIRST [TIMES]]]: N calls for the tests with a model, numbered from FIRST (0). In each there is
something of all that a quote can go wrong with: figures, denials, accents, apostrophes, a lone quotation mark, two sides and a voice without a
party; no two calls have a sentence of more than four words in common. TIMES makes a call longer by as much."""

import json
import sys

SAID = (
    ("r", "Thanks for taking the time on day {n} of this.", "What does the team in Zürich use at the moment?"),
    ("c", "We're on the café planner that 31{n} people use every day.", "It's not what we wanted when we bought it in spring {n}."),
    ("r", "I can offer you 12 percent off the list price if you sign before week {n}.",
     "That will not change later in year {n}, and I don't promise that lightly."),
    ("c", "The finance team will never agree to more than 48,{n}00 dollars a year for it.", "Is there a smaller plan for team {n}?"),
    ("x", "Sorry, I came in late from room {n} and heard only half of it."),
    ("c", "Our naïve 24\" plan was to roll it out to site {n} by the end of March.", "Okay."),
    ("r", "I'll send you the résumé of the rollout at site {n} by Friday morning.",),
    ("c", "Fine, and we need the security review of module {n} finished before we can sign anything.",
     "Nobody in group {n} has time for a second pilot, so it has to work the first time."),
)


def call(n, times):
    at, transcript = 4000, []
    for i, (speaker, *texts) in enumerate(SAID * times):
        sentences = []
        for text in texts:
            words = text.format(n=n * 100 + i // len(SAID))
            sentences.append({"start": at, "end": at + 900 + 40 * len(words), "text": words})
            at = sentences[-1]["end"] + 350
        transcript.append({"speakerId": speaker, "topic": None, "sentences": sentences})
    id = str(7100000000000000000 + n)
    return {"metaData": {"id": id, "url": f"https://us-7.app.gong.io/call?id={id}", "title": f"call {n}", "language": "eng",
                         "started": "2026-11-16T09:00:00-08:00"},
            "parties": [{"id": "1", "name": "Ruth Abel", "title": "AE", "affiliation": "Internal", "speakerId": "r"},
                        {"id": "2", "name": "Omar Haddad", "title": "VP Finance", "affiliation": "External",
                         "speakerId": "c"}],
            "transcript": transcript}


if __name__ == "__main__":
    count, first, times = [int(said) for said in sys.argv[1:]] + [1, 0, 1][len(sys.argv) - 1:]
    for number in range(first, first + count):
        print(json.dumps(call(number, times), ensure_ascii=False))
