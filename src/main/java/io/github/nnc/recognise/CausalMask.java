package io.github.nnc.recognise;

import io.github.nnc.graph.Tensor;
import io.github.nnc.tensor.Extent;
import java.util.List;

/** What is added to scores so that no token sees those behind it. */
final class CausalMask {

    /** What exporters write for minus infinity begins here; e to the power of it is 0 in floats by far. */
    private static final float HIDDEN = -1e4f;

    private CausalMask() {}

    /** Whether a tensor, stretched over scores of heads x tokens x keys, hides just the keys behind each token. */
    static boolean is(Tensor tensor, List<Extent> scores) {
        List<Long> matrix = Dimensions.sizes(scores.subList(1, 3));
        boolean square = scores.get(1).equals(scores.get(2));
        boolean fits = tensor.extents().size() <= 3 && tensor.size() == matrix.get(0) * matrix.get(1);
        if (!square || !fits || !Dimensions.trimmed(tensor.extents()).equals(Dimensions.trimmed(matrix))) {
            return false;
        }
        int tokens = matrix.get(0).intValue();
        for (int token = 0; token < tokens; token++) {
            for (int key = 0; key < tokens; key++) {
                float added = tensor.real(token * tokens + key);
                if (key > token ? added > HIDDEN : added != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
