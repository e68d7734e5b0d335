package io.github.nnc.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A field of a tensor that holds values one by one instead of as bytes. */
enum TypedField {
    FLOAT_DATA(TensorProto::getFloatDataCount, ElementType.FLOAT, ElementType.COMPLEX64),
    DOUBLE_DATA(TensorProto::getDoubleDataCount, ElementType.DOUBLE, ElementType.COMPLEX128),
    INT64_DATA(TensorProto::getInt64DataCount, ElementType.INT64),
    UINT64_DATA(TensorProto::getUint64DataCount, ElementType.UINT64, ElementType.UINT32),
    STRING_DATA(TensorProto::getStringDataCount, ElementType.STRING),

    /** All that is not at home in another field. */
    INT32_DATA(TensorProto::getInt32DataCount);

    private final ToIntFunction<TensorProto> count;
    private final List<ElementType> types;

    TypedField(ToIntFunction<TensorProto> count, ElementType... types) {
        this.count = count;
        this.types = List.of(types);
    }

    /** The fields that hold anything. */
    static List<TypedField> filled(TensorProto proto) {
        return Arrays.stream(values())
                .filter(field -> field.count.applyAsInt(proto) > 0)
                .toList();
    }

    /** What holds values, for a message. */
    static String names(TensorProto proto) {
        String typed = filled(proto).stream().map(TypedField::toString).collect(Collectors.joining(" and "));
        return proto.hasRawData() ? "`raw_data` and " + typed : typed;
    }

    private static TypedField of(ElementType type) {
        return Arrays.stream(values())
                .filter(field -> field.types.contains(type))
                .findFirst()
                .orElse(INT32_DATA);
    }

    /**
     * A tensor whose values are all in one field, or that has none.
     *
     * @param count how many elements the shape asks for
     * @param broken takes the end of a sentence about the tensor where it is broken
     */
    static Optional<Tensor> read(TensorProto proto, ElementType type, long count, Consumer<String> broken) {
        TypedField field = of(type);
        Optional<TypedField> wrong =
                filled(proto).stream().filter(other -> other != field).findFirst();
        if (wrong.isPresent()) {
            broken.accept(" has the type " + type + ", but its values in " + wrong.get());
            return Optional.empty();
        }
        int values = field.count.applyAsInt(proto);
        if (!type.isHeld()) {
            return foreign(proto, type, count, values, broken);
        }
        if (values != count) {
            broken.accept(" has a shape of " + count + " elements, but " + values + " values in " + field);
            return Optional.empty();
        }
        List<Long> extents = proto.getDimsList();
        if (type == ElementType.STRING) {
            return texts(proto, broken);
        }
        return type.isFloating()
                ? Optional.of(Tensor.owningReals(type, extents, reals(proto, type, values)))
                : wholes(proto, type, values, broken);
    }

    /** Of a type whose values are packed in ways of its own it is known only whether there are any. */
    private static Optional<Tensor> foreign(
            TensorProto proto, ElementType type, long count, int values, Consumer<String> broken) {
        if (values == 0 && count > 0) {
            broken.accept(" has a shape of " + count + " elements, but no values");
            return Optional.empty();
        }
        return Optional.of(Tensor.ofForeign(type, proto.getDimsList()));
    }

    private static Optional<Tensor> texts(TensorProto proto, Consumer<String> broken) {
        List<String> texts = new ArrayList<>();
        for (ByteString text : proto.getStringDataList()) {
            if (!text.isValidUtf8()) {
                broken.accept(" holds a text that is not in UTF-8");
                return Optional.empty();
            }
            texts.add(text.toStringUtf8());
        }
        return Optional.of(Tensor.ofTexts(proto.getDimsList(), texts));
    }

    private static float[] reals(TensorProto proto, ElementType type, int count) {
        float[] reals = new float[count];
        for (int i = 0; i < count; i++) {
            reals[i] = switch (type) {
                case FLOAT -> proto.getFloatData(i);
                case DOUBLE -> (float) proto.getDoubleData(i);
                case FLOAT16 -> RawNumbers.half((short) proto.getInt32Data(i));
                case BFLOAT16 -> RawNumbers.brain((short) proto.getInt32Data(i));
                default -> throw new IllegalArgumentException(type.toString());
            };
        }
        return reals;
    }

    private static Optional<Tensor> wholes(TensorProto proto, ElementType type, int count, Consumer<String> broken) {
        long[] wholes = new long[count];
        for (int i = 0; i < count; i++) {
            wholes[i] = switch (type) {
                case INT64 -> proto.getInt64Data(i);
                case UINT64, UINT32 -> proto.getUint64Data(i);
                default -> proto.getInt32Data(i);
            };
            if (!fits(type, wholes[i])) {
                broken.accept(" has the type " + type + ", but the value " + wholes[i]);
                return Optional.empty();
            }
        }
        return Optional.of(Tensor.owningWholes(type, proto.getDimsList(), wholes));
    }

    private static boolean fits(ElementType type, long value) {
        return switch (type) {
            case INT8 -> value == (byte) value;
            case INT16 -> value == (short) value;
            case UINT8 -> value >>> 8 == 0;
            case UINT16 -> value >>> 16 == 0;
            case UINT32 -> value >>> 32 == 0;
            case BOOL -> value >>> 1 == 0;
            default -> true;
        };
    }

    /** The name of the field in ONNX, quoted. */
    @Override
    public String toString() {
        return "`" + name().toLowerCase(Locale.ROOT) + "`";
    }
}
