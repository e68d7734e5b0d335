/**
 * From an ONNX file to the text of a {@code .nn} file and the tensors beside it: the order of the phases, and the last one,
 * which writes.
 *
 * <p>Must not know loops, nor Java as a target.
 */
package io.github.nnc.importer;
