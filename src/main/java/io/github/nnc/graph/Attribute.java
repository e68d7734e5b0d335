package io.github.nnc.graph;

import java.util.List;

/** The value of an attribute of an operator. */
public sealed interface Attribute {

    record Whole(long value) implements Attribute {}

    record Real(float value) implements Attribute {}

    record Text(String value) implements Attribute {}

    record Wholes(List<Long> values) implements Attribute {

        public Wholes {
            values = List.copyOf(values);
        }
    }

    record Reals(List<Float> values) implements Attribute {

        public Reals {
            values = List.copyOf(values);
        }
    }

    record Texts(List<String> values) implements Attribute {

        public Texts {
            values = List.copyOf(values);
        }
    }

    record OfTensor(Tensor tensor) implements Attribute {}

    /** The body of a loop or a branch; it reads values of the graphs around it, too. */
    record OfGraph(Graph graph) implements Attribute {}

    /**
     * One of a kind that no operator of a network takes.
     *
     * @param what the kind in words, {@code list of graphs}
     */
    record Other(String what) implements Attribute {}
}
