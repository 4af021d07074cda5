/* gong-libraries: the folders of Gong's library, one record a line, each with its calls and where
 * it lies. What is in a folder is a request of its own. */

#include "bin/program.h"
#include "lib/gong/folders.h"
#include "lib/gong/gong.h"
#include "lib/gong/id_list.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct folders folders = {.listing.id = "id"};

static const struct option_row rows[] = {
    {"workspace", 0, OPTION_TEXT, &folders.only, "ID", "only this workspace of Gong's", NULL},
    ROW_LIMIT(&folders.listing.limit),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-libraries",
    .summary = "list the folders of Gong's library with what is in them",
    .operands = "",
    .details = "gong-libraries >libraries.ndjson\n",
    .rows = rows,
};

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    if (program_begin(&p, &usage, argc, argv, &f) &&
        (!folders.only || id_check(folders.only, "--workspace", &f) == 0)) {
        folders.gong = gong_new(&settings, &listener, &f);
        folders.listener = &listener;
        if (folders.gong)
            folders_list(&folders, &f);
        gong_free(folders.gong);
    }
    folders_clear(&folders);
    return program_end(&p, &usage, &f);
}
