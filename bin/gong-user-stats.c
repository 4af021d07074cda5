/* gong-user-stats: what Gong counts of its users over some days, one record a user: calls hosted,
 * heard, shared, commented; or how they talk.
 *
 * The days are the company's, and none of them may be to come. What day it is there is not known
 * here: when Gong says that the last day has not come yet, it is asked once more with a day less.
 */

#include <ctype.h>
#include "bin/program.h"
#include "lib/gong/dates.h"
#include "lib/gong/gong.h"
#include "lib/gong/id_list.h"
#include "lib/gong/listing.h"
#include "lib/gong/refusal.h"
#include "lib/json/json.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct listing listing = {.id = "userId"};
static struct dates_asked when_asked = {.zone = "local"};
static const char *kind = "aggregate", *period;
static struct texts users;

static const struct option_row rows[] = {
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Which figures", NULL},
    {"kind", 0, OPTION_CHOICE, &kind, "KIND",
     "the sums of the window; of each period in it; the ids of the calls, day by day; or how they "
     "talk (aggregate)",
     "aggregate|by-period|day-by-day|interaction"},
    {"period", 0, OPTION_CHOICE, &period, "PERIOD", "for by-period (week)",
     "day|week|month|quarter|year"},
    DATES_ROWS(when_asked, "today, and never later"),
    {"user", 0, OPTION_LIST, &users, "ID", "only this user; may be given more than once", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_LIMIT(&listing.limit),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-user-stats",
    .summary = "list what Gong counts of its users",
    .operands = "",
    .details = "gong-user-stats --kind interaction --last 30d >talk.ndjson\n"
               "gong-user-stats --kind by-period --period month --from 2026-01-01\n",
    .rows = rows,
};

struct stats {
    enum gong_endpoint what;
    struct dates dates;
    struct buf request;
};

static enum gong_endpoint endpoint_of_kind(void)
{
    return kind[0] == 'a'   ? GONG_STATS_TOTAL
           : kind[0] == 'b' ? GONG_STATS_PERIOD
           : kind[0] == 'd' ? GONG_STATS_DAY
                            : GONG_STATS_TALK;
}

static int write_request(struct stats *s, struct fault *f)
{
    struct json_writer w = {.b = &s->request};
    char from[DATES_TEXT], to[DATES_TEXT];
    dates_text(from, s->dates.from);
    dates_text(to, s->dates.to);
    buf_clear(&s->request);
    if (s->what == GONG_STATS_PERIOD) {
        buf_text(&s->request, "\"aggregationPeriod\":\"");
        for (const char *c = period ? period : "week"; *c; c++)
            buf_byte(&s->request, (char)toupper((unsigned char)*c));
        buf_text(&s->request, "\",");
    }
    buf_text(&s->request, "\"filter\":");
    json_open(&w, NULL, '{');
    json_put_text(&w, "fromDate", span_of(from));
    json_put_text(&w, "toDate", span_of(to));
    if (id_list_put(&w, "userIds", &users, "--user", f) != 0)
        return -1;
    json_close(&w, '}');
    return buf_check(&s->request, "the request", f);
}

static int take(void *self, const struct gong_page *page, struct fault *f)
{
    struct stats *s = self;
    char from[DATES_TEXT], to[DATES_TEXT], text[4][32];
    struct span zone = json_get(page->answer, "timeZone");
    dates_text(from, s->dates.from);
    dates_text(to, s->dates.to);
    const char *values[] = {kind, from, to, period ? period : "week"};
    for (size_t i = 0; i < 4; i++) /* all of them plain words */
        snprintf(text[i], sizeof text[i], "\"%s\"", values[i]);
    struct splice callmine[] = {{.name = span_of("kind"), .value = span_of(text[0])},
                                {.name = span_of("from"), .value = span_of(text[1])},
                                {.name = span_of("to"), .value = span_of(text[2])},
                                {.name = span_of("zone"), .value = span_of("null")},
                                {.name = span_of("period"), .value = span_of(text[3])}};
    if (json_kind(zone) == JSON_STRING)
        callmine[3].value = zone;
    struct json_walk w;
    for (json_walk(&w, page->items); json_next(&w);)
        if (listing_add(&listing, w.value, callmine, s->what == GONG_STATS_PERIOD ? 5 : 4, f) != 0)
            return -1;
    return listing_out(&listing, f);
}

static int ask(struct stats *s, struct gong *gong, struct fault *f)
{
    if (write_request(s, f) != 0)
        return -1;
    return listing_ask(&listing, gong,
                       &(struct gong_query){.what = s->what, .filter = buf_view(&s->request)}, take,
                       s, f);
}

static void list(struct stats *s, struct gong *gong, struct listener *l, struct fault *f)
{
    if (listing_open(&listing, f) == 0 && ask(s, gong, f) != 0 && refusal_of_today(f) &&
        listing.n == 0) {
        *f = (struct fault){0};
        notice(l, "the last day has not come yet where the company is: asking for a day less "
                  "(see --zone)");
        if (--s->dates.to > s->dates.from)
            ask(s, gong, f);
    }
    listing_close(&listing);
}

static int check(struct stats *s, const struct parsed *p, struct listener *l, struct fault *f)
{
    when now;
    s->what = endpoint_of_kind();
    if (p->n)
        return fault(f, STATUS_USAGE, "it reads no files: see --help");
    if (period && s->what != GONG_STATS_PERIOD)
        return fault(f, STATUS_USAGE, "--period goes with --kind by-period");
    if (gong_now(&now, &settings, f) != 0 || dates_read(&s->dates, &when_asked, now, 0, f) != 0)
        return -1;
    return dates_until_today(&s->dates, &when_asked, now, l, f);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct stats s = {0};
    if (program_begin(&p, &usage, argc, argv, &f) && check(&s, &p, &listener, &f) == 0) {
        struct gong *gong = gong_new(&settings, &listener, &f);
        if (gong)
            list(&s, gong, &listener, &f);
        gong_free(gong);
    }
    buf_free(&s.request);
    return program_end(&p, &usage, &f);
}
