/* The address ranges that are not the public internet: RFC 6890 and IANA's registries built on it.
 */

#include "lib/http/address.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const struct {
    uint32_t net;
    int bits;
} inward4[] = {
    {0x00000000, 8},  /* 0.0.0.0/8 this network */
    {0x0a000000, 8},  /* 10/8 */
    {0x64400000, 10}, /* 100.64/10 shared */
    {0xa9fe0000, 16}, /* 169.254/16 link-local, cloud metadata */
    {0xac100000, 12}, /* 172.16/12 */
    {0xc0000000, 24}, /* 192.0.0/24 */
    {0xc0000200, 24}, /* 192.0.2/24 documentation */
    {0xc0586300, 24}, /* 192.88.99/24 6to4's relays, given up */
    {0xc0a80000, 16}, /* 192.168/16 */
    {0xc6120000, 15}, /* 198.18/15 benchmarks */
    {0xc6336400, 24}, /* 198.51.100/24 documentation */
    {0xcb007100, 24}, /* 203.0.113/24 documentation */
    {0xe0000000, 3},  /* 224/4 multicast, 240/4 reserved, broadcast */
};

static enum address kind4(uint32_t ip)
{
    if (ip >> 24 == 127)
        return ADDRESS_LOOPBACK;
    for (size_t i = 0; i < sizeof(inward4) / sizeof(inward4[0]); i++)
        if ((ip ^ inward4[i].net) >> (32 - inward4[i].bits) == 0)
            return ADDRESS_PRIVATE;
    return ADDRESS_PUBLIC;
}

static uint32_t ip4_in(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static enum address kind6(const uint8_t a[16])
{
    static const uint8_t zero[16], mapped[12] = {[10] = 0xff, [11] = 0xff},
                                   nat64[12] = {0x00, 0x64, 0xff, 0x9b};
    if (memcmp(a, zero, 15) == 0 && a[15] == 1)
        return ADDRESS_LOOPBACK;
    if (memcmp(a, mapped, 12) == 0 || memcmp(a, nat64, 12) == 0)
        return kind4(ip4_in(a + 12)); /* an IPv4 address in other clothes */
    if (a[0] == 0x20 && a[1] == 0x02)
        return kind4(ip4_in(a + 2)); /* 6to4 */
    /* Global unicast is 2000::/3. In it 2001::/23 is for protocols (Teredo, benchmarks, ORCHID);
     * 2001:db8::/32 and 3fff::/20 are documentation. */
    if ((a[0] & 0xe0) != 0x20)
        return ADDRESS_PRIVATE;
    if (a[0] == 0x20 && a[1] == 0x01 && ((a[2] & 0xfe) == 0 || (a[2] == 0x0d && a[3] == 0xb8)))
        return ADDRESS_PRIVATE;
    if (a[0] == 0x3f && a[1] == 0xff && (a[2] & 0xf0) == 0)
        return ADDRESS_PRIVATE;
    return ADDRESS_PUBLIC;
}

enum address address_kind(const struct sockaddr *to)
{
    if (to->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, to, sizeof(in));
        return kind4(ntohl(in.sin_addr.s_addr));
    }
    if (to->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, to, sizeof(in));
        return kind6(in.sin6_addr.s6_addr);
    }
    return ADDRESS_PRIVATE;
}
