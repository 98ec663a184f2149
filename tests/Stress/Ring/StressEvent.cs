using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Stress.Ring;

/// <summary>
/// A full slot of 128 bytes: every word is a function of the first two, so that a torn or stale one shows.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct StressEvent
{
    [FieldOffset(0)] public long ProducerIndex;
    [FieldOffset(8)] public long Number; // Rises by one per producer, from 0.
    [FieldOffset(16)] public long LeftMark;
    [FieldOffset(24)] public long RightMark;
    [FieldOffset(32)] public WordArray Words;

    public void Fill(long producerIndex, long number)
    {
        ProducerIndex = producerIndex;
        Number = number;
        LeftMark = 0;
        RightMark = 0;
        for (int i = 0; i < WordArray.Length; i++)
            Words[i] = WordAt(producerIndex, number, i);
    }

    public readonly bool IsWhole()
    {
        for (int i = 0; i < WordArray.Length; i++)
        {
            if (Words[i] != WordAt(ProducerIndex, Number, i))
                return false;
        }

        return true;
    }

    private static long WordAt(long producerIndex, long number, int index) =>
        (number * 31 + producerIndex) * 1_000_003 + index;
}

/// <summary>The words behind the marks.</summary>
[InlineArray(Length)]
internal struct WordArray
{
    public const int Length = 12;

    private long _first;
}

/// <summary>
/// Pauses of random length at random moments, made by spinning; the seed makes them the same in every run.
/// </summary>
internal struct RandomPauses(int seed)
{
    private const uint PauseMask = 0xFFF; // One event in 4,096.
    private const uint LengthMask = 0x3FF;

    private uint _state = (uint)seed * 2_654_435_761 | 1;

    /// <summary>Next number (Marsaglia 2003, xorshift32).</summary>
    public uint Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state;
    }

    public void PauseNowAndThen()
    {
        uint number = Next();
        if ((number & PauseMask) == 0)
            System.Threading.Thread.SpinWait((int)(number >> 16 & LengthMask));
    }
}

/// <summary>
/// Last stage of a graph: every event whole, every producer's numbers without gap, the marks of the stages before it
/// there.
/// </summary>
internal struct CheckingStage(int producerCount, int seed, long expectedMarks) : IStage<StressEvent>
{
    private readonly long[] _nextNumbers = new long[producerCount];
    private RandomPauses _pauses = new(seed);
    private long _nextSequence;

    public long Count { get; private set; }

    public long NumberSum { get; private set; }

    public long ErrorCount { get; private set; }

    public void OnEvent(ref StressEvent slot, long sequence, bool endOfBatch)
    {
        _pauses.PauseNowAndThen();
        bool isExpected = sequence == _nextSequence &&
            slot.IsWhole() &&
            slot.Number == _nextNumbers[slot.ProducerIndex] &&
            slot.LeftMark == MarkOf(slot.Number, expectedMarks & 1) &&
            slot.RightMark == MarkOf(slot.Number, expectedMarks & 2);
        ErrorCount += isExpected ? 0 : 1;
        NumberSum += slot.Number;
        Count++;
        _nextSequence = sequence + 1;
        _nextNumbers[slot.ProducerIndex] = slot.Number + 1;
    }

    private static long MarkOf(long number, long isExpected) => isExpected != 0 ? number + 1 : 0;
}

/// <summary>A stage before the last: leaves its mark in the slot.</summary>
internal struct MarkingStage(bool isLeft, int seed) : IStage<StressEvent>
{
    private RandomPauses _pauses = new(seed);

    public void OnEvent(ref StressEvent slot, long sequence, bool endOfBatch)
    {
        _pauses.PauseNowAndThen();
        if (isLeft)
            slot.LeftMark = slot.Number + 1;
        else
            slot.RightMark = slot.Number + 1;
    }
}
