using System.Net;
using System.Net.Sockets;

namespace Dispatch.Host;

/// <summary>Whether the ports asked for are free: said before the long part of a start.</summary>
internal static class Ports
{
    /// <exception cref="CommandFailure">One is in use; the line names a free one.</exception>
    public static void RequireFree(OfficeSettings settings)
    {
        foreach (var address in settings.Addresses.Where(address => address.Port != 0))
        {
            try
            {
                using var listener = new TcpListener(address.Ip ?? IPAddress.Any, address.Port);
                listener.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw InUse(address.Port, e);
            }
            catch (SocketException e)
            {
                throw new CommandFailure(CommandFailure.PortInUse, $"Không mở được {settings.Urls} ({e.Message}): chọn địa chỉ khác bằng --urls.", e);
            }
        }
    }

    public static CommandFailure InUse(int port, Exception e) =>
        new(CommandFailure.PortInUse, $"Cổng {port} đang có chương trình khác dùng: chọn cổng khác, ví dụ --urls http://127.0.0.1:{Free()}", e);

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
