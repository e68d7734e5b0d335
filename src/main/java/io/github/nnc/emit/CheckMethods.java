package io.github.nnc.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** The private methods that refuse arguments which do not fit, and find the largest value. */
final class CheckMethods {

    private final Signature signature;
    private final boolean blocks;

    /** {@code blocks}: whether a batch is computed in blocks, whose ids are checked together. */
    CheckMethods(Signature signature, boolean blocks) {
        this.blocks = blocks;
        this.signature = signature;
    }

    void addTo(TypeSpec.Builder type) {
        if (signature.inputs().stream().anyMatch(port -> !port.isSingleId())) {
            type.addMethod(checkLength());
        }
        if (!signature.hasFixedLengths()) {
            type.addMethod(checkBounds());
        }
        type.addMethod(checkRange());
        if (signature.inputs().stream().anyMatch(Port::isInt)) {
            type.addMethod(checkId());
        }
        if (signature.inputs().stream().anyMatch(port -> port.isInt() && (blocks || !port.isSingleId()))) {
            type.addMethod(checkIds());
        }
        if (!signature.carried().positions().isEmpty()) {
            type.addMethod(checkRoom());
        }
        if (signature.outputs().stream().anyMatch(port -> port.labels().isPresent())) {
            type.addMethod(largest());
        }
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
    }

    private static MethodSpec checkLength() {
        return method("checkLength")
                .addParameter(String.class, "name")
                .addParameter(int.class, "length")
                .addParameter(int.class, "needed")
                .beginControlFlow("if (length != needed)")
                .addStatement(
                        "throw new IllegalArgumentException($WString.format($S, name, length, needed))",
                        "%s has length %s, but needs %s")
                .endControlFlow()
                .build();
    }

    private static MethodSpec checkBounds() {
        return method("checkBounds")
                .addParameter(String.class, "name")
                .addParameter(int.class, "value")
                .addParameter(int.class, "least")
                .addParameter(int.class, "most")
                .beginControlFlow("if (value < least || value > most)")
                .addStatement(
                        "throw new IllegalArgumentException($WString.format($S, name, value, least, most))",
                        "%s is %s, but must be %s to %s")
                .endControlFlow()
                .build();
    }

    private static MethodSpec checkRange() {
        return method("checkRange")
                .addParameter(String.class, "name")
                .addParameter(int.class, "length")
                .addParameter(int.class, "at")
                .addParameter(long.class, "needed")
                .beginControlFlow("if (at < 0 || needed < 0 || needed > length - at)")
                .addStatement(
                        "throw new IllegalArgumentException($WString.format($S, name, length, needed, at))",
                        "%s has length %s, but needs %s from index %s")
                .endControlFlow()
                .build();
    }

    private static MethodSpec checkId() {
        return method("checkId")
                .addParameter(String.class, "name")
                .addParameter(int.class, "id")
                .addParameter(int.class, "ids")
                .beginControlFlow("if (id < 0 || id >= ids)")
                .addStatement(
                        "throw new IllegalArgumentException($WString.format($S, name, id, ids - 1))",
                        "%s is %s, but must be 0 to %s")
                .endControlFlow()
                .build();
    }

    private static MethodSpec checkIds() {
        return method("checkIds")
                .addParameter(String.class, "name")
                .addParameter(int[].class, "values")
                .addParameter(int.class, "at")
                .addParameter(int.class, "size")
                .addParameter(int.class, "ids")
                .beginControlFlow("for (int k = at; k < at + size; k++)")
                .beginControlFlow("if (values[k] < 0 || values[k] >= ids)")
                .addStatement("checkId(String.format($S, name, k), values[k], ids)", "%s[%s]")
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private static MethodSpec checkRoom() {
        return method("checkRoom")
                .addParameter(int.class, "steps")
                .addParameter(int.class, "more")
                .addParameter(int.class, "capacity")
                .beginControlFlow("if (more > capacity - steps)")
                .addStatement(
                        "throw new IllegalStateException($WString.format($W$S, more, steps, capacity))",
                        "the state has no room for %s more after %s of %s steps: reset() begins anew")
                .endControlFlow()
                .build();
    }

    private static MethodSpec largest() {
        return method("largest")
                .addJavadoc("The first position of the largest value.\n")
                .returns(int.class)
                .addParameter(float[].class, "values")
                .addParameter(int.class, "from")
                .addParameter(int.class, "size")
                .addStatement("int best = 0")
                .beginControlFlow("for (int k = 1; k < size; k++)")
                .beginControlFlow("if (values[from + k] > values[from + best])")
                .addStatement("best = k")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return best")
                .build();
    }
}
