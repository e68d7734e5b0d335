/**
 * Writes ONNX models: the wire format of protocol buffers by hand, and of ONNX what a chain of operators needs.
 *
 * <p>Must not know where a graph comes from.
 */
package io.github.nnc.bench.onnx;
