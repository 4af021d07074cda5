#ifndef RUN_ARGUMENT_WORDS_H
#define RUN_ARGUMENT_WORDS_H

/* The words of a setting that a pipeline hands to the shell: blanks stand between them; 'single'
 * and "double" quotes and a backslash keep what is in them together. What would make the shell do
 * more than that, as $, `, ;, | and * outside of quotes, is refused: a setting runs no commands,
 * and what is read here is what bash reads. */

#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/fault.h"

struct argument_words {
    char **at; /* ends with NULL, as execv takes it */
    size_t n;
};

/* In the arena. STATUS_CONFIG, with what stands in the way. */
int argument_words_read(struct argument_words *w, struct arena *a, const char *text,
                        struct fault *f);

#endif
