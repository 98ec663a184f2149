namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// The 61 patterns, in the order of TA-Lib's names (<see cref="CandlePatternTable"/>). Each entry says what the bars
/// look like, oldest first, and the values it can have. "Small" and "long" are against the mean body of the ten bars
/// before. The numbers are indexes of columns: never renumbered.
/// </summary>
public enum CandlePattern
{
    /// <summary>White long, black gapping up, black that opens in the second and closes in the first. -100.</summary>
    TwoCrows = 0,

    /// <summary>
    /// After a white bar three black ones closing near their lows, each opening in the body before. -100.
    /// </summary>
    ThreeBlackCrows = 1,

    /// <summary>Long bar, small body inside it, close beyond the first bar's open. 100 or -100.</summary>
    ThreeInside = 2,

    /// <summary>Three bars of one colour in step, a fourth that takes all of it back. Sign of the three.</summary>
    ThreeLineStrike = 3,

    /// <summary>Body engulfed by the opposite colour, then a close further that way. 100 or -100.</summary>
    ThreeOutside = 4,

    /// <summary>Three black bars, each smaller and higher in its low, the last without shadows. 100.</summary>
    ThreeStarsInSouth = 5,

    /// <summary>
    /// Three white bars of like length closing near their highs, each opening in the body before. 100.
    /// </summary>
    ThreeWhiteSoldiers = 6,

    /// <summary>Doji with gaps on both sides between a long bar and its opposite. 100 or -100.</summary>
    AbandonedBaby = 7,

    /// <summary>Three rising white bars that weaken: shrinking bodies or growing upper shadows. -100.</summary>
    AdvanceBlock = 8,

    /// <summary>Long body that opens at its extreme: no shadow behind the open. 100 or -100.</summary>
    BeltHold = 9,

    /// <summary>Long bar, gap onwards, two further steps, and a bar back into the gap. 100 or -100.</summary>
    Breakaway = 10,

    /// <summary>Long body that closes at its extreme. 100 or -100.</summary>
    ClosingMarubozu = 11,

    /// <summary>Two black marubozu, a black gap down with upper shadow, a black bar around it. 100.</summary>
    ConcealBabySwallow = 12,

    /// <summary>Two long bars of opposite colour with the same close. 100 or -100.</summary>
    Counterattack = 13,

    /// <summary>Long white, then a black that opens above its high and closes below its middle. -100.</summary>
    DarkCloudCover = 14,

    /// <summary>Open and close nearly the same; says nothing of direction. 100.</summary>
    Doji = 15,

    /// <summary>Long bar, then a doji whose body gaps onwards. Against the long bar.</summary>
    DojiStar = 16,

    /// <summary>Doji at the high with a lower shadow. 100.</summary>
    DragonflyDoji = 17,

    /// <summary>
    /// Body around the body before, of opposite colour. 100 or -100; 80 or -80 where one end is the same.
    /// </summary>
    Engulfing = 18,

    /// <summary>Long white, doji gapping up, black far into the first. -100.</summary>
    EveningDojiStar = 19,

    /// <summary>Long white, small body gapping up, black far into the first. -100.</summary>
    EveningStar = 20,

    /// <summary>Two white bars of like size and open, side by side beyond a gap. 100 up, -100 down.</summary>
    GapSideSideWhite = 21,

    /// <summary>Doji at the low with an upper shadow. 100.</summary>
    GravestoneDoji = 22,

    /// <summary>Small body with a long lower and no upper shadow, near or below the last low. 100.</summary>
    Hammer = 23,

    /// <summary>A hammer's shape near or above the last high. -100.</summary>
    HangingMan = 24,

    /// <summary>Small body inside a long one. Against the long bar; 80 or -80 where one end is the same.</summary>
    Harami = 25,

    /// <summary>Doji inside a long body. Against the long bar; 80 or -80 where one end is the same.</summary>
    HaramiCross = 26,

    /// <summary>Short body, both shadows longer than twice the body. Sign of the colour.</summary>
    HighWave = 27,

    /// <summary>
    /// Inside bar broken to one side: 100 where down, -100 where up; 200 or -200 where a close confirms it.
    /// </summary>
    Hikkake = 28,

    /// <summary>Hikkake after two inside bars, the middle one closing at its extreme. Values as hikkake.</summary>
    ModifiedHikkake = 29,

    /// <summary>Small black body inside a long black one. 100.</summary>
    HomingPigeon = 30,

    /// <summary>Three black bars, each opening at the close before. -100.</summary>
    IdenticalThreeCrows = 31,

    /// <summary>Long black, then a white from below its low to its close. -100.</summary>
    InNeck = 32,

    /// <summary>Small body gapping down, long upper and no lower shadow. 100.</summary>
    InvertedHammer = 33,

    /// <summary>Two opposite marubozu with a gap between. Sign of the second.</summary>
    Kicking = 34,

    /// <summary>Kicking with the sign of the longer bar.</summary>
    KickingByLength = 35,

    /// <summary>Three falling blacks, a black with upper shadow, a white above it. 100.</summary>
    LadderBottom = 36,

    /// <summary>Doji with at least one long shadow. 100.</summary>
    LongLeggedDoji = 37,

    /// <summary>Long body with two short shadows. Sign of the colour.</summary>
    LongLine = 38,

    /// <summary>Long body without shadows. Sign of the colour.</summary>
    Marubozu = 39,

    /// <summary>Two blacks with the same close. 100.</summary>
    MatchingLow = 40,

    /// <summary>Long white, gap up, three small bars drifting down but held, white above all. 100.</summary>
    MatHold = 41,

    /// <summary>Long black, doji gapping down, white far into the first. 100.</summary>
    MorningDojiStar = 42,

    /// <summary>Long black, small body gapping down, white far into the first. 100.</summary>
    MorningStar = 43,

    /// <summary>Long black, then a white from below its low back to its low. -100.</summary>
    OnNeck = 44,

    /// <summary>Long black, long white from below its low to above its middle. 100.</summary>
    Piercing = 45,

    /// <summary>Doji in the middle of a range with two long shadows. 100.</summary>
    RickshawMan = 46,

    /// <summary>Long bar, three small ones against it in its range, long bar onwards. Sign of the first.</summary>
    RiseFallThreeMethods = 47,

    /// <summary>Opposite colours with the same open, the second a belt hold. Sign of the second.</summary>
    SeparatingLines = 48,

    /// <summary>Small body gapping up, long upper and no lower shadow. -100.</summary>
    ShootingStar = 49,

    /// <summary>Short body with two short shadows. Sign of the colour.</summary>
    ShortLine = 50,

    /// <summary>Short body, both shadows longer than it. Sign of the colour.</summary>
    SpinningTop = 51,

    /// <summary>Two long rising whites, a small white on the second's shoulder. -100.</summary>
    StalledPattern = 52,

    /// <summary>Two blacks with the same close, a white above between them. 100.</summary>
    StickSandwich = 53,

    /// <summary>Dragonfly doji with a very long lower shadow. 100.</summary>
    Takuri = 54,

    /// <summary>
    /// Gap, then an opposite bar from the second's body into the gap without closing it. Sign of the second.
    /// </summary>
    TasukiGap = 55,

    /// <summary>Long black, then a white from below its low into its lower half. -100.</summary>
    Thrusting = 56,

    /// <summary>Three dojis, the middle one apart. 100 below, -100 above.</summary>
    Tristar = 57,

    /// <summary>Long black, black with a lower low inside it, small white above that low. 100.</summary>
    UniqueThreeRiver = 58,

    /// <summary>Long white, small black gapping up, black around it that leaves the gap open. -100.</summary>
    UpsideGapTwoCrows = 59,

    /// <summary>
    /// Two bars of one colour with a gap, an opposite bar from the second's body into the first's. Sign of the
    /// first.
    /// </summary>
    GapThreeMethods = 60,
}
