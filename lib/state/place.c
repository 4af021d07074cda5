/* Where things are kept: systemd's directories first, then XDG's. */

#include "lib/state/place.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"

static const struct {
    const char *systemd, *xdg, *below_home, *called;
} places[] = {
    [PLACE_STATE] = {"STATE_DIRECTORY", "XDG_STATE_HOME", ".local/state", "state"},
    [PLACE_CONFIG] = {"CONFIGURATION_DIRECTORY", "XDG_CONFIG_HOME", ".config", "configuration"},
    [PLACE_CACHE] = {"CACHE_DIRECTORY", "XDG_CACHE_HOME", ".cache", "cache"},
};

/* Only an absolute path counts (the XDG specification says so; systemd never gives another). */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && value[0] == '/' ? value : NULL;
}

static const char *home(void)
{
    const char *dir = variable("HOME");
    if (dir)
        return dir;
    const struct passwd *user = getpwuid(geteuid());
    return user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir : NULL;
}

int place_find(struct buf *path, enum place where, const char *name, struct fault *f)
{
    const char *dir = variable(places[where].systemd);
    buf_clear(path);
    if (dir) {
        /* systemd joins several directories with colons; ours is the first. */
        buf_add(path, dir, strcspn(dir, ":"));
    } else if ((dir = variable(places[where].xdg)) != NULL) {
        buf_format(path, "%s/callmine", dir);
    } else if ((dir = home()) != NULL) {
        buf_format(path, "%s/%s/callmine", dir, places[where].below_home);
    } else {
        return fault(f, STATUS_CONFIG, "no %s directory: set HOME, or %s", places[where].called,
                     places[where].xdg);
    }
    if (name[0] != '\0') {
        buf_byte(path, '/');
        buf_text(path, name);
    }
    return buf_check(path, "the path of a file", f);
}

int place_path(struct buf *path, enum place where, const char *name, struct fault *f)
{
    if (place_find(path, where, name, f) != 0)
        return -1;
    if (name[0] == '\0')
        return file_make_dirs(path->at, 0700, f);

    char *slash = strrchr(path->at, '/');
    *slash = '\0';
    int made = file_make_dirs(path->at, 0700, f);
    *slash = '/';
    return made;
}

int place_profile(const char **profile, struct fault *f)
{
    if (!*profile)
        *profile = "default";
    size_t n = strspn(*profile, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    if (n == 0 || n > 64 || (*profile)[n] != '\0')
        return fault(f, STATUS_USAGE,
                     "a profile's name is 1 to 64 letters, digits, \"-\" and \"_\"");
    return 0;
}

int place_in_profile(struct buf *path, const char *profile, const char *file, struct fault *f)
{
    char name[160];
    if (place_profile(&profile, f) != 0)
        return -1;
    snprintf(name, sizeof(name), "profiles/%s/%s", profile, file);
    return place_path(path, PLACE_STATE, name, f);
}
