#include "lib/run/whose.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/buf.h"
#include "lib/run/actor.h"
#include "lib/state/place.h"

/* As systemd would set them for a unit. What is set already stays. */
static int system_places(struct fault *f)
{
    return setenv("CONFIGURATION_DIRECTORY", "/etc/callmine", 0) == 0 &&
                   setenv("STATE_DIRECTORY", "/var/lib/callmine", 0) == 0 &&
                   setenv("CACHE_DIRECTORY", "/var/cache/callmine", 0) == 0
               ? 0
               : fault_errno(f, STATUS_NO_MEMORY, "the environment");
}

static int as_the_owner(struct fault *f)
{
    static const enum place made[] = {PLACE_STATE, PLACE_CACHE};
    struct buf path = BUF(4095);
    int rc = place_find(&path, PLACE_CONFIG, "", f) == 0 ? actor_begin(path.at, f) : -1;
    for (size_t i = 0; rc == 0 && i < sizeof made / sizeof *made; i++)
        rc = place_find(&path, made[i], "", f) == 0 ? actor_make(path.at, f) : -1;
    buf_free(&path);
    return rc;
}

int whose_begin(struct manager *m, const struct whose *w, struct fault *f)
{
    bool root = geteuid() == 0, systems = w->system || root || getenv("CONFIGURATION_DIRECTORY");
    if (w->user + w->system + (w->units != NULL) > 1)
        return fault(f, STATUS_USAGE, "--system, --user and --units exclude each other");
    if (w->system && !root)
        return fault(f, STATUS_USAGE, "the system's schedules are root's: say it with sudo");
    if (w->units || w->user || !systems)
        return manager_begin(m, w->units ? MANAGER_NONE : MANAGER_USER, w->units, f);
    if (manager_begin(m, MANAGER_SYSTEM, NULL, f) != 0)
        return -1;
    return root ? (system_places(f) == 0 ? as_the_owner(f) : -1) : 0;
}

void whose_become(const struct manager *m, char *const *argv)
{
    enum { MOST = 128 };
    char *with[MOST] = {(char *)(size_t) "callmine"};
    size_t n = 0;
    struct fault ignored = {0};
    if (m->kind != MANAGER_SYSTEM || !actor_is_root() || access("/run/systemd/system", F_OK) != 0)
        return;
    for (; argv[n] && n < MOST - 2; n++)
        with[n + 1] = argv[n];
    with[1] = (char *)(size_t) "cm-schedule";
    if (!argv[n] && actor_root(&ignored) == 0)
        execvp(with[0], with);
    actor_owner(&ignored);
}
