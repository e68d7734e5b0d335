package io.github.nnc.tensor;

/** The length of one dimension: a number, or a symbol whose bounds are known. */
public sealed interface Extent {

    /** The smallest length it can have. */
    long min();

    /** The largest length it can have; buffers are planned with it. */
    long max();

    default boolean isFixed() {
        return this instanceof Fixed;
    }

    static Extent of(long length) {
        return new Fixed(length);
    }

    /** A length known when the model is compiled. */
    record Fixed(long length) implements Extent {

        public Fixed {
            if (length < 0) {
                throw new IllegalArgumentException("negative extent " + length);
            }
        }

        @Override
        public long min() {
            return length;
        }

        @Override
        public long max() {
            return length;
        }

        @Override
        public String toString() {
            return Long.toString(length);
        }
    }

    /**
     * A length that each call decides, {@code min} and {@code max} included. Two symbols are the same length only if
     * they are the same object: a name is for people.
     */
    final class Symbol implements Extent {

        private final String name;
        private final long min;
        private final long max;

        public Symbol(String name, long min, long max) {
            if (min < 0 || max < min) {
                throw new IllegalArgumentException("bounds " + min + ".." + max);
            }
            this.name = name;
            this.min = min;
            this.max = max;
        }

        public String name() {
            return name;
        }

        @Override
        public long min() {
            return min;
        }

        @Override
        public long max() {
            return max;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
