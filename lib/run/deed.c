#include "lib/run/deed.h"

#include <string.h>
#include "lib/json/json.h"
#include "lib/state/audit.h"

enum { VALUE = 150, ROOM = AUDIT_LINE - 1024 };

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

static void put_value(struct json_writer *w, const char *key, const char *value)
{
    char cut[VALUE + 4];
    if (value && strlen(value) > VALUE) {
        memcpy(cut, value, VALUE);
        memcpy(cut + VALUE, "...", 4);
        value = cut;
    }
    json_put_text(w, key, span_of(value));
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
        if (values) {
            put_value(&w, "from", value_of(before, i));
            put_value(&w, "to", value_of(after, i));
        }
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
