/* The series' draft: every owner of EL2 knows the numbers, GET_VECTORS is still one. */
#define HVC_GET_VECTORS   0
#define HVC_SET_VECTORS   1
#define HVC_SOFT_RESTART  2
#define HVC_RESET_VECTORS 3
#define HVC_STUB_NR       4
#define HVC_STUB_ERR      2             /* ARM_EXCEPTION_HYP_GONE */
#define ARGUMENT_0_LOST

#define RUN_STUB_CALLS
#define INIT_VECTORS
#define INIT_STUB_CALLS
#define INIT_TPIDR
#define INIT_SCTLR      0x30c5183d

#define HYP_CALL(function, ...) CALL(hyp_address(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
