#include "lib/report/pdf_shown.h"

#include "lib/base/plain.h"
#include "lib/report/typeset.h"

static bool is_mark(long c)
{
    return c >= 0x300 && (c == 0x200c || c == 0x200d || typeset.g_unichar_ismark((gunichar)c));
}

void pdf_shown_add(struct buf *b, struct span s)
{
    enum { MARKS = 8, UNBROKEN = 2048 };
    size_t marks = 0, begin = b->len;
    while (s.len) {
        struct span one = s;
        long c = plain_next(&s);
        one.len -= s.len;
        marks = is_mark(c) ? marks + 1 : 0;
        if (b->len - begin > UNBROKEN && (marks == 0 || marks > MARKS)) {
            buf_byte(b, '\n');
            begin = b->len;
        }
        if (marks > MARKS)
            buf_format(b, "\\u{%lx}", (unsigned long)c);
        else
            buf_span(b, one);
        begin = c == ' ' ? b->len : begin;
    }
}
