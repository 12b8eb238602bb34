using System.Security.Cryptography;
using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Companies;

/// <summary>
/// A mail domain that a company says is its own. Simulated phishing goes only to addresses in domains that it has proven to
/// control, by a TXT record that only the domain's owner can publish.
/// </summary>
public sealed class MailDomain : AggregateRoot, ICompanyOwned
{
    private MailDomain(Guid companyId, string name, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        Name = name;
        Challenge = $"st-verify={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        CreatedAt = now;
    }

    private MailDomain()
    {
        Name = Challenge = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    /// <summary>The text that <see cref="RecordName"/> must hold.</summary>
    public string Challenge { get; private set; }

    public DateTimeOffset? VerifiedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string RecordName => RecordNameOf(Name);

    public bool IsVerified => VerifiedAt is not null;

    public static string RecordNameOf(string name) => $"_securitytraining.{name}";

    public static ErrorOr<MailDomain> Claim(Guid companyId, string name, DateTimeOffset now)
    {
        if (DomainName.Normalize(name) is not { } normalized)
        {
            return MailDomainErrors.Invalid;
        }

        return PublicMailProviders.Owns(normalized) ? MailDomainErrors.Public(normalized) : new MailDomain(companyId, normalized, now);
    }

    /// <param name="published">The TXT records found at <see cref="RecordName"/>.</param>
    public ErrorOr<Success> Verify(IEnumerable<string> published, DateTimeOffset now)
    {
        if (!published.Any(text => string.Equals(text.Trim(), Challenge, StringComparison.Ordinal)))
        {
            return MailDomainErrors.NotProven(RecordName);
        }

        VerifiedAt ??= now;
        return Result.Success;
    }

    /// <summary>For domains that the operator trusts without a DNS record (Development only).</summary>
    public void VerifyByConfiguration(DateTimeOffset now) => VerifiedAt ??= now;

    /// <summary>Says that it is about to be removed; the repository removes it.</summary>
    public void GiveUp() => Raise(new MailDomainGivenUp(CompanyId, Name));
}

/// <summary>What rested on the domain being the company's ends.</summary>
public sealed record MailDomainGivenUp(Guid CompanyId, string Name) : IDomainEvent;

public static class MailDomainErrors
{
    public static readonly Error NotFound = Error.NotFound("domain_not_found", "There is no such domain.");
    public static readonly Error Invalid = Error.Validation("domain_invalid", "This is not a valid domain name.");

    public static readonly Error AlreadyClaimed = Error.Conflict("domain_already_added", "The company has this domain already.");

    public static Error Public(string name) => Error.Validation(
        "domain_public",
        $"{name} is a public mail provider or a public suffix: nobody can prove that all its mailboxes are theirs.");

    public static Error NotProven(string recordName) => Error.Conflict(
        "domain_not_proven",
        $"No TXT record with the expected value was found at {recordName}. A new record can take up to a day to be seen everywhere.");
}
