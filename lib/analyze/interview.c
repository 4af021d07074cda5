#include "lib/analyze/interview.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"

/* One that gave up on every question has not been analysed. */
static bool is_analysed(const struct analysis *a, const struct job *j)
{
    return j->outcome == ANALYSIS_READ && a->grounding.failed < (int64_t)a->answers.n;
}

/* Its questions answered, if the quota has a unit for it. A call that waits for its batch keeps
 * what is set aside for it until the run has ended. */
static int answer(struct interview *v, struct analysis *a, struct job *j, struct buf *value,
                  struct fault *f)
{
    struct toll_pass pass;
    if (toll_in(v->toll, &pass, a->call.id, f) != 0)
        return -1;
    int rc = pass.in ? analysis_answer(a, value, &j->outcome, f) : 0;
    if (pass.in && rc == 0)
        j->grounding = a->grounding;
    if (pass.in && !(rc == 0 && j->outcome == ANALYSIS_WAITS)) {
        struct fault untaken = {0};
        if (toll_out(v->toll, &pass, rc == 0 && is_analysed(a, j), &untaken) != 0 && rc == 0)
            rc = (*f = untaken, -1);
    }
    if (!pass.in)
        j->outcome = ANALYSIS_OVER_QUOTA;
    return rc;
}

/* In a thread. */
static int work(struct analysis *a, struct job *j, void *self, struct fault *f)
{
    struct interview *v = self;
    struct span record = buf_view(&j->record);
    if (analysis_read(a, record, v->min_words, &j->outcome, f) != 0)
        return -1;
    buf_span(&j->id, a->call.id);
    if (j->outcome != ANALYSIS_READ)
        return buf_check(&j->id, "a call's id", f);
    if (v->rank)
        return analysis_rank(a, v->ask, &j->made, f);
    struct buf value = BUF(0);
    int rc = answer(v, a, j, &value, f);
    if (rc == 0 && j->outcome == ANALYSIS_READ) {
        splice_record(&j->made, record, "analysis", buf_view(&value));
        buf_byte(&j->made, '\n');
        rc = buf_check(&j->made, "a record with its analysis", f);
    }
    buf_free(&value);
    return rc;
}

int interview_begin(struct interview *v, struct fault *f)
{
    /* The questions of one's own are looked up and marked by one thread. */
    v->jobs = jobs_new(v->rank ? 1 : v->threads, v->order, work, v, f);
    return v->jobs ? 0 : -1;
}

void interview_clear(struct interview *v)
{
    jobs_free(v->jobs);
    buf_free(&v->line);
    call_clear(&v->call);
    v->jobs = NULL;
}

static void tell(const struct interview *v, const struct job *j)
{
    struct call_id id;
    const struct grounding *g = &j->grounding;
    if (g->failed == 0 && g->refused == 0)
        return;
    call_id(buf_view(&j->id), &id);
    notice(v->listener, "call %s: %lld answer%s could not be had (%lld refused)", id.text,
           (long long)(g->failed + g->refused), g->failed + g->refused == 1 ? "" : "s",
           (long long)g->refused);
}

static int deliver(struct interview *v, struct out *out, struct fault *f)
{
    struct job *j = jobs_take(v->jobs);
    if (j->fault.status != STATUS_OK) {
        *f = j->fault;
        return -1;
    }
    v->calls++;
    v->over += j->outcome == ANALYSIS_OVER_BUDGET;
    v->over_quota += j->outcome == ANALYSIS_OVER_QUOTA;
    progress(v->listener, "%lld calls", (long long)v->calls);
    if (v->silent)
        return 0;
    if (j->outcome != ANALYSIS_READ)
        return ledger_leave(v->ledger, buf_view(&j->id), analysis_reason(j->outcome), f);
    grounding_add(&v->grounding, &j->grounding);
    tell(v, j);
    out_span(out, buf_view(&j->made));
    return out_check(out, f);
}

/* What is wrong with a record is found here, where the loop knows its line. */
static int check(struct interview *v, struct span record, struct fault *f)
{
    if (call_open(&v->call, record, f) != 0)
        return -1;
    enum json_kind kind = json_kind(v->call.transcript);
    return kind <= JSON_NULL || kind == JSON_ARRAY
               ? 0
               : fault(f, STATUS_BAD_RECORD, "transcript is not an array");
}

int interview_step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct interview *v = self;
    if (check(v, record, f) != 0 || (jobs_full(v->jobs) && deliver(v, out, f) != 0))
        return -1;
    return jobs_put(v->jobs, record, f);
}

int interview_flush(void *self, struct out *out, struct fault *f)
{
    struct interview *v = self;
    while (!jobs_empty(v->jobs))
        if (deliver(v, out, f) != 0)
            return -1;
    progress(v->listener, "%s", "");
    return 0;
}
