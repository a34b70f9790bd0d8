#!/usr/bin/env python3
"""Prints the instructions to record, one a line: operand class, result kind, assembly. Rd = 0, Rn = 1, Rm = 2, Ra = 3.

Operand class: U, B, T = one, two or three floating-point operands, G = integer operand; then the element type (d, s, h; w, x for G) and,
for vectors, the letter v. Result kind: d = low half of V0 (the upper half is zero), q = V0, x = X0, n = NZCV."""

def line(operands, result, text):
    print(operands, result, text)

ARRANGEMENTS = (("s", "2s"), ("s", "4s"), ("d", "2d"))

def scalar(cls, name, sources, result="d"):
    for t in "sd":
        regs = ", ".join([t + "0"] * (result == "d") + [f"{t}{i}" for i in sources])
        line(cls + t, result, f"{name} {regs}")

def vector(cls, name, sources, suffix=""):
    for t, a in ARRANGEMENTS:
        line(cls + t + "v", "q", f"{name} v0.{a}, " + ", ".join(f"v{i}.{a}" for i in sources) + suffix)

for name in "fadd fsub fmul fdiv fmax fmin fmaxnm fminnm fnmul fmulx fabd frecps frsqrts fcmeq fcmge fcmgt facge facgt".split():
    scalar("B", name, (1, 2))
for name in "fcmp fcmpe".split():
    scalar("B", name, (1, 2), "n")
    for t in "sd":
        line("U" + t, "n", f"{name} {t}1, #0.0")
for name in "fmadd fmsub fnmadd fnmsub".split():
    scalar("T", name, (1, 2, 3))
for name in "fmov fabs fneg fsqrt frintn frintp frintm frintz frinta frintx frinti frecpe frsqrte frecpx".split():
    scalar("U", name, (1,))
for name in "fcmeq fcmge fcmgt fcmle fcmlt".split():
    for t in "sd":
        line("U" + t, "d", f"{name} {t}0, {t}1, #0.0")
for a, b in ("sd", "sh", "ds", "dh", "hs", "hd"):
    line("U" + b, "d", f"fcvt {a}0, {b}1")
line("Ud", "d", "fcvtxn s0, d1")
for name in "fcvtns fcvtnu fcvtps fcvtpu fcvtms fcvtmu fcvtzs fcvtzu fcvtas fcvtau".split():
    for t in "sd":
        for r in "wx":
            line("U" + t, "x", f"{name} {r}0, {t}1")
        line("U" + t, "d", f"{name} {t}0, {t}1")
    vector("U", name, (1,))
for name in "fcvtzs fcvtzu".split():
    for t, width in (("s", 32), ("d", 64)):
        for r, most in (("w", 32), ("x", 64)):
            for bits in (1, most // 2, most):
                line("U" + t, "x", f"{name} {r}0, {t}1, #{bits}")
        for bits in (1, width // 2 + 1, width):
            line("U" + t, "d", f"{name} {t}0, {t}1, #{bits}")
    for bits in (1, 29, 32):
        vector("U", name, (1,), f", #{bits}")
for name in "scvtf ucvtf".split():
    for t, i, width in (("s", "w", 32), ("d", "x", 64)):
        for r, most in (("w", 32), ("x", 64)):
            line("G" + r, "d", f"{name} {t}0, {r}1")
            for bits in (1, most // 2, most):
                line("G" + r, "d", f"{name} {t}0, {r}1, #{bits}")
        line("G" + i, "d", f"{name} {t}0, {t}1")
        for bits in (1, width // 2 + 1, width):
            line("G" + i, "d", f"{name} {t}0, {t}1, #{bits}")
    for t, a in ARRANGEMENTS:
        i = "x" if t == "d" else "w"
        line("G" + i + "v", "q", f"{name} v0.{a}, v1.{a}")
        for bits in (1, 32):
            line("G" + i + "v", "q", f"{name} v0.{a}, v1.{a}, #{bits}")
for name in """fadd fsub fmul fdiv fmax fmin fmaxnm fminnm fmulx fabd frecps frsqrts fcmeq fcmge fcmgt facge facgt
               faddp fmaxp fminp fmaxnmp fminnmp fmla fmls""".split():
    vector("B", name, (1, 2))
for name in "fabs fneg fsqrt frintn frintp frintm frintz frinta frintx frinti frecpe frsqrte".split():
    vector("U", name, (1,))
for name in "fcmeq fcmge fcmgt fcmle fcmlt".split():
    vector("U", name, (1,), ", #0.0")
for name in "fmul fmulx fmla fmls".split():
    for index in (0, 1, 3):
        line("Bsv", "q", f"{name} s0, s1, v2.s[{index}]")
        line("Bsv", "q", f"{name} v0.2s, v1.2s, v2.s[{index}]")
        line("Bsv", "q", f"{name} v0.4s, v1.4s, v2.s[{index}]")
    for index in (0, 1):
        line("Bdv", "q", f"{name} d0, d1, v2.d[{index}]")
        line("Bdv", "q", f"{name} v0.2d, v1.2d, v2.d[{index}]")
for name in "faddp fmaxp fminp fmaxnmp fminnmp".split():
    line("Usv", "q", f"{name} s0, v1.2s")
    line("Udv", "q", f"{name} d0, v1.2d")
for name in "fmaxv fminv fmaxnmv fminnmv".split():
    line("Usv", "q", f"{name} s0, v1.4s")
for suffix, wide in (("", "4h"), ("2", "8h")):
    line("Uhv", "q", f"fcvtl{suffix} v0.4s, v1.{wide}")
    line("Usv", "q", f"fcvtn{suffix} v0.{wide}, v1.4s")
for suffix, wide in (("", "2s"), ("2", "4s")):
    line("Usv", "q", f"fcvtl{suffix} v0.2d, v1.{wide}")
    line("Udv", "q", f"fcvtn{suffix} v0.{wide}, v1.2d")
    line("Udv", "q", f"fcvtxn{suffix} v0.{wide}, v1.2d")
for a in ("2s", "4s"):
    line("Gwv", "q", f"urecpe v0.{a}, v1.{a}")
    line("Gwv", "q", f"ursqrte v0.{a}, v1.{a}")
line("Gwv", "q", "fmov s0, w1")
line("Gxv", "q", "fmov d0, x1")
line("Gxv", "q", "fmov v0.d[1], x1")
line("Us", "x", "fmov w0, s1")
line("Udv", "x", "fmov x0, d1")
line("Udv", "x", "fmov x0, v1.d[1]")
for value in ("1.0", "-0.125", "31.0", "0.2109375"):
    line("Us", "d", f"fmov s0, #{value}")
    line("Ud", "d", f"fmov d0, #{value}")
    line("Usv", "q", f"fmov v0.2s, #{value}")
    line("Usv", "q", f"fmov v0.4s, #{value}")
    line("Udv", "q", f"fmov v0.2d, #{value}")
