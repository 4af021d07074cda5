/* lib/report/export_*: names for ids, text that waits, amounts and days as they came. */

#include <fcntl.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/report/export_file.h"
#include "lib/report/export_roster.h"
#include "lib/report/export_sheet.h"
#include "lib/report/export_spool.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static struct fault f;

static struct span find(const struct export_roster *r, const char *id)
{
    return export_roster_find(r, span_of(id));
}

static void names(void)
{
    struct export_roster r = {0};
    CHECK(!find(&r, "\"1\"").at);
    CHECK(export_roster_add(
              &r, span_of("{\"id\":\"1\",\"firstName\":\"Dana\",\"lastName\":\"Ruiz\"}"), &f) == 0);
    CHECK(export_roster_add(&r, span_of("{\"id\":\"1\",\"firstName\":\"Other\"}"), &f) == 0);
    CHECK(export_roster_add(&r, span_of("{\"id\":2,\"lastName\":\"Ruiz\"}"), &f) == 0);
    CHECK(export_roster_add(&r, span_of("{\"id\":\"3\",\"firstName\":\"Lee\",\"lastName\":null}"),
                            &f) == 0);
    CHECK(export_roster_add(&r, span_of("{\"id\":\"4\",\"emailAddress\":\"a@x.example\"}"), &f) ==
          0);
    CHECK(export_roster_add(&r, span_of("{\"id\":\"5\"}"), &f) == 0);
    CHECK(export_roster_add(&r, span_of("{\"firstName\":\"Nobody\"}"), &f) == 0);
    CHECK(export_roster_add(&r, span_of("{\"metaData\":{\"id\":\"6\",\"title\":\"A call\"}}"),
                            &f) == 0);
    CHECK(export_roster_add(
              &r,
              span_of("{\"questions\":[{\"questionId\":\"7\",\"questionText\":\"Why?\"},7,"
                      "{\"questionId\":8,\"questionText\":\"How?\"}]}"),
              &f) == 0);
    CHECK(span_is(find(&r, "\"1\""), "Dana Ruiz") && span_is(find(&r, "1"), "Dana Ruiz"));
    CHECK(span_is(find(&r, "\"2\""), "Ruiz") && span_is(find(&r, "\"3\""), "Lee"));
    CHECK(span_is(find(&r, "\"4\""), "a@x.example") && !find(&r, "\"5\"").at);
    CHECK(span_is(find(&r, "\"6\""), "A call") && span_is(find(&r, "\"7\""), "Why?"));
    CHECK(span_is(find(&r, "\"8\""), "How?") && !find(&r, "null").at && !find(&r, "\"\"").at);
    export_roster_clear(&r);
}

/* The limit is one of names, and what was known before it stays known. */
static void many_names(void)
{
    struct export_roster r = {0};
    struct buf b = BUF(0);
    for (int i = 0; i < ROSTER_MOST + 10; i++) {
        buf_clear(&b);
        buf_format(&b, "{\"id\":\"%d\",\"firstName\":\"U%d\"}", i, i);
        if (export_roster_add(&r, buf_view(&b), &f) != 0)
            break;
        if (i == ROSTER_MOST - 1)
            CHECK(!r.full);
    }
    CHECK(r.full && r.ids.n == ROSTER_MOST);
    CHECK(span_is(find(&r, "\"0\""), "U0") && span_is(find(&r, "\"49999\""), "U49999"));
    CHECK(!find(&r, "\"50000\"").at);
    buf_free(&b);
    export_roster_clear(&r);
}

/* A marked id gets its name wherever it lies, also across the pieces in which the text is copied.
 */
static void waiting(const char *dir)
{
    enum { PIECE = 128 << 10 };
    struct export_roster r = {0};
    struct buf path = BUF(0);
    buf_format(&path, "%s/out.txt", dir);
    CHECK(export_roster_add(&r, span_of("{\"id\":\"1234567890\",\"firstName\":\"Da\\u001bna\"}"),
                            &f) == 0);
    for (size_t before = PIECE - 14; before <= PIECE + 1; before++) {
        struct spool s;
        struct out to = {0};
        CHECK(spool_open(&s, path.at, &f) == 0);
        for (size_t i = 0; i < before; i++)
            out_add(&s.out, "x", 1);
        out_span(&s.out, span_of("\0011234567890\001, \00142\001."));
        out_hold(&to, "text");
        CHECK(spool_copy(&s, &r, &to, &f) == 0);
        CHECK(to.held.len > before &&
              span_is((struct span){to.held.at + before, to.held.len - before},
                      "Da\\x1bna (user 1234567890), user 42."));
        buf_free(&to.held);
        spool_close(&s);
    }
    export_roster_clear(&r);
    buf_free(&path);
    struct spool nowhere;
    CHECK(spool_open(&nowhere, "/nowhere/at/all", &f) == -1 && f.status == STATUS_CANT_CREATE);
}

static bool amount(const char *value, const char *want)
{
    struct sheet s = {0};
    bool some = sheet_add_amount(&s, "", span_of(value));
    bool good =
        some == (want[0] != '\0') && span_is((struct span){some ? s.b.at : "", s.b.len}, want);
    sheet_clear(&s);
    return good;
}

static bool day(const char *value, const char *want)
{
    struct sheet s = {0};
    bool some = sheet_add_day(&s, "", span_of(value));
    bool good =
        some == (want[0] != '\0') && span_is((struct span){some ? s.b.at : "", s.b.len}, want);
    sheet_clear(&s);
    return good;
}

static bool lasts(int64_t seconds, const char *want)
{
    struct sheet s = {0};
    sheet_add_seconds(&s, seconds);
    bool good = span_is(buf_view(&s.b), want);
    sheet_clear(&s);
    return good;
}

static void parts(void)
{
    CHECK(amount("1", "1") && amount("999", "999") && amount("1000", "1,000"));
    CHECK(amount("-1234567.50", "-1,234,567.50") && amount("-999", "-999"));
    CHECK(amount("\"48000\"", "48,000") && amount("1e5", "1e5") && amount("\"$ 4800\"", "$ 4800"));
    CHECK(amount("12345678901234567890", "12,345,678,901,234,567,890") && amount("null", ""));
    CHECK(day("\"2026-10-05T000:00:00-07:00\"", "5 Oct 2026") &&
          day("\"2026-10-05\"", "5 Oct 2026"));
    CHECK(day("\"soon\"", "soon") && day("\"2026-1-1xyz\"", "2026-1-1xyz") && day("null", ""));
    CHECK(lasts(0, "0 s") && lasts(59, "59 s") && lasts(60, "1 min") && lasts(3600, "1 h"));
    CHECK(lasts(3672, "1 h 1 min 12 s") && lasts(7201, "2 h 1 s"));
}

static bool nothing_is_read(void *who, const char *path)
{
    (void)who;
    (void)path;
    return false;
}

static void files(const char *dir)
{
    struct buf path = BUF(0), want = BUF(0);
    CHECK(export_file_path(&path, dir, "user-stats", 0, "Asia/Kolkata", nothing_is_read, NULL,
                           &f) == 0);
    buf_format(&want, "%s/gong_user-stats_19700101_053000.txt", dir);
    CHECK(span_equal(buf_view(&path), buf_view(&want)));
    /* Its own file has gone: another run was later, and nothing of that one's is touched. */
    buf_clear(&want);
    buf_format(&want, "%s/gong_user-stats_19700101_050000.txt", dir);
    int fd = open(want.at, O_CREAT | O_WRONLY, 0600);
    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(export_file_tidy(path.at, nothing_is_read, NULL, &f) == 0 && access(want.at, F_OK) == 0);
    CHECK(export_file_tidy(want.at, nothing_is_read, NULL, &f) == 0 && access(want.at, F_OK) == 0);
    buf_free(&path);
    buf_free(&want);
}

int main(void)
{
    const char *dir = scratch_begin();
    names();
    many_names();
    waiting(dir);
    parts();
    files(dir);
    return check_end();
}
