using Hnsg.Bench;

return BenchCommand.Run(args);
