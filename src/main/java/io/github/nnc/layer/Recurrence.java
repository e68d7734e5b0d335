package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What recurrent layers can be told, and what follows from it for all of them.
 *
 * @param units how many numbers a state has
 * @param layers how many of them stand on each other
 * @param bidirectional whether others read the sequence backwards
 * @param bias whether learned numbers are added
 * @param sequences whether the state after every step is the value, not only the last one
 * @param carry whether a call goes on where the one before it ended
 * @param starts which inputs of the layer its states begin with, in their order; those without one begin with zeros
 */
record Recurrence(
        long units,
        long layers,
        boolean bidirectional,
        boolean bias,
        boolean sequences,
        boolean carry,
        List<Start> starts) {

    /**
     * What a state begins with.
     *
     * @param argument the name of the argument that says it
     */
    record Start(String argument, OptionalInt input) {}

    Recurrence {
        starts = List.copyOf(starts);
    }

    private static final String BIDIRECTIONAL = "bidirectional";
    private static final String CARRY = "carry";
    private static final long MOST_LAYERS = 1000;

    /** Of the first layer and direction. */
    static final List<String> TENSORS = List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");

    static final String SHAPE_RULE =
            "`tokens x in` to `tokens x units`, twice the units where it is bidirectional; with `sequences=false` to a"
                    + " vector of as many; each further value is a matrix of one row for each layer and direction";

    /** {@code starts} are the arguments that say what the states begin with. */
    static Recurrence of(Arguments arguments, String... starts) {
        return new Recurrence(
                arguments.whole("units"),
                arguments.whole("layers"),
                arguments.flag(BIDIRECTIONAL),
                arguments.flag("bias"),
                arguments.flag("sequences"),
                arguments.flag(CARRY),
                Stream.of(starts)
                        .map(name -> new Start(name, arguments.input(name)))
                        .toList());
    }

    /** The argument for what a state begins with. */
    static Parameter start(String name, String state) {
        return Parameter.value(
                name,
                "a labelled value of one row for each layer and direction, which the " + state
                        + " begin with; zeros without it");
    }

    /** The parameters that all share, others between the units and the rest. */
    static List<Parameter> parameters(Parameter... others) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(
                Parameter.whole("units", 1, "how many numbers the state has").between(1, Integer.MAX_VALUE));
        parameters.add(
                Parameter.whole("layers", 1, "how many stand on each other, each reading the states of the one before")
                        .between(1, MOST_LAYERS)
                        .defaultingTo(new ArgumentValue.Whole(1)));
        parameters.addAll(List.of(others));
        parameters.add(Parameter.flag(
                BIDIRECTIONAL, false, "whether a second one reads backwards; its states stand behind the first one's"));
        parameters.add(Parameter.flag("bias", true, "whether learned numbers are added"));
        parameters.add(Parameter.flag(
                "sequences",
                true,
                "whether the value has the state after every step; if not, only the state after the last step of each"
                        + " direction"));
        parameters.add(start("h0", "states"));
        parameters.add(Parameter.flag(
                CARRY, false, "whether a call goes on where the one before it ended; the state is in `State`"));
        return parameters;
    }

    int directions() {
        return bidirectional ? 2 : 1;
    }

    /** The numbers of one step of a layer's output. */
    long width() {
        return directions() * units;
    }

    /** The value and {@code states} final states. */
    List<TensorType> outputs(Inference inference, String layer, int states) {
        if (carry && bidirectional) {
            return inference.rejectArguments(Diagnostic.of(
                            Code.ARGUMENTS_CLASH,
                            inference.place(CARRY),
                            "`carry` cannot go on with a state that was read backwards")
                    .withNote("the second direction begins with the last step, which is not known before the last call")
                    .withHelp("leave out `bidirectional` or `carry`"));
        }
        if (!Tokens.required(inference, layer) || !startsFit(inference)) {
            return List.of();
        }
        List<TensorType> types = new ArrayList<>();
        types.add(TensorType.floats(sequences ? inference.shape().with(-1, Extent.of(width())) : Shape.of(width())));
        for (int i = 0; i < states; i++) {
            types.add(TensorType.floats(Shape.of(layers * directions(), units)));
        }
        return types;
    }

    private boolean startsFit(Inference inference) {
        Shape rows = Shape.of(layers * directions(), units);
        for (Start start : starts) {
            if (start.input.isEmpty()) {
                continue;
            }
            if (carry) {
                inference.rejectArguments(Diagnostic.of(
                                Code.ARGUMENTS_CLASH,
                                inference.place(start.argument),
                                "`" + start.argument + "` has no place beside the state that earlier calls left with"
                                        + " `carry`")
                        .withHelp("leave out `" + start.argument + "` or `carry`"));
                return false;
            }
            TensorType given = inference.inputs().get(start.input.getAsInt());
            if (!given.equals(TensorType.floats(rows))) {
                inference.reject(Diagnostic.of(
                                Code.SHAPES_DIFFER,
                                inference.place(start.argument),
                                "`" + start.argument + "` must be " + rows + ", but is " + given)
                        .withNote("it has a row for each layer and direction, as the final states have"));
                return false;
            }
        }
        return true;
    }

    /**
     * The tensors of all layers, those of a step's gates stacked. They start evenly within 1/sqrt(units): PyTorch's
     * {@code RNNBase.reset_parameters}.
     */
    List<WeightSpec> weights(long in, int gates, int peepholes) {
        Initialisation start = Initialisation.uniform(1 / Math.sqrt(units));
        List<WeightSpec> weights = new ArrayList<>();
        for (long layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < directions(); direction++) {
                String suffix = suffix(layer, direction);
                long below = layer == 0 ? in : width();
                weights.add(new WeightSpec("weight_ih" + suffix, Shape.of(gates * units, below), start));
                weights.add(new WeightSpec("weight_hh" + suffix, Shape.of(gates * units, units), start));
                if (bias) {
                    weights.add(new WeightSpec("bias_ih" + suffix, Shape.of(gates * units), start));
                    weights.add(new WeightSpec("bias_hh" + suffix, Shape.of(gates * units), start));
                }
                if (peepholes > 0) {
                    weights.add(new WeightSpec("peephole" + suffix, Shape.of(peepholes * units), start));
                }
            }
        }
        return weights;
    }

    /** What PyTorch's names of the tensors of a layer and direction end with. */
    static String suffix(long layer, int direction) {
        return "_l" + layer + (direction == 0 ? "" : "_reverse");
    }
}
