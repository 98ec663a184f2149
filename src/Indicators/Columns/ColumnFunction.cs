using System;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>A name of the catalogue, what it may carry, and which columns of which kernel it stands for.</summary>
/// <param name="Name">TA-Lib's name.</param>
/// <param name="Kernel">Names that give the same kernel and carry the same numbers share one.</param>
/// <param name="Parameters">In the order in which a name carries them.</param>
/// <param name="Create">Makes the kernel's columns.</param>
internal sealed record ColumnFunction(
    string Name, string Kernel, ColumnParameter[] Parameters, Func<ParameterValues, IColumnGroup> Create)
{
    /// <summary>TA-Lib's names of the outputs; empty where the function has one.</summary>
    public string[] Outputs { get; init; } = [];

    /// <summary>For each output the kernel's column.</summary>
    public int[] SourceIndexes { get; init; } = [0];

    /// <summary>Whether the outputs are whole numbers.</summary>
    public bool IsInteger { get; init; }
}

/// <summary>The numbers a name carries, defaults filled in.</summary>
internal readonly struct ParameterValues(double[] values)
{
    /// <summary>A parameter that is a real number.</summary>
    public double this[int index] => values[index];

    /// <summary>A parameter that counts something.</summary>
    public int Whole(int index) => (int)values[index];
}
