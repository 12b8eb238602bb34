using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.People;

/// <summary>What is written while it is read, over a real connection.</summary>
public sealed class DownloadTests
{
    [Fact]
    public async Task People_and_personal_data_come_as_files()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");

        var people = (await company.Admin.Get("/api/v1/users/export?sort=email")).Successful();
        people.ContentHeaders.ContentType?.MediaType.ShouldBe("text/csv");
        people.ContentHeaders.ContentDisposition?.FileName.ShouldBe("people.csv");
        people.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);

        foreach (var path in (string[])["/api/v1/users/me/personal-data", $"/api/v1/users/{company.AdminId}/personal-data"])
        {
            var data = (await company.Admin.Get(path)).Successful();
            data.ContentHeaders.ContentType?.MediaType.ShouldBe("application/zip");
            data.Body.ShouldStartWith("PK");
            data.Body.ShouldContain("simulations.csv");
        }

        (await host.Anonymous.Get("/api/v1/users/me/personal-data")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_uploaded_file_comes_back_as_it_was()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        const string Csv = "email,firstName,lastName\nnew@example.com,New,Person\n";
        var import = (await company.Admin.Upload("/api/v1/users/import?dryRun=true", "people.csv", Csv)).Successful();

        var file = (await company.Admin.Get($"/api/v1/users/imports/{import.Id}/file")).Successful();

        file.Body.ShouldBe(Csv);
        (await company.Admin.Get("/api/v1/users/imports?fields=id,fileName")).Successful().Body.ShouldContain("people.csv");
    }
}
