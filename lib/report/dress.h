#ifndef REPORT_DRESS_H
#define REPORT_DRESS_H

/* Text from calls, dressed for a format so that it can be nothing but text there, in two layers:
 *
 * 1. Shown: what plain.h calls harmful and bytes that are not UTF-8 become \xNN or \u{N}; so that
 * this can be undone, a backslash in front of x, u, a backslash or something shown is doubled. The
 * marks U+061C, U+200E and U+200F are shown in plain text for terminals only. (Undo: \\ is \, \xNN
 * and \u{N} are that code point, any other backslash is itself.)
 * 2. The format's own escaping.
 *
 * dress_quote keeps every character of a quote in this way. dress_name is for names, titles and the
 * like: there newlines and tabs become a space, and blanks at the ends go. */

#include "lib/base/buf.h"
#include "lib/base/span.h"

enum dress {
    DRESS_HTML,
    DRESS_MARKDOWN,
    DRESS_PLAIN,
    DRESS_CSV,
    DRESS_CELL, /* of a workbook, a document: the first layer alone, and no noncharacters */
};

void dress_quote(struct buf *b, struct span text, enum dress how);
void dress_name(struct buf *b, struct span text, enum dress how);

/* A CSV field (RFC 4180): quoted where it must be, and behind a ' where a spreadsheet would take it
 * for a formula: = + - @ and their full-width forms, TAB, CR, also after blanks and other '.
 * Numbers are left, also in the form 1e5. */
void dress_field(struct buf *b, struct span text);
/* Checked JSON, an array or object, as a CSV field: always quoted; what is hidden is written as
 * JSON writes it, \u202e, and nothing doubled, so that it still says what it said. */
void dress_json(struct buf *b, struct span value);
/* The same for DRESS_CELL: not quoted. */
void dress_bare_json(struct buf *b, struct span value);
/* The second layer of XML alone, for text that has had the first. */
void dress_xml(struct buf *b, struct span shown);

#endif
