#include "lib/sim/sim_talk.h"

#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_beat.h"
#include "lib/sim/sim_fact.h"
#include "lib/sim/sim_plan.h"

enum { FILLERS = 400, TEXT_LIMIT = 4 << 20 };

/* A call being spoken. */
struct speech {
    struct sim_talk *t;
    const struct sim_company *c;
    const struct sim_call *call;
    struct sim_rng rng;
    struct buf words;
    int now;  /* milliseconds */
    int last; /* the voice that spoke last */
    const char *topic;
    uint64_t uses; /* beats so far: each fills its slots afresh */
    struct sim_beat fillers[FILLERS];
    int nfillers, next_filler;
};

struct span sim_talk_text(const struct sim_talk *t, int sentence)
{
    const struct sim_sentence *s = &t->sentences[sentence];
    return (struct span){t->text.at + s->at, s->len};
}

const char *sim_voice(const struct sim_call *call, int voice)
{
    return voice == SIM_NOBODY  ? NULL
           : voice == SIM_STRAY ? call->stray
                                : call->parties[voice].speaker;
}

static void *grow(struct sim_talk *t, void *at, int n, int *room, size_t size)
{
    if (n < *room)
        return at;
    int more = *room ? *room * 2 : 256;
    void *bigger = reallocarray(at, (size_t)more, size);
    if (!bigger) {
        t->failed = true;
        return at;
    }
    *room = more;
    return bigger;
}

static void add_fact(struct sim_talk *t, int question, const char *value, int sentence)
{
    t->facts = grow(t, t->facts, t->nfacts, &t->facts_room, sizeof *t->facts);
    if (t->failed || question < 0)
        return;
    struct sim_fact *f = &t->facts[t->nfacts++];
    *f = (struct sim_fact){.question = question, .sentence = sentence};
    memcpy(f->value, value, strnlen(value, sizeof f->value - 1));
    for (int i = 0; i < sim_nfollows; i++) {
        if (sim_question(span_of(sim_follows[i].name)) != question ||
            (sim_follows[i].value && strcmp(sim_follows[i].value, value) != 0))
            continue;
        const char *facts = sim_follows[i].fact;
        int also;
        char with[48];
        while (sim_next_fact(&facts, NULL, &also, with))
            add_fact(t, also, with, sentence);
    }
}

static int voice_of(const struct sim_call *call, char who)
{
    int voice = who == 's'   ? call->second
                : who == 'c' ? call->buyer
                : who == 'd' ? call->other
                             : call->host;
    if (voice < 0)
        voice = who == 'd' ? call->buyer : call->host;
    if (voice < 0 || call->parties[voice].speaker[0] == '\0')
        voice = call->host;
    return voice;
}

/* One sentence; its number, or -1. */
static int speak(struct speech *s, int voice, const char *topic, struct span words)
{
    struct sim_talk *t = s->t;
    t->sentences = grow(t, t->sentences, t->n, &t->room, sizeof *t->sentences);
    if (t->failed)
        return -1;
    bool opens = t->n == 0 || voice != s->last || topic != s->topic;
    s->now += opens ? sim_between(&s->rng, 10, 110) * 10 : sim_below(&s->rng, 40) * 10;
    int length = (300 + (int)words.len * sim_between(&s->rng, 52, 70)) / 10 * 10;
    t->sentences[t->n] = (struct sim_sentence){.voice = voice,
                                               .start = s->now,
                                               .end = s->now + length,
                                               .at = t->text.len,
                                               .len = words.len,
                                               .topic = topic,
                                               .opens = opens};
    buf_span(&t->text, words);
    s->now += length;
    s->last = voice;
    s->topic = topic;
    return t->n++;
}

static void perform(struct speech *s, const struct sim_beat *beat, uint64_t use)
{
    struct sim_slots slots;
    sim_slots(&slots, s->c, s->call, use);
    const char *topic = beat->topic && sim_chance(&s->rng, 600) ? beat->topic : NULL;
    for (int i = 0; i < beat->n; i++) {
        const struct sim_line *line = &beat->lines[i];
        buf_clear(&s->words);
        sim_say(&s->words, line->text, &slots);
        int number = speak(s, voice_of(s->call, line->who), topic, buf_view(&s->words));
        const char *facts = line->facts;
        int question;
        char value[48];
        while (number >= 0 && sim_next_fact(&facts, &slots, &question, value))
            add_fact(s->t, question, value, number);
    }
}

/* Now and then the other side says that it listens; some of these voices nobody could place. */
static void acknowledge(struct speech *s)
{
    static const char *const words[] = {"Mm-hm.",
                                        "Right.",
                                        "Okay.",
                                        "Yeah.",
                                        "Got it.",
                                        "Sure.",
                                        "Sorry, you cut out for a second.",
                                        "Uh-huh.",
                                        "I see."};
    const struct sim_call *call = s->call;
    int voice = s->last == call->host && call->buyer >= 0 ? voice_of(call, 'c') : call->host;
    if (call->stray[0] && sim_chance(&s->rng, 300))
        voice = SIM_STRAY;
    else if (call->null_voice && sim_chance(&s->rng, 300))
        voice = SIM_NOBODY;
    speak(s, voice, NULL, span_of(words[sim_below(&s->rng, 9)]));
}

static void shuffle(struct speech *s)
{
    for (int i = s->nfillers - 1; i > 0; i--) {
        int j = sim_below(&s->rng, i + 1);
        struct sim_beat swap = s->fillers[i];
        s->fillers[i] = s->fillers[j];
        s->fillers[j] = swap;
    }
    s->next_filler = 0;
}

/* Ordinary talk until that moment. */
static void fill(struct speech *s, int until)
{
    while (s->now < until && s->nfillers > 0 && !s->t->failed) {
        if (s->next_filler == s->nfillers)
            shuffle(s);
        perform(s, &s->fillers[s->next_filler++], 1000 + s->uses++);
        if (sim_chance(&s->rng, 220))
            acknowledge(s);
    }
}

static void one_of(struct speech *s, enum sim_pool pool, char kind)
{
    struct sim_beat beats[96];
    int n = sim_beats(s->c->phrasings, pool, kind, beats, 96);
    if (n > 0)
        perform(s, &beats[sim_below(&s->rng, n)], 1000 + s->uses++);
}

static void external(struct speech *s)
{
    struct sim_plan plan;
    sim_plan(&plan, s->c, s->call);
    int end = s->call->duration * 1000 - 20000, begin = end / 12;
    one_of(s, SIM_OPENING, plan.kind);
    one_of(s, SIM_SMALL_TALK, plan.kind);
    int middle = plan.n - plan.at_end;
    for (int i = 0; i < plan.n; i++) {
        fill(s, i < middle
                    ? begin + (int)((int64_t)(end - begin) * (i + 1) * 85 / 100 / (middle + 1))
                    : end);
        if (i == plan.decoy_before)
            one_of(s, SIM_DECOY, plan.kind);
        perform(s, &plan.beats[i].beat, plan.beats[i].use);
    }
    fill(s, end);
    one_of(s, SIM_CLOSING, plan.kind);
}

static enum sim_pool filler_of(const struct sim_call *call)
{
    static const enum sim_pool tongues[SIM_TONGUES] = {SIM_FILLER, SIM_FRENCH, SIM_GERMAN,
                                                       SIM_SPANISH, SIM_JAPANESE};
    return call->kind == SIM_INTERNAL ? SIM_INSIDE : tongues[call->tongue];
}

int sim_talk(struct sim_talk *t, const struct sim_company *c, const struct sim_call *call,
             struct fault *f)
{
    struct speech s = {.t = t, .c = c, .call = call, .last = SIM_NOBODY - 1};
    t->n = t->nfacts = 0;
    t->failed = false;
    t->text.limit = TEXT_LIMIT;
    buf_clear(&t->text);
    s.rng = sim_rng(c->seed, SIM_TALK, (uint64_t)call->key, 0);
    s.now = sim_between(&s.rng, 10, 300) * 10;
    if (call->kind == SIM_DIALER) {
        bool reached = call->buyer >= 0 && call->parties[call->buyer].speaker[0] != '\0';
        one_of(&s, reached ? SIM_DIALLED : SIM_VOICEMAIL, '?');
    } else if (!call->empty) {
        s.nfillers = sim_beats(c->phrasings, filler_of(call), sim_kind_letter(call, true),
                               s.fillers, FILLERS);
        shuffle(&s);
        if (call->kind == SIM_INTERNAL || call->tongue != SIM_ENG)
            fill(&s, call->duration * 1000 - 15000);
        else
            external(&s);
    }
    int status = t->failed ? fault(f, STATUS_NO_MEMORY, "no memory for a transcript")
                           : buf_check(&s.words, "a sentence", f);
    buf_free(&s.words);
    return status != 0 ? -1 : buf_check(&t->text, "a transcript", f);
}

void sim_talk_clear(struct sim_talk *t)
{
    buf_free(&t->text);
    free(t->sentences);
    free(t->facts);
    *t = (struct sim_talk){0};
}
