using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Infrastructure.Persistence;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace SecurityTraining.Architecture.Tests;

/// <summary>Which part may use which, down to the bodies of methods.</summary>
public sealed class LayerTests
{
    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(Product.Domain, Product.Application, Product.Infrastructure, Product.WebApi)
        .Build();

    private static readonly IObjectProvider<IType> Features = Types()
        .That().ResideInAssembly(Product.Application).And().DoNotResideInNamespaceMatching(@"^SecurityTraining\.Application\.Common(\.|$)")
        .And().DoNotHaveName("DependencyInjection").As("the use cases");

    [Fact]
    public void Use_cases_do_not_use_the_sender() =>
        Types().That().Are(Features).Should().NotDependOnAny(typeof(ISender)).Check(Code);

    [Fact]
    public void Use_cases_do_not_use_the_unit_of_work() =>
        Types().That().Are(Features).Should().NotDependOnAny(typeof(IUnitOfWork)).Check(Code);

    [Fact]
    public void Endpoints_do_not_reach_into_storage() =>
        Types().That().ResideInNamespaceMatching(@"^SecurityTraining\.WebApi\.Endpoints$")
            .Should().NotDependOnAny(typeof(IRepository<>), typeof(IReader<>), typeof(AppDbContext), typeof(IUnitOfWork)).Check(Code);

    [Fact]
    public void Only_persistence_itself_and_what_is_listed_uses_the_context() =>
        Types().That().ResideInAssembly(Product.WebApi).Should().NotDependOnAny(typeof(AppDbContext)).Check(Code);

    [Fact]
    public void A_forbidden_dependency_is_found() => Should.Throw<Exception>(() =>
        Types().That().ResideInNamespaceMatching(@"^SecurityTraining\.WebApi\.Endpoints$").Should().NotDependOnAny(typeof(ISender)).Check(Code));
}
