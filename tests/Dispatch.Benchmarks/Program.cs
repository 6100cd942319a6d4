using Dispatch.Benchmarks;

// Load and side-by-side measurements, run by hand; tests/README.md names each command.
return args switch
{
    ["samples", var folder] => await RegisterSamples.Run(folder),
    ["import", var rows] => await ImportOldBook.Run(int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture), ImportOldBook.Seed),
    ["import", var rows, var seed] => await ImportOldBook.Run(
        int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)),
    ["numbers", var registrations] => await NumbersUnderFire.Run(int.Parse(registrations, System.Globalization.CultureInfo.InvariantCulture)),
    ["backup", var letters] => await BackupUnderLoad.Run(int.Parse(letters, System.Globalization.CultureInfo.InvariantCulture)),
    ["archive", var documents, var kills] => await ArchiveUnderKills.Run(
        int.Parse(documents, System.Globalization.CultureInfo.InvariantCulture), int.Parse(kills, System.Globalization.CultureInfo.InvariantCulture)),
    ["archive-worker", var connection, var files, var archive] => await ArchiveUnderKills.Work(connection, files, archive),
    ["register"] => await RegisteringBesidePgbench.Run(),
    ["reads", var documents] => await ReadsBesidePsql.Run(int.Parse(documents, System.Globalization.CultureInfo.InvariantCulture)),
    ["seeing", var documents, .. var filled] => await SeeingAmongAMillion.Run(int.Parse(documents, System.Globalization.CultureInfo.InvariantCulture), filled.FirstOrDefault()),
    ["reminders", var few, var many] => await ReminderCost.Run(
        int.Parse(few, System.Globalization.CultureInfo.InvariantCulture), int.Parse(many, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        samples FOLDER   registers every row and file of a samples folder over the API and finds them again
        import N [SEED]  an old book of N rows, 1 % faulty, taken over while the program is killed twice: rows a second, peak memory, nothing unaccounted
        numbers N        N registrations by 20 clerks, cut, failed and killed: no gap, no duplicate, nothing acknowledged lost
        backup N         a backup while N letters with files are registered, restored by the operator's page: every row, number and file equal
        archive N KILLS  N documents moved to the archive while the process is killed; then beside cp + sha512sum + fsync of the same files
        register         registering over HTTP beside pgbench with the same statements, in one run
        reads N          list and detail over HTTP at N documents beside the same statements in pgbench
        seeing N [DIR]   inbox, list and search of who sees 150 and of who sees all of N documents with 3N lines, warm and after a restart, beside SQL;
                         DIR is the folder of an office that a run which was cut off has filled
        reminders N M    the sweep of reminders with 1,000 due lines among N and among M others, in turns: cost ratio
        """);
    return 1;
}
