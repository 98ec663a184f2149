using System;
using System.IO;
using System.Threading;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Accounts of a running engine, written in place by the decision thread, mapped read-only by consoles. Every word is
/// whole by itself; words of one account may be a publication apart. Names are in the configuration beside it.
/// </summary>
/// <remarks>
/// <code>
///   0    magic, accounts, instruments
///   64   margin and rate of each account, 16 bytes
///   ...  accounts x instruments x 80 bytes: AccountNumbers as it lies in memory
/// </code>
/// </remarks>
public sealed class AccountBoard : IAccountSource, IDisposable
{
    private const long Magic = 0x32544343_41454C4C; // "LLEACCT2", read as a little-endian number.
    private const int AccountCountOffset = 8;
    private const int InstrumentCountOffset = 16;
    private const int AccountsOffset = 64;
    private const int AccountSizeBytes = 16;
    private const long PublishIntervalNs = 2_000_000;

    private readonly MappedRegion _region;
    private readonly DecisionState? _state; // Null for readers.
    private readonly int _accountCount;
    private readonly int _instrumentCount;
    private long _nextPublishNs;
    private int _row;

    private AccountBoard(MappedRegion region, DecisionState? state, int accountCount, int instrumentCount)
    {
        _region = region;
        _state = state;
        _accountCount = accountCount;
        _instrumentCount = instrumentCount;
    }

    /// <summary>Makes the board of an engine that starts.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static AccountBoard Create(string path, DecisionState state)
    {
        (int accountCount, int instrumentCount) = (state.Positions.AccountCount, state.Instruments.Count);
        MappedRegion region = MappedRegion.Create(path, SizeBytesOf(accountCount, instrumentCount));
        var board = new AccountBoard(region, state, accountCount, instrumentCount);
        region.At<long>(AccountCountOffset) = accountCount;
        region.At<long>(InstrumentCountOffset) = instrumentCount;
        board.PublishAll();
        // Release: pairs with the acquire in OpenOrThrow.
        Volatile.Write(ref region.At<long>(0), Magic);
        return board;
    }

    /// <summary>Reads the board of an engine, running or stopped; the engine does not notice.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is of another version or configuration.</exception>
    public static AccountBoard OpenOrThrow(string path, int accountCount, int instrumentCount)
    {
        MappedRegion region = MappedRegion.OpenReadOnly(path);
        // Acquire: pairs with the release in Create.
        bool isBoard = region.SizeBytes == SizeBytesOf(accountCount, instrumentCount) &&
            Volatile.Read(ref region.At<long>(0)) == Magic &&
            region.At<long>(AccountCountOffset) == accountCount &&
            region.At<long>(InstrumentCountOffset) == instrumentCount;
        if (isBoard)
            return new AccountBoard(region, null, accountCount, instrumentCount);

        region.Dispose();
        throw new InvalidDataException(
            $"not the account board of this configuration: path={path}, accountCount={accountCount}, " +
            $"instrumentCount={instrumentCount}; start the engine with this version to make it anew");
    }

    /// <inheritdoc/>
    public AccountNumbers NumbersOf(int account, int instrumentIndex) =>
        _region.At<AccountNumbers>(RowOffset((account * _instrumentCount) + instrumentIndex));

    /// <inheritdoc/>
    public long MarginMicrosOf(int account) => _region.At<long>(AccountOffset(account));

    /// <inheritdoc/>
    public long RatePicosOf(int account) => _region.At<long>(AccountOffset(account) + sizeof(long));

    /// <summary>
    /// Refreshes the next row every two milliseconds, so that no input waits for a whole board. Decision thread; 0
    /// bytes.
    /// </summary>
    public void PublishIfDue(long nowNs)
    {
        if (nowNs < _nextPublishNs)
            return;

        _nextPublishNs = nowNs + PublishIntervalNs;
        Publish(_row);
        _row = _row + 1 == _accountCount * _instrumentCount ? 0 : _row + 1;
    }

    /// <summary>Refreshes everything: where the engine has stopped, or is about to start.</summary>
    public void PublishAll()
    {
        for (int row = 0; row < _accountCount * _instrumentCount; row++)
            Publish(row);
    }

    public void Dispose() => _region.Dispose();

    private static int AccountOffset(int account) => AccountsOffset + (account * AccountSizeBytes);

    private static int SizeBytesOf(int accountCount, int instrumentCount) =>
        AccountOffset(accountCount) + (accountCount * instrumentCount * AccountNumbers.SizeBytes);

    private void Publish(int row)
    {
        DecisionState state = _state!;
        int account = row / _instrumentCount;
        _region.At<AccountNumbers>(RowOffset(row)) = AccountNumbers.Of(state, account, row % _instrumentCount);
        int scopeRow = state.Risk.Scopes.TryRowOf(RiskScope.Account, account);
        _region.At<long>(AccountOffset(account)) = state.Risk.ScopeOf(scopeRow).MarginMicros;
        _region.At<long>(AccountOffset(account) + sizeof(long)) = AccountNumbers.RatePicosOf(state, account);
    }

    private int RowOffset(int row) => AccountOffset(_accountCount) + (row * AccountNumbers.SizeBytes);
}
