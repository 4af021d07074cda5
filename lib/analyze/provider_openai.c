#include "lib/analyze/provider_rows.h"
#include "lib/json/json.h"

/* The nested form of the schema: llama.cpp takes the flat one and does not follow it. */
void openai_body(struct buf *b, const struct model *m, const struct prompt *p)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_text(&w, "model", span_of(m->name));
    json_open(&w, "messages", '[');
    provider_message(&w, "system", p->system);
    provider_turns(&w, p);
    json_close(&w, ']');
    json_put_int(&w, m->output_word, m->max_output);
    if (m->temperature >= 0)
        json_put_real(&w, "temperature", m->temperature);
    if (m->schema) {
        json_open(&w, "response_format", '{');
        json_put_text(&w, "type", span_of("json_schema"));
        json_open(&w, "json_schema", '{');
        json_put_text(&w, "name", span_of("answers"));
        json_put_bool(&w, "strict", true);
        json_put(&w, "schema", buf_view(&p->schema));
        json_close(&w, '}');
        json_close(&w, '}');
    }
    json_close(&w, '}');
}

static enum stop stop_of(struct span reason, struct span refusal)
{
    if (json_kind(refusal) == JSON_STRING && refusal.len > 2)
        return STOP_REFUSED;
    return json_text_is(reason, "stop")             ? STOP_END
           : json_text_is(reason, "length")         ? STOP_LENGTH
           : json_text_is(reason, "content_filter") ? STOP_REFUSED
                                                    : STOP_ODD;
}

int openai_read(struct completion *c, struct span body, struct fault *f)
{
    struct json_walk choices;
    struct span list = json_member(body, span_of("choices"));
    json_walk(&choices, list);
    if (json_kind(list) != JSON_ARRAY || !json_next(&choices))
        return fault(f, STATUS_PROTOCOL,
                     "the model's server gave an answer without choices: is it one of OpenAI's "
                     "protocol? check --model-url");
    struct span said = json_member(choices.value, span_of("message")),
                usage = json_member(body, span_of("usage"));
    c->stop = stop_of(json_member(choices.value, span_of("finish_reason")),
                      json_member(said, span_of("refusal")));
    c->text = json_member(said, span_of("content"));
    if (json_kind(c->text) != JSON_STRING) {
        c->text = SPAN_NONE;
        c->stop = c->stop == STOP_END ? STOP_ODD : c->stop;
    }
    c->counted = true;
    c->input = provider_tokens(usage, "prompt_tokens", &c->counted);
    c->output = provider_tokens(usage, "completion_tokens", &c->counted);
    c->cached = provider_tokens(json_member(usage, span_of("prompt_tokens_details")),
                                "cached_tokens", NULL);
    return 0;
}
