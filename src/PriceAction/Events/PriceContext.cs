using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// What detectors need to know of the last bar beside its prices: averages that distances, bodies and volumes are
/// judged by, and when the last gap and the last sweep of each side became known. One a stage, brought up to date
/// before every detector. O(1), 0 bytes.
/// </summary>
public sealed class PriceContext
{
    private const int AveragePeriod = 20;
    private const double LongBodyAtr = 1.5;
    private const double LongBodyMeans = 2;
    private const double CloseNearEnd = 0.25; // Share of the range, from its end.

    private readonly double[] _bodies = new double[AveragePeriod];
    private readonly double[] _volumes = new double[AveragePeriod];
    private AverageTrueRange _atr = new(14);
    private AverageTrueRange _slowAtr = new(200);
    private int _count;
    private int _upGapRow = -1;
    private int _downGapRow = -1;
    private int _highSweepRow = -1;
    private int _lowSweepRow = -1;

    /// <summary>ATR(14) at the last bar; NaN at first.</summary>
    public double Atr => _atr.Value;

    /// <summary>ATR(200) at the last bar; NaN at first.</summary>
    public double SlowAtr => _slowAtr.Value;

    /// <summary>Mean volume of the last 20 bars, of fewer at first.</summary>
    public double MeanVolume => Mean(_volumes);

    /// <summary>Volume of all bars so far: differences of it are volumes of spans.</summary>
    public double TotalVolume { get; private set; }

    /// <summary>
    /// Direction of the last bar if it is a displacement, else 0: body at least 1.5 ATR of the bar before or twice the
    /// mean body of the 20 bars before, close in the last quarter of the range.
    /// </summary>
    public int Displacement { get; private set; }

    /// <summary>Takes the last bar of <paramref name="bars"/> and tells of a displacement.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        ref readonly Bar bar = ref bars.Last;
        double body = Math.Abs(bar.Close - bar.Open);
        Displacement = DisplacementOf(in bar, body);
        if (Displacement != 0)
            Tell(bars.LastRow, in bar, body, output);

        _atr.Update(in bar);
        _slowAtr.Update(in bar);
        int place = _count++ % AveragePeriod;
        _bodies[place] = body;
        _volumes[place] = bar.Volume;
        TotalVolume += bar.Volume;
    }

    /// <summary>Bar at which the last gap of a direction became known; -1: none.</summary>
    public int LastGapRow(int sign) => sign > 0 ? _upGapRow : _downGapRow;

    /// <summary>Bar that last swept a high (+1) or a low (-1); -1: none.</summary>
    public int LastSweepRow(int side) => side > 0 ? _highSweepRow : _lowSweepRow;

    /// <summary>A gap became known.</summary>
    public void NoteGap(int sign, int row) => (sign > 0 ? ref _upGapRow : ref _downGapRow) = row;

    /// <summary>A level was swept.</summary>
    public void NoteSweep(int side, int row) => (side > 0 ? ref _highSweepRow : ref _lowSweepRow) = row;

    /// <summary>Carries everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        double totalVolume = TotalVolume;
        state.Values<double>(_bodies);
        state.Values<double>(_volumes);
        _atr.Transfer(ref state);
        _slowAtr.Transfer(ref state);
        state.Value(ref totalVolume);
        state.Value(ref _count);
        state.Value(ref _upGapRow);
        state.Value(ref _downGapRow);
        state.Value(ref _highSweepRow);
        state.Value(ref _lowSweepRow);
        TotalVolume = totalVolume;
    }

    private int DisplacementOf(in Bar bar, double body)
    {
        int sign = bar.Close > bar.Open ? 1 : -1;
        double fromEnd = sign > 0 ? bar.High - bar.Close : bar.Close - bar.Low;
        if (body == 0 || fromEnd > CloseNearEnd * (bar.High - bar.Low))
            return 0;

        bool isLong = body >= LongBodyAtr * _atr.Value ||
            (_count >= AveragePeriod && body >= LongBodyMeans * Mean(_bodies));
        return isLong ? sign : 0;
    }

    private void Tell(int row, in Bar bar, double body, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(PriceEventKind.Displacement, row);
        told.Direction = (sbyte)Displacement;
        (told.High, told.Low) = (bar.High, bar.Low);
        told.Score = body / _atr.Value;
    }

    // Summed anew: 20 additions do not drift, and cost less than they would save.
    private double Mean(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;

        return sum / Math.Clamp(_count, 1, AveragePeriod);
    }
}
