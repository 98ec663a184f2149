namespace LowLatencyEngine.Fix;

/// <summary>
/// One field of a dictionary: its tag, its name, how its value is written and which values it may have.
/// </summary>
/// <param name="Tag">Tag number, from 1 on.</param>
/// <param name="Name">Name in the FIX specification, such as ClOrdID.</param>
/// <param name="Type">How its value is written.</param>
/// <param name="Values">Its enumeration; open where it has none.</param>
public sealed record FixFieldDefinition(int Tag, string Name, FixFieldType Type, FixFieldValues Values);
