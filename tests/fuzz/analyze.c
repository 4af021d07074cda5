/* cm-analyze's way with any record that is one JSON object: it is asked every shipped question, and
 * each quote that comes out is looked for in the record by a reader of its own. */

#include "lib/analyze/analysis.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"
#include "tests/fuzz/fuzz.h"

static struct analysis_order order;
static struct analysis analysis;

static void make(void)
{
    static const char *sets[] = {"competitors", "objections", "pricing", "next-steps",
                                 "feature-requests"};
    static const struct texts names = {sets, 5};
    struct fault f = {0};
    MUST(analysis_order_read(&order, &names, &f) == 0 && analysis_make(&analysis, &order, &f) == 0);
}

/* The sentences from..to of all monologues, by one space, if they are of one monologue. */
static bool said(struct span transcript, int64_t from, int64_t to, struct buf *text)
{
    struct json_walk m, s;
    int64_t n = 0, got = 0;
    for (json_walk(&m, transcript); json_next(&m);) {
        struct span sentences = json_member(m.value, span_of("sentences"));
        if (json_kind(sentences) != JSON_ARRAY)
            continue;
        int64_t here = 0;
        for (json_walk(&s, sentences); json_next(&s); n++) {
            if (n < from || n > to)
                continue;
            if (here++)
                buf_byte(text, ' ');
            json_text(text, json_member(s.value, span_of("text")));
        }
        got += here > 0;
    }
    return got == 1 && to < n;
}

static void quotes(struct span record, struct span answers)
{
    struct json_walk a, e;
    struct buf text = BUF(0), quote = BUF(0);
    for (json_walk(&a, answers); json_next(&a);)
        for (json_walk(&e, json_get(a.value, "evidence")); json_next(&e);) {
            struct json_walk w;
            int64_t at[2] = {-1, -1};
            size_t n = 0;
            buf_clear(&text);
            buf_clear(&quote);
            for (json_walk(&w, json_get(e.value, "sentences")); json_next(&w); n++)
                MUST(n < 2 && json_integer(w.value, &at[n]));
            MUST(n == 2 && at[0] >= 0 && at[0] <= at[1]);
            json_text(&quote, json_get(e.value, "quote"));
            MUST(said(json_member(record, span_of("transcript")), at[0], at[1], &text));
            MUST(quote.len && memmem(text.at, text.len, quote.at, quote.len));
        }
    buf_free(&text);
    buf_free(&quote);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    struct span record, whole;
    enum analysis_outcome o;
    struct buf value = BUF(0), line = BUF(0);
    if (!order.n)
        make();
    if (json_check(fuzz_span(data, size), &record, &f) != 0 || json_kind(record) != JSON_OBJECT)
        return 0;
    if (analysis_read(&analysis, record, 0, &o, &f) != 0) {
        MUST(f.status == STATUS_BAD_RECORD);
    } else if (o == ANALYSIS_READ) {
        MUST(analysis_answer(&analysis, &value, &o, &f) == 0);
        splice_record(&line, record, "analysis", buf_view(&value));
        MUST(json_check(buf_view(&line), &whole, &f) == 0);
        quotes(record, json_get(whole, "callmine.analysis.answers"));
        buf_clear(&line);
        MUST(analysis_rank(&analysis, NULL, &line, &f) == 0);
    }
    buf_free(&value);
    buf_free(&line);
    return 0;
}
