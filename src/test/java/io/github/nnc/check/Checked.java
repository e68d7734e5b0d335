package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.testing.FilesInMemory;
import java.util.List;
import java.util.Map;

/** Checks texts for tests. */
final class Checked {

    private Checked() {}

    static CheckResult of(String text) {
        return of(Map.of("m.nn", text));
    }

    /** The file {@code m.nn} among others. */
    static CheckResult of(Map<String, String> texts) {
        return Compiler.check(FilesInMemory.ofTexts(texts), "m.nn");
    }

    /** The only model of a text, in which there is nothing to complain of. */
    static Model model(String text) {
        CheckResult result = of(text);
        assertThat(result.diagnostics().stream().map(Checked::line)).isEmpty();
        assertThat(result.models()).hasSize(1);
        return result.models().get(0);
    }

    /** {@code NN101 2:3 message} for each diagnostic. */
    static List<String> lines(String text) {
        return of(text).diagnostics().stream().map(Checked::line).toList();
    }

    static String line(Diagnostic diagnostic) {
        return diagnostic.code().id() + " " + diagnostic.span().startPosition() + " " + diagnostic.message();
    }

    static List<String> tensors(Model model) {
        return model.tensors().stream().map(LearnedTensor::name).toList();
    }

    static List<String> paths(Model model) {
        return model.nodes().stream().map(Node::path).toList();
    }

    /** The shapes that come out of the layers, in order. */
    static List<String> shapes(Model model) {
        return model.nodes().stream()
                .map(node -> node.outputs().get(0).type().shape().toString())
                .toList();
    }
}
