/* --calls: Gong-shaped records from files. The files stay in memory and every member of a record is
 * a span into them, so what is served is byte for byte what the file says. */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/sim/sim_source.h"

enum { MEMBERS = 24 };
#define FILE_LIMIT ((size_t)1 << 30)

struct member {
    struct span name, value;
};

struct held {
    struct member members[MEMBERS];
    int n;
    char id[64];
};

struct filed {
    struct sim_source source;
    struct buf *files;
    int nfiles;
    struct held *calls;
    int ncalls, room;
    struct span *users; /* JSON of each */
    int nusers, users_room;
    struct buf made; /* users made from parties */
    struct sim_person *people;
};

static const struct member *find(const struct held *h, const char *name)
{
    for (int i = 0; i < h->n; i++)
        if (json_text_is(h->members[i].name, name))
            return &h->members[i];
    return NULL;
}

static struct span value(const struct held *h, const char *name)
{
    const struct member *m = find(h, name);
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

static struct held *call_of(struct filed *v, const char *id, struct fault *f)
{
    for (int i = v->ncalls - 1; i >= 0; i--)
        if (strcmp(v->calls[i].id, id) == 0)
            return &v->calls[i];
    if (v->ncalls == v->room) {
        int more = v->room ? v->room * 2 : 256;
        struct held *bigger = reallocarray(v->calls, (size_t)more, sizeof *bigger);
        if (!bigger) {
            fault(f, STATUS_NO_MEMORY, "no memory for %d calls", more);
            return NULL;
        }
        v->calls = bigger;
        v->room = more;
    }
    struct held *h = &v->calls[v->ncalls++];
    *h = (struct held){.n = 0};
    snprintf(h->id, sizeof h->id, "%s", id);
    return h;
}

/* Merge an object's members into a call: the one with more members wins, the other fills what is
 * missing. */
static int take(struct filed *v, struct span object, const char *id, struct fault *f)
{
    struct held *h = call_of(v, id, f);
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
        if (i == h->n && h->n == MEMBERS)
            return fault(f, STATUS_BAD_RECORD, "a call has more than %d members", MEMBERS);
        h->members[i] = (struct member){w.key, w.value};
        h->n += i == h->n;
    }
    return 0;
}

static int take_user(struct filed *v, struct span user, struct fault *f)
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

/* One record: a call with metaData, a bare list item, a transcript, or a user. */
static int take_record(struct filed *v, struct span object, struct fault *f)
{
    char id[64];
    if (id_text(json_get(object, "metaData.id"), id) || id_text(json_get(object, "callId"), id))
        return take(v, object, id, f);
    if (json_get(object, "emailAddress").at && id_text(json_get(object, "id"), id))
        return take_user(v, object, f);
    if (!id_text(json_get(object, "id"), id))
        return fault(f, STATUS_BAD_RECORD, "neither a call, a transcript nor a user");
    struct held *h = call_of(v, id, f);
    if (!h)
        return -1;
    if (!find(h, "metaData"))
        h->members[h->n++] = (struct member){span_of("\"metaData\""), object};
    return 0;
}

/* A response page of Gong's, or a record. */
static int take_value(struct filed *v, struct span object, struct fault *f)
{
    static const char *const lists[] = {"calls", "callTranscripts", "users"};
    bool page = false;
    for (int i = 0; i < SIM_COUNT(lists); i++) {
        struct json_walk w;
        struct span list = json_get(object, lists[i]);
        page |= json_kind(list) == JSON_ARRAY;
        if (json_kind(list) != JSON_ARRAY)
            continue;
        int item = 0;
        for (json_walk(&w, list); json_next(&w);) {
            item++;
            if (json_kind(w.value) != JSON_OBJECT || take_record(v, w.value, f) != 0) {
                if (f->status == STATUS_OK)
                    fault(f, STATUS_BAD_RECORD, "not a JSON object");
                return fault_at(f, "%s, item %d: ", lists[i], item);
            }
        }
    }
    return page ? 0 : take_record(v, object, f);
}

static int take_lines(struct filed *v, struct span text, const char *path, struct fault *f)
{
    const char *at = text.at, *end = text.at + text.len;
    for (int line = 1; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        struct span one = {at, (size_t)((stop ? stop : end) - at)}, object;
        at = stop ? stop + 1 : end;
        if (strspn(one.at, " \t\r\n") >= one.len)
            continue;
        if (json_check(one, &object, f) != 0)
            return fault_at(f, "%s:%d: ", path, line);
        if (json_kind(object) != JSON_OBJECT)
            return fault(f, STATUS_BAD_RECORD, "%s:%d: not one JSON object", path, line);
        if (take_value(v, object, f) != 0)
            return fault_at(f, "%s:%d: ", path, line);
    }
    return 0;
}

static int read_file(struct filed *v, const char *path, struct fault *f)
{
    struct buf *bigger = reallocarray(v->files, (size_t)v->nfiles + 1, sizeof *bigger);
    if (!bigger)
        return fault(f, STATUS_NO_MEMORY, "no memory for %s", path);
    v->files = bigger;
    struct buf *b = &v->files[v->nfiles++];
    *b = BUF(FILE_LIMIT);
    if (file_read(b, path, f) != 0)
        return -1;
    struct fault whole = {0};
    struct span object;
    if (json_check(buf_view(b), &object, &whole) == 0 && json_kind(object) == JSON_OBJECT)
        return take_value(v, object, f) == 0 ? 0 : fault_at(f, "%s: ", path);
    return take_lines(v, buf_view(b), path, f);
}

static int keep(const struct dirent *e)
{
    const char *dot = strrchr(e->d_name, '.');
    return e->d_name[0] != '.' && dot && (strcmp(dot, ".json") == 0 || strcmp(dot, ".ndjson") == 0);
}

static int read_path(struct filed *v, const char *path, struct fault *f)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return read_file(v, path, f);
    struct dirent **list;
    int n = scandir(path, &list, keep, alphasort), status = 0;
    if (n < 0)
        return fault_errno(f, STATUS_NO_INPUT, "cannot read %s", path);
    for (int i = 0; i < n; i++) {
        char full[4096];
        if (status == 0 &&
            snprintf(full, sizeof full, "%s/%s", path, list[i]->d_name) < (int)sizeof full)
            status = read_file(v, full, f);
        free(list[i]);
    }
    free(list);
    return status;
}

static int meta(struct sim_source *s, const struct sim_entry *e, struct buf *out, struct fault *f)
{
    struct filed *v = (struct filed *)s;
    buf_span(out, value(&v->calls[e->key], "metaData"));
    return buf_check(out, "a call", f);
}

static int record(struct sim_source *s, const struct sim_entry *e, when now, struct buf *out,
                  struct fault *f)
{
    const struct held *h = &((struct filed *)s)->calls[e->key];
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
    struct filed *v = (struct filed *)s;
    buf_span(out, value(&v->calls[e->key], "transcript"));
    return buf_check(out, "a transcript", f);
}

static int user(struct sim_source *s, int number, struct buf *out, struct fault *f)
{
    buf_span(out, ((struct filed *)s)->users[number]);
    return buf_check(out, "a user", f);
}

static void person(struct sim_source *s, int number, struct sim_person *p)
{
    *p = ((struct filed *)s)->people[number];
}

static void release(struct sim_source *s)
{
    struct filed *v = (struct filed *)s;
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
static int derive_users(struct filed *v, struct fault *f)
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

static int index_files(struct filed *v, struct fault *f)
{
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

struct sim_source *sim_files(char *const *paths, int n, struct fault *f)
{
    struct filed *v = calloc(1, sizeof *v);
    if (!v) {
        fault(f, STATUS_NO_MEMORY, "no memory for the files");
        return NULL;
    }
    v->source.ops = &ops;
    v->source.seed = 1;
    v->source.workspaces = 1;
    int status = 0;
    for (int i = 0; i < n && status == 0; i++)
        status = read_path(v, paths[i], f);
    if (status == 0 && v->nusers == 0)
        status = derive_users(v, f);
    if (status != 0 || index_files(v, f) != 0) {
        sim_source_free(&v->source);
        return NULL;
    }
    return &v->source;
}
