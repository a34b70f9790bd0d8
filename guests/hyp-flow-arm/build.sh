#!/bin/bash
# Builds NAME.elf here for each era that is a folder with a flow: the same bytes on every run.
# usage: guests/hyp-flow-arm/build.sh [ERA...]      without arguments, all of them
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=arm-linux-gnueabihf-
folder=hyp-flow-arm

if ! command -v ${prefix}gcc >/dev/null; then
    echo "installing gcc-arm-linux-gnueabihf" >&2
    sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -q >&2 && $sudo apt-get install -qy gcc-arm-linux-gnueabihf >&2
fi

# C is Thumb and assembly A32, and all of it runs at two addresses: -fpie, and every symbol hidden.
flags=(-march=armv7ve -mthumb -mfloat-abi=soft -std=gnu11 -Wall -Wextra -Werror -Os -ffreestanding -nostdlib -fpie -fvisibility=hidden
    -fno-stack-protector -fno-jump-tables -mno-unaligned-access -fno-tree-loop-distribute-patterns -fno-asynchronous-unwind-tables
    -ffile-prefix-map="$PWD"=. -Wl,--build-id=none,-z,max-page-size=4096,-z,noexecstack,--no-warn-rwx-segments -no-pie -static)

eras=("$@")
[ ${#eras[@]} -gt 0 ] || for flow in $folder/*/flow.c; do eras+=("$(basename "$(dirname "$flow")")"); done
for era in "${eras[@]}"; do
    source=$folder/$era
    ${prefix}gcc "${flags[@]}" -I "$source" -I $folder/shared -I lib -T $folder/shared/hyp-flow.ld \
        -o "$folder/$era.elf" $folder/shared/*.[Sc] "$source"/*.[Sc] lib/transcript.c
    ${prefix}strip -s "$folder/$era.elf"
    chmod 644 "$folder/$era.elf"
    (cd $folder && sha256sum "$era.elf")
done
