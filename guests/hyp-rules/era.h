/* 4.12's calls, with what later kernels repaired. Each BREAK_rule breaks one thing. */
#define HVC_SET_VECTORS   0
#define HVC_SOFT_RESTART  1
#define HVC_RESET_VECTORS 2
#define HVC_STUB_NR       3
#define HVC_STUB_ERR      0xbadca11
#ifdef BREAK_R4
#define ARGUMENT_0_LOST
#endif

#define RUN_STUB_CALLS
#define OWN_INIT
#define INIT_SCTLR      0x30c5183d

#ifdef BREAK_E3
#define DROP_SPSR       0x345           /* I is clear */
#endif
#define BEFORE_DROP     break_before_drop()
#ifdef BREAK_R1_MMU
#define RESET_LEAVES    0x1000          /* SCTLR_EL2.I stays on */
#endif
#ifdef BREAK_R1_VECTORS
#define RESET_VECTORS_TO other_vectors
#endif

#ifndef __ASSEMBLER__
void break_before_drop(void);
#endif

#define HYP_CALL(function, ...) CALL(hyp_address(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
