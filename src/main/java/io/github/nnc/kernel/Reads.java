package io.github.nnc.kernel;

import java.util.ArrayList;
import java.util.List;

/** Finds what steps read. */
public final class Reads {

    private Reads() {}

    /** Every access that an expression loads from, ids of indirect indices included, in order of evaluation. */
    public static List<Access> of(Expression expression) {
        Collector collector = new Collector();
        collector.rewrite(expression);
        return collector.found;
    }

    /** Every access that a nest loads from; an indirect target reads its id. */
    public static List<Access> of(Step.Nest nest) {
        Collector collector = new Collector();
        collector.rewrite(nest.body());
        collector.rewrite(nest.epilogue());
        collector.rewriteIds(nest.target());
        return collector.found;
    }

    /** The nests of steps, those inside sequences included, in order. */
    public static List<Step.Nest> nests(List<Step> steps) {
        List<Step.Nest> nests = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                nests.addAll(nests(sequence.steps()));
            } else {
                nests.add((Step.Nest) step);
            }
        }
        return nests;
    }

    private static final class Collector extends Rewriter {

        private final List<Access> found = new ArrayList<>();

        @Override
        protected Expression load(Access access) {
            found.add(access);
            rewriteIds(access);
            return new Expression.Load(access);
        }

        void rewriteIds(Access access) {
            for (Index index : access.indices()) {
                if (index instanceof Index.Indirect indirect) {
                    found.add(indirect.id());
                    rewriteIds(indirect.id());
                }
            }
        }
    }
}
