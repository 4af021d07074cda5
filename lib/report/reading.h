#ifndef REPORT_READING_H
#define REPORT_READING_H

/* How the model reads a record: parts of model.c, for lib/report only. */

#include "lib/report/model.h"

/* The text of a JSON string, kept in the arena; absent when it is no string. */
struct span reading_text(struct report *r, struct span string);
/* An address that may be linked to: http:// or https://, and free of blanks and control characters.
 */
bool reading_is_link(struct span text);
/* reading_text of an address; absent unless it may be linked to. */
struct span reading_link(struct report *r, struct span string);
/* Room for one more element; 0, or -1 with a fault. */
int reading_room(void **at, size_t n, size_t *room, size_t size, struct fault *f);

enum { READING_SETS = 32 }; /* in a report */
#define READING(object, rows, into) members_read(object, rows, sizeof(rows) / sizeof(rows)[0], into)

/* The index of a JSON string in a list of names; `n` when it is none of them. */
size_t reading_name(struct span string, const char *const *names, size_t n);
/* One more value of a question, or of a list's field. */
int reading_value(struct report_question *q, size_t field, struct span id, struct span label,
                  struct fault *f);
/* A value of that type as text, and where the type is countable its place among the question's. */
int reading_one(struct report *r, struct report_question *q, size_t field, enum answer_type type,
                struct span value, struct span *text, uint32_t *option, struct fault *f);
/* The objects of a list. */
int reading_list(struct report *r, struct report_answer *a, struct span value, struct fault *f);
/* Note, reason, what it took and cost, corrections. */
struct mark_members {
    struct span note, gate, cost, usage, reason, override, stability, unverified;
};
void reading_marks(struct report *r, struct report_answer *a, const struct mark_members *m);
/* The set a record was asked, as an index; made when it is met for the first time. */
int reading_set(struct report *r, struct span from, size_t *index, struct fault *f);

/* What callmine says of the call, in one pass. */
struct reading {
    struct span deal, company, host, analysis;
};
void reading_callmine(struct reading *m, struct span callmine);

/* What Gong, the CRM and the directory say of the call: into *c. */
void reading_meta(struct report *r, struct report_call *c, const struct call *call,
                  const struct reading *m);
/* callmine.analysis: sets, answers and their quotes, each checked against the transcript. */
int reading_analysis(struct report *r, struct report_call *c, struct span analysis,
                     struct span transcript, struct fault *f);

#endif
