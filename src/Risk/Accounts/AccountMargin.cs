namespace LowLatencyEngine.Risk.Accounts;

/// <summary>Says that an account puts up another share of a position's value than its instrument asks.</summary>
/// <param name="AccountIndex">Into the accounts.</param>
/// <param name="InstrumentIndex">Of what it holds.</param>
/// <param name="SharePpm">Initial margin in millionths of the value, 0 to 100,000,000.</param>
public readonly record struct AccountMargin(int AccountIndex, int InstrumentIndex, long SharePpm);
