/* Linux 4.12 to 5.6: three calls that every owner of HYP understands, one error value. */
#define HVC_SET_VECTORS   0
#define HVC_SOFT_RESTART  1
#define HVC_RESET_VECTORS 2
#define HVC_STUB_NR       3
#define HVC_STUB_ERR      0xbadca11
#define RUN_STUB_CALLS
#define INIT_LATE
#define INIT_STUB_CALLS

#define HYP_CALL(function, ...) CALL(virtual(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
