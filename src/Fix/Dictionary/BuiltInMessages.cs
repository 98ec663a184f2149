namespace LowLatencyEngine.Fix;

/// <summary>
/// Messages of <see cref="BuiltInDictionary"/>, one a line: type, name, tags of its members in order. ! marks a
/// required one, brackets hold the members of a group, a line that starts with + goes on with the one before.
/// </summary>
internal static class BuiltInMessages
{
    public const string Text = """
        header header 8! 9! 35! 34! 43 49! 50 52! 56! 57 90 91 97 115 116 122 128 129 142 143 144 145 212
        + 213 347 369 1128
        trailer trailer 93 89 10!
        0 Heartbeat 112
        1 TestRequest 112!
        2 ResendRequest 7! 16!
        3 Reject 45! 371 372 373 58 354 355
        4 SequenceReset 123 36!
        5 Logout 58 354 355 789
        A Logon 98! 108! 95 96 141 383 789 553 554 464 1137 58
        j BusinessMessageReject 45 372! 379 380! 58 354 355
        B News 42 148! 61 358 359 33(58 354 355) 146(55) 95 96
        n XmlNonFix
        D NewOrderSingle 11! 526 1 78(79 80) 63 64 21 18 110 111 100 386(336) 55 65 48 22 461 167 200 207
        + 54! 60! 38 152 40! 44 99 15 59 168 432 126 58 77 110 453(448 447 452) 721 494 847 854
        F OrderCancelRequest 41! 37 11! 526 1 55 48 22 54 60 38 58 453(448 447 452)
        G OrderCancelReplaceRequest 37 41! 11! 526 1 21 18 110 111 100 55 48 22 54 60 38 40! 44 99 15 59
        + 126 58 77 453(448 447 452) 721
        H OrderStatusRequest 37 11 526 790 1 55 48 22 54 453(448 447 452)
        q OrderMassCancelRequest 11! 526 530! 336 55 48 22 54 60! 58
        r OrderMassCancelReport 11 526 37! 530! 531! 532 533 55 54 60 58
        AF OrderMassStatusRequest 584! 585! 1 225 55 48 22 54 453(448 447 452)
        8 ExecutionReport 37! 198 526 11 41 584 911 912 17 19 20 150 39! 636 103 378 1 63 64 55 65 48 22
        + 461 167 200 207 54 38 152 40 44 99 15 59 168 432 126 18 528 32 31 194 195 30 29 151 14 6 424 425
        + 426 75 60 12 13 58 77 119 120 382(375 337) 453(448 447 452) 136(137 138 139) 790 851 880 721 494
        + 797 828 570
        9 OrderCancelReject 37! 198 526 11! 41! 39! 586 1 60 434! 102 58
        Q DontKnowTrade 37! 17! 127! 55 54! 38 32 31 58
        E NewOrderList 66! 394 68! 73!(11! 67 1 55 54 38 40 44 59 58)
        V MarketDataRequest 262! 263! 264 265 266 267!(269!) 146!(55 48 22 207) 762
        W MarketDataSnapshotFullRefresh 262 55 48 22 207 268!(269! 270 271 272 273 290 336 276 278 282 288
        + 289 346) 1021
        X MarketDataIncrementalRefresh 262 268!(279! 269 278 280 55 48 22 207 270 271 272 273 276 282 288
        + 289 290 336 346)
        Y MarketDataRequestReject 262! 281 58
        c SecurityDefinitionRequest 320! 321! 55 48 22 167 58
        d SecurityDefinition 320! 322! 323 55 48 22 167 200 207 15 58 454(455 456) 336
        x SecurityListRequest 320! 559! 55 48 22 207 263 58
        y SecurityList 320 322 560 393 146(55 48 22 207 107 15 1007 1008)
        f SecurityStatus 324 55 48 22 326 325 58
        g TradingSessionStatusRequest 335! 336 263!
        h TradingSessionStatus 335 336! 625 340! 58
        R QuoteRequest 131! 146!(55 48 22 207 54 38 40 60)
        S Quote 131 117! 55 48 22 132 133 134 135 62 60 58
        AD TradeCaptureReportRequest 568! 569! 263 55 48 22 580(75 60)
        AE TradeCaptureReport 571! 487 856 568 150 55 48 22 32! 31! 75 60 570 552(54! 37 11 1 453(448 447 452))
        AN RequestForPositions 710! 724 263 1 55 60 715 721
        AP PositionReport 721 710 728 727 1 55 15 730 731 734 702(703 704 705) 753(707 708) 581 715 58
        AO RequestForPositionsAck 721! 710 728! 729! 1 58
        BA CollateralReport 908! 909 910! 1 900 901 15 60 58
        BB CollateralInquiry 909! 938(896) 263 1 60 58
        BE UserRequest 923! 924! 553! 554 925 58
        BF UserResponse 923! 553! 926 927
        """;
}
