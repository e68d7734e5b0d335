/** Models as TorchScript files, so that PyTorch runs what nnc compiles. */
package io.github.nnc.bench.torch;
