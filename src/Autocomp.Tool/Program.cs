using Autocomp.Tool;

RoslynResolver.Install(args);
return await CommandLineRoot.RunAsync(args).ConfigureAwait(false);
