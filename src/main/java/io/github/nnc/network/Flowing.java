package io.github.nnc.network;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of the network as the graph sees it.
 *
 * @param batch where the batch stands among the dimensions that the graph gives the value; -1 where it has none
 */
public record Flowing(Value value, int batch) implements Operand {

    public Shape shape() {
        return value.shape();
    }

    public boolean isBatched() {
        return batch >= 0;
    }

    /** How many dimensions the graph gives it, the batch among them. */
    public int rank() {
        return shape().rank() + (isBatched() ? 1 : 0);
    }

    /** The dimensions that the graph gives it; that of the batch is {@code batchExtent}. */
    public List<Extent> extents(Extent batchExtent) {
        List<Extent> extents = new ArrayList<>(shape().extents());
        if (isBatched()) {
            extents.add(batch, batchExtent);
        }
        return extents;
    }

    /** The same value with the batch at another place. */
    public Flowing at(int otherBatch) {
        return new Flowing(value, otherBatch);
    }
}
