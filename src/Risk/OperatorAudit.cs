using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What operators did, for the journal and the risk board: never asked for a verdict. Decision thread only; 0 bytes.
/// </summary>
public sealed class OperatorAudit
{
    private readonly OperatorActs _acts;

    internal OperatorAudit(OperatorActs acts, bool needsTwoUsers)
    {
        _acts = acts;
        NeedsTwoUsers = needsTwoUsers;
    }

    /// <summary>Whether two persons are two accounts of the machine, and not only two names. Any thread.</summary>
    public bool NeedsTwoUsers { get; }

    /// <summary>The latest command with who gave it and what came of it. Until the next command.</summary>
    public ref readonly OperatorAct Last => ref _acts.Last;

    /// <summary>Overrides of limits that ended since <see cref="ForgetEnded"/>.</summary>
    public ReadOnlySpan<OperatorAct> Ended => _acts.Ended;

    /// <summary>Places for overrides of limits; free ones have no end.</summary>
    public ReadOnlySpan<LimitOverride> Overrides => _acts.Desk.Overrides;

    /// <summary>They have been told.</summary>
    public void ForgetEnded() => _acts.ForgetEnded();

    /// <summary>What the account of an operator is called; empty where nobody told.</summary>
    /// <param name="userCode">1 + uid.</param>
    public ActName NameOf(uint userCode) => _acts.NameOf(userCode);
}
