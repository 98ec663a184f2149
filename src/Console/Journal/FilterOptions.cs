using System;
using System.CommandLine;
using System.Linq;
using LowLatencyEngine.Model;
using Command = System.CommandLine.Command;

namespace LowLatencyEngine.Console.Journal;

/// <summary>The options by which a journal command chooses records, the same words for every command.</summary>
internal sealed class FilterOptions
{
    private static readonly string Kinds = string.Join(", ", Enum.GetNames<EventKind>().Skip(1));

    private readonly Option<long> _from = new("--from") { Description = "first sequence" };
    private readonly Option<long> _to = new("--to")
    {
        Description = "last sequence", DefaultValueFactory = _ => long.MaxValue,
    };
    private readonly Option<string?> _kind = new("--kind")
    {
        Description = "only this kind of record: " + Kinds + "; or what came of an operator's act, such as LimitSet",
    };
    private readonly Option<string?> _instrument = new("--instrument") { Description = "only this symbol" };
    private readonly Option<long?> _order = new("--order") { Description = "only this order and its cancels" };
    private readonly Option<string?> _since = new("--since")
    {
        Description = "received at this time or later: ISO 8601, or nanoseconds since the Unix epoch",
    };
    private readonly Option<string?> _until = new("--until") { Description = "received at this time or earlier" };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _from, _to, _kind, _instrument, _order, _since, _until })
            command.Add(option);
    }

    /// <summary>What the user asked for.</summary>
    /// <exception cref="UsageException">A value means nothing.</exception>
    public RecordFilter Read(ParseResult parsed, InstrumentTable instruments)
    {
        (EventKind kind, CommandKind act) = KindOf(parsed.GetValue(_kind));
        return new RecordFilter
        {
            FromSequence = parsed.GetValue(_from),
            ToSequence = parsed.GetValue(_to),
            Kind = kind,
            Act = act,
            InstrumentIndex = InstrumentOf(parsed.GetValue(_instrument), instruments),
            OrderId = parsed.GetValue(_order),
            FromNs = TimeOf(parsed.GetValue(_since), _since.Name, long.MinValue),
            ToNs = TimeOf(parsed.GetValue(_until), _until.Name, long.MaxValue),
        };
    }

    /// <summary>A word for both, such as CancelOrder, means the kind of record.</summary>
    private static (EventKind Kind, CommandKind Act) KindOf(string? name)
    {
        if (name is null)
            return default;

        if (Enum.TryParse(name, ignoreCase: true, out EventKind kind) && Enum.IsDefined(kind))
            return (kind, CommandKind.None);

        bool isAct = Enum.TryParse(name, ignoreCase: true, out CommandKind act) && Enum.IsDefined(act) &&
            act != CommandKind.None && !char.IsDigit(name[0]);
        return isAct
            ? (EventKind.OperatorAct, act)
            : throw new UsageException($"no such kind: kind={name}; known are {Kinds}, and of operators' acts " +
                string.Join(", ", Enum.GetNames<CommandKind>().Skip(1)));
    }

    private static int? InstrumentOf(string? symbol, InstrumentTable instruments)
    {
        if (symbol is null)
            return null;

        for (int i = 0; i < instruments.Count; i++)
        {
            if (string.Equals(instruments[i].Symbol, symbol, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        string known = string.Join(", ", Enumerable.Range(0, instruments.Count).Select(i => instruments[i].Symbol));
        throw new UsageException($"no such instrument: instrument={symbol}; the journal knows {known}");
    }

    private static long TimeOf(string? text, string option, long otherwiseNs)
    {
        if (text is null)
            return otherwiseNs;

        return TimeText.TryParseNs(text, out long timestampNs)
            ? timestampNs
            : throw new UsageException(
                $"time cannot be read: {option}={text}; write it like 2026-01-31T09:30:00.5Z, or as nanoseconds");
    }
}
