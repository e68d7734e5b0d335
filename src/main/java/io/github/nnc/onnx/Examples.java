package io.github.nnc.onnx;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Which values differ between the examples of a batch: what an input, or an earlier call, decides. */
final class Examples {

    private final Set<Value> own = new HashSet<>();

    Examples(Model model) {
        model.inputs().forEach(input -> own.add(input.value()));
        for (Node node : model.nodes()) {
            if (node.layer().carries() || node.reads().stream().anyMatch(own::contains)) {
                own.addAll(node.outputs());
            }
        }
    }

    /** Whether each example has its own. */
    boolean differ(Value value) {
        return own.contains(value);
    }

    /**
     * Whether operators can be given all tensors of the layers, which they take once for all examples; reported where not,
     * once for each place in the text.
     *
     * @param batch how many examples there are; empty where each call decides it
     */
    static boolean shareTensors(Model model, OptionalLong batch, Diagnostics diagnostics) {
        if (batch.equals(OptionalLong.of(1))) {
            return true;
        }
        Examples examples = new Examples(model);
        Set<Span> places = new HashSet<>();
        for (Node node : model.nodes()) {
            for (Map.Entry<String, TensorUse> use : new TreeMap<>(node.tensors()).entrySet()) {
                boolean apart = use.getValue().value().filter(examples::differ).isPresent();
                if (apart && places.add(node.span())) {
                    diagnostics.report(apart(node, use.getKey()));
                }
            }
        }
        return places.isEmpty();
    }

    private static Diagnostic apart(Node node, String tensor) {
        return Diagnostic.of(
                        Code.TENSOR_BY_EXAMPLE,
                        node.span(),
                        "the `" + tensor + "` of `" + node.type().name()
                                + "` depends on an input, but an ONNX operator takes one for all examples of a batch")
                .withHelp("export the network for one example a call, with `--batch 1`");
    }
}
