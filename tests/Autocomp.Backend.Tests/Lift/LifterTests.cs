using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.Lift;

public class LifterTests
{
    public static TheoryData<string> PositiveNames => [.. Spellings.Positives().Where(spelling => spelling.Remark.Length > 0).Select(spelling => spelling.Name)];

    [Theory]
    [MemberData(nameof(PositiveNames))]
    public void Product_InAnySpelling_IsLiftedAndItsStartEqualsTheMethod(string name)
    {
        (_, string text, string remark) = Spellings.Positives().Single(spelling => spelling.Name == name);
        KernelCase kernel = KernelCase.Of(text);
        kernel.Lift().Remark.ShouldBe(remark);
        kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2);
    }
}
