#ifndef REPORT_TREND_H
#define REPORT_TREND_H

/* The trend: this roll-up beside those of earlier runs.
 *
 * A question is the same where the hash of what is asked is; where one of the two has no hash, by
 * set, id and version, which is weaker: the words may have changed under one version. The same set
 * and id with another hash is another question, and is named and not compared.
 *
 * The difference of two shares has Newcombe's hybrid score interval (interval.h). A value rises or
 * falls only where that interval excludes 0 and both runs asked enough calls; it is new or gone
 * where it came up on two calls or more in one of the runs and on none in the other, and both asked
 * enough.
 */

#include "lib/report/rollup.h"

enum trend_match {
    TREND_SAME,    /* by hash */
    TREND_LIKELY,  /* by set, id and version */
    TREND_CHANGED, /* asked before in other words */
    TREND_ABSENT,  /* not asked before */
};
enum trend_move { TREND_STEADY, TREND_NEW, TREND_RISING, TREND_FALLING, TREND_GONE };

const char *trend_match_name(enum trend_match m); /* "sha256", "version", "changed", "absent" */
const char *trend_move_name(enum trend_move m);   /* "steady", "new", ... */

/* An earlier run; the latest is the last. */
struct trend_run {
    struct span json; /* its roll-up */
    struct span from, to;
    int64_t calls, enough;
};

struct trend_then {
    int64_t calls, of; /* of -1: not asked in that run */
};

/* A value then and now; without a value: that there was an answer at all. */
struct trend_row {
    struct span field, value, label;
    size_t at; /* index into the question's values; SIZE_MAX: answered, or not known any more */
    int64_t calls, of;
    struct trend_then *then; /* one a run */
    bool compared;           /* both asked enough calls */
    double difference, low, high;
    enum trend_move move;
};

struct trend_question {
    enum trend_match match;
    size_t against;         /* the run that it is compared with: the latest that asked it */
    struct trend_row *rows; /* the first: answered */
    size_t nrows;
};

struct trend {
    struct trend_run *runs;
    size_t nruns;
    struct trend_question *questions; /* as many as the report has */
};

/* Reads the earlier runs' roll-ups ("-": none) into u->trend, which stays NULL without any. */
int trend_read(struct rollup *u, const struct texts *against, struct fault *f);

/* The row of a question's value, or (SIZE_MAX) of its answers; NULL: nothing to compare with. */
const struct trend_row *trend_row(const struct rollup *u, size_t question, size_t value);
/* What the row was in the run that it is compared with. */
struct trend_then trend_then(const struct rollup *u, size_t question, const struct trend_row *row);
/* "1–7 Oct 2026": that run's calls; the date of its file's window in UTC. */
void trend_window(struct buf *b, const struct rollup *u, size_t question);
void trend_run_window(struct buf *b, const struct trend_run *run); /* the same of any run */
/* A row that the reader is told of: it moved, and is no mere "no". */
bool trend_tells(const struct rollup *u, size_t question, const struct trend_row *row);

struct json_writer;
void json_part_trend(struct json_writer *w,
                     const struct rollup *u); /* "trend": null or an object */

#endif
