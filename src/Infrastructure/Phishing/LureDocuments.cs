using System.IO.Compression;
using System.Net;
using System.Text;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Documents;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>Writes a document as a PDF, as a Word document of the fewest parts that one can have, or as a page.</summary>
internal sealed class LureDocuments : ILureDocuments
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string OfficeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public byte[] Write(AttachmentKind kind, LureDocument document) => kind switch
    {
        AttachmentKind.Pdf => PlainPdf.Write(document.Title, document.Paragraphs, document.LinkText, document.Link),
        AttachmentKind.Docx => Docx(document),
        _ => Encoding.UTF8.GetBytes(Html(document)),
    };

    private static string Html(LureDocument document)
    {
        var page = new StringBuilder("<!doctype html><html><head><meta charset=\"utf-8\"><title>").Append(Encode(document.Title))
            .Append("</title></head><body style=\"font-family:sans-serif;max-width:640px;margin:40px auto\"><h1>").Append(Encode(document.Title)).Append("</h1>");
        foreach (var paragraph in document.Paragraphs)
        {
            page.Append("<p>").Append(Encode(paragraph)).Append("</p>");
        }

        return page.Append("<p><a href=\"").Append(Encode(document.Link)).Append("\">").Append(Encode(document.LinkText))
            .Append("</a></p><img src=\"").Append(Encode(document.Pixel)).Append("\" width=\"1\" height=\"1\" alt=\"\"></body></html>").ToString();
    }

    private static byte[] Docx(LureDocument document)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", $"{Xml}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
            Add(zip, "_rels/.rels", $"{Xml}<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{OfficeRelations}/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
            Add(zip, "word/_rels/document.xml.rels", $"{Xml}<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{OfficeRelations}/hyperlink\" Target=\"{Encode(document.Link)}\" TargetMode=\"External\"/><Relationship Id=\"rId2\" Type=\"{OfficeRelations}/image\" Target=\"{Encode(document.Pixel)}\" TargetMode=\"External\"/></Relationships>");
            Add(zip, "word/document.xml", Body(document));
        }

        return file.ToArray();
    }

    private static string Body(LureDocument document)
    {
        var body = new StringBuilder(Xml)
            .Append("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"").Append(OfficeRelations)
            .Append("\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>");
        body.Append("<w:p><w:r><w:rPr><w:b/><w:sz w:val=\"36\"/></w:rPr>").Append(Text(document.Title)).Append("</w:r></w:p>");
        foreach (var paragraph in document.Paragraphs)
        {
            body.Append("<w:p><w:r>").Append(Text(paragraph)).Append("</w:r></w:p>");
        }

        body.Append("<w:p><w:hyperlink r:id=\"rId1\"><w:r><w:rPr><w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr>").Append(Text(document.LinkText)).Append("</w:r></w:hyperlink></w:p>");
        body.Append("<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"9525\" cy=\"9525\"/><wp:docPr id=\"1\" name=\"\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link=\"rId2\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"9525\" cy=\"9525\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>");
        return body.Append("</w:body></w:document>").ToString();
    }

    private static string Text(string text) => $"<w:t xml:space=\"preserve\">{Encode(text)}</w:t>";

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }

    /// <summary>What HTML encodes is right in XML, too, once characters that XML does not know are gone.</summary>
    private static string Encode(string text) => WebUtility.HtmlEncode(string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar)));
}
