/**
 * Whether an imported network computes what the ONNX file says: it is compiled and run in memory, on given or random
 * inputs, and compared with what others computed.
 *
 * <p>Only {@link io.github.nnc.verify.OnnxRuntime} knows ONNX Runtime, whose jar need not be there.
 */
package io.github.nnc.verify;
