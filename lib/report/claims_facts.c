/* What a roll-up holds, as facts. A number that is not put here cannot be claimed. */

#include <math.h>
#include "lib/report/claims.h"
#include "lib/report/trend.h"
#include "lib/report/words.h"

/* What is being told of. */
struct telling {
    struct claims *c;
    const struct rollup *u;
    size_t topic, question;
};

static void share(const struct telling *t, struct span group, struct span name, int64_t part,
                  int64_t of)
{
    struct interval i = interval_of(part, of);
    claims_fact(t->c, (struct fact){.kind = FACT_SHARE,
                                    .noun = NOUN_CALLS,
                                    .topic = t->topic,
                                    .scant = rollup_scant(t->u, of),
                                    .part = part,
                                    .of = of,
                                    .value = i.low,
                                    .high = i.high,
                                    .name = name,
                                    .group = group});
}

static void number(const struct telling *t, enum fact_kind kind, enum claim_noun noun, double value,
                   struct span name, struct span text)
{
    if (isfinite(value))
        claims_fact(t->c, (struct fact){.kind = kind,
                                        .noun = noun,
                                        .topic = t->topic,
                                        .value = value,
                                        .name = name,
                                        .text = text});
}

static void count(const struct telling *t, enum claim_noun noun, int64_t n, struct span name)
{
    number(t, FACT_COUNT, noun, (double)n, name, SPAN_NONE);
}

static void date(const struct telling *t, struct span iso)
{
    if (iso.len >= 10)
        number(t, FACT_DATE, NOUN_ANY, 0, SPAN_NONE, (struct span){iso.at, 10});
}

static struct span status_word(enum answer_status s)
{
    return span_of(words_status(s));
}

static void tell_values(const struct telling *t)
{
    const struct report_question *q = &t->u->report->questions[t->question];
    const struct rollup_question *n = &t->u->questions[t->question];
    for (size_t v = 0; v < q->nvalues; v++) {
        struct span label = q->values[v].label;
        share(t, SPAN_NONE, label, n->values[v].calls, n->asked);
        count(t, NOUN_ACCOUNTS, n->values[v].accounts, label);
        if (q->type == ANSWER_LIST)
            count(t, NOUN_OBJECTS, n->values[v].objects, label);
        claims_name(t->c, label, q->type == ANSWER_BOOL);
    }
    for (size_t i = 0; i < t->u->nthemes; i++) {
        const struct rollup_theme *theme = &t->u->themes[i];
        for (size_t m = 0; theme->question == t->question && m < theme->nmoney; m++) {
            struct span label = q->values[theme->value].label;
            number(t, FACT_AMOUNT, NOUN_ANY, theme->money[m].amount, label,
                   theme->money[m].currency);
            count(t, NOUN_DEALS, theme->money[m].deals, label);
        }
    }
}

static void tell_groups(const struct telling *t)
{
    const struct report *r = t->u->report;
    const struct report_question *q = &r->questions[t->question];
    for (int k = 0; k < BY_KINDS; k++)
        for (size_t g = 0; g < r->ngroups[k]; g++) {
            const struct rollup_group *n = &t->u->questions[t->question].by[k][g];
            struct span key = r->groups[k][g].key;
            if (n->asked == 0 || !key.at)
                continue;
            share(t, key, status_word(ANSWER_ANSWERED), n->answered, n->asked);
            for (size_t v = 0; v < q->nvalues; v++)
                share(t, key, q->values[v].label, n->values[v], n->asked);
        }
}

static void tell_row(const struct telling *t, const struct trend_row *row, struct span name)
{
    for (size_t i = 0; i < t->u->trend->nruns; i++) {
        struct trend_then then = row->then[i];
        struct interval in = interval_of(then.calls, then.of);
        if (then.of < 0)
            continue;
        claims_fact(t->c, (struct fact){.kind = FACT_SHARE,
                                        .noun = NOUN_CALLS,
                                        .topic = t->topic,
                                        .then = true,
                                        .scant = rollup_scant(t->u, then.of) ||
                                                 then.of < t->u->trend->runs[i].enough,
                                        .part = then.calls,
                                        .of = then.of,
                                        .value = in.low,
                                        .high = in.high,
                                        .name = name});
    }
    number(t, FACT_POINTS, NOUN_ANY, row->difference, name, SPAN_NONE);
    /* A value that is not known any more. */
    if (row->at == SIZE_MAX && row->label.len) {
        share(t, SPAN_NONE, name, row->calls, row->of);
        claims_name(t->c, name, false);
    }
}

static void tell_question(const struct telling *t)
{
    const struct report_question *q = &t->u->report->questions[t->question];
    const struct rollup_question *n = &t->u->questions[t->question];
    struct span answered = status_word(ANSWER_ANSWERED);
    for (int s = 0; s < ANSWER_STATUSES; s++)
        share(t, SPAN_NONE, status_word((enum answer_status)s), n->statuses[s], n->asked);
    count(t, NOUN_CALLS, n->asked, SPAN_NONE);
    count(t, NOUN_CALLS, n->not_asked, span_of("not asked"));
    count(t, NOUN_QUOTES, n->evidence, answered);
    if (q->type == ANSWER_LIST)
        count(t, NOUN_OBJECTS, n->objects, answered);
    number(t, FACT_AMOUNT, NOUN_ANY, n->low, answered, SPAN_NONE);
    number(t, FACT_AMOUNT, NOUN_ANY, n->median, answered, SPAN_NONE);
    number(t, FACT_AMOUNT, NOUN_ANY, n->high, answered, SPAN_NONE);
    number(t, FACT_PERCENT, NOUN_ANY, n->stability, SPAN_NONE, SPAN_NONE);
    date(t, n->earliest);
    date(t, n->latest);
    tell_values(t);
    tell_groups(t);
    const struct trend_question *trend = t->u->trend ? &t->u->trend->questions[t->question] : NULL;
    for (size_t i = 0; trend && i < trend->nrows; i++)
        tell_row(t, &trend->rows[i], i == 0 ? answered : trend->rows[i].label);
}

static void tell_ledger(const struct telling *t)
{
    const struct report *r = t->u->report;
    if (!r->has_ledger)
        return;
    share(t, SPAN_NONE, SPAN_NONE, (int64_t)r->ncalls, r->balance.listed);
    count(t, NOUN_CALLS, r->balance.listed, SPAN_NONE);
    count(t, NOUN_CALLS, r->balance.left, SPAN_NONE);
    count(t, NOUN_CALLS, r->pending, SPAN_NONE);
    for (size_t i = 0; i < r->balance.n; i++)
        count(t, NOUN_CALLS, r->balance.reasons[i].calls, SPAN_NONE);
}

static void tell_quotes(const struct telling *t)
{
    const struct report *r = t->u->report;
    int64_t claimed = report_claimed(r), found[TIERS + 1] = {r->checked + r->unchecked};
    for (int i = 0; i < TIERS; i++)
        found[i + 1] = r->tiers[i];
    count(t, NOUN_QUOTES, claimed, SPAN_NONE);
    count(t, NOUN_QUOTES, r->dropped + r->unverified, SPAN_NONE);
    for (int i = 0; i <= TIERS; i++) {
        struct interval in = interval_of(found[i], claimed);
        claims_fact(t->c, (struct fact){.kind = FACT_SHARE,
                                        .noun = NOUN_QUOTES,
                                        .topic = t->topic,
                                        .part = found[i],
                                        .of = claimed,
                                        .value = in.low,
                                        .high = in.high});
    }
}

static void tell_run(const struct telling *t)
{
    const struct report *r = t->u->report;
    int64_t absent = 0, unsupported = 0;
    for (size_t q = 0; q < r->nquestions; q++) {
        absent += t->u->questions[q].asked > 0 && t->u->questions[q].statuses[ANSWER_ANSWERED] == 0;
        unsupported += t->u->questions[q].statuses[ANSWER_UNSUPPORTED];
    }
    count(t, NOUN_CALLS, (int64_t)r->ncalls, SPAN_NONE);
    count(t, NOUN_ACCOUNTS, t->u->accounts, SPAN_NONE);
    count(t, NOUN_QUESTIONS, (int64_t)r->nquestions, SPAN_NONE);
    count(t, NOUN_QUESTIONS, absent, SPAN_NONE);
    count(t, NOUN_ANSWERS, unsupported, SPAN_NONE);
    count(t, NOUN_ANSWERS, r->corrected, SPAN_NONE);
    tell_ledger(t);
    tell_quotes(t);
    if (r->spent) {
        count(t, NOUN_TOKENS, r->spend.input, SPAN_NONE);
        count(t, NOUN_TOKENS, r->spend.cached, SPAN_NONE);
        count(t, NOUN_TOKENS, r->spend.output, SPAN_NONE);
        number(t, FACT_AMOUNT, NOUN_ANY, r->spend.cost, SPAN_NONE, SPAN_NONE);
    }
    for (size_t m = 0; m < REPORT_METRICS; m++) {
        static const enum fact_kind kinds[] = {
            [METRIC_COUNT] = FACT_AMOUNT, [METRIC_RATIO] = FACT_PERCENT, [METRIC_MS] = FACT_CLOCK};
        if (t->u->with[m] == 0)
            continue;
        number(t, kinds[report_metrics[m].kind], NOUN_ANY, t->u->medians[m], SPAN_NONE, SPAN_NONE);
        count(t, NOUN_CALLS, t->u->with[m], SPAN_NONE);
    }
    for (size_t i = 0; t->u->trend && i < t->u->trend->nruns; i++) {
        date(t, t->u->trend->runs[i].from);
        date(t, t->u->trend->runs[i].to);
    }
    for (size_t i = 0; i < r->ncalls; i++)
        if (r->calls[i].date[0])
            date(t, span_of(r->calls[i].date));
}

/* What may hold digits and numerals that are none of ours. */
static void tell_names(const struct telling *t)
{
    const struct report *r = t->u->report;
    for (int s = 0; s < ANSWER_STATUSES; s++)
        claims_name(t->c, status_word((enum answer_status)s), false);
    claims_name(t->c, span_of("not asked"), false);
    for (size_t i = 0; i < r->nsets; i++)
        claims_name(t->c, r->sets[i].title, false);
    for (size_t i = 0; i < r->nquestions; i++) {
        claims_name(t->c, r->questions[i].text, false);
        claims_name(t->c, r->questions[i].label, false);
        for (size_t k = 0; k < r->questions[i].nfields; k++)
            claims_name(t->c, r->questions[i].fields[k].label, false);
    }
    for (int k = 0; k < BY_KINDS; k++)
        for (size_t g = 0; g < r->ngroups[k]; g++)
            claims_name(t->c, r->groups[k][g].key, false);
    for (size_t i = 0; i < r->ncalls; i++)
        if (i == 0 || !span_equal(r->calls[i].account, r->calls[i - 1].account))
            claims_name(t->c, r->calls[i].account, false);
}

static void tell_topic(const struct telling *t)
{
    const struct report *r = t->u->report;
    const struct report_question *q = &r->questions[t->question];
    struct buf b = BUF(0);
    buf_span(&b, r->sets[q->set].id);
    buf_byte(&b, '.');
    buf_span(&b, q->id);
    claims_topic(t->c, q->column, t->topic);
    claims_topic(t->c, q->id, t->topic);
    claims_topic(t->c, arena_copy(&t->c->arena, buf_view(&b)), t->topic);
    buf_free(&b);
}

int claims_read(struct claims *c, const struct rollup *u, struct fault *f)
{
    const struct report *r = u->report;
    struct telling t = {.c = c, .u = u, .topic = TOPIC_ALL};
    tell_run(&t);
    tell_names(&t);
    for (size_t q = 0; q < r->nquestions; q++) {
        t.topic = q + 1;
        t.question = q;
        tell_topic(&t);
        tell_question(&t);
    }
    for (size_t i = 0; i < r->ncalls; i++)
        for (size_t a = 0; a < r->calls[i].nanswers; a++) {
            const struct report_answer *from = &r->calls[i].answers[a];
            for (size_t e = 0; e < from->nevidence; e++)
                claims_quote(c, from->evidence[e].quote, from->question + 1);
        }
    if (c->broken)
        return fault(f, STATUS_NO_MEMORY, "no memory for the check of a summary");
    return arena_check(&c->arena, "the check of a summary", f);
}
