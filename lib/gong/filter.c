#include "lib/gong/filter.h"

#include <stdlib.h>

static void *fork_filter(void *self, struct fault *f)
{
    const struct filter *from = self;
    struct filter *s = calloc(1, sizeof *s);
    if (!s) {
        fault(f, STATUS_NO_MEMORY, "no memory for the filter");
        return NULL;
    }
    s->show = from->show;
    s->from = from;
    if (!(s->criteria = criteria_fork(from->criteria, f))) {
        free(s);
        return NULL;
    }
    return s;
}

static int join(void *self, void *other, struct fault *f)
{
    struct filter *s = self, *o = other;
    int done = preview_join(&s->preview, &o->preview, f) != 0
                   ? -1
                   : fields_join(&s->fields, &o->fields, f);
    filter_clear(o);
    free(o);
    return done;
}

static void begin(void *self, int64_t place, struct buf *notes)
{
    struct filter *s = self;
    (void)place;
    s->notes = notes;
    criteria_begin(s->criteria);
}

static int look(void *self, struct span record, struct fault *f)
{
    struct filter *s = self;
    return criteria_look(s->criteria, record, f);
}

static int ready(void *self, struct fault *f)
{
    struct filter *s = self;
    return criteria_ready(s->criteria, f);
}

/* The ledger names what leaves, so that must be a call. */
static int leave(struct filter *s, const char *reason, struct fault *f)
{
    if (!s->from->ledger.open)
        return 0;
    const struct call *call = criteria_call(s->criteria, f);
    return call ? ledger_line(s->notes, &s->from->ledger, call->id, reason, f) : -1;
}

static int add_fields(struct filter *s, struct fault *f)
{
    const struct call *call = criteria_call(s->criteria, f);
    return call ? fields_add(&s->fields, call, f) : -1;
}

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct filter *s = self;
    const char *reason;
    if (criteria_test(s->criteria, record, &reason, f) != 0)
        return -1;
    if (s->show == FILTER_PREVIEW)
        return preview_add(&s->preview, s->criteria, reason, s->notes, f);
    if (s->show == FILTER_FIELDS)
        return reason ? 0 : add_fields(s, f);
    if (reason)
        return leave(s, reason, f);
    out_line(out, record);
    return 0;
}

static int note(void *self, struct span notes, struct fault *f)
{
    struct filter *s = self;
    return s->show == FILTER_PREVIEW ? preview_note(&s->preview, notes, f)
                                     : ledger_add(&s->ledger, notes, f);
}

static int finish(void *self, struct out *out, struct fault *f)
{
    struct filter *s = self;
    struct buf text = BUF(0);
    if (s->show == FILTER_PREVIEW)
        (s->json ? preview_json : preview_text)(&s->preview, &text);
    else if (s->show == FILTER_FIELDS)
        (s->json ? fields_json : fields_text)(&s->fields, criteria_crm(s->criteria), &text);
    int done = buf_check(&text, "the preview", f);
    if (done == 0)
        out_span(out, buf_view(&text));
    buf_free(&text);
    return done;
}

struct stage filter_stage(struct filter *s)
{
    static const struct parallel at_once = {.fork = fork_filter,
                                            .join = join,
                                            .begin = begin,
                                            .note = note},
                                 asking = {.fork = fork_filter,
                                           .join = join,
                                           .begin = begin,
                                           .look = look,
                                           .ready = ready,
                                           .note = note};
    return (struct stage){.step = step,
                          .finish = finish,
                          .self = s,
                          .parallel = criteria_asks(s->criteria) ? &asking : &at_once};
}

void filter_clear(struct filter *s)
{
    ledger_abandon(&s->ledger);
    criteria_free(s->criteria);
    preview_clear(&s->preview);
    fields_clear(&s->fields);
}
