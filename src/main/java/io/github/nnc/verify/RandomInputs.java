package io.github.nnc.verify;

import io.github.nnc.graph.ElementType;
import io.github.nnc.graph.Graph;
import io.github.nnc.graph.Tensor;
import io.github.nnc.importer.Imported;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Inputs for an imported network that are the same for the same seed. */
public final class RandomInputs {

    /** What a whole number is below that no vocabulary bounds. */
    private static final int MOST = 8;

    private final Random random;
    private final long batch;

    /** Of each length that varies the one that is chosen. */
    private final Map<Extent, Long> lengths = new HashMap<>();

    /** @param batch how many examples inputs with a batch get */
    public RandomInputs(long seed, long batch) {
        this.random = new Random(seed);
        this.batch = batch;
    }

    /** Numbers from -1 to 1, ids below the vocabulary, truth values; lengths that vary are any that are allowed. */
    public Tensor of(Graph.Port described, Imported.Port port) {
        List<Long> extents = new ArrayList<>();
        if (port.batch()) {
            extents.add(batch);
        }
        port.type().shape().extents().forEach(extent -> extents.add(length(extent)));
        int size = Math.toIntExact(extents.stream().reduce(1L, Math::multiplyExact));
        if (described.type().isFloating()) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = 2 * random.nextFloat() - 1;
            }
            return Tensor.ofReals(extents, values);
        }
        long most = described.type() == ElementType.BOOL
                ? 2
                : port.type().vocabulary().orElse(MOST);
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(Math.toIntExact(most));
        }
        return Tensor.ofWholes(described.type(), extents, values);
    }

    private long length(Extent extent) {
        return lengths.computeIfAbsent(
                extent, open -> open.min() + random.nextInt(Math.toIntExact(open.max() - open.min() + 1)));
    }
}
