using System;
using System.Collections.Generic;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `selfTrade` {mode, group} of `risk`, which holds for every instrument that says nothing itself, and
/// `smpGroup` of accounts. Set-up only.
/// </summary>
internal static class SelfTradeReader
{
    private enum Reach
    {
        Account,
        Firm,
    }

    /// <param name="reader">Of the whole configuration.</param>
    /// <param name="path">The section "risk" of an instrument.</param>
    public static (SelfTradeMode Mode, bool IsFirmWide) Read(ConfigurationReader reader, string path)
    {
        (SelfTradeMode mode, Reach reach) = ReadRule(reader, "risk.selfTrade", (SelfTradeMode.Off, Reach.Account));
        bool isFlagged = reader.Flag($"{path}.preventsSelfTrade", fallback: false);
        bool isStated = reader.Has($"{path}.selfTrade.mode");
        if (isStated && reader.Has($"{path}.preventsSelfTrade"))
            reader.Refuse($"{path}.preventsSelfTrade", "this or selfTrade.mode, not both");

        if (isFlagged && mode == SelfTradeMode.Off)
            mode = SelfTradeMode.CancelNew;
        else if (!isFlagged && reader.Has($"{path}.preventsSelfTrade"))
            mode = SelfTradeMode.Off;

        (mode, reach) = ReadRule(reader, $"{path}.selfTrade", (mode, reach));
        return (mode, reach == Reach.Firm);
    }

    /// <summary>Group of each account: the first with the same `smpGroup`, else its own; empty without any.</summary>
    public static IReadOnlyList<int> ReadGroups(ConfigurationReader reader, List<string> accounts)
    {
        int count = reader.CountOf("accounting.accounts");
        var leaders = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] groups = new int[accounts.Count];
        for (int i = 0; i < groups.Length; i++)
            groups[i] = i;

        for (int i = 0; i < count; i++)
        {
            string path = $"accounting.accounts[{i}]";
            int account = accounts.IndexOf(reader.Text($"{path}.name", ""));
            if (!reader.Has($"{path}.smpGroup") || account < 0)
                continue; // That there is no such account is told by who reads accounts.

            string group = reader.Text($"{path}.smpGroup");
            if (!leaders.TryGetValue(group, out int leader))
                leaders[group] = leader = account;

            groups[account] = leader;
        }

        return leaders.Count == 0 ? [] : groups;
    }

    private static (SelfTradeMode Mode, Reach Reach) ReadRule(
        ConfigurationReader reader, string path, (SelfTradeMode Mode, Reach Reach) fallback) =>
        (reader.Choice($"{path}.mode", fallback.Mode, Enum.GetValues<SelfTradeMode>()),
            reader.Choice($"{path}.group", fallback.Reach, Enum.GetValues<Reach>()));
}
