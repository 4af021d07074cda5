/* Hostile jq expressions over JSON, by the native engine: an expression, a line feed, a record.
 * What it says must be the same each time it is asked, also after another record. */

#include "lib/json/lexis.h"
#include "lib/json/native.h"
#include "lib/json/reach.h"
#include "lib/json/regex.h"
#include "tests/fuzz/fuzz.h"

/* What libjq would be given of the record must be JSON. */
static void project(struct native *n, struct span record)
{
    struct buf text = BUF(0);
    struct fault f = {0};
    struct span whole;
    const struct reach *reach = reach_read(&n->arena, n->syntax);
    if (reach) {
        reach_project(reach, record, &text);
        MUST(json_check(buf_view(&text), &whole, &f) == 0);
        buf_clear(&text);
        reach_list(reach, &text);
    }
    buf_free(&text);
}

static void evaluate(const struct native *n, const struct node *tree, struct span record)
{
    struct run r;
    struct fault f = {0};
    MUST(run_begin(&r, n, &f) == 0);
    enum native_answer first = native_test(&r, tree, record);
    native_test(&r, tree, span_of("{\"a\":[1,\"x\",{\"b\":null}]}"));
    MUST(native_test(&r, tree, record) == first);
    run_end(&r, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = fuzz_span(data, size), record;
    struct fault f = {0};
    struct native n;
    if (size > 4096)
        return 0;
    char *text = fuzz_text(fuzz_part(&rest));
    regex_begin();
    MUST(native_read(&n, text, 1759741200, &f) == 0);
    MUST(!n.whole || n.syntax);
    native_literal(n.syntax);
    if (json_check(rest, &record, &f) == 0 && !json_lone_surrogates(record) &&
        json_depth(record) <= VALUE_DEPTH) {
        project(&n, record);
        if (n.whole || n.guard)
            evaluate(&n, n.whole ? n.whole : n.guard, record);
    }
    native_clear(&n);
    free(text);
    return 0;
}
