package io.github.nnc.lower;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which temporary lies in which array: those that never hold a value at the same time may share one, and so may a value
 * and one that is computed from it element by element. Each starts at index 0 of its array, because loops over several
 * arrays become vector instructions only where all have one index.
 *
 * @param slots the array of each temporary, counted from 0
 */
public record MemoryPlan(List<Slot> arrays, Map<Buffer, Integer> slots) {

    /**
     * One array, as long as the largest buffer that lies in it, lengths at their largest.
     *
     * @param width how long each row is; 0 for an array without rows
     */
    public record Slot(Buffer.Element element, long width, BigInteger size) {

        static Slot of(Buffer buffer) {
            Shape shape = buffer.shape();
            boolean rows = buffer.role() == Buffer.Role.ROWS;
            return new Slot(
                    buffer.element(), rows ? shape.extent(shape.rank() - 1).max() : 0, shape.elements());
        }

        private boolean takes(Slot other) {
            return element == other.element && width == other.width;
        }
    }

    public MemoryPlan {
        arrays = List.copyOf(arrays);
        slots = Collections.unmodifiableMap(slots);
    }

    /** How many values all arrays have. */
    public BigInteger size() {
        return arrays.stream().map(Slot::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * Buffers are placed in the order in which they are needed, which suits a chain, and the largest first, which suits
     * large ones far from each other; the smaller plan wins.
     */
    public static MemoryPlan of(Program program) {
        Map<Buffer, int[]> lives = lives(program.steps());
        List<Buffer> buffers = new ArrayList<>(program.buffers(Buffer.Role.TEMPORARY));
        buffers.addAll(program.buffers(Buffer.Role.ROWS));
        buffers.removeIf(buffer -> !lives.containsKey(buffer));
        InPlace inPlace = new InPlace(program.steps());
        buffers.sort(Comparator.comparing(buffer -> lives.get(buffer)[0]));
        MemoryPlan asNeeded = placed(buffers, lives, inPlace);
        buffers.sort(Comparator.comparing((Buffer buffer) -> buffer.shape().elements())
                .reversed());
        MemoryPlan largestFirst = placed(buffers, lives, inPlace);
        return largestFirst.size().compareTo(asNeeded.size()) < 0 ? largestFirst : asNeeded;
    }

    /**
     * A plan for the buffers of both, of which one is computed at a time: they share arrays, the largest with the largest.
     */
    public MemoryPlan or(MemoryPlan other) {
        List<Slot> shared = new ArrayList<>(arrays);
        List<Integer> free = new ArrayList<>(bySize(arrays));
        Map<Buffer, Integer> places = new IdentityHashMap<>(slots);
        for (int theirs : bySize(other.arrays)) {
            Slot wanted = other.arrays.get(theirs);
            int place = free.stream()
                    .filter(slot -> shared.get(slot).takes(wanted))
                    .findFirst()
                    .orElse(shared.size());
            if (place == shared.size()) {
                shared.add(wanted);
            } else {
                free.remove((Integer) place);
                Slot slot = shared.get(place);
                shared.set(place, new Slot(slot.element, slot.width, slot.size.max(wanted.size)));
            }
            other.slots.forEach((buffer, slot) -> {
                if (slot == theirs) {
                    places.put(buffer, place);
                }
            });
        }
        return new MemoryPlan(shared, places);
    }

    private static List<Integer> bySize(List<Slot> arrays) {
        return IntStream.range(0, arrays.size())
                .boxed()
                .sorted(Comparator.comparing((Integer slot) -> arrays.get(slot).size())
                        .reversed())
                .toList();
    }

    private static MemoryPlan placed(List<Buffer> inOrder, Map<Buffer, int[]> lives, InPlace inPlace) {
        List<Occupants> arrays = new ArrayList<>();
        Map<Buffer, Integer> slots = new IdentityHashMap<>();
        for (Buffer buffer : inOrder) {
            int best = choose(arrays, buffer);
            if (best < 0) {
                best = arrays.size();
                arrays.add(new Occupants(lives, inPlace));
            }
            arrays.get(best).add(buffer);
            slots.put(buffer, best);
        }
        return new MemoryPlan(arrays.stream().map(Occupants::slot).toList(), slots);
    }

    /** The free array that fits best: the smallest that is large enough, otherwise the largest; -1 where none is free. */
    private static int choose(List<Occupants> arrays, Buffer buffer) {
        BigInteger size = buffer.shape().elements();
        int best = -1;
        for (int i = 0; i < arrays.size(); i++) {
            if (arrays.get(i).takes(buffer)
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

    /** What lies in one array, one after the other. */
    private static final class Occupants {

        private final Map<Buffer, int[]> lives;
        private final InPlace inPlace;
        private final NavigableMap<Integer, Buffer> byStart = new TreeMap<>();
        private BigInteger size = BigInteger.ZERO;

        Occupants(Map<Buffer, int[]> lives, InPlace inPlace) {
            this.lives = lives;
            this.inPlace = inPlace;
        }

        boolean takes(Buffer buffer) {
            int from = lives.get(buffer)[0];
            return slot().takes(Slot.of(buffer))
                    && !byStart.containsKey(from)
                    && mayFollow(buffer, byStart.lowerEntry(from))
                    && mayPrecede(buffer, byStart.higherEntry(from));
        }

        private boolean mayFollow(Buffer buffer, Map.Entry<Integer, Buffer> before) {
            return before == null || mayFollow(buffer, before.getValue());
        }

        private boolean mayPrecede(Buffer buffer, Map.Entry<Integer, Buffer> after) {
            return after == null || mayFollow(after.getValue(), buffer);
        }

        private boolean mayFollow(Buffer later, Buffer earlier) {
            int end = lives.get(earlier)[1];
            int from = lives.get(later)[0];
            return end < from || inPlace.mayReplace(later, earlier, from, end);
        }

        void add(Buffer buffer) {
            byStart.put(lives.get(buffer)[0], buffer);
            size = size.max(buffer.shape().elements());
        }

        BigInteger size() {
            return size;
        }

        Slot slot() {
            Slot first = Slot.of(byStart.firstEntry().getValue());
            return new Slot(first.element, first.width, size);
        }
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
