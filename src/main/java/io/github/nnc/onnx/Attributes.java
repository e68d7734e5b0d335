package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** Attributes of operators. */
final class Attributes {

    private Attributes() {}

    static AttributeProto whole(String name, long value) {
        return of(name, AttributeProto.AttributeType.INT).setI(value).build();
    }

    static AttributeProto wholes(String name, List<Long> values) {
        return of(name, AttributeProto.AttributeType.INTS).addAllInts(values).build();
    }

    static AttributeProto real(String name, double value) {
        return of(name, AttributeProto.AttributeType.FLOAT).setF((float) value).build();
    }

    static AttributeProto word(String name, String value) {
        return of(name, AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto words(String name, List<String> values) {
        return of(name, AttributeProto.AttributeType.STRINGS)
                .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
                .build();
    }

    private static AttributeProto.Builder of(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
