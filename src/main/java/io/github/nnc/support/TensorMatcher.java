package io.github.nnc.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the tensors of a file that a model expects. Dotted names make scopes of both, and the model's scopes are
 * matched with the file's from the outermost inwards. Within a pair of scopes:
 *
 * <ol>
 *   <li>What has equal names is a pair. Numbers are places rather than names: if the file lacks one of the model's
 *       numbers, none of them counts as an equal name, because 0, 1, 2 and 0, 2, 4 have the 2 in common by accident.
 *   <li>What is left of the model's modules (layers, blocks, groups, repetitions), in the order of the model, is paired
 *       with what is left of the file's numbered scopes, in numeric order. There must be as many of one as of the
 *       other, not counting modules that only share tensors if that makes it so. Nothing is skipped and nothing is
 *       chosen by its shape.
 *   <li>Anything else is missing or extra.
 * </ol>
 *
 * <p>The order of the file has no influence. A pair must have equal shapes, except that one may have further ones at
 * its ends. Of tensors that share their values a file may hold all, which then must be equal, or only some.
 */
public final class TensorMatcher {
    private static final int SHOWN = 20;

    private final WeightSlot[] slots;
    private final TensorData[] bound;

    /** For each slot without a tensor the name that the file should have had, unless another problem explains it. */
    private final String[] lacking;

    private final List<String> extras = new ArrayList<>();
    private final List<WeightException> problems = new ArrayList<>();

    /**
     * Matches a file with what is expected.
     *
     * @param slots as {@link WeightSlot} describes
     * @param prefix the scope of the file to look in; the rest of the file is ignored; empty for all of it
     */
    public TensorMatcher(String slots, Collection<TensorData> file, String prefix) {
        this.slots = WeightSlot.parse(slots);
        bound = new TensorData[this.slots.length];
        lacking = new String[bound.length];
        TensorScope model = new TensorScope("", "");
        for (int i = 0; i < bound.length; i++) {
            String module = this.slots[i].module;
            (module.isEmpty() ? model : model.reach(module, true)).reach(this.slots[i].parameter, false).slot = i;
        }
        TensorScope root = new TensorScope(prefix, "");
        TreeMap<String, TensorData> sorted = new TreeMap<>();
        for (TensorData tensor : file) {
            if (tensor.under(prefix) && !tensor.ignored()) {
                sorted.put(tensor.name.substring(prefix.isEmpty() ? 0 : prefix.length() + 1), tensor);
            }
        }
        for (Map.Entry<String, TensorData> entry : sorted.entrySet()) {
            root.reach(entry.getKey(), false).tensor = entry.getValue();
        }
        if (sorted.isEmpty() && bound.length > 0) {
            problem(
                    WeightException.MISSING,
                    -1,
                    prefix.isEmpty() ? "the file holds no tensor" : "no tensor of the file is under `" + prefix + "`");
        } else {
            match(model, root);
            share(model);
            if (!extras.isEmpty()) {
                problem(
                        WeightException.EXTRA,
                        -1,
                        "the file has " + list(extras) + ", which the model does not expect");
            }
        }
    }

    /**
     * The values that are expected, one array a slot.
     *
     * @throws WeightException that tells all problems
     */
    public static float[][] bind(String slots, Collection<TensorData> file, String prefix) throws WeightException {
        TensorMatcher matcher = new TensorMatcher(slots, file, prefix);
        List<WeightException> problems = matcher.problems;
        if (problems.isEmpty()) {
            return matcher.values();
        }
        if (problems.size() == 1) {
            throw problems.get(0);
        }
        StringBuilder text = new StringBuilder("the weights do not fit, " + problems.size() + " problems:");
        for (int i = 0; i < problems.size() && i < SHOWN; i++) {
            text.append("\n  ").append(problems.get(i).getMessage());
        }
        text.append(problems.size() > SHOWN ? "\n  ..." : "");
        throw new WeightException(WeightException.SEVERAL, -1, text.toString());
    }

    /** All that does not fit, in an order that does not depend on the file's. */
    public List<WeightException> problems() {
        return problems;
    }

    /** The file's tensor for a slot, or null where it found none. */
    public TensorData bound(int slot) {
        return bound[slot];
    }

    private float[][] values() {
        float[][] values = new float[bound.length][];
        for (int i = 0; i < values.length; i++) {
            values[i] = bound[i].values;
        }
        return values;
    }

    private void match(TensorScope model, TensorScope file) {
        if (model.slot >= 0) {
            take(model.slot, file);
        } else if (file.tensor != null) {
            extra(file, false);
        }
        boolean renumbered = false;
        for (TensorScope part : model.parts.values()) {
            renumbered |= part.module && part.number() >= 0 && !file.parts.containsKey(part.name);
        }
        Map<String, TensorScope> rest = new LinkedHashMap<>(file.parts);
        List<TensorScope> left = new ArrayList<>();
        for (TensorScope part : model.parts.values()) {
            TensorScope equal = renumbered && part.module && part.number() >= 0 ? null : rest.remove(part.name);
            if (equal != null) {
                match(part, equal);
            } else if (part.module) {
                left.add(part);
            } else {
                lack(part, file.path);
            }
        }
        matchNumbers(model, left, file, rest);
        for (TensorScope part : rest.values()) {
            extra(part, true);
        }
    }

    private void matchNumbers(
            TensorScope model, List<TensorScope> left, TensorScope file, Map<String, TensorScope> rest) {
        List<TensorScope> numbered = new ArrayList<>();
        for (TensorScope part : rest.values()) {
            if (part.number() >= 0 && !part.parts.isEmpty()) {
                numbered.add(part);
            }
        }
        if (left.isEmpty() || numbered.isEmpty()) {
            for (TensorScope part : left) {
                lack(part, file.path);
            }
            return;
        }
        numbered.sort((a, b) -> a.number() - b.number());
        List<TensorScope> owners = new ArrayList<>(left);
        owners.removeIf(part -> left.size() != numbered.size() && !owns(part));
        if (owners.size() == numbered.size()) {
            for (int i = 0; i < owners.size(); i++) {
                match(owners.get(i), numbered.get(i));
            }
        } else {
            problem(
                    WeightException.COUNT,
                    first(left.get(0)),
                    (model.path.isEmpty() ? "the model" : "`" + model.path + "`") + " has " + modules(owners)
                            + " to be matched by number, but the file has " + modules(numbered)
                            + (file.path.isEmpty() ? "" : " under `" + file.path + "`"));
        }
        rest.values().removeAll(numbered);
    }

    private static String modules(List<TensorScope> scopes) {
        List<String> names = new ArrayList<>();
        for (TensorScope scope : scopes) {
            names.add("`" + scope.name + "`");
        }
        return scopes.size() + (scopes.size() == 1 ? " module (" : " modules (") + list(names) + ")";
    }

    private static String list(List<String> items) {
        boolean all = items.size() <= SHOWN;
        return String.join(", ", items.subList(0, all ? items.size() : SHOWN)) + (all ? "" : ", ...");
    }

    /** Whether a module has a tensor that is not shared with another one. */
    private boolean owns(TensorScope scope) {
        boolean owns = scope.slot >= 0 && !slots[scope.slot].shared();
        for (TensorScope part : scope.parts.values()) {
            owns |= owns(part);
        }
        return owns;
    }

    private static int first(TensorScope scope) {
        return scope.slot >= 0
                ? scope.slot
                : first(scope.parts.values().iterator().next());
    }

    private void take(int slot, TensorScope file) {
        TensorData tensor = file.tensor;
        if (tensor == null) {
            lacking[slot] = file.path;
            return;
        }
        bound[slot] = tensor;
        long[] shape = slots[slot].shape;
        if (!fits(shape, tensor.shape)) {
            boolean transposed = shape.length == 2
                    && tensor.shape.length == 2
                    && shape[0] == tensor.shape[1]
                    && shape[1] == tensor.shape[0];
            problem(
                    WeightException.SHAPE,
                    slot,
                    "`" + slots[slot].name() + "` needs " + TensorData.show(shape) + ", but "
                            + (tensor.name.equals(slots[slot].name()) ? "it" : "`" + tensor.name + "`") + " is "
                            + TensorData.show(tensor.shape) + " in the file"
                            + (transposed ? "; its transpose would fit" : ""));
        }
        if (tensor.flaw != null) {
            problem(tensor.flaw.kind, slot, tensor.flaw.getMessage());
        }
    }

    /** Whether two shapes are equal, but for ones before or after those of the lower rank. */
    private static boolean fits(long[] a, long[] b) {
        if (a.length > b.length) {
            return fits(b, a);
        }
        boolean fits = false;
        for (int lead = 0; lead <= b.length - a.length; lead++) {
            long[] padded = new long[b.length];
            Arrays.fill(padded, 1);
            System.arraycopy(a, 0, padded, lead, a.length);
            fits |= Arrays.equals(padded, b);
        }
        return fits;
    }

    private void lack(TensorScope scope, String where) {
        String path = where.isEmpty() ? scope.name : where + "." + scope.name;
        if (scope.slot >= 0) {
            lacking[scope.slot] = path;
        }
        for (TensorScope part : scope.parts.values()) {
            lack(part, path);
        }
    }

    private void extra(TensorScope scope, boolean inner) {
        if (scope.tensor != null) {
            extras.add(TensorData.show(scope.tensor.name, scope.tensor.shape));
        }
        for (TensorScope part : scope.parts.values()) {
            if (inner) {
                extra(part, true);
            }
        }
    }

    private void share(TensorScope model) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i].shared() && bound[i] != null) {
                int other = model.reach(slots[i].initial.substring(1), false).slot;
                if (bound[other] == null) {
                    bound[other] = bound[i];
                } else if (!Arrays.equals(bound[i].values, bound[other].values)) {
                    problem(
                            WeightException.DIFFERS,
                            i,
                            "`" + slots[i].name() + "` shares `" + slots[other].name() + "`, but `" + bound[i].name
                                    + "` and `" + bound[other].name + "` in the file differ");
                }
            }
        }
        for (int i = 0; i < slots.length; i++) {
            if (bound[i] == null && slots[i].shared()) {
                bound[i] = bound[model.reach(slots[i].initial.substring(1), false).slot];
            } else if (bound[i] == null && lacking[i] != null) {
                problem(
                        WeightException.MISSING,
                        i,
                        TensorData.show(slots[i].name(), slots[i].shape) + " is missing"
                                + (slots[i].name().equals(lacking[i]) ? "" : ": the file has no `" + lacking[i] + "`"));
            }
        }
    }

    private void problem(String kind, int slot, String message) {
        problems.add(new WeightException(kind, slot, message));
    }
}
