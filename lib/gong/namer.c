#include "lib/gong/namer.h"

#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/json/splice.h"

static bool is_id(struct span value)
{
    return json_kind(value) == JSON_STRING && value.len > 2;
}

int namer_enrich(struct namer *n, const struct call *call, struct buf *out, struct fault *f)
{
    buf_clear(&n->host);
    buf_clear(&n->users);
    ids_empty(&n->named);
    if (is_id(call->host_id))
        people_describe(n->people, call->host_id, call_host(call), false, &n->host);
    else
        buf_text(&n->host, "null");
    buf_byte(&n->users, '[');
    for (size_t i = 0; i < call->nparties; i++) {
        const struct party *party = &call->parties[i];
        bool fresh = false;
        if (is_id(party->user_id) && ids_add(&n->named, party->user_id, NULL, &fresh, f) != 0)
            return -1;
        if (!fresh)
            continue;
        if (n->users.len > 1)
            buf_byte(&n->users, ',');
        people_describe(n->people, party->user_id, party, true, &n->users);
    }
    buf_byte(&n->users, ']');
    if (buf_check(&n->host, "the host", f) != 0 || buf_check(&n->users, "the users", f) != 0)
        return -1;
    const struct splice what[] = {{.name = span_of("host"), .value = buf_view(&n->host)},
                                  {.name = span_of("users"), .value = buf_view(&n->users)}};
    splice_callmine(out, call->record, what, 2);
    return buf_check(out, "a record", f);
}

int namer_step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct namer *n = self;
    buf_clear(&n->line);
    if (call_read(&n->call, record, f) != 0 || namer_enrich(n, &n->call, &n->line, f) != 0)
        return -1;
    out_line(out, buf_view(&n->line));
    return 0;
}

static void *fork_namer(void *self, struct fault *f)
{
    struct namer *n = calloc(1, sizeof *n);
    if (n)
        n->people = ((struct namer *)self)->people;
    else
        fault(f, STATUS_NO_MEMORY, "no memory for a thread's calls");
    return n;
}

static int join_namer(void *self, void *other, struct fault *f)
{
    (void)self, (void)f;
    namer_clear(other);
    free(other);
    return 0;
}

const struct parallel namer_parallel = {.fork = fork_namer, .join = join_namer};

void namer_clear(struct namer *n)
{
    call_clear(&n->call);
    buf_free(&n->host);
    buf_free(&n->users);
    buf_free(&n->line);
    ids_clear(&n->named);
}
