namespace SecurityTraining.Domain.Phishing;

/// <summary>What an administrator decides about a simulation.</summary>
/// <param name="SpreadMinutes">The mails are spread evenly over so many minutes after the start; 0: all at once.</param>
/// <param name="SenderName">Null: each lure's own.</param>
/// <param name="SenderAddress">Null: each lure's own local part at the installation's sender domain.</param>
public sealed record SimulationPlan(
    string Name,
    IReadOnlyList<Guid> TemplateIds,
    Audience Audience,
    DateTimeOffset? StartsAt,
    int SpreadMinutes,
    string? SenderName,
    string? SenderAddress)
{
    public const int MaxWeight = 100;

    /// <summary>When the last mail goes out, if that is said instead of <see cref="SpreadMinutes"/>.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Null: whenever, between start and end.</summary>
    public SendTiming? Timing { get; init; }

    public LureSelection Selection { get; init; }

    /// <summary>How often each template comes, in the order of <see cref="TemplateIds"/>; null: all as often.</summary>
    public IReadOnlyList<int>? TemplateWeights { get; init; }

    /// <summary>The company's own mail server; null: the installation's.</summary>
    public Guid? SendingProfileId { get; init; }

    /// <summary>Of that profile, from the launch on: where the lures' own local parts belong to.</summary>
    public string? SenderDomain { get; init; }

    public int WeightOf(Guid templateId)
    {
        var place = TemplateIds.ToList().IndexOf(templateId);
        return TemplateWeights is { } weights && place >= 0 ? weights[place] : 1;
    }
}

/// <summary>Whom a simulation is for: everybody, or the chosen people and everybody in the chosen departments and groups.</summary>
/// <param name="GroupIds">Null in what was written down before there were groups.</param>
public sealed record Audience(bool All, IReadOnlyList<Guid> UserIds, IReadOnlyList<Guid> DepartmentIds, IReadOnlyList<Guid>? GroupIds = null)
{
    public const int MaxGroups = 100;
    public const int MaxUsers = 10_000;
    public const int MaxDepartments = 500;

    /// <summary>Who is left out although they are meant by the rest; null: nobody.</summary>
    public Exclusions? Excluded { get; init; }
}

/// <summary>People who get no lure of a simulation: the named ones, and everybody in the named departments (with all below) and groups.</summary>
public sealed record Exclusions(IReadOnlyList<Guid> UserIds, IReadOnlyList<Guid> DepartmentIds, IReadOnlyList<Guid> GroupIds);
