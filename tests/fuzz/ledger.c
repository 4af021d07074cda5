/* A balance from any bytes: its sums are right or the line is named, and what was lost is a list of
 * whole JSON lines. */

#include "lib/json/json.h"
#include "lib/state/ledger.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct balance b = {0};
    struct fault f = {0};
    const char *path = fuzz_file(fuzz_span(data, size));
    if (balance_read(&b, path, &f) == 0) {
        int64_t sum = 0, lines = 0;
        for (size_t i = 0; i < b.n; i++) {
            MUST(b.reasons[i].calls > 0 && b.reasons[i].name[0]);
            MUST(i == 0 || strcmp(b.reasons[i - 1].name, b.reasons[i].name) < 0);
            sum += b.reasons[i].calls;
        }
        MUST(sum == b.left && b.listed >= 0);
        for (struct span rest = buf_view(&b.lost); rest.len; lines++) {
            struct span line = fuzz_part(&rest), value;
            MUST(json_check(line, &value, &f) == 0 && json_kind(value) == JSON_OBJECT);
        }
        MUST(lines == b.left);
    } else {
        MUST(f.status == STATUS_BAD_RECORD && strncmp(f.text, path, strlen(path)) == 0);
    }
    balance_clear(&b);
    return 0;
}
