#!/bin/bash
# Builds RULE.elf here for each rule, and none.elf, which breaks none: the same bytes on every run.
# usage: guests/hyp-rules/build.sh [RULE...]      without arguments, all of them
set -euo pipefail
cd "$(dirname "$0")"
rules=("$@")
[ ${#rules[@]} -gt 0 ] || rules=(none $(grep -ho 'BREAK_[A-Z][A-Z0-9_]*' flow.c stub.S init.S era.h | sed 's/BREAK_//' | sort -u))
for rule in "${rules[@]}"; do
    SOURCE=hyp-rules OUTPUT=hyp-rules DEFINE=-DBREAK_$rule ../hyp-flow-arm64/build.sh "$rule"
done
