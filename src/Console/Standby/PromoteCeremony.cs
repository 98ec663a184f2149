using System.IO;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Standby;

namespace LowLatencyEngine.Console.Standby;

/// <summary>What the operator says to promote a standby.</summary>
/// <param name="Journal">The standby's folder.</param>
/// <param name="Confirm">Name of the engine.</param>
/// <param name="Follow">HOST:PORT, or null for the one followed last.</param>
/// <param name="PrimaryIsDead">Name of the engine once more, or null where the primary is to be fenced.</param>
internal sealed record PromoteWords(string Journal, string Confirm, string? Follow, string? PrimaryIsDead);

/// <summary>
/// Checks that the operator means it, stops the standby's process, and runs the <see cref="Promotion"/>.
/// </summary>
internal static class PromoteCeremony
{
    public static int Run(PromoteWords words, StandbyTls? tls, bool asJson)
    {
        string folder = Path.GetFullPath(words.Journal);
        EngineConfiguration configuration = EngineFolder.LoadConfiguration(folder);
        CheckName("--confirm", words.Confirm, configuration.Name);
        if (words.PrimaryIsDead is { } dead)
            CheckName("--primary-is-dead", dead, configuration.Name);

        PrimaryAddress? primary = words.PrimaryIsDead is null ? AddressOf(words.Follow, folder, tls) : null;
        StopStandby(folder);
        var promotion = new Promotion(configuration, line => Out.Message($"lle: {line}"));
        Print(primary is null ? promotion.TakeOverFromDead() : promotion.TakeOver(primary), asJson);
        Out.Message($"lle: the folder may trade now: start it with 'lle run --journal {folder} --config FILE'");
        return ExitCode.Ok;
    }

    private static void CheckName(string option, string given, string name)
    {
        if (given != name)
        {
            throw new UsageException(
                $"the confirmation names another engine: {option}={given}, engine={name}; repeat with {option}={name}");
        }
    }

    private static PrimaryAddress AddressOf(string? follow, string folder, StandbyTls? tls) => PrimaryAddress.Parse(
        follow ?? PrimaryAddress.LastFollowed(folder) ??
            throw new UsageException($"the folder has followed nobody: folder={folder}; give --follow HOST:PORT"),
        tls);

    // Nobody behind the door is as good: the standby may have died with its machine and come back without it.
    private static void StopStandby(string folder)
    {
        (ControlOutcome outcome, string text) =
            ControlClient.Ask(EngineFolder.ControlDoor(folder), FollowSession.StopRequest);
        if (outcome == ControlOutcome.Refused)
            throw new UsageException($"no standby runs in this folder but an engine: folder={folder}, answer={text}");
    }

    private static void Print(PromotionResult result, bool asJson)
    {
        if (asJson)
        {
            Out.DataJson(new
            {
                result.Epoch,
                result.LastSequence,
                result.RecordsFetched,
                result.NextOutgoing,
                elapsedMs = (long)result.Elapsed.TotalMilliseconds,
            });
            return;
        }

        Out.Data($"promoted: epoch {result.Epoch}, last record {result.LastSequence}, " +
            $"fetched {result.RecordsFetched}, next MsgSeqNum {result.NextOutgoing}, took {result.Elapsed}");
    }
}
