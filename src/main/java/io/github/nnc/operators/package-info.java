/**
 * The operators of ONNX: one rule each, which says it in layers, and the arithmetic that is done before the network runs.
 *
 * <p>Must not know files, nor how a network is written.
 */
package io.github.nnc.operators;
