using System;
using System.Collections.Generic;
using LowLatencyEngine.Feeds.Recorded;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>Messages of recordings in the shared data.</summary>
internal static class RecordedMessages
{
    /// <summary>All messages of a file, of one connection where its address has something in it.</summary>
    public static IEnumerable<byte[]> Of(string relativePath, string? only = null)
    {
        using RecordedFile file = RecordedFile.OpenOrThrow(SharedData.PathOf(relativePath));
        var wanted = new HashSet<int>();
        while (file.TryRead(out RecordedFrame frame))
        {
            bool isConnection = frame.Kind == RecordedKind.Connected;
            if (isConnection && frame.Address!.Contains(only ?? "", StringComparison.Ordinal))
                wanted.Add(frame.Connection);

            if (frame.Kind == RecordedKind.Message && (only is null || wanted.Contains(frame.Connection)))
                yield return frame.Bytes.ToArray();
        }
    }
}
