#ifndef HTTP_DELIVERY_H
#define HTTP_DELIVERY_H

/* Handing a message over, once: what came of a try, and when to try again. A message that may have
 * been taken is never handed over a second time. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/fault.h"

enum delivery {
    DELIVERY_REFUSED, /* not taken */
    DELIVERY_DONE,
    DELIVERY_UNSURE, /* all of it went out, and no answer came */
};

struct courier {
    int64_t retries;     /* after the first try */
    int64_t patience_ms; /* the longest wait that a server may ask for */
    int64_t timeout_ms;  /* of one try; 0: two minutes */
    const char *ca_file; /* NULL: the system's certificates */
    const struct listener *listener;
};

/* One try. DELIVERY_REFUSED and DELIVERY_UNSURE with a fault; *again: trying again may help, after
 * *wait_ms where the server says so, else it is -1. */
typedef enum delivery delivery_try(void *self, bool *again, int64_t *wait_ms, struct fault *f);

/* Until it is taken, or may have been, or there is no use, or the tries are used up
 * (STATUS_TRY_LATER). */
enum delivery delivery_make(const struct courier *c, delivery_try *once, void *self,
                            struct fault *f);

#endif
