/* Counting texts. */
#include "tests/unit/check.h"

#include <stdio.h>
#include <string.h>
#include "lib/gong/tally.h"

int main(void)
{
    struct fault f = {0};
    struct tally t = {0};
    char text[16];
    for (int i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "%d", i % 1000);
        CHECK(tally_add(&t, span_of(text), &f) == 0);
    }
    CHECK(tally_add(&t, (struct span){"a\0b", 3}, &f) == 0);
    CHECK(tally_add(&t, (struct span){"a\0c", 3}, &f) == 0);
    CHECK(tally_add(&t, SPAN_NONE, &f) == 0);
    for (int i = 0; i < 4; i++)
        CHECK(tally_add(&t, span_of("7"), &f) == 0);
    CHECK(t.n == 1003);
    struct tally other = {0};
    CHECK(tally_add(&other, span_of("7"), &f) == 0 && tally_add(&other, span_of("new"), &f) == 0);
    CHECK(tally_join(&other, &t, &f) == 0 && other.n == 1004);
    tally_sort(&other);
    CHECK(strcmp(other.rows[0]->text, "7") == 0 && other.rows[0]->n == 8);
    tally_clear(&other);
    tally_sort(&t);
    CHECK(strcmp(t.rows[0]->text, "7") == 0 && t.rows[0]->n == 7);
    CHECK(strcmp(t.rows[1]->text, "0") == 0 && t.rows[1]->n == 3);
    CHECK(t.rows[1000]->len == 0 && t.rows[1000]->n == 1);
    CHECK(memcmp(t.rows[1002]->text, "a\0c", 3) == 0);
    tally_clear(&t);
    return check_end();
}
