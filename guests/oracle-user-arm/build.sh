#!/bin/sh
# Rebuilds oracle-user-arm from its sources. Needs an Armv7 Linux cross compiler; the binary is committed so that tests do not.
set -eu
cd "$(dirname "$0")"
"${CC:-arm-linux-gnueabihf-gcc}" -std=gnu11 -O2 -Wall -Wextra -Werror -march=armv7-a+fp -marm -mgeneral-regs-only -ffreestanding -fno-stack-protector -fno-pic \
    -no-pie -nostdlib -static -Wl,--build-id=none -Wl,-z,max-page-size=4096 -Wl,-z,noexecstack -o oracle-user-arm stubs.S oracle.c -lgcc
"${STRIP:-arm-linux-gnueabihf-strip}" oracle-user-arm
