// Runs short A32 and T32 blocks from given register states and reports the final states: the oracle of tests/Differential/AArch32. It is an ordinary static
// Linux program without libc, so it runs under qemu-arm user mode and on any Armv7 machine alike. See oracle.h for the protocol.
#include <asm/sigcontext.h>
#include <asm/signal.h>
#include <stddef.h>
#include "oracle.h"

enum { SYS_EXIT = 1, SYS_READ = 3, SYS_WRITE = 4, SYS_SIGACTION = 174, SYS_SIGALTSTACK = 186, SYS_MMAP2 = 192, SYS_CACHEFLUSH = 0xf0002 };
enum { PROT_RWX = 7, PROT_RW = 3, MAP_FIXED_PRIVATE_ANONYMOUS = 0x32 };

struct context { unsigned long flags; struct context *link; stack_t stack; struct sigcontext mcontext; };

struct state final_state;
extern const uint8_t stub_begin[], stub_exit[], stub_end[];
void enter_case(const struct state *, uint32_t target);
void leave_case(void);
void signal_return(void);
void read_vectors(struct state *);

static uint64_t background[SCRATCH_SIZE / 8];
static volatile uint32_t signal_number, signal_offset;
static uint8_t input[1 << 16], output[1 << 16], signal_stack[1 << 15];
static size_t input_at, input_end, output_end;

static long system_call(long number, long a, long b, long c, long d, long e, long f)
{
    register long r7 __asm__("r7") = number, r0 __asm__("r0") = a, r1 __asm__("r1") = b, r2 __asm__("r2") = c;
    register long r3 __asm__("r3") = d, r4 __asm__("r4") = e, r5 __asm__("r5") = f;
    __asm__ volatile("svc #0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : "memory");
    return r0;
}

__attribute__((noreturn)) static void leave_program(int code)
{
    for (;;) { system_call(SYS_EXIT, code, 0, 0, 0, 0, 0); }
}

// The compiler may call these for struct copies and clears.
void *memcpy(void *to, const void *from, size_t n)
{
    for (size_t i = 0; i < n; i++) { ((uint8_t *)to)[i] = ((const uint8_t *)from)[i]; __asm__ volatile(""); }
    return to;
}

void *memset(void *to, int value, size_t n)
{
    for (size_t i = 0; i < n; i++) { ((uint8_t *)to)[i] = (uint8_t)value; __asm__ volatile(""); }
    return to;
}

static void flush(void)
{
    for (size_t at = 0; at < output_end;)
    {
        long n = system_call(SYS_WRITE, 1, (long)(output + at), (long)(output_end - at), 0, 0, 0);
        if (n <= 0) { leave_program(3); }
        at += (size_t)n;
    }
    output_end = 0;
}

static void put(const void *data, size_t size)
{
    if (output_end + size > sizeof output) { flush(); }
    memcpy(output + output_end, data, size);
    output_end += size;
}

// Replies are flushed only when there is nothing left to read: a batch costs two switches, not two a case.
static int get(void *data, size_t size)
{
    for (size_t done = 0; done < size;)
    {
        if (input_at == input_end)
        {
            flush();
            long n = system_call(SYS_READ, 0, (long)input, sizeof input, 0, 0, 0);
            if (n <= 0) { return 0; }
            input_at = 0;
            input_end = (size_t)n;
        }
        size_t take = input_end - input_at < size - done ? input_end - input_at : size - done;
        memcpy((uint8_t *)data + done, input + input_at, take);
        input_at += take;
        done += take;
    }
    return 1;
}

static void on_signal(int number, void *info, void *context)
{
    (void)info;
    struct sigcontext *mc = &((struct context *)context)->mcontext;
    signal_number = (uint32_t)number;
    signal_offset = (uint32_t)mc->arm_pc - CODE_ADDRESS;
    memcpy(final_state.r, &mc->arm_r0, sizeof final_state.r);
    final_state.cpsr = (uint32_t)mc->arm_cpsr;
    read_vectors(&final_state);
    mc->arm_pc = (unsigned long)leave_case;
    mc->arm_cpsr &= ~0x0600fc20ul; // A32, no IT block
}

static void catch_signals(void)
{
    struct { void *handler; unsigned long flags; void *restorer; unsigned long mask[2]; } action =
        { (void *)on_signal, SA_SIGINFO | SA_ONSTACK | SA_NODEFER | SA_RESTORER, (void *)signal_return, { 0, 0 } };
    static const int numbers[] = { SIGILL, SIGTRAP, SIGBUS, SIGSEGV };
    stack_t stack = { .ss_sp = signal_stack, .ss_size = sizeof signal_stack };
    system_call(SYS_SIGALTSTACK, (long)&stack, 0, 0, 0, 0, 0);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) { system_call(SYS_SIGACTION, numbers[i], (long)&action, 0, 8, 0, 0); }
}

static void map(uint32_t address, size_t size, int protection)
{
    if (system_call(SYS_MMAP2, (long)address, (long)size, protection, MAP_FIXED_PRIVATE_ANONYMOUS, -1, 0) != (long)address) { leave_program(2); }
}

static void flush_code(uint32_t from, size_t size) { system_call(SYS_CACHEFLUSH, (long)from, (long)(from + size), 0, 0, 0, 0); }

static void reply(void)
{
    static struct { uint64_t offset, value; } changes[SCRATCH_SIZE / 8];
    uint64_t *scratch = (uint64_t *)SCRATCH_ADDRESS;
    uint32_t count = 0;
    for (size_t i = 0; i < SCRATCH_SIZE / 8; i++)
    {
        if (scratch[i] != background[i])
        {
            changes[count].offset = i * 8;
            changes[count++].value = scratch[i];
            scratch[i] = background[i];
        }
    }
    uint32_t header[4] = { signal_number, signal_offset, count, 0 };
    put(header, sizeof header);
    put(&final_state, sizeof final_state);
    put(changes, count * sizeof *changes);
}

__attribute__((noreturn)) void oracle_main(void)
{
    map(SCRATCH_ADDRESS, SCRATCH_SIZE, PROT_RW);
    map(CODE_ADDRESS, CODE_SIZE + 0x1000, PROT_RWX);
    catch_signals();
    memcpy((void *)STUB_ADDRESS, stub_begin, (size_t)(stub_end - stub_begin));
    flush_code(STUB_ADDRESS, (size_t)(stub_end - stub_begin));
    if (!get(background, sizeof background)) { leave_program(1); }
    memcpy((void *)SCRATCH_ADDRESS, background, sizeof background);

    uint32_t header[2];
    while (get(header, sizeof header))
    {
        static struct state initial;
        static uint8_t code[MAX_BYTES + 16];
        uint32_t bytes = header[0], thumb = header[1];
        if (bytes == 0 || bytes > MAX_BYTES || (bytes & 1) != 0) { leave_program(4); }
        if (!get(&initial, sizeof initial) || !get(code, bytes)) { leave_program(5); }
        uint32_t leave = STUB_ADDRESS + (uint32_t)(stub_exit - stub_begin), at = bytes;
        if (!thumb)
        {
            uint32_t jump = 0xe51ff004; // LDR PC, [PC, #-4]
            memcpy(code + at, &jump, 4);
            at += 4;
        }
        else
        {
            uint16_t jump[2] = { 0xf8df, 0xf000 }, nop = 0xbf00; // LDR.W PC, [PC]
            if ((at & 2) != 0) { memcpy(code + at, &nop, 2); at += 2; }
            memcpy(code + at, jump, 4);
            at += 4;
        }
        memcpy(code + at, &leave, 4);
        at += 4;
        memcpy((void *)CODE_ADDRESS, code, at);
        flush_code(CODE_ADDRESS, at);
        signal_number = signal_offset = 0;
        enter_case(&initial, CODE_ADDRESS | (thumb != 0));
        reply();
    }
    leave_program(0); // get() has flushed.
}
