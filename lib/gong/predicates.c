#include "lib/gong/predicates.h"

#include <math.h>
#include <stdlib.h>
#include "lib/json/fold.h"
#include "lib/json/query.h"
#include "lib/json/sieve.h"

static const char *const reasons[] = {
    [SUBJECT_STAGE] = "filtered:stage",
    [SUBJECT_AMOUNT] = "filtered:amount",
    [SUBJECT_OWNER] = "filtered:owner",
    [SUBJECT_COMPANY] = "filtered:company",
    [SUBJECT_SIZE] = "filtered:company-size",
    [SUBJECT_HOST] = "filtered:host",
    [SUBJECT_PARTICIPANT] = "filtered:participant",
    [SUBJECT_DIRECTION] = "filtered:direction",
    [SUBJECT_SCOPE] = "filtered:scope",
    [SUBJECT_LANGUAGE] = "filtered:language",
    [SUBJECT_DURATION] = "filtered:duration",
    [SUBJECT_STARTED] = "filtered:started",
    [SUBJECT_TITLE] = "filtered:title",
    [SUBJECT_PHRASE] = "filtered:phrase",
    [SUBJECT_JQ] = "filtered:jq",
};

const char *subject_reason(enum subject s)
{
    return reasons[s];
}

int subject_cost(enum subject s)
{
    static const int costs[] = {
        [SUBJECT_DURATION] = 1,    [SUBJECT_DIRECTION] = 2, [SUBJECT_SCOPE] = 2,
        [SUBJECT_LANGUAGE] = 2,    [SUBJECT_STARTED] = 3,   [SUBJECT_TITLE] = 4,
        [SUBJECT_STAGE] = 5,       [SUBJECT_AMOUNT] = 5,    [SUBJECT_OWNER] = 5,
        [SUBJECT_COMPANY] = 6,     [SUBJECT_SIZE] = 6,      [SUBJECT_HOST] = 7,
        [SUBJECT_PARTICIPANT] = 7, [SUBJECT_PHRASE] = 8,
    };
    return costs[s];
}

static struct predicate *add(struct predicates *list, enum subject subject, struct fault *f)
{
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : 16;
        struct predicate *more = realloc(list->at, room * sizeof *more);
        if (!more) {
            fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
            return NULL;
        }
        list->at = more;
        list->room = room;
    }
    struct predicate *p = &list->at[list->n++];
    *p = (struct predicate){
        .subject = subject, .min = -INFINITY, .max = INFINITY, .from = INT64_MIN, .to = INT64_MAX};
    return p;
}

void predicates_clear(struct predicates *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct predicate *p = &list->at[i];
        for (size_t t = 0; t < p->ntexts; t++) {
            free((void *)(uintptr_t)p->texts[t].at);
            if (p->sieves)
                sieve_free(p->sieves[t]);
        }
        free(p->texts);
        free(p->sieves);
        query_free(p->query);
    }
    free(list->at);
    *list = (struct predicates){0};
}

static int add_texts(struct predicates *list, enum subject subject, const char *flag,
                     const struct texts *texts, struct fault *f)
{
    if (texts->n == 0)
        return 0;
    struct predicate *p = add(list, subject, f);
    if (!p)
        return -1;
    p->texts = calloc(texts->n, sizeof *p->texts);
    if (!p->texts)
        return fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
    for (size_t i = 0; i < texts->n; i++) {
        struct buf b = BUF(0);
        fold_add(&b, span_of(texts->at[i]));
        int done = buf_check(&b, flag, f);
        if (done == 0 && b.len == 0)
            done = fault(f, STATUS_USAGE, "--%s wants a text that is not empty", flag);
        if (done != 0) {
            buf_free(&b);
            return -1;
        }
        p->texts[p->ntexts++] = buf_view(&b); /* its own from here on */
    }
    return 0;
}

static int add_phrases(struct predicates *list, const struct texts *texts, struct fault *f)
{
    if (texts->n == 0)
        return 0;
    if (add_texts(list, SUBJECT_PHRASE, "phrase", texts, f) != 0)
        return -1;
    struct predicate *p = &list->at[list->n - 1];
    if (!(p->sieves = calloc(p->ntexts, sizeof(struct sieve *))))
        return fault(f, STATUS_NO_MEMORY, "no memory for the criteria");
    for (size_t i = 0; i < p->ntexts; i++)
        if (!(p->sieves[i] = sieve_new(p->texts[i], true, f)))
            return -1;
    return 0;
}

static int add_bounds(struct predicates *list, enum subject subject, const char *flag,
                      const struct number *min, const struct number *max, struct fault *f)
{
    if (!min->given && !max->given)
        return 0;
    if (min->given && max->given && min->value > max->value)
        return fault(f, STATUS_USAGE, "--%s-min %s is above --%s-max %s: nothing could match", flag,
                     min->text, flag, max->text);
    struct predicate *p = add(list, subject, f);
    if (!p)
        return -1;
    if (min->given)
        p->min = min->value;
    if (max->given)
        p->max = max->value;
    return 0;
}

/* "90", "90s", "10m", "1h30m" in seconds. */
static bool duration(double *seconds, const char *text)
{
    *seconds = 0;
    for (const char *at = text;;) {
        double n = 0;
        if (*at < '0' || *at > '9')
            return false;
        const char *digits = at;
        for (; *at >= '0' && *at <= '9'; at++)
            n = n * 10 + (*at - '0');
        if (*at == '\0') { /* no unit: only if there is nothing else */
            *seconds = n;
            return digits == text;
        }
        if (*at != 'h' && *at != 'm' && *at != 's')
            return false;
        *seconds += n * (*at == 'h' ? 3600 : *at == 'm' ? 60 : 1);
        if (*++at == '\0')
            return true;
    }
}

static int read_duration(struct number *to, const char *flag, const char *text, struct fault *f)
{
    if (!text)
        return 0;
    *to = (struct number){.given = true, .text = text};
    if (duration(&to->value, text))
        return 0;
    return fault(f, STATUS_USAGE, "--%s \"%s\" is no length of time; write 600, 10m or 1h30m", flag,
                 text);
}

static int add_duration(struct predicates *list, const struct criteria_args *a, struct fault *f)
{
    struct number min = {0}, max = {0};
    if (read_duration(&min, "duration-min", a->duration_min, f) != 0 ||
        read_duration(&max, "duration-max", a->duration_max, f) != 0)
        return -1;
    return add_bounds(list, SUBJECT_DURATION, "duration", &min, &max, f);
}

/* A fault of its own: reading a day first tries what fails. */
static int read_time(when *to, const char *text, const char *zone, when now, struct fault *f)
{
    struct fault found = {0};
    if (!text || when_argument(to, text, zone, now, &found) == 0)
        return 0;
    *f = found;
    return -1;
}

static int add_window(struct predicates *list, const struct criteria_args *a, when now,
                      struct fault *f)
{
    const char *zone = a->zone ? a->zone : "local";
    if (!a->from && !a->to)
        return 0;
    struct predicate *p = add(list, SUBJECT_STARTED, f);
    if (!p || read_time(&p->from, a->from, zone, now, f) != 0 ||
        read_time(&p->to, a->to, zone, now, f) != 0)
        return -1;
    if (p->from >= p->to)
        return fault(f, STATUS_USAGE, "--from %s is not before --to %s: nothing could match",
                     a->from, a->to);
    return 0;
}

static enum query_engine engine(const char *name)
{
    return !name || name[0] == 'a' ? QUERY_AUTO : name[0] == 'n' ? QUERY_NATIVE : QUERY_JQ;
}

static int add_queries(struct predicates *list, const struct criteria_args *a, when now,
                       struct fault *f)
{
    const struct texts *jq = &a->jq;
    for (size_t i = 0; i < jq->n; i++) {
        struct predicate *p = add(list, SUBJECT_JQ, f);
        if (!p)
            return -1;
        if (!(p->query = query_new(jq->at[i], engine(a->engine), 0, now, f)))
            return fault_at(f, "--jq");
    }
    return 0;
}

int predicates_read(struct predicates *list, const struct criteria_args *a, struct fault *f)
{
    when now = when_now();
    if (a->now && when_parse(&now, span_of(a->now), f) != 0)
        return fault(f, STATUS_USAGE, "--now wants a time as 2026-10-06T09:00:00Z");
    if (add_texts(list, SUBJECT_STAGE, "stage", &a->stage, f) != 0 ||
        add_bounds(list, SUBJECT_AMOUNT, "amount", &a->amount_min, &a->amount_max, f) != 0 ||
        add_texts(list, SUBJECT_OWNER, "owner", &a->owner, f) != 0 ||
        add_texts(list, SUBJECT_COMPANY, "company", &a->company, f) != 0 ||
        add_bounds(list, SUBJECT_SIZE, "company-size", &a->size_min, &a->size_max, f) != 0 ||
        add_texts(list, SUBJECT_HOST, "host", &a->host, f) != 0 ||
        add_texts(list, SUBJECT_PARTICIPANT, "participant", &a->participant, f) != 0 ||
        add_texts(list, SUBJECT_DIRECTION, "direction", &a->direction, f) != 0 ||
        add_texts(list, SUBJECT_SCOPE, "scope", &a->scope, f) != 0 ||
        add_texts(list, SUBJECT_LANGUAGE, "language", &a->language, f) != 0 ||
        add_duration(list, a, f) != 0 || add_window(list, a, now, f) != 0 ||
        add_texts(list, SUBJECT_TITLE, "title", &a->title, f) != 0 ||
        add_phrases(list, &a->phrase, f) != 0 || add_queries(list, a, now, f) != 0)
        return -1;
    return 0;
}

/* ---- what stands in a line ---- */

/* What must be in a record's line for the predicate to hold: one text, and in the line. A name of
 * the configuration's owners stands in no record. */
static bool is_in_line(const struct predicate *p, bool owners)
{
    return p->ntexts == 1 && (p->subject != SUBJECT_OWNER || !owners);
}

/* Words that most calls have hold little back, however rare their letters are. */
static size_t worth(const struct predicate *p, const struct sieve *s)
{
    bool usual = p->subject == SUBJECT_DIRECTION || p->subject == SUBJECT_SCOPE ||
                 p->subject == SUBJECT_LANGUAGE;
    return usual ? sieve_worth(s) > 0 : sieve_worth(s) * 256;
}

/* The text, and whether its case does not matter; SPAN_NONE: nothing is known of the predicate. */
static struct span text_in_line(const struct predicate *p, bool owners, bool *fold)
{
    *fold = p->subject != SUBJECT_JQ;
    if (p->subject == SUBJECT_JQ)
        return query_literal(p->query);
    return is_in_line(p, owners) ? p->texts[0] : SPAN_NONE;
}

int predicates_sieve(const struct predicates *list, bool owners, struct sieve **rarest,
                     struct fault *f)
{
    size_t most = 0;
    *rarest = NULL;
    for (size_t i = 0; i < list->n; i++) {
        const struct predicate *p = &list->at[i];
        bool fold;
        struct span text = text_in_line(p, owners, &fold);
        struct sieve *s = text.at ? sieve_new(text, fold, f) : NULL;
        if (text.at && !s)
            return -1;
        if (s && worth(p, s) > most) {
            most = worth(p, s);
            sieve_free(*rarest);
            *rarest = s;
        } else {
            sieve_free(s);
        }
    }
    return 0;
}
