#include <stdio.h>
#include "lib/analyze/plan.h"
#include <math.h>
#include <stdlib.h>

static size_t questions(const struct analysis_order *o)
{
    size_t n = 0;
    for (size_t i = 0; i < o->n; i++)
        n += o->sets[i].n;
    return n;
}

int plan_begin(struct hosted *h, const struct analysis_order *o, struct fault *f)
{
    size_t n = questions(o);
    h->planned = calloc(n + 1, sizeof *h->planned);
    if (o->cheap)
        o->cheap->planned = calloc(n + 1, sizeof *h->planned);
    return h->planned && (!o->cheap || o->cheap->planned)
               ? 0
               : fault(f, STATUS_NO_MEMORY, "no memory for the plan");
}

static void row(struct buf *b, const struct hosted *h, const char *set, const char *question,
                int64_t calls, const struct spend *s)
{
    char name[160];
    double cost = price_of(&h->price, s);
    snprintf(name, sizeof name, "%s%s%s", set, *question ? "." : "", question);
    buf_format(b, "%-44.60s %8lld %12lld %10lld", name, (long long)calls, (long long)s->input,
               (long long)s->output);
    if (isnan(cost))
        buf_format(b, " %12s\n", "?");
    else
        buf_format(b, " %8.2f %s\n", cost, h->price.currency);
}

static struct spend sum(const struct hosted *h, const struct analysis_order *o)
{
    struct spend s = {0};
    for (size_t k = 0; k < questions(o); k++) {
        s.input += h->planned[k].input;
        s.output += h->planned[k].output;
    }
    return s;
}

void plan_table(struct buf *b, const struct hosted *h, const struct analysis_order *o)
{
    size_t k = 0;
    buf_format(b, "%s, %s\n\n%-44s %8s %12s %10s %12s\n", h->model.provider->name, h->model.name,
               "question", "calls", "tokens in", "out", "cost");
    for (size_t i = 0; i < o->n; i++)
        for (size_t q = 0; q < o->sets[i].n; q++, k++) {
            struct spend s = {.input = h->planned[k].input, .output = h->planned[k].output};
            row(b, h, o->sets[i].id, o->sets[i].questions[q].id, h->planned[k].calls, &s);
        }
    struct spend all = sum(h, o);
    row(b, h, "all", "", h->purse->calls, &all);
    if (o->cheap) {
        all = sum(o->cheap, o);
        row(b, o->cheap, "gate", o->cheap->model.name, h->purse->calls, &all);
    }
    buf_format(b, "\n%lld request%s; %s\n", (long long)h->purse->requests,
               h->purse->requests == 1 ? "" : "s",
               h->known.learned ? "tokens by what this model's server has counted before"
                                : "tokens by the length of the text: nothing is known of this "
                                  "model yet");
    if (o->cheap)
        buf_text(b, "at most so much: what the gate calls silent is not asked again\n");
    if (!h->price.known)
        buf_format(b, "no price of %s is known: put a row for it into prices.tsv\n", h->model.name);
}
