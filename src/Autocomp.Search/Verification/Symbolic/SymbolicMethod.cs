using System.Collections.Immutable;
using System.Linq.Expressions;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Code = System.Linq.Expressions.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Runs a method as the front end read it on the values of a <see cref="SymbolicPoints"/>: its own loops and indices, its own order of statements, with polynomials for sums and uninterpreted functions for what is done to them.</summary>
internal static class SymbolicMethod
{
    /// <summary>Runs it.</summary>
    /// <param name="kernel">The method.</param>
    /// <param name="arguments">Arguments in the order of the C function; only scalars count.</param>
    /// <param name="points">Where to evaluate.</param>
    /// <param name="cancellation">Ends the run between iterations of outer loops at the latest.</param>
    /// <returns>What each output holds afterwards.</returns>
    /// <exception cref="NotProvableException">It does something that has no symbolic meaning.</exception>
    public static SymbolicResult Run(KernelInfo kernel, ImmutableArray<KernelArgument> arguments, SymbolicPoints points, CancellationToken cancellation)
    {
        var shapes = new ShapeTable(points);
        Action<ulong[][]> run = Compile(kernel, arguments, points, shapes, cancellation);
        KernelParameter[] parameters = [.. kernel.AbiParameters];
        ulong[][] values = [.. parameters.Select(Values).OfType<ulong[]>()];
        try
        {
            run(values);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or OverflowException or DivideByZeroException or ArithmeticException)
        {
            throw new NotProvableException($"the method throws ({e.GetType().Name})");
        }

        var outputs = ImmutableArray.CreateBuilder<(int, ulong[])>();
        int next = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Kind != ParameterKind.Tensor) continue;
            if (parameters[i].Direction != ParameterDirection.In) outputs.Add((i, values[next]));
            next++;
        }

        return new(outputs.ToImmutable(), [.. shapes.Prints.Select(p => p.Hash)]);

        ulong[]? Values(KernelParameter parameter, int index)
        {
            if (parameter.Kind != ParameterKind.Tensor) return null;
            var array = new ulong[parameter.Elements];
            for (int i = 0; i < array.Length; i++) array[i] = parameter.Direction == ParameterDirection.Out ? points.Unknown(200 + index, i) : points.Element(index, i);
            return array;
        }
    }

    // Whatever of the language has no counterpart here must cost the proof, not the build.
    private static Action<ulong[][]> Compile(KernelInfo kernel, ImmutableArray<KernelArgument> arguments, SymbolicPoints points, ShapeTable shapes, CancellationToken cancellation)
    {
        try
        {
            var locals = new MethodLocals(kernel.Body);
            var expressions = new CompileExpressions(kernel, arguments, locals, points, shapes);
            Code body = new CompileMethod(expressions, locals, cancellation).Compile(kernel.Body);
            ParameterExpression tensors = Code.Parameter(typeof(ulong[][]), "tensors");
            ParameterExpression[] arrays = [.. expressions.Tensors];
            Code[] setup =
            [
                .. arrays.Select((array, i) => Code.Assign(array, Code.ArrayIndex(tensors, Code.Constant(i)))),
                .. expressions.Buffers.Select(b => Code.Assign(b.Array, Code.NewArrayBounds(typeof(ulong), Code.Constant(b.Elements)))),
            ];
            Code block = Code.Block([.. arrays, .. expressions.Buffers.Select(b => b.Array), .. expressions.Variables], [.. setup, body, Code.Empty()]);
            return Code.Lambda<Action<ulong[][]>>(block, tensors).Compile();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KeyNotFoundException or NotSupportedException or InsufficientExecutionStackException)
        {
            throw new NotProvableException($"the method could not be read symbolically ({e.Message})");
        }
    }
}
