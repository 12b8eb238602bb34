using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Privacy;

/// <summary>Whom a worker has to erase, and which imports it has to search for them.</summary>
[PlatformScope]
public sealed record FindErasureWorkQuery(Guid UserId) : IQuery<ErasureWork>;

/// <param name="Emails">Present and former ones. None: the person has gone already, or has been restored.</param>
/// <param name="Imports">All that may name somebody; none is kept longer than <see cref="PeopleImport.Retention"/>.</param>
public sealed record ErasureWork(IReadOnlyList<string> Emails, IReadOnlyList<SearchedImport> Imports);

/// <param name="Samples">The people whom it shows one by one.</param>
public sealed record SearchedImport(Guid Id, string FileKey, ImportSamples Samples)
{
    internal bool Shows(IReadOnlyList<string> emails) => new[] { Samples.Created, Samples.Updated, Samples.Unchanged, Samples.Missing }
        .Any(people => people.Any(person => emails.Contains(person.Email)));
}

internal sealed class FindErasureWorkHandler(IRepository<User> users, IRepository<PeopleImport> imports, TimeProvider clock)
    : IQueryHandler<FindErasureWorkQuery, ErasureWork>
{
    public async Task<ErrorOr<ErasureWork>> Handle(FindErasureWorkQuery request, CancellationToken cancellationToken)
    {
        var user = await users.SingleOrDefaultAsync(new UserOrDeletedSpec(request.UserId), cancellationToken);
        return user?.IsToBeErased(clock.GetUtcNow()) == true
            ? new ErasureWork(await users.AddressesOf(user, cancellationToken), await imports.ListAsync(new ImportsWithPeopleSpec(), cancellationToken))
            : new ErasureWork([], []);
    }

    private sealed class ImportsWithPeopleSpec : Specification<PeopleImport, SearchedImport>
    {
        public ImportsWithPeopleSpec()
        {
            Query.Where(import => import.HasFile);
            Selector = import => new SearchedImport(import.Id, import.FileKey, import.Samples);
        }
    }
}
