/* The PL011 as a console: polled, no set-up needed on the virt board. */
#include "layout.h"

#define UART_DR         0x00
#define UART_FR         0x18
#define UART_FR_TXFF    5

        .text

/* x0 = character; changes x1. */
        .global print_char
print_char:
        ldr     w1, [x28, #UART_FR]
        tbnz    w1, #UART_FR_TXFF, print_char
        str     w0, [x28, #UART_DR]
        ret

/* x0 = NUL-terminated string; changes x0-x3. */
        .global print_string
print_string:
        mov     x2, x0
        mov     x3, x30
1:      ldrb    w0, [x2], #1
        cbz     w0, 2f
        bl      print_char
        b       1b
2:      ret     x3

/* x0 = value; changes x0-x4. */
        .global print_hex
print_hex:
        mov     x2, x0
        mov     x3, x30
        orr     x4, x2, #1
        clz     x4, x4
        mov     x0, #60
        and     x4, x4, #0x3c
        sub     x4, x0, x4                      // shift of the first digit shown
1:      lsr     x0, x2, x4
        and     x0, x0, #0xf
        add     x1, x0, #'0'
        add     x0, x0, #'a' - 10
        cmp     x1, #'9'
        csel    x0, x1, x0, ls
        bl      print_char
        subs    x4, x4, #4
        b.ge    1b
        ret     x3

/* "cpuN pass P: "; changes x0-x4. */
        .global print_prefix
print_prefix:
        stp     x29, x30, [sp, #-16]!
        say     "cpu"
        say_hex x27
        say     " pass "
        say_hex x26
        say     ": "
        ldp     x29, x30, [sp], #16
        ret
