package io.github.nnc.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Another way in which a file may hold a tensor, in names that stand in the tensor's module: {@code
 * q_proj.weight+k_proj.weight} is several tensors one below the other, {@code in_proj_bias@64:192} the rows from 64 on,
 * as many as are needed, of a tensor of 192.
 */
public final class TensorSpelling {
    private TensorSpelling() {}

    /**
     * The tensor of a slot as a spelling describes it; the scopes that it is made of are added to {@code used}. Null
     * where the file lacks a part of it, or the parts do not fit together.
     */
    static TensorData read(String spelling, WeightSlot slot, TensorScope file, List<TensorScope> used) {
        int at = spelling.indexOf('@');
        List<TensorScope> scopes = new ArrayList<>();
        List<TensorData> parts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long rows = 0;
        for (String name : (at < 0 ? spelling : spelling.substring(0, at)).split("\\+")) {
            TensorScope scope = file.find(name);
            TensorData part = scope == null ? null : scope.tensor;
            if (part == null || part.shape.length == 0 || !fits(part, parts)) {
                return null;
            }
            scopes.add(scope);
            parts.add(part);
            names.add(part.name);
            rows += part.shape[0];
        }
        int colon = spelling.indexOf(':');
        if (at >= 0 && rows != Long.parseLong(spelling.substring(colon + 1))) {
            return null;
        }
        long[] shape = parts.get(0).shape.clone();
        shape[0] = at < 0 || slot.shape.length == 0 ? rows : slot.shape[0];
        TensorData whole = new TensorData(String.join(" + ", names), parts.get(0).type, shape, parts);
        fill(whole, at < 0 ? 0 : Integer.parseInt(spelling.substring(at + 1, colon)), slot.count());
        used.addAll(scopes);
        return whole;
    }

    /** Whether a part has rows like those of the parts above it. */
    private static boolean fits(TensorData part, List<TensorData> above) {
        return above.isEmpty()
                || part.shape.length == above.get(0).shape.length
                        && Arrays.equals(part.shape, 1, part.shape.length, above.get(0).shape, 1, part.shape.length);
    }

    /** Copies the values, unless there are more or fewer than expected, which the matcher reports. */
    private static void fill(TensorData whole, int firstRow, int expected) {
        long row = 1;
        for (int i = 1; i < whole.shape.length; i++) {
            row *= whole.shape[i];
        }
        whole.values = new float[whole.shape[0] * row == expected ? expected : 0];
        int filled = 0;
        for (TensorData part : whole.sources) {
            whole.flaw = whole.flaw == null ? part.flaw : whole.flaw;
            if (part.values != null && filled < whole.values.length) {
                int from = (int) (firstRow * row);
                int count = Math.min(part.values.length - from, expected - filled);
                System.arraycopy(part.values, from, whole.values, filled, count);
                filled += count;
            }
        }
    }
}
