using System.IO;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Journal.Standby;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// Whose turn it is to trade, as one journal folder knows it. An engine may send orders only while the epoch it holds
/// is the newest that its folder has heard of. Set-up code; one thread.
/// </summary>
/// <remarks>
/// <code>
///                       held  heard
///  engine without standby  0      0   may trade
///  primary                 1      1   may trade
///  standby that follows    0      1   may not
///  fenced primary          1     n+   may not, and never again by itself
///  promoted standby        n      n   may trade
/// </code>
/// Both numbers are on stable storage before a method returns, and a crash between them leaves a folder that may not
/// trade.
/// </remarks>
public sealed class Epoch
{
    private const string HeldFolderName = "held";

    private readonly string _folder;
    private readonly FencingToken _held;

    private Epoch(string folder)
    {
        _folder = folder;
        Heard = FencingToken.Load(folder);
        _held = FencingToken.Load(Path.Combine(folder, HeldFolderName));
    }

    /// <summary>Newest epoch that the folder has heard of; what both ends of a standby connection compare.</summary>
    public FencingToken Heard { get; }

    /// <summary>Epoch that was given to this folder; 0 for none.</summary>
    public long Held => _held.Value;

    /// <summary>The folder has a copy of another engine's journal and was never promoted.</summary>
    public bool IsStandby => Held == 0 && Heard.Value > 0;

    /// <summary>No newer epoch is known than the one held.</summary>
    public bool MayTrade => Held >= Heard.Value;

    /// <exception cref="JournalException">A file is damaged: guessing could let two engines trade.</exception>
    public static Epoch Load(string folder) => new(folder);

    /// <summary>Lets nobody trade from a folder that was fenced or never promoted.</summary>
    /// <exception cref="EngineStartException">The folder's epoch is not the newest.</exception>
    /// <exception cref="JournalException">One of the files is damaged.</exception>
    public static void ThrowIfMayNotTrade(string folder)
    {
        Epoch epoch = Load(folder);
        if (epoch.MayTrade)
            return;

        throw new EngineStartException(epoch.IsStandby
            ? $"the folder is a standby's: folder={folder}, heardEpoch={epoch.Heard.Value}; " +
                "take over with 'lle promote', or start the primary"
            : $"a standby has taken over from this engine: folder={folder}, heldEpoch={epoch.Held}, " +
                $"heardEpoch={epoch.Heard.Value}; make it the new primary's standby, with an empty folder");
    }

    /// <summary>Gives the first epoch to an engine that had no standby so far; else changes nothing.</summary>
    /// <exception cref="JournalException">The disk failed.</exception>
    public void BeginAsPrimary()
    {
        if (Heard.Value > 0)
            return;

        Directory.CreateDirectory(Path.Combine(_folder, HeldFolderName));
        _held.Raise(1); // First, so that a crash in between leaves a primary and no standby.
        Heard.Raise(1);
    }

    /// <summary>Takes a newer epoch: from now on this folder may trade.</summary>
    /// <exception cref="JournalException">The disk failed; the epoch is not held.</exception>
    public void Claim(long epoch)
    {
        Directory.CreateDirectory(Path.Combine(_folder, HeldFolderName));
        Heard.Raise(epoch);
        _held.Raise(epoch);
    }
}
