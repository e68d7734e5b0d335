package io.github.nnc.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.support.TensorNode;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.FilesInMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "scalar; ()",
                "3; (3,)",
                "2x3; (2, 3)",
                "1x2x3; (1, 2, 3)",
                "0; (0,)",
            })
    void writesTheHeaderThatNumpyWrites(String extents, String tuple) throws IOException {
        long[] lengths = extents.equals("scalar")
                ? new long[0]
                : Stream.of(extents.split("x")).mapToLong(Long::parseLong).toArray();
        Shape shape = Shape.of(lengths);
        float[] values = new float[shape.elements().intValueExact()];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(shape, values, out);
        byte[] file = out.toByteArray();
        String dict = "{'descr': '<f4', 'fortran_order': False, 'shape': " + tuple + ", }";
        String header = dict + " ".repeat(128 - 11 - dict.length()) + "\n";
        assertThat(new String(file, 0, 128, StandardCharsets.ISO_8859_1))
                .isEqualTo("\u0093NUMPY\u0001\u0000\u0076\u0000" + header);
        TensorNode read = read(file);
        assertThat(read.values).isEqualTo(values);
        assertThat(read.shape).isEqualTo(lengths);
    }

    @Test
    void readsIntegersAsItWroteThem() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(Shape.of(2, 2), new int[] {1, -2, 3, 1 << 24}, out);
        TensorNode read = read(out.toByteArray());
        assertThat(read.type).isEqualTo("<i4");
        assertThat(read.values).containsExactly(1, -2, 3, 1 << 24);
        assertThat(read.flaw).isNull();
    }

    static Stream<Object[]> types() {
        return Stream.of(
                new Object[] {"|i1", bytes(2).put((byte) -1).put((byte) 127), new float[] {-1, 127}},
                new Object[] {"|u1", bytes(2).put((byte) -1).put((byte) 127), new float[] {255, 127}},
                new Object[] {"|b1", bytes(2).put((byte) 1).put((byte) 0), new float[] {1, 0}},
                new Object[] {"<i2", bytes(4).putShort((short) -3).putShort((short) 300), new float[] {-3, 300}},
                new Object[] {"<u2", bytes(4).putShort((short) -1).putShort((short) 300), new float[] {65535, 300}},
                new Object[] {"<u4", bytes(8).putInt(7).putInt(1 << 24), new float[] {7, 1 << 24}},
                new Object[] {"<i8", bytes(16).putLong(-7).putLong(8), new float[] {-7, 8}},
                new Object[] {"<u8", bytes(16).putLong(7).putLong(8), new float[] {7, 8}},
                new Object[] {"<f2", bytes(4).putShort((short) 0x3c00).putShort((short) 0xc000), new float[] {1, -2}},
                new Object[] {"<f8", bytes(16).putDouble(0.1).putDouble(-1e-50), new float[] {0.1f, -0f}},
                new Object[] {
                    ">f4", bytes(8).order(ByteOrder.BIG_ENDIAN).putFloat(1.5f).putFloat(2f), new float[] {1.5f, 2f}
                });
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsEveryType(String type, ByteBuffer data, float[] values) throws IOException {
        TensorNode read =
                read(file("{'descr': '" + type + "', 'fortran_order': False, 'shape': (2,), }", data.array()));
        assertThat(read.values).isEqualTo(values);
        assertThat(read.flaw).isNull();
    }

    @Test
    void turnsFortranOrderAround() throws IOException {
        byte[] data = bytes(24)
                .putFloat(1)
                .putFloat(4)
                .putFloat(2)
                .putFloat(5)
                .putFloat(3)
                .putFloat(6)
                .array();
        TensorNode read = read(file("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", data));
        assertThat(read.values).containsExactly(1, 2, 3, 4, 5, 6);
        TensorNode cube = read(file("{'shape':(1,2,3),'fortran_order':True,'descr':'<f4'}", data));
        assertThat(cube.values).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void notesWhatNoFloatHolds() throws IOException {
        assertThat(read(file(header("<f8", 1), bytes(8).putDouble(1e300).array())).flaw)
                .startsWith("NN414");
        assertThat(read(file(header("<i8", 1), bytes(8).putLong((1 << 24) + 1).array())).flaw)
                .contains("1.6777217E7 at index 0");
        assertThat(read(file(header("<u8", 1), bytes(8).putLong(-1).array())).flaw)
                .startsWith("NN403");
        TensorNode complex = read(file(header("<c8", 1), new byte[8]));
        assertThat(complex.flaw).startsWith("NN403");
        assertThat(complex.values).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f4', 'fortran_order': False}",
                "'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'descr': '<f4'}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': '<f4'}",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
            })
    void refusesAnythingThatIsNotAHeader(String header) {
        assertThatThrownBy(() -> read(file(header, new byte[4])))
                .isInstanceOfSatisfying(
                        WeightException.class, e -> assertThat(e.code()).isEqualTo(Code.WEIGHTS_DAMAGED));
    }

    @Test
    void believesNoShape() {
        assertThatThrownBy(() -> read(file(header("<f4", 1L << 60), new byte[4])))
                .isInstanceOfSatisfying(
                        WeightException.class, e -> assertThat(e.code()).isEqualTo(Code.WEIGHTS_CLAIM));
        assertThatThrownBy(() -> read(file(header("<f4", 1 << 30), new byte[4])))
                .hasMessageContaining("takes 4294967296 bytes, but 4 follow the header");
    }

    @Test
    void refusesAFileThatIsCutAnywhere() throws IOException {
        byte[] file = file(header("<f4", 3), bytes(12).array());
        assertThat(read(file).values).hasSize(3);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(WeightException.class);
        }
    }

    private static String header(String type, long extent) {
        return "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + extent + ",), }\n";
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] file(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        return bytes(12 + text.length + data.length)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 2)
                .put((byte) 0)
                .putInt(text.length)
                .put(text)
                .put(data)
                .array();
    }

    private static TensorNode read(byte[] file) throws IOException {
        return NpyReader.read("x", FilesInMemory.channel(file));
    }
}
