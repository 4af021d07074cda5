#include "lib/sim/sim_select.h"

#include "lib/json/json.h"

/* A flag of exposedFields and the member it shows. */
struct block {
    const char *flag, *member;
};
static const struct block content[] = {
    {"structure", "structure"},
    {"topics", "topics"},
    {"trackers", "trackers"},
    {"brief", "brief"},
    {"outline", "outline"},
    {"highlights", "highlights"},
    {"callOutcome", "callOutcome"},
    {"keyPoints", "keyPoints"},
    {"pointsOfInterest", "pointsOfInterest"},
};
static const struct block interaction[] = {
    {"speakers", "speakers"},
    {"video", "video"},
    {"personInteractionStats", "interactionStats"},
    {"questions", "questions"},
};
enum {
    CONTENT = sizeof content / sizeof content[0],
    INTERACTION = sizeof interaction / sizeof interaction[0]
};
#define ALL(n) ((1u << (n)) - 1)

static bool nothing(struct span v)
{
    return json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL;
}

static bool flag(struct span object, const char *name, bool *to)
{
    struct span v = json_get(object, name);
    *to = json_kind(v) == JSON_TRUE;
    return nothing(v) || json_kind(v) == JSON_TRUE || json_kind(v) == JSON_FALSE;
}

static bool flags(struct span object, const struct block *blocks, int n, unsigned *to)
{
    if (!nothing(object) && json_kind(object) != JSON_OBJECT)
        return false;
    for (int i = 0; i < n; i++) {
        bool on;
        if (!flag(object, blocks[i].flag, &on))
            return false;
        *to |= on ? 1u << i : 0;
    }
    return true;
}

static bool read_context(struct sim_selector *s, struct span selector)
{
    struct span context = json_get(selector, "context"),
                timing = json_get(selector, "contextTiming");
    if (nothing(context) || json_text_is(context, "None"))
        s->context = SIM_CONTEXT_NONE;
    else if (json_text_is(context, "Basic"))
        s->context = SIM_CONTEXT_BASIC;
    else if (json_text_is(context, "Extended"))
        s->context = SIM_CONTEXT_EXTENDED;
    else
        return false;
    s->now = true;
    if (nothing(timing))
        return true;
    if (json_kind(timing) != JSON_ARRAY)
        return false;
    s->now = json_count(timing) == 0;
    struct json_walk w;
    for (json_walk(&w, timing); json_next(&w);) {
        if (json_text_is(w.value, "Now"))
            s->now = true;
        else if (json_text_is(w.value, "TimeOfCall"))
            s->time_of_call = true;
        else
            return false;
    }
    return true;
}

bool sim_selector_read(struct sim_selector *s, struct span selector)
{
    *s = (struct sim_selector){.now = true};
    if (nothing(selector))
        return true;
    struct span fields = json_get(selector, "exposedFields"),
                comments = json_get(fields, "collaboration");
    if (json_kind(selector) != JSON_OBJECT ||
        (!nothing(fields) && json_kind(fields) != JSON_OBJECT) ||
        (!nothing(comments) && json_kind(comments) != JSON_OBJECT))
        return false;
    return read_context(s, selector) && flag(fields, "parties", &s->parties) &&
           flag(fields, "media", &s->media) && flag(comments, "publicComments", &s->comments) &&
           flag(json_get(fields, "content"), "trackerOccurrences", &s->occurrences) &&
           flags(json_get(fields, "content"), content, CONTENT, &s->content) &&
           flags(json_get(fields, "interaction"), interaction, INTERACTION, &s->interaction);
}

/* An object being written from members of another. */
struct copy {
    struct buf *out;
    int n;
};

static void member(struct copy *c, struct span key, struct span value)
{
    buf_byte(c->out, c->n++ ? ',' : '{');
    buf_span(c->out, key);
    buf_byte(c->out, ':');
    buf_span(c->out, value);
}

static void end(struct copy *c)
{
    buf_text(c->out, c->n ? "}" : "{}");
}

/* Open a member whose value the caller writes. */
static void open_member(struct copy *c, struct span key)
{
    member(c, key, span_of(""));
}

static void put_without(struct buf *out, struct span object, const char *name)
{
    struct copy c = {.out = out};
    struct json_walk w;
    for (json_walk(&w, object); json_next(&w);)
        if (!json_text_is(w.key, name))
            member(&c, w.key, w.value);
    end(&c);
}

static bool timely(const struct sim_selector *s, struct span object)
{
    struct span timing = json_get(object, "timing");
    return !(json_text_is(timing, "Now") && !s->now) &&
           !(json_text_is(timing, "TimeOfCall") && !s->time_of_call);
}

static void put_objects(struct buf *out, struct span objects, const struct sim_selector *s)
{
    struct json_walk w;
    int n = 0;
    buf_byte(out, '[');
    for (json_walk(&w, objects); json_next(&w);) {
        if (!timely(s, w.value))
            continue;
        if (n++)
            buf_byte(out, ',');
        if (s->context == SIM_CONTEXT_BASIC)
            put_without(out, w.value, "fields");
        else
            buf_span(out, w.value);
    }
    buf_byte(out, ']');
}

static void put_context(struct buf *out, struct span context, const struct sim_selector *s)
{
    struct json_walk systems, w;
    if ((s->context == SIM_CONTEXT_EXTENDED && s->now && s->time_of_call) ||
        json_kind(context) != JSON_ARRAY) {
        buf_span(out, context);
        return;
    }
    int n = 0;
    buf_byte(out, '[');
    for (json_walk(&systems, context); json_next(&systems);) {
        struct copy c = {.out = out};
        if (n++)
            buf_byte(out, ',');
        for (json_walk(&w, systems.value); json_next(&w);) {
            if (!json_text_is(w.key, "objects")) {
                member(&c, w.key, w.value);
                continue;
            }
            open_member(&c, w.key);
            put_objects(out, w.value, s);
        }
        end(&c);
    }
    buf_byte(out, ']');
}

static void put_parties(struct buf *out, struct span parties, const struct sim_selector *s)
{
    struct json_walk people, w;
    if (s->context == SIM_CONTEXT_EXTENDED || json_kind(parties) != JSON_ARRAY) {
        buf_span(out, parties);
        return;
    }
    int n = 0;
    buf_byte(out, '[');
    for (json_walk(&people, parties); json_next(&people);) {
        struct copy c = {.out = out};
        if (n++)
            buf_byte(out, ',');
        for (json_walk(&w, people.value); json_next(&w);) {
            bool context = json_text_is(w.key, "context");
            if (!context) {
                member(&c, w.key, w.value);
            } else if (s->context == SIM_CONTEXT_BASIC) {
                open_member(&c, w.key);
                put_context(out, w.value, s);
            }
        }
        end(&c);
    }
    buf_byte(out, ']');
}

/* Trackers without where they occurred. */
static void put_trackers(struct buf *out, struct span trackers)
{
    struct json_walk w, m, p;
    int n = 0;
    buf_byte(out, '[');
    for (json_walk(&w, trackers); json_next(&w);) {
        struct copy c = {.out = out};
        if (n++)
            buf_byte(out, ',');
        for (json_walk(&m, w.value); json_next(&m);) {
            if (json_text_is(m.key, "occurrences"))
                continue;
            if (!json_text_is(m.key, "phrases")) {
                member(&c, m.key, m.value);
                continue;
            }
            open_member(&c, m.key);
            int k = 0;
            buf_byte(out, '[');
            for (json_walk(&p, m.value); json_next(&p);) {
                if (k++)
                    buf_byte(out, ',');
                put_without(out, p.value, "occurrences");
            }
            buf_byte(out, ']');
        }
        end(&c);
    }
    buf_byte(out, ']');
}

static void put_blocks(struct buf *out, struct span object, const struct block *blocks, int n,
                       unsigned chosen, bool occurrences)
{
    struct copy c = {.out = out};
    struct json_walk w;
    for (json_walk(&w, object); json_next(&w);)
        for (int i = 0; i < n; i++) {
            if (!(chosen & 1u << i) || !json_text_is(w.key, blocks[i].member))
                continue;
            if (json_text_is(w.key, "trackers") && !occurrences) {
                open_member(&c, w.key);
                put_trackers(out, w.value);
            } else {
                member(&c, w.key, w.value);
            }
        }
    end(&c);
}

void sim_select(struct buf *out, struct span record, const struct sim_selector *s)
{
    enum { EVERY_CONTENT = CONTENT - 1 }; /* pointsOfInterest is dead: nobody need ask for it */
    struct copy c = {.out = out};
    struct json_walk w;
    for (json_walk(&w, record); json_next(&w);) {
        if (json_text_is(w.key, "context")) {
            if (s->context != SIM_CONTEXT_NONE) {
                open_member(&c, w.key);
                put_context(out, w.value, s);
            }
        } else if (json_text_is(w.key, "parties")) {
            if (s->parties) {
                open_member(&c, w.key);
                put_parties(out, w.value, s);
            }
        } else if (json_text_is(w.key, "content") && json_kind(w.value) == JSON_OBJECT) {
            if (s->content == 0)
                continue;
            open_member(&c, w.key);
            if ((s->content & ALL(EVERY_CONTENT)) == ALL(EVERY_CONTENT) && s->occurrences)
                buf_span(out, w.value);
            else
                put_blocks(out, w.value, content, CONTENT, s->content, s->occurrences);
        } else if (json_text_is(w.key, "interaction") && json_kind(w.value) == JSON_OBJECT) {
            if (s->interaction == 0)
                continue;
            open_member(&c, w.key);
            if (s->interaction == ALL(INTERACTION))
                buf_span(out, w.value);
            else
                put_blocks(out, w.value, interaction, INTERACTION, s->interaction, true);
        } else if (json_text_is(w.key, "collaboration")) {
            if (s->comments)
                member(&c, w.key, w.value);
        } else if (json_text_is(w.key, "media")) {
            if (s->media)
                member(&c, w.key, w.value);
        } else {
            member(&c, w.key, w.value);
        }
    }
    end(&c);
}
