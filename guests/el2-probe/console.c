/* The PL011, and a printer of lines. */
#include "probe.h"

#define UART_DR 0x09000000ul
#define UART_FR 0x09000018ul
#define UART_FR_TXFF BIT(5)

u64 line_count;

static void put(char c)
{
    while (load32(UART_FR) & UART_FR_TXFF)
        ;
    store32(UART_DR, (u8)c);
    if (c == '\n')
        line_count++;
}

static void put_text(const char *text)
{
    while (*text)
        put(*text++);
}

static void put_number(u64 value, u32 base)
{
    char digits[20];
    u32 n = 0;
    do {
        digits[n++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    while (n)
        put(digits[--n]);
}

/* values holds one element for each % of the format, and one more. */
void say_array(const char *format, const u64 *values)
{
    for (; *format; format++) {
        if (*format != '%') {
            put(*format);
            continue;
        }
        u64 value = *values++;
        switch (*++format) {
        case 's': put_text((const char *)value); break;
        case 'c': put((char)value); break;
        case 'd': put_number(value, 10); break;
        default: put_number(value, 16); break;
        }
    }
}
