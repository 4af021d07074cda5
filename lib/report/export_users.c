/* Users, and what they did: counters from Gong's four kinds of statistics. */

#include <string.h>
#include "lib/json/json.h"
#include "lib/report/dress.h"
#include "lib/report/export_types.h"
#include "lib/report/words.h"

int export_user(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    struct buf name = BUF(0);
    buf_clear(&s->text);
    export_roster_user(&name, record);
    dress_name(&s->text, buf_view(&name), DRESS_PLAIN);
    buf_free(&name);
    if (!s->text.len)
        buf_text(&s->text, "A user without a name");
    sheet_title(s, number, buf_view(&s->text));
    sheet_line(s, "Email", json_get(record, "emailAddress"));
    sheet_list(s, "Aliases", json_get(record, "emailAliases"));
    sheet_line(s, "Title", json_get(record, "title"));
    sheet_line(s, "Phone", json_get(record, "phoneNumber"));
    sheet_person(s, "Manager", json_get(record, "managerId"));
    sheet_line(s, "Active", json_get(record, "active"));
    sheet_time(s, "Created", json_get(record, "created"));
    sheet_line(s, "User id", json_get(record, "id"));
    return sheet_put(s, f);
}

/* ---- statistics ---- */

static const struct {
    const char *name, *words;
} counters[] = {
    {"callsAsHost", "Calls hosted"},
    {"callsAttended", "Calls attended"},
    {"callsGaveFeedback", "Calls given feedback on"},
    {"callsRequestedFeedback", "Calls asked feedback for"},
    {"callsReceivedFeedback", "Calls got feedback on"},
    {"ownCallsListenedTo", "Own calls listened to"},
    {"othersCallsListenedTo", "Others' calls listened to"},
    {"callsSharedInternally", "Calls shared internally"},
    {"callsSharedExternally", "Calls shared externally"},
    {"callsScorecardsFilled", "Scorecards filled in"},
    {"callsScorecardsReceived", "Scorecards received"},
    {"callsCommentsGiven", "Comments given"},
    {"callsCommentsReceived", "Comments received"},
    {"callsMarkedAsFeedbackGiven", "Calls marked as feedback given"},
    {"callsMarkedAsFeedbackReceived", "Calls marked as feedback received"},
};
enum { COUNTERS = sizeof counters / sizeof counters[0], COUNTER_WIDTH = 35 };
enum { DAY_WIDTH = 21, PERIOD_WIDTH = 36, LINE = 96 };

/* A counter is a number, or the list of the calls that it counts. */
static int64_t counted(struct span value)
{
    int64_t n = 0;
    if (json_kind(value) == JSON_ARRAY)
        return (int64_t)json_count(value);
    return json_integer(value, &n) && n > 0 ? n : 0;
}

static void table(struct sheet *s, const int64_t *sums)
{
    for (size_t i = 0; i < COUNTERS; i++)
        if (sums[i] > 0) {
            buf_format(&s->b, "   %-*s%8lld\n", COUNTER_WIDTH, counters[i].words,
                       (long long)sums[i]);
        }
}

static bool add_up(struct span day, int64_t *sums)
{
    bool any = false;
    for (size_t i = 0; i < COUNTERS; i++) {
        int64_t n = counted(json_get(day, counters[i].name));
        any = any || n > 0;
        if (__builtin_add_overflow(sums[i], n, &sums[i]))
            sums[i] = INT64_MAX;
    }
    return any;
}

/* "calls hosted 1, calls attended 3": a day's or a period's, behind `indent` columns. */
static void add_counts(struct sheet *s, struct span day, size_t indent)
{
    size_t column = indent;
    for (size_t i = 0; i < COUNTERS; i++) {
        int64_t n = counted(json_get(day, counters[i].name));
        size_t at = s->b.len, len = strlen(counters[i].words);
        if (n == 0)
            continue;
        if (column > indent && column + len > LINE) {
            buf_format(&s->b, ",\n%*s", (int)indent, "");
            column = indent;
            at = s->b.len;
        } else if (column > indent) {
            buf_text(&s->b, ", ");
        }
        buf_byte(&s->b, (char)(counters[i].words[0] | ('a' ^ 'A')));
        buf_format(&s->b, "%s %lld", counters[i].words + 1, (long long)n);
        column += s->b.len - at;
    }
    buf_byte(&s->b, '\n');
}

static void each_day(struct sheet *s, struct span list, bool periods)
{
    size_t width = periods ? PERIOD_WIDTH : DAY_WIDTH;
    struct json_walk w;
    buf_text(&s->b, periods ? "   By period:\n" : "   By day:\n");
    for (json_walk(&w, list); json_next(&w);) {
        int64_t own[COUNTERS] = {0};
        size_t from = s->b.len;
        if (!add_up(w.value, own))
            continue;
        buf_text(&s->b, "      ");
        sheet_add_day(s, "", json_get(w.value, "fromDate"));
        if (periods)
            sheet_add_day(s, " until ", json_get(w.value, "toDate"));
        size_t len = s->b.len - from;
        buf_format(&s->b, "%*s", (int)(len < width ? width - len : 1), "");
        add_counts(s, w.value, width);
    }
}

static void days(struct sheet *s, struct span list, bool periods)
{
    int64_t sums[COUNTERS] = {0};
    struct json_walk w;
    size_t n = 0;
    for (json_walk(&w, list); json_next(&w);)
        n += add_up(w.value, sums);
    if (n == 0) {
        buf_text(&s->b, "   No activity.\n");
        return;
    }
    table(s, sums);
    if (json_count(list) > 1)
        each_day(s, list, periods);
}

static void interaction(struct sheet *s, struct span list)
{
    struct json_walk w;
    size_t n = 0;
    for (json_walk(&w, list); json_next(&w);) {
        struct span value = json_get(w.value, "value"), name = json_get(w.value, "name");
        struct span text = sheet_text(s, name);
        if (json_kind(value) != JSON_NUMBER || !text.len)
            continue;
        buf_format(&s->b, "   %-*s", COUNTER_WIDTH, text.at);
        text = sheet_text(s, value);
        buf_format(&s->b, "%8s\n", text.at);
        n++;
    }
    if (n == 0)
        buf_text(&s->b, "   No calls to tell it from.\n");
}

static void kind_and_days(struct sheet *s, struct span about)
{
    static const struct sheet_word kinds[] = {{"aggregate", "activity in all"},
                                              {"by-period", "activity by period"},
                                              {"day-by-day", "activity day by day"},
                                              {"interaction", "how they talk"},
                                              {NULL, NULL}};
    sheet_word(s, "What", json_get(about, "kind"), kinds);
    size_t from = s->b.len;
    sheet_label(s, "Days");
    bool begins = sheet_add_day(s, "from ", json_get(about, "from"));
    if (sheet_add_day(s, begins ? " until " : "until ", json_get(about, "to")) || begins)
        sheet_end(s);
    else
        s->b.len = from;
}

int export_user_stats(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    struct span all = json_get(record, "userAggregateActivityStats"),
                periods = json_get(record, "userAggregateActivity"),
                daily = json_get(record, "userDailyActivityStats"),
                talk = json_get(record, "personInteractionStats"), id = json_get(record, "userId");
    struct span known = export_roster_find(s->names, id),
                address = json_get(record, "userEmailAddress");
    buf_clear(&s->text);
    if (known.len)
        dress_name(&s->text, known, DRESS_PLAIN);
    else if (!sheet_text(s, address).len)
        buf_text(&s->text, "A user without an address");
    sheet_title(s, number, buf_view(&s->text));
    sheet_line(s, "Email", known.len ? address : SPAN_NONE);
    sheet_line(s, "User id", id);
    kind_and_days(s, json_get(record, "callmine"));
    if (json_kind(all) == JSON_OBJECT) {
        int64_t sums[COUNTERS] = {0};
        if (add_up(all, sums))
            table(s, sums);
        else
            buf_text(&s->b, "   No activity.\n");
    }
    if (json_kind(periods) == JSON_ARRAY)
        days(s, periods, true);
    if (json_kind(daily) == JSON_ARRAY)
        days(s, daily, false);
    if (json_kind(talk) == JSON_ARRAY)
        interaction(s, talk);
    return sheet_put(s, f);
}
