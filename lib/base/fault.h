#ifndef BASE_FAULT_H
#define BASE_FAULT_H

/* A fault: an exit status from sysexits.h and one sentence. A library function that fails fills one
 * in and returns -1 (or NULL); only main prints it and ends the program.
 *
 * Wording: no capital, no full stop, no "error:"; say the place and what to do next. Never the
 * content of a record: what a customer said must not reach stderr. */

enum status {
    STATUS_OK = 0,
    STATUS_PARTIAL = 3,      /* some types or calls could not be had, each named */
    STATUS_GROUNDING = 4,    /* grounding below --min-grounding */
    STATUS_CEILING = 5,      /* --max-cost or --max-calls reached; resumable */
    STATUS_USAGE = 64,       /* wrong usage; an expression that does not compile */
    STATUS_BAD_RECORD = 65,  /* a bad record, named by file and line */
    STATUS_NO_INPUT = 66,    /* input missing */
    STATUS_REFUSED = 69,     /* refused for good */
    STATUS_BUG = 70,         /* ours */
    STATUS_NO_MEMORY = 71,   /* no memory */
    STATUS_CANT_CREATE = 73, /* an output file cannot be made */
    STATUS_IO = 74,          /* I/O error, full disk */
    STATUS_TRY_LATER = 75,   /* network, limits, a lock: run again */
    STATUS_PROTOCOL = 76,    /* an answer no schema knows */
    STATUS_RECONNECT = 77,   /* the connection needs a person */
    STATUS_CONFIG = 78,      /* no connection, bad setting, bad key file */
};

struct fault {
    int status; /* enum status; 0 = none */
    char text[400];
};

/* Fill in *f and return -1, so that `return fault(f, ...)` reads well. Text that does not fit is
 * cut. Control characters in it are shown as \xNN: an argument may come from outside. */
int fault(struct fault *f, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same, with strerror(errno) behind the sentence. */
int fault_errno(struct fault *f, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Put a place in front of the sentence: "calls.ndjson:17: " + text. Returns -1. */
int fault_at(struct fault *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How a library speaks without printing: main gives it one of these (any member may be NULL). */
struct listener {
    void (*notice)(void *who, const char *line);   /* a line that stays: a wait, a skipped type */
    void (*progress)(void *who, const char *line); /* replaces the last one; for terminals only */
    void *who;
};

void notice(const struct listener *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void progress(const struct listener *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
