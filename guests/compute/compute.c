/* Ordinary C at EL1, MMU and caches on: each kernel prints a checksum. For measuring, and for comparing both tiers. */
#include "guest.h"

#define WORDS (256 * 1024)

static u32 words[WORDS], other[WORDS];
struct node { struct node *next; u64 value; };
static struct node nodes[64 * 1024];
static u8 sieve[1 << 20];

void *memcpy(void *to, const void *from, u64 count);
void *memset(void *to, int value, u64 count);

static u32 random_state = 1;

static u32 random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* The compiler may ask for these: pairs of 16 bytes where it can. */
__attribute__((noinline, optimize("no-tree-loop-distribute-patterns")))
void *memcpy(void *to, const void *from, u64 count)
{
    u64 i = 0;
    if ((((u64)to | (u64)from) & 7) == 0)
        for (; i + 32 <= count; i += 32) {
            const u64 *s = (const u64 *)((const u8 *)from + i);
            u64 *d = (u64 *)((u8 *)to + i);
            u64 a = s[0], b = s[1], c = s[2], e = s[3];
            d[0] = a, d[1] = b, d[2] = c, d[3] = e;
        }
    for (; i < count; i++)
        ((u8 *)to)[i] = ((const u8 *)from)[i];
    return to;
}

__attribute__((noinline, optimize("no-tree-loop-distribute-patterns")))
void *memset(void *to, int value, u64 count)
{
    for (u64 i = 0; i < count; i++)
        ((u8 *)to)[i] = (u8)value;
    return to;
}

static u64 hash(void)
{
    u64 h = 0xcbf29ce484222325ul;
    for (u32 round = 0; round < 12; round++)
        for (u32 i = 0; i < WORDS; i++) {
            h = (h ^ words[i]) * 0x100000001b3ul;
            h ^= h >> 29;
        }
    return h;
}

static u64 copy(void)
{
    for (u32 round = 0; round < 100; round++)
        memcpy(round & 1 ? words : other, round & 1 ? other : words, sizeof words);
    u64 sum = 0;
    for (u32 i = 0; i < WORDS; i++)
        sum = sum * 31 + other[i];
    return sum;
}

static void sift(u32 *heap, u64 root, u64 count)
{
    u32 value = heap[root];
    for (u64 child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && heap[child + 1] > heap[child])
            child++;
        if (heap[child] <= value)
            break;
        heap[root] = heap[child];
    }
    heap[root] = value;
}

static u64 sort(void)
{
    u32 *a = other;
    for (u64 i = WORDS / 2; i-- > 0;)
        sift(a, i, WORDS);
    for (u64 end = WORDS - 1; end > 0; end--) {
        u32 largest = a[0];
        a[0] = a[end];
        a[end] = largest;
        sift(a, 0, end);
    }
    u64 sum = 0;
    for (u32 i = 1; i < WORDS; i++)
        sum += (a[i - 1] <= a[i]) * (u64)i ^ a[i];
    return sum;
}

static u64 list(void)
{
    u64 count = sizeof nodes / sizeof nodes[0], sum = 0;
    for (u64 i = 0, at = 0; i < count; i++) {
        u64 next = (at * 5 + 12345) % count;                /* a full period: every node once */
        nodes[at].next = &nodes[next];
        nodes[at].value = at;
        at = next;
    }
    struct node *node = nodes;
    for (u64 i = 0; i < 64 * count; i++, node = node->next)
        sum += node->value ^ i;
    return sum;
}

__attribute__((noinline))
static u64 fib(u64 n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static u64 primes(void)
{
    u64 count = 0;
    memset(sieve, 0, sizeof sieve);
    for (u64 i = 2; i < sizeof sieve; i++)
        if (!sieve[i]) {
            count++;
            for (u64 j = i * i; j < sizeof sieve; j += i)
                sieve[j] = 1;
        }
    return count;
}

static u64 matrix(void)
{
    enum { N = 128 };
    u32 *a = words, *b = words + N * N, *c = other;
    u64 sum = 0;
    for (u32 i = 0; i < N; i++)
        for (u32 j = 0; j < N; j++) {
            u32 cell = 0;
            for (u32 k = 0; k < N; k++)
                cell += a[i * N + k] * b[k * N + j];
            c[i * N + j] = cell;
            sum = sum * 3 + cell;
        }
    return sum;
}

static u64 checksum(void)
{
    u32 crc = ~0u;
    for (u32 round = 0; round < 16; round++)
        for (u32 i = 0; i < WORDS; i++)
            crc = __builtin_aarch64_crc32cw(crc, words[i]);
    return crc;
}

void guest_main(void)
{
    for (u32 i = 0; i < WORDS; i++)
        words[i] = random();
    put("compute start\n");
    put_result("compute hash", hash());
    put_result("compute copy", copy());
    put_result("compute sort", sort());
    put_result("compute list", list());
    put_result("compute fib", fib(30));
    put_result("compute primes", primes());
    put_result("compute matrix", matrix());
    put_result("compute crc32c", checksum());
    put("compute done\n");
}
