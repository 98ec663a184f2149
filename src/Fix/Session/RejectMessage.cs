using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Writes Reject(3) as each version has it: from FIX 4.2 on with the tag, type and reason in fields, before with the
/// tag in the text. It goes back the way that the refused message came: OnBehalfOf and DeliverTo change places.
/// </summary>
internal sealed class RejectMessage(FixVersion version, Outbound outbound)
{
    private const int TextLengthMax = 128;
    private const int RouteLengthMax = 64;
    private const int RefMsgTypeLengthMax = 16;

    public bool TrySend(in FixMessage refused, in FixVerdict verdict, long nowNs)
    {
        FixWriter writer = outbound.BeginHeader(MsgTypes.Reject, nowNs, isKept: false);
        AppendRoute(ref writer, in refused, FixTags.OnBehalfOfCompID, FixTags.DeliverToCompID);
        AppendRoute(ref writer, in refused, FixTags.OnBehalfOfSubID, FixTags.DeliverToSubID);
        AppendRoute(ref writer, in refused, FixTags.DeliverToCompID, FixTags.OnBehalfOfCompID);
        AppendRoute(ref writer, in refused, FixTags.DeliverToSubID, FixTags.OnBehalfOfSubID);
        outbound.AppendLocations(ref writer);
        if (version.HasLocationIds)
        {
            AppendRoute(ref writer, in refused, FixTags.OnBehalfOfLocationID, FixTags.DeliverToLocationID);
            AppendRoute(ref writer, in refused, FixTags.DeliverToLocationID, FixTags.OnBehalfOfLocationID);
        }

        outbound.AppendLastProcessed(ref writer, answered: 0);
        if (refused.MsgSeqNum >= 0)
            writer.Append(FixTags.RefSeqNum, refused.MsgSeqNum);

        AppendText(ref writer, in refused, in verdict);
        if (version.HasRejectDetails)
            AppendDetails(ref writer, in refused, in verdict);

        return outbound.Commit(ref writer, nowNs);
    }

    private static void AppendRoute(ref FixWriter writer, in FixMessage refused, int tag, int from)
    {
        if (refused.TryGet(from, out ReadOnlySpan<byte> value) && value.Length is > 0 and <= RouteLengthMax)
            writer.Append(tag, value);
    }

    private void AppendDetails(ref FixWriter writer, in FixMessage refused, in FixVerdict verdict)
    {
        Span<byte> tag = stackalloc byte[FixNumber.TextLengthMax];
        int tagLength = FormatRefTag(in refused, in verdict, tag);
        if (tagLength > 0)
            writer.Append(FixTags.RefTagID, tag[..tagLength]);

        refused.TryGet(FixTags.MsgType, out ReadOnlySpan<byte> type);
        if (type.Length is > 0 and <= RefMsgTypeLengthMax)
            writer.Append(FixTags.RefMsgType, type);

        if (version.Knows(verdict.Reason))
            writer.Append(FixTags.SessionRejectReason, (int)verdict.Reason);
    }

    private void AppendText(ref FixWriter writer, in FixMessage refused, in FixVerdict verdict)
    {
        Span<byte> text = stackalloc byte[TextLengthMax];
        var builder = new TextBuilder(text);
        if (verdict.OtherTag == 0)
            builder.Add(SessionRejectTexts.Of(verdict.Reason));
        else
            AddGroupText(ref builder, in verdict);

        if (!version.HasRejectDetails && verdict.Reason != SessionRejectReason.InvalidMsgType)
        {
            Span<byte> tag = stackalloc byte[FixNumber.TextLengthMax];
            int tagLength = FormatRefTag(in refused, in verdict, tag);
            if (tagLength > 0)
            {
                builder.Add(" ("u8);
                builder.Add(tag[..tagLength]);
                builder.Add(")"u8);
            }
        }

        writer.Append(FixTags.Text, builder.Written);
    }

    private static void AddGroupText(ref TextBuilder builder, in FixVerdict verdict)
    {
        builder.Add("Group "u8);
        builder.Add(verdict.Tag);
        if (verdict.OtherTag > 0)
        {
            builder.Add("'s first entry does not start with delimiter "u8);
            builder.Add(verdict.OtherTag);
            return;
        }

        builder.Add(" contains a repeat occurrence of tag "u8);
        builder.Add(-verdict.OtherTag);
        builder.Add(" in a single group, which is illegal."u8);
    }

    // Length of the text of the tag to name; 0 for none.
    private int FormatRefTag(in FixMessage refused, in FixVerdict verdict, Span<byte> target)
    {
        if (verdict.Reason == SessionRejectReason.InvalidMsgType && !version.NamesTagOfInvalidMsgType)
            return 0;

        if (verdict.Tag > 0)
            return FixNumber.Format(verdict.Tag, target);

        return verdict.Reason == SessionRejectReason.InvalidTagNumber ? FormatUnreadableTag(in refused, target) : 0;
    }

    // A tag such as 0 or -1 is a number still, and can be said.
    private static int FormatUnreadableTag(in FixMessage refused, Span<byte> target)
    {
        FixFieldReader reader = refused.GetEnumerator();
        while (reader.MoveNext())
        {
            if (reader.Flaw != FixFlaw.InvalidTagNumber)
                continue;

            ReadOnlySpan<byte> field = reader.Current.Value;
            int tagLength = field.IndexOf((byte)'=');
            bool isNumber = tagLength > 0 && FixNumber.TryParse(field[..tagLength], out _);
            return isNumber && field[..tagLength].TryCopyTo(target) ? tagLength : 0;
        }

        return 0;
    }
}
