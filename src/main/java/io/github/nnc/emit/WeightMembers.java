package io.github.nnc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.model.Model;
import io.github.nnc.support.WeightDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** How a class comes to its weights: the table of tensors, the factories, the fingerprint. */
final class WeightMembers {

    /** Up to so many weights stand in the class itself: 8 bytes of code each, which keeps the method in its budget. */
    static final int MOST_IN_CLASS = 512;

    /** A string constant has at most 65,535 bytes. */
    private static final int LONGEST_CONSTANT = 60_000;

    private static final List<String> SUPPORT = List.of(
            "WeightDigest",
            "WeightRandom",
            "SafetensorsReader",
            "TensorMatcher",
            "TensorScope",
            "TensorData",
            "WeightSlot",
            "WeightException");

    private final ClassRequest request;
    private final Signature signature;
    private final TensorTable table;

    WeightMembers(ClassRequest request, Signature signature, TensorTable table) {
        this.request = request;
        this.signature = signature;
        this.table = table;
    }

    List<String> supportClasses() {
        return SUPPORT;
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
        return request.model().parameters().bitLength() < 32
                && request.model().parameters().longValueExact() <= MOST_IN_CLASS;
    }

    private static FieldSpec constant(String name, String value) {
        return FieldSpec.builder(String.class, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$S", value)
                .build();
    }

    private FieldSpec tensors() {
        CodeBlock.Builder lines = CodeBlock.builder();
        boolean first = true;
        for (TensorTable.Row row : table.rows()) {
            lines.add(first ? "$S" : "\n+ $S", row.line() + "\n");
            first = false;
        }
        return FieldSpec.builder(String.class, "TENSORS", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Module, parameter, shape and initial values of each tensor.\n")
                .initializer(table.rows().isEmpty() ? CodeBlock.of("$S", "") : lines.build())
                .build();
    }

    private MethodSpec.Builder factory(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(ClassName.bestGuess(signature.className()));
    }

    private MethodSpec loadFromClass(List<float[]> bundled) {
        List<float[]> values = table.values(request.model(), bundled);
        CodeBlock.Builder arrays = CodeBlock.builder();
        for (int row = 0; row < values.size(); row++) {
            arrays.add(row == 0 ? "{" : ",\n{");
            float[] tensor = values.get(row);
            for (int i = 0; i < tensor.length; i++) {
                arrays.add(i == 0 ? "$L" : ",$W$L", FloatLiteral.of(tensor[i]));
            }
            arrays.add("}");
        }
        String fingerprint =
                WeightDigest.of(Architecture.identity(request.model()), text(), values.toArray(new float[0][]));
        return factory("load")
                .addJavadoc("The network with the weights that were there when it was compiled.\n")
                .addStatement("float[][] tensors = {\n$L\n}", arrays.build())
                .addStatement("return new $L(tensors, $S)", signature.className(), fingerprint)
                .build();
    }

    private String text() {
        return table.rows().stream().map(row -> row.line() + "\n").reduce("", String::concat);
    }

    private MethodSpec loadFromResource() {
        String resource = signature.className() + ".safetensors";
        return factory("load")
                .addJavadoc(
                        "The network with the weights that were there when it was compiled.\n\n"
                                + "@throws UncheckedIOException if the weights that belong beside this class are missing or damaged\n")
                .beginControlFlow(
                        "try ($T stream = $L.class.getResourceAsStream($S))",
                        InputStream.class,
                        signature.className(),
                        resource)
                .beginControlFlow("if (stream == null)")
                .addStatement(
                        "throw new $T($S)",
                        java.io.FileNotFoundException.class,
                        resource + " is not beside " + signature.className() + ".class")
                .endControlFlow()
                .addStatement(
                        "return of(TensorMatcher.bind(TENSORS, SafetensorsReader.read(stream, -1, $S), $S))", "", "")
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
                .addStatement(
                        "return of(TensorMatcher.bind(TENSORS, SafetensorsReader.read(safetensors, $S), $S))",
                        prefix(),
                        prefix())
                .build();
    }

    private MethodSpec loadFromStream() {
        return factory("load")
                .addJavadoc("The network with the weights of a safetensors file; the stream is left open.\n\n"
                        + "@throws IOException if it cannot be read, or if its tensors are not those of this network\n")
                .addException(IOException.class)
                .addParameter(InputStream.class, "safetensors")
                .addStatement(
                        "return of(TensorMatcher.bind(TENSORS, SafetensorsReader.read(safetensors, -1, $S), $S))",
                        prefix(),
                        prefix())
                .build();
    }

    private MethodSpec random() {
        return factory("random")
                .addJavadoc("An untrained network: random weights, the same for the same seed on every machine.\n")
                .addParameter(long.class, "seed")
                .addStatement("return of(WeightRandom.fill(TENSORS, seed))")
                .build();
    }

    private String prefix() {
        return request.model().weights().flatMap(Model.WeightFile::prefix).orElse("");
    }
}
