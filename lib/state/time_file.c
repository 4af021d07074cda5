#include "lib/state/time_file.h"

#include <unistd.h>
#include "lib/base/file.h"

int time_file_put(const char *path, when t, struct fault *f)
{
    struct buf text = BUF(64);
    when_format(&text, t);
    buf_byte(&text, '\n');
    int rc = buf_check(&text, path, f);
    if (rc == 0)
        rc = file_replace(path, 0600, buf_view(&text), f);
    buf_free(&text);
    return rc;
}

int time_file_read(const char *path, bool *there, when *t, struct fault *f)
{
    struct buf text = BUF(256);
    struct fault none;
    *there = access(path, F_OK) == 0;
    int rc = *there ? file_read(&text, path, f) : 0;
    struct span line = buf_view(&text);
    if (line.len && line.at[line.len - 1] == '\n')
        line.len--;
    if (rc == 0 && *there)
        rc = when_parse(t, line, &none) != 0;
    buf_free(&text);
    return rc;
}
