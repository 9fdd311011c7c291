using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.Lift;

public class ConvolutionLifterTests
{
    public static TheoryData<string> Names => [.. ConvolutionSpellings.Positives().Select(spelling => spelling.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Convolution_InAnySpelling_IsLiftedAndItsStartEqualsTheMethod(string name)
    {
        (_, string text, string remark) = ConvolutionSpellings.Positives().Single(spelling => spelling.Name == name);
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Remark.ShouldBe(remark);
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2);
    }
}
