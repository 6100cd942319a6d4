using Dispatch.Host;
using Dispatch.Host.Commands;

using var stop = new StopSignals();
return await CommandLine.Run(args,
[
    new Serve(),
    new Migrate(),
    new Backup(),
    new Verify(),
    new Restore(),
    new UserReset(),
    new ResetSample(),
    new VersionCommand(),
], stop.Token);
