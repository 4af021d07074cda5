#include "lib/analyze/toll.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/state/digest.h"

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_text(struct digest *d, const char *text)
{
    digest_add(d, text, strlen(text));
    digest_add(d, "\n", 1);
}

/* Who answers what: the order of the questions does not matter. */
static int digest_asked(struct toll *t, const struct analysis_order *o, struct fault *f)
{
    const struct hosted *h = o->hosted;
    struct digest d;
    size_t n = 0, k = 0;
    for (size_t i = 0; i < o->n; i++)
        n += o->sets[i].n;
    const char **digests = calloc(n + 1, sizeof *digests);
    if (!digests)
        return fault(f, STATUS_NO_MEMORY, "no memory for the questions");
    for (size_t i = 0; i < o->n; i++)
        for (size_t q = 0; q < o->sets[i].n; q++)
            digests[k++] = o->sets[i].questions[q].sha256;
    qsort(digests, n, sizeof *digests, compare);
    digest_begin(&d);
    add_text(&d, h ? h->model.provider->name : "offline");
    add_text(&d, h ? h->model.name : "");
    for (k = 0; k < n; k++)
        add_text(&d, digests[k]);
    digest_end(&d, t->asked);
    free(digests);
    return 0;
}

int toll_open(struct toll *t, const struct analysis_order *o, bool plans, when now, struct fault *f)
{
    struct quota q;
    *t = (struct toll){.plans = plans, .now = now, .counter = QUOTA_COUNTER};
    pthread_mutex_init(&t->mutex, NULL);
    /* By one thread, so that the zone is set when others work. */
    if (quota_read(&q, now ? now : when_now(), f) != 0)
        return -1;
    t->counts = q.set;
    t->quota = q;
    return digest_asked(t, o, f);
}

void toll_clear(struct toll *t)
{
    if (t->asked[0])
        quota_counter_clear(&t->counter);
}

static when now_of(const struct toll *t)
{
    return t->now ? t->now : when_now();
}

static int key_of(char key[DIGEST_TEXT], const struct toll *t, struct span id, struct fault *f)
{
    struct buf text = BUF(0);
    struct digest d;
    json_text(&text, id);
    digest_begin(&d);
    digest_add(&d, text.at, text.len);
    add_text(&d, "");
    add_text(&d, t->asked);
    digest_end(&d, key);
    int rc = buf_check(&text, "an id", f);
    buf_free(&text);
    return rc;
}

int toll_in(struct toll *t, struct toll_pass *pass, struct span id, struct fault *f)
{
    bool taken;
    *pass = (struct toll_pass){.in = true};
    if (!t->counts)
        return 0;
    if (key_of(pass->key, t, id, f) != 0)
        return -1;
    pthread_mutex_lock(&t->mutex);
    int rc = quota_counter_look(&t->counter, pass->key, &taken, &t->quota, now_of(t), f);
    if (rc == 0 && t->plans) {
        t->taken += !taken;
    } else if (rc == 0 && !taken) {
        pass->in = pass->held = quota_has_left(&t->quota) > t->inside;
        t->inside += pass->held;
        if (!pass->in)
            quota_exceeded(&t->quota, &t->refused);
    }
    pthread_mutex_unlock(&t->mutex);
    return rc;
}

int toll_out(struct toll *t, struct toll_pass *pass, bool analysed, struct fault *f)
{
    int rc = 0;
    if (!pass->held)
        return 0;
    pthread_mutex_lock(&t->mutex);
    t->inside--;
    if (analysed)
        rc = quota_counter_take(&t->counter, pass->key, now_of(t), f);
    t->taken += analysed && rc == 0;
    if (rc != 0 && f->status == STATUS_TRY_LATER) {
        t->refused = *f;
        *f = (struct fault){0};
        pass->in = false;
        rc = 0;
    }
    pthread_mutex_unlock(&t->mutex);
    return rc;
}

void toll_plan(struct buf *b, const struct toll *t)
{
    int64_t left = quota_has_left(&t->quota);
    if (!t->counts)
        return;
    buf_format(b, "of the quota: %lld call%s", (long long)t->taken, t->taken == 1 ? "" : "s");
    if (left == INT64_MAX)
        buf_text(b, ", which is unlimited\n");
    else
        buf_format(b, " of %lld left%s\n", (long long)left,
                   t->taken > left ? ": too few, see cm-quota grant" : "");
}
