package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsReaderTest {
    private static final String PLAIN = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    @Test
    void readsTensorsSortedByName() throws IOException {
        byte[] file = new SafetensorsBytes()
                .f32("b.weight", "2,1", 1.5f, -2f)
                .f32("a", "", 7f)
                .bytes();
        assertThat(SafetensorsBytes.read(file))
                .extracting(tensor -> tensor.name)
                .containsExactly("a", "b.weight");
        Map<String, TensorData> tensors = SafetensorsBytes.byName(file);
        assertThat(tensors.get("b.weight").values).containsExactly(1.5f, -2f);
        assertThat(tensors.get("b.weight").shape).containsExactly(2, 1);
        assertThat(tensors.get("a").values).containsExactly(7f);
        assertThat(tensors.get("a").shape).isEmpty();
    }

    @Test
    void readsTheSameFromPathAndStream(@TempDir Path folder) throws IOException {
        byte[] file = new SafetensorsBytes().f32("w", "3", 1f, 2f, 3f).bytes();
        Path path = Files.write(folder.resolve("w.safetensors"), file);
        assertThat(SafetensorsReader.read(path, "").iterator().next().values).containsExactly(1f, 2f, 3f);
    }

    @Test
    void readsATensorOfManyChunksWhateverTheStreamSays() throws IOException {
        float[] values = new float[300_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.25f;
        }
        byte[] file = new SafetensorsBytes().f32("w", "300001", values).bytes();
        assertThat(SafetensorsBytes.byName(file).get("w").values).isEqualTo(values);
    }

    @Test
    void widensEveryHalf() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 1 << 16; bits++) {
            bytes.putShort((short) bits);
        }
        float[] values = SafetensorsBytes.byName(new SafetensorsBytes()
                        .tensor("w", "F16", "65536", bytes.array())
                        .bytes())
                .get("w")
                .values;
        float[] expected = new float[1 << 16];
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            int fraction = bits & 1023;
            double size = exponent == 0
                    ? fraction * Math.pow(2, -24)
                    : exponent == 31
                            ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                            : (1024 + fraction) * Math.pow(2, exponent - 25);
            expected[bits] = (float) (bits >= 1 << 15 ? -size : size);
        }
        assertThat(values).isEqualTo(expected);
    }

    @Test
    void widensBfloat16() throws IOException {
        byte[] file = new SafetensorsBytes()
                .tensor("w", "BF16", "3", new byte[] {(byte) 0x80, 0x3f, 0x01, (byte) 0x80, 0x7f, 0x7f})
                .bytes();
        assertThat(SafetensorsBytes.byName(file).get("w").values)
                .containsExactly(1f, Float.intBitsToFloat(0x80010000), Float.intBitsToFloat(0x7f7f0000));
    }

    @Test
    void roundsDoublesAndRefusesThoseThatOverflow() throws IOException {
        double[] doubles = {0.1, -1e-60, Float.MAX_VALUE, 1e39, Double.NaN};
        ByteBuffer bytes = ByteBuffer.allocate(8 * doubles.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : doubles) {
            bytes.putDouble(value);
        }
        TensorData tensor = SafetensorsBytes.byName(new SafetensorsBytes()
                        .tensor("w", "F64", "5", bytes.array())
                        .bytes())
                .get("w");
        assertThat(Arrays.copyOf(tensor.values, 3)).containsExactly(0.1f, -0f, Float.MAX_VALUE);
        assertThat(tensor.flaw.kind).isEqualTo(WeightException.NOT_FINITE);
        assertThat(tensor.flaw).hasMessageContaining("`w` holds 1.0E39 at index 3");
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0", "Infinity, 1", "-Infinity, 2"})
    void notesTheFirstValueThatIsNotFinite(float value, int index) throws IOException {
        float[] values = new float[4];
        Arrays.fill(values, index, 4, value);
        WeightException flaw = SafetensorsBytes.byName(
                        new SafetensorsBytes().f32("net.w", "2,2", values).bytes())
                .get("net.w")
                .flaw;
        assertThat(flaw.kind).isEqualTo(WeightException.NOT_FINITE);
        assertThat(flaw).hasMessageContaining("`net.w` holds " + value + " at index " + index);
    }

    @Test
    void notesOtherTypesAndSkipsCounters() throws IOException {
        Map<String, TensorData> tensors = SafetensorsBytes.byName(new SafetensorsBytes()
                .tensor("ids", "I64", "1", new byte[8])
                .tensor("bn.num_batches_tracked", "I64", "", new byte[8])
                .f32("w", "1", 5f)
                .bytes());
        assertThat(tensors.get("ids").flaw.kind).isEqualTo(WeightException.TYPE);
        assertThat(tensors.get("ids").flaw).hasMessageContaining("type I64");
        assertThat(tensors.get("bn.num_batches_tracked").ignored()).isTrue();
        assertThat(tensors.get("w").values).containsExactly(5f);
    }

    @Test
    void readsNoValuesOutsideThePrefix() throws IOException {
        byte[] file = new SafetensorsBytes()
                .f32("bert.w", "1", 5f)
                .f32("bertha.w", "1", Float.NaN)
                .bytes();
        for (TensorData tensor : SafetensorsReader.read(new ByteArrayInputStream(file), file.length, "bert")) {
            assertThat(tensor.values != null).isEqualTo(tensor.name.equals("bert.w"));
            assertThat(tensor.flaw).isNull();
        }
    }

    @Test
    void understandsMetadataEscapesAndWhiteSpace() throws IOException {
        byte[] file = SafetensorsBytes.file(
                " {\t\"__metadata__\" : {\"format\":\"pt\", \"a\\n\":\"\"} ,\r\n \"\\u0061\\\"\\/\\\\é\":" + PLAIN
                        + " }   ",
                new byte[4]);
        assertThat(SafetensorsBytes.byName(file)).containsOnlyKeys("a\"/\\é");
    }

    @Test
    void refusesAFileThatIsCutAnywhere() throws IOException {
        byte[] file = new SafetensorsBytes()
                .f32("w", "2,3", 1, 2, 3, 4, 5, 6)
                .f32("b", "2", 7, 8)
                .bytes();
        assertThat(SafetensorsBytes.read(file)).hasSize(2);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertDamaged(() -> SafetensorsBytes.read(cut));
            assertDamaged(() -> SafetensorsReader.read(new ByteArrayInputStream(cut), cut.length, ""));
        }
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        assertDamaged(() -> SafetensorsBytes.read(longer));
        assertDamaged(() -> SafetensorsReader.read(new ByteArrayInputStream(longer), longer.length, ""));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000_001, 99_999_999, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void believesNoHeaderLength(long length) {
        byte[] file = SafetensorsBytes.file(length, "{}".getBytes(StandardCharsets.US_ASCII));
        assertThat(allocated(() -> assertDamaged(() -> SafetensorsBytes.read(file))))
                .isLessThan(4 << 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1152921504606846976; 0; 4; TOO_LARGE",
                "1048576,1048576,1048576; 0; 4; TOO_LARGE",
                "2147483648; 0; 8589934592; TOO_LARGE",
                "536870912; 0; 2147483648; DAMAGED",
                "2; 0; 4; DAMAGED",
                "1; 4; 8; DAMAGED",
                "1; 4; 0; DAMAGED",
                "1; 0; 999999999999999999; DAMAGED",
            })
    void believesNoShapeAndNoOffset(String shape, long begin, long end, String kind) {
        byte[] header =
                new SafetensorsBytes().entry("w", "F32", shape, begin, end).bytes();
        byte[] file = Arrays.copyOf(header, header.length + 4);
        String expected = kind.equals("DAMAGED") ? WeightException.DAMAGED : WeightException.TOO_LARGE;
        long bytes = allocated(() -> assertThatThrownBy(() -> SafetensorsBytes.read(file))
                .isInstanceOfSatisfying(
                        WeightException.class, e -> assertThat(e.kind).isEqualTo(expected))
                .hasMessageContaining("w"));
        assertThat(bytes).isLessThan(8 << 20);
    }

    @Test
    void refusesOverlapsAndGaps() {
        assertDamaged(() -> SafetensorsBytes.read(new SafetensorsBytes()
                .f32("a", "2", 1, 2)
                .entry("b", "F32", "1", 4, 8)
                .bytes()));
        assertDamaged(() -> SafetensorsBytes.read(new SafetensorsBytes()
                .f32("a", "1", 1)
                .entry("b", "F32", "0", 8, 8)
                .bytes()));
        assertDamaged(() -> SafetensorsBytes.read(new SafetensorsBytes()
                .f32("a", "2", 1, 2)
                .entry("b", "F32", "2", 0, 8)
                .bytes()));
    }

    @Test
    void refusesTheSameNameTwice() {
        byte[] file = new SafetensorsBytes().f32("w", "1", 1).f32("w", "1", 2).bytes();
        assertThatThrownBy(() -> SafetensorsBytes.read(file))
                .isInstanceOfSatisfying(
                        WeightException.class, e -> assertThat(e.kind).isEqualTo(WeightException.DUPLICATE))
                .hasMessage("tensor `w` is in the file twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  ",
                "[]",
                "{} x",
                "{}\u0000",
                "{\"w\"}",
                "{\"w\":1}",
                "{\"w\":{}}",
                "{\"w\":{\"dtype\":\"F32\"}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[9999999999999999999],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}",
                "{\"w\\x\":" + PLAIN + "}",
                "{\"w\\u00g0\":" + PLAIN + "}",
                "{\"w\n\":" + PLAIN + "}",
                "{\"w\":" + PLAIN + ",}",
                "{\"w\":" + PLAIN,
                "{\"\\u12",
                "{\"\\",
                "{,}",
                "{\"__metadata__\":{\"a\":1}}",
            })
    void refusesAnythingThatIsNotTheHeader(String header) {
        assertDamaged(() -> SafetensorsBytes.read(SafetensorsBytes.file(header, new byte[4])));
    }

    @Test
    void refusesNamesThatAreNotUtf8() {
        byte[] header = ("{\"w?\":" + PLAIN + "}").getBytes(StandardCharsets.US_ASCII);
        header[3] = (byte) 0xff;
        assertDamaged(() -> SafetensorsBytes.read(SafetensorsBytes.file(header.length, header, new byte[4])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"w\":{\"shape\":[", "{\"\\u0041"})
    void survivesEndlessNesting(String part) {
        assertDamaged(() -> SafetensorsBytes.read(SafetensorsBytes.file(part.repeat(200_000))));
    }

    @Test
    void givesTensorsOrAMessageWhateverIsChanged() throws IOException {
        byte[] file = new SafetensorsBytes()
                .f32("a.weight", "2,3", 1, 2, 3, 4, 5, 6)
                .tensor("a.bias", "F16", "2", new byte[4])
                .bytes();
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = file.clone();
            for (int times = random.nextInt(3); times >= 0; times--) {
                changed[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            try {
                for (TensorData tensor : SafetensorsBytes.read(changed)) {
                    assertThat(tensor.values == null || tensor.values.length <= file.length)
                            .isTrue();
                }
            } catch (WeightException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static void assertDamaged(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WeightException.class, e -> assertThat(e.kind).isEqualTo(WeightException.DAMAGED));
    }

    private static long allocated(Runnable run) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        run.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
