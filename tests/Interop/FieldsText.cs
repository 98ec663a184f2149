using System;

namespace LowLatencyEngine.Interop;

/// <summary>Messages as text, "8=FIX.4.4|...|35=8|...".</summary>
internal static class FieldsText
{
    /// <summary>Value of the first field with this tag; empty where there is none.</summary>
    public static string Field(string fields, int tag)
    {
        string start = $"|{tag}=";
        int index = fields.IndexOf(start, StringComparison.Ordinal);
        return index < 0 ? "" : fields[(index + start.Length)..fields.IndexOf('|', index + 1)];
    }
}
