using System;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Model;

public sealed class StateTransferTests
{
    private static readonly Sample Original = new(count: 7, value: -0.25, window: [1, 2, 3]);

    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        byte[] saved = Save(Original);
        var copy = new Sample(0, 0, new double[3]);

        StateTransfer load = StateTransfer.Load(saved);
        copy.Transfer(ref load);

        Assert.True(load.IsLoading);
        Assert.Equal(saved.Length, load.SizeBytes);
        Assert.Equal((7, -0.25), (copy.Count, copy.Value));
        Assert.Equal([1, 2, 3], copy.Window);
    }

    [Fact]
    public void The_hash_tells_states_apart_and_equal_states_have_one()
    {
        Assert.Equal(Hash(Original), Hash(new Sample(7, -0.25, [1, 2, 3])));
        Assert.NotEqual(Hash(Original), Hash(new Sample(8, -0.25, [1, 2, 3])));
        Assert.NotEqual(Hash(Original), Hash(new Sample(7, -0.25, [1, 3, 2])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(43)]
    public void Saved_state_that_was_cut_is_refused(int lengthBytes)
    {
        byte[] cut = Save(Original)[..lengthBytes];

        Exception? error = Record.Exception(() =>
        {
            StateTransfer load = StateTransfer.Load(cut);
            new Sample(0, 0, new double[3]).Transfer(ref load);
        });

        string message = Assert.IsType<InvalidOperationException>(error).Message;
        Assert.Contains($"bufferSizeBytes={lengthBytes}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saved_state_of_another_shape_is_refused()
    {
        byte[] saved = Save(Original);

        Exception? error = Record.Exception(() =>
        {
            StateTransfer load = StateTransfer.Load(saved);
            new Sample(0, 0, new double[4]).Transfer(ref load);
        });

        string message = Assert.IsType<InvalidOperationException>(error).Message;
        Assert.Contains("saved=3, expected=4", message, StringComparison.Ordinal);
    }

    private static byte[] Save(Sample sample)
    {
        StateTransfer measure = StateTransfer.Measure();
        sample.Transfer(ref measure);
        var bytes = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(bytes);
        sample.Transfer(ref save);
        return bytes;
    }

    private static long Hash(Sample sample)
    {
        StateTransfer hash = StateTransfer.Hash();
        sample.Transfer(ref hash);
        return hash.HashValue;
    }

    private sealed class Sample(int count, double value, double[] window)
    {
        private int _count = count;
        private double _value = value;

        public int Count => _count;

        public double Value => _value;

        public double[] Window { get; } = window;

        public void Transfer(ref StateTransfer state)
        {
            state.Agree(Window.Length);
            state.Value(ref _count);
            state.Value(ref _value);
            state.Values<double>(Window);
        }
    }
}
