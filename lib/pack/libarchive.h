#ifndef PACK_LIBARCHIVE_H
#define PACK_LIBARCHIVE_H

/* libarchive, loaded when it is first wanted: it brings ten more libraries, and to start with them
 * costs several times what it costs to read a report out of a bundle, which wants none of them.
 * Linked by name alone, so the package depends on it all the same. */

#include <archive.h>
#include <archive_entry.h>
#include "lib/base/library.h"

#define LIBARCHIVE_FUNCTIONS(X)                                                                    \
    X(archive_entry_clear)                                                                         \
    X(archive_entry_filetype)                                                                      \
    X(archive_entry_free)                                                                          \
    X(archive_entry_hardlink)                                                                      \
    X(archive_entry_new)                                                                           \
    X(archive_entry_pathname_utf8)                                                                 \
    X(archive_entry_set_filetype)                                                                  \
    X(archive_entry_set_mtime)                                                                     \
    X(archive_entry_set_pathname_utf8)                                                             \
    X(archive_entry_set_perm)                                                                      \
    X(archive_entry_set_size)                                                                      \
    X(archive_entry_size)                                                                          \
    X(archive_read_free)                                                                           \
    X(archive_read_new)                                                                            \
    X(archive_read_next_header)                                                                    \
    X(archive_read_open)                                                                           \
    X(archive_read_support_format_tar)                                                             \
    X(archive_set_error)                                                                           \
    X(archive_write_close)                                                                         \
    X(archive_write_data)                                                                          \
    X(archive_write_free)                                                                          \
    X(archive_write_header)                                                                        \
    X(archive_write_new)                                                                           \
    X(archive_write_open2)                                                                         \
    X(archive_write_set_bytes_in_last_block)                                                       \
    X(archive_write_set_bytes_per_block)                                                           \
    X(archive_write_set_format_pax_restricted)                                                     \
    X(archive_write_set_format_zip)                                                                \
    X(archive_write_set_options)

struct libarchive {
    LIBARCHIVE_FUNCTIONS(LIBRARY_MEMBER)
};

/* NULL: it cannot be loaded (library.h). */
const struct libarchive *libarchive(struct fault *f);

#endif
