/**
 * Finds in a network of small steps the layers that people know: one pass a file, and the order of the passes.
 *
 * <p>Must not know operators of ONNX, nor how a network is written.
 */
package io.github.nnc.recognise;
