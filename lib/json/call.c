#include "lib/json/call.h"

#include <stdlib.h>
#include "lib/json/json.h"

const char *side_name(enum side s)
{
    return s == SIDE_REP ? "rep" : s == SIDE_CUSTOMER ? "customer" : "unknown";
}

/* Members of an object into spans, by name. */
struct member {
    const char *name;
    struct span *to;
};

static void read_members(struct span object, const struct member *rows, size_t n)
{
    struct json_walk w;
    for (size_t i = 0; i < n; i++)
        *rows[i].to = SPAN_NONE;
    if (json_kind(object) != JSON_OBJECT)
        return;
    for (json_walk(&w, object); json_next(&w);)
        for (size_t i = 0; i < n; i++)
            if (json_text_is(w.key, rows[i].name))
                *rows[i].to = w.value;
}

static int read_party(struct call *c, struct span value, struct fault *f)
{
    struct span affiliation = SPAN_NONE;
    if (c->nparties == c->room) {
        size_t room = c->room ? 2 * c->room : 16;
        struct party *more = realloc(c->parties, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the parties of a call");
        c->parties = more;
        c->room = room;
    }
    struct party *p = &c->parties[c->nparties++];
    const struct member rows[] = {
        {"id", &p->id},
        {"name", &p->name},
        {"emailAddress", &p->email},
        {"title", &p->title},
        {"userId", &p->user_id},
        {"speakerId", &p->speaker_id},
        {"phoneNumber", &p->phone},
        {"context", &p->context},
        {"affiliation", &affiliation},
    };
    read_members(value, rows, sizeof rows / sizeof rows[0]);
    p->side = json_text_is(affiliation, "Internal")   ? SIDE_REP
              : json_text_is(affiliation, "External") ? SIDE_CUSTOMER
                                                      : SIDE_UNKNOWN;
    return 0;
}

int call_read(struct call *c, struct span record, struct fault *f)
{
    struct span bare_id, parties;
    c->record = record;
    c->nparties = 0;
    const struct member top[] = {
        {"metaData", &c->meta},         {"id", &bare_id},
        {"context", &c->context},       {"parties", &parties},
        {"transcript", &c->transcript}, {"callmine", &c->callmine},
    };
    read_members(record, top, sizeof top / sizeof top[0]);
    const struct member meta[] = {
        {"id", &c->id},
        {"url", &c->url},
        {"title", &c->title},
        {"scheduled", &c->scheduled},
        {"started", &c->started},
        {"duration", &c->duration},
        {"primaryUserId", &c->host_id},
        {"direction", &c->direction},
        {"scope", &c->scope},
        {"language", &c->language},
        {"isPrivate", &c->private_},
    };
    read_members(c->meta, meta, sizeof meta / sizeof meta[0]);
    if (!c->id.at)
        c->id = bare_id;
    if (json_kind(c->id) != JSON_STRING || c->id.len < 3)
        return fault(f, STATUS_BAD_RECORD,
                     "no call id: metaData.id must be a string that is not empty");
    struct json_walk w;
    if (json_kind(parties) == JSON_ARRAY)
        for (json_walk(&w, parties); json_next(&w);)
            if (json_kind(w.value) == JSON_OBJECT && read_party(c, w.value, f) != 0)
                return -1;
    return 0;
}

void call_clear(struct call *c)
{
    free(c->parties);
    *c = (struct call){0};
}

bool call_started(const struct call *c, when *t)
{
    struct fault unused = {0};
    struct buf text = BUF(64);
    json_text(&text, c->started);
    bool good = text.state == BUF_SOUND && when_parse(t, buf_view(&text), &unused) == 0;
    buf_free(&text);
    return good;
}

int64_t call_seconds(const struct call *c)
{
    double n;
    return json_number(c->duration, &n) && n > 0 && n < 1e9 ? (int64_t)n : 0;
}

bool call_is_private(const struct call *c)
{
    return json_kind(c->private_) == JSON_TRUE;
}

const struct party *call_speaker(const struct call *c, struct span speaker_id)
{
    for (size_t i = 0; i < c->nparties; i++)
        if (json_text_equal(c->parties[i].speaker_id, speaker_id))
            return &c->parties[i];
    return NULL;
}

const struct party *call_host(const struct call *c)
{
    for (size_t i = 0; i < c->nparties; i++)
        if (json_text_equal(c->parties[i].user_id, c->host_id))
            return &c->parties[i];
    return NULL;
}

bool call_id(struct span id, struct call_id *out)
{
    struct span s = {id.at + 1, id.len - 2};
    out->text[0] = '\0';
    if (json_kind(id) != JSON_STRING || s.len == 0 || s.len >= sizeof out->text)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    c == '-' || c == '_';
        if (!good)
            return false;
    }
    memcpy(out->text, s.at, s.len);
    out->text[s.len] = '\0';
    return true;
}
