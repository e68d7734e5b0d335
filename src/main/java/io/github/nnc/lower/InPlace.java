package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.List;

/** Tells where a value may be written over one that is read for the last time. */
record InPlace(List<Step> steps) {

    /**
     * Whether all steps from one to another, both included, write {@code buffer} only, and read {@code before} in no other
     * place than the one they write next.
     */
    boolean mayReplace(Buffer buffer, Buffer before, int from, int to) {
        return steps.subList(from, to + 1).stream()
                .allMatch(step -> step instanceof Step.Nest nest && mayReplace(nest, buffer, before));
    }

    private static boolean mayReplace(Step.Nest nest, Buffer buffer, Buffer before) {
        return nest.target().buffer() == buffer
                && nest.store() == Step.Store.ASSIGN
                && (nest.reduction().isEmpty() || areElsewhere(Reads.of(nest.body()), before))
                && Reads.of(nest).stream()
                        .allMatch(read -> read.buffer() != before || isSamePlace(read, nest.target()));
    }

    private static boolean areElsewhere(List<Access> reads, Buffer buffer) {
        return reads.stream().noneMatch(read -> read.buffer() == buffer);
    }

    private static boolean isSamePlace(Access read, Access target) {
        return read.view().equals(target.view()) && read.indices().equals(target.indices());
    }
}
