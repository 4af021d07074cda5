#include "lib/analyze/survey.h"
#include <math.h>
#include "lib/analyze/plan.h"
#include "lib/analyze/shelf.h"

enum { HOSTED_JOBS = 4, TABLE_BYTES = 16 << 20 };

static bool submits(const struct survey *s)
{
    return s->model.batch && strcmp(s->model.batch, "submit") == 0;
}

bool survey_is_silent(const struct survey *s)
{
    return s->model.plan || submits(s);
}

static int check_usage(const struct survey *s, struct fault *f)
{
    if (s->questions.n == 0 && !s->ask_path)
        return fault(f, STATUS_USAGE,
                     "which questions? name a set: --questions NAME (see --list-questions)");
    if (s->ask_path && !s->rank)
        return fault(f, STATUS_USAGE, "--ask goes with --engine-debug");
    if (s->model.plan && !model_is_hosted(&s->model))
        return fault(f, STATUS_USAGE, "--plan needs a model: the offline engine costs nothing");
    if (s->model.batch && (s->rank || !model_is_hosted(&s->model)))
        return fault(f, STATUS_USAGE, "--batch needs a model, and does not go with --engine-debug");
    if (!model_is_hosted(&s->model) && model_is_spoken_of(&s->model))
        return fault(f, STATUS_USAGE,
                     "the offline engine asks no model: name one with --engine openai or "
                     "--engine anthropic, or leave the options for it out");
    return 0;
}

/* The plan, where the records would have been. */
static int finish(void *self, struct out *out, struct fault *f)
{
    const struct survey *s = self;
    struct buf table = BUF(TABLE_BYTES);
    if (s->model.plan) {
        plan_table(&table, &s->setup.hosted, &s->order);
        toll_plan(&table, &s->toll);
    }
    int rc = buf_check(&table, "the plan", f);
    if (rc == 0)
        out_span(out, buf_view(&table));
    buf_free(&table);
    return rc;
}

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    return interview_step(&((struct survey *)self)->interview, record, out, f);
}

static int flush(void *self, struct out *out, struct fault *f)
{
    return interview_flush(&((struct survey *)self)->interview, out, f);
}

/* What was sent by earlier runs comes in; what this one asks is gathered, or it waits for nothing
 * any more. */
static int open_batches(struct survey *s, struct fault *f)
{
    struct batches *b = &s->batches;
    struct hosted *models[] = {&s->setup.hosted, &s->setup.cheap};
    if (batches_open(b, models, s->setup.cheap.model.name ? 2 : 1, s->model.batch_size, s->listener,
                     f) != 0 ||
        batches_harvest(b, f) != 0)
        return -1;
    if (submits(s)) {
        batches_gather(b);
        return 0;
    }
    if (b->left)
        return fault(f, STATUS_TRY_LATER, "%lld of %lld requests are done; run again later",
                     (long long)b->left_done, (long long)b->left);
    batches_shut(b);
    return 0;
}

static int open_toll(struct survey *s, struct fault *f)
{
    when now = 0;
    if (s->now && when_argument(&now, s->now, "UTC", when_now(), f) != 0)
        return fault_at(f, "--now");
    return toll_open(&s->toll, &s->order, s->model.plan, now, f);
}

int survey_begin(struct survey *s, struct stage *stage, const char *who, const struct listener *l,
                 struct fault *f)
{
    bool hosted = model_is_hosted(&s->model);
    s->listener = l;
    s->interview = (struct interview){.order = &s->order,
                                      .min_words = s->min_words,
                                      .threads = s->jobs  ? s->jobs
                                                 : hosted ? HOSTED_JOBS
                                                          : 0,
                                      .rank = s->rank,
                                      .silent = survey_is_silent(s),
                                      .ask = s->ask_path ? &s->ask : NULL,
                                      .toll = &s->toll,
                                      .ledger = &s->ledger,
                                      .listener = l};
    *stage = (struct stage){.step = step, .flush = flush, .finish = finish, .self = s};
    if (check_usage(s, f) != 0 || analysis_order_read(&s->order, &s->questions, f) != 0 ||
        (s->ask_path && ask_read(&s->ask, s->ask_path, f) != 0) ||
        (hosted && model_setup(&s->setup, &s->model, l, &s->order, f) != 0) ||
        (s->model.batch && open_batches(s, f) != 0) ||
        (s->model.plan && plan_begin(&s->setup.hosted, &s->order, f) != 0) || open_toll(s, f) != 0)
        return -1;
    return interview_begin(&s->interview, f) != 0
               ? -1
               : ledger_open(&s->ledger, survey_is_silent(s) ? NULL : s->ledger_path, who, f);
}

/* ---- the end ---- */

static void tell(const struct survey *s)
{
    const struct grounding *g = &s->interview.grounding;
    const struct purse *p = &s->setup.purse;
    int64_t left = s->ledger.left;
    if (left && !s->ledger_path)
        notice(s->listener,
               "%lld call%s passed over: without a transcript (see gong-transcripts), too short, "
               "or beyond a ceiling or the quota; --ledger FILE names them",
               (long long)left, left == 1 ? "" : "s");
    if (p->requests || g->unverified)
        notice(s->listener, "%lld requests, %lld answers; %.1f %% of the quotes found",
               (long long)p->requests, (long long)p->answers, 100 * grounding_rate(g));
    if (p->audited)
        notice(s->listener, "the gate missed %lld of %lld silent answers that were asked again",
               (long long)p->missed, (long long)p->audited);
}

static int over(const struct survey *s, struct fault *f)
{
    int64_t n = s->interview.over_quota;
    if (n)
        return fault(f, STATUS_TRY_LATER, "%s; %lld call%s not analysed yet", s->toll.refused.text,
                     (long long)n, n == 1 ? " is" : "s are");
    n = s->interview.over;
    return n ? fault(f, STATUS_CEILING,
                     "the ceiling is reached: %lld call%s left; run again with a higher one, what "
                     "was answered is not asked again",
                     (long long)n, n == 1 ? " is" : "s are")
             : 0;
}

/* What a run that handed its requests over has to say. */
static int submitted(const struct survey *s, struct fault *f)
{
    const struct batches *b = &s->batches;
    const struct hosted *h = &s->setup.hosted;
    if (b->sent == 0 && b->left == 0)
        notice(s->listener, "there is nothing to ask: --batch collect writes the answers");
    if (b->sent && isfinite(s->setup.purse.spend.cost) && h->price.known)
        notice(s->listener, "they will cost about %.2f %s", s->setup.purse.spend.cost,
               h->price.currency);
    if (b->left)
        notice(s->listener, "%lld request%s wait%s since an earlier run, %lld of them done",
               (long long)b->left, b->left == 1 ? "" : "s", b->left == 1 ? "s" : "",
               (long long)b->left_done);
    return over(s, f);
}

/* What a run that went well has to say, and its status. */
static int conclude(const struct survey *s, struct fault *f)
{
    const struct interview *v = &s->interview;
    const struct grounding *g = &v->grounding;
    tell(s);
    if (over(s, f) != 0)
        return -1;
    if (g->failed + g->refused)
        return fault(f, STATUS_PARTIAL,
                     "%lld answers could not be had (%lld refused); --ask-failed asks again",
                     (long long)(g->failed + g->refused), (long long)g->refused);
    if (s->min_grounding.given && grounding_rate(g) < s->min_grounding.value)
        return fault(f, STATUS_GROUNDING,
                     "%.1f %% of the quotes were found, fewer than --min-grounding %s",
                     100 * grounding_rate(g), s->min_grounding.text);
    return 0;
}

int survey_end(struct survey *s, int status, struct fault *f)
{
    struct fault later = {0};
    if (status == 0)
        status = ledger_close(&s->ledger, f);
    if (status == 0 && submits(s))
        status = batches_send(&s->batches, f);
    if (model_settle(&s->setup, &s->model, &later) != 0 && status == 0) {
        *f = later;
        return -1;
    }
    return status != 0 || s->model.plan ? status : submits(s) ? submitted(s, f) : conclude(s, f);
}

void survey_clear(struct survey *s)
{
    ledger_abandon(&s->ledger);
    interview_clear(&s->interview);
    toll_clear(&s->toll);
    batches_shut(&s->batches);
    model_setup_clear(&s->setup);
    analysis_order_clear(&s->order);
    ask_clear(&s->ask);
}

int survey_check(struct buf *text, const char *name, struct fault *f)
{
    struct texts one = {&name, 1};
    struct analysis_order order = {0};
    struct analysis a = {0};
    int rc = analysis_order_read(&order, &one, f);
    if (rc == 0)
        rc = analysis_make(&a, &order, f);
    if (rc == 0)
        shelf_describe(text, &order.sets[0]);
    analysis_clear(&a);
    analysis_order_clear(&order);
    return rc;
}
