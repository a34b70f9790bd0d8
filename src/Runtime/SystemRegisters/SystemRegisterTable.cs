namespace Hyp.Jit.Runtime;

/// <summary>Every system register and system instruction of the machine, by encoding, by dense index and by name.</summary>
internal static class SystemRegisterTable
{
    private static readonly SystemRegister[] Registers = Build();
    private static readonly Dictionary<int, SystemRegister> ByEncoding = Index(Registers);
    private static readonly AArch32Register[] Windows = IndexWindows(Registers);
    private static readonly Dictionary<int, AArch32Register> ByWindow = Windows.ToDictionary(register => register.Window.Key);

    /// <summary>Rows at their <see cref="SystemRegister.Index"/>.</summary>
    public static ReadOnlySpan<SystemRegister> ByIndex => Registers;

    /// <summary>AArch32 names at their <see cref="AArch32Register.Index"/>.</summary>
    public static ReadOnlySpan<AArch32Register> AArch32ByIndex => Windows;

    /// <summary>The 16-bit encoding op0:op1:CRn:CRm:op2, as bits 20:5 of MRS, MSR and SYS hold it.</summary>
    public static ushort A64(int op0, int op1, int crn, int crm, int op2) =>
        (ushort)((op0 << 14) | (op1 << 11) | (crn << 7) | (crm << 3) | op2);

    /// <summary>
    /// Finds the row of an encoding. For MSR (immediate), op0 = 0, CRm is the operand and does not count. False: the encoding is
    /// unallocated; see <see cref="SystemRegisterAccess.RaiseUnallocated"/>.
    /// </summary>
    public static bool TryFind(uint encoding, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SystemRegister? row) =>
        ByEncoding.TryGetValue((int)(encoding >> 14 == 0 ? encoding & ~0x78u : encoding), out row);

    /// <summary>Finds a row by the manual's name, for debuggers and tests.</summary>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SystemRegister? row)
    {
        row = Array.Find(Registers, candidate => candidate.Name == name);
        return row is not null;
    }

    /// <summary>
    /// Finds the AArch32 name of an encoding (<see cref="AArch32Window.KeyOf"/>). False: unallocated; see <see cref="AArch32Access.RaiseUnallocated"/>.
    /// </summary>
    public static bool TryFindAArch32(int key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AArch32Register? register) =>
        ByWindow.TryGetValue(key, out register);

    /// <summary>Finds an AArch32 name, for debuggers and tests. Of two forms of one name it is the one that reaches more bits.</summary>
    public static bool TryFindAArch32(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AArch32Register? register)
    {
        register = Array.Find(Windows, candidate => candidate.Window.Name == name && candidate.Window.Half == RegisterHalf.Whole)
            ?? Array.Find(Windows, candidate => candidate.Window.Name == name);
        return register is not null;
    }

    private static Dictionary<int, SystemRegister> Index(SystemRegister[] rows)
    {
        var index = new Dictionary<int, SystemRegister>();
        foreach (SystemRegister row in rows)
        {
            if (!row.AArch32Only)
            {
                index.Add(row.Encoding, row);
            }
        }
        return index;
    }

    private static AArch32Register[] IndexWindows(SystemRegister[] rows)
    {
        var windows = new List<AArch32Register>();
        foreach (SystemRegister row in rows)
        {
            foreach (AArch32Window window in row.AArch32)
            {
                windows.Add(new AArch32Register(row, window, windows.Count));
            }
        }
        return [.. windows];
    }

    private static SystemRegister[] Build()
    {
        SystemRegister[] rows =
        [
            .. IdentificationRows.All, .. StateRows.All, .. El1Rows.All, .. El2Rows.All, .. TimerRows.All, .. GicRows.All,
            .. MaintenanceRows.All, .. PerformanceRows.All, .. DebugRows.All, .. AArch32RegisterRows.All, .. AArch32MaintenanceRows.All,
        ];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].Index = i;
        }
        return rows;
    }
}
