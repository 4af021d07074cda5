#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/* A fuzz target is a file: LLVMFuzzerTestOneInput, and MUST for what has to hold of every input. */

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond)                                                                                 \
    do {                                                                                           \
        if (!(cond)) {                                                                             \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #cond);                     \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static inline struct span fuzz_span(const uint8_t *data, size_t size)
{
    return (struct span){(const char *)data, size};
}

/* The bytes up to the next line feed, off the front of *rest; the last part may be empty. */
static inline struct span fuzz_part(struct span *rest)
{
    const char *cut = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    struct span part = {rest->at, cut ? (size_t)(cut - rest->at) : rest->len};
    size_t used = part.len + (cut != NULL);
    *rest = (struct span){rest->at + used, rest->len - used};
    return part;
}

/* The same as a C string: up to its first NUL; free it. */
static inline char *fuzz_text(struct span s)
{
    char *text = s.len ? strndup(s.at, s.len) : strdup("");
    MUST(text);
    return text;
}

static char fuzz_path[64];

static inline void fuzz_unlink(void)
{
    unlink(fuzz_path);
}

/* A file of this process, in memory where there is such a file system, that holds these bytes. */
static inline const char *fuzz_file(struct span bytes)
{
    if (!fuzz_path[0]) {
        snprintf(fuzz_path, sizeof fuzz_path, "%s/callmine-fuzz-XXXXXX",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        int made = mkstemp(fuzz_path);
        MUST(made >= 0);
        close(made);
        atexit(fuzz_unlink);
    }
    int fd = open(fuzz_path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    MUST(fd >= 0);
    while (bytes.len) {
        ssize_t n = write(fd, bytes.at, bytes.len);
        MUST(n > 0);
        bytes = (struct span){bytes.at + n, bytes.len - (size_t)n};
    }
    close(fd);
    return fuzz_path;
}

#endif
