using ErrorOr;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Architecture.Tests;

/// <summary>Each rule holds for the product, and finds a planted fault.</summary>
public sealed class TypeRulesTests
{
    [Fact]
    public void Domain_refers_to_nothing_but_the_base_class_library_and_ErrorOr() =>
        TypeRules.ForeignReferences(Product.Domain, "System", "ErrorOr").ShouldBeEmpty();

    [Fact]
    public void Application_knows_no_database_web_mail_or_payment_library() => TypeRules.ForeignReferences(
        Product.Application,
        "System", "ErrorOr", "SecurityTraining.Domain", "MediatR", "AutoMapper", "FluentValidation", "Scrutor", "Microsoft.Extensions").ShouldBeEmpty();

    [Fact]
    public void Infrastructure_does_not_know_the_web_api() =>
        Product.Infrastructure.GetReferencedAssemblies().ShouldNotContain(reference => reference.Name == "SecurityTraining.WebApi");

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Npgsql")]
    [InlineData("MailKit")]
    [InlineData("MimeKit")]
    [InlineData("Stripe")]
    [InlineData("AWSSDK")]
    public void The_web_api_reaches_adapters_through_Infrastructure_only(string library) => Product.WebApi.GetReferencedAssemblies()
        .ShouldNotContain(reference => reference.Name!.StartsWith(library, StringComparison.Ordinal));

    [Fact]
    public void A_foreign_reference_is_found() =>
        TypeRules.ForeignReferences(Product.Infrastructure, "System").ShouldContain("SecurityTraining.Infrastructure refers to Microsoft.EntityFrameworkCore");

    [Fact]
    public void Entities_change_through_their_methods_only() => TypeRules.PublicSetters(Product.Types).ShouldBeEmpty();

    [Fact]
    public void A_public_setter_is_found() => TypeRules.PublicSetters([typeof(OpenEntity)]).ShouldBe(["OpenEntity.Name can be set from outside"]);

    [Fact]
    public void Entities_are_made_by_named_factories() => TypeRules.PublicConstructors(Product.Types).ShouldBeEmpty();

    [Fact]
    public void A_public_constructor_is_found() => TypeRules.PublicConstructors([typeof(OpenEntity)]).ShouldHaveSingleItem();

    [Fact]
    public void Every_message_says_once_who_may_send_it() => TypeRules.MessagesWithoutOneAccess(Product.Messages).ShouldBeEmpty();

    [Fact]
    public void Messages_for_nobody_or_for_two_are_found() =>
        TypeRules.MessagesWithoutOneAccess([typeof(UnguardedCommand), typeof(TwiceGuardedCommand), typeof(LoginCommand)])
            .ShouldBe(["UnguardedCommand has 0 access attributes", "TwiceGuardedCommand has 2 access attributes"]);

    [Fact]
    public void Every_command_that_carries_more_than_ids_has_a_validator() =>
        TypeRules.CommandsWithoutValidator(Product.Application.GetTypes()).ShouldBeEmpty();

    [Fact]
    public void A_command_without_validator_is_found() =>
        TypeRules.CommandsWithoutValidator([typeof(UnguardedCommand), typeof(TwiceGuardedCommand), typeof(TwiceGuardedValidator)])
            .ShouldBe(["UnguardedCommand has no validator"]);

    [Fact]
    public void Repositories_do_not_save() => TypeRules.RepositoriesThatSave(Product.Types).ShouldBeEmpty();

    [Fact]
    public void A_repository_that_saves_is_found() => TypeRules.RepositoriesThatSave([typeof(EagerRepository)]).ShouldHaveSingleItem();

    [Fact]
    public void Use_cases_do_not_send_messages() => TypeRules.UseCasesThatSend(Product.Application.GetTypes()).ShouldBeEmpty();

    [Fact]
    public void A_use_case_that_sends_is_found() => TypeRules.UseCasesThatSend([typeof(ChattyHandler)]).ShouldContain("ChattyHandler uses ISender");

    [Fact]
    public void Names_say_what_a_type_is_for() => TypeRules.NamesThatSayNothing(Product.Types).ShouldBeEmpty();

    [Fact]
    public void Names_that_say_nothing_are_found() => TypeRules
        .NamesThatSayNothing([typeof(PersonDto), typeof(EagerRepository), typeof(DateHelper<>)]).Count().ShouldBe(2);

    internal sealed class OpenEntity : Entity
    {
        public string Name { get; set; } = "";
    }

    internal sealed record UnguardedCommand(string Text) : ICommand<Success>;

    [Public]
    [RequirePermission(Permission.ManagePeople)]
    internal sealed record TwiceGuardedCommand(string Text) : ICommand<Success>;

    internal sealed class TwiceGuardedValidator : AbstractValidator<TwiceGuardedCommand>;

    internal sealed class EagerRepository(DbContext db)
    {
        public Task SaveAsync() => db.SaveChangesAsync();
    }

    internal sealed class ChattyHandler(ISender sender)
    {
        public Task<ErrorOr<Success>> Handle() => sender.Send(new UnguardedCommand(""));
    }

    internal sealed record PersonDto;

    internal sealed record DateHelper<T>;
}
