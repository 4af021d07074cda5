#include "lib/gong/crm_request.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

enum { CRM_FILE = 1 << 16, CRM_MOST = 10000 };

static const char crm_letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

static const char crm_host[] = "abcdefghijklmnopqrstuvwxyz0123456789_.-:[]%";

static const char *const crm_states[] = {"waiting", "asked",  "registered",
                                         "done",    "failed", "refused"};

const char *crm_state_name(enum crm_state s)
{
    return crm_states[s];
}

int crm_request_id(const char *id, struct fault *f)
{
    size_t n = strspn(id, crm_letters);
    if (n == 0 || n > CRM_ID || id[n] != '\0')
        return fault(f, STATUS_USAGE,
                     "--client-request-id wants 1 to %d letters, digits, \"-\" and \"_\"", CRM_ID);
    return 0;
}

int crm_request_invent(char id[static CRM_ID + 1], struct fault *f)
{
    unsigned char random[16];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return fault_errno(f, STATUS_IO, "no random numbers");
    int n = snprintf(id, CRM_ID + 1, "callmine-");
    for (size_t i = 0; i < sizeof random; i++)
        n += snprintf(id + n, (size_t)(CRM_ID + 1 - n), "%02x", random[i]);
    return 0;
}

void crm_request_clear(struct crm_request *r)
{
    buf_free(&r->name);
    buf_free(&r->owner);
    buf_free(&r->answer);
    *r = (struct crm_request){0};
}

bool crm_request_open(const struct crm_request *r)
{
    return r->state == CRM_ASKED || r->state == CRM_REGISTERED;
}

static void crm_put_time(struct json_writer *w, const char *key, when t)
{
    if (t != 0)
        json_put_time(w, key, t);
    else
        json_put(w, key, SPAN_NONE);
}

void crm_request_line(struct buf *b, const struct crm_request *r)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "client_request_id", span_of(r->id));
    json_put_text(&w, "integration_id", span_of(r->integration));
    json_put_text(&w, "company", span_of(r->company));
    json_put_text(&w, "name", r->name.len ? buf_view(&r->name) : SPAN_NONE);
    json_put_text(&w, "owner", r->owner.len ? buf_view(&r->owner) : SPAN_NONE);
    json_put_text(&w, "state", span_of(crm_states[r->state]));
    json_put_text(&w, "gong", r->answer.len ? buf_view(&r->answer) : SPAN_NONE);
    crm_put_time(&w, "asked", r->asked);
    crm_put_time(&w, "registered", r->registered);
    json_close(&w, '}');
}

static int crm_place(struct buf *path, const char *name, struct fault *f)
{
    char file[CRM_ID + 32];
    snprintf(file, sizeof file, "crm-requests%s%s", name[0] ? "/" : "", name);
    return place_path(path, PLACE_STATE, file, f);
}

int crm_request_save(const struct crm_request *r, struct fault *f)
{
    char name[CRM_ID + 8];
    struct buf path = BUF(4095), line = BUF(CRM_FILE), above = BUF(4095);
    snprintf(name, sizeof name, "%s.json", r->id);
    crm_request_line(&line, r);
    buf_byte(&line, '\n');
    int ok = -1;
    if (buf_check(&line, "a request", f) == 0 && crm_place(&path, name, f) == 0 &&
        place_path(&above, PLACE_STATE, "", f) == 0)
        ok = file_replace(path.at, 0600, buf_view(&line), f);
    if (ok == 0)
        ok = file_sync_dir(above.at, f);
    buf_free(&path);
    buf_free(&line);
    buf_free(&above);
    return ok;
}

static bool crm_read_time(when *t, struct span token)
{
    *t = 0;
    return json_kind(token) == JSON_NULL || json_time(token, t);
}

static bool crm_read_text(char *to, size_t room, struct span token, const char *letters)
{
    struct buf text = BUF(CRM_FILE);
    json_text(&text, token);
    bool ok = text.len > 0 && text.len < room && strspn(text.at, letters) == text.len;
    snprintf(to, room, "%s", ok ? text.at : "");
    buf_free(&text);
    return ok;
}

static bool crm_parse(struct crm_request *r, struct span o)
{
    int64_t version;
    struct span state = json_get(o, "state");
    size_t n = sizeof crm_states / sizeof crm_states[0], s = 0;
    while (s < n && !json_text_is(state, crm_states[s]))
        s++;
    r->state = (enum crm_state)s;
    json_text(&r->name, json_get(o, "name"));
    json_text(&r->owner, json_get(o, "owner"));
    json_text(&r->answer, json_get(o, "gong"));
    return s < n && json_integer(json_get(o, "v"), &version) && version == 1 &&
           crm_read_text(r->id, sizeof r->id, json_get(o, "client_request_id"), crm_letters) &&
           crm_read_text(r->integration, sizeof r->integration, json_get(o, "integration_id"),
                         "0123456789") &&
           crm_read_text(r->company, sizeof r->company, json_get(o, "company"), crm_host) &&
           crm_read_time(&r->asked, json_get(o, "asked")) && r->asked &&
           crm_read_time(&r->registered, json_get(o, "registered"));
}

static int crm_load(struct crm_request *r, const char *name, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(CRM_FILE);
    struct fault why;
    struct span object;
    int ok = crm_place(&path, name, f);
    if (ok == 0)
        ok = file_read(&text, path.at, f);
    if (ok == 0 && (json_check(buf_view(&text), &object, &why) != 0 || !crm_parse(r, object)))
        ok = fault(f, STATUS_BAD_RECORD,
                   "%s: no request of this version of callmine: move it away to go on", path.at);
    buf_free(&path);
    buf_free(&text);
    return ok;
}

static int crm_by_time(const void *a, const void *b)
{
    const struct crm_request *x = a, *y = b;
    return x->asked != y->asked ? (x->asked > y->asked) - (x->asked < y->asked)
                                : strcmp(x->id, y->id);
}

static int crm_add(struct crm_requests *all, const char *name, struct fault *f)
{
    struct crm_request *more = reallocarray(all->at, all->n + 1, sizeof *more);
    if (!more)
        return fault(f, STATUS_NO_MEMORY, "no memory for the requests");
    all->at = more;
    all->at[all->n] = (struct crm_request){0};
    all->n++;
    if (all->n > CRM_MOST)
        return fault(f, STATUS_CONFIG, "there are more than %d requests to delete an integration",
                     CRM_MOST);
    return crm_load(&all->at[all->n - 1], name, f);
}

/* What stands in the directory: ID.json, and what a killed process left beside one. */
static int crm_meet(struct crm_requests *all, const char *name, struct fault *f)
{
    static const char ending[] = ".json";
    size_t n = strspn(name, crm_letters), end = n + sizeof ending - 1;
    if (n == 0 || n > CRM_ID || strncmp(name + n, ending, sizeof ending - 1) != 0)
        return 0;
    if (name[end] == '\0')
        return crm_add(all, name, f);
    char request[CRM_ID + sizeof ending];
    struct buf path = BUF(4095);
    snprintf(request, sizeof request, "%.*s", (int)end, name);
    int ok = crm_place(&path, request, f);
    if (ok == 0)
        file_sweep(path.at);
    buf_free(&path);
    return ok;
}

int crm_requests_load(struct crm_requests *all, struct fault *f)
{
    struct buf path = BUF(4095);
    *all = (struct crm_requests){0};
    int ok = crm_place(&path, "", f);
    DIR *d = ok == 0 ? opendir(path.at) : NULL;
    if (ok == 0 && !d && errno != ENOENT)
        ok = fault_errno(f, STATUS_IO, "%s", path.at);
    for (struct dirent *e; ok == 0 && d && (errno = 0, e = readdir(d));)
        ok = crm_meet(all, e->d_name, f);
    if (ok == 0 && d && errno != 0)
        ok = fault_errno(f, STATUS_IO, "%s", path.at);
    if (d)
        closedir(d);
    if (all->n)
        qsort(all->at, all->n, sizeof *all->at, crm_by_time);
    buf_free(&path);
    return ok;
}

void crm_requests_clear(struct crm_requests *all)
{
    for (size_t i = 0; i < all->n; i++)
        crm_request_clear(&all->at[i]);
    free(all->at);
    *all = (struct crm_requests){0};
}

int crm_requests_lock(struct lock *l, struct fault *f)
{
    struct buf path = BUF(4095);
    int ok = crm_place(&path, "lock", f);
    if (ok == 0)
        ok = lock_take(l, path.at, false, f);
    buf_free(&path);
    return ok;
}
