#include "lib/report/amend.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/json/stream.h"
#include "lib/report/reading.h"

/* A call of the earlier report. */
struct earlier {
    struct span id, sha256;
    bool here;
};

struct amend {
    struct report *r;
    struct earlier *calls;
    size_t n, room;
};

static int by_id(const void *x, const void *y)
{
    const struct span a = ((const struct earlier *)x)->id, b = ((const struct earlier *)y)->id;
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.at, b.at, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct amend *a = self;
    struct call call = {0};
    struct reading m;
    void *at = a->calls;
    (void)out;
    if (reading_room(&at, a->n, &a->room, sizeof *a->calls, f) != 0)
        return -1;
    a->calls = at;
    int rc = call_read(&call, record, f);
    if (rc == 0) {
        reading_callmine(&m, call.callmine);
        struct span sha256 = json_member(m.analysis, span_of("transcript_sha256"));
        a->calls[a->n].id = reading_text(a->r, call.id);
        a->calls[a->n].sha256 = reading_text(a->r, sha256);
        a->calls[a->n].here = false;
        rc = m.analysis.at ? 0
                           : fault(f, STATUS_BAD_RECORD,
                                   "not analysed: --amends takes the calls of an earlier report");
        a->n += rc == 0;
    }
    call_clear(&call);
    return rc;
}

static void mark(struct amend *a)
{
    struct report *r = a->r;
    if (a->n)
        qsort(a->calls, a->n, sizeof *a->calls, by_id);
    for (size_t i = 0; i < r->ncalls; i++) {
        struct report_call *c = &r->calls[i];
        const struct earlier key = {.id = c->id};
        struct earlier *was = a->n ? bsearch(&key, a->calls, a->n, sizeof *a->calls, by_id) : NULL;
        c->since = !was                                 ? CALL_ADDED
                   : span_equal(was->sha256, c->sha256) ? CALL_AS_BEFORE
                                                        : CALL_CHANGED;
        r->amends.added += c->since == CALL_ADDED;
        r->amends.changed += c->since == CALL_CHANGED;
        if (was)
            was->here = true;
    }
    for (size_t i = 0; i < a->n; i++) {
        bool again = i > 0 && by_id(&a->calls[i - 1], &a->calls[i]) == 0;
        r->amends.calls += !again;
        r->amends.gone += !again && !a->calls[i].here;
    }
}

int amend_read(struct report *r, const struct texts *files, struct fault *f)
{
    if (files->n == 0)
        return 0;
    struct amend a = {.r = r};
    const struct stage stage = {.step = step, .self = &a};
    struct stream s = {.files = (char *const *)(void *)files->at, .n = (int)files->n, .threads = 1};
    int rc = stream_run(&s, &stage, f);
    if (rc == 0) {
        r->amends.given = true;
        mark(&a);
    }
    free(a.calls);
    return rc;
}
