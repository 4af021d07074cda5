#include "lib/analyze/shelf.h"
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/analyze/offline.h"
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

static const char *speaker(int side)
{
    return side == ASKED_ANY ? "anyone" : side == ASKED_REP ? "the rep" : "the customer";
}

static void describe_text(struct buf *b, const char *before, const char *text)
{
    if (!text)
        return;
    buf_text(b, before);
    plain_add(b, span_of(text));
    buf_byte(b, '\n');
}

static void describe_choices(struct buf *b, const struct question *q, const char *indent)
{
    if (q->values_of)
        buf_format(b, "%sthe values of %s:\n", indent, q->values_of);
    for (size_t i = 0; i < q->nchoices; i++) {
        const struct choice *c = &q->choices[i];
        buf_format(b, "%s%-20s ", indent, c->id);
        plain_add(b, span_of(c->label));
        if (!q->values_of)
            buf_format(b, "  (%zu cues, %zu hints%s%s)", c->cues.n, c->hints.n,
                       c->cues_of ? ", those of " : "", c->cues_of ? c->cues_of : "");
        if (c->description && !q->values_of) {
            buf_format(b, "\n%s    ", indent);
            plain_add(b, span_of(c->description));
        }
        buf_byte(b, '\n');
    }
}

static void describe_fields(struct buf *b, const struct question *q)
{
    for (size_t i = 0; i < q->nfields; i++) {
        const struct question *field = &q->fields[i];
        buf_format(b, "    field %s: ", field->id);
        plain_add(b, span_of(field->text));
        buf_format(b, "\n        %s, said by %s%s\n", answer_type_name(field->type),
                   speaker(field->side),
                   offline_telling(q, i) == TELL_NOTHING ? "; offline: null, it has no cues" : "");
        describe_choices(b, field, "        ");
    }
}

static void describe_question(struct buf *b, const struct question *q)
{
    buf_format(b, "\n%s: ", q->id);
    plain_add(b, span_of(q->text));
    buf_format(b, "\n    %s, said by %s, at most %d %s, at least %d quote%s\n",
               answer_type_name(q->type), speaker(q->side), q->max_items,
               q->type == ANSWER_LIST ? "objects" : "quotes", q->min_evidence,
               q->min_evidence == 1 ? "" : "s");
    if (question_has_cues(q))
        buf_format(b, "    offline: by %zu cues, %zu hints, %zu denials%s%s%s%s%s\n", q->cues.n,
                   q->hints.n, q->denials.n, q->nchoices ? ", those of its values" : "",
                   q->like ? ", those of " : "", q->like ? q->cues_of : "",
                   q->near ? ", near " : "", q->near ? q->near_to : "");
    else
        buf_text(b, "    offline: unclear at best, it has no cues\n");
    describe_choices(b, q, "    ");
    describe_fields(b, q);
    describe_text(b, "    when nobody speaks of it: ", q->silence);
}

static void describe_codebook(struct buf *b, const struct codebook *c)
{
    if (c->n)
        buf_format(b, "\ncodebook, %zu themes:\n", c->n);
    for (size_t i = 0; i < c->n; i++) {
        const struct theme *t = &c->themes[i];
        buf_format(b, "    %-20s ", t->id);
        plain_add(b, span_of(t->label));
        buf_format(b, "%s%s%s%s  (%zu cues, %zu hints)\n", t->parent ? ", below " : "",
                   t->parent ? t->parent : "", t->since ? ", since " : "", t->since ? t->since : "",
                   t->cues.n, t->hints.n);
        describe_text(b, "        is: ", t->definition);
        describe_text(b, "        include: ", t->include);
        describe_text(b, "        exclude: ", t->exclude);
        describe_text(b, "        example: ", t->example);
    }
}

void shelf_describe(struct buf *b, const struct question_set *s)
{
    buf_format(b, "%s, version %d: ", s->id, s->version);
    plain_add(b, span_of(s->title));
    buf_byte(b, '\n');
    describe_text(b, "", s->about);
    describe_codebook(b, &s->codebook);
    for (size_t i = 0; i < s->n; i++)
        describe_question(b, &s->questions[i]);
}
