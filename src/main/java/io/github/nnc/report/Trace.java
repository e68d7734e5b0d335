package io.github.nnc.report;

import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import io.github.nnc.model.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of one example through a model. What flows on the way is computed by the model itself: its probes are the same
 * model with every value as an output, some at a time.
 */
public final class Trace {

    /**
     * A method has at most 255 parameters, and the one that allocates nothing takes two for each output and each input;
     * some are left for inputs and for what generated methods pass on.
     */
    private static final int OUTPUTS = 80;

    private final Model model;
    private final List<Value> values = new ArrayList<>();

    public Trace(Model model) {
        this.model = model;
        model.nodes().stream().map(Node::outputs).forEach(values::addAll);
    }

    /** The models to run; their outputs, one behind the other, are what {@link #text} takes. */
    public List<Model> probes() {
        List<Model> probes = new ArrayList<>();
        for (int from = 0; from < values.size(); from += OUTPUTS) {
            List<Model.Output> outputs = new ArrayList<>();
            for (int i = from; i < Math.min(from + OUTPUTS, values.size()); i++) {
                outputs.add(new Model.Output("traced_" + (i + 1), values.get(i), Optional.empty(), model.span()));
            }
            probes.add(new Model(
                    model.name(),
                    model.documentation(),
                    model.inputs(),
                    model.nodes(),
                    model.tensors(),
                    outputs,
                    model.weights(),
                    model.span()));
        }
        return probes;
    }

    /**
     * The account, ending with the prediction.
     *
     * @param inputs one array for each input
     * @param traced the outputs of all probes
     * @param weights the values of all tensors by name
     */
    public String text(List<float[]> inputs, List<float[]> traced, Map<String, float[]> weights) {
        Map<Value, float[]> numbers = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            numbers.put(model.inputs().get(i).value(), inputs.get(i));
        }
        for (int i = 0; i < traced.size(); i++) {
            numbers.put(values.get(i), traced.get(i));
        }
        List<float[]> outputs = model.outputs().stream()
                .map(output -> numbers.get(output.value()))
                .toList();
        return new TraceText(model, numbers, weights).text() + "\n" + Predictions.of(model, List.of(outputs));
    }
}
