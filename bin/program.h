#ifndef BIN_PROGRAM_H
#define BIN_PROGRAM_H

/* What only main may do: speak on stderr, and end. Every program begins with program_begin and
 * returns what program_end says. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/fault.h"
#include "lib/base/file.h"
#include "lib/base/option.h"
#include "lib/base/out.h"
#include "lib/json/stream.h"

/* Rows that several programs share, so that they are worded once. */
#define ROW_REJECT(to)                                                                             \
    {                                                                                              \
        "reject", 0, OPTION_ASIDE, (to), "FILE", "set bad records aside in FILE and go on", NULL   \
    }
#define ROW_LEDGER(to)                                                                             \
    {                                                                                              \
        "ledger", 0, OPTION_ASIDE, (to), "FILE",                                                   \
            "write a line to FILE for each call that leaves here", NULL                            \
    }
#define ROW_PROFILE(to)                                                                            \
    {                                                                                              \
        "profile", 'p', OPTION_TEXT, (to), "NAME", "which connection to use (\"default\")", NULL   \
    }
#define ROW_KEY_FILE(to)                                                                           \
    {                                                                                              \
        "key-file", 0, OPTION_FILE, (to), "FILE",                                                  \
            "the key of the credential store, if it is not in its usual place", NULL               \
    }
#define ROW_NOW(to)                                                                                \
    {                                                                                              \
        "now", 0, OPTION_TEXT, (to), "TIME", "go by this time (RFC 3339) and not by the clock",    \
            NULL                                                                                   \
    }
#define ROW_THREADS(to)                                                                            \
    {                                                                                              \
        "threads", 0, OPTION_COUNT, (to), "N", "work on N parts at once (the cores it may use)",   \
            NULL                                                                                   \
    }
#define ROW_TRUSTED(to)                                                                            \
    {                                                                                              \
        "trusted", 0, OPTION_FLAG, (to), NULL,                                                     \
            "the input was checked before: pass over lines that cannot match", NULL                \
    }
#define ROW_OUTPUT(to)                                                                             \
    {                                                                                              \
        "output", 'o', OPTION_OUTPUT, (to), "FILE",                                                \
            "write to FILE, whole or not at all; FILE.zst is packed", NULL                         \
    }

/* True: go on. False: --help or the like was answered, or the usage was wrong; return
 * program_end(). */
static inline bool program_begin(struct parsed *p, const struct usage *u, int argc, char **argv,
                                 struct fault *f)
{
    file_standard();
    if (option_parse(p, u, argc, argv, f) != 0)
        return false;
    if (p->answer.len == 0 && p->n && !u->commands && u->operands[0] == '\0') {
        fault(f, STATUS_USAGE, "it reads no files: see --help");
        return false;
    }
    if (p->answer.len == 0)
        return true;
    struct out out;
    out_init(&out, STDOUT_FILENO, "stdout");
    out_span(&out, buf_view(&p->answer));
    out_clear(&out, f);
    return false;
}

/* argv, or --help where nothing was said: for programs whose first word says what to do. */
static inline char **program_said(int *argc, char **argv)
{
    static char option[] = "--help";
    static char *help[3];
    if (*argc >= 2)
        return argv;
    help[0] = argv[0];
    help[1] = option;
    *argc = 2;
    return help;
}

/* Print the fault, free the options, and give main's return value. */
static inline int program_end(struct parsed *p, const struct usage *u, const struct fault *f)
{
    if (f->status != STATUS_OK && f->text[0] != '\0')
        fprintf(stderr, "%s: %s\n", u->program, f->text);
    option_clear(p);
    return f->status;
}

/* A listener on stderr: notices as lines, progress only on a terminal. `who` is the program's name.
 */
static inline void program_notice(void *who, const char *line)
{
    fprintf(stderr, "%s%s: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "", (const char *)who, line);
}

static inline void program_progress(void *who, const char *line)
{
    fprintf(stderr, "\r\033[K%s: %s", (const char *)who, line);
    if (line[0] == '\0')
        fprintf(stderr, "\r\033[K");
}

static inline struct listener program_listener(const char *program)
{
    return (struct listener){.notice = program_notice,
                             .progress = isatty(STDERR_FILENO) ? program_progress : NULL,
                             .who = (void *)(size_t)program};
}

/* The record loop; bad records that were set aside are counted on stderr. */
static inline int program_stream(const struct usage *u, struct stream *s, const struct stage *stage,
                                 struct fault *f)
{
    int done = stream_run(s, stage, f);
    if (s->reject && s->bad)
        fprintf(stderr, "%s: %lld bad record%s set aside in %s\n", u->program, (long long)s->bad,
                s->bad == 1 ? "" : "s", s->reject);
    return done;
}

#endif
