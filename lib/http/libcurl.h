#ifndef HTTP_LIBCURL_H
#define HTTP_LIBCURL_H

/* libcurl, for lib/http only: started once for all its users, with memory that is wiped when it is
 * given back (memory.h). */

#include "lib/base/fault.h"

int libcurl_begin(struct fault *f); /* then libcurl_end, once each */
void libcurl_end(void);

#endif
