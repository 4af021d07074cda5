/* The facts in a report's head: the one list of them for all formats. */

#include "lib/report/page.h"

static void sets(struct buf *b, const struct report *r)
{
    for (size_t i = 0; i < r->nsets; i++) {
        buf_text(b, i ? ", " : "");
        buf_span(b, r->sets[i].title);
        buf_format(b, " (version %lld)", (long long)r->sets[i].version);
    }
    buf_text(b, r->nsets ? "" : "none");
}

static void engines(struct buf *b, const struct report *r)
{
    for (size_t i = 0; i < r->nengines; i++) {
        buf_text(b, i ? ", " : "");
        buf_span(b, r->engines[i].label);
    }
}

/* 2026-10-06 09:00 → 6 Oct 2026 09:00 */
static void moment(struct buf *b, const char *iso)
{
    words_date_span(b, (struct span){iso, 10});
    buf_text(b, iso + 10);
}

static void window(struct buf *b, const struct report *r)
{
    const struct report_about *a = &r->about;
    if (!a->zone.at)
        return;
    if (a->first[0]) {
        words_days(b, a->first, a->last);
    } else {
        moment(b, a->from);
        buf_text(b, " to ");
        moment(b, a->to);
    }
    buf_text(b, " (");
    buf_span(b, a->zone);
    buf_byte(b, ')');
}

static void filters(struct buf *b, const struct report *r)
{
    const struct report_about *a = &r->about;
    for (size_t i = 0; i < a->nfilters; i++) {
        buf_text(b, i ? "; " : "");
        buf_span(b, a->filters[i]);
    }
    buf_text(b, a->filtered && a->nfilters == 0 ? "none: every call of the window" : "");
}

static void trigger(struct buf *b, const struct report *r)
{
    const struct report_about *a = &r->about;
    buf_span(b, a->triggered_by);
    buf_text(b, a->triggered_by.len && a->schedule.len ? ", " : "");
    buf_span(b, a->schedule);
}

static void run(struct buf *b, const struct report *r)
{
    buf_span(b, r->about.id);
}

static void rendered(struct buf *b, const struct report *r)
{
    buf_text(b, r->options.now ? r->options.now : "");
}

const char *page_fact(struct buf *b, const struct report *r, size_t *at)
{
    static const struct {
        const char *label;
        void (*say)(struct buf *b, const struct report *r);
    } rows[] = {
        {"Question sets", sets}, {"Engine", engines},       {"Window", window},
        {"Filters", filters},    {"Triggered by", trigger}, {"Run", run},
        {"Rendered", rendered},
    };
    while (*at < sizeof rows / sizeof rows[0]) {
        size_t before = b->len, i = (*at)++;
        rows[i].say(b, r);
        if (b->len > before)
            return rows[i].label;
    }
    if (b->len == 0)
        buf_free(b); /* no word came, but room may have */
    return NULL;
}
