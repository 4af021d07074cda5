#include "lib/gong/stats.h"

#include <ctype.h>
#include "lib/gong/id_list.h"
#include "lib/gong/refusal.h"
#include "lib/json/json.h"

/* By the first letter of the kind's name. */
static enum gong_endpoint endpoint(const struct stats *s)
{
    return s->kind[0] == 'a'   ? GONG_STATS_TOTAL
           : s->kind[0] == 'b' ? GONG_STATS_PERIOD
           : s->kind[0] == 'd' ? GONG_STATS_DAY
                               : GONG_STATS_TALK;
}

static int write_request(struct stats *s, struct fault *f)
{
    struct json_writer w = {.b = &s->request};
    buf_clear(&s->request);
    if (endpoint(s) == GONG_STATS_PERIOD) { /* beside the filter, in capitals */
        buf_text(&s->request, "\"aggregationPeriod\":\"");
        for (const char *c = s->period; *c; c++)
            buf_byte(&s->request, (char)toupper((unsigned char)*c));
        buf_text(&s->request, "\",");
    }
    buf_text(&s->request, "\"filter\":");
    json_open(&w, NULL, '{');
    dates_put(&w, "fromDate", "toDate", &s->dates);
    if (id_list_put(&w, "userIds", &s->users, "--user", f) != 0)
        return -1;
    json_close(&w, '}');
    return buf_check(&s->request, "the request", f);
}

static int write_about(struct stats *s, struct fault *f)
{
    struct json_writer w = {.b = &s->about};
    buf_clear(&s->about);
    json_open(&w, NULL, '{');
    json_put_text(&w, "kind", span_of(s->kind));
    dates_put(&w, "from", "to", &s->dates);
    if (endpoint(s) == GONG_STATS_PERIOD)
        json_put_text(&w, "period", span_of(s->period));
    json_close(&w, '}');
    return buf_check(&s->about, "a record", f);
}

int stats_check(struct stats *s, struct fault *f)
{
    if (s->period && endpoint(s) != GONG_STATS_PERIOD)
        return fault(f, STATUS_USAGE, "--period goes with --kind by-period");
    if (!s->period)
        s->period = "week";
    return write_request(s, f) == 0 ? write_about(s, f) : -1;
}

static int take(void *self, const struct gong_page *page, struct fault *f)
{
    static const char *const names[] = {"kind", "from", "to", "period"};
    struct stats *s = self;
    struct span zone = json_get(page->answer, "timeZone");
    struct splice callmine[] = {
        {.name = span_of("zone"), .value = json_kind(zone) == JSON_STRING ? zone : span_of("null")},
        [sizeof names / sizeof names[0]] = {.name = SPAN_NONE}};
    size_t n = 1;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct span value = json_get(buf_view(&s->about), names[i]);
        if (value.at)
            callmine[n++] = (struct splice){.name = span_of(names[i]), .value = value};
    }
    struct json_walk w;
    for (json_walk(&w, page->items); json_next(&w);)
        if (listing_add(&s->listing, w.value, callmine, n, f) != 0)
            return -1;
    return listing_out(&s->listing, f);
}

static int ask(struct stats *s, struct fault *f)
{
    struct gong_query q = {.what = endpoint(s), .filter = buf_view(&s->request)};
    return listing_ask(&s->listing, s->gong, &q, take, s, f);
}

int stats_list(struct stats *s, struct fault *f)
{
    if (listing_open(&s->listing, f) != 0)
        return -1;
    if (ask(s, f) == 0)
        return 0;
    if (!refusal_of_today(f) || s->listing.n > 0)
        return -1;
    *f = (struct fault){0};
    notice(s->listener, "the last day has not come yet where the company is (see --zone): asking "
                        "for a day less");
    if (--s->dates.to <= s->dates.from)
        return 0;
    return write_request(s, f) == 0 && write_about(s, f) == 0 ? ask(s, f) : -1;
}

void stats_clear(struct stats *s)
{
    listing_close(&s->listing);
    buf_free(&s->request);
    buf_free(&s->about);
}
