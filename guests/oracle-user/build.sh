#!/bin/sh
# Rebuilds oracle-user from its sources. Needs an AArch64 Linux cross compiler; the binary is committed so that tests do not.
set -eu
cd "$(dirname "$0")"
"${CC:-aarch64-linux-gnu-gcc}" -std=gnu11 -O2 -Wall -Wextra -Werror -march=armv8-a -ffreestanding -fno-stack-protector -fno-pic -no-pie \
    -nostdlib -static -Wl,--build-id=none -Wl,-z,max-page-size=4096 -Wl,-z,noexecstack -o oracle-user stubs.S oracle.c -lgcc
"${STRIP:-aarch64-linux-gnu-strip}" oracle-user
