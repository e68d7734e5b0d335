package io.github.nnc.layer;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * {@code squeeze}: leaves out dimensions of 1. Other than in PyTorch an axis that is named must have the length 1, since
 * a dimension that stays where it should go is a mistake further on.
 */
record Squeeze(List<Long> axes) implements Reshaping {

    private static final Extent ONE = Extent.of(1);

    static final LayerType TYPE = new LayerType(
            "squeeze",
            "Leaves out dimensions of 1, those that are named or all.",
            "`1 x a x 1` to `a`, with `axis=0` to `a x 1`; with `axis=0,2` `1 x a x 1 x b` to `a x b`",
            "input 1x4; squeeze; dense 3",
            LayerType.Role.CHAIN,
            false,
            List.of(Parameter.axes(
                            "axis",
                            "the dimensions that are left out, whose length must be 1; without it all dimensions of 1"
                                    + " are")
                    .optional()),
            arguments -> new Squeeze(arguments.wholes("axis")));

    @Override
    public List<TensorType> outputs(Inference inference) {
        if (!Floats.required(inference)) {
            return List.of();
        }
        Shape shape = inference.shape();
        List<Extent> extents = new ArrayList<>(shape.extents());
        if (axes.isEmpty()) {
            extents.removeIf(ONE::equals);
            return List.of(TensorType.floats(new Shape(extents)));
        }
        TreeSet<Integer> places = new TreeSet<>(Comparator.reverseOrder());
        for (long axis : axes) {
            OptionalInt place = Axes.required(inference, axis, shape);
            if (place.isEmpty()) {
                return List.of();
            }
            if (!places.add(place.getAsInt())) {
                return inference.rejectArguments(Axes.twice(inference, shape));
            }
            if (!shape.extent(place.getAsInt()).equals(ONE)) {
                return inference.reject(notOne(inference, axis, shape.extent(place.getAsInt())));
            }
        }
        places.forEach(place -> extents.remove(place.intValue()));
        return List.of(TensorType.floats(new Shape(extents)));
    }

    private static Diagnostic notOne(Inference inference, long axis, Extent length) {
        return Diagnostic.of(
                        Code.ELEMENTS_DIFFER,
                        inference.place("axis"),
                        "`squeeze` leaves out a dimension of 1, but axis " + axis + " of " + inference.shape() + " is "
                                + length)
                .withHelp("take one of its places with `slice`, or reduce it with `mean`");
    }
}
