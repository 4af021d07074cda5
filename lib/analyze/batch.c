#include "lib/analyze/batch.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "lib/base/file.h"

enum { BATCH_BYTES = 100000000 /* half of what vendors take */ };

const struct batch_vendor *batch_vendor_find(const char *engine)
{
    static const struct batch_vendor *const rows[] = {&batch_openai, &batch_anthropic};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i]->engine, engine) == 0)
            return rows[i];
    return NULL;
}

int batch_ask(struct exchange *x, const struct batch_vendor *v, const char *path, struct span body,
              const char *type, bool raw, const char *what, struct fault *f)
{
    if (exchange_send(x, path, body, type, f) != 0)
        return -1;
    if (x->status >= 200 && x->status < 300)
        return raw || json_kind(x->body) == JSON_OBJECT
                   ? 0
                   : fault(f, STATUS_PROTOCOL, "the model's server gave %s that is no JSON object",
                           what);
    if (provider_refuses(provider_find(v->engine), x, f) != 0)
        return -1;
    if (x->status == 404)
        return fault(f, STATUS_REFUSED,
                     "the model's server has not got %s (404): check --model-url "
                     "and whose key it is",
                     what);
    if (x->status == 408 || x->status == 409)
        return fault(f, STATUS_TRY_LATER, "the model's server answered %d; run again later",
                     x->status);
    return fault(f, STATUS_CONFIG,
                 "the model's server does not take %s (%d%s%s): without --batch everything is "
                 "asked at once",
                 what, x->status, x->response.trace[0] ? ", request " : "", x->response.trace);
}

/* ---- handing over ---- */

/* Put down, sent, and put down with its name. */
static int hand_over(struct batch *b, struct pending *p, struct span whole, struct fault *f)
{
    struct batches *all = b->of;
    bool absent = false;
    if (pending_write(p, f) != 0)
        return -1;
    if (all->vendor->send(&all->exchange, p, whole, &absent, f) != 0) {
        struct fault none;
        if (absent)
            pending_remove(p, &none); /* else a later run looks for it */
        return -1;
    }
    if (pending_write(p, f) != 0)
        return -1;
    all->sent += (int64_t)p->n;
    all->sent_batches++;
    notice(all->listener, "%zu request%s of %s wait%s in the batch %s", p->n, p->n == 1 ? "" : "s",
           b->h->model.name, p->n == 1 ? "s" : "", p->id);
    return 0;
}

static void forget(struct batch *b)
{
    if (b->fd >= 0)
        close(b->fd);
    b->fd = -1;
    b->bytes = b->n = 0;
    buf_clear(&b->ids);
}

static int write_line(struct batch *b, struct fault *f)
{
    if (buf_check(&b->line, "a batch", f) != 0 ||
        file_write(b->fd, buf_view(&b->line), "a batch's temporary file", f) != 0)
        return -1;
    b->bytes += b->line.len;
    buf_clear(&b->line);
    return 0;
}

static int send(struct batch *b, struct fault *f)
{
    struct batches *all = b->of;
    struct pending p = {0};
    if (b->n == 0)
        return 0;
    all->vendor->foot(&b->line, b->token);
    if (write_line(b, f) != 0)
        return -1;
    void *at = mmap(NULL, b->bytes, PROT_READ, MAP_PRIVATE, b->fd, 0);
    if (at == MAP_FAILED)
        return fault_errno(f, STATUS_IO, "cannot read a batch's temporary file");
    int rc = pending_make(&p, &all->open, b->token, all->vendor->engine, all->url, b->h->model.name,
                          buf_view(&b->ids), f);
    if (rc == 0)
        rc = hand_over(b, &p, (struct span){at, b->bytes}, f);
    pending_clear(&p);
    munmap(at, b->bytes);
    forget(b);
    return rc;
}

/* ---- gathering ---- */

static int begin(struct batch *b, struct fault *f)
{
    struct buf path = BUF(8192);
    if (pending_token(b->token, f) != 0)
        return -1;
    buf_format(&path, "%s/", b->of->open.dir.at);
    b->fd = buf_check(&path, "a path", f) == 0 ? file_nameless(path.at, f) : -1;
    buf_free(&path);
    b->of->vendor->head(&b->line, b->token);
    return b->fd >= 0 ? write_line(b, f) : -1;
}

static int put_in(struct batch *b, const char *id, struct span body, struct fault *f)
{
    struct batches *all = b->of;
    if (request_ids_has(&all->waiting, id))
        return 0;
    if ((int64_t)b->n >= all->most || (b->n && b->bytes + body.len > BATCH_BYTES))
        if (send(b, f) != 0)
            return -1;
    if (b->n == 0 && begin(b, f) != 0)
        return -1;
    all->vendor->request(&b->line, b->n, id, body);
    if (write_line(b, f) != 0)
        return -1;
    buf_format(&b->ids, "%s\"%s\"", b->n ? "," : "", id);
    b->n++;
    return buf_check(&b->ids, "the requests' ids", f) != 0 ? -1
                                                           : request_ids_add(&all->waiting, id, f);
}

/* As struct hosted has them: from any thread. */
static bool waits(void *who, const char *id)
{
    struct batches *all = ((struct batch *)who)->of;
    pthread_mutex_lock(&all->mutex);
    bool there = request_ids_has(&all->waiting, id);
    pthread_mutex_unlock(&all->mutex);
    return there;
}

static int defer(void *who, const char *id, struct span body, struct fault *f)
{
    struct batch *b = who;
    pthread_mutex_lock(&b->of->mutex);
    int rc = put_in(b, id, body, f);
    pthread_mutex_unlock(&b->of->mutex);
    return rc;
}

void batches_gather(struct batches *b)
{
    for (size_t i = 0; i < b->models; i++) {
        struct hosted *h = b->at[i].h;
        h->waits = waits;
        h->defer = defer;
        h->who = &b->at[i];
    }
}

int batches_send(struct batches *b, struct fault *f)
{
    for (size_t i = 0; i < b->models; i++)
        if (send(&b->at[i], f) != 0)
            return -1;
    return 0;
}

/* ---- all of it ---- */

int batches_open(struct batches *b, struct hosted *const *h, size_t models, int64_t most,
                 const struct listener *l, struct fault *f)
{
    *b = (struct batches){.vendor = batch_vendor_find(h[0]->model.provider->name),
                          .url = h[0]->endpoint.base_url,
                          .most = most,
                          .models = models,
                          .listener = l};
    pthread_mutex_init(&b->mutex, NULL);
    exchange_init(&b->exchange, &h[0]->endpoint);
    for (size_t i = 0; i < models; i++)
        b->at[i] = (struct batch){
            .of = b, .h = h[i], .fd = -1, .ids = BUF(PENDING_BYTES), .line = BUF(2 * BATCH_BYTES)};
    return pendings_open(&b->open, f);
}

void batches_shut(struct batches *b)
{
    if (!b->vendor)
        return;
    for (size_t i = 0; i < b->models; i++) {
        forget(&b->at[i]);
        buf_free(&b->at[i].ids);
        buf_free(&b->at[i].line);
    }
    exchange_clear(&b->exchange);
    request_ids_clear(&b->waiting);
    pendings_shut(&b->open);
    b->vendor = NULL;
}
