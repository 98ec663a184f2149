namespace LowLatencyEngine.Console.Fix;

/// <summary>One thing that is wrong with a message.</summary>
/// <param name="Kind">One word: cut, length, checksum, field, order, required, value, dictionary, sequence.</param>
/// <param name="Text">What, with the values.</param>
/// <param name="Tag">The field; 0 for none.</param>
internal sealed record DecodeFinding(string Kind, string Text, int Tag);
