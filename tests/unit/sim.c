/* The simulator's own rules: what is planted is what the truth says, and nothing else is. */

#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_beat.h"
#include "lib/sim/sim_clock.h"
#include "lib/sim/sim_fact.h"
#include "lib/sim/sim_fault.h"
#include "lib/sim/sim_filter.h"
#include "lib/sim/sim_late.h"
#include "lib/sim/sim_limit.h"
#include "lib/sim/sim_plan.h"
#include "lib/sim/sim_said.h"
#include "lib/sim/sim_talk.h"
#include "tests/unit/check.h"

static const char kinds[] = "dmnwlc?";

/* Words that a line which answers nothing must not hold. */
static const char *const loaded[] = {
    "price", "cost",     "budget",   "discount",   "expensive",   "competitor", "renew",
    "quote", "deadline", "Acmeware", "Brightpath", "Corvid",      "Dataloom",   "<comp>",
    "<amt>", "<due>",    "<ondue>",  "<bydue>",    "procurement", "cancel"};

static void check_line(const struct sim_line *l, enum sim_pool pool, struct sim_slots *slots)
{
    const char *facts = l->facts;
    int question, n = 0;
    char value[48];
    for (; sim_next_fact(&facts, slots, &question, value); n++) {
        CHECK(question >= 0);
        enum sim_asked side = question >= 0 ? sim_questions[question].side : SIM_ASKED_ANY;
        bool theirs = l->who == 'c' || l->who == 'd';
        CHECK(side == SIM_ASKED_ANY || (side == SIM_ASKED_CUSTOMER) == theirs);
        CHECK(question < 0 || (sim_questions[question].type == SIM_BOOL) == (value[0] == '\0'));
    }
    if (n == 0 && pool != SIM_DECOY && pool < SIM_ON_PAIN)
        for (int i = 0; i < SIM_COUNT(loaded); i++)
            CHECK(!strstr(l->text, loaded[i]));
    CHECK(pool >= SIM_ON_PAIN || n == 0);
    struct buf b = BUF(4000);
    sim_say(&b, l->text, slots);
    CHECK(b.len > 2 && !memchr(b.at, '{', b.len) && !memchr(b.at, '|', b.len) &&
          !memchr(b.at, '>', b.len));
    buf_free(&b);
}

static void check_tables(const struct sim_company *c, const struct sim_call *call)
{
    struct sim_beat beats[400];
    struct sim_slots slots;
    sim_slots(&slots, c, call, 1);
    for (int pool = 0; pool < SIM_POOLS; pool++) {
        int all = 0;
        for (const char *k = kinds; *k; k++) {
            int n = sim_beats(c->phrasings, (enum sim_pool)pool, *k, beats, 400);
            CHECK(pool < SIM_ON_PAIN || n <= 200); /* what a plan has room for */
            CHECK(pool == SIM_FILLER || n <= 96 || pool >= SIM_ON_PAIN); /* and a talk */
            CHECK(n < 400);
            all += n;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < beats[i].n; j++)
                    check_line(&beats[i].lines[j], (enum sim_pool)pool, &slots);
        }
        CHECK(all > 0);
    }
}

/* No question has two answers in one call, times run forward, and the same call is said twice the
 * same way. */
static void check_talk(const struct sim_company *c)
{
    struct sim_talk one = {.n = 0}, two = {.n = 0};
    struct fault f = {0};
    for (int i = 0; i < 300; i++) {
        struct sim_call call;
        int64_t key = sim_day_key(20000 + i, i % 3);
        sim_call(c, key, sim_day_time(c, key), WHEN_DAY, &call);
        CHECK(sim_talk(&one, c, &call, &f) == 0 && sim_talk(&two, c, &call, &f) == 0);
        CHECK(one.n == two.n && one.nfacts == two.nfacts &&
              span_equal(buf_view(&one.text), buf_view(&two.text)));
        for (int k = 1; k < one.n; k++)
            CHECK(one.sentences[k].start >= one.sentences[k - 1].end &&
                  one.sentences[k].end > one.sentences[k].start &&
                  one.sentences[k].start % 10 == 0);
        for (int k = 0; k < one.nfacts; k++)
            for (int m = 0; m < k; m++) {
                enum sim_type type = sim_questions[one.facts[k].question].type;
                if (one.facts[m].question == one.facts[k].question && type != SIM_MULTI)
                    CHECK(strcmp(one.facts[m].value, one.facts[k].value) == 0);
            }
        if (call.kind == SIM_INTERNAL || call.kind == SIM_DIALER || call.tongue != SIM_ENG)
            CHECK(one.nfacts == 0);
        CHECK(one.n == 0 || one.sentences[one.n - 1].end <= call.duration * 1000 + 30000);
    }
    sim_talk_clear(&one);
    sim_talk_clear(&two);
}

static void check_clock(void)
{
    struct buf b = BUF(100);
    sim_time(&b, (when)1793523661 * WHEN_SECOND +
                     480000); /* 2026-11-01T09:01:01.48Z: summer time ended at 09:00Z */
    CHECK(span_is(buf_view(&b), "2026-11-01T01:01:01.48-08:00"));
    buf_clear(&b);
    sim_time(&b, (when)1793520000 * WHEN_SECOND);
    CHECK(span_is(buf_view(&b), "2026-11-01T01:00:00-07:00"));
    buf_clear(&b);
    sim_time(&b, sim_midnight(sim_day_of(2026, 3, 9)));
    CHECK(span_is(buf_view(&b), "2026-03-09T00:00:00-07:00"));
    buf_clear(&b);
    sim_time(&b, sim_midnight(sim_day_of(2026, 3, 8)));
    CHECK(span_is(buf_view(&b), "2026-03-08T00:00:00-08:00"));
    buf_free(&b);
    int y, m, d;
    sim_day_civil(sim_day_of(2024, 2, 29), &y, &m, &d);
    CHECK(y == 2024 && m == 2 && d == 29 && sim_weekday(sim_day_of(2026, 11, 16)) == 1);
}

static bool has(const struct buf *b, const char *words)
{
    return memmem(b->at, b->len, words, strlen(words)) != NULL;
}

/* Of what a day is called, each part is right, and no part is missing that it takes to know it. */
static void check_day(int64_t day, int64_t today, struct sim_rng *r)
{
    static const char *const names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday"};
    struct buf b = BUF(100);
    int away = (int)(day - today), number = 0, year, month, dom;
    sim_day_civil(day, &year, &month, &dom);
    sim_say_day(&b, "on ", day, today, r);
    for (size_t i = 0; i < b.len; i++)
        if (b.at[i] >= '0' && b.at[i] <= '9')
            number = number * 10 + b.at[i] - '0';
    CHECK(number == 0 || number == dom);
    bool named = false;
    for (int i = 0; i < 7; i++)
        named |= has(&b, names[i]);
    CHECK(!named || has(&b, names[sim_weekday(day)]));
    CHECK(has(&b, "week from today") == (away == 7) && has(&b, "weeks from today") <= (away == 14));
    CHECK(has(&b, "a week from ") <= (away >= 7 && away < 14));
    CHECK(has(&b, "tomorrow") <= (has(&b, "after") ? away == 2 : away == 1));
    CHECK(number || !named || away < 7 || has(&b, "a week from "));
    CHECK(!has(&b, "on tomorrow") && !has(&b, "on a ") && !has(&b, "on this"));
    buf_free(&b);
}

static void check_said(void)
{
    struct sim_rng r = sim_rng(1, SIM_TALK, 1, 1);
    for (int away = 1; away < 45; away++)
        for (int i = 0; i < 100; i++)
            check_day(20000 + i + away, 20000 + i, &r);
    bool digits = false, words = false;
    for (int i = 0; i < 200; i++) {
        struct buf b = BUF(100);
        sim_say_sum(&b, 125, &r);
        digits |= has(&b, "125");
        words |= has(&b, "a hundred and twenty-five");
        CHECK(has(&b, "125") != has(&b, "a hundred and twenty-five"));
        CHECK(has(&b, "K") || has(&b, "thousand") || has(&b, "grand") || has(&b, ",000"));
        buf_free(&b);
    }
    CHECK(digits && words);
}

static void check_limit(void)
{
    struct sim_limit l = {.per_second = 3, .per_day = 6};
    when noon = 20000 * WHEN_DAY + 43200 * WHEN_SECOND;
    CHECK(sim_limit(&l, 1000, noon) == 0 && sim_limit(&l, 1100, noon) == 0 &&
          sim_limit(&l, 1200, noon) == 0);
    CHECK(sim_limit(&l, 1999, noon) == 1); /* a fourth in one second */
    CHECK(sim_limit(&l, 2200, noon) == 0);
    CHECK(l.busiest == 4);
    CHECK(sim_limit(&l, 9000, noon) == 0);
    CHECK(sim_limit(&l, 19000, noon) == 43201); /* the seventh of the day */
    CHECK(sim_limit(&l, 29000, noon + WHEN_DAY) == 0);
}

static void check_rules(void)
{
    struct sim_rules r = {.seed = 1};
    struct fault f = {0};
    CHECK(sim_rule_add(&r, "status=503:2-3", &f) == 0 &&
          sim_rule_add(&r, "stall:*@/v2/users", &f) == 0);
    CHECK(!sim_rule_strike(&r, "/v2/calls") &&
          sim_rule_strike(&r, "/v2/calls")->kind == SIM_STATUS);
    CHECK(sim_rule_number(sim_rule_strike(&r, "/v2/calls"), 0) == 503 &&
          !sim_rule_strike(&r, "/v2/calls"));
    CHECK(sim_rule_strike(&r, "/v2/users")->kind == SIM_STALL && !sim_rule_strike(&r, "/oauth2/x"));
    CHECK(sim_rule_add(&r, "nonsense", &f) != 0 && sim_rule_add(&r, "reset:0", &f) != 0 &&
          sim_rule_add(&r, "reset:x", &f) != 0);
    CHECK(sim_rule_add(&r, "redirect=http://h:9/p:1", &f) == 0 &&
          strcmp(r.at[2].value, "http://h:9/p") == 0);
}

/* Late ones are as many as was said and as late as was said; the others are soon there. */
static void check_late(void)
{
    enum { N = 4000 };
    int calls = 0, transcripts = 0;
    for (int i = 0; i < N; i++) {
        struct sim_call call = {.key = i, .started = 20000 * WHEN_DAY, .duration = 600},
                        again = call;
        sim_late(&call, 7, 5, 20);
        sim_late(&again, 7, 5, 20);
        CHECK(call.shown == again.shown && call.spoken == again.spoken);
        when hidden = call.shown - call.started - 600 * WHEN_SECOND,
             silent = call.spoken - call.shown, hour = 3600 * WHEN_SECOND;
        CHECK(hidden > 0 &&
              (hidden <= 600 * WHEN_SECOND || (hidden >= hour && hidden <= 72 * hour)));
        CHECK(silent > 0 && silent <= 144 * hour);
        calls += hidden >= hour;
        transcripts += silent >= hour;
        sim_late(&call, 7, -1, 0);
        CHECK(call.shown - call.started <= 1200 * WHEN_SECOND && call.spoken - call.shown < hour);
    }
    CHECK(calls > N * 4 / 100 && calls < N * 6 / 100);
    CHECK(transcripts > N * 18 / 100 && transcripts < N * 22 / 100);
}

/* A window looks at no more entries than it must and misses none; ids asked twice come once. */
static void check_window(void)
{
    struct sim_invention how = SIM_INVENTION;
    struct fault f = {0};
    when now = 20700 * WHEN_DAY;
    struct sim_source *s = sim_invent(&how, now, &f);
    CHECK(s != NULL);
    if (!s)
        return;
    for (int day = 20400; day < 20700; day += 7) {
        struct sim_filter w = {.has_from = true,
                               .has_to = true,
                               .from = day * WHEN_DAY,
                               .to = (day + 3) * WHEN_DAY,
                               .by_schedule = day % 2 == 0,
                               .ncalls = -1,
                               .nhosts = -1};
        int found = 0, there = 0;
        sim_filter_ready(&w, s);
        for (int i = sim_filter_next(&w, s, -1); i >= 0; i = sim_filter_next(&w, s, i))
            found++;
        for (int i = 0; i < s->n; i++) {
            const struct sim_entry *e = &s->entries[i];
            when t = w.by_schedule && e->conference ? e->scheduled : e->started;
            there += t >= w.from && t < w.to;
        }
        CHECK(found == there && w.high - w.low < there + 10);
    }
    int ids[] = {3, 3, 7}, seen = 0;
    struct sim_filter asked = {.calls = ids, .ncalls = 3, .nhosts = -1};
    for (int i = sim_filter_next(&asked, s, -1); i >= 0; i = sim_filter_next(&asked, s, i))
        seen = seen * 10 + i;
    CHECK(seen == 37);
    sim_source_free(s);
}

int main(void)
{
    struct sim_company c = {.seed = 1, .users = 40, .workspaces = 1};
    struct sim_call call;
    int64_t key = sim_day_key(20000, 0);
    sim_call(&c, key, sim_day_time(&c, key), WHEN_DAY, &call);
    for (int which = SIM_SAID_OURS; which <= SIM_SAID_ALL; which++) {
        c.phrasings = (enum sim_phrasings)which;
        check_tables(&c, &call);
        check_talk(&c);
    }
    check_said();
    check_clock();
    check_limit();
    check_rules();
    check_late();
    check_window();
    return check_end();
}
