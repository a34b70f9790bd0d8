/* What the compiler may call for structures. */
#include "probe.h"

void *memcpy(void *to, const void *from, u64 count);
void *memset(void *to, int value, u64 count);

__attribute__((optimize("no-tree-loop-distribute-patterns")))
void *memcpy(void *to, const void *from, u64 count)
{
    for (u64 i = 0; i < count; i++)
        ((u8 *)to)[i] = ((const u8 *)from)[i];
    return to;
}

__attribute__((optimize("no-tree-loop-distribute-patterns")))
void *memset(void *to, int value, u64 count)
{
    for (u64 i = 0; i < count; i++)
        ((u8 *)to)[i] = (u8)value;
    return to;
}
