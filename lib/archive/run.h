#ifndef ARCHIVE_RUN_H
#define ARCHIVE_RUN_H

/* A run directory as it is about to be archived: its files in the order of their names, and what
 * its own manifest.json (schemas/manifest.json; it need not be there) says of it. The status of the
 * archiving itself (status/archive) is no part of it. Only regular files: a symbolic link, device,
 * pipe or socket, or a name that names.h refuses, refuses the run.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/archive/class.h"
#include "lib/archive/names.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"

struct run_file {
    char *name; /* relative to the directory */
    int64_t size;
};

struct run {
    const char *path; /* the caller's */
    int fd;
    struct run_file *files;
    size_t n, room;
    int64_t bytes;
    when newest;         /* the latest change of a file */
    struct buf manifest; /* manifest.json, checked to be an object; empty if there is none */
    /* What the manifest says; "" and has_created = false where it says nothing. */
    char id[NAME_ID], class[CLASS_NAME];
    bool has_created;
    when created;
    char base[NAME_ID]; /* the directory's own name, "" when it cannot be an id */
};

int run_open(struct run *r, const char *path,
             struct fault *f); /* STATUS_NO_INPUT: missing or empty */
/* A file of it, opened without following links; -1 with a fault. The caller closes it. */
int run_file_open(const struct run *r, const struct run_file *file, struct fault *f);
void run_close(struct run *r);

#endif
