using System;
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
internal sealed class OperatorCommands(
    string engineName, DecisionState state, RingBuffer<EngineEvent> inbound, IClock clock, EngineSignals signals)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private long _nextRequestId = clock.NowNs; // Later than any of an earlier life.

    /// <summary>Carries out one request of the door's protocol and words the answer.</summary>
    public string Answer(string request)
    {
        string[] words = request.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["halt"] => Publish(CommandKind.Halt),
            ["cancel-all"] => Publish(CommandKind.CancelAll),
            ["cancel", string id] => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long orderId)
                ? Publish(CommandKind.CancelOrder, orderId)
                : $"refused an order id is a number: id={id}; see 'lle orders'",
            ["resume", string name] => name == engineName
                ? Publish(CommandKind.Resume)
                : $"refused the confirmation names another engine: confirm={name}, engine={engineName}; " +
                    $"repeat with --confirm={engineName}",
            ["strategy", "start", string name] => PublishForStrategy(CommandKind.StrategyStart, name),
            ["strategy", "stop", string name] => PublishForStrategy(CommandKind.StrategyStop, name),
            _ => $"refused no such request: request={request}; " +
                "known are halt, resume NAME, cancel-all, cancel ORDER, strategy start|stop NAME",
        };
    }

    /// <summary>Publishes one command and waits for it.</summary>
    public string Publish(CommandKind kind, long argument = 0, EventSource source = EventSource.Operator)
    {
        long requestId = Interlocked.Increment(ref _nextRequestId);
        long sequence = 0;
        if (!SpinWait.SpinUntil(() => inbound.TryNext(1, out sequence), Patience))
            return "refused the inbound ring is full and the decision thread takes nothing; look with 'lle status'";

        ref EngineEvent slot = ref EngineEvents.Begin(ref inbound[sequence], EventKind.Command, source, clock.NowNs);
        slot.Command = new Command { Kind = kind, RequestId = requestId, Argument = argument };
        inbound.Publish(sequence);
        return SpinWait.SpinUntil(() => signals.LastRequestId >= requestId, Patience)
            ? $"ok {signals.LastRequestSequence}"
            : "unknown outcome unknown: the decision thread did not answer within 5 s; look with 'lle status'";
    }

    private string PublishForStrategy(CommandKind kind, string name)
    {
        int index = state.Strategies.IndexOf(name);
        return index < 0 ? $"refused no such strategy: name={name}; see 'lle status'" : Publish(kind, index);
    }
}
