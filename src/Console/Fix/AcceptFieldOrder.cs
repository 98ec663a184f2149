using System.Collections.Generic;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Fix;

/// <summary>
/// Copies the fields of a message in the order that QuickFIX sends them: those of the header by tag, those of the body
/// by tag, a group's entries behind their count as they came.
/// </summary>
internal sealed class AcceptFieldOrder(FixDictionary? transport, FixDictionary? application)
{
    // The session writes these itself.
    private static readonly HashSet<int> SessionTags =
    [
        FixTags.BeginString, FixTags.BodyLength, FixTags.CheckSum, FixTags.MsgSeqNum, FixTags.MsgType,
        FixTags.PossDupFlag, FixTags.SenderCompID, FixTags.SenderSubID, FixTags.SendingTime, FixTags.TargetCompID,
        FixTags.TargetSubID, FixTags.OrigSendingTime, FixTags.SenderLocationID, FixTags.TargetLocationID,
        FixTags.LastMsgSeqNumProcessed,
    ];

    private readonly List<Unit> _units = [];

    /// <summary>Appends everything that is not the session's.</summary>
    public void CopyTo(ref FixWriter writer, in FixMessage message)
    {
        FixBlock? body = (application ?? transport)?.FindMessage(message.MsgType);
        Gather(in message, body);
        _units.Sort(Unit.Compare);
        foreach (Unit unit in _units)
        {
            int place = 0;
            foreach (FixField field in message)
            {
                if (place >= unit.First && place < unit.First + unit.Count)
                    writer.Append(field.Tag, field.Value);

                place++;
            }
        }
    }

    private void Gather(in FixMessage message, FixBlock? body)
    {
        _units.Clear();
        var tags = new List<int>();
        foreach (FixField field in message)
            tags.Add(field.Tag);

        for (int place = 0; place < tags.Count;)
        {
            int tag = tags[place];
            int length = 1;
            bool isHeader = transport is not null && transport.Header.IndexOf(tag) >= 0;
            if (!isHeader && GroupOf(body, tag) is { } group)
                length += LengthOf(group, tags, place + 1);

            if (!SessionTags.Contains(tag))
                _units.Add(new Unit(isHeader, tag, place, length));

            place += length;
        }
    }

    private static int LengthOf(FixBlock group, List<int> tags, int from)
    {
        int place = from;
        while (place < tags.Count && group.IndexOf(tags[place]) >= 0)
        {
            FixBlock? nested = GroupOf(group, tags[place]);
            place += 1 + (nested is null ? 0 : LengthOf(nested, tags, place + 1));
        }

        return place - from;
    }

    private static FixBlock? GroupOf(FixBlock? block, int tag)
    {
        int index = block is null ? -1 : block.IndexOf(tag);
        return index < 0 ? null : block!.GroupAt(index);
    }

    /// <summary>A field, or a count with the entries behind it.</summary>
    private readonly record struct Unit(bool IsHeader, int Tag, int First, int Count)
    {
        public static int Compare(Unit left, Unit right)
        {
            if (left.IsHeader != right.IsHeader)
                return left.IsHeader ? -1 : 1;

            return left.Tag != right.Tag ? left.Tag.CompareTo(right.Tag) : left.First.CompareTo(right.First);
        }
    }
}
