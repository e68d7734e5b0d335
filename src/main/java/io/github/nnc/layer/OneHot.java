package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** {@code one_hot}: for each id zeros with a single 1 at its place, as PyTorch's {@code one_hot}. */
record OneHot() implements Layer {

    static final LayerType TYPE = new LayerType(
            "one_hot",
            "For each id as many numbers as there are ids: 1 at its own place, 0 elsewhere.",
            "ids below `vocabulary` to `vocabulary` numbers for each",
            "input 6 tokens=4; one_hot; dense 2",
            LayerType.Role.CHAIN,
            false,
            List.of(),
            arguments -> new OneHot());

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Ids.required(inference)
                ? List.of(TensorType.floats(Ids.vectors(
                        inference.shape(), inference.input().vocabulary().orElseThrow())))
                : List.of();
    }

    @Override
    public Reading reading() {
        return Reading.TOKENS;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        lowering.kernels().map(axes, constant(0), lowering.store(axes));
        List<Axis> ids = axes.subList(0, axes.size() - 1);
        List<Index> hot = new ArrayList<>(KernelBuilder.indices(ids));
        hot.add(new Index.Indirect(lowering.element(lowering.input(), ids)));
        lowering.kernels().map(ids, constant(1), Access.of(lowering.output(), hot));
    }
}
