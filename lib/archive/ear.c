#include "lib/archive/ear.h"

#include "lib/base/plain.h"
#include "lib/base/when.h"
#include "lib/json/json.h"

/* The text of a JSON string; empty when it is none. */
static struct span text_of(struct ear *e, struct span string)
{
    buf_clear(&e->text);
    json_text(&e->text, string);
    return buf_view(&e->text);
}

static struct span string(struct span value)
{
    return json_kind(value) == JSON_STRING ? value : SPAN_NONE;
}

/* ---- to people ---- */

static void add_date(struct ear *e, struct buf *to)
{
    when t;
    size_t before = to->len;
    struct call times = {.started =
                             string(e->call.started).at ? e->call.started : e->call.scheduled};
    if (!call_started(&times, &t)) {
        buf_byte(to, '-');
        return;
    }
    when_format(to, t);
    if (to->state == BUF_SOUND)
        to->len = before + sizeof "2026-10-06" - 1;
}

static void tell_call(struct ear *e, struct buf *to)
{
    plain_add(to, e->bundle);
    buf_text(to, "  ");
    plain_add(to, text_of(e, e->call.id));
    buf_text(to, "  ");
    add_date(e, to);
    buf_text(to, "  ");
    plain_add(to, text_of(e, e->call.title));
    buf_byte(to, '\n');
}

static void add_clock(struct buf *to, struct span start)
{
    int64_t ms, s;
    if (!json_integer(start, &ms) || ms < 0) {
        buf_text(to, "-");
        return;
    }
    s = ms / 1000;
    if (s >= 3600)
        buf_format(to, "%lld:%02d:%02d", (long long)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
    else
        buf_format(to, "%d:%02d", (int)(s / 60), (int)(s % 60));
}

static void tell_place(struct ear *e, const struct phrase_place *place, const struct party *who,
                       struct buf *to)
{
    struct span name = who ? text_of(e, who->name) : SPAN_NONE;
    buf_text(to, "  ");
    add_clock(to, json_get(place->sentence, "start"));
    buf_text(to, "  ");
    plain_add(to, name.len ? name : span_of("somebody"));
    if (who && who->side != SIDE_UNKNOWN)
        buf_format(to, " (%s)", side_name(who->side));
    buf_text(to, ": ");
    plain_add(to, buf_view(&e->quote));
    buf_byte(to, '\n');
}

/* ---- as JSON ---- */

static void put_place(struct ear *e, const struct phrase_place *place, const struct party *who,
                      struct buf *to)
{
    struct json_writer w = {.b = to};
    int64_t ms;
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "bundle", e->bundle);
    json_put_text(&w, "member", e->member);
    json_put(&w, "call", e->call.id);
    json_put(&w, "started", string(e->call.started));
    json_put(&w, "title", string(e->call.title));
    json_put_int(&w, "monologue", place->number);
    json_open(&w, "sentences", '[');
    json_put_int(&w, NULL, place->first);
    json_put_int(&w, NULL, place->last);
    json_close(&w, ']');
    json_put(&w, "speaker_id", string(json_get(place->monologue, "speakerId")));
    json_put(&w, "speaker", who ? string(who->name) : SPAN_NONE);
    json_put_text(&w, "side", span_of(side_name(who ? who->side : SIDE_UNKNOWN)));
    if (json_integer(json_get(place->sentence, "start"), &ms) && ms >= 0)
        json_put_int(&w, "start_ms", ms);
    else
        json_put(&w, "start_ms", SPAN_NONE);
    json_put_text(&w, "text", buf_view(&e->quote));
    json_close(&w, '}');
    buf_byte(to, '\n');
}

/* ---- a call ---- */

static int tell_all(struct ear *e, struct buf *to, struct fault *f)
{
    struct phrase_place place;
    int there, told = 0;
    phrase_walk(&e->walk, e->phrase, e->call.transcript);
    while ((there = phrase_next(&e->walk, &place, f)) == 1) {
        const struct party *who = call_speaker(&e->call, json_get(place.monologue, "speakerId"));
        buf_clear(&e->quote);
        phrase_quote(&e->walk, &place, &e->quote);
        if (!told && !e->json)
            tell_call(e, to);
        (e->json ? put_place : tell_place)(e, &place, who, to);
        told = 1;
    }
    if (there < 0 || buf_check(&e->quote, "a quote", f) != 0 ||
        buf_check(&e->text, "a text", f) != 0 || buf_check(to, "what was found", f) != 0)
        return -1;
    return told;
}

static int hear(struct ear *e, struct span record, struct buf *to, struct span *id, struct fault *f)
{
    if (json_kind(json_get(record, "transcript")) != JSON_ARRAY)
        return 0;
    if (call_read(&e->call, record, f) != 0)
        return -1;
    *id = e->call.id;
    return tell_all(e, to, f);
}

int ear_line(struct ear *e, struct span line, struct buf *to, struct span *id, struct fault *f)
{
    struct span record;
    if (index_read(&e->index, line, &record, f) != 0)
        return -1;
    if (json_kind(record) != JSON_OBJECT)
        return fault(f, STATUS_BAD_RECORD, "a line is not one JSON object");
    json_enter(&e->index);
    int heard = hear(e, record, to, id, f);
    json_leave();
    return heard;
}

void ear_clear(struct ear *e)
{
    index_free(&e->index);
    phrase_walk_clear(&e->walk);
    call_clear(&e->call);
    buf_free(&e->quote);
    buf_free(&e->text);
}
