#ifndef ANALYZE_TRANSCRIPT_H
#define ANALYZE_TRANSCRIPT_H

/* A call's transcript: monologues of sentences, with who spoke, for which side, when, and in which
 * words.
 *
 * Every element of Gong's arrays keeps its place: an element of the wrong type is a monologue
 * without sentences or a sentence without text. A member of the wrong type counts as absent. The
 * sentences of one monologue stand in memory with one space between them, so a run of them is one
 * span: the text of a quote. */

#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/lexicon.h"
#include "lib/analyze/words.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"
#include "lib/json/ids.h"

enum { NO_TIME = -1 };

struct sentence {
    struct span text;   /* unescaped; empty when there is none */
    int64_t start, end; /* milliseconds from the call's start, or NO_TIME */
    uint32_t monologue;
    uint32_t word, nwords; /* in transcript.words */
    bool question;         /* ends with a question mark */
    bool quotable;         /* has text, all of it characters (no lone surrogates) */
};

struct monologue {
    uint32_t sentence, nsentences;
    struct span speaker_id;    /* JSON; SPAN_NONE when absent or null */
    const struct party *party; /* NULL: a voice without a party */
    enum side side;
    uint32_t speaker; /* the same number for the same speaker_id; voices unknown are all 0 */
};

struct transcript {
    struct sentence *sentences;
    struct monologue *monologues;
    size_t nsentences, nmonologues, nspeakers;
    struct words words;
    const struct call *call;
    /* kept from call to call */
    struct buf text;
    struct ids voices; /* speaker ids of monologues, as JSON */
    struct ids placed; /* speaker ids of parties */
    const struct party **parties;
    size_t room_sentences, room_monologues, room_parties;
};

/* Read the transcript of a call; both must stay while *t is used. Zero *t at first; it is reused
 * from call to call. STATUS_BAD_RECORD when the transcript is neither null nor an array. */
int transcript_read(struct transcript *t, const struct call *c, struct lexicon *l, struct fault *f);
void transcript_clear(struct transcript *t);

/* The text of a run of sentences of one monologue. */
struct span transcript_run(const struct transcript *t, uint32_t from, uint32_t to);
enum side transcript_side(const struct transcript *t, uint32_t sentence);

#endif
