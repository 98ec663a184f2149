using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Gathers what a WebSocket writes, so that many messages go to the socket in one write. While the conductor of the
/// playback has begun a batch, every write waits in memory until <see cref="PushAsync"/>; otherwise a write goes out at
/// once (pongs, the answer to a close). Any thread. Reads go straight through.
/// </summary>
internal sealed class BatchStream(Stream inner) : Stream
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _pushing = new(1);
    private MemoryStream _gathered = new();
    private MemoryStream _leaving = new();
    private bool _isHolding;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bytes that wait for a push.</summary>
    public long GatheredBytes
    {
        get
        {
            lock (_lock)
                return _gathered.Length;
        }
    }

    /// <summary>From here on writes wait for <see cref="PushAsync"/>.</summary>
    public void BeginBatch()
    {
        lock (_lock)
            _isHolding = true;
    }

    /// <summary>Adds bytes behind what is gathered, whatever they are.</summary>
    public void Gather(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            _gathered.Write(bytes);
    }

    /// <summary>
    /// Sends what is gathered and ends the batch. Completes when the socket has room again: this is the back-pressure.
    /// </summary>
    public async Task PushAsync()
    {
        await _pushing.WaitAsync();
        try
        {
            lock (_lock)
            {
                _isHolding = false;
                (_gathered, _leaving) = (_leaving, _gathered);
            }

            if (_leaving.Length > 0)
                await inner.WriteAsync(_leaving.GetBuffer().AsMemory(0, (int)_leaving.Length));

            _leaving.SetLength(0);
        }
        finally
        {
            _pushing.Release();
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _gathered.Write(buffer.Span);
            if (_isHolding)
                return ValueTask.CompletedTask;
        }

        return new ValueTask(PushAsync());
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("write asynchronously");

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("read asynchronously");

    /// <summary>Does nothing: what is gathered goes out by <see cref="PushAsync"/>.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // As FlushAsync.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _gathered.Dispose();
            _leaving.Dispose();
            _pushing.Dispose();
        }

        base.Dispose(disposing);
    }
}
