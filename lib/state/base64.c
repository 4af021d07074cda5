#include "lib/state/base64.h"

#include <sodium.h>
#include <string.h>

void base64_add(struct buf *out, struct span bytes, enum base64 alphabet)
{
    int variant = alphabet == BASE64_URL ? sodium_base64_VARIANT_URLSAFE_NO_PADDING
                                         : sodium_base64_VARIANT_ORIGINAL;
    size_t size = sodium_base64_encoded_len(bytes.len, variant); /* with its NUL */
    char *room = buf_room(out, size);
    if (!room)
        return;
    sodium_bin2base64(room, size, (const unsigned char *)bytes.at, bytes.len, variant);
    out->len += size - 1;
}

bool base64_read(struct buf *out, struct span text)
{
    size_t n = 0;
    while (text.len && text.at[text.len - 1] == '=')
        text.len--;
    bool url = text.len && (memchr(text.at, '-', text.len) || memchr(text.at, '_', text.len));
    char *room = buf_room(out, text.len);
    if (!room || sodium_base642bin((unsigned char *)room, text.len, text.at ? text.at : "",
                                   text.len, NULL, &n, NULL,
                                   url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING
                                       : sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
        return false;
    out->len += n;
    out->at[out->len] = '\0';
    return true;
}
