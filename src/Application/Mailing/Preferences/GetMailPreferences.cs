using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Application.Mailing.Preferences;

/// <summary>Which news the caller wants. Mails that their account needs are none of them.</summary>
[Authenticated]
public sealed record GetMailPreferencesQuery : IQuery<MailPreferenceList>;

public sealed record MailPreferenceList(IReadOnlyList<MailPreferenceRow> Preferences);

internal sealed class GetMailPreferencesHandler(PreferenceBook preferences, ICurrentUser me) : IQueryHandler<GetMailPreferencesQuery, MailPreferenceList>
{
    public async Task<ErrorOr<MailPreferenceList>> Handle(GetMailPreferencesQuery request, CancellationToken cancellationToken) =>
        new MailPreferenceList(await preferences.Show(me.RequireUserId(), cancellationToken));
}
