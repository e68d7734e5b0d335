package io.github.nnc.network;

/** Where a layer has one of its tensors from. */
public sealed interface TensorSource {

    /** A tensor of the weight file; two layers share it where it is the same object. */
    record Stored(Operand.Constant constant) implements TensorSource {}

    /** A value of the network, whose dimensions are those of the tensor. */
    record Computed(Value value) implements TensorSource {}
}
