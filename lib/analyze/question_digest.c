#include "lib/analyze/question_digest.h"
#include "lib/json/json.h"
#include "lib/state/digest.h"

/* Counted up when the text below changes its form, as every question would become another. */
enum { FORM = 1 };

static void put(struct json_writer *w, const char *key, const char *text)
{
    json_put_text(w, key, span_of(text));
}

static void write_values(struct json_writer *w, const struct question *q)
{
    json_open(w, "values", '[');
    for (size_t i = 0; i < q->nchoices; i++) {
        json_open(w, NULL, '{');
        put(w, "id", q->choices[i].id);
        put(w, "label", q->choices[i].label);
        put(w, "description", q->choices[i].description);
        json_close(w, '}');
    }
    json_close(w, ']');
}

/* What a question and a field have in common. */
static void write_asked(struct json_writer *w, const struct question *q)
{
    put(w, "text", q->text);
    put(w, "type", answer_type_name(q->type));
    put(w, "side", asked_side_name(q->side));
    json_put_int(w, "unit", q->unit);
    json_put_int(w, "pick", q->pick);
    write_values(w, q);
}

int question_digest(struct question *q, struct fault *f)
{
    struct buf text = BUF(0);
    struct json_writer w = {.b = &text};
    json_open(&w, NULL, '{');
    json_put_int(&w, "form", FORM);
    write_asked(&w, q);
    json_put_int(&w, "max_items", q->max_items);
    json_put_int(&w, "min_evidence", q->min_evidence);
    json_open(&w, "fields", '[');
    for (size_t i = 0; i < q->nfields; i++) {
        json_open(&w, NULL, '{');
        put(&w, "id", q->fields[i].id);
        write_asked(&w, &q->fields[i]);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    int status = buf_check(&text, "a question", f);
    if (status == 0)
        digest_of(buf_view(&text), q->sha256);
    buf_free(&text);
    return status;
}
