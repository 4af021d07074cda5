/* Hostile jq expressions. What lexis_check lets pass and libjq compiles must not hold one of the
 * refused builtins in its byte code, by libjq's own disassembly, which is made in a child: libjq
 * may abort. Only expressions in which such a name stands are compiled, for that is slow. */

#include <jq.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include "lib/json/lexis.h"
#include "tests/fuzz/fuzz.h"

static const char *const names[] = {"env",
                                    "ENV",
                                    "input",
                                    "stderr",
                                    "get_search_list",
                                    "get_jq_origin",
                                    "get_prog_origin",
                                    "modulemeta",
                                    "halt",
                                    "import",
                                    "include",
                                    "prog_args"};
/* As the disassembly names them. */
static const char *const reached[] = {
    "_env",       " env", "input_filename",    "_input", "_stderr",       "get_search_list",
    "modulemeta", "halt", "input_line_number", "CANARY", "get_jq_origin", "get_prog_origin",
    " stderr"};

static bool names_one(const char *text)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strstr(text, names[i]))
            return true;
    return false;
}

static void silent(void *who, jv message)
{
    (void)who;
    jv_free(message);
}

/* Of each line of the disassembly: its operation and operand, but not string constants. */
static bool reaches(const char *listing)
{
    for (const char *line = listing; *line; line += strcspn(line, "\n") + 1) {
        size_t n = strcspn(line, "\n");
        char text[512];
        snprintf(text, sizeof text, "%.*s", (int)(n < 500 ? n : 500), line);
        if (strstr(text, "LOADK") && !strstr(text, "CANARY"))
            continue;
        bool calls = strstr(text, "CALL_BUILTIN") || strstr(text, "CANARY");
        for (size_t i = 0; calls && i < sizeof reached / sizeof *reached; i++)
            if (strstr(text, reached[i])) {
                fprintf(stderr, "reached: %s\n", text);
                return true;
            }
        if (line[n] == '\0')
            break;
    }
    return false;
}

static int compile(const char *text)
{
    setenv("FUZZ_CANARY", "CANARY", 1);
    int fd = memfd_create("listing", 0);
    jq_state *jq = jq_init();
    MUST(fd >= 0 && jq);
    jq_set_error_cb(jq, silent, NULL);
    if (!jq_compile(jq, text))
        return 0;
    fflush(stdout);
    dup2(fd, STDOUT_FILENO);
    jq_dump_disassembly(jq, 0);
    fflush(stdout);
    off_t size = lseek(fd, 0, SEEK_END);
    char *listing = mmap(NULL, (size_t)size + 1, PROT_READ, MAP_PRIVATE, fd, 0);
    return listing != MAP_FAILED && reaches(listing) ? 42 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    if (size > 4096)
        return 0;
    char *text = fuzz_text(fuzz_span(data, size));
    if (lexis_check(text, &f) != 0) {
        MUST(f.status == STATUS_USAGE);
    } else if (names_one(text)) {
        int status;
        pid_t child = fork();
        if (child == 0)
            _exit(compile(text));
        MUST(child > 0 && waitpid(child, &status, 0) == child);
        MUST(!WIFEXITED(status) || WEXITSTATUS(status) != 42);
    }
    free(text);
    return 0;
}
