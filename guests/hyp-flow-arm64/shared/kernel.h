/* What boot, flows and the rest share in C. Everything is hidden, so that addresses are relative to the PC and a function
 * means the view it runs in. */
#ifndef KERNEL_H
#define KERNEL_H
#pragma GCC visibility push(hidden)
#include "layout.h"
#include "transcript.h"

struct registers { word x[31]; };

/* What a CPU came with to its entry point. */
struct arrival { word x[5], el, daif, spsel, sctlr_el1, vbar_el2, sctlr_el2, unused[5]; };
extern struct arrival arrivals[MAX_CPUS];

/* start.S, calls.S */
extern char restart_entry[], el1_entry[], secondary_entry[], secondary_holding_pen[], firmware_pen[], firmware_wrong_mode[];
void set_up_el2(void);
void drop_to_el1(int kind) __attribute__((noreturn));
void enter_kernel(int kind) __attribute__((noreturn));
/* An HVC that ends this boot. */
void soft_restart(word x0, word x1, word x2, word x3, word x4, word x5) __attribute__((noreturn));
void el1_restart(word entry) __attribute__((noreturn));
void hvc_registers(struct registers *registers);
word smc(word x0, word x1, word x2, word x3);

/* The era's */
extern char stub_vectors[], hyp_vectors[], hyp_init[], init_vectors[], hyp_stacks[];
extern word kernel_pgd[], hyp_pgd[], hyp_boot_pgd[];
void build_tables(void);
void flow(int kind, int boot);                      /* at EL1, its MMU on; coming back means that this CPU is done */
void check_arrival(const struct arrival *arrival, int boot);    /* of a restart */

/* The two sides of the hypervisor, flow.c of an era and run_time_vectors.S */
extern char hyp_weigh[], hyp_init_stage2[], hyp_leave_trap[], hyp_read_CurrentEL[], hyp_read_SP[], hyp_read_VBAR_EL2[], hyp_read_SCTLR_EL2[],
    hyp_read_TTBR0_EL2[], hyp_read_TCR_EL2[], hyp_read_MAIR_EL2[], hyp_read_VTCR_EL2[], hyp_read_TPIDR_EL2[], hyp_read_PC[];

/* Of the running kernel's own symbols. The compiler must not take them for the constants that the linker knows. */
static inline word virtual(const void *p) { asm("" : "+r"(p)); return (word)p; }
static inline word physical(const void *p) { return virtual(p) - VA_OFFSET; }
static inline word hyp_address(const void *p) { return virtual(p) & HYP_MASK; }
static inline word hyp_stack(void) { return hyp_address(hyp_stacks) + (cpu_number() + 1) * STACK_SIZE; }

/* HVC with these arguments in x0 and up; the other registers hold marks. The result stays for expect. */
#define CALL(...) call((const word[]){ __VA_ARGS__ }, sizeof (word[]){ __VA_ARGS__ } / sizeof(word))
void call(const word *arguments, int count);
/* The last call's x0, and which other registers it changed: a bit each. */
void expect(const char *what, word x0, unsigned changed);
void expect_value(const char *what, word x0);
word result(int n);

#define X(n) (1u << (n))

/* kernel.c: the hypervisor's state as a hyp call sees it, through the era's hyp calls. */
void check_hypervisor(word sctlr, const void *pgd);
/* A call that the hypervisor took for a function at an address where there is none. */
void expect_panic(const char *what, word far);

int hyp_mode_available(void);
int hyp_mode_mismatched(void);
extern unsigned boot_cpu_mode[2];

/* secondaries.c */
int start_second_cpu(void);                         /* 0: there is none */
void start_in_wrong_mode(void);
void start_secondaries(void);                       /* both, and a spin-table between them */
void pen_wait(void);
extern volatile word arrived[MAX_CPUS];
#endif
