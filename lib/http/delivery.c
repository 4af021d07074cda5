#include "lib/http/delivery.h"

#include "lib/http/http.h"

enum delivery delivery_make(const struct courier *c, delivery_try *once, void *self,
                            struct fault *f)
{
    for (int tried = 1;; tried++) {
        bool again = false;
        int64_t wait_ms = -1;
        *f = (struct fault){0}; /* of the try before */
        enum delivery came = once(self, &again, &wait_ms, f);
        if (came != DELIVERY_REFUSED || !again || tried > c->retries || wait_ms > c->patience_ms)
            return came;
        if (wait_ms < 0)
            wait_ms = http_backoff(tried);
        notice(c->listener, "%s: trying again in %.1f s", f->text, (double)wait_ms / 1000);
        http_sleep(wait_ms);
    }
}
