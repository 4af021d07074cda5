#include "lib/pack/zst.h"

#include <zstd.h>
#include <zstd_errors.h>
#include "lib/pack/frame.h"

static const uint32_t MAGIC_SKIPPABLE = 0x184D2A50; /* to 5F */

enum { SKIPPABLE_HEAD = 8 };

static uint32_t magic(struct span bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool is_skippable(struct span bytes)
{
    return (magic(bytes) & 0xFFFFFFF0) == MAGIC_SKIPPABLE;
}

bool zst_is(struct span first_bytes)
{
    return first_bytes.len >= ZST_MAGIC &&
           (magic(first_bytes) == ZSTD_MAGICNUMBER || is_skippable(first_bytes));
}

/* What libzstd says in its own words, in ours; none of the words is the data's. */
static int refuse(size_t code, struct fault *f)
{
    switch (ZSTD_getErrorCode(code)) {
    case ZSTD_error_memory_allocation:
        return fault(f, STATUS_NO_MEMORY, "no memory to unpack the zstd data");
    case ZSTD_error_prefix_unknown:
        return fault(f, STATUS_BAD_RECORD, "the zstd data goes on with something else");
    case ZSTD_error_frameParameter_windowTooLarge:
        return fault(f, STATUS_BAD_RECORD,
                     "the zstd data needs a window of more than %d MiB to be unpacked",
                     1 << (ZST_WINDOW_LOG - 20));
    case ZSTD_error_dictionary_wrong:
        return fault(f, STATUS_BAD_RECORD, "the zstd data was made with a dictionary");
    case ZSTD_error_checksum_wrong:
        return fault(f, STATUS_BAD_RECORD, "the zstd data is damaged: its checksum is wrong");
    default: return fault(f, STATUS_BAD_RECORD, "the zstd data is damaged");
    }
}

int zst_short(struct fault *f)
{
    return fault(f, STATUS_BAD_RECORD, "the zstd data is cut short");
}

int zst_look(struct zst_frame *frame, struct span bytes, struct fault *f)
{
    *frame = (struct zst_frame){0};
    if (bytes.len < ZST_MAGIC)
        return 0;
    if (!zst_is(bytes))
        return fault(f, STATUS_BAD_RECORD, "the zstd data goes on with something else");
    unsigned long long plain = 0;
    frame->skippable = is_skippable(bytes);
    if (!frame->skippable)
        plain = ZSTD_getFrameContentSize(bytes.at, bytes.len);
    if (plain != ZSTD_CONTENTSIZE_UNKNOWN && plain != ZSTD_CONTENTSIZE_ERROR) {
        frame->sized = true;
        frame->plain = plain;
    }
    size_t packed = ZSTD_findFrameCompressedSize(bytes.at, bytes.len);
    if (ZSTD_isError(packed))
        return ZSTD_getErrorCode(packed) == ZSTD_error_srcSize_wrong ? 0 : refuse(packed, f);
    frame->packed = packed;
    return 1;
}

int zst_init(struct zst_unpacker *u, struct fault *f)
{
    *u = (struct zst_unpacker){.context = ZSTD_createDCtx()};
    if (!u->context)
        return fault(f, STATUS_NO_MEMORY, "no memory for the decompressor");
    ZSTD_DCtx_setParameter(u->context, ZSTD_d_windowLogMax, ZST_WINDOW_LOG);
    return 0;
}

void zst_clear(struct zst_unpacker *u)
{
    ZSTD_freeDCtx(u->context);
    *u = (struct zst_unpacker){0};
}

int zst_unpack(struct zst_unpacker *u, struct span packed, const struct zst_frame *frame,
               struct buf *plain, struct fault *f)
{
    if (frame->skippable)
        return 0;
    if (!frame->sized || frame->plain > FRAME_MOST)
        return fault(f, STATUS_BUG, "a zstd frame that should have been fed in pieces");
    char *room = buf_room(plain, (size_t)frame->plain);
    if (!room)
        return buf_check(plain, "a zstd frame", f);
    size_t got =
        ZSTD_decompressDCtx(u->context, room, (size_t)frame->plain, packed.at, frame->packed);
    if (!ZSTD_isError(got) && got == frame->plain) {
        plain->len += got;
        plain->at[plain->len] = '\0';
        return 0;
    }
    plain->at[plain->len] = '\0';
    return ZSTD_isError(got) ? refuse(got, f)
                             : fault(f, STATUS_BAD_RECORD, "the zstd data is damaged");
}

int zst_unpack_one(struct zst_unpacker *u, struct span packed, struct buf *plain, struct fault *f)
{
    struct zst_frame frame;
    int there = zst_look(&frame, packed, f);
    if (there <= 0)
        return there == 0 ? zst_short(f) : -1;
    if (frame.packed != packed.len || frame.skippable || !frame.sized || frame.plain > FRAME_MOST)
        return fault(f, STATUS_BAD_RECORD, "a zstd frame is none of ours");
    return zst_unpack(u, packed, &frame, plain, f);
}

int zst_feed(struct zst_unpacker *u, struct span *packed, struct buf *plain, size_t most,
             struct fault *f)
{
    if (packed->len == 0 && !u->amid)
        return 0;
    char *room = buf_room(plain, most);
    if (!room)
        return buf_check(plain, "the unpacked zstd data", f);
    ZSTD_inBuffer in = {packed->at, packed->len, 0};
    ZSTD_outBuffer out = {room, most, 0};
    size_t left = ZSTD_decompressStream(u->context, &out, &in);
    *packed = (struct span){packed->at + in.pos, packed->len - in.pos};
    plain->len += out.pos;
    plain->at[plain->len] = '\0';
    u->amid = left != 0 && !ZSTD_isError(left);
    if (!ZSTD_isError(left))
        return left == 0;
    ZSTD_DCtx_reset(u->context, ZSTD_reset_session_only);
    return refuse(left, f);
}
