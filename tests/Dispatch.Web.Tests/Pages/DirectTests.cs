using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Dispatch.Web.Tests.Pages;

/// <summary>Cho ý kiến without scripts: lists that are picked at once, and kept.</summary>
internal sealed class DirectTests
{
    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task What_was_picked_is_kept_as_a_list_and_picked_at_once_on_the_next_document()
    {
        var (first, second) = (await desk.Submitted("thinh"), await desk.Submitted("thinh"));
        using var leader = await desk.SignedIn("thinh");
        await leader.Open($"/cho-y-kien/{first}");
        Pick(leader, "Phòng Khoa giáo - Văn xã", "Lead");
        Pick(leader, "Lê Hoàng Nam", "Inform");
        await leader.Press("#keep button");
        Assert.That(leader.Text("#templateName-error"), Is.EqualTo("Bắt buộc nhập"), "beside its field");
        Assert.That(Picked(leader), Is.EquivalentTo(new[] { "Phòng Khoa giáo - Văn xã Lead", "Lê Hoàng Nam Inform" }), "and what was picked stays");
        leader.Type("templateName", "Khoa giáo, báo cáo Phó Chủ tịch");
        await leader.Press("#keep button");

        await leader.Open($"/cho-y-kien/{second}");
        Pick(leader, "Phòng Nội chính", "Support");
        leader.Type("instruction", "Khẩn trương");
        await leader.Press("button[name=template]");
        Assert.That(Picked(leader), Is.EquivalentTo(new[] { "Phòng Khoa giáo - Văn xã Lead", "Lê Hoàng Nam Inform" }), "the list and nothing else");
        Assert.That(leader.Page.QuerySelector("#instruction")!.TextContent.Trim(), Is.EqualTo("Khẩn trương"), "what was typed stays");
        await leader.Press("#direction button.primary");
        Assert.That(leader.Text("#done"), Does.Contain("Nay ở Phòng Khoa giáo - Văn xã"));
    }

    private static void Pick(Browser browser, string name, string role)
    {
        var pick = browser.Page.QuerySelectorAll(".pick").Single(one => one.TextContent.Contains(name, StringComparison.Ordinal));
        pick.QuerySelector<IHtmlInputElement>($"input[value={role}]")!.IsChecked = true;
    }

    private static IEnumerable<string> Picked(Browser browser) =>
        from pick in browser.Page.QuerySelectorAll(".pick")
        let chosen = pick.QuerySelectorAll<IHtmlInputElement>("input[type=radio]").FirstOrDefault(radio => radio.IsChecked && radio.Value.Length > 0)
        where chosen is not null
        select $"{pick.QuerySelector(".pick-name")!.TextContent.Trim()} {chosen.Value}";
}
