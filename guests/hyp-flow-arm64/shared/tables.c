/* Translation tables of both regimes, built by the first CPU with its MMU off. */
#include "kernel.h"
#include "era.h"

#define TABLE           3ul
#define BLOCK           1ul
#define PAGE            3ul
#define AF              (1ul << 10)
#define INNER           (3ul << 8)
#define NORMAL          (1ul << 2)
#define READ_ONLY       (1ul << 7)
#define EL2_RES1        (1ul << 6)              /* AP[1] in a regime with one EL */
#define XN              (1ul << 54)
#define PXN             (1ul << 53)

#define RAM             0x40000000ul
#define INDEX_1(va)     ((va) >> 30 & 511)
#define INDEX_2(va)     ((va) >> 21 & 511)
#define INDEX_3(va)     ((va) >> 12 & 511)

typedef word table[512] __attribute__((aligned(4096)));
table kernel_pgd, hyp_pgd, hyp_boot_pgd;
static table hyp_l2, idmap_l2, idmap_l3, trampoline_l2, trampoline_l3;
extern char idmap_page[];

static word table_at(const word *child)
{
    return (word)child | TABLE;
}

void build_tables(void)
{
    const word kernel_ram = RAM | AF | INNER | NORMAL | BLOCK, hyp = AF | INNER | NORMAL | EL2_RES1;
    word idmap = (word)idmap_page;

    /* Both halves of EL1: physical addresses, and the kernel's view of the same. */
    kernel_pgd[0] = AF | XN | PXN | BLOCK;
    kernel_pgd[INDEX_1(RAM)] = kernel_ram;
    kernel_pgd[INDEX_1(RAM + VA_OFFSET)] = kernel_ram;

    /* EL2 at run time: the UART, all of the image at its hyp VA, and where there is one table only, the one identity page. */
    hyp_pgd[0] = AF | XN | EL2_RES1 | BLOCK;
    hyp_pgd[INDEX_1(RAM + HYP_OFFSET)] = table_at(hyp_l2);
    hyp_l2[INDEX_2(RAM)] = RAM | hyp | BLOCK;
    hyp_l2[INDEX_2(idmap)] = idmap | hyp | READ_ONLY | BLOCK;
    idmap_l2[INDEX_2(idmap)] = table_at(idmap_l3);
    idmap_l3[INDEX_3(idmap)] = idmap | hyp | READ_ONLY | PAGE;
#ifdef TWO_PGDS
    /* EL2 while it changes over: nothing but the identity page, and the trampoline that both tables have. */
    hyp_boot_pgd[INDEX_1(idmap)] = table_at(idmap_l2);
    hyp_boot_pgd[INDEX_1(TRAMPOLINE_VA)] = hyp_pgd[INDEX_1(TRAMPOLINE_VA)] = table_at(trampoline_l2);
    trampoline_l2[INDEX_2(TRAMPOLINE_VA)] = table_at(trampoline_l3);
    trampoline_l3[INDEX_3(TRAMPOLINE_VA)] = idmap | hyp | READ_ONLY | PAGE;
#else
    (void)trampoline_l2;
    (void)trampoline_l3;
    hyp_pgd[INDEX_1(idmap)] = table_at(idmap_l2);
#endif
    asm volatile("dsb sy" : : : "memory");
}
