namespace SecurityTraining.Domain.Phishing;

/// <summary>How hard it is for people to notice that a mail is a lure, hardest last: the four outcomes of the NIST Phish Scale.</summary>
public enum Difficulty
{
    Least,
    ModerateToLeast,
    Moderate,
    Very,
}

/// <summary>
/// The five elements by which the NIST Phish Scale (TN 2276) judges how well a mail fits the people who get it, each rated 0, 2, 4, 6 or 8.
/// </summary>
/// <param name="MimicsProcess">It looks like something from their daily work.</param>
/// <param name="WorkplaceRelevance">It concerns what they do there.</param>
/// <param name="AlignsWithEvents">It fits what is going on, inside or outside.</param>
/// <param name="ConsequenceConcern">Ignoring it seems to do harm.</param>
/// <param name="PriorTraining">They have been warned of just this; counts against the others.</param>
public sealed record Premise(int MimicsProcess, int WorkplaceRelevance, int AlignsWithEvents, int ConsequenceConcern, int PriorTraining)
{
    public const int MaxRating = 8;

    public static readonly Premise Neutral = new(
        MimicsProcess: 4, WorkplaceRelevance: 4, AlignsWithEvents: 4, ConsequenceConcern: 4, PriorTraining: 2);

    public int Score => MimicsProcess + WorkplaceRelevance + AlignsWithEvents + ConsequenceConcern - PriorTraining;

    public bool IsRated() => new[] { MimicsProcess, WorkplaceRelevance, AlignsWithEvents, ConsequenceConcern, PriorTraining }
        .All(rating => rating is >= 0 and <= MaxRating && rating % 2 == 0);
}

/// <summary>The cues of the NIST Phish Scale: what a careful reader can notice.</summary>
public enum CueKind
{
    SpellingAndGrammar,
    Inconsistency,
    AttachmentType,
    SenderDisplayMismatch,
    UrlHyperlinking,
    DomainSpoofing,
    NoBranding,
    LogoImitation,
    UnprofessionalDesign,
    SecurityIndicators,
    LegalLanguage,
    DistractingDetail,
    RequestForSensitiveInformation,
    SenseOfUrgency,
    ThreateningLanguage,
    GenericGreeting,
    LackOfSignerDetails,
    HumanitarianAppeal,
    TooGoodToBeTrue,
    YouAreSpecial,
    LimitedTimeOffer,
    MimicsBusinessProcess,
    PosesAsAuthority,
}

public enum CueTarget
{
    Sender,
    Subject,
    Body,
}

/// <summary>Something in a lure that gives it away, explained to the person who did not notice it.</summary>
/// <param name="Mark">For the body: the <c>data-cue</c> number of the elements in the mail that show it.</param>
/// <param name="Count">How often it occurs.</param>
public sealed record Cue(CueKind Kind, CueTarget Target, int? Mark, int Count, string Title, string Explanation)
{
    public const int MaxPerLure = 30;
    public const int MaxTitleLength = 120;
    public const int MaxExplanationLength = 1000;
}

/// <summary>NIST Phish Scale, TN 2276, table 4: few cues and a fitting premise make a lure hard to notice.</summary>
public static class PhishScale
{
    public static Difficulty Rate(IEnumerable<Cue> cues, Premise premise) =>
        (Cues(cues.Sum(cue => cue.Count)), Alignment(premise.Score)) switch
        {
            (Level.Low, Level.High or Level.Medium) or (Level.Medium, Level.High) => Difficulty.Very,
            (Level.Medium, Level.Low) => Difficulty.ModerateToLeast,
            (Level.High, Level.Low) => Difficulty.Least,
            _ => Difficulty.Moderate,
        };

    private static Level Cues(int count) => count switch { <= 8 => Level.Low, <= 14 => Level.Medium, _ => Level.High };

    private static Level Alignment(int score) => score switch { <= 10 => Level.Low, <= 17 => Level.Medium, _ => Level.High };

    private enum Level
    {
        Low,
        Medium,
        High,
    }
}
