using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Diagnostics;

/// <summary>Every diagnostic of the front end: AC10xx declarations of kernels, AC11xx bodies, AC12xx schedules, AC13xx limits.</summary>
public static class DiagnosticDescriptors
{
    // Filled by the initialisers below, so it stands before them.
    private static readonly ImmutableArray<DiagnosticDescriptor>.Builder Descriptors = ImmutableArray.CreateBuilder<DiagnosticDescriptor>();

    /// <summary>A kernel is an instance method.</summary>
    public static readonly DiagnosticDescriptor KernelNotStatic = Error("AC1001", "Kernel is not static",
        "Kernel '{0}' must be a static method: declare it static");

    /// <summary>A kernel returns a value.</summary>
    public static readonly DiagnosticDescriptor KernelReturnsValue = Error("AC1002", "Kernel returns a value",
        "Kernel '{0}' returns '{1}': return void and write results to a tensor parameter marked [Output]");

    /// <summary>A kernel, a helper or a type around it has type parameters.</summary>
    public static readonly DiagnosticDescriptor Generic = Error("AC1003", "Generic method",
        "'{0}' is generic or stands in a generic type: write it for one element type");

    /// <summary>A kernel or helper has no C# body in this project.</summary>
    public static readonly DiagnosticDescriptor NoBody = Error("AC1004", "Method without a body",
        "'{0}' has no C# body in this project (abstract, extern, partial without implementation, or from a library): write a static method of the project");

    /// <summary>Two kernels have one name.</summary>
    public static readonly DiagnosticDescriptor KernelOverloaded = Error("AC1005", "Kernels of the same name",
        "Another kernel is called '{0}' too, and so would its C symbol be: give this one a name of its own");

    /// <summary>A method is async or an iterator.</summary>
    public static readonly DiagnosticDescriptor AsyncOrIterator = Error("AC1006", "Async or iterator method",
        "'{0}' is async or an iterator: write an ordinary method with loops");

    /// <summary>The C# compiler reports errors inside the kernel.</summary>
    public static readonly DiagnosticDescriptor DoesNotCompile = Error("AC1007", "Kernel does not compile",
        "This part of '{0}' does not compile as C#: fix the compiler's errors first");

    /// <summary>A parameter's type can't be passed to a kernel.</summary>
    public static readonly DiagnosticDescriptor ParameterType = Error("AC1010", "Unsupported parameter type",
        "Parameter '{0}' has type '{1}', which a kernel can't take: use Span<T>, ReadOnlySpan<T>, T[], T[,], TensorSpan<T> or ReadOnlyTensorSpan<T> of a primitive number, or a scalar");

    /// <summary>A tensor parameter has no shape.</summary>
    public static readonly DiagnosticDescriptor MissingShape = Error("AC1011", "Missing [Shape]",
        "Tensor parameter '{0}' has no shape: add [Shape(\"…\")] with its extents, outermost first, for example [Shape(\"m, k\")]");

    /// <summary>A parameter is passed by reference.</summary>
    public static readonly DiagnosticDescriptor ParameterByReference = Error("AC1012", "Parameter by reference",
        "Parameter '{0}' is passed by reference ({1}): pass a scalar by value, and take results in a tensor marked [Output]");

    /// <summary>An attribute stands where it means nothing.</summary>
    public static readonly DiagnosticDescriptor MisplacedAttribute = Error("AC1013", "Attribute without meaning here",
        "[{0}] means nothing on parameter '{1}': {2}");

    /// <summary>The shape has another rank than the array.</summary>
    public static readonly DiagnosticDescriptor RankMismatch = Error("AC1014", "Rank of shape and array differ",
        "[Shape] of '{0}' gives {1} extents, but '{2}' has {3} dimensions: give one extent a dimension");

    /// <summary>A value range is empty or not a number.</summary>
    public static readonly DiagnosticDescriptor InvalidRange = Error("AC1015", "Empty value range",
        "[ValueRange] of '{0}' must be finite and its low end must not be above its high end");

    /// <summary>A parameter named like a dimension is not an int.</summary>
    public static readonly DiagnosticDescriptor DimensionType = Error("AC1016", "Dimension is not an int",
        "Parameter '{0}' is named like a dimension, so it must be an int, but it is '{1}': change its type or its name");

    /// <summary>A tensor has more bytes than a kernel can address.</summary>
    public static readonly DiagnosticDescriptor TensorTooLarge = Error("AC1017", "Tensor too large",
        "Tensor '{0}' has more than {1} elements: split the work over several kernels");

    /// <summary>The text of a [Shape] can't be read.</summary>
    public static readonly DiagnosticDescriptor MalformedShape = Error("AC1020", "Malformed [Shape]",
        "[Shape] can't be read here: {0}");

    /// <summary>The text of a [Specialize] can't be read.</summary>
    public static readonly DiagnosticDescriptor MalformedSpecialize = Error("AC1021", "Malformed [Specialize]",
        "[Specialize] can't be read here: {0}");

    /// <summary>A dimension has no value.</summary>
    public static readonly DiagnosticDescriptor DimensionWithoutValue = Error("AC1022", "Dimension without a value",
        "Dimension '{0}' has no value: fix it with [Specialize(\"{0}=…\")] on '{1}'");

    /// <summary>A specialisation names something that is no dimension.</summary>
    public static readonly DiagnosticDescriptor UnknownDimension = Error("AC1023", "Unknown dimension",
        "'{0}' is no dimension of '{1}': name one that a [Shape] uses, or remove it");

    /// <summary>Two specialisations fix the same sizes.</summary>
    public static readonly DiagnosticDescriptor DuplicateSpecialization = Error("AC1024", "Specialisation given twice",
        "'{0}' is specialised for {1} already: remove one of the two");

    /// <summary>An extent is not positive or overflows.</summary>
    public static readonly DiagnosticDescriptor ExtentNotPositive = Error("AC1025", "Extent is not positive",
        "Extent '{0}' of '{1}' is {2} for {3}: extents must be from 1 to 2147483647");

    /// <summary>Anything that has no descriptor of its own.</summary>
    public static readonly DiagnosticDescriptor UnsupportedOperation = Error("AC1100", "Unsupported construct",
        "{0} is not part of the kernel language: use loops, conditions, arithmetic and static methods");

    /// <summary>A heap allocation.</summary>
    public static readonly DiagnosticDescriptor Allocation = Error("AC1101", "Allocation",
        "A kernel can't allocate '{0}': take a buffer as a tensor parameter, or use stackalloc with a constant size");

    /// <summary>A call through an instance, interface or virtual table.</summary>
    public static readonly DiagnosticDescriptor InstanceCall = Error("AC1102", "Instance, virtual or interface call",
        "'{0}' is called on an instance{1}: call a static method, which is inlined");

    /// <summary>Recursion.</summary>
    public static readonly DiagnosticDescriptor Recursion = Error("AC1103", "Recursion",
        "'{0}' calls itself, directly or through others, and can't be inlined: write it as a loop");

    /// <summary>throw, try, using, lock.</summary>
    public static readonly DiagnosticDescriptor Exceptions = Error("AC1104", "Exceptions",
        "'{0}' can't be used in a kernel, which has no exceptions: test before the call and return early, or clamp the value");

    /// <summary>A method without source that isn't in the table of known ones.</summary>
    public static readonly DiagnosticDescriptor UnknownMethod = Error("AC1105", "Unknown method",
        "'{0}' is unknown to kernels: use a static method of this project, Quantize, or the exactly defined functions of Math, MathF and BitOperations");

    /// <summary>A lambda, delegate or method group.</summary>
    public static readonly DiagnosticDescriptor Delegate = Error("AC1107", "Lambda or delegate",
        "Lambdas and delegates can't be used in a kernel: call a static method, which is inlined");

    /// <summary>A string.</summary>
    public static readonly DiagnosticDescriptor Text = Error("AC1108", "String",
        "Strings can't be used in a kernel: use numbers");

    /// <summary>A type that kernels don't have.</summary>
    public static readonly DiagnosticDescriptor UnsupportedType = Error("AC1109", "Unsupported type",
        "Type '{0}' can't be used in {1}: use bool, the integers from sbyte to ulong, float or double");

    /// <summary>A field whose value isn't fixed.</summary>
    public static readonly DiagnosticDescriptor MutableState = Error("AC1110", "State outside the kernel",
        "'{0}' can change between calls: pass it as a parameter, or make it a const or static readonly scalar");

    /// <summary>A static readonly field whose value the front end can't compute.</summary>
    public static readonly DiagnosticDescriptor FieldValueUnknown = Error("AC1111", "Field value unknown at build",
        "The value of '{0}' isn't known at build: give it a constant initializer in this project and don't assign it in a static constructor");

    /// <summary>A property that isn't a tensor's length.</summary>
    public static readonly DiagnosticDescriptor Property = Error("AC1112", "Property",
        "Property '{0}' can't be read or written in a kernel: use a parameter, a local, a constant or a static method");

    /// <summary>A mathematical function that isn't defined bit for bit.</summary>
    public static readonly DiagnosticDescriptor InexactFunction = Error("AC1113", "Function without exact definition",
        "'{0}' isn't defined to the last bit, so host and target could differ: write the approximation as a static method of the project");

    /// <summary>A reference to a variable.</summary>
    public static readonly DiagnosticDescriptor ByReference = Error("AC1114", "Reference to a variable",
        "References (ref, in, out, &) can't be used here: pass the value and return the result");

    /// <summary>A jump that doesn't leave enclosing blocks forward.</summary>
    public static readonly DiagnosticDescriptor Goto = Error("AC1115", "Jump",
        "This jump isn't to a label further down in an enclosing block: use a loop, break, continue or return");

    /// <summary>A conversion that kernels don't have.</summary>
    public static readonly DiagnosticDescriptor Conversion = Error("AC1116", "Unsupported conversion",
        "The conversion from '{0}' to '{1}' can't be used here: convert between numbers only");

    /// <summary>A static field is written.</summary>
    public static readonly DiagnosticDescriptor FieldWritten = Error("AC1118", "Write to a field",
        "Field '{0}' can't be written in a kernel: write results to a tensor parameter");

    /// <summary>A pattern that kernels don't have.</summary>
    public static readonly DiagnosticDescriptor Pattern = Error("AC1119", "Unsupported pattern",
        "This pattern can't be used in a kernel: use constants, comparisons, 'and', 'or', 'not', '_' and 'var'");

    /// <summary>A lambda or local function that captures variables in an unsupported way.</summary>
    public static readonly DiagnosticDescriptor UnknownVariable = Error("AC1120", "Variable out of reach",
        "'{0}' can't be used here: pass it as a parameter");

    /// <summary>A tensor is used other than by its elements.</summary>
    public static readonly DiagnosticDescriptor TensorAsValue = Error("AC1121", "Tensor as a value",
        "A tensor can't be used as a value here: index it, or pass a tensor parameter itself to a static method");

    /// <summary>A member of a tensor that kernels don't have.</summary>
    public static readonly DiagnosticDescriptor TensorMember = Error("AC1122", "Unsupported member of a tensor",
        "'{0}' of a tensor can't be used in a kernel: use the indexer, Length, GetLength with a constant, Slice, Clear, Fill, CopyTo another tensor, and loops");

    /// <summary>A pointer operation that is closed to kernels and schedules.</summary>
    public static readonly DiagnosticDescriptor Pointer = Error("AC1123", "Unsupported pointer operation",
        "{0}: use pointers only as base address plus offset, p[i] or *p");

    /// <summary>A stackalloc that isn't a fixed buffer.</summary>
    public static readonly DiagnosticDescriptor StackAllocation = Error("AC1124", "Unsupported stackalloc",
        "stackalloc needs a constant size of at most {0} bytes and must initialise a local outside loops");

    /// <summary>An intrinsic in a kernel.</summary>
    public static readonly DiagnosticDescriptor IntrinsicInKernel = Error("AC1125", "Intrinsic in a kernel",
        "'{0}' is an accelerator command and belongs in a schedule: a kernel says what to compute; mark a schedule with [ScheduleFor]");

    /// <summary>A named or optional argument construct that can't be followed.</summary>
    public static readonly DiagnosticDescriptor Argument = Error("AC1126", "Unsupported argument",
        "The argument for '{0}' can't be passed here: {1}");

    /// <summary>An index from the end or a range.</summary>
    public static readonly DiagnosticDescriptor IndexOrRange = Error("AC1127", "Index from the end or range",
        "'^' and '..' can't be used in a kernel: compute the index from the length");

    /// <summary>A foreach over something that isn't a tensor.</summary>
    public static readonly DiagnosticDescriptor ForEach = Error("AC1128", "Unsupported foreach",
        "foreach works on one-dimensional tensor parameters only: write a for loop");

    /// <summary>A schedule file holds a declaration that it must not hold.</summary>
    public static readonly DiagnosticDescriptor ScheduleDeclaration = Error("AC1201", "Declaration not allowed in a schedule",
        "{0} can't stand in a schedule: write one static class that holds static methods and consts only");

    /// <summary>A schedule has no entry method.</summary>
    public static readonly DiagnosticDescriptor ScheduleEntry = Error("AC1202", "Schedule without entry method",
        "The schedule needs exactly one method called '{0}': static unsafe, returning void, with parameters ({1})");

    /// <summary>A schedule's parameter fits no parameter of the kernel.</summary>
    public static readonly DiagnosticDescriptor ScheduleParameter = Error("AC1203", "Parameter of a schedule",
        "Parameter '{0}' does not fit the kernel: the parameters must be ({1})");

    /// <summary>A preprocessor directive in a schedule.</summary>
    public static readonly DiagnosticDescriptor ScheduleDirective = Error("AC1204", "Directive in a schedule",
        "'{0}' can't stand in a schedule: remove the directive");

    /// <summary>A using directive other than the known ones.</summary>
    public static readonly DiagnosticDescriptor ScheduleUsing = Error("AC1205", "Using directive in a schedule",
        "'{0}' can't stand in a schedule: only 'using Autocomp;', 'using System;' and 'using System.Numerics;' can");

    /// <summary>An attribute in a schedule.</summary>
    public static readonly DiagnosticDescriptor ScheduleAttribute = Error("AC1206", "Attribute in a schedule",
        "Attributes can't stand in a schedule: remove '[{0}]'");

    /// <summary>A modifier in a schedule.</summary>
    public static readonly DiagnosticDescriptor ScheduleModifier = Error("AC1207", "Modifier in a schedule",
        "Modifier '{0}' can't stand here in a schedule: use public, internal, private, static, unsafe and const only");

    /// <summary>A [ScheduleFor] that names no kernel of its class.</summary>
    public static readonly DiagnosticDescriptor ScheduleForUnknown = Error("AC1208", "Schedule for an unknown kernel",
        "'{0}' is no [Kernel] of '{1}': name a kernel of the same class with nameof");

    /// <summary>A hand-written schedule for a specialisation that its kernel doesn't have.</summary>
    public static readonly DiagnosticDescriptor ScheduleForSpecialization = Error("AC1209", "Schedule for an unknown specialisation",
        "Kernel '{0}' is not specialised for {1}: add that [Specialize] to the kernel, or correct this one");

    /// <summary>A schedule calls a kernel.</summary>
    public static readonly DiagnosticDescriptor KernelCalled = Error("AC1211", "Kernel called in a schedule",
        "'{0}' is a kernel and can't be called in a schedule: a schedule does the work itself");

    /// <summary>Source text too long.</summary>
    public static readonly DiagnosticDescriptor SourceTooLong = Error("AC1301", "Source too long",
        "The source has {0} characters, at most {1} are accepted: write loops instead of repeated code");

    /// <summary>Syntax nested too deeply.</summary>
    public static readonly DiagnosticDescriptor NestingTooDeep = Error("AC1302", "Nested too deeply",
        "The code is nested more than {0} levels deep: split expressions and blocks");

    /// <summary>Calls inlined too deeply.</summary>
    public static readonly DiagnosticDescriptor InliningTooDeep = Error("AC1303", "Calls nested too deeply",
        "Calls are nested more than {0} deep at '{1}': flatten the helpers");

    /// <summary>The inlined body is too large.</summary>
    public static readonly DiagnosticDescriptor BodyTooLarge = Error("AC1304", "Body too large",
        "With its helpers inlined, the body of '{0}' has more than {1} operations: write loops instead of repeated code");

    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = Descriptors.ToImmutable();

    private static DiagnosticDescriptor Error(string id, string title, string message)
    {
        DiagnosticDescriptor descriptor = new(id, title, message, "Autocomp", DiagnosticSeverity.Error, isEnabledByDefault: true);
        Descriptors.Add(descriptor);
        return descriptor;
    }
}
