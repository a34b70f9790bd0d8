#!/usr/bin/env python3
"""Records what instructions do on another implementation: assembles the list of instructions.py, runs each on corner and random register states under
qemu-aarch64 (user mode, Cortex-A57) and writes Simd.vectors.gz, which SimdVectorTests.cs reads.

Format, little-endian: state count, states (V0-V31, X0-X7); then per group (registers, structures) the instruction count and per instruction the word,
its length-prefixed text, and per state the outcome: registers -> V0, X0, QC; structures -> V30, V31, V0, V1, X3, 160 bytes of memory from
0x10000000. Everything else must be unchanged, which is checked here.
"""
import gzip, os, random, struct, subprocess, sys, tempfile

import instructions

HERE = os.path.dirname(os.path.abspath(__file__))
STATE = 64 * 8 + 8 * 8
MEMORY_BASE, MEMORY, KEPT = 0x10000000, 256, 160
REGISTER_STATES, STRUCTURE_STATES = 48, 2
QC = 1 << 27


def states():
    chooser = random.Random(20)

    def lane(bits):
        top = 1 << (bits - 1)
        corners = [0, 1, 2, top - 1, top, top + 1, 2 * top - 1, 2 * top - 2, chooser.randrange(bits + 2), 2 * top - chooser.randrange(1, bits + 2)]
        return chooser.choice(corners) if chooser.random() < 0.6 else chooser.getrandbits(bits)

    def value(bits, width):
        return sum(lane(bits) << i for i in range(0, width, bits))

    for i in range(REGISTER_STATES):
        bits = (8, 16, 32, 64)[i & 3]
        vectors = [value(bits, 128) for _ in range(32)]
        vectors[3] = sum(chooser.choice([chooser.randrange(80), chooser.getrandbits(8)]) << b for b in range(0, 128, 8))  # table indices
        integers = [value(bits, 64) for _ in range(8)]
        integers[3] = MEMORY_BASE + (0, 5)[i & 1]
        yield b"".join(v.to_bytes(16, "little") for v in vectors) + struct.pack("<8Q", *integers)


def assemble(lines, folder):
    source, binary = os.path.join(folder, "a.s"), os.path.join(folder, "a.bin")
    with open(source, "w") as f:
        f.write(".arch armv8-a+crypto+crc\n" + "\n".join(lines) + "\n")
    subprocess.run(["aarch64-linux-gnu-as", source, "-o", source + ".o"], check=True)
    subprocess.run(["aarch64-linux-gnu-objcopy", "-O", "binary", "-j", ".text", source + ".o", binary], check=True)
    with open(binary, "rb") as f:
        words = f.read()
    assert len(words) == 4 * len(lines)
    return words


def execute(program, inputs, words):
    data = struct.pack("<II", len(inputs), len(words) // 4) + b"".join(s + bytes(8) for s in inputs) + words
    out = subprocess.run(["qemu-aarch64-static", "-cpu", "cortex-a57", program], input=data, stdout=subprocess.PIPE, check=True).stdout
    step = 1 + STATE + 8 + MEMORY
    assert len(out) == step * len(inputs) * len(words) // 4
    for at in range(0, len(out), step):
        yield out[at], out[at + 1:at + 1 + STATE], struct.unpack_from("<Q", out, at + 1 + STATE)[0], out[at + 1 + STATE + 8:at + step]


def outcome(before, defined, after, fpsr, memory, structures):
    assert defined
    v = lambda s, i: s[i * 16:i * 16 + 16]
    x = lambda s, i: s[512 + i * 8:520 + i * 8]
    changed_v, changed_x = ({30, 31, 0, 1}, {3}) if structures else ({0}, {0})
    assert all(v(before, i) == v(after, i) for i in range(32) if i not in changed_v)
    assert all(x(before, i) == x(after, i) for i in range(8) if i not in changed_x)
    assert fpsr & ~QC == 0
    if structures:
        return v(after, 30) + v(after, 31) + v(after, 0) + v(after, 1) + x(after, 3) + memory[:KEPT]
    return v(after, 0) + x(after, 0) + bytes([fpsr >> 27])


def main():
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "record")
        subprocess.run(["aarch64-linux-gnu-gcc", "-O1", "-static", os.path.join(HERE, "record.c"), "-o", program], check=True)
        inputs = list(states())
        out = [struct.pack("<I", len(inputs)), *inputs]
        for lines, used, structures in (
            (list(instructions.registers_only()), inputs, False),
            (list(instructions.structures()), inputs[:STRUCTURE_STATES], True),
        ):
            words = assemble(lines, folder)
            results = execute(program, used, words)
            out.append(struct.pack("<II", len(lines), len(used)))
            for i, line in enumerate(lines):
                text = line.encode()
                out.append(words[i * 4:i * 4 + 4] + bytes([len(text)]) + text)
                out += [outcome(s, *next(results), structures) for s in used]
            print(len(lines), "instructions", file=sys.stderr)
        with open(os.path.join(HERE, "Simd.vectors.gz"), "wb") as f:
            f.write(gzip.compress(b"".join(out), 9, mtime=0))


if __name__ == "__main__":
    main()
