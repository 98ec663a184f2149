namespace LowLatencyEngine.Engine.Reporting;

/// <summary>Where the numbers of accounts come from: a decision state, or the board that shows it.</summary>
public interface IAccountSource
{
    /// <summary>An account in an instrument.</summary>
    AccountNumbers NumbersOf(int account, int instrumentIndex);

    /// <summary>Initial margin of an account's worst case, micro-units of the base currency.</summary>
    long MarginMicrosOf(int account);

    /// <summary>A unit of an account's currency in the base currency, 10^-12; 0 where it is not known.</summary>
    long RatePicosOf(int account);
}
