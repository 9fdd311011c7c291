using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Frontend.Tests;

/// <summary>Each diagnostic of kernels with its exact text and place.</summary>
public class KernelDiagnosticTests
{
    /// <summary>Whole classes: id, source, message.</summary>
    public static TheoryData<string, string, string> Declarations => new()
    {
        { "AC1001", "class K { [Kernel] void «Run»() { } }", "Kernel 'Run' must be a static method: declare it static" },
        { "AC1002", "class K { [Kernel] static int «Run»() => 1; }", "Kernel 'Run' returns 'int': return void and write results to a tensor parameter marked [Output]" },
        { "AC1003", "class K { [Kernel] static void «Run»<T>() { } }", "'Run' is generic or stands in a generic type: write it for one element type" },
        { "AC1004", "class K { [Kernel] static extern void «Run»(); }", "'Run' has no C# body in this project (abstract, extern, partial without implementation, or from a library): write a static method of the project" },
        { "AC1005", "class K { [Kernel] static void Run() { } [Kernel] static void «Run»(int a) { } }", "Another kernel is called 'Run' too, and so would its C symbol be: give this one a name of its own" },
        { "AC1006", "class K { [Kernel] static async System.Threading.Tasks.Task «Run»() { } }", "'Run' is async or an iterator: write an ordinary method with loops" },
        { "AC1010", "class K { [Kernel] static void Run(string «s») { } }", "Parameter 's' has type 'string', which a kernel can't take: use Span<T>, ReadOnlySpan<T>, T[], T[,], TensorSpan<T> or ReadOnlyTensorSpan<T> of a primitive number, or a scalar" },
        { "AC1010", "class K { [Kernel] static void Run([Shape(\"4\")] decimal[] «s») { } }", "Parameter 's' has type 'decimal[]', which a kernel can't take: use Span<T>, ReadOnlySpan<T>, T[], T[,], TensorSpan<T> or ReadOnlyTensorSpan<T> of a primitive number, or a scalar" },
        { "AC1011", "class K { [Kernel] static void Run(Span<int> «s») { } }", "Tensor parameter 's' has no shape: add [Shape(\"…\")] with its extents, outermost first, for example [Shape(\"m, k\")]" },
        { "AC1012", "class K { [Kernel] static void Run(ref int «s») { } }", "Parameter 's' is passed by reference (ref): pass a scalar by value, and take results in a tensor marked [Output]" },
        { "AC1013", "class K { [Kernel] static void Run([«Shape(\"4\")»] int s) { } }", "[Shape] means nothing on parameter 's': it is a scalar" },
        { "AC1013", "class K { [Kernel] static void Run([«Output», Shape(\"4\")] ReadOnlySpan<int> s) { } }", "[Output] means nothing on parameter 's': 'System.ReadOnlySpan<int>' can't be written" },
        { "AC1013", "class K { [Kernel] static void Run([«ValueRange(0, 1)», Shape(\"4\")] int[] s) { } }", "[ValueRange] means nothing on parameter 's': it is a tensor; ranges are for scalars" },
        { "AC1014", "class K { [Kernel] static void Run([Shape(«\"4\"»)] int[,] s) { } }", "[Shape] of 's' gives 1 extents, but 'int[*,*]' has 2 dimensions: give one extent a dimension" },
        { "AC1015", "class K { [Kernel] static void Run([«ValueRange(2, 1)»] float s) { } }", "[ValueRange] of 's' must be finite and its low end must not be above its high end" },
        { "AC1016", "class K { [Kernel, Specialize(\"n=4\")] static void Run([Shape(\"n\")] int[] x, long «n») { } }", "Parameter 'n' is named like a dimension, so it must be an int, but it is 'long': change its type or its name" },
        { "AC1017", "class K { [Kernel] static void Run([Shape(«\"65536, 65536\"»)] int[] x) { } }", "Tensor 'x' has more than 2147483647 elements: split the work over several kernels" },
        { "AC1020", "class K { [Kernel] static void Run([Shape(\"4,«»\")] int[] x) { } }", "[Shape] can't be read here: an extent is missing, write a positive integer or a dimension name" },
        { "AC1020", "class K { [Kernel] static void Run([Shape(\"4 «x» 3\")] int[] x) { } }", "[Shape] can't be read here: unexpected 'x', separate extents by commas" },
        { "AC1020", "class K { [Kernel] static void Run([Shape(\"(4 + 1«»\")] int[] x) { } }", "[Shape] can't be read here: ')' is missing" },
        { "AC1020", "class K { [Kernel] static void Run([Shape(\"«9»9999999999\")] int[] x) { } }", "[Shape] can't be read here: the number is larger than 2147483647" },
        { "AC1021", "class K { [Kernel, Specialize(\"n=4, «3»=4\")] static void Run([Shape(\"n\")] int[] x) { } }", "[Specialize] can't be read here: a dimension name is missing, write for example m=64" },
        { "AC1021", "class K { [Kernel, Specialize(\"n=«0»\")] static void Run([Shape(\"n\")] int[] x) { } }", "[Specialize] can't be read here: 'n' needs an integer from 1 to 2147483647" },
        { "AC1021", "class K { [Kernel, Specialize(\"n=4, «n»=4\")] static void Run([Shape(\"n\")] int[] x) { } }", "[Specialize] can't be read here: 'n' is given twice" },
        { "AC1021", "class K { [Kernel, Specialize(\"n «4»\")] static void Run([Shape(\"n\")] int[] x) { } }", "[Specialize] can't be read here: '=' is missing behind 'n'" },
        { "AC1022", "class K { [Kernel] static void Run([Shape(\"4, «rows»\")] int[] x) { } }", "Dimension 'rows' has no value: fix it with [Specialize(\"rows=…\")] on 'Run'" },
        { "AC1022", "class K { [Kernel, Specialize(«\"m=4\"»)] static void Run([Shape(\"m, rows\")] int[] x) { } }", "Dimension 'rows' has no value: fix it with [Specialize(\"rows=…\")] on 'Run'" },
        { "AC1023", "class K { [Kernel, Specialize(\"m=4, «rows»=8\")] static void Run([Shape(\"m\")] int[] x) { } }", "'rows' is no dimension of 'Run': name one that a [Shape] uses, or remove it" },
        { "AC1024", "class K { [Kernel, Specialize(\"m=4\"), Specialize(«\"m=4\"»)] static void Run([Shape(\"m\")] int[] x) { } }", "'Run' is specialised for m=4 already: remove one of the two" },
        { "AC1025", "class K { [Kernel, Specialize(\"m=4\")] static void Run([Shape(«\"m - 4\"»)] int[] x) { } }", "Extent '1' of 'x' is 0 for m=4: extents must be from 1 to 2147483647" },
        { "AC1208", "class K { [ScheduleFor(«\"Other\"»)] static void Hand() { } }", "'Other' is no [Kernel] of 'K': name a kernel of the same class with nameof" },
        { "AC1209", "class K { [Kernel, Specialize(\"m=4\")] static void Run([Shape(\"m\")] int[] x) { } [ScheduleFor(nameof(Run)), Specialize(«\"m=5\"»)] static unsafe void Hand(int* x) { } }", "Kernel 'Run' is not specialised for m=5: add that [Specialize] to the kernel, or correct this one" },
        { "AC1303", Deep(33), "Calls are nested more than 32 deep at 'F32': flatten the helpers" },
        { "AC1302", "class K { [Kernel] static void «Run»(int s) { s = " + new string('(', 300) + "s" + new string(')', 300) + "; } }", "The code is nested more than 256 levels deep: split expressions and blocks" },
        { "AC1304", Wide(), "With its helpers inlined, the body of 'F1' has more than 100000 operations: write loops instead of repeated code" },
    };

    /// <summary>Statements of a kernel with spans x and y of ints, an int s and a float f; members beside it.</summary>
    public static TheoryData<string, string, string, string> Statements => new()
    {
        { "AC1004", "s = «Abs(s)»;", "[System.Runtime.InteropServices.DllImport(\"c\")] static extern int Abs(int a);", "'Abs' has no C# body in this project (abstract, extern, partial without implementation, or from a library): write a static method of the project" },
        { "AC1003", "s = «Id(s)»;", "static T Id<T>(T a) => a;", "'Id' is generic or stands in a generic type: write it for one element type" },
        { "AC1007", "s = «missing»;", "", "This part of 'Run' does not compile as C#: fix the compiler's errors first" },
        { "AC1100", "s = «(s, 2) == (2, s)» ? 1 : 2;", "", "'(s, 2) == (2, s)' is not part of the kernel language: use loops, conditions, arithmetic and static methods" },
        { "AC1100", "var «((a, b), c)» = ((s, 1), 2);", "", "This tuple is not part of the kernel language: use loops, conditions, arithmetic and static methods" },
        { "AC1100", "var (a, b) = «s > 0 ? (s, 1) : (1, s)»;", "", "This tuple is not part of the kernel language: use loops, conditions, arithmetic and static methods" },
        { "AC1109", "(decimal, int) «t = (1, 1)»;", "", "Type 'decimal' can't be used in a tuple: use bool, the integers from sbyte to ulong, float or double" },
        { "AC1100", "s = «sizeof(Guid)»;", "", "'sizeof(Guid)' is not part of the kernel language: use loops, conditions, arithmetic and static methods" },
        { "AC1109", "bool b = «typeof(int)» == null;", "", "Type 'System.Type' can't be used in an expression: use bool, the integers from sbyte to ulong, float or double" },
        { "AC1101", "int[] a = «new int[4]»;", "", "A kernel can't allocate 'int[]': take a buffer as a tensor parameter, or use stackalloc with a constant size" },
        { "AC1102", "s = «new Random(1).Next()»;", "", "'Next' is called on an instance (virtual or interface): call a static method, which is inlined" },
        { "AC1103", "s = F(s);", "static int F(int a) => a == 0 ? 0 : «F(a - 1)»;", "'F' calls itself, directly or through others, and can't be inlined: write it as a loop" },
        { "AC1104", "if (s < 0) «throw new ArgumentException();»", "", "'throw' can't be used in a kernel, which has no exceptions: test before the call and return early, or clamp the value" },
        { "AC1104", "«try { s = 1; } finally { s = 2; }»", "", "'try' can't be used in a kernel, which has no exceptions: test before the call and return early, or clamp the value" },
        { "AC1102", "s = «s.CompareTo(1)»;", "", "'CompareTo' is called on an instance: call a static method, which is inlined" },
        { "AC1105", "s = «Convert.ToInt32(f)»;", "", "'Convert.ToInt32(float)' is unknown to kernels: use a static method of this project, Quantize, or the exactly defined functions of Math, MathF and BitOperations" },
        { "AC1107", "Func<int, int> «g = a => a»;", "", "Lambdas and delegates can't be used in a kernel: call a static method, which is inlined" },
        { "AC1108", "s = «\"abc\".Length»;", "", "Strings can't be used in a kernel: use numbers" },
        { "AC1109", "decimal «d = 1»;", "", "Type 'decimal' can't be used in local 'd': use bool, the integers from sbyte to ulong, float or double" },
        { "AC1110", "s = «State»;", "static int State;", "'State' can change between calls: pass it as a parameter, or make it a const or static readonly scalar" },
        { "AC1110", "s = «Table»[s & 3];", "static readonly int[] Table = { 1, 2, 3, 4 };", "'Table' can change between calls: pass it as a parameter, or make it a const or static readonly scalar" },
        { "AC1109", "Pair «p = new Pair()»; p.A = 3; s = p.A;", "struct Pair { public int A; }", "Type 'K.Pair' can't be used in local 'p': use bool, the integers from sbyte to ulong, float or double" },
        { "AC1111", "s = «Value»;", "static readonly int Value = Environment.ProcessorCount;", "The value of 'Value' isn't known at build: give it a constant initializer in this project and don't assign it in a static constructor" },
        { "AC1112", "s = «Environment.ProcessorCount»;", "", "Property 'ProcessorCount' can't be read or written in a kernel: use a parameter, a local, a constant or a static method" },
        { "AC1113", "f = «MathF.Exp(f)»;", "", "'MathF.Exp' isn't defined to the last bit, so host and target could differ: write the approximation as a static method of the project" },
        { "AC1113", "f = «float.Pow(f, 2)»;", "", "'float.Pow' isn't defined to the last bit, so host and target could differ: write the approximation as a static method of the project" },
        { "AC1113", "f = «MathF.Round(f, 2)»;", "", "'MathF.Round' isn't defined to the last bit, so host and target could differ: write the approximation as a static method of the project" },
        { "AC1105", "s = (int)«Math.BigMul(1L, s)»;", "", "'Math.BigMul(long, long)' is unknown to kernels: use a static method of this project, Quantize, or the exactly defined functions of Math, MathF and BitOperations" },
        { "AC1114", "F(«ref y[0]»);", "static void F(ref int a) { a = 1; }", "References (ref, in, out, &) can't be used here: pass the value and return the result" },
        { "AC1114", "ref int «r = ref s»;", "", "References (ref, in, out, &) can't be used here: pass the value and return the result" },
        { "AC1115", "again: s++; if (s < 4) «goto again;»", "", "This jump isn't to a label further down in an enclosing block: use a loop, break, continue or return" },
        { "AC1116", "unsafe { int* p = stackalloc int[2]; long a = «(long)p»; }", "", "The conversion from 'int*' to 'long' can't be used here: convert between numbers only" },
        { "AC1109", "bool b = «new Version()» == new Version();", "", "Type 'System.Version' can't be used in an expression: use bool, the integers from sbyte to ulong, float or double" },
        { "AC1118", "«State» = s;", "static int State;", "Field 'State' can't be written in a kernel: write results to a tensor parameter" },
        { "AC1119", "bool b = s is «{ }»;", "", "This pattern can't be used in a kernel: use constants, comparisons, 'and', 'or', 'not', '_' and 'var'" },
        { "AC1120", "F(); void F() { «s» = 1; }", "", "'s' can't be used here: pass it as a parameter" },
        { "AC1121", "Span<int> a = «s > 0 ? y : y»;", "", "A tensor can't be used as a value here: index it, or pass a tensor parameter itself to a static method" },
        { "AC1122", "bool b = «x.TryCopyTo(y)»;", "", "'TryCopyTo' of a tensor can't be used in a kernel: use the indexer, Length, GetLength with a constant, Slice, Clear, Fill, CopyTo another tensor, and loops" },
        { "AC1122", "«y.Slice(1).CopyTo(y)»;", "", "'CopyTo' of a tensor can't be used in a kernel: use the indexer, Length, GetLength with a constant, Slice, Clear, Fill, CopyTo another tensor, and loops" },
        { "AC1127", "ReadOnlySpan<int> a = «x[2..]»;", "", "'^' and '..' can't be used in a kernel: compute the index from the length" },
        { "AC1123", "unsafe { int* p = stackalloc int[2]; bool b = «p == p + 1»; }", "", "Pointers can't be compared or subtracted: use pointers only as base address plus offset, p[i] or *p" },
        { "AC1124", "Span<int> a = «stackalloc int[s]»;", "", "stackalloc needs a constant size of at most 65536 bytes and must initialise a local outside loops" },
        { "AC1124", "for (int i = 0; i < 2; i++) { Span<int> a = «stackalloc int[2]»; }", "", "stackalloc needs a constant size of at most 65536 bytes and must initialise a local outside loops" },
        { "AC1125", "«Gemmini.Fence()»;", "", "'Gemmini.Fence' is an accelerator command and belongs in a schedule: a kernel says what to compute; mark a schedule with [ScheduleFor]" },
        { "AC1126", "s = «F(1, 2)»;", "static int F(params int[] a) => 1;", "The argument for 'a' can't be passed here: a list of arguments would be an allocation" },
        { "AC1127", "s = «x[^1]»;", "", "'^' and '..' can't be used in a kernel: compute the index from the length" },
        { "AC1128", "foreach (char c in «\"abc\"») { }", "", "foreach works on one-dimensional tensor parameters only: write a for loop" },
        { "AC1121", "s = «F()».Length;", "static int[] F() => null!;", "A tensor can't be used as a value here: index it, or pass a tensor parameter itself to a static method" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Analyze_WrongDeclaration_ReportsIt(string id, string source, string message)
    {
        (string text, TextSpan span) = MarkedSource.Parse(source);
        MarkedSource.ShouldBeReported(Source.Analyze(text).Diagnostics, id, message, span, Source.Offset);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Analyze_UnsupportedStatement_ReportsIt(string id, string statements, string members, string message)
    {
        (string text, TextSpan span) = MarkedSource.Parse(Source.InKernel(statements, members));
        MarkedSource.ShouldBeReported(Source.Analyze(text).Diagnostics, id, message, span, Source.Offset);
    }

    private static string Deep(int calls) => "class K { [Kernel] static void Run(int s) { s = F0(s); } " +
        string.Concat(Enumerable.Range(0, calls).Select(i => $"static int F{i}(int a) {{ int b = a; return {(i == calls - 2 ? "«" : "")}F{i + 1}(b){(i == calls - 2 ? "»" : "")}; }} ")) +
        $"static int F{calls}(int a) => a; }}";

    private static string Wide() => "class K { [Kernel] static void Run(int s) { s = F20(s); } " +
        "static int F1(int a) => F0(a) + F0(«a» + 1); " +
        string.Concat(Enumerable.Range(2, 19).Select(i => $"static int F{i}(int a) => F{i - 1}(a) + F{i - 1}(a + 1); ")) +
        "static int F0(int a) => a; }";
}
