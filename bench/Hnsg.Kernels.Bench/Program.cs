using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process, so that the narrower vectors are measured by switching sets off from outside:
//   dotnet run -c Release --project bench/Hnsg.Kernels.Bench -- --filter '*'
//   DOTNET_EnableAVX512=0 dotnet run …      256 bits
//   DOTNET_EnableAVX2=0 dotnet run …        128 bits
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(new())));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
