/* Translation tables of both modes, long descriptors, 4 GB from level 1. The image is linked at its physical address, so they
 * need no code to build them. */
#include "layout.h"
#include "era.h"

#define TABLE           3
#define BLOCK           1
#define PAGE            3
#define AF              (1 << 10)
#define INNER           (3 << 8)
#define NORMAL          (1 << 2)
#define READ_ONLY       (1 << 7)
#define HYP_AP1         (1 << 6)
#define XN              (1 << 22)               /* of the upper word */
#define PXN             (1 << 21)

.macro  entry value, upper=0
        .word   \value, \upper
.endm
.macro  empty count
        .fill   \count, 8, 0
.endm

        .section .tables, "aw"
        .balign 4096
begin   hyp_l2
        entry   0x40000000 + (AF | INNER | NORMAL | HYP_AP1 | BLOCK)
        entry   0x40200000 + (AF | INNER | NORMAL | HYP_AP1 | READ_ONLY | BLOCK)
        empty   509
#ifdef TWO_PGDS
        entry   hyp_trampoline_l3 + TABLE
hyp_trampoline_l2:
        empty   511
        entry   hyp_trampoline_l3 + TABLE
hyp_trampoline_l3:
        empty   0x1f0
        entry   idmap_page + (AF | INNER | NORMAL | HYP_AP1 | READ_ONLY | PAGE)
        empty   15
#else
        empty   1
#endif
hyp_idmap_l2:
        empty   1
        entry   hyp_idmap_l3 + TABLE
        empty   510
hyp_idmap_l3:
        entry   idmap_page + (AF | INNER | NORMAL | HYP_AP1 | READ_ONLY | PAGE)
        empty   511

begin   kernel_pgd
        entry   AF | BLOCK, XN | PXN
        entry   0x40000000 + (AF | INNER | NORMAL | BLOCK)
        empty   1
        entry   0x40000000 + (AF | INNER | NORMAL | BLOCK)
/* HYP at run time, with the one identity page. */
begin   hyp_pgd
        entry   AF | HYP_AP1 | BLOCK, XN
        entry   hyp_idmap_l2 + TABLE
        empty   1
        entry   hyp_l2 + TABLE
#ifdef TWO_PGDS
/* The same without it, for the eras of two tables, and the table to change over by. */
begin   hyp_runtime_pgd
        entry   AF | HYP_AP1 | BLOCK, XN
        empty   2
        entry   hyp_l2 + TABLE
begin   hyp_boot_pgd
        empty   1
        entry   hyp_idmap_l2 + TABLE
        empty   1
        entry   hyp_trampoline_l2 + TABLE
#endif
