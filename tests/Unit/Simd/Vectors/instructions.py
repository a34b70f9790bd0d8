"""The instructions to record, as assembly: every A64 SIMD instruction that is no floating-point arithmetic, CRC32 and crypto, in all arrangements."""

FULL = {"b": ["8b", "16b"], "h": ["4h", "8h"], "s": ["2s", "4s"], "d": ["2d"]}
WIDE = {"b": ("8h", ["8b", "16b"]), "h": ("4s", ["4h", "8h"]), "s": ("2d", ["2s", "4s"])}
BITS = {"b": 8, "h": 16, "s": 32, "d": 64}
NEXT = {"b": "h", "h": "s", "s": "d"}


def arrangements(sizes):
    return [(size, a) for size in sizes for a in FULL[size]]


def high(arrangement):
    return "2" if arrangement in ("16b", "8h", "4s") else ""


def three_same():
    for names, sizes, scalar in (
        ("shadd uhadd srhadd urhadd shsub uhsub smax umax smin umin sabd uabd saba uaba mla mls mul smaxp umaxp sminp uminp", "bhs", ""),
        ("sqadd uqadd sqsub uqsub sqshl uqshl sqrshl uqrshl", "bhsd", "bhsd"),
        ("cmgt cmhi cmge cmhs sshl ushl srshl urshl add sub cmtst cmeq", "bhsd", "d"),
        ("sqdmulh sqrdmulh", "hs", "hs"),
        ("addp", "bhsd", ""),
        ("pmul and bic orr orn eor bsl bit bif", "b", ""),
    ):
        for name in names.split():
            for _, a in arrangements(sizes):
                yield f"{name} v0.{a}, v1.{a}, v2.{a}"
            for s in scalar:
                yield f"{name} {s}0, {s}1, {s}2"
    yield "mla v0.4s, v0.4s, v0.4s"
    yield "bsl v0.16b, v0.16b, v2.16b"


def three_different():
    for name in "saddl uaddl ssubl usubl sabal uabal sabdl uabdl smlal umlal smlsl umlsl smull umull".split():
        for wide, narrows in WIDE.values():
            for a in narrows:
                yield f"{name}{high(a)} v0.{wide}, v1.{a}, v2.{a}"
    for name in "sqdmlal sqdmlsl sqdmull".split():
        for size in "hs":
            wide, narrows = WIDE[size]
            for a in narrows:
                yield f"{name}{high(a)} v0.{wide}, v1.{a}, v2.{a}"
            yield f"{name} {NEXT[size]}0, {size}1, {size}2"
    for name in "saddw uaddw ssubw usubw".split():
        for wide, narrows in WIDE.values():
            for a in narrows:
                yield f"{name}{high(a)} v0.{wide}, v1.{wide}, v2.{a}"
    for name in "addhn raddhn subhn rsubhn".split():
        for wide, narrows in WIDE.values():
            for a in narrows:
                yield f"{name}{high(a)} v0.{a}, v1.{wide}, v2.{wide}"
    yield from ("pmull v0.8h, v1.8b, v2.8b", "pmull2 v0.8h, v1.16b, v2.16b", "pmull v0.1q, v1.1d, v2.1d", "pmull2 v0.1q, v1.2d, v2.2d")


def two_register():
    for names, sizes, scalar in (
        ("rev64 cls clz", "bhs", ""), ("rev32", "bh", ""), ("rev16 cnt not rbit", "b", ""),
        ("suqadd usqadd sqabs sqneg", "bhsd", "bhsd"), ("abs neg", "bhsd", "d"),
    ):
        for name in names.split():
            for _, a in arrangements(sizes):
                yield f"{name} v0.{a}, v1.{a}"
            for s in scalar:
                yield f"{name} {s}0, {s}1"
    for name in "cmgt cmge cmeq cmle cmlt".split():
        for _, a in arrangements("bhsd"):
            yield f"{name} v0.{a}, v1.{a}, #0"
        yield f"{name} d0, d1, #0"
    pairs = {"8b": "4h", "16b": "8h", "4h": "2s", "8h": "4s", "2s": "1d", "4s": "2d"}
    for name in "saddlp uaddlp sadalp uadalp".split():
        for a, wide in pairs.items():
            yield f"{name} v0.{wide}, v1.{a}"
    for name in "xtn sqxtn uqxtn sqxtun".split():
        for size, (wide, narrows) in WIDE.items():
            for a in narrows:
                yield f"{name}{high(a)} v0.{a}, v1.{wide}"
            if name != "xtn":
                yield f"{name} {size}0, {NEXT[size]}1"
    for size, (wide, narrows) in WIDE.items():
        for a in narrows:
            yield f"shll{high(a)} v0.{wide}, v1.{a}, #{BITS[size]}"


def across():
    for name in "saddlv uaddlv smaxv umaxv sminv uminv addv".split():
        for size, a in arrangements("bhs"):
            if a != "2s":
                yield f"{name} {NEXT[size] if name.endswith('lv') else size}0, v1.{a}"
    yield "addp d0, v1.2d"


def by_element():
    for size in "hs":
        lanes = 128 // BITS[size]
        wide, narrows = WIDE[size]
        for index in range(lanes):
            m = (2, 15)[index & 1] if size == "h" else (2, 30)[index & 1]
            element = f"v{m}.{size}[{index}]"
            for name in "mul mla mls sqdmulh sqrdmulh".split():
                for a in FULL[size]:
                    yield f"{name} v0.{a}, v1.{a}, {element}"
            for name in "smull umull smlal umlal smlsl umlsl sqdmull sqdmlal sqdmlsl".split():
                for a in narrows:
                    yield f"{name}{high(a)} v0.{wide}, v1.{a}, {element}"
            for name in "sqdmulh sqrdmulh".split():
                yield f"{name} {size}0, {size}1, {element}"
            for name in "sqdmull sqdmlal sqdmlsl".split():
                yield f"{name} {NEXT[size]}0, {size}1, {element}"


def shifts():
    for size in "bhsd":
        bits = BITS[size]
        rights, lefts = (1, 2, bits // 2 + 1, bits - 1, bits), (0, 1, bits // 2 - 1, bits - 1)
        for names, amounts, scalar in (
            ("sshr ushr ssra usra srshr urshr srsra ursra sri", rights, "d"),
            ("shl sli", lefts, "d"), ("sqshl uqshl sqshlu", lefts, "bhsd"),
        ):
            for name in names.split():
                for amount in amounts:
                    for a in FULL[size]:
                        yield f"{name} v0.{a}, v1.{a}, #{amount}"
                    if size in scalar:
                        yield f"{name} {size}0, {size}1, #{amount}"
    for size, (wide, narrows) in WIDE.items():
        bits = BITS[size]
        for amount in (1, bits // 2, bits - 1, bits):
            for name in "shrn rshrn sqshrn uqshrn sqshrun sqrshrn uqrshrn sqrshrun".split():
                for a in narrows:
                    yield f"{name}{high(a)} v0.{a}, v1.{wide}, #{amount}"
                if name not in ("shrn", "rshrn"):
                    yield f"{name} {size}0, {NEXT[size]}1, #{amount}"
        for amount in (0, 1, bits - 1):
            for name in "sshll ushll".split():
                for a in narrows:
                    yield f"{name}{high(a)} v0.{wide}, v1.{a}, #{amount}"


def copies():
    for size in "bhsd":
        lanes = 128 // BITS[size]
        general = "x" if size == "d" else "w"
        for a in FULL[size]:
            yield f"dup v0.{a}, {general}1"
        yield f"dup v0.{FULL[size][-1]}, {general}zr"
        for index in range(lanes):
            for a in FULL[size]:
                yield f"dup v0.{a}, v1.{size}[{index}]"
            yield f"dup {size}0, v1.{size}[{index}]"
            yield f"ins v0.{size}[{index}], {general}1"
            yield f"ins v0.{size}[{index}], v1.{size}[{(index * 3 + 1) % lanes}]"
            yield f"umov {general}0, v1.{size}[{index}]"
            if size in "bh":
                yield f"smov w0, v1.{size}[{index}]"
            if size != "d":
                yield f"smov x0, v1.{size}[{index}]"


def permutes():
    for name in "zip1 zip2 uzp1 uzp2 trn1 trn2".split():
        for _, a in arrangements("bhsd"):
            yield f"{name} v0.{a}, v1.{a}, v2.{a}"
    for index in range(16):
        yield f"ext v0.16b, v1.16b, v2.16b, #{index}"
        if index < 8:
            yield f"ext v0.8b, v1.8b, v2.8b, #{index}"
    for name in "tbl tbx".split():
        for first in (1, 31, 30):
            for count in range(1, 5):
                table = ", ".join(f"v{(first + i) % 32}.16b" for i in range(count))
                for a in ("8b", "16b"):
                    yield f"{name} v0.{a}, {{{table}}}, v3.{a}"


def immediates():
    for imm in (0x00, 0x01, 0x80, 0xA5, 0xFF):
        for shift in (0, 8, 16, 24):
            for name in "movi mvni orr bic".split():
                for a in ("2s", "4s"):
                    yield f"{name} v0.{a}, #{imm}, lsl #{shift}"
        for shift in (0, 8):
            for name in "movi mvni orr bic".split():
                for a in ("4h", "8h"):
                    yield f"{name} v0.{a}, #{imm}, lsl #{shift}"
        for shift in (8, 16):
            for name in "movi mvni".split():
                for a in ("2s", "4s"):
                    yield f"{name} v0.{a}, #{imm}, msl #{shift}"
        for a in ("8b", "16b"):
            yield f"movi v0.{a}, #{imm}"
        mask = sum(0xFF << (8 * bit) for bit in range(8) if imm >> bit & 1)
        yield f"movi d0, #{mask:#x}"
        yield f"movi v0.2d, #{mask:#x}"
    for value in ("0.125", "-0.2421875", "1.0", "31.0", "-2.5"):
        for a in ("2s", "4s", "2d"):
            yield f"fmov v0.{a}, #{value}"


def crypto():
    for name in "aese aesd aesmc aesimc".split():
        yield f"{name} v0.16b, v1.16b"
    for name in "sha1c sha1p sha1m".split():
        yield f"{name} q0, s1, v2.4s"
    yield from ("sha1h s0, s1", "sha1su0 v0.4s, v1.4s, v2.4s", "sha1su1 v0.4s, v1.4s", "sha256h q0, q1, v2.4s", "sha256h2 q0, q1, v2.4s")
    yield from ("sha256su0 v0.4s, v1.4s", "sha256su1 v0.4s, v1.4s, v2.4s")
    for c in ("", "c"):
        for size in "bhw":
            yield f"crc32{c}{size} w0, w1, w2"
        yield f"crc32{c}x w0, w1, x2"


def structures():
    """X3 is the base, X5 a post-index register."""
    def registers(count, suffix, first=30):
        return "{" + ", ".join(f"v{(first + i) % 32}.{suffix}" for i in range(count)) + "}"

    for load in ("ld", "st"):
        for a in ("8b", "16b", "4h", "8h", "2s", "4s", "1d", "2d"):
            q_bytes = 16 if a in ("16b", "8h", "4s", "2d") else 8
            for selem in range(1, 5):
                for count in (range(1, 5) if selem == 1 else (selem,)):
                    if selem > 1 and a == "1d":
                        continue
                    for tail in ("", f", #{q_bytes * count}", ", x5"):
                        yield f"{load}{selem} {registers(count, a)}, [x3]{tail}"
        for size in "bhsd":
            lanes = 128 // BITS[size]
            for selem in range(1, 5):
                for index in sorted({0, 1, lanes // 2, lanes - 1}):
                    for tail in ("", f", #{BITS[size] // 8 * selem}", ", x5"):
                        yield f"{load}{selem} {registers(selem, size)}[{index}], [x3]{tail}"
    for a in ("8b", "16b", "4h", "8h", "2s", "4s", "1d", "2d"):
        for selem in range(1, 5):
            yield f"ld{selem}r {registers(selem, a)}, [x3]"
            yield f"ld{selem}r {registers(selem, a)}, [x3], x5"


def registers_only():
    for group in (three_same, three_different, two_register, across, by_element, shifts, copies, permutes, immediates, crypto):
        yield from group()
