using Autocomp.Frontend.Schedules;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Frontend.Tests;

/// <summary>Each diagnostic of schedules with its exact text and place.</summary>
public class ScheduleDiagnosticTests
{
    /// <summary>The one that only a hand-written schedule beside its kernel can show.</summary>
    public const string KernelCalled = "AC1211";

    private const string Signature = "sbyte* x, sbyte* w, int* bias, sbyte* y, float scale";

    /// <summary>Whole files: id, source, message.</summary>
    public static TheoryData<string, string, string> Files => new()
    {
        { "AC1201", File("") + " class «Other» { }", "A second class can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1201", File("") + " struct «Other» { }", "The type 'Other' can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1201", File("", "static «Schedule»() { }"), "A constructor can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1201", File("", "«static int state;»"), "A field that is not const can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1201", File("", "«static int State { get; set; }»"), "A property or event can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1201", File("", "static T «Id»<T>(T a) => a;"), "A generic method can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1201", File("", "enum «E» { }"), "The type 'E' can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1201", "static class «S» : object { }", "The type 'S' can't stand in a schedule: write one static class that holds static methods and consts only" },
        { "AC1202", "«using» Autocomp; static class Schedule { }", "The schedule needs exactly one method called 'Dense': static unsafe, returning void, with parameters (" + Signature + ")" },
        { "AC1202", "static unsafe class Schedule { static int «Dense»(" + Signature + ") => 1; }", "The schedule needs exactly one method called 'Dense': static unsafe, returning void, with parameters (" + Signature + ")" },
        { "AC1202", "static unsafe class Schedule { static void «Dense»(sbyte* x) { } }", "The schedule needs exactly one method called 'Dense': static unsafe, returning void, with parameters (" + Signature + ")" },
        { "AC1203", "static unsafe class Schedule { static void Dense(" + Signature.Replace("float", "double").Replace("scale", "«scale»") + ") { } }", "Parameter 'scale' does not fit the kernel: the parameters must be (" + Signature + ")" },
        { "AC1203", "static unsafe class Schedule { static void Dense(" + Signature + ", int* «z») { } }", "Parameter 'z' does not fit the kernel: the parameters must be (" + Signature + ")" },
        { "AC1204", "«#define A»\n" + File(""), "'#define A' can't stand in a schedule: remove the directive" },
        { "AC1205", "«using System.IO;»" + File(""), "'using System.IO;' can't stand in a schedule: only 'using Autocomp;', 'using System;' and 'using System.Numerics;' can" },
        { "AC1205", "«using G = Autocomp.Gemmini;»" + File(""), "'using G = Autocomp.Gemmini;' can't stand in a schedule: only 'using Autocomp;', 'using System;' and 'using System.Numerics;' can" },
        { "AC1206", File("", "«[System.Runtime.CompilerServices.ModuleInitializer]» internal static void Start() { }"), "Attributes can't stand in a schedule: remove '[System.Runtime.CompilerServices.ModuleInitializer]'" },
        { "AC1206", "using Autocomp; «[assembly: System.CLSCompliant(true)]» static unsafe class Schedule { static void Dense(" + Signature + ") { } }", "Attributes can't stand in a schedule: remove '[System.CLSCompliant]'" },
        { "AC1207", File("", "static «extern» void Out();"), "Modifier 'extern' can't stand here in a schedule: use public, internal, private, static, unsafe and const only" },
        { "AC1207", "static unsafe «partial» class Schedule { static void Dense(" + Signature + ") { } }", "Modifier 'partial' can't stand here in a schedule: use public, internal, private, static, unsafe and const only" },
        { "AC1301", "«»" + new string(' ', 262_145), "The source has 262145 characters, at most 262144 are accepted: write loops instead of repeated code" },
        { "AC1302", "«»" + File("int a = " + new string('(', 5000) + "1" + new string(')', 5000) + ";"), "The code is nested more than 256 levels deep: split expressions and blocks" },
        { "AC1302", "«»" + File(new string('{', 2000) + new string('}', 2000)), "The code is nested more than 256 levels deep: split expressions and blocks" },
        { "AC1302", "«»" + File("int a = 1" + string.Concat(Enumerable.Repeat(" + 1", 20_000)) + ";"), "The code is nested more than 256 levels deep: split expressions and blocks" },
    };

    /// <summary>Statements of the entry method, and members beside it.</summary>
    public static TheoryData<string, string, string, string> Statements => new()
    {
        { "CS0103", "«missing» = 1;", "", "The name 'missing' does not exist in the current context" },
        { "AC1101", "var a = «new int[4]»;", "", "A kernel can't allocate 'int[]': take a buffer as a tensor parameter, or use stackalloc with a constant size" },
        { "AC1102", "int a = «1.GetHashCode()»;", "", "'GetHashCode' is called on an instance (virtual or interface): call a static method, which is inlined" },
        { "AC1103", "F();", "static void F() => «F()»;", "'F' calls itself, directly or through others, and can't be inlined: write it as a loop" },
        { "AC1104", "«throw new Exception();»", "", "'throw' can't be used in a kernel, which has no exceptions: test before the call and return early, or clamp the value" },
        { "AC1105", "«System.IO.File.Delete(\"a\")»;", "", "'File.Delete(string)' is unknown to kernels: use a static method of this project, Quantize, or the exactly defined functions of Math, MathF and BitOperations" },
        { "AC1105", "«Environment.Exit(1)»;", "", "'Environment.Exit(int)' is unknown to kernels: use a static method of this project, Quantize, or the exactly defined functions of Math, MathF and BitOperations" },
        { "AC1105", "«System.Reflection.Assembly.GetExecutingAssembly()»;", "", "'Assembly.GetExecutingAssembly()' is unknown to kernels: use a static method of this project, Quantize, or the exactly defined functions of Math, MathF and BitOperations" },
        { "AC1109", "object «a = null»;", "", "Type 'object' can't be used in local 'a': use bool, the integers from sbyte to ulong, float or double" },
        { "AC1114", "int a = 1; int* p = «&a»;", "", "References (ref, in, out, &) can't be used here: pass the value and return the result" },
        { "AC1116", "long a = «(long)x»;", "", "The conversion from 'sbyte*' to 'long' can't be used here: convert between numbers only" },
        { "AC1116", "Gemmini.Mvin(«(void*)64», 0, 4, 4);", "", "The conversion from 'int' to 'void*' can't be used here: convert between numbers only" },
        { "AC1123", "long a = «y - x»;", "", "Pointers can't be compared or subtracted: use pointers only as base address plus offset, p[i] or *p" },
        { "AC1109", "int** «p = null»;", "", "Type 'int**' can't be used in local 'p': use bool, the integers from sbyte to ulong, float or double" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Analyze_WrongFile_ReportsIt(string id, string source, string message)
    {
        (string text, TextSpan span) = MarkedSource.Parse(source);
        ScheduleResult result = Source.Schedule(text, Source.Kernel(Samples.Dense));
        result.Tree.ShouldBeNull();
        MarkedSource.ShouldBeReported(result.Diagnostics, id, message, span);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Analyze_UnsupportedStatement_ReportsIt(string id, string statements, string members, string message)
    {
        (string text, TextSpan span) = MarkedSource.Parse(File(statements, members));
        ScheduleResult result = Source.Schedule(text, Source.Kernel(Samples.Dense));
        result.Tree.ShouldBeNull();
        MarkedSource.ShouldBeReported(result.Diagnostics, id, message, span);
    }

    [Fact]
    public void Analyze_CallOfAKernel_ReportsIt()
    {
        (string text, TextSpan span) = MarkedSource.Parse(
            "static unsafe class K { [Kernel] static void Run(int s) { } [ScheduleFor(nameof(Run))] static void Hand(int s) { «Run(s)»; } }");
        MarkedSource.ShouldBeReported(Source.Analyze(text).Diagnostics, KernelCalled, "'Run' is a kernel and can't be called in a schedule: a schedule does the work itself", span, Source.Offset);
    }

    [Fact]
    public void Analyze_HugeNesting_EndsOnASmallStack()
    {
        ScheduleResult? result = null;
        Thread thread = new(() => result = Source.Schedule(File("int a = " + string.Concat(Enumerable.Repeat("-(", 100_000))), Source.Kernel(Samples.Dense)), 512 * 1024);
        thread.Start();
        thread.Join();
        result!.Tree.ShouldBeNull();
        result.Diagnostics.ShouldNotBeEmpty();
    }

    private static string File(string statements, string members = "") =>
        "using System; using Autocomp; static unsafe class Schedule { " + members + " static void Dense(" + Signature + ") { " + statements + " } }";
}
