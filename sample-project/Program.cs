using Autocomp.Runtime;
using Sample;

const int Batch = 64;

DataSet test = DataSet.Create(512, seed: 2);
DenseLayer[] network = Training.Run(DataSet.Create(4000, seed: 1));
EmulatedAccelerator accelerator = EmulatedAccelerator.Open();

KernelRun?[] runs = new KernelRun?[network.Length];
int correct = 0, different = 0;
for (int start = 0; start < test.Labels.Length; start += Batch)
{
    sbyte[] activations = test.Images[(start * Glyphs.Pixels)..((start + Batch) * Glyphs.Pixels)];
    for (int i = 0; i < network.Length; i++)
    {
        DenseLayer layer = network[i];
        sbyte[] expected = layer.Apply(activations);
        sbyte[] actual = new sbyte[Batch * layer.Outputs];
        runs[i] = accelerator.Dense(activations, layer.Weights, layer.Bias, actual, Batch, layer.Outputs, layer.Inputs, layer.Scale);
        different += actual.Where((value, at) => value != expected[at]).Count();
        activations = actual;
    }

    for (int image = 0; image < Batch; image++)
    {
        ReadOnlySpan<sbyte> scores = activations.AsSpan(image * Glyphs.Classes, Glyphs.Classes);
        int guess = 0;
        for (int digit = 1; digit < scores.Length; digit++)
        {
            if (scores[digit] > scores[guess]) guess = digit;
        }

        if (guess == test.Labels[start + image]) correct++;
    }
}

ResultTable.Print(accelerator.Kernels("Sample"), runs);
Console.WriteLine();
Console.WriteLine($"Accuracy: {correct} of {test.Labels.Length} test images ({100.0 * correct / test.Labels.Length:F1} %).");
Console.WriteLine(different == 0
    ? "The accelerator's results equal plain C# in every byte of every layer."
    : $"{different} values differ between the accelerator and plain C#.");
return different == 0 ? 0 : 1;
