/* The PL011, and a printer of lines. */
#include <stdarg.h>
#include "probe.h"

#define UART_DR (*(volatile u32 *)0x09000000)
#define UART_FR (*(volatile u32 *)0x09000018)
#define UART_FR_TXFF (1u << 5)

u32 line_count;

static void put(char c)
{
    while (UART_FR & UART_FR_TXFF)
        ;
    UART_DR = (u8)c;
    if (c == '\n')
        line_count++;
}

static void put_hex(u32 value)
{
    u32 shift = 28;
    while (shift && !(value >> shift))
        shift -= 4;
    for (;; shift -= 4) {
        put("0123456789abcdef"[value >> shift & 15]);
        if (!shift)
            return;
    }
}

static void put_decimal(int value)
{
    if (value < 0) {
        put('-');
        value = -value;
    }
    char digits[12];
    u32 n = 0, left = (u32)value;
    do {
        u32 tens = 0;
        for (u32 rest = left; rest >= 10; rest -= 10)
            tens++;
        digits[n++] = (char)('0' + left - tens * 10);
        left = tens;
    } while (left);
    while (n)
        put(digits[--n]);
}

void say(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    for (; *format; format++) {
        if (*format != '%') {
            put(*format);
            continue;
        }
        switch (*++format) {
        case 's':
            for (const char *text = va_arg(values, const char *); *text; text++)
                put(*text);
            break;
        case 'd': put_decimal(va_arg(values, int)); break;
        default: put_hex(va_arg(values, u32)); break;
        }
    }
    va_end(values);
}
