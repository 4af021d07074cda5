/* Differential campaign: differ [SEED [EXPRESSIONS [RECORDS]]]. Generated jq expressions over
 * generated records, by the engine as it is used and by libjq alone; yes, no and error must be the
 * same. Each expression and record comes from the seed. Ends with the totals; status 1 when there
 * was a difference. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/json/query.h"
#include "tests/prove/differ.h"

/* ---- chance ---- */

static uint64_t state;

static uint32_t draw(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 33) % n;
}

/* ---- expressions ---- */

static void expand(struct buf *b, char name, int depth)
{
    const struct rule *r = rules;
    while (r->name != name)
        r++;
    size_t n = 0;
    while (r->texts[n])
        n++;
    for (const char *at = r->texts[draw((uint32_t)(depth > 0 ? n : (size_t)r->plain))]; *at; at++) {
        if (*at != '%')
            buf_byte(b, *at);
        else if (*++at == '%')
            buf_byte(b, '%');
        else
            expand(b, *at, depth - 1);
    }
}

/* ---- records ---- */

#define ONE_OF(list) list[draw(sizeof list / sizeof *list)]

static void put_value(struct buf *b, int depth)
{
    uint32_t kind = depth > 0 ? draw(8) : 0;
    if (kind < 4) {
        buf_text(b, draw(200) ? ONE_OF(scalars) : ONE_OF(rare));
        return;
    }
    bool object = kind < 6;
    buf_byte(b, object ? '{' : '[');
    for (uint32_t n = draw(5), i = 0; i < n; i++) {
        buf_text(b, i ? draw(4) ? "," : " , " : "");
        if (object)
            buf_format(b, "\"%s\":%s", ONE_OF(names), draw(4) ? "" : " ");
        put_value(b, depth - 1);
    }
    buf_byte(b, object ? '}' : ']');
}

/* A part of a call; now and then of another type. */
static void put_usual(struct buf *b, const char *value, int swaps)
{
    if (swaps && draw(12) == 0)
        put_value(b, 2);
    else
        buf_text(b, value);
}

static void put_fields(struct buf *b, int swaps)
{
    static const char *const stages[] = {"\"negotiation\"", "\"Discovery\"", "\"closedwon\"",
                                         "null"};
    static const char *const amounts[] = {"100000", "250000.5", "\"120000\"", "null", "99"};
    buf_text(b, "[{\"name\":\"dealstage\",\"value\":");
    put_usual(b, ONE_OF(stages), swaps);
    buf_text(b, "},{\"name\":\"amount\",\"value\":");
    put_usual(b, ONE_OF(amounts), swaps);
    buf_text(b, "},{\"name\":");
    put_usual(b, "\"owner\"", swaps);
    buf_text(b, ",\"value\":\"71120938\"}]");
}

static void put_call(struct buf *b, int swaps)
{
    static const char *const titles[] = {"\"Helio: pricing review\"", "\"Kestrel \\u00e9t\\u00e9\"",
                                         "\"intro call\"", "\"abc\""};
    static const char *const durations[] = {"1984", "212", "1800", "3601.5"};
    static const char *const started[] = {"\"2026-10-06T09:01:12.48-07:00\"",
                                          "\"2025-10-06T09:00:00Z\""};
    buf_text(b, "{\"metaData\":{\"id\":\"7782342274025937895\",\"title\":");
    put_usual(b, ONE_OF(titles), swaps);
    buf_text(b, ",\"started\":");
    put_usual(b, ONE_OF(started), swaps);
    buf_text(b, ",\"duration\":");
    put_usual(b, ONE_OF(durations), swaps);
    buf_text(b, "},\"context\":[");
    for (uint32_t n = draw(3), i = 0; i < n; i++) {
        buf_text(b, i ? "," : "");
        buf_text(b, "{\"system\":\"HubSpot\",\"objects\":[{\"objectType\":");
        put_usual(b, draw(2) ? "\"Deal\"" : "\"Account\"", swaps);
        buf_text(b, ",\"fields\":");
        put_fields(b, swaps);
        buf_text(b, "}]}");
    }
    buf_text(b, "],\"parties\":");
    put_usual(b, "[{\"name\":\"Dana Ruiz\",\"title\":\"VP\"},{\"name\":\"Omar\"},{\"name\":null}]",
              swaps);
    if (draw(2))
        buf_text(b, ",\"transcript\":[{\"speakerId\":\"9\",\"sentences\":[{\"start\":1,\"text\":"
                    "\"That is more "
                    "than\"},{\"start\":2,\"text\":\"we planned.\"}]}]");
    if (swaps) {
        buf_text(b, ",\"a\":");
        put_value(b, 3);
    }
    buf_byte(b, '}');
}

static void put_deep(struct buf *b)
{
    uint32_t n = 60 + draw(140);
    bool objects = draw(2);
    for (uint32_t i = 0; i < n; i++)
        buf_text(b, objects ? "{\"a\":" : "[");
    buf_byte(b, '1');
    for (uint32_t i = 0; i < n; i++)
        buf_byte(b, objects ? '}' : ']');
}

static void put_record(struct buf *b)
{
    uint32_t kind = draw(100);
    if (kind == 0)
        put_deep(b);
    else if (kind < 30)
        put_call(b, 1);
    else if (kind < 35)
        put_call(b, 0);
    else if (kind < 45)
        put_value(b, 4);
    else
        do
            buf_clear(b), put_value(b, 4);
        while (b->at[0] != '{');
}

/* ---- comparing ---- */

static struct {
    int64_t expressions, whole, refused, pairs, differences, answers[3];
    struct query_stats stats;
} total;

static char answer(struct query *q, size_t ticket)
{
    struct fault f = {0};
    bool yes;
    if (query_answer(q, ticket, &yes, &f) == 0)
        return yes ? 'y' : 'n';
    return strstr(f.text, "processor time") ? 't' : 'e';
}

/* *slow: this expression takes too long to go on with. */
static void compare(const char *what, struct query *mine, struct query *jq, struct buf *records,
                    size_t n, bool *slow)
{
    struct fault f = {0};
    size_t ticket;
    when from = when_now();
    for (size_t i = 0; i < n; i++)
        if (query_ask(mine, buf_view(&records[i]), &ticket, &f) != 0 ||
            query_ask(jq, buf_view(&records[i]), &ticket, &f) != 0)
            break;
    if (f.status || query_settle(mine, &f) != 0 || query_settle(jq, &f) != 0) {
        printf("%s: %s\n", what, f.text);
        total.differences++;
        *slow = true;
        return;
    }
    *slow = when_now() - from > WHEN_SECOND;
    for (size_t i = 0; i < n; i++) {
        char a = answer(mine, i), b = answer(jq, i);
        if (a == 't' || b == 't')
            continue; /* what takes as long as it may is no answer to compare */
        total.pairs++;
        total.answers[b == 'y' ? 0 : b == 'n' ? 1 : 2]++;
        if (a != b && total.differences++ < 50)
            printf("%s\n  over %s: %c, libjq %c\n", what, records[i].at, a, b);
    }
}

static void try_expression(const char *what, struct buf *records, size_t n)
{
    struct fault f = {0}, g = {0};
    when now = 1759741200 * WHEN_SECOND;
    struct query *mine = query_new(what, QUERY_AUTO, 0.2, now, &f);
    struct query *jq = query_new(what, QUERY_JQ, 0.2, now, &g);
    total.expressions++;
    if (!mine != !jq) {
        total.differences++;
        printf("%s\n  compiles %s: %s\n", what, mine ? "here only" : "in libjq only",
               mine ? g.text : f.text);
    }
    total.refused += !jq;
    if (mine && jq) {
        bool slow = false;
        for (size_t i = 0, step = 10; i < n && !slow; i += step, step = 100)
            compare(what, mine, jq, records + i, n - i < step ? n - i : step, &slow);
        struct query_stats s = query_stats(mine);
        total.whole += s.native > 0 && s.asked == s.bailed;
        total.stats.native += s.native;
        total.stats.asked += s.asked;
        total.stats.bailed += s.bailed;
    }
    query_free(mine);
    query_free(jq);
}

/* What share of clean calls do native expressions hand to libjq? */
static void clean(int count)
{
    static const char *const usual[] = {
        ".metaData.duration > 1800 and any(.context[].objects[]; .objectType==\"Deal\" and "
        "any(.fields[]; "
        ".name==\"amount\" and .value>100000))",
        "any(.parties[]; .title // \"\" | test(\"^(VP|Chief)\"))",
        "[.parties[] | select(.name != null)] | length > 1",
        "[.. | strings | select(contains(\"planned\"))] | length > 0",
        "select(.metaData.title | ascii_downcase | contains(\"pricing\")) | .metaData.duration",
    };
    int64_t native = 0, bailed = 0;
    for (size_t e = 0; e < sizeof usual / sizeof *usual; e++) {
        struct fault f = {0};
        struct query *q = query_new(usual[e], QUERY_NATIVE, 0, 0, &f);
        bool yes;
        for (int i = 0; q && i < count; i++) {
            struct buf record = BUF(0);
            put_call(&record, 0);
            query_test(q, buf_view(&record), &yes, &f);
            buf_free(&record);
        }
        native += q ? query_stats(q).native : 0;
        bailed += q ? query_stats(q).bailed : count;
        query_free(q);
    }
    printf("clean calls: %lld decided natively, %lld not\n", (long long)native, (long long)bailed);
    if (bailed * 100 > native)
        total.differences++;
}

/* Errors hide what else there was, so some are swallowed. */
static const struct wrapping {
    const char *before, *behind;
} wrappings[] = {
    {"", ""}, {"", ""}, {"(", ")?"}, {"[(", ")?] | length > 1"}, {"[.[]? | (", ")?] | any"}};

static int64_t argument(int argc, char **argv, int i, int64_t usual)
{
    return argc > i ? strtoll(argv[i], NULL, 10) : usual;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    int64_t seed = argument(argc, argv, 1, 1), expressions = argument(argc, argv, 2, 60);
    size_t n = (size_t)argument(argc, argv, 3, 150);
    struct buf *records = calloc(n, sizeof *records);
    if (!records)
        return 2;
    for (int64_t e = 0; e < expressions; e++) {
        state = (uint64_t)(seed * 1000003 + e) * 0x9E3779B97F4A7C15U + 1;
        draw(2);
        if (e % 10 == 0)
            for (size_t i = 0; i < n; i++) {
                buf_clear(&records[i]);
                put_record(&records[i]);
            }
        struct buf b = BUF(0);
        const struct wrapping *w = &wrappings[draw(sizeof wrappings / sizeof *wrappings)];
        buf_text(&b, w->before);
        expand(&b, 'E', 1 + (int)draw(4));
        buf_text(&b, w->behind);
        if (b.len < 2000)
            try_expression(b.at, records, n);
        buf_free(&b);
    }
    clean(200);
    printf(
        "%lld expressions (%lld native, %lld refused), %lld pairs (%lld yes, %lld no, %lld "
        "errors): "
        "%lld decided natively, %lld asked of libjq, %lld of these given up on; %lld differences\n",
        (long long)total.expressions, (long long)total.whole, (long long)total.refused,
        (long long)total.pairs, (long long)total.answers[0], (long long)total.answers[1],
        (long long)total.answers[2], (long long)total.stats.native, (long long)total.stats.asked,
        (long long)total.stats.bailed, (long long)total.differences);
    for (size_t i = 0; i < n; i++)
        buf_free(&records[i]);
    free(records);
    return total.differences != 0;
}
