#ifndef REPORT_PDF_FONTS_H
#define REPORT_PDF_FONTS_H

/* The fonts of the pdf: files of Debian's font packages by name and in an order of our own, so that
 * neither the user's fontconfig nor the environment has a say in what the pages look like. Of each
 * file that was used the family, the version and the SHA-256 can be told; the same files give the
 * same pages.
 *
 * Most files are for a script or two and are read only if the report has a character of those. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/report/typeset.h"

enum pdf_face { FACE_SANS, FACE_SERIF, FACE_MONO, FACES };

/* Which characters a report has, in blocks of 64. */
struct pdf_scripts {
    uint64_t blocks[0x110000 / 64 / 64];
};
void pdf_scripts_note(struct pdf_scripts *s, struct span text);

struct pdf_fonts;

/* STATUS_NO_INPUT: there is no font at all; what to install is said. */
struct pdf_fonts *pdf_fonts_new(const struct pdf_scripts *needed, struct fault *f);
void pdf_fonts_free(struct pdf_fonts *fonts);
/* Its own as long as the fonts live. 72 units of Pango an inch: sizes are points. */
PangoContext *pdf_fonts_context(struct pdf_fonts *fonts);
/* The name of a face, for text in which Chinese characters are written as `language` does: "zh",
 * "ja", "ko"; NULL: as it has none. */
const char *pdf_fonts_family(enum pdf_face face, const char *language);
/* That the text of the layout is drawn: its fonts are used, and what none of them has is counted.
 */
void pdf_fonts_note(struct pdf_fonts *fonts, PangoLayout *layout);
size_t pdf_fonts_missing(const struct pdf_fonts *fonts); /* characters that no font has */
void pdf_fonts_forget(struct pdf_fonts *fonts);          /* what was noted */

/* One of the files that were used, in the order of their names: 1; 0: that was all; -1: a fault. */
struct pdf_font_used {
    struct buf name;   /* Noto Sans Bold 2.013 */
    struct buf file;   /* NotoSans-Bold.ttf */
    struct buf sha256; /* of the file */
};
int pdf_fonts_used(struct pdf_fonts *fonts, size_t i, struct pdf_font_used *used, struct fault *f);
void pdf_font_used_clear(struct pdf_font_used *used);

#endif
