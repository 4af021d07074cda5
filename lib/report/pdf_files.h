#ifndef REPORT_PDF_FILES_H
#define REPORT_PDF_FILES_H

/* The font files that a pdf may use, in the order in which they are asked for a character: from
 * Debian's fonts-noto-core, fonts-noto-mono, fonts-noto-cjk, fonts-dejavu-core and fonts-symbola.
 * What is not installed is passed over. */

#include <stddef.h>

enum { PDF_RANGES = 6 };

struct pdf_file {
    const char *family;
    const char *regular, *bold; /* below /usr/share/fonts; NULL: none, or in the row above */
    unsigned faces;             /* 1 << enum pdf_face: what it is the face of; 0: of none */
    const char *language;       /* the family that writes Chinese characters as "ja" does */
    struct {
        long first, last;
    } ranges[PDF_RANGES]; /* read only if the report has one of these; none: always */
};

extern const struct pdf_file pdf_files[];
extern const size_t pdf_files_n;

#endif
