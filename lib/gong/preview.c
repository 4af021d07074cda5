#include "lib/gong/preview.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"

enum { IDS_A_REQUEST = 100 }; /* Gong takes so many calls at once */

/* The report's bands. */
static struct span band(double size)
{
    static const double ends[] = {50, 200, 1000, 5000};
    static const char *const names[] = {"1–50", "51–200", "201–1000", "1001–5000", "over 5000"};
    size_t i = 0;
    while (i < 4 && size > ends[i])
        i++;
    return size >= 1 ? span_of(names[i]) : SPAN_NONE;
}

/* What a token says, in *scratch; absent and empty are "". */
static struct span text_of(struct preview *p, struct span token)
{
    buf_clear(&p->scratch);
    json_text(&p->scratch, token);
    return buf_view(&p->scratch);
}

static char *kept(struct preview *p, struct span token)
{
    struct span text = text_of(p, token);
    return text.len ? strndup(text.at, text.len) : NULL;
}

static struct span owner_of(struct preview *p, const struct criteria_view *v)
{
    if (v->owner.name)
        return span_of(v->owner.name);
    if (v->owner.party && text_of(p, v->owner.party->name).len)
        return buf_view(&p->scratch);
    return text_of(p, json_get(v->deal, "owner"));
}

static int count(struct preview *p, const struct criteria_view *v, struct fault *f)
{
    double size = 0;
    json_number(json_get(v->company, "size"), &size);
    if (tally_add(&p->stages, text_of(p, json_get(v->deal, "stage")), f) != 0 ||
        tally_add(&p->owners, owner_of(p, v), f) != 0)
        return -1;
    return tally_add(&p->sizes, band(size), f);
}

static void keep_match(struct preview *p, const struct criteria_view *v)
{
    struct preview_match *m = &p->first[p->nfirst++];
    struct civil day;
    struct fault unused = {0};
    when started;
    m->title = kept(p, v->call->title);
    m->company = kept(p, json_get(v->company, "name"));
    m->stage = kept(p, json_get(v->deal, "stage"));
    m->currency = kept(p, json_get(v->deal, "currency"));
    if (!json_number(json_get(v->deal, "amount"), &m->amount))
        m->amount = NAN;
    if (call_started(v->call, &started) && when_civil(&day, started, "UTC", &unused) == 0 &&
        day.year >= 0 && day.year <= 9999)
        snprintf(m->day, sizeof m->day, "%04u-%02u-%02u", (unsigned)day.year % 10000u,
                 (unsigned)day.month % 100u, (unsigned)day.day % 100u);
    m->seconds = call_seconds(v->call);
    call_id(v->call->id, &m->id);
}

int preview_add(struct preview *p, struct criteria *c, const char *reason, struct fault *f)
{
    struct criteria_view v;
    if (criteria_view(c, &v, f) != 0)
        return -1;
    p->in++;
    if (reason)
        return tally_add(&p->reasons, span_of(reason), f);
    p->out++;
    p->seconds += call_seconds(v.call);
    p->without_transcript += json_kind(v.call->transcript) != JSON_ARRAY;
    if (p->nfirst < PREVIEW_FIRST)
        keep_match(p, &v);
    return count(p, &v, f);
}

void preview_clear(struct preview *p)
{
    tally_clear(&p->reasons);
    tally_clear(&p->stages);
    tally_clear(&p->owners);
    tally_clear(&p->sizes);
    for (size_t i = 0; i < p->nfirst; i++) {
        free(p->first[i].title);
        free(p->first[i].company);
        free(p->first[i].stage);
        free(p->first[i].currency);
    }
    buf_free(&p->scratch);
    *p = (struct preview){0};
}

static int64_t requests(const struct preview *p)
{
    return (p->without_transcript + IDS_A_REQUEST - 1) / IDS_A_REQUEST;
}

static int64_t minutes(int64_t seconds)
{
    return (seconds + 30) / 60;
}

/* ---- for people ---- */

static const char *plural(int64_t n)
{
    return n == 1 ? "" : "s";
}

static void print_tally(struct buf *out, const char *heading, const char *none, struct tally *t)
{
    enum { SHOWN = 20 };
    if (t->n == 0)
        return;
    tally_sort(t);
    buf_format(out, "\n%s\n", heading);
    for (size_t i = 0; i < t->n && i < SHOWN; i++) {
        const struct tally_row *r = t->rows[i];
        buf_format(out, "  %7lld  ", (long long)r->n);
        plain_add(out, r->len ? (struct span){r->text, r->len} : span_of(none));
        buf_byte(out, '\n');
    }
    if (t->n > SHOWN)
        buf_format(out, "           and %zu more\n", t->n - SHOWN);
}

static void print_part(struct buf *out, const char *before, const char *text)
{
    if (!text)
        return;
    buf_text(out, before);
    plain_add(out, span_of(text));
}

static void print_match(struct buf *out, const struct preview_match *m)
{
    buf_format(out, "  %-10s  %4lld min  ", m->day[0] ? m->day : "no date",
               (long long)minutes(m->seconds));
    print_part(out, "", m->title ? m->title : "(no title)");
    print_part(out, " | ", m->company);
    print_part(out, " | ", m->stage);
    if (!isnan(m->amount)) {
        buf_format(out, " | %.15g", m->amount);
        print_part(out, " ", m->currency);
    }
    buf_byte(out, '\n');
}

void preview_text(struct preview *p, struct buf *out)
{
    buf_format(out, "%lld of %lld calls match, %lld minute%s\n", (long long)p->out,
               (long long)p->in, (long long)minutes(p->seconds), plural(minutes(p->seconds)));
    print_tally(out, "Why the others do not", "", &p->reasons);
    print_tally(out, "Stage", "(no stage)", &p->stages);
    print_tally(out, "Owner", "(no owner)", &p->owners);
    print_tally(out, "Company size", "(not known)", &p->sizes);
    if (p->nfirst)
        buf_text(out, "\nFirst matches\n");
    for (size_t i = 0; i < p->nfirst; i++)
        print_match(out, &p->first[i]);
    buf_format(out, "\nAn analysis would read %lld call%s", (long long)p->out, plural(p->out));
    if (p->without_transcript)
        buf_format(out, "; %lld still without transcript: %lld request%s to Gong",
                   (long long)p->without_transcript, (long long)requests(p), plural(requests(p)));
    buf_byte(out, '\n');
}

/* ---- for programs ---- */

static void put_tally(struct json_writer *w, const char *member, const char *key, struct tally *t)
{
    tally_sort(t);
    json_open(w, member, '[');
    for (size_t i = 0; i < t->n; i++) {
        const struct tally_row *r = t->rows[i];
        json_open(w, NULL, '{');
        json_put_text(w, key, r->len ? (struct span){r->text, r->len} : SPAN_NONE);
        json_put_int(w, "calls", r->n);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_match(struct json_writer *w, const struct preview_match *m)
{
    json_open(w, NULL, '{');
    json_put_text(w, "id", m->id.text[0] ? span_of(m->id.text) : SPAN_NONE);
    json_put_text(w, "date", m->day[0] ? span_of(m->day) : SPAN_NONE);
    json_put_int(w, "seconds", m->seconds);
    json_put_text(w, "title", span_of(m->title));
    json_put_text(w, "company", span_of(m->company));
    json_put_text(w, "stage", span_of(m->stage));
    json_put_real(w, "amount", m->amount);
    json_put_text(w, "currency", span_of(m->currency));
    json_close(w, '}');
}

void preview_json(struct preview *p, struct buf *out)
{
    struct json_writer w = {.b = out};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("preview"));
    json_put_int(&w, "calls_in", p->in);
    json_put_int(&w, "calls", p->out);
    json_put_int(&w, "seconds", p->seconds);
    put_tally(&w, "reasons", "reason", &p->reasons);
    put_tally(&w, "stage", "key", &p->stages);
    put_tally(&w, "owner", "key", &p->owners);
    put_tally(&w, "company_size", "key", &p->sizes);
    json_open(&w, "first", '[');
    for (size_t i = 0; i < p->nfirst; i++)
        put_match(&w, &p->first[i]);
    json_close(&w, ']');
    json_open(&w, "cost", '{');
    json_put_int(&w, "calls", p->out);
    json_put_int(&w, "without_transcript", p->without_transcript);
    json_put_int(&w, "requests", requests(p));
    json_close(&w, '}');
    json_close(&w, '}');
    buf_byte(out, '\n');
}
