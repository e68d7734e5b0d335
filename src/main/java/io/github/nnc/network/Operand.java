package io.github.nnc.network;

import io.github.nnc.graph.Tensor;
import io.github.nnc.tensor.Extent;
import java.util.List;
import java.util.Optional;

/** What an operator reads or makes while a graph becomes layers. */
public sealed interface Operand permits Operand.Constant, Operand.Cut, Operand.Sizes, Flowing {

    /**
     * A tensor that is known before the network runs; two are the same tensor only if they are the same object.
     *
     * @param name of the value in the graph
     */
    record Constant(String name, Tensor tensor) implements Operand {

        /** The dimensions, outermost first. */
        public List<Long> extents() {
            return tensor.extents();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * As much from the front of a known tensor as each call decides: the rows of a table of positions, for as many tokens
     * as there are.
     *
     * @param whole as long as the longest call needs it
     * @param extents some of which vary
     */
    record Cut(Constant whole, List<Extent> extents) implements Operand {

        public Cut {
            extents = List.copyOf(extents);
        }
    }

    /**
     * Whole numbers of which some are lengths that each call decides; an empty one is computed from such a length.
     *
     * @param scalar whether it is one number and not a vector
     */
    record Sizes(List<Optional<Extent>> values, boolean scalar) implements Operand {

        public Sizes {
            values = List.copyOf(values);
        }
    }
}
