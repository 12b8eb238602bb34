// The bare endpoint: the most that Kestrel and the database give for one page of people, and so the limit that the service's
// own rate is measured against (build/load.sh). No MVC, no EF, no tenancy, no token; a prepared statement and a JSON writer.
//
//   ConnectionStrings__Database=… dotnet SecurityTraining.Benchmarks.dll bare-postgres|bare-sqlite --urls http://127.0.0.1:5081
//   GET /people/{companyId}
//
// On PostgreSQL the login must bypass row-level security: nothing here sets a company.

using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityTraining.Benchmarks;

const string Columns = "id, email, first_name, last_name, department_id, job_title, role, status";
const string PostgresPage = $"select {Columns} from users where company_id = $1 order by last_name, first_name, id limit 20";
const string SqlitePage = $"select {Columns} from users where company_id = $company order by last_name, first_name, id limit 20";

var mode = args.FirstOrDefault();
if (args is ["story", var service, var mailbox, var email, .. var steps])
{
    return await Tell(new Uri(service), mailbox, email, steps);
}

if (args is ["copy-sqlite", var file, var original, var copies])
{
    return CopySqlite(file, original, copies);
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders(); // two log lines a request would be most of what is measured
var connectionString = builder.Configuration.GetConnectionString("Database");
if (mode is not ("bare-postgres" or "bare-sqlite") || string.IsNullOrEmpty(connectionString))
{
    await Console.Error.WriteLineAsync("usage: ConnectionStrings__Database=… …Benchmarks bare-postgres|bare-sqlite --urls URL");
    return 1;
}

await using var app = builder.Build();
app.MapGet("/health/live", () => Results.Ok());
if (mode is "bare-postgres")
{
    MapPostgres(app, connectionString);
}
else
{
    MapSqlite(app, connectionString);
}

await app.RunAsync();
return 0;

// `story URL MAILBOX EMAIL step…`: signup, signin, import=N, send=N, provision=N=CONNECTIONS, links; prints what each took or found, one a line.
static async Task<int> Tell(Uri service, string mailbox, string email, string[] steps)
{
    using var story = new Story(service, mailbox);
    foreach (var step in steps.Select(step => step.Split('=')))
    {
        switch (step)
        {
            case ["signup"]:
                Console.WriteLine($"company {await story.SignUp(email)}");
                break;
            case ["signin"]:
                await story.SignIn(email);
                break;
            case ["import", var people]:
                Print("import", (await story.Import(int.Parse(people, CultureInfo.InvariantCulture))).TotalSeconds);
                break;
            case ["send", var people]:
                var (elapsed, looks) = await story.Send(int.Parse(people, CultureInfo.InvariantCulture), () => Console.WriteLine("sending"));
                Print("send", elapsed.TotalSeconds);
                Print("looks-p95-ms", looks.Order().ElementAt((int)(looks.Count * 0.95)).TotalMilliseconds);
                break;
            case ["provision", var people, var connections]:
                var (provisioned, read) = await story.Provision(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(connections, CultureInfo.InvariantCulture));
                Print("provision", provisioned);
                Print("read", read);
                break;
            case ["links"]:
                Console.WriteLine(string.Join('\n', story.LinkPaths()));
                break;
        }
    }

    return 0;
}

// What load-copies.sql does on PostgreSQL: the company with its people, over and over.
static int CopySqlite(string file, string original, string copies)
{
    const string NewId = "upper(substr(hex(randomblob(4)),1,8)||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(6)))";
    using var database = new SqliteConnection($"Data Source={file}");
    database.Open();
    using var command = database.CreateCommand();
    command.CommandText = $"""
        create temporary table copies as
          with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < $copies) select {NewId} as company_id, n from numbers;
        insert into companies (id, name, status, language, time_zone, plan, trial_ends_at, seats_taken, people_count, custom_attribute_names, created_at, version)
          select copies.company_id, name || ' ' || n, status, language, time_zone, plan, trial_ends_at, seats_taken, people_count, custom_attribute_names, created_at, version
          from companies cross join copies where id = upper($company);
        insert into users (company_id, id, email, email_domain, first_name, last_name, role, status, job_title, custom_attributes, created_at, search_text, version)
          select copies.company_id, {NewId}, email, email_domain, first_name, last_name, role, status, job_title, custom_attributes, created_at, search_text, version
          from users cross join copies where users.company_id = upper($company);
        analyze;
        """;
    command.Parameters.AddWithValue("$company", original);
    command.Parameters.AddWithValue("$copies", int.Parse(copies, CultureInfo.InvariantCulture));
    command.ExecuteNonQuery();
    return 0;
}

static void Print(string name, double seconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {seconds:F2}"));

static void MapPostgres(WebApplication app, string connectionString)
{
    // Prepared at the first use, and no DISCARD ALL between two requests: the same settings as the service's.
    var settings = new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxAutoPrepare = 100,
        AutoPrepareMinUsages = 1,
        NoResetOnClose = true,
    };
    var database = NpgsqlDataSource.Create(settings);
    app.Lifetime.ApplicationStopped.Register(database.Dispose);

    app.MapGet("/people/{companyId:guid}", async context =>
    {
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        await using var command = new NpgsqlCommand(PostgresPage, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = CompanyId(context) });
        await using var people = await command.ExecuteReaderAsync(context.RequestAborted);
        await WritePageAsync(people, context);
    });
}

static void MapSqlite(WebApplication app, string connectionString)
{
    // A command holds its compiled statement and its connection, and serves one request at a time.
    var idle = new ConcurrentBag<SqliteCommand>();

    app.MapGet("/people/{companyId:guid}", async context =>
    {
        var command = idle.TryTake(out var used) ? used : Prepare(connectionString);
        command.Parameters[0].Value = CompanyId(context);
        await using (var people = await command.ExecuteReaderAsync(context.RequestAborted))
        {
            await WritePageAsync(people, context);
        }

        idle.Add(command); // after an exception it is left to the collector
    });
}

static SqliteCommand Prepare(string connectionString)
{
    var connection = new SqliteConnection(connectionString);
    connection.Open();
    var command = connection.CreateCommand();
    command.CommandText = SqlitePage;
    command.Parameters.Add("$company", SqliteType.Text);
    command.Prepare();
    return command;
}

static Guid CompanyId(HttpContext context) => Guid.Parse((string)context.GetRouteValue("companyId")!, CultureInfo.InvariantCulture);

static async Task WritePageAsync(DbDataReader people, HttpContext context)
{
    context.Response.ContentType = "application/json; charset=utf-8";
    await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
    json.WriteStartObject();
    json.WriteStartArray("items"u8);
    while (await people.ReadAsync(context.RequestAborted))
    {
        json.WriteStartObject();
        json.WriteString("id"u8, people.GetGuid(0));
        json.WriteString("email"u8, people.GetString(1));
        json.WriteString("firstName"u8, people.GetString(2));
        json.WriteString("lastName"u8, people.GetString(3));
        json.WriteString("departmentId"u8, people.IsDBNull(4) ? null : people.GetGuid(4).ToString());
        json.WriteString("jobTitle"u8, people.IsDBNull(5) ? null : people.GetString(5));
        json.WriteString("role"u8, people.GetString(6));
        json.WriteString("status"u8, people.GetString(7));
        json.WriteEndObject();
    }

    json.WriteEndArray();
    json.WriteEndObject();
}
