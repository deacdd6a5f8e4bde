using Hnsg.Cli;

return HnsgCommand.Run(args);
