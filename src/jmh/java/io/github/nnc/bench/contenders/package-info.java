/** Those who run a network side by side: generated classes, ONNX Runtime, DJL. */
package io.github.nnc.bench.contenders;
