/* Stretches of days, and which refusals of Gong's can be lived with. */

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "lib/gong/answer.h"
#include "lib/gong/dates.h"
#include "lib/gong/refusal.h"
#include "tests/unit/check.h"

static struct fault f;
static char said[200];

static void hear(void *who, const char *line)
{
    (void)who;
    snprintf(said, sizeof said, "%s", line);
}
static const struct listener listener = {.notice = hear};

static when at(const char *text)
{
    when t;
    return when_parse(&t, span_of(text), &f) == 0 ? t : 0;
}

/* "from to" of what was asked, or the fault's text. */
static const char *reads(struct dates_asked a, const char *now, int64_t ahead)
{
    static char text[400];
    struct dates d;
    struct buf b = {0};
    struct json_writer w = {.b = &b};
    f = (struct fault){0};
    if (!a.zone)
        a.zone = "UTC";
    if (dates_read(&d, &a, at(now), ahead, &f) != 0)
        return f.status == STATUS_USAGE ? f.text : "another fault";
    json_open(&w, NULL, '{');
    dates_put(&w, "from", "to", &d);
    json_close(&w, '}');
    snprintf(text, sizeof text, "%.10s %.10s", b.at + strlen("{\"from\":\""),
             b.at + strlen("{\"from\":\"2026-10-06\",\"to\":\""));
    buf_free(&b);
    return text;
}

#define NOW      "2026-11-16T20:00:00Z"
#define IS(a, b) (strcmp((a), (b)) == 0)

static void windows(void)
{
    CHECK(IS(reads((struct dates_asked){0}, NOW, 0), "2026-10-17 2026-11-16"));
    CHECK(IS(reads((struct dates_asked){0}, NOW, 1), "2026-10-17 2026-11-17"));
    CHECK(IS(reads((struct dates_asked){.last = "7d"}, NOW, 1), "2026-11-09 2026-11-17"));
    CHECK(IS(reads((struct dates_asked){.last = "last-month"}, NOW, 1), "2026-10-01 2026-11-01"));
    /* Weeks and weekdays end where they end, on a Monday's midnight too. */
    CHECK(IS(reads((struct dates_asked){.last = "last-week"}, "2026-11-16T00:00:00Z", 1),
             "2026-11-09 2026-11-16"));
    CHECK(IS(reads((struct dates_asked){.last = "last-7-weekdays"}, NOW, 1),
             "2026-11-05 2026-11-16"));
    CHECK(IS(reads((struct dates_asked){.from = "2026-02-28", .to = "2026-03-01"}, NOW, 0),
             "2026-02-28 2026-03-01"));
    CHECK(IS(reads((struct dates_asked){.from = "2026-11-01"}, NOW, 0), "2026-11-01 2026-11-16"));
    CHECK(IS(reads((struct dates_asked){.to = "2024-03-31"}, NOW, 0), "2024-03-01 2024-03-31"));
    CHECK(IS(reads((struct dates_asked){.from = "1969-12-30", .to = "1970-01-02"}, NOW, 0),
             "1969-12-30 1970-01-02"));
}

/* What day it is is the zone's; that a day there has 23 or 25 hours changes nothing. */
static void zones(void)
{
    CHECK(IS(reads((struct dates_asked){.last = "1d", .zone = "Pacific/Auckland"}, NOW, 0),
             "2026-11-16 2026-11-17"));
    CHECK(IS(
        reads((struct dates_asked){.last = "1d", .zone = "US/Pacific"}, "2026-11-16T07:59:59Z", 0),
        "2026-11-14 2026-11-15"));
    CHECK(IS(reads((struct dates_asked){.last = "1d", .zone = "America/New_York"},
                   "2026-11-02T04:30:00Z", 0),
             "2026-10-31 2026-11-01"));
    CHECK(IS(reads((struct dates_asked){.last = "30d", .zone = "Europe/Berlin"},
                   "2026-04-01T22:30:00Z", 0),
             "2026-03-03 2026-04-02"));
    CHECK(strstr(reads((struct dates_asked){.zone = "Mars/Olympus"}, NOW, 0), "Mars/Olympus"));
}

static void wrong(void)
{
    static const char *const bad[] = {"",
                                      "now",
                                      "today",
                                      "2026-13-01",
                                      "2026-02-29",
                                      "2026-9-02",
                                      "20260902",
                                      "2026-09-02T00:00:00Z",
                                      "2026-09-02 ",
                                      "7d"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(strstr(reads((struct dates_asked){.from = bad[i]}, NOW, 0), "is no date"));
    CHECK(strstr(reads((struct dates_asked){.from = "2026-09-02", .to = "2026-09-02"}, NOW, 0),
                 "there is no day"));
    CHECK(strstr(reads((struct dates_asked){.from = "2026-11-16"}, NOW, 0), "there is no day"));
    CHECK(strstr(reads((struct dates_asked){.last = "7d", .to = "2026-09-02"}, NOW, 0),
                 "leave --from and --to out"));
    CHECK(strstr(reads((struct dates_asked){.last = "a week"}, NOW, 0), "is no window"));
}

static void no_future(void)
{
    struct dates_asked a = {.zone = "UTC"};
    struct dates d = {100, 20773}; /* 2026-11-16 */
    CHECK(dates_until_today(&d, &a, at(NOW), &listener, &f) == 0 && d.to == 20773 && !said[0]);
    d.to = 20774;
    CHECK(dates_until_today(&d, &a, at(NOW), &listener, &f) == 0 && d.to == 20773 &&
          strstr(said, "2026-11-16"));
    d = (struct dates){20773, 20775};
    f = (struct fault){0};
    CHECK(dates_until_today(&d, &a, at(NOW), &listener, &f) == -1 && f.status == STATUS_USAGE);
}

/* The words that refusal.c looks for are those that answer.c writes. */
static void refusals(void)
{
    struct page page;
    struct buf body = {0};
    const char *text[] = {
        "{\"errors\":[\"You don't have permission to use 'api:workspaces:read' in your app.\"]}",
        "{\"errors\":[\"The date(s) should not exceed the current day.\"]}",
        "{\"errors\":[\"Folder not found\"]}",
        "{\"errors\":[\"filter.fromDate: may not be null\"]}",
        "{\"errors\":[\"access token has been revoked\"]}",
        "{\"errors\":[\"You don't have permission to use 'api:workspaces:read-all' in your "
        "app.\"]}"};
    const int status[] = {401, 400, 404, 400, 401, 401};
    const char *want[] = {"scope", "today request", "there", "request", "", ""};
    for (size_t i = 0; i < 6; i++) {
        char got[80] = "";
        buf_clear(&body);
        buf_text(&body, text[i]);
        f = (struct fault){0};
        answer_judge(endpoint_of(GONG_FOLDER), status[i], &body, "", &page, &f);
        snprintf(got, sizeof got, "%s%s%s%s",
                 refusal_of_scope(&f, "api:workspaces:read") ? "scope" : "",
                 refusal_of_today(&f) ? "today " : "", refusal_not_there(&f) ? "there" : "",
                 refusal_of_request(&f) ? "request" : "");
        CHECK(IS(got, want[i]));
    }
    f = (struct fault){0};
    CHECK(!refusal_of_scope(&f, "api:workspaces:read") && !refusal_of_today(&f) &&
          !refusal_not_there(&f) && !refusal_of_request(&f));
    buf_free(&body);
}

int main(void)
{
    windows();
    zones();
    wrong();
    no_future();
    refusals();
    return check_end();
}
