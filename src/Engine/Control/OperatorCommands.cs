using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// Turns operators' words into events of the inbound ring and waits until the decision thread has worked on them.
/// Called on the control door's thread.
/// </summary>
internal sealed class OperatorCommands
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _engineName;
    private readonly DecisionState _state;
    private readonly RingBuffer<EngineEvent> _inbound;
    private readonly IClock _clock;
    private readonly EngineSignals _signals;
    private readonly RiskRequests _risk;
    private readonly AccountRequests _accounts;
    private readonly HashSet<uint> _introduced = [];
    private long _nextRequestId; // Later than any of an earlier life.
    private Caller _caller;      // Of the request at hand: the door's thread asks one after the other.

    public OperatorCommands(
        string engineName, DecisionState state, RingBuffer<EngineEvent> inbound, IClock clock, EngineSignals signals)
    {
        _engineName = engineName;
        _state = state;
        _inbound = inbound;
        _clock = clock;
        _signals = signals;
        _nextRequestId = clock.NowNs;
        _accounts = new AccountRequests(state, PublishAsCaller);
        _risk = new RiskRequests(engineName, state, PublishAsCaller);
    }

    /// <summary>Carries out one request of the door's protocol and words the answer.</summary>
    public string Answer(string request, Caller caller)
    {
        _caller = caller;
        return Answer(request);
    }

    /// <summary>Publishes one command and waits for it.</summary>
    public string Publish(CommandKind kind, long argument = 0, EventSource source = EventSource.Operator)
    {
        EngineEvent command = default;
        command.InstrumentIndex = -1;
        command.Command.Kind = kind;
        command.Command.Argument = argument;
        return source == EventSource.Operator ? PublishAsCaller(command) : Publish(command, source);
    }

    private string Answer(string request)
    {
        string[] words = ControlWords.Split(request);
        return words switch
        {
            ["halt"] => Publish(CommandKind.Halt),
            ["cancel-all"] => Publish(CommandKind.CancelAll),
            ["cancel", string id] => CancelOrder(id),
            ["resume", string name] => name == _engineName
                ? Publish(CommandKind.Resume)
                : $"refused the confirmation names another engine: confirm={name}, engine={_engineName}; " +
                    $"repeat with --confirm={_engineName}",
            ["strategy", "start", string name] => PublishForStrategy(CommandKind.StrategyStart, name),
            ["strategy", "stop", string name] => PublishForStrategy(CommandKind.StrategyStop, name),
            _ => _risk.Answer(words) ?? _accounts.Answer(words) ?? $"refused no such request: request={request}; " +
                "known are halt, resume NAME, cancel-all, cancel ORDER, strategy start|stop NAME, limit set, kill, " +
                "reduce, rearm, order send|probe, hold send|probe|replace, account funding, alive",
        };
    }

    /// <summary>
    /// What an account is called goes into the journal before its first command of this life. Nobody waits for that:
    /// the command may be a halt.
    /// </summary>
    private string PublishAsCaller(EngineEvent command)
    {
        EngineEvent named = default;
        named.InstrumentIndex = -1;
        named.Command.Kind = CommandKind.UserNamed;
        ActText.WriteCut(_caller.Name, named.Act.Who);
        if (!_introduced.Contains(_caller.Code) && TryPublish(in named, EventSource.Operator, out _))
            _introduced.Add(_caller.Code);

        return Publish(command, EventSource.Operator);
    }

    private string Publish(EngineEvent command, EventSource source)
    {
        if (!TryPublish(in command, source, out long requestId))
            return "refused the inbound ring is full and the decision thread takes nothing; look with 'lle status'";

        return SpinWait.SpinUntil(() => _signals.LastRequestId >= requestId, Patience)
            ? $"ok {_signals.LastRequestSequence}"
            : "unknown outcome unknown: the decision thread did not answer within 5 s; look with 'lle status'";
    }

    private bool TryPublish(in EngineEvent command, EventSource source, out long requestId)
    {
        requestId = Interlocked.Increment(ref _nextRequestId);
        long sequence = 0;
        if (!SpinWait.SpinUntil(() => _inbound.TryNext(1, out sequence), Patience))
            return false;

        ref EngineEvent slot = ref EngineEvents.Begin(
            ref _inbound[sequence], EventKind.Command, source, _clock.NowNs);
        slot.Flags |= command.Flags;
        slot.InstrumentIndex = command.InstrumentIndex;
        slot.Side = command.Side;
        slot.Command = command.Command;
        slot.Command.RequestId = requestId;
        slot.Command.UserCode = source == EventSource.Operator ? _caller.Code : 0;
        slot.Act = command.Act;
        _inbound.Publish(sequence);
        return true;
    }

    private string CancelOrder(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long orderId)
            ? Publish(CommandKind.CancelOrder, orderId)
            : $"refused an order id is a number: id={id}; see 'lle orders'";

    private string PublishForStrategy(CommandKind kind, string name)
    {
        int index = _state.Strategies.IndexOf(name);
        return index < 0 ? $"refused no such strategy: name={name}; see 'lle status'" : Publish(kind, index);
    }
}
