/**
 * A network on its way from an ONNX graph to text: layers at work, in an order in which each comes after those it reads.
 *
 * <p>Must not know operators of ONNX, nor how a network is written.
 */
package io.github.nnc.network;
