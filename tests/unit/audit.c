/* The audit log: what was added is there, in order, and any change to it is noticed and named. */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "lib/base/file.h"
#include "lib/state/audit.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static char log_path[128], head_path[128];

static int add(const char *what, struct fault *f)
{
    return audit_add(&(struct audit_entry){.time = 1790000000 * WHEN_SECOND,
                                           .program = "test",
                                           .profile = "crm",
                                           .what = what,
                                           .detail = span_of("{\"id\":\"1\"}")},
                     f);
}

static struct buf content(const char *path)
{
    struct fault f = {0};
    struct buf b = BUF(0);
    CHECK(file_read(&b, path, &f) == 0);
    return b;
}

/* As a clumsy hand does it: in place. Not cut to nothing first: ext4 then waits for the disk. */
static void put(const char *path, struct span bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, bytes.at, bytes.len) == (ssize_t)bytes.len);
    CHECK(ftruncate(fd, (off_t)bytes.len) == 0);
    close(fd);
}

static void begin(int lines)
{
    struct fault f = {0};
    unlink(log_path);
    unlink(head_path);
    for (int i = 0; i < lines; i++)
        CHECK(add("crm-delete-asked", &f) == 0);
}

static void adds_and_verifies(void)
{
    struct fault f = {0};
    struct audit a;
    begin(0);
    CHECK(audit_verify(&a, &f) == 0 && a.lines == 0 && !a.torn);
    begin(3);
    CHECK(audit_verify(&a, &f) == 0 && a.lines == 3 && !a.torn);
    struct buf text = content(log_path), head = content(head_path);
    CHECK(strstr(text.at,
                 "\"profile\":\"crm\",\"what\":\"crm-delete-asked\",\"detail\":{\"id\":\"1\"}"));
    CHECK(strstr(head.at, a.head) == head.at + 2 && head.at[0] == '3');
    buf_free(&text);
    buf_free(&head);
}

/* Every single bit of the log, and of the head. */
static void any_bit_is_noticed(void)
{
    begin(3);
    struct buf text = content(log_path), head = content(head_path);
    size_t first = (size_t)(strchr(text.at, '\n') - text.at) + 1;
    int missed = 0, misnamed = 0;
    for (size_t bit = 0; bit < text.len * 8; bit++) {
        struct fault f = {0};
        struct audit a;
        text.at[bit / 8] ^= (char)(1 << bit % 8);
        put(log_path, buf_view(&text));
        if (audit_verify(&a, &f) == 0 && !a.torn)
            missed++;
        else if (bit / 8 < first - 1 && !strstr(f.text, "audit.log:1: "))
            misnamed++;
        text.at[bit / 8] ^= (char)(1 << bit % 8);
    }
    CHECK(missed == 0);
    CHECK(misnamed == 0);
    put(log_path, buf_view(&text));
    for (size_t bit = 0; bit + 8 < head.len * 8; bit++) {
        struct fault f = {0};
        struct audit a;
        head.at[bit / 8] ^= (char)(1 << bit % 8);
        put(head_path, buf_view(&head));
        if (audit_verify(&a, &f) == 0)
            missed++;
        head.at[bit / 8] ^= (char)(1 << bit % 8);
    }
    CHECK(missed == 0);
    buf_free(&text);
    buf_free(&head);
}

static const char *line_at(const struct buf *text, int n)
{
    const char *at = text->at;
    while (n--)
        at = strchr(at, '\n') + 1;
    return at;
}

/* A line taken out, two that changed places, one put in twice, something between them: the line
 * where it shows is named. */
static void lines_are_in_their_places(void)
{
    begin(4);
    struct buf text = content(log_path);
    const char *end[5];
    for (int i = 0; i < 5; i++)
        end[i] = line_at(&text, i);
    static const struct {
        const char *order, *named;
    } cases[] = {{"0123", NULL},
                 {"013", "audit.log:3: "},
                 {"123", "audit.log:1: "},
                 {"0213", "audit.log:2: "},
                 {"01123", "audit.log:3: "},
                 {"012", "its end was cut off"},
                 {"0", "its end was cut off"},
                 {"", "its end was cut off"},
                 {"01 23", "something stands between"}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct buf now = BUF(0);
        struct fault f = {0};
        struct audit a;
        for (const char *o = cases[c].order; *o; o++)
            if (*o == ' ')
                buf_byte(&now, '\n');
            else
                buf_add(&now, end[*o - '0'], (size_t)(end[*o - '0' + 1] - end[*o - '0']));
        put(log_path, now.at ? buf_view(&now) : span_of(""));
        int came = audit_verify(&a, &f);
        CHECK(cases[c].named
                  ? came == -1 && f.status == STATUS_BAD_RECORD && strstr(f.text, cases[c].named)
                  : came == 0);
        buf_free(&now);
    }
    /* ... and nothing is added to a log whose end was cut off. */
    struct fault f = {0};
    put(log_path, (struct span){end[0], (size_t)(end[3] - end[0])});
    CHECK(add("hold", &f) == -1 && f.status == STATUS_BAD_RECORD);
    CHECK(unlink(log_path) == 0);
    CHECK(add("hold", &f) == -1 && f.status == STATUS_BAD_RECORD);
    put(log_path, buf_view(&text));
    CHECK(unlink(head_path) == 0);
    CHECK(add("hold", &f) == -1 && f.status == STATUS_BAD_RECORD);
    buf_free(&text);
}

/* Killed within the fourth line, or before the head was moved: the next one mends it and
 * says so. */
static void a_torn_line_is_mended(void)
{
    begin(3);
    struct buf head = content(head_path);
    struct fault f = {0};
    CHECK(add("crm-delete-done", &f) == 0);
    struct buf text = content(log_path);
    size_t whole = (size_t)(line_at(&text, 3) - text.at);
    for (size_t cut = whole; cut <= text.len; cut += cut + 9 < text.len && cut > whole ? 8 : 1) {
        struct audit a;
        put(log_path, (struct span){text.at, cut});
        put(head_path, buf_view(&head));
        bool torn = cut > whole && cut < text.len;
        CHECK(audit_verify(&a, &f) == 0 && a.torn == torn);
        CHECK(add("release", &f) == 0);
        CHECK(audit_verify(&a, &f) == 0 && !a.torn);
        CHECK(a.lines == (cut == whole ? 4 : 5));
        struct buf now = content(log_path);
        CHECK((strstr(now.at, "\"what\":\"audit-repaired\"") != NULL) == torn);
        buf_free(&now);
    }
    buf_free(&head);
    buf_free(&text);
}

/* Killed between line and head, again and again: the log is never more than one line ahead, and the
 * next one that lives goes on. What stands in for being killed is a head that cannot be written. */
static void the_head_is_one_behind_at_most(void)
{
    struct fault f = {0};
    struct audit a;
    char beside[160];
    begin(2);
    snprintf(beside, sizeof beside, "%s.tmp.%ld", head_path, (long)getpid());
    CHECK(mkdir(beside, 0700) == 0);
    for (int i = 0; i < 3; i++) {
        CHECK(add("connect", &f) == -1 && f.status == STATUS_CANT_CREATE);
        CHECK(audit_verify(&a, &f) == 0 && a.lines == 3);
    }
    CHECK(rmdir(beside) == 0);
    CHECK(add("connect", &f) == 0);
    CHECK(audit_verify(&a, &f) == 0 && a.lines == 4);
}

/* A difference is two values, as JSON. */
static void differences(void)
{
    struct buf b = BUF(0);
    struct json_writer w = {.b = &b};
    json_open(&w, NULL, '{');
    audit_differ(&w, "same", span_of("[1,2]"), span_of("[1, 2.0]"));
    audit_differ(&w, "none", SPAN_NONE, SPAN_NONE);
    audit_differ(&w, "limit", SPAN_NONE, span_of("5"));
    audit_differ_text(&w, "plan", "Free", "");
    audit_differ_text(&w, "zone", "UTC", "UTC");
    json_close(&w, '}');
    CHECK(span_is(buf_view(&b), "{\"limit\":{\"from\":null,\"to\":5},"
                                "\"plan\":{\"from\":\"Free\",\"to\":null}}"));
    buf_free(&b);
}

static void many_at_once(void)
{
    begin(0);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            struct fault f = {0};
            int bad = 0;
            for (int n = 0; n < 10; n++)
                bad |= add("forget", &f) != 0;
            _exit(bad);
        }
    int status, bad = 0;
    while (wait(&status) > 0)
        bad |= status;
    struct fault f = {0};
    struct audit a;
    CHECK(bad == 0);
    CHECK(audit_verify(&a, &f) == 0 && a.lines == 40);
}

static void bounds(void)
{
    struct fault f = {0};
    begin(1);
    char *big = malloc(AUDIT_LINE + 2);
    memset(big, '1', AUDIT_LINE + 1);
    big[AUDIT_LINE + 1] = '\0';
    struct audit_entry e = {.program = "test", .what = "purge", .detail = span_of(big)};
    struct audit a;
    CHECK(audit_add(&e, &f) == -1);
    CHECK(audit_verify(&a, &f) == 0 && a.lines == 1);
    free(big);
}

int main(void)
{
    const char *dir = scratch_begin();
    snprintf(log_path, sizeof log_path, "%s/state/audit.log", dir);
    snprintf(head_path, sizeof head_path, "%s/state/audit.head", dir);
    adds_and_verifies();
    any_bit_is_noticed();
    lines_are_in_their_places();
    a_torn_line_is_mended();
    the_head_is_one_behind_at_most();
    differences();
    many_at_once();
    bounds();
    return check_end();
}
