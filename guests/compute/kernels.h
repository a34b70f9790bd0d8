/* The kernels: each starts from its own seeds, so that a run gives the same checksum wherever and however often it is made. */
#ifndef KERNELS_H
#define KERNELS_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

struct kernel { const char *name; u64 (*run)(void); };
extern const struct kernel kernels[];
extern const u32 kernel_count;

/* Working memory that kernels share: a kernel fills what it reads. */
#define SHARED_BYTES (2u << 20)
extern u8 shared_bytes[SHARED_BYTES];

static inline u32 next_random(u32 *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

u64 sort(void);
u64 sieve(void);
u64 crc32(void);
u64 sha256(void);
u64 queens(void);
u64 fib(void);
u64 copy(void);
u64 hash_map(void);
u64 list(void);
u64 search(void);
u64 matrix(void);
u64 bytecode(void);
#endif
