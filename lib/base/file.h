#ifndef BASE_FILE_H
#define BASE_FILE_H

/* Files read whole with a cap, and files replaced so that a reader sees the old one or the new one,
 * also after a crash: written beside, fsynced, renamed, the directory fsynced. Whoever writes
 * beside holds a lock (flock) on that file, and the next who replaces the same path removes what is
 * not locked: a killed process leaves nothing for long.
 *
 * What is no regular file, as a device or a FIFO, is never replaced. */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

/* Of the descriptors 0 to 2 those that are closed are opened in a way in which their use fails:
 * else the next file that is opened would be stdout. Before any is. */
void file_standard(void);

/* Append the whole file to *b (at most b->limit bytes). "-" is stdin. STATUS_NO_INPUT if it is
 * missing. */
int file_read(struct buf *b, const char *path, struct fault *f);
/* The same of a file that is open, from where it stands; path is for the fault. */
int file_read_open(struct buf *b, int fd, const char *path, struct fault *f);

/* Whether both paths lead to one regular file, by device and inode. */
bool file_same(const char *a, const char *b);
/* Whether both name a file that is not there yet, in one directory. */
bool file_will_be(const char *a, const char *b);

/* A file being replaced. */
struct file {
    int fd;
    bool straight; /* written to as it is: not replaced, nothing to rename */
    char path[4096];
    char beside[4096 + 24]; /* path.tmp.PID */
};
int file_begin(struct file *w, const char *path, mode_t mode, struct fault *f);
/* The same for a path that a person named. What is no regular file is opened and written to as it
 * comes, a FIFO when it has a reader; so is, through the descriptor that is open, what stdout or
 * stderr goes to (/dev/stderr). */
int file_output(struct file *w, const char *path, mode_t mode, struct fault *f);
int file_commit(struct file *w, struct fault *f); /* fsync, rename, fsync the directory */
void file_abandon(struct file *w);                /* remove what was written; safe after commit */

/* All of the bytes, in however many pieces the system takes them; path is for the fault. */
int file_write(int fd, struct span bytes, const char *path, struct fault *f);

int file_replace(const char *path, mode_t mode, struct span bytes, struct fault *f); /* all three */
int file_put(const char *path, mode_t mode, struct span bytes,
             struct fault *f);                      /* the same with file_output */
int file_remove(const char *path, struct fault *f); /* and fsync the directory; missing is fine */
int file_make_dirs(const char *path, mode_t mode,
                   struct fault *f); /* mkdir -p; what exists is kept */
int file_sync_dir(const char *dir, struct fault *f);
/* A file that nobody can find and that is gone with the process, for what does not fit into memory:
 * beside that path, or in $TMPDIR where it is NULL. The descriptor; -1 with STATUS_CANT_CREATE. */
int file_nameless(const char *beside, struct fault *f);
/* Whether a name is one that file_begin writes beside: <file>.tmp.<number>. */
bool file_is_beside(const char *name);
/* Remove path.tmp.N left by processes that were killed; file_begin and file_remove do it too. */
void file_sweep(const char *path);
void file_sweep_dir(const char *dir);    /* all of them, whatever path they are of */
void file_sweep_one(const char *beside); /* that one */

#endif
