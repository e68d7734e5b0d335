package io.github.nnc.operators;

import io.github.nnc.graph.Tensor;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that put numbers at places of a tensor: of known ones alone, as exporters fill the masks of windows. */
final class ScatterRules {

    static final Map<String, OperatorRule> RULES = Map.of("ScatterND", OperatorRule.of(ScatterRules::scatterTuples));

    private ScatterRules() {}

    /** For each tuple of indices the number, or the part of the tensor, that comes to stand there. */
    private static Operand scatterTuples(OperatorCall call) {
        Tensor data = call.known(0, "the tensor that is written to");
        Tensor indices = call.known(1, "indices");
        Tensor updates = call.known(2, "what is written");
        String reduction = call.text("reduction", "none");
        if (!reduction.equals("none")) {
            throw new Unsupported("attribute `reduction` is " + reduction);
        }
        int last = indices.extents().size() - 1;
        int tuple = last < 0 ? 0 : Math.toIntExact(indices.extents().get(last));
        if (tuple < 1 || tuple > data.extents().size()) {
            throw new Unsupported("indices of " + indices.extents() + " do not fit " + data.extents());
        }
        List<Long> wanted = new ArrayList<>(indices.extents().subList(0, last));
        wanted.addAll(data.extents().subList(tuple, data.extents().size()));
        if (!updates.extents().equals(wanted)) {
            throw new Unsupported("what is written is " + updates.extents() + " instead of " + wanted);
        }
        int[] from = new int[data.size()];
        Arrays.fill(from, -1);
        int part = Math.toIntExact(
                Tensors.product(data.extents().subList(tuple, data.extents().size())));
        for (int i = 0; i < indices.size() / tuple; i++) {
            int at = place(data, indices, i * tuple, tuple) * part;
            for (int k = 0; k < part; k++) {
                from[at + k] = i * part + k;
            }
        }
        return new Operand.Constant(call.outputName(0), TensorMath.replaced(data, updates, from));
    }

    /** Which of the parts of a tensor a tuple of indices means. */
    private static int place(Tensor data, Tensor indices, int at, int tuple) {
        long place = 0;
        for (int d = 0; d < tuple; d++) {
            long length = data.extents().get(d);
            long index = indices.whole(at + d);
            long counted = index < 0 ? index + length : index;
            if (counted < 0 || counted >= length) {
                throw new Unsupported("index " + index + " is not among " + length + " places");
            }
            place = place * length + counted;
        }
        return Math.toIntExact(place);
    }
}
