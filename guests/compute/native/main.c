/* The same kernels as a program of the host: prints what the guest prints. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "../kernels.h"

int main(int count, char **arguments)
{
    int repeat = count > 1 ? atoi(arguments[1]) : 1;
    puts("compute start");
    for (u32 i = 0; i < kernel_count; i++) {
        struct timespec before, after;
        u64 checksum = 0;
        clock_gettime(CLOCK_MONOTONIC, &before);
        for (int n = 0; n < repeat; n++)
            checksum = kernels[i].run();
        clock_gettime(CLOCK_MONOTONIC, &after);
        printf("compute %s %lx", kernels[i].name, checksum);
        if (count > 1)
            printf(" us %.0f", (after.tv_sec - before.tv_sec) * 1e6 + (after.tv_nsec - before.tv_nsec) / 1e3);
        puts("");
    }
    puts("compute done");
}
