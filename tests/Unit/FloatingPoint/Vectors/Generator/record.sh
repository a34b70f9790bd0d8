#!/bin/sh
# Records ../Armv8.bin.gz (instructions, results, flags) with qemu-aarch64 as the reference.
set -e
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/instructions.py" | sed 's/^\([^ ]*\) \([^ ]*\) \(.*\)$/I("\1", "\2", "\3")/' > "$work/instructions.inc"
aarch64-linux-gnu-gcc -static -O2 -I"$work" "$here/record.c" -o "$work/record"
qemu-aarch64-static -cpu cortex-a57 "$work/record" "$work/Armv8.bin"
gzip -9nc "$work/Armv8.bin" > "$here/../Armv8.bin.gz"
ls -l "$here/.."
