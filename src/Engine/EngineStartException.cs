using System;

namespace LowLatencyEngine.Engine;

/// <summary>The engine refuses to start; the text says why and what to do.</summary>
public sealed class EngineStartException(string message, Exception? inner = null) : Exception(message, inner);
