namespace LowLatencyEngine.Risk.Accounts;

/// <summary>What the legs of a hedging account put up together. In configurations by name.</summary>
public enum HedgedMargin
{
    Both = 0, // Each leg and every order that opens.
    Net = 1,  // As where the account nets: the larger of its net positions, open orders counted as filled.
}
