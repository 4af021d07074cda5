#ifndef ANALYZE_PENDING_H
#define ANALYZE_PENDING_H

/* The batches that a vendor works on, so that a later run knows of them: STATE/batches/TOKEN.json,
 * one a batch (schemas/batch.json), written durably before the batch is sent and removed when all
 * that it brought is in the cache. The token is ours and random; where the protocol has room for it
 * the vendor keeps it with the batch. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/analyze/request_ids.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/when.h"
#include "lib/json/json.h"

enum { PENDING_TOKEN = 33, PENDING_ID = 129, PENDING_BYTES = 16 << 20 };

struct pending {
    char token[PENDING_TOKEN];
    char id[PENDING_ID]; /* the vendor's; "": whether it has come there is not known */
    when submitted;
    struct buf path, file;
    struct span engine, url, model; /* JSON strings, into the file */
    struct span requests;           /* array of ids */
    size_t n;
};

/* All that are open, and a lock that keeps others away from them. Zero at first. */
struct pendings {
    struct lock lock;
    struct buf dir;
    struct pending *at;
    size_t n;
};

/* Waits while another run works with them. STATUS_CONFIG for a file that is none. Shut it in any
 * case. */
int pendings_open(struct pendings *p, struct fault *f);
void pendings_shut(struct pendings *p);
bool pendings_know(const struct pendings *p, const char *id); /* one has it from the vendor */

int pending_token(char token[static PENDING_TOKEN], struct fault *f); /* one that nobody has */
/* A new one. ids: their JSON strings, with commas between. Clear it in any case. */
int pending_make(struct pending *p, const struct pendings *in, const char *token,
                 const char *engine, const char *url, const char *model, struct span ids,
                 struct fault *f);
/* On the disk from here on, with p->id as it is now. */
int pending_write(struct pending *p, struct fault *f);
int pending_remove(const struct pending *p, struct fault *f);
void pending_clear(struct pending *p);

/* Put down what the vendor calls it (a JSON string); STATUS_PROTOCOL unless it is letters, digits,
 * _ and -: it becomes a part of addresses. */
int pending_name(struct pending *p, struct span id, struct fault *f);
int pending_ids(const struct pending *p, struct request_ids *into, struct fault *f);

#endif
