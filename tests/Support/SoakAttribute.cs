using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using PropertyNames = NUnit.Framework.Internal.PropertyNames;

namespace Hyp.Jit.Tests.Support;

/// <summary>A test that takes minutes: category Soak, skipped unless HYPJIT_SOAK=1 asks for it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class SoakAttribute : NUnit.Framework.NUnitAttribute, IApplyToTest
{
    private const string Variable = "HYPJIT_SOAK";

    public static bool Wanted => Environment.GetEnvironmentVariable(Variable) == "1";

    public void ApplyToTest(Test test)
    {
        test.Properties.Add(PropertyNames.Category, "Soak");
        if (!Wanted && test.RunState == RunState.Runnable)
        {
            test.RunState = RunState.Ignored;
            test.Properties.Set(PropertyNames.SkipReason, $"takes minutes: run with {Variable}=1");
        }
    }
}
