using System.Globalization;
using System.Text.Json;
using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Accelerator;

/// <summary>Rewrites a vector's loop commands in the encodings of 2023.</summary>
internal static class SquareEncoding
{
    /// <summary>The vector with other loop commands; null when it needs what the revision of 2023 lacks.</summary>
    public static string? Translate(JsonElement test)
    {
        var commands = new List<string>();
        var parts = new Dictionary<int, DecodedCommand>();
        foreach (JsonElement command in test.GetProperty("cmds").EnumerateArray())
        {
            var encoded = new EncodedCommand(command[0].GetInt32(), VectorJson.Hex(command[1]), VectorJson.Hex(command[2]));
            if (encoded.Funct7 is 8 && (encoded.Rs1 >> 16 != 0 || encoded.Rs2 >> 2 != 0)) return null;
            if (encoded.Funct7 is 15 && encoded.Rs1 >> 16 != 0) return null;
            if (encoded.Funct7 is >= 16 and <= 19)
            {
                parts[encoded.Funct7] = DecodedCommand.Decode(encoded, RtlRevision.Rtl2025)!;
                if (encoded.Funct7 < 19) continue;
                if (!IsSquare(parts)) return null;
                commands.AddRange(parts.OrderBy(part => part.Key).Select(part => Print(Square(part.Key, parts))));
                continue;
            }

            commands.Add(Print(encoded));
        }

        return $"{{\"mem\":{test.GetProperty("mem").GetRawText()},\"expect\":{test.GetProperty("expect").GetRawText()},\"cmds\":[{string.Join(',', commands)}]}}";
    }

    private static bool IsSquare(Dictionary<int, DecodedCommand> parts) =>
        parts[16]["inRowDim"] == parts[18]["inColDim"]
        && parts[16]["outRowDim"] == parts[16]["outColDim"]
        && parts[16]["poolOutRowDim"] == parts[17]["poolOutColDim"]
        && parts[19]["inStride"] == parts[16]["inChannels"]
        && parts[19]["outStride"] == parts[16]["outChannels"]
        && parts[19]["weightStride"] == parts[16]["outChannels"];

    private static EncodedCommand Square(int funct7, Dictionary<int, DecodedCommand> parts)
    {
        Command row = CommandTable.FindIntrinsic($"LoopConvWsConfig{funct7 - 15}Square", RtlRevision.Rtl2023)!;
        var arguments = row.Fields.ToDictionary(field => field.Name, field => field.Name switch
        {
            "inDim" => parts[16]["inRowDim"],
            "outDim" => parts[16]["outRowDim"],
            "poolOutDim" => parts[16]["poolOutRowDim"],
            string name => parts[funct7][name],
        });
        return CommandEncoder.Encode(row, arguments, 16);
    }

    private static string Print(EncodedCommand command) =>
        string.Create(CultureInfo.InvariantCulture, $"[{command.Funct7},\"{command.Rs1:x}\",\"{command.Rs2:x}\"]");
}
