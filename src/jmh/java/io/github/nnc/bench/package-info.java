/**
 * Benchmarks: the suite that compares generated classes with ONNX Runtime, DJL and hand-written loops, the forms of code,
 * and single networks under JMH's profilers.
 *
 * <p>Must not be known to anything; results are compared before they are timed.
 */
package io.github.nnc.bench;
