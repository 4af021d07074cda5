/* What is said of a run: schemas/about.json (declared in model.h). */

#include <stdio.h>
#include "lib/base/file.h"
#include "lib/base/when.h"
#include "lib/json/json.h"
#include "lib/report/reading.h"

enum { ABOUT_LIMIT = 1 << 20 };

static int wrong(const char *member, struct fault *f)
{
    return fault(f, STATUS_BAD_RECORD, "\"%s\" is not what it must be; see cm-render(1)", member);
}

static bool absent(struct span value)
{
    return json_kind(value) == JSON_NONE || json_kind(value) == JSON_NULL;
}

static int text(struct report *r, struct span value, const char *member, struct span *into,
                struct fault *f)
{
    *into = reading_text(r, value);
    return into->at || absent(value) ? 0 : wrong(member, f);
}

static bool midnight(const struct civil *c)
{
    return c->hour == 0 && c->minute == 0 && c->second == 0;
}

/* A window of whole days is said by its first and its last one. */
static int window_days(struct report_about *a, when from, when to, const char *zone,
                       struct fault *f)
{
    struct civil c, d, last;
    if (when_civil(&c, from, zone, f) != 0 || when_civil(&d, to, zone, f) != 0 ||
        when_civil(&last, to - 1, zone, f) != 0)
        return -1;
    snprintf(a->from, sizeof a->from, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour,
             c.minute);
    snprintf(a->to, sizeof a->to, "%04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, d.hour,
             d.minute);
    if (midnight(&c) && midnight(&d)) {
        snprintf(a->first, sizeof a->first, "%.10s", a->from);
        snprintf(a->last, sizeof a->last, "%04d-%02d-%02d", last.year, last.month, last.day);
    }
    return 0;
}

static int window(struct report *r, struct span value, struct fault *f)
{
    when from, to;
    struct report_about *a = &r->about;
    struct span zone = json_get(value, "zone");
    if (absent(value))
        return 0;
    if (!json_time(json_get(value, "from"), &from) || !json_time(json_get(value, "to"), &to) ||
        from >= to || json_kind(zone) != JSON_STRING || json_text_is(zone, "local") ||
        text(r, zone, "window", &a->zone, f) != 0)
        return wrong("window", f);
    a->from_text = reading_text(r, json_get(value, "from"));
    a->to_text = reading_text(r, json_get(value, "to"));
    char *name = arena_text(&r->arena, a->zone);
    return name && window_days(a, from, to, name, f) == 0 ? 0 : wrong("window", f);
}

static int filters(struct report *r, struct span value, struct fault *f)
{
    struct json_walk w;
    struct report_about *a = &r->about;
    a->filtered = json_kind(value) == JSON_ARRAY;
    if (!a->filtered)
        return absent(value) ? 0 : wrong("filters", f);
    size_t n = json_count(value);
    a->filters = arena_take(&r->arena, n * sizeof *a->filters);
    for (json_walk(&w, value); a->filters && json_next(&w);)
        if (json_kind(w.value) != JSON_STRING ||
            text(r, w.value, "filters", &a->filters[a->nfilters++], f) != 0)
            return wrong("filters", f);
    return 0;
}

static int take(struct report *r, struct span said, struct fault *f)
{
    int64_t version;
    struct report_about *a = &r->about;
    if (!json_integer(json_get(said, "v"), &version) || version != 1 ||
        !json_text_is(json_get(said, "kind"), "about"))
        return fault(f, STATUS_BAD_RECORD, "not what is said of a run; see cm-render(1)");
    a->given = true;
    if (text(r, json_get(said, "id"), "id", &a->id, f) != 0 ||
        text(r, json_get(said, "triggered_by"), "triggered_by", &a->triggered_by, f) != 0 ||
        text(r, json_get(said, "schedule"), "schedule", &a->schedule, f) != 0 ||
        window(r, json_get(said, "window"), f) != 0 ||
        filters(r, json_get(said, "filters"), f) != 0)
        return -1;
    return arena_check(&r->arena, "what is said of the run", f);
}

int report_about(struct report *r, const char *path, struct fault *f)
{
    struct buf b = BUF(ABOUT_LIMIT);
    struct span object;
    int rc = file_read(&b, path, f);
    if (rc == 0 && (json_check(buf_view(&b), &object, f) != 0 || take(r, object, f) != 0))
        rc = fault_at(f, "%s", path);
    buf_free(&b);
    return rc;
}
