namespace Dispatch.Platform;

/// <summary>How a private cluster is kept.</summary>
/// <param name="Folder">Everything of the cluster stands below this folder.</param>
public sealed record LocalPostgresOptions(string Folder)
{
    /// <summary>False for tests: fast, and gone after a power cut.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Told about each step, in words for the person who started the program.</summary>
    public Action<TwoLanguages> Say { get; init; } = _ => { };

    /// <summary>False where the machine allows root no user namespaces; tests set it to walk that way on a machine that does.</summary>
    internal bool Namespaces { get; init; } = true;

    internal IEnumerable<string> InitArguments() =>
        ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi-VN", "--auth=trust", "--username=" + LocalPostgres.Owner,
            .. Durable ? new[] { "--data-checksums" } : ["--no-sync"]];

    internal IEnumerable<string> Settings(string logFolder) =>
        ["listen_addresses=", "timezone=UTC", "lc_messages=C", "jit=off", "random_page_cost=1.1",
            .. Durable
                ? new[]
                {
                    "max_connections=100", "shared_buffers=256MB", "logging_collector=on", "log_directory=" + logFolder,
                    "log_filename=postgres-%a.log", "log_rotation_age=1d", "log_rotation_size=0", "log_truncate_on_rotation=on",
                }
                :
                [
                    "max_connections=200", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
                    "autovacuum=off", "max_wal_size=4GB", "dynamic_shared_memory_type=mmap",
                ]];
}
