#include "lib/sim/sim_beat.h"

#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_clock.h"
#include "lib/sim/sim_fact.h"
#include "lib/sim/sim_said.h"

const struct sim_competitor sim_competitors[] = {
    {"acmeware", "Acmeware"},
    {"brightpath", "Brightpath"},
    {"corvid", "Corvid"},
    {"dataloom", "Dataloom"},
};
const int sim_ncompetitors = SIM_COUNT(sim_competitors);

/* What is in every call, and the three collections that fill it. */
static const struct sim_lines *const frame[] = {
    &talk_opening, &talk_small_talk, &talk_closing, &talk_inside,  &talk_voicemail,
    &talk_dialled, &talk_french,     &talk_german,  &talk_spanish, &talk_japanese,
};
static const struct sim_lines *const ours[] = {
    &talk_decoy,    &talk_filler_talk, &talk_filler_demo, &talk_filler_more, &talk_pain,
    &talk_coaching, &talk_qualifying,  &talk_competitors, &talk_features,    &talk_praise,
    &talk_churn,    &talk_decision,    &talk_pricing,     &talk_objections,  &talk_next_steps,
};
static const struct sim_lines *const known[] = {
    &known_decoy,    &known_filler,     &known_filler_more, &known_filler_day, &known_pain,
    &known_coaching, &known_qualifying, &known_competitors, &known_features,   &known_praise,
    &known_churn,    &known_decision,   &known_pricing,     &known_objections, &known_next_steps,
};
static const struct sim_lines *const apart[] = {
    &apart_decoy,    &apart_filler,     &apart_filler_more, &apart_filler_day, &apart_pain,
    &apart_coaching, &apart_qualifying, &apart_competitors, &apart_features,   &apart_praise,
    &apart_churn,    &apart_decision,   &apart_pricing,     &apart_objections, &apart_next_steps,
};

char sim_kind_letter(const struct sim_call *call, bool won)
{
    switch (call->kind) {
    case SIM_DISCOVERY: return 'd';
    case SIM_DEMO: return 'm';
    case SIM_NEGOTIATION: return 'n';
    case SIM_DECISION: return won ? 'w' : 'l';
    case SIM_CUSTOMER: return 'c';
    default: return '?';
    }
}

/* The beats of one table, behind the `found` that are there. */
static int gather(const struct sim_lines *l, char kind, struct sim_beat *to, int found, int room)
{
    for (int i = 0, end; i < l->n; i = end) {
        const struct sim_line *head = &l->lines[i];
        for (end = i + 1; end < l->n && l->lines[end].who != '#'; end++)
            continue;
        if ((head->facts[0] == '\0' || strchr(head->facts, kind)) && found < room)
            to[found++] = (struct sim_beat){head + 1, end - i - 1,
                                            head->text[0] ? head->text : NULL, l->pool};
    }
    return found;
}

int sim_beats(enum sim_phrasings phrasings, enum sim_pool pool, char kind, struct sim_beat *to,
              int room)
{
    bool all = phrasings == SIM_SAID_ALL, both = all || phrasings == SIM_SAID_BOTH;
    const struct {
        const struct sim_lines *const *tables;
        int n;
    } from[] = {
        {frame, SIM_COUNT(frame)},
        {ours, both || phrasings == SIM_SAID_OURS ? SIM_COUNT(ours) : 0},
        {known, all || phrasings == SIM_SAID_KNOWN ? SIM_COUNT(known) : 0},
        {apart, both || phrasings == SIM_SAID_APART ? SIM_COUNT(apart) : 0},
    };
    int found = 0;
    for (int k = 0; k < SIM_COUNT(from); k++)
        for (int t = 0; t < from[k].n; t++)
            if (from[k].tables[t]->pool == pool)
                found = gather(from[k].tables[t], kind, to, found, room);
    return found;
}

void sim_slots(struct sim_slots *s, const struct sim_company *c, const struct sim_call *call,
               uint64_t use)
{
    static const int thousands[] = {15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 75, 80, 90, 120, 150};
    *s = (struct sim_slots){.call = call,
                            .rng = sim_rng(c->seed, SIM_TALK, (uint64_t)call->key, use + 1)};
    s->competitor = sim_below(&s->rng, sim_ncompetitors);
    s->thousands = thousands[sim_below(&s->rng, SIM_COUNT(thousands))];
    s->due_style = sim_below(&s->rng, 4);
    int64_t today = sim_day(call->started);
    s->due = today + (s->due_style == 0   ? 1
                      : s->due_style == 3 ? sim_between(&s->rng, 8, 40)
                                          : sim_between(&s->rng, 2, 6));
    int weekday = sim_weekday(s->due); /* nobody promises a weekend */
    if (s->due_style == 0 && (weekday == 6 || weekday == 0)) {
        s->due_style = 1;
        s->due += weekday == 6 ? 2 : 1;
    } else if (weekday == 6 || weekday == 0) {
        s->due += weekday == 6 ? -1 : 1;
    }
}

static void say_amount(struct buf *b, struct sim_slots *s)
{
    static const char *const tens[] = {"",      "ten",   "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    int form = sim_below(&s->rng, 4);
    if (form == 0 && s->thousands % 10 == 0 && s->thousands < 100)
        buf_format(b, "%s thousand dollars", tens[s->thousands / 10]);
    else if (form == 1)
        buf_format(b, "%dk", s->thousands);
    else if (form == 2)
        buf_format(b, "%d,000 dollars", s->thousands);
    else
        buf_format(b, "$%d,000", s->thousands);
}

/* "tomorrow", "Thursday", "Thursday the 19th", "December 4th" */
static void say_due(struct buf *b, const struct sim_slots *s, const char *before)
{
    static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, dom;
    sim_day_civil(s->due, &year, &month, &dom);
    const char *th = dom / 10 == 1   ? "th"
                     : dom % 10 == 1 ? "st"
                     : dom % 10 == 2 ? "nd"
                     : dom % 10 == 3 ? "rd"
                                     : "th";
    if (s->due_style == 0) {
        buf_format(b, "%stomorrow", strcmp(before, "by ") == 0 ? before : "");
        return;
    }
    buf_text(b, before);
    if (s->due_style == 1)
        buf_text(b, days[sim_weekday(s->due)]);
    else if (s->due_style == 2)
        buf_format(b, "%s the %d%s", days[sim_weekday(s->due)], dom, th);
    else
        buf_format(b, "%s %d%s", months[month - 1], dom, th);
}

static void say_slot(struct buf *b, struct span slot, struct sim_slots *s)
{
    static const char *const systems[] = {"Salesforce", "NetSuite", "Snowflake",
                                          "HubSpot",    "Workday",  "SAP"};
    static const char *const teams[] = {"finance",      "operations", "marketing",
                                        "supply chain", "field",      "support"};
    static const char *const cities[] = {"Denver", "Lisbon", "Chicago", "Toronto",
                                         "Leeds",  "Austin", "Oslo"};
    static const char *const months[] = {"January", "March",     "April",
                                         "June",    "September", "October"};
    const struct sim_call *call = s->call;
    if (span_is(slot, "comp"))
        buf_text(b, sim_competitors[s->competitor].shown);
    else if (span_is(slot, "amt"))
        say_amount(b, s);
    else if (span_is(slot, "due"))
        say_due(b, s, "");
    else if (span_is(slot, "ondue"))
        say_due(b, s, "on ");
    else if (span_is(slot, "bydue"))
        say_due(b, s, "by ");
    else if (span_is(slot, "sum"))
        sim_say_sum(b, s->thousands, &s->rng);
    else if (span_is(slot, "when"))
        sim_say_day(b, "", s->due, sim_day(call->started), &s->rng);
    else if (span_is(slot, "onwhen"))
        sim_say_day(b, "on ", s->due, sim_day(call->started), &s->rng);
    else if (span_is(slot, "bywhen"))
        sim_say_day(b, "by ", s->due, sim_day(call->started), &s->rng);
    else if (span_is(slot, "date"))
        sim_say_date(b, s->due, &s->rng);
    else if (span_is(slot, "acct"))
        buf_text(b, call->accounts[0].name);
    else if (span_is(slot, "rfirst"))
        buf_text(b, call->parties[call->host].first);
    else if (span_is(slot, "cfirst"))
        buf_text(b, call->buyer >= 0 ? call->parties[call->buyer].first : "there");
    else if (span_is(slot, "sys"))
        buf_text(b, systems[sim_below(&s->rng, 6)]);
    else if (span_is(slot, "team"))
        buf_text(b, teams[sim_below(&s->rng, 6)]);
    else if (span_is(slot, "city"))
        buf_text(b, cities[sim_below(&s->rng, 7)]);
    else if (span_is(slot, "month"))
        buf_text(b, months[sim_below(&s->rng, 6)]);
}

/* One of "a|b|c", which may hold slots. */
static void say_choice(struct buf *b, struct span of, struct sim_slots *s)
{
    int n = 1;
    for (size_t i = 0; i < of.len; i++)
        n += of.at[i] == '|';
    int take = sim_below(&s->rng, n);
    const char *from = of.at, *end = of.at + of.len;
    for (; take > 0; take--)
        from = (const char *)memchr(from, '|', (size_t)(end - from)) + 1;
    const char *to = memchr(from, '|', (size_t)(end - from));
    char words[400];
    snprintf(words, sizeof words, "%.*s", (int)((to ? to : end) - from), from);
    sim_say(b, words, s);
}

void sim_say(struct buf *b, const char *words, struct sim_slots *s)
{
    size_t begin = b->len;
    for (const char *p = words; *p; p++) {
        const char *end = *p == '<' ? strchr(p, '>') : *p == '{' ? strchr(p, '}') : NULL;
        if (!end) {
            buf_byte(b, *p);
            continue;
        }
        struct span inner = {p + 1, (size_t)(end - p - 1)};
        if (*p == '<')
            say_slot(b, inner, s);
        else
            say_choice(b, inner, s);
        p = end;
    }
    if (b->len > begin && b->at[begin] >= 'a' && b->at[begin] <= 'z' && words[0] != '\0' &&
        begin == 0)
        b->at[begin] = (char)(b->at[begin] - 32);
}

bool sim_next_fact(const char **facts, const struct sim_slots *s, int *question, char value[48])
{
    const char *p = *facts + strspn(*facts, " ");
    size_t len = strcspn(p, " ");
    if (len == 0)
        return false;
    *facts = p + len;
    size_t name = strcspn(p, "= ");
    struct span v = name < len ? (struct span){p + name + 1, len - name - 1} : span_of("");
    *question = sim_question((struct span){p, name});
    if (span_is(v, "<comp>"))
        snprintf(value, 48, "%s", sim_competitors[s->competitor].id);
    else if (span_is(v, "<amt>"))
        snprintf(value, 48, "%d", s->thousands * 1000);
    else if (span_is(v, "<due>")) {
        int year, month, dom;
        sim_day_civil(s->due, &year, &month, &dom);
        snprintf(value, 48, "%04d-%02d-%02d", year, month, dom);
    } else
        snprintf(value, 48, "%.*s", (int)v.len, v.at);
    return true;
}
