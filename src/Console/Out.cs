using System.Text.Json;

namespace LowLatencyEngine.Console;

/// <summary>
/// Data on standard output, messages on standard error: a script can pipe the one and a person read the other.
/// </summary>
internal static class Out
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>One line of data.</summary>
    public static void Data(string line) => System.Console.Out.WriteLine(line);

    /// <summary>One object as one line of JSON, names in camelCase.</summary>
    public static void DataJson<T>(T value) => Data(JsonSerializer.Serialize(value, Json));

    /// <summary>One line for a person.</summary>
    public static void Message(string line) => System.Console.Error.WriteLine(line);

    /// <summary>An error in one line, and the exit code to return.</summary>
    public static int Fail(string message, int exitCode = ExitCode.Failed)
    {
        Message(message);
        return exitCode;
    }
}
