#include "lib/pack/frame_file.h"

#include <string.h>

bool frame_file_named(const char *path)
{
    size_t len = strlen(path);
    return len > 4 && strcmp(path + len - 4, ".zst") == 0;
}

int frame_file_begin(struct frame_file *w, const char *path, mode_t mode, int64_t threads,
                     struct fault *f)
{
    w->frames = (struct frame_writer){0};
    w->cut = cut_records(&w->frames);
    out_init(&w->out, -1, w->file.path);
    if (file_output(&w->file, path, mode, f) != 0)
        return -1;
    w->out.fd = w->file.fd;
    return frame_begin(&w->frames, &w->out, FRAME_FILE_LEVEL, threads, f);
}

int frame_file_add(struct frame_file *w, struct span bytes, struct fault *f)
{
    return cut_add(&w->cut, bytes, f);
}

int frame_file_sink(void *who, struct span bytes, struct fault *f)
{
    return frame_file_add(who, bytes, f);
}

int frame_file_commit(struct frame_file *w, struct fault *f)
{
    if (cut_rest(&w->cut, f) != 0 || frame_end(&w->frames, f) != 0 || out_flush(&w->out, f) != 0)
        return -1;
    return file_commit(&w->file, f);
}

void frame_file_abandon(struct frame_file *w)
{
    cut_clear(&w->cut);
    frame_clear(&w->frames);
    buf_free(&w->out.held);
    file_abandon(&w->file);
}
