using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

/// <param name="LogoContentId">Of a PNG or JPEG file of the company for its documents; null takes it away.</param>
/// <param name="AchievementsEnabled">Whether people see points, badges and the leaderboard.</param>
[RequirePermission(Permission.ManageCompany)]
public sealed record UpdateCompanyCommand(
    Optional<string> Name = default,
    Optional<string> Language = default,
    Optional<string> TimeZone = default,
    Optional<bool> TwoFactorRequired = default,
    Optional<int> TwoFactorGraceDays = default,
    Optional<Guid?> LogoContentId = default,
    Optional<bool> AchievementsEnabled = default) : ICommand<Success>;

internal sealed class UpdateCompanyValidator : AbstractValidator<UpdateCompanyCommand>
{
    public UpdateCompanyValidator()
    {
        this.IfSet(command => command.Name, name => name.IsName(Company.MaxNameLength));
        this.IfSet(command => command.Language, language => language.NotEmpty().SupportedLanguage());
        this.IfSet(command => command.TimeZone, timeZone => timeZone.NotEmpty().KnownTimeZone());
        this.IfSet(command => command.TwoFactorGraceDays, days => days.InclusiveBetween(0, Company.MaxTwoFactorGraceDays));
    }
}

internal sealed class UpdateCompanyHandler(
    IRepository<Company> companies, IRepository<ContentFile> files, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<UpdateCompanyCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateCompanyCommand request, CancellationToken cancellationToken)
    {
        if (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken) is not { } company)
        {
            return CompanyErrors.NotFound;
        }

        if (me.ApiKeyId is not null && (request.TwoFactorRequired.IsSet || request.TwoFactorGraceDays.IsSet))
        {
            return CompanyErrors.SecurityIsForPeople;
        }

        if (request.LogoContentId.IsSet && await ShowLogo(company, request.LogoContentId.Value, cancellationToken) is { IsError: true } refused)
        {
            return refused;
        }

        company.ShowAchievements(request.AchievementsEnabled.Or(!company.AchievementsOff));
        company.Describe(request.Name.Or(company.Name), request.Language.Or(company.Language), request.TimeZone.Or(company.TimeZone));
        company.RequireTwoFactor(
            request.TwoFactorRequired.Or(company.TwoFactorRequiredSince is not null),
            request.TwoFactorGraceDays.Or(company.TwoFactorGraceDays),
            clock.GetUtcNow());
        return Result.Success;
    }

    private async Task<ErrorOr<Success>> ShowLogo(Company company, Guid? contentId, CancellationToken ct)
    {
        var file = contentId is { } id ? await files.GetByIdAsync(id, ct) : null;
        if (contentId is not null && file is null)
        {
            return CompanyErrors.LogoUnknown.On("logoContentId");
        }

        var shown = company.ShowLogo(file);
        return shown.IsError ? shown.FirstError.On("logoContentId") : shown;
    }
}
