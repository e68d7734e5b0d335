package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value stretched to dimensions that are asked for, as NumPy stretches it: a dimension of 1, or none, becomes longer. */
record Expansion(Layers layers, Operand operand) {

    static Operand of(OperatorCall call) {
        List<Optional<Extent>> wanted;
        if (call.input(1) instanceof Operand.Sizes sizes) {
            wanted = SizeMath.laidOut(sizes);
        } else {
            wanted = call.knownWholes(1, "`shape`").orElseThrow().stream()
                    .map(Extent::of)
                    .map(Optional::of)
                    .toList();
        }
        return new Expansion(call.layers(), call.input(0)).to(wanted);
    }

    /** To dimensions that count the batch. */
    Operand to(List<Optional<Extent>> wanted) {
        boolean fixed = wanted.stream()
                .allMatch(extent -> extent.filter(Extent::isFixed).isPresent());
        if (operand instanceof Operand.Constant constant && fixed) {
            List<Long> extents =
                    wanted.stream().map(extent -> extent.get().max()).toList();
            List<Long> stretched = TensorMath.stretched(constant.extents(), extents);
            return new Operand.Constant(constant.name(), TensorMath.expand(constant.tensor(), stretched));
        }
        if (operand instanceof Operand.Constant constant && isOfLengths(wanted)) {
            return Cutting.stretched(
                    constant,
                    wanted.stream()
                            .map(extent -> extent.filter(length -> !length.equals(layers.batch()))
                                    .orElse(Extent.of(1)))
                            .toList());
        }
        Operand result = operand;
        while (layers.rank(result) < wanted.size()) {
            result = layers.unsqueeze(result, 0);
        }
        int more = layers.rank(result) - wanted.size();
        List<Long> repeats = new ArrayList<>(Windows.ones(layers.rank(result)));
        for (int i = 0; i < wanted.size(); i++) {
            Extent length = wanted.get(i).orElseThrow(() -> new Unsupported("`shape` depends on lengths that vary"));
            int axis = more + i;
            Extent own = layers.extents(result).get(axis);
            if (own.equals(length) || length.equals(Extent.of(1))) {
                continue;
            }
            if (!own.equals(Extent.of(1))) {
                throw new Unsupported("dimension " + axis + " of " + own + " cannot be stretched to " + length);
            }
            if (length.isFixed()) {
                repeats.set(axis, length.max());
            } else {
                result = forAll(result, axis, length);
            }
        }
        return PlaceRules.tiled(layers, result, repeats);
    }

    /** Whether each call decides a length, and not only how many examples there are. */
    private boolean isOfLengths(List<Optional<Extent>> wanted) {
        return wanted.stream().allMatch(Optional::isPresent)
                && wanted.stream()
                        .flatMap(Optional::stream)
                        .anyMatch(length -> !length.isFixed() && !length.equals(layers.batch()));
    }

    /** The same for each example: a dimension of 1 becomes the batch. */
    private Operand forAll(Operand x, int axis, Extent length) {
        boolean batched = x instanceof Flowing flowing && flowing.isBatched();
        if (batched || !length.equals(layers.batch())) {
            throw new Unsupported("dimension " + axis + " is stretched to a length that varies, " + length);
        }
        return layers.flowing(layers.squeeze(x, axis)).at(axis);
    }
}
