#ifndef REPORT_EXPORT_SHEET_H
#define REPORT_EXPORT_SHEET_H

/* A record as it is written down: a heading with its number, "Label: value" lines below it with the
 * values in one column. All that comes from a record is dressed (dress.h): it stays on its line and
 * moves no cursor. A value is a span of JSON; null, blank and what is not there write nothing. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/span.h"
#include "lib/json/call.h"
#include "lib/json/ids.h"
#include "lib/report/export_roster.h"

struct sheet {
    struct out *out;
    struct buf b;       /* what is written */
    struct buf scratch; /* texts unescaped */
    struct buf text;    /* of sheet_text */
    const char *zone;   /* that times are given in */
    size_t indent;      /* columns before a label */
    size_t width;       /* and of it, with its colon and the blanks behind it */
    struct export_roster *names;
    bool names_later;   /* an id that is not known may be yet: it is marked */
    struct call call;   /* reused from record to record */
    struct ids voices;  /* unknown ones, as they appeared */
    struct buf speaker; /* whose turn it is */
};

void sheet_clear(struct sheet *s);
/* What there is so far goes out, so that a record of any length fits. STATUS_IO, ... */
int sheet_put(struct sheet *s, struct fault *f);

/* The value's text, dressed: a string, a number as it came, yes or no; empty if there is none. Ends
 * with the next. */
struct span sheet_text(struct sheet *s, struct span value);

void sheet_title(struct sheet *s, int64_t number, struct span text); /* dressed already */
/* A line begins; what is added to s->b stands behind the label. NULL: under the line above. */
void sheet_label(struct sheet *s, const char *label);
void sheet_end(struct sheet *s); /* and ends */

/* Whole lines. */
void sheet_line(struct sheet *s, const char *label, struct span value);
void sheet_words(struct sheet *s, const char *label, const char *words);
void sheet_time(struct sheet *s, const char *label, struct span value); /* RFC 3339, in the zone */
void sheet_person(struct sheet *s, const char *label, struct span user_id);
void sheet_list(struct sheet *s, const char *label, struct span array); /* a, b, c */

/* Parts of a line. They answer whether there was something to add. */
bool sheet_add(struct sheet *s, const char *before, struct span value);
bool sheet_add_time(struct sheet *s, const char *before, struct span value);
bool sheet_add_day(struct sheet *s, const char *before,
                   struct span value); /* its date, as it stands */
bool sheet_add_person(struct sheet *s, const char *before, struct span user_id);
void sheet_add_seconds(struct sheet *s, int64_t seconds);                      /* 1 h 4 min 12 s */
void sheet_add_clock(struct sheet *s, int64_t seconds);                        /* 01:04:12 */
bool sheet_add_amount(struct sheet *s, const char *before, struct span value); /* 48,000 */
void sheet_add_when(struct buf *b, when t, const char *zone); /* 6 Oct 2026, 16:01 */

/* An enum of Gong's in our words; as it is where there are none. rows end with a NULL name. */
struct sheet_word {
    const char *name, *words;
};
void sheet_word(struct sheet *s, const char *label, struct span value,
                const struct sheet_word *rows);

#endif
