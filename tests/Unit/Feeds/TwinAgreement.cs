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
    /// <summary>Frames each decoder is tried with beyond the recorded ones; CI asks for more.</summary>
    public static int MutationCount { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("LLE_FEED_MUTATIONS"), out int count) ? count : 20_000;

    private readonly EventBatch _batch = new(16_384);

    /// <summary>Fails where the two differ; true when the frame was accepted.</summary>
    public bool Check(byte[] bytes, string context)
    {
        _batch.Clear();
        FrameVerdict verdict = decode(bytes, _batch);
        List<EngineEvent>? expected = twin(bytes);
        if ((expected is not null) != (verdict == FrameVerdict.Ok))
            Assert.Fail($"verdict={verdict}, twin accepts={expected is not null}, {Facts(bytes, context)}");

        bool isSame = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(expected))
            .SequenceEqual(MemoryMarshal.AsBytes(_batch.Events));
        if (!isSame)
            FeedSamples.AssertSame(CollectionsMarshal.AsSpan(expected), _batch.Events, Facts(bytes, context));

        return expected is not null;
    }

    /// <summary>
    /// Damaged, rewritten, and rewritten and damaged frames, as many as <see cref="MutationCount"/> says.
    /// </summary>
    public void CheckMutations(IReadOnlyList<byte[]> frames, int seed)
    {
        var mutator = new FrameMutator(new Random(seed));
        int acceptedCount = 0;
        for (int i = 0; i < MutationCount; i++)
        {
            byte[] frame = frames[i % frames.Count];
            byte[] mutated = (i / frames.Count % 3) switch
            {
                0 => mutator.Damage(frame),
                1 => mutator.Rewrite(frame),
                _ => mutator.Damage(mutator.Rewrite(frame)),
            };
            acceptedCount += Check(mutated, $"seed={seed}, i={i}") ? 1 : 0;
        }

        Assert.InRange(acceptedCount, 1, MutationCount - 1); // Both outcomes are really tried.
    }

    private static string Facts(byte[] bytes, string context) => $"{context}, frame={Encoding.Latin1.GetString(bytes)}";
}
