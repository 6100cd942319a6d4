using Dispatch.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dispatch.Files;

/// <summary>
/// The body of an upload, read as it arrives: <c>multipart/form-data</c> with exactly one part, <c>file</c>. No part is buffered, so a large
/// file costs no memory.
/// </summary>
internal sealed class FileUpload
{
    private const string PartName = "file";
    private const int MaxBoundary = 70;

    private readonly HttpRequest request;

    private FileUpload(HttpRequest request) => this.request = request;

    public static ValueTask<FileUpload> BindAsync(HttpContext http) => ValueTask.FromResult(new FileUpload(http.Request));

    public Task<Result<FileView>> Store(StoreFile files, Caller caller, CancellationToken ct) => Take(file => files.Execute(file, caller, ct), ct);

    /// <summary>Hands the file to <paramref name="take"/> as it arrives.</summary>
    public async Task<Result<T>> Take<T>(Func<StoreFileRequest, Task<Result<T>>> take, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return PlatformProblems.UnsupportedMediaType;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundary)
            return PlatformProblems.MalformedRequest;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            var part = await reader.ReadNextSectionAsync(ct);
            if (part is null)
                return Refuse(PartName, "Thiếu phần file", "The part file is missing");
            var disposition = part.GetContentDispositionHeader();
            if (Unexpected(disposition) is { } refused)
                return refused;
            return await take(new StoreFileRequest(NameOf(disposition!), new UploadedContent(part.Body))
            {
                Rest = async rest => await reader.ReadNextSectionAsync(rest) is { } next ? Refuse(next.GetContentDispositionHeader()) : null,
            });
        }
        catch (Exception e) when (e is InvalidDataException or UploadCutException or BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest })
        {
            return PlatformProblems.MalformedRequest;
        }
    }

    private static Problem? Unexpected(ContentDispositionHeaderValue? disposition) =>
        disposition is not null && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(PartName, StringComparison.Ordinal) ? null : Refuse(disposition);

    private static Problem Refuse(ContentDispositionHeaderValue? disposition)
    {
        var name = disposition is null ? "" : HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        return name == PartName
            ? Refuse(PartName, "Mỗi lần chỉ gửi một tệp", "One file at a time")
            : Refuse(name, "Không nhận phần này: chỉ gửi phần file", "This part is not taken: send the part file only");
    }

    private static Problem Refuse(string part, string vietnamese, string english)
    {
        var errors = new FieldErrors();
        errors.Add(part, vietnamese, english);
        return errors.ToProblem();
    }

    // Browsers write %22 for a quotation mark, curl \"; a backslash otherwise is part of a Windows path and not an escape.
    private static string NameOf(ContentDispositionHeaderValue disposition) => disposition.FileNameStar.Length > 0
        ? disposition.FileNameStar.ToString()
        : HeaderUtilities.RemoveQuotes(disposition.FileName).ToString().Replace("\\\"", "\"", StringComparison.Ordinal);

    /// <summary>The sender's side broke off, or sent what is no multipart body.</summary>
    private sealed class UploadCutException(string message, Exception inner) : Exception(message, inner);

    /// <summary>Tells a body that breaks off apart from a disk that does: both would be an <see cref="IOException"/>.</summary>
    private sealed class UploadedContent(Stream body) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await body.ReadAsync(buffer, cancellationToken);
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                throw new UploadCutException("The upload broke off.", e);
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
