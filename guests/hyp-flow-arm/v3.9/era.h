/* Linux 3.9 to 4.6: the stub's call is an address to set, or -1 to get; init in one call (3.9) or in two (3.10); no way back. */
#define RUN_GET
#define INIT_EARLY
#define TWO_PGDS
#define INIT_VTCR
#define INIT_A
#define EARLY_INSTALL

#define HYP_CALL(function, ...) CALL(virtual(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
