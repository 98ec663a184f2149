using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Journal.Standby;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// Makes a standby's folder the one that may trade. The order of its steps is what keeps two engines from trading at
/// once; a promotion that was cut short is simply run again.
/// </summary>
/// <remarks>
/// <code>
///  1 remember the new epoch, a number that no other standby would choose   standby's folder
///  2 fence: keep the epoch, end the engine, say where its journal ends     primary's folder, process
///  3 receive the rest of its journal                                       standby's folder
///  4 take over its FIX sequence number                                     standby's folder
///  5 hold the epoch: from here on the folder may trade                     standby's folder
/// </code>
/// Where the primary is dead, steps 2 and 3 fall away: the broker fences, because it lets only one session with these
/// CompIDs log on; records that had not come are lost, and the broker's resend shows what they had caused.
/// </remarks>
/// <param name="configuration">The standby's; its journal folder is promoted.</param>
/// <param name="say">Takes a line for the operator.</param>
public sealed class Promotion(EngineConfiguration configuration, Action<string> say)
{
    private const string ProposedFolderName = "proposed";
    private const int FencePatienceMs = 60_000;
    private const int FollowPatienceMs = 5_000;

    /// <summary>Longest time to receive what the primary had journaled.</summary>
    private static readonly TimeSpan CatchUpPatience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FolderPatience = TimeSpan.FromSeconds(10);

    private readonly string _folder = configuration.Journal.Folder;

    /// <summary>Takes over from a primary whose server answers, whether its engine lives or not.</summary>
    /// <exception cref="StandbyStopException">The primary refuses, or its journal does not come; the old primary may
    /// be fenced already, so run it again.</exception>
    /// <exception cref="IOException">The primary's server does not answer.</exception>
    /// <exception cref="Journal.JournalException">A disk fails.</exception>
    public PromotionResult TakeOver(PrimaryAddress primary)
    {
        var watch = Stopwatch.StartNew();
        WaitForFolder();
        var epoch = Epoch.Load(_folder);
        if (epoch.MayTrade && epoch.Held > 0)
            throw new StandbyStopException($"the folder is promoted already: folder={_folder}; start 'lle run' on it");

        using var receiver = new JournalReceiver(Recovery.OptionsOf(configuration), epoch.Heard);
        long received = receiver.ReceivedSequence;
        if (received == 0)
            throw new StandbyStopException($"the standby has nothing yet: folder={_folder}; let it follow first");

        long proposed = Propose(epoch);
        StandbyCall fenced = Fence(primary, new StandbyCall(StandbyVerb.Fence, proposed, received + 1));
        CatchUp(receiver, primary, fenced.Sequence);
        receiver.Dispose();
        long next = fenced.NextOutgoing > 0 ? fenced.NextOutgoing : FixSequenceBound.NextOutgoing(configuration);
        KeepSequence(next);
        epoch.Claim(proposed);
        return new PromotionResult(proposed, fenced.Sequence, fenced.Sequence - received, next, watch.Elapsed);
    }

    /// <summary>
    /// Takes over where the primary is dead, and makes sure of nothing: the operator has said that it is.
    /// </summary>
    /// <exception cref="StandbyStopException">The standby has nothing.</exception>
    /// <exception cref="Journal.JournalException">A disk fails.</exception>
    public PromotionResult TakeOverFromDead()
    {
        var watch = Stopwatch.StartNew();
        WaitForFolder();
        var epoch = Epoch.Load(_folder);
        long received;
        using (var receiver = new JournalReceiver(Recovery.OptionsOf(configuration), epoch.Heard))
            received = receiver.ReceivedSequence;

        if (received == 0)
            throw new StandbyStopException($"the standby has nothing: folder={_folder}; start a new engine instead");

        long next = FixSequenceBound.NextOutgoing(configuration);
        KeepSequence(next);
        long claimed = Propose(epoch);
        epoch.Claim(claimed);
        return new PromotionResult(claimed, received, RecordsFetched: 0, next, watch.Elapsed);
    }

    private void WaitForFolder()
    {
        if (!JournalHolder.WaitUntilFree(_folder, FolderPatience))
            throw new StandbyStopException($"the folder is in use: folder={_folder}; stop the standby, then repeat");
    }

    // Kept before it is said, so that a promotion run again is known for the same one; random, so that two standbys
    // that were given the same order are not taken for one.
    private long Propose(Epoch epoch)
    {
        string proposedFolder = Path.Combine(_folder, ProposedFolderName);
        Directory.CreateDirectory(proposedFolder);
        FencingToken proposed = FencingToken.Load(proposedFolder);
        if (proposed.Value < epoch.Heard.Value || proposed.Value == epoch.Held)
            proposed.Raise(epoch.Heard.Value + 1 + Random.Shared.Next());

        return proposed.Value;
    }

    private StandbyCall Fence(PrimaryAddress primary, in StandbyCall call)
    {
        using Stream stream = primary.Open(in call, FencePatienceMs);
        StandbyCall answer = ReceiveAnswer(stream);
        if (answer.Verb == StandbyVerb.Fenced && answer.Epoch == call.Epoch)
        {
            say($"the old primary is fenced: epoch={answer.Epoch}, lastSequence={answer.Sequence}");
            return answer;
        }

        throw new StandbyStopException(
            $"the primary was not fenced: answer={answer.Verb}, heardEpoch={answer.Epoch}, " +
            $"proposedEpoch={call.Epoch}; another standby has taken over, or this is not the primary's server");
    }

    private static StandbyCall ReceiveAnswer(Stream stream)
    {
        try
        {
            return StandbyCall.Receive(stream);
        }
        catch (IOException e)
        {
            throw new StandbyStopException(
                $"outcome unknown: the fence was sent and not answered, error={e.Message}; " +
                "the old primary may be fenced already, so repeat before it is started again", e)
            {
                IsOutcomeUnknown = true,
            };
        }
    }

    private void CatchUp(JournalReceiver receiver, PrimaryAddress primary, long lastSequence)
    {
        if (!SpinWait.SpinUntil(() => TryReceiveUntil(receiver, primary, lastSequence), CatchUpPatience))
        {
            throw new StandbyStopException(
                $"the rest of the journal does not come: receivedSequence={receiver.ReceivedSequence}, " +
                $"lastSequence={lastSequence}, patience={CatchUpPatience}; the old primary is fenced, so repeat");
        }

        if (receiver.ReceivedSequence > lastSequence)
        {
            throw new StandbyStopException(
                $"the old primary went on after its fence: receivedSequence={receiver.ReceivedSequence}, " +
                $"lastSequence={lastSequence}; stop it by hand, then repeat");
        }
    }

    /// <summary>False where the server is away: it comes back, or the patience ends.</summary>
    private static bool TryReceiveUntil(JournalReceiver receiver, PrimaryAddress primary, long lastSequence)
    {
        if (receiver.ReceivedSequence >= lastSequence)
            return true;

        try
        {
            using Stream stream = primary.Open(new StandbyCall(StandbyVerb.Follow), FollowPatienceMs);
            receiver.Run(stream, CancellationToken.None, lastSequence);
            return receiver.ReceivedSequence >= lastSequence;
        }
        catch (IOException)
        {
            return false;
        }
        catch (StandbyException e)
        {
            throw new StandbyStopException(e.Message, e);
        }
    }

    private void KeepSequence(long nextOutgoing)
    {
        using var sequences = new MappedSequenceStore(EngineFolder.FixSequences(_folder));
        sequences.NextOutgoing = Math.Max(sequences.NextOutgoing, nextOutgoing);
    }
}

/// <summary>What a promotion came to.</summary>
/// <param name="Epoch">Held by the folder now.</param>
/// <param name="LastSequence">Last record of the old primary that the folder has.</param>
/// <param name="RecordsFetched">Of these, received after the fence.</param>
/// <param name="NextOutgoing">MsgSeqNum(34) that the session goes on with.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record PromotionResult(
    long Epoch, long LastSequence, long RecordsFetched, long NextOutgoing, TimeSpan Elapsed);
