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

    /// <summary>Runs a body that reads what an engine keeps in its folder; without it no engine is reached.</summary>
    public static int RunInFolder(string folder, Func<int> body) => Run(() =>
    {
        try
        {
            return body();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ConfigurationException)
        {
            return Out.Fail(
                $"no engine has run here: folder={folder}; name its folder with --journal DIR",
                ExitCode.EngineNotReachable);
        }
    });

    /// <summary>True for exceptions whose message is written for the user.</summary>
    public static bool IsRefusal(Exception e) =>
        e is JournalException or EngineStartException or ReplayException or RecordedFileException or
            StandbyStopException or IOException or InvalidDataException or UnauthorizedAccessException;
}
