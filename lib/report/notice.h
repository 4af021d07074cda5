#ifndef REPORT_NOTICE_H
#define REPORT_NOTICE_H

/* A notice: what a message tells of a run, on one screen. It is read from the roll-up, so that
 * every number and quote in it stands in the report too; or it tells of a run that failed.
 *
 * Its texts are raw: each format dresses them, so that what a customer said is text and nothing
 * else there. A text that is longer than a notice bears is cut between two characters, and how many
 * are left out stands behind it. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"

enum notice_kind {
    NOTICE_REPORT,
    NOTICE_NO_MATCH, /* there is a roll-up, of no call */
    NOTICE_FAILED,
};

enum { NOTICE_BULLETS = 3, NOTICE_QUOTES = 2 };

struct notice_text {
    struct span text;
    int64_t left_out; /* characters that did not fit */
};

struct notice_quote {
    struct notice_text quote, by; /* "Ada Ferreira, CFO, Hooli" */
    struct span where;            /* "29 Sep 2026, 12:31" */
    struct span link;             /* absent: none */
    enum side side;
};

struct notice {
    struct arena arena;
    enum notice_kind kind;
    struct notice_text title;
    struct span dates;    /* "28–29 Sep 2026"; may be empty */
    struct span headline; /* "57% of 7 calls": our own words and numbers only */
    /* What that number says: "Was the price discussed? Yes"; "4 of 7 calls, 95% interval 25–84%";
     * "up from 12% (20 of 168) on 21 Sep 2026". Each may be empty. */
    struct notice_text about;
    struct span share, change;
    struct notice_text bullets[NOTICE_BULLETS];
    size_t nbullets;
    struct notice_quote quotes[NOTICE_QUOTES];
    size_t nquotes;
    struct span trust; /* how the ledger closes, and how many quotes are held; may be empty */
    struct span link;  /* of the report; absent: none */
    struct notice_text report; /* its name, where there is no link */
};

struct notice_options {
    const char *title; /* NULL or empty: "Call analysis" */
    const char *zone;  /* of the dates; NULL: UTC */
    const char *link;  /* of the report: http or https; else it is shown as a name. NULL: none */
};

/* Free it in any case. The roll-up's text must stay as long as the notice. STATUS_BAD_RECORD when
 * it is none. */
int notice_read(struct notice *n, struct span rollup, const struct notice_options *o,
                struct fault *f);

/* Of a run that failed. */
struct notice_failure {
    int64_t status;    /* of the one table, 1 to 255 */
    const char *stage; /* NULL: not known */
    const char *run;
};
int notice_failed(struct notice *n, const struct notice_failure *what,
                  const struct notice_options *o, struct fault *f);
void notice_free(struct notice *n);

/* Slack's payload, in blocks: schemas/slack.json. Everything that comes from calls is the text of a
 * rich_text element, which Slack shows as it is: no mark-up, no mention, no emoji in it. */
void notice_slack(const struct notice *n, struct buf *b);
/* A mail's subject and its two bodies; lines end with a newline. */
void notice_subject(const struct notice *n, struct buf *b);
void notice_plain(const struct notice *n, struct buf *b);
void notice_html(const struct notice *n, struct buf *b);

#endif
