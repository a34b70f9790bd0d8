/* The EL1 side: what a kernel does from its drop to EL1 to a hypervisor's init and its undoing. */
#include "layout.h"

/* Issues a stub call whose number and arguments are set, and prints its result. */
.macro  stub_call_step text
        hvc     #0
        mov     x19, x0
        step    "\text"
        say_hex x19
        say     "\n"
.endm

/* reg = physical address of a symbol of the running (high) image; x22 = VA - PA. */
.macro  physical reg, symbol
        adr_l   \reg, \symbol
        sub     \reg, \reg, x22
.endm

/* reg = hyp VA of a symbol; x23 = VA - hyp VA. */
.macro  hyp_address reg, symbol
        adr_l   \reg, \symbol
        sub     \reg, \reg, x23
.endm

        .text

/* Reached by the ERET from EL2, MMU off. */
        .global kernel_main
kernel_main:
        step    "at EL"
        mrs     x5, CurrentEL
        lsr     x5, x5, #2
        say_hex x5
        say     " SPSel "
        mrs     x5, SPSel
        say_hex x5
        say     " DAIF "
        mrs     x5, DAIF
        say_hex x5
        say     " SCTLR_EL1 "
        mrs     x5, SCTLR_EL1
        say_hex x5
        say     "\n"
        cmp     x26, #3
        b.eq    last_pass

        orr     x5, x26, x27                    // CPU 0 in its first pass
        cmp     x5, #1
        b.ne    1f
        cbnz    x27, 1f
        bl      build_tables
        step    "tables built\n"
1:      adr_l   x5, kernel_idmap_l1
        msr     TTBR0_EL1, x5
        adr_l   x5, kernel_l1
        msr     TTBR1_EL1, x5
        ldr     x5, =TCR_EL1_VALUE
        mrs     x6, ID_AA64MMFR0_EL1
        and     x6, x6, #7
        bfi     x5, x6, #32, #3                 // IPS
        msr     TCR_EL1, x5
        ldr     x5, =MAIR
        msr     MAIR_EL1, x5
        isb
        tlbi    vmalle1
        dsb     nsh
        ldr     x5, =SCTLR_EL1_RES1 | SCTLR_MMU_ON
        msr     SCTLR_EL1, x5
        isb

        adr_l   x5, image_header                // still the identity view
        and     x5, x5, #~0x1fffff
        ldr     x22, =KERNEL_VA
        sub     x22, x22, x5                    // kernel VA - PA
        ldr     x23, =KERNEL_VA - HYP_VA
        add     sp, sp, x22
        ldr     x5, =KERNEL_VA + DEVICE_WINDOW
        add     x28, x28, x5
        adr_l   x5, 2f
        add     x5, x5, x22
        br      x5
2:      adr_l   x5, kernel_vectors
        msr     VBAR_EL1, x5
        isb
        step    "EL1 MMU on, PC page "
        adrp    x5, kernel_main
        say_hex x5
        say     "\n"

        mrs     x5, MIDR_EL1                    // VPIDR_EL2 and VMPIDR_EL2 answer these
        ubfx    x5, x5, #24, #8
        step    "MIDR_EL1 implementer "
        say_hex x5
        say     " MPIDR_EL1 "
        mrs     x5, MPIDR_EL1
        say_hex x5
        say     "\n"

        mov     x0, #0x7f
        stub_call_step "stub: unknown call 7f gives "
        mov     x0, #HVC_RESET_VECTORS
        stub_call_step "stub: RESET_VECTORS gives "
        mov     x0, #HVC_SET_VECTORS
        physical x1, init_vectors
        stub_call_step "stub: SET_VECTORS(init) gives "

        physical x0, hyp_l1
        hyp_address x1, hyp_stacks
        mov     x5, #STACK_SIZE
        madd    x1, x27, x5, x1
        add     x1, x1, x5
        hyp_address x2, hyp_vectors
        add     x3, x27, #0x100
        stub_call_step "init: hyp init gives "

        hyp_address x0, hyp_weigh
        mov     x1, #1
        mov     x2, #2
        mov     x3, #3
        stub_call_step "hyp: weigh(1, 2, 3) gives "
        hyp_address x0, hyp_report
        stub_call_step "hyp: report gives "

        cmp     x26, #2
        b.eq    3f
        mov     x0, #HVC_RESET_VECTORS
        stub_call_step "hyp: RESET_VECTORS gives "
        mov     x0, #HVC_SET_VECTORS
        physical x1, stub_vectors
        stub_call_step "stub: SET_VECTORS(stub) gives "
        step    "stub: SOFT_RESTART\n"
        b       4f
3:      step    "hyp: SOFT_RESTART\n"
4:      mov     x0, #HVC_SOFT_RESTART
        physical x1, restart_entry
        add     x2, x26, #1
        ldr     x3, =MAGIC_1
        ldr     x4, =MAGIC_2
        hvc     #0
        step    "SOFT_RESTART came back\n"
        b       power_off

/* EL1, MMU off, the stub owns EL2. CPU 1 leaves; CPU 0 wakes it, waits for it and ends the run. */
last_pass:
        cbnz    x27, cpu_off
        ldr     x0, =PSCI_CPU_ON
        mov     x1, #1
        adr_l   x2, secondary_entry
        mov     x3, xzr
        smc     #0
        mov     x19, x0
        cbz     x19, 1f
        step    "no second CPU\n"
        b       power_off
1:      adr_l   x5, secondary_arrived           // CPU_ON is done when the CPU runs, not when it returns
2:      ldr     w6, [x5]
        cbz     w6, 2b
3:      ldr     x0, =PSCI_AFFINITY_INFO
        mov     x1, #1
        mov     x2, xzr
        smc     #0
        cmp     x0, #1                          // OFF
        b.ne    3b
        step    "cpu1 is off again\n"
power_off:
        step    "done, power off by SMC\n"
        ldr     x0, =PSCI_SYSTEM_OFF
        smc     #0
        b       .

cpu_off:
        step    "done, CPU off by SMC\n"
        ldr     x0, =PSCI_CPU_OFF
        smc     #0
        b       .
