using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autocomp.Search.Tests;

/// <summary>A server on the loopback interface that speaks as much of the OpenAI protocol as the client needs; answers are scripted.</summary>
internal sealed class LoopbackModelServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<Request, Response> script;

    public LoopbackModelServer(Func<Request, Response> script)
    {
        this.script = script;
        listener.Start();
        _ = AcceptAsync();
    }

    public sealed record Request(string Path, IReadOnlyDictionary<string, string> Headers, string System, string User, int Number);

    public sealed record Response(int Status, string Body, params (string Name, string Value)[] Headers)
    {
        /// <summary>Whether the connection ends in the middle of the body.</summary>
        public bool IsCut { get; init; }

        /// <summary>Whether nothing ever comes.</summary>
        public bool IsNever { get; init; }

        public static Response Text(string text) => new(200, new JsonObject
        {
            ["id"] = "reply",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "scripted",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["finish_reason"] = "stop",
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 11, ["completion_tokens"] = 7, ["total_tokens"] = 18 },
        }.ToJsonString());
    }

    public Uri Endpoint => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1"));

    public ConcurrentQueue<Request> Requests { get; } = [];

    public void Dispose() => listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync();
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            string[] first = (await reader.ReadLineAsync() ?? "").Split(' ');
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                int colon = line.IndexOf(':');
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }

            string body = await ReadBodyAsync(reader, headers);
            JsonNode? json = body.Length > 0 ? JsonNode.Parse(body) : null;
            var request = new Request(first.ElementAtOrDefault(1) ?? "", headers, Message(json, "system"), Message(json, "user"), Requests.Count);
            Requests.Enqueue(request);
            Response response = script(request);
            if (response.IsNever) await Task.Delay(Timeout.Infinite);
            byte[] bytes = Encoding.UTF8.GetBytes(response.Body);
            var head = new StringBuilder();
            head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} Scripted\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n");
            foreach ((string name, string value) in response.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
            await stream.WriteAsync(response.IsCut ? bytes.AsMemory(0, bytes.Length / 2) : bytes);
        }
    }

    private static async Task<string> ReadBodyAsync(StreamReader reader, Dictionary<string, string> headers)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        if (headers.TryGetValue("Content-Length", out string? length))
        {
            // Lengths are bytes, the reader gives characters.
            int left = int.Parse(length, CultureInfo.InvariantCulture);
            while (left > 0 && await reader.ReadAsync(buffer) is > 0 and var count)
            {
                text.Append(buffer, 0, count);
                left -= Encoding.UTF8.GetByteCount(buffer, 0, count);
            }
        }
        else if (headers.ContainsKey("Transfer-Encoding"))
        {
            while (int.Parse(await reader.ReadLineAsync() ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var chunk)
            {
                while (chunk > 0 && await reader.ReadAsync(buffer.AsMemory(0, Math.Min(chunk, buffer.Length))) is > 0 and var count)
                {
                    text.Append(buffer, 0, count);
                    chunk -= Encoding.UTF8.GetByteCount(buffer, 0, count);
                }

                await reader.ReadLineAsync();
            }
        }

        return text.ToString();
    }

    private static string Message(JsonNode? json, string role)
    {
        JsonNode? content = json?["messages"]?.AsArray().FirstOrDefault(m => (string?)m?["role"] == role)?["content"];
        return content is JsonArray parts ? string.Concat(parts.Select(p => (string?)p?["text"])) : content?.GetValueKind() == JsonValueKind.String ? (string)content! : "";
    }
}
