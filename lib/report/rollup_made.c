/* A roll-up that was made before: how much it took to be enough, that it says the same, and the
 * summary that stands in it. */

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

static int compare(const struct rollup *u, struct span theirs, struct fault *f)
{
    static const char *const members[] = {"v",        "kind",  "calls",     "accounts", "enough",
                                          "evidence", "usage", "questions", "themes"};
    struct span ours;
    struct buf b = BUF(0);
    rollup_json(u, &b);
    ours = buf_view(&b);
    int rc = buf_check(&b, "the roll-up", f);
    for (size_t i = 0; rc == 0 && i < sizeof members / sizeof members[0]; i++)
        if (!span_equal(json_get(theirs, members[i]), json_get(ours, members[i])))
            rc = fault(f, STATUS_BAD_RECORD,
                       "\"%s\" is not what these calls add up to: make it anew with cm-summarize",
                       members[i]);
    buf_free(&b);
    return rc;
}

int rollup_made(struct rollup *u, const struct rollup_sources *s, struct fault *f)
{
    struct span theirs;
    if (!s->made)
        return 0;
    if (json_check(buf_view(&s->made_text), &theirs, f) == 0 && compare(u, theirs, f) == 0 &&
        statement_adopt(u, theirs, f) == 0)
        return 0;
    return fault_at(f, "%s", s->made);
}
