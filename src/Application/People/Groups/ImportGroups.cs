using System.Text.Json.Serialization;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>
/// Makes groups of what <c>/api/groups</c> of Gophish gives, and people of those who are not known yet. Who is known stays as they are, and a
/// group that is there already gets those who are missing in it. All of the file is taken, or nothing.
/// </summary>
[RetryOnConflict]
[RequirePermission(Permission.ManagePeople)]
public sealed record ImportGroupsCommand(Stream Content) : ICommand<GroupImport>
{
    /// <summary>In one file, all groups together; larger ones come as CSV.</summary>
    public const int MaxTargets = 2000;
}

/// <param name="Created">How many people have been made.</param>
/// <param name="Known">How many were there before.</param>
public sealed record GroupImport(IReadOnlyList<ImportedElement> Groups, int Created, int Known);

internal sealed class ImportGroupsValidator : AbstractValidator<ImportGroupsCommand>
{
    public ImportGroupsValidator() => RuleFor(command => command.Content).NotNull();
}

internal sealed record GophishGroup(string? Name, IReadOnlyList<GophishTarget?>? Targets);

internal sealed record GophishTarget(
    string? Email,
    [property: JsonPropertyName("first_name")] string? FirstName,
    [property: JsonPropertyName("last_name")] string? LastName,
    string? Position);

internal sealed class ImportGroupsHandler(
    IRepository<Company> companies,
    IRepository<User> users,
    IRepository<Group> groups,
    IRepository<GroupMember> members,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ImportGroupsCommand, GroupImport>
{
    public async Task<ErrorOr<GroupImport>> Handle(ImportGroupsCommand request, CancellationToken cancellationToken)
    {
        var read = await Read(request.Content, cancellationToken);
        if (read.IsError)
        {
            return read.Errors;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var list = new GophishPeople(company, clock.GetUtcNow());
        read.Value.ForEach(list.Check);
        list.Match(
            await users.ListAsync(new UsersOfAddressesSpec(list.Addresses), cancellationToken),
            await groups.ListAsync(new GroupsOfNamesSpec(list.GroupNames), cancellationToken));
        if (list.Errors.Count > 0)
        {
            return list.Errors;
        }

        // Not even none: a company may have more people than its plan has room for since it moved to a smaller one.
        if (list.NewPeople.Count > 0 && company.AddPeople(list.NewPeople.Count, clock.GetUtcNow()) is { IsError: true } noSeat)
        {
            return noSeat.Errors;
        }

        users.AddRange(list.NewPeople);
        groups.AddRange(list.NewGroups);
        var knownGroups = list.KnownGroups.Select(group => group.Id).ToList();
        var memberIds = list.MemberIds.ToList();
        var there = (await members.ListAsync(new MembershipsSpec(knownGroups, memberIds), cancellationToken))
            .Select(member => (member.GroupId, member.UserId)).ToHashSet();
        members.AddRange(list.Memberships().Where(member => !there.Contains((member.GroupId, member.UserId))));
        foreach (var group in list.KnownGroups)
        {
            groups.Touch(group);
        }

        return new GroupImport(
            [.. list.Groups.Select(group => new ImportedElement(group.Id, group.Name))], list.NewPeople.Count, list.Addresses.Count - list.NewPeople.Count);
    }

    private static async Task<ErrorOr<List<Element<GophishGroup>>>> Read(Stream content, CancellationToken ct)
    {
        var read = await ImportFile.Read(content, ct).Then(bytes => ImportFile.ReadJson<GophishGroup>(bytes));
        return !read.IsError && read.Value.Sum(element => element.Value.Targets?.Count ?? 0) > ImportGroupsCommand.MaxTargets
            ? Error.Validation(LureImportErrors.TooMany.Code, $"At most {ImportGroupsCommand.MaxTargets} targets; import more as CSV.").On("file")
            : read;
    }

    private sealed class UsersOfAddressesSpec : Specification<User>
    {
        public UsersOfAddressesSpec(IReadOnlyCollection<string> emails) => Query.Where(user => emails.Contains(user.Email)).IncludeDeleted();
    }

    private sealed class GroupsOfNamesSpec : Specification<Group>
    {
        public GroupsOfNamesSpec(IReadOnlyCollection<string> names) => Query.Where(group => names.Contains(group.NormalizedName));
    }

    private sealed class MembershipsSpec : Specification<GroupMember>
    {
        public MembershipsSpec(IReadOnlyCollection<Guid> groupIds, IReadOnlyCollection<Guid> userIds) =>
            Query.Where(member => groupIds.Contains(member.GroupId) && userIds.Contains(member.UserId)).AsNoTracking();
    }
}
