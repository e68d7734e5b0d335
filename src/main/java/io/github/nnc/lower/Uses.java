package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who reads and who writes which buffer, in the order of execution. */
record Uses(Map<Buffer, List<Step.Nest>> readers, Map<Buffer, List<Step.Nest>> writers) {

    static Uses of(List<Step> steps) {
        Map<Buffer, List<Step.Nest>> readers = new IdentityHashMap<>();
        Map<Buffer, List<Step.Nest>> writers = new IdentityHashMap<>();
        for (Step.Nest nest : Reads.nests(steps)) {
            for (Buffer read : buffersRead(nest)) {
                readers.computeIfAbsent(read, b -> new ArrayList<>()).add(nest);
            }
            writers.computeIfAbsent(nest.target().buffer(), b -> new ArrayList<>())
                    .add(nest);
        }
        return new Uses(readers, writers);
    }

    List<Step.Nest> readers(Buffer buffer) {
        return readers.getOrDefault(buffer, List.of());
    }

    List<Step.Nest> writers(Buffer buffer) {
        return writers.getOrDefault(buffer, List.of());
    }

    /** Every buffer whose old values a nest needs; an accumulating store needs its target's. */
    static Set<Buffer> buffersRead(Step.Nest nest) {
        Set<Buffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Access access : Reads.of(nest)) {
            buffers.add(access.buffer());
        }
        if (nest.store() == Step.Store.ACCUMULATE) {
            buffers.add(nest.target().buffer());
        }
        return buffers;
    }

    /** Whether an access walks through its whole view with the axes, each dimension by its own. */
    static boolean isIdentity(Access access, List<Axis> axes) {
        if (access.outside().isPresent() || access.indices().size() != axes.size()) {
            return false;
        }
        for (int i = 0; i < axes.size(); i++) {
            if (!isAxis(access.indices().get(i), axes.get(i))
                    || !axes.get(i).extent().equals(access.view().extent(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isAxis(Index index, Axis axis) {
        return index instanceof Index.Affine affine
                && affine.constant() == 0
                && affine.lengths().isEmpty()
                && affine.terms().size() == 1
                && affine.terms().get(0).axis() == axis
                && affine.terms().get(0).coefficient() == 1;
    }

    /** Whether an access moves with an axis. */
    static boolean dependsOn(Access access, Axis axis) {
        return access.dependsOn(axis);
    }

    static boolean dependsOn(Index index, Axis axis) {
        return index.dependsOn(axis);
    }
}
