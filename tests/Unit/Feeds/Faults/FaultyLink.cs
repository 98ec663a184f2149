using System;
using System.Collections.Generic;
using System.Text;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// What stands between a venue and a feed, and spoils what passes, from a seed: frames are lost, doubled, swapped,
/// held back, cut short or replaced by garbage.
/// </summary>
/// <param name="random">Its source of mischief.</param>
/// <param name="faultPercent">Of the frames.</param>
internal sealed class FaultyLink(Random random, int faultPercent)
{
    private readonly List<byte[]> _heldBack = [];

    /// <summary>Word that stands in a frame whose digits are covered by a checksum: they are garbled too.</summary>
    public string? ChecksumWord { get; init; }

    /// <summary>What arrives when a frame is sent: none, one or several.</summary>
    public IReadOnlyList<byte[]> Pass(byte[] frame)
    {
        var arriving = new List<byte[]>();
        if (random.Next(100) >= faultPercent)
        {
            arriving.Add(frame);
            Release(arriving);
            return arriving;
        }

        switch (random.Next(6))
        {
            case 0: // Lost.
                break;

            case 1: // Doubled.
                arriving.AddRange([frame, frame]);
                break;

            case 2: // Held back: comes behind a later one.
                _heldBack.Add(frame);
                break;

            case 3: // Cut short.
                arriving.Add(frame[..random.Next(frame.Length)]);
                break;

            case 4: // One byte garbled.
                byte[] garbled = [.. frame];
                garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
                arriving.Add(IsAsGood(frame, garbled) ? frame[..^1] : garbled);
                break;

            default: // Garbage before it.
                byte[] garbage = new byte[random.Next(1, 40)];
                random.NextBytes(garbage);
                arriving.AddRange([garbage, frame]);
                break;
        }

        return arriving;
    }

    /// <summary>A connection ends: what was under way is gone.</summary>
    public void Cut() => _heldBack.Clear();

    private void Release(List<byte[]> arriving)
    {
        if (_heldBack.Count == 0 || random.Next(3) == 0)
            return;

        arriving.AddRange(_heldBack);
        _heldBack.Clear();
    }

    /// <summary>
    /// Another digit, and none where one was, is another message that is just as good: no receiver without a checksum
    /// can know. So is one of another instrument or channel, which one may meet on a connection; and any that should
    /// have a checksum by the venue's custom and has none.
    /// </summary>
    private bool IsAsGood(byte[] frame, byte[] garbled)
    {
        if (ChecksumWord is not null)
            return frame.AsSpan().IndexOf(Encoding.UTF8.GetBytes(ChecksumWord)) < 0;

        int index = frame.AsSpan().CommonPrefixLength(garbled);
        if (index == frame.Length)
            return false;

        bool isDigitGone = char.IsAsciiDigit((char)frame[index]) && char.IsWhiteSpace((char)garbled[index]);
        return IsWithin("\"ABC\""u8, frame, index) || IsWithin("\"l2_data\""u8, frame, index) || isDigitGone
            || char.IsAsciiLetterOrDigit((char)garbled[index]) || garbled[index] is (byte)'-' or (byte)'.';
    }

    private static bool IsWithin(ReadOnlySpan<byte> word, byte[] frame, int index)
    {
        int begin = frame.AsSpan().IndexOf(word);
        return begin >= 0 && index > begin && index < begin + word.Length - 1;
    }
}
