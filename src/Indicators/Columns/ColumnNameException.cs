using System;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>A name that the catalogue does not know, or a number it carries that is out of range. Set-up only.</summary>
public sealed class ColumnNameException(string message) : Exception(message);
