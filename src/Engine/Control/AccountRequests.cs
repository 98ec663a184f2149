using System;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// The part of the control door's protocol that is about accounts. Control door's thread.
/// </summary>
/// <remarks>
/// <code>
/// account funding ACCOUNT SYMBOL AMOUNT ID WHO REASON...
/// </code>
/// AMOUNT is what was received, below zero for paid, in the instrument's currency. ID is the venue's of the payment:
/// told again, it is refused and nothing is booked. WHO is "-" where nobody said.
/// </remarks>
internal sealed class AccountRequests(DecisionState state, Func<EngineEvent, string> publish)
{
    private const string Nobody = "-";
    private const decimal AmountMax = 1e12m;

    /// <summary>The answer; null where the request is not about accounts.</summary>
    public string? Answer(string[] words) => words switch
    {
        ["account", "funding", string account, string symbol, string amount, string id, string who, .. string[] why] =>
            BookFunding(account, (symbol, amount, id), (who, string.Join(' ', why))),
        _ => null,
    };

    /// <summary>Rounded down to the instrument's step of money: never in our favour.</summary>
    internal static bool TryTickLots(Instrument instrument, string text, out long tickLots)
    {
        tickLots = 0;
        bool isAmount = decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out decimal amount);
        if (!isAmount || amount == 0 || Math.Abs(amount) > AmountMax)
            return false;

        decimal steps = amount / instrument.Money.Unit;
        for (int place = 0; place < instrument.Money.Decimals && Math.Abs(steps) < long.MaxValue; place++)
            steps *= 10;

        if (Math.Abs(steps) >= long.MaxValue)
            return false;

        tickLots = (long)decimal.Floor(steps);
        return true;
    }

    private string BookFunding(
        string account, (string Symbol, string Amount, string Id) payment, (string Who, string Why) author)
    {
        int row = state.Risk.Scopes.Find($"account:{account}");
        Instrument? instrument = Enumerable.Range(0, state.Instruments.Count).Select(i => state.Instruments[i])
            .FirstOrDefault(i => i.Symbol == payment.Symbol);
        if (row < 0)
            return $"refused no such account: account={account}; see 'lle account'";

        if (instrument is null)
            return $"refused no such instrument: symbol={payment.Symbol}; see 'lle positions'";

        if (!TryTickLots(instrument, payment.Amount, out long tickLots))
        {
            return $"refused the amount is not understood: amount={payment.Amount}; use a decimal that is not 0, " +
                "below 0 for paid";
        }

        EngineEvent command = default;
        command.InstrumentIndex = instrument.Index;
        command.Command.Kind = CommandKind.AccountFunding;
        command.Command.Argument = tickLots;
        command.Act.Scope = RiskScope.Account;
        command.Act.ScopeIndex = state.Risk.Scopes.ScopeOf(row).ScopeIndex;
        command.Act.QtyLots = IdOf($"{account} {payment.Symbol} {payment.Id}");
        if (!ActText.TryWrite(author.Who == Nobody ? "" : author.Who, command.Act.Who) ||
            !ActText.TryWrite(author.Why, command.Act.Reason))
        {
            return $"refused name or reason is too long: who={author.Who}, reason={author.Why}; use at most " +
                $"{ActName.SizeBytes} and {ActReason.SizeBytes} bytes";
        }

        string answer = publish(command);
        if (!answer.StartsWith("ok", StringComparison.Ordinal) || state.WasFundingNew)
            return answer;

        return $"refused the payment was booked before: account={account}, symbol={payment.Symbol}, id={payment.Id}; " +
            "nothing was booked";
    }

    /// <summary>FNV-1a over the text; never 0, which stands for none.</summary>
    private static long IdOf(string text)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ value) * 1_099_511_628_211);

        return hash == 0 ? 1 : unchecked((long)hash);
    }
}
