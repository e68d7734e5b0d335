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
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
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
    private final boolean vector;
    private final Optional<WeightResource> resource;

    /** @param vector whether the class has a companion, whose kernels it warms up */
    WeightMembers(ClassRequest request, Signature signature, TensorTable table, boolean vector) {
        this.request = request;
        this.signature = signature;
        this.table = table;
        this.vector = vector;
        resource = request.bundled()
                .filter(values -> !inClass())
                .map(values -> WeightResource.of(signature.className(), request.model(), values));
    }

    /** The support classes that the class needs, given its text so far. */
    List<String> supportClasses(String source) {
        List<String> classes = new ArrayList<>(List.of("WeightTable", "TensorNode"));
        if (table.hasVariants()) {
            classes.add("WeightVariants");
        }
        classes.addAll(SupportCode.functions(source));
        boolean sharesLoops = source.contains("SharedLoop.");
        if (sharesLoops || source.contains("BatchShares.")) {
            classes.add("BatchShares");
        }
        if (sharesLoops) {
            classes.add("SharedLoop");
        }
        if (source.contains("VectorSwitch ")) {
            classes.add(0, "VectorSwitch");
        }
        return classes;
    }

    /** The file that has to stand beside the class. */
    Optional<WeightResource> resource() {
        return resource;
    }

    void addTo(TypeSpec.Builder type) {
        type.addField(constant("MODEL", Architecture.identity(request.model())));
        type.addField(tensors());
        request.bundled()
                .ifPresent(values -> type.addMethod(inClass() ? loadFromClass(values) : loadFromResource(values)));
        type.addMethod(loadFromPath());
        type.addMethod(loadFromStream());
        type.addMethod(random());
        if (vector) {
            type.addMethod(of());
        }
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
                .addStatement("return $L(tensors, $S)", made(), fingerprint(values))
                .build();
    }

    private String fingerprint(float[][] values) {
        return WeightTable.digest(Architecture.identity(request.model()), table.text(), values);
    }

    /** The checksum makes sure that the file is the one whose fingerprint is known, which takes long to compute. */
    private MethodSpec loadFromResource(List<float[]> bundled) {
        WeightResource beside = resource.orElseThrow();
        return factory("load")
                .addJavadoc("The network with the weights that were there when it was compiled.\n\n"
                        + "@throws UncheckedIOException if the weights that belong beside this class are missing"
                        + " or damaged\n")
                .beginControlFlow(
                        "try ($T stream = $L.class.getResourceAsStream($S))",
                        InputStream.class,
                        signature.className(),
                        beside.name())
                .beginControlFlow("if (stream == null)")
                .addStatement(
                        "throw new $T($S)",
                        FileNotFoundException.class,
                        beside.name() + " is not beside " + signature.className() + ".class")
                .endControlFlow()
                .addStatement("$1T checksum = new $1T()", CRC32.class)
                .addStatement(
                        "float[][] tensors = $L.load(new $T(stream, checksum), $S)",
                        newTable(),
                        CheckedInputStream.class,
                        "")
                .beginControlFlow("if (checksum.getValue() != $LL)", beside.checksum())
                .addStatement(
                        "throw new $T($S)",
                        IOException.class,
                        beside.name() + " is not the file that was made with " + signature.className() + ".class")
                .endControlFlow()
                .addStatement("return $L(tensors, $S)", made(), fingerprint(table.values(request.model(), bundled)))
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
                .addStatement("float[][] tensors = $L.load(safetensors, $S)", newTable(), prefix())
                .addStatement("return $L(tensors, WeightTable.digest(MODEL, TENSORS, tensors))", made())
                .build();
    }

    private MethodSpec random() {
        return factory("random")
                .addJavadoc("An untrained network: random weights, the same for the same seed on every machine.\n")
                .addParameter(long.class, "seed")
                .addStatement("float[][] tensors = $L.random(seed)", newTable())
                .addStatement("return $L(tensors, WeightTable.digest(MODEL, TENSORS, tensors))", made())
                .build();
    }

    /** What is called with tensors and a fingerprint. */
    private String made() {
        return vector ? "of" : "new " + signature.className();
    }

    private MethodSpec of() {
        return MethodSpec.methodBuilder("of")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(ClassName.bestGuess(signature.className()))
                .addParameter(float[][].class, "tensors")
                .addParameter(String.class, "fingerprint")
                .addStatement("$1L network = new $1L(tensors, fingerprint)", signature.className())
                .addStatement("VECTOR.start($S, network::passes)", signature.className() + " warm-up")
                .addStatement("return network")
                .build();
    }

    private String newTable() {
        return "new " + (table.hasVariants() ? "WeightVariants" : "WeightTable") + "(TENSORS)";
    }

    private String prefix() {
        return request.model().weights().flatMap(Model.WeightFile::prefix).orElse("");
    }
}
