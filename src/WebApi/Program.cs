using SecurityTraining.Application;
using SecurityTraining.Infrastructure;
using SecurityTraining.Infrastructure.Demo;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.WebApi;
using SecurityTraining.WebApi.Authentication;
using SecurityTraining.WebApi.Endpoints;
using SecurityTraining.WebApi.Http;
using SecurityTraining.WebApi.Observability;
using SecurityTraining.WebApi.Pages;

var builder = WebApplication.CreateBuilder(args);
builder.AddObservability();
builder.AddHttpConventions();
builder.Services.AddAccessTokenAuthentication();
builder.Services.AddApplication(builder.Configuration);
builder.Services.AddInfrastructure(builder.Configuration, builder.Environment);

// Mails under way are finished, and what is not is taken up by the next start.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));

var app = builder.Build();
if (args is ["migrate", ..])
{
    return await app.Migrate();
}

if (args is ["rotate-signing-key", ..])
{
    return app.RotateSigningKey();
}

app.UseHttpConventions();
app.MapObservability();
app.MapHealth();
app.MapPublishedKeys();
app.MapAccountPages();
app.MapSignOnPages();
app.MapCertificatePage();
app.MapReportPage();
app.MapBillingReturnPage();
app.MapTracking();
app.MapCampaignLinks();
app.MapUnsubscribePage();
app.MapScim();
app.MapSignedContent();
app.MapScorm();
var api = app.MapApi();
api.MapIdentity();
api.MapCompany();
api.MapSignOn();
api.MapPeople();
api.MapRoles();
api.MapCourses();
api.MapQuizzes();
api.MapQuestionBank();
api.MapEnrollments();
api.MapCertificates();
api.MapAchievements();
api.MapPhishing();
api.MapMailing();
api.MapContent();
api.MapAudit();
api.MapAnalytics();
api.MapAutomation();
api.MapWebhooks();
api.MapPlatform();
api.MapSubscriptions();
api.MapPlans();

await app.Services.PrepareDatabase();
await app.Services.GetRequiredService<DemoCompany>().Ensure(CancellationToken.None);
await app.StartAsync();
app.ShowBanner();
await app.WaitForShutdownAsync();
return 0;
