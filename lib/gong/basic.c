#include "lib/gong/basic.h"

#include "lib/state/base64.h"

void basic_credential(struct buf *b, struct span user, struct span password)
{
    struct buf plain = {.secret = true};
    buf_span(&plain, user);
    buf_byte(&plain, ':');
    buf_span(&plain, password);
    base64_add(b, buf_view(&plain), BASE64_PADDED);
    if (plain.state != BUF_SOUND)
        b->state = plain.state;
    buf_free(&plain);
}
