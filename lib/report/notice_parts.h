#ifndef REPORT_NOTICE_PARTS_H
#define REPORT_NOTICE_PARTS_H

/* Parts of notice.c, for its own files. Values are spans of the roll-up's JSON. */

#include "lib/report/notice.h"

/* No count is larger: sums and percents of them fit. */
#define NOTICE_MOST INT64_C(1000000000000)

/* That it is a roll-up, and whole: each member that a notice reads is there and of its type, no
 * part is larger than its whole, and what is said to add up does. STATUS_BAD_RECORD names the
 * member. */
int notice_check(struct span rollup, struct fault *f);

/* At most so many characters of it; what is kept, is kept in the notice. */
struct notice_text notice_cut(struct notice *n, struct span text, size_t characters);
struct span notice_keep(struct notice *n, struct buf *b); /* and clears b */
struct span notice_text(struct notice *n, struct span string);
int64_t notice_count(struct span value, const char *path); /* 0 where there is no count */
/* "1–7 Oct 2026": of {"from","to"} in that zone, NULL being UTC; nothing where they are not known.
 */
int notice_dates(struct buf *b, struct span window, const char *zone, struct fault *f);
/* All but what the notice tells. */
void notice_begin(struct notice *n, const struct notice_options *o);

/* The element of an array whose set and question are these; SPAN_NONE: none. */
struct span notice_question(struct span array, struct span set, struct span id);
/* The summary's first line about a question as the headline, with what an earlier run had of it.
 * *line: which it was; SPAN_NONE: there is none, and no headline. */
int notice_headline(struct notice *n, struct span rollup, const char *zone, struct span *line,
                    struct fault *f);
bool notice_is_news(struct span line); /* of the trend: what moved */
bool notice_asks(struct span line);    /* it is about a question */

/* " … and 412 more characters"; nothing where all is there. */
void notice_left_out(struct buf *b, const struct notice_text *t);

#endif
