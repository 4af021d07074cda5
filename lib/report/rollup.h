#ifndef REPORT_ROLLUP_H
#define REPORT_ROLLUP_H

/* The roll-up: what the calls add up to. Every number in it is counted here, from the model's
 * answers; a share has its denominator (the calls that were asked) and its interval. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/interval.h"
#include "lib/base/option.h"
#include "lib/report/model.h"

/* A sum of money in one currency, each deal counted once. */
struct rollup_money {
    struct span currency; /* absent: not known */
    double amount;
    int64_t deals;
};

struct rollup_value {
    int64_t calls, accounts;
    int64_t objects; /* of a list: objects that have it */
};

struct rollup_group {
    int64_t asked, answered;
    int64_t *values; /* calls, by value */
};

/* A quote by where it is. */
struct rollup_quote {
    size_t call, answer, evidence;
};

struct rollup_question {
    int64_t asked, evidence;
    int64_t not_asked;                 /* calls that it was not put to */
    int64_t statuses[ANSWER_STATUSES]; /* they add up to asked */
    int64_t objects, corrected;
    int64_t repeated;                  /* answers that were asked for more than once */
    double stability;                  /* their mean; NAN: none was */
    struct rollup_value *values;       /* as many as the question has */
    struct rollup_group *by[BY_KINDS]; /* as many as the report has groups */
    double low, median, high;          /* ANSWER_NUMBER with an answer; else NAN */
    struct span earliest, latest;      /* ANSWER_DATE with an answer; else absent */
    struct rollup_quote *quotes;       /* best first, one an account */
    size_t nquotes;
};

struct rollup_theme {
    size_t question, value;
    int64_t calls, of, accounts;
    struct rollup_money *money;
    size_t nmoney;
};

/* A sentence of the executive summary, with the numbers it is made from. */
struct rollup_line {
    struct span text;
    struct span said; /* as somebody wrote it, with the marks of what it is about; absent: counted
                         here */
    bool has_question;
    size_t question;
    int64_t calls, of; /* of -1: it tells of no calls */
};

enum { ROLLUP_QUOTES = 5, ROLLUP_THEMES = 12, ROLLUP_TOP = 5, ROLLUP_LINES = 24 };

struct rollup {
    const struct report *report;
    struct arena arena;
    int64_t accounts, enough;
    struct rollup_question *questions; /* as many as the report has */
    struct rollup_theme themes[ROLLUP_THEMES];
    size_t nthemes;
    struct rollup_quote top[ROLLUP_TOP]; /* one an account, one a question */
    size_t ntop;
    double medians[REPORT_METRICS]; /* NAN: no call has it */
    int64_t with[REPORT_METRICS];   /* calls that have it */
    struct rollup_line lines[ROLLUP_LINES];
    size_t nlines;
    struct trend *trend;               /* trend.h; NULL: no earlier run was given */
    struct disagreement *disagreement; /* disagree.h */
};

/* What a roll-up is made from beside the calls, as files. */
struct rollup_sources {
    struct texts ledgers;
    struct texts against; /* roll-ups of earlier runs; "-": none */
    struct texts amends;  /* analysed calls of the report that this one amends */
    const char *summary;  /* an executive summary that somebody wrote; NULL: none */
    const char *made;     /* a roll-up that must say the same; its summary is taken; NULL: none */
    struct buf made_text; /* rollup_made_read */
};

/* The report must be settled, and stay while the roll-up is used. */
struct rollup *rollup_new(const struct report *r, const struct texts *against, struct fault *f);
/* After the last call: the ledgers are read, the report is settled, and its roll-up counted. */
struct rollup *rollup_of(struct report *r, const struct rollup_sources *sources, struct fault *f);
void rollup_free(struct rollup *u);

/* One JSON object, without a newline: schemas/rollup.json. */
void rollup_json(const struct rollup *u, struct buf *b);

/* Before the first call: s->made is read into s->made_text (free it), and *enough is what it took
 * to be enough. Nothing where there is none. */
int rollup_made_read(struct rollup_sources *s, int64_t *enough, struct fault *f);
/* That it says what these calls add up to, in each member, STATUS_BAD_RECORD names what differs;
 * and a summary that somebody wrote is taken from it, once it has passed here too. A ledger, an
 * amended report or earlier runs that it was made without may be given here all the same. */
int rollup_made(struct rollup *u, const struct rollup_sources *s, struct fault *f);

/* The value most calls gave; false when none did. */
bool rollup_leader(const struct rollup *u, size_t question, size_t *value);
bool rollup_scant(const struct rollup *u, int64_t asked); /* insufficient signal */

/* Parts, for lib/report only. */
int rollup_quotes(struct rollup *u, struct fault *f);
int rollup_themes(struct rollup *u, struct fault *f);
void rollup_summary(struct rollup *u);

#endif
