/* duckdb: one query through DuckDB's own library; the rows of its one text column are printed.
 *
 *   duckdb LIBDUCKDB THREADS SQL      with SQL "-": which version it is
 *
 * The library is loaded when asked for and what is needed of its interface (duckdb.h) declared
 * here, so that nothing of it need be there to build the benchmark. */

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    uint64_t deprecated_columns, deprecated_rows, deprecated_changed;
    void *deprecated_data;
    char *deprecated_error;
    void *internal;
} result;

typedef union {
    struct {
        uint32_t len;
        char inlined[12];
    } brief;
    struct {
        uint32_t len;
        char prefix[4];
        const char *at;
    } lengthy;
} text;

static int (*db_open)(const char *path, void **db);
static int (*db_connect)(void *db, void **connection);
static int (*db_query)(void *connection, const char *sql, result *r);
static const char *(*db_error)(result *r);
static void *(*db_fetch)(result r);
static uint64_t (*chunk_size)(void *chunk);
static void *(*chunk_vector)(void *chunk, uint64_t column);
static void *(*vector_data)(void *vector);
static void (*chunk_free)(void **chunk);
static const char *(*db_version)(void);
static int (*column_type)(result *r, uint64_t column);

static const struct {
    void *to;
    const char *name;
} symbols[] = {
    {&db_open, "duckdb_open"},
    {&db_connect, "duckdb_connect"},
    {&db_query, "duckdb_query"},
    {&db_error, "duckdb_result_error"},
    {&db_fetch, "duckdb_fetch_chunk"},
    {&chunk_size, "duckdb_data_chunk_get_size"},
    {&chunk_vector, "duckdb_data_chunk_get_vector"},
    {&vector_data, "duckdb_vector_get_data"},
    {&chunk_free, "duckdb_destroy_data_chunk"},
    {&db_version, "duckdb_library_version"},
    {&column_type, "duckdb_column_type"},
};

static int load(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    for (size_t i = 0; library && i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library, symbols[i].name);
        if (!symbol)
            return -1;
        memcpy(symbols[i].to, &symbol, sizeof symbol);
    }
    return library ? 0 : -1;
}

/* A COPY has printed for itself, and answers with a number. */
static int print(result *r)
{
    enum { TYPE_TEXT = 17 };
    if (column_type(r, 0) != TYPE_TEXT)
        return 0;
    for (void *chunk; (chunk = db_fetch(*r)); chunk_free(&chunk)) {
        text *rows = vector_data(chunk_vector(chunk, 0));
        for (uint64_t i = 0, n = chunk_size(chunk); i < n; i++) {
            const text *t = &rows[i];
            const char *at = t->brief.len <= 12 ? t->brief.inlined : t->lengthy.at;
            fwrite(at, 1, t->brief.len, stdout);
            putchar('\n');
        }
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : -1;
}

int main(int argc, char **argv)
{
    void *db, *connection;
    result set, r;
    char threads[64];
    if (argc != 4) {
        fprintf(stderr, "usage: duckdb LIBDUCKDB THREADS SQL\n");
        return 64;
    }
    if (load(argv[1]) != 0) {
        fprintf(stderr, "duckdb: %s\n", dlerror());
        return 66;
    }
    if (strcmp(argv[3], "-") == 0)
        return printf("DuckDB %s\n", db_version()) < 0;
    snprintf(threads, sizeof threads, "SET threads = %.3s", argv[2]);
    if (db_open(NULL, &db) != 0 || db_connect(db, &connection) != 0 ||
        db_query(connection, threads, &set) != 0)
        return 71;
    if (db_query(connection, argv[3], &r) != 0) {
        fprintf(stderr, "duckdb: %s\n", db_error(&r));
        return 65;
    }
    return print(&r) == 0 ? 0 : 74;
}
