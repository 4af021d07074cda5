/* lib/json driven by the public conformance suites, which hold values that are no records:
 *   json_driver --check      stdin is exactly one JSON text: 0, or 1
 *   json_driver --jq PROG    PROG over the texts on stdin, one a line
 * Without arguments it tests itself. */
#include "tests/unit/check.h"

#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/out.h"
#include "lib/json/json.h"
#include "lib/json/query.h"

static int check_stdin(void)
{
    struct fault f = {0};
    struct buf text = BUF(0);
    struct span value;
    int bad = file_read(&text, "-", &f) != 0 || json_check(buf_view(&text), &value, &f) != 0;
    if (bad)
        fprintf(stderr, "json_driver: %s\n", f.text);
    buf_free(&text);
    return bad;
}

static int run_line(struct query *q, struct span line, struct buf *out, struct fault *f)
{
    struct span value;
    return json_check(line, &value, f) != 0 ? -1 : query_run(q, value, out, f);
}

/* jq's cases have inputs that are no JSON (nan, a byte order mark), which libjq's own reader takes:
 * they go to it as they are. One of them counts to 10^9. */
enum { SUITE_SECONDS = 60 };

static int run_jq(const char *program)
{
    struct fault f = {0};
    struct buf text = BUF(0), outputs = BUF(0);
    struct query *q = query_new(program, QUERY_JQ, SUITE_SECONDS, 0, &f);
    if (q && file_read(&text, "-", &f) == 0)
        for (char *at = text.at, *end; at && *at && f.status == 0; at = end + (*end == '\n')) {
            end = at + strcspn(at, "\n");
            query_run(q, (struct span){at, (size_t)(end - at)}, &outputs, &f);
        }
    if (outputs.at)
        fputs(outputs.at, stdout);
    if (f.status)
        fprintf(stderr, "json_driver: %s\n", f.text);
    query_free(q);
    buf_free(&text);
    buf_free(&outputs);
    return f.status;
}

static void test_self(void)
{
    struct fault f = {0};
    struct buf outputs = BUF(0);
    struct query *q = query_new(".[] | . * 2", QUERY_JQ, 0, 0, &f);
    CHECK(q && run_line(q, span_of(" [1, 2.50] "), &outputs, &f) == 0);
    CHECK(span_is(buf_view(&outputs), "2\n5\n"));
    CHECK(run_line(q, span_of("[1, 02]"), &outputs, &f) != 0);
    query_free(q);
    buf_free(&outputs);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--check") == 0)
        return check_stdin();
    if (argc == 3 && strcmp(argv[1], "--jq") == 0)
        return run_jq(argv[2]);
    test_self();
    return check_end();
}
