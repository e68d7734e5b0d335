package io.github.nnc.weights;

import io.github.nnc.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes numpy's {@code .npy}, version 1.0, little-endian and row-major, as numpy itself does. */
public final class NpyWriter {

    private static final int ALIGNMENT = 64;
    private static final int START = 10;

    private NpyWriter() {}

    /** An array of floats, {@code <f4}; leaves the stream open. */
    public static void write(Shape shape, float[] values, OutputStream out) throws IOException {
        write(new WeightTensor("array", shape, values), out);
    }

    /** An array of integers, {@code <i4}; leaves the stream open. */
    public static void write(Shape shape, int[] values, OutputStream out) throws IOException {
        out.write(header("<i4", shape));
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        out.write(bytes.array());
    }

    static void write(WeightTensor tensor, OutputStream out) throws IOException {
        out.write(header("<f4", tensor.shape()));
        SafetensorsWriter.values(tensor.values(), DataType.F32, out);
    }

    static byte[] header(String type, Shape shape) {
        String extents = shape.extents().stream().map(e -> e.max() + ",").collect(Collectors.joining(" "));
        String tuple = shape.rank() == 1 ? extents : extents.replaceAll(",$", "");
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int length = (START + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        byte[] header = new byte[length];
        Arrays.fill(header, (byte) ' ');
        ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) (length - START));
        bytes.put(text.getBytes(StandardCharsets.US_ASCII));
        header[length - 1] = '\n';
        return header;
    }
}
