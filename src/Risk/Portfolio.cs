using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Variance of the firm's positions over the horizon of the standard deviations, and what an order would make of it, in
/// constant time: Var' = Var + 2 d g_i + d^2 S_ii with g = S x (spec 1.6). Statistics in double, money in micro-units.
/// A position that changes costs O(instruments). Decision thread only; 0 bytes.
/// </summary>
internal sealed class Portfolio
{
    private readonly int _count;
    private readonly double[] _covariances; // Of returns, row by row.
    private readonly double[] _positions;   // Money.
    private readonly double[] _gradients;   // Covariances times positions.
    private double _variance;

    /// <param name="instruments">Standard deviations.</param>
    /// <param name="correlation">Null: none.</param>
    public Portfolio(
        IReadOnlyList<InstrumentControls> instruments, IReadOnlyList<IReadOnlyList<double>>? correlation)
    {
        _count = instruments.Count;
        _covariances = new double[_count * _count];
        _positions = new double[_count];
        _gradients = new double[_count];
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                double rho = i == j ? 1 : correlation?[i][j] ?? 0;
                _covariances[(i * _count) + j] = rho * Sigma(instruments[i]) * Sigma(instruments[j]);
            }
        }
    }

    /// <summary>Variance of the positions.</summary>
    public double Variance => _variance;

    /// <summary>Variance if the position of an instrument were so much money.</summary>
    public double VarianceAt(int instrument, double money) =>
        VarianceWith(instrument, money - _positions[instrument]);

    /// <summary>Takes in a position; nothing where it is as it was.</summary>
    public void SetPosition(int instrument, double money)
    {
        double change = money - _positions[instrument];
        if (change == 0)
            return;

        _variance = Math.Max(0, VarianceWith(instrument, change));
        _positions[instrument] = money;
        ReadOnlySpan<double> row = _covariances.AsSpan(instrument * _count, _count);
        for (int j = 0; j < row.Length; j++)
            _gradients[j] += row[j] * change;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _variance);
        state.Values(_positions.AsSpan());
        state.Values(_gradients.AsSpan());
    }

    /// <summary>Variance if the position of an instrument changed by so much money.</summary>
    private double VarianceWith(int instrument, double change) =>
        _variance + (change * ((2 * _gradients[instrument]) + (change * _covariances[instrument * (_count + 1)])));

    private static double Sigma(InstrumentControls instrument) => instrument.SigmaPpm / 1e6;
}
