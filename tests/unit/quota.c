/* The quota: periods begin on the anchor, units are counted once and exactly by however many
 * processes, also when some are killed, and no period is opened twice. */

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include "lib/base/file.h"
#include "lib/state/digest.h"
#include "lib/state/quota.h"
#include "lib/state/quota_change.h"
#include "lib/state/quota_counter.h"
#include "lib/state/quota_state.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static char state[128], file[160], taken[256];

static when at(const char *text)
{
    struct fault f = {0};
    when t = 0;
    CHECK(when_parse(&t, span_of(text), &f) == 0);
    return t;
}

static const char *key(int n)
{
    static char text[DIGEST_TEXT];
    char number[16];
    snprintf(number, sizeof number, "%d", n);
    digest_of(span_of(number), text);
    return text;
}

static struct quota now_is(const char *text)
{
    struct fault f = {0};
    struct quota q;
    CHECK(quota_read(&q, at(text), &f) == 0);
    return q;
}

static int take(int n, const char *text)
{
    struct fault f = {0};
    return quota_take(key(n), at(text), &f) == 0 ? 0 : f.status;
}

/* A state of its own for each. */
static void anew(void)
{
    static int n;
    snprintf(state, sizeof state, "%s/%d", scratch, ++n);
    snprintf(file, sizeof file, "%s/quota.json", state);
    snprintf(taken, sizeof taken, "%s/quota/20261101T000000Z.ndjson", state);
    setenv("STATE_DIRECTORY", state, 1);
}

static struct quota set(struct quota_change c, const char *text)
{
    struct fault f = {0};
    struct quota q = {0};
    CHECK(quota_change(&c, &q, at(text), &f) == 0);
    return q;
}

static void same_time(when t, const char *text)
{
    struct buf b = BUF(64);
    when_format(&b, t);
    CHECK(b.at && strcmp(b.at, text) == 0);
    if (!b.at || strcmp(b.at, text) != 0)
        fprintf(stderr, "    %s, not %s\n", b.at, text);
    buf_free(&b);
}

static void periods(void)
{
    static const struct {
        int anchor;
        const char *zone, *now, *from, *to;
    } rows[] = {
        {15, "UTC", "2026-11-15T00:00:00Z", "2026-11-15T00:00:00Z", "2026-12-15T00:00:00Z"},
        {15, "UTC", "2026-11-14T23:59:59Z", "2026-10-15T00:00:00Z", "2026-11-15T00:00:00Z"},
        {15, "UTC", "2027-01-02T00:00:00Z", "2026-12-15T00:00:00Z", "2027-01-15T00:00:00Z"},
        {1, "UTC", "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"},
        {31, "UTC", "2026-11-30T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-31T00:00:00Z"},
        {31, "UTC", "2027-02-27T12:00:00Z", "2027-01-31T00:00:00Z", "2027-02-28T00:00:00Z"},
        {31, "UTC", "2027-02-28T12:00:00Z", "2027-02-28T00:00:00Z", "2027-03-31T00:00:00Z"},
        {30, "UTC", "2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z", "2028-03-30T00:00:00Z"},
        {29, "UTC", "2027-03-01T00:00:00Z", "2027-02-28T00:00:00Z", "2027-03-29T00:00:00Z"},
        {1, "Asia/Tokyo", "2026-11-30T15:00:00Z", "2026-11-30T15:00:00Z", "2026-12-31T15:00:00Z"},
        {1, "Asia/Tokyo", "2026-11-30T14:59:59Z", "2026-10-31T15:00:00Z", "2026-11-30T15:00:00Z"},
        /* across a change of the clocks: midnight is another instant */
        {25, "Europe/Paris", "2026-10-26T00:00:00Z", "2026-10-24T22:00:00Z",
         "2026-11-24T23:00:00Z"},
        {29, "Europe/Paris", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z",
         "2026-04-28T22:00:00Z"},
        /* where midnight itself did not happen */
        {4, "America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z",
         "2018-12-04T02:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fault f = {0};
        when from, to;
        CHECK(quota_period(&from, &to, rows[i].anchor, rows[i].zone, at(rows[i].now), &f) == 0);
        same_time(from, rows[i].from);
        same_time(to, rows[i].to);
    }
    /* Every instant is in one period: each ends where the next begins. */
    for (int anchor = 1; anchor <= 31; anchor++) {
        struct fault f = {0};
        when from, to, next, t = at("2027-01-01T00:00:00Z");
        int bad = quota_period(&from, &to, anchor, "Europe/London", t, &f) != 0;
        for (int n = 0; n < 50; n++, to = next)
            bad |= quota_period(&from, &next, anchor, "Europe/London", to, &f) != 0 || from != to ||
                   next - from < 27 * WHEN_DAY || next - from > 32 * WHEN_DAY;
        CHECK(!bad);
    }
    struct fault f = {0};
    when from, to;
    CHECK(quota_period(&from, &to, 1, "Mars/Olympus", 0, &f) == -1 && f.status == STATUS_USAGE);
}

static void none_is_set(void)
{
    struct fault f = {0};
    int64_t left;
    char plan[QUOTA_PLAN];
    anew();
    struct quota q = now_is("2026-11-26T08:00:00Z");
    CHECK(!q.set && q.limit == -1 && q.plan[0] == '\0' && q.used == 0);
    CHECK(quota_left(&left, at("2026-11-26T08:00:00Z"), &f) == 0 && left == INT64_MAX);
    CHECK(take(1, "2026-11-26T08:00:00Z") == 0 && access(state, F_OK) != 0);
    CHECK(quota_plan(plan, &f) == 0 && plan[0] == '\0');
}

static void plans_first_then_the_addon(void)
{
    anew();
    struct quota q =
        set((struct quota_change){.plan = "Growth", .has_limit = true, .limit = 2, .anchor = 15},
            "2026-11-26T08:00:00Z");
    CHECK(q.set && q.used == 0 && strcmp(q.plan, "Growth") == 0);
    same_time(q.from, "2026-11-15T00:00:00Z");
    CHECK(take(1, "2026-11-26T09:00:00Z") == 0 && take(2, "2026-11-26T09:00:00Z") == 0);
    CHECK(take(1, "2026-11-26T10:00:00Z") == 0); /* once more costs nothing */
    CHECK(take(3, "2026-11-26T10:00:00Z") == STATUS_TRY_LATER);
    CHECK(take(2, "2026-11-26T10:00:00Z") == 0); /* nor when there is none left */
    q = set((struct quota_change){.grant = 2}, "2026-11-27T08:00:00Z");
    CHECK(q.addon == 2 && q.used == 2 && quota_has_left(&q) == 2);
    CHECK(take(3, "2026-11-27T09:00:00Z") == 0);
    q = now_is("2026-11-27T10:00:00Z");
    CHECK(q.used == 3 && q.used_addon == 1 && q.addon == 1);
    /* A plan of more calls comes before the add-on again, and gives none of it back. */
    q = set((struct quota_change){.has_limit = true, .limit = 4}, "2026-11-27T11:00:00Z");
    CHECK(q.used == 3 && q.addon == 1 && quota_has_left(&q) == 3);
    CHECK(take(4, "2026-11-27T12:00:00Z") == 0 && take(5, "2026-11-27T12:00:00Z") == 0);
    q = now_is("2026-11-27T13:00:00Z");
    CHECK(q.used == 5 && q.used_addon == 1 && q.addon == 1);
    /* One of fewer leaves what was taken. */
    q = set((struct quota_change){.has_limit = true, .limit = 1}, "2026-11-27T14:00:00Z");
    CHECK(quota_has_left(&q) == 1 && q.used == 5);
    CHECK(take(6, "2026-11-27T15:00:00Z") == 0 &&
          take(7, "2026-11-27T15:00:00Z") == STATUS_TRY_LATER);
    /* The plan's calls come back with the period, the add-on's do not, nor do they go. */
    q = now_is("2026-12-14T23:59:59Z");
    CHECK(q.used == 6 && q.addon == 0);
    q = now_is("2026-12-15T00:00:00Z");
    CHECK(q.used == 0 && q.addon == 0 && quota_has_left(&q) == 1);
    set((struct quota_change){.grant = 10}, "2026-12-15T01:00:00Z");
    CHECK(take(1, "2026-12-15T02:00:00Z") == 0);
    CHECK(take(2, "2026-12-15T02:00:00Z") == 0);
    q = now_is("2027-06-15T02:00:00Z");
    CHECK(q.addon == 9 && q.used == 0 && quota_has_left(&q) == 10);
    /* No plan's calls, unlimited: the add-on is not touched. */
    q = set((struct quota_change){.plan = "", .has_limit = true, .limit = -1},
            "2027-06-15T03:00:00Z");
    CHECK(q.addon == 9 && quota_has_left(&q) == INT64_MAX && q.plan[0] == '\0');
    CHECK(take(1, "2027-06-15T04:00:00Z") == 0);
    q = now_is("2027-06-15T05:00:00Z");
    CHECK(q.addon == 9 && q.used == 1);
}

static bool there(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/quota/%s.ndjson", state, name);
    return access(path, F_OK) == 0;
}

static void no_period_is_opened_again(void)
{
    anew();
    set((struct quota_change){.has_limit = true, .limit = 2}, "2026-11-26T08:00:00Z");
    CHECK(take(1, "2026-11-26T08:00:00Z") == 0 && take(2, "2026-11-30T23:59:59Z") == 0);
    CHECK(take(3, "2026-12-01T00:00:00Z") == 0);
    /* The clock is set back by an hour, and by a year. */
    CHECK(take(4, "2026-11-30T23:30:00Z") == 0);
    CHECK(take(5, "2025-11-30T23:30:00Z") == STATUS_TRY_LATER);
    struct quota q = now_is("2025-11-30T23:30:00Z");
    CHECK(q.used == 2);
    same_time(q.from, "2026-12-01T00:00:00Z");
    /* ... and the key of a period that is over takes again. */
    CHECK(take(1, "2026-12-02T00:00:00Z") == STATUS_TRY_LATER);
    /* Months in which nothing was taken are no periods; the keys go with the second turn. */
    CHECK(there("20261101T000000Z") && there("20261201T000000Z"));
    CHECK(take(1, "2027-03-05T00:00:00Z") == 0);
    CHECK(!there("20261101T000000Z") && there("20261201T000000Z") && there("20270301T000000Z"));
    struct fault f = {0};
    struct quota_state s;
    CHECK(quota_state_read(&s, &f) == 0 && s.npast == 2);
    CHECK(s.past[0].used == 2 && s.past[1].used == 2);
    same_time(s.past[1].from, "2026-12-01T00:00:00Z");
    /* Another anchor moves the end, and what is used stays so. */
    q = set((struct quota_change){.anchor = 20}, "2027-03-10T00:00:00Z");
    CHECK(q.used == 1);
    same_time(q.from, "2027-03-01T00:00:00Z");
    same_time(q.to, "2027-03-20T00:00:00Z");
    q = set((struct quota_change){.zone = "Asia/Tokyo"}, "2027-03-10T00:00:00Z");
    same_time(q.to, "2027-03-19T15:00:00Z");
    /* The clock was a year ahead: setting the anchor begins a period now. */
    CHECK(take(9, "2028-03-10T00:00:00Z") == 0);
    q = set((struct quota_change){.grant = 1}, "2027-03-11T00:00:00Z");
    CHECK(q.used == 1);
    q = set((struct quota_change){.anchor = 20}, "2027-03-11T00:00:00Z");
    CHECK(q.used == 0 && q.addon == 1);
    same_time(q.from, "2027-03-11T00:00:00Z");
    same_time(q.to, "2027-03-19T15:00:00Z");
    /* Only so many periods are remembered. */
    CHECK(quota_state_read(&s, &f) == 0 && s.npast == 4);
    s.npast = QUOTA_PASTS;
    for (int n = 0; n < QUOTA_PASTS; n++)
        s.past[n] = (struct quota_past){n, n + 1, n, 0};
    CHECK(quota_state_write(&s, &f) == 0);
    CHECK(take(1, "2028-05-25T00:00:00Z") == 0);
    CHECK(quota_state_read(&s, &f) == 0 && s.npast == QUOTA_PASTS);
    CHECK(s.past[0].used == 1 && s.past[QUOTA_PASTS - 1].used == 0);
}

static struct buf content(const char *path)
{
    struct fault f = {0};
    struct buf b = BUF(0);
    CHECK(file_read(&b, path, &f) == 0);
    return b;
}

static void put(const char *path, struct span bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, bytes.at, bytes.len) == (ssize_t)bytes.len);
    CHECK(ftruncate(fd, (off_t)bytes.len) == 0);
    close(fd);
}

/* Cut within the last line, at every byte: it is not counted, and mended by the next take. */
static void a_torn_line_is_no_unit(void)
{
    anew();
    set((struct quota_change){.has_limit = true, .limit = 5}, "2026-11-26T08:00:00Z");
    CHECK(take(1, "2026-11-26T08:00:00Z") == 0 && take(2, "2026-11-26T08:00:00Z") == 0);
    struct buf text = content(taken);
    size_t first = (size_t)(strchr(text.at, '\n') - text.at) + 1;
    int bad = 0;
    for (size_t cut = first; cut < text.len; cut++) {
        put(taken, (struct span){text.at, cut});
        bad += now_is("2026-11-26T08:00:00Z").used != 1;
        bad += take(3, "2026-11-26T08:00:00Z") != 0;
        bad += now_is("2026-11-26T08:00:00Z").used != 2;
        struct buf now = content(taken);
        bad += now.len != text.len;
        buf_free(&now);
    }
    CHECK(bad == 0);
    buf_free(&text);
}

static void damage_is_named(void)
{
    struct fault f = {0};
    anew();
    set((struct quota_change){.has_limit = true, .limit = 5}, "2026-11-26T08:00:00Z");
    CHECK(take(1, "2026-11-26T08:00:00Z") == 0 && take(2, "2026-11-26T08:00:00Z") == 0);
    struct buf text = content(taken);
    text.at[text.len / 2 + 5] ^= 0x40;
    put(taken, buf_view(&text));
    CHECK(take(3, "2026-11-26T08:00:00Z") == STATUS_CONFIG);
    text.at[text.len / 2 + 5] ^= 0x40;
    memcpy(text.at + text.len / 2, text.at, text.len / 2); /* one line twice */
    put(taken, buf_view(&text));
    struct quota q;
    CHECK(quota_read(&q, 0, &f) == -1 && f.status == STATUS_CONFIG &&
          strstr(f.text, ".ndjson:2: "));
    CHECK(unlink(taken) == 0); /* gone: not begun anew */
    CHECK(take(3, "2026-11-26T08:00:00Z") == STATUS_CONFIG);
    put(taken, (struct span){text.at, text.len / 2});
    CHECK(take(3, "2026-11-26T08:00:00Z") == 0);
    buf_free(&text);
    text = content(file);
    int sound = 0;
    for (size_t cut = 0; cut + 1 < text.len; cut++) {
        put(file, (struct span){text.at, cut});
        sound += quota_read(&q, 0, &f) == 0 || f.status != STATUS_CONFIG;
    }
    CHECK(sound == 0);
    buf_free(&text);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Each process takes units of its own and units of all, and writes a byte when it was told that one
 * is taken. What was told is there, nothing is there twice, and no more than there are. */
static void worker(int n, int told)
{
    struct quota_counter c = QUOTA_COUNTER;
    struct fault f = {0};
    for (int i = 0; i < 60; i++) {
        uint16_t number = (uint16_t)(i % 2 ? i : 1000 + 100 * n + i);
        bool reopen = i % 20 == 19;
        if (quota_counter_take(&c, key(number), at("2026-11-26T08:00:00Z"), &f) == 0) {
            if (write(told, &number, sizeof number) != sizeof number)
                _exit(2);
        } else if (f.status != STATUS_TRY_LATER) {
            _exit(1);
        }
        if (reopen) {
            quota_counter_clear(&c);
            c = QUOTA_COUNTER;
        }
    }
    quota_counter_clear(&c);
    _exit(0);
}

static void many_at_once(void)
{
    enum { PROCESSES = 16, LIMIT = 280, ADDON = 20 };
    int told[2], status, bad = 0, killed = 0;
    pid_t pids[PROCESSES];
    anew();
    set((struct quota_change){.has_limit = true, .limit = LIMIT, .grant = ADDON},
        "2026-11-26T08:00:00Z");
    CHECK(pipe(told) == 0);
    double begun = seconds();
    for (int i = 0; i < PROCESSES; i++)
        if ((pids[i] = fork()) == 0)
            worker(i, told[1]);
    close(told[1]);
    static bool said[65536];
    uint16_t number;
    int heard = 0;
    while (read(told[0], &number, sizeof number) == sizeof number) {
        said[number] = true;
        if (++heard % 40 == 0 && heard / 40 <= 6)
            killed += kill(pids[heard / 40], SIGKILL) == 0;
    }
    close(told[0]);
    while (wait(&status) > 0)
        bad += WIFEXITED(status) && WEXITSTATUS(status) != 0;
    CHECK(bad == 0 && killed == 6);
    struct quota_counter c = QUOTA_COUNTER;
    struct fault f = {0};
    CHECK(quota_counter_enter(&c, false, at("2026-11-26T09:00:00Z"), &f) == 0);
    int lost = 0;
    for (int n = 0; n < 65536; n++)
        lost += said[n] && ids_find_text(&c.keys, span_of(key(n))) < 0;
    CHECK(lost == 0);
    CHECK((int64_t)c.keys.n == c.plan + c.addon);
    CHECK(c.plan == LIMIT && c.addon == ADDON);
    quota_counter_leave(&c);
    quota_counter_clear(&c);
    struct quota q = now_is("2026-11-26T10:00:00Z");
    CHECK(q.used == LIMIT + ADDON && q.addon == 0);
    printf("tests/unit/quota.c: %d units by %d processes in %.0f ms\n", LIMIT + ADDON, PROCESSES,
           (seconds() - begun) * 1000);
}

/* Lines that come between the size that was seen and the bytes that are read are lines. */
static void looked_at_while_it_grows(void)
{
    enum { UNITS = 300 };
    struct quota_counter c = QUOTA_COUNTER;
    struct fault f = {0};
    pid_t taker;
    int status = 0, looks = 0, bad = 0;
    anew();
    set((struct quota_change){.has_limit = true, .limit = UNITS}, "2026-11-26T08:00:00Z");
    if ((taker = fork()) == 0) {
        for (int n = 0; n < UNITS; n++)
            if (take(n, "2026-11-26T08:00:00Z") != 0)
                _exit(1);
        _exit(0);
    }
    for (; waitpid(taker, &status, WNOHANG) == 0; looks++) {
        struct quota_counter fresh = QUOTA_COUNTER;
        bad += quota_counter_peek(&fresh, &f) != 0 || fresh.whole > fresh.size;
        bad += quota_counter_peek(&c, &f) != 0 || c.whole > c.size;
        quota_counter_clear(&fresh);
    }
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK(bad == 0 && looks > 0);
    CHECK(quota_counter_peek(&c, &f) == 0 && c.plan == UNITS);
    CHECK(truncate(taken, 100) == 0);
    CHECK(quota_counter_peek(&c, &f) == -1 && f.status == STATUS_IO &&
          strstr(f.text, "it shrinks"));
    quota_counter_clear(&c);
}

static void plans(void)
{
    static const char *const rows[][2] = {{"Trial", "30d"},
                                          {"Free", "30d"},
                                          {"Starter", "90d"},
                                          {"Growth", "1y"},
                                          {"Scale", "unlimited"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CHECK(strcmp(quota_plan_class(rows[i][0]), rows[i][1]) == 0);
    CHECK(!quota_plan_class("") && !quota_plan_class("growth") && !quota_plan_class("Platinum"));
    struct fault f = {0};
    char plan[QUOTA_PLAN];
    anew();
    set((struct quota_change){.plan = "Starter"}, "2026-11-26T08:00:00Z");
    CHECK(quota_plan(plan, &f) == 0 && strcmp(plan, "Starter") == 0);
}

int main(void)
{
    scratch_begin();
    periods();
    none_is_set();
    plans_first_then_the_addon();
    no_period_is_opened_again();
    a_torn_line_is_no_unit();
    damage_is_named();
    many_at_once();
    looked_at_while_it_grows();
    plans();
    return check_end();
}
