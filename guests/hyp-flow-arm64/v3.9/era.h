/* Linux 3.9 to 4.6: the stub's call is an address to set, or 0 to get; boot and run-time tables; no way back. */
#define RUN_GET
#define INIT_VECTORS
#define INIT_VTCR
#define INIT_SCTLR      0x100f          /* EE kept, no RES1 bits; A set */
#define TWO_PGDS
#define EARLY_MODE_RECORD

#define HYP_CALL(function, ...) CALL(hyp_address(function), ##__VA_ARGS__)
#define HYP_RESULT      result(0)
