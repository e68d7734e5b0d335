package io.github.nnc.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Numbers from the bytes of a tensor: packed, little endian. */
final class RawNumbers {

    private RawNumbers() {}

    /**
     * A tensor of numbers.
     *
     * @param bytes exactly as many as type and shape ask for
     */
    static Tensor decode(ElementType type, List<Long> extents, ByteBuffer bytes) {
        ByteBuffer ordered = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (!type.isHeld()) {
            return Tensor.ofForeign(type, extents);
        }
        int count = ordered.remaining() / (type.bits() / Byte.SIZE);
        return type.isFloating()
                ? Tensor.owningReals(type, extents, reals(type, ordered, count))
                : Tensor.owningWholes(type, extents, wholes(type, ordered, count));
    }

    private static float[] reals(ElementType type, ByteBuffer bytes, int count) {
        float[] values = new float[count];
        if (type == ElementType.FLOAT) {
            bytes.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case DOUBLE -> (float) bytes.getDouble();
                case FLOAT16 -> half(bytes.getShort());
                case BFLOAT16 -> brain(bytes.getShort());
                default -> throw new IllegalArgumentException(type.toString());
            };
        }
        return values;
    }

    private static long[] wholes(ElementType type, ByteBuffer bytes, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case INT8 -> bytes.get();
                case UINT8 -> Byte.toUnsignedLong(bytes.get());
                case INT16 -> bytes.getShort();
                case UINT16 -> Short.toUnsignedLong(bytes.getShort());
                case INT32 -> bytes.getInt();
                case UINT32 -> Integer.toUnsignedLong(bytes.getInt());
                case INT64, UINT64 -> bytes.getLong();
                case BOOL -> bytes.get() == 0 ? 0 : 1;
                default -> throw new IllegalArgumentException(type.toString());
            };
        }
        return values;
    }

    /** A float of 16 bits: sign, 5 bits of exponent, 10 of fraction (IEEE 754 binary16). */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        int sign = bits & 0x8000;
        if (exponent == 0) {
            float small = fraction * 0x1p-24f;
            return sign == 0 ? small : -small;
        }
        int widened = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign << 16 | widened << 23 | fraction << 13);
    }

    /** The upper half of a float of 32 bits. */
    static float brain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
