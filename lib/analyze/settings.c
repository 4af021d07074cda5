#include "lib/analyze/settings.h"
#include "lib/analyze/repeat.h"
#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { BATCH_SIZE = 50000 /* the fewest that a vendor takes at most */ };

bool model_is_hosted(const struct model_settings *s)
{
    return strcmp(s->engine, "offline") != 0;
}

static int check(const struct model_settings *s, struct fault *f)
{
    if (!s->name)
        return fault(f, STATUS_USAGE, "which model? give --model NAME with --engine %s", s->engine);
    if (s->record && s->replay)
        return fault(f, STATUS_USAGE, "--record and --replay do not go together");
    if (s->batch && (s->record || s->replay || s->plan || s->ask_failed))
        return fault(f, STATUS_USAGE,
                     "--batch does not go together with --record, --replay, --plan or "
                     "--ask-failed");
    if (s->batch_size < 1 || s->batch_size > BATCH_SIZE)
        return fault(f, STATUS_USAGE, "--batch-size is from 1 to %d", (int)BATCH_SIZE);
    if (s->max_output < 100 || s->context < s->max_output + 2000)
        return fault(f, STATUS_USAGE,
                     "--context must leave at least 2000 tokens beside --max-output");
    if (s->max_cost.given && !(s->max_cost.value >= 0))
        return fault(f, STATUS_USAGE, "--max-cost must be 0 or more");
    if (s->repeat > REPEATS_AT_MOST)
        return fault(f, STATUS_USAGE, "--repeat goes up to %d", (int)REPEATS_AT_MOST);
    if (s->audit.given && !(s->gate && s->audit.value >= 0 && s->audit.value <= 1))
        return fault(f, STATUS_USAGE, "--audit is a share from 0 to 1, and goes with --gate");
    if (s->temperature.given && !(s->temperature.value >= 0 && s->temperature.value <= 2))
        return fault(f, STATUS_USAGE, "--temperature must be between 0 and 2");
    return 0;
}

/* Off this machine a key goes over TLS only; on it a server may want none. */
static int set_server(struct model_setup *m, const struct model_settings *s, struct fault *f)
{
    struct hosted *h = &m->hosted;
    const struct provider *p = h->model.provider;
    struct http_origin o;
    const char *url = s->url ? s->url : p->base_url;
    if (http_origin(&o, url, f) != 0)
        return fault_at(f, "--model-url");
    m->url = BUF(1024);
    buf_text(&m->url, url);
    while (m->url.len && m->url.at[m->url.len - 1] == '/')
        m->url.at[--m->url.len] = '\0';
    h->endpoint = (struct endpoint){.base_url = m->url.at,
                                    .fixed = p->fixed,
                                    .retries = s->retries,
                                    .patience_ms = 600000,
                                    .timeout_ms = s->timeout * 1000,
                                    .ca_file = s->ca_file,
                                    .record = s->record,
                                    .replay = s->replay};
    return buf_check(&m->url, "--model-url", f);
}

static int set_key(struct model_setup *m, const struct model_settings *s, struct fault *f)
{
    struct hosted *h = &m->hosted;
    const struct provider *p = h->model.provider;
    bool missing;
    if (s->replay || s->plan)
        return 0;
    if (store_text_read(&h->key, s->key_file, p->key_credential, &missing, f) != 0)
        return -1;
    if (missing && s->key_file)
        return fault(f, STATUS_CONFIG, "there is no key file %s", s->key_file);
    if (missing && !s->url)
        return fault(f, STATUS_CONFIG,
                     "there is no key for %s: put it into a file of mode 0600 and name it with "
                     "--model-key, or keep it as %s in the configuration directory",
                     s->engine, p->key_credential);
    if (missing)
        return 0;
    m->key_value = (struct buf){.limit = STORE_TEXT + 16, .secret = true};
    buf_text(&m->key_value, p->key_prefix);
    buf_span(&m->key_value, buf_view(&h->key));
    h->key_header = (struct http_field){p->key_header, buf_view(&m->key_value)};
    return buf_check(&m->key_value, "a key", f);
}

static int set_price(struct hosted *h, const struct model_settings *s, struct fault *f)
{
    char day[16];
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(day, sizeof day, "%Y-%m-%d", &tm);
    if (price_find(&h->price, s->prices, h->model.name, day, f) != 0)
        return -1;
    if (s->max_cost.given && !h->price.known)
        return fault(
            f, STATUS_CONFIG,
            "--max-cost needs the price of %s: put a row for it into prices.tsv, or name a "
            "table with --prices",
            h->model.name);
    return 0;
}

static int set_pseudonyms(struct model_setup *m, const struct model_settings *s, struct fault *f)
{
    if (!s->pseudonyms)
        return 0;
    if (store_key_own(&m->pseudonym_key, "pseudonyms.key", f) != 0)
        return -1;
    m->hosted.pseudonym_key = (struct span){(const char *)m->pseudonym_key.at, STORE_KEY};
    return 0;
}

/* The cheaper model is another of the same server. */
static int set_gate(struct model_setup *m, const struct model_settings *s, struct analysis_order *o,
                    struct fault *f)
{
    if (!s->gate)
        return 0;
    m->gate = (struct gate){
        .audit = s->audit.given ? s->audit.value : .05, .purse = &m->purse, .planned = s->plan};
    o->gate = &m->gate;
    if (strcmp(s->gate, "offline") == 0)
        return 0;
    m->cheap = m->hosted;
    m->cheap.model.name = s->gate;
    m->cheap.key = (struct buf){0};
    o->cheap = &m->cheap;
    return set_price(&m->cheap, s, f) != 0 ? -1 : ratio_load(&m->cheap.known, s->gate, f);
}

static void set_model(struct hosted *h, const struct model_settings *s)
{
    h->model = (struct model){.provider = provider_find(s->engine),
                              .name = s->name,
                              .max_output = s->max_output,
                              .output_word = s->output_word,
                              .temperature = s->temperature.given ? s->temperature.value : -1,
                              .schema = !s->no_schema};
    h->context = s->context;
    h->ask_failed = s->ask_failed;
}

int model_setup(struct model_setup *m, const struct model_settings *s, const struct listener *l,
                struct analysis_order *o, struct fault *f)
{
    struct hosted *h = &m->hosted;
    m->purse = (struct purse){.max_cost = s->max_cost.given ? s->max_cost.value : -1,
                              .max_calls = s->max_calls};
    pthread_mutex_init(&m->purse.mutex, NULL);
    if (check(s, f) != 0)
        return -1;
    set_model(h, s);
    h->cache = &m->cache;
    h->purse = &m->purse;
    o->hosted = h;
    o->repeat = (int)s->repeat;
    if (set_server(m, s, f) != 0 || set_key(m, s, f) != 0 || set_price(h, s, f) != 0 ||
        set_pseudonyms(m, s, f) != 0 || cache_open(&m->cache, "answers", f) != 0 ||
        ratio_load(&h->known, s->name, f) != 0)
        return -1;
    h->endpoint.key = &h->key_header;
    h->endpoint.listener = l;
    return set_gate(m, s, o, f);
}

int model_settle(struct model_setup *m, const struct model_settings *s, struct fault *f)
{
    int64_t kept;
    if (!m->cache.dir.at)
        return 0;
    if (!s->plan && (ratio_save(&m->hosted.seen, s->name, f) != 0 ||
                     (m->cheap.model.name && ratio_save(&m->cheap.seen, s->gate, f) != 0)))
        return -1;
    return cache_trim(&m->cache, s->cache_mb << 20, &kept, f);
}

void model_setup_clear(struct model_setup *m)
{
    buf_free(&m->hosted.key);
    buf_free(&m->key_value);
    buf_free(&m->url);
    cache_clear(&m->cache);
    store_key_clear(&m->pseudonym_key);
    free(m->hosted.planned);
    free(m->cheap.planned);
}
