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

/* A name, and whether what it names can only be said with it. */
struct named {
    struct span text;
    bool must;
};
static const struct named unnamed = {{NULL, 0}, false};

static void share(const struct telling *t, struct span group, struct named name, int64_t part,
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
                                    .must = name.must,
                                    .name = name.text,
                                    .group = group});
}

static void number(const struct telling *t, enum fact_kind kind, enum claim_noun noun, double value,
                   struct named name, struct span text)
{
    if (isfinite(value))
        claims_fact(t->c, (struct fact){.kind = kind,
                                        .noun = noun,
                                        .topic = t->topic,
                                        .value = value,
                                        .must = name.must,
                                        .name = name.text,
                                        .text = text});
}

static void count(const struct telling *t, enum claim_noun noun, int64_t n, struct named name)
{
    number(t, FACT_COUNT, noun, (double)n, name, SPAN_NONE);
}

static void date(const struct telling *t, struct span iso)
{
    if (iso.len >= 10)
        number(t, FACT_DATE, NOUN_ANY, 0, unnamed, (struct span){iso.at, 10});
}

static struct named must(const char *name)
{
    return (struct named){span_of(name), true};
}

/* That there is an answer goes without saying; that there is none does not. */
static struct named status_word(enum answer_status s)
{
    return (struct named){span_of(words_status(s)), s != ANSWER_ANSWERED};
}

/* Of a yes or no, "yes" goes without saying. */
static struct named value_word(const struct report_question *q, size_t value)
{
    return (struct named){q->values[value].label,
                          q->type != ANSWER_BOOL || !span_is(q->values[value].id, "true")};
}

static void tell_values(const struct telling *t)
{
    const struct report_question *q = &t->u->report->questions[t->question];
    const struct rollup_question *n = &t->u->questions[t->question];
    for (size_t v = 0; v < q->nvalues; v++) {
        struct named label = value_word(q, v);
        share(t, SPAN_NONE, label, n->values[v].calls, n->asked);
        count(t, NOUN_ACCOUNTS, n->values[v].accounts, label);
        if (q->type == ANSWER_LIST)
            count(t, NOUN_OBJECTS, n->values[v].objects, label);
        claims_name(t->c, label.text, q->type == ANSWER_BOOL);
    }
    for (size_t i = 0; i < t->u->nthemes; i++) {
        const struct rollup_theme *theme = &t->u->themes[i];
        for (size_t m = 0; theme->question == t->question && m < theme->nmoney; m++) {
            struct named label = value_word(q, theme->value);
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
                share(t, key, value_word(q, v), n->values[v], n->asked);
        }
}

static void tell_row(const struct telling *t, const struct trend_row *row, struct named name)
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
                                        .must = name.must,
                                        .name = name.text});
    }
    number(t, FACT_POINTS, NOUN_ANY, row->difference, name, SPAN_NONE);
    /* A value that is not known any more. */
    if (row->at == SIZE_MAX && row->label.len) {
        share(t, SPAN_NONE, name, row->calls, row->of);
        claims_name(t->c, name.text, false);
    }
}

static void tell_question(const struct telling *t)
{
    const struct report_question *q = &t->u->report->questions[t->question];
    const struct rollup_question *n = &t->u->questions[t->question];
    struct named answered = status_word(ANSWER_ANSWERED);
    for (int s = 0; s < ANSWER_STATUSES; s++)
        share(t, SPAN_NONE, status_word((enum answer_status)s), n->statuses[s], n->asked);
    count(t, NOUN_CALLS, n->asked, must("asked on"));
    count(t, NOUN_CALLS, n->asked, must("asked of"));
    count(t, NOUN_CALLS, n->not_asked, must("not asked"));
    count(t, NOUN_QUOTES, n->evidence, answered);
    if (q->type == ANSWER_LIST)
        count(t, NOUN_OBJECTS, n->objects, answered);
    number(t, FACT_AMOUNT, NOUN_ANY, n->low, must("lowest"), SPAN_NONE);
    number(t, FACT_AMOUNT, NOUN_ANY, n->median, must("median"), SPAN_NONE);
    number(t, FACT_AMOUNT, NOUN_ANY, n->high, must("highest"), SPAN_NONE);
    number(t, FACT_PERCENT, NOUN_ANY, n->stability, must("agree"), SPAN_NONE);
    date(t, n->earliest);
    date(t, n->latest);
    tell_values(t);
    tell_groups(t);
    const struct trend_question *trend = t->u->trend ? &t->u->trend->questions[t->question] : NULL;
    for (size_t i = 0; trend && i < trend->nrows; i++)
        tell_row(t, &trend->rows[i],
                 i == 0                          ? answered
                 : trend->rows[i].at == SIZE_MAX ? (struct named){trend->rows[i].label, true}
                                                 : value_word(q, trend->rows[i].at));
}

static void tell_ledger(const struct telling *t)
{
    const struct report *r = t->u->report;
    if (!r->has_ledger)
        return;
    share(t, SPAN_NONE, unnamed, (int64_t)r->ncalls, r->balance.listed);
    count(t, NOUN_CALLS, r->balance.listed, must("listed"));
    count(t, NOUN_CALLS, r->balance.left - r->pending, must("not counted"));
    static const char *const waits[] = {"pending", "waits for its transcript",
                                        "wait for their transcripts"};
    for (size_t i = 0; i < 3; i++)
        count(t, NOUN_CALLS, r->pending, must(waits[i]));
    for (size_t i = 0; i < r->balance.n; i++)
        count(t, NOUN_CALLS, r->balance.reasons[i].calls, must(r->balance.reasons[i].name));
}

static void tell_quotes(const struct telling *t)
{
    const struct report *r = t->u->report;
    int64_t claimed = report_claimed(r), found[TIERS + 1] = {r->checked + r->unchecked};
    for (int i = 0; i < TIERS; i++)
        found[i + 1] = r->tiers[i];
    count(t, NOUN_QUOTES, claimed, must("claimed"));
    count(t, NOUN_QUOTES, r->dropped + r->unverified, must("not found"));
    for (int i = 0; i <= TIERS; i++) {
        struct interval in = interval_of(found[i], claimed);
        claims_fact(
            t->c,
            (struct fact){.kind = FACT_SHARE,
                          .noun = NOUN_QUOTES,
                          .topic = t->topic,
                          .must = i > 0,
                          .name = i > 0 ? span_of(report_tier_name((enum tier)(i - 1))) : SPAN_NONE,
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
    count(t, NOUN_CALLS, (int64_t)r->ncalls, unnamed);
    count(t, NOUN_ACCOUNTS, t->u->accounts, unnamed);
    count(t, NOUN_QUESTIONS, (int64_t)r->nquestions, unnamed);
    count(t, NOUN_QUESTIONS, absent, unnamed);
    count(t, NOUN_ANSWERS, unsupported, must("unsupported"));
    count(t, NOUN_ANSWERS, r->corrected, must("corrected by hand"));
    tell_ledger(t);
    tell_quotes(t);
    if (r->spent) {
        count(t, NOUN_TOKENS, r->spend.input, unnamed);
        count(t, NOUN_TOKENS, r->spend.cached, unnamed);
        count(t, NOUN_TOKENS, r->spend.output, unnamed);
        number(t, FACT_AMOUNT, NOUN_ANY, r->spend.cost, must("cost"), SPAN_NONE);
    }
    for (size_t m = 0; m < REPORT_METRICS; m++) {
        static const enum fact_kind kinds[] = {
            [METRIC_COUNT] = FACT_AMOUNT, [METRIC_RATIO] = FACT_PERCENT, [METRIC_MS] = FACT_CLOCK};
        if (t->u->with[m] == 0)
            continue;
        number(t, kinds[report_metrics[m].kind], NOUN_ANY, t->u->medians[m],
               must(report_metrics[m].label), SPAN_NONE);
        claims_name(t->c, span_of(report_metrics[m].label), false);
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
    static const char *const words[] = {"not asked",
                                        "asked on",
                                        "asked of",
                                        "lowest",
                                        "median",
                                        "highest",
                                        "agree",
                                        "listed",
                                        "pending",
                                        "not counted",
                                        "claimed",
                                        "not found",
                                        "cost",
                                        "normalized",
                                        "stitched",
                                        "fuzzy",
                                        "exact",
                                        "corrected by hand",
                                        "waits for its transcript",
                                        "wait for their transcripts"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        claims_name(t->c, span_of(words[i]), false);
    for (int s = 0; s < ANSWER_STATUSES; s++)
        claims_name(t->c, status_word((enum answer_status)s).text, false);
    for (size_t i = 0; i < r->balance.n; i++)
        claims_name(t->c, span_of(r->balance.reasons[i].name), false);
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

/* [question], [set.question], and with =value or =field.value behind it. */
static void tell_topic(const struct telling *t)
{
    const struct report *r = t->u->report;
    const struct report_question *q = &r->questions[t->question];
    struct buf b = BUF(0);
    buf_span(&b, r->sets[q->set].id);
    buf_byte(&b, '.');
    buf_span(&b, q->id);
    struct span full = arena_copy(&t->c->arena, buf_view(&b));
    const struct span names[] = {q->column, q->id, full};
    for (size_t i = 0; i < 3; i++) {
        claims_topic(t->c, (struct claim_topic){.name = names[i], .topic = t->topic});
        for (size_t v = 0; v < q->nvalues; v++) {
            buf_clear(&b);
            buf_span(&b, names[i]);
            buf_byte(&b, '=');
            if (q->type == ANSWER_LIST) {
                buf_span(&b, q->fields[q->values[v].field].id);
                buf_byte(&b, '.');
            }
            buf_span(&b, q->values[v].id);
            claims_topic(t->c, (struct claim_topic){arena_copy(&t->c->arena, buf_view(&b)),
                                                    t->topic, q->values[v].label});
        }
    }
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
