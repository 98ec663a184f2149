using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Engine.Control;

/// <summary>An account of this machine that asks.</summary>
/// <param name="Uid">As the kernel says.</param>
/// <param name="Name">Its uid where the machine knows no name.</param>
public readonly record struct Caller(uint Uid, string Name)
{
    /// <summary>As it is journaled: never 0.</summary>
    public uint Code => Uid + 1;
}

/// <summary>
/// Which accounts may act on an engine: those of <c>control.operators</c>, or without it the one that runs the engine
/// and root. Made once, then asked by the control door's thread alone. Their names are asked for when it is made: a
/// halt does not wait until the machine has found one.
/// </summary>
public sealed class Operators
{
    private const uint Root = 0;

    private readonly HashSet<uint> _uids;
    private readonly Dictionary<uint, string> _names = [];

    private Operators(HashSet<uint> uids)
    {
        _uids = uids;
        foreach (uint uid in uids)
            _names.Add(uid, NameOf(uid));
    }

    /// <summary>Whether accounts may act that are neither root nor the one that runs the engine.</summary>
    public bool HasOthers => _uids.Any(uid => uid != Root && uid != PeerUser.OwnUid);

    /// <exception cref="EngineStartException">This machine has no such account.</exception>
    public static Operators Of(ControlConfiguration configuration) => new(configuration.Operators.Count == 0
        ? [Root, PeerUser.OwnUid]
        : [.. configuration.Operators.Select(UidOf)]);

    /// <summary>Whether an account may act.</summary>
    public bool Allow(uint uid) => _uids.Contains(uid);

    /// <summary>The account with its name.</summary>
    public Caller CallerOf(uint uid) => new(uid, _names.TryGetValue(uid, out string? name) ? name : NameOf(uid));

    /// <summary>Their names, for messages.</summary>
    public override string ToString() => string.Join(",", _uids.Order().Select(uid => _names[uid]));

    private static string NameOf(uint uid) =>
        PeerUser.NameOf(uid) ?? uid.ToString(CultureInfo.InvariantCulture);

    private static uint UidOf(string account)
    {
        bool isUid = uint.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out uint uid);
        return isUid && uid < uint.MaxValue
            ? uid
            : PeerUser.UidOf(account) ?? throw new EngineStartException(
                $"no such account on this machine: control.operators has {account}; correct it, make the account, " +
                "or give its uid");
    }
}
