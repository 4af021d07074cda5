#ifndef REPORT_JSON_PARTS_H
#define REPORT_JSON_PARTS_H

/* Members that the roll-up and the JSON report share, for lib/report only. */

#include "lib/json/json.h"
#include "lib/report/rollup.h"

void json_part_sets(struct json_writer *w, const struct report *r, bool in_full);
void json_part_ledger(struct json_writer *w, const struct report *r);
void json_part_engines(struct json_writer *w, const struct report *r);
void json_part_spend(struct json_writer *w, const struct report_spend *s);
/* A question's value by its id; of a list also its field. */
void json_part_value(struct json_writer *w, const struct report_question *q, size_t value);
void json_part_evidence(struct json_writer *w, const struct report_evidence *e);
void json_part_rollup(struct json_writer *w, const char *key, const struct rollup *u);

#endif
