#include "lib/run/deed.h"

#include <string.h>
#include "lib/json/json.h"
#include "lib/state/audit.h"

enum { ROOM = AUDIT_LINE - 1024 };

static const char *value_of(const struct schedule *s, int key)
{
    return s ? s->value[key] : NULL;
}

static bool differs(const struct schedule *before, const struct schedule *after, int key)
{
    const char *a = value_of(before, key), *b = value_of(after, key);
    return a && b ? strcmp(a, b) != 0 : a != b;
}

int deed_differences(const struct schedule *before, const struct schedule *after)
{
    int n = 0;
    for (int i = 0; i < SCHEDULE_KEYS; i++)
        n += differs(before, after, i);
    return n;
}

/* What somebody typed may name a person, or be a secret: it is only said that it is there. */
static bool is_typed(int key)
{
    switch (key) {
    case SCHEDULE_FILTER:
    case SCHEDULE_ENGINE:
    case SCHEDULE_CORRECTIONS:
    case SCHEDULE_TITLE:
    case SCHEDULE_LINK:
    case SCHEDULE_ATTACH:
    case SCHEDULE_OUT: return true;
    default: return false;
    }
}

static void put_values(struct json_writer *w, int key, const char *from, const char *to)
{
    bool typed = is_typed(key);
    if (typed && to)
        to = from ? "changed" : "set";
    if (typed && from)
        from = "set";
    json_put_text(w, "from", span_of(from));
    json_put_text(w, "to", span_of(to));
}

static void put_detail(struct buf *b, const char *name, const struct schedule *before,
                       const struct schedule *after, bool values)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_text(&w, "schedule", span_of(name));
    json_open(&w, "keys", '{');
    for (int i = 0; i < SCHEDULE_KEYS; i++) {
        if (!differs(before, after, i))
            continue;
        json_open(&w, schedule_rows[i].name, '{');
        if (values)
            put_values(&w, i, value_of(before, i), value_of(after, i));
        json_close(&w, '}');
    }
    json_close(&w, '}');
    json_close(&w, '}');
}

int deed_schedule(const struct host *h, const char *what, const char *name,
                  const struct schedule *before, const struct schedule *after, struct fault *f)
{
    const struct schedule *of = after ? after : before;
    struct buf detail = BUF(ROOM);
    put_detail(&detail, name, before, after, true);
    if (detail.state == BUF_FULL) {
        buf_clear(&detail);
        put_detail(&detail, name, before, after, false);
    }
    int rc = buf_check(&detail, "a line of the audit log", f);
    if (rc == 0)
        rc = audit_add(&(struct audit_entry){.time = host_now(h),
                                             .program = "cm-schedule",
                                             .profile = value_of(of, SCHEDULE_PROFILE),
                                             .what = what,
                                             .detail = buf_view(&detail)},
                       f);
    buf_free(&detail);
    return rc;
}
