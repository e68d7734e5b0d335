package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code parameter shape}: a tensor that training finds, as PyTorch's {@code nn.Parameter} of a module. */
record LearnedParameter(List<Optional<Extent>> written, double std) implements Layer {

    static final LayerType TYPE = new LayerType(
                    "parameter",
                    "A learned value that depends on no input; the chain starts anew with it. In a weight file its"
                            + " name is its label alone.",
                    "nothing to `shape`",
                    "input 4x8; x: dense 8; pos: parameter 4x8; add x",
                    LayerType.Role.SOURCE,
                    false,
                    List.of(
                            Parameter.dimensions("shape", "the dimensions of the value"),
                            Parameter.real(
                                            "std",
                                            0.02,
                                            "the deviation of the untrained numbers, normal around 0; 0 for zeros")
                                    .between(0, Float.MAX_VALUE)),
                    arguments ->
                            new LearnedParameter(arguments.dimensions("shape").extents(), arguments.real("std")))
            .withTensors(List.of(""));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (written.contains(Optional.<Extent>empty())) {
            return inference.rejectArguments(Diagnostic.of(
                    Code.MISPLACED_QUESTION_MARK,
                    inference.place("shape"),
                    "`parameter` cannot infer a size: `?` stands in `reshape` only"));
        }
        Shape shape = shape();
        if (!shape.isFixed()) {
            return inference.rejectArguments(Diagnostic.of(
                            Code.LENGTH_NOT_FIXED,
                            inference.place("shape"),
                            "`parameter` needs fixed lengths, but its shape is " + shape)
                    .withHelp("write the length as a number: a learned number stands at each place of it"));
        }
        return List.of(TensorType.floats(shape));
    }

    private Shape shape() {
        return new Shape(written.stream().flatMap(Optional::stream).toList());
    }

    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        Initialisation start = std == 0 ? Initialisation.constant(0) : Initialisation.normal(std);
        return List.of(new WeightSpec("", shape(), start));
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        lowering.kernels().map(axes, lowering.weight("").at(KernelBuilder.indices(axes)), lowering.store(axes));
    }
}
