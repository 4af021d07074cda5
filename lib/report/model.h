#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

/* The report model: analysed calls, read once and held compactly, as every format and the roll-up
 * see them. All text is unescaped and lies in the model's arena. Every quote that is held was found
 * in the record's transcript (or the record has none, which is counted); the others are dropped and
 * counted here. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"
#include "lib/json/call.h"
#include "lib/report/spoken.h"
#include "lib/state/ledger.h"

enum answer_type {
    ANSWER_BOOL,
    ANSWER_ENUM,
    ANSWER_MULTI,
    ANSWER_SHORT,
    ANSWER_PARA,
    ANSWER_NUMBER,
    ANSWER_DATE,
    ANSWER_LIST, /* of objects, whose members are the question's fields */
    ANSWER_TYPES
};
/* Only the first counts as an answer; each of the others is counted for itself. */
enum answer_status {
    ANSWER_ANSWERED,
    ANSWER_NOT_DISCUSSED,
    ANSWER_UNCLEAR,
    ANSWER_UNSUPPORTED, /* said, but no quote of it was found */
    ANSWER_REFUSED,     /* by the model */
    ANSWER_FAILED,      /* "error": nothing that can be used came */
    ANSWER_STATUSES
};
/* How a quote was found. What is printed is the transcript's own text in every tier. */
enum tier { TIER_EXACT, TIER_NORMALIZED, TIER_STITCHED, TIER_FUZZY, TIER_UNKNOWN, TIERS };
enum confidence { CONFIDENCE_NONE, CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

const char *report_type_name(enum answer_type t);      /* "multi_enum" */
const char *report_status_name(enum answer_status s);  /* "not_discussed" */
const char *report_confidence_name(enum confidence c); /* "" for none */
const char *report_tier_name(enum tier t);             /* "normalized"; "unknown": not said */
/* Answers that can be counted value by value: bool, enum, multi_enum. */
bool answer_countable(enum answer_type t);

struct report_value {
    struct span id, label;
    size_t field; /* of a list: whose value it is */
};

/* What each object of a list tells. */
struct report_field {
    struct span id, text, label; /* text falls back to the label */
    enum answer_type type;       /* never a list */
};

struct report_question {
    size_t set;                          /* index into report.sets */
    struct span id, text, side, silence; /* text falls back to the id */
    struct span column; /* its name in a table: the id, longer where two sets share it */
    struct span label;  /* "Price reaction", from the id */
    struct span sha256; /* of what is asked; absent where the analysis does not say */
    enum answer_type type;
    struct report_value *values; /* countable types, and countable fields of a list: as the set has
                                    them; then others as they were met */
    size_t nvalues, room;
    struct report_field *fields;
    size_t nfields;
    size_t asked; /* report.reads of the last record that answers it */
};

/* A question set. Sets with the same id and version but other questions are two sets. */
struct report_set {
    struct span id, title, source; /* source: its questions as JSON */
    int64_t version;
    size_t first, n; /* its questions in report.questions */
};

struct report_evidence {
    struct span quote, speaker_id, speaker, title, match, value;
    struct span link; /* http or https, else absent */
    enum side side;
    enum tier tier;
    int64_t item;     /* of a list: which object it shows; -1: none */
    int64_t from, to; /* sentences */
    int64_t start_ms, end_ms;
    bool checked; /* found in the transcript here; false: the record has no transcript */
};

/* What was paid for: tokens, and money in the currency of the table of prices. */
struct report_spend {
    int64_t input, cached, output;
    double cost; /* NAN: the price is not known */
};

/* What is said about an answer beside it. Most have none of it. */
struct report_marks {
    struct span note; /* the model's own words: never a quote */
    struct span reason, gate;
    int64_t unverified; /* quotes that were claimed and not found */
    double stability;   /* share of repeats that agree; NAN: asked once */
    bool spent;
    struct report_spend spend;
    bool corrected; /* by hand: who, when, why, and what it was */
    struct span by, when, why, was_status, was_value;
};

/* An object of a list, and of each of its fields the values; none: it does not say. */
struct report_item {
    struct span json;
    struct report_cell {
        struct span *values;
        uint32_t *options; /* countable types: index into question.values */
        size_t n;
    } * cells; /* as many as the question has fields */
};

struct report_answer {
    size_t question; /* index into report.questions */
    enum answer_status status;
    enum confidence confidence;
    struct span *values; /* "true", an enum id, the text, the number as it came, a date */
    size_t nvalues;
    double number;     /* ANSWER_NUMBER */
    uint32_t *options; /* index into question.values: one for each value of a countable type; of a
                          list, one for each value that its objects have */
    size_t noptions;
    struct span source; /* of a list: its objects as JSON */
    struct report_item *items;
    size_t nitems;
    const struct report_marks *marks; /* NULL: nothing to say */
    struct report_evidence *evidence;
    size_t nevidence;
    uint32_t dropped; /* quotes that were not in the transcript */
};

struct report_person {
    struct span name, title, email;
    enum side side;
};

enum { REPORT_METRICS = 11 };
struct report_metric {
    const char *name, *label; /* "talk_ratio", "Talk ratio" */
    enum { METRIC_COUNT, METRIC_RATIO, METRIC_MS } kind;
};
extern const struct report_metric report_metrics[REPORT_METRICS];

/* Breakdowns: what calls are grouped by. */
enum { BY_STAGE, BY_OWNER, BY_SIZE, BY_HOST, BY_OUTCOME, BY_KINDS };
extern const char *const report_by_name[BY_KINDS];  /* "stage" */
extern const char *const report_by_label[BY_KINDS]; /* "Deal stage" */

struct report_call {
    struct span id, anchor; /* anchor: safe in an address and unique */
    struct span url;        /* http or https, else absent */
    struct span title, language, direction, started_text, sha256;
    when started;
    bool has_started;
    char date[11], clock[6]; /* in the report's zone; "" when unknown */
    int64_t seconds;
    struct span account, account_key; /* the company's name; its id, else its name */
    double size, amount;              /* company size, deal amount; NAN when unknown */
    struct span deal, deal_key, stage, currency, deal_owner;
    struct span reason;                 /* why the deal ended as it did, as the CRM has it */
    struct span amount_text, size_text; /* the numbers as they came */
    struct span rep_name, rep_email;    /* the host */
    struct span owner; /* the deal's owner; where that is only an id or absent, the host */
    struct report_person *people;
    size_t npeople;
    struct report_answer *answers;
    size_t nanswers;
    double metrics[REPORT_METRICS];
    size_t group[BY_KINDS]; /* index into report.groups[kind] */
    /* Of an amended report: what the call was in the earlier one. */
    enum { CALL_AS_BEFORE, CALL_ADDED, CALL_CHANGED } since;
};

/* amend.h: calls of the earlier report; here and not there; with another transcript; there and not
 * here. */
struct report_amends {
    bool given;
    int64_t calls, added, changed, gone;
};

struct report_group {
    struct span key; /* absent: not known */
    size_t calls;
};

struct report_options {
    const char *title; /* NULL: from the sets */
    const char *zone;  /* NULL: UTC */
    const char *now;   /* a line in the header; NULL: none */
    int64_t enough;    /* below so many calls: insufficient signal */
};

/* What is said of the run beside the records: schemas/about.json. Absent where nothing is. */
struct report_about {
    bool given;
    struct span id, triggered_by, schedule;
    struct span zone;               /* absent: no window is said */
    char first[11], last[11];       /* its days, both in it; "" where it begins or ends amid one */
    char from[17], to[17];          /* "2026-10-06 09:00" */
    struct span from_text, to_text; /* RFC 3339, as they came */
    bool filtered; /* the filters are said; none: every call of the window counts */
    struct span *filters;
    size_t nfilters;
};

struct report {
    struct report_options options;
    struct report_about about;
    struct arena arena;
    struct report_set *sets;
    size_t nsets;
    struct report_question *questions;
    size_t nquestions;
    struct report_call *calls; /* after report_settle: newest first */
    size_t ncalls;
    struct report_engine {
        struct span name, model, label; /* label: "openai (small-1)" */
    } * engines;
    size_t nengines;
    struct report_group *groups[BY_KINDS];
    size_t ngroups[BY_KINDS];
    struct span title;
    struct balance balance;
    struct report_amends amends;
    bool has_ledger, closes;
    int64_t pending; /* left with no_transcript_yet */
    /* Quotes: found in the transcript; held without one to check against; dropped; answers left
     * with none. */
    int64_t checked, unchecked, dropped, bare;
    int64_t tiers[TIERS]; /* of those that are held */
    int64_t unverified;   /* that were claimed, and not found when the call was analysed */
    struct report_spend spend;
    int64_t spent, unpriced; /* answers that say what they took; of them without a price */
    int64_t corrected;       /* answers, by hand */
    when first, last;        /* of the calls' starts */
    bool has_window;
    /* while reading */
    struct call call;
    struct buf scratch;
    struct spoken spoken;
    struct report_seen *seen;
    size_t reads; /* records that were tried */
    size_t room_sets, room_questions, room_calls;
};

struct report *report_new(const struct report_options *o, struct fault *f);
void report_free(struct report *r);

/* A file of it. STATUS_BAD_RECORD: it is not what schemas/about.json says. */
int report_about(struct report *r, const char *path, struct fault *f);
/* One analysed record. STATUS_BAD_RECORD: no analysis, one of a version not known here, or a call
 * that was here before. */
int report_add(struct report *r, struct span record, struct fault *f);
int report_ledger(struct report *r, const char *path, struct fault *f);
/* After the last record: order, anchors, groups, balance. The model does not change any more after
 * it. */
int report_settle(struct report *r, struct fault *f);

/* STATUS_PARTIAL when a ledger was given that does not close; for after the report is out. */
int report_closes(const struct report *r, struct fault *f);

/* The value's label ("Price", "Yes"); for other types the value itself. */
struct span report_label(const struct report *r, const struct report_answer *a, size_t i);
/* The type of one of a question's values: of a list, its field's. */
enum answer_type report_value_type(const struct report_question *q, size_t value);
/* Quotes that anybody claimed: found, dropped here, and not found before. */
int64_t report_claimed(const struct report *r);
const struct report_answer *report_answer_to(const struct report_call *c, size_t question);

#endif
