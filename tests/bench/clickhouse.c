/* clickhouse: one query through chDB, ClickHouse's engine as a library, as clickhouse-local would
 * run it; what it answers is printed.
 *
 *   clickhouse LIBCHDB THREADS SQL
 *
 * The library is loaded when asked for and what is needed of its interface (chdb.h) declared here,
 * so that nothing of it need be there to build the benchmark. */

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static void *(*chdb_query)(int argc, char **argv);
static char *(*chdb_buffer)(void *result);
static size_t (*chdb_length)(void *result);
static const char *(*chdb_error)(void *result);

static const struct {
    void *to;
    const char *name;
} symbols[] = {
    {&chdb_query, "chdb_query_cmdline"},
    {&chdb_buffer, "chdb_result_buffer"},
    {&chdb_length, "chdb_result_length"},
    {&chdb_error, "chdb_result_error"},
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

int main(int argc, char **argv)
{
    char threads[64];
    if (argc != 4) {
        fprintf(stderr, "usage: clickhouse LIBCHDB THREADS SQL\n");
        return 64;
    }
    if (load(argv[1]) != 0) {
        fprintf(stderr, "clickhouse: %s\n", dlerror());
        return 66;
    }
    snprintf(threads, sizeof threads, "--max_threads=%.3s", argv[2]);
    char *command[] = {(char[]){"clickhouse"},
                       (char[]){"--multiquery"},
                       threads,
                       (char[]){"--output-format=TSVRaw"},
                       (char[]){"--query"},
                       argv[3],
                       NULL};
    void *result = chdb_query(6, command);
    const char *error = result ? chdb_error(result) : "no answer";
    if (error) {
        fprintf(stderr, "clickhouse: %.500s\n", error);
        return 65;
    }
    size_t n = chdb_length(result);
    if (n && fwrite(chdb_buffer(result), 1, n, stdout) != n)
        return 74;
    return fflush(stdout) == 0 ? 0 : 74;
}
