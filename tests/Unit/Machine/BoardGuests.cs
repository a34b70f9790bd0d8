using System.Runtime.InteropServices;
using System.Text;

namespace Hyp.Jit.Tests.Unit.Board;

/// <summary>Guests of a few instructions, and machines that run them.</summary>
internal static class BoardGuests
{
    public const ulong Entry = 0x4010_0000;

    /// <summary>Prints "Hi" on the PL011 and powers off.</summary>
    public static readonly uint[] Hello =
    [
        0xD2A1_2001, // mov x1, #0x09000000
        0x5280_0902, // mov w2, #'H'
        0xB900_0022, // str w2, [x1]
        0x5280_0D22, // mov w2, #'i'
        0xB900_0022, // str w2, [x1]
        0x5280_0142, // mov w2, #'\n'
        0xB900_0022, // str w2, [x1]
        0x5280_0100, // mov w0, #8
        0x72B0_8000, // movk w0, #0x8400, lsl #16: SYSTEM_OFF
        0xD400_0003, // smc #0
    ];

    /// <summary>Counts in X0 for ever, two instructions a round.</summary>
    public static readonly uint[] Count =
    [
        0x9100_0400, // add x0, x0, #1
        0x17FF_FFFF, // b .-4
    ];

    /// <summary>Sets the EL1 physical timer to 1000 ticks, waits for its interrupt behind a GICv2, then spins with CNTPCT in X5 and the INTID in X6.</summary>
    public static readonly uint[] Timer =
    [
        0xD2A1_0001, // mov x1, #0x08000000
        0x5280_0022, // mov w2, #1
        0xB900_0022, // str w2, [x1]           GICD_CTLR
        0x52A8_0003, // mov w3, #1 << 30
        0xB901_0023, // str w3, [x1, #0x100]   GICD_ISENABLER0
        0x9140_4021, // add x1, x1, #0x10000
        0x5280_1FE3, // mov w3, #0xff
        0xB900_0423, // str w3, [x1, #4]       GICC_PMR
        0xB900_0022, // str w2, [x1]           GICC_CTLR
        0xD280_7D04, // mov x4, #1000
        0xD51B_E204, // msr cntp_tval_el0, x4
        0xD51B_E222, // msr cntp_ctl_el0, x2
        0xD503_207F, // wfi
        0xD53B_E025, // mrs x5, cntpct_el0
        0xB940_0C26, // ldr w6, [x1, #0xc]     GICC_IAR
        0x1400_0000, // b .
    ];

    /// <summary>Says "semihosted" and ends with code 7, both by semihosting.</summary>
    public static readonly uint[] Semihosted =
    [
        0x1000_00E1, // adr x1, text
        0x5280_0080, // mov w0, #4             SYS_WRITE0
        0xD45E_0000, // hlt #0xf000
        0x1000_00E1, // adr x1, block
        0x5280_0300, // mov w0, #0x18          SYS_EXIT
        0xD45E_0000, // hlt #0xf000
        0x1400_0000, // b .
        0x696D_6573, 0x7473_6F68, 0x000A_6465, // text
        0x0002_0026, 0, 7, 0, // block
    ];

    public static byte[] Bytes(uint[] words) => MemoryMarshal.AsBytes(words.AsSpan()).ToArray();

    public static MachineBuilder Builder(uint[] words) =>
        new MachineBuilder().Memory(16).Deterministic().Tier(ExecutionTier.Interpreter).Kernel("guest", Bytes(words)).RawAddress(Entry);

    public static StringBuilder Capture(Hyp.Jit.Machine machine)
    {
        var text = new StringBuilder();
        machine.Console.Output += bytes => text.Append(Encoding.ASCII.GetString(bytes));
        return text;
    }
}
