/* A stack machine's interpreter: a load, a jump through a table, a little work. */
#include "kernels.h"

enum { PUSH, LOAD, STORE, ADD, MULTIPLY, AND, SHIFT, EXCLUSIVE_OR, LESS, JUMP_UNLESS, JUMP, END };

/* x = 1; for (i = 0; i < 60000; i++) x = x & 1 ? x * 3 + i : x >> 1 ^ i; */
static const u16 program[] = {
    /*  0 */ PUSH, 1, STORE, 0, PUSH, 0, STORE, 1,
    /*  8 */ LOAD, 1, PUSH, 60000, LESS, JUMP_UNLESS, 53,
    /* 15 */ LOAD, 0, PUSH, 1, AND, JUMP_UNLESS, 34,
    /* 22 */ LOAD, 0, PUSH, 3, MULTIPLY, LOAD, 1, ADD, STORE, 0, JUMP, 44,
    /* 34 */ LOAD, 0, PUSH, 1, SHIFT, LOAD, 1, EXCLUSIVE_OR, STORE, 0,
    /* 44 */ LOAD, 1, PUSH, 1, ADD, STORE, 1, JUMP, 8,
    /* 53 */ END,
};

#define BINARY(operation) top[-2] = top[-2] operation top[-1]; top--; break

u64 bytecode(void)
{
    u64 stack[8], variables[2] = { 0, 0 };
    u64 *top = stack;
    for (const u16 *p = program;;) {
        switch (*p++) {
        case PUSH: *top++ = *p++; break;
        case LOAD: *top++ = variables[*p++]; break;
        case STORE: variables[*p++] = *--top; break;
        case ADD: BINARY(+);
        case MULTIPLY: BINARY(*);
        case AND: BINARY(&);
        case SHIFT: BINARY(>>);
        case EXCLUSIVE_OR: BINARY(^);
        case LESS: BINARY(<);
        case JUMP_UNLESS: top--, p = *top ? p + 1 : program + *p; break;
        case JUMP: p = program + *p; break;
        case END: return variables[0];
        }
    }
}
