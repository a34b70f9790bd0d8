/* The experiment on top of 4.12: HVC_CALL_FUNC in the place of SET_VECTORS and of the init vectors. */
#define HVC_CALL_FUNC     0
#define HVC_SOFT_RESTART  1
#define HVC_RESET_VECTORS 2
#define HVC_STUB_NR       3
#define HVC_STUB_ERR      0xbadca11
#define ARGUMENT_0_LOST

#define RUN_STUB_CALLS
#define INIT_TPIDR
#define INIT_SCTLR      0x30c5183d

#define HYP_CALL(function, ...) CALL(hyp_address(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
