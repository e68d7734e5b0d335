package io.github.nnc.operators;

import io.github.nnc.graph.Attribute;
import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Operator;
import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** One operator of the graph as its rule sees it. Each attribute that is asked for counts as honoured. */
final class OperatorCall {

    private final Operator operator;
    private final long version;
    private final List<Optional<Operand>> inputs;
    private final Layers layers;
    private final Function<String, Optional<List<Optional<Long>>>> declared;
    private final Set<String> asked = new HashSet<>();

    /**
     * @param version of the operator set
     * @param inputs those that are left out are empty
     * @param declared what the file says of the dimensions of a value by its name
     */
    OperatorCall(
            Operator operator,
            long version,
            List<Optional<Operand>> inputs,
            Layers layers,
            Function<String, Optional<List<Optional<Long>>>> declared) {
        this.operator = operator;
        this.version = version;
        this.inputs = List.copyOf(inputs);
        this.layers = layers;
        this.declared = declared;
    }

    String type() {
        return operator.type();
    }

    /** The version of the operator set. */
    long version() {
        return version;
    }

    Layers layers() {
        return layers;
    }

    int outputCount() {
        return operator.outputs().size();
    }

    /** Whether the graph asks for an output. */
    boolean wants(int output) {
        return output < operator.outputs().size()
                && !operator.outputs().get(output).isEmpty();
    }

    /** The name of an output in the graph; empty where it is left out. */
    String outputName(int output) {
        return wants(output) ? operator.outputs().get(output) : "";
    }

    /** What the file says of the dimensions of an output, each of which may be unknown. */
    Optional<List<Optional<Long>>> declared(int output) {
        return declared.apply(outputName(output));
    }

    boolean has(int input) {
        return input < inputs.size() && inputs.get(input).isPresent();
    }

    int inputCount() {
        return inputs.size();
    }

    Optional<Operand> optional(int input) {
        return input < inputs.size() ? inputs.get(input) : Optional.empty();
    }

    Operand input(int input) {
        return optional(input).orElseThrow(() -> new Unsupported("input " + (input + 1) + " is missing"));
    }

    /** All inputs that are there. */
    List<Operand> operands() {
        return inputs.stream().flatMap(Optional::stream).toList();
    }

    /** An input as a value of the network: a constant becomes a learned value. */
    Flowing flowing(int input) {
        return layers.flowing(input(input));
    }

    /** An input that must be known before the network runs; {@code what} it is stands in the message. */
    Tensor known(int input, String what) {
        if (input(input) instanceof Operand.Constant constant) {
            return constant.tensor();
        }
        throw new Unsupported(what + " is computed by the network, but must be known when it is imported");
    }

    /** Whether an input holds truth values. */
    boolean isTruth(int input) {
        return input(input) instanceof Operand.Constant constant
                ? constant.tensor().type() == ElementType.BOOL
                : layers.isTruth(input(input));
    }

    /** The whole numbers of an input that must be known; none where it is left out. */
    Optional<List<Long>> knownWholes(int input, String what) {
        return has(input) ? Optional.of(Tensors.wholes(known(input, what))) : Optional.empty();
    }

    /** The whole numbers of an attribute up to some version of the operator set, and of an input from then on. */
    Optional<List<Long>> wholesOrInput(String attribute, int input, long inputSince) {
        return version < inputSince ? wholes(attribute) : knownWholes(input, "`" + attribute + "`");
    }

    private <T extends Attribute> Optional<T> attribute(String name, Class<T> kind) {
        asked.add(name);
        Attribute found = operator.attributes().get(name);
        if (found == null) {
            return Optional.empty();
        }
        if (!kind.isInstance(found)) {
            throw new Unsupported("attribute `" + name + "` has the wrong type");
        }
        return Optional.of(kind.cast(found));
    }

    long whole(String name, long otherwise) {
        return attribute(name, Attribute.Whole.class)
                .map(Attribute.Whole::value)
                .orElse(otherwise);
    }

    Optional<Long> whole(String name) {
        return attribute(name, Attribute.Whole.class).map(Attribute.Whole::value);
    }

    boolean flag(String name, boolean otherwise) {
        return whole(name, otherwise ? 1 : 0) != 0;
    }

    /** A number as people write it, the shortest that rounds to the same float. */
    double real(String name, double otherwise) {
        return attribute(name, Attribute.Real.class)
                .map(real -> Tensors.shortest(real.value()))
                .orElse(otherwise);
    }

    Optional<Double> real(String name) {
        return attribute(name, Attribute.Real.class).map(real -> Tensors.shortest(real.value()));
    }

    String text(String name, String otherwise) {
        return attribute(name, Attribute.Text.class).map(Attribute.Text::value).orElse(otherwise);
    }

    Optional<List<Long>> wholes(String name) {
        return attribute(name, Attribute.Wholes.class).map(Attribute.Wholes::values);
    }

    Optional<List<Float>> reals(String name) {
        return attribute(name, Attribute.Reals.class).map(Attribute.Reals::values);
    }

    Optional<List<String>> texts(String name) {
        return attribute(name, Attribute.Texts.class).map(Attribute.Texts::values);
    }

    Optional<Tensor> tensor(String name) {
        return attribute(name, Attribute.OfTensor.class).map(Attribute.OfTensor::tensor);
    }

    /** Says that an attribute means nothing for results, {@code momentum}. */
    void ignore(String... names) {
        asked.addAll(List.of(names));
    }

    /** Those that the rule has not asked for. */
    List<String> unread() {
        Set<String> unread = new TreeSet<>(operator.attributes().keySet());
        unread.removeAll(asked);
        return new ArrayList<>(unread);
    }
}
