using System.Net;
using AngleSharp.Dom;
using Dispatch.Platform.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Web.Tests.Pages;

/// <summary>What holds for every page there is: the pages are taken from the routes, so a new one is looked at too.</summary>
public sealed class EveryPageTests
{
    // Anybody may see these without signing in; a new one is a decision.
    private static readonly string[] OpenToAnyone = ["/dang-nhap", "/dat-mat-khau", "/loi/{code:int}", "/ngon-ngu"];

    private DeskOffice desk = null!;

    [OneTimeSetUp]
    public async Task Open() => desk = await DeskOffice.Start();

    [OneTimeTearDown]
    public async Task Close() => await desk.DisposeAsync();

    [Test]
    public async Task Declares_the_permission_it_needs_or_is_on_the_list_of_open_ones()
    {
        var pages = await Pages();
        Assert.That(pages.Where(page => Metadata<NeedsAttribute>(page) is null && Metadata<IAllowAnonymous>(page) is null).Select(Route), Is.Empty);
        Assert.That(pages.Where(page => Metadata<IAllowAnonymous>(page) is not null).Select(Route), Is.EquivalentTo(OpenToAnyone));
    }

    [Test]
    public async Task Is_closed_to_a_stranger_unless_it_is_open()
    {
        using var stranger = desk.Office.Stranger();
        foreach (var route in (await Pages()).Where(page => Metadata<IAllowAnonymous>(page) is null).Select(Route))
        {
            using var answer = await stranger.GetAsync(Address(route));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), route);
            Assert.That(answer.Headers.Location!.OriginalString, Does.StartWith("/dang-nhap"), route);
        }
    }

    [Test]
    public async Task Lets_the_browser_run_nothing_but_our_own_and_keep_nothing()
    {
        using var browser = await desk.SignedIn();
        foreach (var route in (await Pages()).Select(Route))
        {
            await browser.Open(Address(route));
            Assert.That(browser.Answer.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("default-src 'self'").And.Not.Contain("unsafe"), route);
            Assert.That(browser.Answer.Headers.CacheControl?.NoStore, Is.True, route);
            Assert.That(browser.Answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"), route);
            Assert.That(browser.Page.QuerySelectorAll("style, script:not([src]), [style]"), Is.Empty, route);
            Assert.That(browser.Page.QuerySelectorAll("*").Where(element => element.Attributes.Any(a => a!.Name.StartsWith("on", StringComparison.Ordinal))), Is.Empty, route);
        }
    }

    [Test]
    public async Task Names_itself_has_one_heading_and_labels_every_field()
    {
        using var browser = await desk.SignedIn();
        foreach (var route in (await Pages()).Select(Route).Where(route => route is not "/dang-xuat" and not "/ngon-ngu"))
        {
            await browser.Open(Address(route));
            Assert.That(browser.Page.Title, Is.Not.Empty.And.EndsWith("– Quản lý văn bản"), route);
            Assert.That(browser.Page.QuerySelectorAll("h1"), Has.Length.EqualTo(1), route);
            Assert.That(browser.Page.QuerySelectorAll("main"), Has.Length.EqualTo(1), route);
            var ids = browser.Page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
            Assert.That(ids, Is.Unique, route);
            Assert.That(browser.Page.QuerySelectorAll("input:not([type=hidden]):not([hidden]), select, textarea")
                .Where(field => field.Closest("label") is null && browser.Page.QuerySelector($"label[for='{field.Id}']") is null), Is.Empty, route);
            Assert.That(browser.Page.QuerySelectorAll("a, button").Where(link => link.TextContent.Trim().Length == 0), Is.Empty, route);
            Assert.That(browser.Page.QuerySelectorAll("form[method=post]").Where(form => form.QuerySelector("[name=__RequestVerificationToken]") is null), Is.Empty, route);
            Assert.That(browser.Page.QuerySelectorAll("[hx-get]:not([href]):not(form)"), Is.Empty.Or.All.Matches<IElement>(e => e!.GetAttribute("aria-disabled") == "true"), route);
        }
    }

    [Test]
    public async Task Says_nothing_in_Vietnamese_to_who_reads_English()
    {
        using var browser = await desk.SignedIn("admin");
        await browser.Press("form[action='/ngon-ngu'] button");
        await browser.Open("/khong-co-trang-nay");
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(browser.Text("h1"), Is.EqualTo("Page not found"));
    }

    [Test]
    public async Task A_failure_of_ours_is_a_page_of_ours()
    {
        using var browser = await desk.SignedIn();
        await using (var connection = await desk.Office.Database.OpenAsOwner())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "alter table series_year rename to series_year_gone";
            await command.ExecuteNonQueryAsync();
            await browser.Open("/so");
            command.CommandText = "alter table series_year_gone rename to series_year";
            await command.ExecuteNonQueryAsync();
        }
        Assert.That(browser.Answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(browser.Text("h1"), Is.EqualTo("Hệ thống gặp lỗi"));
        Assert.That(browser.Text("code"), Is.Not.Empty);
        Assert.That(browser.Page.Body!.TextContent, Does.Not.Contain("series_year"));
    }

    private async Task<List<CompiledPageActionDescriptor>> Pages()
    {
        var loader = desk.Office.Services.GetRequiredService<PageLoader>();
        var found = new List<CompiledPageActionDescriptor>();
        foreach (var page in desk.Office.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
            found.Add(await loader.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty));
        Assert.That(found, Is.Not.Empty);
        return found;
    }

    private static T? Metadata<T>(CompiledPageActionDescriptor page) where T : class => page.ModelTypeInfo!.GetCustomAttributes(true).OfType<T>().SingleOrDefault();

    private static string Route(PageActionDescriptor page) => "/" + page.AttributeRouteInfo!.Template;

    private static string Address(string route) => route.Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace("{code:int}", "404", StringComparison.Ordinal)
        .Replace("{code}", DeskOffice.Book, StringComparison.Ordinal).Replace("{year:int}", "2026", StringComparison.Ordinal).Replace("{number:int}", "1", StringComparison.Ordinal);
}
