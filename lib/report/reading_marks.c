/* What stands beside an answer: the model's note, why there is none, what it took and cost, and who
 * corrected it. */

#include <math.h>
#include "lib/json/json.h"
#include "lib/report/reading.h"

static int64_t whole(struct span value)
{
    int64_t n = 0;
    return json_integer(value, &n) && n > 0 ? n : 0;
}

static double real(struct span value)
{
    double n;
    return json_number(value, &n) ? n : (double)NAN;
}

/* A value as a reader sees it: text is itself, anything else its JSON. */
static struct span value_text(struct report *r, struct span value)
{
    if (json_kind(value) == JSON_STRING)
        return reading_text(r, value);
    return json_kind(value) > JSON_NULL ? arena_copy(&r->arena, value) : SPAN_NONE;
}

static void read_override(struct report *r, struct report_marks *to, struct span from)
{
    to->corrected = true;
    to->by = reading_text(r, json_get(from, "by"));
    to->when = reading_text(r, json_get(from, "when"));
    to->why = reading_text(r, json_get(from, "why"));
    to->was_status = reading_text(r, json_get(from, "was.status"));
    to->was_value = value_text(r, json_get(from, "was.value"));
}

void reading_marks(struct report *r, struct report_answer *a, const struct mark_members *m)
{
    bool spent = json_kind(m->usage) == JSON_OBJECT;
    bool corrected = json_kind(m->override) == JSON_OBJECT;
    if (!spent && !corrected && !m->note.at && !m->gate.at && !m->reason.at && !m->stability.at &&
        !m->unverified.at)
        return;
    struct report_marks *to = arena_take(&r->arena, sizeof *to);
    if (!to)
        return;
    a->marks = to;
    to->note = reading_text(r, m->note);
    to->gate = reading_text(r, m->gate);
    to->reason = reading_text(r, m->reason);
    to->unverified = whole(m->unverified);
    to->stability = real(m->stability);
    to->spent = spent;
    to->spend = (struct report_spend){.input = whole(json_get(m->usage, "input")),
                                      .cached = whole(json_get(m->usage, "cached")),
                                      .output = whole(json_get(m->usage, "output")),
                                      .cost = real(m->cost)};
    if (corrected)
        read_override(r, to, m->override);
}
