using System;
using System.IO;
using System.Runtime.InteropServices;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Replay;

/// <summary>
/// Opens an engine's journal and brings back the state it stands for: after a clean stop and after a crash alike.
/// Set-up only.
/// </summary>
internal static class Recovery
{
    /// <summary>Text in the journal's headers.</summary>
    public static string EngineBuild { get; } =
        typeof(Recovery).Assembly.GetName().Version?.ToString() ?? "0";

    /// <summary>How the configured journal is opened, by an engine and by its standby alike.</summary>
    public static JournalOptions OptionsOf(EngineConfiguration configuration) => new(
        configuration.Journal.Folder,
        configuration.Journal.SegmentSizeBytes,
        configuration.Journal.Mode,
        configuration.Instruments.ContentHash(),
        EngineBuild);

    /// <summary>
    /// Opens or creates the journal in the configured folder and replays what is there into a new state.
    /// </summary>
    /// <param name="say">Takes a line for the operator.</param>
    /// <exception cref="EngineStartException">The journal is another configuration's, or does not replay.</exception>
    /// <exception cref="JournalException">The journal is in use, damaged, or cannot be written.</exception>
    public static (JournalWriter Journal, DecisionState State) Open(
        EngineConfiguration configuration, Action<string> say)
    {
        string folder = configuration.Journal.Folder;
        JournalWriter journal = JournalWriter.Open(OptionsOf(configuration), out JournalRecovery recovery);
        try
        {
            DecisionState state = recovery.IsNew
                ? new DecisionState(configuration)
                : Replay(journal, recovery, configuration, say);

            File.WriteAllText(EngineFolder.Configuration(folder), configuration.Source);
            return (journal, state);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private static DecisionState Replay(
        JournalWriter journal,
        JournalRecovery recovery,
        EngineConfiguration configuration,
        Action<string> say)
    {
        string folder = configuration.Journal.Folder;
        say(recovery.ToString());
        RestoredState restored = SnapshotRestore.Newest(configuration, untilSequence: long.MaxValue, say);
        DecisionState state = restored.State;
        if (restored.Sequence == 0)
            CheckConfiguration(folder, configuration); // A snapshot that is used has been checked for it.

        ReplayResult result = JournalReplay.Run(folder, state, afterSequence: restored.Sequence);
        if (result.Difference is { } difference)
        {
            throw new EngineStartException(
                $"the journal does not replay: folder={folder}, sequence={difference.Sequence}; " +
                "this engine decides otherwise than " +
                $"the one that wrote it; look with 'lle replay {folder}' and start with a new journal folder");
        }

        foreach (EngineEvent output in result.MissingOutputs)
            Append(journal, output);

        say($"state recovered: snapshotSequence={restored.Sequence}, records={result.Records}, " +
            $"completedOutputs={result.MissingOutputs.Count}, " +
            $"openOrders={state.Orders.OpenCount}, stateHash={state.Hash():x16}");
        return state;
    }

    /// <summary>
    /// What a crash kept from the journal was never sent: it becomes part of the record, and then in doubt.
    /// </summary>
    private static void Append(JournalWriter journal, EngineEvent output)
    {
        var patience = TimeSpan.FromSeconds(10);
        if (!journal.TryWaitForRoom(1, patience))
        {
            throw new EngineStartException(
                $"the journal has no room to complete the last records: cause={journal.Failure?.Message}");
        }

        journal.Append(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref output)));
    }

    private static void CheckConfiguration(string folder, EngineConfiguration configuration)
    {
        using JournalReader reader = JournalReader.Open(folder);
        var first = new EngineEvent();
        bool isRead = reader.TryRead(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref first)));
        if (!isRead || first.Kind != EventKind.EngineStart)
        {
            throw new EngineStartException(
                $"the journal does not begin with an engine's start: folder={folder}, kind={first.Kind}; " +
                "choose another folder");
        }

        if (first.Start.ConfigurationHash != configuration.DecisionHash)
        {
            throw new EngineStartException(
                $"the journal was written with other instruments, strategies or limits: folder={folder}, " +
                $"journalHash={first.Start.ConfigurationHash:x16}, " +
                $"configurationHash={configuration.DecisionHash:x16}; " +
                $"restore {EngineFolder.Configuration(folder)}, or choose a new journal folder");
        }
    }
}
