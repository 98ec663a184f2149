using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>A control door's requests with a whole pipeline behind them, and the command that the engine got.</summary>
internal sealed class ControlBench
{
    private readonly RingBuffer<EngineEvent> _inbound = RingBuffer<EngineEvent>.CreateMultiProducer(16);
    private readonly EventPoller<EngineEvent> _poller;
    private readonly EngineSignals _signals = new();
    private readonly OperatorCommands _commands;
    private EngineEvent _published;

    public ControlBench(EngineConfiguration configuration)
    {
        State = new DecisionState(configuration);
        _poller = _inbound.NewPoller();
        _inbound.AddGatingSequence(_poller.Sequence);
        _commands = new OperatorCommands("lle", State, _inbound, new SystemClock(), _signals);
    }

    public DecisionState State { get; }

    /// <summary>Latest that the engine got; default where it got none.</summary>
    public EngineEvent Published => _published;

    /// <summary>The door's thread asks; this one stands for the decision thread.</summary>
    public async Task<string> Answer(string request, uint uid = 1_000)
    {
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            State, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        Task<string> answer = Task.Run(() => _commands.Answer(request, new Caller(uid, $"user{uid}")));
        var stage = new TakingStage(this, pipeline);
        while (!answer.IsCompleted)
        {
            _poller.Poll(ref stage, batchSlotsMax: 1);
            _signals.Publish(State);
        }

        return await answer;
    }

    private readonly struct TakingStage(
        ControlBench bench, Pipeline<PipelineScript.CountLog, PipelineScript.NoSink> pipeline)
        : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch)
        {
            bench._published = slot;
            pipeline.OnEvent(ref slot, sequence, endOfBatch);
        }
    }
}
