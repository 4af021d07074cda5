#ifndef BASE_CREW_H
#define BASE_CREW_H

/* Work that several threads do and that is given back in the order in which it was put in.
 *
 * The caller has slots, numbered from 0: it fills the one that crew_free_slot names, puts it in,
 * and gets the oldest back when its work is done. Only one thread, the caller's, does all this; a
 * slot is a worker's from put to take, and the caller's else. The caller is one of the threads:
 * where it would have to wait, it works. So nobody is woken but who ran out of work, and where the
 * system gives no threads, the caller does it all. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"

enum { CREW_THREADS = 16, CREW_SLOTS = 2 * CREW_THREADS }; /* at most */

struct crew;

/* work: called with a thread's number, from 0, and a slot. threads: 0 = as many as there are cores
 * for this process, but not more than CREW_THREADS. */
typedef void crew_work(void *self, size_t thread, size_t slot);
struct crew *crew_new(int64_t threads, crew_work *work, void *self, struct fault *f);
void crew_free(struct crew *c); /* what was not taken is left undone, or done and forgotten */

bool crew_full(const struct crew *c); /* take one before the next is put in */
bool crew_empty(const struct crew *c);
size_t crew_free_slot(const struct crew *c);
void crew_put(struct crew *c);
size_t crew_take(struct crew *c); /* waits for the oldest; not when the crew is empty */

size_t crew_size(int64_t threads); /* how many that makes */

#endif
