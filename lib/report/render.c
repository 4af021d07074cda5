#include "lib/report/render.h"

enum { ENOUGH = 5 };

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct render *r = self;
    (void)out;
    return report_add(r->report, record, f);
}

static int finish(void *self, struct out *out, struct fault *f)
{
    struct render *r = self;
    struct rollup *u = rollup_of(r->report, &r->sources, f);
    int rc = u ? r->put(r->who, u, out, f) : -1;
    rollup_free(u);
    return rc;
}

int render_begin(struct render *r, struct stage *stage, struct fault *f)
{
    if (r->options.enough < 0)
        r->options.enough = ENOUGH;
    if (rollup_made_read(&r->sources, &r->options.enough, f) != 0 ||
        !(r->report = report_new(&r->options, f)) ||
        (r->about && report_about(r->report, r->about, f) != 0))
        return -1;
    *stage = (struct stage){.step = step, .finish = finish, .self = r};
    return 0;
}

int render_end(const struct render *r, struct fault *f)
{
    return report_closes(r->report, f);
}

void render_clear(struct render *r)
{
    report_free(r->report);
    r->report = NULL;
    buf_free(&r->sources.made_text);
}
