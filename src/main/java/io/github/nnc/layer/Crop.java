package io.github.nnc.layer;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code crop 2}: leaves out what is at the borders, as Keras's {@code Cropping2D} does. */
record Crop(Margins margins) implements Margined {

    static final LayerType TYPE = new LayerType(
            "crop",
            "Leaves out what is at the borders of a sequence, an image or a volume.",
            "`channels x length` to `channels x (length - cropping)`, likewise for images and volumes",
            "input 3x32x32; crop 4",
            LayerType.Role.CHAIN,
            false,
            Margins.parameters("cropping", "how much is left out"),
            arguments -> new Crop(Margins.of(arguments, "cropping")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Spatial.required(inference) || !margins.fit(inference, "cropping")) {
            return List.of();
        }
        Optional<List<Extent>> lengths = margins.lengths(inference, -1);
        if (lengths.isEmpty()) {
            return List.of();
        }
        return List.of(TensorType.floats(Spatial.shape(inference.shape().extent(0), lengths.get())));
    }

    @Override
    public Reading reading() {
        return Reading.CHANNELS;
    }

    @Override
    public List<Padding.Sides> sides(Shape input) {
        return margins.sides(input);
    }

    @Override
    public void lower(Lowering lowering) {
        List<Axis> axes = KernelBuilder.axes("i", lowering.output().shape());
        List<Padding.Sides> sides = sides(lowering.inputShape());
        List<Index> read = new ArrayList<>();
        for (int d = 0; d < sides.size(); d++) {
            read.add(Index.of(axes.get(d)).plus(sides.get(d).before()));
        }
        lowering.kernels().map(axes, new Expression.Load(Access.of(lowering.input(), read)), lowering.store(axes));
    }
}
