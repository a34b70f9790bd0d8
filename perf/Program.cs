using Hyp.Jit.Perf;
using Hyp.Jit.Perf.Compare;

// "compare ROOT ..." times whole processes against QEMU (started by perf/compare); anything else is for BenchmarkDotNet.
return args is ["compare", string root, .. string[] rest] ? CompareCommand.Run(root, rest) : Suite.Run(args);
