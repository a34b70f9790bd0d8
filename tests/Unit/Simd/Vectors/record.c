// Executes single instructions on given register states and prints the states they leave. Built static for AArch64 and run by
// qemu-aarch64 -cpu cortex-a57 (see record.py). Input: counts, states, words; output: one state and one memory image per word and state.
#define _GNU_SOURCE
#include <signal.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define MEMORY ((uint8_t *)0x10000000)
#define MEMORY_SIZE 256

struct state { uint64_t v[64]; uint64_t x[8]; uint64_t fpsr; };

void run(const struct state *in, struct state *out, const void *code);
__asm__(
    ".global run\nrun:\n"
    "stp x29, x30, [sp, #-112]!\n stp x19, x20, [sp, #16]\n stp d8, d9, [sp, #32]\n stp d10, d11, [sp, #48]\n"
    "stp d12, d13, [sp, #64]\n stp d14, d15, [sp, #80]\n stp x21, x22, [sp, #96]\n"
    "mov x19, x1\n mov x20, x2\n mov x21, x0\n msr fpsr, xzr\n msr fpcr, xzr\n"
    ".irp n,0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30\n ldr q\\n, [x21, #(\\n*16)]\n .endr\n"
    ".irp n,1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31\n ldr q\\n, [x21, #(\\n*16)]\n .endr\n"
    "add x21, x21, #512\n ldp x0, x1, [x21]\n ldp x2, x3, [x21, #16]\n ldp x4, x5, [x21, #32]\n ldp x6, x7, [x21, #48]\n"
    "blr x20\n"
    ".irp n,0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30\n str q\\n, [x19, #(\\n*16)]\n .endr\n"
    ".irp n,1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31\n str q\\n, [x19, #(\\n*16)]\n .endr\n"
    "add x19, x19, #512\n stp x0, x1, [x19]\n stp x2, x3, [x19, #16]\n stp x4, x5, [x19, #32]\n stp x6, x7, [x19, #48]\n"
    "mrs x0, fpsr\n str x0, [x19, #64]\n"
    "ldp x19, x20, [sp, #16]\n ldp d8, d9, [sp, #32]\n ldp d10, d11, [sp, #48]\n ldp d12, d13, [sp, #64]\n ldp d14, d15, [sp, #80]\n"
    "ldp x21, x22, [sp, #96]\n ldp x29, x30, [sp], #112\n ret\n");

static sigjmp_buf undefined;

static void on_sigill(int signal) { (void)signal; siglongjmp(undefined, 1); }

static void read_all(void *to, size_t size)
{
    if (fread(to, 1, size, stdin) != size) exit(1);
}

int main(void)
{
    uint32_t counts[2];
    read_all(counts, sizeof counts);
    struct state *states = malloc(counts[0] * sizeof *states);
    uint32_t *words = malloc(counts[1] * sizeof *words);
    read_all(states, counts[0] * sizeof *states);
    read_all(words, counts[1] * sizeof *words);
    uint32_t *code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mmap(MEMORY, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    signal(SIGILL, on_sigill);
    for (uint32_t w = 0; w < counts[1]; w++)
    {
        code[0] = words[w];
        code[1] = 0xD65F03C0; // RET
        __builtin___clear_cache((char *)code, (char *)(code + 2));
        for (uint32_t s = 0; s < counts[0]; s++)
        {
            struct state out;
            uint8_t defined = 1;
            for (int i = 0; i < MEMORY_SIZE; i++) MEMORY[i] = (uint8_t)(i * 7 + 3);
            memset(&out, 0, sizeof out);
            if (sigsetjmp(undefined, 1) == 0) run(&states[s], &out, code);
            else defined = 0;
            fwrite(&defined, 1, 1, stdout);
            fwrite(&out, 1, sizeof out, stdout);
            fwrite(MEMORY, 1, MEMORY_SIZE, stdout);
        }
    }
    return 0;
}
