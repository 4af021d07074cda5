#ifndef HTTP_LIBCURL_H
#define HTTP_LIBCURL_H

/* libcurl, for lib/http only: started once for all its users, with memory that is wiped when it is
 * given back (memory.h). */

#include <curl/curl.h>
#include "lib/base/fault.h"

int libcurl_begin(struct fault *f); /* then libcurl_end, once each */
void libcurl_end(void);

/* What holds of every connection: these protocols alone, TLS of 1.2 or newer with the peer and its
 * name verified (by `ca_file` alone, if there is one), no proxy, no .netrc, no signals. */
void libcurl_policy(CURL *e, const char *protocols, const char *ca_file);

#endif
