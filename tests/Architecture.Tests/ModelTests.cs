using AutoMapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Architecture.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Every_projection_is_complete()
    {
        var configuration = new ConfigurationBuilder().Build();
        using var services = new ServiceCollection().AddLogging().AddApplication(configuration).BuildServiceProvider();

        services.GetRequiredService<AutoMapper.IConfigurationProvider>().AssertConfigurationIsValid();
    }

    [Fact]
    public void An_incomplete_projection_is_found()
    {
        using var services = new ServiceCollection().AddLogging()
            .AddAutoMapper(mapping => mapping.CreateMap<Person, Row>())
            .BuildServiceProvider();

        Should.Throw<AutoMapperConfigurationException>(
            () => services.GetRequiredService<AutoMapper.IConfigurationProvider>().AssertConfigurationIsValid());
    }

    [Fact]
    public void The_migrations_of_SQLite_hold_the_whole_model()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse("Add a migration for SqliteDbContext.");
    }

    [Fact]
    public void The_migrations_of_PostgreSQL_hold_the_whole_model()
    {
        using var db = new PostgresDesignTimeFactory().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse("Add a migration for PostgresDbContext.");
    }

    private sealed record Person(string Name);

    private sealed record Row
    {
        public string? Nickname { get; init; }
    }
}
