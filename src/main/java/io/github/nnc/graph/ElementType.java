package io.github.nnc.graph;

import java.util.Arrays;
import java.util.Optional;

/** What a tensor is made of, or what stands in place of a tensor. */
public enum ElementType {
    UNDEFINED(0, "undefined", 0, Kind.NONE),
    FLOAT(1, "float", 32, Kind.FLOATING),
    UINT8(2, "uint8", 8, Kind.WHOLE),
    INT8(3, "int8", 8, Kind.WHOLE),
    UINT16(4, "uint16", 16, Kind.WHOLE),
    INT16(5, "int16", 16, Kind.WHOLE),
    INT32(6, "int32", 32, Kind.WHOLE),
    INT64(7, "int64", 64, Kind.WHOLE),
    STRING(8, "string", 0, Kind.TEXT),
    BOOL(9, "bool", 8, Kind.TRUTH),
    FLOAT16(10, "float16", 16, Kind.FLOATING),
    DOUBLE(11, "double", 64, Kind.FLOATING),
    UINT32(12, "uint32", 32, Kind.WHOLE),
    UINT64(13, "uint64", 64, Kind.WHOLE),
    COMPLEX64(14, "complex64", 64, Kind.FOREIGN),
    COMPLEX128(15, "complex128", 128, Kind.FOREIGN),
    BFLOAT16(16, "bfloat16", 16, Kind.FLOATING),
    FLOAT8E4M3FN(17, "float8e4m3fn", 8, Kind.FOREIGN),
    FLOAT8E4M3FNUZ(18, "float8e4m3fnuz", 8, Kind.FOREIGN),
    FLOAT8E5M2(19, "float8e5m2", 8, Kind.FOREIGN),
    FLOAT8E5M2FNUZ(20, "float8e5m2fnuz", 8, Kind.FOREIGN),
    UINT4(21, "uint4", 4, Kind.FOREIGN),
    INT4(22, "int4", 4, Kind.FOREIGN),
    FLOAT4E2M1(23, "float4e2m1", 4, Kind.FOREIGN),
    FLOAT8E8M0(24, "float8e8m0", 8, Kind.FOREIGN),
    UINT2(25, "uint2", 2, Kind.FOREIGN),
    INT2(26, "int2", 2, Kind.FOREIGN),
    SEQUENCE(-1, "sequence", 0, Kind.NONE),
    MAP(-1, "map", 0, Kind.NONE),
    OPTIONAL(-1, "optional", 0, Kind.NONE),
    SPARSE_TENSOR(-1, "sparse tensor", 0, Kind.NONE),
    OPAQUE(-1, "opaque", 0, Kind.NONE);

    /** How the values of a type are held. */
    private enum Kind {
        FLOATING,
        WHOLE,
        TRUTH,
        TEXT,
        FOREIGN,
        NONE
    }

    private final int number;
    private final String word;
    private final int bits;
    private final Kind kind;

    ElementType(int number, String word, int bits, Kind kind) {
        this.number = number;
        this.word = word;
        this.bits = bits;
        this.kind = kind;
    }

    /** The type that a file means by a number of {@code TensorProto.DataType}; 0 is {@link #UNDEFINED}. */
    public static Optional<ElementType> of(int number) {
        return Arrays.stream(values())
                .filter(type -> type.number == number && number >= 0)
                .findFirst();
    }

    /** Bits of one element where they are packed without gaps; 0 for texts and for what is no tensor. */
    int bits() {
        return bits;
    }

    /** Floats of 16, 32 and 64 bits, and bfloat16. */
    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    /** Integers of 8 to 64 bits, signed or not; {@code bool} is none of them, although it is held as 0 and 1. */
    public boolean isWhole() {
        return kind == Kind.WHOLE;
    }

    /** Whether the values of a tensor are known: of small floats, packed integers and complex numbers they are not. */
    public boolean isHeld() {
        return kind != Kind.FOREIGN && kind != Kind.NONE;
    }

    /** ONNX's name of the type. */
    @Override
    public String toString() {
        return word;
    }
}
