/* What is told of a run, read from its roll-up. */

#include "lib/report/notice_parts.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/report/page.h"
#include "lib/report/reading.h"

/* Characters of each text. All together they stay far below what Slack takes in one message. */
enum { TITLE = 120, BULLET = 500, QUOTE = 700, BY = 160, NAME = 200, LINK = 2000 };
struct notice_text notice_cut(struct notice *n, struct span text, size_t characters)
{
    struct notice_text t = {.text = text};
    size_t count = 0;
    for (struct span rest = text; rest.len; count++) {
        if (count == characters)
            t.text.len = (size_t)(rest.at - text.at);
        plain_next(&rest);
    }
    t.left_out = count > characters ? (int64_t)(count - characters) : 0;
    t.text = arena_copy(&n->arena, t.text);
    return t;
}

struct span notice_keep(struct notice *n, struct buf *b)
{
    struct span kept = b->len ? arena_copy(&n->arena, buf_view(b)) : (struct span){"", 0};
    if (b->state != BUF_SOUND)
        n->arena.broken = true;
    buf_clear(b);
    return kept;
}

void notice_left_out(struct buf *b, const struct notice_text *t)
{
    if (t->left_out == 0)
        return;
    buf_text(b, " … and ");
    words_count(b, t->left_out, "more character", "more characters");
}

void notice_begin(struct notice *n, const struct notice_options *o)
{
    struct span link = span_of(o->link);
    *n = (struct notice){0};
    n->title = notice_cut(n, span_of(o->title && *o->title ? o->title : "Call analysis"), TITLE);
    if (reading_is_link(link) && link.len <= LINK)
        n->link = link;
    else
        n->report = notice_cut(n, link, NAME);
}

void notice_free(struct notice *n)
{
    arena_free(&n->arena);
}

struct span notice_text(struct notice *n, struct span string)
{
    struct buf b = BUF(0);
    json_text(&b, string);
    struct span kept = notice_keep(n, &b);
    buf_free(&b);
    return kept;
}

int64_t notice_count(struct span value, const char *path)
{
    int64_t n;
    return json_integer(json_get(value, path), &n) && n >= 0 && n <= NOTICE_MOST ? n : 0;
}

/* Its day in the zone, "2026-09-28"; "" when it is no time. */
static int day_of(char day[static 16], struct span time, const char *zone, struct fault *f)
{
    when t;
    struct civil c;
    day[0] = '\0';
    if (!json_time(time, &t))
        return 0;
    if (when_civil(&c, t, zone, f) != 0)
        return -1;
    snprintf(day, 16, "%04d-%02d-%02d", c.year, c.month, c.day);
    return 0;
}

int notice_dates(struct buf *b, struct span window, const char *zone, struct fault *f)
{
    char from[16], to[16];
    zone = zone ? zone : "UTC";
    if (day_of(from, json_member(window, span_of("from")), zone, f) != 0 ||
        day_of(to, json_member(window, span_of("to")), zone, f) != 0)
        return -1;
    words_days(b, from, to);
    return 0;
}

static void add_bullet(struct notice *n, struct span line)
{
    n->bullets[n->nbullets++] =
        notice_cut(n, notice_text(n, json_member(line, span_of("text"))), BULLET);
}

/* One line of news, then the summary's, but for the one that the headline has told. */
static void add_bullets(struct notice *n, struct span summary, struct span told)
{
    struct json_walk w;
    struct span news = SPAN_NONE;
    for (json_walk(&w, summary); !news.at && json_next(&w);)
        if (notice_is_news(w.value))
            news = w.value;
    if (news.at)
        add_bullet(n, news);
    for (json_walk(&w, summary); n->nbullets < NOTICE_BULLETS && json_next(&w);)
        if (notice_asks(w.value) && w.value.at != news.at && w.value.at != told.at)
            add_bullet(n, w.value);
}

static void add_words(struct notice *n, struct buf *b)
{
    n->bullets[n->nbullets++] = notice_cut(n, buf_view(b), BULLET);
    buf_clear(b);
}

/* Of a report that amends an earlier one: what is new comes before all else. */
static void add_amends(struct notice *n, struct buf *b, struct span amends)
{
    const struct report r = {.amends = {.given = json_kind(amends) == JSON_OBJECT,
                                        .calls = notice_count(amends, "calls"),
                                        .added = notice_count(amends, "added"),
                                        .changed = notice_count(amends, "changed"),
                                        .gone = notice_count(amends, "gone")}};
    page_amends_line(b, &r);
    if (b->len)
        add_words(n, b);
}

static void add_quote(struct notice *n, struct buf *b, struct span quote)
{
    struct notice_quote *q = &n->quotes[n->nquotes++];
    struct span side = json_member(quote, span_of("side"));
    q->side = json_text_is(side, "customer") ? SIDE_CUSTOMER
              : json_text_is(side, "rep")    ? SIDE_REP
                                             : SIDE_UNKNOWN;
    q->quote = notice_cut(n, notice_text(n, json_member(quote, span_of("quote"))), QUOTE);
    const struct report_call c = {.account =
                                      notice_text(n, json_member(quote, span_of("account")))};
    const struct report_evidence e = {.speaker =
                                          notice_text(n, json_member(quote, span_of("speaker"))),
                                      .title = notice_text(n, json_member(quote, span_of("title"))),
                                      .side = q->side};
    page_byline(b, &c, &e);
    q->by = notice_cut(n, buf_view(b), BY);
    buf_clear(b);
    struct span date = notice_text(n, json_member(quote, span_of("date")));
    if (date.len == 10) {
        words_date_span(b, date);
        buf_text(b, ", ");
    }
    words_clock(b, notice_count(quote, "start_ms"));
    q->where = notice_keep(n, b);
    q->link = notice_text(n, json_member(quote, span_of("link")));
    if (!reading_is_link(q->link) || q->link.len > LINK)
        q->link = SPAN_NONE;
}

/* Only what was found in a transcript; first those that can be listened to. */
static void add_quotes(struct notice *n, struct buf *b, struct span quotes)
{
    struct json_walk w;
    for (int linked = 1; linked >= 0; linked--)
        for (json_walk(&w, quotes); n->nquotes < NOTICE_QUOTES && json_next(&w);)
            if (json_kind(json_member(w.value, span_of("checked"))) == JSON_TRUE &&
                (json_kind(json_member(w.value, span_of("link"))) == JSON_STRING) == linked)
                add_quote(n, b, w.value);
}

static void add_trust(struct notice *n, struct buf *b, struct span rollup)
{
    struct span ledger = json_get(rollup, "ledger"), evidence = json_get(rollup, "evidence");
    int64_t held = notice_count(evidence, "checked") + notice_count(evidence, "unchecked");
    struct report r = {.ncalls = (size_t)notice_count(rollup, "calls"),
                       .has_ledger = json_kind(ledger) == JSON_OBJECT,
                       .closes = json_kind(json_get(ledger, "closes")) == JSON_TRUE};
    r.balance.listed = notice_count(ledger, "listed");
    struct json_walk w;
    for (json_walk(&w, json_get(ledger, "reasons")); json_next(&w);) {
        int64_t calls = notice_count(w.value, "calls");
        r.balance.left += calls;
        if (json_text_is(json_get(w.value, "reason"), "no_transcript_yet"))
            r.pending += calls;
    }
    page_ledger_line(b, &r);
    if (n->kind == NOTICE_REPORT) {
        buf_byte(b, ' ');
        words_number(b, held);
        buf_text(b, " of ");
        words_count(b, notice_count(evidence, "claimed"), "quote that was claimed is held (",
                    "quotes that were claimed are held (");
        words_percent(b, held, notice_count(evidence, "claimed"));
        buf_text(b, "), ");
        words_number(b, notice_count(evidence, "checked"));
        buf_text(b, " of them found in the transcripts.");
    }
    n->trust = notice_keep(n, b);
}

/* ---- no call ---- */

static bool by_filter(struct span reason)
{
    struct span r = json_member(reason, span_of("reason"));
    return r.len > 10 && memcmp(r.at, "\"filtered:", 10) == 0;
}

/* Behind those that were told: the reason of most calls, of as many the first. */
static struct span next_reason(struct span reasons, const struct span *told, size_t n)
{
    struct span most = SPAN_NONE;
    struct json_walk w;
    for (json_walk(&w, reasons); json_next(&w);) {
        bool known = false;
        for (size_t i = 0; i < n; i++)
            known = known || told[i].at == w.value.at;
        if (!known && (!most.at || notice_count(w.value, "calls") > notice_count(most, "calls")))
            most = w.value;
    }
    return most;
}

/* Why there is none: a reason a line, and where there are more than lines, the rest in the last. */
static void add_reasons(struct notice *n, struct buf *b, struct span reasons, int64_t calls)
{
    size_t all = json_count(reasons), own = all > NOTICE_BULLETS ? NOTICE_BULLETS - 1 : all;
    struct span told[NOTICE_BULLETS];
    for (size_t i = 0; i < own; i++) {
        told[i] = next_reason(reasons, told, i);
        calls -= notice_count(told[i], "calls");
        words_count(b, notice_count(told[i], "calls"), "call: ", "calls: ");
        char *text = arena_text(&n->arena, notice_text(n, json_member(told[i], span_of("reason"))));
        words_reason(b, text ? text : "");
        add_words(n, b);
    }
    if (own < all) {
        words_count(b, calls, "call for another reason", "calls for other reasons");
        add_words(n, b);
    }
}

/* "no_match: filters matched 0 of 212 calls"; where something else than filters took them, that. */
static void tell_none(struct notice *n, struct buf *b, struct span ledger)
{
    int64_t listed = notice_count(ledger, "listed"), filtered = 0, left = 0;
    struct span reasons = json_get(ledger, "reasons");
    struct json_walk w;
    n->kind = NOTICE_NO_MATCH;
    for (json_walk(&w, reasons); json_next(&w);) {
        left += notice_count(w.value, "calls");
        filtered += by_filter(w.value) ? notice_count(w.value, "calls") : 0;
    }
    if (json_kind(ledger) != JSON_OBJECT) {
        buf_text(b, "no_match: no call was analysed");
    } else if (filtered == listed && listed > 0) {
        buf_text(b, "no_match: filters matched 0 of ");
        words_count(b, listed, "call", "calls");
    } else {
        buf_text(b, "no_match: no call was analysed, of ");
        words_number(b, listed);
        buf_text(b, " listed");
    }
    n->headline = notice_keep(n, b);
    add_reasons(n, b, reasons, left);
}

static int tell_some(struct notice *n, struct buf *b, struct span rollup, const char *zone,
                     struct fault *f)
{
    struct span line;
    if (notice_headline(n, rollup, zone, &line, f) != 0)
        return -1;
    if (!line.at) {
        words_count(b, notice_count(rollup, "calls"), "call was analysed", "calls were analysed");
        n->headline = notice_keep(n, b);
    }
    add_amends(n, b, json_get(rollup, "amends"));
    add_bullets(n, json_get(rollup, "summary"), line);
    add_quotes(n, b, json_get(rollup, "quotes"));
    return 0;
}

int notice_read(struct notice *n, struct span rollup, const struct notice_options *o,
                struct fault *f)
{
    struct span u;
    struct buf b = BUF(0);
    notice_begin(n, o);
    if (json_check(rollup, &u, f) != 0)
        return -1;
    if (notice_check(u, f) != 0)
        return -1;
    int rc = notice_dates(&b, json_get(u, "window"), o->zone, f);
    n->dates = notice_keep(n, &b);
    if (rc == 0 && notice_count(u, "calls") == 0)
        tell_none(n, &b, json_get(u, "ledger"));
    else if (rc == 0)
        rc = tell_some(n, &b, u, o->zone, f);
    if (rc == 0)
        add_trust(n, &b, u);
    buf_free(&b);
    return rc == 0 ? arena_check(&n->arena, "a notice", f) : -1;
}
