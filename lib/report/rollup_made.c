/* A roll-up that was made before: how much it took to be enough, that it says the same as what is
 * counted here, member by member, and the summary that stands in it. */

#include <string.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/report/rollup.h"
#include "lib/report/statement.h"

int rollup_made_read(struct rollup_sources *s, int64_t *enough, struct fault *f)
{
    struct span value;
    if (!s->made)
        return 0;
    if (file_read(&s->made_text, s->made, f) != 0)
        return -1;
    if (json_check(buf_view(&s->made_text), &value, f) != 0)
        return fault_at(f, "%s", s->made);
    if (!json_text_is(json_get(value, "kind"), "rollup") ||
        !json_integer(json_get(value, "enough"), enough))
        return fault(f, STATUS_BAD_RECORD, "%s: not a roll-up: make one with cm-summarize",
                     s->made);
    return 0;
}

/* Made with a file that was not given here, it tells what cannot be counted here. */
static const char *remedy(struct span member, struct span ours)
{
    if (json_kind(ours) == JSON_NULL && span_is(member, "ledger"))
        return "give the --ledger that it was made with";
    if (json_kind(ours) == JSON_NULL && span_is(member, "amends"))
        return "give the --amends that it was made with";
    if (json_kind(ours) == JSON_NULL && span_is(member, "trend"))
        return "give the --against that it was made with";
    return "make it anew with cm-summarize";
}

/* The summary alone, or all else. */
static int compare(const struct rollup *u, struct span theirs, bool summary, struct fault *f)
{
    struct json_walk w;
    struct buf b = BUF(0);
    rollup_json(u, &b);
    struct span ours = buf_view(&b);
    int rc = buf_check(&b, "the roll-up", f);
    if (rc == 0 && json_count(theirs) > json_count(ours))
        rc = fault(f, STATUS_BAD_RECORD,
                   "it has members that no roll-up has: make it anew with cm-summarize");
    for (json_walk(&w, ours); rc == 0 && json_next(&w);) {
        struct span name = {w.key.at + 1, w.key.len - 2}; /* ours need no escapes */
        if (span_is(name, "summary") == summary && !json_equal(w.value, json_member(theirs, name)))
            rc = fault(f, STATUS_BAD_RECORD, "\"%.*s\" is not what these calls add up to: %s",
                       (int)name.len, name.at, remedy(name, w.value));
    }
    buf_free(&b);
    return rc;
}

static bool without(struct span theirs, const char *member)
{
    return json_kind(json_get(theirs, member)) == JSON_NULL;
}

/* What is ours as they made it: what was given only here, and not there, is the report's alone, and
 * so is what the summary says of it. */
static int compare_as_made(struct rollup *u, struct span theirs, struct fault *f)
{
    struct report report = *u->report;
    struct rollup made = *u;
    made.report = &report;
    made.arena = (struct arena){0};
    report.has_ledger = report.has_ledger && !without(theirs, "ledger");
    report.amends.given = report.amends.given && !without(theirs, "amends");
    made.trend = without(theirs, "trend") ? NULL : made.trend;
    int rc = compare(&made, theirs, false, f);
    if (rc == 0)
        rc = statement_adopt(u, theirs, f);
    made.nlines = 0;
    if (rc == 0 && u->nlines && u->lines[0].said.at) {
        memcpy(made.lines, u->lines, sizeof made.lines);
        made.nlines = u->nlines;
    } else if (rc == 0) {
        rollup_summary(&made);
    }
    if (rc == 0 && (rc = arena_check(&made.arena, "the roll-up", f)) == 0)
        rc = compare(&made, theirs, true, f);
    arena_free(&made.arena);
    return rc;
}

int rollup_made(struct rollup *u, const struct rollup_sources *s, struct fault *f)
{
    struct span theirs;
    if (!s->made)
        return 0;
    if (json_check(buf_view(&s->made_text), &theirs, f) == 0 && compare_as_made(u, theirs, f) == 0)
        return 0;
    return fault_at(f, "%s", s->made);
}
