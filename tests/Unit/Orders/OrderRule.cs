namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// The rules of the order table, one by one. <see cref="OrderRuleTwin"/> can be told to forget one of them, and the
/// random runs must notice: so no rule is there that no test holds in place.
/// </summary>
public enum OrderRule
{
    None = 0,

    // Requests.
    CancelNeedsAnOpenOrder,
    OneCancelAtATime,
    ALostCancelMayBeRepeated,
    ReplaceNeedsAnOpenOrder,
    OneReplaceAtATime,
    NoReplaceBehindACancel,
    ReplaceMustLeaveSomething,
    APendingReplaceReservesTheLarger,
    APendingReplaceHoldsAFilledOrder,

    // Replaces that wait.
    AWishBehindAReplaceWaits,
    AWishThatWaitsMustLeaveSomething,
    TheLastWishWins,
    ACancelDropsWhatWaits,
    AnEndDropsWhatWaits,
    WhatWaitsGoesOnceTheReplaceIsSettled,
    WhatWaitsStaysInDoubt,

    // Fills.
    SeenFillsAreNotNew,
    CumQtyIsBelieved,
    AFillWithoutATotalCounts,
    ResentFillsWithoutATotalDoNot,
    LateFillsAreBooked,
    AnOrderFillsWhenAllLotsAre,
    FillsKeepThePendingCancel,
    AFilledOrderHasNoCancel,
    MissedFillsCanBeExplained,
    ImpossibleNumbersRaiseDoubt,

    // Status.
    AnyWordAcknowledges,
    TerminalReportsClose,
    ARejectOfALivingOrderClosesNothing,
    DoneForTheDayEndsADayOrder,
    ClosingDropsThePendingReplace,
    ClosedOrdersStayClosed,
    AnAnswerReopensWhatLives,
    FilledAfterAReplaceRaisesDoubt,
    RestatementsAreBelieved,
    AnswersAreBelieved,

    // Replaces.
    TheReplacesIdShowsIt,
    TheReplacesQuantityShowsIt,
    AGrantedQuantityIsTaken,
    AReplaceDoesNotUndoFills,
    AFilledOrderReopensByReplace,
    SeenReportsAcceptNothing,
    ARefusedReplaceIsDropped,

    // Refusals.
    ARefusedCancelIsDropped,
    RefusalsOfOtherCancelsAreStale,
    AnUnknownOrderIsInDoubt,
    ARefusalWithAStatusConfirms,

    // Doubt.
    DisconnectsRaiseDoubt,
    DoubtReachesThePendingCancel,
    DoubtReachesThePendingReplace,
    ANewWordEndsDoubt,
    RepeatsEndNoDoubt,
    AnAnswerEndsALostCancel,
    AnAnswerEndsALostReplace,
    ClosingEndsDoubt,

    // Legs of hedging accounts.
    AReplaceKeepsTheMarkOfAClose,
    AFillDoesWhatItsReportSays,
    ASilentFillDoesWhatItsOrderWasToDo,
    ACorrectionStandsWhereItsFillDid,

    // Corrections.
    ABustTakesItsFill,
    ACorrectionChangesItsFill,
    CorrectionsOfUnknownFillsRaiseDoubt,
    SeenCorrectionsAreIgnored,
    AfterACorrectionFillsCount,
    ACorrectionReopensTheOrder,
    ACorrectionThatDoesNotAddUpRaisesDoubt,
}
