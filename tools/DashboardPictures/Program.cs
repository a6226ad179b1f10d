using System.Globalization;
using TenantLLM.DashboardPictures;

// Pictures of dashboards with what `make acceptance` recorded of their queries.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length != 3)
{
    Console.Error.WriteLine("usage: DashboardPictures DASHBOARDS RECORDINGS PICTURES; folders of NAME.json, NAME.json and NAME.png.");
    return 2;
}

try
{
    Directory.CreateDirectory(args[2]);
    foreach (var file in Directory.GetFiles(args[0], "*.json").Order(StringComparer.Ordinal))
    {
        var picture = Path.Combine(args[2], $"{Path.GetFileNameWithoutExtension(file)}.png");
        var recording = Recording.Read(Path.Combine(args[1], Path.GetFileName(file)));
        File.WriteAllBytes(picture, DashboardPicture.Draw(DashboardFile.Read(file), recording));
        Console.WriteLine($"{picture}: {new FileInfo(picture).Length / 1000} kB");
    }

    return 0;
}
catch (IOException error)
{
    Console.Error.WriteLine($"{error.Message} `make acceptance` records what is drawn.");
    return 1;
}
