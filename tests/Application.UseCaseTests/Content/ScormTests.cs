using System.IO.Compression;
using System.Text;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Content;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Content;

public sealed class ScormTests
{
    private const string Manifest12 =
        """
        <?xml version="1.0"?>
        <manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" identifier="m">
          <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
          <organizations default="o">
            <organization identifier="other"><title>Another</title></organization>
            <organization identifier="o"><title>Phishing</title>
              <item identifier="i1" identifierref="r1" parameters="?lang=en"><title>Lesson</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
            </organization>
          </organizations>
          <resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="lesson%201/index.html"/></resources>
        </manifest>
        """;

    private const string Manifest2004 =
        """
        <manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">
          <metadata><schemaversion>2004 4th Edition</schemaversion></metadata>
          <organizations default="o"><organization identifier="o"><title>Passwords</title>
            <item identifier="part"><title>Part</title><item identifier="i1" identifierref="r1"><title>One</title></item><item identifier="i2" identifierref="r2"><title>Two</title></item></item>
          </organization></organizations>
          <resources xml:base="lessons/"><resource identifier="r1" href="one.html"/><resource identifier="r2" href="two.html"/></resources>
        </manifest>
        """;

    [Theory, ClassData(typeof(Engines))]
    public async Task A_package_is_unpacked_and_says_what_can_be_launched(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();

        var old = await app.AddContent(company, "old.zip", Package(Manifest12, ("lesson 1/index.html", "<p>Hi</p>"), ("lesson 1/ü.js", "1"), ("unused/a.css", "")));
        var recent = await app.AddContent(company, "new.zip", Package(Manifest2004, ("lessons/one.html", "1"), ("lessons/two.html", "2")));

        (old.Status, old.Rejection, old.Kind).ShouldBe((ContentStatus.Ready, null, ContentKind.ScormPackage));
        (old.Scorm!.Version, old.Scorm.Title).ShouldBe((ScormVersion.Scorm12, "Phishing"));
        old.Scorm.Items.ShouldBe([new ScormItem("i1", "Lesson", "lesson 1/index.html", "?lang=en", 80)]);
        (recent.Scorm!.Version, recent.Scorm.Title).ShouldBe((ScormVersion.Scorm2004, "Passwords"));
        recent.Scorm.Items.Select(item => item.Path).ShouldBe(["lessons/one.html", "lessons/two.html"]);
        (await app.Leftovers(company)).ShouldBe((2 + 5 + 4, 0, 2)); // each archive, its files and their list

        await app.Send(new DeleteContentCommand(old.Id), company.Admin);
        await app.Send(new DeleteContentCommand(recent.Id), company.Admin);
        await app.WorkOffContent(company);
        (await app.Leftovers(company)).ShouldBe((0, 0, 0));
        (await app.UsedBytes(company)).ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_package_is_refused_by_name_and_leaves_nothing_behind()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        const string Lesson = "lesson 1/index.html";
        var good = Package(Manifest12, (Lesson, "x"));
        (string What, byte[] Package, string Code)[] bad =
        [
            ("no manifest", SampleFiles.Zip((Lesson, [1])), "content_type_mismatch"),
            ("manifest elsewhere", SampleFiles.Zip(("course/imsmanifest.xml", [1])), "content_type_mismatch"),
            ("zip slip", Package(Manifest12, (Lesson, "x"), ("../../evil.sh", "x")), "scorm_path_invalid"),
            ("absolute path", Package(Manifest12, (Lesson, "x"), ("/etc/passwd", "x")), "scorm_path_invalid"),
            ("backslashes", Package(Manifest12, (Lesson, "x"), ("..\\evil.cmd", "x")), "scorm_path_invalid"),
            ("drive", Package(Manifest12, (Lesson, "x"), ("C:evil", "x")), "scorm_path_invalid"),
            ("two spellings", Package(Manifest12, (Lesson, "x"), ("a.html", "x"), ("A.HTML", "x")), "scorm_path_invalid"),
            ("control character", Package(Manifest12, (Lesson, "x"), ("a\n.html", "x")), "scorm_path_invalid"),
            ("huge name", Package(Manifest12, (Lesson, "x"), (new string('n', 1000), "x")), "scorm_path_invalid"),
            ("symbolic link", Link(), "scorm_link_inside"),
            ("too many files", Package(Manifest12, [(Lesson, "x"), .. Enumerable.Range(0, ScormPackage.MaxFiles).Select(number => ($"{number}", ""))]), "scorm_too_many_files"),
            ("bomb", SampleFiles.Zip(("imsmanifest.xml", Encoding.UTF8.GetBytes(Manifest12)), (Lesson, new byte[64 * 1024 * 1024])), "content_unpacks_too_large"),
            ("no XML", Package("not XML", (Lesson, "x")), "scorm_manifest_invalid"),
            ("document type", Package($"<!DOCTYPE manifest [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{Manifest12[(Manifest12.IndexOf('\n', StringComparison.Ordinal) + 1)..]}", (Lesson, "x")), "scorm_manifest_invalid"),
            ("deep", Package($"{string.Concat(Enumerable.Repeat("<a>", 20_000))}", (Lesson, "x")), "scorm_manifest_invalid"),
            ("another root", Package("<html/>", (Lesson, "x")), "scorm_manifest_invalid"),
            ("unknown version", Package(Manifest12.Replace(">1.2<", ">9.9<", StringComparison.Ordinal), (Lesson, "x")), "scorm_version_unknown"),
            ("no items", Package(Manifest12.Replace("identifierref", "x", StringComparison.Ordinal), (Lesson, "x")), "scorm_nothing_to_launch"),
            ("missing file", Package(Manifest12, ("lesson 2/index.html", "x")), "scorm_file_missing"),
            ("file outside", Package(Manifest12.Replace("lesson%201/index.html", "..%2F..%2Fetc%2Fpasswd", StringComparison.Ordinal), (Lesson, "x")), "scorm_file_missing"),
            ("cut short", good[..(good.Length / 2)], "content_broken"),
        ];
        foreach (var (what, package, code) in bad)
        {
            var refused = await app.UploadContent(company, "course.zip", package);

            refused.IsError.ShouldBeTrue(what);
            refused.FirstError.Code.ShouldBe(code, what);
        }

        await app.WorkOffContent(company);
        (await app.Leftovers(company)).ShouldBe((0, 0, 0));
        (await app.UsedBytes(company)).ShouldBe(0);
    }

    private static byte[] Package(string manifest, params (string Name, string Text)[] files) => SampleFiles.Zip(
        [("imsmanifest.xml", Encoding.UTF8.GetBytes(manifest)), .. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    private static byte[] Link()
    {
        using var bytes = new MemoryStream(Package(Manifest12, ("lesson 1/index.html", "x"), ("link", "/etc/passwd")), writable: false);
        using var copy = new MemoryStream();
        bytes.CopyTo(copy);
        using (var archive = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("link")!.ExternalAttributes = unchecked((int)0xA1FF0000);
        }

        return copy.ToArray();
    }
}
