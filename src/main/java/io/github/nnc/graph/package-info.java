/**
 * ONNX files as they are: graphs, operators and tensors as immutable records, checked against whatever a file claims.
 *
 * <p>Must not know what an operator means, nor the layers that it may become.
 */
package io.github.nnc.graph;
