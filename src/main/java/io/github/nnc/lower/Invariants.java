package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the temporaries that hold the same in every pass, and are worth keeping: what costs little to compute and much to
 * keep, a row repeated for each pixel, is left where it is.
 */
final class Invariants {

    /** Up to so many numbers are kept whatever they cost to compute. */
    private static final BigInteger SMALL = BigInteger.valueOf(4096);

    private final List<Step.Nest> nests;
    private final Uses uses;
    private final Map<Step.Nest, Set<Axis>> around = new IdentityHashMap<>();
    private final Map<Step.Nest, Integer> places = new IdentityHashMap<>();
    private final Set<Buffer> found = Collections.newSetFromMap(new IdentityHashMap<>());

    private Invariants(List<Step> steps) {
        this.nests = Reads.nests(steps);
        this.uses = Uses.of(steps);
        nests.forEach(nest -> places.put(nest, places.size()));
        surround(steps, Set.of());
    }

    /** The buffers whose every writer may run once, before the first pass, for the largest lengths. */
    static Set<Buffer> of(List<Step> steps) {
        Invariants invariants = new Invariants(steps);
        invariants.find();
        while (invariants.found.removeIf(invariants::isWasteful)) {
            // what remains may have lost its last reader among what moves
        }
        return invariants.found;
    }

    private void surround(List<Step> steps, Set<Axis> axes) {
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                Set<Axis> inner = new HashSet<>(axes);
                inner.add(sequence.axis());
                surround(sequence.steps(), inner);
            } else {
                around.put((Step.Nest) step, axes);
            }
        }
    }

    private void find() {
        for (Step.Nest nest : nests) {
            Buffer target = nest.target().buffer();
            List<Step.Nest> writers = uses.writers(target);
            if (writers.get(writers.size() - 1) == nest
                    && target.role() == Buffer.Role.TEMPORARY
                    && writers.stream().allMatch(this::isInvariant)
                    && isReadLater(target, places.get(nest))) {
                found.add(target);
            }
        }
    }

    /** Whether all readers see what the last writer left, at any length. */
    private boolean isReadLater(Buffer buffer, int lastWriter) {
        for (Step.Nest reader : uses.readers(buffer)) {
            if (places.get(reader) < lastWriter
                    || !Reads.of(reader).stream().allMatch(read -> read.buffer() != buffer || staysInPlace(read))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an access finds the same element when the buffer is as long as it can be. */
    private static boolean staysInPlace(Access access) {
        Shape shape = access.buffer().shape();
        return shape.isFixed() && access.view().isFixed()
                || access.outside().isEmpty()
                        && (access.view().equals(shape) || variesOutermost(shape) && variesOutermost(access.view()));
    }

    private static boolean variesOutermost(Shape shape) {
        return shape.extents().stream().skip(1).allMatch(Extent::isFixed);
    }

    private boolean isInvariant(Step.Nest nest) {
        if (nest.store() != Step.Store.ASSIGN
                || !staysInPlace(nest.target())
                || nest.reduction().stream().anyMatch(axis -> !axis.extent().isFixed())) {
            return false;
        }
        for (Access read : Reads.of(nest)) {
            if (!read.buffer().isParameter() && !found.contains(read.buffer())) {
                return false;
            }
        }
        return !dependsOnCall(nest);
    }

    /** Whether an index counts a length or the iteration of a loop around the nest. */
    private boolean dependsOnCall(Step.Nest nest) {
        boolean[] depends = {false};
        new Rewriter() {
            @Override
            protected Index.Affine affine(Index.Affine index) {
                depends[0] |= !index.lengths().isEmpty()
                        || index.terms().stream()
                                .anyMatch(term -> around.get(nest).contains(term.axis()));
                return index;
            }
        }.rewrite(nest);
        return depends[0];
    }

    /** Whether a pass reads it although it could as well compute it, in less memory. */
    private boolean isWasteful(Buffer buffer) {
        BigInteger size = buffer.shape().elements();
        if (size.compareTo(SMALL) <= 0
                || uses.readers(buffer).stream()
                        .anyMatch(reader -> found.contains(reader.target().buffer()))) {
            return false;
        }
        BigInteger sources = BigInteger.ZERO;
        for (Step.Nest writer : uses.writers(buffer)) {
            if (isCostly(writer)) {
                return false;
            }
            for (Buffer source : Uses.buffersRead(writer)) {
                sources = sources.add(source.shape().elements());
            }
        }
        return sources.compareTo(size) < 0;
    }

    private static boolean isCostly(Step.Nest nest) {
        List<Expression> functions = new ArrayList<>();
        new Rewriter() {
            @Override
            protected Expression built(Expression operation) {
                boolean power = operation instanceof Expression.Binary binary
                        && binary.operator() == Expression.BinaryOperator.POWER;
                if (power || operation instanceof Expression.Unary) {
                    functions.add(operation);
                }
                return operation;
            }
        }.rewrite(nest);
        return nest.reduce() != Step.Reduction.NONE || !functions.isEmpty();
    }
}
