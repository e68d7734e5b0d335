package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public constants of a class: how many parameters, and the sizes and shapes of what goes in and out. */
final class Constants {

    private final Model model;
    private final Signature signature;

    Constants(Model model, Signature signature) {
        this.model = model;
        this.signature = signature;
    }

    void addTo(TypeSpec.Builder type) {
        type.addField(ClassWriter.constant(long.class, "PARAMETERS")
                .addJavadoc("How many numbers training found.\n")
                .initializer("$L", number(model.parameters().longValueExact()))
                .build());
        for (Extent.Symbol length : signature.lengths().keySet()) {
            addBounds(type, length);
        }
        Stream.concat(signature.inputs().stream(), signature.outputs().stream()).forEach(port -> addSizes(type, port));
    }

    private void addBounds(TypeSpec.Builder type, Extent.Symbol length) {
        String variable = signature.lengths().get(length);
        String name = SizeText.constantOf(variable);
        type.addField(ClassWriter.constant(int.class, name + "_MIN")
                .addJavadoc("The smallest {@code $L} that a call may have.\n", variable)
                .initializer("$L", length.min())
                .build());
        type.addField(ClassWriter.constant(int.class, name + "_MAX")
                .addJavadoc("The largest {@code $L} that a call may have.\n", variable)
                .initializer("$L", length.max())
                .build());
    }

    private void addSizes(TypeSpec.Builder type, Port port) {
        if (port.isSingleId()) {
            return;
        }
        if (port.shape().isFixed()) {
            type.addField(ClassWriter.constant(int.class, port.constant() + "_SIZE")
                    .addJavadoc("How many values {@code $L} has.\n", port.variable())
                    .initializer("$L", port.size())
                    .build());
        }
        Type integers = List.class;
        type.addField(FieldSpec.builder(
                        ParameterizedTypeName.get(List.class, Integer.class), port.constant() + "_SHAPE")
                .addModifiers(
                        javax.lang.model.element.Modifier.PUBLIC,
                        javax.lang.model.element.Modifier.STATIC,
                        javax.lang.model.element.Modifier.FINAL)
                .addJavadoc("The dimensions of {@code $L}, outermost first$L.\n", port.variable(), varying(port))
                .initializer("$T.of($L)", integers, extents(port))
                .build());
    }

    private static String varying(Port port) {
        return port.shape().isFixed() ? "" : "; -1 where each call decides";
    }

    private static CodeBlock extents(Port port) {
        List<String> numbers = new ArrayList<>();
        for (Extent extent : port.shape().extents()) {
            numbers.add(extent.isFixed() ? extent.toString() : "-1");
        }
        return CodeBlock.of("$L", numbers.stream().collect(Collectors.joining(", ")));
    }

    private static String number(long value) {
        return value > Integer.MAX_VALUE ? value + "L" : Long.toString(value);
    }
}
