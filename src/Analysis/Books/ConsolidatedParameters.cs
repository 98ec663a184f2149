using System.Collections.Generic;

namespace LowLatencyEngine.Analysis.Books;

/// <summary>A group of instruments that are one thing at several venues: equal ticks, lots and currency.</summary>
/// <param name="Name">Unique, and no instrument's symbol.</param>
/// <param name="InstrumentIndexes">At least two, by dense index; the place in this list is the venue's index, and at
/// one price the first leads.</param>
public sealed record ConsolidatedParameters(string Name, IReadOnlyList<int> InstrumentIndexes);
