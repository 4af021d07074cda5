/* avx512: the kernels of lib/json/index.c, each that this processor has, against one another and
 * against the reader that goes byte by byte.
 *
 *   avx512 [TEXTS [SEED [FILE]]]
 *
 * Each known text at each place of two blocks and around a window's end, each byte at each place of
 * one, each pair of bytes that could be UTF-8 around a border; then TEXTS invented ones (200000),
 * of which number N of a seed is always the same. FILE has records, which are taken apart and
 * spoilt (tests/golden/calls.ndjson). A kernel must say what json_check says, and of a JSON text
 * make the index that index_plain makes. Prints what differs and how many texts there were; ends
 * with 1 when something differs. Where no processor has AVX-512, tests/prove/emulated runs it. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "lib/base/buf.h"
#include "lib/base/plain.h"
#include "lib/json/index.h"
#include "lib/json/json.h"

enum { ROOM = 1 << 16, RECORDS = 64 };

/* ---- the kernels ---- */

static bool always(void)
{
    return true;
}

#if defined(__x86_64__)
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}
#endif

/* index_plain is what the others are compared with. */
static const struct {
    const char *name;
    bool (*supported)(void);
    index_pass *pass;
} kernels[] = {
    {"plain", always, index_plain},
#if defined(__x86_64__)
    {"avx2", has_avx2, index_avx2},
    {"avx512", has_avx512, index_avx512},
#endif
};

enum { KERNELS = sizeof kernels / sizeof *kernels };

static struct index indexes[KERNELS];
static char *front, *back; /* behind a page, and in front of one, that nobody may touch */
static uint64_t texts, good, different, seed, number;

static void die(const char *what)
{
    fprintf(stderr, "avx512: %s\n", what);
    exit(2);
}

static void prepare(void)
{
    size_t page = 1 << 12;
    char *at = mmap(NULL, ROOM + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED || mprotect(at + page, ROOM, PROT_READ | PROT_WRITE) != 0)
        die("no memory");
    front = at + page;
    back = front + ROOM;
    for (int k = 0; k < KERNELS; k++) {
        struct fault f = {0};
        if (index_room(&indexes[k], ROOM, &f) != 0)
            die(f.text);
    }
}

/* What is not the same in the indexes of a JSON text of this length; NULL: nothing. */
static const char *difference(const struct index *a, const struct index *b, size_t len)
{
    for (size_t i = 0; i <= len / 64; i++) {
        if (a->starts[i] != b->starts[i])
            return "starts";
        if (a->quotes[i] != b->quotes[i])
            return "quotes";
        if (a->opens[i] != b->opens[i] || a->ranks[i] != b->ranks[i])
            return "opens";
    }
    size_t opened = a->ranks[len / 64] + index_count(a->opens[len / 64]);
    return memcmp(a->partners, b->partners, opened * sizeof *a->partners) != 0 ? "partners"
           : a->depth != b->depth                                              ? "depth"
           : a->escapes != b->escapes                                          ? "escapes"
           : a->lone != b->lone                                                ? "lone"
                                                                               : NULL;
}

static void compare(struct span text)
{
    if (text.len > ROOM)
        return;
    char *at = texts % 2 ? front : back - text.len;
    memcpy(at, text.at, text.len);
    struct span there = {at, text.len}, value;
    struct fault f = {0};
    bool json = json_check(there, &value, &f) == 0;
    texts++;
    good += json;
    for (int k = 0; k < KERNELS; k++) {
        if (!kernels[k].supported())
            continue;
        struct index *x = &indexes[k];
        size_t blocks = text.len / 64 + 1;
        memset(x->starts, 0xAA, blocks * sizeof *x->starts);
        memset(x->quotes, 0xAA, blocks * sizeof *x->quotes);
        memset(x->opens, 0xAA, blocks * sizeof *x->opens);
        memset(x->ranks, 0xAA, blocks * sizeof *x->ranks);
        x->depth = -1;
        const char *what = kernels[k].pass(x, there) != json ? "the verdict"
                           : json                            ? difference(&indexes[0], x, text.len)
                                                             : NULL;
        if (!what || ++different > 20)
            continue;
        struct buf shown = BUF(0);
        plain_add(&shown, (struct span){text.at, text.len < 600 ? text.len : 600});
        printf("%s: %s (JSON: %s), text %" PRIu64 " of seed %" PRIu64 ", %zu bytes: %s\n",
               kernels[k].name, what, json ? "yes" : f.text, number, seed, text.len, shown.at);
        free(shown.at);
    }
}

/* ---- known texts ---- */

/* Each up to a bar; first what is JSON, then what is not. */
static const char known[] =
    "null|true|false|0|-0|12|-1.5e+10|1E-2|0e0|1.0|\"\"|\"a\"|[]|{}|[[]]|[{}]|{\"a\":[]}|"
    "{\"\":{}}|[1,2]|[ 1 , 2 ]|\t[\n1\r]|{\"a\":1,\"a\":2}|{ \"a\" : null , \"b\" : \"c\" }|"
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]|\"\x7F\"|\"\\u0000\\uFFFF\\uaBcD\"|\"\\uD834\\uDD1E\"|"
    "\"\\uD834\"|\"\\uDD1E\"|\"\\uD834\\uD834\\uDD1E\"|\"\\uD834\\\\uDD1E\"|\"\\\\u12\"|"
    "\"\xC3\xA9\xE2\x82\xAC\xF0\x9D\x84\x9E\"|{\"\xC3\xA9\":\"\xEF\xBF\xBF\"}|"
    "[\"a\",\"b\",[\"c\",{\"d\":[true,false,null]}]]|123456789012345678901234567890|\"[{,:}]\"|"
    "[\"]\",\"}\",\",\",\":\"]|[-9,0.1,2e3,4.5E+6,0,10,100]|"
    "| |nul|nulll|True|truefalse|NaN|-Infinity|-|+1|01|-01|00|1.|.1|1.e1|1e|1e+|1eE2|1.2.3|0x1|"
    "1a|1 2|12_3|[1 2]|[01]|[-]|[1,]|[,1]|[,]|[1,,2]|[|]|[[]|[]]|[}|{]|[{]}|[\"a\":1]|[1:2]|"
    "[:]|{|}|{,}|{\"a\"}|{\"a\":}|{\"a\" 1}|{\"a\",1}|{\"a\"::1}|{a:1}|{1:2}|{null:1}|{[]:1}|"
    "{{}:1}|{\"a\":1,}|{\"a\":1 \"b\":2}|{\"a\":\"b\":1}|{\"a\":1:2}|{:1}|{\"a\":1}}|"
    "[\"a\",\"b\":1]|{\"a\":[\"b\":1]}|[{\"a\":1},\"b\":2]|[][]|{}{}|\"\"\"\"|\"a\"1|1\"a\"|"
    "[]1|1[]|1,2|1:2|,|:|\"|\"a|a\"|\"\\\"|\"\\|\"\\\\\\\"|\"\\x\"|\"\\'\"|\"\\\0\"|\"\\u\"|"
    "\"\\u123\"|\"\\u12G4\"|\"\\U0041\"|\\n|[\\]|\"\t\"|\"\n\"|\"\0\"|\"\x1F\"|\0|[\0]|1\0|\v1|"
    "\f[]|[\x1F]|\x7F|'a'|/**/1|1//|#1|\xEF\xBB\xBF[]|[\xC2\xA0]|\xE2\x80\xA8|\"\x80\"|"
    "\"\xC3\"|\"\xE2\x82\"|\"\xF0\x9D\x84\"|\"\xC0\x80\"|\"\xE0\x80\x80\"|\"\xED\xA0\x80\"|"
    "\"\xF4\x90\x80\x80\"|\"\xF8\x88\x80\x80\x80\"|\xC3|\"\xFF\"|\"\xC3\xA9|\"\xE2\x82|"
    "\"\xF0\x9D|\"\xE2\x82\xAC\xAC\"|{\"a\":\"\\\\\\\"}|[\"a\\\",1]|{\"a\\\":1}|[1}|{\"a\":1]|";

static struct buf made = {.limit = ROOM};

static void fill(char c, size_t n)
{
    while (n--)
        buf_byte(&made, c);
}

static void place_known(void)
{
    const char *bar, *end = known + sizeof known - 1;
    for (const char *at = known; at < end; at = bar + 1) {
        bar = memchr(at, '|', (size_t)(end - at));
        for (size_t before = 0; before < 256; before++) {
            made.len = 0;
            fill(" \t\n\r"[before % 4], before < 128 ? before : 4096 - 128 + before - 128);
            buf_add(&made, at, (size_t)(bar - at));
            compare((struct span){made.at, made.len});
            fill(' ', before % 7 * 11);
            compare((struct span){made.at, made.len});
        }
    }
}

/* Each byte at each place of a block, in an array and in a string. */
static void place_bytes(void)
{
    for (int c = 0; c < 256; c++)
        for (size_t before = 0; before < 64; before++)
            for (int i = 0; i < 2; i++) {
                made.len = 0;
                fill(' ', before);
                buf_text(&made, i ? "[\"" : "[1");
                buf_byte(&made, (char)c);
                buf_text(&made, i ? "\"]" : "]");
                compare((struct span){made.at, made.len});
            }
}

/* Two bytes, of which the first is no ASCII, and what could follow. */
static void place_pairs(void)
{
    static const char *const tails[] = {"\"", "\x80\"", "\x80\x80\"", "\xBF\xBF\xBF\""};
    for (int pair = 0x8000; pair < 0x10000; pair++)
        for (int i = 0; i < 4; i++) {
            made.len = 0;
            buf_byte(&made, '"');
            fill('a', (size_t)(57 + ((unsigned)pair * 0x9E37 >> 12 & 7)));
            buf_byte(&made, (char)(pair >> 8));
            buf_byte(&made, (char)pair);
            buf_text(&made, tails[i]);
            compare((struct span){made.at, made.len});
        }
}

/* ---- invented texts ---- */

static uint64_t dice;

static uint32_t any(uint32_t below)
{
    uint64_t z = dice += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)(((z ^ z >> 31) >> 32) * below >> 32);
}

static const char edges[] = "\x7F\x80\x81\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE"
                            "\xEF\xF0\xF1\xF3\xF4\xF5\xF7\xF8\xFF";
static const char signs[] = "{}[]{}[],:,:\"\"\\\\ \t\n\r0123456789-+.eEtfnu/";

static char any_byte(void)
{
    switch (any(8)) {
    case 0: return (char)any(256);
    case 1: return (char)any(32);
    case 2: return edges[any(sizeof edges - 1)];
    default: return signs[any(sizeof signs - 1)];
    }
}

static void blanks(void)
{
    for (uint32_t n = any(4) ? 0 : any(12) ? 1 + any(3) : any(90); n; n--)
        buf_byte(&made, " \t\n\r"[any(4)]);
}

/* So that what comes next stands around the border of a block. */
static void to_border(char c)
{
    fill(c, (64 - made.len % 64 + 54 + any(14)) % 64);
}

static void character(void)
{
    static const uint32_t codes[] = {0x80,    0x7FF,   0x800,    0xFFF,   0x1000,
                                     0xD7FF,  0xE000,  0xFFFF,   0x10000, 0x3FFFF,
                                     0x40000, 0xFFFFF, 0x100000, 0x10FFFF};
    uint32_t code = any(4) ? codes[any(sizeof codes / sizeof *codes)] : 0x80 + any(0xD000);
    switch (any(8)) {
    case 0: fill('\\', 2 * any(5)); return;
    case 1: buf_format(&made, "\\%c", "\"\\/bfnrt"[any(8)]); return;
    case 2:
        buf_format(&made, any(2) ? "\\u%04x" : "\\u%04X",
                   any(2) ? any(0x10000) : (any(2) ? 0xD800 : 0xDC00) + any(0x400));
        return;
    case 3:
    case 4:
        if (code < 0x800) {
            buf_format(&made, "%c%c", 0xC0 | code >> 6, 0x80 | (code & 63));
            return;
        }
        if (code < 0x10000)
            buf_byte(&made, (char)(0xE0 | code >> 12));
        else
            buf_format(&made, "%c%c", 0xF0 | code >> 18, 0x80 | (code >> 12 & 63));
        buf_format(&made, "%c%c", 0x80 | (code >> 6 & 63), 0x80 | (code & 63));
        return;
    default: buf_byte(&made, "abcxyz {}[]:,09-'\x7F"[any(18)]);
    }
}

static void string(void)
{
    buf_byte(&made, '"');
    for (uint32_t n = any(3) ? any(10) : any(90); n; n--)
        character();
    buf_byte(&made, '"');
}

static void digits(void)
{
    for (uint32_t n = 1 + (any(6) ? any(6) : any(140)); n; n--)
        buf_byte(&made, (char)('0' + any(10)));
}

static void a_number(void)
{
    fill('-', any(3) == 0);
    if (any(4))
        buf_byte(&made, (char)('1' + any(9)));
    if (made.len && made.at[made.len - 1] >= '1' && made.at[made.len - 1] <= '9' && any(3))
        digits();
    else if (!made.len || made.at[made.len - 1] < '1' || made.at[made.len - 1] > '9')
        buf_byte(&made, '0');
    if (any(3) == 0) {
        buf_byte(&made, '.');
        digits();
    }
    if (any(4) == 0) {
        buf_byte(&made, "eE"[any(2)]);
        fill("+-"[any(2)], any(2));
        digits();
    }
}

static void value(int depth)
{
    uint32_t kind = any(depth < 6 ? 9 : 6);
    blanks();
    if (kind < 2) {
        a_number();
    } else if (kind < 4) {
        string();
    } else if (kind < 6) {
        buf_text(&made, (const char *[]){"true", "false", "null"}[any(3)]);
    } else {
        bool object = any(2);
        buf_byte(&made, object ? '{' : '[');
        for (uint32_t i = 0, n = any(6); i < n; i++) {
            if (i)
                buf_byte(&made, ',');
            if (object) {
                blanks();
                string();
                blanks();
                buf_byte(&made, ':');
            }
            value(depth + 1);
        }
        blanks();
        buf_byte(&made, object ? '}' : ']');
    }
    blanks();
}

static void nested(void)
{
    char ends[300];
    uint32_t levels = any(2) ? JSON_DEPTH - 4 + any(8) : any(sizeof ends);
    for (uint32_t i = 0; i < levels; i++) {
        bool object = any(2);
        buf_text(&made, object ? "{\"\":" : any(4) ? "[" : "[1,");
        ends[i] = object ? '}' : ']';
        if (any(16) == 0)
            blanks();
    }
    fill('1', any(2) || !levels);
    if (levels && made.at[made.len - 1] == ':')
        buf_byte(&made, '2');
    else if (levels && made.at[made.len - 1] == ',')
        buf_text(&made, "[]");
    while (levels--)
        buf_byte(&made, ends[levels]);
}

/* Bytes that are no character, or only just, somewhere in a string; now and then behind it. */
static void bytes(void)
{
    to_border(' ');
    buf_byte(&made, '"');
    if (any(2))
        to_border('a');
    for (uint32_t n = any(4); n; n--)
        character();
    for (uint32_t n = 1 + any(5); n; n--)
        buf_byte(&made, edges[any(sizeof edges - 1)]);
    for (uint32_t n = any(4); n; n--)
        character();
    buf_byte(&made, '"');
    fill(' ', any(3) ? 0 : any(70));
}

static void soup(const char *of)
{
    if (any(2))
        to_border(' ');
    for (uint32_t n = 1 + any(any(4) ? 12 : 150); n; n--)
        buf_byte(&made, of[any((uint32_t)strlen(of))]);
}

static struct span records[RECORDS];
static uint32_t recorded;

/* A record, or a part of one. */
static void part(void)
{
    if (!recorded)
        return;
    struct span v = records[any(recorded)];
    for (size_t n; any(8) && (n = json_count(v)) > 0;) {
        struct json_walk w;
        json_walk(&w, v);
        for (uint32_t i = any((uint32_t)n) + 1; i && json_next(&w); i--)
            v = w.value;
    }
    buf_span(&made, v);
}

static void spoil(void)
{
    size_t at = made.len ? any((uint32_t)made.len) : 0, len = made.len ? any(8) : 0;
    len = len < made.len - at ? len : made.len - at;
    switch (made.len ? any(6) : 0) {
    case 0:
        buf_byte(&made, 0);
        memmove(made.at + at + 1, made.at + at, made.len - 1 - at);
        made.at[at] = any_byte();
        return;
    case 1:
        memmove(made.at + at, made.at + at + len, made.len - at - len);
        made.len -= len;
        return;
    case 2: made.len = at; return;
    case 3: memmove(made.at + any((uint32_t)(made.len - len + 1)), made.at + at, len); return;
    case 4: made.at[at] ^= (char)(1 << any(8)); return;
    default: made.at[at] = any_byte();
    }
}

static void invent(void)
{
    made.len = 0;
    fill(' ', any(3) ? 0 : any(128));
    switch (any(11)) {
    case 0: part(); break;
    case 1:
        fill('[', 1);
        to_border(' ');
        a_number();
        fill(']', 1);
        break;
    case 2: nested(); break;
    case 3:
    case 4: bytes(); break;
    case 5: soup("{}[],:\"\"1a- "); break;
    case 6:
        fill('"', 1);
        soup("\\\\\\\\\\\"nu0D8C");
        fill('"', any(4) > 0);
        break;
    case 7: soup(signs); break;
    default: value(0);
    }
    for (uint32_t n = any(2) ? any(4) : 0; n; n--)
        spoil();
    if (buf_check(&made, "a text", &(struct fault){0}) != 0)
        die("no memory");
    compare((struct span){made.at, made.len});
}

/* ---- all of it ---- */

static void read_records(const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; file && recorded < RECORDS && (n = getline(&line, &room, file)) > 0;) {
        struct fault f;
        if (json_check((struct span){line, (size_t)n}, &records[recorded], &f) != 0)
            continue;
        recorded++;
        line = NULL; /* the record's from here on */
        room = 0;
    }
    if (!recorded)
        printf("no records in %s: without parts of such\n", path);
    free(line);
    if (file)
        fclose(file);
}

int main(int argc, char **argv)
{
    uint64_t wanted = argc > 1 ? strtoull(argv[1], NULL, 10) : 200000;
    uint64_t mine = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    prepare();
    read_records(argc > 3 ? argv[3] : "tests/golden/calls.ndjson");
    place_known();
    place_bytes();
    place_pairs();
    seed = mine;
    for (number = 1; number <= wanted; number++) {
        dice = seed << 40 ^ number << 8;
        invent();
    }
    for (int k = 0; k < KERNELS; k++)
        printf("%s%s ", kernels[k].name, kernels[k].supported() ? "" : " (not here)");
    printf("compared: %" PRIu64 " texts, %" PRIu64 " of them JSON, %" PRIu64 " differences\n",
           texts, good, different);
    return different > 0;
}
