#include "lib/run/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
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
