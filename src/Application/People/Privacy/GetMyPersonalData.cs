using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Application.People.Privacy;

[Authenticated]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record GetMyPersonalDataQuery : IQuery<PersonalData>;

internal sealed class GetMyPersonalDataHandler(PersonalDataReader reader, ICurrentUser me) : IQueryHandler<GetMyPersonalDataQuery, PersonalData>
{
    public Task<ErrorOr<PersonalData>> Handle(GetMyPersonalDataQuery request, CancellationToken cancellationToken) =>
        reader.Read(me.RequireUserId(), cancellationToken);
}
