#!/bin/sh
# Records gicv2.txt and gicv3.txt anew. Needs aarch64-linux-gnu-gcc and qemu-system-aarch64.
set -eu
cd "$(dirname "$0")"
build=$(mktemp -d)
trap 'rm -r "$build"' EXIT
for version in 2 3; do
    aarch64-linux-gnu-gcc -O1 -ffreestanding -nostdlib -mgeneral-regs-only -mstrict-align -fno-stack-protector -DGIC=$version \
        -T trace.ld -Wl,--build-id=none -Wl,--no-warn-rwx-segments -o "$build/gicv$version" trace.S "gicv$version.c"
    timeout 60 qemu-system-aarch64 -M virt,virtualization=on,gic-version=$version -cpu cortex-a57 -smp 2 -m 256 \
        -nographic -nic none -kernel "$build/gicv$version" > "gicv$version.txt"
done
