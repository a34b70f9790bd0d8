#include "transcript.h"

#define UART_DR (*(volatile unsigned *)0x09000000)
#define UART_FR (*(volatile unsigned *)0x09000018)
#define UART_FR_TXFF (1 << 5)

/* One CPU runs at a time while anything is printed. */
static unsigned checks, failures;

static void put(char c)
{
    while (UART_FR & UART_FR_TXFF)
        ;
    UART_DR = (unsigned char)c;
}

void say(const char *text)
{
    while (*text)
        put(*text++);
}

void say_hex(word value)
{
    int shift = 8 * sizeof value - 4;
    while (shift > 0 && value >> shift == 0)
        shift -= 4;
    for (; shift >= 0; shift -= 4)
    {
        unsigned digit = value >> shift & 15;
        put(digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
}

static void say_decimal(unsigned value)
{
    char digits[10];
    int n = 0;
    do
    {
        unsigned tenth = 0;                 /* no divide instruction everywhere */
        while (value >= 10)
        {
            value -= 10;
            tenth++;
        }
        digits[n++] = '0' + value;
        value = tenth;
    }
    while (value);
    while (n)
        put(digits[--n]);
}

static void prefix(void)
{
    say("cpu");
    say_hex(cpu_number());
    say(" boot ");
    say_hex(boot_number());
    say(": ");
}

void note(const char *text)
{
    prefix();
    say(text);
    say("\n");
}

int check_begin(const char *what, word got, word want, int also)
{
    int ok = got == want && also;
    checks++;
    failures += !ok;
    prefix();
    say(ok ? "ok   " : "FAIL ");
    say(what);
    say(" = ");
    say_hex(got);
    if (got != want)
    {
        say(", not ");
        say_hex(want);
    }
    return ok;
}

void check_end(void)
{
    say("\n");
}

void check(const char *what, word got, word want)
{
    check_begin(what, got, want, 1);
    check_end();
}

void summary(void)
{
    say("summary: ");
    say_decimal(checks);
    say(" checks, ");
    say_decimal(failures);
    say(" failed\n");
}

/* What the compiler calls for arrays. */
void *memcpy(void *to, const void *from, word count)
{
    char *t = to;
    for (const char *f = from; count > 0; count--)
        *t++ = *f++;
    return to;
}
