using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `hedgedMargin` of the accounts that hedge. Set-up only.</summary>
internal sealed class HedgedMarginReader(ConfigurationReader reader)
{
    private readonly Dictionary<int, HedgedMargin> _margins = [];

    /// <param name="path">Of one account.</param>
    /// <param name="account">Its index.</param>
    /// <param name="mode">Its positions.</param>
    public void Read(string path, int account, PositionMode mode)
    {
        string field = $"{path}.hedgedMargin";
        if (!reader.Has(field))
            return;

        if (mode != PositionMode.Hedging)
            reader.Refuse(field, "nothing unless positions is hedging");

        _margins[account] = reader.Choice(field, HedgedMargin.Both, HedgedMargin.Both, HedgedMargin.Net);
    }

    /// <summary>Of each account; empty where none says it.</summary>
    public IReadOnlyList<HedgedMargin> ByAccount(int accountCount) => _margins.Count == 0
        ? []
        : [.. Enumerable.Range(0, accountCount).Select(account => _margins.GetValueOrDefault(account))];
}
