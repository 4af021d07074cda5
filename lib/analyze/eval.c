#include "lib/analyze/eval.h"
#include <math.h>
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/analyze/correction_value.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

int eval_make(struct eval *e, const char *gold, char *const *paths, int nruns, struct fault *f)
{
    *e = (struct eval){.nruns = nruns};
    if (corrections_read(&e->gold, gold, false, f) != 0)
        return -1;
    if (e->gold.n == 0)
        return fault(f, STATUS_CONFIG, "%s: no line but the names of the columns: nothing is known",
                     gold);
    e->questions = calloc(e->gold.n, sizeof *e->questions);
    e->question_of = calloc(e->gold.n, sizeof *e->question_of);
    bool good = e->questions && e->question_of;
    for (int i = 0; i < nruns; i++) {
        e->run[i] = (struct eval_run){.path = paths[i], .outcome = calloc(e->gold.n, 1)};
        good = good && e->run[i].outcome;
    }
    if (!good)
        return fault(f, STATUS_NO_MEMORY, "no memory for the evaluation");
    for (size_t i = 0; i < e->gold.n; i++) {
        struct span name = e->gold.at[i].cell[CORRECTION_QUESTION];
        size_t q = 0;
        while (q < e->nquestions && !span_equal(e->questions[q].name, name))
            q++;
        if (q == e->nquestions)
            e->questions[e->nquestions++] = (struct eval_question){.name = name, .kind = -1};
        e->questions[q].gold++;
        e->question_of[i] = q;
    }
    return 0;
}

void eval_clear(struct eval *e)
{
    for (size_t q = 0; q < e->nquestions; q++)
        free(e->questions[q].values);
    free(e->questions);
    free(e->question_of);
    for (int i = 0; i < EVAL_RUNS; i++)
        free(e->run[i].outcome);
    corrections_clear(&e->gold);
    call_clear(&e->call);
    buf_free(&e->value);
    arena_free(&e->arena);
    *e = (struct eval){0};
}

/* ---- every answer of a run ---- */

static void count_evidence(struct eval_run *r, struct span evidence)
{
    struct json_walk w;
    for (json_walk(&w, evidence); json_next(&w);)
        for (int i = 0; i < TIER_UNVERIFIED; i++)
            if (json_text_is(json_get(w.value, "match"), tier_name((enum tier)i)))
                r->quotes.found[i]++;
}

static void add(int64_t *sum, struct span value)
{
    int64_t n;
    if (json_integer(value, &n) && n > 0)
        *sum += n;
}

static void count_answer(struct eval_run *r, const struct analysed_answer *a)
{
    double cost;
    r->answers++;
    r->status[analysed_status(a->was_status)]++;
    if (!a->override.at) {
        count_evidence(r, a->evidence);
        add(&r->quotes.unverified, a->unverified);
    }
    add(&r->input, json_get(a->usage, "input"));
    add(&r->cached, json_get(a->usage, "cached"));
    add(&r->output, json_get(a->usage, "output"));
    if (json_number(a->cost, &cost))
        r->cost += cost;
    else
        r->unpriced += a->usage.at != NULL;
}

/* ---- an answer and its gold ---- */

/* The id behind a value of an enum or a bool; null has none. */
static struct span id_of(struct span value)
{
    enum json_kind kind = json_kind(value);
    return kind == JSON_STRING ? (struct span){value.at + 1, value.len - 2}
           : kind == JSON_NULL ? SPAN_NONE
                               : value;
}

static struct eval_value *value_of(struct eval *e, struct eval_question *q, struct span id,
                                   struct fault *f)
{
    for (size_t i = 0; i < q->nvalues; i++)
        if (span_equal(q->values[i].id, id))
            return &q->values[i];
    if (array_room(&q->values, &q->room, q->nvalues + 1, sizeof *q->values, f) != 0)
        return NULL;
    q->values[q->nvalues] = (struct eval_value){.id = arena_copy(&e->arena, id)};
    return &q->values[q->nvalues++];
}

static bool is_countable(int kind)
{
    return kind == ANSWER_BOOL || kind == ANSWER_ENUM || kind == ANSWER_MULTI_ENUM;
}

/* The values in the question's order, before any answer gives one. */
static int learn(struct eval *e, struct eval_question *q, const struct analysed_question *asked,
                 struct fault *f)
{
    struct json_walk w;
    q->kind = asked->kind;
    if (asked->kind == ANSWER_BOOL &&
        (!value_of(e, q, span_of("true"), f) || !value_of(e, q, span_of("false"), f)))
        return -1;
    for (json_walk(&w, is_countable(asked->kind) ? asked->values : SPAN_NONE); json_next(&w);)
        if (!value_of(e, q, id_of(json_get(w.value, "id")), f))
            return -1;
    return arena_check(&e->arena, "the evaluation", f);
}

static bool has(struct span value, struct span id)
{
    struct json_walk w;
    if (json_kind(value) != JSON_ARRAY)
        return span_equal(id_of(value), id);
    for (json_walk(&w, value); json_next(&w);)
        if (span_equal(id_of(w.value), id))
            return true;
    return false;
}

static void count_values(struct eval_question *q, int run, struct span gold, struct span said)
{
    for (size_t i = 0; i < q->nvalues; i++) {
        struct eval_hits *h = &q->values[i].run[run];
        bool in_gold = has(gold, q->values[i].id), in_said = has(said, q->values[i].id);
        h->gold += in_gold;
        h->said += in_said;
        h->both += in_gold && in_said;
    }
}

/* What the gold says, into e->value. What the question of an earlier run could not say it says no
 * time: *status is then one that no answer has. */
static int read_gold(struct eval *e, int run, const struct correction *k,
                     const struct analysed_question *asked, int *status, struct fault *f)
{
    enum answer_status gold;
    buf_clear(&e->value);
    int done = correction_value(&e->gold, k, asked, &e->value, &gold, f);
    *status = (int)gold;
    if (done == 0 || run + 1 == e->nruns || f->status != STATUS_CONFIG)
        return done;
    *f = (struct fault){0};
    buf_clear(&e->value);
    *status = -1;
    return 0;
}

static int compare(struct eval *e, int run, size_t i, const struct analysed_question *asked,
                   const struct analysed_answer *a, struct fault *f)
{
    struct eval_question *q = &e->questions[e->question_of[i]];
    struct eval_run *r = &e->run[run];
    int gold, said = analysed_status(a->was_status);
    if (r->outcome[i] != EVAL_MISSING)
        return fault(f, STATUS_BAD_RECORD, "a question is answered twice");
    if (learn(e, q, asked, f) != 0 || read_gold(e, run, &e->gold.at[i], asked, &gold, f) != 0)
        return -1;
    struct span value = buf_view(&e->value);
    bool agrees = gold == said;
    if (agrees && said == ANSWER_GIVEN && asked->kind != ANSWER_SHORT &&
        asked->kind != ANSWER_PARA && asked->kind != ANSWER_LIST)
        agrees = analysed_same(value, a->was_value);
    bool silent = gold == ANSWER_NOT_DISCUSSED || gold == ANSWER_UNCLEAR;
    const struct eval_tally one = {.compared = 1,
                                   .agreed = agrees,
                                   .invented = silent && said == ANSWER_GIVEN,
                                   .missed = !silent && said != ANSWER_GIVEN};
    struct eval_tally *into[] = {&q->run[run], &r->all};
    for (int t = 0; t < 2; t++) {
        into[t]->compared += one.compared;
        into[t]->agreed += one.agreed;
        into[t]->invented += one.invented;
        into[t]->missed += one.missed;
    }
    if (is_countable(asked->kind))
        count_values(q, run, value, a->was_value);
    r->outcome[i] = agrees ? EVAL_AGREES : EVAL_DIFFERS;
    return 0;
}

int eval_add(struct eval *e, int run, struct span record, struct fault *f)
{
    struct span analysis;
    struct json_walk w;
    struct analysed_question asked;
    if (call_open(&e->call, record, f) != 0 || analysed_open(record, &analysis, f) != 0)
        return -1;
    struct eval_run *r = &e->run[run];
    size_t first = corrections_of(&e->gold, e->call.id);
    for (size_t i = first; i; i = e->gold.at[i - 1].next)
        if (r->outcome[i - 1] != EVAL_MISSING)
            return fault(f, STATUS_BAD_RECORD, "a call that was here before");
    r->calls++;
    for (json_walk(&w, json_get(analysis, "answers")); json_next(&w);) {
        struct analysed_answer a;
        if (analysed_answer(w.value, &a, f) != 0)
            return -1;
        count_answer(r, &a);
        for (size_t i = first; i; i = e->gold.at[i - 1].next) {
            const struct correction *k = &e->gold.at[i - 1];
            if (analysed_answers(&a, k->set, k->question) &&
                analysed_find(analysis, k->set, k->question, &asked) == ANALYSED_ASKED &&
                compare(e, run, i - 1, &asked, &a, f) != 0)
                return -1;
        }
    }
    return 0;
}

double eval_agreement(const struct eval *e)
{
    return (double)e->run[e->nruns - 1].all.agreed / (double)e->gold.n;
}

static double share_of(const struct eval_tally *t)
{
    return t->compared ? (double)t->agreed / (double)t->compared : (double)NAN;
}

double eval_difference(const struct eval *e, const struct eval_question *q)
{
    int last = e->nruns - 1;
    double was = share_of(q ? &q->run[0] : &e->run[0].all);
    double is = share_of(q ? &q->run[last] : &e->run[last].all);
    return round((is - was) * 1e4) / 1e4;
}

bool eval_flipped(const struct eval *e, size_t i, bool right)
{
    int was = e->run[0].outcome[i], is = e->run[e->nruns - 1].outcome[i];
    return right ? was == EVAL_DIFFERS && is == EVAL_AGREES
                 : was == EVAL_AGREES && is == EVAL_DIFFERS;
}
