using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// One message of the answer to a RequestForPositions(35=AN): the acknowledgement(35=AO), or a position(35=AP).
/// </summary>
/// <param name="RequestId">PosReqID(710), as the client wrote it.</param>
/// <param name="TotalCount">TotalNumPosReports(727): an instrument each.</param>
/// <param name="Instrument">Null for the acknowledgement.</param>
internal sealed record PositionStatement(string RequestId, int TotalCount, Instrument? Instrument)
{
    /// <summary>LongQty(704).</summary>
    public long LongLots { get; init; }

    /// <summary>ShortQty(705).</summary>
    public long ShortLots { get; init; }

    /// <summary>The acknowledgement, which goes first.</summary>
    public bool IsAcknowledgement => Instrument is null;
}
