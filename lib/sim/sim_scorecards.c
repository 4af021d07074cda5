/* GET /v2/settings/scorecards and POST /v2/stats/activity/scorecards (the answered ones). Ids and
 * ranges are text, as on the wire. */

#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_filter.h"
#include "lib/sim/sim_page.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_route.h"
#include "lib/sim/sim_scorecards.h"

enum { CARDS = 3, QUESTIONS = 3, ONE_IN = 12 };

static const char *const cards[CARDS] = {"Discovery quality", "Demo quality", "Opening"};
static const struct {
    const char *text, *type, *guide;
} questions[QUESTIONS] = {
    {"Overall score", "RANGE", "Weighted mean of the rated questions."},
    {"What stood out?", "OPEN", "<div>Name the moment.</div>"},
    {"Was everybody introduced?", "BOOLEAN", ""},
};

static void card_id(const struct sim_source *s, int card, char id[SIM_ID])
{
    sim_id(id, s->seed, SIM_SCORECARD, (uint64_t)card, 0);
}

const char *sim_card(const struct sim_source *s, int card, char id[SIM_ID])
{
    if (card >= CARDS)
        return NULL;
    card_id(s, card, id);
    return cards[card];
}

static void question_id(const struct sim_source *s, int card, int question, bool revision,
                        char id[SIM_ID])
{
    sim_id(id, s->seed, SIM_SCORECARD, (uint64_t)card, (uint64_t)(question + 1) * 2 + revision);
}

static void put_question(struct json_writer *w, const struct sim_source *s, int card, int k)
{
    char id[SIM_ID];
    bool range = k == 0;
    json_open(w, NULL, '{');
    question_id(s, card, k, false, id);
    sim_put(w, "questionId", id);
    question_id(s, card, k, true, id);
    sim_put(w, "questionRevisionId", id);
    sim_put(w, "questionText", questions[k].text);
    json_put_bool(w, "isOverall", range);
    sim_put(w, "updaterUserId", "-1");
    sim_put(w, "questionType", questions[k].type);
    sim_put(w, "answerGuide", questions[k].guide);
    sim_put(w, "minRange", range ? "1" : NULL);
    sim_put(w, "maxRange", range ? "5" : NULL);
    json_put(w, "answerOptions", span_of("[]"));
    sim_put_time(w, "created", (when)20467 * WHEN_DAY);
    sim_put_time(w, "updated", (when)20698 * WHEN_DAY);
    json_close(w, '}');
}

int sim_scorecards(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    struct sim_company c = {.seed = s->seed, .users = s->users, .workspaces = s->workspaces};
    struct json_writer w;
    char id[SIM_ID];
    (void)f;
    sim_answer_open(a, &w);
    json_open(&w, "scorecards", '[');
    for (int i = 0; i < CARDS; i++) {
        json_open(&w, NULL, '{');
        card_id(s, i, id);
        sim_put(&w, "scorecardId", id);
        sim_put(&w, "scorecardName", cards[i]);
        sim_workspace_id(&c, 0, id);
        sim_put(&w, "workspaceId", id);
        json_put_bool(&w, "enabled", i != 2);
        sim_put(&w, "updaterUserId", "-1");
        sim_put_time(&w, "created", (when)20467 * WHEN_DAY);
        sim_put_time(&w, "updated", (when)20698 * WHEN_DAY);
        sim_put(&w, "reviewMethod", i == 0 ? "AUTOMATIC" : "MANUAL");
        json_open(&w, "questions", '[');
        for (int k = 0; k < QUESTIONS; k++)
            put_question(&w, s, i, k);
        json_close(&w, ']');
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = CARDS;
    return 0;
}

/* What may be asked of the reviews. */
struct asked {
    int64_t call_from, call_to, review_from, review_to; /* days */
    bool automatic, manual;
    struct span users, cards;
};

static bool day(const struct sim_request *q, const char *name, int64_t otherwise, int64_t *to)
{
    struct span v = json_get(json_get(q->json, "filter"), name);
    struct buf b = BUF(40);
    int y, m, d, used = 0;
    *to = otherwise;
    json_text(&b, v);
    bool good = json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL;
    if (!good && b.at && sscanf(b.at, "%4d-%2d-%2d%n", &y, &m, &d, &used) == 3 && used == 10 &&
        b.at[10] == '\0') {
        *to = sim_day_of(y, m, d);
        good = true;
    }
    buf_free(&b);
    return good;
}

static bool read_asked(struct asked *k, const struct sim_request *q, struct sim_answer *a)
{
    struct span filter = json_get(q->json, "filter"), method = json_get(filter, "reviewMethod");
    bool none = json_kind(method) == JSON_NONE || json_kind(method) == JSON_NULL,
         both = json_text_is(method, "BOTH");
    *k = (struct asked){.users = json_get(filter, "reviewedUserIds"),
                        .cards = json_get(filter, "scorecardIds")};
    k->automatic = both || json_text_is(method, "AUTOMATIC");
    k->manual = both || none || json_text_is(method, "MANUAL");
    if ((k->automatic || k->manual) && day(q, "callFromDate", INT64_MIN, &k->call_from) &&
        day(q, "callToDate", INT64_MAX, &k->call_to) &&
        day(q, "reviewFromDate", INT64_MIN, &k->review_from) &&
        day(q, "reviewToDate", INT64_MAX, &k->review_to))
        return sim_id_list(k->users, "reviewedUserIds", a);
    sim_error(a, 400, SIM_BAD_BODY);
    return false;
}

static bool among(struct span list, const char *id)
{
    struct json_walk w;
    if (json_kind(list) != JSON_ARRAY)
        return true;
    for (json_walk(&w, list); json_next(&w);)
        if (json_text_is(w.value, id))
            return true;
    return false;
}

bool sim_review(const struct sim_source *s, int at, when now, struct sim_review *r)
{
    const struct sim_entry *e = &s->entries[at];
    uint64_t h = sim_hash(s->seed, SIM_ANSWERED, (uint64_t)e->key, 0);
    if (h % ONE_IN != 0 || e->host[0] == '\0')
        return false;
    r->entry = e;
    r->card = (int)(h / ONE_IN % CARDS);
    r->automatic = r->card == 0;
    r->time = e->started + (when)(h / 1000 % 36 + 2) * 3600 * WHEN_SECOND;
    sim_id(r->id, s->seed, SIM_ANSWERED, (uint64_t)e->key, 2);
    return r->time <= now && e->shown <= now;
}

static bool wanted(const struct asked *k, const struct sim_source *s, const struct sim_review *r)
{
    char id[SIM_ID];
    int64_t of_call = sim_day(r->entry->started), of_review = sim_day(r->time);
    card_id(s, r->card, id);
    return (r->automatic ? k->automatic : k->manual) && of_call >= k->call_from &&
           of_call < k->call_to && of_review >= k->review_from && of_review < k->review_to &&
           among(k->users, r->entry->host) && among(k->cards, id);
}

static void put_answers(struct json_writer *w, const struct sim_source *s,
                        const struct sim_review *r)
{
    char id[SIM_ID];
    json_open(w, "answers", '[');
    for (int k = 0; k < QUESTIONS; k++) {
        json_open(w, NULL, '{');
        question_id(s, r->card, k, false, id);
        json_put(w, "questionId", span_of(id));
        question_id(s, r->card, k, true, id);
        json_put(w, "questionRevisionId", span_of(id));
        json_put_bool(w, "isOverall", k == 0);
        if (k == 0)
            json_put_int(
                w, "score",
                1 + (int64_t)(sim_hash(s->seed, SIM_ANSWERED, (uint64_t)r->entry->key, 1) % 5));
        else
            sim_put(w, "score", NULL);
        sim_put(w, "answerText", k == 1 ? "Everybody had room to speak." : NULL);
        json_put_bool(w, "notApplicable", false);
        json_put(w, "selectedOptions", k == 2 ? span_of("[\"1\"]") : SPAN_NONE);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_review(struct json_writer *w, struct sim_source *s, const struct sim_review *r)
{
    char id[SIM_ID];
    struct sim_person p;
    json_open(w, NULL, '{');
    json_put(w, "answeredScorecardId", span_of(r->id));
    card_id(s, r->card, id);
    json_put(w, "scorecardId", span_of(id));
    sim_put(w, "scorecardName", cards[r->card]);
    json_put(w, "callId", span_of(r->entry->id));
    sim_put_time(w, "callStartTime", r->entry->started);
    json_put(w, "reviewedUserId", span_of(r->entry->host));
    if (!r->automatic && s->users > 0)
        s->ops->person(s, 0, &p);
    json_put(w, "reviewerUserId", r->automatic || s->users == 0 ? SPAN_NONE : span_of(p.id));
    sim_put(w, "reviewMethod", r->automatic ? "AUTOMATIC" : "MANUAL");
    sim_put(w, "editorUserId", NULL);
    sim_put_time(w, "reviewTime", r->time);
    sim_put(w, "visibilityType", r->automatic ? "PUBLIC" : "MANAGERS_AND_REVIEWEE");
    put_answers(w, s, r);
    json_close(w, '}');
}

static void put_page(struct sim_request *q, struct sim_answer *a, const struct asked *k,
                     struct span cursor)
{
    struct sim_source *s = q->sim->source;
    struct sim_page page;
    struct sim_review r, at[SIM_PAGE];
    int64_t total = 0, next = -1;
    int n = 0;
    if (!sim_page_begin(&page, "answered", sim_hash_text(0, json_get(q->json, "filter")), cursor, q,
                        a))
        return;
    for (int i = 0; i < s->n; i++) {
        if (!sim_review(s, i, q->now, &r) || !wanted(k, s, &r))
            continue;
        total++;
        if (i < page.from || next >= 0)
            continue;
        if (n < SIM_PAGE)
            at[n++] = r;
        else
            next = i;
    }
    if (n == 0) {
        sim_error(a, 404, "No answered scorecards found corresponding to the provided filters.");
        return;
    }
    struct json_writer w;
    sim_answer_open(a, &w);
    sim_page_put(&page, &w, q, n, total, next);
    json_open(&w, "answeredScorecards", '[');
    for (int i = 0; i < n; i++)
        put_review(&w, s, &at[i]);
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = n;
}

int sim_answered(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct buf cursor = BUF(4000);
    struct asked k;
    (void)f;
    if (sim_body(q, a, &cursor) && read_asked(&k, q, a))
        put_page(q, a, &k, buf_view(&cursor));
    buf_free(&cursor);
    return 0;
}
