/* lib/base/file, lock, out: replaced whole or not at all; a cap is a fault; a full disk is told. */
#include "lib/base/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/base/lock.h"
#include "lib/base/out.h"
#include "tests/unit/check.h"

static struct fault f;

static bool holds(const char *path, const char *text)
{
    struct buf b = BUF(1000);
    bool good = file_read(&b, path, &f) == 0 && span_is(buf_view(&b), text);
    buf_free(&b);
    return good;
}

static int files_in(const char *dir)
{
    char command[300];
    snprintf(command, sizeof command, "exit $(ls -A %s | wc -l)", dir);
    pid_t pid = fork();
    if (pid == 0)
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    int status = 0;
    waitpid(pid, &status, 0);
    return WEXITSTATUS(status);
}

#ifndef __SANITIZE_ADDRESS__ /* which ends the process rather than refuse memory */
/* Once memory ran out for a buffer, nothing that may have been made of it goes out. In a child, for
 * that is for good. */
static int starve(const char *path)
{
    struct buf b = BUF((size_t)1 << 62);
    struct out o;
    struct file w;
    int null = open("/dev/null", O_WRONLY);
    out_init(&o, null, "stdout");
    out_line(&o, span_of("text"));
    CHECK(file_begin(&w, path, 0600, &f) == 0 && !buf_ran_out());
    CHECK(buf_room(&b, (size_t)1 << 61) == NULL && buf_ran_out());
    buf_free(&b);
    CHECK(out_clear(&o, &f) == -1 && f.status == STATUS_NO_MEMORY);
    CHECK(file_commit(&w, &f) == -1 && f.status == STATUS_NO_MEMORY);
    file_abandon(&w);
    return check_failed != 0;
}
#endif

int main(void)
{
    char dir[] = "/tmp/callmine-unit-XXXXXX", path[200], other[240], deep[240];
    CHECK(mkdtemp(dir) != NULL);
    snprintf(path, sizeof path, "%s/a", dir);
    snprintf(other, sizeof other, "%s.tmp.999999", path);
    snprintf(deep, sizeof deep, "%s/x/y/z", dir);

    CHECK(file_replace(path, 0600, span_of("one"), &f) == 0 && holds(path, "one"));
    CHECK(file_replace(path, 0600, span_of("two"), &f) == 0 && holds(path, "two") &&
          files_in(dir) == 1);
    struct stat st;
    CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);

    struct file w;
    CHECK(file_begin(&w, path, 0600, &f) == 0 && write(w.fd, "half", 4) == 4);
    CHECK(holds(path, "two"));
    file_abandon(&w);
    CHECK(holds(path, "two") && files_in(dir) == 1);

    CHECK(file_replace(other, 0600, span_of("left"), &f) == 0 && files_in(dir) == 2);
    file_sweep(path);
    CHECK(files_in(dir) == 1 && holds(path, "two"));
    CHECK(file_is_beside("a.tmp.1") && file_is_beside("a.tmp.b.tmp.12"));
    CHECK(!file_is_beside("a.tmp.") && !file_is_beside(".tmp.1") && !file_is_beside("a.tmp.1b") &&
          !file_is_beside("a12") && !file_is_beside("7"));
    snprintf(deep, sizeof deep, "%s/a.tmp.b.tmp.12", dir);
    CHECK(file_replace(deep, 0600, span_of("left"), &f) == 0);
    file_sweep(path);
    CHECK(files_in(dir) == 2);
    file_sweep_one(deep);
    CHECK(files_in(dir) == 1);
    snprintf(deep, sizeof deep, "%s/x/y/z", dir);

    /* What is being written is not swept; what a process left that died is, by the next writer. */
    CHECK(file_begin(&w, path, 0600, &f) == 0 && write(w.fd, "three", 5) == 5);
    file_sweep(path);
    CHECK(file_commit(&w, &f) == 0 && holds(path, "three") && files_in(dir) == 1);
    file_abandon(&w);
    pid_t dies = fork();
    if (dies == 0)
        _exit(file_begin(&w, path, 0600, &f));
    waitpid(dies, NULL, 0);
    CHECK(files_in(dir) == 2);
    CHECK(file_replace(path, 0600, span_of("two"), &f) == 0 && files_in(dir) == 1);

#ifndef __SANITIZE_ADDRESS__
    pid_t starves = fork();
    if (starves == 0)
        _exit(starve(path));
    int starved = 1;
    CHECK(waitpid(starves, &starved, 0) == starves && starved == 0);
    CHECK(holds(path, "two") && files_in(dir) == 1);
#endif

    struct buf b = BUF(2);
    CHECK(file_read(&b, path, &f) == -1 && f.status == STATUS_BAD_RECORD);
    buf_free(&b);
    CHECK(file_read(&b, "/no/such/file", &f) == -1 && f.status == STATUS_NO_INPUT);
    CHECK(file_replace("/dev/null", 0600, span_of("x"), &f) == -1 &&
          f.status == STATUS_CANT_CREATE);
    CHECK(file_replace("/no/such/dir/a", 0600, span_of("x"), &f) == -1 &&
          f.status == STATUS_CANT_CREATE);

    /* Which file it is, and what is written to as it is. */
    char link[240], fifo[240];
    snprintf(link, sizeof link, "%s/link", dir);
    snprintf(fifo, sizeof fifo, "%s/fifo", dir);
    CHECK(symlink("a", link) == 0 && file_same(link, path) && !file_same(path, dir));
    CHECK(!file_same(path, other) && !file_same(dir, dir) && !file_same("/dev/null", "/dev/null"));
    CHECK(!file_will_be(path, path) && file_will_be(other, other));
    snprintf(other, sizeof other, "%s/./fifo", dir);
    CHECK(file_will_be(other, fifo) && !file_will_be(other, "/no/such/dir/fifo"));
    CHECK(mkfifo(fifo, 0600) == 0);
    int reader = open(fifo, O_RDONLY | O_NONBLOCK);
    CHECK(file_replace(fifo, 0600, span_of("x"), &f) == -1 && f.status == STATUS_CANT_CREATE);
    CHECK(file_put(fifo, 0600, span_of("x"), &f) == 0 && read(reader, other, 9) == 1 &&
          lstat(fifo, &st) == 0 && S_ISFIFO(st.st_mode));
    close(reader);
    CHECK(file_put(dir, 0600, span_of("x"), &f) == -1 && f.status == STATUS_CANT_CREATE);
    CHECK(file_put("/dev/full", 0600, span_of("x"), &f) == -1 && f.status == STATUS_IO);
    CHECK(file_put(link, 0600, span_of("three"), &f) == 0 && holds(link, "three") &&
          holds(path, "two"));
    CHECK(unlink(link) == 0 && unlink(fifo) == 0 && files_in(dir) == 1);

    CHECK(file_make_dirs(deep, 0700, &f) == 0 && file_make_dirs(deep, 0700, &f) == 0);
    CHECK(stat(deep, &st) == 0 && S_ISDIR(st.st_mode));
    snprintf(deep, sizeof deep, "%s/a/b", dir);
    CHECK(file_make_dirs(deep, 0700, &f) == -1);

    struct lock one, two;
    snprintf(other, sizeof other, "%s/lock", dir);
    CHECK(lock_take(&one, other, false, &f) == 0);
    CHECK(lock_take(&two, other, false, &f) == -1 && f.status == STATUS_TRY_LATER);
    lock_drop(&one);
    CHECK(lock_take(&two, other, false, &f) == 0);
    lock_drop(&two);

    struct out o;
    int full = open("/dev/full", O_WRONLY);
    out_init(&o, full, "stdout");
    out_line(&o, span_of("text"));
    CHECK(out_check(&o, &f) == 0 && out_flush(&o, &f) == -1 && f.status == STATUS_IO);
    out_line(&o, span_of("more"));
    CHECK(out_clear(&o, &f) == -1);
    close(full);

    CHECK(file_remove(path, &f) == 0 && file_remove(path, &f) == 0);
    char clean[240];
    snprintf(clean, sizeof clean, "rm -rf %s", dir);
    pid_t pid = fork();
    if (pid == 0)
        execl("/bin/sh", "sh", "-c", clean, (char *)NULL);
    waitpid(pid, NULL, 0);
    return check_end();
}
