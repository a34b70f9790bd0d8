/* Work that is mostly loads and stores: blocks by size, chains, open addressing, text. */
#include "kernels.h"

__attribute__((noinline))
static void copy_block(u64 *to, const u64 *from, u64 words)
{
    u64 i = 0;
    for (; i + 4 <= words; i += 4) {
        u64 a = from[i], b = from[i + 1], c = from[i + 2], d = from[i + 3];
        to[i] = a, to[i + 1] = b, to[i + 2] = c, to[i + 3] = d;
        asm volatile("" : : : "memory");            /* stays a loop of words, no call */
    }
    for (; i < words; i++)
        to[i] = from[i];
}

__attribute__((noinline))
static void fill_block(u64 *to, u64 value, u64 words)
{
    for (u64 i = 0; i < words; i++) {
        to[i] = value;
        asm volatile("" : : : "memory");
    }
}

/* Each size from 32 bytes to 512 KiB moves the same number of bytes. */
u64 copy(void)
{
    u64 *a = (u64 *)shared_bytes, *b = (u64 *)(shared_bytes + (1 << 20)), sum = 0;
    u32 seed = 4;
    for (u32 i = 0; i < 1 << 17; i++)
        a[i] = next_random(&seed);
    for (u64 words = 4; words <= 1 << 16; words *= 4) {
        for (u64 at = 0; at + words <= 1 << 17; at += words)
            copy_block(b + at, a + at, words);
        for (u64 at = 0; at + words <= 1 << 16; at += words)
            fill_block(a + at, b[at] + words, words);
        sum = sum * 31 + b[words] + a[words];
    }
    return sum;
}

u64 list(void)
{
    struct node { struct node *next; u64 value; } *nodes = (struct node *)shared_bytes, *node = nodes;
    enum { COUNT = 64 * 1024 };
    u64 sum = 0;
    for (u64 i = 0, at = 0; i < COUNT; i++) {
        u64 next = (at * 5 + 12345) % COUNT;                /* a full period: every node once */
        nodes[at].next = &nodes[next];
        nodes[at].value = at;
        at = next;
    }
    for (u64 i = 0; i < 24ul * COUNT; i++, node = node->next)
        sum += node->value ^ i;
    return sum;
}

struct slot { u64 key, value; };

static struct slot *find(struct slot *slots, u64 mask, u64 key)
{
    u64 at = key * 0x9e3779b97f4a7c15ul >> 40;
    while (slots[at & mask].key != 0 && slots[at & mask].key != key)
        at++;
    return &slots[at & mask];
}

u64 hash_map(void)
{
    enum { SLOTS = 64 * 1024 };
    struct slot *slots = (struct slot *)shared_bytes;
    u64 sum = 0;
    u32 seed = 5;
    for (u32 i = 0; i < SLOTS; i++)
        slots[i] = (struct slot){ 0, 0 };
    for (u32 i = 0; i < 200 * 1024; i++) {
        u64 key = next_random(&seed) % 40000 + 1;
        struct slot *found = find(slots, SLOTS - 1, key);
        found->key = key;
        found->value += i;
        sum ^= found->value;
    }
    return sum;
}

/* Horspool's search: how often each of the patterns occurs in a text of four letters. */
u64 search(void)
{
    enum { TEXT = 256 * 1024, PATTERN = 9, PATTERNS = 8 };
    u64 found = 0;
    u32 seed = 6;
    for (u32 i = 0; i < TEXT; i++)
        shared_bytes[i] = "acgt"[next_random(&seed) >> 30];
    for (u32 p = 0; p < PATTERNS; p++) {
        u8 shift[256], pattern[PATTERN];
        for (u32 i = 0; i < PATTERN; i++)
            pattern[i] = shared_bytes[p * 1000 + i];
        for (u32 i = 0; i < 256; i++)
            shift[i] = PATTERN;
        for (u32 i = 0; i < PATTERN - 1; i++)
            shift[pattern[i]] = (u8)(PATTERN - 1 - i);
        for (u32 at = 0; at + PATTERN <= TEXT; at += shift[shared_bytes[at + PATTERN - 1]]) {
            u32 i = PATTERN;
            while (i > 0 && shared_bytes[at + i - 1] == pattern[i - 1])
                i--;
            found += i == 0 ? at : 0;
        }
    }
    return found;
}
