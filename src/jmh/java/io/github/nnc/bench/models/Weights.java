package io.github.nnc.bench.models;

import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.weights.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Weights drawn with a seed, as training starts with them. */
final class Weights {

    /** How far drawn numbers are from those that training starts with where these are all equal. */
    private static final double SPREAD = 0.1;

    private Weights() {}

    static List<WeightTensor> drawn(Model model) {
        Random random = new Random(17);
        List<WeightTensor> tensors = new ArrayList<>();
        for (LearnedTensor tensor : model.tensors()) {
            WeightSpec spec = tensor.spec();
            float[] values = new float[spec.shape().elements().intValueExact()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) draw(spec.initialisation(), random);
            }
            tensors.add(new WeightTensor(tensor.name(), spec.shape(), values));
        }
        return tensors;
    }

    private static double draw(Initialisation start, Random random) {
        double even = 2 * random.nextDouble() - 1;
        return switch (start.kind()) {
            case UNIFORM -> start.amount() * even;
            case NORMAL -> start.amount() * random.nextGaussian();
            case CONSTANT -> start.amount() + SPREAD * even;
        };
    }
}
