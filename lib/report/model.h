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
    ANSWER_DATE
};
enum answer_status { ANSWER_ANSWERED, ANSWER_NOT_DISCUSSED, ANSWER_UNCLEAR };
enum confidence { CONFIDENCE_NONE, CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

const char *report_type_name(enum answer_type t);      /* "multi_enum" */
const char *report_status_name(enum answer_status s);  /* "not_discussed" */
const char *report_confidence_name(enum confidence c); /* "" for none */
/* Answers that can be counted value by value: bool, enum, multi_enum. */
bool answer_countable(enum answer_type t);

struct report_value {
    struct span id, label;
};

struct report_question {
    size_t set;                          /* index into report.sets */
    struct span id, text, side, silence; /* text falls back to the id */
    struct span column; /* its name in a table: the id, longer where two sets share it */
    struct span label;  /* "Price reaction", from the id */
    enum answer_type type;
    struct report_value
        *values; /* countable types: as the set has them; then others as they were met */
    size_t nvalues, room;
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
    int64_t from, to; /* sentences */
    int64_t start_ms, end_ms;
    bool checked; /* found in the transcript here; false: the record has no transcript */
};

struct report_answer {
    size_t question; /* index into report.questions */
    enum answer_status status;
    enum confidence confidence;
    struct span *values; /* "true", an enum id, the text, the number as it came, a date */
    size_t nvalues;
    double number;     /* ANSWER_NUMBER */
    uint32_t *options; /* countable types: index into question.values, one for each value */
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
enum { BY_STAGE, BY_OWNER, BY_SIZE, BY_KINDS };
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
    struct span amount_text, size_text; /* the numbers as they came */
    struct span rep_name, rep_email;    /* the host */
    struct span owner; /* the deal's owner; where that is only an id or absent, the host */
    struct report_person *people;
    size_t npeople;
    struct report_answer *answers;
    size_t nanswers;
    double metrics[REPORT_METRICS];
    size_t group[BY_KINDS]; /* index into report.groups[kind] */
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

struct report {
    struct report_options options;
    struct arena arena;
    struct report_set *sets;
    size_t nsets;
    struct report_question *questions;
    size_t nquestions;
    struct report_call *calls; /* after report_settle: newest first */
    size_t ncalls;
    struct span *engines;
    size_t nengines;
    struct report_group *groups[BY_KINDS];
    size_t ngroups[BY_KINDS];
    struct span title;
    struct balance balance;
    bool has_ledger, closes;
    int64_t pending; /* left with no_transcript_yet */
    /* Quotes: found in the transcript; held without one to check against; dropped; answers left
     * with none. */
    int64_t checked, unchecked, dropped, bare;
    when first, last; /* of the calls' starts */
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
const struct report_answer *report_answer_to(const struct report_call *c, size_t question);

#endif
