#ifndef REPORT_TYPESET_H
#define REPORT_TYPESET_H

/* cairo and Pango and what is below them, loaded when pages are first wanted: they bring forty
 * libraries, and to start with them costs more than most reports take. Called through `typeset`,
 * which has its functions once typeset_load has done it; the headers say what they do. */

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include "lib/base/library.h"

/* Macros in GLib's headers, beside functions of these names. */
#undef g_object_ref
#undef g_str_equal

#define TYPESET_FUNCTIONS(X)                                                                       \
    X(FcConfigAppFontAddFile)                                                                      \
    X(FcConfigCreate)                                                                              \
    X(FcConfigDestroy)                                                                             \
    X(FcConfigGetFonts)                                                                            \
    X(FcConfigParseAndLoadFromMemory)                                                              \
    X(FcConfigSetCurrent)                                                                          \
    X(FcPatternGetInteger)                                                                         \
    X(FcPatternGetString)                                                                          \
    X(cairo_arc)                                                                                   \
    X(cairo_close_path)                                                                            \
    X(cairo_create)                                                                                \
    X(cairo_destroy)                                                                               \
    X(cairo_fill)                                                                                  \
    X(cairo_font_options_create)                                                                   \
    X(cairo_font_options_destroy)                                                                  \
    X(cairo_font_options_set_antialias)                                                            \
    X(cairo_font_options_set_hint_metrics)                                                         \
    X(cairo_font_options_set_hint_style)                                                           \
    X(cairo_line_to)                                                                               \
    X(cairo_move_to)                                                                               \
    X(cairo_new_sub_path)                                                                          \
    X(cairo_pdf_surface_add_outline)                                                               \
    X(cairo_pdf_surface_create_for_stream)                                                         \
    X(cairo_pdf_surface_restrict_to_version)                                                       \
    X(cairo_pdf_surface_set_metadata)                                                              \
    X(cairo_rectangle)                                                                             \
    X(cairo_set_line_width)                                                                        \
    X(cairo_set_source_rgb)                                                                        \
    X(cairo_show_page)                                                                             \
    X(cairo_status)                                                                                \
    X(cairo_status_to_string)                                                                      \
    X(cairo_stroke)                                                                                \
    X(cairo_surface_destroy)                                                                       \
    X(cairo_surface_finish)                                                                        \
    X(cairo_surface_status)                                                                        \
    X(cairo_tag_begin)                                                                             \
    X(cairo_tag_end)                                                                               \
    X(cairo_version_string)                                                                        \
    X(g_free)                                                                                      \
    X(g_hash_table_add)                                                                            \
    X(g_hash_table_destroy)                                                                        \
    X(g_hash_table_insert)                                                                         \
    X(g_hash_table_lookup)                                                                         \
    X(g_hash_table_new_full)                                                                       \
    X(g_hash_table_remove_all)                                                                     \
    X(g_object_ref)                                                                                \
    X(g_object_unref)                                                                              \
    X(g_str_equal)                                                                                 \
    X(g_str_hash)                                                                                  \
    X(g_strndup)                                                                                   \
    X(g_unichar_ismark)                                                                            \
    X(pango_attr_family_new)                                                                       \
    X(pango_attr_font_features_new)                                                                \
    X(pango_attr_foreground_new)                                                                   \
    X(pango_attr_insert_hyphens_new)                                                               \
    X(pango_attr_language_new)                                                                     \
    X(pango_attr_list_insert)                                                                      \
    X(pango_attr_list_new)                                                                         \
    X(pango_attr_list_unref)                                                                       \
    X(pango_attr_scale_new)                                                                        \
    X(pango_attr_weight_new)                                                                       \
    X(pango_cairo_context_set_font_options)                                                        \
    X(pango_cairo_font_map_new_for_font_type)                                                      \
    X(pango_cairo_font_map_set_resolution)                                                         \
    X(pango_cairo_show_glyph_item)                                                                 \
    X(pango_context_set_language)                                                                  \
    X(pango_context_set_round_glyph_positions)                                                     \
    X(pango_fc_font_get_pattern)                                                                   \
    X(pango_fc_font_map_set_config)                                                                \
    X(pango_font_description_free)                                                                 \
    X(pango_font_description_new)                                                                  \
    X(pango_font_description_set_family_static)                                                    \
    X(pango_font_description_set_size)                                                             \
    X(pango_font_description_set_weight)                                                           \
    X(pango_font_map_create_context)                                                               \
    X(pango_glyph_string_extents)                                                                  \
    X(pango_language_from_string)                                                                  \
    X(pango_layout_get_baseline)                                                                   \
    X(pango_layout_get_iter)                                                                       \
    X(pango_layout_get_line_count)                                                                 \
    X(pango_layout_get_lines_readonly)                                                             \
    X(pango_layout_get_size)                                                                       \
    X(pango_layout_get_text)                                                                       \
    X(pango_layout_get_unknown_glyphs_count)                                                       \
    X(pango_layout_iter_free)                                                                      \
    X(pango_layout_iter_get_baseline)                                                              \
    X(pango_layout_iter_get_line_extents)                                                          \
    X(pango_layout_iter_get_line_readonly)                                                         \
    X(pango_layout_iter_get_line_yrange)                                                           \
    X(pango_layout_iter_next_line)                                                                 \
    X(pango_layout_new)                                                                            \
    X(pango_layout_set_attributes)                                                                 \
    X(pango_layout_set_auto_dir)                                                                   \
    X(pango_layout_set_ellipsize)                                                                  \
    X(pango_layout_set_font_description)                                                           \
    X(pango_layout_set_line_spacing)                                                               \
    X(pango_layout_set_text)                                                                       \
    X(pango_layout_set_width)                                                                      \
    X(pango_layout_set_wrap)                                                                       \
    X(pango_version_string)

struct typeset {
    TYPESET_FUNCTIONS(LIBRARY_MEMBER)
};

extern struct typeset typeset;

int typeset_load(struct fault *f);

#endif
