using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>What stands between two pieces of fixed text in a <see cref="FrameForm"/>.</summary>
internal enum FormValue : byte
{
    /// <summary>Nothing: the text goes on.</summary>
    None = 0,

    /// <summary>A whole number of 1 to 16 digits.</summary>
    Id,

    /// <summary>Whole milliseconds, kept as nanoseconds.</summary>
    Time,

    /// <summary>A decimal, kept as ticks.</summary>
    Price,

    /// <summary>A decimal, kept as lots.</summary>
    Qty,

    /// <summary>True, kept as 1, or false, kept as 0.</summary>
    Flag,

    /// <summary>The instrument's name, without its quotes.</summary>
    Symbol,

    /// <summary>Text that nobody wants, of less than 32 bytes, without its quotes.</summary>
    Text,

    /// <summary>Levels of the bid side, without the brackets around them.</summary>
    Bids,

    /// <summary>Levels of the ask side, without the brackets around them.</summary>
    Asks,
}

/// <summary>A piece of fixed text of at most 32 bytes and the value behind it.</summary>
/// <param name="Text">The text, the rest zero.</param>
/// <param name="Mask">Ones where the text is.</param>
/// <param name="Begin">Offset of the text in the whole of the form's.</param>
/// <param name="LengthBytes">Of the text.</param>
/// <param name="Value">What follows.</param>
/// <param name="Place">Where its number is kept.</param>
internal readonly record struct FormPart(
    Vector256<byte> Text, Vector256<byte> Mask, int Begin, int LengthBytes, FormValue Value, int Place);
