using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dispatch.Testing;

/// <summary>Where a mail server goes wrong.</summary>
public enum SmtpFault
{
    None,
    CutAtGreeting,
    CutAtSender,
    CutAtReceiver,
    CutInData,

    /// <summary>The mail is taken, the answer is lost.</summary>
    CutAfterData,

    /// <summary>450 to the receiver.</summary>
    Later,

    /// <summary>550 to the receiver.</summary>
    Refuse,
}

/// <summary>A mail that arrived.</summary>
public sealed record ArrivedMail(string MessageId, string To, string Text);

/// <summary>A mail server on this machine that keeps what it gets, and can be told to break in the middle, or be killed and started again on its port.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly Lock guard = new();
    private readonly List<ArrivedMail> arrived = [];
    private readonly List<TcpClient> open = [];
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;

    private SmtpSink(int port) => Port = port;

    public int Port { get; private set; }

    /// <summary>What happens to each session that begins.</summary>
    public Func<SmtpFault> Fault { get; set; } = () => SmtpFault.None;

    /// <summary>Everything taken so far; the same message id may be there twice.</summary>
    public IReadOnlyList<ArrivedMail> Arrived
    {
        get
        {
            lock (guard)
                return [.. arrived];
        }
    }

    public static SmtpSink Start()
    {
        var sink = new SmtpSink(0);
        sink.Listen();
        return sink;
    }

    /// <summary>Listens (again) on its port.</summary>
    public void Listen()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Accept(listener);
    }

    /// <summary>Gone at once, whatever is in the middle.</summary>
    public async Task Kill()
    {
        listener?.Stop();
        lock (guard)
        {
            foreach (var client in open)
            {
                try
                {
                    client.LingerState = new LingerOption(true, 0);
                    client.Close();
                }
                catch (ObjectDisposedException)
                {
                    // It ended by itself meanwhile.
                }
            }
            open.Clear();
        }
        await accepting;
    }

    public async ValueTask DisposeAsync() => await Kill();

    private async Task Accept(TcpListener on)
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                var client = await on.AcceptTcpClientAsync();
                lock (guard)
                    open.Add(client);
                sessions.Add(Serve(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await Talk(client, Fault());
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Killed, or the other side is gone.
            }
            lock (guard)
                open.Remove(client);
        }
    }

    private async Task Talk(TcpClient client, SmtpFault fault)
    {
        if (fault == SmtpFault.CutAtGreeting)
            return;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Task Say(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();
        await Say("220 sink");
        var to = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await Say("250-sink\r\n250 8BITMIME");
                    break;
                case "MAIL" when fault == SmtpFault.CutAtSender:
                case "RCPT" when fault == SmtpFault.CutAtReceiver:
                    return;
                case "RCPT" when fault == SmtpFault.Later:
                    await Say("450 later");
                    break;
                case "RCPT" when fault == SmtpFault.Refuse:
                    await Say("550 no such mailbox");
                    break;
                case "RCPT":
                    to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    await Say("250 yes");
                    break;
                case "DATA":
                    await Say("354 go on");
                    if (fault == SmtpFault.CutInData)
                    {
                        await reader.ReadLineAsync();
                        return;
                    }
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } data && data != ".")
                        text.Append(data.StartsWith("..", StringComparison.Ordinal) ? data[1..] : data).Append('\n');
                    Keep(to, text.ToString());
                    if (fault == SmtpFault.CutAfterData)
                        return;
                    await Say("250 taken");
                    break;
                case "QUIT":
                    await Say("221 bye");
                    return;
                default:
                    await Say("250 yes");
                    break;
            }
        }
    }

    private void Keep(string to, string text)
    {
        var id = text.Split('\n').First(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)).Split('<')[1].Split('>')[0];
        lock (guard)
            arrived.Add(new(id, to, text));
    }
}
