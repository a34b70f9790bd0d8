namespace Hyp.Jit.Tests.Differential;

/// <summary>
/// The encoding classes of A64 in Armv8.0 that EL0 may execute, as the manual's index tables draw them. Capital letters select an instruction within
/// the class, small letters are its operands. The discovery in <see cref="EncodingDiscovery"/> tries every selector value on the oracle and keeps the
/// allocated ones in Encodings.txt. Written apart from the decoder's own rows on purpose: a row missing there is found here.
/// </summary>
internal static class EncodingClasses
{
    /// <summary>Classes whose selectors are probed for undefined values. Fields that should be one or zero are fixed: other values are CONSTRAINED UNPREDICTABLE.</summary>
    public static readonly (string Name, string Pattern)[] Probed =
    [
        // Data processing, immediate.
        ("PC-relative", "Pii10000iiiiiiiiiiiiiiiiiiiddddd"),
        ("add/sub immediate", "XOS100010Hiiiiiiiiiiiinnnnnddddd"),
        ("logical immediate", "XOO100100Nrrrrrrssssssnnnnnddddd"),
        ("move wide", "XOO100101HHiiiiiiiiiiiiiiiiddddd"),
        ("bitfield 32", "0OO10011000rrrrr0sssssnnnnnddddd"),
        ("bitfield 64", "1OO1001101rrrrrrssssssnnnnnddddd"),
        ("extract 32", "00010011100mmmmm0sssssnnnnnddddd"),
        ("extract 64", "10010011110mmmmmssssssnnnnnddddd"),

        // Data processing, register.
        ("2 source", "X0011010110mmmmmOOOOOOnnnnnddddd"),
        ("1 source", "X101101011000000OOOOOOnnnnnddddd"),
        ("logical shifted 32", "0OO01010KKNmmmmm0iiiiinnnnnddddd"),
        ("logical shifted 64", "1OO01010KKNmmmmmiiiiiinnnnnddddd"),
        ("add/sub shifted 32", "0OS01011KK0mmmmm0iiiiinnnnnddddd"),
        ("add/sub shifted 64", "1OS01011KK0mmmmmiiiiiinnnnnddddd"),
        ("add/sub extended", "XOS01011001mmmmmeee0iinnnnnddddd"),
        ("add/sub extended by 4", "XOS01011001mmmmmeee100nnnnnddddd"),
        ("add/sub with carry", "XOS11010000mmmmm000000nnnnnddddd"),
        ("conditional compare", "XO111010010mmmmmcccc00nnnnn0ffff"),
        ("conditional compare immediate", "XO111010010iiiiicccc10nnnnn0ffff"),
        ("conditional select", "XO011010100mmmmmcccc0Pnnnnnddddd"),
        ("multiply-add", "X0011011000mmmmmPaaaaannnnnddddd"),
        ("multiply-add long", "10011011U01mmmmmPaaaaannnnnddddd"),
        ("multiply high", "10011011U10mmmmm011111nnnnnddddd"),

        // Loads and stores.
        ("load-exclusive", "SS00100001011111A11111nnnnnttttt"),
        ("load-exclusive pair", "1S00100001111111Auuuuunnnnnttttt"),
        ("store-exclusive", "SS001000000sssssA11111nnnnnttttt"),
        ("store-exclusive pair", "1S001000001sssssAuuuuunnnnnttttt"),
        ("acquire/release", "SS0010001L011111111111nnnnnttttt"),
        ("load literal", "OO011V00iiiiiiiiiiiiiiiiiiittttt"),
        ("pair", "OO101V0MMLiiiiiiiuuuuunnnnnttttt"),
        ("9-bit offset", "SS111V00OO0iiiiiiiiiMMnnnnnttttt"),
        ("register offset", "SS111V00OO1mmmmmEEEk10nnnnnttttt"),
        ("12-bit offset", "SS111V01OOiiiiiiiiiiiinnnnnttttt"),
        ("structures", "0Q0011000L000000OOOOSSnnnnnttttt"),
        ("structures post-indexed", "0Q0011001L0mmmmmOOOOSSnnnnnttttt"),
        ("structure lane", "0Q0011010LR00000OOOSZZnnnnnttttt"),
        ("structure lane post-indexed", "0Q0011011LRmmmmmOOOSZZnnnnnttttt"),

        // Cryptography.
        ("AES", "01001110SS10100OOOOO10nnnnnddddd"),
        ("SHA 3 register", "01011110SS0mmmmm0OOO00nnnnnddddd"),
        ("SHA 2 register", "01011110SS10100OOOOO10nnnnnddddd"),

        // Advanced SIMD, scalar.
        ("scalar copy", "01O11110000iiiii0IIII1nnnnnddddd"),
        ("scalar 3 same", "01U11110SS1mmmmmOOOOO1nnnnnddddd"),
        ("scalar 3 different", "01U11110SS1mmmmmOOOO00nnnnnddddd"),
        ("scalar 2 register", "01U11110SS10000OOOOO10nnnnnddddd"),
        ("scalar pairwise", "01U11110SS11000OOOOO10nnnnnddddd"),
        ("scalar shift 8", "01U1111100001bbbOOOOO1nnnnnddddd"),
        ("scalar shift 16", "01U111110001bbbbOOOOO1nnnnnddddd"),
        ("scalar shift 32", "01U11111001bbbbbOOOOO1nnnnnddddd"),
        ("scalar shift 64", "01U1111101bbbbbbOOOOO1nnnnnddddd"),
        ("scalar by element", "01U11111SSlmmmmmOOOOh0nnnnnddddd"),

        // Advanced SIMD, vector.
        ("table", "0Q001110000mmmmm0LLO00nnnnnddddd"),
        ("permute", "0Q001110SS0mmmmm0OOO10nnnnnddddd"),
        ("vector extract 64", "00101110000mmmmm00iii0nnnnnddddd"),
        ("vector extract 128", "01101110000mmmmm0iiii0nnnnnddddd"),
        ("copy 8", "0Q001110000iiii10IIII1nnnnnddddd"),
        ("copy 16", "0Q001110000iii100IIII1nnnnnddddd"),
        ("copy 32", "0Q001110000ii1000IIII1nnnnnddddd"),
        ("copy 64", "0Q001110000i10000IIII1nnnnnddddd"),
        ("insert element", "01101110000iiiii0jjjj1nnnnnddddd"),
        ("3 same", "0QU01110SS1mmmmmOOOOO1nnnnnddddd"),
        ("3 different", "0QU01110SS1mmmmmOOOO00nnnnnddddd"),
        ("2 register", "0QU01110SS10000OOOOO10nnnnnddddd"),
        ("across lanes", "0QU01110SS11000OOOOO10nnnnnddddd"),
        ("modified immediate", "0QO0111100000iiiCCCC01iiiiiddddd"),
        ("shift 8", "0QU0111100001bbbOOOOO1nnnnnddddd"),
        ("shift 16", "0QU011110001bbbbOOOOO1nnnnnddddd"),
        ("shift 32", "0QU01111001bbbbbOOOOO1nnnnnddddd"),
        ("shift 64", "0QU0111101bbbbbbOOOOO1nnnnnddddd"),
        ("by element", "0QU01111SSlmmmmmOOOOh0nnnnnddddd"),

        // Floating point.
        ("FP fixed 32", "00011110TT0RROOO1sssssnnnnnddddd"),
        ("FP fixed 64", "10011110TT0RROOOssssssnnnnnddddd"),
        ("FP integer", "X0011110TT1RROOO000000nnnnnddddd"),
        ("FP 1 source", "00011110TT1OOOOOO10000nnnnnddddd"),
        ("FP compare", "00011110TT1mmmmm001000nnnnnE0000"),
        ("FP compare with zero", "00011110TT100000001000nnnnnE1000"),
        ("FP immediate", "00011110TT1iiiiiiii10000000ddddd"),
        ("FP conditional compare", "00011110TT1mmmmmcccc01nnnnnOffff"),
        ("FP 2 source", "00011110TT1mmmmmOOOO10nnnnnddddd"),
        ("FP conditional select", "00011110TT1mmmmmcccc11nnnnnddddd"),
        ("FP 3 source", "00011111TTOmmmmmPaaaaannnnnddddd"),
    ];

    /// <summary>Instructions taken as listed: probing branches with random operands would leave the block. SVC, HVC, SMC, HLT, DCPS and ERET are not
    /// here: what they do belongs to the exception model, which the EL2 oracle covers. WFE and WFI wait. MRS/MSR name only the registers that EL0 owns.</summary>
    public static readonly (string Name, string Pattern)[] Listed =
    [
        ("branch: b", "000101iiiiiiiiiiiiiiiiiiiiiiiiii"),
        ("branch: bl", "100101iiiiiiiiiiiiiiiiiiiiiiiiii"),
        ("branch: b.cond", "01010100iiiiiiiiiiiiiiiiiii0cccc"),
        ("branch: cbz", "X0110100iiiiiiiiiiiiiiiiiiittttt"),
        ("branch: cbnz", "X0110101iiiiiiiiiiiiiiiiiiittttt"),
        ("branch: tbz", "b0110110bbbbbiiiiiiiiiiiiiittttt"),
        ("branch: tbnz", "b0110111bbbbbiiiiiiiiiiiiiittttt"),
        ("branch: br", "1101011000011111000000nnnnn00000"),
        ("branch: blr", "1101011000111111000000nnnnn00000"),
        ("branch: ret", "1101011001011111000000nnnnn00000"),
        ("hint", "11010101000000110010000000H11111"), // NOP, YIELD
        ("hint", "1101010100000011001000001oo11111"), // SEV, SEVL and two unallocated ones
        ("hint", "110101010000001100100001ooo11111"), // unallocated in Armv8.0
        ("hint", "11010101000000110010001oooo11111"),
        ("hint", "1101010100000011001001ooooo11111"),
        ("hint", "110101010000001100101oooooo11111"),
        ("barrier: clrex", "11010101000000110011cccc01011111"),
        ("barrier: dsb", "11010101000000110011cccc10011111"),
        ("barrier: dmb", "11010101000000110011cccc10111111"),
        ("barrier: isb", "11010101000000110011cccc11011111"),
        ("exception: brk", "11010100001iiiiiiiiiiiiiiii00000"),
        ("system register: MRS NZCV", "110101010011101101000010000ttttt"),
        ("system register: MSR NZCV", "110101010001101101000010000ttttt"),
        ("system register: MRS FPCR", "110101010011101101000100000ttttt"),
        ("system register: MSR FPCR", "110101010001101101000100000ttttt"),
        ("system register: MRS FPSR", "110101010011101101000100001ttttt"),
        ("system register: MSR FPSR", "110101010001101101000100001ttttt"),
        ("system register: MRS TPIDR_EL0", "110101010011101111010000010ttttt"),
        ("system register: MSR TPIDR_EL0", "110101010001101111010000010ttttt"),
        ("system register: MRS CTR_EL0", "110101010011101100000000001ttttt"),
        ("system register: MRS DCZID_EL0", "110101010011101100000000111ttttt"),
        ("cache maintenance: DC ZVA", "110101010000101101110100001nnnnn"),
        ("cache maintenance: DC CVAC", "110101010000101101111010001nnnnn"),
        ("cache maintenance: DC CVAU", "110101010000101101111011001nnnnn"),
        ("cache maintenance: DC CIVAC", "110101010000101101111110001nnnnn"),
        ("cache maintenance: IC IVAU", "110101010000101101110101001nnnnn"),
    ];
}
