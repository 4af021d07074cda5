/* What stands in a mail that is not plain ASCII in short lines. */

#include <ctype.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/report/letter.h"
#include "lib/state/base64.h"

enum {
    WORD = 39,       /* bytes in an encoded word: "Subject: " and it are at most 76 characters */
    ASCII_WORD = 60, /* a text up to there needs no folding */
    LINE = 76,
    SECTION = 50 /* characters in a section of a parameter */
};

/* Printable ASCII, and nothing that begins an encoded word. */
static bool is_plain(struct span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < ' ' || s.at[i] > '~')
            return false;
    return !(s.len > 1 && memmem(s.at, s.len, "=?", 2));
}

void letter_words(struct buf *b, struct span text)
{
    bool edge = text.len && (text.at[0] == ' ' || text.at[text.len - 1] == ' ');
    if (is_plain(text) && text.len <= ASCII_WORD && !edge) {
        buf_span(b, text);
        return;
    }
    for (bool first = true; text.len; first = false) {
        struct span word = text, rest = text;
        while (rest.len) {
            struct span next = rest;
            plain_next(&next);
            if (text.len - next.len > WORD)
                break;
            rest = next;
        }
        word.len = text.len - rest.len;
        text = rest;
        buf_text(b, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        base64_add(b, word, BASE64_PADDED);
        buf_text(b, "?=");
    }
}

static bool in_parameter(char c)
{
    return (isalnum((unsigned char)c) && (unsigned char)c < 0x80) || c == '.' || c == '-' ||
           c == '_';
}

/* filename="report.html"; what is more than that by RFC 2231, in sections. */
void letter_parameter(struct buf *b, const char *name, struct span value)
{
    bool simple = value.len <= SECTION;
    for (size_t i = 0; i < value.len; i++)
        simple = simple && in_parameter(value.at[i]);
    if (simple) {
        buf_format(b, ";\r\n %s=\"", name);
        buf_span(b, value);
        buf_byte(b, '"');
        return;
    }
    size_t used = SECTION;
    for (size_t i = 0, section = 0; i < value.len; i++) {
        if (used >= SECTION) {
            buf_format(b, ";\r\n %s*%zu*=%s", name, section, section ? "" : "UTF-8''");
            section++;
            used = 0;
        }
        if (in_parameter(value.at[i]))
            buf_byte(b, value.at[i]);
        else
            buf_format(b, "%%%02X", (unsigned)(unsigned char)value.at[i]);
        used += in_parameter(value.at[i]) ? 1 : 3;
    }
}

/* As it stands: but where a line begins, a dot and an F are written in code too, for programs on
 * the way that read lines. */
static bool as_it_is(struct span s, size_t i, size_t column)
{
    char c = s.at[i];
    if (c == ' ' || c == '\t')
        return i + 1 < s.len && s.at[i + 1] != '\n';
    return c > ' ' && c <= '~' && c != '=' && !(column == 0 && (c == '.' || c == 'F'));
}

void letter_quoted(struct buf *b, struct span text)
{
    size_t column = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n') {
            buf_text(b, "\r\n");
            column = 0;
            continue;
        }
        size_t wide = as_it_is(text, i, column) ? 1 : 3;
        if (column + wide > LINE - 1) {
            buf_text(b, "=\r\n");
            column = 0;
            wide = as_it_is(text, i, column) ? 1 : 3;
        }
        if (wide == 1)
            buf_byte(b, text.at[i]);
        else
            buf_format(b, "=%02X", (unsigned)(unsigned char)text.at[i]);
        column += wide;
    }
}

void letter_base64(struct buf *b, struct span bytes)
{
    enum { BYTES = LINE / 4 * 3 };
    while (bytes.len) {
        struct span line = {bytes.at, bytes.len < BYTES ? bytes.len : BYTES};
        base64_add(b, line, BASE64_PADDED);
        buf_text(b, "\r\n");
        bytes = (struct span){bytes.at + line.len, bytes.len - line.len};
    }
}
