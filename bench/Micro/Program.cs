using System.Linq;
using BenchmarkDotNet.Running;

namespace LowLatencyEngine.Micro;

internal static class Program
{
    /// <summary>0 where every chosen benchmark ran; 1 where one failed or none was chosen.</summary>
    private static int Main(string[] args)
    {
        var reports = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args)
            .SelectMany(summary => summary.Reports)
            .ToArray();
        return reports.Length > 0 && reports.All(report => report.Success) ? 0 : 1;
    }
}
