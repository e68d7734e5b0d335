package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.model.Node;
import java.util.HashMap;
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
        Identifiers names = new Identifiers(ClassWriter.RESERVED);
        Signature signature = Signature.of(
                request.model(), program.buffers(Buffer.Role.INPUT), program.buffers(Buffer.Role.OUTPUT), names);
        TensorTable table = TensorTable.of(request.model());
        StraightLine.Comments comments = origin -> comment(request, origin);
        ForwardCode forward = isStraightLine(program)
                ? StraightLineForm.write(program, signature, table, names, comments)
                : new LoopForm(program, signature, table, names, comments).write();
        WeightMembers weights = new WeightMembers(request, signature, table);
        TypeSpec type = new ClassWriter(request, signature, forward, weights).write();
        JavaFile file = JavaFile.builder(request.packageName(), type)
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
        String text = file.toString();
        String source = SourceText.tidy(SupportCode.splice(text, weights.supportClasses(text)));
        String folder =
                request.packageName().isEmpty() ? "" : request.packageName().replace('.', '/') + "/";
        SortedMap<String, byte[]> resources = new TreeMap<>();
        return Optional.of(new GeneratedClass(
                folder + signature.className() + ".java",
                source,
                resources,
                weights.resource().map(name -> folder + name),
                forward.forms()));
    }

    /** The statement that a step came from, as its author wrote it. */
    private static CodeBlock comment(ClassRequest request, String origin) {
        Map<String, String> statements = new HashMap<>();
        for (Node node : request.model().nodes()) {
            statements.put(node.path(), node.description());
        }
        String text = statements.getOrDefault(origin, origin).replaceAll("\\s+", " ");
        return CodeBlock.of("// $L\n", text.replace("\\u", "\\ u"));
    }

    private static boolean isStraightLine(Program program) {
        return program.steps().stream()
                .allMatch(step -> step instanceof Step.Nest nest
                        && nest.parallel().isEmpty()
                        && nest.reduction().isEmpty());
    }
}
