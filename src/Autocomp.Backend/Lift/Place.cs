using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Where a write goes.</summary>
internal abstract record Place
{
    /// <summary>A local that keeps its value from one iteration to the next.</summary>
    public sealed record Scalar(Local Local) : Place;

    /// <summary>An element of a stack buffer.</summary>
    public sealed record Buffer(Local Local, LinearForm At) : Place;

    /// <summary>An element of a tensor.</summary>
    public sealed record Element(Access Access) : Place;

    /// <summary>What is written as a whole: the local or the tensor's parameter.</summary>
    public object Storage => this switch
    {
        Scalar scalar => scalar.Local.Id,
        Buffer buffer => buffer.Local.Id,
        Element element => element.Access.Tensor.Name,
        _ => this,
    };

    /// <summary>The element that is written, by the loops around the write.</summary>
    public LinearForm Index => this switch
    {
        Buffer buffer => buffer.At,
        Element element => element.Access.Index,
        _ => LinearForm.Of(0),
    };
}
