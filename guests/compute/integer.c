/* Integer work: branches that cannot be foreseen, table look-ups, rotations, deep calls. */
#include "kernels.h"

static void quicksort(u32 *a, long low, long high)
{
    while (high - low > 12) {
        u32 pivot = a[low + (high - low) / 2];
        long i = low, j = high;
        while (i <= j) {
            while (a[i] < pivot)
                i++;
            while (a[j] > pivot)
                j--;
            if (i <= j) {
                u32 moved = a[i];
                a[i++] = a[j];
                a[j--] = moved;
            }
        }
        if (j - low < high - i) {
            quicksort(a, low, j);
            low = i;
        } else {
            quicksort(a, i, high);
            high = j;
        }
    }
    for (long i = low + 1; i <= high; i++) {
        u32 value = a[i];
        long j = i;
        for (; j > low && a[j - 1] > value; j--)
            a[j] = a[j - 1];
        a[j] = value;
    }
}

u64 sort(void)
{
    enum { COUNT = 96 * 1024 };
    u32 *a = (u32 *)shared_bytes, seed = 1;
    u64 sum = 0;
    for (u32 i = 0; i < COUNT; i++)
        a[i] = next_random(&seed);
    quicksort(a, 0, COUNT - 1);
    for (u32 i = 1; i < COUNT; i++)
        sum = sum * 31 + ((a[i - 1] <= a[i]) ^ a[i]);
    return sum;
}

u64 sieve(void)
{
    u64 count = 0;
    for (u32 i = 0; i < 1 << 20; i++)
        shared_bytes[i] = 0;
    for (u64 i = 2; i < 1 << 20; i++)
        if (!shared_bytes[i]) {
            count++;
            for (u64 j = i * i; j < 1 << 20; j += i)
                shared_bytes[j] = 1;
        }
    return count;
}

u64 crc32(void)
{
    static u32 table[256];
    u32 crc = ~0u, seed = 2;
    for (u32 i = 0; i < 256; i++) {
        u32 value = i;
        for (u32 bit = 0; bit < 8; bit++)
            value = value >> 1 ^ (0xedb88320u & -(value & 1));
        table[i] = value;
    }
    for (u32 i = 0; i < 1 << 18; i += 4)
        *(u32 *)(shared_bytes + i) = next_random(&seed);
    for (u32 round = 0; round < 6; round++)
        for (u32 i = 0; i < 1 << 18; i++)
            crc = crc >> 8 ^ table[(u8)crc ^ shared_bytes[i]];
    return ~crc;
}

static const u32 sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

#define ROTATE(value, count) ((value) >> (count) | (value) << (32 - (count)))

static void sha256_block(u32 *state, const u8 *block)
{
    u32 w[64], s[8];
    for (u32 i = 0; i < 16; i++)
        w[i] = (u32)block[4 * i] << 24 | (u32)block[4 * i + 1] << 16 | (u32)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (u32 i = 16; i < 64; i++) {
        u32 a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (ROTATE(a, 7) ^ ROTATE(a, 18) ^ a >> 3) + (ROTATE(b, 17) ^ ROTATE(b, 19) ^ b >> 10);
    }
    for (u32 i = 0; i < 8; i++)
        s[i] = state[i];
    for (u32 i = 0; i < 64; i++) {
        u32 e = s[4], a = s[0];
        u32 t1 = s[7] + (ROTATE(e, 6) ^ ROTATE(e, 11) ^ ROTATE(e, 25)) + ((e & s[5]) ^ (~e & s[6])) + sha256_constants[i] + w[i];
        u32 t2 = (ROTATE(a, 2) ^ ROTATE(a, 13) ^ ROTATE(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        s[7] = s[6], s[6] = s[5], s[5] = e, s[4] = s[3] + t1, s[3] = s[2], s[2] = s[1], s[1] = a, s[0] = t1 + t2;
    }
    for (u32 i = 0; i < 8; i++)
        state[i] += s[i];
}

/* FIPS 180-4 without the padding: whole blocks only. */
u64 sha256(void)
{
    u32 state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 }, seed = 3;
    for (u32 i = 0; i < 1 << 18; i += 4)
        *(u32 *)(shared_bytes + i) = next_random(&seed);
    for (u32 i = 0; i < 1 << 18; i += 64)
        sha256_block(state, shared_bytes + i);
    return (u64)state[0] << 32 | state[7];
}

__attribute__((noinline))
static u32 place(u32 all, u32 columns, u32 left, u32 right)
{
    u32 solutions = 0;
    if (columns == all)
        return 1;
    for (u32 free = all & ~(columns | left | right); free;) {
        u32 queen = free & -free;
        free ^= queen;
        solutions += place(all, columns | queen, (left | queen) << 1, (right | queen) >> 1);
    }
    return solutions;
}

u64 queens(void)
{
    return place((1u << 10) - 1, 0, 0, 0);
}

__attribute__((noinline))
static u64 fibonacci(u64 n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

u64 fib(void)
{
    return fibonacci(26);
}
