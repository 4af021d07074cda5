#ifndef REPORT_JSON_PARTS_H
#define REPORT_JSON_PARTS_H

/* Members that the roll-up and the JSON report share, for lib/report only. */

#include "lib/json/json.h"
#include "lib/report/rollup.h"

void json_part_sets(struct json_writer *w, const struct report *r, bool in_full);
void json_part_ledger(struct json_writer *w, const struct report *r);
void json_part_evidence(struct json_writer *w, const struct report_evidence *e);
void json_part_rollup(struct json_writer *w, const char *key, const struct rollup *u);

#endif
