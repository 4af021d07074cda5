/* lib/base/when, window: RFC 3339, zones, DST, windows. */
#include "lib/base/window.h"
#include "tests/unit/check.h"

static struct fault f;

static bool parses_as(const char *text, const char *utc)
{
    when t;
    struct buf b = {0};
    bool good = when_parse(&t, span_of(text), &f) == 0;
    if (good)
        when_format(&b, t);
    good = good && span_is(buf_view(&b), utc);
    buf_free(&b);
    return good;
}

static bool refused(const char *text)
{
    when t;
    return when_parse(&t, span_of(text), &f) == -1;
}

static bool window_is(const char *spec, const char *zone, const char *now, const char *from,
                      const char *to)
{
    when t;
    struct window w;
    struct buf b = {0};
    char want[100];
    if (when_parse(&t, span_of(now), &f) != 0 || window_last(&w, spec, zone, t, &f) != 0)
        return false;
    when_format(&b, w.from);
    buf_byte(&b, ' ');
    when_format(&b, w.to);
    snprintf(want, sizeof want, "%s %s", from, to);
    bool good = span_is(buf_view(&b), want);
    if (!good)
        fprintf(stderr, "%s: %s, not %s\n", spec, b.at, want);
    buf_free(&b);
    return good;
}

static bool argument_is(const char *text, const char *zone, const char *utc)
{
    when t;
    struct buf b = {0};
    bool good = when_argument(&t, text, zone, 0, &f) == 0;
    if (good)
        when_format(&b, t);
    good = good && span_is(buf_view(&b), utc);
    buf_free(&b);
    return good;
}

int main(void)
{
    CHECK(parses_as("2026-10-06T09:01:12Z", "2026-10-06T09:01:12Z"));
    CHECK(parses_as("2026-10-06T09:01:12.48-07:00", "2026-10-06T16:01:12.48Z"));
    CHECK(parses_as("2026-10-06T09:01:12.906123999+02:00", "2026-10-06T07:01:12.906123Z"));
    CHECK(parses_as("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"));
    CHECK(parses_as("2024-02-29T00:00:00+0530", "2024-02-28T18:30:00Z"));
    CHECK(parses_as("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"));
    CHECK(refused("2023-02-29T00:00:00Z"));
    CHECK(refused("2026-10-06T09:01:12"));
    CHECK(refused("2026-10-06T24:00:00Z"));
    CHECK(refused("2026-10-06T09:01:12.Z"));
    CHECK(refused("2026-10-06T09:01:12Zx"));
    CHECK(refused("2026-1-06T09:01:12Z"));
    CHECK(refused(""));

    CHECK(argument_is("2026-07-01", "Europe/Paris", "2026-06-30T22:00:00Z"));
    CHECK(argument_is("2026-01-01T12:30", "America/New_York", "2026-01-01T17:30:00Z"));
    /* 02:30 does not exist in Paris on 2026-03-29; twice on 2026-10-25, and the first counts. */
    CHECK(argument_is("2026-03-29T02:30", "Europe/Paris", "2026-03-29T01:30:00Z"));
    CHECK(argument_is("2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30:00Z"));
    /* Twice, and summer time at neither: Casey was put back three hours. */
    CHECK(argument_is("2023-03-09T01:45", "Antarctica/Casey", "2023-03-08T14:45:00Z"));
    CHECK(argument_is("2023-03-09T03:00", "Antarctica/Casey", "2023-03-08T19:00:00Z"));
    /* Midnight that a zone skips: the day begins at 01:00. */
    CHECK(argument_is("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z"));

    const char *monday = "2026-11-16T08:00:00Z";
    CHECK(window_is("7d", "UTC", monday, "2026-11-09T08:00:00Z", "2026-11-16T08:00:00Z"));
    /* Across the end of summer time: seven days by the wall clock are an hour more. */
    CHECK(window_is("7d", "Europe/Paris", "2026-10-28T08:00:00Z", "2026-10-21T07:00:00Z",
                    "2026-10-28T08:00:00Z"));
    /* Daily at 02:30, which 29 March has not: each joins on to the one before. */
    CHECK(window_is("1d", "Europe/Paris", "2026-03-28T01:30:00Z", "2026-03-27T01:30:00Z",
                    "2026-03-28T01:30:00Z"));
    CHECK(window_is("1d", "Europe/Paris", "2026-03-29T01:00:00Z", "2026-03-28T01:00:00Z",
                    "2026-03-29T01:00:00Z"));
    CHECK(window_is("1d", "Europe/Paris", "2026-03-30T00:30:00Z", "2026-03-29T01:00:00Z",
                    "2026-03-30T00:30:00Z"));
    /* ... and 25 October twice, of which the first counts. */
    CHECK(window_is("1d", "Europe/Paris", "2026-10-25T00:30:00Z", "2026-10-24T00:30:00Z",
                    "2026-10-25T00:30:00Z"));
    CHECK(window_is("1d", "Europe/Paris", "2026-10-26T01:30:00Z", "2026-10-25T00:30:00Z",
                    "2026-10-26T01:30:00Z"));
    CHECK(window_is("last-week", "UTC", monday, "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z"));
    CHECK(window_is("last-week", "UTC", "2026-11-15T23:59:59Z", "2026-11-02T00:00:00Z",
                    "2026-11-09T00:00:00Z"));
    CHECK(window_is("last-week", "Europe/Paris", "2026-03-30T10:00:00Z", "2026-03-22T23:00:00Z",
                    "2026-03-29T22:00:00Z"));
    CHECK(window_is("last-month", "UTC", "2026-01-15T00:00:00Z", "2025-12-01T00:00:00Z",
                    "2026-01-01T00:00:00Z"));
    CHECK(window_is("last-7-weekdays", "UTC", monday, "2026-11-05T00:00:00Z",
                    "2026-11-16T00:00:00Z"));
    CHECK(window_is("last-1-weekdays", "UTC", monday, "2026-11-13T00:00:00Z",
                    "2026-11-16T00:00:00Z"));

    struct window w;
    CHECK(window_last(&w, "0d", "UTC", 0, &f) == -1 && f.status == STATUS_USAGE);
    CHECK(window_last(&w, "-7d", "UTC", 0, &f) == -1);
    CHECK(window_last(&w, "7days", "UTC", 0, &f) == -1);
    CHECK(window_last(&w, "7d", "Mars/Olympus", 0, &f) == -1);
    CHECK(window_last(&w, "7d", "../../etc/passwd", 0, &f) == -1);
    CHECK(window_last(&w, "7d", "zone.tab", 0, &f) == -1); /* a file that is no zone */
    CHECK(window_arguments(&w, "2026-10-07", "2026-10-06", NULL, "UTC", 0, &f) == -1);
    CHECK(window_arguments(&w, "2026-10-06", NULL, "7d", "UTC", 0, &f) == -1);
    CHECK(window_arguments(&w, NULL, NULL, NULL, "UTC", 0, &f) == -1);
    return check_end();
}
