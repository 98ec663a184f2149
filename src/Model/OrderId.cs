namespace LowLatencyEngine.Model;

/// <summary>ClOrdID(11) of an order or a cancel. On the wire: its decimal digits.</summary>
public readonly record struct OrderId(long Value);
