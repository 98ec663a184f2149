namespace LowLatencyEngine.Console.Data;

/// <summary>How much a broken rule matters.</summary>
public enum DataSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Perhaps as it should be: somebody should look.</summary>
    Warning,

    /// <summary>Not to be used as it is.</summary>
    Error,
}
