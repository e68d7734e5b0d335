package io.github.nnc.emit;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.BatchAxis;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the Java class of a lowered model. */
public final class Emitter {

    private Emitter() {}

    /** The class, or nothing where a problem was reported. The same request gives the same bytes anywhere. */
    public static Optional<GeneratedClass> emit(ClassRequest request, Diagnostics diagnostics) {
        Program program = request.program();
        if (!Restrictions.allow(request.model(), program, diagnostics)) {
            return Optional.empty();
        }
        Identifiers names = new Identifiers(ClassWriter.RESERVED);
        Signature signature = Signature.of(request.model(), program, names);
        TensorTable table = TensorTable.of(request.model());
        Statements statements = Statements.of(request.model());
        Optional<VectorCompanion> companion = request.target() == Target.VECTOR
                ? Optional.of(new VectorCompanion(signature.className()))
                : Optional.empty();
        ForwardCode forward = isStraightLine(program)
                ? StraightLineForm.write(program, signature, table, names, statements)
                : loops(request, signature, table, names, statements, companion);
        companion = companion.filter(found -> !found.isEmpty());
        WeightMembers weights = new WeightMembers(request, signature, table, companion.isPresent());
        TypeSpec type = new ClassWriter(request, signature, forward, weights, companion).write();
        JavaFile file = JavaFile.builder(request.packageName(), type)
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
        String text = file.toString();
        String source = SourceText.tidy(SupportCode.splice(text, weights.supportClasses(text)));
        String folder =
                request.packageName().isEmpty() ? "" : request.packageName().replace('.', '/') + "/";
        SortedMap<String, byte[]> resources = new TreeMap<>();
        weights.resource().ifPresent(beside -> {
            resources.put(folder + beside.name(), beside.bytes());
            addNativeImage(request, signature, folder + beside.name(), resources);
        });
        return Optional.of(new GeneratedClass(
                folder + signature.className() + ".java",
                source,
                companion.map(found -> Map.entry(
                        folder + found.className() + ".java",
                        found.source(request.packageName(), signature.className()))),
                resources,
                forward.forms()));
    }

    private static ForwardCode loops(
            ClassRequest request,
            Signature signature,
            TensorTable table,
            Identifiers names,
            Statements statements,
            Optional<VectorCompanion> companion) {
        Program program = request.program();
        Optional<Program> block = BatchAxis.of(program, request.thresholds());
        LoopMembers members = LoopMembers.of(
                program,
                block,
                signature,
                table,
                names,
                request.thresholds(),
                statements::comment,
                companion,
                request.parallel());
        return LoopForm.write(program, block, signature, members);
    }

    /** Tells GraalVM's native-image to take the weights along. */
    private static void addNativeImage(
            ClassRequest request, Signature signature, String resource, SortedMap<String, byte[]> resources) {
        String qualified = request.packageName().isEmpty()
                ? signature.className()
                : request.packageName() + "." + signature.className();
        String text = "{\"resources\": {\"includes\": [{\"pattern\": \"\\\\Q" + resource + "\\\\E\"}]}}\n";
        resources.put(
                "META-INF/native-image/" + request.resourceRoot().orElse("nnc") + "/" + qualified
                        + "/resource-config.json",
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isStraightLine(Program program) {
        return program.steps().stream()
                .allMatch(step -> step instanceof Step.Nest nest
                        && nest.parallel().isEmpty()
                        && nest.reduction().isEmpty());
    }
}
