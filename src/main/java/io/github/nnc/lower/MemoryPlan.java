package io.github.nnc.lower;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which temporary lies in which array: those that never hold a value at the same time may share one, and so may a value
 * and one that is computed from it element by element. Each starts at index 0 of its array, because loops over several
 * arrays become vector instructions only where all have one index.
 *
 * @param slots the array of each temporary, counted from 0
 */
public record MemoryPlan(List<Slot> arrays, Map<Buffer, Integer> slots) {

    /** One array, as long as the largest buffer that lies in it, lengths at their largest. */
    public record Slot(Buffer.Element element, BigInteger size) {}

    public MemoryPlan {
        arrays = List.copyOf(arrays);
        slots = Collections.unmodifiableMap(slots);
    }

    /** How many values all arrays have. */
    public BigInteger size() {
        return arrays.stream().map(Slot::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    public static MemoryPlan of(Program program) {
        Map<Buffer, int[]> lives = lives(program.steps());
        InPlace inPlace = new InPlace(program.steps());
        List<Slot> arrays = new ArrayList<>();
        List<Buffer> last = new ArrayList<>();
        Map<Buffer, Integer> slots = new IdentityHashMap<>();
        List<Buffer> inOrder = new ArrayList<>(program.buffers(Buffer.Role.TEMPORARY));
        inOrder.removeIf(buffer -> !lives.containsKey(buffer));
        inOrder.sort((a, b) -> Integer.compare(lives.get(a)[0], lives.get(b)[0]));
        for (Buffer buffer : inOrder) {
            BigInteger size = buffer.shape().elements();
            int from = lives.get(buffer)[0];
            int best = choose(arrays, buffer.element(), size, slot -> {
                Buffer before = last.get(slot);
                int end = lives.get(before)[1];
                return end < from || inPlace.mayReplace(buffer, before, from, end);
            });
            if (best < 0) {
                best = arrays.size();
                arrays.add(new Slot(buffer.element(), size));
                last.add(buffer);
            } else {
                arrays.set(
                        best,
                        new Slot(buffer.element(), size.max(arrays.get(best).size())));
                last.set(best, buffer);
            }
            slots.put(buffer, best);
        }
        return new MemoryPlan(arrays, slots);
    }

    /** The free array that fits best: the smallest that is large enough, otherwise the largest; -1 where none is free. */
    private static int choose(List<Slot> arrays, Buffer.Element element, BigInteger size, IntPredicate isFree) {
        int best = -1;
        for (int i = 0; i < arrays.size(); i++) {
            if (arrays.get(i).element() == element
                    && isFree.test(i)
                    && (best < 0
                            || isBetter(arrays.get(i).size(), arrays.get(best).size(), size))) {
                best = i;
            }
        }
        return best;
    }

    private static boolean isBetter(BigInteger candidate, BigInteger best, BigInteger size) {
        return best.compareTo(size) < 0
                ? candidate.compareTo(best) > 0
                : candidate.compareTo(size) >= 0 && candidate.compareTo(best) < 0;
    }

    /** The first and the last step at which a buffer is needed; a sequence counts as one step. */
    private static Map<Buffer, int[]> lives(List<Step> steps) {
        Map<Buffer, int[]> lives = new IdentityHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            int at = i;
            for (Step.Nest nest : Reads.nests(List.of(steps.get(i)))) {
                List<Buffer> touched = new ArrayList<>(Uses.buffersRead(nest));
                touched.add(nest.target().buffer());
                for (Buffer buffer : touched) {
                    lives.computeIfAbsent(buffer, b -> new int[] {at, at})[1] = at;
                }
            }
        }
        return lives;
    }
}
