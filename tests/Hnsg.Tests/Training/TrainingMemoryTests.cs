using System.Collections;
using System.Reflection;
using Hnsg.Data;
using Hnsg.Kernels;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;
using Xunit;

namespace Hnsg.Tests.Training;

/// <summary>What a training is said to need, beside what it takes.</summary>
public class TrainingMemoryTests
{
    public static TheoryData<string, int, int, int, int> Trainings =>
        new()
        {
            { "hnsg", 2_000, 32, 8, 1 },
            { "hnsg", 100, 128, 100, 2 },
            { "hnsg", 1_000, 16, 4, 8 },
            { "weights", 2_000, 32, 8, 1 },
            { "magnitude", 1_000, 32, 8, 2 },
            { "signed", 1_000, 32, 8, 1 },
            { "probabilistic", 1_000, 32, 8, 1 },
            { "biprop", 1_000, 32, 8, 1 },
            { "random", 1_000, 32, 8, 1 },
        };

    [Theory, MemberData(nameof(Trainings))]
    public void It_needs_what_it_is_said_to_need(string method, int hidden, int batch, int steps, int threads)
    {
        TrainingOptions options = TrainingChoices.WithMethod(
            new TrainingOptions
            {
                Hidden = [hidden, hidden / 2],
                Batch = batch,
                Steps = steps,
            },
            method
        );
        Dataset digits = SomeDigits.Of(200, 20);
        using var session = new TrainingSession(options, digits, threads);
        (double connections, double ofBatch, double ofThreads) = TrainingMemory.Bytes(
            options,
            session.Spec,
            Math.Min(batch, session.TrainSamples),
            threads
        );
        long taken = Buffers(session, []).Sum();
        Assert.InRange(taken / (connections + ofBatch + ofThreads), 0.9, 1.8);
    }

    [Theory]
    [InlineData("hidden", 65_535, 128, 8, 1)]
    [InlineData("batch", 1_000, 65_536, 1_000, 1)]
    [InlineData("threads", 1_000, 1, 8, 1_024)]
    public void What_needs_too_much_is_named(string what, int hidden, int batch, int steps, int threads)
    {
        var options = new TrainingOptions
        {
            Hidden = what == "threads" ? [1, 4_096] : [hidden],
            Batch = batch,
            Steps = steps,
        };
        NetworkSpec spec = TrainingOptionsValidation.Network(
            options,
            inputs: what == "threads" ? 65_535 : 4_000,
            classes: 10
        );
        (double connections, double ofBatch, double ofThreads) = TrainingMemory.Bytes(options, spec, batch, threads);
        double[] all = [connections, ofBatch, ofThreads];
        Assert.Equal(what, new[] { "hidden", "batch", "threads" }[Array.IndexOf(all, all.Max())]);
        var error = Assert.Throws<InsufficientMemoryException>(() =>
            AvailableMemory.Require(1e18, ("a training of many connections needs", "Use fewer."))
        );
        Assert.Matches(
            "^not enough memory: a training of many connections needs [0-9,]+ MiB, .* Use fewer[.]$",
            error.Message
        );
    }

    [Fact]
    public void A_network_that_no_model_file_holds_is_refused_before_anything_is_allocated()
    {
        Dataset digits = SomeDigits.Of(200, 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        OptionException error = Assert.Throws<OptionException>(() =>
            new TrainingSession(new TrainingOptions { Hidden = [16_000, 16_000] }, digits, 1)
        );
        Assert.Equal("hidden", error.Option);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    // Bytes of all aligned buffers that an object of the library holds, wherever they are in it.
    private static IEnumerable<long> Buffers(object? it, HashSet<object> seen)
    {
        if (it is null || it is string or Delegate or Thread || !(it.GetType().IsValueType || seen.Add(it)))
        {
            yield break;
        }
        Type type = it.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(AlignedBuffer<>))
        {
            int size = System.Runtime.InteropServices.Marshal.SizeOf(type.GetGenericArguments()[0]);
            yield return size * (long)type.GetProperty("Length")!.GetValue(it)!;
            yield break;
        }
        IEnumerable<object?> parts =
            it is IEnumerable list && !type.IsPrimitive ? list.Cast<object?>()
            : type.Namespace?.StartsWith("Hnsg", StringComparison.Ordinal) ?? false ? Fields(type, it)
            : [];
        foreach (long bytes in parts.SelectMany(part => Buffers(part, seen)))
        {
            yield return bytes;
        }
    }

    private static IEnumerable<object?> Fields(Type? type, object it)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (
                FieldInfo field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly
                )
            )
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsPrimitive && field.FieldType != typeof(byte[]))
                {
                    yield return field.GetValue(it);
                }
            }
        }
    }
}
