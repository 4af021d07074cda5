#include "lib/run/proof.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "lib/run/tool.h"
#include "lib/run/argument_words.h"

enum { SAID = 1 << 20 };

/* A command line in the making. */
struct line {
    char **at;
    size_t n, room;
};

static void add(struct line *l, struct arena *a, const char *word)
{
    if (l->n + 1 >= l->room) {
        char **more = arena_take(a, (l->room = 2 * l->room + 16) * sizeof *more);
        if (more && l->n)
            memcpy(more, l->at, l->n * sizeof *more);
        l->at = more;
    }
    if (l->at)
        l->at[l->n++] = arena_text(a, span_of(word));
}

static int add_words(struct line *l, struct arena *a, const struct schedule *s,
                     enum schedule_key key, const char *before_each, struct fault *f)
{
    struct argument_words w;
    if (argument_words_read(&w, a, s->value[key] ? s->value[key] : "", f) != 0)
        return -1;
    for (size_t i = 0; i < w.n; i++) {
        if (before_each)
            add(l, a, before_each);
        add(l, a, w.at[i]);
    }
    return 0;
}

static int line_end(struct line *l, char ***argv, struct arena *a, const char *last,
                    struct fault *f)
{
    if (last)
        add(l, a, last);
    *argv = l->at; /* which ends with NULL: what an arena gives is zeroed */
    return arena_check(a, "a command line", f);
}

int proof_filter(char ***argv, struct arena *a, const struct schedule *s, const char *last,
                 struct fault *f)
{
    struct line l = {0};
    add(&l, a, "cm-filter");
    return add_words(&l, a, s, SCHEDULE_FILTER, NULL, f) == 0 ? line_end(&l, argv, a, last, f) : -1;
}

int proof_ask(char ***argv, struct arena *a, const struct schedule *s, const char *last,
              struct fault *f)
{
    struct line l = {0};
    add(&l, a, "cm-analyze");
    return add_words(&l, a, s, SCHEDULE_QUESTIONS, "--questions", f) == 0 &&
                   add_words(&l, a, s, SCHEDULE_ENGINE, NULL, f) == 0
               ? line_end(&l, argv, a, last, f)
               : -1;
}

int proof_say(struct buf *b, const struct schedule *s, struct fault *f)
{
    struct arena a = {0};
    char **argv;
    int rc = 0;
    if (s->value[SCHEDULE_FILTER])
        rc = proof_filter(&argv, &a, s, "--say", f) == 0 ? tool_read(argv, 0, b, f) : -1;
    arena_free(&a);
    return rc;
}

/* Every set by itself, so that the one that is wrong is named. */
static int prove_questions(const struct schedule *s, struct arena *a, int nowhere, struct fault *f)
{
    struct argument_words w = {0};
    const char *value = s->value[SCHEDULE_QUESTIONS];
    int rc = value ? argument_words_read(&w, a, value, f) : 0;
    for (size_t i = 0; rc == 0 && i < w.n; i++)
        rc = tool_run((char *const[]){(char *)(size_t) "cm-analyze", (char *)(size_t) "--check",
                                      w.at[i], NULL},
                      0, nowhere, f);
    return rc;
}

/* A plan wants no key, and sends nothing. */
static int prove_engine(const struct schedule *s, struct arena *a, int nowhere, struct fault *f)
{
    char **argv;
    return !s->value[SCHEDULE_ENGINE] ? 0
           : proof_ask(&argv, a, s, s->hosted ? "--plan" : NULL, f) == 0
               ? tool_run(argv, 0, nowhere, f)
               : -1;
}

static int prove_corrections(const struct schedule *s, int nowhere, struct fault *f)
{
    const char *file = s->value[SCHEDULE_CORRECTIONS];
    if (!file)
        return 0;
    char *argv[] = {(char *)(size_t) "cm-correct", (char *)(size_t) "--corrections",
                    (char *)(size_t)file, NULL};
    return tool_run(argv, 0, nowhere, f);
}

static int wrong(const struct schedule *s, enum schedule_key key, struct fault *f)
{
    if (f->status != STATUS_TRY_LATER && f->status != STATUS_NO_MEMORY && f->status != STATUS_IO)
        f->status = STATUS_CONFIG;
    return schedule_at(s, key, f);
}

int proof_schedule(const struct schedule *s, struct fault *f)
{
    struct arena a = {0};
    struct buf said = BUF(SAID);
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC), rc = 0;
    if (nowhere < 0)
        return fault_errno(f, STATUS_IO, "/dev/null");
    if (proof_say(&said, s, f) != 0)
        rc = wrong(s, SCHEDULE_FILTER, f);
    else if (prove_questions(s, &a, nowhere, f) != 0)
        rc = wrong(s, SCHEDULE_QUESTIONS, f);
    else if (prove_engine(s, &a, nowhere, f) != 0)
        rc = wrong(s, SCHEDULE_ENGINE, f);
    else if (prove_corrections(s, nowhere, f) != 0)
        rc = wrong(s, SCHEDULE_CORRECTIONS, f);
    close(nowhere);
    arena_free(&a);
    buf_free(&said);
    return rc;
}
