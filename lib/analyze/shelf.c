#include "lib/analyze/shelf.h"
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/plain.h"
#include "lib/state/place.h"

enum { PLACES = 4, PATH_LIMIT = 4096, NAMES_AT_MOST = 1000 };

/* The n-th place, as text in *dir; false when there is none. */
static bool place(struct buf *dir, int n)
{
    struct fault none = {0};
    const char *given = getenv("CALLMINE_QUESTIONS");
    *dir = BUF(PATH_LIMIT);
    switch (n) {
    case 0: buf_text(dir, given ? given : ""); break;
    case 1: buf_text(dir, "pipelines/questions"); break;
    case 2:
        if (place_find(dir, PLACE_CONFIG, "questions", &none) != 0)
            buf_clear(dir);
        break;
    default: buf_text(dir, DATADIR "/questions"); break;
    }
    return dir->len > 0 && dir->state == BUF_SOUND;
}

static bool ends(const char *name, const char *with)
{
    size_t n = strlen(name), k = strlen(with);
    return n > k && strcmp(name + n - k, with) == 0;
}

static bool is_set_file(const char *name)
{
    return ends(name, ".yaml") || ends(name, ".yml") || ends(name, ".json");
}

int shelf_read(struct question_set *s, const char *name, struct fault *f)
{
    static const char *const endings[] = {"yaml", "yml", "json"};
    if (strchr(name, '/') || is_set_file(name))
        return question_set_read(s, name, f);
    for (int n = 0; n < PLACES; n++) {
        struct buf dir;
        bool found = false;
        if (place(&dir, n)) {
            size_t len = dir.len;
            for (size_t i = 0; i < 3 && !found; i++) {
                dir.len = len;
                buf_format(&dir, "/%s.%s", name, endings[i]);
                found = dir.state == BUF_SOUND && access(dir.at, F_OK) == 0;
            }
        }
        int status = found ? question_set_read(s, dir.at, f) : 0;
        buf_free(&dir);
        if (found)
            return status;
    }
    return fault(f, STATUS_NO_INPUT,
                 "no question set is called %.64s: see cm-analyze --list-questions, or give a path "
                 "with a slash in it",
                 name);
}

static int by_name(const struct dirent **x, const struct dirent **y)
{
    return strcmp((*x)->d_name, (*y)->d_name);
}

static int is_wanted(const struct dirent *d)
{
    return is_set_file(d->d_name);
}

static void list_one(struct buf *lines, const char *dir, const char *file)
{
    struct buf path = BUF(PATH_LIMIT);
    struct question_set s = {0};
    struct fault wrong = {0};
    buf_format(&path, "%s/%s", dir, file);
    int stem = (int)(strrchr(file, '.') - file);
    if (path.state == BUF_SOUND && question_set_read(&s, path.at, &wrong) == 0) {
        buf_format(lines, "%-20.*s %3zu questions  ", stem, file, s.n);
        plain_add(lines, span_of(s.title));
        buf_format(lines, "  (%s)\n", path.at);
    } else {
        buf_format(lines, "%-20.*s does not read: ", stem, file);
        plain_add(lines, span_of(wrong.text));
        buf_byte(lines, '\n');
    }
    question_set_clear(&s);
    buf_free(&path);
}

int shelf_list(struct buf *lines, struct fault *f)
{
    for (int n = 0; n < PLACES; n++) {
        struct buf dir;
        struct dirent **files;
        int count = place(&dir, n) ? scandir(dir.at, &files, is_wanted, by_name) : -1;
        for (int i = 0; i < count; i++) {
            if (i < NAMES_AT_MOST)
                list_one(lines, dir.at, files[i]->d_name);
            free(files[i]);
        }
        if (count >= 0)
            free(files);
        buf_free(&dir);
    }
    return buf_check(lines, "the list of question sets", f);
}

static void describe_question(struct buf *b, const struct question *q)
{
    buf_format(b, "\n%s: ", q->id);
    plain_add(b, span_of(q->text));
    buf_format(
        b,
        "\n    %s, said by %s, at most %d quotes, at least %d; %zu cues, %zu hints, %zu denials\n",
        answer_type_name(q->type),
        q->side == ASKED_ANY   ? "anyone"
        : q->side == ASKED_REP ? "the rep"
                               : "the customer",
        q->max_items, q->min_evidence, q->cues.n, q->hints.n, q->denials.n);
    for (size_t i = 0; i < q->nchoices; i++) {
        buf_format(b, "    %-20s ", q->choices[i].id);
        plain_add(b, span_of(q->choices[i].label));
        buf_format(b, "  (%zu cues, %zu hints)\n", q->choices[i].cues.n, q->choices[i].hints.n);
    }
    if (q->silence) {
        buf_text(b, "    when nobody speaks of it: ");
        plain_add(b, span_of(q->silence));
        buf_byte(b, '\n');
    }
}

void shelf_describe(struct buf *b, const struct question_set *s)
{
    buf_format(b, "%s, version %d: ", s->id, s->version);
    plain_add(b, span_of(s->title));
    buf_byte(b, '\n');
    if (s->about) {
        plain_add(b, span_of(s->about));
        buf_byte(b, '\n');
    }
    for (size_t i = 0; i < s->n; i++)
        describe_question(b, &s->questions[i]);
}
