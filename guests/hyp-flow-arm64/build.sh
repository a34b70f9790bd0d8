#!/bin/bash
# Builds NAME.elf here for each era that is a folder with a flow: the same bytes on every run.
# usage: guests/hyp-flow-arm64/build.sh [ERA...]      without arguments, all of them
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=aarch64-linux-gnu-
folder=hyp-flow-arm64

if ! command -v ${prefix}gcc >/dev/null; then
    echo "installing gcc-aarch64-linux-gnu" >&2
    sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -q >&2 && $sudo apt-get install -qy gcc-aarch64-linux-gnu >&2
fi

flags=(-march=armv8-a -std=gnu11 -Wall -Wextra -Werror -Os -ffreestanding -nostdlib -fno-pic -fno-pie -fno-stack-protector -fno-jump-tables
    -mgeneral-regs-only -mstrict-align -fno-tree-loop-distribute-patterns -fno-asynchronous-unwind-tables
    -ffile-prefix-map="$PWD"=. -Wl,--build-id=none,-z,max-page-size=4096,--no-warn-rwx-segments -no-pie -static)

eras=("$@")
[ ${#eras[@]} -gt 0 ] || for flow in $folder/*/flow.c; do eras+=("$(basename "$(dirname "$flow")")"); done
for era in "${eras[@]}"; do
    source=${SOURCE:-$folder/$era}                  # hyp-rules has one source for all its images
    output=${OUTPUT:-$folder}
    ${prefix}gcc "${flags[@]}" ${DEFINE:-} -I "$source" -I $folder/shared -I lib -T $folder/shared/hyp-flow.ld \
        -o "$output/$era.elf" $folder/shared/*.[Sc] "$source"/*.[Sc] lib/transcript.c
    ${prefix}strip -s "$output/$era.elf"
    chmod 644 "$output/$era.elf"
    (cd "$output" && sha256sum "$era.elf")
done
