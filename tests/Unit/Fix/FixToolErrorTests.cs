using System.IO;
using LowLatencyEngine.Console;
using LowLatencyEngine.Console.Commands;
using LowLatencyEngine.Console.Fix;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixToolErrorTests
{
    private readonly string _missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void A_log_that_is_not_there_is_named_with_what_to_do()
    {
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(() => LogFile.Read(_missing));
        Assert.Equal($"log is not there: path={_missing}; name a file, or - for standard input", e.Message);
    }

    [Fact]
    public void A_folder_is_not_taken_for_a_log()
    {
        string folder = Path.GetTempPath();
        IOException e = Assert.Throws<IOException>(() => LogFile.Read(folder));
        Assert.Equal($"log is a folder: path={folder}; name one of its files", e.Message);
    }

    [Fact]
    public void A_dictionary_that_is_not_there_is_named_with_what_to_do()
    {
        string path = Path.Combine(_missing, "FIX44.xml");
        var dictionaries = new AcceptDictionaries(_missing);
        FileNotFoundException e = Assert.Throws<FileNotFoundException>(
            () => dictionaries.AddTo(new FixSessionOptions { SenderCompId = "A", TargetCompId = "B" }));
        Assert.Equal($"FIX dictionary is not there: path={path}; name QuickFIX's XML file", e.Message);
    }

    [Fact]
    public void A_session_that_is_given_twice_is_refused()
    {
        string[] words =
            ["--port", "0", "--session", "FIX.4.4:A->B", "--session", "FIX.4.4:A->B;ResetOnLogon=N"];
        Assert.Equal(ExitCode.Usage, FixAcceptCommand.Create().Parse(words).Invoke());
    }

    [Fact]
    public void A_file_of_something_else_is_a_refusal_and_no_crash()
    {
        File.WriteAllText(_missing, "something else");
        try
        {
            Assert.Equal(ExitCode.Failed, FixSecretCommands.Create().Parse(["list", "--file", _missing]).Invoke());
        }
        finally
        {
            File.Delete(_missing);
        }
    }

    [Fact]
    public void Secrets_of_a_file_that_is_not_there_are_a_refusal() =>
        Assert.Equal(ExitCode.Failed, FixSecretCommands.Create().Parse(["list", "--file", _missing]).Invoke());
}
