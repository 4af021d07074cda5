#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

/* Several formats at once, each once, in the order of formats[]. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/report/format.h"

enum { FORMATS_MOST = 16 };
struct formats {
    const struct format *at[FORMATS_MOST];
    size_t n;
};
/* "html,csv"; NULL: all there are. STATUS_USAGE for a name that is none. */
int formats_read(struct formats *s, const char *names, struct fault *f);
/* Each file that they are, with the options for it: beside a page of more calls than have their
 * cards in it the page of cards, which it then links to. Stops at -1. */
typedef int format_make(void *who, const struct format *format,
                        const struct format_options *options, struct fault *f);
int formats_each(const struct formats *s, const struct rollup *u,
                 const struct format_options *options, format_make *make, void *who,
                 struct fault *f);
/* STATUS_USAGE if one of their files in the directory is used otherwise, and would be lost. */
int formats_apart(const struct formats *s, const char *dir,
                  bool (*used)(void *who, const char *path), void *who, struct fault *f);
/* Their files in a directory, which is made (0700) if it is not there: all of them whole before the
 * first takes its place. A page of cards of before that no page links to any more goes. */
int formats_files(const struct formats *s, const struct rollup *u,
                  const struct format_options *options, const char *dir, struct fault *f);

#endif
