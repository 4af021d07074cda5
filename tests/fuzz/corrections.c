/* Corrections: any file is refused with its place, or applied to a call so that the record is JSON,
 * and the same when it is applied again. */

#include "lib/analyze/override.h"
#include "lib/json/json.h"
#include "tests/fuzz/fuzz.h"

#define XY "\"values\":[{\"id\":\"x\"},{\"id\":\"y\"}]"

/* A question of each type, and how it was answered. */
static const struct {
    const char *id, *type, *more, *status, *value;
} rows[] = {
    {"b", "bool", "\"side\":\"any\"", "answered", "true"},
    {"e", "enum", XY, "answered", "\"x\""},
    {"m", "multi_enum", XY, "answered", "[\"x\",\"y\"]"},
    {"n", "number", "\"side\":\"customer\"", "not_discussed", "null"},
    {"d", "date", "\"side\":\"rep\"", "unclear", "null"},
    {"t", "short", "\"values\":[]", "refused", "null"},
    {"l", "list",
     "\"fields\":[{\"id\":\"f\",\"type\":\"number\"},{\"id\":\"g\",\"type\":\"enum\"," XY "}]",
     "answered", "[{\"f\":1,\"g\":null}]"},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static void make_record(struct buf *b)
{
    buf_text(b, "{\"metaData\":{\"id\":\"1\"},\"parties\":[{\"speakerId\":\"2\",\"affiliation\":"
                "\"External\"}],\"transcript\":[{\"speakerId\":\"2\",\"sentences\":[{\"start\":0,"
                "\"end\":9,\"text\":\"One.\"},{\"text\":\"Two \\ud83d\\ude00.\"},{\"text\":"
                "\"\\ud800\"}]},{\"sentences\":[{\"text\":\"3\"}]}],\"callmine\":{\"v\":1,"
                "\"analysis\":{\"v\":1,\"sets\":[{\"id\":\"s\",\"questions\":[");
    for (int i = 0; i < ROWS; i++)
        buf_format(b, "%s{\"id\":\"%s\",\"type\":\"%s\",%s}", i ? "," : "", rows[i].id,
                   rows[i].type, rows[i].more);
    buf_text(b, "]}],\"answers\":[");
    for (int i = 0; i < ROWS; i++)
        buf_format(b,
                   "%s{\"set\":\"s\",\"question\":\"%s\",\"status\":\"%s\",\"value\":%s,"
                   "\"confidence\":null,\"evidence\":[{\"value\":\"x\"}],\"note\":\"n\"}",
                   i ? "," : "", rows[i].id, rows[i].status, rows[i].value);
    buf_text(b, "]}}}");
}

static void again(struct overrides *o, const struct buf *once)
{
    struct buf twice = BUF(0);
    struct span whole;
    struct fault f = {0};
    MUST(json_check(buf_view(once), &whole, &f) == 0);
    MUST(overrides_apply(o, whole, &twice, &f) == 0);
    MUST(span_equal(buf_view(once), buf_view(&twice)));
    buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    struct overrides o;
    struct buf record = BUF(0), once = BUF(0);
    make_record(&record);
    bool good = overrides_make(&o, fuzz_file(fuzz_span(data, size)), &f) == 0 &&
                overrides_apply(&o, buf_view(&record), &once, &f) == 0;
    if (good)
        again(&o, &once);
    else
        MUST(f.status == STATUS_CONFIG);
    buf_free(&once);
    buf_free(&record);
    overrides_clear(&o);
    return 0;
}
