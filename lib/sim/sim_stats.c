/* The stats family. Calls hosted are counted from the calls; the other figures are invented, the
 * same for the same user and day. */

#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_filter.h"
#include "lib/sim/sim_page.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_route.h"
#include "lib/sim/sim_stats.h"

static const char *const counters[] = {
    "callsAsHost",
    "callsGaveFeedback",
    "callsRequestedFeedback",
    "callsReceivedFeedback",
    "ownCallsListenedTo",
    "othersCallsListenedTo",
    "callsSharedInternally",
    "callsSharedExternally",
    "callsScorecardsFilled",
    "callsScorecardsReceived",
    "callsAttended",
    "callsCommentsGiven",
    "callsCommentsReceived",
    "callsMarkedAsFeedbackGiven",
    "callsMarkedAsFeedbackReceived",
};
enum { HOSTED = 0, ATTENDED = 10 };

static bool read_day(struct span v, int64_t *day)
{
    struct buf b = BUF(40);
    int y, m, d, used = 0;
    json_text(&b, v);
    bool good = b.at && sscanf(b.at, "%4d-%2d-%2d%n", &y, &m, &d, &used) == 3 && used == 10 &&
                b.at[10] == '\0' && m >= 1 && m <= 12 && d >= 1 && d <= 31;
    if (good)
        *day = sim_day_of(y, m, d);
    buf_free(&b);
    return good;
}

/* One bound of the filter; false: answered with 400. */
static bool bound(const struct sim_request *q, struct sim_answer *a, const char *name, int64_t *day)
{
    struct span v = json_get(json_get(q->json, "filter"), name);
    if (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL) {
        sim_error(a, 400, "filter.%s: may not be null", name);
        return false;
    }
    if (!read_day(v, day)) {
        sim_error(a, 400, SIM_BAD_BODY);
        return false;
    }
    return true;
}

static bool days(const struct sim_request *q, struct sim_answer *a, struct sim_days *d)
{
    if (!bound(q, a, "fromDate", &d->from) || !bound(q, a, "toDate", &d->to))
        return false;
    if (d->to > sim_day(q->now)) {
        sim_error(a, 400, "The date(s) should not exceed the current day.");
        return false;
    }
    return true;
}

int sim_hosted(const struct sim_source *s, const char *user, struct sim_days d, when now,
               struct json_writer *w)
{
    when from = sim_midnight(d.from), to = sim_midnight(d.to);
    int n = 0, low, high;
    sim_source_range(s, from, to, &low, &high);
    for (int i = low; i < high; i++) {
        const struct sim_entry *e = &s->entries[i];
        if (e->started < from || e->started >= to || e->shown > now || strcmp(e->host, user) != 0)
            continue;
        n++;
        if (w)
            sim_put(w, NULL, e->id);
    }
    return n;
}

static int hosted(const struct sim_request *q, const char *user, struct sim_days d,
                  struct json_writer *w)
{
    return sim_hosted(q->sim->source, user, d, q->now, w);
}

static int invented(const struct sim_request *q, int user, int counter, struct sim_days d)
{
    int n = 0;
    for (int64_t day = d.from; day < d.to; day++)
        n += sim_hash(q->sim->source->seed, SIM_STATS, (uint64_t)user * 16 + (uint64_t)counter,
                      (uint64_t)day) %
                 7 ==
             0;
    return n;
}

static void put_counters(const struct sim_request *q, struct json_writer *w, int user,
                         const char *id, struct sim_days d)
{
    for (int i = 0; i < SIM_COUNT(counters); i++)
        json_put_int(w, counters[i],
                     i == HOSTED ? hosted(q, id, d, NULL) : invented(q, user, i, d));
}

static void put_range(struct json_writer *w, const char *from, const char *to, struct sim_days d)
{
    sim_put_time(w, from, sim_midnight(d.from));
    sim_put_time(w, to, sim_midnight(d.to));
}

/* What each of the four does for one user, behind userId and userEmailAddress. */
typedef void put_user(const struct sim_request *q, struct json_writer *w, int user, const char *id,
                      struct sim_days d);

static void put_aggregate(const struct sim_request *q, struct json_writer *w, int user,
                          const char *id, struct sim_days d)
{
    json_open(w, "userAggregateActivityStats", '{');
    put_counters(q, w, user, id, d);
    json_close(w, '}');
}

static int64_t period_end(const char *period, int64_t day)
{
    int y, m, dom;
    sim_day_civil(day, &y, &m, &dom);
    if (strcmp(period, "DAY") == 0)
        return day + 1;
    if (strcmp(period, "WEEK") == 0)
        return day + 7 - (sim_weekday(day) + 6) % 7;
    int months = strcmp(period, "MONTH") == 0 ? 1 : strcmp(period, "QUARTER") == 0 ? 3 : 12;
    m = (m - 1) / months * months + months + 1;
    return m > 12 ? sim_day_of(y + 1, m - 12, 1) : sim_day_of(y, m, 1);
}

static bool period_of(const struct sim_request *q, char out[16])
{
    static const char *const known[] = {"DAY", "WEEK", "MONTH", "QUARTER", "YEAR"};
    for (int i = 0; i < SIM_COUNT(known); i++)
        if (json_text_is(json_get(q->json, "aggregationPeriod"), known[i])) {
            snprintf(out, 16, "%s", known[i]);
            return true;
        }
    return false;
}

static void put_periods(const struct sim_request *q, struct json_writer *w, int user,
                        const char *id, struct sim_days d)
{
    char period[16] = "DAY";
    period_of(q, period);
    json_open(w, "userAggregateActivity", '[');
    for (int64_t day = d.from, end; day < d.to; day = end) {
        end = period_end(period, day);
        struct sim_days part = {day, end < d.to ? end : d.to};
        json_open(w, NULL, '{');
        put_counters(q, w, user, id, part);
        put_range(w, "fromDate", "toDate", part);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_days(const struct sim_request *q, struct json_writer *w, int user, const char *id,
                     struct sim_days d)
{
    (void)user;
    json_open(w, "userDailyActivityStats", '[');
    for (int64_t day = d.from; day < d.to; day++) {
        struct sim_days one = {day, day + 1};
        json_open(w, NULL, '{');
        for (int i = 0; i < SIM_COUNT(counters); i++) {
            json_open(w, counters[i], '[');
            if (i == HOSTED || i == ATTENDED)
                hosted(q, id, one, w);
            json_close(w, ']');
        }
        put_range(w, "fromDate", "toDate", one);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_interaction(const struct sim_request *q, struct json_writer *w, int user,
                            const char *id, struct sim_days d)
{
    static const char *const names[] = {"Longest Monologue", "Longest Customer Story",
                                        "Interactivity", "Patience", "Question Rate"};
    static const char *const values[][3] = {{"133", "96", "88"},
                                            {"96", "71.5", "54"},
                                            {"6.2", "5", "7.75"},
                                            {"0.81", "1.0", "0.6"},
                                            {"14.0", "9", "11.5"}};
    (void)id;
    (void)d;
    json_open(w, "personInteractionStats", '[');
    for (int i = 0; i < SIM_COUNT(names); i++) {
        json_open(w, NULL, '{');
        sim_put(w, "name", names[i]);
        json_put(
            w, "value",
            span_of(
                values[i][sim_hash(q->sim->source->seed, SIM_STATS, (uint64_t)user, (uint64_t)i) %
                          3]));
        json_close(w, '}');
    }
    json_close(w, ']');
}

static bool asked_for(struct span ids, const char *id)
{
    struct json_walk w;
    if (json_kind(ids) != JSON_ARRAY)
        return true;
    for (json_walk(&w, ids); json_next(&w);)
        if (json_text_is(w.value, id))
            return true;
    return false;
}

static int put_stats(struct sim_request *q, struct sim_answer *a, struct span cursor,
                     const char *list, bool zone, put_user *put)
{
    struct sim_source *s = q->sim->source;
    struct span ids = json_get(q->json, "filter.userIds");
    struct sim_days d;
    struct sim_page page;
    int size = 0;
    int64_t total = 0, next = -1;
    if (!days(q, a, &d) || !sim_id_list(ids, "userIds", a) ||
        !sim_page_begin(&page, list, sim_hash_text(0, json_get(q->json, "filter")), cursor, q, a))
        return 0;
    struct buf items = BUF(0);
    struct json_writer w = {.b = &items};
    json_open(&w, NULL, '[');
    for (int i = 0; i < s->users; i++) {
        struct sim_person p;
        s->ops->person(s, i, &p);
        if (d.from >= d.to || !asked_for(ids, p.id) || hosted(q, p.id, d, NULL) == 0)
            continue; /* only users with activity come back */
        total++;
        if (i < page.from || next >= 0)
            continue;
        if (size == SIM_PAGE) {
            next = i;
            continue;
        }
        size++;
        json_open(&w, NULL, '{');
        sim_put(&w, "userId", p.id);
        sim_put(&w, "userEmailAddress", p.email);
        put(q, &w, i, p.id, d);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    if (size == 0) {
        buf_free(&items);
        return sim_error(a, 404, "No stats found corresponding to the provided filters");
    }
    sim_answer_open(a, &w);
    sim_page_put(&page, &w, q, size, total, next);
    json_put(&w, list, buf_view(&items));
    if (zone) {
        put_range(&w, "fromDateTime", "toDateTime", d);
        sim_put(&w, "timeZone", SIM_ZONE);
    }
    json_close(&w, '}');
    a->items = size;
    buf_free(&items);
    return 0;
}

static int stats(struct sim_request *q, struct sim_answer *a, const char *list, bool zone,
                 put_user *put)
{
    struct buf cursor = BUF(4000);
    char period[16];
    int status = 0;
    if (sim_body(q, a, &cursor)) {
        if (put == put_periods && !period_of(q, period))
            sim_error(a, 400, SIM_BAD_BODY);
        else
            status = put_stats(q, a, buf_view(&cursor), list, zone, put);
    }
    buf_free(&cursor);
    return status;
}

int sim_stats_aggregate(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    (void)f;
    return stats(q, a, "usersAggregateActivityStats", true, put_aggregate);
}

int sim_stats_by_period(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    (void)f;
    return stats(q, a, "usersAggregateActivity", false, put_periods);
}

int sim_stats_by_day(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    (void)f;
    return stats(q, a, "usersDetailedActivities", false, put_days);
}

int sim_stats_interaction(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    (void)f;
    return stats(q, a, "peopleInteractionStats", true, put_interaction);
}
