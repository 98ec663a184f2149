using System;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Measures how much room the disk has left and judges it by two marks. A mark once passed is left only with an eighth
/// more than it, so that the state does not flicker. Preparer's thread; allocates nothing.
/// </summary>
internal sealed class SpaceGauge(JournalOptions options)
{
    /// <summary>Others write to the disk too; what the journal itself takes is told by <see cref="Expire"/>.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _folderPath = SegmentName.ToNative(options.Folder);
    private long _measuredAt; // Clock's timestamp; 0 to measure at the next look.
    private JournalSpace _state;

    /// <summary>The state, measured anew where it is older than a tenth of a second.</summary>
    public JournalSpace Measure()
    {
        bool isFresh = _measuredAt != 0 && options.Clock.GetElapsedTime(_measuredAt) < Interval;
        if (isFresh)
            return _state;

        _measuredAt = options.Clock.GetTimestamp();
        int error = options.Storage.MeasureFree(_folderPath, out long freeBytes);
        _state = error == 0 ? Judge(freeBytes) : JournalSpace.None;
        return _state;
    }

    /// <summary>Room has been taken: the state is measured anew at the next look.</summary>
    public void Expire() => _measuredAt = 0;

    private JournalSpace Judge(long freeBytes)
    {
        if (freeBytes < Mark(options.StopWaterBytes, JournalSpace.Critical))
            return JournalSpace.Critical;

        return freeBytes < Mark(options.LowWaterBytes, JournalSpace.Low) ? JournalSpace.Low : JournalSpace.Ample;
    }

    private long Mark(long bytes, JournalSpace state) => _state >= state ? bytes + bytes / 8 : bytes;
}
