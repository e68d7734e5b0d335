package io.github.nnc.weights;

import java.nio.ByteBuffer;

/** How a file stores a float. Rounding is to the nearest, ties to even, as in IEEE 754. */
public enum DataType {
    F32(4),
    F16(2),
    BF16(2),
    F64(8);

    private static final int HALF_OVERFLOW = 0x477ff000;
    private static final int HALF_NORMAL = 0x38800000;
    private static final int BRAIN_OVERFLOW = 0x7f7f8000;

    private final int width;

    DataType(int width) {
        this.width = width;
    }

    /** Bytes a value. */
    public int width() {
        return width;
    }

    /**
     * Appends a value.
     *
     * @throws IllegalArgumentException if it is not finite, or would not be after rounding
     */
    void put(ByteBuffer bytes, float value) {
        int bits = Float.floatToRawIntBits(value) & 0x7fffffff;
        int overflow = this == F16 ? HALF_OVERFLOW : this == BF16 ? BRAIN_OVERFLOW : 0x7f800000;
        if (bits >= overflow) {
            throw new IllegalArgumentException(value + " cannot be stored as " + this);
        }
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        switch (this) {
            case F32 -> bytes.putFloat(value);
            case F64 -> bytes.putDouble(value);
            case F16 -> bytes.putShort((short) (sign | half(bits)));
            case BF16 -> bytes.putShort((short) (sign | bits + 0x7fff + (bits >> 16 & 1) >> 16));
        }
    }

    private static int half(int bits) {
        if (bits < HALF_NORMAL) {
            return (int) Math.rint(Float.intBitsToFloat(bits) * 0x1p24);
        }
        return bits - 0x38000000 + 0xfff + (bits >> 13 & 1) >> 13;
    }
}
