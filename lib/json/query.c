#include "lib/json/query.h"

#include <stdatomic.h>
#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/json/keeper.h"
#include "lib/json/lexis.h"
#include "lib/json/native.h"
#include "lib/json/reach.h"
#include "lib/json/regex.h"

/* What all forks of a query share, and none changes. */
struct program {
    atomic_int users;
    struct buf expression, jq; /* as written; as libjq gets it */
    enum query_engine engine;
    double seconds;
    struct native native;
    const struct reach *reach; /* what libjq is given of a record; NULL: all */
};

struct query {
    struct program *program;
    struct run run;
    struct keeper keeper;
    struct query_stats stats;
    /* Records that wait for libjq: as CELL_TEST wants them, where each begins, whose ticket it is.
     */
    struct buf batch;
    size_t starts[CELL_BATCH], tickets[CELL_BATCH], waiting;
    /* One verdict a ticket. */
    enum verdict *verdicts;
    size_t asked, room;
    bool settled;
};

enum { BATCH_BYTES = 1 << 20 };

/* ---- programs ---- */

static void program_drop(struct program *p)
{
    if (!p || atomic_fetch_sub(&p->users, 1) > 1)
        return;
    native_clear(&p->native);
    buf_free(&p->expression);
    buf_free(&p->jq);
    free(p);
}

static int program_read(struct program *p, const char *expression, when now, struct fault *f)
{
    struct buf text = BUF(0);
    buf_text(&p->expression, expression);
    buf_format(&text, "%.6f", (double)now / (double)WHEN_SECOND);
    /* On the expression's first line, so that jq's line numbers stay the author's. */
    buf_format(&p->jq, "def now: %s; %s", text.at ? text.at : "0", expression);
    double then = text.at ? strtod(text.at, NULL) : 0;
    int done = buf_check(&text, "the expression", f);
    buf_free(&text);
    if (done != 0 || buf_check(&p->expression, "the expression", f) != 0 ||
        buf_check(&p->jq, "the expression", f) != 0)
        return -1;
    if (p->engine == QUERY_JQ)
        return 0;
    if (native_read(&p->native, p->expression.at ? p->expression.at : "", then, f) != 0)
        return -1;
    p->reach = reach_read(&p->native.arena, p->native.syntax);
    if (p->engine == QUERY_AUTO || p->native.whole)
        return arena_check(&p->native.arena, "the expression", f);
    struct span what = p->native.foreign;
    return what.at ? fault(f, STATUS_USAGE, "the native engine does not know \"%.*s\"",
                           (int)(what.len < 200 ? what.len : 200), what.at)
                   : fault(f, STATUS_USAGE, "the native engine cannot read the expression");
}

static struct program *program_new(const char *expression, enum query_engine engine, double seconds,
                                   when now, struct fault *f)
{
    struct program *p = calloc(1, sizeof *p);
    if (!p) {
        fault(f, STATUS_NO_MEMORY, "no memory for the expression");
        return NULL;
    }
    p->users = 1;
    p->engine = engine;
    p->seconds = seconds > 0 ? seconds : QUERY_SECONDS;
    if (program_read(p, expression, now, f) == 0)
        return p;
    program_drop(p);
    return NULL;
}

/* ---- queries ---- */

/* Takes the program over. */
static struct query *query_of(struct program *p, struct fault *f)
{
    struct query *q = p ? calloc(1, sizeof *q) : NULL;
    if (!p)
        return NULL;
    if (!q) {
        program_drop(p);
        fault(f, STATUS_NO_MEMORY, "no memory for the expression");
        return NULL;
    }
    q->program = p;
    q->keeper = (struct keeper){.program = p->jq.at, .seconds = p->seconds};
    if (run_begin(&q->run, &p->native, f) == 0)
        return q;
    query_free(q);
    return NULL;
}

struct query *query_new(const char *expression, enum query_engine engine, double seconds, when now,
                        struct fault *f)
{
    if (lexis_check(expression, f) != 0)
        return NULL;
    regex_begin();
    struct query *q = query_of(program_new(expression, engine, seconds, now, f), f);
    /* What is not understood jq has to compile, so that it can say what is wrong with it. */
    if (q && !q->program->native.whole && keeper_start(&q->keeper, f) != 0) {
        query_free(q);
        return NULL;
    }
    return q;
}

struct query *query_fork(const struct query *q, struct fault *f)
{
    atomic_fetch_add(&q->program->users, 1);
    struct query *fork = query_of(q->program, f);
    /* What will ask libjq starts its cell here, before there are threads: a process that forks from
     * one of several has to trust that no other holds a lock. */
    if (fork && !q->program->native.whole && keeper_start(&fork->keeper, f) != 0) {
        query_free(fork);
        return NULL;
    }
    return fork;
}

void query_free(struct query *q)
{
    if (!q)
        return;
    keeper_end(&q->keeper);
    run_end(&q->run, &q->program->native);
    program_drop(q->program);
    buf_free(&q->batch);
    free(q->verdicts);
    free(q);
}

bool query_is_native(const struct query *q)
{
    return q->program->native.whole != NULL;
}

struct query_stats query_stats(const struct query *q)
{
    return q->stats;
}

/* ---- asking ---- */

static int room_for_one(struct query *q, struct fault *f)
{
    if (q->settled)
        q->asked = 0;
    q->settled = false;
    if (q->asked < q->room)
        return 0;
    size_t room = q->room ? 2 * q->room : 64;
    enum verdict *more = realloc(q->verdicts, room * sizeof *more);
    if (!more)
        return fault(f, STATUS_NO_MEMORY, "no memory for the expression's answers");
    q->verdicts = more;
    q->room = room;
    return 0;
}

/* libjq has ways of its own with these. */
static bool ordinary(struct span value)
{
    return !json_lone_surrogates(value) && json_depth(value) <= VALUE_DEPTH;
}

/* Can it be said without libjq? If not, *reach is what libjq has to be given. */
static bool decide(struct query *q, struct span value, enum verdict *v, const struct reach **reach)
{
    const struct native *n = &q->program->native;
    const struct node *tree = n->whole ? n->whole : n->guard;
    enum native_answer a = NATIVE_YES;
    *reach = NULL;
    if (q->program->engine == QUERY_JQ)
        return false;
    if (!ordinary(value))
        a = tree ? NATIVE_BAILED : NATIVE_YES;
    else if (tree)
        a = native_test(&q->run, tree, value);
    else
        *reach = q->program->reach;
    q->stats.bailed += a == NATIVE_BAILED;
    if (a == NATIVE_YES && !n->whole && tree)
        *reach = q->program->reach;
    if (a == NATIVE_BAILED || (a == NATIVE_YES && !n->whole))
        return false;
    *v = a == NATIVE_YES ? VERDICT_YES : a == NATIVE_NO ? VERDICT_NO : VERDICT_FAILED;
    return true;
}

/* One exchange for all that waits. */
static int send_batch(struct query *q, struct fault *f)
{
    enum verdict verdicts[CELL_BATCH];
    if (q->waiting == 0)
        return 0;
    if (buf_check(&q->batch, "the records for jq", f) != 0 ||
        keeper_test(&q->keeper, buf_view(&q->batch), q->starts, q->waiting, verdicts, f) != 0)
        return -1;
    for (size_t i = 0; i < q->waiting; i++)
        q->verdicts[q->tickets[i]] = verdicts[i];
    q->waiting = 0;
    if (q->batch.cap > 4 * BATCH_BYTES)
        buf_free(&q->batch);
    buf_clear(&q->batch);
    return 0;
}

static int put_in_batch(struct query *q, struct span value, const struct reach *reach,
                        struct fault *f)
{
    uint64_t len = value.len;
    if ((q->waiting == CELL_BATCH || q->batch.len + len > BATCH_BYTES) && send_batch(q, f) != 0)
        return -1;
    size_t start = q->batch.len;
    q->starts[q->waiting] = start;
    q->tickets[q->waiting++] = q->asked;
    q->stats.asked++;
    buf_add(&q->batch, &len, sizeof len);
    if (reach)
        reach_project(reach, value, &q->batch);
    else
        buf_span(&q->batch, value);
    len = q->batch.len - start - sizeof len;
    if (q->batch.state == BUF_SOUND)
        memcpy(q->batch.at + start, &len, sizeof len);
    return 0;
}

int query_ask(struct query *q, struct span value, size_t *ticket, struct fault *f)
{
    const struct reach *reach;
    if (room_for_one(q, f) != 0)
        return -1;
    *ticket = q->asked;
    if (decide(q, value, &q->verdicts[q->asked], &reach))
        q->stats.native++;
    else if (put_in_batch(q, value, reach, f) != 0)
        return -1;
    q->asked++;
    return 0;
}

int query_settle(struct query *q, struct fault *f)
{
    q->settled = true;
    return send_batch(q, f);
}

int query_answer(const struct query *q, size_t ticket, bool *yes, struct fault *f)
{
    *yes = q->verdicts[ticket] == VERDICT_YES;
    return verdict_fault(q->verdicts[ticket], q->program->seconds, f);
}

int query_test(struct query *q, struct span value, bool *yes, struct fault *f)
{
    size_t ticket;
    if (query_ask(q, value, &ticket, f) != 0 || query_settle(q, f) != 0)
        return -1;
    return query_answer(q, ticket, yes, f);
}

int query_run(struct query *q, struct span value, struct buf *out, struct fault *f)
{
    enum verdict v = VERDICT_NO;
    q->stats.asked++;
    if (keeper_run(&q->keeper, value, &v, f) != 0)
        return -1;
    buf_span(out, buf_view(&q->keeper.answer));
    return verdict_fault(v, q->program->seconds, f);
}

/* ---- what is known of it ---- */

struct span query_literal(const struct query *q)
{
    return native_literal(q->program->native.syntax);
}

static void explain_row(struct buf *out, const char *what, struct span text)
{
    buf_format(out, "%-8s ", what);
    for (size_t i = 0; i < text.len; i++) /* on one line */
        buf_byte(out, (unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7F ? ' ' : text.at[i]);
    buf_byte(out, '\n');
}

void query_explain(const struct query *q, struct buf *out)
{
    const struct program *p = q->program;
    struct span literal = query_literal(q);
    struct buf given = BUF(0);
    if (p->native.whole)
        explain_row(out, "native", buf_view(&p->expression));
    for (int i = 0; i < p->native.nguards; i++)
        explain_row(out, "native", p->native.guards[i]);
    if (!p->native.whole)
        explain_row(out, "libjq", buf_view(&p->expression));
    if (!p->native.whole && p->reach) {
        reach_list(p->reach, &given);
        explain_row(out, "  given", buf_view(&given));
    } else if (!p->native.whole) {
        explain_row(out, "  given", span_of("the whole record"));
    }
    if (literal.at) {
        buf_clear(&given);
        json_quote(&given, literal);
        explain_row(out, "literal", buf_view(&given));
    }
    buf_free(&given);
}
