using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.Feeds;

/// <summary>Frames of one venue and kind, and the decoder they go through.</summary>
/// <param name="Name">In the figures.</param>
/// <param name="Frames">As received, a whole number of batches.</param>
/// <param name="IsRecorded">False where no recording has the kind and the frames are made up.</param>
/// <param name="Decode">Appends a frame's events to the batch.</param>
internal sealed record FrameKind(
    string Name, byte[][] Frames, bool IsRecorded, Func<byte[], EventBatch, FrameVerdict> Decode)
{
    /// <summary>Levels of a frame, on average over each batch of frames.</summary>
    public double[] LevelCounts { get; } = CountLevels(Frames, Decode);

    /// <summary>Frames between two looks at the clock, which takes as long as a frame or two.</summary>
    public const int BatchSize = 64;

    private const int FramesMax = 16 * BatchSize;

    /// <summary>The first of <paramref name="frames"/>, in turn again where there are few.</summary>
    /// <exception cref="InvalidOperationException">There are none, or the decoder refuses one.</exception>
    public static FrameKind Of(
        string name, List<byte[]> frames, bool isRecorded, Func<byte[], EventBatch, FrameVerdict> decode)
    {
        var batch = new EventBatch(EventsMax);
        foreach (byte[] frame in frames)
        {
            batch.Clear();
            if (decode(frame, batch) != FrameVerdict.Ok)
                throw new InvalidOperationException($"a frame is refused: kind={name}, lengthBytes={frame.Length}");
        }

        if (frames.Count == 0)
            throw new InvalidOperationException($"no frame to measure: kind={name}; the recording is another one");

        int count = Math.Clamp(frames.Count / BatchSize * BatchSize, BatchSize, FramesMax);
        var repeated = new byte[count][];
        for (int i = 0; i < count; i++)
            repeated[i] = frames[i % frames.Count];

        return new FrameKind(name, repeated, isRecorded, decode);
    }

    /// <summary>Events a frame of these can become.</summary>
    public const int EventsMax = 8_192;

    private static double[] CountLevels(byte[][] frames, Func<byte[], EventBatch, FrameVerdict> decode)
    {
        var counts = new double[frames.Length / BatchSize];
        var batch = new EventBatch(EventsMax);
        for (int i = 0; i < frames.Length; i++)
        {
            batch.Clear();
            decode(frames[i], batch);
            foreach (ref readonly EngineEvent item in batch.Events)
                counts[i / BatchSize] += item.Count / (double)BatchSize; // Zero of all but levels.
        }

        return counts;
    }
}
