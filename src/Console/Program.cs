namespace LowLatencyEngine.Console;

internal static class Program
{
    private static int Main() => 2;
}
