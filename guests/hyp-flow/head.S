/* The entry points and the way from EL2 down to EL1. */
#include "layout.h"

        .section .head.text, "ax"

/* The arm64 Image header (Linux, Documentation/arm64/booting.rst). */
        .global image_header
image_header:
        b       primary_entry
        .long   0
        .quad   image_text_offset
        .quad   image_size
        .quad   0xa                             // little endian, 4 KB pages, placed anywhere
        .quad   0
        .quad   0
        .quad   0
        .ascii  "ARM\x64"
        .long   0

        .text

        .global primary_entry
primary_entry:
        adr_l   x1, bss_start
        adr_l   x2, bss_end
1:      cmp     x1, x2
        b.hs    2f
        stp     xzr, xzr, [x1], #16
        b       1b
2:      mov     x26, #1
        b       entered

/* Where CPU_ON sends the second CPU. */
        .global secondary_entry
secondary_entry:
        adr_l   x5, secondary_arrived
        mov     w6, #1
        str     w6, [x5]
        mov     x26, #1
        b       entered

/* Where SOFT_RESTART arrives: x0 = pass, x1 and x2 = the two magic numbers. */
        .global restart_entry
restart_entry:
        mov     x26, x0
        mov     x24, x1
        mov     x25, x2
        bl      set_up_environment
        step    "restarted at EL"
        mrs     x5, CurrentEL
        lsr     x5, x5, #2
        say_hex x5
        say     ", arguments "
        say_hex x24
        say     " "
        say_hex x25
        say     "\n"
        mrs     x5, CurrentEL
        cmp     x5, #2 << 2
        b.ne    not_el2
        step    "SCTLR_EL2 masked "
        mrs     x5, SCTLR_EL2
        mov     x6, #SCTLR_MMU_MASK
        and     x5, x5, x6
        say_hex x5
        adr_l   x6, stub_vectors
        mrs     x5, VBAR_EL2
        cmp     x5, x6
        b.ne    1f
        say     ", VBAR_EL2 is the stub\n"
        b       at_el2
1:      say     ", VBAR_EL2 is NOT the stub: "
        say_hex x5
        say     "\n"
        b       at_el2

entered:
        bl      set_up_environment
        step    "entered at EL"
        mrs     x5, CurrentEL
        lsr     x5, x5, #2
        say_hex x5
        say     "\n"
        mrs     x5, CurrentEL
        cmp     x5, #2 << 2
        b.ne    not_el2

at_el2:
        bl      install_stub
        step    "stub installed, VBAR_EL2 "
        mrs     x5, VBAR_EL2
        say_hex x5
        say     "\n"
        bl      set_up_el2
        step    "EL2 set up: SCTLR_EL2 "
        mrs     x5, SCTLR_EL2
        say_hex x5
        say     " HCR_EL2 "
        mrs     x5, HCR_EL2
        say_hex x5
        say     " CPTR_EL2 "
        mrs     x5, CPTR_EL2
        say_hex x5
        say     " VTTBR_EL2 "
        mrs     x5, VTTBR_EL2
        say_hex x5
        say     "\n"
        mov     x5, #SPSR_EL1H_DAIF
        msr     SPSR_EL2, x5
        adr_l   x5, kernel_main
        msr     ELR_EL2, x5
        mov     x5, sp                          // EL2's stack is free from here on
        msr     SP_EL1, x5
        eret

/* Without EL2 there is nothing to show: HVC reaches the firmware. */
not_el2:
        mrs     x5, CurrentEL
        cmp     x5, #1 << 2
        b.ne    1f
        step    "no EL2 here, power off by HVC\n"
        ldr     x0, =PSCI_SYSTEM_OFF
        hvc     #0
1:      step    "neither EL2 nor EL1: this guest needs EL2\n"
2:      wfi
        b       2b

/* x27, x28, sp from nothing but the CPU's identity; changes x5, x6. */
set_up_environment:
        mrs     x27, MPIDR_EL1
        and     x27, x27, #0xff
        ldr     x28, =UART_PA
        msr     SPSel, #1
        adr_l   x5, stacks
        mov     x6, #STACK_SIZE
        madd    x5, x27, x6, x5
        add     sp, x5, x6
        ret

/* Linux's el2_setup in its 5.15 order, less what Armv8.0 does not have; changes x5, x6. */
set_up_el2:
        mov     x5, #HCR_RW
        msr     HCR_EL2, x5
        isb
        ldr     x5, =SCTLR_EL2_RES1
        msr     SCTLR_EL2, x5
        isb
        mov     x5, #3                          // EL1PCTEN, EL1PCEN
        msr     CNTHCTL_EL2, x5
        msr     CNTVOFF_EL2, xzr
        mrs     x5, ID_AA64DFR0_EL1
        ubfx    x5, x5, #8, #4                  // PMUVer
        cbz     x5, 1f
        mrs     x5, PMCR_EL0
        ubfx    x5, x5, #11, #5                 // N: every counter belongs to EL1
1:      msr     MDCR_EL2, x5
        msr     VTTBR_EL2, xzr
        mrs     x5, ID_AA64PFR0_EL1
        ubfx    x5, x5, #24, #4                 // GIC system registers
        cbz     x5, 2f
        mrs     x5, S3_4_C12_C9_5               // ICC_SRE_EL2
        orr     x5, x5, #1 << 0                 // SRE
        orr     x5, x5, #1 << 3                 // Enable
        msr     S3_4_C12_C9_5, x5
        isb
        mrs     x5, S3_4_C12_C9_5
        tbz     x5, #0, 2f
        msr     S3_4_C12_C11_0, xzr             // ICH_HCR_EL2
2:      msr     HSTR_EL2, xzr
        mrs     x5, MIDR_EL1
        msr     VPIDR_EL2, x5
        mrs     x5, MPIDR_EL1
        msr     VMPIDR_EL2, x5
        mov     x5, #CPTR_NO_TRAPS
        msr     CPTR_EL2, x5
        ldr     x5, =SCTLR_EL1_RES1
        msr     SCTLR_EL1, x5
        isb
        ret

        .bss
        .balign 16
stacks: .space  STACK_SIZE * MAX_CPUS
        .global secondary_arrived
secondary_arrived:
        .space  16
