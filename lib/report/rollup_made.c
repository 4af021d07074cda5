/* A roll-up that was made before: how much it took to be enough, that it says the same, and the
 * summary that stands in it. */

#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/report/rollup.h"
#include "lib/report/statement.h"

/* The file's text, and the roll-up in it. */
static int read(struct buf *text, const char *path, struct span *value, struct fault *f)
{
    if (file_read(text, path, f) != 0)
        return -1;
    if (json_check(buf_view(text), value, f) == 0 &&
        (json_text_is(json_get(*value, "kind"), "rollup") ||
         fault(f, STATUS_BAD_RECORD, "not a roll-up: make one with cm-summarize") == 0))
        return 0;
    return fault_at(f, "%s", path);
}

int rollup_enough(const char *path, int64_t *enough, struct fault *f)
{
    struct buf text = BUF(0);
    struct span value;
    int rc = read(&text, path, &value, f);
    if (rc == 0 && !json_integer(json_get(value, "enough"), enough))
        rc = fault(f, STATUS_BAD_RECORD, "%s: not a roll-up: make one with cm-summarize", path);
    buf_free(&text);
    return rc;
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

int rollup_made(struct rollup *u, const char *path, struct fault *f)
{
    struct buf text = BUF(0);
    struct span theirs;
    int rc = read(&text, path, &theirs, f);
    if (rc == 0 && (compare(u, theirs, f) != 0 || statement_adopt(u, theirs, f) != 0))
        rc = fault_at(f, "%s", path);
    buf_free(&text);
    return rc;
}
