using System;

namespace LowLatencyEngine.Engine.Replay;

/// <summary>A journal that cannot be replayed to its end.</summary>
public sealed class ReplayException(string message, Exception inner) : Exception(message, inner);
