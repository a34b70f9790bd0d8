using System.Runtime.CompilerServices;

namespace Hyp.Jit.Tests.Support;

/// <summary>Files of the source tree that tests read or, when asked explicitly, refresh.</summary>
internal static class RepositoryPath
{
    public static string Of(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
