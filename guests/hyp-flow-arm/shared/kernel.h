/* What boot, flows and the rest share in C. Everything is hidden, so that addresses are relative to the PC and a function
 * means the view it runs in. */
#ifndef KERNEL_H
#define KERNEL_H
#pragma GCC visibility push(hidden)
#include "layout.h"
#include "transcript.h"

struct registers { word r[15]; };               /* r0-r12, LR_usr, lr */
#define LR_USR 13
#define LR 14

/* What a CPU came with to its entry point. */
struct arrival { word r[3], thumb, cpsr, sctlr, hvbar, hsctlr, unused[8]; };
extern struct arrival arrivals[MAX_CPUS];

/* start.S, calls.S */
extern char restart_entry[], restart_entry_thumb[], svc_entry[], secondary_entry[], secondary_holding_pen[], firmware_pen[], firmware_wrong_mode[];
void install_stub(void);
void drop_to_svc(int kind) __attribute__((noreturn));
void enter_kernel(int kind) __attribute__((noreturn));
/* An HVC that ends this boot. */
void soft_restart(word r0, word r1, word r2, word r3) __attribute__((noreturn));
void svc_restart(word entry) __attribute__((noreturn));
void hvc_registers(struct registers *registers);
word smc(word r0, word r1, word r2, word r3);

/* The era's */
extern char stub_vectors[], hyp_vectors[], init_vectors[], early_init_vectors[], hyp_stacks[], hyp_pgd[], hyp_runtime_pgd[], hyp_boot_pgd[];
void flow(int kind, int boot);                      /* in SVC, its MMU on; coming back means that this CPU is done */
void check_arrival(const struct arrival *arrival, int boot);    /* of a restart */

extern char hyp_weigh[], hyp_init_stage2[], hyp_leave_trap[], hyp_read_SP[], hyp_read_HVBAR[], hyp_read_HSCTLR[], hyp_read_HTTBR[], hyp_read_HTCR[],
    hyp_read_HMAIR0[], hyp_read_VTCR[], hyp_read_PC[], hyp_read_CPSR[];

/* Of the running kernel's own symbols. The compiler must not take them for the constants that the linker knows. */
static inline word virtual(const void *p) { asm("" : "+r"(p)); return (word)p; }
static inline word physical(const void *p) { return virtual(p) - VA_OFFSET; }
static inline word hyp_stack(void) { return virtual(hyp_stacks) + (cpu_number() + 1) * STACK_SIZE; }

/* HVC with these arguments in r0 and up; the other registers hold marks. The result stays for expect. */
#define CALL(...) call((const word[]){ __VA_ARGS__ }, sizeof (word[]){ __VA_ARGS__ } / sizeof(word))
void call(const word *arguments, int count);
/* The last call's r0, and which other registers it changed: a bit each. */
void expect(const char *what, word r0, unsigned changed);
word result(int n);

#define R(n) (1u << (n))

void check_hypervisor(word hsctlr, const void *pgd);
/* A call that the hypervisor took for a function at an address where there is none. */
void expect_panic(const char *what, word address);

extern word boot_cpu_mode;
int hyp_mode_available(void);
int hyp_mode_mismatched(void);

/* secondaries.c */
void start_secondaries(void);
void pen_wait(void);
extern volatile word arrived[MAX_CPUS];
#endif
