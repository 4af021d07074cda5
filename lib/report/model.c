#include "lib/report/model.h"

#include <math.h>
#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/report/reading.h"
#include "lib/report/seen.h"

const struct report_metric report_metrics[REPORT_METRICS] = {
    {"sentences", "Sentences", METRIC_COUNT},
    {"monologues", "Turns", METRIC_COUNT},
    {"words", "Words", METRIC_COUNT},
    {"speakers", "Speakers", METRIC_COUNT},
    {"talk_ratio", "Share of talk by the rep side", METRIC_RATIO},
    {"longest_monologue_ms", "Longest monologue of the rep side", METRIC_MS},
    {"longest_customer_story_ms", "Longest customer story", METRIC_MS},
    {"rep_questions", "Questions asked by the rep side", METRIC_COUNT},
    {"customer_questions", "Questions asked by customers", METRIC_COUNT},
    {"unknown_questions", "Questions by voices not placed", METRIC_COUNT},
    {"interactivity", "Interactivity", METRIC_COUNT},
};

enum { SCRATCH = 64 << 20 };

struct report *report_new(const struct report_options *o, struct fault *f)
{
    when unused;
    struct civil civil;
    struct report *r = calloc(1, sizeof *r);
    if (!r) {
        fault(f, STATUS_NO_MEMORY, "no memory for the report");
        return NULL;
    }
    r->options = *o;
    if (!r->options.zone)
        r->options.zone = "UTC";
    r->scratch = BUF(SCRATCH);
    r->seen = seen_new();
    if (!r->seen)
        fault(f, STATUS_NO_MEMORY, "no memory for the report");
    else if (when_civil(&civil, 0, r->options.zone, f) == 0 &&
             (!o->now || when_argument(&unused, o->now, r->options.zone, 0, f) == 0))
        return r;
    report_free(r);
    return NULL;
}

void report_free(struct report *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->nquestions; i++)
        free(r->questions[i].values);
    for (int k = 0; k < BY_KINDS; k++)
        free(r->groups[k]);
    free(r->questions);
    free(r->sets);
    free(r->calls);
    seen_free(r->seen);
    call_clear(&r->call);
    buf_free(&r->scratch);
    spoken_clear(&r->spoken);
    balance_clear(&r->balance);
    arena_free(&r->arena);
    free(r);
}

static void count_quotes(struct report *r, const struct report_call *c)
{
    for (size_t i = 0; i < c->nanswers; i++) {
        const struct report_answer *a = &c->answers[i];
        r->dropped += a->dropped;
        r->bare += a->dropped > 0 && a->nevidence == 0;
        for (size_t e = 0; e < a->nevidence; e++) {
            a->evidence[e].checked ? r->checked++ : r->unchecked++;
            r->tiers[a->evidence[e].tier]++;
        }
    }
}

static int read_call(struct report *r, struct report_call *c, struct span record, struct fault *f)
{
    struct reading m;
    r->reads++;
    if (call_read(&r->call, record, f) != 0)
        return -1;
    *c = (struct report_call){0};
    reading_callmine(&m, r->call.callmine);
    if (reading_analysis(r, c, m.analysis, r->call.transcript, f) != 0)
        return -1;
    reading_meta(r, c, &r->call, &m);
    if (arena_check(&r->arena, "the report", f) != 0 || buf_check(&r->scratch, "a text", f) != 0)
        return -1;
    int first = seen_add(r->seen, c->id);
    if (first < 0)
        return fault(f, STATUS_NO_MEMORY, "no memory for the report");
    return first ? 0 : fault(f, STATUS_BAD_RECORD, "this call was here before");
}

int report_add(struct report *r, struct span record, struct fault *f)
{
    void *at = r->calls;
    if (reading_room(&at, r->ncalls, &r->room_calls, sizeof *r->calls, f) != 0)
        return -1;
    r->calls = at;
    size_t nsets = r->nsets, nquestions = r->nquestions;
    struct report_call *c = &r->calls[r->ncalls];
    if (read_call(r, c, record, f) != 0) {
        /* A record that is set aside leaves no question behind that nobody was asked. */
        while (r->nquestions > nquestions)
            free(r->questions[--r->nquestions].values);
        r->nsets = nsets;
        return -1;
    }
    r->ncalls++;
    count_quotes(r, c);
    return 0;
}

int report_ledger(struct report *r, const char *path, struct fault *f)
{
    r->has_ledger = true;
    return balance_read(&r->balance, path, f);
}

int report_closes(const struct report *r, struct fault *f)
{
    if (!r->has_ledger || r->closes)
        return 0;
    return fault(f, STATUS_PARTIAL,
                 "the ledger does not close: listed %lld, but analysed %zu + pending %lld + not "
                 "counted %lld; the report is written and says so",
                 (long long)r->balance.listed, r->ncalls, (long long)r->pending,
                 (long long)(r->balance.left - r->pending));
}

const struct report_answer *report_answer_to(const struct report_call *c, size_t question)
{
    for (size_t i = 0; i < c->nanswers; i++)
        if (c->answers[i].question == question)
            return &c->answers[i];
    return NULL;
}

enum answer_type report_value_type(const struct report_question *q, size_t value)
{
    return q->type == ANSWER_LIST ? q->fields[q->values[value].field].type : q->type;
}

int64_t report_claimed(const struct report *r)
{
    return r->checked + r->unchecked + r->dropped + r->unverified;
}

struct span report_label(const struct report *r, const struct report_answer *a, size_t i)
{
    return a->options ? r->questions[a->question].values[a->options[i]].label : a->values[i];
}
