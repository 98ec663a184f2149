using System;
using System.Text;

namespace LowLatencyEngine.Model;

/// <summary>Texts in fixed places of a record. Set-up, control and consoles only: reading one allocates.</summary>
public static class ActText
{
    /// <summary>Writes a text; false, and nothing written, where it does not fit.</summary>
    public static bool TryWrite(string text, Span<byte> place)
    {
        if (Encoding.UTF8.GetByteCount(text) > place.Length)
            return false;

        place.Clear();
        Encoding.UTF8.GetBytes(text, place);
        return true;
    }

    /// <summary>Writes as many whole characters as fit.</summary>
    public static void WriteCut(string text, Span<byte> place)
    {
        place.Clear();
        Encoding.UTF8.GetEncoder().Convert(text, place, flush: false, out _, out _, out _);
    }

    /// <summary>The text up to the first zero.</summary>
    public static string Read(ReadOnlySpan<byte> place)
    {
        int length = place.IndexOf((byte)0);
        return Encoding.UTF8.GetString(length < 0 ? place : place[..length]);
    }
}
