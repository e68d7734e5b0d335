package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTableReadingTest {
    private static final String PLAIN = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    @Test
    void readsTensorsSortedByName() throws IOException {
        byte[] file = new SafetensorsBytes()
                .f32("b.weight", "2,1", 1.5f, -2f)
                .f32("a", "", 7f)
                .bytes();
        assertThat(SafetensorsBytes.byName(file).keySet()).containsExactly("a", "b.weight");
        Map<String, TensorNode> tensors = SafetensorsBytes.byName(file);
        assertThat(tensors.get("b.weight").values).containsExactly(1.5f, -2f);
        assertThat(tensors.get("b.weight").shape).containsExactly(2, 1);
        assertThat(tensors.get("a").values).containsExactly(7f);
        assertThat(tensors.get("a").shape).isEmpty();
    }

    @Test
    void readsATensorOfManyChunks() throws IOException {
        float[] values = new float[1_500_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.25f;
        }
        byte[] file = new SafetensorsBytes().f32("w", "1500001", values).bytes();
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
        TensorNode tensor = SafetensorsBytes.byName(new SafetensorsBytes()
                        .tensor("w", "F64", "5", bytes.array())
                        .bytes())
                .get("w");
        assertThat(Arrays.copyOf(tensor.values, 3)).containsExactly(0.1f, -0f, Float.MAX_VALUE);
        assertThat(tensor.flaw).startsWith("NN414: tensor `w` holds 1.0E39 at index 3");
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0", "Infinity, 1", "-Infinity, 2"})
    void notesTheFirstValueThatIsNotFinite(float value, int index) throws IOException {
        float[] values = new float[4];
        Arrays.fill(values, index, 4, value);
        String flaw = SafetensorsBytes.byName(
                        new SafetensorsBytes().f32("net.w", "2,2", values).bytes())
                .get("net.w")
                .flaw;
        assertThat(flaw).startsWith("NN414: tensor `net.w` holds " + value + " at index " + index);
    }

    @Test
    void notesOtherTypesAndSkipsCounters() throws IOException {
        Map<String, TensorNode> tensors = SafetensorsBytes.byName(new SafetensorsBytes()
                .tensor("ids", "I64", "1", new byte[8])
                .tensor("bn.num_batches_tracked", "I64", "", new byte[8])
                .f32("w", "1", 5f)
                .bytes());
        assertThat(tensors.get("ids").flaw).startsWith("NN403: tensor `ids` has the type I64");
        assertThat(tensors.get("bn.num_batches_tracked").ignored()).isTrue();
        assertThat(tensors.get("w").values).containsExactly(5f);
    }

    @Test
    void readsNoValuesOutsideThePrefix() throws IOException {
        byte[] file = new SafetensorsBytes()
                .f32("bert.w", "1", 5f)
                .f32("bertha.w", "1", Float.NaN)
                .bytes();
        TensorNode root = new WeightTable("").read(new ByteArrayInputStream(file), "bert");
        assertThat(root.reach("bert.w").values).containsExactly(5);
        assertThat(root.reach("bertha.w").values).isEmpty();
        assertThat(root.reach("bertha.w").flaw).isNull();
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
        assertThat(SafetensorsBytes.byName(file)).hasSize(2);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertDamaged(() -> SafetensorsBytes.read(cut));
        }
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        assertDamaged(() -> SafetensorsBytes.read(longer));
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
                "1152921504606846976; 0; 4; NN405",
                "1048576,1048576,1048576; 0; 4; NN405",
                "2147483648; 0; 8589934592; NN405",
                "536870912; 0; 2147483648; NN402",
                "2; 0; 4; NN402",
                "1; 4; 8; NN402",
                "1; 4; 0; NN402",
                "1; 0; 999999999999999999; NN402",
            })
    void believesNoShapeAndNoOffset(String shape, long begin, long end, String kind) {
        byte[] header =
                new SafetensorsBytes().entry("w", "F32", shape, begin, end).bytes();
        byte[] file = Arrays.copyOf(header, header.length + 4);
        long bytes = allocated(() -> assertThatThrownBy(() -> SafetensorsBytes.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(kind)
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
                .isInstanceOf(IOException.class)
                .hasMessage("NN404: tensor `w` is in the file twice");
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
                for (TensorNode tensor : SafetensorsBytes.byName(changed).values()) {
                    assertThat(tensor.values == null || tensor.values.length <= file.length)
                            .isTrue();
                }
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static void assertDamaged(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IOException.class).hasMessageStartingWith("NN402: ");
    }

    private static long allocated(Runnable run) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        run.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
