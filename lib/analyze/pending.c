#include "lib/analyze/pending.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include "lib/base/file.h"
#include "lib/state/place.h"

enum { PATH_BYTES = 8192 };

/* ---- one ---- */

static bool is_name(struct span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '\0' || !strchr("0123456789abcdefghijklmnopqrstuvwxyz"
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
                                          text.at[i]))
            return false;
    return text.len > 0 && text.len < PENDING_ID;
}

int pending_name(struct pending *p, struct span id, struct fault *f)
{
    struct buf text = BUF(1 << 16);
    json_text(&text, id);
    bool good = is_name(buf_view(&text));
    if (good)
        memcpy(p->id, text.at, text.len + 1);
    buf_free(&text);
    return good ? 0
                : fault(f, STATUS_PROTOCOL, "the model's server gave a batch a name that is none");
}

/* Each is an id: the text of an element is its span without the quotes. */
static bool are_ids(struct span requests)
{
    struct json_walk w;
    if (json_kind(requests) != JSON_ARRAY)
        return false;
    for (json_walk(&w, requests); json_next(&w);)
        if (json_kind(w.value) != JSON_STRING ||
            !request_id_is((struct span){w.value.at + 1, w.value.len - 2}))
            return false;
    return true;
}

/* From p->file. */
static int parse(struct pending *p, struct fault *f)
{
    struct span all, token, id;
    struct fault none;
    int64_t v;
    if (json_check(buf_view(&p->file), &all, &none) != 0)
        return fault(f, STATUS_CONFIG, "%s: is not what an open batch's file holds", p->path.at);
    token = json_member(all, span_of("token"));
    id = json_member(all, span_of("id"));
    p->engine = json_member(all, span_of("engine"));
    p->url = json_member(all, span_of("url"));
    p->model = json_member(all, span_of("model"));
    p->requests = json_member(all, span_of("requests"));
    bool good = json_integer(json_member(all, span_of("v")), &v) && v == 1 &&
                json_kind(p->engine) == JSON_STRING && json_kind(p->url) == JSON_STRING &&
                json_kind(p->model) == JSON_STRING && json_kind(token) == JSON_STRING &&
                token.len == PENDING_TOKEN + 1 &&
                json_time(json_member(all, span_of("submitted")), &p->submitted) &&
                are_ids(p->requests) &&
                (json_kind(id) == JSON_NULL || pending_name(p, id, &none) == 0);
    if (!good)
        return fault(f, STATUS_CONFIG, "%s: is not what an open batch's file holds", p->path.at);
    memcpy(p->token, token.at + 1, PENDING_TOKEN - 1);
    p->n = json_count(p->requests);
    return 0;
}

static void lay_out(struct pending *p, struct span engine, struct span url, struct span model,
                    struct span requests, struct buf *to)
{
    struct json_writer w = {.b = to};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "token", span_of(p->token));
    json_put(&w, "engine", engine);
    json_put(&w, "url", url);
    json_put(&w, "model", model);
    json_put_text(&w, "id", p->id[0] ? span_of(p->id) : SPAN_NONE);
    json_put_time(&w, "submitted", p->submitted);
    json_put(&w, "requests", requests);
    json_close(&w, '}');
    buf_byte(to, '\n');
}

int pending_token(char token[static PENDING_TOKEN], struct fault *f)
{
    unsigned char random[(PENDING_TOKEN - 1) / 2];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return fault_errno(f, STATUS_IO, "no random bytes");
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(token + 2 * i, 3, "%02x", random[i]);
    return 0;
}

int pending_make(struct pending *p, const struct pendings *in, const char *token,
                 const char *engine, const char *url, const char *model, struct span ids,
                 struct fault *f)
{
    *p = (struct pending){.submitted = when_now(), .path = BUF(PATH_BYTES)};
    p->file.limit = PENDING_BYTES;
    memcpy(p->token, token, PENDING_TOKEN);
    buf_format(&p->path, "%s/%s.json", in->dir.at, p->token);
    struct buf words = BUF(1 << 16), list = BUF(PENDING_BYTES);
    const char *texts[] = {engine, url, model};
    struct span at[3];
    size_t from[4] = {0};
    for (int i = 0; i < 3; i++) {
        json_quote(&words, span_of(texts[i]));
        from[i + 1] = words.len;
    }
    for (int i = 0; i < 3; i++)
        at[i] = (struct span){words.at + from[i], from[i + 1] - from[i]};
    buf_byte(&list, '[');
    buf_span(&list, ids);
    buf_byte(&list, ']');
    lay_out(p, at[0], at[1], at[2], buf_view(&list), &p->file);
    int rc = buf_check(&words, "a batch's file", f) == 0 &&
                     buf_check(&list, "a batch's file", f) == 0 &&
                     buf_check(&p->file, "a batch's file", f) == 0 &&
                     buf_check(&p->path, "a path", f) == 0
                 ? parse(p, f)
                 : -1;
    buf_free(&words);
    buf_free(&list);
    return rc;
}

int pending_write(struct pending *p, struct fault *f)
{
    struct buf now = BUF(PENDING_BYTES);
    lay_out(p, p->engine, p->url, p->model, p->requests, &now);
    int rc = buf_check(&now, "a batch's file", f);
    if (rc == 0)
        rc = file_replace(p->path.at, 0600, buf_view(&now), f);
    buf_free(&now);
    return rc;
}

int pending_remove(const struct pending *p, struct fault *f)
{
    return file_remove(p->path.at, f);
}

void pending_clear(struct pending *p)
{
    buf_free(&p->path);
    buf_free(&p->file);
}

int pending_ids(const struct pending *p, struct request_ids *into, struct fault *f)
{
    struct json_walk w;
    char id[DIGEST_TEXT] = "";
    for (json_walk(&w, p->requests); json_next(&w);) {
        memcpy(id, w.value.at + 1, DIGEST_TEXT - 1);
        if (request_ids_add(into, id, f) != 0)
            return -1;
    }
    return 0;
}

/* ---- all of them ---- */

static int read_one(struct pendings *p, const char *name, struct fault *f)
{
    struct pending *more = realloc(p->at, (p->n + 1) * sizeof *p->at);
    if (!more)
        return fault(f, STATUS_NO_MEMORY, "no memory for the open batches");
    p->at = more;
    struct pending *one = &p->at[p->n++];
    *one = (struct pending){.path = BUF(PATH_BYTES), .file = BUF(PENDING_BYTES)};
    buf_format(&one->path, "%s/%s", p->dir.at, name);
    if (buf_check(&one->path, "a path", f) != 0 || file_read(&one->file, one->path.at, f) != 0)
        return -1;
    return parse(one, f);
}

static int read_all(struct pendings *p, struct fault *f)
{
    struct dirent **names;
    int n = scandir(p->dir.at, &names, NULL, alphasort), rc = 0;
    if (n < 0)
        return fault_errno(f, STATUS_IO, "cannot read %s", p->dir.at);
    for (int i = 0; i < n; i++) {
        const char *name = names[i]->d_name;
        if (rc == 0 && strlen(name) == PENDING_TOKEN - 1 + strlen(".json") &&
            strcmp(name + PENDING_TOKEN - 1, ".json") == 0)
            rc = read_one(p, name, f);
        free(names[i]);
    }
    free(names);
    return rc;
}

int pendings_open(struct pendings *p, struct fault *f)
{
    struct buf lock = BUF(PATH_BYTES);
    p->lock.fd = -1;
    p->dir = BUF(PATH_BYTES);
    int rc = place_path(&p->dir, PLACE_STATE, "batches", f);
    if (rc == 0)
        rc = file_make_dirs(p->dir.at, 0700, f);
    buf_format(&lock, "%s/lock", p->dir.at);
    if (rc == 0)
        rc = buf_check(&lock, "a path", f) == 0 ? lock_take(&p->lock, lock.at, true, f) : -1;
    buf_free(&lock);
    return rc == 0 ? read_all(p, f) : -1;
}

void pendings_shut(struct pendings *p)
{
    for (size_t i = 0; i < p->n; i++)
        pending_clear(&p->at[i]);
    free(p->at);
    if (p->dir.at)
        lock_drop(&p->lock);
    buf_free(&p->dir);
    *p = (struct pendings){.lock = {.fd = -1}};
}

bool pendings_know(const struct pendings *p, const char *id)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->at[i].id, id) == 0)
            return true;
    return false;
}
