using System.Globalization;
using System.Text;

namespace SecurityTraining.Infrastructure.Demo;

/// <summary>The people of the demo company; all of them are invented.</summary>
internal static class DemoPeople
{
    /// <summary>The first of each department leads it; the first of all leads the company.</summary>
    public static readonly IReadOnlyList<DemoDepartment> Departments =
    [
        Department(
            "Finanzen & Personal",
            click: 0.30,
            report: 0.20,
            """
            Henrike Lorenzen, Geschäftsführerin, de
            Matthias Wulff, Leiter Finanzen, de
            Ayşe Demirel, Buchhalterin, de
            Jörg Petersen, Lohnbuchhalter, de
            Claudia Reimers, Personalreferentin, de
            Eleanor Whitfield, Financial Controller, en
            Tobias Krüger, Sachbearbeiter Rechnungsprüfung, de
            Nadine Schrader, Assistentin der Geschäftsführung, de
            Daniel Okafor, HR Business Partner, en
            Lena Vogt, Auszubildende, de
            """),
        Department(
            "Disposition",
            click: 0.42,
            report: 0.12,
            """
            Thorsten Behnke, Leiter Disposition, de
            Svenja Harms, Disponentin Nahverkehr, de
            Uwe Janßen, Disponent Fernverkehr, de
            Marek Nowak, Disponent Fernverkehr, de
            Sinem Yıldız, Disponentin Seefracht, de
            Callum Fraser, Freight Coordinator, en
            Sabine Hinrichs, Disponentin Nahverkehr, de
            Kevin Ahlers, Disponent Nachtschicht, de
            Priya Raman, Customs Coordinator, en
            Jan-Ole Thomsen, Sachbearbeiter Zoll, de
            Martina Böttcher, Sachbearbeiterin Frachtpapiere, de
            Ruben van Dijk, Freight Coordinator, en
            Frauke Claussen, Disponentin Seefracht, de
            Dennis Kowalski, Auszubildender, de
            """),
        Department(
            "Lager & Umschlag",
            click: 0.48,
            report: 0.06,
            """
            Ralf Steenbock, Lagerleiter, de
            Anja Meinert, Schichtleiterin, de
            Hakan Özdemir, Schichtleiter, de
            Peter Groth, Staplerfahrer, de
            Katarzyna Zielińska, Kommissioniererin, de
            Olaf Rickert, Wareneingang, de
            Mirko Jovanović, Warenausgang, de
            Petra Stöver, Lagerverwaltung, de
            Samuel Boateng, Warehouse Operative, en
            Sven Lindner, Gefahrgutbeauftragter, de
            Birgit Kuhlmann, Inventur, de
            Florin Popescu, Staplerfahrer, de
            Lukas Hagemann, Auszubildender, de
            """),
        Department(
            "Vertrieb",
            click: 0.34,
            report: 0.22,
            """
            Christiane Bartels, Leiterin Vertrieb, de
            Philipp Ehlers, Key Account Manager, de
            Rachel Donnelly, Account Manager UK & Ireland, en
            Oliver Hastings, Account Manager Benelux, en
            Julia Sander, Vertriebsinnendienst, de
            Markus Tietjen, Außendienst, de
            Simone Gerdes, Angebotskalkulation, de
            Hannah Pritchard, Marketing Manager, en
            Nils Brodersen, Außendienst, de
            Miriam Falk, Vertriebsinnendienst, de
            George Ashdown, Tender Manager, en
            Carolin Weber, Kundenservice, de
            Emil Sörensen, Kundenservice, de
            """),
        Department(
            "IT",
            click: 0.12,
            report: 0.60,
            """
            Arne Kjær, Leiter IT, de
            Vanessa Rohde, Systemadministratorin, de
            Benedict Marlowe, Software Engineer, en
            Farid Haddad, Netzwerkadministrator, de
            Imke Dirks, Anwendungsbetreuerin, de
            Zoe Kessler, Service Desk, de
            Aaron Mbeki, Service Desk, en
            Steffen Pohl, Service Desk, de
            Grace Lindqvist, Data Analyst, en
            Moritz Engel, Auszubildender, de
            """),
    ];

    /// <param name="click">The share that follows a link in a mail which it should not trust.</param>
    /// <param name="report">The share that reports such a mail.</param>
    private static DemoDepartment Department(string name, double click, double report, string people) => new(
        name,
        click,
        report,
        [
            .. people.Split('\n').Select(line =>
            {
                var cells = line.Trim().Split(", ");
                var names = cells[0].Split(' ', 2);
                return new DemoPerson(names[0], names[1], cells[1], cells[2], Address(cells[0]));
            }),
        ]);

    private static string Address(string name)
    {
        var localPart = new StringBuilder();
        foreach (var rune in Transliterated(name.ToLowerInvariant()).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (rune.Value == ' ')
            {
                localPart.Append('.');
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                localPart.Append(rune);
            }
        }

        return $"{localPart}@{DemoCompany.Domain}";
    }

    /// <summary>Letters that lose more than an accent on their way into ASCII.</summary>
    private static string Transliterated(string name) => name
        .Replace("ä", "ae", StringComparison.Ordinal)
        .Replace("ö", "oe", StringComparison.Ordinal)
        .Replace("ü", "ue", StringComparison.Ordinal)
        .Replace("ß", "ss", StringComparison.Ordinal)
        .Replace("æ", "ae", StringComparison.Ordinal)
        .Replace("ı", "i", StringComparison.Ordinal);
}

internal sealed record DemoDepartment(string Name, double Click, double Report, IReadOnlyList<DemoPerson> People);

internal sealed record DemoPerson(string FirstName, string LastName, string JobTitle, string Language, string Email);
