namespace SecurityTraining.Architecture.Tests;

/// <summary>Each rule holds for the product, and finds a planted fault.</summary>
public sealed class SourceRulesTests
{
    [Fact]
    public void The_sources_are_found() => Sources.All.Select(file => file.Project).Distinct().Order()
        .ShouldBe(["Application", "Domain", "Infrastructure", "WebApi"]);

    [Fact]
    public void A_message_and_its_handler_are_in_one_file() =>
        SourceRules.MessagesApartFromTheirHandlers(Product.Messages.Select(message => message.Name), Sources.All).ShouldBeEmpty();

    [Fact]
    public void A_message_without_its_handler_is_found() => SourceRules.MessagesApartFromTheirHandlers(
            ["InviteCommand", "LostQuery"],
            [
                Planted("Application/People/Invite.cs", "public sealed record InviteCommand(string Email) : ICommand<Guid>;"),
                Planted("Application/People/InviteHandler.cs", "class InviteHandler : ICommandHandler<InviteCommand, Guid>"),
            ])
        .ShouldBe(["Application/People/Invite.cs holds InviteCommand without its handler", "LostQuery is declared in no file of Application"]);

    [Fact]
    public void Only_the_common_part_of_Application_sees_MediatR() => SourceRules.UsesOfMediatR(Sources.All).ShouldBeEmpty();

    [Theory]
    [InlineData("using MediatR;")]
    [InlineData("class InviteHandler : IRequestHandler<InviteCommand, Guid>")]
    public void A_use_of_MediatR_is_found(string fault) =>
        SourceRules.UsesOfMediatR([Planted("Application/People/Invite.cs", fault)]).ShouldHaveSingleItem();

    [Fact]
    public void Folders_are_named_after_features() => SourceRules.FoldersByKind(Sources.All).ShouldBeEmpty();

    [Theory]
    [InlineData("Application/People/Commands/Invite.cs")]
    [InlineData("Application/Dtos/Person.cs")]
    public void A_folder_of_one_kind_is_found(string path) => SourceRules.FoldersByKind([Planted(path, "")]).ShouldHaveSingleItem();

    [Fact]
    public void No_file_is_longer_than_a_reader_can_bear() => SourceRules.LongFiles(Sources.All).ShouldBeEmpty();

    [Fact]
    public void A_long_file_is_found_unless_a_tool_has_written_it() => SourceRules.LongFiles(
        [
            Planted("Domain/Long.cs", new string('\n', 301)),
            Planted("Domain/Fitting.cs", new string('\n', 300)),
            Planted("Infrastructure/Persistence/Sqlite/Migrations/Initial.cs", new string('\n', 5000)),
        ]).ShouldBe(["Domain/Long.cs has 301 lines"]);

    [Fact]
    public void Cache_keys_are_not_written_by_hand() => SourceRules.TextAsCacheKeys(Sources.All).ShouldBeEmpty();

    [Theory]
    [InlineData("await cache.GetOrCreateAsync($\"user:{id}\", Load)")]
    [InlineData("_sessionCache.Set(\"sessions\", all)")]
    [InlineData("memoryCache.TryGetValue<int>(\"count\", out var count)")]
    public void A_cache_key_written_by_hand_is_found(string fault) =>
        SourceRules.TextAsCacheKeys([Planted("Infrastructure/Caching/Users.cs", fault)]).ShouldHaveSingleItem();

    [Fact]
    public void Endpoints_bind_send_and_map() => SourceRules.EndpointsThatThink(Sources.All).ShouldBeEmpty();

    [Theory]
    [InlineData("(IRepository<User> users) => users")]
    [InlineData("(AppDbContext db) => db.Users")]
    [InlineData("        if (found is null)")]
    [InlineData("        foreach (var user in users)")]
    public void An_endpoint_that_does_more_is_found(string fault) =>
        SourceRules.EndpointsThatThink([Planted("WebApi/Endpoints/PeopleEndpoints.cs", fault)]).ShouldHaveSingleItem();

    [Fact]
    public void Nothing_is_left_for_later() => SourceRules.OpenTasks(Sources.All).ShouldBeEmpty();

    [Fact]
    public void What_is_left_for_later_is_found() =>
        SourceRules.OpenTasks([Planted("Domain/Later.cs", "throw new NotImplementedException(); // TODO")]).Count().ShouldBe(2);

    private static SourceFile Planted(string path, string text) => new(path, text);
}
