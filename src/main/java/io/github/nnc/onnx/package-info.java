/**
 * Models as ONNX files: a checked model and the values of its tensors to a graph of ONNX operators, one rule a layer.
 *
 * <p>Must not know loops, nor Java as a target.
 */
package io.github.nnc.onnx;
