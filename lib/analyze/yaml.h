#ifndef ANALYZE_YAML_H
#define ANALYZE_YAML_H

/* A YAML or JSON file read by tables of expected members. Whatever is not as the table says is a
 * fault with STATUS_CONFIG and "path:line:column: what was expected". Anchors and aliases are not
 * read. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/fault.h"

struct yaml;
struct fy_node;

enum yaml_kind {
    YAML_TEXT,   /* const char **, not empty */
    YAML_ID,     /* const char **, [a-z0-9][a-z0-9_-]* */
    YAML_COUNT,  /* int *, 0 or more */
    YAML_CHOICE, /* int *, place in `choices` */
    YAML_LIST,   /* struct yaml_list *, elements not looked at */
    YAML_MAP,    /* struct fy_node **, a mapping */
};

struct yaml_list {
    struct fy_node *node; /* NULL: absent */
    size_t n;
};

struct yaml_row {
    const char *name;
    enum yaml_kind kind;
    void *to;
    bool needed;
    const char *choices; /* "bool|enum" */
};

/* Texts are copied into the arena. The file is read as a whole; NULL on failure. */
struct yaml *yaml_open(const char *path, struct arena *arena, struct fault *f);
void yaml_close(struct yaml *y);

struct fy_node *yaml_root(const struct yaml *y);
/* A mapping by a table of n rows; a member that is in no row is refused. what: "a question". */
int yaml_members(struct yaml *y, struct fy_node *node, const char *what,
                 const struct yaml_row *rows, size_t n, struct fault *f);
struct fy_node *yaml_element(const struct yaml_list *list, size_t i);
int yaml_text(struct yaml *y, struct fy_node *node, const char *what, const char **text,
              struct fault *f);
int yaml_list(struct yaml *y, struct fy_node *node, const char *what, struct yaml_list *list,
              struct fault *f);
size_t yaml_pairs(struct fy_node *map);
int yaml_pair(struct yaml *y, struct fy_node *map, size_t i, const char **key,
              struct fy_node **value, struct fault *f);

void yaml_place(struct fy_node *node, int *line, int *column); /* from 1 */
int yaml_fault(const struct yaml *y, struct fy_node *at, struct fault *f, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
