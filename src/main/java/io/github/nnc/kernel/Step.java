package io.github.nnc.kernel;

import java.util.List;

/** What a program does, one after another. */
public sealed interface Step {

    /**
     * One perfect loop nest. For every point of the parallel axes, {@code body} is reduced over the reduction axes, and
     * {@code epilogue}, which sees the result as {@link Expression.Reduced}, is stored at {@code target}. The points of the
     * parallel axes are independent of each other.
     *
     * @param origin the path of the layer it was lowered from, for names and comments only
     */
    record Nest(
            String origin,
            List<Axis> parallel,
            List<Axis> reduction,
            Reduction reduce,
            Expression body,
            Expression epilogue,
            Access target,
            Store store)
            implements Step {

        public Nest {
            parallel = List.copyOf(parallel);
            reduction = List.copyOf(reduction);
            if (reduction.isEmpty() != (reduce == Reduction.NONE)) {
                throw new IllegalArgumentException(origin + ": " + reduce + " over " + reduction);
            }
        }

        /** The same body, epilogue and target inside loops over other axes. */
        public Nest over(List<Axis> otherParallel, List<Axis> otherReduction) {
            return new Nest(origin, otherParallel, otherReduction, reduce, body, epilogue, target, store);
        }
    }

    /** Steps that run once for each value of an axis, in order: recurrence. */
    record Sequence(String origin, Axis axis, List<Step> steps) implements Step {

        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /** How the values of a body become one. */
    enum Reduction {
        NONE,
        SUM,
        PRODUCT,
        MAXIMUM,
        MINIMUM,
        /** The position, along the only reduction axis, of the first largest value. */
        ARGMAX;

        /**
         * Two values as one.
         *
         * @throws IllegalStateException where the operation has no two operands
         */
        public Expression combine(Expression left, Expression right) {
            return switch (this) {
                case SUM -> left.plus(right);
                case PRODUCT -> left.times(right);
                case MAXIMUM -> left.maximum(right);
                case MINIMUM -> left.minimum(right);
                case NONE, ARGMAX -> throw new IllegalStateException(this + " has no operator");
            };
        }

        /** What changes nothing that it is combined with. */
        public Expression neutral() {
            return Expression.constant(
                    switch (this) {
                        case NONE, ARGMAX, SUM -> 0;
                        case PRODUCT -> 1;
                        case MAXIMUM -> Double.NEGATIVE_INFINITY;
                        case MINIMUM -> Double.POSITIVE_INFINITY;
                    });
        }
    }

    /** What happens to the value that the target held. */
    enum Store {
        ASSIGN,
        ACCUMULATE
    }
}
