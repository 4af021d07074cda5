/* Emoji come from Symbola, whose glyphs are outlines: they stay text that can be searched and
 * copied. A font of coloured pictures would leave pictures. */

#include "lib/report/pdf_files.h"

#include "lib/report/pdf_fonts.h"

#define NOTO(name)   "truetype/noto/Noto" name "-Regular.ttf", "truetype/noto/Noto" name "-Bold.ttf"
#define DEJAVU(name) "truetype/dejavu/DejaVu" name ".ttf", "truetype/dejavu/DejaVu" name "-Bold.ttf"
#define SCRIPT(family, name, ...)                                                                  \
    {                                                                                              \
        family, NOTO(name), 0, NULL,                                                               \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
/* Chinese, Japanese and Korean: their characters, signs and full-width forms. */
#define CJK                                                                                        \
    {                                                                                              \
        {0x1100, 0x11ff}, {0x2e80, 0xa4cf}, {0xa960, 0xa97f}, {0xac00, 0xd7ff}, {0xf900, 0xffef},  \
        {                                                                                          \
            0x1f200, 0x3ffff                                                                       \
        }                                                                                          \
    }

const struct pdf_file pdf_files[] = {
    {"Noto Sans", NOTO("Sans"), 1 << FACE_SANS, NULL, {{0}}},
    {"Noto Serif", NOTO("Serif"), 1 << FACE_SERIF, NULL, {{0}}},
    {"Noto Sans Mono", NOTO("SansMono"), 1 << FACE_MONO, NULL, {{0}}},
    {"DejaVu Sans Mono", DEJAVU("SansMono"), 1 << FACE_MONO, NULL, {{0}}},
    {"DejaVu Serif", DEJAVU("Serif"), 1 << FACE_SERIF, NULL, {{0}}},
    SCRIPT("Noto Sans Armenian", "SansArmenian", {0x530, 0x58f}),
    SCRIPT("Noto Sans Hebrew", "SansHebrew", {0x590, 0x5ff}, {0xfb1d, 0xfb4f}),
    SCRIPT("Noto Sans Arabic", "SansArabic", {0x600, 0x6ff}, {0x750, 0x77f}, {0x870, 0x8ff},
           {0xfb50, 0xfdff}, {0xfe70, 0xfeff}),
    SCRIPT("Noto Sans Syriac", "SansSyriac", {0x700, 0x74f}),
    SCRIPT("Noto Sans Thaana", "SansThaana", {0x780, 0x7bf}),
    SCRIPT("Noto Sans NKo", "SansNKo", {0x7c0, 0x7ff}),
    SCRIPT("Noto Sans Devanagari", "SansDevanagari", {0x900, 0x97f}, {0xa8e0, 0xa8ff}),
    SCRIPT("Noto Sans Bengali", "SansBengali", {0x980, 0x9ff}),
    SCRIPT("Noto Sans Gurmukhi", "SansGurmukhi", {0xa00, 0xa7f}),
    SCRIPT("Noto Sans Gujarati", "SansGujarati", {0xa80, 0xaff}),
    SCRIPT("Noto Sans Oriya", "SansOriya", {0xb00, 0xb7f}),
    SCRIPT("Noto Sans Tamil", "SansTamil", {0xb80, 0xbff}),
    SCRIPT("Noto Sans Telugu", "SansTelugu", {0xc00, 0xc7f}),
    SCRIPT("Noto Sans Kannada", "SansKannada", {0xc80, 0xcff}),
    SCRIPT("Noto Sans Malayalam", "SansMalayalam", {0xd00, 0xd7f}),
    SCRIPT("Noto Sans Sinhala", "SansSinhala", {0xd80, 0xdff}),
    SCRIPT("Noto Sans Thai", "SansThai", {0xe00, 0xe7f}),
    SCRIPT("Noto Sans Lao", "SansLao", {0xe80, 0xeff}),
    SCRIPT("Noto Serif Tibetan", "SerifTibetan", {0xf00, 0xfff}),
    SCRIPT("Noto Sans Myanmar", "SansMyanmar", {0x1000, 0x109f}, {0xa9e0, 0xa9ff},
           {0xaa60, 0xaa7f}),
    SCRIPT("Noto Sans Georgian", "SansGeorgian", {0x10a0, 0x10ff}, {0x1c90, 0x1cbf},
           {0x2d00, 0x2d2f}),
    SCRIPT("Noto Sans Ethiopic", "SansEthiopic", {0x1200, 0x139f}, {0x2d80, 0x2ddf},
           {0xab00, 0xab2f}),
    SCRIPT("Noto Sans Cherokee", "SansCherokee", {0x13a0, 0x13ff}, {0xab70, 0xabbf}),
    SCRIPT("Noto Sans Canadian Aboriginal", "SansCanadianAboriginal", {0x1400, 0x167f},
           {0x18b0, 0x18ff}),
    SCRIPT("Noto Sans Khmer", "SansKhmer", {0x1780, 0x17ff}, {0x19e0, 0x19ff}),
    SCRIPT("Noto Sans Mongolian", "SansMongolian", {0x1800, 0x18af}),
    {"Noto Sans CJK SC", "opentype/noto/NotoSansCJK-Regular.ttc",
     "opentype/noto/NotoSansCJK-Bold.ttc", 0, "zh", CJK},
    {"Noto Sans CJK JP", NULL, NULL, 0, "ja", {{0}}},
    {"Noto Sans CJK KR", NULL, NULL, 0, "ko", {{0}}},
    {"DejaVu Sans", DEJAVU("Sans"), 0, NULL, {{0}}},
    SCRIPT("Noto Sans Math", "SansMath", {0x2190, 0x22ff}, {0x27c0, 0x2aff}, {0x1d400, 0x1d7ff}),
    SCRIPT("Noto Sans Symbols", "SansSymbols", {0x2000, 0x2bff}, {0x1f100, 0x1f1ff}),
    SCRIPT("Noto Sans Symbols2", "SansSymbols2", {0x2000, 0x2bff}, {0x1f000, 0x1fbff}),
    {"Symbola",
     "truetype/ancient-scripts/Symbola_hint.ttf",
     NULL,
     0,
     NULL,
     {{0x2000, 0x2bff}, {0x1f000, 0x1faff}, {0x1d000, 0x1d7ff}}},
};
const size_t pdf_files_n = sizeof pdf_files / sizeof pdf_files[0];
