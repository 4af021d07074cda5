#ifndef TESTS_UNIT_CHECK_H
#define TESTS_UNIT_CHECK_H

/* A unit test is a program: CHECK what must hold, and return check_end() from main. */

#include <stdio.h>

static int check_failed, check_done;

#define CHECK(cond)                                                                                \
    do {                                                                                           \
        check_done++;                                                                              \
        if (!(cond)) {                                                                             \
            check_failed++;                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #cond);                     \
        }                                                                                          \
    } while (0)

static inline int check_end(void)
{
    printf("%s: %d checks, %d failed\n", __BASE_FILE__, check_done, check_failed);
    return check_failed != 0;
}

#endif
