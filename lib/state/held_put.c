#include "lib/state/held_put.h"

#include <inttypes.h>
#include <string.h>
#include "lib/json/json.h"

static bool wanted(const struct held_call *c, const char *state)
{
    if (!state)
        return true;
    if (strcmp(state, "late") == 0)
        return c->late != 0;
    if (strcmp(state, "private") == 0)
        return c->hidden;
    if (strcmp(state, "gone") == 0)
        return c->gone != 0;
    return !c->hidden && !c->gone && strcmp(state, held_state_name(c->state)) == 0;
}

int held_put_list(const struct held *h, const char *state, struct out *out, struct fault *f)
{
    struct buf line = BUF(4096);
    int done = 0;
    for (size_t i = 0; done == 0 && i < h->ids.n; i++) {
        if (!wanted(&h->calls[i], state))
            continue;
        buf_clear(&line);
        held_line(h, i, &line);
        out_line(out, buf_view(&line));
        done = buf_check(&line, "a line", f);
    }
    buf_free(&line);
    return done;
}

int held_put_change(const struct held *h, size_t number, enum held_change change, struct out *out,
                    struct fault *f)
{
    struct buf line = BUF(4096);
    struct json_writer w = {.b = &line};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "id", ids_at(&h->ids, number));
    json_put_text(&w, "change", span_of(held_change_name(change)));
    json_put_text(&w, "state", span_of(held_state_name(h->calls[number].state)));
    json_close(&w, '}');
    out_line(out, buf_view(&line));
    int done = buf_check(&line, "a line", f);
    buf_free(&line);
    return done;
}

int held_put_status(const struct held *h, struct out *out, struct fault *f)
{
    int64_t states[HELD_STATES] = {0}, transcripts = 0, late = 0, hidden = 0, gone = 0;
    struct buf text = {0}, through = BUF(64);
    for (size_t i = 0; i < h->ids.n; i++) {
        const struct held_call *c = &h->calls[i];
        gone += c->gone != 0;
        late += c->late != 0;
        hidden += c->hidden;
        transcripts += c->state == HELD_HELD && c->transcript;
        states[c->state] += !c->gone && !c->hidden;
    }
    when_format(&through, h->through);
    buf_format(&text,
               "%-10s%s\n"
               "%-10s%" PRId64 ", %" PRId64 " with a transcript\n"
               "%-10s%" PRId64 " for a transcript\n"
               "%-10s%" PRId64 " were waited for too long\n"
               "%-10s%" PRId64 " in listings, and nobody holds them yet\n"
               "%-10s%" PRId64 " came to light behind what had been listed\n"
               "%-10s%" PRId64 ", which are not handed on\n"
               "%-10s%" PRId64 " are listed no more\n",
               "through", h->through ? through.at : "nothing was listed yet", "held",
               states[HELD_HELD], transcripts, "waiting", states[HELD_WAITING], "given up",
               states[HELD_GIVEN_UP], "seen", states[HELD_SEEN], "late", late, "private", hidden,
               "gone", gone);
    int done = buf_check(&text, "the status", f);
    if (done == 0)
        out_span(out, buf_view(&text));
    buf_free(&text);
    buf_free(&through);
    return done;
}
