/* Tables that want an assembler: registers and instructions by name. */

/* A name, the instruction, and the bits of the register to leave alone. */
.macro  masked name, keep=0
        .pushsection .rodata.names, "a"
8000:   .asciz  "\name"
        .popsection
        .quad   8000b
        mrs     x0, \name
        .word   0
        .quad   \keep
.endm

/* The same for a register whose name the assembler does not know. */
.macro  masked_as name, encoding, keep=0
        .pushsection .rodata.names, "a"
8000:   .asciz  "\name"
        .popsection
        .quad   8000b
        mrs     x0, \encoding
        .word   0
        .quad   \keep
.endm

        .section .rodata
        .balign 8
        .global write_mask_registers
write_mask_registers:
        masked  SCTLR_EL1
        masked  ACTLR_EL1
        masked  CPACR_EL1
        masked  TTBR0_EL1
        masked  TTBR1_EL1
        masked  TCR_EL1
        masked  AFSR0_EL1
        masked  AFSR1_EL1
        masked  ESR_EL1
        masked  FAR_EL1
        masked  PAR_EL1
        masked  MAIR_EL1
        masked  AMAIR_EL1
        masked  VBAR_EL1
        masked  CONTEXTIDR_EL1
        masked  TPIDR_EL1
        masked  TPIDR_EL0
        masked  TPIDRRO_EL0
        masked  CNTKCTL_EL1
        masked  CSSELR_EL1
        masked  SPSR_EL1
        masked  ELR_EL1
        masked  SP_EL0
        masked  SP_EL1
        masked  SPSel, 1
        masked  NZCV
        masked  DAIF
        masked  FPCR
        masked  FPSR
        masked  MDSCR_EL1
        masked  MDCCINT_EL1
        masked  OSDTRRX_EL1
        masked  OSECCR_EL1
        masked  OSDLR_EL1
        masked  DBGPRCR_EL1
        masked  DBGCLAIMSET_EL1
        masked  DBGCLAIMCLR_EL1
        masked  DBGBVR0_EL1
        masked  DBGBCR0_EL1, 1
        masked  DBGBVR5_EL1
        masked  DBGBCR5_EL1, 1
        masked  DBGWVR0_EL1
        masked  DBGWCR0_EL1, 1
        masked  DBGVCR32_EL2
        masked  SCTLR_EL2, 1 | 1 << 25
        masked  ACTLR_EL2
        masked  HCR_EL2
        masked  MDCR_EL2
        masked  CPTR_EL2
        masked  HSTR_EL2
        masked  HACR_EL2
        masked  TTBR0_EL2
        masked  TCR_EL2
        masked  VTTBR_EL2
        masked  VTCR_EL2
        masked  DACR32_EL2
        masked  IFSR32_EL2
        masked  FPEXC32_EL2
        masked  SPSR_EL2
        masked  ELR_EL2
        masked  SPSR_irq
        masked  SPSR_abt
        masked  SPSR_und
        masked  SPSR_fiq
        masked  AFSR0_EL2
        masked  AFSR1_EL2
        masked  ESR_EL2
        masked  FAR_EL2
        masked  HPFAR_EL2
        masked  MAIR_EL2
        masked  AMAIR_EL2
        masked  VBAR_EL2
        masked  TPIDR_EL2
        masked  VPIDR_EL2
        masked  VMPIDR_EL2
        masked  CNTHCTL_EL2
        masked  CNTVOFF_EL2
        masked  CNTHP_CVAL_EL2
        masked  CNTP_CVAL_EL0
        masked  CNTV_CVAL_EL0
        masked  PMCNTENSET_EL0
        masked  PMCNTENCLR_EL0
        masked  PMOVSCLR_EL0
        masked  PMSELR_EL0
        masked  PMUSERENR_EL0
        masked  PMINTENSET_EL1
        masked  PMINTENCLR_EL1
        masked  PMCCFILTR_EL0
        masked  PMEVTYPER0_EL0
        masked  PMEVTYPER3_EL0
        masked  PMEVCNTR0_EL0
        masked_as PMCR_EL0, S3_3_C9_C12_0, 7
        .quad   0, 0, 0

        .global write_mask_gicv3_registers
write_mask_gicv3_registers:
        masked_as ICC_PMR_EL1, S3_0_C4_C6_0
        masked_as ICC_BPR0_EL1, S3_0_C12_C8_3
        masked_as ICC_BPR1_EL1, S3_0_C12_C12_3
        masked_as ICC_AP0R0_EL1, S3_0_C12_C8_4
        masked_as ICC_AP1R0_EL1, S3_0_C12_C9_0
        masked_as ICC_CTLR_EL1, S3_0_C12_C12_4
        masked_as ICC_SRE_EL1, S3_0_C12_C12_5
        masked_as ICC_SRE_EL2, S3_4_C12_C9_5
        masked_as ICC_IGRPEN0_EL1, S3_0_C12_C12_6
        masked_as ICC_IGRPEN1_EL1, S3_0_C12_C12_7
        masked_as ICH_AP0R0_EL2, S3_4_C12_C8_0
        masked_as ICH_AP1R0_EL2, S3_4_C12_C9_0
        masked_as ICH_HCR_EL2, S3_4_C12_C11_0
        masked_as ICH_VMCR_EL2, S3_4_C12_C11_7
        masked_as ICH_LR0_EL2, S3_4_C12_C12_0
        masked_as ICH_LR3_EL2, S3_4_C12_C12_3
        .quad   0, 0, 0
