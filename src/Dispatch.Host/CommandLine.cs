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
        catch (Exception e)
        {
            // Caught, or the runtime would end us before the private cluster is stopped.
            Console.Error.WriteLine($"Lỗi chương trình, hãy báo người phát triển: {e}");
            return CommandFailure.Bug;
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
        return arguments.Words.Count == 0
            ? commands[0]
            : commands.FirstOrDefault(command => IsMeant(command, arguments.Words))
                ?? throw Arguments.Refused($"Không có lệnh “{string.Join(' ', arguments.Words)}”");
    }

    // "user reset TÊN": words in capitals stand for any word, options are no words.
    private static bool IsMeant(Command command, IReadOnlyList<string> words)
    {
        var expected = command.Usage.Split(' ').Where(word => !word.StartsWith('-')).ToList();
        return expected.Count == words.Count && expected.Zip(words).All(pair => char.IsUpper(pair.First[0]) || pair.First == pair.Second);
    }

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
