using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Dispatch.People;
using Dispatch.Sample;
using Dispatch.Tests.Routing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Access;

/// <summary>
/// Every route of the running office × everybody × every access level. Who sees what stands here by hand (records-work §1.12). To somebody who does
/// not see a document, every answer about it is the answer about a document that does not exist, and no list, count, export or page says a word of
/// it. A route that is new fails here until it is placed.
/// </summary>
internal sealed partial class AccessMatrixTests
{
    private static readonly string[] Levels = ["public", "internal", "restricted"];

    /// <summary>Everybody, and what they have to do with the directed document (first) and with the one that waits at the head (second).</summary>
    private static readonly (string Who, string Relation, string Directed, string Waiting)[] Everybody =
    [
        // The letters of the levels at which they see it: public, internal, restricted.
        ("hlan", "registered it", "pir", "pir"),
        ("ngoc", "the other clerk", "pir", "pir"),
        ("thinh", "directed it, distributes the book", "pir", "pir"),
        ("chutich", "it waits at him, oversees", "pi", "pir"),
        ("nam", "is informed, oversees", "pir", "pi"),
        ("thay", "stands in for him", "pir", "p"),
        ("dao", "leads the unit that has it", "pir", "p"),
        ("khanh", "was assigned", "pir", "p"),
        ("quan", "colleague of the one who was", "p", "p"),
        ("tuan", "leads the supporting unit", "pir", "p"),
        ("krong", "it was shared with", "pir", "p"),
        ("lien", "was asked for an opinion", "pir", "p"),
        ("cu", "had a line that was withdrawn", "p", "p"),
        ("yen", "oversees", "pi", "pi"),
        ("anh", "archivist, nothing to do with it", "p", "p"),
        ("admin", "administrator, no content", "", ""),
    ];

    /// <summary>Routes below these are about things that are no document and hold none.</summary>
    private static readonly string[] OfNoDocument =
    [
        "api/v1/received-items/{id}", "api/v1/document-types", "api/v1/calendar", "api/v1/limits", "api/v1/notifications/{id}", "api/v1/old-books/{id}",
        "api/v1/saved-searches", "api/v1/units", "api/v1/sign-in", "api/v1/sign-out", "api/v1/me", "api/v1/api-tokens", "api/v1/users", "api/v1/agencies",
        "api/v1/set-up", "api/v1/office", "api/v1/issuing-bodies", "api/v1/work-fields", "api/v1/term-rules/{id}", "api/v1/stock-sentences", "api/v1/list-templates", "api/v1/handovers/{id}",
        "api/v1/status", "api/v1/registers/{code}/{year:int}/closure", "api/v1/jobs", "api/v1/runs", "cho-vao-so/{id", "so/nhap", "cong-viec", "dang-xuat", "dang-nhap", "dat-mat-khau", "tai-khoan", "ngon-ngu",
        "huong-dan", "quan-tri/", "loi/", "assets", "openapi", "scalar", "health", "metrics", "_",
    ];

    private readonly SampleLetters letters = new(new Random(4));
    private RoutedOffice office = null!;
    private readonly Dictionary<string, Kept> kept = [];

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RoutedOffice.Open(pages: true);
        await office.Person("thay", "Rmah Thay", "NC", Role.Officer);
        await office.Person("cu", "Đinh Văn Cừ", "NC", Role.Officer);
        await office.Person("anh", "Đặng Thị Ánh", null, Role.Archivist);
        var nam = (await office.Get("nam", "/me")).GetProperty("id").GetString();
        await office.Did("nam", $"/users/{nam}/absences", new { substitute = "thay", from = "2026-10-05", to = "2026-10-09", because = "Đi công tác" });
        foreach (var level in Levels)
        {
            kept[level + " directed"] = await Directed(level);
            kept[level + " waiting"] = await Waiting(level);
        }
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Of_what_somebody_does_not_see_every_route_answers_as_of_what_does_not_exist()
    {
        var routes = Routes().Where(route => route.Object is not null).ToList();
        var before = await JournalLength();
        var (asked, told) = (0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(Everybody, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
        {
            foreach (var route in routes)
            {
                var nothing = await Ask(one.Who, route, Kept.Nothing);
                foreach (var (name, thing) in kept)
                {
                    if (Sees(one, name) || thing.Of(route.Object!) is null)
                        continue;
                    var answer = await Ask(one.Who, route, thing);
                    Interlocked.Increment(ref asked);
                    if (Explains(one.Who, route) ? answer.Body.Contains(thing.Marker, StringComparison.Ordinal) : answer != nothing || (int)answer.Status < 300)
                        told.Add($"{one.Who} ({one.Relation}) {route.Method} {route.Pattern} of the {name} one: {answer} instead of {nothing}");
                }
            }
        });
        await TestContext.Out.WriteLineAsync($"{asked} answers of {routes.Count} routes to {Everybody.Length} people about {kept.Count} documents, {told.Count} leaks");
        Assert.That(told.Order(), Is.Empty, string.Join('\n', told.Order().Take(40)));
        Assert.That(asked, Is.GreaterThan(1400), "the matrix is as large as it was");
        Assert.That(await JournalLength(), Is.EqualTo(before), "and nothing was done");
    }

    [Test]
    public async Task No_list_count_export_or_page_says_a_word_of_what_somebody_does_not_see()
    {
        var (asked, shown, told) = (0, new ConcurrentDictionary<string, byte>(), new ConcurrentBag<string>());
        var routes = Routes().Where(route => route is { Object: null, Method: "GET" }).ToList();
        await Parallel.ForEachAsync(Everybody, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
        {
            foreach (var address in routes.SelectMany(route => Addresses(route, one.Who)))
            {
                foreach (var type in !address.Contains("/api/", StringComparison.Ordinal) ? ["text/html"] : address.Contains('?', StringComparison.Ordinal) ? ["application/json"] : new[] { "application/json", "text/csv" })
                {
                    var body = await Body(one.Who, address, type);
                    Interlocked.Increment(ref asked);
                    foreach (var (name, thing) in kept)
                    {
                        if (!thing.Secrets.Any(secret => body.Contains(secret, StringComparison.OrdinalIgnoreCase)))
                            continue;
                        if (Sees(one, name))
                            shown.TryAdd($"{name} {address.Split('?')[0]}", 0);
                        else
                            told.Add($"{one.Who} ({one.Relation}) GET {address} as {type} tells of the {name} one");
                    }
                }
            }
        });
        await TestContext.Out.WriteLineAsync($"{asked} lists of {routes.Count} routes, {shown.Count} of them with one of the documents in it, {told.Count} leaks");
        Assert.That(told.Order(), Is.Empty, string.Join('\n', told.Order().Take(40)));
        // What must be seen by somebody, or the test has looked for nothing.
        foreach (var list in new[]
        {
            "/api/v1/incoming-documents", "/api/v1/assignments", "/api/v1/opinions", "/api/v1/notifications", "/van-ban-den", "/viec", "/thong-bao",
            "/bang-lenh", "/so/DEN/2026/in", "/so/DEN/2026/theo-doi", "/api/v1/registers/DEN/2026/entries",
        })
            Assert.That(shown.Keys, Does.Contain($"restricted directed {list}"), "shown to those who may");
        foreach (var list in new[] { "/api/v1/submissions", "/cho-y-kien" })
            Assert.That(shown.Keys, Does.Contain($"restricted waiting {list}"), "shown to those who may");
    }

    [Test]
    public async Task Counts_are_of_what_somebody_sees()
    {
        foreach (var one in Everybody.Where(one => one.Who != "admin"))
        {
            var seen = (await office.Get(one.Who, "/incoming-documents?limit=200")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("id").GetString()).ToHashSet();
            Assert.That(seen, Is.EquivalentTo(kept.Where(thing => Sees(one, thing.Key)).Select(thing => thing.Value.Document)), one.Who);
            var counts = await office.Get(one.Who, "/assignments/counts");
            foreach (var box in new[] { "toAssign", "toHandle", "dueSoon", "overdue", "support", "inform", "returns", "extensions", "unitInProgress", "directed" })
                Assert.That(counts.GetProperty(box).GetInt64(), Is.EqualTo((await office.Box(one.Who, box)).Count), $"{one.Who} {box}");
            Assert.That(counts.GetProperty("waitingDirection").GetInt64(), Is.EqualTo((await office.Get(one.Who, "/submissions?limit=200")).GetProperty("items").GetArrayLength()), one.Who);
        }
    }

    [Test]
    public async Task What_somebody_does_not_see_cannot_be_named_in_anything_they_send()
    {
        var (hidden, own) = (kept["restricted waiting"], kept["restricted directed"]);
        foreach (var (document, line, file) in new[] { (hidden.Document, own.Line!, hidden.File), (Kept.Nothing.Document, own.Line!, Kept.Nothing.File) })
        {
            var note = await office.Post("khanh", $"/assignments/{line}/notes", new { text = "Có kèm tệp", fileIds = new[] { file } });
            var answer = await office.Post("dao", $"/assignments/{line}/completion", new { result = "answered", answerDocumentId = document, openLines = "close" });
            var receipt = await office.Post("khanh", "/assignments/bulk", new { action = "acceptance", items = new[] { new { id = document } } });
            Assert.That((note.StatusCode, answer.StatusCode), Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity)), document);
            foreach (var one in new[] { note, answer, receipt })
                Assert.That(await one.Content.ReadAsStringAsync(), Does.Not.Contain(hidden.Marker));
        }
        var both = new[] { new { id = hidden.Document }, new { id = Kept.Nothing.Document } };
        foreach (var (bulk, body) in new (string, object)[] { ("/incoming-documents/submissions/bulk", new { to = "thinh", items = both }), ("/incoming-documents/directions/bulk", new { items = both }) })
        {
            var answer = await office.Did("dao", bulk, body);
            var items = answer.GetProperty("items").EnumerateArray().Select(item => Regex.Replace(item.GetRawText(), Hex().ToString(), "")).ToList();
            Assert.That(items[0], Is.EqualTo(items[1]), bulk);
        }
    }

    /// <summary>A request is not refused because its address is wrong: to somebody who sees the document each of them exists.</summary>
    [Test]
    public async Task Each_route_of_the_matrix_exists_for_somebody()
    {
        foreach (var route in Routes().Where(route => route.Object is not null && !OnlyOfUploads(route)))
        {
            var answers = new List<string>();
            foreach (var who in new[] { "hlan", "thinh", "dao", "khanh", "lien", "chutich", "yen" })
            {
                foreach (var thing in kept.Values.Where(thing => thing.Of(route.Object!) is not null))
                {
                    var answer = await Ask(who, route, thing);
                    answers.Add($"{who}: {answer.Status}");
                    if (answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed) || answer != await Ask(who, route, Kept.Nothing))
                        goto exists;
                }
            }
            Assert.Fail($"{route.Method} {route.Pattern}: {string.Join(", ", answers)}");
        exists:;
        }
    }

    [Test]
    public void Every_route_has_its_place_here()
    {
        foreach (var route in Routes())
        {
            Assert.That(route.Object is not null || route.Method is "GET" or "HEAD" || route.Makes || OfNoDocument.Any(route.Pattern.StartsWith), Is.True,
                $"{route.Method} {route.Pattern}: is it about a document? Say so in ObjectOf, or put it among OfNoDocument.");
            Assert.That(route.Object is not null || !route.Pattern.Contains("{id", StringComparison.Ordinal) || OfNoDocument.Any(route.Pattern.StartsWith), Is.True,
                $"{route.Method} {route.Pattern}: of what is this the id?");
        }
    }

    // Administrators are told why somebody does or does not see a document; they need its id, and are told nothing else of it.
    private static bool Explains(string who, Route route) => who == "admin" && route.Pattern.EndsWith("/access", StringComparison.Ordinal);

    // A file that belongs to a document is nobody's to take back.
    private static bool OnlyOfUploads(Route route) => route is { Method: "DELETE", Object: "file" };

    private static bool Sees((string Who, string Relation, string Directed, string Waiting) one, string thing) =>
        (thing.EndsWith("directed", StringComparison.Ordinal) ? one.Directed : one.Waiting).Contains(thing[0], StringComparison.Ordinal);

    /// <summary>Of what a route takes the id; null when it is no route to one document.</summary>
    private static string? ObjectOf(string pattern) => pattern switch
    {
        _ when pattern.StartsWith("api/v1/incoming-documents/{id}/shares/{share}", StringComparison.Ordinal) => "share",
        _ when pattern.StartsWith("api/v1/incoming-documents/{id}", StringComparison.Ordinal) => "document",
        _ when pattern.StartsWith("api/v1/assignments/{id}", StringComparison.Ordinal) => "line",
        _ when pattern.StartsWith("api/v1/directions/{id}", StringComparison.Ordinal) => "direction",
        _ when pattern.StartsWith("api/v1/opinions/{id}", StringComparison.Ordinal) => "opinion",
        _ when pattern.StartsWith("api/v1/files/{id}", StringComparison.Ordinal) => "file",
        _ when pattern.StartsWith("van-ban-den/{id", StringComparison.Ordinal) => "document",
        _ when pattern.StartsWith("cho-y-kien/{id", StringComparison.Ordinal) => "document",
        _ when pattern.StartsWith("viec/y-kien/{id", StringComparison.Ordinal) => "opinion",
        _ when pattern.StartsWith("viec/{id", StringComparison.Ordinal) => "line",
        _ when pattern.EndsWith("{number:int}", StringComparison.Ordinal) => "number",
        _ => null,
    };

    private IEnumerable<Route> Routes() =>
        from endpoint in office.Registry.Office.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = endpoint.RoutePattern.RawText!.Trim('/')
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
        where method != "HEAD" && (method == "GET" || pattern.StartsWith("api/", StringComparison.Ordinal)) // What pages send is refused without their token; behind it stand the same use cases.
        select new Route(method, pattern, ObjectOf(pattern));

    private sealed record Route(string Method, string Pattern, string? Object)
    {
        /// <summary>Makes something new, or acts on a list that is sent along.</summary>
        public bool Makes => Method == "POST" && !Pattern.Contains("{id", StringComparison.Ordinal);
    }

    /// <summary>What a document consists of, to be asked for.</summary>
    private sealed record Kept(string Document, string File, string Number, string Marker, string? Line = null, string? Direction = null, string? Opinion = null, string? Share = null)
    {
        private static readonly string None = Guid.CreateVersion7().ToString();

        public static readonly Kept Nothing = new(None, None, "999999", "never said", None, None, None, None);

        public string? Of(string what) => what switch
        {
            "document" => Document,
            "file" => File,
            "number" => Number,
            "line" => Line,
            "direction" => Direction,
            "opinion" => Opinion,
            _ => Share,
        };

        public IEnumerable<string> Secrets => new[] { Document, File, Marker, Line, Direction, Opinion }.OfType<string>();
    }

    private sealed record Said(HttpStatusCode Status, string Body)
    {
        public override string ToString() => $"{(int)Status} {(Body.Length > 300 ? Body[..300] : Body)}";
    }

    private async Task<Said> Ask(string who, Route route, Kept thing)
    {
        var address = "/" + Parameter().Replace(route.Pattern, match => match.Groups[1].Value switch
        {
            "id" => route.Object == "share" ? thing.Document : thing.Of(route.Object!)!,
            "share" => thing.Share!,
            "number" => thing.Number,
            "page" => "1",
            "code" => "DEN",
            "year" => "2026",
            var other => throw new AssertionException($"{{{other}}} of {route.Pattern} is new"),
        });
        using var request = new HttpRequestMessage(new(route.Method), address);
        if (route.Method is "POST" or "PUT")
            request.Content = JsonContent.Create(new { });
        if (route.Method == "PATCH")
            request.Content = JsonContent.Create(new { }, new MediaTypeHeaderValue("application/merge-patch+json"));
        request.Headers.TryAddWithoutValidation("Accept", route.Pattern.StartsWith("api/", StringComparison.Ordinal) ? "application/json" : "text/html");
        using var answer = await (await office.Client(who)).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = await answer.Content.ReadAsStringAsync();
        // What differs from request to request: ids, tokens and the number that was asked for.
        body = Token().Replace(Hex().Replace(body, ""), "").Replace(address, "", StringComparison.Ordinal);
        return new(answer.StatusCode, (int)answer.StatusCode < 300 ? body : body.Replace(thing.Number, "", StringComparison.Ordinal));
    }

    private async Task<string> Body(string who, string address, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", type);
        using var answer = await (await office.Client(who)).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That((int)answer.StatusCode, Is.LessThan(500), $"{who} {address}");
        return answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A list as it comes, and asked for the words of what is hidden.</summary>
    private static IEnumerable<string> Addresses(Route route, string who)
    {
        var address = "/" + Parameter().Replace(route.Pattern, match => match.Groups[1].Value switch
        {
            "code" => "DEN",
            "year" => "2026",
            _ => Kept.Nothing.Document,
        });
        if (route.Pattern.Contains("sign-out", StringComparison.Ordinal) || route.Pattern.StartsWith("dang-xuat", StringComparison.Ordinal))
            yield break;
        yield return address;
        if (route.Pattern.EndsWith("access", StringComparison.Ordinal))
            yield return address + "?person=" + who;
        if (OfNoDocument.Any(route.Pattern.StartsWith))
            yield break;
        yield return $"{address}?q=dấuhiệu";
        yield return $"{address}?tu-khoa=dấuhiệu";
        switch (route.Pattern)
        {
            case "api/v1/assignments":
                foreach (var box in new[] { "toAssign", "toHandle", "dueSoon", "overdue", "support", "inform", "returns", "extensions", "unitInProgress", "directed", "done" })
                    yield return $"{address}?box={box}&limit=200";
                break;
            case "viec":
                foreach (var box in new[] { "cho-phan-cong", "cho-xu-ly", "sap-den-han", "qua-han", "phoi-hop", "de-biet", "tra-lai", "gia-han", "don-vi", "da-xong" })
                    yield return $"{address}?hop={box}";
                break;
            case "van-ban-den":
                yield return address + "?handler=Table&dang=csv";
                break;
            case "so/{code}/{year:int}/in" or "so/{code}/{year:int}/theo-doi":
                yield return address + "?tu=01/10/2026&den=31/10/2026";
                break;
            case "so/{code}/{year:int}/chuyen-giao":
                yield return address + "?ngay=05/10/2026";
                break;
            case "api/v1/registers/{code}/{year:int}/transfers":
                yield return address + "?on=2026-10-05";
                break;
        }
    }

    private async Task<Kept> Registered(string level, string marker)
    {
        var letter = letters.Next(new DateOnly(2026, 10, 1), 2026).Letter;
        using var form = new MultipartFormDataContent { { new ByteArrayContent(SampleLetterPdf.Of(letter)), "file", marker + ".pdf" } };
        var stored = await (await office.Client("hlan")).PostAsync("/api/v1/files", form);
        Assert.That(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync());
        var file = (await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var view = await office.Did("hlan", "/incoming-documents", new
        {
            register = "DEN",
            secrecy = "none",
            issuer = "Văn phòng Chính phủ",
            symbol = $"{(marker.GetHashCode(StringComparison.Ordinal) & 0xffff) + 1}/{marker}",
            subject = $"V/v {marker}",
            documentType = "CV",
            accessLevel = level,
            fileIds = new[] { file },
        });
        return new(view.GetProperty("id").GetString()!, file, view.GetProperty("arrivalNumber").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture), marker);
    }

    private async Task<Kept> Directed(string level)
    {
        var thing = await Registered(level, $"dấuhiệu-{level}-chỉđạo");
        await office.Did("hlan", $"/incoming-documents/{thing.Document}/submission", new { to = "thinh" });
        var direction = await office.Did("thinh", $"/incoming-documents/{thing.Document}/directions", new
        {
            instruction = $"Giao Phòng KGVX chủ trì {thing.Marker}",
            assignments = new object[]
            {
                new { role = "lead", unit = "KGVX", dueOn = "2026-10-06" }, new { role = "support", unit = "KTTH", dueOn = "2026-10-06" },
                new { role = "inform", person = "nam" }, new { role = "inform", person = "cu" },
            },
        });
        var line = RoutedOffice.LineOf(direction, unit: "KGVX");
        await office.Did("thinh", $"/assignments/{RoutedOffice.LineOf(direction, person: "cu")}/withdrawal");
        await office.Did("dao", $"/assignments/{line}/assignments", new { assignments = new[] { new { role = "lead", person = "khanh" } } });
        var opinion = await office.Did("dao", $"/assignments/{line}/opinions", new { unit = "NC", question = $"Đề nghị cho ý kiến {thing.Marker}" });
        var share = await office.Did("hlan", $"/incoming-documents/{thing.Document}/shares", new { person = "krong" });
        await office.Did("hlan", $"/incoming-documents/{thing.Document}/transfers", new { to = "Phòng KGVX", transferredOn = "2026-10-05" });
        await office.Did("dao", $"/assignments/{line}/notes", new { text = $"Đã trao đổi {thing.Marker}" });
        return thing with { Line = line, Direction = direction.GetProperty("id").GetString(), Opinion = opinion.GetProperty("id").GetString(), Share = share.GetProperty("id").GetString() };
    }

    private async Task<Kept> Waiting(string level)
    {
        var thing = await Registered(level, $"dấuhiệu-{level}-chờ");
        await office.Did("hlan", $"/incoming-documents/{thing.Document}/submission", new { to = "chutich", proposal = new { instruction = $"Đề xuất {thing.Marker}" } });
        return thing;
    }

    private async Task<long> JournalLength()
    {
        await using var connection = await office.Registry.Connect();
        return await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where object_type in ('document', 'assignment', 'direction')");
    }

    [GeneratedRegex(@"\{([a-zA-Z]+)(?::\w+)?\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}")]
    private static partial Regex Hex();

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+|nonce-?=?\"?[A-Za-z0-9+/=]+\"?")]
    private static partial Regex Token();
}
