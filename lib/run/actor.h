#ifndef RUN_ACTOR_H
#define RUN_ACTOR_H

/* As whom files are touched. Units of the system are root's to write; a schedule's file and the
 * state belong to the user that the units run as, and a program that root starts touches them as
 * that user, whatever that one has put there. A program that is not root's is who it is. */

#include <stdbool.h>
#include "lib/base/fault.h"

/* Act as the owner of the directory from here on, in every regard, and so do the programs that are
 * started, but for actor_root. One that is root's: root stays root. STATUS_CONFIG where it is not
 * there. */
int actor_begin(const char *dir, struct fault *f);
/* A directory that belongs to that owner; what is there stays as it is. */
int actor_make(const char *dir, struct fault *f);
/* Root again, where it was root that began; and the owner again. STATUS_IO. */
int actor_root(struct fault *f);
int actor_owner(struct fault *f);
bool actor_is_root(void); /* or could be again */

#endif
