/* The series' draft: every owner of HYP knows the numbers, getting the vectors is still one. */
#define HVC_GET_VECTORS   0
#define HVC_SET_VECTORS   1
#define HVC_SOFT_RESTART  2
#define HVC_RESET_VECTORS 3
#define HVC_STUB_NR       4
#define HVC_STUB_ERR      0xffffffff
#define RUN_STUB_CALLS
#define INIT_LATE
#define INIT_STUB_CALLS

#define HYP_CALL(function, ...) CALL(virtual(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
