#include "lib/run/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/run/names.h"
#include "lib/state/place.h"

static bool is_below(const char *path, const char *dir)
{
    size_t n = strlen(dir);
    return strncmp(path, dir, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static bool is_below_any(const char *path, const char *const *dirs)
{
    while (*dirs && !is_below(path, *dirs))
        dirs++;
    return *dirs != NULL;
}

/* What the user that the unit runs as can do: we act as that one (actor.h). */
static void look_at(struct buf *b, const char *path, bool own)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (!there && errno == ENOENT && own)
        return; /* the sync makes it */
    if (!there && errno == ENOENT)
        buf_format(b,
                   "there is no %s, and the unit cannot make it: sudo install -d -m 700 -o "
                   "callmine -g callmine %s",
                   path, path);
    else if (there && !S_ISDIR(st.st_mode))
        buf_format(b, "%s is no folder: give another", path);
    else if (faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) != 0)
        buf_format(b, "%s cannot write to %s: %s %s", own ? "you" : "the user callmine", path,
                   own ? "chmod u+rwx" : "sudo chown callmine:callmine", path);
}

/* Where a path leads: links are followed as far as it is there. */
static void settle(char real[static PATH_MAX], const char *path)
{
    char part[PATH_MAX];
    size_t n = strnlen(path, sizeof part - 1);
    snprintf(part, sizeof part, "%s", path);
    while (n > 0 && !realpath(part, real)) {
        while (n > 0 && part[n - 1] == '/')
            n--;
        while (n > 0 && part[n - 1] != '/')
            n--;
        part[n] = '\0';
    }
    size_t have = n > 0 ? strlen(real) : 0;
    const char *slash = have > 1 && path[n] ? "/" : "";
    snprintf(real + have, PATH_MAX - have, "%s%s", slash, path + n);
    for (have = strlen(real); have > 1 && real[have - 1] == '/';)
        real[--have] = '\0';
}

/* One that cannot be read fires nothing. */
static bool is_shared(const struct schedule *s, const char *name)
{
    struct schedule other = {0};
    struct fault ignored = {0};
    char real[PATH_MAX], its[PATH_MAX];
    bool yes = strcmp(name, s->name) != 0 && schedule_read(&other, name, &ignored) == 0 &&
               other.kind == SCHEDULE_SYNC && other.state == SCHEDULE_ACTIVE;
    if (yes) {
        settle(real, s->value[SCHEDULE_OUT]);
        settle(its, other.value[SCHEDULE_OUT]);
        yes = strcmp(real, its) == 0;
    }
    schedule_clear(&other);
    return yes;
}

int outlet_shared(struct buf *b, const struct schedule *s, struct fault *f)
{
    struct arena a = {0};
    struct names names = {0};
    int rc = s->kind == SCHEDULE_SYNC ? schedule_names(&a, &names, f) : 0;
    for (size_t i = 0; rc == 0 && b->len == 0 && i < names.n; i++)
        if (is_shared(s, names.at[i]))
            buf_format(b,
                       "the schedule %s, which is active, writes to this folder too, and each "
                       "would replace the other's files: cm-schedule edit %s out=ANOTHER",
                       names.at[i], s->name);
    arena_free(&a);
    return rc == 0 ? buf_check(b, "what is said of a folder", f) : -1;
}

int outlet_look(struct buf *b, const struct schedule *s, const struct manager *m, struct fault *f)
{
    static const char *const private[] = {"tmp", "var/tmp", NULL};
    static const char *const homes[] = {"home", "root", "run/user", NULL};
    bool own = m->kind == MANAGER_USER;
    const char *out = s->value[SCHEDULE_OUT];
    struct buf state = BUF(4095);
    if (s->kind != SCHEDULE_SYNC || !out)
        return 0;
    const char *from_root = out + strspn(out, "/");
    int rc = place_find(&state, PLACE_STATE, "", f);
    if (rc != 0 || is_below(out, state.at))
        ;
    else if (is_below_any(from_root, private))
        buf_text(b, "the units have a /tmp and a /var/tmp of their own, which go when they end: "
                    "give another folder");
    else if (!own && is_below_any(from_root, homes))
        buf_text(b, "the units see nobody's home and no /run/user (ProtectHome=yes): give another "
                    "folder, below /srv for one");
    else
        look_at(b, out, own);
    buf_free(&state);
    return rc == 0 ? buf_check(b, "what is said of a folder", f) : -1;
}
