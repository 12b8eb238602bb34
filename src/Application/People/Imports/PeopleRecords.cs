using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>
/// The records of one file, portion by portion, with what only a look at the file as a whole can tell: which addresses occur twice.
/// </summary>
internal sealed class PeopleRecords
{
    private readonly IPeopleFile _file;

    /// <summary>The line on which an address first occurs, by a hash of it: in a file of 100,000 lines the addresses themselves would weigh.</summary>
    private readonly Dictionary<UInt128, int> _seen = [];

    private PeopleRecords(IPeopleFile file, PeopleColumns columns)
    {
        _file = file;
        Columns = columns;
    }

    public PeopleColumns Columns { get; }

    /// <summary>How many have been read so far.</summary>
    public int Position { get; private set; }

    public int PercentRead => _file.PercentRead;

    public static async Task<PeopleRecords> Open(IPeopleFile file, CancellationToken ct) =>
        new(file, new PeopleColumns(await file.Read(ct) ?? new FileRecord(Line: 1, [], Problem: null)));

    /// <summary>Reads on to the end for nothing but the addresses, good records and bad ones: whoever is named is not missing.</summary>
    public async Task<PeopleAddresses> ReadAddresses(CancellationToken ct)
    {
        var addresses = new PeopleAddresses();
        while (await _file.Read(ct) is { } record)
        {
            if (Columns.Cell(record, PeopleColumns.Email) is { } text && EmailAddress.Parse(text) is { IsError: false } address)
            {
                addresses.Add(address.Value.Value);
            }
        }

        return addresses;
    }

    /// <summary>Passes over what earlier workers have worked off, but not over its addresses.</summary>
    public async Task Skip(int records, CancellationToken ct)
    {
        while (Position < records && await Next(ct) is not null)
        {
        }
    }

    /// <returns>Fewer than asked for only at the end of the file.</returns>
    public async Task<List<PersonRecord>> Take(int records, CancellationToken ct)
    {
        var taken = new List<PersonRecord>(records);
        while (taken.Count < records && await Next(ct) is { } record)
        {
            taken.Add(record);
        }

        return taken;
    }

    private async Task<PersonRecord?> Next(CancellationToken ct)
    {
        if (await _file.Read(ct) is not { } fileRecord)
        {
            return null;
        }

        Position++;
        var record = new PersonEntryReader(Columns, fileRecord).Read();
        if (record.Entry is not { } entry || _seen.TryAdd(PeopleAddresses.Hash(entry.Email), record.Line))
        {
            return record;
        }

        var message = $"The address is on line {_seen[PeopleAddresses.Hash(entry.Email)]} already.";
        return new PersonRecord(record.Line, Entry: null, [new ImportError(record.Line, PeopleColumns.Email, message)]);
    }
}

/// <summary>Addresses by a hash of each: in a file of 100,000 lines they themselves would weigh.</summary>
internal sealed class PeopleAddresses
{
    private readonly HashSet<UInt128> _hashes = [];

    public void Add(string email) => _hashes.Add(Hash(email));

    public bool Contains(string email) => _hashes.Contains(Hash(email));

    public static UInt128 Hash(string email) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(email)));
}
