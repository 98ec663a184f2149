using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>What an operator says of an order that closes, as the command that the engine gets over its ring.</summary>
public sealed class ClosingRequestsTests
{
    private readonly RingBuffer<EngineEvent> _inbound = RingBuffer<EngineEvent>.CreateMultiProducer(16);
    private readonly EventPoller<EngineEvent> _poller;
    private readonly EngineSignals _signals = new();
    private readonly DecisionState _state = new(TestConfiguration.Create());
    private readonly OperatorCommands _commands;
    private EngineEvent _published;

    public ClosingRequestsTests()
    {
        _poller = _inbound.NewPoller();
        _inbound.AddGatingSequence(_poller.Sequence);
        _commands = new OperatorCommands("lle", _state, _inbound, new SystemClock(), _signals);
    }

    [Theory]
    [InlineData("order send - BTCUSDT sell 0.01 market", CommandKind.OrderSend, false)]
    [InlineData("order send - BTCUSDT sell 0.01 market close", CommandKind.OrderSend, true)]
    [InlineData("order probe momentum BTCUSDT buy 0.01 60000 close", CommandKind.OrderProbe, true)]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000", CommandKind.OrderHold, false)]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000 close=yes", CommandKind.OrderHold, true)]
    [InlineData("hold probe BTCUSDT sell 0.01 market stop close=yes stop=59000", CommandKind.OrderHoldProbe, true)]
    public async Task An_order_closes_where_its_request_says_so(string request, CommandKind kind, bool closes)
    {
        await Answer(request);
        Assert.Equal((kind, closes), (_published.Command.Kind, _published.Flags.Closes()));
    }

    [Theory]
    [InlineData("hold send BTCUSDT buy 0.01 60000 bracket take-profit=61000 stop-loss=59000 close=yes")]
    [InlineData("hold send BTCUSDT sell 0.01 market stop stop=59000 close=maybe")]
    public async Task What_cannot_close_is_refused(string request)
    {
        Assert.StartsWith("refused ", await Answer(request), System.StringComparison.Ordinal);
        Assert.Equal(default, _published.Command.Kind);
    }

    /// <summary>The door's thread asks; this one stands for the decision thread.</summary>
    private async Task<string> Answer(string request)
    {
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            _state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        Task<string> answer = Task.Run(() => _commands.Answer(request));
        var stage = new TakingStage(this, pipeline);
        while (!answer.IsCompleted)
        {
            _poller.Poll(ref stage, batchSlotsMax: 1);
            _signals.Publish(_state);
        }

        return await answer;
    }

    private readonly struct TakingStage(
        ClosingRequestsTests test, Pipeline<PipelineScript.CountLog, PipelineScript.NoSink> pipeline)
        : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
        {
            test._published = slot;
            pipeline.OnEvent(ref slot, sequence, endOfBatch);
        }
    }
}
