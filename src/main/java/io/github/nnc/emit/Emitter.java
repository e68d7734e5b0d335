package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.Node;
import java.util.HashMap;
import java.util.List;
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
        ForwardCode forward =
                StraightLineForm.write(program, signature, table, names, origin -> comment(request, origin));
        WeightMembers weights = new WeightMembers(request, signature, table);
        TypeSpec type = new ClassWriter(request, signature, forward, weights).write();
        JavaFile file = JavaFile.builder(request.packageName(), type)
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
        String source = SupportCode.splice(file.toString(), weights.supportClasses());
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
            statements.put(node.path(), node.outputs().get(0).origin().description());
        }
        String text = statements.getOrDefault(origin, origin).replaceAll("\\s+", " ");
        return CodeBlock.of("// $L\n", text.replace("\\u", "\\ u"));
    }

    /** The names of all types that a class of a model brings along. */
    static List<String> nestedTypes() {
        return ClassWriter.NESTED_TYPES;
    }
}
