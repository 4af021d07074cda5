#ifndef GONG_CRITERIA_H
#define GONG_CRITERIA_H

/* What a call must be: the filter flags as a list of predicates, each on one subject, all of which
 * must hold. Of the values of one flag any will do. The deal's flags must hold on one and the same
 * deal, the company's on one and the same company. A missing or null value matches nothing.
 *
 * A call that does not hold fails at the first predicate in the order of enum subject that leaves
 * none of its deals (companies), so that one call always has one reason. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/span.h"
#include "lib/gong/crm.h"
#include "lib/json/call.h"

/* The flags as the option table fills them in. */
struct criteria_args {
    struct texts stage, owner, company, host, participant, direction, scope, language, title,
        phrase, jq;
    struct number amount_min, amount_max, size_min, size_max;
    const char *duration_min, *duration_max, *from, *to;
    const char *zone;   /* NULL = the process's own */
    const char *now;    /* NULL = the clock */
    const char *timing; /* "any", "now", "call": which view of a deal; NULL = any */
    const char *crm;    /* file of CRM names; NULL = the usual, and what callmine added */
    const char *engine; /* of jq expressions: "auto", "native", "jq"; NULL = auto */
    bool invert;        /* pass what does not hold */
    bool any_reason;    /* of several reasons any will do: look first at what costs least */
};

/* A row a line: */
/* clang-format off */
#define CRITERIA_ROWS(a) \
    {NULL, 0, OPTION_HEADING, NULL, NULL, "The deal (all of these on one deal)", NULL}, \
    {"stage", 0, OPTION_LIST, &(a).stage, "STAGE", "its stage is STAGE", NULL}, \
    {"amount-min", 0, OPTION_NUMBER, &(a).amount_min, "N", "its amount is at least N", NULL}, \
    {"amount-max", 0, OPTION_NUMBER, &(a).amount_max, "N", "its amount is at most N", NULL}, \
    {"owner", 0, OPTION_LIST, &(a).owner, "OWNER", \
     "its owner is OWNER: CRM id, name or e-mail", NULL}, \
    {"timing", 0, OPTION_CHOICE, &(a).timing, "WHEN", \
     "look at deals as they are now, as of the time of the call, or both (any)", "any|now|call"}, \
    {NULL, 0, OPTION_HEADING, NULL, NULL, "The company (all of these on one company)", NULL}, \
    {"company", 0, OPTION_LIST, &(a).company, "TEXT", "its name or domain has TEXT in it", NULL}, \
    {"company-size-min", 0, OPTION_NUMBER, &(a).size_min, "N", "it has at least N employees", NULL}, \
    {"company-size-max", 0, OPTION_NUMBER, &(a).size_max, "N", "it has at most N employees", NULL}, \
    {NULL, 0, OPTION_HEADING, NULL, NULL, "The people", NULL}, \
    {"host", 0, OPTION_LIST, &(a).host, "WHO", \
     "the host's name or e-mail has WHO in it, or the id is WHO", NULL}, \
    {"participant", 0, OPTION_LIST, &(a).participant, "WHO", "the same of anybody on the call", NULL}, \
    {NULL, 0, OPTION_HEADING, NULL, NULL, "The call", NULL}, \
    {"direction", 0, OPTION_LIST, &(a).direction, "WORD", "its direction", \
     "Inbound|Outbound|Conference|Unknown"}, \
    {"scope", 0, OPTION_LIST, &(a).scope, "WORD", "its scope", "Internal|External|Unknown"}, \
    {"language", 0, OPTION_LIST, &(a).language, "CODE", "its language, as Gong writes it (eng)", NULL}, \
    {"duration-min", 0, OPTION_TEXT, &(a).duration_min, "TIME", \
     "it took at least TIME: seconds, or 10m, 1h, 1h30m", NULL}, \
    {"duration-max", 0, OPTION_TEXT, &(a).duration_max, "TIME", "it took at most TIME", NULL}, \
    {"from", 0, OPTION_TEXT, &(a).from, "TIME", \
     "started at or after TIME: 2026-10-06, 2026-10-06T09:00, or RFC 3339", NULL}, \
    {"to", 0, OPTION_TEXT, &(a).to, "TIME", "started before TIME", NULL}, \
    {"zone", 0, OPTION_TEXT, &(a).zone, "ZONE", \
     "the time zone of the days, \"Europe/Berlin\" (the machine's own)", NULL}, \
    {"title", 0, OPTION_LIST, &(a).title, "TEXT", "its title has TEXT in it", NULL}, \
    {"phrase", 0, OPTION_LIST, &(a).phrase, "TEXT", "somebody says TEXT in one go", NULL}, \
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Anything else", NULL}, \
    {"jq", 0, OPTION_LIST, &(a).jq, "EXPR", \
     "some output of the jq expression is neither null nor false; each EXPR must hold", NULL}, \
    {"engine", 0, OPTION_CHOICE, &(a).engine, "WHICH", \
     "what evaluates the expressions; the answers are the same (auto)", "auto|native|jq"}, \
    {"not", 0, OPTION_FLAG, &(a).invert, NULL, \
     "pass the calls for which the above does not hold", NULL}, \
    {"crm", 0, OPTION_FILE, &(a).crm, "FILE", "which CRM object types and fields mean what", NULL}
/* clang-format on */

/* The order in which calls fail, and the word of the ledger's reason. */
enum subject {
    SUBJECT_STAGE,
    SUBJECT_AMOUNT,
    SUBJECT_OWNER,
    SUBJECT_COMPANY,
    SUBJECT_SIZE,
    SUBJECT_HOST,
    SUBJECT_PARTICIPANT,
    SUBJECT_DIRECTION,
    SUBJECT_SCOPE,
    SUBJECT_LANGUAGE,
    SUBJECT_DURATION,
    SUBJECT_STARTED,
    SUBJECT_TITLE,
    SUBJECT_PHRASE,
    SUBJECT_JQ
};

struct query;
struct sieve;

struct predicate {
    enum subject subject;
    struct span *texts; /* folded (fold.h); any of them */
    size_t ntexts;
    struct sieve **sieves; /* of a phrase: for each of its texts */
    double min, max;       /* amount, size, duration in seconds; infinite = no bound */
    when from, to;         /* started: from <= t < to */
    struct query *query;   /* jq */
};

struct criteria;

/* STATUS_USAGE for what cannot be meant (a minimum above its maximum, an empty text). */
struct criteria *criteria_new(const struct criteria_args *args, struct fault *f);
void criteria_free(struct criteria *c);

/* The same criteria for another thread; to be freed before the first. */
struct criteria *criteria_fork(const struct criteria *c, struct fault *f);

/* True: there are expressions that are answered faster for many records at a time. Then, for each
 * block of records: begin, look at each, ready, and test those that the look did not fail on, in
 * the same order; their spans must stay until then. It is the look that costs. */
bool criteria_asks(const struct criteria *c);
void criteria_begin(struct criteria *c);
int criteria_look(struct criteria *c, struct span record, struct fault *f);
int criteria_ready(struct criteria *c, struct fault *f);

/* *reason = NULL when the record passes; else the ledger's reason: "filtered:stage",
 * "filtered:not", or "no_transcript_yet" for a call that a phrase could not be looked for in. A
 * record is read as a call only if some flag other than --jq asks for one. */
int criteria_test(struct criteria *c, struct span record, const char **reason, struct fault *f);

/* The record last tested as a call, without its parties. NULL and STATUS_BAD_RECORD when it is
 * none. */
const struct call *criteria_call(struct criteria *c, struct fault *f);

/* The same as a preview shows it: its first deal and company among those that fit, or among all. */
struct criteria_view {
    const struct call *call;
    struct deal deal; /* all SPAN_NONE: it has none */
    struct company company;
    struct crm_owner owner; /* of the deal */
};
int criteria_view(struct criteria *c, struct criteria_view *v, struct fault *f);

/* A text that is in the line of every record that passes, the rarest of those that are known; NULL
 * when none is. */
const struct sieve *criteria_sieve(const struct criteria *c);

const struct crm *criteria_crm(const struct criteria *c);

/* For people: what runs where, of the expressions. */
void criteria_explain(const struct criteria *c, struct buf *out);

#endif
