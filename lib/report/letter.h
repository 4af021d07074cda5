#ifndef REPORT_LETTER_H
#define REPORT_LETTER_H

/* A mail as it is sent: RFC 5322, MIME (RFC 2045 to 2047, 2231), lines that end with CRLF, ASCII
 * only. The same letter gives the same bytes: its boundaries and Message-ID are made from what is
 * in it, and nothing else of the machine or the moment is.
 *
 * Nothing can leave its place: a subject or name that is more than plain ASCII is an encoded word,
 * a file's name an encoded parameter, and an address is taken only when it is one. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum { LETTER_ADDRESSES = 50, LETTER_FILES = 20, LETTER_BYTES = 25 << 20 };

/* user@example.com, or: A name <user@example.com>. ASCII, as one that SMTP carries everywhere. */
struct letter_address {
    struct span name; /* empty: none */
    char address[256];
};

struct letter_file {
    struct span name; /* as the reader sees it: without directories */
    struct buf bytes;
};

struct letter {
    struct letter_address from, to[LETTER_ADDRESSES];
    size_t nto;
    struct buf subject, plain, html;
    struct letter_file files[LETTER_FILES];
    size_t nfiles;
    when date;
};

/* STATUS_CONFIG with what is wrong with `what`; the text stays the caller's. */
int letter_from(struct letter *l, const char *text, const char *what, struct fault *f);
int letter_to(struct letter *l, const char *text, const char *what,
              struct fault *f); /* one or more, with commas between */
/* Read the files to be attached, named as the files are. */
int letter_attach(struct letter *l, const struct texts *paths, struct fault *f);
/* STATUS_REFUSED when it is larger than most servers take (LETTER_BYTES). */
int letter_write(const struct letter *l, struct buf *b, struct fault *f);
/* SHA-256 of all but the date. */
void letter_digest(const struct letter *l, char text[static 65]);
void letter_clear(struct letter *l);

/* Parts, for the letter's own files: a header's text, folded; a file's name as a parameter. */
void letter_words(struct buf *b, struct span text);
void letter_parameter(struct buf *b, const char *name, struct span value);
void letter_quoted(struct buf *b, struct span text); /* quoted-printable */
void letter_base64(struct buf *b, struct span bytes);

#endif
