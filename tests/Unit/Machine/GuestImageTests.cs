using Hyp.Jit.Tests.Support;
using NUnit.Framework;

namespace Hyp.Jit.Tests.Unit.Board;

public class GuestImageTests
{
    private const ulong Base = 0x4000_0000;

    [Test]
    public void Image_WithoutTextOffset_GoesTwoMebibytesUp()
    {
        GuestImage image = Detect(ImageSamples.Image());
        Assert.Multiple(() =>
        {
            Assert.That(image.Format, Is.EqualTo("arm64 Linux Image"));
            Assert.That(image.Entry, Is.EqualTo(Base + 0x20_0000));
            Assert.That(image.FollowsLinuxProtocol, Is.True);
            Assert.That(image.EndAddress, Is.EqualTo(Base + 0x20_0000 + 0x1_1000));
        });
    }

    [Test]
    public void Image_WithTextOffset_IsPlacedThere() =>
        Assert.That(Detect(ImageSamples.Image(textOffset: 0x8_0000)).Entry, Is.EqualTo(Base + 0x8_0000));

    [Test]
    public void Image_OfOldKernelWithoutSize_IsPlacedByOldRule() =>
        Assert.That(Detect(ImageSamples.Image(imageSize: 0)).Entry, Is.EqualTo(Base + 0x8_0000));

    [TestCase("gzip")]
    [TestCase("zboot gzip")]
    [TestCase("zboot zstd")]
    [TestCase("zboot zstd22")]
    public void Compressed_IsTheSameImage(string form)
    {
        byte[] plain = ImageSamples.Image(0x3000);
        GuestImage image = Detect(form switch
        {
            "gzip" => ImageSamples.Gzip(plain),
            "zboot gzip" => ImageSamples.Zboot("gzip", ImageSamples.Gzip(plain)),
            "zboot zstd" => ImageSamples.Zboot("zstd", ImageSamples.Zstd(plain)),
            _ => ImageSamples.Zboot("zstd22", ImageSamples.Zstd(plain)),
        });
        Assert.That(image.Bytes.Slice(0, (int)image.Bytes.Length), Is.EqualTo(plain));
    }

    [Test]
    public void Elf_EntryIsTranslatedToItsPhysicalAddress()
    {
        GuestImage image = Detect(ImageSamples.Elf());
        Assert.Multiple(() =>
        {
            Assert.That(image.Entry, Is.EqualTo(0x4008_0008));
            Assert.That(image.Segments, Is.EqualTo(new[] { new ImageSegment(0x4008_0000, 120, 64, 0x140) }));
        });
    }

    [Test]
    public void Raw_GoesWhereItIsTold()
    {
        GuestImage image = GuestImageDetector.Detect(Bytes([1, 2, 3, 4]), 0x4100_0000);
        Assert.That((image.Entry, image.EndAddress), Is.EqualTo((0x4100_0000ul, 0x4100_0004ul)));
    }

    [Test]
    public void Unknown_WithRawFallback_GoesWhereQemuPutsIt() =>
        Assert.That(GuestImageDetector.Detect(Bytes(new byte[16]), null, rawFallback: true).Entry, Is.EqualTo(Base + 0x8_0000));

    private static IEnumerable<TestCaseData> BadImages()
    {
        byte[] plain = ImageSamples.Image(0x3000);
        byte[] gzip = ImageSamples.Gzip(plain);
        byte[] zstd = ImageSamples.Zboot("zstd", ImageSamples.Zstd(plain));
        byte[] damagedGzip = (byte[])gzip.Clone();
        damagedGzip[gzip.Length / 2] ^= 0x55;
        yield return Bad("text", "hello, world\n"u8.ToArray(), "not an arm64 guest");
        yield return Bad("one byte", [0x1F], "not an arm64 guest");
        yield return Bad("x86-64 ELF", ImageSamples.Elf(machine: 62), "another machine: x86-64");
        yield return Bad("32-bit Arm ELF", ImageSamples.Elf32(), "a 32-bit Arm guest (ELF), and the machine's core is a 64-bit one");
        yield return Bad("64-bit ELF for 32-bit Arm", ImageSamples.Elf(machine: 40), "not a 32-bit little-endian ELF file");
        yield return Bad("cut ELF header", ImageSamples.Elf()[..40], "truncated");
        yield return Bad("cut ELF table", ImageSamples.Elf()[..100], "program headers");
        yield return Bad("cut ELF segment", ImageSamples.Elf()[..150], "segment lies outside");
        yield return Bad("Image header alone", plain[..64], "truncated");
        yield return Bad("big-endian Image", ImageSamples.Image(flags: 1), "big-endian");
        yield return Bad("Image with absurd size", ImageSamples.Image(imageSize: 1UL << 40), "header is damaged");
        yield return Bad("cut gzip", gzip[..(gzip.Length / 2)], "gzip data is truncated");
        yield return Bad("cut gzip trailer", gzip[..^4], "gzip data is truncated");
        yield return Bad("gzip header alone", gzip[..12], "gzip data is truncated");
        yield return Bad("damaged gzip", damagedGzip, "");
        yield return Bad("gzip of text", ImageSamples.Gzip("hello"u8.ToArray()), "not an arm64 guest");
        yield return Bad("cut zboot", zstd[..^0x1000], "truncated");
        yield return Bad("cut zstd frame", ImageSamples.Zboot("zstd", ImageSamples.Zstd(plain)[..0x1000]), "zstd data is truncated");
        yield return Bad("zboot of lzma", ImageSamples.Zboot("lzma", plain), "compression \"lzma\" is not supported");
        yield return Bad("32-bit Arm zImage", ArmZImage(), "a 32-bit Arm guest (Linux zImage)");

        static TestCaseData Bad(string name, byte[] bytes, string message) => new TestCaseData(bytes, message).SetArgDisplayNames(name);

        static byte[] ArmZImage()
        {
            byte[] image = new byte[0x400];
            ((ReadOnlySpan<byte>)[0x18, 0x28, 0x6F, 0x01]).CopyTo(image.AsSpan(0x24));
            return image;
        }
    }

    [TestCaseSource(nameof(BadImages))]
    public void Bad_IsRefusedInOneLine(byte[] bytes, string message) =>
        Assert.That(() => Detect(bytes), Throws.TypeOf<GuestImageException>()
            .With.Message.StartsWith("image: ").And.Message.Contains(message).And.Message.Not.Contains("\n"));

    [Test]
    public void Damaged_AnywhereInAnyFormat_IsAnImageOrAMessage()
    {
        byte[] plain = ImageSamples.Image(0x800);
        byte[][] samples = [plain, ImageSamples.Elf(), ImageSamples.Gzip(plain), ImageSamples.Zboot("gzip", ImageSamples.Gzip(plain)), ImageSamples.Zboot("zstd", ImageSamples.Zstd(plain))];
        var random = new DeterministicRandom(7);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] damaged = (byte[])samples[i % samples.Length].Clone();
            damaged[random.NextUInt64() % (ulong)Math.Min(damaged.Length, 0x280)] = (byte)random.NextUInt64();
            try
            {
                BootPlan.Make(Detect(damaged), null, 64 << 20);
            }
            catch (GuestImageException e)
            {
                Assert.That(e.Message, Does.Not.Contain("\n"));
            }
        }
    }

    [Test]
    public void Open_MissingEmptyOrDirectory_SaysWhich()
    {
        string folder = Directory.CreateTempSubdirectory("hypjit").FullName;
        string empty = Path.Combine(folder, "empty");
        File.WriteAllBytes(empty, []);
        Assert.Multiple(() =>
        {
            Assert.That(() => ImageBytes.Open(Path.Combine(folder, "none"), "initrd"), Throws.TypeOf<GuestImageException>().With.Message.EndsWith("none: no such initrd"));
            Assert.That(() => ImageBytes.Open(empty, "initrd"), Throws.TypeOf<GuestImageException>().With.Message.EndsWith("the initrd is empty"));
            Assert.That(() => ImageBytes.Open(folder, "initrd"), Throws.TypeOf<GuestImageException>().With.Message.EndsWith("the initrd is a directory"));
        });
        Directory.Delete(folder, recursive: true);
    }

    private static GuestImage Detect(byte[] bytes) => GuestImageDetector.Detect(Bytes(bytes), null);

    private static ImageBytes Bytes(byte[] bytes) => ImageBytes.FromMemory("image", bytes);
}
