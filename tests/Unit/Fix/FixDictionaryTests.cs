using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixDictionaryTests
{
    private const string Xml = """
        <fix type='FIX' major='4' minor='4'>
          <header><field name='BeginString' required='Y'/><field name='MsgType' required='Y'/></header>
          <trailer><field name='CheckSum' required='Y'/></trailer>
          <messages>
            <message name='Order' msgtype='D' msgcat='app'>
              <field name='ClOrdID' required='Y'/>
              <component name='Owner' required='N'/>
              <component name='Price' required='Y'/>
            </message>
          </messages>
          <components>
            <component name='Owner'>
              <field name='Desk' required='Y'/>
              <group name='NoParties' required='N'>
                <field name='PartyID' required='Y'/>
                <group name='NoSubs' required='N'><field name='SubID' required='N'/></group>
              </group>
            </component>
            <component name='Price'><field name='Limit' required='Y'/></component>
          </components>
          <fields>
            <field number='8' name='BeginString' type='STRING'/>
            <field number='10' name='CheckSum' type='STRING'/>
            <field number='11' name='ClOrdID' type='STRING'/>
            <field number='35' name='MsgType' type='STRING'/>
            <field number='44' name='Limit' type='PRICE'/>
            <field number='54' name='Desk' type='CHAR'>
              <value enum='1' description='EQUITIES'/><value enum='TEN_CHARACTERS' description='LONG'/>
            </field>
            <field number='448' name='PartyID' type='STRING'/>
            <field number='453' name='NoParties' type='NUMINGROUP'/>
            <field number='523' name='SubID' type='STRING'/>
            <field number='802' name='NoSubs' type='INT'/>
          </fields>
        </fix>
        """;

    [Fact]
    public void Components_are_resolved_and_what_an_optional_one_requires_is_not_required()
    {
        FixBlock order = Read(Xml).FindMessage(MsgTypes.NewOrderSingle)!;

        Assert.Equal([11, 54, 453, 44], order.Tags.ToArray());
        Assert.Equal([11, 44], order.RequiredIndexes.ToArray().Select(index => order.Tags[index]));
        Assert.Equal((-1, 2), (order.IndexOf(448), order.Depth));
    }

    [Fact]
    public void Groups_lie_in_groups_and_start_with_their_first_member()
    {
        FixBlock order = Read(Xml).FindMessage(MsgTypes.NewOrderSingle)!;
        FixBlock parties = order.GroupAt(order.IndexOf(453))!;
        FixBlock subs = parties.GroupAt(parties.IndexOf(802))!;

        Assert.Equal((448, 523), (parties.DelimiterTag, subs.DelimiterTag));
        Assert.Null(order.GroupAt(order.IndexOf(11)));
    }

    [Fact]
    public void Fields_have_names_types_and_values()
    {
        FixFieldDefinition desk = Read(Xml).FindField(54)!;

        Assert.Equal(("Desk", FixFieldType.Char), (desk.Name, desk.Type));
        Assert.Equal(("EQUITIES", "LONG"), (desk.Values.NameOf("1"u8), desk.Values.NameOf("TEN_CHARACTERS"u8)));
        Assert.Null(desk.Values.NameOf("TEN_CHARACTER"u8));
        Assert.True(Read(Xml).FindField(11)!.Values.Allows("anything"u8));
        Assert.Null(Read(Xml).FindField(9_999));
    }

    [Theory]
    [InlineData("major='4' minor='4'", "major='4' minor='0'", FixFieldType.Text)] // In 4.0 a CHAR is a text.
    [InlineData("type='CHAR'", "type='BOOLEAN'", FixFieldType.Boolean)]
    [InlineData("type='CHAR'", "type='MULTIPLEVALUESTRING'", FixFieldType.MultipleValue)]
    [InlineData("type='CHAR'", "type='of the broker'", FixFieldType.Text)]
    public void Types_of_all_versions_are_folded(string from, string to, FixFieldType expected)
    {
        Assert.Equal(expected, Read(Xml.Replace(from, to, StringComparison.Ordinal)).FindField(54)!.Type);
    }

    [Theory]
    [InlineData("type='FIX' major='4' minor='4'", "FIX.4.4")]
    [InlineData("type='FIXT' major='1' minor='1' servicepack='0'", "FIXT.1.1")]
    [InlineData("type='FIX' major='5' minor='0' servicepack='2'", "FIX.5.0SP2")]
    [InlineData("major='4' minor='2'", "FIX.4.2")]
    public void The_version_is_read_from_the_root(string attributes, string expected)
    {
        string text = Xml.Replace("type='FIX' major='4' minor='4'", attributes, StringComparison.Ordinal);
        Assert.Equal(expected, Read(text).Version);
    }

    [Theory]
    [InlineData("<field name='ClOrdID' required='Y'/>", "<field name='Nothing' required='Y'/>", "field=Nothing")]
    [InlineData("<component name='Owner' required='N'/>", "<component name='Ghost'/>", "name=Ghost")]
    [InlineData("msgtype='D'", "msgtype='TOOLONG'", "message=Order")]
    [InlineData("number='11'", "num='11'", "attribute=number")]
    [InlineData("<field name='Limit' required='Y'/>", "<component name='Price' required='Y'/>", "nested too deep")]
    public void A_broken_dictionary_is_refused_with_what_is_wrong(string from, string to, string expected)
    {
        string text = Xml.Replace(from, to, StringComparison.Ordinal);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Read(text));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_tags_finds_what_a_dictionary_of_the_framework_finds()
    {
        const int seed = 20260115;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++)
        {
            int[] tags = [.. Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(1, 200))];
            var expected = new Dictionary<int, int>();
            for (int i = 0; i < tags.Length; i++)
                expected.TryAdd(tags[i], i);

            var table = new TagTable(tags);
            for (int tag = -2; tag < 210; tag++)
                Assert.True(expected.GetValueOrDefault(tag, -1) == table.Find(tag), $"seed={seed}, tag={tag}");
        }
    }

    [Fact]
    public void The_built_in_dictionary_knows_the_messages_of_an_order_and_names_their_fields()
    {
        FixDictionary dictionary = BuiltInDictionary.For("FIX.4.4");
        FixBlock report = dictionary.FindMessage(MsgTypes.ExecutionReport)!;

        Assert.Equal("ExecutionReport", report.Name);
        Assert.Equal("PartiallyFilled", dictionary.FindField(39)!.Values.NameOf("1"u8));
        Assert.Equal(448, report.GroupAt(report.IndexOf(453))!.DelimiterTag);
        foreach (FixFieldDefinition field in dictionary.Fields)
            Assert.Same(field, dictionary.FindField(field.Tag)); // No tag twice.
    }

    [SharedDataTheory]
    [InlineData("FIX40", 27)]
    [InlineData("FIX44", 93)]
    [InlineData("FIX50SP2", 110)]
    [InlineData("FIXT11", 8)]
    public void Published_dictionaries_are_read_whole(string name, int messageCount)
    {
        FixDictionary dictionary = FixDictionaryFile.Load(SharedData.PathOf($"fix-acceptance/spec/{name}.xml"));
        Assert.Equal(messageCount, dictionary.MessageCount);
    }

    private static FixDictionary Read(string xml) =>
        FixDictionaryFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)));
}
