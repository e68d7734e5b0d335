package io.github.nnc.layer;

import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The learned factor and summand behind a normalisation, where it has them.
 *
 * @param weight whether there is a factor
 * @param bias whether there is a summand
 */
record Affine(boolean weight, boolean bias) {

    /** The argument of layers that have both for each channel, or neither. */
    static Parameter parameter(boolean defaultValue) {
        return Parameter.flag("affine", defaultValue, "whether each channel has a learned factor and summand");
    }

    static Affine of(Arguments arguments) {
        return new Affine(arguments.flag("affine"), arguments.flag("affine"));
    }

    /** Factors start at 1, summands at 0. */
    List<WeightSpec> weights(Shape shape) {
        List<WeightSpec> weights = new ArrayList<>();
        if (weight) {
            weights.add(new WeightSpec("weight", shape, Initialisation.constant(1)));
        }
        if (bias) {
            weights.add(new WeightSpec("bias", shape, Initialisation.constant(0)));
        }
        return weights;
    }

    Expression apply(Lowering lowering, Expression x, List<? extends Index> at) {
        Expression scaled = weight ? x.times(lowering.weight("weight").at(at)) : x;
        return bias ? scaled.plus(lowering.weight("bias").at(at)) : scaled;
    }
}
