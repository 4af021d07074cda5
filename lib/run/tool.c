#include "lib/run/tool.h"

#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/run/child.h"

enum { WORDS = 1 << 20 };

int tool_rewind(int file, struct fault *f)
{
    return lseek(file, 0, SEEK_SET) == 0 ? 0 : fault_errno(f, STATUS_IO, "a file in between");
}

static int read_file(struct buf *b, int file, struct fault *f)
{
    return tool_rewind(file, f) == 0 ? file_read_open(b, file, "a file in between", f) : -1;
}

/* What the program said last, without its name: it becomes a part of our own sentence. */
static int blame(const char *program, int status, int log, struct fault *f)
{
    struct buf said = BUF(WORDS);
    struct fault ignored = {0};
    size_t n = strlen(program);
    if (read_file(&said, log, &ignored) != 0 || !said.len) {
        buf_free(&said);
        return fault(f, status, "%s ended with %d", program, status);
    }
    size_t len = said.len - (said.at[said.len - 1] == '\n');
    const char *before = memrchr(said.at, '\n', len), *line = before ? before + 1 : said.at;
    len -= (size_t)(line - said.at);
    if (len > n + 2 && strncmp(line, program, n) == 0 && strncmp(line + n, ": ", 2) == 0) {
        line += n + 2;
        len -= n + 2;
    }
    fault(f, status, "%.*s", (int)len, line);
    buf_free(&said);
    return -1;
}

int tool_run(char *const *argv, int in, int out, struct fault *f)
{
    int status, log = file_nameless(NULL, f);
    if (log < 0)
        return -1;
    int rc = child_run(&(struct child){.argv = argv, .in = in, .out = out, .log = log}, &status, f);
    if (rc == 0 && status != 0)
        rc = blame(argv[0], status, log, f);
    close(log);
    return rc;
}

int tool_read(char *const *argv, int in, struct buf *b, struct fault *f)
{
    int out = file_nameless(NULL, f);
    if (out < 0)
        return -1;
    int rc = tool_run(argv, in, out, f) != 0 || read_file(b, out, f) != 0 ? -1 : 0;
    close(out);
    return rc;
}
