#include "lib/json/call.h"

#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/json/members.h"

const char *side_name(enum side s)
{
    return s == SIDE_REP ? "rep" : s == SIDE_CUSTOMER ? "customer" : "unknown";
}

static const struct member top_rows[] = {
    MEMBER(struct call, "id", id),
    MEMBER(struct call, "context", context),
    MEMBER(struct call, "parties", people),
    MEMBER(struct call, "metaData", meta),
    MEMBER(struct call, "callmine", callmine),
    MEMBER(struct call, "transcript", transcript),
};

static const struct member meta_rows[] = {
    MEMBER(struct call, "id", id),
    MEMBER(struct call, "url", url),
    MEMBER(struct call, "title", title),
    MEMBER(struct call, "scope", scope),
    MEMBER(struct call, "started", started),
    MEMBER(struct call, "duration", duration),
    MEMBER(struct call, "language", language),
    MEMBER(struct call, "scheduled", scheduled),
    MEMBER(struct call, "direction", direction),
    MEMBER(struct call, "isPrivate", private_),
    MEMBER(struct call, "primaryUserId", host_id),
};

static const struct member party_rows[] = {
    MEMBER(struct party, "id", id),
    MEMBER(struct party, "name", name),
    MEMBER(struct party, "title", title),
    MEMBER(struct party, "userId", user_id),
    MEMBER(struct party, "context", context),
    MEMBER(struct party, "speakerId", speaker_id),
    MEMBER(struct party, "affiliation", affiliation),
    MEMBER(struct party, "phoneNumber", phone),
    MEMBER(struct party, "emailAddress", email),
};

static int read_party(struct call *c, struct span value, struct fault *f)
{
    if (c->nparties == c->room) {
        size_t room = c->room ? 2 * c->room : 16;
        struct party *more = realloc(c->parties, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the parties of a call");
        c->parties = more;
        c->room = room;
    }
    struct party *p = &c->parties[c->nparties++];
    members_read(value, party_rows, sizeof party_rows / sizeof party_rows[0], p);
    p->side = json_text_is(p->affiliation, "Internal")   ? SIDE_REP
              : json_text_is(p->affiliation, "External") ? SIDE_CUSTOMER
                                                         : SIDE_UNKNOWN;
    return 0;
}

int call_open(struct call *c, struct span record, struct fault *f)
{
    c->record = record;
    c->nparties = 0;
    c->parties_read = false;
    members_read(record, top_rows, sizeof top_rows / sizeof top_rows[0], c);
    struct span bare_id = c->id;
    members_read(c->meta, meta_rows, sizeof meta_rows / sizeof meta_rows[0], c);
    if (!c->id.at)
        c->id = bare_id;
    if (json_kind(c->id) == JSON_STRING && c->id.len > 2)
        return 0;
    return fault(f, STATUS_BAD_RECORD,
                 "no call id: metaData.id must be a string that is not empty");
}

int call_parties(struct call *c, struct fault *f)
{
    struct json_walk w;
    if (c->parties_read)
        return 0;
    c->parties_read = true;
    if (json_kind(c->people) == JSON_ARRAY)
        for (json_walk(&w, c->people); json_next(&w);)
            if (json_kind(w.value) == JSON_OBJECT && read_party(c, w.value, f) != 0)
                return -1;
    return 0;
}

int call_read(struct call *c, struct span record, struct fault *f)
{
    return call_open(c, record, f) != 0 ? -1 : call_parties(c, f);
}

void call_clear(struct call *c)
{
    free(c->parties);
    *c = (struct call){0};
}

bool call_started(const struct call *c, when *t)
{
    return json_time(c->started, t);
}

int64_t call_seconds(const struct call *c)
{
    double n;
    return json_number(c->duration, &n) && n > 0 && n < 1e9 ? (int64_t)n : 0;
}

bool call_is_private(const struct call *c)
{
    return json_kind(c->private_) > JSON_FALSE;
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

static bool id_text(struct span s, struct call_id *out)
{
    if (s.len == 0 || s.len >= sizeof out->text)
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

bool call_id(struct span id, struct call_id *out)
{
    out->text[0] = '\0';
    if (json_kind(id) != JSON_STRING)
        return false;
    if (!memchr(id.at, '\\', id.len))
        return id_text((struct span){id.at + 1, id.len - 2}, out);
    struct buf text = BUF(sizeof out->text);
    json_text(&text, id);
    bool good = text.state == BUF_SOUND && id_text(buf_view(&text), out);
    buf_free(&text);
    return good;
}
