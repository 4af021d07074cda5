#include "lib/gong/criteria_say.h"

#include "lib/base/buf.h"

/* What has been said so far of what --not turns round, or the sentence at hand. */
struct saying {
    const struct criteria_args *args;
    struct buf b;
    size_t n;
    void (*say)(void *who, struct span sentence);
    void *who;
};

static void begin(struct saying *s, const char *words)
{
    if (s->args->invert)
        buf_text(&s->b, s->n ? "; " : "not the case: ");
    s->n++;
    buf_text(&s->b, words);
}

static void out(struct saying *s)
{
    s->say(s->who, buf_view(&s->b));
    buf_clear(&s->b);
}

static void end(struct saying *s)
{
    if (!s->args->invert)
        out(s);
}

/* "deal stage is A, B or C"; mark stands on both sides of each. */
static void any_of(struct saying *s, const char *words, const struct texts *texts, const char *mark,
                   const char *behind)
{
    if (texts->n == 0)
        return;
    begin(s, words);
    for (size_t i = 0; i < texts->n; i++) {
        buf_text(&s->b, i == 0 ? "" : i + 1 < texts->n ? ", " : " or ");
        buf_text(&s->b, mark);
        buf_text(&s->b, texts->at[i]);
        buf_text(&s->b, mark);
    }
    buf_text(&s->b, behind);
    end(s);
}

static void bound(struct saying *s, const char *words, const char *value, const char *behind)
{
    if (!value)
        return;
    begin(s, words);
    buf_text(&s->b, value);
    buf_text(&s->b, behind);
    end(s);
}

static void number(struct saying *s, const char *words, const struct number *n, const char *behind)
{
    bound(s, words, n->given ? n->text : NULL, behind);
}

static void moment(struct saying *s, const char *words, const char *value)
{
    if (!value)
        return;
    begin(s, words);
    buf_text(&s->b, value);
    if (s->args->zone)
        buf_format(&s->b, " (%s)", s->args->zone);
    end(s);
}

static void say_deal(struct saying *s)
{
    const struct criteria_args *a = s->args;
    bool asked = a->stage.n || a->owner.n || a->amount_min.given || a->amount_max.given;
    any_of(s, "deal stage is ", &a->stage, "", "");
    number(s, "deal amount is at least ", &a->amount_min, "");
    number(s, "deal amount is at most ", &a->amount_max, "");
    any_of(s, "deal owner is ", &a->owner, "", "");
    if (asked && a->timing && a->timing[0] != 'a') {
        begin(s,
              a->timing[0] == 'n' ? "deals as they are now" : "deals as of the time of the call");
        end(s);
    }
}

static void say_call(struct saying *s)
{
    const struct criteria_args *a = s->args;
    any_of(s, "host is ", &a->host, "", "");
    any_of(s, "somebody on the call is ", &a->participant, "", "");
    any_of(s, "direction is ", &a->direction, "", "");
    any_of(s, "scope is ", &a->scope, "", "");
    any_of(s, "language is ", &a->language, "", "");
    bound(s, "the call took at least ", a->duration_min, "");
    bound(s, "the call took at most ", a->duration_max, "");
    moment(s, "started at or after ", a->from);
    moment(s, "started before ", a->to);
    any_of(s, "title has ", &a->title, "\"", " in it");
    any_of(s, "somebody says ", &a->phrase, "\"", "");
}

void criteria_say(const struct criteria_args *args, void (*say)(void *who, struct span sentence),
                  void *who)
{
    struct saying s = {.args = args, .b = BUF(0), .say = say, .who = who};
    say_deal(&s);
    any_of(&s, "company's name or domain has ", &args->company, "\"", " in it");
    number(&s, "company has at least ", &args->size_min, " employees");
    number(&s, "company has at most ", &args->size_max, " employees");
    say_call(&s);
    for (size_t i = 0; i < args->jq.n; i++)
        bound(&s, "jq: ", args->jq.at[i], "");
    if (args->invert && s.n)
        out(&s);
    buf_free(&s.b);
}
