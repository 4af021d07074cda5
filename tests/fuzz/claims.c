/* The check of a summary: of a run that holds "9 of 40" and nothing else, no sentence passes that
 * has another number in digits, or a quote. */

#include "lib/base/plain.h"
#include "lib/report/claims.h"
#include "tests/fuzz/fuzz.h"

/* What may be left of a run of digits without its zeros at the ends: 9 of 40, 22.5%, 23%, 12–38%,
 * 95% interval. */
static bool allowed(struct span run)
{
    static const char *const rows[] = {"", "9", "4", "22", "5", "23", "12", "38", "95"};
    while (run.len && *run.at == '0')
        run = (struct span){run.at + 1, run.len - 1};
    while (run.len && run.at[run.len - 1] == '0')
        run.len--;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (span_is(run, rows[i]))
            return true;
    return false;
}

static bool quote_mark(long c)
{
    return c == '"' || c == '`' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB ||
           c == 0xBB || c == 0x2039 || c == 0x203A || c == 0x300C || c == 0x300D;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct claims c = {0};
    struct fault f = {0};
    struct span text = fuzz_span(data, size);
    if (size > 4096)
        return 0;
    claims_fact(&c, (struct fact){.kind = FACT_SHARE,
                                  .noun = NOUN_CALLS,
                                  .part = 9,
                                  .of = 40,
                                  .value = .1232,
                                  .high = .3754});
    if (claims_check(&c, text, NULL, &f) != 0) {
        MUST(f.status == STATUS_BAD_RECORD);
    } else {
        struct span run = {text.at, 0};
        for (struct span rest = text; rest.len;) {
            const char *at = rest.at;
            long code = plain_next(&rest);
            MUST(!quote_mark(code));
            bool digit = code >= '0' && code <= '9';
            if (digit && run.len++ == 0)
                run.at = at;
            if (!digit || rest.len == 0) {
                MUST(allowed(run));
                run.len = 0;
            }
        }
    }
    claims_clear(&c);
    return 0;
}
