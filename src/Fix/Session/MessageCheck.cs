using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Whether a message is what the session's dictionaries allow; without a dictionary, whether it can be read. Owned by
/// the session's thread; allocates nothing after construction.
/// </summary>
internal sealed class MessageCheck
{
    private const int ApplVersionCount = 10;

    private readonly FixDictionary? _transport;
    private readonly FixValidator? _validator;
    private readonly FixDictionary?[] _applications = new FixDictionary?[ApplVersionCount];
    private readonly bool _isTransportOnly;
    private readonly int _ownApplVersion; // Whose dictionary is used where the peer's version has none.

    public MessageCheck(FixSessionOptions options)
    {
        _transport = options.Dictionary;
        _isTransportOnly = options.Version.IsTransportOnly;
        _ownApplVersion = Math.Max(ApplVersions.IndexOf(options.DefaultApplVerId), 0);
        PeerApplVersion = _ownApplVersion;
        if (_transport is null)
            return;

        int depth = _transport.Depth;
        int memberCountMax = _transport.MemberCountMax;
        foreach (FixDictionary application in options.ApplicationDictionaries)
        {
            int version = ApplVersions.IndexOf(application.Version);
            if (version >= 0)
                _applications[version] = application;

            depth = Math.Max(depth, application.Depth);
            memberCountMax = Math.Max(memberCountMax, application.MemberCountMax);
        }

        _validator = new FixValidator(_transport, depth, memberCountMax, options.Validation);
    }

    /// <summary>Application version of the peer's messages that name none, from its Logon.</summary>
    public int PeerApplVersion { get; set; }

    public FixVerdict Judge(in FixMessage message)
    {
        if (_validator is null)
            return JudgeByFlaw(in message);

        if (!_isTransportOnly || _transport!.FindMessage(message.MsgType) is not null)
            return _validator.Check(in message);

        FixDictionary? application = ApplicationOf(in message);
        return application is null ? JudgeByFlaw(in message) : _validator.Check(in message, application);
    }

    private static FixVerdict JudgeByFlaw(in FixMessage message)
    {
        if (message.MsgType == MsgTypes.None)
            return new FixVerdict(SessionRejectReason.InvalidMsgType, FixTags.MsgType);

        return message.Flaw == FixFlaw.None
            ? default
            : new FixVerdict(SessionRejectTexts.ReasonOf(message.Flaw), message.FlawedTag);
    }

    private FixDictionary? ApplicationOf(in FixMessage message)
    {
        int version = PeerApplVersion;
        if (message.TryGet(FixTags.ApplVerID, out ReadOnlySpan<byte> stated) && ApplVersions.Parse(stated) >= 0)
            version = ApplVersions.Parse(stated);

        return _applications[version] ?? _applications[_ownApplVersion];
    }
}
