#include "lib/run/actor.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

static uid_t owner;
static gid_t group;

int actor_begin(const char *dir, struct fault *f)
{
    struct stat st;
    owner = 0;
    if (geteuid() != 0)
        return 0;
    if (stat(dir, &st) != 0)
        return fault_errno(f, STATUS_CONFIG,
                           "%s: make install, systemd-sysusers and systemd-tmpfiles --create make "
                           "it",
                           dir);
    owner = st.st_uid;
    group = st.st_gid;
    return actor_owner(f);
}

int actor_make(const char *dir, struct fault *f)
{
    if (geteuid() != 0 && owner == 0)
        return 0;
    if (actor_root(f) != 0)
        return -1;
    int rc = 0;
    if (mkdir(dir, 0700) == 0)
        rc = chown(dir, owner, group);
    if (rc != 0)
        rc = fault_errno(f, STATUS_CANT_CREATE, "%s", dir);
    return actor_owner(rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}

/* root is kept as the saved user, which a program that is started does not inherit. */
int actor_owner(struct fault *f)
{
    if (owner == 0)
        return 0;
    if (setgroups(1, &group) != 0 || setresgid(group, group, 0) != 0 ||
        setresuid(owner, owner, 0) != 0)
        return fault_errno(f, STATUS_IO, "cannot act as the user %ld", (long)owner);
    return 0;
}

int actor_root(struct fault *f)
{
    if (owner == 0)
        return 0;
    if (setresuid(0, 0, 0) != 0 || setresgid(0, 0, 0) != 0 || setgroups(0, NULL) != 0)
        return fault_errno(f, STATUS_IO, "cannot act as root again");
    return 0;
}

bool actor_is_root(void)
{
    uid_t real, effective, saved;
    return getresuid(&real, &effective, &saved) == 0 && (effective == 0 || saved == 0);
}
