#ifndef ANALYZE_ARRAY_H
#define ANALYZE_ARRAY_H

/* An array that is filled anew for each record and keeps its room, so that a long stream of calls
 * costs no allocation once the longest call was seen. */

#include <stdint.h>
#include <stdlib.h>
#include "lib/base/fault.h"

/* Room for `need` elements of `size` bytes at *at. Room grows by half; the new part is not cleared.
 */
static inline int array_room(void *at, size_t *room, size_t need, size_t size, struct fault *f)
{
    if (need <= *room)
        return 0;
    size_t more = need + need / 2 + 16;
    void **array = at;
    void *grown = more > SIZE_MAX / size ? NULL : realloc(*array, more * size);
    if (!grown)
        return fault(f, STATUS_NO_MEMORY, "no memory for a call's words");
    *array = grown;
    *room = more;
    return 0;
}

#endif
