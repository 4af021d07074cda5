/* Question sets: any file is read and its cues compiled, or refused with its place. */

#include "lib/analyze/analysis.h"
#include "lib/json/json.h"
#include "tests/fuzz/fuzz.h"

static const char record[] =
    "{\"metaData\":{\"id\":\"1\",\"started\":\"2026-10-06T09:00:00Z\",\"language\":\"eng\"},"
    "\"parties\":[{\"speakerId\":\"2\",\"affiliation\":\"External\"}],\"transcript\":[{"
    "\"speakerId\":\"2\",\"sentences\":[{\"start\":0,\"end\":9,\"text\":\"The price is $20,000, "
    "that is too much for us, we do not want it.\"},{\"start\":9,\"end\":19,\"text\":\"Can we meet "
    "next Tuesday?\"}]}]}";

static void ask(struct analysis *a)
{
    struct fault f = {0};
    struct buf value = BUF(0);
    struct span whole;
    enum analysis_outcome o;
    MUST(analysis_read(a, span_of(record), 0, &o, &f) == 0 && o == ANALYSIS_READ);
    if (analysis_answer(a, &value, &o, &f) == 0)
        MUST(o == ANALYSIS_READ && json_check(buf_view(&value), &whole, &f) == 0);
    else
        MUST(f.status == STATUS_CONFIG);
    buf_free(&value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[80];
    struct fault f = {0};
    struct analysis_order order = {0};
    struct analysis a = {0};
    const char *name = path;
    struct texts names = {&name, 1};
    const char *plain = fuzz_file(fuzz_span(data, size));
    /* A name with a slash is a file. */
    snprintf(path, sizeof path, "%s", plain);
    if (analysis_order_read(&order, &names, &f) == 0 && analysis_make(&a, &order, &f) == 0)
        ask(&a);
    else
        MUST(f.status == STATUS_CONFIG || f.status == STATUS_NO_INPUT);
    analysis_clear(&a);
    analysis_order_clear(&order);
    return 0;
}
