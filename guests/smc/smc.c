/* Self-modifying code: published properly, through an alias, over a page's end, next to the running code, and not published at all. */
#include "guest.h"

#define ALIAS 0x80000000ul          /* RAM is mapped a second time at 3 GB */
#define MOV_X0(n) (0xd2800000u | (u32)(n) << 5)
#define ADD_X0(n) (0x91000000u | (u32)(n) << 10)
#define RET 0xd65f03c0u
#define ISB 0xd5033fdfu

static u32 code[3 * 1024] __attribute__((aligned(4096)));
typedef u64 function(void);

static u64 call(u64 address)
{
    return ((function *)address)();
}

static void write(u32 *at, u32 instruction)
{
    *(volatile u32 *)at = instruction;
}

/* A function that returns n, written and called over and over. */
static u64 published(void)
{
    u64 sum = 0;
    for (u32 n = 0; n < 1000; n++) {
        write(&code[0], MOV_X0(n));
        write(&code[1], RET);
        publish((u64)&code[0]);
        sum += call((u64)&code[0]);
    }
    return sum;
}

/* Stores through the alias, calls through both addresses. */
static u64 aliased(void)
{
    u64 sum = 0;
    for (u32 n = 0; n < 100; n++) {
        u32 *alias = (u32 *)((u64)&code[16] + ALIAS);
        write(&alias[0], MOV_X0(n));
        write(&alias[1], RET);
        publish((u64)&alias[0]);
        publish((u64)&code[16]);
        sum += call((u64)&code[16]) + call((u64)&alias[0]);
    }
    return sum;
}

/* The last instruction of one page and the first of the next change in turn. */
static u64 over_the_end(void)
{
    u64 sum = 0;
    write(&code[1022], MOV_X0(0));
    write(&code[1025], RET);
    publish((u64)&code[1022]);
    for (u32 n = 0; n < 100; n++) {
        write(&code[1023], ADD_X0(n));
        publish((u64)&code[1023]);
        write(&code[1024], ADD_X0(2 * n));
        publish((u64)&code[1024]);
        sum += call((u64)&code[1022]);
    }
    return sum;
}

/* Code that rewrites an instruction a little ahead of itself, in its own page. */
static u64 ahead(void)
{
    static const u32 body[] = {
        0xb9000020,             /* str w0, [x1] */
        0xd50b7b21,             /* dc cvau, x1 */
        0xd5033b9f,             /* dsb ish */
        0xd50b7521,             /* ic ivau, x1 */
        0xd5033b9f,             /* dsb ish */
        ISB,
        MOV_X0(7),              /* the one that is replaced */
        RET,
    };
    u64 sum = 0;
    for (u32 n = 0; n < 100; n++) {
        for (u32 i = 0; i < 8; i++) {
            write(&code[64 + i], body[i]);
            publish((u64)&code[64 + i]);
        }
        sum += ((u64 (*)(u64, u64))&code[64])(MOV_X0(n * 3), (u64)&code[70]);
    }
    return sum;
}

/* Data beside running code: no instruction changes, however much is written. */
static u64 data_beside(void)
{
    u64 sum = 0;
    write(&code[128], MOV_X0(1));
    write(&code[129], RET);
    publish((u64)&code[128]);
    for (u32 n = 0; n < 20000; n++) {
        *(volatile u32 *)&code[256 + n % 512] = n;
        sum += call((u64)&code[128]);
    }
    return sum;
}

/* Without publishing, old and new code are both allowed; the count says what this machine does. */
static u64 stale_calls(void)
{
    u64 stale = 0;
    write(&code[192], MOV_X0(0));
    write(&code[193], RET);
    publish((u64)&code[192]);
    call((u64)&code[192]);
    for (u32 n = 1; n < 100; n++) {
        write(&code[192], MOV_X0(n));
        if (call((u64)&code[192]) != n)
            stale++;
    }
    return stale;
}

void guest_main(u64 device_tree __attribute__((unused)))
{
    put_result("smc published", published());
    put_result("smc aliased", aliased());
    put_result("smc over-the-end", over_the_end());
    put_result("smc ahead", ahead());
    put_result("smc data-beside", data_beside());
    put_result("smc stale-calls", stale_calls());
    put("smc done\n");
}
