package io.github.nnc.model;

import io.github.nnc.tensor.Shape;
import java.util.Optional;

/** What stands for one tensor of a layer: a learned tensor, its own or another layer's, or a value of the network. */
public sealed interface TensorUse {

    /** Whether the layer reads it with its dimensions in reverse. */
    boolean transposed();

    /** Its shape as it is kept, before it is transposed. */
    Shape stored();

    /** The learned tensor; empty where a value stands for it. */
    default Optional<LearnedTensor> learned() {
        return Optional.empty();
    }

    /** The value; empty where it is a learned tensor. */
    default Optional<Value> value() {
        return Optional.empty();
    }

    /** The same, transposed once more where {@code again} says so. */
    TensorUse turned(boolean again);

    /** Its shape as the layer reads it. */
    default Shape shape() {
        return transposed() ? stored().reversed() : stored();
    }

    /** A tensor of weight files. */
    record Learned(LearnedTensor tensor, boolean transposed) implements TensorUse {

        @Override
        public Shape stored() {
            return tensor.spec().shape();
        }

        @Override
        public Optional<LearnedTensor> learned() {
            return Optional.of(tensor);
        }

        @Override
        public TensorUse turned(boolean again) {
            return new Learned(tensor, transposed != again);
        }
    }

    /** A value of numbers and of fixed lengths, made before the layer reads it. */
    record Given(Value made, boolean transposed) implements TensorUse {

        @Override
        public Shape stored() {
            return made.type().shape();
        }

        @Override
        public Optional<Value> value() {
            return Optional.of(made);
        }

        @Override
        public TensorUse turned(boolean again) {
            return new Given(made, transposed != again);
        }
    }
}
