using System.Globalization;

namespace Hyp.Jit;

/// <summary>What the board's device tree depends on.</summary>
internal sealed record VirtDeviceTreeOptions(int CpuCount, string CpuCompatible, ulong MemorySize, int GicVersion, bool El2, bool AArch64, byte[] Seed);

/// <summary>
/// Builds the virt board's device tree: node for node and cell for cell what QEMU's board of that name hands out, less the devices this
/// machine lacks (PCIe, the MSI frames, the platform bus).
/// </summary>
internal static class VirtDeviceTree
{
    private const uint SharedInterrupt = 0, PrivateInterrupt = 1;
    private const uint EdgeRising = 1, LevelHigh = 4;
    private const uint ClockPhandle = 0x8000;

    public static DeviceTreeBlob Build(VirtDeviceTreeOptions options)
    {
        // Handles are given out as QEMU does: the clock, the CPUs from the last to the first, the GIC, the GPIO block.
        uint gic = ClockPhandle + (uint)options.CpuCount + 1;
        uint gpio = gic + 2; // gic + 1 is the MSI frame's.
        var root = new DeviceTreeNode("");
        root.Set("interrupt-parent", gic)
            .Set("model", "linux,dummy-virt")
            .Set("#size-cells", 2)
            .Set("#address-cells", 2)
            .Set("compatible", "linux,dummy-virt");
        AddPsci(root, options);
        root.Add($"memory@{BoardMap.RamBase:x}").SetRegions("reg", (BoardMap.RamBase, options.MemorySize)).Set("device_type", "memory");
        AddFwCfg(root);
        AddVirtio(root);
        AddGpio(root, gpio);
        AddRtcAndUart(root);
        AddPmu(root, options);
        AddGic(root, options, gic);
        root.Add("flash@0")
            .Set("bank-width", 4)
            .SetRegions("reg", (BoardMap.FlashBase, BoardMap.FlashSize), (BoardMap.FlashBase + BoardMap.FlashSize, BoardMap.FlashSize))
            .Set("compatible", "cfi-flash");
        AddCpus(root, options);
        AddTimer(root, options);
        root.Add("apb-pclk")
            .Set("phandle", ClockPhandle)
            .Set("clock-output-names", "clk24mhz")
            .Set("clock-frequency", 24_000_000)
            .Set("#clock-cells", 0)
            .Set("compatible", "fixed-clock");
        root.Add("chosen")
            .Set("stdout-path", $"/pl011@{BoardMap.UartBase:x}")
            .Set("rng-seed", options.Seed[..32])
            .Set("kaslr-seed", options.Seed[32..40]);
        return new DeviceTreeBlob(root);
    }

    /// <summary>Writes what a boot loader tells a kernel into /chosen.</summary>
    public static void SetBootArguments(DeviceTreeBlob tree, string? arguments, (ulong Start, ulong End)? initrd)
    {
        DeviceTreeNode chosen = tree.Root.Find("chosen") ?? tree.Root.Add("chosen");
        if (initrd is { } range)
        {
            chosen.Set("linux,initrd-end", AddressCells(tree, range.End)).Set("linux,initrd-start", AddressCells(tree, range.Start));
        }
        if (arguments is not null)
        {
            chosen.Set("bootargs", arguments);
        }
    }

    /// <summary>Makes a given tree's memory node say what this machine has.</summary>
    public static void SetMemory(DeviceTreeBlob tree, ulong size)
    {
        uint addressCells = CellCount(tree, "#address-cells", 2), sizeCells = CellCount(tree, "#size-cells", 1);
        tree.Root.Children.RemoveAll(n => n.Name == "memory" || n.Name.StartsWith("memory@", StringComparison.Ordinal));
        DeviceTreeNode memory = tree.Root.Add(string.Create(CultureInfo.InvariantCulture, $"memory@{BoardMap.RamBase:x}"));
        memory.Set("device_type", "memory").Set("reg", [.. Number(BoardMap.RamBase, addressCells), .. Number(size, sizeCells)]);
    }

    // QEMU's node of a 32-bit core is empty.
    private static void AddPmu(DeviceTreeNode root, VirtDeviceTreeOptions options)
    {
        DeviceTreeNode pmu = root.Add("pmu");
        if (options.AArch64)
        {
            pmu.Set("interrupts", PrivateInterrupt, BoardMap.PmuPpi, PpiFlags(options)).Set("compatible", "arm,armv8-pmuv3");
        }
    }

    private static void AddPsci(DeviceTreeNode root, VirtDeviceTreeOptions options) => root.Add("psci")
        .Set("migrate", options.AArch64 ? 0xC400_0005 : 0x8400_0005)
        .Set("cpu_on", options.AArch64 ? 0xC400_0003 : 0x8400_0003)
        .Set("cpu_off", 0x8400_0002)
        .Set("cpu_suspend", options.AArch64 ? 0xC400_0001 : 0x8400_0001)
        .Set("method", options.El2 ? "smc" : "hvc")
        .Set("compatible", "arm,psci-1.0\0arm,psci-0.2\0arm,psci");

    private static void AddFwCfg(DeviceTreeNode root) => root.Add($"fw-cfg@{BoardMap.FwCfgBase:x}")
        .Set("dma-coherent")
        .SetRegions("reg", (BoardMap.FwCfgBase, BoardMap.FwCfgSize))
        .Set("compatible", "qemu,fw-cfg-mmio");

    private static void AddVirtio(DeviceTreeNode root)
    {
        for (int i = 0; i < BoardMap.VirtioCount; i++)
        {
            ulong address = BoardMap.VirtioBase + ((ulong)i * BoardMap.VirtioStride);
            root.Add($"virtio_mmio@{address:x}")
                .Set("dma-coherent")
                .Set("interrupts", SharedInterrupt, (uint)(BoardMap.VirtioSpi + i), EdgeRising)
                .SetRegions("reg", (address, BoardMap.VirtioStride))
                .Set("compatible", "virtio,mmio");
        }
    }

    private static void AddGpio(DeviceTreeNode root, uint phandle)
    {
        root.Add("gpio-keys").Set("compatible", "gpio-keys").Add("poweroff")
            .Set("gpios", phandle, BoardMap.PowerButtonLine, 0)
            .Set("linux,code", 116) // KEY_POWER
            .Set("label", "GPIO Key Poweroff");
        root.Add($"pl061@{BoardMap.GpioBase:x}")
            .Set("phandle", phandle)
            .Set("clock-names", "apb_pclk")
            .Set("clocks", ClockPhandle)
            .Set("interrupts", SharedInterrupt, BoardMap.GpioSpi, LevelHigh)
            .Set("gpio-controller")
            .Set("#gpio-cells", 2)
            .Set("compatible", "arm,pl061\0arm,primecell")
            .SetRegions("reg", (BoardMap.GpioBase, BoardMap.PeripheralSize));
    }

    private static void AddRtcAndUart(DeviceTreeNode root)
    {
        root.Add($"pl031@{BoardMap.RtcBase:x}")
            .Set("clock-names", "apb_pclk")
            .Set("clocks", ClockPhandle)
            .Set("interrupts", SharedInterrupt, BoardMap.RtcSpi, LevelHigh)
            .SetRegions("reg", (BoardMap.RtcBase, BoardMap.PeripheralSize))
            .Set("compatible", "arm,pl031\0arm,primecell");
        root.Add($"pl011@{BoardMap.UartBase:x}")
            .Set("clock-names", "uartclk\0apb_pclk")
            .Set("clocks", ClockPhandle, ClockPhandle)
            .Set("interrupts", SharedInterrupt, BoardMap.UartSpi, LevelHigh)
            .SetRegions("reg", (BoardMap.UartBase, BoardMap.PeripheralSize))
            .Set("compatible", "arm,pl011\0arm,primecell");
    }

    private static void AddGic(DeviceTreeNode root, VirtDeviceTreeOptions options, uint phandle)
    {
        DeviceTreeNode gic = root.Add($"intc@{BoardMap.GicDistributorBase:x}").Set("phandle", phandle);
        if (options.El2)
        {
            gic.Set("interrupts", PrivateInterrupt, BoardMap.GicMaintenancePpi, LevelHigh);
        }
        (ulong, ulong) distributor = (BoardMap.GicDistributorBase, BoardMap.GicDistributorSize);
        if (options.GicVersion == 3)
        {
            gic.SetRegions("reg", distributor, (BoardMap.GicRedistributorBase, BoardMap.GicRedistributorSize))
                .Set("#redistributor-regions", 1)
                .Set("compatible", "arm,gic-v3");
        }
        else
        {
            (ulong, ulong) cpu = (BoardMap.GicCpuBase, BoardMap.GicV2FrameSize);
            if (options.El2)
            {
                gic.SetRegions("reg", distributor, cpu, (BoardMap.GicHypBase, BoardMap.GicV2FrameSize),
                    (BoardMap.GicVirtualCpuBase, BoardMap.GicV2FrameSize));
            }
            else
            {
                gic.SetRegions("reg", distributor, cpu);
            }
            gic.Set("compatible", "arm,cortex-a15-gic");
        }
        gic.Set("ranges").Set("#size-cells", 2).Set("#address-cells", 2).Set("interrupt-controller").Set("#interrupt-cells", 3);
    }

    private static void AddCpus(DeviceTreeNode root, VirtDeviceTreeOptions options)
    {
        DeviceTreeNode cpus = root.Add("cpus").Set("#size-cells", 0).Set("#address-cells", 1);
        DeviceTreeNode cluster = cpus.Add("cpu-map").Add("socket0").Add("cluster0");
        for (int i = 0; i < options.CpuCount; i++)
        {
            cluster.Add($"core{i}").Set("cpu", CpuPhandle(options, i));
        }
        for (int i = 0; i < options.CpuCount; i++)
        {
            DeviceTreeNode cpu = cpus.Add($"cpu@{i}").Set("phandle", CpuPhandle(options, i)).Set("reg", (uint)i);
            if (options.CpuCount > 1)
            {
                cpu.Set("enable-method", "psci");
            }
            cpu.Set("compatible", options.CpuCompatible).Set("device_type", "cpu");
        }
    }

    private static uint CpuPhandle(VirtDeviceTreeOptions options, int index) => ClockPhandle + (uint)(options.CpuCount - index);

    private static void AddTimer(DeviceTreeNode root, VirtDeviceTreeOptions options)
    {
        uint flags = PpiFlags(options);
        root.Add("timer")
            .Set("interrupts",
                PrivateInterrupt, BoardMap.SecurePhysicalTimerPpi, flags, PrivateInterrupt, BoardMap.PhysicalTimerPpi, flags,
                PrivateInterrupt, BoardMap.VirtualTimerPpi, flags, PrivateInterrupt, BoardMap.HypTimerPpi, flags)
            .Set("always-on")
            .Set("compatible", options.AArch64 ? "arm,armv8-timer\0arm,armv7-timer" : "arm,armv7-timer");
    }

    /// <summary>Under GICv2 the flags of a private interrupt also name its CPUs, in bits 15:8.</summary>
    private static uint PpiFlags(VirtDeviceTreeOptions options) =>
        options.GicVersion == 2 ? LevelHigh | (((1u << options.CpuCount) - 1) << 8) : LevelHigh;

    private static byte[] AddressCells(DeviceTreeBlob tree, ulong value) =>
        value > uint.MaxValue ? Number(value, CellCount(tree, "#address-cells", 2)) : Number(value, 1);

    private static uint CellCount(DeviceTreeBlob tree, string property, uint absent) =>
        tree.Root[property] is { Length: 4 } cells ? cells[3] : absent;

    private static byte[] Number(ulong value, uint cells)
    {
        byte[] bytes = new byte[cells * 4];
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            bytes[i] = (byte)value;
            value >>= 8;
        }
        return bytes;
    }
}
