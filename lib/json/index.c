#include "lib/json/index.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/json/scan.h"

/* ---- which kernel ---- */

static bool always(void)
{
    return true;
}

#if defined(__x86_64__)
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt") &&
           __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl");
}
#endif

/* Best first. */
static const struct kernel {
    const char *name;
    bool (*supported)(void);
    index_pass *pass;
} kernels[] = {
#if defined(__x86_64__)
    {"avx512", has_avx512, index_avx512},
    {"avx2", has_avx2, index_avx2},
#endif
    {"plain", always, index_plain},
};

enum { KERNELS = sizeof kernels / sizeof kernels[0] };

static const struct kernel *choose(void)
{
    const char *wanted = getenv("CALLMINE_SIMD");
    const struct kernel *best = &kernels[KERNELS - 1]; /* that one is always supported */
    for (size_t i = KERNELS; i-- > 0;)
        if (kernels[i].supported()) {
            best = &kernels[i];
            if (wanted && strcmp(wanted, best->name) == 0)
                break;
        }
    return best;
}

/* Chosen once; two threads that choose at the same time choose the same. */
static const struct kernel *chosen(void)
{
    static const struct kernel *kernel;
    const struct kernel *k = __atomic_load_n(&kernel, __ATOMIC_RELAXED);
    if (!k) {
        k = choose();
        __atomic_store_n(&kernel, k, __ATOMIC_RELAXED);
    }
    return k;
}

const char *index_kernel(void)
{
    return chosen()->name;
}

/* ---- reading ---- */

void index_free(struct index *x)
{
    free(x->starts); /* all of them */
    *x = (struct index){0};
}

/* For each 64 bytes, begun or not, up to the next 256; and each byte may be a bracket that opens,
 * in a line that is refused in the end. */
int index_room(struct index *x, size_t len, struct fault *f)
{
    if (len < x->room)
        return 0;
    size_t room = x->room ? x->room : 1 << 10;
    while (room <= len)
        room *= 2;
    index_free(x);
    size_t blocks = room / 64 + 4;
    x->starts = malloc(blocks * (3 * sizeof *x->starts + sizeof *x->ranks) +
                       (room + 1) * sizeof *x->partners);
    if (!x->starts)
        return fault(f, STATUS_NO_MEMORY, "no memory for the index of a line");
    x->quotes = x->starts + blocks;
    x->opens = x->quotes + blocks;
    x->ranks = (uint32_t *)(x->opens + blocks);
    x->partners = x->ranks + blocks;
    x->room = room;
    return 0;
}

static struct span without_blanks(struct span text)
{
    while (text.len && blank(*text.at)) {
        text.at++;
        text.len--;
    }
    while (text.len && blank(text.at[text.len - 1]))
        text.len--;
    return text;
}

int index_read(struct index *x, struct span text, struct span *value, struct fault *f)
{
    x->len = 0;
    if (text.len > INT32_MAX)
        return fault(f, STATUS_BAD_RECORD, "longer than 2 GiB");
    if (index_room(x, text.len, f) != 0)
        return -1;
    if (chosen()->pass(x, text)) {
        x->at = text.at;
        x->len = text.len;
        *value = without_blanks(text);
        return 0;
    }
    /* What is wrong, and where: in the words of the reader that goes byte by byte. */
    if (json_check(text, value, f) == 0)
        return fault(f, STATUS_BUG, "the two readers of JSON do not agree on a line");
    return -1;
}
