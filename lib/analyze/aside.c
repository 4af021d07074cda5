#include "lib/analyze/aside.h"
#include <string.h>

/* Of another place or time, of somebody's own things, or of the line and the room that people speak
 * in, whatever is said of it: words in a row. */
static const char *const elsewhere[] = {
    "one customer",
    "one of our customers",
    "a customer of ours",
    "one client",
    "some companies",
    "some customers",
    "our own customers",
    "our own clients",
    "our own product",
    "we sell to",
    "in general",
    "these days everybody",
    "our own products",
    "a friend of mine",
    "friend of a friend",
    "friends of ours",
    "friends of mine",
    "my old job",
    "my last job",
    "my previous job",
    "my first job",
    "my old company",
    "my last company",
    "my previous company",
    "my old boss",
    "my last employer",
    "my previous employer",
    "my former employer",
    "my former company",
    "years ago",
    "back in the day",
    "back in college",
    "when i was at",
    "when i was a",
    "in a past life",
    "in a former life",
    "in my twenties",
    "in the news",
    "on the news",
    "in the paper",
    "on the radio",
    "on linkedin",
    "i once worked",
    "i used to work",
    "where i worked before",
    "our town",
    "our mayor",
    "our village",
    "my battery",
    "my bank",
    "my gym",
    "my insurance",
    "my street",
    "my desk",
    "my train",
    "phone company",
    "tax office",
    "fire alarm",
    "fire drill",
    "window cleaner",
    "the courier",
    "the postman",
    "the printer",
    "the lift",
    "on mute",
    "on speaker",
    "one microphone",
    "one laptop",
    "the line dropped",
    "the line crackled",
    "my camera",
    "my microphone",
    "waiting for the room",
    "in the next room",
    "at the door",
    "at my door",
    "is running late",
    "my last call ran",
    "call ran over",
    "hard stop",
    "parking space",
    "bank holiday",
    "famous last words",
    "the receptionist",
    "our receptionist",
    "petrol",
    "our stall",
};

static bool stands(const struct transcript *t, const struct sentence *s, uint32_t at,
                   const struct lexicon *l, const char *phrase)
{
    for (uint32_t i = at; *phrase; i++) {
        size_t len = strcspn(phrase, " ");
        if (i == s->word + s->nwords ||
            !span_equal(lexicon_text(l, t->words.at[i].word), (struct span){phrase, len}))
            return false;
        phrase += len + (phrase[len] == ' ');
    }
    return true;
}

static bool is_elsewhere(const struct transcript *t, const struct sentence *s,
                         const struct lexicon *l)
{
    for (uint32_t i = s->word; i < s->word + s->nwords; i++)
        for (size_t k = 0; k < sizeof elsewhere / sizeof *elsewhere; k++)
            if (stands(t, s, i, l, elsewhere[k]))
                return true;
    return false;
}

/* Which kinds of words a sentence has. */
struct mix {
    int home, trade;
    bool show;
};

static struct mix mix_of(const struct transcript *t, const struct sentence *s)
{
    enum { KIN = 3 };
    struct mix m = {0};
    for (uint32_t i = s->word; i < s->word + s->nwords; i++) {
        unsigned flags = t->words.at[i].flags;
        m.home += flags & WORD_KIN ? KIN : !!(flags & WORD_HOME);
        m.trade += !!(flags & WORD_TRADE);
        m.show = m.show || flags & WORD_SHOW;
    }
    return m;
}

/* As much of people's lives as of trade: a dentist's bill is none of ours. */
static bool is_home(const struct mix *m)
{
    return m->home > 0 && m->home >= m->trade;
}

bool aside_is(const struct transcript *t, uint32_t sentence, const struct lexicon *l)
{
    const struct sentence *s = &t->sentences[sentence];
    struct mix m = mix_of(t, s);
    if (is_home(&m) || is_elsewhere(t, s, l))
        return true;
    return m.show && !s->question && transcript_side(t, sentence) == SIDE_REP;
}
