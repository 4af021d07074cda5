#ifndef BASE_OPTION_H
#define BASE_OPTION_H

/* The option table: parsing, --help, the man page's options and shell completion come from it. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"

enum option_kind {
    OPTION_FLAG,   /* bool *           --verbose */
    OPTION_TEXT,   /* const char **    --zone ZONE; the last one wins */
    OPTION_FILE,   /* const char **    a file that is read; the same, completed as a file name */
    OPTION_FILES,  /* struct texts *   the same, may be given more than once */
    OPTION_OUTPUT, /* const char **    a file that is written, instead of stdout */
    OPTION_ASIDE,  /* const char **    a file that is written, beside what stdout gets */
    OPTION_LIST,   /* struct texts *   may be given more than once */
    OPTION_CHOICE, /* const char **    one of `choices`, "a|b|c" */
    OPTION_COUNT,  /* int64_t *        a whole number >= 0 */
    OPTION_NUMBER, /* struct number *  a decimal number, with `given` */
    OPTION_HEADING /* not an option: `help` is a heading in --help */
};

struct texts {
    const char **at;
    size_t n;
};

struct number {
    double value;
    bool given;
    const char *text;
};

struct option_row {
    const char *name; /* long name, without "--" */
    char letter;      /* one-letter name, or 0 */
    enum option_kind kind;
    void *to;
    const char *arg; /* what --help calls the argument; NULL for flags */
    const char *help;
    const char *choices; /* OPTION_CHOICE: "html|md"; also completes OPTION_TEXT and OPTION_LIST */
};

#define OPTION_END                                                                                 \
    {                                                                                              \
        NULL, 0, OPTION_FLAG, NULL, NULL, NULL, NULL                                               \
    }

/* A word before the options that chooses what is done: gong-auth connect. */
struct option_command {
    const char *name;
    const char *operands; /* "FILE..." or "" */
    const char *help;
};

struct usage {
    const char *program;
    const char *summary;  /* one line */
    const char *operands; /* "[FILE...]" */
    const char *details;  /* paragraphs and examples after the options; may be NULL */
    const struct option_command *commands; /* ends with a NULL name; NULL = none */
    const struct option_row *rows;         /* ends with OPTION_END */
};

struct parsed {
    const char *command; /* which of usage.commands; NULL if there are none */
    char **operands;     /* into argv */
    int n;
    struct buf answer; /* not empty: --help or --version and the like were asked; print it and end
                          with 0 */
    struct texts *lists[16];
    int nlists;
};

/* Parse. Wrong usage is STATUS_USAGE, with what to do. `--` ends the options; options may follow
 * operands. Besides the table it knows --help, --version, --help-mdoc (the man page's OPTIONS) and
 * --help-bash. A file that is to be written and is also read, or is to be written twice, is wrong
 * usage, by whatever names: it would be lost (option_apart). */
int option_parse(struct parsed *p, const struct usage *u, int argc, char **argv, struct fault *f);

/* Whether the file of that path is one that is read here: an operand, stdin, the value of a row of
 * OPTION_FILE or OPTION_FILES. Regular files only, compared by device and inode. */
bool option_reads(const struct parsed *p, const struct usage *u, const char *path);
/* Each row of OPTION_OUTPUT and OPTION_ASIDE names a file of its own. */
int option_apart(const struct parsed *p, const struct usage *u, struct fault *f);
void option_clear(struct parsed *p); /* frees the lists and the answer */

#endif
