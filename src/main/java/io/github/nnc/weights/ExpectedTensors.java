package io.github.nnc.weights;

import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.Spelling;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.TensorUse;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tensors that a weight file must hold for a model, in the model's order: those that it learns, and, since a file may
 * hold these too, those that a layer shares with another one under its own name.
 */
public final class ExpectedTensors {

    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>();

    /**
     * One name under which a file may hold a tensor.
     *
     * @param initial as {@link io.github.nnc.support.WeightTable} spells it
     * @param tensor what it is a name of
     * @param span the layer that reads it
     */
    public record Slot(String module, String parameter, String initial, LearnedTensor tensor, Span span) {

        /** As {@link io.github.nnc.support.WeightTable} reads it. */
        public String line() {
            Shape shape = tensor.spec().shape();
            String extents = shape.extents().stream()
                    .map(Extent::max)
                    .map(String::valueOf)
                    .collect(Collectors.joining("x"));
            String line = module + "/" + parameter + " " + (extents.isEmpty() ? "scalar" : extents) + " " + initial;
            boolean own = parameter.equals(tensor.spec().name());
            List<Spelling> others = own ? tensor.spec().spellings() : List.of();
            return others.stream()
                    .map(ExpectedTensors::text)
                    .collect(Collectors.joining(" ", line + " ", ""))
                    .strip();
        }
    }

    private ExpectedTensors() {}

    /** The tensors that a model expects. */
    public static ExpectedTensors of(Model model) {
        ExpectedTensors expected = new ExpectedTensors();
        Map<String, Integer> lastOfModule = new HashMap<>();
        for (int i = 0; i < model.tensors().size(); i++) {
            lastOfModule.put(model.tensors().get(i).module(), i);
        }
        int next = 0;
        for (Node node : model.nodes()) {
            for (int last = lastOfModule.getOrDefault(node.path(), -1); next <= last; next++) {
                expected.add(model.tensors().get(next));
            }
            expected.addShared(node);
        }
        for (; next < model.tensors().size(); next++) {
            expected.add(model.tensors().get(next));
        }
        return expected;
    }

    /** A line for each tensor, as {@link io.github.nnc.support.WeightTable} describes; generated classes hold it. */
    public String text() {
        return slots.stream().map(Slot::line).collect(Collectors.joining("\n"));
    }

    /** Which line, and which array of those that are bound to the lines, is a tensor's. */
    public int index(LearnedTensor tensor) {
        return indices.get(tensor.name());
    }

    /** All names, those of shared tensors where the layers that share them stand. */
    public List<Slot> slots() {
        return Collections.unmodifiableList(slots);
    }

    private void add(LearnedTensor tensor) {
        indices.put(tensor.name(), slots.size());
        slots.add(slot(tensor.module(), tensor.spec().name(), initial(tensor), tensor, tensor.span()));
    }

    private void addShared(Node node) {
        for (Map.Entry<String, TensorUse> use : new TreeMap<>(node.tensors()).entrySet()) {
            use.getValue()
                    .learned()
                    .filter(tensor -> !tensor.module().equals(node.path())
                            && !use.getValue().transposed())
                    .ifPresent(tensor -> slots.add(slot(
                            node.path(), use.getKey(), initial(tensor) + " =" + tensor.name(), tensor, node.span())));
        }
    }

    /** A parameter of the model itself has no name within its module: its label's last part is one. */
    private static Slot slot(String module, String parameter, String initial, LearnedTensor tensor, Span span) {
        int dot = module.lastIndexOf('.');
        return parameter.isEmpty()
                ? new Slot(module.substring(0, Math.max(0, dot)), module.substring(dot + 1), initial, tensor, span)
                : new Slot(module, parameter, initial, tensor, span);
    }

    private static String text(Spelling spelling) {
        String names = String.join("+", spelling.names());
        return spelling.of() == 0 ? names : names + "@" + spelling.first() + ":" + spelling.of();
    }

    /** Hexadecimal, because what {@code Double.toString} prints depends on the Java release. */
    private static String initial(LearnedTensor tensor) {
        Initialisation initialisation = tensor.spec().initialisation();
        double amount = initialisation.amount();
        return switch (initialisation.kind()) {
            case UNIFORM -> "uniform=" + Double.toHexString(amount);
            case NORMAL -> "normal=" + Double.toHexString(amount);
            case CONSTANT -> "constant=" + (amount == 0 ? "0" : amount == 1 ? "1" : Double.toHexString(amount));
        };
    }
}
