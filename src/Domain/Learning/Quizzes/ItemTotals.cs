namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>What the responses to one question add up to; shares of points from 0 to 1.</summary>
/// <param name="Share">Sum of what the question earned.</param>
/// <param name="Rest">Sum of what the other questions of the same attempts earned.</param>
/// <param name="ShareTimesRest">Sum of the products.</param>
public sealed record ItemTotals(int Responses, double Share, double Rest, double ShareSquares, double RestSquares, double ShareTimesRest)
{
    /// <summary>Fewer say nothing about how well a question discriminates.</summary>
    public const int FewestForDiscrimination = 10;

    private const double NoVariance = 1e-9;

    /// <summary>Mean share of the points, from 0 (nobody) to 1 (everybody); null without responses.</summary>
    public double? Facility => Responses == 0 ? null : Share / Responses;

    /// <summary>
    /// Correlation with the rest of the attempt, from -1 to 1: the point-biserial coefficient where the question earns all or nothing, Pearson's in
    /// general. Null below <see cref="FewestForDiscrimination"/> responses, or if all of them are alike.
    /// </summary>
    public double? Discrimination
    {
        get
        {
            var (ofShare, ofRest) = (Spread(ShareSquares, Share), Spread(RestSquares, Rest));
            return Responses < FewestForDiscrimination || ofShare < NoVariance || ofRest < NoVariance
                ? null
                : Math.Clamp(((ShareTimesRest / Responses) - (Share / Responses * (Rest / Responses))) / Math.Sqrt(ofShare * ofRest), -1, 1);
        }
    }

    private double Spread(double squares, double sum) => Responses == 0 ? 0 : (squares / Responses) - (sum / Responses * (sum / Responses));
}
