#include "lib/report/formats.h"

#include <stdlib.h>
#include <string.h>
#include "lib/base/file.h"
#include "lib/report/html.h"

/* The page of cards is no report of its own: it comes with html where it is needed. */
static const char CARDS[] = "html-cards";

static bool has(const struct formats *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->at[i]->name, name) == 0)
            return true;
    return false;
}

/* Whether a comma or the end stands behind the name in the list of names. */
static bool listed(const char *names, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = names; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strncmp(at, name, n) == 0 && (at[n] == ',' || at[n] == '\0'))
            return true;
    return false;
}

int formats_read(struct formats *s, const char *names, struct fault *f)
{
    *s = (struct formats){.n = 0};
    for (const char *at = names; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        const struct format *format = formats;
        int n = (int)strcspn(at, ",");
        while (format->name && (strncmp(at, format->name, (size_t)n) != 0 || format->name[n]))
            format++;
        if (!format->name)
            return fault(f, STATUS_USAGE, "\"%.*s\" is no format; they are %s", n, at,
                         FORMAT_CHOICES);
    }
    for (const struct format *format = formats; format->name; format++)
        if (s->n < FORMATS_MOST &&
            (names ? listed(names, format->name) : strcmp(format->name, CARDS) != 0))
            s->at[s->n++] = format;
    return 0;
}

/* The row of the page of cards that belongs to this html; NULL: all cards are in the page. */
static const struct format *cards_of(const struct formats *s, const struct rollup *u)
{
    const struct format *cards = format_find(CARDS, NULL);
    bool wanted = has(s, "html") && u->report->ncalls > HTML_CARDS;
    return cards && (wanted || has(s, CARDS)) ? cards : NULL;
}

int formats_each(const struct formats *s, const struct rollup *u,
                 const struct format_options *options, format_make *make, void *who,
                 struct fault *f)
{
    const struct format *cards = cards_of(s, u);
    struct format_options with = *options;
    with.cards = cards ? cards->file : NULL;
    for (size_t i = 0; i < s->n; i++)
        if (s->at[i] != cards && make(who, s->at[i], &with, f) != 0)
            return -1;
    return cards ? make(who, cards, &with, f) : 0;
}

static int path_of(struct buf *path, const char *dir, const struct format *format, struct fault *f)
{
    buf_clear(path);
    buf_format(path, "%s/%s", dir, format->file);
    return buf_check(path, "a file's name", f);
}

/* Files that are all written before the first of them is put in its place. */
struct files {
    const struct rollup *u;
    const char *dir;
    struct file *at;
    size_t n;
};

static int begin(void *who, const struct format *format, const struct format_options *options,
                 struct fault *f)
{
    struct files *files = who;
    struct file *file = &files->at[files->n];
    struct buf path = BUF(4000);
    int rc = path_of(&path, files->dir, format, f);
    if (rc == 0)
        rc = file_begin(file, path.at, 0644, f);
    if (rc == 0) {
        files->n++;
        rc = format_into(file, format, files->u, options, f);
    }
    buf_free(&path);
    return rc;
}

static int drop_cards(const struct formats *s, const struct rollup *u, const char *dir,
                      struct fault *f)
{
    struct buf path = BUF(4000);
    const struct format *cards = format_find(CARDS, NULL);
    if (!cards || cards_of(s, u) || !has(s, "html"))
        return 0;
    int rc = path_of(&path, dir, cards, f);
    if (rc == 0)
        rc = file_remove(path.at, f);
    buf_free(&path);
    return rc;
}

int formats_apart(const struct formats *s, const char *dir,
                  bool (*used)(void *who, const char *path), void *who, struct fault *f)
{
    struct buf path = BUF(4000);
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < s->n; i++) {
        rc = path_of(&path, dir, s->at[i], f);
        if (rc == 0 && used(who, path.at))
            rc = fault(f, STATUS_USAGE,
                       "%s is a file that is used here and would be lost: name another directory",
                       path.at);
    }
    buf_free(&path);
    return rc;
}

int formats_files(const struct formats *s, const struct rollup *u,
                  const struct format_options *options, const char *dir, struct fault *f)
{
    struct files files = {.u = u, .dir = dir, .at = calloc(FORMATS_MOST + 1, sizeof *files.at)};
    if (!files.at)
        return fault(f, STATUS_NO_MEMORY, "no memory for the reports");
    int rc = file_make_dirs(dir, 0700, f);
    if (rc == 0)
        rc = formats_each(s, u, options, begin, &files, f);
    for (size_t i = 0; rc == 0 && i < files.n; i++)
        rc = file_commit(&files.at[i], f);
    if (rc == 0)
        rc = drop_cards(s, u, dir, f);
    for (size_t i = 0; i < files.n; i++)
        file_abandon(&files.at[i]);
    free(files.at);
    return rc;
}
