#ifndef HTTP_MEMORY_H
#define HTTP_MEMORY_H

/* Memory for libcurl. It holds the Authorization header and the answers, so what is given back is
 * wiped first. And curl says "out of memory" also of a header line that is beyond a limit of its
 * own: whether there was none is known here. */

#include <stdbool.h>
#include <stddef.h>

void *memory_new(size_t size);
void *memory_zeroed(size_t n, size_t size);
void *memory_resize(void *p, size_t size);
char *memory_text(const char *text); /* a copy */
void memory_free(void *p);

/* Whether there was none, in this thread, since memory_forget. */
bool memory_ran_out(void);
void memory_forget(void);

#endif
