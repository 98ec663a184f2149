using System;
using System.Collections.Generic;
using System.Globalization;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>
/// A name taken apart: NAME[_number...][.output], for instance <c>RSI</c>, <c>EMA_20</c>, <c>BBANDS_20_2.RealUpperBand</c>.
/// Numbers that are not given have TA-Lib's defaults; without an output the name stands for all of them.
/// </summary>
internal sealed class ColumnRequest
{
    private ColumnRequest(ColumnFunction function, double[] values, string kernelKey, string[] names, int[] indexes)
    {
        Function = function;
        Values = values;
        KernelKey = kernelKey;
        Names = names;
        SourceIndexes = indexes;
    }

    public ColumnFunction Function { get; }

    /// <summary>One number for each parameter.</summary>
    public double[] Values { get; }

    /// <summary>Equal for requests that one kernel can serve.</summary>
    public string KernelKey { get; }

    /// <summary>Names of the columns asked for.</summary>
    public string[] Names { get; }

    /// <summary>For each of them the column of the kernel.</summary>
    public int[] SourceIndexes { get; }

    /// <summary>Null where no function has this name.</summary>
    /// <exception cref="ColumnNameException">A number or an output of a known function is wrong.</exception>
    public static ColumnRequest? Parse(string name, IReadOnlyDictionary<string, ColumnFunction> functions)
    {
        (string stem, string output) = SplitOutput(name);
        var numbers = new List<double>();
        string functionName = SplitNumbers(stem, numbers);
        if (!functions.TryGetValue(functionName, out ColumnFunction? function))
            return null;

        double[] values = Complete(name, function, numbers);
        string key = function.Kernel;
        foreach (double value in values)
            key += "_" + value.ToString("R", CultureInfo.InvariantCulture);

        (string[] names, int[] indexes) = Select(name, stem, output, function);
        return new ColumnRequest(function, values, key, names, indexes);
    }

    // A point in front of a letter: T3_5_0.7 has none.
    private static (string Stem, string Output) SplitOutput(string name)
    {
        int point = name.LastIndexOf('.');
        bool hasOutput = point >= 0 && point + 1 < name.Length && char.IsAsciiLetter(name[point + 1]);
        return hasOutput ? (name[..point], name[(point + 1)..]) : (name, "");
    }

    private static string SplitNumbers(string stem, List<double> numbers)
    {
        int end = stem.Length;
        while (stem.LastIndexOf('_', end - 1) is var underscore and > 0 &&
            double.TryParse(
                stem.AsSpan(underscore + 1, end - underscore - 1), NumberStyles.Float, CultureInfo.InvariantCulture,
                out double number))
        {
            numbers.Insert(0, number);
            end = underscore;
        }

        return stem[..end];
    }

    private static double[] Complete(string name, ColumnFunction function, List<double> numbers)
    {
        ColumnParameter[] parameters = function.Parameters;
        if (numbers.Count > parameters.Length)
        {
            throw new ColumnNameException($"column carries too many numbers: column={name}, " +
                $"numbers={numbers.Count}; {function.Name} takes at most {parameters.Length}");
        }

        var values = new double[parameters.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double value = i < numbers.Count ? numbers[i] : parameters[i].Default;
            values[i] = i >= numbers.Count && double.IsNaN(value) ? values[i - 1] : value;
            if (parameters[i].Refusal(values[i]) is { } refusal)
                throw new ColumnNameException($"column carries a number out of range: column={name}, {refusal}");
        }

        return values;
    }

    private static (string[] Names, int[] Indexes) Select(
        string name, string stem, string output, ColumnFunction function)
    {
        if (output.Length == 0)
        {
            var names = new string[Math.Max(1, function.Outputs.Length)];
            for (int i = 0; i < names.Length; i++)
                names[i] = function.Outputs.Length == 0 ? stem : $"{stem}.{function.Outputs[i]}";

            return (names, function.SourceIndexes);
        }

        int index = Array.IndexOf(function.Outputs, output);
        if (index < 0)
        {
            string outputs = function.Outputs.Length == 0 ? "none" : string.Join(", ", function.Outputs);
            throw new ColumnNameException($"column has no such output: column={name}, output={output}; outputs of " +
                $"{function.Name}: {outputs}");
        }

        return ([name], [function.SourceIndexes[index]]);
    }
}
