package io.github.nnc.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.support.TensorNode;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.FilesInMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFileTest {

    private static final Shape PAIR = Shape.of(2);

    @ParameterizedTest
    @EnumSource(DataType.class)
    void readsWhatItWroteInEveryType(DataType type) throws IOException {
        Random random = new Random(type.ordinal());
        for (int round = 0; round < 20; round++) {
            List<WeightTensor> tensors = tensors(random, type);
            byte[] file = safetensors(tensors, type);
            assertSame(tensors, WeightFile.read(FilesInMemory.channel(file), ""));
            Collections.shuffle(tensors, random);
            assertThat(safetensors(tensors, type)).isEqualTo(file);
            assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                    .isZero();
        }
    }

    /** A header of 640 bytes begins as a pickle does, one of 19,280 as a zip. */
    @ParameterizedTest
    @ValueSource(ints = {640, 19_280})
    void knowsSafetensorsWhateverTheLengthOfTheirHeader(int length) throws IOException {
        List<WeightTensor> tensors = List.of();
        byte[] file = {};
        for (int name = length - 120; headerLength(file) < length; name++) {
            tensors = List.of(tensor("w".repeat(name), 1, 2));
            file = safetensors(tensors, DataType.F32);
        }
        assertThat(headerLength(file)).isEqualTo(length);
        assertSame(tensors, WeightFile.read(FilesInMemory.channel(file), ""));
    }

    private static long headerLength(byte[] file) {
        return file.length == 0
                ? 0
                : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Test
    void readsTheNpzThatItWrote() throws IOException {
        Random random = new Random(5);
        List<WeightTensor> tensors = tensors(random, DataType.F32);
        byte[] file = npz(tensors);
        assertSame(tensors, WeightFile.read(FilesInMemory.channel(file), ""));
        Collections.shuffle(tensors, random);
        assertThat(npz(tensors)).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"six_equal", "mixed", "nested"})
    void readsTheSameFromEveryFileOfAStateDict(String name) throws IOException {
        Map<String, TensorNode> expected = byName(name + ".safetensors");
        assertThat(expected).isNotEmpty();
        for (String other : List.of(".npz", "_compressed.npz", "_reversed.safetensors", "_sorted.safetensors")) {
            Map<String, TensorNode> actual = byName(name + other);
            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            actual.forEach((tensor, data) -> {
                assertThat(data.shape).isEqualTo(expected.get(tensor).shape);
                assertThat(data.values).isEqualTo(expected.get(tensor).values);
                assertThat(data.flaw).isNull();
            });
        }
    }

    @Test
    void roundsToTheNearestEven() {
        assertThat(bits(DataType.F16, 1 + 0x1p-11f)).isEqualTo((short) 0x3c00);
        assertThat(bits(DataType.F16, 1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3c02);
        assertThat(bits(DataType.F16, 1 + 0x1p-11f + 0x1p-20f)).isEqualTo((short) 0x3c01);
        assertThat(bits(DataType.F16, -65504f)).isEqualTo((short) 0xfbff);
        assertThat(bits(DataType.F16, 65519f)).isEqualTo((short) 0x7bff);
        assertThat(bits(DataType.F16, 0x1p-24f)).isEqualTo((short) 1);
        assertThat(bits(DataType.F16, 0x1p-25f)).isEqualTo((short) 0);
        assertThat(bits(DataType.F16, 0x1.ffcp-15f)).isEqualTo((short) 0x400);
        assertThat(bits(DataType.BF16, 1 + 0x1p-8f)).isEqualTo((short) 0x3f80);
        assertThat(bits(DataType.BF16, 1 + 3 * 0x1p-8f)).isEqualTo((short) 0x3f82);
        assertThat(bits(DataType.BF16, -0f)).isEqualTo((short) 0x8000);
    }

    @Test
    void refusesToWriteWhatATypeCannotHold() {
        assertThatThrownBy(() -> safetensors(List.of(tensor("w", 1, 65520f)), DataType.F16))
                .hasMessage("65520.0 cannot be stored as F16");
        assertThatThrownBy(() -> safetensors(List.of(tensor("w", 1, -Float.MAX_VALUE)), DataType.BF16))
                .hasMessageContaining("cannot be stored as BF16");
        for (DataType type : DataType.values()) {
            assertThatThrownBy(() -> safetensors(List.of(tensor("w", 1, Float.NaN)), type))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> safetensors(List.of(tensor("w", 1, 2), tensor("w", 3, 4)), DataType.F32))
                .hasMessage("two tensors are named w");
    }

    @Test
    void escapesNames() throws IOException {
        List<WeightTensor> tensors = List.of(tensor("a\"\\\u0001é\n", 1, 2));
        assertSame(tensors, WeightFile.read(FilesInMemory.channel(safetensors(tensors, DataType.F32)), ""));
    }

    @Test
    void refusesAnNpzThatIsCutOrChangedAnywhere() throws IOException {
        byte[] file = npz(List.of(tensor("a.weight", 1, 2), tensor("b", 3, 4)));
        for (int length = 1; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> WeightFile.read(FilesInMemory.channel(cut), ""))
                    .isInstanceOf(WeightException.class);
        }
        Random random = new Random(3);
        for (int round = 0; round < 3000; round++) {
            byte[] changed = file.clone();
            changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                for (TensorNode tensor : WeightFile.tensors(WeightFile.read(FilesInMemory.channel(changed), ""))) {
                    assertThat(tensor.values).isIn(new float[] {1, 2}, new float[] {3, 4}, null);
                }
            } catch (WeightException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void refusesACompressedNpzThatIsCutAnywhere() throws IOException {
        byte[] file = resource("six_equal_compressed.npz");
        for (int length = 1; length < file.length; length += 13) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> WeightFile.read(FilesInMemory.channel(cut), ""))
                    .isInstanceOf(WeightException.class);
        }
    }

    @Test
    void refusesAZipBomb() throws IOException {
        byte[] file = ZipBomb.of(40_000_000);
        assertThat(file.length).isLessThan(200_000);
        assertThatThrownBy(() -> WeightFile.read(FilesInMemory.channel(file), ""))
                .isInstanceOfSatisfying(
                        WeightException.class, e -> assertThat(e.code()).isEqualTo(Code.WEIGHTS_CLAIM));
    }

    @Test
    void namesOtherFormats() {
        assertRefused("PK", Code.WEIGHTS_DAMAGED, "end is missing");
        assertRefused("\u0093NUMPY\u0001\u0000", Code.WEIGHTS_TYPE, "single numpy array");
        assertRefused("\u0089HDF\r\n\u001a\n", Code.WEIGHTS_TYPE, "HDF5");
        assertRefused("\u0080\u0002}q\u0000X", Code.WEIGHTS_TYPE, "a Python pickle");
        assertRefused("", Code.WEIGHTS_DAMAGED, "ends 8 bytes before the end of its header");
        assertThatThrownBy(() -> WeightFile.read(FilesInMemory.channel(ZipBomb.entry("net/data.pkl", new byte[9])), ""))
                .hasMessageContaining("torch.save");
        assertThatThrownBy(() -> WeightFile.read(FilesInMemory.channel(ZipBomb.entry("a.txt", new byte[9])), ""))
                .hasMessageContaining("`a.txt` is not an array");
    }

    private static void assertRefused(String start, Code kind, String message) {
        byte[] file = start.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> WeightFile.read(FilesInMemory.channel(file), ""))
                .isInstanceOfSatisfying(
                        WeightException.class, e -> assertThat(e.code()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    private static List<WeightTensor> tensors(Random random, DataType type) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long[] extents = random.longs(random.nextInt(4), 0, 6).toArray();
            float[] values = new float[(int) Arrays.stream(extents).reduce(1, (a, b) -> a * b)];
            for (int at = 0; at < values.length; at++) {
                float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(200) - 100));
                values[at] = type == DataType.F16
                        ? TensorNode.half((short) (random.nextInt(0x7c00) | random.nextInt(2) << 15))
                        : type == DataType.BF16 ? Float.intBitsToFloat(Float.floatToIntBits(value) >> 16 << 16) : value;
            }
            tensors.add(new WeightTensor("layer." + i + ".weight", Shape.of(extents), values));
        }
        return tensors;
    }

    private static void assertSame(List<WeightTensor> written, TensorNode read) {
        Map<String, TensorNode> byName = new TreeMap<>();
        WeightFile.tensors(read).forEach(tensor -> byName.put(tensor.path(), tensor));
        assertThat(byName).hasSameSizeAs(written);
        for (WeightTensor tensor : written) {
            assertThat(byName.get(tensor.name()).values).isEqualTo(tensor.values());
            assertThat(byName.get(tensor.name()).shape).isEqualTo(tensor.extents());
            assertThat(byName.get(tensor.name()).flaw).isNull();
        }
    }

    private static WeightTensor tensor(String name, float... values) {
        return new WeightTensor(name, values.length == 2 ? PAIR : Shape.of(values.length), values);
    }

    private static short bits(DataType type, float value) {
        ByteBuffer bytes = ByteBuffer.allocate(2);
        type.put(bytes, value);
        return bytes.getShort(0);
    }

    private static byte[] safetensors(List<WeightTensor> tensors, DataType type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.write(tensors, type, out);
        return out.toByteArray();
    }

    private static byte[] npz(List<WeightTensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpzWriter.write(tensors, out);
        return out.toByteArray();
    }

    private static Map<String, TensorNode> byName(String file) throws IOException {
        Map<String, TensorNode> tensors = new TreeMap<>();
        for (TensorNode tensor : WeightFile.tensors(WeightFile.read(FilesInMemory.channel(resource(file)), ""))) {
            tensors.put(tensor.path(), tensor);
        }
        return tensors;
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = WeightFileTest.class.getResourceAsStream("/state_dict/" + name)) {
            return in.readAllBytes();
        }
    }
}
