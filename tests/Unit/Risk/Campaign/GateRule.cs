namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// Rules of the gate that no set-up switches off. <see cref="Twin"/> can be told to forget one of them, and the
/// campaign must notice: so a gate without it would be noticed too.
/// </summary>
public enum GateRule
{
    None = 0,

    // Legs of hedging accounts.
    ACloseNeedsItsLeg,
    WhatIsAboutToCloseIsTaken,
    AFillMovesItsLeg,
    ABustIsTakenOutOfItsLeg,
    WhatClosesReduces,
    WhatOpensDoesNotReduce,
    WhatClosesIsNoEntry,

    // What both legs come to.
    BothLegsCount,
    OrdersThatOpenCount,
    OrdersThatCloseDoNotCount,
    LegsCountAtTheShareOfTheirAccount,
    PairsCountInTheFirm,
    PairsCountAtTheVenue,
    PairsCountInTheSector,
    PairsCountInTheCurrency,
    ALegIsNoLessThanTheNet,

    // Replaces.
    WhatAddsNothingPassesCredit,
    WhatAddsNothingPassesNet,

    // Orders that flatten.
    WhatFlattensPassesTheHaltOfALoss,
    WhatFlattensPassesNoHaltThatWasOrdered,
    WhatFlattensPassesNoRejectStorm,
    WhatFlattensMustReduce,
    WhatFlattensPassesWhatHasBeenTraded,

    // Orders of auctions.
    WhatIsForTheOpeningComesBeforeItsEnd,
    WhatIsForTheCloseComesBeforeItsEnd,
    TheCloseIsCutOff,
    WhatIsForAnAuctionHasItsLimit,
    WhatTheVenueTellsOfItsPhaseHolds,

    // Reports.
    ABustMovesThePosition,
    AnOrderThatOpensAgainCanBeMet,
}
