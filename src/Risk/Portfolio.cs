using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Variance of the firm's positions over the horizon of the standard deviations, and what an order would make of it, in
/// constant time: Var' = Var + 2 d g_i + d^2 S_ii with g = S x (spec 1.6). Variances are statistics in double, money
/// squared; positions are micro-units. A position that changes costs O(instruments). Decision thread only; 0 bytes.
/// </summary>
/// <remarks>
/// S x is summed in integers, so that a position that comes and goes leaves nothing behind, however large it was and
/// however many there were. The doubles that the checks read are made anew from the sums with each change.
/// </remarks>
internal sealed class Portfolio
{
    // A variance of returns in squares of a millionth, in 256 parts so that a correlation is not cut to whole squares.
    // The largest is 2^62, a position 2^55: a thousand products fit 128 bits.
    private const double CovarianceUnit = 1e-12 / (1 << 8);
    private const double MoneyUnit = 1e-6;

    private readonly int _count;
    private readonly long[] _covariances;       // Of returns, row by row.
    private readonly double[] _ownVariances;    // The diagonal.
    private readonly long[] _positionsMicros;
    private readonly Int128[] _exactGradients;  // Covariances times positions.
    private readonly double[] _gradients;       // The same, money.
    private double _variance;

    /// <param name="instruments">Standard deviations.</param>
    /// <param name="correlation">Null: none.</param>
    public Portfolio(
        IReadOnlyList<InstrumentControls> instruments, IReadOnlyList<IReadOnlyList<double>>? correlation)
    {
        _count = instruments.Count;
        _covariances = new long[_count * _count];
        _ownVariances = new double[_count];
        _positionsMicros = new long[_count];
        _exactGradients = new Int128[_count];
        _gradients = new double[_count];
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                double rho = i == j ? 1 : correlation?[i][j] ?? 0;
                double covariance = rho * Sigma(instruments[i]) * Sigma(instruments[j]);
                _covariances[(i * _count) + j] = (long)Math.Round(covariance / CovarianceUnit);
            }

            _ownVariances[i] = _covariances[i * (_count + 1)] * CovarianceUnit;
        }
    }

    /// <summary>Variance of the positions.</summary>
    public double Variance => _variance;

    /// <summary>Variance if the position of an instrument were worth so much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double VarianceAt(int instrument, long micros)
    {
        double change = (micros - _positionsMicros[instrument]) * MoneyUnit;
        return _variance + (change * ((2 * _gradients[instrument]) + (change * _ownVariances[instrument])));
    }

    /// <summary>
    /// What the position of an instrument may come to in the direction of a side, micro-units, with the standard
    /// deviation below <paramref name="limit"/>: the root of d^2 S_ii + 2 d g_i + Var - limit^2. Beyond the limit
    /// already, what makes the variance no larger: the root of d^2 S_ii + 2 d g_i. Held within the worth that can be
    /// counted.
    /// </summary>
    /// <param name="instrument">Dense index.</param>
    /// <param name="side">Which way.</param>
    /// <param name="limit">Money.</param>
    public long MicrosWithin(int instrument, Side side, double limit)
    {
        double own = _ownVariances[instrument];
        if (own <= 0)
            return LotValue.SaturatedMicros; // It goes with nothing.

        double gradient = (sbyte)side * _gradients[instrument];
        double left = (limit * limit) - _variance;
        double root = left < 0 ? Math.Max(0, -2 * gradient / own) : RootOf(own, gradient, left);
        double micros = ((sbyte)side * (double)_positionsMicros[instrument]) + Math.Floor(root / MoneyUnit);
        return (long)Math.Min(micros, LotValue.SaturatedMicros);
    }

    /// <summary>Takes in a position; nothing where it is as it was.</summary>
    public void SetPosition(int instrument, long micros)
    {
        long changeMicros = micros - _positionsMicros[instrument];
        if (changeMicros == 0)
            return;

        _positionsMicros[instrument] = micros;
        ReadOnlySpan<long> row = _covariances.AsSpan(instrument * _count, _count);
        double variance = 0;
        for (int j = 0; j < row.Length; j++)
        {
            if (row[j] != 0)
            {
                _exactGradients[j] += Math.BigMul(row[j], changeMicros);
                _gradients[j] = (double)_exactGradients[j] * (CovarianceUnit * MoneyUnit);
            }

            variance += _positionsMicros[j] * MoneyUnit * _gradients[j];
        }

        _variance = Math.Max(0, variance);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _variance);
        state.Values(_positionsMicros.AsSpan());
        state.Values(_exactGradients.AsSpan());
        state.Values(_gradients.AsSpan());
    }

    /// <summary>The larger root of d^2 S + 2 d g = left, without a difference of two numbers that are alike.</summary>
    private static double RootOf(double own, double gradient, double left)
    {
        double reach = Math.Sqrt((gradient * gradient) + (own * left));
        return gradient > 0 ? left / (reach + gradient) : (reach - gradient) / own;
    }

    private static double Sigma(InstrumentControls instrument) => instrument.SigmaPpm / 1e6;
}
