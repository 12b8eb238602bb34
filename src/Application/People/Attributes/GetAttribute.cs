using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Attributes;

[RequirePermission(Permission.ReadCompany)]
public sealed record GetAttributeQuery(Guid Id) : IQuery<AttributeRow>;

internal sealed class GetAttributeHandler(IReader<AttributeDefinition> definitions) : IQueryHandler<GetAttributeQuery, AttributeRow>
{
    public async Task<ErrorOr<AttributeRow>> Handle(GetAttributeQuery request, CancellationToken cancellationToken)
    {
        var row = await definitions.SingleOrDefaultAsync<AttributeRow>(new ByIdSpec<AttributeDefinition>(request.Id), cancellationToken);
        return row is null ? AttributeErrors.NotFound : row;
    }
}
