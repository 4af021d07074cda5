#include "lib/base/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "lib/base/buf.h"
#include "lib/base/plain.h"

/* A sentence may hold an argument or an answer from outside: make it safe for a terminal. */
static void keep(struct fault *f, const char *sentence)
{
    struct buf safe = BUF(sizeof f->text - 1);
    plain_add(&safe, span_of(sentence));
    snprintf(f->text, sizeof f->text, "%s", safe.at ? safe.at : "no memory for the message");
    buf_free(&safe);
}

int fault(struct fault *f, int status, const char *format, ...)
{
    char sentence[sizeof f->text];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    f->status = status;
    keep(f, sentence);
    return -1;
}

int fault_errno(struct fault *f, int status, const char *format, ...)
{
    int error = errno;
    char sentence[sizeof f->text];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof sentence)
        snprintf(sentence + n, sizeof sentence - (size_t)n, ": %s", strerror(error));
    f->status = status;
    keep(f, sentence);
    return -1;
}

int fault_at(struct fault *f, const char *format, ...)
{
    char sentence[sizeof f->text];
    char behind[sizeof f->text];
    memcpy(behind, f->text, sizeof behind);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof sentence)
        snprintf(sentence + n, sizeof sentence - (size_t)n, ": %s", behind);
    keep(f, sentence);
    return -1;
}

static void tell(void (*say)(void *, const char *), void *who, const char *format, va_list args)
{
    char sentence[400], line[400];
    if (!say)
        return;
    vsnprintf(sentence, sizeof sentence, format, args);
    struct buf safe = BUF(sizeof line - 1);
    plain_add(&safe, span_of(sentence));
    snprintf(line, sizeof line, "%s", safe.at ? safe.at : "");
    buf_free(&safe);
    say(who, line);
}

void notice(const struct listener *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (l)
        tell(l->notice, l->who, format, args);
    va_end(args);
}

void progress(const struct listener *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (l)
        tell(l->progress, l->who, format, args);
    va_end(args);
}
