package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The statements of a model, from which comments and names in generated code are taken. */
final class Statements {

    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> words = new HashSet<>();

    private Statements() {}

    static Statements of(Model model) {
        Statements statements = new Statements();
        for (Model.Input input : model.inputs()) {
            statements.texts.put(input.name(), input.value().origin().description());
        }
        for (Node node : model.nodes()) {
            statements.texts.put(node.path(), node.outputs().get(0).origin().description());
            if (node.word()) {
                statements.words.add(node.path());
            }
        }
        return statements;
    }

    /** The statement of an input, or of the layer at a path, as its author wrote it, as a comment. */
    CodeBlock comment(String path) {
        String text = texts.getOrDefault(path, path).replaceAll("\\s+", " ");
        return CodeBlock.of("// $L\n", text.replace("\\u", "\\ u"));
    }

    /** What a buffer is called: a value after an activation word like its statement, if no other buffer is. */
    String label(Buffer buffer, Program program) {
        String name = buffer.name();
        if (!words.contains(name)) {
            return name;
        }
        String statement = name.substring(0, name.lastIndexOf('.'));
        boolean free =
                program.buffers().stream().noneMatch(other -> other.name().equals(statement));
        return free ? statement : name;
    }
}
