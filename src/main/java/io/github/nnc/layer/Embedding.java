package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.List;

/** {@code embedding features}: a learned vector for each id, as PyTorch's {@code Embedding}. */
record Embedding(long features) implements Layer {

    static final LayerType TYPE = new LayerType(
                    "embedding",
                    "A learned vector for each id.",
                    "ids to `features` for each: one id to a vector, `tokens` ids to `tokens x features`",
                    "input ..8 tokens=10; embedding 4",
                    LayerType.Role.CHAIN,
                    false,
                    List.of(Parameter.whole("features", 1, "how many numbers stand for an id")),
                    arguments -> new Embedding(arguments.whole("features")))
            .withTensors(List.of("weight"));

    @Override
    public List<TensorType> outputs(Inference inference) {
        return Ids.required(inference)
                ? List.of(TensorType.floats(Ids.vectors(inference.shape(), features)))
                : List.of();
    }

    /** Starts normal with deviation 1: PyTorch's {@code Embedding.reset_parameters}. */
    @Override
    public List<WeightSpec> weights(List<TensorType> inputs) {
        long vocabulary = inputs.get(0).vocabulary().orElseThrow();
        return List.of(new WeightSpec("weight", Shape.of(vocabulary, features), Initialisation.normal(1)));
    }

    @Override
    public Reading reading() {
        return Reading.TOKENS;
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        Access id = lowering.element(lowering.input(), axes.subList(0, axes.size() - 1));
        Index feature = Index.of(axes.get(axes.size() - 1));
        lowering.kernels()
                .map(
                        axes,
                        lowering.weight("weight").at(List.of(new Index.Indirect(id), feature)),
                        lowering.store(axes));
    }
}
