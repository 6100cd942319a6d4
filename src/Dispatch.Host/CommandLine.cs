using Dispatch.Host.Commands;
using Dispatch.Platform;
using Npgsql;

namespace Dispatch.Host;

/// <summary>Finds the command, runs it, and turns what stopped it into one line and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args, IReadOnlyList<Command> commands, CancellationToken stop)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            await Find(arguments, [.. commands, new Help(commands)]).Run(arguments, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (AsFailure(e) is { } failure)
        {
            Console.Error.WriteLine(failure.Message.ReplaceLineEndings(" "));
            return failure.ExitCode;
        }
    }

    /// <summary>A plain line for the person who started the program.</summary>
    public static void Say(string line) => Console.Out.WriteLine(line);

    private static Command Find(Arguments arguments, IReadOnlyList<Command> commands)
    {
        if (arguments.Has("help"))
            return commands.OfType<Help>().Single();
        if (arguments.Has("version"))
            return commands.OfType<VersionCommand>().Single();
        var words = string.Join(' ', arguments.Words);
        return words == ""
            ? commands[0]
            : commands.FirstOrDefault(command => words == Words(command))
                ?? throw Arguments.Refused($"Không có lệnh “{words}”");
    }

    // "reset --sample" → "reset"
    private static string Words(Command command) => string.Join(' ', command.Usage.Split(' ').TakeWhile(word => !word.StartsWith('-')));

    private static CommandFailure? AsFailure(Exception e) => e switch
    {
        CommandFailure failure => failure,
        LocalPostgresException { Failure: LocalPostgresFailure.FolderInUse } postgres => new(CommandFailure.DataFolderInUse, postgres.Text.Vietnamese, e),
        LocalPostgresException { Failure: LocalPostgresFailure.FolderNotWritable } postgres => new(CommandFailure.DataFolder, postgres.Text.Vietnamese, e),
        LocalPostgresException postgres => new(CommandFailure.Postgres, postgres.Text.Vietnamese, e),
        MigrationException migration => new(CommandFailure.Schema, migration.Text.Vietnamese, e),
        NpgsqlException or System.Net.Sockets.SocketException => new(CommandFailure.Postgres,
            $"Không làm việc được với máy chủ PostgreSQL ({e.Message}): kiểm tra ConnectionStrings__Dispatch và máy chủ.", e),
        _ => null,
    };
}
