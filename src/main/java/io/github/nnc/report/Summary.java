package io.github.nnc.report;

import io.github.nnc.compiler.CallCost;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a model consists of and costs: its stages, its parameters, its memory. Lengths that vary count at their largest.
 */
final class Summary {

    private static final BigInteger BYTES_A_NUMBER = BigInteger.valueOf(Float.BYTES);

    private final Model model;
    private final CallCost cost;
    private final List<Stage> stages;

    Summary(Model model, CallCost cost) {
        this.model = model;
        this.cost = cost;
        this.stages = Stage.of(model);
    }

    Model model() {
        return model;
    }

    List<Stage> stages() {
        return stages;
    }

    BigInteger multiplyAdds() {
        return cost.multiplyAdds();
    }

    BigInteger stateBytes() {
        return cost.stateBytes();
    }

    /** The depth of the model: layers that have tensors of their own, those that are applied again counted once. */
    long layersWithWeights() {
        return model.tensors().stream().map(LearnedTensor::module).distinct().count();
    }

    /** How many numbers each learned tensor has that is no bias. */
    List<BigInteger> weights() {
        return sizes(tensor -> tensor.spec().learned() && !tensor.spec().isBias());
    }

    /** How many numbers each learned tensor has that is a bias. */
    List<BigInteger> biases() {
        return sizes(tensor -> tensor.spec().learned() && tensor.spec().isBias());
    }

    BigInteger weightBytes() {
        return model.parameters().add(model.buffers()).multiply(BYTES_A_NUMBER);
    }

    /**
     * The bytes of the values that are needed at the same time, input and output included, at the worst moment. Where a
     * layer needs more within itself, as attention does for its scores, they count as well.
     */
    BigInteger valueBytes() {
        BigInteger ends = BigInteger.ZERO;
        for (Model.Input input : model.inputs()) {
            ends = ends.add(numbers(input.value()));
        }
        for (Model.Output output : model.outputs()) {
            ends = ends.add(numbers(output.value()));
        }
        BigInteger withinLayers = ends.multiply(BYTES_A_NUMBER).add(cost.workspaceBytes());
        return betweenLayers().multiply(BYTES_A_NUMBER).max(withinLayers);
    }

    /** How many numbers live at the worst moment if each layer needs no more than its inputs and outputs. */
    private BigInteger betweenLayers() {
        Map<Value, Integer> lastReader = new IdentityHashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            for (Value unread : stages.get(i).outputs()) {
                lastReader.put(unread, i);
            }
            for (Value value : stages.get(i).reads()) {
                lastReader.put(value, i);
            }
        }
        model.outputs().forEach(output -> lastReader.put(output.value(), stages.size()));
        BigInteger alive = BigInteger.ZERO;
        for (Model.Input input : model.inputs()) {
            alive = alive.add(numbers(input.value()));
        }
        BigInteger most = alive;
        Map<Integer, BigInteger> dying = new HashMap<>();
        lastReader.forEach((value, reader) -> dying.merge(reader, numbers(value), BigInteger::add));
        for (int i = 0; i < stages.size(); i++) {
            for (Value value : stages.get(i).outputs()) {
                alive = alive.add(numbers(value));
            }
            most = most.max(alive);
            alive = alive.subtract(dying.getOrDefault(i, BigInteger.ZERO));
        }
        return most;
    }

    private static BigInteger numbers(Value value) {
        return value.type().shape().elements();
    }

    private List<BigInteger> sizes(Predicate<LearnedTensor> kind) {
        return model.tensors().stream()
                .filter(kind)
                .map(tensor -> tensor.spec().shape().elements())
                .toList();
    }
}
