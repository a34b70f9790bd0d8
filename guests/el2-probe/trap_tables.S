/* What to trap and what may trap it. */

/* A name and one instruction; its register, if it has one, is x0. */
.macro  act text:vararg
        .pushsection .rodata.names, "a"
8000:   .asciz  "\text"
        .popsection
        .quad   8000b
        \text
        .word   0
.endm

/* A name, then up to two registers with the bits to set and to clear in each. */
.macro  control name, register, set=0, clear=0, register2=SCTLR_EL1, set2=0, clear2=0
        .pushsection .rodata.names, "a"
8000:   .asciz  "\name"
        .popsection
        .quad   8000b
        mrs     x0, \register
        mrs     x0, \register2
        .quad   \set, \clear, \set2, \clear2
.endm

        .section .rodata
        .balign 8
        .global trap_acts
trap_acts:
        .irp    name, SCTLR_EL1, TTBR0_EL1, TTBR1_EL1, TCR_EL1, ESR_EL1, FAR_EL1, AFSR0_EL1, AFSR1_EL1, MAIR_EL1, AMAIR_EL1, CONTEXTIDR_EL1
        act     mrs x0, \name
        act     msr \name, x0
        .endr
        .irp    name, VBAR_EL1, CPACR_EL1, TPIDR_EL1, PAR_EL1, ACTLR_EL1, CSSELR_EL1, MDSCR_EL1, DBGBVR0_EL1, DBGWCR0_EL1, MDCCINT_EL1, OSDLR_EL1, DBGPRCR_EL1, DBGCLAIMSET_EL1
        act     mrs x0, \name
        act     msr \name, x0
        .endr
        .irp    name, OSLSR_EL1, MDRAR_EL1, DBGAUTHSTATUS_EL1, MDCCSR_EL0
        act     mrs x0, \name
        .endr
        act     msr OSLAR_EL1, xzr
        .irp    name, MIDR_EL1, MPIDR_EL1, REVIDR_EL1, AIDR_EL1, CTR_EL0, DCZID_EL0, CCSIDR_EL1, CLIDR_EL1
        act     mrs x0, \name
        .endr
        .irp    name, ID_PFR0_EL1, ID_DFR0_EL1, ID_AFR0_EL1, ID_MMFR0_EL1, ID_ISAR0_EL1, ID_ISAR5_EL1, MVFR0_EL1, MVFR2_EL1, ID_AA64PFR0_EL1, ID_AA64DFR0_EL1, ID_AA64AFR0_EL1, ID_AA64ISAR0_EL1, ID_AA64MMFR0_EL1, S3_0_C0_C7_7
        act     mrs x0, \name
        .endr
        act     mrs x0, S3_1_C11_C0_2
        act     mrs x0, S3_1_C15_C2_0
        act     mrs x0, S3_0_C15_C0_0
        act     sys 0, C11, C0, 0, x0
        act     sys 3, C15, C0, 0, x0
        .irp    name, DAIF, NZCV, FPCR, FPSR, TPIDR_EL0, TPIDRRO_EL0, SP_EL0, ELR_EL1, SPSR_EL1
        act     mrs x0, \name
        act     msr \name, x0
        .endr
        act     msr DAIFSet, 2
        act     msr DAIFClr, 0
        act     msr SPSel, 1
        act     fmov d0, d0
        act     add v0.4s, v0.4s, v0.4s
        act     ldr q0, [x0]
        act     stp d0, d1, [x0]
        act     fmov x1, d0
        act     dc isw, x0
        act     dc csw, x0
        act     dc cisw, x0
        act     dc ivac, x0
        act     dc cvac, x0
        act     dc civac, x0
        act     dc cvau, x0
        act     dc zva, x0
        act     ic ivau, x0
        act     ic iallu
        act     ic ialluis
        act     tlbi vmalle1
        act     tlbi vmalle1is
        act     tlbi vae1, x0
        act     tlbi vae1is, x0
        act     tlbi aside1, x0
        act     tlbi vaae1, x0
        act     tlbi vale1, x0
        act     tlbi vaale1, x0
        act     tlbi alle1
        act     tlbi alle2
        act     tlbi vmalls12e1
        act     tlbi ipas2e1, x0
        act     at s1e1r, x0
        act     at s1e0w, x0
        act     at s12e1r, x0
        act     at s1e2r, x0
        act     svc 0x12
        act     hvc 0x34
        act     smc 0x56
        act     brk 0x78
        act     hlt 0x9a
        act     clrex
        act     yield
        act     sev
        .irp    name, CNTPCT_EL0, CNTVCT_EL0, CNTFRQ_EL0
        act     mrs x0, \name
        .endr
        .irp    name, CNTP_CTL_EL0, CNTP_CVAL_EL0, CNTV_CTL_EL0, CNTV_CVAL_EL0, CNTKCTL_EL1
        act     mrs x0, \name
        act     msr \name, x0
        .endr
        act     mrs x0, CNTP_TVAL_EL0
        act     mrs x0, CNTV_TVAL_EL0
        .irp    name, PMCR_EL0, PMCNTENSET_EL0, PMCNTENCLR_EL0, PMOVSCLR_EL0, PMSELR_EL0, PMCCNTR_EL0, PMXEVTYPER_EL0, PMXEVCNTR_EL0, PMUSERENR_EL0, PMINTENSET_EL1, PMCCFILTR_EL0, PMEVCNTR0_EL0, PMEVTYPER0_EL0
        act     mrs x0, \name
        act     msr \name, x0
        .endr
        act     mrs x0, PMCEID0_EL0
        act     msr PMSWINC_EL0, xzr
        .irp    name, HCR_EL2, VBAR_EL2, ESR_EL2, SP_EL1, CNTHCTL_EL2
        act     mrs x0, \name
        .endr
        .quad   0, 0

/* Only with system registers for the GIC. */
        .global trap_gicv3_acts
trap_gicv3_acts:
        .irp    name, S3_0_C4_C6_0, S3_0_C12_C8_3, S3_0_C12_C8_4, S3_0_C12_C12_3, S3_0_C12_C9_0, S3_0_C12_C12_4, S3_0_C12_C12_5, S3_0_C12_C12_6, S3_0_C12_C12_7
        act     mrs x0, \name
        act     msr \name, x0
        .endr
        .irp    name, S3_0_C12_C8_0, S3_0_C12_C8_2, S3_0_C12_C11_3, S3_0_C12_C12_0, S3_0_C12_C12_2
        act     mrs x0, \name
        .endr
        .irp    name, S3_0_C12_C8_1, S3_0_C12_C11_1, S3_0_C12_C11_5, S3_0_C12_C11_6, S3_0_C12_C11_7, S3_0_C12_C12_1
        act     msr \name, xzr
        .endr
        act     mrs x0, S3_4_C12_C11_0
        .quad   0, 0

        .global trap_controls
trap_controls:
        control "HCR.TVM", HCR_EL2, 1 << 26
        control "HCR.TRVM", HCR_EL2, 1 << 30
        control "HCR.TID0", HCR_EL2, 1 << 15
        control "HCR.TID1", HCR_EL2, 1 << 16
        control "HCR.TID2", HCR_EL2, 1 << 17
        control "HCR.TID3", HCR_EL2, 1 << 18
        control "HCR.TACR", HCR_EL2, 1 << 21
        control "HCR.TIDCP", HCR_EL2, 1 << 20
        control "HCR.TSC", HCR_EL2, 1 << 19
        control "HCR.TSW", HCR_EL2, 1 << 22
        control "HCR.TPC", HCR_EL2, 1 << 23
        control "HCR.TPU", HCR_EL2, 1 << 24
        control "HCR.TTLB", HCR_EL2, 1 << 25
        control "HCR.TDZ", HCR_EL2, 1 << 28
        control "HCR.TGE", HCR_EL2, 1 << 27
        control "HCR.CD,ID", HCR_EL2, 3 << 32
        control "CPTR.TFP", CPTR_EL2, 1 << 10
        control "CPTR.TCPAC", CPTR_EL2, 1 << 31
        control "CPTR.TTA", CPTR_EL2, 1 << 20
        control "MDCR.TPM", MDCR_EL2, 1 << 6
        control "MDCR.TPMCR", MDCR_EL2, 1 << 5
        control "MDCR.TDE", MDCR_EL2, 1 << 8
        control "MDCR.TDA", MDCR_EL2, 1 << 9
        control "MDCR.TDOSA", MDCR_EL2, 1 << 10
        control "MDCR.TDRA", MDCR_EL2, 1 << 11
        control "MDCR.HPMN=2", MDCR_EL2, 2, 0x1f
        control "HSTR=ffff", HSTR_EL2, 0xffff
        control "CNTHCTL.EL1PCTEN=0", CNTHCTL_EL2, 0, 1
        control "CNTHCTL.EL1PCEN=0", CNTHCTL_EL2, 0, 2
        control "CPACR.FPEN=0", CPACR_EL1, 0, 3 << 20
        control "CPACR.FPEN=1", CPACR_EL1, 1 << 20, 2 << 20
        control "CPACR.FPEN=2", CPACR_EL1, 2 << 20, 1 << 20
        control "CPACR.TTA", CPACR_EL1, 1 << 28
        control "CNTKCTL.EL0PCTEN=0", CNTKCTL_EL1, 0, 1
        control "CNTKCTL.EL0VCTEN=0", CNTKCTL_EL1, 0, 2
        control "CNTKCTL.EL0VTEN=0", CNTKCTL_EL1, 0, 1 << 8
        control "CNTKCTL.EL0PTEN=0", CNTKCTL_EL1, 0, 1 << 9
        control "CNTKCTL=0", CNTKCTL_EL1, 0, 0x303
        control "SCTLR.UCI=0", SCTLR_EL1, 0, 1 << 26
        control "SCTLR.UCT=0", SCTLR_EL1, 0, 1 << 15
        control "SCTLR.DZE=0", SCTLR_EL1, 0, 1 << 14
        control "SCTLR.UMA=0", SCTLR_EL1, 0, 1 << 9
        control "PMUSERENR=0", PMUSERENR_EL0, 0, 0xf
        control "PMUSERENR.SW", PMUSERENR_EL0, 2, 0xf
        control "PMUSERENR.CR", PMUSERENR_EL0, 4, 0xf
        control "PMUSERENR.ER", PMUSERENR_EL0, 8, 0xf
        control "MDSCR.TDCC", MDSCR_EL1, 1 << 12
        control "HCR.TGE CPACR.FPEN=0", HCR_EL2, 1 << 27, 0, CPACR_EL1, 0, 3 << 20
        control "HCR.TGE CNTKCTL=0", HCR_EL2, 1 << 27, 0, CNTKCTL_EL1, 0, 0x303
        control "HCR.TGE PMUSERENR=0", HCR_EL2, 1 << 27, 0, PMUSERENR_EL0, 0, 0xf
        control "HCR.TGE SCTLR=0", HCR_EL2, 1 << 27, 0, SCTLR_EL1, 0, 0x400c200
        control "CPTR.TFP CPACR.FPEN=0", CPTR_EL2, 1 << 10, 0, CPACR_EL1, 0, 3 << 20
        control "CPTR.TFP CPACR.FPEN=1", CPTR_EL2, 1 << 10, 0, CPACR_EL1, 1 << 20, 2 << 20
        control "CPTR.TCPAC CPACR.FPEN=0", CPTR_EL2, 1 << 31, 0, CPACR_EL1, 0, 3 << 20
        control "MDCR.TPM PMUSERENR=0", MDCR_EL2, 1 << 6, 0, PMUSERENR_EL0, 0, 0xf
        control "CNTHCTL=0 CNTKCTL=0", CNTHCTL_EL2, 0, 3, CNTKCTL_EL1, 0, 0x303
        control "HCR.TPU SCTLR.UCI=0", HCR_EL2, 1 << 24, 0, SCTLR_EL1, 0, 1 << 26
        control "HCR.TPC SCTLR.UCI=0", HCR_EL2, 1 << 23, 0, SCTLR_EL1, 0, 1 << 26
        control "HCR.TDZ SCTLR.DZE=0", HCR_EL2, 1 << 28, 0, SCTLR_EL1, 0, 1 << 14
        control "HCR.TID2 SCTLR.UCT=0", HCR_EL2, 1 << 17, 0, SCTLR_EL1, 0, 1 << 15
        control "MDCR.TDA MDSCR.TDCC", MDCR_EL2, 1 << 9, 0, MDSCR_EL1, 1 << 12
        .quad   0, 0, 0, 0, 0, 0

        .global trap_gicv3_controls
trap_gicv3_controls:
        control "ICC_SRE_EL2.Enable=0", S3_4_C12_C9_5, 0, 8
        control "ICH_HCR.TC", S3_4_C12_C11_0, 1 << 10
        control "ICH_HCR.TALL0", S3_4_C12_C11_0, 1 << 11
        control "ICH_HCR.TALL1", S3_4_C12_C11_0, 1 << 12
        control "ICH_HCR.TDIR", S3_4_C12_C11_0, 1 << 14
        control "HCR.IMO", HCR_EL2, 1 << 4
        control "HCR.FMO", HCR_EL2, 1 << 3
        control "HCR.IMO ICH_HCR.TC", HCR_EL2, 1 << 4, 0, S3_4_C12_C11_0, 1 << 10
        control "HCR.FMO ICH_HCR.TALL0", HCR_EL2, 1 << 3, 0, S3_4_C12_C11_0, 1 << 11
        control "HCR.IMO ICH_HCR.TALL1", HCR_EL2, 1 << 4, 0, S3_4_C12_C11_0, 1 << 12
        .quad   0, 0, 0, 0, 0, 0
