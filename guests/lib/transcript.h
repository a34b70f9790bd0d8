/* What the life-cycle guests print: one line a fact, each compared with what it must be. Both architectures share it. */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

typedef unsigned long word;

void say(const char *text);
void say_hex(word value);

/* "cpu0 boot 1: TEXT\n". */
void note(const char *text);

/* "cpu0 boot 1: ok   WHAT = GOT", or "FAIL WHAT = GOT, not WANT" and one more failure. */
void check(const char *what, word got, word want);

/* The same in two halves, for lines that say more: the verdict's line is left open. */
int check_begin(const char *what, word got, word want, int also);
void check_end(void);

/* The last line. */
void summary(void);

unsigned cpu_number(void);
unsigned boot_number(void);
#endif
