namespace Autocomp.Tool.BuildProperties;

/// <summary>What a property holds, and so how it is checked and passed on.</summary>
internal enum BuildPropertyKind
{
    /// <summary>One of a few words, in any case.</summary>
    Choice,

    /// <summary><c>true</c> or anything else; passed as a bare option.</summary>
    Flag,

    /// <summary>A whole number of at most nine digits.</summary>
    Number,

    /// <summary>A whole number of at most eighteen digits.</summary>
    LongNumber,

    /// <summary>Dollars such as 2.50.</summary>
    Money,

    /// <summary>A number from 0 to 1.</summary>
    Share,

    /// <summary>Text or a path, passed escaped when it is not empty.</summary>
    Text,
}
