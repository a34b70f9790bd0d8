/* Matrix product in double precision. The entries are small whole numbers: exact, however sums are ordered or fused. */
#include "kernels.h"

u64 matrix(void)
{
    enum { N = 112 };
    double *a = (double *)shared_bytes, *b = a + N * N, *c = b + N * N;
    u32 seed = 7;
    u64 sum = 0;
    for (u32 i = 0; i < 2 * N * N; i++)
        a[i] = (double)(next_random(&seed) % 1000) - 500;
    for (u32 i = 0; i < N; i++)
        for (u32 j = 0; j < N; j++) {
            double cell = 0;
            for (u32 k = 0; k < N; k++)
                cell += a[i * N + k] * b[k * N + j];
            c[i * N + j] = cell;
        }
    for (u32 i = 0; i < N * N; i++)
        sum = sum * 3 + (u64)(long)c[i];
    return sum;
}
