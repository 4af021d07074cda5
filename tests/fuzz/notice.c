/* A notice of any roll-up: what goes to Slack is JSON, what goes by mail is ASCII in short lines
 * that end with CRLF, with the headers that are ours and no other. */

#include <string.h>
#include "lib/json/json.h"
#include "lib/report/letter.h"
#include "lib/report/notice.h"
#include "tests/fuzz/fuzz.h"

static void check_slack(const struct notice *n)
{
    struct buf b = BUF(0);
    struct span value;
    struct fault f = {0};
    notice_slack(n, &b);
    MUST(json_check(buf_view(&b), &value, &f) == 0);
    MUST(b.len < 40000);
    buf_free(&b);
}

static void check_lines(struct span mail)
{
    size_t column = 0, headers = 0;
    bool in_headers = true;
    for (size_t i = 0; i < mail.len; i++) {
        unsigned char c = (unsigned char)mail.at[i];
        if (c == '\r') {
            MUST(i + 1 < mail.len && mail.at[i + 1] == '\n');
            in_headers = in_headers && column > 0;
            column = 0;
            i++;
            continue;
        }
        MUST(c >= ' ' && c < 0x7f);
        headers += in_headers && column == 0 && c != ' ';
        MUST(++column <= 78);
    }
    MUST(headers == 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct notice_options options = {.link = "https://r.example/"};
    struct notice n = {0};
    struct letter l = {0};
    struct buf b = BUF(0);
    struct fault f = {0};
    if (size <= 1 << 16 && notice_read(&n, fuzz_span(data, size), &options, &f) == 0) {
        check_slack(&n);
        MUST(letter_from(&l, "a@example.com", "from", &f) == 0);
        MUST(letter_to(&l, "b@example.com", "to", &f) == 0);
        notice_subject(&n, &l.subject);
        notice_plain(&n, &l.plain);
        notice_html(&n, &l.html);
        MUST(memchr(l.subject.at, '\n', l.subject.len) == NULL);
        MUST(letter_write(&l, &b, &f) == 0);
        check_lines(buf_view(&b));
    }
    buf_free(&b);
    letter_clear(&l);
    notice_free(&n);
    return 0;
}
