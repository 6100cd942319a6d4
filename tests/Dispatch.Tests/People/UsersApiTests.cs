using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Dispatch.People;
using Dispatch.Platform;
using Dispatch.Testing;

namespace Dispatch.Tests.People;

/// <summary>The administrator's work with people, over HTTP.</summary>
internal sealed class UsersApiTests
{
    private RegistryOffice office = null!;
    private HttpClient admin = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await RegistryOffice.Open();
        admin = await office.Client("admin");
        foreach (var (code, name) in new[] { ("KGVX", "Phòng Khoa giáo - Văn xã"), ("NC", "Phòng Nội chính") })
            Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/units", new { code, name, position = 1 })).StatusCode, Is.EqualTo(201));
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Only_who_manages_people_sees_them()
    {
        foreach (var userName in new[] { "hlan", "thinh", "nam", "quan" })
        {
            var client = await office.Client(userName);
            Assert.That((int)(await client.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(403), userName);
            Assert.That((int)(await client.PostAsJsonAsync("/api/v1/units", new { code = "X", name = "Y", position = 1 })).StatusCode, Is.EqualTo(403), userName);
        }
    }

    [Test]
    public async Task A_person_is_added_with_a_post_and_found_by_given_name_without_marks()
    {
        var added = await Add("anh.dt", "Đặng Thị  Ánh", title: "Chuyên viên", unitCode: "KGVX", from: "2026-09-01");
        Assert.That(added.GetProperty("posts")[0].GetProperty("from").GetString(), Is.EqualTo("2026-09-01"));
        Assert.That(added.GetProperty("state").GetString(), Is.EqualTo("noPassword"));
        await Add("bac.nv", "Nguyễn Văn Bắc", unitCode: "KGVX");

        var unit = await Items("/api/v1/users?unit=KGVX&limit=200");
        Assert.That(unit.Select(p => p.GetProperty("fullName").GetString()), Is.SupersetOf(new[] { "Đặng Thị Ánh", "Nguyễn Văn Bắc" }));
        var names = (await Items("/api/v1/users?limit=200")).Select(p => p.GetProperty("fullName").GetString()).ToList();
        Assert.That(names.IndexOf("Đặng Thị Ánh"), Is.LessThan(names.IndexOf("Nguyễn Văn Bắc")), "Ánh stands before Bắc");
        Assert.That(names, Has.None.EqualTo("Hệ thống"));
        Assert.That((await Items("/api/v1/users?q=dang%20anh")).Single().GetProperty("userName").GetString(), Is.EqualTo("anh.dt"));
        Assert.That(await Items("/api/v1/users?state=active&q=anh.dt"), Is.Empty);
        Assert.That((int)(await admin.GetAsync("/api/v1/users?state=gone")).StatusCode, Is.EqualTo(422));
    }

    [Test]
    public async Task The_list_goes_on_page_by_page()
    {
        var (seen, path) = (new List<string>(), "/api/v1/users?limit=2");
        while (path is not null)
        {
            var answer = await admin.GetAsync(path);
            seen.AddRange((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("userName").GetString()!));
            path = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        Assert.That(seen, Is.Unique.And.SupersetOf(new[] { "hlan", "ngoc", "thinh", "admin" }));
    }

    [Test]
    public async Task What_is_no_person_is_said_field_by_field()
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/users", new { userName = "Có Dấu", fullName = " ", roles = new[] { "administrator", "registry" }, unitCode = "KHONG", temporaryPassword = "ngắn" });
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name),
            Is.EquivalentTo(new[] { "userName", "fullName", "roles", "unitCode", "password" }));
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/users", new { userName = "hlan", fullName = "Ai", roles = new[] { "officer" } })).StatusCode, Is.EqualTo(409));
    }

    [Test]
    public async Task An_edit_needs_the_version_and_new_roles_count_from_the_next_request()
    {
        var (id, client) = await Hired("doi.vt", "officer");
        Assert.That((int)(await client.GetAsync("/api/v1/registers")).StatusCode, Is.EqualTo(403));
        Assert.That((int)(await admin.PatchAsJsonAsync($"/api/v1/users/{id}", new { fullName = "Tên Mới" })).StatusCode, Is.EqualTo(428));
        Assert.That((int)(await Patch($"/api/v1/users/{id}", new { fullName = "Tên Mới" }, 99)).StatusCode, Is.EqualTo(412));

        var version = (await Read(id)).GetProperty("version").GetInt32();
        var edited = await Patch($"/api/v1/users/{id}", new { fullName = "Trần Đổi Vai", roles = new[] { "registry" } }, version);
        Assert.That((int)edited.StatusCode, Is.EqualTo(200), await edited.Content.ReadAsStringAsync());
        Assert.That((int)(await client.GetAsync("/api/v1/registers")).StatusCode, Is.EqualTo(200));
        Assert.That((await Items("/api/v1/users?q=doi%20vai")).Single().GetProperty("fullName").GetString(), Is.EqualTo("Trần Đổi Vai"));
        Assert.That((int)(await Patch($"/api/v1/users/{id}", new { roles = Array.Empty<string>() }, version + 1)).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await Patch($"/api/v1/users/{id}", new { userName = "hlan" }, version + 1)).StatusCode, Is.EqualTo(409));
    }

    [Test]
    public async Task A_new_main_post_ends_the_one_before_and_the_history_stays()
    {
        var id = (await Add("len.chuc", "Ksor Lên Chức", title: "Chuyên viên", unitCode: "KGVX", from: "2024-01-15")).GetProperty("id").GetString();
        var raised = await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts", new { title = "Phó Trưởng phòng", unitCode = "NC", from = "2026-10-01", source = "QĐ 45/QĐ-VP" });
        var view = await raised.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((int)raised.StatusCode, Is.EqualTo(201), view.ToString());
        Assert.That(view.GetProperty("posts").EnumerateArray().Select(p => (p.GetProperty("title").GetString(), p.GetProperty("from").GetString(), p.GetProperty("to").GetString())),
            Is.EqualTo(new[] { ("Phó Trưởng phòng", "2026-10-01", null), ("Chuyên viên", "2024-01-15", "2026-09-30") }));
        var listed = (await Items("/api/v1/users?q=len.chuc")).Single();
        Assert.That((listed.GetProperty("title").GetString(), listed.GetProperty("unit").GetProperty("code").GetString()), Is.EqualTo(("Phó Trưởng phòng", "NC")));

        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts", new { title = "X", from = "2026-09-01" })).StatusCode, Is.EqualTo(409), "a later one stands in the way");
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts", new { title = "Bí thư chi bộ", from = "2026-09-01", main = false })).StatusCode, Is.EqualTo(201), "one held besides does not");
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts", new { title = "X", from = "2026-11-01", to = "2026-10-01" })).StatusCode, Is.EqualTo(422));
    }

    [Test]
    public async Task A_post_of_the_future_takes_effect_on_its_day()
    {
        await using var later = await RegistryOffice.Open();
        var chief = await later.Client("admin");
        var made = await (await chief.PostAsJsonAsync("/api/v1/users", new { userName = "mai.moi", fullName = "Rah Lan Mai", roles = new[] { "officer" }, title = "Chuyên viên" })).Content.ReadFromJsonAsync<JsonElement>();
        var id = made.GetProperty("id").GetString();
        Assert.That((int)(await chief.PostAsJsonAsync($"/api/v1/users/{id}/posts", new { title = "Trưởng phòng", from = "2026-10-06" })).StatusCode, Is.EqualTo(201));
        Assert.That(await TitleOf(), Is.EqualTo("Chuyên viên"));

        later.Office.Clock.Advance(TimeSpan.FromDays(1));
        await later.Do<PostsTakeEffect, bool>(async job =>
        {
            await job.Run(default);
            await job.Run(default);
            return true;
        });
        Assert.That(await TitleOf(), Is.EqualTo("Trưởng phòng"));
        await using var connection = await later.Connect();
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from journal_entry where action = 'account.postTookEffect'"), Is.EqualTo(1), "once");

        async Task<string?> TitleOf()
        {
            await using var rows = await later.Connect();
            return await rows.ExecuteScalarAsync<string>("select title from person where user_name = 'mai.moi'");
        }
    }

    [Test]
    public async Task A_post_is_ended_on_a_day_within_it()
    {
        var made = await Add("het.chuc", "Siu Hết", title: "Chuyên viên", from: "2026-01-05");
        var (id, post) = (made.GetProperty("id").GetString(), made.GetProperty("posts")[0].GetProperty("id").GetString());
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts/{post}/end", new { on = "2026-01-04" })).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts/{post}/end", new { })).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts/{Guid.Empty}/end", new { on = "2026-01-04" })).StatusCode, Is.EqualTo(404));
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/posts/{post}/end", new { on = "2026-10-04" })).StatusCode, Is.EqualTo(200));
        Assert.That((await Items("/api/v1/users?q=het.chuc")).Single().GetProperty("title").GetString(), Is.Empty, "yesterday was the last day");
    }

    [Test]
    public async Task Disabling_ends_everything_at_once_and_enabling_lets_in_again()
    {
        var (id, client) = await Hired("nghi.viec", "officer");
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/disablement", new { reason = "" })).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/disablement", new { reason = "Chuyển công tác" })).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(401));
        Assert.That((int)(await SignIn("nghi.viec", "hai con voi trắng")).StatusCode, Is.EqualTo(401));
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{id}/password-link", new { })).StatusCode, Is.EqualTo(404), "no link opens a disabled account");
        Assert.That((int)(await admin.DeleteAsync($"/api/v1/users/{id}/disablement")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await SignIn("nghi.viec", "hai con voi trắng")).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Nobody_disables_themselves_nor_the_last_administrator()
    {
        await using var small = await RegistryOffice.Open();
        var first = await small.Client("admin");
        var me = (await first.GetFromJsonAsync<JsonElement>("/api/v1/me")).GetProperty("id").GetString();
        Assert.That(await Slug(await first.PostAsJsonAsync($"/api/v1/users/{me}/disablement", new { reason = "Thử" })), Is.EqualTo("not-oneself"));
        using (var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/users/{me}") { Content = JsonContent.Create(new { roles = new[] { "registry" } }) })
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            Assert.That(await Slug(await first.SendAsync(request)), Is.EqualTo("not-oneself"));
        }
        // A second one who has no password yet cannot sign in: the first is still the last.
        var second = await (await first.PostAsJsonAsync("/api/v1/users", new { userName = "admin2", fullName = "Quản trị hai", roles = new[] { "administrator" } })).Content.ReadFromJsonAsync<JsonElement>();
        var caller = new Caller(new(second.GetProperty("id").GetGuid()), "admin2", "Quản trị hai", Roles.PermissionsOf([Role.Administrator]));
        var refused = await small.Do<DisablePerson, Result<UserDetail>>(use => use.Execute(new(Guid.Parse(me!)), new() { Reason = "Thử" }, caller, default));
        Assert.That(refused.Problem?.Slug, Is.EqualTo("last-administrator"));
    }

    [Test]
    public async Task Two_administrators_who_disable_each_other_at_once_leave_one()
    {
        await using var small = await RegistryOffice.Open();
        var ids = new List<Id<Person>>();
        foreach (var name in new[] { "qt1", "qt2" })
            ids.Add((await small.Do<AddPerson, Result<Id<Person>>>(add => add.Execute(new(name, name, "", null, [Role.Administrator], RegistryOffice.Password), Caller.System("command"), default))).Value);
        await using (var rows = await small.Connect())
            await rows.ExecuteAsync("update person set disabled_at = '2026-10-01' where user_name = 'admin'");
        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => small.Do<DisablePerson, Result<UserDetail>>(use => use.Execute(ids[1 - i], new() { Reason = "Thử" },
            new Caller(ids[i], $"qt{i + 1}", $"qt{i + 1}", Roles.PermissionsOf([Role.Administrator])), default))));
        Assert.That(results.Select(r => r.Problem?.Slug), Is.EquivalentTo(new[] { null, "last-administrator" }));
    }

    [Test]
    public async Task A_temporary_password_opens_one_door_only_until_it_is_changed()
    {
        await admin.PostAsJsonAsync("/api/v1/users", new { userName = "tam.thoi", fullName = "Người Tạm", roles = new[] { "registry" }, temporaryPassword = "mật khẩu tạm thời 9" });
        var token = (await (await SignIn("tam.thoi", "mật khẩu tạm thời 9")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        using var client = office.Office.Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.That(await Slug(await client.GetAsync("/api/v1/incoming-documents")), Is.EqualTo("password-change-due"));
        Assert.That(await Slug(await client.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = "sai mật khẩu rồi", newPassword = "một con đường dài" })), Is.EqualTo("invalid-fields"));
        Assert.That((int)(await client.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = "mật khẩu tạm thời 9", newPassword = "ngắn" })).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await client.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = "mật khẩu tạm thời 9", newPassword = "mật khẩu tạm thời 9" })).StatusCode, Is.EqualTo(422));
        Assert.That((int)(await client.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = "mật khẩu tạm thời 9", newPassword = "một con đường dài" })).StatusCode, Is.EqualTo(204));
        Assert.That((int)(await client.GetAsync("/api/v1/incoming-documents")).StatusCode, Is.EqualTo(200), "this session goes on");
        Assert.That((int)(await SignIn("tam.thoi", "một con đường dài")).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Ones_own_new_password_ends_the_other_sessions_and_guessing_the_old_one_locks()
    {
        var (_, one) = await Hired("doi.mk", "officer");
        var token = (await (await SignIn("doi.mk", "hai con voi trắng")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        using var other = office.Office.Stranger();
        other.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.That((int)(await one.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = "hai con voi trắng", newPassword = "ba con voi xám to" })).StatusCode, Is.EqualTo(204));
        Assert.That((int)(await other.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(401));
        for (var i = 0; i < 5; i++)
            await one.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = "đoán mò " + i, newPassword = "bốn con voi to lớn" });
        Assert.That((int)(await SignIn("doi.mk", "ba con voi xám to")).StatusCode, Is.EqualTo(401), "five wrong ones lock");
    }

    [Test]
    public async Task A_lockout_is_ended_and_sessions_are_seen_and_ended_by_the_administrator()
    {
        var (id, client) = await Hired("bi.khoa", "officer");
        for (var i = 0; i < 5; i++)
            await SignIn("bi.khoa", "sai mật khẩu rồi");
        Assert.That((await Read(id)).GetProperty("state").GetString(), Is.EqualTo("locked"));
        Assert.That((int)(await admin.DeleteAsync($"/api/v1/users/{id}/lockout")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await SignIn("bi.khoa", "hai con voi trắng")).StatusCode, Is.EqualTo(200));

        var sessions = await Items($"/api/v1/users/{id}/sessions");
        Assert.That(sessions, Has.Count.EqualTo(2));
        Assert.That((int)(await admin.DeleteAsync($"/api/v1/users/{id}/sessions/{Guid.Empty}")).StatusCode, Is.EqualTo(404));
        Assert.That((int)(await admin.DeleteAsync($"/api/v1/users/{id}/sessions/{sessions[0].GetProperty("id").GetString()}")).StatusCode, Is.EqualTo(204));
        Assert.That((int)(await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await admin.DeleteAsync($"/api/v1/users/{id}/sessions")).StatusCode, Is.EqualTo(204));
        Assert.That((int)(await client.GetAsync("/api/v1/me")).StatusCode, Is.EqualTo(401));
    }

    [Test]
    public async Task A_unit_is_renamed_ordered_and_closed_once_its_people_have_moved()
    {
        await admin.PostAsJsonAsync("/api/v1/units", new { code = "TAM", name = "Tổ tạm", position = 9 });
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/units", new { code = "TAM", name = "Tổ khác", position = 9 })).StatusCode, Is.EqualTo(409));
        Assert.That((int)(await admin.PostAsJsonAsync("/api/v1/units", new { code = "T A", name = " ", position = 9 })).StatusCode, Is.EqualTo(422));
        var unit = (await Items("/api/v1/units")).Single(u => u.GetProperty("code").GetString() == "TAM").GetProperty("id").GetString();
        var person = (await Add("o.to.tam", "Người Ở Tổ", unitCode: "TAM")).GetProperty("id").GetString();

        Assert.That((int)(await Patch($"/api/v1/units/{unit}", new { name = "Tổ Tạm thời", position = 3 }, 1)).StatusCode, Is.EqualTo(200));
        Assert.That(await Slug(await Patch($"/api/v1/units/{unit}", new { closedOn = "2026-11-01" }, 2)), Is.EqualTo("unit-has-people"));
        await admin.PostAsJsonAsync($"/api/v1/users/{person}/posts", new { title = "Chuyên viên", unitCode = "NC", from = "2026-10-20" });
        Assert.That((int)(await Patch($"/api/v1/units/{unit}", new { closedOn = "2026-11-01" }, 2)).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await admin.PostAsJsonAsync($"/api/v1/users/{person}/posts", new { title = "X", unitCode = "TAM", from = "2026-11-02" })).StatusCode, Is.EqualTo(422), "closed by then");
    }

    [Test]
    public async Task A_sheet_is_checked_row_by_row_and_written_whole_or_not_at_all()
    {
        const string Good = "Họ và tên,Tên đăng nhập,Chức vụ,Mã đơn vị,Vai trò,Từ ngày,Quyết định\nPhạm Một,pham.mot,Chuyên viên,KGVX,Chuyên viên,01/09/2026,QĐ 1\n\"Lê, Hai\",le.hai,,,văn thư; theo dõi đôn đốc,,\n";
        const string Bad = Good + "Ai Đó,KHÔNG DẤU!,,KHONG,phi công,31/02/2026,\nTrùng Tên,pham.mot,,,officer,,\n";
        var check = await Import(Bad, "check");
        Assert.That((check.GetProperty("rows").GetInt32(), check.GetProperty("good").GetInt32(), check.GetProperty("added").GetInt32()), Is.EqualTo((4, 2, 0)));
        Assert.That(check.GetProperty("problems").EnumerateArray().Select(p => (p.GetProperty("line").GetInt32(), p.GetProperty("field").GetString())),
            Is.EquivalentTo(new[] { (4, "userName"), (4, "unitCode"), (4, "roles"), (4, "from"), (5, "userName") }));
        Assert.That(await Items("/api/v1/users?q=pham.mot"), Is.Empty, "a check writes nothing");

        var all = await admin.PostAsync("/api/v1/users/imports?mode=all", Csv(Bad));
        Assert.That(await Slug(all), Is.EqualTo("rows-refused"));
        Assert.That(await Items("/api/v1/users?q=pham.mot"), Is.Empty, "all or nothing");

        Assert.That((await Import(Bad, "good")).GetProperty("added").GetInt32(), Is.EqualTo(2));
        var hai = (await Items("/api/v1/users?q=le.hai")).Single();
        Assert.That(hai.GetProperty("fullName").GetString(), Is.EqualTo("Lê, Hai"));
        Assert.That(hai.GetProperty("roles").EnumerateArray().Select(r => r.GetString()), Is.EqualTo(new[] { "registry", "monitor" }));
        Assert.That((await Import(Bad, "check")).GetProperty("good").GetInt32(), Is.Zero, "they are there now");
    }

    [Test]
    public async Task The_template_comes_back_as_a_row_that_can_be_taken_in()
    {
        var template = await admin.GetByteArrayAsync("/api/v1/users/imports/template");
        var content = new ByteArrayContent(template);
        content.Headers.ContentType = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        var answer = await (await admin.PostAsync("/api/v1/users/imports", content)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((answer.GetProperty("rows").GetInt32(), answer.GetProperty("good").GetInt32()), Is.EqualTo((1, 1)), answer.ToString());
    }

    [TestCase("")]
    [TestCase("Họ và tên\n")]
    [TestCase("PK\u0003\u0004 không phải sổ tính")]
    public async Task A_file_that_is_no_sheet_is_refused(string content) =>
        Assert.That(await Slug(await admin.PostAsync("/api/v1/users/imports", Csv(content))), Is.EqualTo("sheet-unreadable"));

    private static ByteArrayContent Csv(string text) => new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new("text/csv") } };

    private async Task<JsonElement> Import(string csv, string mode)
    {
        var answer = await admin.PostAsync("/api/v1/users/imports?mode=" + mode, Csv(csv));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        return body;
    }

    private async Task<(string Id, HttpClient Client)> Hired(string userName, string role)
    {
        var added = await Add(userName, "Người " + userName, role: role);
        var id = added.GetProperty("id").GetString()!;
        var link = await (await admin.PostAsJsonAsync($"/api/v1/users/{id}/password-link", new { })).Content.ReadFromJsonAsync<JsonElement>();
        var code = link.GetProperty("path").GetString()!.Split("ma=")[1];
        (await office.Do<SetPassword, Result<string>>(set => set.Execute(new(code, "hai con voi trắng"), new Visitor("page", null, null, Language.Vietnamese), default))).Value.ToString();
        var token = (await (await SignIn(userName, "hai con voi trắng")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        var client = office.Office.Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (id, client);
    }

    private async Task<JsonElement> Add(string userName, string fullName, string role = "officer", string? title = null, string? unitCode = null, string? from = null)
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/users", new { userName, fullName, roles = new[] { role }, title, unitCode, from });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), body.ToString());
        return body;
    }

    private Task<HttpResponseMessage> SignIn(string userName, string password) => office.Office.Stranger().PostAsJsonAsync("/api/v1/sign-in", new { userName, password });

    private Task<JsonElement> Read(string id) => admin.GetFromJsonAsync<JsonElement>($"/api/v1/users/{id}");

    private async Task<List<JsonElement>> Items(string path) => [.. (await admin.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];

    private static async Task<string> Slug(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.Replace("urn:dispatch:problem:", "", StringComparison.Ordinal);

    private async Task<HttpResponseMessage> Patch(string path, object body, int version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await admin.SendAsync(request);
    }
}
