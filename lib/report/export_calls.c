/* Calls: who, when, about what; and what was said, a turn a line. */

#include "lib/json/json.h"
#include "lib/report/dress.h"
#include "lib/report/export_types.h"
#include "lib/report/words.h"

/* ---- what both begin with ---- */

static void title(struct sheet *s, int64_t number)
{
    struct span text = sheet_text(s, s->call.title);
    if (!text.len) {
        buf_clear(&s->text);
        buf_text(&s->text, "Call ");
        buf_clear(&s->scratch);
        json_text(&s->scratch, s->call.id);
        dress_name(&s->text, buf_view(&s->scratch), DRESS_PLAIN);
        text = buf_view(&s->text);
    }
    sheet_title(s, number, text);
}

static void date_and_duration(struct sheet *s)
{
    const struct call *c = &s->call;
    when t;
    if (call_started(c, &t)) {
        sheet_label(s, "Date");
        sheet_add_when(&s->b, t, s->zone);
        sheet_end(s);
    } else {
        sheet_time(s, json_kind(c->started) == JSON_STRING ? "Date" : "Scheduled",
                   json_kind(c->started) == JSON_STRING ? c->started : c->scheduled);
    }
    if (call_seconds(c) > 0) {
        sheet_label(s, "Duration");
        sheet_add_seconds(s, call_seconds(c));
        sheet_end(s);
    }
}

/* ---- calls ---- */

static struct span side_words(enum side side)
{
    return side == SIDE_UNKNOWN ? SPAN_NONE : words_side(side);
}

static bool has_method(struct span party, const char *method)
{
    struct json_walk w;
    for (json_walk(&w, json_get(party, "methods")); json_next(&w);)
        if (json_text_is(w.value, method))
            return true;
    return false;
}

static void attendee(struct sheet *s, const char *label, const struct party *p, struct span value)
{
    struct span side = side_words(p->side);
    sheet_label(s, label);
    bool named = sheet_add(s, "", p->name);
    if (!named && !sheet_add(s, "", p->email) && !sheet_add(s, "", p->phone))
        buf_text(&s->b, "somebody without a name");
    sheet_add(s, ", ", p->title);
    if (named)
        sheet_add(s, ", ", p->email);
    if (side.at) {
        buf_text(&s->b, " (");
        buf_span(&s->b, side);
        buf_byte(&s->b, ')');
    }
    if (has_method(value, "Invitee") && !has_method(value, "Attendee"))
        buf_text(&s->b, ", invited only");
    sheet_end(s);
}

/* call_parties has read those that are objects, in order. */
static void attendees(struct sheet *s)
{
    const char *label = "Attendees";
    struct json_walk w;
    size_t i = 0;
    if (json_kind(s->call.people) != JSON_ARRAY)
        return;
    for (json_walk(&w, s->call.people); json_next(&w);) {
        if (json_kind(w.value) != JSON_OBJECT)
            continue;
        attendee(s, label, &s->call.parties[i++], w.value);
        label = NULL;
    }
}

static void host(struct sheet *s)
{
    const struct party *p = call_host(&s->call);
    struct span name = json_get(s->call.callmine, "host.name");
    if (sheet_text(s, name).len)
        sheet_line(s, "Host", name);
    else if (p && sheet_text(s, p->name).len)
        sheet_line(s, "Host", p->name);
    else
        sheet_person(s, "Host", s->call.host_id);
}

static void topics(struct sheet *s, struct span content)
{
    const char *label = "Topics";
    struct json_walk w;
    for (json_walk(&w, json_get(content, "topics")); json_next(&w);) {
        struct span duration = json_get(w.value, "duration");
        double seconds;
        if (!json_number(duration, &seconds) || !(seconds > 0 && seconds < 1e9) ||
            !sheet_text(s, json_get(w.value, "name")).len)
            continue;
        sheet_label(s, label);
        sheet_add(s, "", json_get(w.value, "name"));
        buf_text(&s->b, ", ");
        sheet_add_seconds(s, seconds < 1 ? 1 : (int64_t)seconds);
        sheet_end(s);
        label = NULL;
    }
}

static void phrases(struct sheet *s, struct span tracker)
{
    struct json_walk w;
    const char *before = ": ";
    for (json_walk(&w, json_get(tracker, "phrases")); json_next(&w);) {
        if (!sheet_add(s, before, json_get(w.value, "phrase")))
            continue;
        if (sheet_add(s, " (", json_get(w.value, "count")))
            buf_byte(&s->b, ')');
        before = ", ";
    }
}

static void trackers(struct sheet *s, struct span content)
{
    const char *label = "Trackers";
    struct json_walk w;
    for (json_walk(&w, json_get(content, "trackers")); json_next(&w);) {
        struct span count = json_get(w.value, "count");
        double n;
        if (!json_number(count, &n) || !(n > 0) || !sheet_text(s, json_get(w.value, "name")).len)
            continue;
        sheet_label(s, label);
        sheet_add(s, "", json_get(w.value, "name"));
        sheet_add(s, ", ", count);
        buf_text(&s->b, n == 1 ? " time" : " times");
        phrases(s, w.value);
        sheet_end(s);
        label = NULL;
    }
}

static void deals(struct sheet *s)
{
    const char *label = "Deals";
    struct json_walk w;
    for (json_walk(&w, json_get(s->call.callmine, "deals")); json_next(&w);) {
        struct span d = w.value;
        sheet_label(s, label);
        if (!sheet_add(s, "", json_get(d, "name")) && !sheet_add(s, "deal ", json_get(d, "id")))
            buf_text(&s->b, "a deal without a name");
        sheet_add(s, ", stage ", json_get(d, "stage"));
        bool money = json_kind(json_get(d, "amount")) == JSON_NUMBER;
        bool currency = money && sheet_add(s, ", ", json_get(d, "currency"));
        if (money)
            sheet_add_amount(s, currency ? " " : ", amount ", json_get(d, "amount"));
        sheet_add_day(s, ", closes ", json_get(d, "close"));
        sheet_add(s, ", owner ", json_get(d, "owner"));
        if (json_text_is(json_get(d, "timing"), "TimeOfCall"))
            buf_text(&s->b, " (as it was at the time of the call)");
        sheet_end(s);
        label = NULL;
    }
}

static void companies(struct sheet *s)
{
    const char *label = "Companies";
    struct json_walk w;
    for (json_walk(&w, json_get(s->call.callmine, "companies")); json_next(&w);) {
        struct span c = w.value;
        sheet_label(s, label);
        if (!sheet_add(s, "", json_get(c, "name")) && !sheet_add(s, "company ", json_get(c, "id")))
            buf_text(&s->b, "a company without a name");
        sheet_add(s, ", ", json_get(c, "industry"));
        if (sheet_add_amount(s, ", ", json_get(c, "size")))
            buf_text(&s->b, " employees");
        sheet_add(s, ", ", json_get(c, "domain"));
        sheet_end(s);
        label = NULL;
    }
}

static void points(struct sheet *s, const char *label, struct span items)
{
    struct json_walk w;
    for (json_walk(&w, items); json_next(&w);)
        if (sheet_text(s, json_get(w.value, "text")).len) {
            sheet_line(s, label, json_get(w.value, "text"));
            label = NULL;
        }
}

static void highlights(struct sheet *s, struct span content)
{
    struct json_walk w;
    for (json_walk(&w, json_get(content, "highlights")); json_next(&w);)
        if (json_text_is(json_get(w.value, "title"), "Next steps"))
            points(s, "Next steps", json_get(w.value, "items"));
}

int export_call(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    struct span content = json_get(record, "content");
    struct call *c = &s->call;
    if (call_read(c, record, f) != 0)
        return -1;
    title(s, number);
    date_and_duration(s);
    sheet_line(s, "Direction", c->direction);
    sheet_line(s, "Scope", c->scope);
    sheet_line(s, "System", json_get(c->meta, "system"));
    sheet_line(s, "Language", c->language);
    if (call_is_private(c))
        sheet_words(s, "Private", "yes");
    host(s);
    attendees(s);
    companies(s);
    deals(s);
    sheet_line(s, "Outcome", json_get(content, "callOutcome.name"));
    sheet_line(s, "Brief", json_get(content, "brief"));
    points(s, "Key points", json_get(content, "keyPoints"));
    highlights(s, content);
    topics(s, content);
    trackers(s, content);
    sheet_line(s, "Call id", c->id);
    sheet_line(s, "Link", c->url);
    return 0;
}

/* ---- transcripts ---- */

/* Who speaks, for the turn's line; the same voice always reads the same. */
static int name_voice(struct sheet *s, struct span voice, struct fault *f)
{
    const struct party *p = call_speaker(&s->call, voice);
    const struct span names[] = {p ? p->name : SPAN_NONE, p ? p->email : SPAN_NONE,
                                 p ? p->phone : SPAN_NONE};
    size_t number;
    buf_clear(&s->speaker);
    for (size_t i = 0; i < 3 && !s->speaker.len; i++)
        buf_span(&s->speaker, sheet_text(s, names[i]));
    if (!s->speaker.len) {
        struct span key = json_kind(voice) == JSON_STRING ? voice : span_of("\"\"");
        if (ids_add(&s->voices, key, &number, NULL, f) != 0)
            return -1;
        buf_format(&s->speaker, "Speaker %zu", number + 1);
    }
    if (p && p->side != SIDE_UNKNOWN)
        buf_format(&s->speaker, " (%s)", side_name(p->side));
    return buf_check(&s->speaker, "a speaker's name", f);
}

static void begin_turn(struct sheet *s, struct span start)
{
    double ms;
    buf_byte(&s->b, '[');
    if (json_number(start, &ms) && ms >= 0 && ms < 1e12)
        sheet_add_clock(s, (int64_t)(ms / 1000));
    else
        buf_text(&s->b, "--:--:--");
    buf_text(&s->b, "] ");
    buf_span(&s->b, buf_view(&s->speaker));
    buf_byte(&s->b, ':');
}

/* A turn that is being written: whose, if it is any's. */
struct turn {
    struct span voice;
    bool open;
};

/* Monologues without a voice are one more of them. */
static bool same_voice(struct span a, struct span b)
{
    return json_kind(a) == JSON_STRING ? json_text_equal(a, b) : json_kind(b) != JSON_STRING;
}

/* What a monologue says goes on with the turn, or begins another one. */
static int monologue(struct sheet *s, struct turn *t, struct span said, struct fault *f)
{
    struct span voice = json_get(said, "speakerId");
    struct json_walk w;
    for (json_walk(&w, json_get(said, "sentences")); json_next(&w);) {
        if (!sheet_text(s, json_get(w.value, "text")).len)
            continue;
        if (!t->open || !same_voice(voice, t->voice)) {
            if (t->open)
                buf_byte(&s->b, '\n');
            if (name_voice(s, voice, f) != 0)
                return -1;
            begin_turn(s, json_get(w.value, "start"));
            *t = (struct turn){voice, true};
        }
        sheet_add(s, " ", json_get(w.value, "text"));
        if (s->b.len > 64 << 10 && sheet_put(s, f) != 0)
            return -1;
    }
    return 0;
}

static int turns(struct sheet *s, struct fault *f)
{
    struct turn turn = {0};
    struct json_walk w;
    ids_empty(&s->voices);
    for (json_walk(&w, s->call.transcript); json_next(&w);)
        if (monologue(s, &turn, w.value, f) != 0)
            return -1;
    buf_text(&s->b, turn.open ? "\n" : "The transcript is empty.\n");
    return 0;
}

int export_transcript(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    if (call_read(&s->call, record, f) != 0)
        return -1;
    title(s, number);
    date_and_duration(s);
    sheet_line(s, "Call id", s->call.id);
    sheet_line(s, "Link", s->call.url);
    buf_byte(&s->b, '\n');
    if (json_kind(s->call.transcript) == JSON_ARRAY)
        return turns(s, f);
    buf_text(&s->b, "No transcript yet.\n");
    return 0;
}
