/* Times and windows: what is read comes back as it was written; a window never ends before it
 * begins. Input: three lines, times or stretches, and the choice of a zone. */

#include "lib/archive/class.h"
#include "lib/base/when.h"
#include "lib/base/window.h"
#include "tests/fuzz/fuzz.h"

static const char *const zones[] = {"UTC",          "Europe/Berlin",     "America/St_Johns",
                                    "Pacific/Apia", "Africa/Casablanca", "Australia/Lord_Howe"};

/* 0000-01-01 to 9999-12-31, a day inside: what RFC 3339 can write in any zone. */
#define EARLIEST ((when)-62167132800 * WHEN_SECOND)
#define LATEST   ((when)253402214400 * WHEN_SECOND)

static void same_again(when t, const char *zone)
{
    struct fault f;
    struct buf b = BUF(0);
    when again;
    if (t < EARLIEST || t > LATEST)
        return;
    when_format(&b, t);
    MUST(when_parse(&again, buf_view(&b), &f) == 0 && again == t);
    buf_clear(&b);
    MUST(when_format_zone(&b, t, zone, &f) == 0);
    /* Zones of long ago have seconds in their offset, which RFC 3339 cannot write. */
    if (t > 0)
        MUST(when_parse(&again, buf_view(&b), &f) == 0 && again == t);
    struct civil c;
    when back;
    MUST(when_civil(&c, t, zone, &f) == 0);
    MUST(c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31 && c.hour >= 0 && c.hour < 24);
    MUST(when_of(&back, &c, zone, &f) == 0);
    /* The first of a doubled time; never another time than that by more than the clock was set. */
    when off = t - t % WHEN_SECOND - (t % WHEN_SECOND < 0 ? WHEN_SECOND : 0) - back;
    MUST(off >= 0 && off <= 25 * 3600 * WHEN_SECOND);
    buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const classes[] = {"30d", "90d", "1y", "unlimited", CLASS_PLAN};
    if (size < 2)
        return 0;
    const char *zone = zones[data[0] % (sizeof zones / sizeof *zones)];
    struct span rest = fuzz_span(data + 1, size - 1), first = fuzz_part(&rest);
    struct fault f = {0};
    struct window w;
    when t, now = (when)1794816000 * WHEN_SECOND, ends;
    if (when_parse(&t, first, &f) == 0) {
        same_again(t, zone);
        if (t >= EARLIEST && t <= LATEST)
            for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
                MUST(class_expiry(&ends, classes[i], "90d", t, &f) == 0 && ends > t);
    }
    char *a = fuzz_text(first), *b = fuzz_text(fuzz_part(&rest)), *last = fuzz_text(rest);
    if (when_argument(&t, a, zone, now, &f) == 0)
        same_again(t, zone);
    if (window_last(&w, last, zone, now, &f) == 0)
        MUST(w.from < w.to && w.to <= now);
    else
        MUST(f.status == STATUS_USAGE);
    if (window_arguments(&w, a, *b ? b : NULL, NULL, zone, now, &f) == 0)
        MUST(w.from < w.to);
    free(a);
    free(b);
    free(last);
    return 0;
}
