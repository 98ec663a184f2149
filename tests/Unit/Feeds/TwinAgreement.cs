using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>A decoder and its slow twin side by side.</summary>
/// <param name="decode">The decoder: appends to the batch what it makes of a frame received at 42 ns.</param>
/// <param name="twin">The twin; null where the frame is no market data.</param>
internal sealed class TwinAgreement(
    Func<byte[], EventBatch, FrameVerdict> decode, Func<ReadOnlyMemory<byte>, List<EngineEvent>?> twin)
{
    private const int UsesPerRewriting = 8; // Rewriting a frame takes longer than decoding it.

    // What a rare path makes on its first use and keeps; far from a byte a frame.
    private const long FirstUseBytesMax = 4_096;

#if DEBUG
    private const int MutationCountDefault = 4_000;
#else
    private const int MutationCountDefault = 500_000; // Two campaigns a decoder: a million.
#endif

    // The twin's refusal is an exception, which takes a hundred times as long as the decoder's. A number that is wrong
    // and accepted is looked for in every frame, one that is right and refused in these.
    private const int RefusedPerTwin = 16;

    /// <summary>Frames of one campaign beyond the recorded ones; LLE_FEED_MUTATIONS asks for more.</summary>
    public static int MutationCount { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("LLE_FEED_MUTATIONS"), out int count)
            ? count
            : MutationCountDefault;

    private readonly EventBatch _batch = new(16_384);
    private long _allocatedBytes;

    /// <summary>Fails where the two differ; true when the frame was accepted.</summary>
    public bool Check(byte[] bytes, string context) => Agree(Decode(bytes), bytes, context);

    /// <summary>
    /// Damaged, rewritten, and rewritten and damaged frames, as many as <see cref="MutationCount"/> says. Not one
    /// allocates, none that is accepted differs from the twin's.
    /// </summary>
    public void CheckMutations(IReadOnlyList<byte[]> frames, int seed)
    {
        var mutator = new FrameMutator(new Random(seed));
        int acceptedCount = 0, refusedCount = 0;
        byte[] rewritten = [];
        _allocatedBytes = 0;
        for (int i = 0; i < MutationCount; i++)
        {
            byte[] frame = frames[i / 2 % frames.Count];
            int use = i / 2 % UsesPerRewriting;
            if (use == 0)
                rewritten = mutator.Rewrite(frame);

            byte[] mutated = mutator.Damage(i % 2 == 0 ? frame : rewritten);
            if (use == 0 && i % 2 == 1)
                mutated = rewritten;

            FrameVerdict verdict = Decode(mutated);
            bool isRefused = verdict != FrameVerdict.Ok;
            if (!isRefused || refusedCount % RefusedPerTwin == 0)
                Agree(verdict, mutated, $"seed={seed}, i={i}");

            acceptedCount += isRefused ? 0 : 1;
            refusedCount += isRefused ? 1 : 0;
        }

        Assert.InRange(_allocatedBytes, 0, FirstUseBytesMax);
        Assert.InRange(acceptedCount, 1, MutationCount - 1); // Both outcomes are really tried.
    }

    private FrameVerdict Decode(byte[] bytes)
    {
        _batch.Clear();
        long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
        FrameVerdict verdict = decode(bytes, _batch);
        _allocatedBytes += GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
        return verdict;
    }

    private bool Agree(FrameVerdict verdict, byte[] bytes, string context)
    {
        List<EngineEvent>? expected = twin(bytes);
        if ((expected is not null) != (verdict == FrameVerdict.Ok))
            Assert.Fail($"verdict={verdict}, twin accepts={expected is not null}, {Facts(bytes, context)}");

        bool isSame = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(expected))
            .SequenceEqual(MemoryMarshal.AsBytes(_batch.Events));
        if (!isSame)
            FeedSamples.AssertSame(CollectionsMarshal.AsSpan(expected), _batch.Events, Facts(bytes, context));

        return expected is not null;
    }

    private static string Facts(byte[] bytes, string context) => $"{context}, frame={Encoding.Latin1.GetString(bytes)}";
}
