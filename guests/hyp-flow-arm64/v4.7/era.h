/* Linux 4.7 to 4.11: numbers, understood by the stub alone; the hypervisor answers GET_VECTORS and has a reset of its own. */
#define HVC_GET_VECTORS   0
#define HVC_SET_VECTORS   1
#define HVC_SOFT_RESTART  2
#define HVC_STUB_ERR      2             /* ARM_EXCEPTION_HYP_GONE */

#define RUN_GET
#define INIT_VECTORS
#define INIT_SCTLR      0x30c5183d

#define HYP_CALL(function, ...) CALL(hyp_address(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
