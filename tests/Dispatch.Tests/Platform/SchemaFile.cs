using System.Text.RegularExpressions;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.Platform;

/// <summary><c>migrations/schema.sql</c>: the whole schema as one text to read, as pg_dump writes it, without what differs between its versions.</summary>
internal static partial class SchemaFile
{
    public static string Path => System.IO.Path.Combine(Repository.Folder, "migrations", "schema.sql");

    public static async Task<string> Dump(TestDatabase database)
    {
        var cluster = await TestCluster.Get();
        var programs = PostgresPrograms.Find(File.ReadAllText(System.IO.Path.Combine(cluster.Cluster, "PG_VERSION")).Trim())!;
        var (exitCode, output) = Shell.Run([programs["pg_dump"], "--schema-only", "--no-owner", "--no-privileges", "--schema=public",
            "--host=" + new Npgsql.NpgsqlConnectionStringBuilder(database.OwnerConnectionString).Host, "--username=" + LocalPostgres.Owner, database.Name]);
        Assert.That(exitCode, Is.Zero, output);
        var statements = output.Split('\n').Where(line => !Noise().IsMatch(line));
        return "-- Generated from the migrations, for reading; a test keeps it true. See README.md.\n\n"
            + ManyEmptyLines().Replace(string.Join('\n', statements), "\n\n").Trim() + "\n";
    }

    [GeneratedRegex(@"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*|(CREATE|COMMENT ON) SCHEMA public.*)$")]
    private static partial Regex Noise();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyEmptyLines();
}
