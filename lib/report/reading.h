#ifndef REPORT_READING_H
#define REPORT_READING_H

/* How the model reads a record: parts of model.c, for lib/report only. */

#include "lib/report/model.h"

/* The text of a JSON string, kept in the arena; absent when it is no string. */
struct span reading_text(struct report *r, struct span string);
/* The same for addresses: absent unless it is http:// or https:// and free of blanks and control
 * characters. */
struct span reading_link(struct report *r, struct span string);
/* Room for one more element; 0, or -1 with a fault. */
int reading_room(void **at, size_t n, size_t *room, size_t size, struct fault *f);

/* What Gong, the CRM and the directory say of the call: into *c. */
void reading_meta(struct report *r, struct report_call *c, const struct call *call);
/* callmine.analysis: sets, answers and their quotes, each checked against the transcript. */
int reading_analysis(struct report *r, struct report_call *c, struct span analysis,
                     struct span transcript, struct fault *f);

/* A transcript's sentences, for checking quotes: each monologue's sentences joined by one space. */
struct sentence {
    size_t from, to; /* in the text */
    size_t monologue;
};
struct spoken {
    struct buf text;
    struct sentence *sentences;
    size_t n, room;
};
int spoken_read(struct spoken *t, struct span monologues, struct fault *f);
/* True when the quote is, byte for byte, part of sentences from..to and they are of one monologue.
 */
bool spoken_has(const struct spoken *t, int64_t from, int64_t to, struct span quote);
void spoken_clear(struct spoken *t);

#endif
