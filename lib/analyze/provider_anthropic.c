#include "lib/analyze/provider_rows.h"
#include "lib/json/json.h"

void anthropic_body(struct buf *b, const struct model *m, const struct prompt *p)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_text(&w, "model", span_of(m->name));
    json_put_int(&w, "max_tokens", m->max_output);
    json_put_text(&w, "system", p->system);
    json_open(&w, "messages", '[');
    provider_turns(&w, p);
    json_close(&w, ']');
    if (m->temperature >= 0)
        json_put_real(&w, "temperature", m->temperature);
    if (m->schema) {
        json_open(&w, "output_config", '{');
        json_open(&w, "format", '{');
        json_put_text(&w, "type", span_of("json_schema"));
        json_put(&w, "schema", buf_view(&p->schema));
        json_close(&w, '}');
        json_close(&w, '}');
    }
    json_close(&w, '}');
}

static enum stop stop_of(struct span reason)
{
    return json_text_is(reason, "end_turn") || json_text_is(reason, "stop_sequence") ? STOP_END
           : json_text_is(reason, "max_tokens")                                      ? STOP_LENGTH
           : json_text_is(reason, "refusal")                                         ? STOP_REFUSED
           : json_text_is(reason, "model_context_window_exceeded")                   ? STOP_CONTEXT
                                                                                     : STOP_ODD;
}

/* Of the blocks of the answer the first that is text: thinking may stand before it. */
int anthropic_read(struct completion *c, struct span body, struct fault *f)
{
    struct span content = json_member(body, span_of("content")),
                usage = json_member(body, span_of("usage"));
    struct json_walk blocks;
    if (json_kind(content) != JSON_ARRAY)
        return fault(f, STATUS_PROTOCOL,
                     "the model's server gave an answer without content: is it one of Anthropic's "
                     "protocol? check --model-url");
    c->stop = stop_of(json_member(body, span_of("stop_reason")));
    for (json_walk(&blocks, content); json_next(&blocks) && !c->text.at;)
        if (json_text_is(json_member(blocks.value, span_of("type")), "text"))
            c->text = json_member(blocks.value, span_of("text"));
    if (json_kind(c->text) != JSON_STRING) {
        c->text = SPAN_NONE;
        c->stop = c->stop == STOP_END ? STOP_ODD : c->stop;
    }
    c->counted = true;
    c->cached = provider_tokens(usage, "cache_read_input_tokens", NULL);
    c->input = provider_tokens(usage, "input_tokens", &c->counted) + c->cached +
               provider_tokens(usage, "cache_creation_input_tokens", NULL);
    c->output = provider_tokens(usage, "output_tokens", &c->counted);
    return 0;
}
