#include "lib/archive/names.h"

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool name_is_id(struct span name)
{
    if (name.len == 0 || name.len >= NAME_ID || name.at[0] == '-')
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!is_plain(name.at[i]))
            return false;
    return true;
}

static bool is_part(const char *at, size_t len)
{
    if (len == 0 || len > 255 || at[0] == '-' || (len == 1 && at[0] == '.') ||
        (len == 2 && at[0] == '.' && at[1] == '.'))
        return false;
    for (size_t i = 0; i < len; i++)
        if (!is_plain(at[i]) && at[i] != '.')
            return false;
    return true;
}

bool name_is_member(struct span name)
{
    if (name.len == 0 || name.len >= NAME_MEMBER)
        return false;
    size_t from = 0;
    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && name.at[i] != '/')
            continue;
        if (!is_part(name.at + from, i - from))
            return false;
        from = i + 1;
    }
    return true;
}
