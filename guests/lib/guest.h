/* What the small guests share in C: the PL011, barriers, code made visible. One C file a guest, so everything is here. */
#ifndef GUEST_H
#define GUEST_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;

#define UART_DR 0x09000000ul
#define UART_FR 0x09000018ul

#define READ(name) ({ u64 v_; asm volatile("mrs %0, " #name : "=r"(v_)); v_; })
#define WRITE(name, value) ({ u64 v_ = (value); asm volatile("msr " #name ", %0\n isb" : : "r"(v_) : "memory"); })

void guest_main(u64 device_tree);
void guest_interrupt(void);
void guest_unexpected(u64 esr, u64 elr, u64 far);

static inline u32 load32(u64 address) { return *(volatile u32 *)address; }
static inline void store32(u64 address, u32 value) { *(volatile u32 *)address = value; }

static inline void put(const char *text)
{
    for (; *text; text++) {
        while (load32(UART_FR) & 1u << 5)
            ;
        store32(UART_DR, (u8)*text);
    }
}

static inline void put_number(u64 value, u32 base)
{
    char digits[21];
    char *p = digits + 20;
    *p = 0;
    do {
        *--p = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    put(p);
}

/* "name value\n", the value in hexadecimal. */
static inline void put_result(const char *name, u64 value)
{
    put(name);
    put(" ");
    put_number(value, 16);
    put("\n");
}

/* The sequence after writing code (Arm ARM, concurrent modification of instructions). */
static inline void publish(u64 address)
{
    asm volatile("dc cvau, %0\n dsb ish\n ic ivau, %0\n dsb ish\n isb" : : "r"(address) : "memory");
}

#ifndef GUEST_OWN_UNEXPECTED
void guest_unexpected(u64 esr, u64 elr, u64 far)
{
    put("LOST ");
    put_result("esr", esr);
    put_result("elr", elr);
    put_result("far", far);
}
#endif
#endif
