#include "lib/run/host.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/state/settings.h"

enum { AT_ONCE = 2, AT_ONCE_MOST = 64 };

/* A unit's PATH need not have the directory we were installed in. */
static int find_programs(struct fault *f)
{
    char self[4096];
    struct buf path = BUF(1 << 20);
    const char *old = getenv("PATH");
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return fault_errno(f, STATUS_IO, "cannot tell where this program is (/proc/self/exe)");
    self[n] = '\0';
    *strrchr(self, '/') = '\0';
    buf_format(&path, "%s:%s", self, old && *old ? old : "/usr/local/bin:/usr/bin:/bin");
    int rc = buf_check(&path, "PATH", f);
    if (rc == 0 && setenv("PATH", path.at, 1) != 0)
        rc = fault(f, STATUS_NO_MEMORY, "no memory for PATH");
    buf_free(&path);
    return rc;
}

/* A locale that this machine has not makes every shell complain of it. */
static int check_locale(struct fault *f)
{
    locale_t l = newlocale(LC_ALL_MASK, "", (locale_t)0);
    if (l)
        freelocale(l);
    return l || setenv("LC_ALL", "C.UTF-8", 1) == 0
               ? 0
               : fault(f, STATUS_NO_MEMORY, "no memory for LC_ALL");
}

static int find_pipelines(struct host *h, struct fault *f)
{
    char file[sizeof h->pipelines + 16];
    const char *given = getenv("CALLMINE_PIPELINES");
    snprintf(h->pipelines, sizeof h->pipelines, "%s",
             given && *given ? given : DATADIR "/pipelines");
    snprintf(file, sizeof file, "%s/analyze.mk", h->pipelines);
    return access(file, R_OK) == 0
               ? 0
               : fault_errno(f, STATUS_CONFIG,
                             "%s: the pipelines are not there: make install puts them there, or "
                             "name their directory in CALLMINE_PIPELINES",
                             file);
}

static int read_settings(struct host *h, struct fault *f)
{
    const char *at_once = NULL;
    const struct setting rows[] = {{"at_once", &at_once}, {"alert", &h->alert}, {NULL, NULL}};
    char *end = NULL;
    if (settings_read(&h->arena, "run.conf", rows, f) != 0)
        return -1;
    h->at_once = at_once ? strtoll(at_once, &end, 10) : AT_ONCE;
    if (at_once && (*end != '\0' || h->at_once < 1 || h->at_once > AT_ONCE_MOST))
        return fault(f, STATUS_CONFIG, "run.conf: at_once is a number from 1 to %d", AT_ONCE_MOST);
    for (const char *s = h->alert; s && *(s += strspn(s, " \t"));) {
        size_t n = strcspn(s, " \t");
        if (!span_is((struct span){s, n}, "slack") && !span_is((struct span){s, n}, "mail"))
            return fault(f, STATUS_CONFIG, "run.conf: alert is slack, mail, or both");
        s += n;
    }
    return 0;
}

int host_begin(struct host *h, struct fault *f)
{
    return find_programs(f) != 0 || check_locale(f) != 0 || find_pipelines(h, f) != 0
               ? -1
               : read_settings(h, f);
}

void host_end(struct host *h)
{
    arena_free(&h->arena);
}

when host_now(const struct host *h)
{
    return h->has_now ? h->now : when_now();
}

void host_seconds(struct buf *b, when t)
{
    when_format(b, t - t % WHEN_SECOND);
}
