/* Files that a command line names twice (declared in option.h). */

#include <string.h>
#include "lib/base/file.h"
#include "lib/base/option.h"

static bool is_end(const struct option_row *r)
{
    return !r->name && r->kind != OPTION_HEADING;
}

static const char *file_of(const struct option_row *r)
{
    return *(const char *const *)r->to;
}

/* The file that a row has written; NULL: none. */
static const char *written(const struct option_row *r)
{
    return r->kind == OPTION_OUTPUT || r->kind == OPTION_ASIDE ? file_of(r) : NULL;
}

static bool row_reads(const struct option_row *r, const char *path)
{
    if (r->kind == OPTION_FILE)
        return file_of(r) && file_same(file_of(r), path);
    if (r->kind != OPTION_FILES)
        return false;
    const struct texts *files = r->to;
    for (size_t i = 0; i < files->n; i++)
        if (file_same(files->at[i], path))
            return true;
    return false;
}

/* stdin also where nothing says that it is read: some programs do unless files are named. */
bool option_reads(const struct parsed *p, const struct usage *u, const char *path)
{
    if (file_same("/dev/stdin", path))
        return true;
    for (int i = 0; i < p->n; i++)
        if (file_same(p->operands[i], path))
            return true;
    for (const struct option_row *r = u->rows; !is_end(r); r++)
        if (row_reads(r, path))
            return true;
    return false;
}

static int row_apart(const struct usage *u, const struct option_row *r, const char *path,
                     struct fault *f)
{
    if (r->kind == OPTION_ASIDE && file_same("/dev/stdout", path))
        return fault(f, STATUS_USAGE, "--%s %s is where stdout goes: name another file", r->name,
                     path);
    for (const struct option_row *other = u->rows; other < r; other++)
        if (written(other) &&
            (file_same(written(other), path) || file_will_be(written(other), path)))
            return fault(f, STATUS_USAGE,
                         "--%s and --%s are both to write %s: give each a file of its own",
                         other->name, r->name, path);
    return 0;
}

int option_apart(const struct parsed *p, const struct usage *u, struct fault *f)
{
    for (const struct option_row *r = u->rows; !is_end(r); r++) {
        const char *path = written(r);
        if (path && option_reads(p, u, path))
            return fault(f, STATUS_USAGE,
                         "--%s %s is a file that is read here and would be lost: name another file",
                         r->name, path);
        if (path && row_apart(u, r, path, f) != 0)
            return -1;
    }
    return 0;
}
