#include "lib/analyze/yaml.h"
#include <libfyaml.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/plain.h"

enum { FILE_LIMIT = 4 << 20 };

struct yaml {
    const char *path;
    struct arena *arena;
    struct buf bytes;
    struct fy_diag *diag;
    struct fy_document *document;
};

/* libfyaml says where it stopped; its own words may quote the file, which is the author's. */
static int parse_fault(struct yaml *y, struct fault *f)
{
    void *at = NULL;
    const struct fy_diag_error *e = fy_diag_errors_iterate(y->diag, &at);
    if (!e)
        return fault(f, STATUS_CONFIG, "%s:1:1: expected YAML or JSON", y->path);
    return fault(f, STATUS_CONFIG, "%s:%d:%d: expected YAML or JSON: %s", y->path, e->line,
                 e->column, e->msg);
}

static void no_output(struct fy_diag *diag, void *user, const char *text, size_t len)
{
    (void)diag, (void)user, (void)text, (void)len;
}

/* libfyaml builds the first document and says nothing of what follows it. */
static bool is_alone(const struct fy_parse_cfg *cfg, const struct buf *bytes)
{
    struct fy_parser *parser = fy_parser_create(cfg);
    size_t n = 0;
    if (parser && fy_parser_set_string(parser, bytes->at, bytes->len) == 0)
        for (struct fy_document *d; n < 2 && (d = fy_parse_load_document(parser)); n++)
            fy_parse_document_destroy(parser, d);
    fy_parser_destroy(parser);
    return n == 1;
}

/* What libfyaml (0.7) is not shown, as it can go round for ever in it: text that is not UTF-8, and
 * directives, which no question set needs. */
static int check_text(const struct yaml *y, struct fault *f)
{
    struct span rest = buf_view(&y->bytes);
    size_t line = 1;
    bool begins = true;
    while (rest.len) {
        long c = plain_next(&rest);
        if (c < 0)
            return fault(f, STATUS_CONFIG, "%s:%zu: not UTF-8 text", y->path, line);
        if (c == '%' && begins)
            return fault(f, STATUS_CONFIG,
                         "%s:%zu: a line that begins with %% would be a directive; leave it out",
                         y->path, line);
        begins = c == '\n' || c == '\r' || c == 0xFEFF;
        line += c == '\n';
    }
    return 0;
}

struct yaml *yaml_open(const char *path, struct arena *arena, struct fault *f)
{
    struct yaml *y = calloc(1, sizeof *y);
    if (!y) {
        fault(f, STATUS_NO_MEMORY, "no memory for a question set");
        return NULL;
    }
    y->path = path;
    y->arena = arena;
    y->bytes = BUF(FILE_LIMIT);
    struct fy_diag_cfg diag;
    fy_diag_cfg_default(&diag);
    diag.fp = NULL;
    diag.output_fn = no_output;
    y->diag = fy_diag_create(&diag);
    if (y->diag)
        fy_diag_set_collect_errors(y->diag, true);
    struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET, .diag = y->diag};
    if (file_read(&y->bytes, path, f) != 0 || check_text(y, f) != 0) {
        yaml_close(y);
        return NULL;
    }
    y->document = fy_document_build_from_string(&cfg, y->bytes.at ? y->bytes.at : "", y->bytes.len);
    if (!y->document || !fy_document_root(y->document)) {
        parse_fault(y, f);
        yaml_close(y);
        return NULL;
    }
    if (!is_alone(&cfg, &y->bytes)) {
        fault(f, STATUS_CONFIG, "%s: more than one YAML document; give each a file of its own",
              path);
        yaml_close(y);
        return NULL;
    }
    return y;
}

void yaml_close(struct yaml *y)
{
    if (!y)
        return;
    fy_document_destroy(y->document);
    fy_diag_destroy(y->diag);
    buf_free(&y->bytes);
    free(y);
}

struct fy_node *yaml_root(const struct yaml *y)
{
    return fy_document_root(y->document);
}

/* The name of the member that the node is the value of. */
static struct fy_node *name_of(struct fy_node *node)
{
    struct fy_node *parent = fy_node_get_parent(node);
    for (size_t i = 0; parent && fy_node_is_mapping(parent) && i < yaml_pairs(parent); i++) {
        struct fy_node_pair *pair = fy_node_mapping_get_by_index(parent, (int)i);
        if (fy_node_pair_value(pair) == node)
            return fy_node_pair_key(pair);
    }
    return NULL;
}

/* A mapping or a sequence stands where its first scalar does; an empty one where its name does. */
void yaml_place(struct fy_node *node, int *line, int *column)
{
    *line = *column = 1;
    if (node && ((fy_node_is_mapping(node) && fy_node_mapping_item_count(node) == 0) ||
                 (fy_node_is_sequence(node) && fy_node_sequence_item_count(node) == 0)))
        node = name_of(node);
    while (node && !fy_node_is_scalar(node)) {
        if (fy_node_is_mapping(node)) {
            struct fy_node_pair *pair = fy_node_mapping_get_by_index(node, 0);
            node = pair ? fy_node_pair_key(pair) : NULL;
        } else {
            node = fy_node_sequence_get_by_index(node, 0);
        }
    }
    struct fy_token *token = node ? fy_node_get_scalar_token(node) : NULL;
    const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;
    if (mark) {
        *line = mark->line + 1;
        *column = mark->column + 1;
    }
}

int yaml_fault(const struct yaml *y, struct fy_node *at, struct fault *f, const char *format, ...)
{
    char text[300];
    int line, column;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    yaml_place(at, &line, &column);
    return fault(f, STATUS_CONFIG, "%s:%d:%d: %s", y->path, line, column, text);
}

int yaml_text(struct yaml *y, struct fy_node *node, const char *what, const char **text,
              struct fault *f)
{
    size_t len = 0;
    const char *at = node && fy_node_is_scalar(node) && !fy_node_is_alias(node)
                         ? fy_node_get_scalar(node, &len)
                         : NULL;
    if (!at || len == 0 || memchr(at, '\0', len))
        return yaml_fault(y, node, f, "expected a text for %s", what);
    *text = arena_text(y->arena, (struct span){at, len});
    return *text ? 0 : arena_check(y->arena, "the question sets", f);
}

static int read_id(struct yaml *y, struct fy_node *node, const char *what, const char **id,
                   struct fault *f)
{
    if (yaml_text(y, node, what, id, f) != 0)
        return -1;
    size_t len = strspn(*id, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    if (len != strlen(*id) || len > 64 || **id == '-' || **id == '_')
        return yaml_fault(y, node, f, "expected an id for %s: a-z, 0-9, - and _, at most 64", what);
    return 0;
}

static int read_count(struct yaml *y, struct fy_node *node, const char *what, int *count,
                      struct fault *f)
{
    const char *text;
    if (yaml_text(y, node, what, &text, f) != 0)
        return -1;
    if (strlen(text) > 6 || strspn(text, "0123456789") != strlen(text))
        return yaml_fault(y, node, f, "expected a whole number for %s", what);
    *count = (int)strtol(text, NULL, 10);
    return 0;
}

static int read_choice(struct yaml *y, struct fy_node *node, const struct yaml_row *row,
                       struct fault *f)
{
    const char *text;
    if (yaml_text(y, node, row->name, &text, f) != 0)
        return -1;
    int place = 0;
    for (const char *at = row->choices; *at; place++) {
        size_t len = strcspn(at, "|");
        if (strlen(text) == len && memcmp(text, at, len) == 0) {
            *(int *)row->to = place;
            return 0;
        }
        at += len + (at[len] == '|');
    }
    return yaml_fault(y, node, f, "expected one of %s for %s", row->choices, row->name);
}

int yaml_list(struct yaml *y, struct fy_node *node, const char *what, struct yaml_list *list,
              struct fault *f)
{
    if (!node || !fy_node_is_sequence(node))
        return yaml_fault(y, node, f, "expected a list for %s", what);
    *list = (struct yaml_list){node, (size_t)fy_node_sequence_item_count(node)};
    return 0;
}

static int read_row(struct yaml *y, struct fy_node *node, const struct yaml_row *row,
                    struct fault *f)
{
    switch (row->kind) {
    case YAML_TEXT: return yaml_text(y, node, row->name, row->to, f);
    case YAML_ID: return read_id(y, node, row->name, row->to, f);
    case YAML_COUNT: return read_count(y, node, row->name, row->to, f);
    case YAML_CHOICE: return read_choice(y, node, row, f);
    case YAML_LIST: return yaml_list(y, node, row->name, row->to, f);
    case YAML_MAP:
        if (!node || !fy_node_is_mapping(node))
            return yaml_fault(y, node, f, "expected a mapping for %s", row->name);
        *(struct fy_node **)row->to = node;
        return 0;
    }
    return 0;
}

/* The names of a table, for a message. */
static void name_rows(char *text, size_t size, const struct yaml_row *rows, size_t n)
{
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < n && at < size; i++)
        at += (size_t)snprintf(text + at, size - at, "%s%s", i ? ", " : "", rows[i].name);
}

int yaml_members(struct yaml *y, struct fy_node *node, const char *what,
                 const struct yaml_row *rows, size_t n, struct fault *f)
{
    if (!node || !fy_node_is_mapping(node))
        return yaml_fault(y, node, f, "expected %s: a mapping", what);
    unsigned seen = 0;
    for (size_t i = 0; i < yaml_pairs(node); i++) {
        const char *key;
        struct fy_node *value;
        size_t k = 0;
        if (yaml_pair(y, node, i, &key, &value, f) != 0)
            return -1;
        while (k < n && strcmp(rows[k].name, key) != 0)
            k++;
        if (k == n) {
            char names[200];
            name_rows(names, sizeof names, rows, n);
            return yaml_fault(y, fy_node_pair_key(fy_node_mapping_get_by_index(node, (int)i)), f,
                              "%s has no member \"%.32s\"; expected one of %s", what, key, names);
        }
        if (read_row(y, value, &rows[k], f) != 0)
            return -1;
        seen |= 1u << k;
    }
    for (size_t k = 0; k < n; k++)
        if (rows[k].needed && !(seen & 1u << k))
            return yaml_fault(y, node, f, "expected the member \"%s\" in %s", rows[k].name, what);
    return 0;
}

struct fy_node *yaml_element(const struct yaml_list *list, size_t i)
{
    return fy_node_sequence_get_by_index(list->node, (int)i);
}

size_t yaml_pairs(struct fy_node *map)
{
    return map ? (size_t)fy_node_mapping_item_count(map) : 0;
}

int yaml_pair(struct yaml *y, struct fy_node *map, size_t i, const char **key,
              struct fy_node **value, struct fault *f)
{
    struct fy_node_pair *pair = fy_node_mapping_get_by_index(map, (int)i);
    *value = pair ? fy_node_pair_value(pair) : NULL;
    return yaml_text(y, pair ? fy_node_pair_key(pair) : NULL, "a member's name", key, f);
}
