using SecurityTraining.Infrastructure.Persistence;
using Xunit;

namespace SecurityTraining.TestKit;

/// <summary>For theories that hold on both databases.</summary>
public sealed class Engines : TheoryData<DatabaseProvider>
{
    public Engines() => AddRange(DatabaseProvider.Sqlite, DatabaseProvider.Postgres);
}
