using System;

namespace LowLatencyEngine.Ring;

/// <summary>A slot was asked for by a call that cannot refuse, after the ring was halted.</summary>
public sealed class RingHaltedException()
    : InvalidOperationException("ring is halted and takes no more events: stop its producers first, or use WaitNext");
