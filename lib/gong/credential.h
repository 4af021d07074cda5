#ifndef GONG_CREDENTIAL_H
#define GONG_CREDENTIAL_H

/* Two secrets that belong together (access key and its secret, client id and its secret), as people
 * keep them in a file: two lines; one line "first:second"; or a JSON object with members accessKey
 * and accessKeySecret, key and secret, or client_id and client_secret. */

#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

/* Add to *first, *second. STATUS_USAGE, with nothing of the text in it. */
int credential_read(struct buf *first, struct buf *second, struct span text, struct fault *f);

/* One part as typed or pasted: blanks around it cut off; empty, or with a blank or control
 * character or more than ASCII within, it is none. */
int credential_part(struct buf *b, struct span text, const char *what, struct fault *f);

#endif
