#include "lib/gong/preview.h"

#include <math.h>
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

/* What a value says; nothing is "". */
static struct span text_of(struct preview *p, struct span value)
{
    struct span text = crm_text(value, &p->scratch);
    return text.at ? text : span_of("");
}

static struct span owner_of(struct preview *p, const struct criteria_view *v)
{
    if (v->owner.name)
        return span_of(v->owner.name);
    if (v->owner.party && json_kind(v->owner.party->name) == JSON_STRING &&
        text_of(p, v->owner.party->name).len)
        return text_of(p, v->owner.party->name);
    return text_of(p, v->deal.owner);
}

static int count(struct preview *p, const struct criteria_view *v, struct fault *f)
{
    double size = 0;
    p->out++;
    p->seconds += call_seconds(v->call);
    p->without_transcript += json_kind(v->call->transcript) != JSON_ARRAY;
    if (!crm_number(v->company.size, &size))
        size = 0;
    if (tally_add(&p->stages, text_of(p, v->deal.stage), f) != 0 ||
        tally_add(&p->owners, owner_of(p, v), f) != 0)
        return -1;
    return tally_add(&p->sizes, band(size), f);
}

/* ---- the first matches, a line each ---- */

static void put_text(struct preview *p, struct json_writer *w, const char *key, struct span value)
{
    struct span text = text_of(p, value);
    json_put_text(w, key, text.len ? text : SPAN_NONE);
}

static void put_date(struct preview *p, struct json_writer *w, const struct call *call)
{
    when t;
    buf_clear(&p->scratch);
    if (call_started(call, &t))
        when_format(&p->scratch, t);
    bool day = p->scratch.len > 10 && p->scratch.at[0] != '-' && p->scratch.at[4] == '-';
    json_put_text(w, "date", day ? (struct span){p->scratch.at, 10} : SPAN_NONE);
}

static void put_match(struct preview *p, const struct criteria_view *v, struct buf *notes)
{
    struct json_writer w = {.b = notes};
    struct call_id id;
    double amount;
    json_open(&w, NULL, '{');
    json_put_text(&w, "id", call_id(v->call->id, &id) ? span_of(id.text) : SPAN_NONE);
    put_date(p, &w, v->call);
    json_put_int(&w, "seconds", call_seconds(v->call));
    bool titled = json_kind(v->call->title) == JSON_STRING;
    put_text(p, &w, "title", titled ? v->call->title : SPAN_NONE);
    put_text(p, &w, "company", v->company.name);
    put_text(p, &w, "stage", v->deal.stage);
    json_put_real(&w, "amount", crm_number(v->deal.amount, &amount) ? amount : NAN);
    put_text(p, &w, "currency", v->deal.currency);
    json_close(&w, '}');
    buf_byte(notes, '\n');
}

int preview_add(struct preview *p, struct criteria *c, const char *reason, struct buf *notes,
                struct fault *f)
{
    struct criteria_view v;
    if (reason) {
        if (!criteria_call(c, f))
            return -1;
        p->in++;
        return tally_add(&p->reasons, span_of(reason), f);
    }
    if (criteria_view(c, &v, f) != 0)
        return -1;
    p->in++;
    if (p->nfirst < PREVIEW_FIRST) {
        p->nfirst++;
        put_match(p, &v, notes);
    }
    return count(p, &v, f);
}

int preview_note(struct preview *p, struct span notes, struct fault *f)
{
    while (notes.len > 0 && p->nfirst < PREVIEW_FIRST) {
        const char *end = memchr(notes.at, '\n', notes.len);
        size_t n = end ? (size_t)(end - notes.at) + 1 : notes.len;
        buf_add(&p->first, notes.at, n);
        notes = (struct span){notes.at + n, notes.len - n};
        p->nfirst++;
    }
    return buf_check(&p->first, "the first matches", f);
}

int preview_join(struct preview *p, const struct preview *other, struct fault *f)
{
    p->in += other->in;
    p->out += other->out;
    p->seconds += other->seconds;
    p->without_transcript += other->without_transcript;
    if (tally_join(&p->reasons, &other->reasons, f) != 0 ||
        tally_join(&p->stages, &other->stages, f) != 0 ||
        tally_join(&p->owners, &other->owners, f) != 0)
        return -1;
    return tally_join(&p->sizes, &other->sizes, f);
}

void preview_clear(struct preview *p)
{
    tally_clear(&p->reasons);
    tally_clear(&p->stages);
    tally_clear(&p->owners);
    tally_clear(&p->sizes);
    buf_free(&p->first);
    buf_free(&p->scratch);
    *p = (struct preview){0};
}

/* The next of them off the front of *rest; false: there is none. */
static bool next_match(struct span *rest, struct span *match)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    if (!end)
        return false;
    *match = (struct span){rest->at, (size_t)(end - rest->at)};
    *rest = (struct span){end + 1, rest->len - match->len - 1};
    return true;
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

static void print_part(struct preview *p, struct buf *out, const char *before, struct span value)
{
    if (json_kind(value) != JSON_STRING)
        return;
    buf_text(out, before);
    plain_add(out, text_of(p, value));
}

static void print_match(struct preview *p, struct buf *out, struct span m)
{
    double amount;
    int64_t seconds = 0;
    struct span date = text_of(p, json_get(m, "date")), title = json_get(m, "title");
    json_integer(json_get(m, "seconds"), &seconds);
    buf_format(out, "  %-10.*s  %4lld min  ", date.len ? (int)date.len : 7,
               date.len ? date.at : "no date", (long long)minutes(seconds));
    print_part(p, out, "", json_kind(title) == JSON_STRING ? title : span_of("\"(no title)\""));
    print_part(p, out, " | ", json_get(m, "company"));
    print_part(p, out, " | ", json_get(m, "stage"));
    if (json_number(json_get(m, "amount"), &amount)) {
        buf_format(out, " | %.15g", amount);
        print_part(p, out, " ", json_get(m, "currency"));
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
    struct span rest = buf_view(&p->first), match;
    if (rest.len)
        buf_text(out, "\nFirst matches\n");
    while (next_match(&rest, &match))
        print_match(p, out, match);
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
    for (struct span rest = buf_view(&p->first), match; next_match(&rest, &match);)
        json_put(&w, NULL, match);
    json_close(&w, ']');
    json_open(&w, "cost", '{');
    json_put_int(&w, "calls", p->out);
    json_put_int(&w, "without_transcript", p->without_transcript);
    json_put_int(&w, "requests", requests(p));
    json_close(&w, '}');
    json_close(&w, '}');
    buf_byte(out, '\n');
}
