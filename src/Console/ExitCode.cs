namespace LowLatencyEngine.Console;

/// <summary>What `lle` tells the shell; scripts depend on the numbers.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int EngineNotReachable = 3;
    public const int RefusedByRisk = 4;
    public const int OutcomeUnknown = 5;
    public const int Interrupted = 130;
}
