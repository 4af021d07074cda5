/* lib/archive: names, classes, the list of contents. */

#include "lib/archive/class.h"
#include "lib/archive/contents.h"
#include "lib/archive/names.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void test_names(void)
{
    static const char *const good[] = {
        "a", "calls.ndjson", "ledger/cm-filter.ndjson", "a/b/c", "..a", "a..", "_-"};
    static const char *const bad[] = {"",        ".",   "..",   "/a",  "a/",   "a//b",  "a/../b",
                                      "a/.",     "-rf", "a/-b", "a b", "a\nb", "a\\b",  "\xc3\xa9",
                                      "a\x1b[m", "a:b", "a;b",  "a*",  "a\"b", "../etc"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CHECK(name_is_member(span_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(!name_is_member(span_of(bad[i])));
    CHECK(!name_is_member((struct span){"a\0b", 3}));
    CHECK(name_is_id(span_of("2026-10-06_x")) && !name_is_id(span_of("a.b")) &&
          !name_is_id(span_of("-a")));
    char id[66];
    memset(id, 'a', 65);
    id[65] = '\0';
    CHECK(!name_is_id(span_of(id)) && name_is_id((struct span){id, 64}) &&
          !name_is_id(span_of("")));
}

/* The class's last instant for a bundle made then, as text. */
static bool expires(const char *class, const char *created, const char *expected)
{
    struct fault f = {0};
    when t, end;
    struct buf text = BUF(64);
    if (when_parse(&t, span_of(created), &f) != 0 || class_expiry(&end, class, NULL, t, &f) != 0)
        return false;
    when_format(&text, end);
    bool same = span_is(buf_view(&text), expected);
    buf_free(&text);
    return same;
}

static void test_classes(void)
{
    struct fault f = {0};
    when end;
    CHECK(expires("30d", "2026-01-31T12:00:00Z", "2026-03-02T12:00:00Z"));
    CHECK(expires("30d", "2024-02-01T00:00:00Z", "2024-03-02T00:00:00Z")); /* over a leap day */
    CHECK(expires("90d", "2026-01-01T00:00:00Z",
                  "2026-04-01T00:00:00Z")); /* summer time changes nothing */
    CHECK(expires("1y", "2026-03-01T08:30:00Z", "2027-03-01T08:30:00Z"));
    CHECK(expires("1y", "2023-03-01T00:00:00Z", "2024-03-01T00:00:00Z")); /* 366 days */
    CHECK(expires("1y", "2024-02-29T10:00:00Z", "2025-03-01T10:00:00Z"));
    CHECK(expires("1y", "2026-03-01T08:30:00.25Z", "2027-03-01T08:30:00.25Z"));
    CHECK(class_expiry(&end, "unlimited", NULL, 0, &f) == 0 && end == WHEN_NEVER);
    CHECK(class_expiry(&end, "forever", NULL, 0, &f) == -1 && f.status == STATUS_CONFIG);
    CHECK(class_expiry(&end, CLASS_PLAN, "30d", 0, &f) == 0 && end == 30 * WHEN_DAY);
    CHECK(class_expiry(&end, CLASS_PLAN, NULL, 0, &f) == -1 && f.status == STATUS_CONFIG);
    CHECK(class_known("1y") && !class_known("") && !class_known("2y"));
}

enum { MEMBERS = 700 };

static void make_contents(struct buf *b)
{
    struct contents_head head = {
        .id = "x", .class = "90d", .callmine = "1", .members = MEMBERS, .frames = 3};
    struct contents_member m = {0};
    char name[32];
    head.bytes = MEMBERS * (MEMBERS - 1) / 2;
    contents_add_head(b, &head);
    memset(m.sha256, 'a', DIGEST_TEXT - 1);
    for (int i = 0; i < MEMBERS; i++) {
        snprintf(name, sizeof name, "m/%05d", 2 * i);
        m.name = span_of(name);
        m.size = i;
        contents_add_member(b, &m);
    }
    for (int i = 0; i < 3; i++)
        contents_add_frame(b, i, m.sha256);
    contents_seal(b);
}

static void test_contents(void)
{
    struct buf b = BUF(1 << 20), two = BUF(1 << 20);
    struct contents_member m;
    struct fault f = {0};
    char name[32];
    make_contents(&b);
    CHECK(contents_check(buf_view(&b), &f) == 0);
    for (int i = -1; i <= 2 * MEMBERS; i++) {
        snprintf(name, sizeof name, "m/%05d", i);
        int found = contents_find(&m, buf_view(&b), span_of(name), &f);
        CHECK(found == (i >= 0 && i < 2 * MEMBERS && i % 2 == 0));
        CHECK(found != 1 || (m.size == i / 2 && span_is(m.name, name)));
        struct contents_range range = {0, b.len};
        while (range.high - range.low > 3 * CONTENTS_LINE) {
            size_t at = range.low + (range.high - range.low) / 2, was = range.high - range.low;
            struct span piece = {b.at + at, CONTENTS_LINE};
            CHECK(contents_narrow(&range, piece, at, span_of(name), &f) == 0);
            CHECK(range.high - range.low < was && (range.low == 0 || b.at[range.low - 1] == '\n'));
        }
        struct span rest = {b.at + range.low, range.high - range.low};
        CHECK(contents_find(&m, rest, span_of(name), &f) == found);
    }
    CHECK(contents_find(&m, buf_view(&b), span_of(""), &f) == 0);
    for (size_t at = 0; at < b.len; at += 3) { /* no flip passes, and none trips the search */
        b.at[at] ^= 1 << at % 7;
        CHECK(contents_check(buf_view(&b), &f) == -1);
        contents_find(&m, buf_view(&b), span_of("m/00700"), &f);
        b.at[at] ^= 1 << at % 7;
    }
    for (size_t n = 0; n < b.len; n += 11)
        CHECK(contents_check((struct span){b.at, n}, &f) == -1);
    /* A list that is sealed, but out of order or with other counts, is no list either. */
    struct contents_head head = {.id = "x", .class = "90d", .callmine = "1", .members = 2};
    memset(m.sha256, 'b', DIGEST_TEXT - 1);
    m.sha256[DIGEST_TEXT - 1] = '\0';
    m.size = m.frame = m.offset = 0;
    for (int turn = 0; turn < 2; turn++) {
        buf_clear(&two);
        contents_add_head(&two, &head);
        m.name = span_of(turn ? "a" : "b");
        contents_add_member(&two, &m);
        m.name = span_of(turn ? "b" : "a");
        contents_add_member(&two, &m);
        contents_seal(&two);
        CHECK((contents_check(buf_view(&two), &f) == 0) == (turn == 1));
    }
    buf_free(&b);
    buf_free(&two);
}

int main(void)
{
    test_names();
    test_classes();
    test_contents();
    return check_end();
}
