#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

/* Numbers, times and names as a reader expects them, in English, the same in every format and
 * locale. */

#include "lib/base/buf.h"
#include "lib/base/span.h"
#include "lib/report/model.h"

void words_number(struct buf *b, int64_t n); /* 1,234 */
void words_real(struct buf *b, double n);    /* 1,250.5; up to two places */
/* A number that came as `text`, n: whole numbers stand whole however long they are, others are
 * rounded to two places, unless nothing were left or it is beyond 1e15 or no finite number: then it
 * stands as it came. */
void words_answer(struct buf *b, double n, struct span text);
void words_count(struct buf *b, int64_t n, const char *one, const char *many); /* 1 call, 2 calls */
/* Whole percent, half up; "<1%" for what is more than none, ">99%" for less than all. */
void words_percent(struct buf *b, int64_t part, int64_t of);
void words_range(struct buf *b, double low, double high); /* 13–25%: of shares from 0 to 1 */
void words_clock(struct buf *b, int64_t ms);              /* 12:31, 1:02:31: where in a call */
void words_minutes(struct buf *b, int64_t seconds);       /* whole minutes, at least 1 if not 0 */
void words_money(struct buf *b, double amount, struct span currency); /* USD 12,500 */
void words_date(struct buf *b, const char *iso); /* 2026-10-06 → 6 Oct 2026 */
/* The same; what is no such date as it is, but for quote marks. */
void words_date_span(struct buf *b, struct span iso);
void words_label(struct buf *b, struct span id); /* price_reaction → Price reaction */
/* Two days, 2026-10-01 and 2026-10-07: "1–7 Oct 2026", "28 Sep – 4 Oct 2026"; nothing when one of
 * them is no day. */
void words_days(struct buf *b, const char *first, const char *last);
/* The window of the calls in the report's zone: "6 Oct 2026", "1–7 Oct 2026", …; nothing when
 * unknown. */
void words_window(struct buf *b, const struct report *r);
/* A reason of the ledger for a reader: "no transcript yet (pending)"; unknown ones as they are. */
void words_reason(struct buf *b, const char *reason);
void words_metric(struct buf *b, size_t metric, double value);
const char *words_status(enum answer_status s); /* "not discussed" */
/* Somebody's words that are no quote: without any quote mark, so that they cannot look like one. */
void words_unquoted(struct buf *b, struct span text);
struct span words_side(enum side s); /* "customer", "our side", "voice not placed" */

#endif
