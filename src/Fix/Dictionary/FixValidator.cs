using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Checks messages against a dictionary: one pass over the fields, in the order of the wire. Owned by one thread;
/// allocates nothing after construction. What is reported first where several things are wrong: a group that cannot be
/// read, sections out of order, an unknown type, a missing field, then the first bad field.
/// </summary>
public sealed class FixValidator
{
    private const int UserDefinedTagMin = 5_000;

    private readonly FixDictionary _transport;
    private readonly FixValidationOptions _options;
    private readonly SeenMembers _headerSeen;
    private readonly SeenMembers _trailerSeen;
    private readonly SeenMembers[] _seenByDepth;

    private FixDictionary _application; // Of the message being checked.
    private FixVerdict _unreadableGroup;
    private FixVerdict _outOfOrder;
    private FixVerdict _badField;

    /// <param name="transport">Header, trailer and session messages; before FIX 5.0 everything.</param>
    /// <param name="depthMax">Deepest nesting of groups in any dictionary used.</param>
    /// <param name="memberCountMax">Most members of one block in any dictionary used.</param>
    /// <param name="options">Which checks are on.</param>
    internal FixValidator(FixDictionary transport, int depthMax, int memberCountMax, FixValidationOptions options)
    {
        _transport = transport;
        _application = transport;
        _options = options;
        _headerSeen = new SeenMembers(transport.Header.Tags.Length);
        _trailerSeen = new SeenMembers(transport.Trailer.Tags.Length);
        _seenByDepth = new SeenMembers[depthMax + 1];
        for (int depth = 0; depth <= depthMax; depth++)
            _seenByDepth[depth] = new SeenMembers(memberCountMax);
    }

    /// <param name="dictionary">The only dictionary, as before FIX 5.0.</param>
    /// <param name="options">Which checks are on; none: <see cref="FixValidationOptions.Default"/>.</param>
    public FixValidator(FixDictionary dictionary, FixValidationOptions? options = null)
        : this(dictionary, dictionary.Depth, dictionary.MemberCountMax, options ?? FixValidationOptions.Default)
    {
    }

    /// <summary>Checks a message of the session, or before FIX 5.0 any message.</summary>
    public FixVerdict Check(in FixMessage message) => Check(in message, _transport);

    /// <summary>Checks a message whose body <paramref name="application"/> defines.</summary>
    public FixVerdict Check(in FixMessage message, FixDictionary application)
    {
        _application = application;
        _unreadableGroup = _outOfOrder = _badField = default;
        FixBlock? body = message.MsgType == MsgTypes.None ? null : application.FindMessage(message.MsgType);
        WalkMessage(message.Bytes, body);
        if (_unreadableGroup.IsBad)
            return _unreadableGroup;

        if (_outOfOrder.IsBad && _options.ValidateFieldsOutOfOrder)
            return _outOfOrder;

        if (body is null)
            return new FixVerdict(SessionRejectReason.InvalidMsgType, FixTags.MsgType);

        int missing = FirstMissing(body);
        return missing != 0 ? new FixVerdict(SessionRejectReason.RequiredTagMissing, missing) : _badField;
    }

    private int FirstMissing(FixBlock body)
    {
        int missing = _headerSeen.FirstMissing(_transport.Header);
        if (missing == 0)
            missing = _trailerSeen.FirstMissing(_transport.Trailer);

        return missing != 0 ? missing : _seenByDepth[0].FirstMissing(body);
    }

    private void WalkMessage(ReadOnlySpan<byte> message, FixBlock? body)
    {
        _headerSeen.Clear();
        _trailerSeen.Clear();
        _seenByDepth[0].Clear();
        var walk = new FieldWalk(message);
        var section = Section.Header;
        while (walk.MoveNext() && !_unreadableGroup.IsBad)
        {
            int tag = walk.Reader.Tag;
            int headerIndex = _transport.Header.IndexOf(tag);
            int trailerIndex = headerIndex >= 0 ? -1 : _transport.Trailer.IndexOf(tag);
            Section of = headerIndex >= 0 ? Section.Header : trailerIndex >= 0 ? Section.Trailer : Section.Body;
            if (of < section)
                Note(ref _outOfOrder, SessionRejectReason.TagOutOfRequiredOrder, tag);
            else
                section = of;

            if (of == Section.Header)
                TakeMember(ref walk, _transport.Header, headerIndex, _headerSeen, depth: 0);
            else if (of == Section.Trailer)
                TakeMember(ref walk, _transport.Trailer, trailerIndex, _trailerSeen, depth: 0);
            else
                TakeBodyField(ref walk, body);
        }
    }

    private void TakeBodyField(ref FieldWalk walk, FixBlock? body)
    {
        int index = body is null ? -1 : body.IndexOf(walk.Reader.Tag);
        if (index >= 0)
            TakeMember(ref walk, body!, index, _seenByDepth[0], depth: 0);
        else
            TakeStranger(ref walk, body);
    }

    // A field that belongs neither to the session nor to the message.
    private void TakeStranger(ref FieldWalk walk, FixBlock? body)
    {
        int tag = walk.Reader.Tag;
        CheckValue(ref walk, _application.FindField(tag));
        if (body is not null && MustBeKnown(tag))
            Note(ref _badField, SessionRejectReason.TagNotDefinedForMsgType, tag);
    }

    private void TakeMember(ref FieldWalk walk, FixBlock block, int index, SeenMembers seen, int depth)
    {
        int tag = walk.Reader.Tag;
        if (!seen.TryMark(index))
            Note(ref _badField, SessionRejectReason.TagAppearsMoreThanOnce, tag);

        bool isTransport = ReferenceEquals(seen, _headerSeen) || ReferenceEquals(seen, _trailerSeen);
        CheckValue(ref walk, (isTransport ? _transport : _application).FindField(tag));
        if (block.GroupAt(index) is { } group)
            TakeGroup(ref walk, group, depth + 1);
    }

    private void TakeGroup(ref FieldWalk walk, FixBlock group, int depth)
    {
        int countTag = walk.Reader.Tag;
        bool isCount = FixNumber.TryParse(walk.Reader.Current.Value, out long statedCount);
        long count = 0;
        SeenMembers seen = _seenByDepth[depth];
        int lastIndex = 0;
        while (walk.MoveNext())
        {
            int tag = walk.Reader.Tag;
            int index = group.IndexOf(tag);
            if (index < 0)
            {
                walk.Hold();
                break;
            }

            if (index == 0)
            {
                NoteMissingMember(group, seen, count);
                seen.Clear();
                lastIndex = 0;
                count++;
            }
            else if (count == 0)
            {
                _unreadableGroup = new FixVerdict(SessionRejectReason.Other, countTag, group.DelimiterTag);
                return;
            }
            else if (seen.Has(index))
            {
                _unreadableGroup = new FixVerdict(SessionRejectReason.Other, countTag, -tag);
                return;
            }

            if (index < lastIndex && _options.ValidateUnorderedGroupFields)
                Note(ref _badField, SessionRejectReason.GroupFieldsOutOfOrder, tag);

            lastIndex = index;
            TakeMember(ref walk, group, index, seen, depth);
            if (_unreadableGroup.IsBad)
                return;
        }

        NoteMissingMember(group, seen, count);
        if (isCount && statedCount != count)
            Note(ref _badField, SessionRejectReason.IncorrectNumInGroupCount, countTag);
    }

    private void NoteMissingMember(FixBlock group, SeenMembers seen, long entryCount)
    {
        if (!_options.ValidateRequiredGroupFields || entryCount == 0)
            return;

        int missing = seen.FirstMissing(group);
        if (missing != 0)
            Note(ref _badField, SessionRejectReason.RequiredTagMissing, missing);
    }

    private void CheckValue(ref FieldWalk walk, FixFieldDefinition? field)
    {
        int tag = walk.Reader.Tag;
        ReadOnlySpan<byte> value = walk.Reader.Current.Value;
        if (walk.Reader.Flaw == FixFlaw.InvalidTagNumber)
            Note(ref _badField, SessionRejectReason.InvalidTagNumber, 0);
        else if (value.Length == 0)
            NoteEmpty(tag);
        else if (field is null)
            NoteUnknown(tag);
        else if (walk.Reader.Flaw == FixFlaw.DataLengthWrong || !FieldFormat.IsRight(field.Type, value))
            Note(ref _badField, SessionRejectReason.IncorrectDataFormat, tag);
        else if (!AllowsValue(field, value))
            Note(ref _badField, SessionRejectReason.ValueIncorrect, tag);
    }

    private void NoteEmpty(int tag)
    {
        if (_options.ValidateFieldsHaveValues)
            Note(ref _badField, SessionRejectReason.TagWithoutValue, tag);
    }

    private void NoteUnknown(int tag)
    {
        if (MustBeKnown(tag))
            Note(ref _badField, SessionRejectReason.InvalidTagNumber, tag);
    }

    private bool MustBeKnown(int tag) =>
        !_options.AllowUnknownMsgFields && (tag < UserDefinedTagMin || _options.ValidateUserDefinedFields);

    private static bool AllowsValue(FixFieldDefinition field, ReadOnlySpan<byte> value) =>
        field.Type == FixFieldType.MultipleValue ? field.Values.AllowsEach(value) : field.Values.Allows(value);

    // The first of each kind counts.
    private static void Note(ref FixVerdict verdict, SessionRejectReason reason, int tag)
    {
        if (!verdict.IsBad)
            verdict = new FixVerdict(reason, tag);
    }

    private enum Section
    {
        Header = 0,
        Body = 1,
        Trailer = 2,
    }
}
