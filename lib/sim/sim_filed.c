#include "lib/sim/sim_filed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"

static const struct sim_member *find(const struct sim_held *h, const char *name)
{
    for (int i = 0; i < h->n; i++)
        if (json_text_is(h->members[i].name, name))
            return &h->members[i];
    return NULL;
}

static struct span value(const struct sim_held *h, const char *name)
{
    const struct sim_member *m = find(h, name);
    return m ? m->value : SPAN_NONE;
}

static bool id_text(struct span token, char out[64])
{
    struct buf b = BUF(63);
    json_text(&b, token);
    if (json_kind(token) == JSON_NUMBER)
        buf_span(&b, token);
    bool fits = b.state == BUF_SOUND && b.len > 0;
    snprintf(out, 64, "%s", fits ? b.at : "");
    buf_free(&b);
    return fits;
}

static struct sim_held *call_of(struct sim_filed *v, const char *id, struct fault *f)
{
    for (int i = v->ncalls - 1; i >= 0; i--)
        if (strcmp(v->calls[i].id, id) == 0)
            return &v->calls[i];
    if (v->ncalls == v->room) {
        int more = v->room ? v->room * 2 : 256;
        struct sim_held *bigger = reallocarray(v->calls, (size_t)more, sizeof *bigger);
        if (!bigger) {
            fault(f, STATUS_NO_MEMORY, "no memory for %d calls", more);
            return NULL;
        }
        v->calls = bigger;
        v->room = more;
    }
    struct sim_held *h = &v->calls[v->ncalls++];
    *h = (struct sim_held){.n = 0};
    snprintf(h->id, sizeof h->id, "%s", id);
    return h;
}

/* Merge an object's members into a call: the one with more members wins, the other fills what is
 * missing. */
static int take(struct sim_filed *v, struct span object, const char *id, struct fault *f)
{
    struct sim_held *h = call_of(v, id, f);
    if (!h)
        return -1;
    bool wins = json_count(object) > (size_t)h->n;
    struct json_walk w;
    for (json_walk(&w, object); json_next(&w);) {
        int i = 0;
        while (i < h->n && !json_text_equal(h->members[i].name, w.key))
            i++;
        if (i < h->n && !wins)
            continue;
        if (i == h->n && h->n == SIM_MEMBERS)
            return fault(f, STATUS_BAD_RECORD, "a call has more than %d members", SIM_MEMBERS);
        h->members[i] = (struct sim_member){w.key, w.value};
        h->n += i == h->n;
    }
    return 0;
}

static int take_user(struct sim_filed *v, struct span user, struct fault *f)
{
    if (v->nusers == v->users_room) {
        int more = v->users_room ? v->users_room * 2 : 64;
        struct span *bigger = reallocarray(v->users, (size_t)more, sizeof *bigger);
        if (!bigger)
            return fault(f, STATUS_NO_MEMORY, "no memory for %d users", more);
        v->users = bigger;
        v->users_room = more;
    }
    v->users[v->nusers++] = user;
    return 0;
}

int sim_filed_take(struct sim_filed *v, struct span object, struct fault *f)
{
    char id[64];
    if (id_text(json_get(object, "metaData.id"), id) || id_text(json_get(object, "callId"), id))
        return take(v, object, id, f);
    if (json_get(object, "emailAddress").at && id_text(json_get(object, "id"), id))
        return take_user(v, object, f);
    if (!id_text(json_get(object, "id"), id))
        return fault(f, STATUS_BAD_RECORD, "neither a call, a transcript nor a user");
    struct sim_held *h = call_of(v, id, f);
    if (!h)
        return -1;
    if (!find(h, "metaData"))
        h->members[h->n++] = (struct sim_member){span_of("\"metaData\""), object};
    return 0;
}

static int meta(struct sim_source *s, const struct sim_entry *e, struct buf *out, struct fault *f)
{
    struct sim_filed *v = (struct sim_filed *)s;
    buf_span(out, value(&v->calls[e->key], "metaData"));
    return buf_check(out, "a call", f);
}

static int record(struct sim_source *s, const struct sim_entry *e, when now, struct buf *out,
                  struct fault *f)
{
    const struct sim_held *h = &((struct sim_filed *)s)->calls[e->key];
    static const char *const not_theirs[] = {"transcript", "callId", "callmine"};
    (void)now;
    buf_byte(out, '{');
    for (int i = 0, put = 0; i < h->n; i++) {
        bool skip = false;
        for (int k = 0; k < SIM_COUNT(not_theirs); k++)
            skip |= json_text_is(h->members[i].name, not_theirs[k]);
        if (skip)
            continue;
        if (put++)
            buf_byte(out, ',');
        buf_span(out, h->members[i].name);
        buf_byte(out, ':');
        buf_span(out, h->members[i].value);
    }
    buf_byte(out, '}');
    return buf_check(out, "a call", f);
}

static int transcript(struct sim_source *s, const struct sim_entry *e, struct buf *out,
                      struct fault *f)
{
    struct sim_filed *v = (struct sim_filed *)s;
    buf_span(out, value(&v->calls[e->key], "transcript"));
    return buf_check(out, "a transcript", f);
}

static int user(struct sim_source *s, int number, struct buf *out, struct fault *f)
{
    buf_span(out, ((struct sim_filed *)s)->users[number]);
    return buf_check(out, "a user", f);
}

static void person(struct sim_source *s, int number, struct sim_person *p)
{
    *p = ((struct sim_filed *)s)->people[number];
}

static void release(struct sim_source *s)
{
    struct sim_filed *v = (struct sim_filed *)s;
    for (int i = 0; i < v->nfiles; i++)
        buf_free(&v->files[i]);
    buf_free(&v->made);
    free(v->files);
    free(v->calls);
    free(v->users);
    free(v->people);
    free(v);
}

static const struct sim_source_ops ops = {meta, record, transcript, user, person, release};

/* What stands in a member of a call's parties, or "" when it is no text. */
static void text_of(struct buf *b, struct span object, const char *name)
{
    buf_clear(b);
    json_text(b, json_get(object, name));
}

/* A user as GET /v2/users shows one, from a party that is one. */
static void put_user(struct json_writer *w, struct span party, struct buf *scratch)
{
    static const char *const settings[] = {
        "webConferencesRecorded", "preventWebConferenceRecording",
        "telephonyCallsImported", "emailsImported",
        "preventEmailImport",     "nonRecordedMeetingsImported",
        "gongConnectEnabled"};
    json_open(w, NULL, '{');
    json_put(w, "id", json_get(party, "userId"));
    json_put(w, "emailAddress", json_get(party, "emailAddress"));
    json_put_text(w, "created", span_of("2024-01-01T00:00:00-08:00"));
    json_put_bool(w, "active", true);
    json_put(w, "emailAliases", span_of("[]"));
    json_put(w, "trustedEmailAddress", SPAN_NONE);
    text_of(scratch, party, "name");
    struct span name = buf_view(scratch);
    const char *blank = name.len ? memrchr(name.at, ' ', name.len) : NULL;
    size_t first = blank ? (size_t)(blank - name.at) : name.len;
    json_put_text(w, "firstName", name.len ? (struct span){name.at, first} : SPAN_NONE);
    json_put_text(w, "lastName",
                  blank ? (struct span){blank + 1, name.len - first - 1} : SPAN_NONE);
    json_put(w, "title", json_get(party, "title"));
    json_put(w, "phoneNumber", json_get(party, "phoneNumber"));
    json_put(w, "extension", SPAN_NONE);
    json_put(w, "personalMeetingUrls", span_of("[]"));
    json_open(w, "settings", '{');
    for (int i = 0; i < SIM_COUNT(settings); i++)
        json_put_bool(w, settings[i], false);
    json_close(w, '}');
    json_put(w, "managerId", SPAN_NONE);
    json_put(w, "meetingConsentPageUrl", SPAN_NONE);
    json_put(w, "conferencingProviders", SPAN_NONE);
    json_put(w, "spokenLanguages", span_of("[]"));
    json_close(w, '}');
}

/* Users from the Internal parties with a userId, each once, when no file has users. */
static int derive_users(struct sim_filed *v, struct fault *f)
{
    struct buf scratch = BUF(4096);
    struct span *seen = NULL;
    size_t n = 0, room = 0, *ends = NULL;
    int status = 0;
    for (int i = 0; i < v->ncalls && status == 0; i++) {
        struct json_walk w;
        for (json_walk(&w, value(&v->calls[i], "parties")); status == 0 && json_next(&w);) {
            struct span id = json_get(w.value, "userId");
            size_t k = 0;
            if (json_kind(id) != JSON_STRING ||
                !json_text_is(json_get(w.value, "affiliation"), "Internal"))
                continue;
            while (k < n && !json_text_equal(seen[k], id))
                k++;
            if (k < n)
                continue;
            if (n == room) {
                room = room ? room * 2 : 64;
                struct span *more = reallocarray(seen, room, sizeof *seen);
                size_t *further = reallocarray(ends, room, sizeof *ends);
                seen = more ? more : seen;
                ends = further ? further : ends;
                if (!more || !further) {
                    status = fault(f, STATUS_NO_MEMORY, "no memory for %zu users", room);
                    break;
                }
            }
            struct json_writer writer = {.b = &v->made};
            put_user(&writer, w.value, &scratch);
            seen[n] = id;
            ends[n++] = v->made.len;
        }
    }
    status = status == 0 ? buf_check(&v->made, "the users", f) : status;
    for (size_t k = 0; k < n && status == 0; k++) {
        size_t from = k ? ends[k - 1] : 0;
        status = take_user(v, (struct span){v->made.at + from, ends[k] - from}, f);
    }
    buf_free(&scratch);
    free(seen);
    free(ends);
    return status;
}

static when time_at(struct span meta_data, const char *name, when otherwise)
{
    struct buf b = BUF(80);
    struct fault f = {0};
    when t;
    json_text(&b, json_get(meta_data, name));
    if (buf_view(&b).len == 0 || when_parse(&t, buf_view(&b), &f) != 0)
        t = otherwise;
    buf_free(&b);
    return t;
}

static void short_text(struct span token, char out[SIM_ID])
{
    char text[64];
    id_text(token, text);
    snprintf(out, SIM_ID, "%s", text);
}

int sim_filed_index(struct sim_filed *v, struct fault *f)
{
    if (v->nusers == 0 && derive_users(v, f) != 0)
        return -1;
    struct sim_source *s = &v->source;
    s->entries = calloc((size_t)v->ncalls + 1, sizeof *s->entries);
    v->people = calloc((size_t)v->nusers + 1, sizeof *v->people);
    if (!s->entries || !v->people)
        return fault(f, STATUS_NO_MEMORY, "no memory for %d calls", v->ncalls);
    for (int i = 0; i < v->ncalls; i++) {
        struct span m = value(&v->calls[i], "metaData");
        if (!m.at)
            continue; /* a transcript whose call no file has */
        struct sim_entry *e = &s->entries[s->n++];
        e->key = i;
        snprintf(e->id, sizeof e->id, "%s", v->calls[i].id);
        short_text(json_get(m, "primaryUserId"), e->host);
        short_text(json_get(m, "workspaceId"), e->workspace);
        e->started = time_at(m, "started", time_at(m, "scheduled", 0));
        e->scheduled = time_at(m, "scheduled", e->started);
        e->conference = json_text_is(json_get(m, "direction"), "Conference");
        e->shown = INT64_MIN;
        e->spoken =
            json_kind(value(&v->calls[i], "transcript")) == JSON_ARRAY ? INT64_MIN : INT64_MAX;
    }
    for (int i = 0; i < v->nusers; i++) {
        struct buf b = BUF(159);
        id_text(json_get(v->users[i], "id"), v->people[i].id);
        json_text(&b, json_get(v->users[i], "emailAddress"));
        snprintf(v->people[i].email, sizeof v->people[i].email, "%s", b.at ? b.at : "");
        v->people[i].created = time_at(v->users[i], "created", 0);
        buf_free(&b);
    }
    s->users = v->nusers;
    return sim_source_index(s, f);
}

struct sim_filed *sim_filed_new(struct fault *f)
{
    struct sim_filed *v = calloc(1, sizeof *v);
    if (!v) {
        fault(f, STATUS_NO_MEMORY, "no memory for the files");
        return NULL;
    }
    v->source.ops = &ops;
    v->source.seed = 1;
    v->source.workspaces = 1;
    return v;
}
