using System;
using System.Collections.Generic;

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
                arriving.Add(IsDigitChanged(frame, garbled) ? frame[..^1] : garbled);
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

    // Another digit is another message that is just as good: no receiver without a checksum can know.
    private static bool IsDigitChanged(byte[] frame, byte[] garbled)
    {
        for (int i = 0; i < frame.Length; i++)
        {
            if (frame[i] != garbled[i])
                return char.IsAsciiLetterOrDigit((char)garbled[i]) || garbled[i] is (byte)'-' or (byte)'.';
        }

        return false;
    }
}
