/**
 * The loop IR: buffers, axes, nests over them, and the builder that makes them.
 *
 * <p>Must not know layers: nothing here is named after one.
 */
package io.github.nnc.kernel;
