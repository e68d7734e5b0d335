/**
 * Benchmarks: the generated classes beside ONNX Runtime on the same weights, the compiler's own time, and the forms of
 * code.
 *
 * <p>Must not be known to anything; results are compared before they are timed.
 */
package io.github.nnc.bench;
