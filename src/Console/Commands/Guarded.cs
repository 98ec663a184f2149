using System;
using System.IO;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Standby;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Console.Commands;

/// <summary>Turns the refusals that a command can meet in the normal course into a message and an exit code.</summary>
internal static class Guarded
{
    /// <summary>
    /// Runs a command's body. What is not a known refusal is a bug and passes through with its stack.
    /// </summary>
    public static int Run(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (ConfigurationException e)
        {
            return Out.Fail(e.Message, ExitCode.Usage);
        }
        catch (UsageException e)
        {
            return Out.Fail(e.Message, ExitCode.Usage);
        }
        catch (StandbyStopException e) when (e.IsOutcomeUnknown)
        {
            return Out.Fail(e.Message, ExitCode.OutcomeUnknown);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            return Out.Fail(e.Message);
        }
    }

    /// <summary>True for exceptions whose message is written for the user.</summary>
    public static bool IsRefusal(Exception e) =>
        e is JournalException or EngineStartException or ReplayException or RecordedFileException or
            StandbyStopException or IOException or InvalidDataException or UnauthorizedAccessException;
}
