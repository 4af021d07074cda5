/* The fast reader, each kernel that this processor has, against the reader that goes byte by byte:
 * the same texts are accepted, and walking by the index meets the same values as walking without.
 */

#include "lib/json/index.h"
#include "lib/json/json.h"
#include "lib/json/lists.h"
#include "tests/fuzz/fuzz.h"

static struct index x;

static bool same(struct span a, struct span b)
{
    return a.at == b.at && a.len == b.len;
}

/* The same for lists. */
static void lists(struct span v, const char *name)
{
    struct lists indexed, plain;
    json_leave();
    lists_walk(&plain, v, name);
    json_enter(&x);
    lists_walk(&indexed, v, name);
    for (bool more = true; more;) {
        json_leave();
        more = lists_next(&plain);
        json_enter(&x);
        MUST(lists_next(&indexed) == more);
        MUST(!more || (same(plain.list, indexed.list) && plain.n == indexed.n));
    }
}

/* Two walks of one value, side by side, down to its scalars. */
static void compare(struct span v, int depth)
{
    struct json_walk indexed, plain;
    lists(v, "sentences");
    lists(v, "a");
    json_leave();
    json_walk(&plain, v);
    json_enter(&x);
    json_walk(&indexed, v);
    for (;;) {
        json_leave();
        bool more = json_next(&plain);
        json_enter(&x);
        MUST(json_next(&indexed) == more);
        if (!more)
            return;
        MUST(same(plain.key, indexed.key) && same(plain.value, indexed.value));
        if (depth < 12)
            compare(plain.value, depth + 1);
    }
}

static void facts(struct span v)
{
    json_leave();
    int depth = json_depth(v);
    bool lone = json_lone_surrogates(v);
    MUST(x.depth == depth && x.lone == lone);
    MUST(x.escapes == (memchr(v.at, '\\', v.len) != NULL));
}

static void kernel(index_pass *pass, struct span text, bool good, struct span value)
{
    MUST(pass(&x, text) == good);
    if (!good)
        return;
    x.at = text.at;
    x.len = text.len;
    facts(value);
    compare(value, 0);
    json_leave();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* The first byte says how far the text stands from a block's edge, and whether that is the end
     * of a window of 64 blocks, or how many blocks there are before it. */
    static char room[1 << 20];
    if (size == 0 || size + 4096 > sizeof room)
        return 0;
    static const size_t blocks[] = {0, 61, 62, 63};
    size_t before = data[0] % 64 + 64 * blocks[data[0] / 64];
    memset(room, ' ', before);
    memcpy(room + before, data + 1, size - 1);
    struct span text = {room, before + size - 1}, value = SPAN_NONE, found = SPAN_NONE;
    struct fault slow = {0}, fast = {0};
    bool good = json_check(text, &value, &slow) == 0;
    MUST((index_read(&x, text, &found, &fast) == 0) == good);
    MUST(good ? same(value, found) : strcmp(slow.text, fast.text) == 0);
    kernel(index_plain, text, good, value);
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        kernel(index_avx2, text, good, value);
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        kernel(index_avx512, text, good, value);
#endif
    return 0;
}
