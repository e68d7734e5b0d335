package io.github.nnc.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
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
 * its ends. A tensor may also be found under other names of its module, in pieces or as a piece, where the model lists
 * them. Of tensors that share their values a file may hold all, which then must be equal, or only some.
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
                    prefix.isEmpty() ? "the file holds no tensor" : "no tensor of the file is under `%s`",
                    prefix);
        } else {
            match(model, root);
            share(model);
            if (!extras.isEmpty()) {
                problem(
                        WeightException.EXTRA,
                        -1,
                        "the file has %s, which the model does not expect",
                        list(", ", extras));
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
        List<String> lines = new ArrayList<>();
        for (WeightException problem : problems) {
            lines.add(problem.getMessage());
        }
        throw new WeightException(
                WeightException.SEVERAL,
                -1,
                "the weights do not fit, %s problems:\n  %s",
                lines.size(),
                list("\n  ", lines));
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
        if (model.module || model.name.isEmpty()) {
            respell(model, file);
        }
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
                lack(part, file);
            }
        }
        matchNumbers(model, left, file, rest);
        for (TensorScope part : rest.values()) {
            extra(part, true);
        }
    }

    /** Gives a module's tensors their own names in the file's scope, where the file holds them in another way. */
    private void respell(TensorScope module, TensorScope file) {
        List<TensorScope> used = new ArrayList<>();
        Map<String, TensorData> made = new LinkedHashMap<>();
        for (TensorScope part : module.parts.values()) {
            if (!part.module) {
                respell(part, file, used, made);
            }
        }
        for (TensorScope scope : used) {
            scope.tensor = null;
        }
        for (Map.Entry<String, TensorData> tensor : made.entrySet()) {
            file.reach(tensor.getKey(), false).tensor = tensor.getValue();
        }
    }

    private void respell(
            TensorScope parameter, TensorScope file, List<TensorScope> used, Map<String, TensorData> made) {
        for (TensorScope part : parameter.parts.values()) {
            respell(part, file, used, made);
        }
        WeightSlot slot = parameter.slot < 0 ? null : slots[parameter.slot];
        TensorScope own = slot == null || slot.spellings.length == 0 ? null : file.find(slot.parameter);
        if (slot == null || own != null && own.tensor != null) {
            return;
        }
        TensorData found = null;
        for (int i = 0; found == null && i < slot.spellings.length; i++) {
            found = TensorSpelling.read(slot.spellings[i], slot, file, used);
        }
        if (found != null) {
            made.put(slot.parameter, found);
        }
    }

    private void matchNumbers(
            TensorScope model, List<TensorScope> left, TensorScope file, Map<String, TensorScope> rest) {
        TreeMap<Integer, TensorScope> numbered = new TreeMap<>();
        for (TensorScope part : rest.values()) {
            if (part.number() >= 0 && !part.parts.isEmpty()) {
                numbered.put(part.number(), part);
            }
        }
        List<TensorScope> owners = new ArrayList<>();
        for (TensorScope part : left) {
            if (numbered.isEmpty()) {
                lack(part, file);
            } else if (left.size() == numbered.size() || owns(part)) {
                owners.add(part);
            }
        }
        if (owners.isEmpty()) {
            return;
        }
        if (owners.size() != numbered.size()) {
            problem(
                    WeightException.COUNT,
                    first(owners.get(0)),
                    file.path.isEmpty()
                            ? "%s has %s to be matched by number, but the file has %s"
                            : "%s has %s to be matched by number, but the file has %s under `%s`",
                    model.path.isEmpty() ? "the model" : quoted(model.path),
                    modules(owners),
                    modules(numbered.values()),
                    file.path);
        }
        Iterator<TensorScope> next = owners.iterator();
        for (TensorScope part : numbered.values()) {
            rest.remove(part.name);
            if (owners.size() == numbered.size()) {
                match(next.next(), part);
            }
        }
    }

    private static String modules(Collection<TensorScope> scopes) {
        List<String> names = new ArrayList<>();
        for (TensorScope scope : scopes) {
            names.add(quoted(scope.name));
        }
        return String.format(names.size() == 1 ? "%s module (%s)" : "%s modules (%s)", names.size(), list(", ", names));
    }

    private static String quoted(String name) {
        return String.format("`%s`", name);
    }

    private static String list(String separator, List<String> items) {
        List<String> shown = items;
        if (items.size() > SHOWN) {
            shown = new ArrayList<>(items.subList(0, SHOWN));
            shown.add("...");
        }
        return String.join(separator, shown);
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
            String name = slots[slot].name();
            problem(
                    WeightException.SHAPE,
                    slot,
                    transposed
                            ? "`%s` needs %s, but %s is %s in the file; its transpose would fit"
                            : "`%s` needs %s, but %s is %s in the file",
                    name,
                    TensorData.show(shape),
                    name.equals(tensor.name) ? "it" : quoted(tensor.name),
                    TensorData.show(tensor.shape));
        }
        if (tensor.flaw != null) {
            problem(tensor.flaw.kind, slot, "%s", tensor.flaw.getMessage());
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

    private void lack(TensorScope scope, TensorScope file) {
        TensorScope absent = new TensorScope(file.below(scope.name), scope.name);
        if (scope.slot >= 0) {
            lacking[scope.slot] = absent.path;
        }
        for (TensorScope part : scope.parts.values()) {
            lack(part, absent);
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

    /** Gives slots without a tensor the one that they share, and tells which remain without. */
    private void share(TensorScope model) {
        for (int i = 0; i < slots.length; i++) {
            int other = target(model, i);
            if (bound[i] != null && bound[other] == null) {
                bound[other] = bound[i];
            } else if (bound[i] != null && !Arrays.equals(bound[i].values, bound[other].values)) {
                problem(
                        WeightException.DIFFERS,
                        i,
                        "`%s` shares `%s`, but `%s` and `%s` in the file differ",
                        slots[i].name(),
                        slots[other].name(),
                        bound[i].name,
                        bound[other].name);
            }
        }
        for (int i = 0; i < slots.length; i++) {
            String name = slots[i].name();
            if (bound[i] == null && slots[i].shared()) {
                bound[i] = bound[target(model, i)];
            } else if (bound[i] == null && lacking[i] != null) {
                problem(
                        WeightException.MISSING,
                        i,
                        name.equals(lacking[i]) ? "%s is missing" : "%s is missing: the file has no `%s`",
                        TensorData.show(name, slots[i].shape),
                        lacking[i]);
            }
        }
    }

    /** The slot whose values a slot has: its own, unless it shares them. */
    private int target(TensorScope model, int slot) {
        return slots[slot].shared() ? model.reach(slots[slot].initial.substring(1), false).slot : slot;
    }

    private void problem(String kind, int slot, String format, Object... values) {
        problems.add(new WeightException(kind, slot, format, values));
    }
}
