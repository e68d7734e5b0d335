/**
 * Weight files at build time: reading and writing safetensors, npz and npy, and binding them to a model.
 *
 * <p>Reading safetensors and matching names are the work of {@code support}, which generated classes carry too. Must not
 * know how weights are used, nor where files lie: it reads from channels and writes to streams that it is given.
 */
package io.github.nnc.weights;
