#include "lib/report/letter.h"

#include <ctype.h>
#include <string.h>
#include "lib/base/file.h"
#include "lib/report/dress.h"
#include "lib/state/digest.h"

enum { NAME = 255, BOUNDARY = 24 };

/* ---- addresses ---- */

static struct span trimmed(struct span s)
{
    while (s.len && strchr(" \t", *s.at))
        s = (struct span){s.at + 1, s.len - 1};
    while (s.len && strchr(" \t", s.at[s.len - 1]))
        s.len--;
    return s;
}

/* RFC 5321 without quoted local parts and address literals. */
static bool is_address(struct span s)
{
    const char *at = memchr(s.at, '@', s.len);
    size_t local = at ? (size_t)(at - s.at) : 0;
    if (local == 0 || local > 64 || s.len - local < 2 || s.len > 254)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        bool fine = isalnum(c) && c < 0x80;
        if (i < local)
            fine = fine || (c && strchr(".!#$%&'*+/=?^_`{|}~-", c));
        else if (i > local)
            fine = fine || c == '.' || c == '-';
        else
            fine = true;
        bool dot = c == '.' && (i == 0 || i + 1 == s.len || s.at[i + 1] == '.' ||
                                s.at[i + 1] == '@' || s.at[i - 1] == '@');
        if (!fine || dot)
            return false;
    }
    return true;
}

static int read_address(struct letter_address *a, struct span text, const char *what,
                        struct fault *f)
{
    struct span s = trimmed(text), name = {"", 0};
    const char *open = s.len ? memrchr(s.at, '<', s.len) : NULL;
    if (open && s.at[s.len - 1] == '>') {
        name = trimmed((struct span){s.at, (size_t)(open - s.at)});
        s = trimmed((struct span){open + 1, s.len - (size_t)(open - s.at) - 2});
    }
    if (name.len > NAME || !is_address(s))
        return fault(f, STATUS_CONFIG,
                     "%s: not an address: write user@example.com, or Name <user@example.com>",
                     what);
    a->name = name;
    memcpy(a->address, s.at, s.len);
    a->address[s.len] = '\0';
    return 0;
}

int letter_from(struct letter *l, const char *text, const char *what, struct fault *f)
{
    return read_address(&l->from, span_of(text), what, f);
}

int letter_to(struct letter *l, const char *text, const char *what, struct fault *f)
{
    for (;;) {
        size_t n = strcspn(text, ",");
        if (l->nto == LETTER_ADDRESSES)
            return fault(f, STATUS_CONFIG, "%s: more than %d addresses", what,
                         (int)LETTER_ADDRESSES);
        if (read_address(&l->to[l->nto++], (struct span){text, n}, what, f) != 0)
            return -1;
        if (text[n] == '\0')
            return 0;
        text += n + 1;
    }
}

/* ---- attachments ---- */

int letter_attach(struct letter *l, const struct texts *paths, struct fault *f)
{
    if (paths->n > LETTER_FILES)
        return fault(f, STATUS_USAGE, "--attach takes at most %d files", (int)LETTER_FILES);
    for (size_t i = 0; i < paths->n; i++) {
        struct letter_file *file = &l->files[l->nfiles++];
        const char *slash = strrchr(paths->at[i], '/');
        file->name = span_of(slash ? slash + 1 : paths->at[i]);
        file->bytes = BUF(LETTER_BYTES);
        if (file->name.len == 0 || file->name.len > NAME)
            return fault(f, STATUS_USAGE, "--attach %s: is no file", paths->at[i]);
        if (file_read(&file->bytes, paths->at[i], f) != 0)
            return -1;
    }
    return 0;
}

static const char *type_of(struct span name)
{
    static const struct {
        const char *end, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".md", "text/markdown; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".json", "application/json"},
        {".pdf", "application/pdf"},
        {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {".zst", "application/zstd"},
        {".zip", "application/zip"},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        size_t n = strlen(types[i].end);
        if (name.len > n && strncasecmp(name.at + name.len - n, types[i].end, n) == 0)
            return types[i].type;
    }
    return "application/octet-stream";
}

/* ---- the whole ---- */

static void digest_piece(struct digest *d, struct span s)
{
    uint64_t len = s.len;
    digest_add(d, &len, sizeof len);
    digest_add(d, s.at, s.len);
}

void letter_digest(const struct letter *l, char text[static DIGEST_TEXT])
{
    struct digest d;
    digest_begin(&d);
    digest_piece(&d, l->from.name);
    digest_piece(&d, span_of(l->from.address));
    for (size_t i = 0; i < l->nto; i++) {
        digest_piece(&d, l->to[i].name);
        digest_piece(&d, span_of(l->to[i].address));
    }
    digest_piece(&d, buf_view(&l->subject));
    digest_piece(&d, buf_view(&l->plain));
    digest_piece(&d, buf_view(&l->html));
    for (size_t i = 0; i < l->nfiles; i++) {
        digest_piece(&d, l->files[i].name);
        digest_piece(&d, buf_view(&l->files[i].bytes));
    }
    digest_end(&d, text);
}

static void put_date(struct buf *b, when t)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil c;
    struct fault none;
    if (when_civil(&c, t, "UTC", &none) != 0)
        return;
    buf_format(b, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n", days[c.weekday], c.day,
               months[c.month - 1], c.year, c.hour, c.minute, c.second);
}

static void put_address(struct buf *b, const struct letter_address *a)
{
    struct buf name = BUF(4096);
    dress_name(&name, a->name, DRESS_PLAIN);
    bool simple = name.len <= 40;
    for (size_t i = 0; i < name.len; i++)
        simple = simple && (name.at[i] == ' ' || (isalnum((unsigned char)name.at[i]) &&
                                                  (unsigned char)name.at[i] < 0x80));
    if (simple)
        buf_span(b, buf_view(&name));
    else
        letter_words(b, buf_view(&name));
    buf_text(b, name.len == 0 ? "<" : simple ? " <" : "\r\n <");
    buf_text(b, a->address);
    buf_byte(b, '>');
    buf_free(&name);
}

static void put_headers(struct buf *b, const struct letter *l, const char *digest)
{
    struct buf id = BUF(1024);
    char about[DIGEST_TEXT];
    put_date(b, l->date);
    buf_text(b, "From: ");
    put_address(b, &l->from);
    buf_text(b, "\r\nTo: ");
    for (size_t i = 0; i < l->nto; i++) {
        buf_text(b, i ? ",\r\n " : "");
        put_address(b, &l->to[i]);
    }
    buf_text(b, "\r\nSubject: ");
    letter_words(b, buf_view(&l->subject));
    /* Of what is in it and of its date: sent again at another time it is another letter. */
    buf_text(&id, digest);
    when_format(&id, l->date);
    digest_of(buf_view(&id), about);
    buf_format(b, "\r\nMessage-ID: <%.40s%s>\r\n", about, strchr(l->from.address, '@'));
    buf_text(b, "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n");
    buf_free(&id);
}

static void put_body(struct buf *b, const char *boundary, const char *type, const struct buf *body)
{
    buf_format(b,
               "\r\n--=_a%.*s\r\nContent-Type: %s; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
               (int)BOUNDARY, boundary, type);
    letter_quoted(b, buf_view(body));
}

static void put_file(struct buf *b, const char *boundary, const struct letter_file *file)
{
    struct buf name = BUF(8 * NAME);
    dress_name(&name, file->name, DRESS_PLAIN);
    buf_format(b, "\r\n--=_m%.*s\r\nContent-Type: %s\r\nContent-Disposition: attachment",
               (int)BOUNDARY, boundary, type_of(file->name));
    letter_parameter(b, "filename", buf_view(&name));
    buf_text(b, "\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    letter_base64(b, buf_view(&file->bytes));
    buf_free(&name);
}

int letter_write(const struct letter *l, struct buf *b, struct fault *f)
{
    char digest[DIGEST_TEXT];
    struct buf all = BUF(2 * LETTER_BYTES);
    letter_digest(l, digest);
    put_headers(&all, l, digest);
    /* A boundary cannot stand in a body: "=_" is in neither encoding. */
    if (l->nfiles)
        buf_format(&all, "Content-Type: multipart/mixed; boundary=\"=_m%.*s\"\r\n\r\n--=_m%.*s\r\n",
                   (int)BOUNDARY, digest, (int)BOUNDARY, digest);
    buf_format(&all, "Content-Type: multipart/alternative; boundary=\"=_a%.*s\"\r\n", (int)BOUNDARY,
               digest);
    put_body(&all, digest, "text/plain", &l->plain);
    put_body(&all, digest, "text/html", &l->html);
    buf_format(&all, "\r\n--=_a%.*s--\r\n", (int)BOUNDARY, digest);
    for (size_t i = 0; i < l->nfiles; i++)
        put_file(&all, digest, &l->files[i]);
    if (l->nfiles)
        buf_format(&all, "\r\n--=_m%.*s--\r\n", (int)BOUNDARY, digest);
    buf_span(b, buf_view(&all));
    int rc = 0;
    if (all.state == BUF_FULL || all.len > LETTER_BYTES)
        rc = fault(f, STATUS_REFUSED,
                   "the mail would be larger than %d MB, which most servers do not take: attach "
                   "less, or say --link",
                   LETTER_BYTES >> 20);
    else if (buf_check(&all, "a mail", f) != 0 || buf_check(b, "a mail", f) != 0)
        rc = -1;
    buf_free(&all);
    return rc;
}

void letter_clear(struct letter *l)
{
    buf_free(&l->subject);
    buf_free(&l->plain);
    buf_free(&l->html);
    for (size_t i = 0; i < l->nfiles; i++)
        buf_free(&l->files[i].bytes);
    *l = (struct letter){0};
}
