using System;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>A name that the catalogue does not know, or that carries a number out of range. Set-up only.</summary>
public sealed class ColumnNameException(string message) : Exception(message);
