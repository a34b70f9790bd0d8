/* Translation tables of both regimes. The image is linked at its physical address, so they need no code to build them. */
#include "layout.h"
#include "era.h"

#define TABLE           3
#define BLOCK           1
#define PAGE            3
#define AF              (1 << 10)
#define INNER           (3 << 8)
#define NORMAL          (1 << 2)
#define READ_ONLY       (1 << 7)
#define EL2_RES1        (1 << 6)                /* AP[1] in a regime with one EL */
#define XN              (1 << 54)
#define PXN             (1 << 53)

.macro  page_table name
        .balign 4096
        .global \name
\name:
.endm

        .section .tables, "aw"
/* Both halves of EL1: physical addresses, and the kernel's view of the same. */
page_table kernel_pgd
        .quad   AF | XN | PXN | BLOCK
        .quad   0x40000000 + (AF | INNER | NORMAL | BLOCK)
        .fill   0x101 - 2, 8, 0
        .quad   0x40000000 + (AF | INNER | NORMAL | BLOCK)
        .fill   512 - 0x102, 8, 0

/* EL2 at run time: the UART, the one identity page, all RAM at HYP_OFFSET, the trampoline. */
page_table hyp_pgd
        .quad   AF | XN | EL2_RES1 | BLOCK
#ifdef TWO_PGDS
        .quad   0                               // no identity here: that is the boot table's
#else
        .quad   hyp_idmap_l2 + TABLE
#endif
        .fill   0x101 - 2, 8, 0
        .quad   hyp_l2 + TABLE
        .fill   0x1ff - 0x102, 8, 0
#ifdef TWO_PGDS
        .quad   hyp_trampoline_l2 + TABLE

/* EL2 while it changes over: nothing but the identity page and the trampoline. */
page_table hyp_boot_pgd
        .quad   0
        .quad   hyp_idmap_l2 + TABLE
        .fill   0x1ff - 2, 8, 0
        .quad   hyp_trampoline_l2 + TABLE
page_table hyp_trampoline_l2
        .fill   511, 8, 0
        .quad   hyp_trampoline_l3 + TABLE
page_table hyp_trampoline_l3
        .fill   511, 8, 0
        .quad   idmap_page + (AF | INNER | NORMAL | EL2_RES1 | READ_ONLY | PAGE)
#else
        .quad   0
#endif

page_table hyp_l2
        .quad   0x40000000 + (AF | INNER | NORMAL | EL2_RES1 | BLOCK)
        .quad   0x40200000 + (AF | INNER | NORMAL | EL2_RES1 | READ_ONLY | BLOCK)
        .fill   510, 8, 0
page_table hyp_idmap_l2
        .quad   0
        .quad   hyp_idmap_l3 + TABLE
        .fill   510, 8, 0
page_table hyp_idmap_l3
        .quad   idmap_page + (AF | INNER | NORMAL | EL2_RES1 | READ_ONLY | PAGE)
        .fill   511, 8, 0
