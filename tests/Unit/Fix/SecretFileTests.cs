using System;
using System.IO;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class SecretFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-fix-secret-").FullName;

    public SecretFileTests() => SecretKey.Create(Key);

    private string Key => Path.Combine(_folder, "key");

    private string Secrets => Path.Combine(_folder, "secrets");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Gives_back_what_was_set_and_the_file_does_not_hold_it()
    {
        Open().Set("broker", "open sesame");
        Open().Set("token", "another=one");
        SecretFile again = Open();

        Assert.Equal(("open sesame", "another=one"), (again.Get("broker"), SecretFile.Resolve("secret:token", again)));
        Assert.Equal("plain text", SecretFile.Resolve("plain text", again));
        Assert.DoesNotContain("sesame", File.ReadAllText(Secrets), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Secrets));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
    }

    [Fact]
    public void The_same_value_is_never_written_the_same_way_twice()
    {
        Open().Set("a", "value");
        string first = File.ReadAllText(Secrets);
        Open().Set("a", "value");
        Assert.NotEqual(first, File.ReadAllText(Secrets));
    }

    [Fact]
    public void Another_key_or_a_changed_or_swapped_line_opens_nothing()
    {
        Open().Set("a", "value-of-a");
        Open().Set("b", "value-of-b");
        string[] lines = File.ReadAllLines(Secrets);
        string otherKey = Path.Combine(_folder, "other");
        SecretKey.Create(otherKey);
        AssertRefused(() => new SecretFile(Secrets, otherKey).Get("a"), "the key is another");

        File.WriteAllLines(Secrets, [lines[0], "a " + lines[2].Split(' ')[1], "b " + lines[1].Split(' ')[1]]);
        AssertRefused(() => Open().Get("a"), "the line was changed");

        for (int place = 2; place < lines[1].Length - 2; place++)
        {
            char[] changed = lines[1].ToCharArray();
            changed[place] = changed[place] == 'A' ? 'B' : 'A';
            File.WriteAllLines(Secrets, [lines[0], new string(changed)]);
            AssertRefused(() => Open().Get("a"), "secret");
        }
    }

    [Theory]
    [InlineData("something else", "first line")]
    [InlineData("lle-secrets 1\na b c", "line=2")]
    [InlineData("lle-secrets 1\na b\na c", "line=3")]
    public void A_file_that_is_none_of_ours_is_refused(string content, string expected)
    {
        File.WriteAllText(Secrets, content);
        AssertRefused(() => Open(), expected);
    }

    [Fact]
    public void A_secret_that_is_missing_or_has_no_file_is_named_not_guessed()
    {
        AssertRefused(() => Open().Get("broker"), "secret=broker");
        AssertRefused(() => SecretFile.Resolve("secret:broker", null), "secret=broker");
        Open().Set("broker", "x");
        Assert.True(Open().Remove("broker"));
        Assert.False(Open().Remove("broker"));
        Assert.Empty(Open().Names);
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused_and_so_is_none()
    {
        Open().Set("a", "value");
        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        AssertRefused(() => Open().Get("a"), "chmod 600");
        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Key, "00ff");
        AssertRefused(() => Open().Get("a"), "hexadecimal");
        File.Delete(Key);
        Assert.Contains("not there", Assert.Throws<FileNotFoundException>(() => Open().Get("a")).Message,
            StringComparison.Ordinal);
        AssertRefused(() => new SecretFile(Secrets, "credential:../key").Get("a"), "systemd");
    }

    [Fact]
    public void A_key_is_never_written_over() => Assert.Throws<IOException>(() => SecretKey.Create(Key));

    [Theory]
    [InlineData("", "v")]
    [InlineData("two words", "v")]
    [InlineData("name", "")]
    [InlineData("name", "grüße")]
    public void Names_and_values_out_of_form_are_refused_without_printing_them(string name, string value)
    {
        string message = Assert.Throws<ArgumentException>(() => Open().Set(name, value)).Message;
        Assert.DoesNotContain("grüße", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Secrets));
    }

    private SecretFile Open() => new(Secrets, Key);

    private static void AssertRefused(Action action, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(action);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        string[] values = ["value-of-a", "value-of-b"];
        Assert.DoesNotContain(values, value => error.ToString().Contains(value, StringComparison.Ordinal));
    }
}
