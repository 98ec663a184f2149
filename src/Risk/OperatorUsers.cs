using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the accounts of operators are called, as the control door told: for the journal, never for a verdict. Decision
/// thread only; 0 bytes.
/// </summary>
internal sealed class OperatorUsers
{
    private const int CountMax = 32;

    private readonly OperatorUser[] _users = new OperatorUser[CountMax];
    private long _namedCount; // The oldest makes room where there are more than places.

    public void Name(uint code, in ActName name)
    {
        int place = Find(code);
        if (place < 0)
            place = (int)(_namedCount++ % CountMax);

        _users[place] = new OperatorUser { Code = code, Name = name };
    }

    /// <summary>Empty where it was never told.</summary>
    public ActName NameOf(uint code)
    {
        int place = code == 0 ? -1 : Find(code);
        return place < 0 ? default : _users[place].Name;
    }

    public void Transfer(ref StateTransfer transfer)
    {
        transfer.Value(ref _namedCount);
        transfer.Values(_users.AsSpan());
    }

    private int Find(uint code)
    {
        for (int i = 0; i < _users.Length; i++)
        {
            if (_users[i].Code == code)
                return i;
        }

        return -1;
    }

    // 16 bytes without padding.
    private struct OperatorUser
    {
        public uint Code; // 0 where there is none.
        public ActName Name;
    }
}
