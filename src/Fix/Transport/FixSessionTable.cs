using System;
using System.Collections.Generic;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Tells by a peer's first message which session it wants: BeginString(8), the CompIDs, and SubIDs and LocationIDs
/// where a session has them. Searched linearly, once a connection; allocates nothing.
/// </summary>
public sealed class FixSessionTable
{
    private static readonly int[] IdTags =
    [
        FixTags.BeginString, FixTags.SenderCompID, FixTags.TargetCompID, FixTags.SenderSubID, FixTags.TargetSubID,
        FixTags.SenderLocationID, FixTags.TargetLocationID,
    ];

    private const int CompIdCount = 3; // The first of them: every session has these.

    private readonly byte[][][] _ids; // By session, then as in IdTags, seen from the peer.

    /// <param name="sessions">Options of the sessions, in the order of their indexes.</param>
    public FixSessionTable(IReadOnlyList<FixSessionOptions> sessions)
    {
        _ids = new byte[sessions.Count][][];
        for (int i = 0; i < sessions.Count; i++)
        {
            FixSessionOptions session = sessions[i];
            string[] ids =
            [
                session.BeginString, session.TargetCompId, session.SenderCompId, session.TargetSubId,
                session.SenderSubId, session.TargetLocationId, session.SenderLocationId,
            ];
            _ids[i] = Array.ConvertAll(ids, Encoding.ASCII.GetBytes);
        }
    }

    /// <summary>
    /// Index of the session that the message is for: one with the same ids, else one with the same CompIDs that has no
    /// others; -1 for a stranger.
    /// </summary>
    public int Find(in FixMessage first)
    {
        int exact = Find(in first, IdTags.Length);
        return exact >= 0 ? exact : Find(in first, CompIdCount);
    }

    private int Find(in FixMessage first, int comparedCount)
    {
        for (int i = 0; i < _ids.Length; i++)
        {
            if (Matches(in first, _ids[i], comparedCount))
                return i;
        }

        return -1;
    }

    private static bool Matches(in FixMessage first, byte[][] ids, int comparedCount)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            first.TryGet(IdTags[i], out ReadOnlySpan<byte> value);
            if (i < comparedCount ? !value.SequenceEqual(ids[i]) : ids[i].Length > 0)
                return false;
        }

        return true;
    }
}
