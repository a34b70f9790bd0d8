namespace Hyp.Jit.Perf;
internal static class Suite { public static int Run(string[] arguments) => arguments.Length; }
