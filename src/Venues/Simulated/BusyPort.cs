namespace LowLatencyEngine.Venues.Simulated;

/// <summary>The one text for a port that somebody else has.</summary>
internal static class BusyPort
{
    public static string Message(string what, int port) =>
        $"{what} port of the simulated venue is taken: address=127.0.0.1, port={port}; " +
        "end the process that has it, or configure another port (0 takes a free one)";
}
