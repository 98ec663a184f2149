using System.Collections.Generic;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Fix;

/// <summary>MsgSeqNum(34) of each direction of each session in a log: what is missing, what comes twice.</summary>
internal sealed class DecodeSequences
{
    private readonly Dictionary<string, long> _nextByDirection = [];

    /// <summary>What is wrong with the message's number; null where nothing is.</summary>
    public string? Check(in FixMessage message, string direction)
    {
        long number = message.MsgSeqNum;
        if (number < 0)
            return "MsgSeqNum(34) is missing or no number";

        bool isReset = message.MsgType == MsgTypes.SequenceReset && !message.Is(FixTags.GapFillFlag);
        bool startsAnew = message.MsgType == MsgTypes.Logon && (number == 1 || message.Is(FixTags.ResetSeqNumFlag));
        if (!_nextByDirection.TryGetValue(direction, out long next) || startsAnew)
            next = number;

        if (message.IsPossibleDuplicate && number < next)
            return null;

        // A reset is obeyed whatever its own number; a gap fill stands for the numbers before the one it names.
        long following = message.MsgType == MsgTypes.SequenceReset &&
            message.TryGetInt64(FixTags.NewSeqNo, out long newSeqNo) && newSeqNo > 0 ? newSeqNo : number + 1;
        if (isReset)
            next = number;

        _nextByDirection[direction] = following > next || isReset || startsAnew ? following : next;
        if (number > next)
            return $"gap in MsgSeqNum: direction={direction}, missing={next}..{number - 1}, read={number}";

        return number < next
            ? $"MsgSeqNum read before: direction={direction}, expected={next}, read={number}"
            : null;
    }
}
