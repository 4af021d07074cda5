#include "lib/gong/crm_answer.h"

#include "lib/base/plain.h"
#include "lib/gong/endpoint.h"
#include "lib/gong/refusal.h"
#include "lib/http/http.h"
#include "lib/json/json.h"

static int crm_answer_page(void *self, const struct gong_page *page, struct fault *f)
{
    static const char *const words[] = {"PENDING", "IN_PROGRESS", "DONE", "FAILED"};
    struct crm_answer *a = self;
    struct json_walk w;
    struct span status = json_get(page->answer, "status");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (json_text_is(status, words[i]))
            buf_text(&a->word, words[i]);
    if (!a->word.len)
        return fault(f, STATUS_PROTOCOL, "Gong says of the request what no schema knows");
    for (json_walk(&w, json_get(page->answer, "errors")); json_next(&w);) {
        struct buf text = BUF(1 << 16);
        json_text(&text, json_get(w.value, "description"));
        plain_add(&a->reasons, buf_view(&text));
        buf_byte(&a->reasons, '\n');
        buf_free(&text);
    }
    return buf_check(&a->reasons, "Gong's reasons", f);
}

int crm_query(struct buf *query, const struct crm_request *r, struct fault *f)
{
    char separator = '?';
    http_query(query, &separator, "integrationId", span_of(r->integration));
    http_query(query, &separator, "clientRequestId", span_of(r->id));
    return buf_check(query, "a URL", f);
}

int crm_answer_ask(struct crm_answer *a, struct gong *g, const struct crm_request *r,
                   struct fault *f)
{
    struct buf query = BUF(1024);
    *a = (struct crm_answer){BUF(64), BUF(1 << 20)};
    int ok = crm_query(&query, r, f);
    if (ok == 0)
        ok = gong_ask(g, &(struct gong_query){.what = GONG_CRM_STATUS, .filter = buf_view(&query)},
                      crm_answer_page, a, f);
    buf_free(&query);
    return ok;
}

bool crm_answer_is(const struct crm_answer *a, const char *word)
{
    return span_is(buf_view(&a->word), word);
}

void crm_answer_clear(struct crm_answer *a)
{
    buf_free(&a->word);
    buf_free(&a->reasons);
}

bool crm_answer_unknown(const struct fault *f)
{
    return refusal_of_request(f) || refusal_not_there(f);
}

bool crm_answer_forbidden(const struct fault *f)
{
    return refusal_of_scope(f, endpoint_of(GONG_CRM_STATUS)->scope);
}
