// Runs short A64 blocks from given register states and reports the final states: the oracle of tests/Differential. It is an ordinary static
// Linux program without libc, so it runs under qemu-aarch64 user mode and on any arm64 machine alike. See oracle.h for the protocol.
#include <signal.h>
#include <stddef.h>
#include <ucontext.h>
#include "oracle.h"

enum { SYS_READ = 63, SYS_WRITE = 64, SYS_EXIT = 93, SYS_SIGALTSTACK = 132, SYS_SIGACTION = 134, SYS_MMAP = 222 };
enum { PROT_RWX = 7, PROT_RW = 3, MAP_FIXED_PRIVATE_ANONYMOUS = 0x32 };

struct state final_state;
extern const uint32_t stub_begin[], stub_exit[], stub_end[];
void enter_case(const struct state *);
void leave_case(void);

static uint64_t background[SCRATCH_SIZE / 8];
static volatile uint32_t signal_number, signal_index;
static uint8_t input[1 << 16], output[1 << 16], signal_stack[1 << 15];
static size_t input_at, input_end, output_end;

static long system_call(long number, long a, long b, long c, long d, long e, long f)
{
    register long x8 __asm__("x8") = number, x0 __asm__("x0") = a, x1 __asm__("x1") = b, x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d, x4 __asm__("x4") = e, x5 __asm__("x5") = f;
    __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
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

static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)info;
    ucontext_t *uc = context;
    signal_number = (uint32_t)number;
    signal_index = (uint32_t)((uc->uc_mcontext.pc - CODE_ADDRESS) / 4);
    memcpy(final_state.x, uc->uc_mcontext.regs, sizeof final_state.x);
    final_state.sp = uc->uc_mcontext.sp;
    final_state.nzcv = (uint32_t)uc->uc_mcontext.pstate & 0xF0000000;
    struct fpsimd_context *fp = (struct fpsimd_context *)uc->uc_mcontext.__reserved;
    final_state.fpcr = fp->fpcr;
    final_state.fpsr = fp->fpsr;
    memcpy(final_state.v, fp->vregs, sizeof final_state.v);
    uc->uc_mcontext.pc = (uint64_t)leave_case;
}

static void catch_signals(void)
{
    struct { void *handler; unsigned long flags; void *restorer; unsigned long mask; } action =
        { (void *)on_signal, SA_SIGINFO | SA_ONSTACK | SA_NODEFER, 0, 0 };
    static const int numbers[] = { SIGILL, SIGTRAP, SIGBUS, SIGSEGV };
    stack_t stack = { .ss_sp = signal_stack, .ss_size = sizeof signal_stack };
    system_call(SYS_SIGALTSTACK, (long)&stack, 0, 0, 0, 0, 0);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    {
        system_call(SYS_SIGACTION, numbers[i], (long)&action, 0, 8, 0, 0);
    }
}

static void map(uint64_t address, size_t size, int protection)
{
    if (system_call(SYS_MMAP, (long)address, (long)size, protection, MAP_FIXED_PRIVATE_ANONYMOUS, -1, 0) != (long)address) { leave_program(2); }
}

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
    uint32_t header[4] = { signal_number, signal_index, count, 0 };
    put(header, sizeof header);
    put(&final_state, sizeof final_state);
    put(changes, count * sizeof *changes);
}

__attribute__((noreturn)) void oracle_main(void)
{
    map(SCRATCH_ADDRESS, SCRATCH_SIZE, PROT_RW);
    map(CODE_ADDRESS, 0x2000, PROT_RWX);
    catch_signals();
    size_t stub_size = (size_t)((const uint8_t *)stub_end - (const uint8_t *)stub_begin);
    memcpy((void *)STUB_ADDRESS, stub_begin, stub_size);
    __builtin___clear_cache((char *)STUB_ADDRESS, (char *)STUB_ADDRESS + stub_size);
    if (!get(background, sizeof background)) { leave_program(1); }
    memcpy((void *)SCRATCH_ADDRESS, background, sizeof background);

    uint32_t header[2];
    while (get(header, sizeof header))
    {
        static struct state initial;
        uint32_t *code = (uint32_t *)CODE_ADDRESS;
        uint32_t count = header[0];
        if (count == 0 || count > MAX_WORDS) { leave_program(4); }
        static uint32_t words[MAX_WORDS + 1];
        if (!get(&initial, sizeof initial) || !get(words, count * 4)) { leave_program(5); }
        uint64_t exit_address = STUB_ADDRESS + (uint64_t)((const uint8_t *)stub_exit - (const uint8_t *)stub_begin);
        words[count] = 0x14000000 | (uint32_t)((exit_address - (CODE_ADDRESS + count * 4)) / 4); // B stub_exit
        memcpy(code, words, (count + 1) * 4);
        __builtin___clear_cache((char *)code, (char *)(code + count + 1));
        signal_number = signal_index = 0;
        enter_case(&initial);
        reply();
    }
    leave_program(0); // get() has flushed.
}
