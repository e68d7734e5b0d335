package io.github.nnc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.model.Model;
import io.github.nnc.support.WeightTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** How a class comes to its weights: the table of tensors, the factories, the fingerprint. */
final class WeightMembers {

    /** Up to so many weights stand in the class itself: 8 bytes of code each, which keeps the method in its budget. */
    static final int MOST_IN_CLASS = 512;

    /** A string constant has at most 65,535 bytes. */
    private static final int LONGEST_CONSTANT = 60_000;

    private static final ClassName FILES = ClassName.get("java.nio.file", "Files");

    private final ClassRequest request;
    private final Signature signature;
    private final TensorTable table;

    WeightMembers(ClassRequest request, Signature signature, TensorTable table) {
        this.request = request;
        this.signature = signature;
        this.table = table;
    }

    /** The support classes that the class needs, given its text so far. */
    List<String> supportClasses(String source) {
        List<String> classes = new ArrayList<>(List.of("WeightTable", "TensorNode"));
        if (table.hasVariants()) {
            classes.add("WeightVariants");
        }
        classes.addAll(0, SupportCode.functions(source));
        if (source.contains("VectorSwitch ")) {
            classes.add(0, "VectorSwitch");
        }
        return classes;
    }

    /** The file that has to stand beside the class. */
    Optional<String> resource() {
        return request.bundled().isPresent() && !inClass()
                ? Optional.of(signature.className() + ".safetensors")
                : Optional.empty();
    }

    void addTo(TypeSpec.Builder type) {
        type.addField(constant("MODEL", Architecture.identity(request.model())));
        type.addField(tensors());
        request.bundled().ifPresent(values -> type.addMethod(inClass() ? loadFromClass(values) : loadFromResource()));
        type.addMethod(loadFromPath());
        type.addMethod(loadFromStream());
        type.addMethod(random());
    }

    private boolean inClass() {
        BigInteger numbers = request.model().parameters().add(request.model().buffers());
        return numbers.compareTo(BigInteger.valueOf(MOST_IN_CLASS)) <= 0;
    }

    private static FieldSpec constant(String name, String value) {
        return FieldSpec.builder(String.class, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$S", value)
                .build();
    }

    /** One text, or the sum of several where it is longer than a constant may be. */
    private FieldSpec tensors() {
        List<CodeBlock> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : table.text().lines().toList()) {
            if (part.length() + line.length() > LONGEST_CONSTANT) {
                parts.add(TextBlock.of(part.toString()));
                part.setLength(0);
            }
            part.append(line).append('\n');
        }
        parts.add(TextBlock.of(part.toString()));
        return FieldSpec.builder(String.class, "TENSORS", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Each tensor's module and parameter, shape, and how random values are drawn.\n")
                .initializer(
                        parts.size() == 1
                                ? parts.get(0)
                                : CodeBlock.of("$T.join($S, $L)", String.class, "", CodeBlock.join(parts, ", ")))
                .build();
    }

    private MethodSpec.Builder factory(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(ClassName.bestGuess(signature.className()));
    }

    private MethodSpec loadFromClass(List<float[]> bundled) {
        float[][] values = table.values(request.model(), bundled);
        CodeBlock.Builder arrays = CodeBlock.builder().add("float[][] tensors = {$>$>\n");
        for (int row = 0; row < values.length; row++) {
            arrays.add(row == 0 ? "{" : ",\n{");
            for (int i = 0; i < values[row].length; i++) {
                arrays.add(i == 0 ? "$L" : ",$W$L", FloatLiteral.of(values[row][i]));
            }
            arrays.add("}");
        }
        return factory("load")
                .addJavadoc("The network with the weights that were there when it was compiled.\n")
                .addCode(arrays.add("$<$<\n};\n").build())
                .addStatement("return new $L(tensors, $S)", signature.className(), fingerprint(values))
                .build();
    }

    private String fingerprint(float[][] values) {
        return WeightTable.digest(Architecture.identity(request.model()), table.text(), values);
    }

    private MethodSpec loadFromResource() {
        String resource = signature.className() + ".safetensors";
        return factory("load")
                .addJavadoc("The network with the weights that were there when it was compiled.\n\n"
                        + "@throws UncheckedIOException if the weights that belong beside this class are missing"
                        + " or damaged\n")
                .beginControlFlow(
                        "try ($T stream = $L.class.getResourceAsStream($S))",
                        InputStream.class,
                        signature.className(),
                        resource)
                .beginControlFlow("if (stream == null)")
                .addStatement(
                        "throw new $T($S)",
                        FileNotFoundException.class,
                        resource + " is not beside " + signature.className() + ".class")
                .endControlFlow()
                .addStatement("return of($L.load(stream, $S))", newTable(), "")
                .nextControlFlow("catch ($T e)", IOException.class)
                .addStatement("throw new $T(e)", UncheckedIOException.class)
                .endControlFlow()
                .build();
    }

    private MethodSpec loadFromPath() {
        return factory("load")
                .addJavadoc("The network with the weights of a safetensors file.\n\n"
                        + "@throws IOException if it cannot be read, or if its tensors are not those of this network\n")
                .addException(IOException.class)
                .addParameter(Path.class, "safetensors")
                .beginControlFlow("try ($T stream = $T.newInputStream(safetensors))", InputStream.class, FILES)
                .addStatement("return load(stream)")
                .endControlFlow()
                .build();
    }

    private MethodSpec loadFromStream() {
        return factory("load")
                .addJavadoc("The network with the weights of a safetensors file; the stream is left open.\n\n"
                        + "@throws IOException if it cannot be read, or if its tensors are not those of this network\n")
                .addException(IOException.class)
                .addParameter(InputStream.class, "safetensors")
                .addStatement("return of($L.load(safetensors, $S))", newTable(), prefix())
                .build();
    }

    private MethodSpec random() {
        return factory("random")
                .addJavadoc("An untrained network: random weights, the same for the same seed on every machine.\n")
                .addParameter(long.class, "seed")
                .addStatement("return of($L.random(seed))", newTable())
                .build();
    }

    private String newTable() {
        return "new " + (table.hasVariants() ? "WeightVariants" : "WeightTable") + "(TENSORS)";
    }

    private String prefix() {
        return request.model().weights().flatMap(Model.WeightFile::prefix).orElse("");
    }
}
