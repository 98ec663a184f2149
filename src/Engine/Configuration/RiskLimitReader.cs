using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// The lists "risk.limits" and "risk.capital": scope, name and value as `lle limit set` takes them. Set-up only.
/// </summary>
internal sealed class RiskLimitReader(
    ConfigurationReader reader, IReadOnlyList<Instrument> instruments, RiskSetup setup)
{
    private readonly ScopeMap _map = PreTradeRisk.MapOf(setup);

    public RiskSetup Read()
    {
        var limits = new List<LimitSetting>();
        int count = reader.CountOf("risk.limits");
        for (int i = 0; i < count; i++)
            ReadLimit($"risk.limits[{i}]", limits);

        var capital = new List<CapitalSetting>();
        count = reader.CountOf("risk.capital");
        for (int i = 0; i < count; i++)
            ReadCapital($"risk.capital[{i}]", capital);

        return setup with { Limits = limits, Capital = capital };
    }

    private void ReadLimit(string path, List<LimitSetting> limits)
    {
        int row = ReadScope($"{path}.scope");
        string name = reader.Text($"{path}.name");
        LimitDescription? limit = LimitCatalog.Find(name);
        (RiskScope scope, int scopeIndex) = row < 0 ? (RiskScope.None, 0) : _map.ScopeOf(row);
        if (limit is null || (row >= 0 && !LimitCatalog.Holds(scope, limit.Id)))
        {
            reader.Refuse($"{path}.name", $"one of {string.Join(", ", NamesOf(scope))}");
            return;
        }

        Instrument? instrument = scope == RiskScope.Instrument ? instruments[scopeIndex] : null;
        long hard = ReadValue($"{path}.hard", limit, instrument);
        long soft = ReadValue($"{path}.soft", limit, instrument);
        bool isShadow = reader.Flag($"{path}.shadow", fallback: false);
        if (row < 0)
            return;

        if (limits.Exists(l => l.Scope == scope && l.ScopeIndex == scopeIndex && l.Id == limit.Id))
            reader.Refuse($"{path}.name", "each limit of a scope once, with its hard and its soft value together");

        limits.Add(new LimitSetting(scope, scopeIndex, limit.Id, hard, soft, isShadow));
    }

    private void ReadCapital(string path, List<CapitalSetting> capital)
    {
        int row = ReadScope($"{path}.scope");
        long micros = reader.Decimal($"{path}.amount", new DecimalScale(1, 6));
        if (row < 0)
            return;

        (RiskScope scope, int scopeIndex) = _map.ScopeOf(row);
        if (row >= _map.BookCount)
            reader.Refuse($"{path}.scope", "firm, an account, a trader or a strategy");
        else if (micros > LimitCatalog.MoneyMicrosMax)
            reader.Refuse($"{path}.amount", "at most 18014398509");
        else if (capital.Exists(c => c.Scope == scope && c.ScopeIndex == scopeIndex))
            reader.Refuse($"{path}.scope", "each scope once");
        else if (micros > 0)
            capital.Add(new CapitalSetting(scope, scopeIndex, micros));
    }

    private int ReadScope(string path)
    {
        string name = reader.Text(path);
        int row = name.Length == 0 ? -1 : _map.Find(name);
        if (row < 0 && name.Length > 0)
            reader.Refuse(path, "\"firm\" or kind and name such as \"account:main\" or \"instrument:BTCUSDT\"");

        return row;
    }

    private long ReadValue(string path, LimitDescription limit, Instrument? instrument)
    {
        string text = reader.Text(path, LimitText.Off);
        if (LimitText.TryParse(limit, instrument, text, out long value))
            return value;

        reader.Refuse(path, $"a number in quotes, {LimitText.Allowed(limit, instrument)}");
        return LimitCell.Off;
    }

    private static IEnumerable<string> NamesOf(RiskScope scope)
    {
        var names = new List<string>();
        foreach (LimitDescription limit in LimitCatalog.All)
        {
            if (scope == RiskScope.None || LimitCatalog.Holds(scope, limit.Id))
                names.Add(limit.Name);
        }

        return names;
    }
}
