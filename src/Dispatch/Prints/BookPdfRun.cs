using Dispatch.Files;
using Dispatch.Journal;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Runs;

namespace Dispatch.Prints;

/// <summary>
/// A run that makes the PDF of a part of a book: the sheets of the screen, printed by Chromium, kept with their SHA-256 and noted in the print log. One
/// batch: half a book is no book. The entries are read over a connection of their own, while the batch's transaction waits for the file.
/// </summary>
internal sealed class BookPdfRun(
    ReadBook read, BookTypesetter typesetter, ChromiumPrinter printer, StoreFile store, OfficeClock clock, JournalWriter journal) : RunKind
{
    public const string Name = "prints.book";

    public sealed record Plan(string Register, int Year, StartBookPdfRequest Part);

    public async Task<RunStep> Step(RunBatch batch, CancellationToken ct)
    {
        if (!printer.Available)
        {
            batch.Say("Máy chủ chưa cài Chromium nên chưa tạo được PDF. Nhờ quản trị cài Chromium, hoặc in từ trình duyệt rồi chọn “Lưu thành PDF”",
                "The server has no Chromium, so no PDF can be made. Ask the administrator to install it, or print from the browser and choose “Save as PDF”");
            return RunStep.Failed;
        }
        var plan = batch.Arguments<Plan>();
        if (!(await read.Execute(plan.Register, plan.Year, plan.Part.Period, ct)).Ok(out var print, out var problem))
        {
            batch.Say(problem.Title.Vietnamese, problem.Title.English);
            return RunStep.Failed;
        }
        var standing = await Standing.Read(batch.Tx.Connection, batch.Tx.Caller.PersonId, clock.Today, ct);
        var folder = Directory.CreateTempSubdirectory("dispatch-print-").FullName;
        try
        {
            var (html, pdf) = (Path.Combine(folder, "so.html"), Path.Combine(folder, "so.pdf"));
            await using (var writer = new StreamWriter(html))
                await typesetter.Write(print, read.Lines(print, standing.Principals, ct), batch.Tx.Caller.FullName, plan.Part.Compact, writer, ct);
            if (!await printer.Print(html, pdf, ct))
            {
                batch.Say("Chromium không in được sổ này. Xem nhật ký máy chủ", "Chromium could not print this book. The server's log says why");
                return RunStep.Failed;
            }
            await using var content = File.OpenRead(pdf);
            if (!(await store.Made(batch.Tx, FileNameOf(print), content, ct)).Ok(out var file, out problem))
            {
                batch.Say(problem.Title.Vietnamese, problem.Title.English);
                return RunStep.Failed;
            }
            await NotePrint.Note(batch.Tx, print, file, clock, journal, ct);
            batch.Total = batch.Done = print.Entries;
            batch.Result(file);
            batch.Say($"{file.Pages} trang, SHA-256 {file.View().Sha256}", $"{file.Pages} pages, SHA-256 {file.View().Sha256}");
            return RunStep.Finished;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string FileNameOf(BookPrint print) => $"so-{print.Register}-{print.Year}-{print.FirstNumber}-{print.LastNumber}.pdf";
}
