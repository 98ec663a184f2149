using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads what an account puts up for a position where that is not what the instrument asks: `marginShare` of the
/// account for everything, and of one of its `instruments` for that alone. Set-up only.
/// </summary>
internal sealed class AccountMarginReader(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
{
    private const double ShareMax = 100;

    private readonly List<AccountMargin> _margins = [];

    /// <summary>What was read so far; of two for the same place the later one holds.</summary>
    public IReadOnlyList<AccountMargin> Margins => _margins;

    /// <param name="path">Of one account.</param>
    /// <param name="account">Its index.</param>
    public void Read(string path, int account)
    {
        if (reader.Has($"{path}.marginShare"))
        {
            long sharePpm = ReadPpm($"{path}.marginShare");
            _margins.AddRange(instruments.Select(i => new AccountMargin(account, i.Index, sharePpm)));
        }

        int count = reader.CountOf($"{path}.instruments");
        for (int i = 0; i < count; i++)
            ReadOne($"{path}.instruments[{i}]", account);
    }

    private void ReadOne(string path, int account)
    {
        string symbol = reader.Text($"{path}.symbol");
        long sharePpm = ReadPpm($"{path}.marginShare");
        if (instruments.FirstOrDefault(i => i.Symbol == symbol) is { } instrument)
            _margins.Add(new AccountMargin(account, instrument.Index, sharePpm));
        else
            reader.Refuse($"{path}.symbol", $"one of {string.Join(", ", instruments.Select(i => i.Symbol))}");
    }

    private long ReadPpm(string path)
    {
        if (!reader.Has(path))
            reader.Refuse(path, "the share of a position's value that is put up, such as 0.05");

        return (long)Math.Round(reader.Real(path, 0, ShareMax, fallback: 1) * 1e6);
    }
}
