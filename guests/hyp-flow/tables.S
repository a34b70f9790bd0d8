/* Translation tables of both regimes, built once by the first CPU with its MMU off. */
#include "layout.h"

#define TABLE           3
#define BLOCK           1
#define PAGE            3
#define AF              (1 << 10)
#define INNER           (3 << 8)
#define NORMAL          (1 << 2)
#define DEVICE          (0 << 2)
#define READ_ONLY       (1 << 7)
#define EL2_RES1        (1 << 6)                /* AP[1] in a regime with one EL */
#define XN              (1 << 54)
#define PXN             (1 << 53)

#define KERNEL_BLOCK    (AF | INNER | NORMAL | XN | BLOCK)
#define DEVICE_BLOCK    (AF | DEVICE | XN | PXN | BLOCK)
#define HYP_DEVICE      (AF | DEVICE | XN | EL2_RES1 | BLOCK)
#define HYP_IDMAP       (AF | INNER | NORMAL | EL2_RES1 | READ_ONLY | BLOCK)
#define HYP_TEXT        (AF | INNER | NORMAL | EL2_RES1 | READ_ONLY | PAGE)
#define HYP_DATA        (AF | INNER | NORMAL | EL2_RES1 | XN | PAGE)

#define HYP_L1_INDEX    ((HYP_VA >> 30) & 0x1ff)

/* Stores a table descriptor: parent[index] = child. */
.macro  link parent, index, child
        adr_l   x8, \parent
        adr_l   x9, \child
        orr     x9, x9, #TABLE
        str     x9, [x8, \index, lsl #3]
.endm

/* Stores a block or page: table[index] = address | attributes. */
.macro  map table, index, address, attributes
        adr_l   x8, \table
        ldr     x9, =\attributes
        orr     x9, x9, \address
        str     x9, [x8, \index, lsl #3]
.endm

        .text

/* Called with the MMU off; changes x5-x12. */
        .global build_tables
build_tables:
        adr_l   x5, image_header
        and     x10, x5, #~0x1fffff             // the image's 2 MB block
        lsr     x11, x10, #30                   // its level 1 index, identity
        ubfx    x12, x10, #21, #9               // its level 2 index
        mov     x6, #1                          // level 1 index of the device window

        map     kernel_idmap_l1, xzr, xzr, DEVICE_BLOCK
        link    kernel_idmap_l1, x11, kernel_idmap_l2
        map     kernel_idmap_l2, x12, x10, KERNEL_BLOCK
        link    kernel_l1, xzr, kernel_l2
        map     kernel_l1, x6, xzr, DEVICE_BLOCK
        map     kernel_l2, xzr, x10, KERNEL_BLOCK

        link    hyp_l1, x11, hyp_idmap_l2
        map     hyp_idmap_l2, x12, x10, HYP_IDMAP
        mov     x6, #HYP_L1_INDEX
        link    hyp_l1, x6, hyp_l2
        add     x6, x6, #1
        map     hyp_l1, x6, xzr, HYP_DEVICE
        link    hyp_l2, xzr, hyp_l3

        adr_l   x7, image_header                // text and constants: read-only pages
1:      ubfx    x6, x7, #12, #9
        map     hyp_l3, x6, x7, HYP_TEXT
        add     x7, x7, #0x1000
        adr_l   x5, bss_start
        cmp     x7, x5
        b.lo    1b
2:      ubfx    x6, x7, #12, #9                 // everything writable: no execution
        map     hyp_l3, x6, x7, HYP_DATA
        add     x7, x7, #0x1000
        adr_l   x5, bss_end
        cmp     x7, x5
        b.lo    2b

        ldr     x5, =HYP_VA
        sub     x5, x10, x5
        adr_l   x6, hyp_to_physical
        str     x5, [x6]
        dsb     sy
        ret

        .section .bss.tables, "aw", %nobits
        .global kernel_idmap_l1, kernel_l1, hyp_l1
        .balign 4096
        .irp    name, kernel_idmap_l1, kernel_idmap_l2, kernel_l1, kernel_l2, hyp_l1, hyp_idmap_l2, hyp_l2, hyp_l3
\name:  .space  4096
        .endr
