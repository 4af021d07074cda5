#include "lib/analyze/metrics.h"

/* One turn: neighbouring monologues of one speaker. Voices that are not known are each their own.
 */
struct turn {
    const struct monologue *of;
    int64_t start, end;
};

static void end_turn(struct metrics *m, const struct turn *turn)
{
    int64_t took = turn->start == NO_TIME ? 0 : turn->end - turn->start;
    if (took > m->longest_monologue_ms)
        m->longest_monologue_ms = took;
    if (turn->of->side == SIDE_CUSTOMER && took > m->longest_customer_story_ms)
        m->longest_customer_story_ms = took;
}

static void add_sentence(struct metrics *m, const struct sentence *s, const struct monologue *of,
                         struct turn *turn)
{
    m->questions[of->side] += s->question;
    if (s->start == NO_TIME || s->end == NO_TIME)
        return;
    m->rep_ms += of->side == SIDE_REP ? s->end - s->start : 0;
    m->customer_ms += of->side == SIDE_CUSTOMER ? s->end - s->start : 0;
    if (turn->start == NO_TIME || s->start < turn->start)
        turn->start = s->start;
    if (s->end > turn->end)
        turn->end = s->end;
}

void metrics_compute(struct metrics *m, const struct transcript *t)
{
    *m = (struct metrics){.sentences = (int64_t)t->nsentences,
                          .monologues = (int64_t)t->nmonologues,
                          .words = (int64_t)t->words.n,
                          .speakers = (int64_t)t->nspeakers};
    struct turn turn = {0};
    int64_t first = NO_TIME, last = NO_TIME;
    for (size_t i = 0; i < t->nmonologues; i++) {
        const struct monologue *of = &t->monologues[i];
        if (of->nsentences == 0)
            continue;
        if (!turn.of || of->speaker != turn.of->speaker || of->speaker == 0) {
            if (turn.of) {
                end_turn(m, &turn);
                m->switches++;
            }
            turn = (struct turn){of, NO_TIME, NO_TIME};
        }
        for (uint32_t k = of->sentence; k < of->sentence + of->nsentences; k++)
            add_sentence(m, &t->sentences[k], of, &turn);
        if (turn.start != NO_TIME && (first == NO_TIME || turn.start < first))
            first = turn.start;
        if (turn.end > last)
            last = turn.end;
    }
    if (turn.of)
        end_turn(m, &turn);
    m->talk_ms = first == NO_TIME ? 0 : last - first;
}

/* Shares and rates with three digits behind the point: more would be noise. */
static double rounded(double n)
{
    return (double)(int64_t)(n * 1000 + .5) / 1000;
}

void metrics_write(struct json_writer *w, const struct metrics *m)
{
    int64_t known = m->rep_ms + m->customer_ms;
    json_open(w, "metrics", '{');
    json_put_int(w, "sentences", m->sentences);
    json_put_int(w, "monologues", m->monologues);
    json_put_int(w, "words", m->words);
    json_put_int(w, "speakers", m->speakers);
    if (known > 0)
        json_put_real(w, "talk_ratio", rounded((double)m->rep_ms / (double)known));
    else
        json_put(w, "talk_ratio", SPAN_NONE);
    json_put_int(w, "longest_monologue_ms", m->longest_monologue_ms);
    json_put_int(w, "longest_customer_story_ms", m->longest_customer_story_ms);
    json_put_int(w, "rep_questions", m->questions[SIDE_REP]);
    json_put_int(w, "customer_questions", m->questions[SIDE_CUSTOMER]);
    json_put_int(w, "unknown_questions", m->questions[SIDE_UNKNOWN]);
    if (m->talk_ms > 0)
        json_put_real(w, "interactivity",
                      rounded((double)m->switches / ((double)m->talk_ms / 60000)));
    else
        json_put(w, "interactivity", SPAN_NONE);
    json_close(w, '}');
}
