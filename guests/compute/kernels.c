#include "kernels.h"

u8 shared_bytes[SHARED_BYTES] __attribute__((aligned(64)));

const struct kernel kernels[] = {
    { "sort", sort }, { "sieve", sieve }, { "crc32", crc32 }, { "copy", copy }, { "hash-map", hash_map }, { "list", list },
    { "matrix", matrix }, { "queens", queens }, { "fib", fib }, { "bytecode", bytecode }, { "sha256", sha256 }, { "search", search },
};
const u32 kernel_count = sizeof kernels / sizeof kernels[0];
