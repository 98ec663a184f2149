using System;
using System.Collections.Generic;
using System.Linq;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>
/// Reads `risk.correlation`: correlations of the instruments' returns, each with each. Set-up only.
/// </summary>
internal static class CorrelationReader
{
    private const string Path = "risk.correlation";
    private const double Tolerance = 1e-9; // Of decimals that were rounded.

    /// <summary>Null where none is told, or what is told was refused.</summary>
    public static List<List<double>>? Read(ConfigurationReader reader, int count)
    {
        if (!reader.Has(Path))
            return null;

        var rows = new List<List<double>>();
        for (int i = 0; i < count; i++)
            rows.Add([.. Enumerable.Range(0, count).Select(j => reader.Real($"{Path}[{i}][{j}]", -1, 1, 0))]);

        if (!IsSquare(reader, rows))
        {
            reader.Refuse(Path, "a row of numbers for each instrument, the same across the diagonal of ones");
            return null;
        }

        if (CanBe(rows))
            return rows;

        reader.Refuse(Path, "correlations that can all be true: with these a portfolio would have a variance below 0");
        return null;
    }

    private static bool IsSquare(ConfigurationReader reader, List<List<double>> rows)
    {
        int count = rows.Count;
        bool isSquare = reader.CountOf(Path) == count;
        for (int i = 0; isSquare && i < count; i++)
            isSquare = reader.CountOf($"{Path}[{i}]") == count && rows[i][i] == 1;

        for (int i = 0; isSquare && i < count; i++)
            isSquare = Enumerable.Range(0, count).All(j => rows[i][j] == rows[j][i]);

        return isSquare;
    }

    /// <summary>
    /// Whether the matrix is positive semidefinite, by its factors L D L': no element of D is below 0, and below one
    /// that is 0 nothing is left.
    /// </summary>
    private static bool CanBe(List<List<double>> rows)
    {
        double[][] left = [.. rows.Select(row => row.ToArray())];
        for (int i = 0; i < left.Length; i++)
        {
            double pivot = left[i][i];
            bool isNothing = Math.Abs(pivot) <= Tolerance;
            bool isLeft = isNothing && left.Skip(i + 1).Any(row => Math.Abs(row[i]) > Math.Sqrt(Tolerance));
            if (pivot < -Tolerance || isLeft)
                return false;

            for (int j = i + 1; j < left.Length && !isNothing; j++)
            {
                double factor = left[j][i] / pivot;
                for (int k = i + 1; k < left.Length; k++)
                    left[j][k] -= factor * left[i][k];
            }
        }

        return true;
    }
}
