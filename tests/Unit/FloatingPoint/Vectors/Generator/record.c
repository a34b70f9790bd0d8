// Executes every instruction of instructions.inc over the operand matrix and every FPCR mode, and writes what it leaves behind.
// The operands are functions of (class, case, register, lane) alone; RecordedOperands.cs computes the same ones.
// Output, per instruction: u32 word, char class[4], then per mode and per case: u8 FPSR, result (8, 16, 8 or 1 bytes by kind).
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

typedef uint64_t u64;
typedef uint32_t u32;

struct entry { const char *operands, *result; };
static const struct entry entries[] = {
#define I(operands, result, text) { operands, result },
#include "instructions.inc"
#undef I
};
extern const u32 words[];
__asm__(".text\n.balign 4\n.global words\nwords:\n"
#define I(operands, result, text) text "\n"
#include "instructions.inc"
#undef I
);

static const u64 doubles[] = {
    0, 0x8000000000000000, 1, 0x8000000000000001, 0x000FFFFFFFFFFFFF, 0x800FFFFFFFFFFFFF, 0x0010000000000000, 0x8010000000000000,
    0x0010000000000001, 0x3CA0000000000000, 0x3FE0000000000000, 0x3FF0000000000000, 0xBFF0000000000000, 0x3FF0000000000001, 0x3FEFFFFFFFFFFFFF,
    0x4000000000000000, 0x4008000000000000, 0x41DFFFFFFFE00000, 0xC1E0000000200000, 0x43E0000000000000, 0x7FEFFFFFFFFFFFFF, 0xFFEFFFFFFFFFFFFF,
    0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000123, 0xFFF8000000000456, 0x7FF0000000000789, 0xFFF4000000000ABC };
static const u32 singles[] = {
    0, 0x80000000, 1, 0x80000001, 0x007FFFFF, 0x807FFFFF, 0x00800000, 0x80800000,
    0x00800001, 0x33800000, 0x3F000000, 0x3F800000, 0xBF800000, 0x3F800001, 0x3F7FFFFF,
    0x40000000, 0x40400000, 0x4EFFFFFF, 0xCF000001, 0x5F000000, 0x7F7FFFFF, 0xFF7FFFFF,
    0x7F800000, 0xFF800000, 0x7FC00123, 0xFFC00456, 0x7F800789, 0xFFA00ABC };
static const uint16_t halves[] = {
    0, 0x8000, 1, 0x8001, 0x03FF, 0x83FF, 0x0400, 0x8400, 0x0401, 0x1400, 0x3800, 0x3C00, 0xBC00, 0x3C01, 0x3BFF,
    0x4000, 0x4200, 0x63FF, 0xE401, 0x7800, 0x7BFF, 0xFBFF, 0x7C00, 0xFC00, 0x7E01, 0xFE02, 0x7C03, 0xFD04 };
static const u64 integers[] = {
    0, 1, 2, 3, 0x7F, 0x100, 0xFFFFFF, 0x1000000, 0x1000001, 0x1000003, 0x7FFFFF80, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF,
    0x100000000, 0x1FFFFFFFFFFFFF, 0x20000000000001, 0x20000000000003, 0x7FFFFFFFFFFFFC00, 0x7FFFFFFFFFFFFE00, 0x7FFFFFFFFFFFFFFF,
    0x8000000000000000, 0x8000000000000001, 0x80000000000003FF, 0xFFFFFFFFFFFFFC00, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF00000000 };
enum { Edges = 28, Spread = 11 };

static u64 mix(u64 x)
{
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

// A value of a format whose exponent lies where something happens, with few or many fraction bits.
static u64 random_float(u64 seed, int fraction_bits, int exponent_bits)
{
    u64 h = mix(seed), fraction = mix(h) & ((1ull << fraction_bits) - 1);
    int bias = (1 << (exponent_bits - 1)) - 1, exponent;
    if (h & 0x100) fraction &= ~0ull << (fraction_bits - 3);
    else if (h & 0x200) fraction &= ~0ull << (fraction_bits / 2);
    int step = (int)(h >> 32) & 0xFF;
    switch (h & 7) {
    case 0: exponent = (int)(h >> 40) & (2 * bias + 1); break;
    case 1: exponent = bias / 2 + step % 5; break;
    case 2: exponent = bias + bias / 2 - step % 5; break;
    case 3: exponent = step % 4; break;
    case 4: exponent = 2 * bias - step % 4; break;
    case 5: exponent = bias + step % (fraction_bits + 12); break;
    case 6: exponent = bias - step % 8; break;
    default: exponent = bias + step % 3; break;
    }
    return ((h >> 63) << (fraction_bits + exponent_bits)) | ((u64)exponent << fraction_bits) | fraction;
}

static int case_count(const char *operands)
{
    if (operands[2] == 'v') return 160;
    switch (operands[0]) {
    case 'B': return Edges * Edges + 400;
    case 'T': return Spread * Spread * Spread + 1500;
    default: return Edges + 200;
    }
}

static u64 element(const char *operands, int c, int reg, int lane)
{
    int index = -1, first = reg == 1 ? 0 : reg == 2 ? 1 : 2;
    if (operands[2] == 'v') {
        if (c < 2 * Edges) index = (c * (2 * first + 1) + c / Edges * 5 * first + lane * (3 + 2 * first)) % Edges;
    } else if (operands[0] == 'T') {
        static const int power[] = { 1, Spread, Spread * Spread };
        static const int chosen[Spread] = { 0, 1, 4, 6, 11, 12, 20, 22, 23, 25, 26 };
        if (c < Spread * Spread * Spread) index = chosen[c / power[first] % Spread];
    } else if (operands[0] == 'B') {
        if (c < Edges * Edges) index = first == 0 ? c % Edges : c / Edges % Edges;
    } else if (c < Edges) {
        index = c;
    }
    u64 seed = ((u64)c * 64 + (u64)reg * 16 + (u64)lane) * 8;
    switch (operands[1]) {
    case 'd': return index >= 0 ? doubles[index] : random_float(seed, 52, 11);
    case 's': return index >= 0 ? singles[index] : random_float(seed + 1, 23, 8);
    case 'h': return index >= 0 ? halves[index] : random_float(seed + 2, 10, 5);
    default: return index >= 0 ? integers[index] : (u64)((int64_t)mix(seed + 3) >> (mix(seed + 4) & 63));
    }
}

static void fill(const char *operands, int c, int reg, u64 v[2])
{
    int bytes = operands[1] == 'h' ? 2 : operands[1] == 's' || operands[1] == 'w' ? 4 : 8;
    memset(v, 0, 16);
    for (int lane = 0; lane < 16 / bytes; lane++) {
        u64 value = element(operands, c, reg, lane);
        memcpy((char *)v + lane * bytes, &value, bytes);
    }
}

static const u32 modes[] = { 0, 1u << 22, 2u << 22, 3u << 22, 1u << 24, 1u << 24 | 2u << 22, 1u << 25 | 1u << 24, 1u << 26 | 1u << 25, 1u << 26 | 1u << 22 };
enum { Modes = sizeof modes / sizeof *modes };

struct state { u64 v[4][2]; u64 x0, x1, nzcv, fpsr, fpcr; };
typedef void run_function(struct state *);

// x2 points at the state; the instruction between the two halves is replaced.
extern char body_start[], body_hole[], body_end[];
__asm__(".text\n.balign 4\n.global body_start, body_hole, body_end\nbody_start:\n"
    "mov x2, x0\n ldp q0, q1, [x2]\n ldp q2, q3, [x2, #32]\n ldr x3, [x2, #96]\n msr fpcr, x3\n msr fpsr, xzr\n"
    "ldp x0, x1, [x2, #64]\n"
    "body_hole: nop\n"
    "mrs x4, nzcv\n mrs x3, fpsr\n msr fpcr, xzr\n stp q0, q1, [x2]\n str x0, [x2, #64]\n stp x4, x3, [x2, #80]\n ret\n"
    "body_end:\n");

int main(int argc, char **argv)
{
    FILE *out = fopen(argv[1], "wb");
    char *code = mmap(0, 1 << 20, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    size_t size = body_end - body_start, hole = body_hole - body_start;
    (void)argc;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        const struct entry *e = &entries[i];
        char *copy = code + i * size;
        memcpy(copy, body_start, size);
        memcpy(copy + hole, &words[i], 4);
        __builtin___clear_cache(copy, copy + size);
        char class[4] = { 0 };
        strncpy(class, e->operands, 3);
        class[3] = e->result[0];
        fwrite(&words[i], 4, 1, out);
        fwrite(class, 4, 1, out);
        for (int mode = 0; mode < Modes; mode++) {
            for (int c = 0; c < case_count(class); c++) {
                struct state s;
                memset(&s, 0, sizeof s);
                fill(class, c, 3, s.v[0]);
                fill(class, c, 1, s.v[1]);
                fill(class, c, 2, s.v[2]);
                fill(class, c, 3, s.v[3]);
                s.x1 = element(class, c, 1, 0);
                s.fpcr = modes[mode];
                ((run_function *)copy)(&s);
                fputc((int)s.fpsr & 0xFF, out);
                switch (class[3]) {
                case 'd':
                    if (s.v[0][1] != 0) { fprintf(stderr, "entry %zu: upper half not zero\n", i); return 1; }
                    fwrite(s.v[0], 8, 1, out);
                    break;
                case 'q': fwrite(s.v[0], 16, 1, out); break;
                case 'x': fwrite(&s.x0, 8, 1, out); break;
                default: fputc((int)(s.nzcv >> 28), out); break;
                }
            }
        }
    }
    return fclose(out);
}
