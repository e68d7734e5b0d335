package io.github.nnc.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expected tensors of which a file may hold some in another way, as further words of their line tell.
 *
 * <ul>
 *   <li>{@code q_proj.weight+k_proj.weight}: in pieces, one below the other. Names stand in the tensor's module.
 *   <li>{@code in_proj_bias@64:192}: as the rows from 64 on, as many as are needed, of a tensor of 192.
 *   <li>{@code =wte.weight}: under the name of the tensor that it shares. Of tensors that share their values a file may
 *       hold all, which then must be equal, or only some.
 * </ul>
 */
public class WeightVariants extends WeightTable {
    /** @param table as for {@link WeightTable}, further words behind */
    public WeightVariants(String table) {
        super(table);
    }

    @Override
    List<TensorNode> owners(List<TensorNode> modules) {
        List<TensorNode> owners = new ArrayList<>();
        for (TensorNode module : modules) {
            if (owns(module)) {
                owners.add(module);
            }
        }
        return owners;
    }

    /** Whether a module has a tensor that is not shared with another one. */
    private static boolean owns(TensorNode node) {
        boolean owns = node.line != null && shared(node.line) == null;
        for (TensorNode part : node.parts.values()) {
            owns |= owns(part);
        }
        return owns;
    }

    @Override
    public float[][] random(long seed) {
        float[][] values = super.random(seed);
        int[] targets = targets();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[targets[i]];
        }
        return values;
    }

    /** The name of the tensor that one shares, or null. */
    private static String shared(String[] line) {
        return line.length > 3 && line[3].startsWith("=") ? line[3].substring(1) : null;
    }

    /** For each expected tensor the one whose values it has: itself, unless it shares them. */
    private int[] targets() {
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < slots.length; i++) {
            indices.put(slots[i].path(), i);
        }
        int[] targets = new int[slots.length];
        for (int i = 0; i < targets.length; i++) {
            String shared = shared(slots[i].line);
            targets[i] = shared == null ? i : indices.get(shared);
        }
        return targets;
    }

    @Override
    void find() {
        super.find();
        for (int i = 0; i < slots.length; i++) {
            String[] line = slots[i].line;
            for (int word = 3; bound[i] == null && word < line.length; word++) {
                bound[i] = line[word].startsWith("=") ? null : assemble(slots[i], line[word]);
            }
        }
        int[] targets = targets();
        for (int i = 0; i < slots.length; i++) {
            TensorNode own = bound[i];
            TensorNode other = bound[targets[i]];
            if (own != null && other == null) {
                bound[targets[i]] = own;
            } else if (own != null && !Arrays.equals(own.values, other.values)) {
                problem(
                        i,
                        "NN416: `%s` shares `%s`, but `%s` and `%s` in the file differ",
                        slots[i].path(),
                        slots[targets[i]].path(),
                        own.path(),
                        other.path());
            }
        }
        for (int i = 0; i < slots.length; i++) {
            bound[i] = bound[i] == null ? bound[targets[i]] : bound[i];
        }
    }

    /** The tensor as a spelling describes it, or null where the file lacks a part of it or they do not fit together. */
    private static TensorNode assemble(TensorNode slot, String spelling) {
        TensorNode module = slot;
        while (!module.module && module.parent != null) {
            module = module.parent;
        }
        int at = spelling.indexOf('@');
        int colon = spelling.indexOf(':');
        List<TensorNode> parts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long rows = 0;
        for (String name : (at < 0 ? spelling : spelling.substring(0, at)).split("\\+")) {
            TensorNode part = module.pair == null ? null : module.pair.find(name);
            if (part == null || part.type == null || part.shape.length == 0 || !fits(part, parts)) {
                return null;
            }
            parts.add(part);
            names.add(part.path());
            rows += part.shape[0];
        }
        if (at >= 0 && rows != Long.parseLong(spelling.substring(colon + 1))) {
            return null;
        }
        TensorNode whole = new TensorNode(null, String.join(" + ", names));
        whole.type = parts.get(0).type;
        whole.shape = parts.get(0).shape.clone();
        whole.shape[0] = at < 0 || slot.shape.length == 0 ? rows : slot.shape[0];
        fill(whole, parts, at < 0 ? 0 : Integer.parseInt(spelling.substring(at + 1, colon)), (int) slot.count());
        return whole;
    }

    /** Whether a part has rows like those of the parts above it. */
    private static boolean fits(TensorNode part, List<TensorNode> above) {
        return above.isEmpty()
                || part.shape.length == above.get(0).shape.length
                        && Arrays.equals(part.shape, 1, part.shape.length, above.get(0).shape, 1, part.shape.length);
    }

    /** Copies the values, unless there are more or fewer than expected, which is reported as a wrong shape. */
    private static void fill(TensorNode whole, List<TensorNode> parts, int firstRow, int expected) {
        double row = whole.count() / whole.shape[0];
        whole.values = new float[whole.count() == expected ? expected : 0];
        int filled = 0;
        for (TensorNode part : parts) {
            part.used = true;
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
