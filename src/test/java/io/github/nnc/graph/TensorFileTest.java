package io.github.nnc.graph;

import static io.github.nnc.graph.Models.external;
import static io.github.nnc.graph.Models.floats;
import static io.github.nnc.graph.Models.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.testing.FilesInMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tensors of all types, however a file holds their values. */
class TensorFileTest {

    private static Tensor read(TensorProto.Builder tensor) {
        Diagnostics diagnostics = new Diagnostics();
        byte[] beside = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40};
        FilesInMemory files = new FilesInMemory(Map.of("t.pb", tensor.build().toByteArray(), "data/w.bin", beside));
        Optional<Tensor> read = TensorFile.read("t.pb", files, diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return read.orElseThrow();
    }

    private static TensorProto.Builder raw(DataType type, long count, String hex) {
        return tensor("t", type, List.of(count))
                .setRawData(ByteString.copyFrom(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT,    0000c03f 000080ff,                 1.5, -Infinity",
        "FLOAT,    010000000000c07f,                  1.4e-45, NaN",
        "DOUBLE,   9a9999999999b93f 0000000000000480, 0.1, -0.0",
        "FLOAT16,  003c 00c0,                         1.0, -2.0",
        "FLOAT16,  0100 ff83,                         5.9604645e-8, -6.097555e-5",
        "FLOAT16,  0080 ff7b,                         -0.0, 65504.0",
        "FLOAT16,  007c 017e,                         Infinity, NaN",
        "BFLOAT16, c03f 80ff,                         1.5, -Infinity",
    })
    void readsFloatsFromBytes(DataType type, String hex, float first, float second) {
        Tensor tensor = read(raw(type, 2, hex.replace(" ", "")));
        assertThat(tensor.type()).hasToString(type.name().toLowerCase(Locale.ROOT));
        assertThat(tensor.extents()).containsExactly(2L);
        assertThat(tensor.reals()).containsExactly(first, second);
        assertThat(tensor.real(1)).isEqualTo(Float.valueOf(second));
    }

    @ParameterizedTest
    @CsvSource({
        "INT8,   7f80,                             127, -128",
        "UINT8,  7f80,                             127, 128",
        "INT16,  ff7f 0080,                        32767, -32768",
        "UINT16, ff7f 0080,                        32767, 32768",
        "INT32,  ffffff7f 00000080,                2147483647, -2147483648",
        "UINT32, ffffff7f 00000080,                2147483647, 2147483648",
        "INT64,  0100000000000000 ffffffffffffffff, 1, -1",
        "UINT64, 0100000000000000 ffffffffffffffff, 1, -1",
        "BOOL,   0002,                             0, 1",
    })
    void readsWholeNumbersFromBytes(DataType type, String hex, long first, long second) {
        Tensor tensor = read(raw(type, 2, hex.replace(" ", "")));
        assertThat(tensor.type()).hasToString(type.name().toLowerCase(Locale.ROOT));
        assertThat(tensor.wholes()).containsExactly(first, second);
        assertThat(tensor.whole(1)).isEqualTo(second);
    }

    @Test
    void readsFloatsOneByOne() {
        assertThat(read(floats("t", List.of(2L), 1.5f, -0f)).reals()).containsExactly(1.5f, -0f);
        assertThat(read(tensor("t", DataType.DOUBLE, List.of(1L)).addDoubleData(0.1))
                        .reals())
                .containsExactly(0.1f);
        assertThat(read(tensor("t", DataType.FLOAT16, List.of(1L)).addInt32Data(0xc000))
                        .reals())
                .containsExactly(-2);
        assertThat(read(tensor("t", DataType.BFLOAT16, List.of(1L)).addInt32Data(0x3fc0))
                        .reals())
                .containsExactly(1.5f);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT8", "UINT8", "INT16", "UINT16", "INT32", "BOOL"})
    void readsSmallWholeNumbersOneByOne(DataType type) {
        TensorProto.Builder tensor =
                tensor("t", type, List.of(2L)).addInt32Data(0).addInt32Data(1);
        assertThat(read(tensor).wholes()).containsExactly(0, 1);
    }

    @Test
    void readsLargeWholeNumbersOneByOne() {
        assertThat(read(tensor("t", DataType.INT64, List.of(1L)).addInt64Data(Long.MIN_VALUE))
                        .wholes())
                .containsExactly(Long.MIN_VALUE);
        assertThat(read(tensor("t", DataType.UINT64, List.of(1L)).addUint64Data(-1))
                        .wholes())
                .containsExactly(-1);
        assertThat(read(tensor("t", DataType.UINT32, List.of(1L)).addUint64Data(0xffffffffL))
                        .wholes())
                .containsExactly(0xffffffffL);
    }

    @Test
    void readsTexts() {
        Tensor tensor = read(tensor("t", DataType.STRING, List.of(1L, 2L))
                .addStringData(ByteString.copyFromUtf8("Käse"))
                .addStringData(ByteString.EMPTY));
        assertThat(tensor.texts()).containsExactly("Käse", "");
        assertThatThrownBy(tensor::reals).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsScalarsAndTensorsWithoutElements() {
        assertThat(read(floats("t", List.of(), 3)).size()).isEqualTo(1);
        Tensor empty = read(floats("t", List.of(1L << 40, 0L, 1L << 40)));
        assertThat(empty.size()).isZero();
        assertThat(empty.extents()).containsExactly(1L << 40, 0L, 1L << 40);
    }

    /** Their values are packed in ways of their own; that there are as many as claimed is checked. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            mode = Mode.MATCH_ANY,
            names = {"COMPLEX.*", "FLOAT8.*", "U?INT4"})
    void knowsTheShapeOfOtherTypes(DataType type) {
        ElementType expected = ElementType.of(type.getNumber()).orElseThrow();
        Tensor tensor =
                read(tensor("t", type, List.of(4L)).setRawData(ByteString.copyFrom(new byte[expected.bits() / 2])));
        assertThat(tensor.type()).isEqualTo(expected);
        assertThat(tensor.size()).isEqualTo(4);
        assertThat(expected.isHeld()).isFalse();
        assertThatThrownBy(() -> tensor.real(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void typesThatTheLibraryDoesNotKnowHaveNames() {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(23).addDims(3).setRawData(ByteString.copyFrom(new byte[2]));
        assertThat(read(tensor)).hasToString("float4e2m1[3]");
    }

    @Test
    void readsValuesBesideTheFile() {
        assertThat(read(external("t", List.of(2L), "location", "data/w.bin", "offset", "4", "length", "8"))
                        .reals())
                .containsExactly(2, 3);
        assertThat(read(external("t", List.of(1L, 3L), "location", "data/w.bin", "checksum", "ab"))
                        .reals())
                .containsExactly(1, 2, 3);
        assertThat(read(external("t", List.of(0L), "location", "data/w.bin", "offset", "12"))
                        .size())
                .isZero();
    }

    @Test
    void whatIsNoTensorIsRefused() {
        Diagnostics diagnostics = new Diagnostics();
        byte[] model = Models.small().build().toByteArray();
        FilesInMemory files = new FilesInMemory(Map.of("m.onnx", model, "cut.pb", new byte[] {8}));
        assertThat(TensorFile.read("m.onnx", files, diagnostics)).isEmpty();
        assertThat(TensorFile.read("cut.pb", files, diagnostics)).isEmpty();
        assertThat(TensorFile.read("missing.pb", files, diagnostics)).isEmpty();
        assertThat(diagnostics.sorted())
                .extracting(Diagnostic::code)
                .containsExactly(Code.ONNX_UNREADABLE, Code.ONNX_TENSOR, Code.FILE_NOT_FOUND);
    }

    @Test
    void tensorsNeverChange() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.ofReals(List.of(2L), values);
        values[0] = 3;
        tensor.reals()[1] = 3;
        assertThat(tensor.reals()).containsExactly(1, 2);
        assertThat(tensor)
                .isEqualTo(Tensor.ofReals(List.of(2L), 1, 2))
                .hasSameHashCodeAs(Tensor.ofReals(List.of(2L), 1, 2));
        assertThat(tensor)
                .isNotEqualTo(Tensor.ofReals(List.of(1L, 2L), 1, 2))
                .isNotEqualTo(Tensor.ofReals(List.of(2L), 1, 3));
        assertThatThrownBy(() -> Tensor.ofReals(List.of(3L), 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.ofWholes(ElementType.FLOAT, List.of(1L), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** All 65,536 of them against the definition: sign, fraction over 2^10, and a power of two. */
    @Test
    void halvesAreWhatIeee754Says() {
        ByteBuffer bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 1 << 16; bits++) {
            bytes.putShort((short) bits);
        }
        float[] halves = read(tensor("t", DataType.FLOAT16, List.of(1L << 16))
                        .setRawData(ByteString.copyFrom(bytes.array())))
                .reals();
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertThat(halves[bits]).as(Integer.toHexString(bits)).isEqualTo(Float.valueOf(half(bits)));
        }
    }

    private static float half(int bits) {
        double sign = bits >= 0x8000 ? -1 : 1;
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        if (exponent == 31) {
            return (float) (fraction == 0 ? sign / 0 : Double.NaN);
        }
        return (float)
                (sign * (exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15)));
    }
}
