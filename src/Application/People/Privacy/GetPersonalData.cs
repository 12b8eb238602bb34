using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>For an administrator who answers somebody's request, also of somebody who was deleted and not yet erased.</summary>
[RequirePermission(Permission.ManagePeople)]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record GetPersonalDataQuery(Guid Id) : IQuery<PersonalData>;

internal sealed class GetPersonalDataHandler(PersonalDataReader reader) : IQueryHandler<GetPersonalDataQuery, PersonalData>
{
    public Task<ErrorOr<PersonalData>> Handle(GetPersonalDataQuery request, CancellationToken cancellationToken) =>
        reader.Read(request.Id, cancellationToken);
}
