#include "lib/archive/contents.h"

#include <string.h>
#include "lib/json/json.h"

enum { VERSION_OF_LIST = 1 };

static int damaged(struct fault *f)
{
    return fault(f, STATUS_BAD_RECORD, "its list of contents is damaged");
}

void contents_add_head(struct buf *b, const struct contents_head *head)
{
    struct json_writer w = {.b = b};
    struct buf created = BUF(64);
    when_format(&created, head->created);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", VERSION_OF_LIST);
    json_put_text(&w, "kind", span_of("bundle"));
    json_put_text(&w, "id", span_of(head->id));
    json_put_text(&w, "class", span_of(head->class));
    json_put_text(&w, "created", buf_view(&created));
    json_put_text(&w, "callmine", span_of(head->callmine));
    json_put_int(&w, "members", head->members);
    json_put_int(&w, "bytes", head->bytes);
    json_put_int(&w, "frames", head->frames);
    json_close(&w, '}');
    buf_byte(b, '\n');
    buf_free(&created);
}

void contents_add_member(struct buf *b, const struct contents_member *m)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_text(&w, "name", m->name);
    json_put_int(&w, "frame", m->frame);
    json_put_int(&w, "offset", m->offset);
    json_put_int(&w, "size", m->size);
    json_put_text(&w, "sha256", span_of(m->sha256));
    json_close(&w, '}');
    buf_byte(b, '\n');
}

void contents_add_frame(struct buf *b, int64_t frame, const char *sha256)
{
    buf_format(b, "{\"frame\":%lld,\"sha256\":\"%s\"}\n", (long long)frame, sha256);
}

void contents_seal(struct buf *b)
{
    char seal[DIGEST_TEXT];
    digest_of(buf_view(b), seal);
    buf_format(b, "{\"seal\":\"%s\"}\n", seal);
}

/* ---- reading a line ---- */

/* A string member, as it stands between its quotes: what we write needs no escapes. */
static bool text_of(struct span line, const char *name, struct span *text)
{
    struct span value = json_get(line, name);
    if (json_kind(value) != JSON_STRING || memchr(value.at, '\\', value.len))
        return false;
    *text = (struct span){value.at + 1, value.len - 2};
    return true;
}

static bool copy_of(struct span line, const char *name, char *to, size_t size)
{
    struct span text;
    if (!text_of(line, name, &text) || text.len == 0 || text.len >= size)
        return false;
    memcpy(to, text.at, text.len);
    to[text.len] = '\0';
    return true;
}

static bool count_of(struct span line, const char *name, int64_t *n)
{
    return json_integer(json_get(line, name), n) && *n >= 0;
}

static bool sum_of(struct span line, const char *name, char to[static DIGEST_TEXT])
{
    return copy_of(line, name, to, DIGEST_TEXT) &&
           strspn(to, "0123456789abcdef") == DIGEST_TEXT - 1;
}

static bool begins(struct span line, const char *with)
{
    size_t n = strlen(with);
    return line.len >= n && memcmp(line.at, with, n) == 0;
}

/* Every line that we write begins with its kind, which is how a search in the middle tells them
 * apart. */
static int kind_of(struct span line)
{
    return begins(line, "{\"name\":")    ? CONTENTS_MEMBER
           : begins(line, "{\"frame\":") ? CONTENTS_FRAME
           : begins(line, "{\"seal\":")  ? CONTENTS_SEAL
           : begins(line, "{\"v\":")     ? CONTENTS_HEAD
                                         : CONTENTS_BAD;
}

static bool read_member(struct contents_member *m, struct span line)
{
    struct fault ignored;
    struct span object;
    return json_check(line, &object, &ignored) == 0 && text_of(object, "name", &m->name) &&
           name_is_member(m->name) && count_of(object, "frame", &m->frame) &&
           count_of(object, "offset", &m->offset) && count_of(object, "size", &m->size) &&
           sum_of(object, "sha256", m->sha256);
}

static bool read_frame(struct contents_member *m, struct span line)
{
    struct fault ignored;
    struct span object;
    return json_check(line, &object, &ignored) == 0 && count_of(object, "frame", &m->frame) &&
           sum_of(object, "sha256", m->sha256);
}

static bool first_line(struct span *line, struct span text)
{
    const char *end = text.len ? memchr(text.at, '\n', text.len) : NULL;
    if (end)
        *line = (struct span){text.at, (size_t)(end - text.at)};
    return end != NULL;
}

int contents_head(struct contents_head *head, struct span text, struct fault *f)
{
    struct fault ignored;
    struct span line, object, created, kind;
    int64_t v;
    *head = (struct contents_head){0};
    if (!first_line(&line, text) || json_check(line, &object, &ignored) != 0 ||
        kind_of(line) != CONTENTS_HEAD || !text_of(object, "kind", &kind) ||
        !span_is(kind, "bundle") || !count_of(object, "v", &v))
        return damaged(f);
    if (v != VERSION_OF_LIST)
        return fault(f, STATUS_BAD_RECORD, "a bundle of a later version; read it with that one");
    if (!copy_of(object, "id", head->id, sizeof head->id) || !name_is_id(span_of(head->id)) ||
        !copy_of(object, "class", head->class, sizeof head->class) ||
        !copy_of(object, "callmine", head->callmine, sizeof head->callmine) ||
        !text_of(object, "created", &created) ||
        when_parse(&head->created, created, &ignored) != 0 ||
        !count_of(object, "members", &head->members) || !count_of(object, "bytes", &head->bytes) ||
        !count_of(object, "frames", &head->frames))
        return damaged(f);
    return 0;
}

/* ---- walking ---- */

void contents_walk(struct contents_walk *w, struct span text)
{
    *w = (struct contents_walk){.rest = text};
}

bool contents_next(struct contents_walk *w)
{
    if (!first_line(&w->line, w->rest))
        return false;
    w->rest.at += w->line.len + 1;
    w->rest.len -= w->line.len + 1;
    w->kind = kind_of(w->line);
    if ((w->kind == CONTENTS_MEMBER && !read_member(&w->member, w->line)) ||
        (w->kind == CONTENTS_FRAME && !read_frame(&w->member, w->line)))
        w->kind = CONTENTS_BAD;
    return true;
}

static int order(struct span a, struct span b)
{
    int c = memcmp(a.at, b.at, a.len < b.len ? a.len : b.len);
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

static bool sealed(struct span text)
{
    static const char form[] = "{\"seal\":\"";
    enum { SEAL_LINE = sizeof form - 1 + DIGEST_TEXT - 1 + 3 };
    char seal[DIGEST_TEXT];
    if (text.len < SEAL_LINE)
        return false;
    digest_of((struct span){text.at, text.len - SEAL_LINE}, seal);
    const char *line = text.at + text.len - SEAL_LINE;
    return memcmp(line, form, sizeof form - 1) == 0 &&
           memcmp(line + sizeof form - 1, seal, DIGEST_TEXT - 1) == 0 &&
           memcmp(text.at + text.len - 3, "\"}\n", 3) == 0;
}

int contents_check(struct span text, struct fault *f)
{
    struct contents_head head;
    struct contents_walk w;
    struct span last = SPAN_NONE;
    int64_t members = 0, frames = 0, bytes = 0;
    int stage = CONTENTS_HEAD;
    if (!sealed(text))
        return damaged(f);
    if (contents_head(&head, text, f) != 0)
        return -1;
    contents_walk(&w, text);
    contents_next(&w);
    while (contents_next(&w)) {
        if (w.kind == CONTENTS_BAD || w.kind == CONTENTS_HEAD || (int)w.kind < stage ||
            stage == CONTENTS_SEAL)
            return damaged(f);
        stage = (int)w.kind;
        if (w.kind == CONTENTS_MEMBER) {
            if ((last.at && order(last, w.member.name) >= 0) || w.member.size > INT64_MAX - bytes)
                return damaged(f);
            last = w.member.name;
            bytes += w.member.size;
            members++;
        } else if (w.kind == CONTENTS_FRAME && w.member.frame != frames++) {
            return damaged(f);
        }
    }
    if (stage != CONTENTS_SEAL || members != head.members || frames != head.frames ||
        bytes != head.bytes)
        return damaged(f);
    return 0;
}

/* Where the name's line is, seen from this one: before (> 0), behind (< 0), or here. False: no line
 * of ours. */
static bool compare(struct contents_member *m, struct span line, struct span name, int *c)
{
    switch (kind_of(line)) {
    case CONTENTS_HEAD: *c = -1; return true;
    case CONTENTS_FRAME: /* and the seal: behind all members */
    case CONTENTS_SEAL: *c = 1; return true;
    case CONTENTS_MEMBER:
        if (!read_member(m, line))
            return false;
        *c = order(m->name, name);
        return true;
    default: return false;
    }
}

/* Search by halves over the bytes: from a place in the middle, the line that it is in. */
int contents_find(struct contents_member *m, struct span text, struct span name, struct fault *f)
{
    size_t low = 0, high = text.len; /* the line begins at or after low, before high */
    while (low < high) {
        size_t at = low + (high - low) / 2;
        while (at > low && text.at[at - 1] != '\n')
            at--;
        struct span line;
        int c;
        *m = (struct contents_member){0};
        if (!first_line(&line, (struct span){text.at + at, text.len - at}) ||
            !compare(m, line, name, &c))
            return damaged(f);
        if (c == 0)
            return 1;
        if (c < 0)
            low = at + line.len + 1;
        else
            high = at;
    }
    return 0;
}

int contents_narrow(struct contents_range *range, struct span piece, size_t at, struct span name,
                    struct fault *f)
{
    struct contents_member m = {0};
    struct span before, line;
    int c;
    if (!first_line(&before, piece))
        return damaged(f);
    size_t skip = before.len + 1;
    if (!first_line(&line, (struct span){piece.at + skip, piece.len - skip}) ||
        !compare(&m, line, name, &c))
        return damaged(f);
    if (c <= 0)
        range->low = at + skip;
    else
        range->high = at + skip;
    return 0;
}
